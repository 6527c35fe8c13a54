#!/usr/bin/env bash
# Rows at the edge of what is expected: in a file, and when a request of file
# 28 meets them. Each says what becomes of the row, and what crosses of it.
. "$(dirname "$0")/../claims.sh"
. "$(dirname "$0")/small_study.sh"
consultation_header='相談番号,相談日時,形態,整理番号,相談内容,次回,希望月収'
request_header='対象表,対象番号,項目,旧値,新値,訂正日,区分'
start() {
    s=$scratch/$1
    new_study "$s"
    new_key "$s"
    put "$s/inbox/2023Q2_01.csv" "$roster_header" \
        '12217,W,0012,髙橋　花子,タカハシハナコ,2,S33.4.5,2023-07-22' \
        '12217,W,0031,鈴木　一郎,スズキイチロウ,1,S33.5.4,2023-07-23'
    put "$s/inbox/2023Q2_02.csv" "$consent_header" \
        '0012,v1,2023-07-01,1,1,' '0031,v1,2023-07-01,1,1,'
}
outcome() { # KEY ACTION: what is told of the request
    python3 - "$s/review/corrections.csv" "$1" "$2" <<'PY'
import csv, sys
for row in csv.DictReader(open(sys.argv[1], encoding="utf-8-sig", newline="")):
    if row["number of the row"].strip("「」") == sys.argv[2] and row["action"] == sys.argv[3]:
        print(row["result"])
PY
}

# --- in a file --------------------------------------------------------------------
start file
printf '' >"$s/inbox/2023Q2_13.csv"
printf '\r\n,,\r\n' >"$s/inbox/2023Q2_14.csv"
put "$s/inbox/2023Q2_12.csv" "$activity_header,," \
    'A1,0012,2023-08-01,,1,2023-08-02' 'A2,0012,2023-08-03,,1,2023-08-04,' \
    'A3,0012,2023-08-05,,1'
put "$s/inbox/2023Q2_03.csv" '催事番号,種別,開催日,会場,方式' \
    'E1,11,2023-07-22,パレット,1' 'E2,11,2099-07-22,パレット,1' \
    'E3,11,2098-07-22,パレット,1' 'E4,11,2099-12-22,パレット,1'
put "$s/inbox/2023Q2_04.csv" "$attendance_header" 'E1,0012,,1' 'E9,0031,,1'
mkdir -p "$s/inbox/A" "$s/inbox/B"
put "$s/inbox/A/2023Q2_09.csv" '接触番号,接触日,事業所番号,手法,結果' 'C1,2023-08-01,J-1,1,1'
cp "$s/inbox/A/2023Q2_09.csv" "$s/inbox/B/"
put "$s/inbox/A/2023Q2_17.csv" 'カード番号,整理番号,活動日,活動区分,ポイント' 'k1,0012,2023-08-01,1,2'
cp "$s/inbox/A/2023Q2_17.csv" "$s/inbox/B/"
handover "$s" --as-of 2023-12-31 2>/dev/null
told() { # FILE: rules of that file's findings, by row
    awk -F, -v file="$1" '$1 == file {print $2 ":" $5}' "$s/handover/findings.csv"
}
claim "a file without a byte is empty" same "$(told 6)" 0:E1002
claim "and so is one without a filled cell" same "$(told 7)" 0:E1002
claim "a row is too short where a column is missing, not where none is named" \
    same "$(told 5)" 4:W1104
claim "a day that is yet to come doesn't keep its row out" same "$(crossed "$s" 03_event | wc -l)" 5
claim "an event without a list has no day: nobody's age" \
    same "$(subject "$s" 04_attendance 2):$(cell "$s" 04_attendance 3 elderly)" \
    "$(subject "$s" 01_participant 2):"
claim "the same bytes in two offices' folders are one file" same "$(told 10)" 0:I3001
claim "but not where they name people by their office's numbers" \
    differ "$(subject "$s" 17_frailty_point 2 9)" "$(subject "$s" 17_frailty_point 2 11)"

