#!/usr/bin/env bash
# Labels: once
# Every branch that no test takes stands with its reason in
# uncovered_branches.csv; here: each reason still stands for a line of the
# source. tests/coverage.sh counts the branches.
. "$(dirname "$0")/../claims.sh"
claim "each reason stands for a line of the source" \
    python3 "$AYUMI_SOURCE/tests/uncovered_branches.py" check "$AYUMI_SOURCE" \
    "$AYUMI_SOURCE/tests/uncovered_branches.csv"
planted() {
    printf '%s\n' 'file,function,text,reason' \
        'anonymize/seal.c,seal_open,no such line,a reason that is long enough' >"$scratch/e.csv"
    ! python3 "$AYUMI_SOURCE/tests/uncovered_branches.py" check \
        "$AYUMI_SOURCE" "$scratch/e.csv"
}
claim "one that stands for nothing is found" planted
all_claimed
