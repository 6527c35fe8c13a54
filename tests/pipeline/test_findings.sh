#!/usr/bin/env bash
# The list of findings: what is new, what is gone, what somebody accepted.
. "$(dirname "$0")/../claims.sh"
. "$(dirname "$0")/../anonymize/small_study.sh"
ayumi=$AYUMI_BIN/ayumi
s=$scratch/study
new_study "$s"
contacts='接触番号,事業所番号,接触日,初回'
put "$s/inbox/2023Q2_09.csv" "$contacts" 'T1,J1,2023-08-32,1' 'T2,J1,2023-08-02,1' 'T3,J1,2023-08-03,7'
run() { "$ayumi" run --study "$s" --quiet "$@" >"$scratch/out" 2>"$scratch/err"; }
# states [FOLDER]: state, row, rule and since of every finding but notes
states() {
    python3 - "${1:-$s/out/FY2023Q2}/findings/findings.csv" <<'PY'
import csv, sys
for r in csv.DictReader(open(sys.argv[1], encoding="utf-8-sig", newline="")):
    if r["severity"] != "info":
        print(r["state"], r["row"], r["rule"], r["since (as of)"], end=";")
PY
}
claim "rows that need a person are exit 1" exits_with 1 run --quarter FY2023Q2
claim "at first all is new" same "$(states)" 'new 2 E2104 2023-08-02;new 4 E2103 2023-08-02;'
cp -r "$s/out/FY2023Q2" "$scratch/first"
rm -r "$s/out/FY2023Q2"
run --quarter FY2023Q2
claim "run again, the list is the same to the byte" cmp "$s/out/FY2023Q2/findings/findings.csv" "$scratch/first/findings/findings.csv"
claim "and the workbook too" cmp "$s/out/FY2023Q2/findings/findings.xlsx" "$scratch/first/findings/findings.xlsx"

put "$s/inbox/2023Q3_28.csv" '対象表,対象番号,項目,旧値,新値,訂正日,区分,申請者' \
    '09_事業所接触,T1,接触日,2023-08-32,2023-08-31,2023-10-02,1,st01' \
    '09_事業所接触,T8,接触日,,2023-08-31,2023-10-02,1,st01'
run --quarter FY2023Q2
claim "put right, it is told once as fixed; the other is still open; another is new" same "$(states)" \
    'open 4 E2103 2023-08-02;new 3 W3403 2023-10-02;fixed 2 E2104 2023-08-02;'
claim "the screen tells how it went on" grep -q '1 new since the last run, 1 fixed, 0 accepted' "$scratch/out"

accept() { # LINES: what is accepted
    mkdir -p "$s/codebook"
    printf '\357\273\277%s\r\n' 'file,sheet,row,column,rule,accepted_by,accepted_on,reason' >"$s/codebook/accepted_findings.csv"
    printf '%s\r\n' "$@" >>"$s/codebook/accepted_findings.csv"
}
accept '2023Q2_09.csv,,4,D,E2103,佐藤,2023-10-05,' '2023Q3_28.csv,,,,W3403,佐藤,2023-10-05,廃業した事業所'
claim "with one left it is still exit 1" exits_with 1 run --quarter FY2023Q2
claim "accepted it is quiet, and counted" same "$(states)" \
    'open 4 E2103 2023-08-02;accepted 3 W3403 2023-10-02;fixed 2 E2104 2023-08-02;'
claim "an acceptance without a reason is none, and said" \
    grep -q '1 rows without who, when or why' "$scratch/err"
accept '2023Q2_09.csv,,4,D,E2103,佐藤,2023-10-05,用紙も7' '2023Q3_28.csv,,,,W3403,佐藤,2023-10-05,廃業した事業所'
claim "when all are accepted nobody is needed" exits_with 0 run --quarter FY2023Q2
claim "they are counted" grep -q '0 new since the last run, 1 fixed, 2 accepted' "$scratch/out"
claim "who, when and why stand in the list" grep -q '佐藤,2023-10-05,廃業した事業所' "$s/out/FY2023Q2/findings/findings.csv"
run --quarter FY2023Q3
claim "another quarter goes on from the last list" same "$(states "$s/out/FY2023Q3")" \
    'accepted 4 E2103 2023-08-02;accepted 3 W3403 2023-10-02;'

# A workbook: the sheet has a column of its own.
s=$scratch/book
new_study "$s"
put "$s/inbox/2023Q2_09.csv" "$contacts" "T2,J1,2023-08-02,1"
cp "$AYUMI_SOURCE/tests/workbooks/many_sheets.xlsx" "$s/inbox/最新(2).xlsx"
run
claim "file and sheet stand in two columns" grep -q "^new,error,最新(2).xlsx,名簿," \
    "$(ls -d "$s"/out/FY*)/findings/findings.csv"
all_claimed