# --- a request and a row that is not as it should be --------------------------------
start asked
put "$s/inbox/2023Q3_12.csv" "$activity_header,週時間" \
    'A1,0012,2023-08-01,,1,2023-08-02,' 'A2,0012,2023-08-03,,1,,' \
    'A3,0012,2023-08-04,,1,2023-08-01,' 'A4,0012,2023-08-05,,1,,' \
    'A6,0012,2023-08-05,,1,,999' 'A7,0012,2023-08-05,,8,,999' \
    'A5,0012,2023-08-05,,8,,'
put "$s/inbox/2023Q3_07.csv" "$consultation_header" \
    'S1,2023-08-01,1,,1,,' 'S2,2023-08-01,1,,1,,' 'S3,2023-08-01,1,0012,1,,' \
    'S4,2023-08-01,9,,1,,' 'S4,2023-08-01,1,,1,,' \
    'S5,2023-08-01,1,0031,1,2023-07-01,900' 'S6,2023-08-01,8,0031,1,2023-07-01,900'
cp "$s/inbox/2023Q3_07.csv" "$s/inbox/2023Q3_07_again.csv"
printf '\r\n' >>"$s/inbox/2023Q3_07_again.csv"
put "$s/inbox/2024Q1_28.csv" "$request_header" \
    '12_就業活動,A1,終了日,,2023-07-01,2024-01-05,1' \
    '12_就業活動,A2,終了日,,2023-09-01,2024-01-05,1' \
    '12_就業活動,A3,終了日,,2023-09-01,2024-01-05,1' \
    '12_就業活動,A5,形態,8,1,2024-01-05,1' \
    '12_就業活動,A6,終了日,,2023-09-01,2024-01-05,1' \
    '12_就業活動,A7,形態,8,1,2024-01-05,1' \
    '07_窓口相談,S1,整理番号,,0031,2024-01-05,1' \
    '07_窓口相談,S2,形態,1,2,2024-01-05,1' \
    '07_窓口相談,S3,整理番号,0012,,2024-01-05,1' \
    '07_窓口相談,S4,形態,9,1,2024-01-05,1' \
    '07_窓口相談,S5,形態,1,2,2024-01-05,1' \
    '07_窓口相談,S6,形態,8,2,2024-01-05,1'
put "$s/inbox/2024Q1_28_b.csv" "$request_header" \
    '12_就業活動,A4,終了日,,2023-09-01,2024-01-07,1' \
    '12_就業活動,A4,終了日,,2023-09-01,2024-01-05,1'
handover "$s" --as-of 2024-03-31 2>/dev/null
claim "a value that contradicts another cell is not taken" \
    same "$(outcome A1 change):$(cell "$s" 12_activity 2 end)" 'not done: new value:'
claim "one that completes the row is" same "$(cell "$s" 12_activity 3 end)" 2023-09-01
claim "a doubt that stood before is no new error" \
    same "$(outcome A3 change):$(cell "$s" 12_activity 4 end)" done:2023-09-01
claim "another cell that is wrong keeps the row out" \
    same "$(outcome A6 change),$(outcome A7 change),$(told 5 | grep -c E2102)" \
    'not done: other errors,not done: other errors,2'
claim "the request that came first by its day is done, the other finds it so" \
    same "$(awk -F, '/A4/ {print $2 ":" $11}' "$s/review/corrections.csv" | xargs)" \
    '3:done 2:nothing left to do'
claim "a row of nobody gets its person" \
    same "$(subject "$s" 07_consultation 2)" "$(subject "$s" 07_consultation 7)"
claim "another field leaves it nobody's" \
    same "$(cell "$s" 07_consultation 3 channel):$(subject "$s" 07_consultation 3)" 2:
claim "a row without its number is nobody's from then on" \
    same "x$(subject "$s" 07_consultation 4)" x
claim "a refused row that reads as another one once put right is a duplicate" \
    same "$(told 3 | grep 5: | xargs):$(cell "$s" 07_consultation 6 consult_id)" '5:I3001 5:I3401:S4'
