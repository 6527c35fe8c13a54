#!/usr/bin/env bash
# Labels: once
# Registers of more records than are looked at one by one: samples stand for
# the rest where weights are learnt, and rules of blocking are left out that
# would compare too many. The truth decides.
. "$(dirname "$0")/../claims.sh"
tools=$AYUMI_SOURCE/tests/linkage
cd "$scratch" || exit
python3 "$tools/make_western.py" registry 60000 1 r
for side in left right; do
    python3 "$tools/without_truth.py" r/$side.csv r/$side.in
done
claim "60,000 records are linked with as many" "$AYUMI_BIN/ayumi-anonymize" \
    linkage --left r/left.in --right r/right.in --out out --quiet
python3 "$tools/score_links.py" two r/left.csv r/right.csv out >score
cat score
claim "next to all of the links are true, and next to all true ones are found" \
    awk '{for (i = 1; i < NF; i++) if ($i == "f1") f1 = $(i + 1)} END {exit !(f1 >= 0.9995)}' score
all_claimed
