#!/bin/sh
# A run finds the planted faults of the sample town, each with its file, row
# and column; faults.csv leaves the column open where the whole row is meant.
# Nothing else is found but rows that a later file brought up to date.
. "$AYUMI_SOURCE/tests/claims.sh"
town=$AYUMI_SOURCE/examples/town
study=$scratch/study
mkdir "$study"
cp -R "$town/study.csv" "$town/codebook" "$town/inbox" "$study/"
"$AYUMI_BIN/ayumi-anonymize" key --new --study "$study" --quiet

claim "a run over bad data is done, and asks for a person" \
    exits_with 1 "$AYUMI_BIN/ayumi" run --study "$study" --quarter FY2024Q1 \
    --quiet

# file row column rule, one a line
tail -n +2 "$study/out/FY2024Q1/findings/findings.csv" | tr -d '\r' |
    awk -F, '{ print $3 ($4 == "" ? "" : "[" $4 "]") "\t" $5 "\t" $6 "\t" $9 }' >"$scratch/found"
tail -n +2 "$town/faults.csv" |
    awk -F, '{ print $1 "\t" $2 "\t" $3 "\t" $4 }' >"$scratch/planted"

all_planted_are_found() {
    awk -F'\t' 'NR == FNR { found[$1, $2, $3, $4]; any[$1, $2, $4]; next }
        $3 != "" && !(($1, $2, $3, $4) in found) { print; bad = 1 }
        $3 == "" && !(($1, $2, $4) in any) { print; bad = 1 }
        END { exit bad || FNR < 70 }' "$scratch/found" "$scratch/planted"
}
nothing_else_is_found() {
    awk -F'\t' 'NR == FNR { planted[$1, $2, $4]; next }
        $4 != "I3002" && !(($1, $2, $4) in planted) { print; bad = 1 }
        END { exit bad }' "$scratch/planted" "$scratch/found"
}
every_file_balances() {
    awk -F, 'NR > 1 && $2 != $3 + $4 + $5 + $6 + $7 { print; bad = 1 }
        END { exit bad || NR < 90 }' "$study/handover/balance.csv"
}
# traps: 02-4 06-6 link-2 link-5
claim "every planted fault is found at its row and column" \
    all_planted_are_found
claim "nothing else is found but rows brought up to date" \
    nothing_else_is_found
claim "received = accepted + quarantined + duplicate + superseded + outside" \
    every_file_balances
all_claimed
