#!/usr/bin/env bash
# As many findings as errors were sown, in their rows and columns, no other.
# By hand, a million rows: tests/bench/sown_errors.sh
. "$(dirname "$0")/../claims.sh"
program=$AYUMI_BIN/ayumi-anonymize
here=$(dirname "$0")
cd "$scratch" || exit
python3 "$here/sown_errors.py" write 20000 500 12.csv truth || exit
claim "a file with errors is exit 1" exits_with 1 "$program" check --json 12.csv
"$program" check --json 12.csv >results
claim "500 errors sown into 20,000 rows are 500 findings" python3 "$here/sown_errors.py" judge truth results
all_claimed
