#!/usr/bin/env bash
# Labels: once
# test_golden.sh [--accept]: the results of the sample year and of Shizuoka's
# official figures are what they were when a person last looked at them.
#
# Compared as text (text_of_results.py), by hash; the summaries also word by
# word, so that a change of what the council reads shows in review. After a
# wanted change: --accept, then read the diff of expected/ like code.
: "${AYUMI_SOURCE:=$(cd "$(dirname "$0")/../.." && pwd)}"
: "${AYUMI_BUILD:=$AYUMI_SOURCE/build}"
: "${AYUMI_BIN:=$AYUMI_BUILD/bin}"
. "$(dirname "$0")/../claims.sh"
. "$(dirname "$0")/study.sh"
expected=$AYUMI_SOURCE/tests/golden/expected
# The texts stay here, so that two runs of this test can be compared.
made=$AYUMI_BUILD/tests/golden
accept=${1:-}

# compare NAME STUDY SUMMARY-FOLDER
compare() {
    rm -rf "${made:?}/$1"
    "$AYUMI_SOURCE/tests/golden/text_of_results.py" "$2/out" "$made/$1" ||
        return
    (cd "$made/$1" && find . -type f ! -path './editions/*' |
        LC_ALL=C sort | xargs -d '\n' sha256sum) >"$scratch/$1.sha256"
    cp "$made/$1/$3/summary/summary.pdf.txt" "$scratch/$1.summary.txt"
    for kind in sha256 summary.txt; do
        if [ "$accept" = --accept ]; then
            mkdir -p "$expected"
            cp "$scratch/$1.$kind" "$expected/$1.$kind"
        fi
    done
    [ -s "$scratch/$1.sha256" ]
}
summary_is_the_same() {
    diff "$expected/$1.summary.txt" "$scratch/$1.summary.txt"
}
results_are_the_same() {
    diff "$expected/$1.sha256" "$scratch/$1.sha256" | sed -n 's/^[<>] .*  //p' |
        sort -u >"$scratch/changed"
    echo "changed (compare $made/$1 with the same of an earlier build):"
    cat "$scratch/changed"
    [ -s "$expected/$1.sha256" ] && [ ! -s "$scratch/changed" ]
}
check() {
    claim "$1: its results are there as text" compare "$@"
    claim "$1: the summary says what it said" summary_is_the_same "$1"
    claim "$1: every other result is what it was" results_are_the_same "$1"
}

finished_year "$scratch/year"
check town "$scratch/year" "$report_quarter"
shizuoka_report "$scratch/as-of-2024" 2023 2024-11-20
check shizuoka-2024 "$scratch/as-of-2024" FY2024Q2
shizuoka_report "$scratch/as-of-2023" 2022 2023-06-30
check shizuoka-2023 "$scratch/as-of-2023" FY2023Q1
all_claimed
