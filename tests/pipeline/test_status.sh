#!/usr/bin/env bash
# status: what came for the quarter beside the one before, and what is missing.
. "$(dirname "$0")/../claims.sh"
. "$(dirname "$0")/../anonymize/small_study.sh"
ayumi=$AYUMI_BIN/ayumi
s=$scratch/study
new_study "$s"
# Counted by hand: events 2 in April-June, 1 in July-September; contacts 1, 0;
# funding 0, 1; a figure of a month has no day of its own.
put "$s/inbox/03.csv" '催事番号,種別,開催日,会場,方式' 'E1,11,2023-04-01,会場,1' \
    'E2,11,2023-06-30,会場,1' 'E3,11,2023-07-01,会場,1'
put "$s/inbox/09.csv" '接触番号,事業所番号,接触日' 'T1,J1,2023-05-10'
put "$s/inbox/23.csv" '番号,提供者,種別,日付,評価額,証憑' \
    'Z1,市民,1,2023-09-30,1000,受領書'
status() { "$ayumi" status --study "$s" "$@"; }
claim "before a run nothing is counted" exits_with 0 status
claim "before a run all files wait" grep -q 'inbox/ に、まだ実行していないファイルが 3 件' <(status --lang ja)
"$ayumi" run --study "$s" --quiet >"$scratch/run" 2>&1
claim "after it none does" exits_with 1 grep -q 'no run yet' <(status --lang en)
rows() { status --lang en "$@" | sed -nE 's/^  ([0-9]{2}) .* ([0-9]+) +([0-9]+)( .*)?$/\1 \2 \3\4/p' | tr '\n' ';'; }
# traps: 26-1
claim "rows stand beside those of the quarter before, what is missing is marked" \
    same "$(rows)" '03 2 1;09 1 0  <- no row of this quarter;23 0 1;'
claim "another quarter can be asked for" same "$(rows --quarter R5Q1)" '03 0 2;09 0 1;23 0 0;'
claim "the number of missing kinds is said" \
    grep -q '1種類のファイルに、FY2023Q2 の行がありません' <(status --lang ja)
claim "without people there is no way to show" \
    exits_with 1 grep -q follow-up <(status --lang en)

# Five came to the seminar: 1 to 4 filled in the baseline, 1 to 3 agreed; 1
# answered, 2 died, the sheet of 3 came back; 6 had no seminar.
p=$scratch/people
new_study "$p" && new_key "$p"
put "$p/inbox/01.csv" "$roster_header" \
    '12217,W,0001,試験　一,シケン イチ,2,1950-04-05,2023-04-10' \
    '12217,W,0002,試験　二,シケン ニ,1,1951-04-05,2023-04-10' \
    '12217,W,0003,試験　三,シケン サン,2,1952-04-05,2023-04-10' \
    '12217,W,0004,試験　四,シケン ヨン,1,1953-04-05,2023-04-10' \
    '12217,W,0005,試験　五,シケン ゴ,2,1954-04-05,2023-04-10' \
    '12217,W,0006,試験　六,シケン ロク,2,1955-04-05,2023-04-10'
put "$p/inbox/02.csv" "$consent_header" '0001,v1,2023-04-10,1,1,' \
    '0002,v1,2023-04-10,1,1,' '0003,v1,2023-04-10,1,1,' \
    '0004,v1,2023-04-10,0,0,' '0006,v1,2023-04-10,1,1,'
put "$p/inbox/03.csv" '催事番号,種別,開催日,会場,方式' 'E1,11,2023-04-10,会場,1'
put "$p/inbox/04.csv" "$attendance_header" 'E1,0001,,1' 'E1,0002,,1' \
    'E1,0003,,1' 'E1,0004,,1' 'E1,0005,,1'
put "$p/inbox/05.csv" '整理番号,調査版,記入日,希望活動1' '0001,2023A,2023-04-10,2' \
    '0002,2023A,2023-04-10,2' '0003,2023A,2023-04-10,2' '0004,2023A,2023-04-10,2' \
    '0006,2023A,2023-04-11,2'
put "$p/inbox/14.csv" '調査番号,整理番号,発送日,不達,回収日,活動状況' \
    'F1,0001,2024-04-01,0,2024-04-20,6' 'F1,0003,2024-04-01,1,,' \
    'F1,0006,2024-04-01,0,,'
