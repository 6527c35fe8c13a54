#!/usr/bin/env bash
# Labels: once
# Who is who in invented Japanese files, without settings: a short version of
# tests/linkage/measure.py, whose README has the long one.
. "$(dirname "$0")/../claims.sh"
measure() {
    PYTHONDONTWRITEBYTECODE=1 python3 "$AYUMI_SOURCE/tests/linkage/measure.py" \
        --program "$AYUMI_BIN/ayumi-anonymize" "$@"
}
for layout in 1 4; do
    claim "a small city, layout $layout: F1 and precision at least 0.99" \
        measure city --seeds 11 --layout $layout --size 900,1500 \
        --bar 0.99,0.99,-,-
done
claim "20 quarters of 200 people and 40 rows: precision 0.98, recall 0.95" \
    measure quarter --seeds 1-20 --bar=-,0.98,0.95,-

# Strangers of one name are of one sex. Taken for independent, name and sex of
# namesakes would prove that they are one person, whatever their birthdays.
PYTHONDONTWRITEBYTECODE=1 python3 "$AYUMI_SOURCE/tests/linkage/make_files.py" \
    city --seed 11 --layout 5 --people 1500 --rows 2500 --out "$scratch/names" \
    >/dev/null
"$AYUMI_BIN/ayumi-anonymize" linkage --quiet --left "$scratch/names/left.csv" \
    --right "$scratch/names/right.csv" --out "$scratch/names/out"
claim "names, sex and birth date only: as many matches are expected as there are" \
    awk -F, -v true="$(($(wc -l <"$scratch/names/truth.csv") - 1))" '
    $1 == "matches_expected" { n = $2 }
    END { exit !(n > 0.9 * true && n < 1.1 * true) }' \
    "$scratch/names/out/report.csv"

# The measure itself must be able to fail.
claim "a bar that is missed is said" bash -c "
    PYTHONDONTWRITEBYTECODE=1 python3 '$AYUMI_SOURCE/tests/linkage/measure.py' \
        --program '$AYUMI_BIN/ayumi-anonymize' quarter --seeds 1 \
        --bar=-,-,1.01,- | grep -q 'below the bar: recall'"
make() {
    PYTHONDONTWRITEBYTECODE=1 python3 "$AYUMI_SOURCE/tests/linkage/make_files.py" \
        quarter --seed 7 --out "$scratch/$1"
}
make one >/dev/null
make two >/dev/null
claim "the same seed gives the same bytes" diff -r "$scratch/one" "$scratch/two"
all_claimed