claim "a doubt keeps no row out" same "$(cell "$s" 07_consultation 7 channel 3)$(cell "$s" 07_consultation 8 channel 3)" 22
claim "the same rows in a later file stay duplicates" same "$(told 4 | grep -c I3001)" 7
cp -r "$s/handover" "$scratch/first"
rm -r "$s/handover"
handover "$s" --as-of 2024-03-31 2>/dev/null
claim "the same again gives the same bytes" diff -r "$scratch/first" "$s/handover"

# --- a request for a cell that a workbook could not tell ----------------------------
start workbook
put "$s/inbox/2023Q2_01.csv" "$roster_header" \
    '12217,W,0103,高橋　花子,タカハシ ハナコ,2,S33.4.5,2023-07-22'
put "$s/inbox/2023Q2_02.csv" "$consent_header" '0103,v1,2023-07-01,1,1,'
cp "$AYUMI_SOURCE/tests/workbooks/openpyxl.xlsx" "$s/inbox/2023Q3_12.xlsx"
handover "$s" --as-of 2024-03-31 2>/dev/null
claim "a formula without its result keeps the row out" test -z "$(cell "$s" 12_activity 5 start)"
put "$s/inbox/2024Q1_28.csv" "$request_header" '12_就業活動,A3,終了日,,2023-09-01,2024-01-05,1'
handover "$s" --as-of 2024-03-31 2>/dev/null
claim "another cell of it put right is not enough" \
    same "$(outcome A3 change)" 'not done: other errors'
put "$s/inbox/2024Q1_28_b.csv" "$request_header" '12_就業活動,A3,開始日,,2023-08-01,2024-01-06,1'
handover "$s" --as-of 2024-03-31 2>/dev/null
claim "the cell itself is" same "$(cell "$s" 12_activity 5 start):$(cell "$s" 12_activity 5 end)" \
    2023-08-01:2023-09-01
claim "and the row is the person's" is_pseudonym "$(subject "$s" 12_activity 5)"

# --- requests about rows of several files, and requests that are replaced ----------
start versions
put "$s/inbox/2023Q3_12.csv" "$activity_header" \
    'A1,0012,2023-08-01,,1,2023-08-02' 'A1,0012,2023-08-01,,1,2023-08-02' \
    'A2,0012,2023-08-03,,1,2023-08-04' 'A3,0012,2023-08-03,,1,2023-08-04'
put "$s/inbox/2023Q4_12.csv" "$activity_header" \
    'A1,0012,2023-08-01,2023-12-01,1,2023-12-02' 'A2,0012,2023-08-03,2023-12-03,1,2024-02-04' \
    'A3,0012,2023-08-03,2023-12-03,2,2023-12-04'
put "$s/inbox/2024Q1_28_a.csv" "$request_header" \
    '12_就業活動,A1,形態,,2,2024-01-05,1' '12_就業活動,A2,形態,,2,2024-01-05,1' \
    '12_就業活動,A3,形態,,2,2024-01-05,1' '12_就業活動,A9,,,,2024-01-06,2'
put "$s/inbox/2024Q1_28_b.csv" "$request_header" \
    '12_就業活動,A1,形態,,4,2024-01-05,1'
handover "$s" --as-of 2024-03-31 2>/dev/null
results() {
    awk -F, '$7 ~ /A[0-9]/ {print $1 ":" $2 "=" $11}' "$s/review/corrections.csv"
}
claim "a request for the same cell replaces the earlier one" \
    same "$(results | grep _a.csv:2)" '2024Q1_28_a.csv:2=replaced by a later request'
claim "and is done in every version of the row" \
    same "$(cell "$s" 12_activity 2 kind):$(grep -c '^[34],2,E,kind,I3401' "$s/handover/findings.csv")" 4:2
claim "what came after the request was a new row, and stays as it is" \
    same "$(cell "$s" 12_activity 3 kind):$(results | grep _a.csv:3)" '1:2024Q1_28_a.csv:3=done'
claim "a version that reads so already doesn't undo that another was put right" \
    same "$(cell "$s" 12_activity 4 kind):$(results | grep _a.csv:4)" '2:2024Q1_28_a.csv:4=done'
claim "a row that is nowhere can't be cancelled" \
    same "$(results | grep A9; results | grep _a.csv:5)" '2024Q1_28_a.csv:5=not done: no such row'
all_claimed