put "$p/inbox/35.csv" '整理番号,異動区分,異動日,把握日' '0002,3,2023-12-01,2024-01-10'
put "$p/inbox/23.csv" '番号,提供者,種別,日付,評価額,証憑' \
    'Z1,市民,1,2024-10-30,1000,受領書'
"$ayumi" run --study "$p" --quiet >"$scratch/run" 2>&1
flow() {
    "$ayumi" status --study "$p" --lang en |
        sed -nE '/^from the seminar/,$s/^ +(- )?([a-z][a-z ()-]*[a-z)]) +([0-9]+)$/\1\2 \3/p' |
        tr '\n' ';'
}
claim "every loss on the way has its reason" same "$(flow)" \
    'came to a seminar 5;- no seminar on record (added here) 1;baseline survey 5;- no baseline survey 1;consent 4;- no consent in force (withdrawals too) 1;- no check near the baseline 4;follow-up 1;- died 1;- survey came back undelivered 1;- survey not answered 1;'
claim "and the table says the same by year" grep -q '^2023,followup,death,1' \
    <(cat "$p"/out/*/tables/flow_losses.csv)
put "$s/inbox/W/2023Q3_09.csv" '接触番号,事業所番号,接触日' 'T2,J1,2023-10-10'
waiting() { status --lang en | grep -A1 'no run yet' | tr '\n' ';'; }
claim "a file that came since is counted and named" same "$(waiting)" \
    '1 files in inbox/ were in no run yet; ayumi run takes them in;  W/2023Q3_09.csv;'
"$ayumi" run --study "$s" --quarter FY2023Q2 --quiet >"$scratch/run" 2>&1
late() { status --lang en | sed -n 's/^    \([0-9]*\) rows that belong here.*--quarter \([^ ]*\) .*/\1 \2/p' | tr '\n' ';'; }
claim "what came after a quarter and happened later is not its own" same ".$(late)" .
put "$s/inbox/2023Q4_23.csv" '番号,提供者,種別,日付,評価額,証憑' 'Z2,市民,1,2023-08-30,1000,受領書' 'Z3,市民,1,2023-11-30,1000,受領書'
plan() { "$ayumi" plan --study "$s" --quarter FY2023Q3 --lang en >"$scratch/plan" 2>"$scratch/plan.said"; }
claim "a plan reads what came" plan
claim "it says which quarters the new rows are of" same \
    "$(sed -n 's/.*first time have, of \([^,]*\), rows: /\1 /p' "$scratch/plan.said" | tr '\n' ';')" \
    'FY2023Q2 1;FY2023Q3 1;'
claim "which of them are written, and what runs again for them" \
    grep -q 'stand in out/ (FY2023Q2) .* from this stage on: validate$' "$scratch/plan"
"$ayumi" run --study "$s" --quarter FY2023Q3 --quiet >"$scratch/run" 2>&1
# traps: 00-31
claim "a late row is told to the quarter that lacks it" same "$(late)" '1 FY2023Q2;'
claim "the run says so too, and what to do" grep -q 'FY2023Q2 lacks 1 rows' "$scratch/run"
claim "by name" grep -q 'ayumi run --late' "$scratch/run"
claim "a plan says so, too" plan
claim "with the stage from which it runs again" grep -A1 'FY2023Q2 lack 1 rows' "$scratch/plan"
claim "which is the one after reading" grep -q 'from this stage on: validate (why: ' "$scratch/plan"
before=$(stat -c %i "$s/out/FY2023Q1" 2>/dev/null; ls "$s/out")
"$ayumi" run --study "$s" --quarter FY2023Q3 --late --quiet >"$scratch/run" 2>&1
claim "run again with --late, the quarter has it" same ".$(late)" .
claim "its earlier edition is kept, with what changed" test -s "$(ls -d "$s"/out/editions/FY2023Q2-* | tail -n 1)/changed.csv"
claim "and no other quarter was touched" same "$(stat -c %i "$s/out/FY2023Q1" 2>/dev/null; ls "$s/out" | grep -v editions)" \
    "$(grep -v editions <<<"$before")"
"$ayumi" run --study "$s" --quarter FY2023Q3 --late --quiet >"$scratch/run" 2>&1
claim "once more, there is nothing to do" exits_with 1 grep -q 'FY2023Q2' "$scratch/run"
claim "--late needs whole runs" exits_with 2 "$ayumi" run --study "$s" --late --stage validate
claim "a quarter that is none is exit 2" exits_with 2 status --quarter 2023Q5
all_claimed
