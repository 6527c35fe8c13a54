#!/usr/bin/env bash
# Labels: once
# explain: the rows behind a cell of the sample town are as many as the cell
# says, and each names its file and row.
. "$(dirname "$0")/../claims.sh"
. "$(dirname "$0")/study.sh"
finished_year "$scratch/year"
claim "every cell of the starts and of two tables leads to its rows" \
    python3 "$AYUMI_SOURCE/tests/golden/explained_cells.py" "$ayumi" \
    "$scratch/year" "$scratch/year/out/$report_quarter"
explain() { "$ayumi" explain --study "$scratch/year" "$@"; }
claim "an indicator leads to the target and the actual" \
    grep -q '2024Q1_22_指標実績.csv' \
    <(explain indicators:MH-X-9:R5; explain indicators:MH-A-1:R5)
claim "a table that is not there is exit 2" exits_with 2 explain T99:1
claim "a cell that is none is exit 2" exits_with 2 explain outcomes
claim "a year that is none is exit 2" exits_with 2 explain indicators:MH-I-1:Q
no_such() { # CELL WORD: refused, with what there is
    code=0
    explain "$1" >"$scratch/said" 2>&1 || code=$?
    cat "$scratch/said"
    [ "$code" -eq 2 ] && grep -q "$2" "$scratch/said"
}
claim "a class that there is not is refused, with those there are" no_such T01:1:E99 ': .*E20 E19'
claim "so is a level of the row" no_such T01:7:E20 ': 計 1 2'
claim "a class of starts" no_such outcomes:FY2023:E99 ': .*E20 E19'
claim "an age group" no_such outcomes:FY2023:E19:old ': 計 elderly other unknown'
claim "a period" no_such outcomes:FY2031:E19 ': .*FY2023'
claim "an indicator" no_such indicators:MH-Z-1:R5 ': .*MH-A-1'
claim "a cell of nobody is no error" exits_with 0 explain outcomes:FY2023:B:other
claim "a study without a run is exit 2" exits_with 2 \
    "$ayumi" explain --study "$scratch" outcomes:FY2023
all_claimed
