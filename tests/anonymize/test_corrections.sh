#!/usr/bin/env bash
# File 28: a cell put right, a row cancelled, a row that was wrong taken in;
# who asked, when, and what became of it; and nothing of it before its day.
. "$(dirname "$0")/../claims.sh"
. "$(dirname "$0")/small_study.sh"
ayumi=$AYUMI_BIN/ayumi
form='対象表,対象番号,項目,旧値,新値,訂正日,区分,申請者'
balance() { sed -n "$(($2 + 1))p" "$1/handover/balance.csv"; }
record() { # STUDY KEY: what review/corrections.csv says became of it
    python3 - "$1/review/corrections.csv" "$2" <<'PY'
import csv, sys
for row in csv.DictReader(open(sys.argv[1], encoding="utf-8-sig", newline="")):
    if row["number of the row"] == "「%s」" % sys.argv[2]:
        print(row["asked for by"], row["date"], row["action"], row["result"],
              row["corrected file"], row["corrected row"])
PY
}

# The example of the template, with the referral and the people it is about.
s=$scratch/change
new_study "$s"
new_key "$s"
put "$s/inbox/2023Q3_01.csv" "$roster_header" '12217,W,0012,髙橋　花子,タカハシハナコ,2,S33.4.5,2023-07-22'
put "$s/inbox/2023Q3_02.csv" "$consent_header" '0012,v1,2023-07-22,1,1,'
put "$s/inbox/2023Q3_11.csv" '紹介番号,求人番号,整理番号,候補日,結果,結果日' \
    'M2023-0201,K2023-0088,0012,2023-09-04,2,2023-12-28' 'M2023-0202,K2023-0089,0012,2023-09-05,2,2023-09-20'
put "$s/inbox/2023Q4_28.csv" "$form" '11_紹介経過,M2023-0201,結果,2,1,2024-01-05,1,st03'
handover "$s"
claim "a corrected cell crosses as its new value" same "$(cell "$s" 11_referral 2 result)" 1
claim "other rows stay as they are" same "$(cell "$s" 11_referral 3 result)" 2
claim "the cell that was corrected is told" found "$s" I3401 2
claim "the file balances" same "$(balance "$s" 3)" '3,2,2,0,0,0,0'
claim "who asked, when, and what was done is kept" \
    same "$(record "$s" M2023-0201)" 'st03 2024-01-05 change done 2023Q3_11.csv 2'
claim "neither value crosses with the request" \
    exits_with 1 grep -rlE 'st03|「2」' "$s/handover"
handover "$s" --as-of 2024-01-04
claim "as of the day before, nothing is corrected" same "$(cell "$s" 11_referral 2 result)" 2
claim "and the record says so" grep -q 'not yet: after the as-of day' "$s/review/corrections.csv"
handover "$s" --as-of 2024-01-05
claim "as of its day it is" same "$(cell "$s" 11_referral 2 result)" 1
before=$(cat "$s/handover"/*.csv "$s/review/corrections.csv" | md5sum)
cp -r "$s" "$scratch/again"
rm -r "$scratch/again/handover"
handover "$scratch/again" --as-of 2024-01-05
claim "the same again gives the same bytes" same \
    "$(cat "$scratch/again/handover"/*.csv "$scratch/again/review/corrections.csv" | md5sum)" "$before"

# Rows without people; the form sorts before the files it corrects.
s=$scratch/cancel
new_study "$s"
jobs='求人番号,事業所番号,業務名,獲得日,募集人数,週時間,方式'
put "$s/inbox/28_訂正取消.csv" "$form" \
    '10_求人業務,K1,,,,2023-10-05,2,st01' \
    '10_求人業務,K2,募集人数,2,3,2023-10-05,1,st01' \
    '求人業務,K2,募集人数,3,4,2023-10-06,1,st02' \
    '10_求人業務,K3,募集人数,9,3,2023-10-05,1,st01' \
    '10_求人業務,K9,募集人数,2,3,2023-10-05,1,st01' \
    '10_求人業務,K3,定員,2,3,2023-10-05,1,st01' \
    '10_求人業務,K3,方式,2,77,2023-10-05,1,st01' \
    '10_求人業務,K3,獲得日,,2023-13-01,2023-10-05,1,st01' \
    '10_求人業務,K4,週時間,20,18,2023-10-05,1,st01' \
    '10_求人業務,K3,,,K4,2023-10-05,4,st01'
put "$s/inbox/2023Q2_10.csv" "$jobs" 'K1,J1,送迎,2023-07-20,2,20,1' 'K2,J1,調理,2023-07-21,2,20,1' \
    'K3,J1,清掃,2023-07-22,2,20,2' 'K4,J1,警備,2023-07-23,2,18,2'
put "$s/inbox/2023Q3_10.csv" "$jobs" 'K1,J1,送迎,2023-11-20,3,20,1'
handover "$s"
claim "a cancelled row is superseded and counted" same "$(balance "$s" 2)" '2,4,3,0,0,1,0'
# traps: 28-4
claim "entered again after the cancellation it counts" same "$(cell "$s" 10_job 2 posts 3)" 3
claim "two corrections of one cell follow one another" same "$(cell "$s" 10_job 3 posts 2)" 4
claim "another old value: nothing is done, and said" found "$s" W3406 5
claim "no such row" found "$s" W3403 6
claim "no such column" found "$s" W3405 7
claim "no such code" found "$s" W3407 8
claim "no such day" found "$s" W3407 9
claim "what is right already is no fault" same "$(record "$s" K4)" 'st01 2023-10-05 change nothing left to do  '
claim "a job is not split" found "$s" W3410 11
claim "what was refused changed nothing" same "$(cell "$s" 10_job 4 posts 2),$(cell "$s" 10_job 4 scheme 2)" '2,2'

claim "the cancelled row was known before" same "$(record "$s" K1)" 'st01 2023-10-05 cancel done 2023Q2_10.csv 2'
handover "$s" --as-of 2023-10-31
claim "before it is entered again, the cancellation is told at the row" grep -q '^2,2,,,I3402,info' "$s/handover/findings.csv"

# A row with an error, named by its file and row.
s=$scratch/revived
new_study "$s"
put "$s/inbox/2023Q2_09.csv" '接触番号,事業所番号,接触日,初回' 'T1,J1,2023-08-32,1' 'T2,J1,2023-08-02,1' \
    'T3,J1,2023-08-33,7' 'T4,J1,2023-02-30,1'
put "$s/inbox/2023Q3_28.csv" "$form,対象ファイル,対象行" \
    '09_事業所接触,T1,接触日,,2023-08-31,2023-10-02,1,st01,2023Q2_09.csv,2' \
    '09_事業所接触,T3,接触日,,2023-08-30,2023-10-02,1,st01,2023Q2_09.csv,4' \
    '09_事業所接触,T4,,,,2023-10-02,2,st01,,'
handover "$s"
claim "a row put right is taken in" same "$(cell "$s" 09_company_contact 2 date 1)" 2023-08-31
claim "and known from the day of the request" same "$(tail -n +2 "$s/handover/known.csv")" '1,2,2023-10-02'
claim "its finding is gone" exits_with 1 grep -q '^1,2,C,date,E' "$s/handover/findings.csv"
claim "with another error it stays out" found "$s" W3408 3
claim "a wrong row can be cancelled too: the file balances" same "$(balance "$s" 1)" '1,4,2,1,0,1,0'
claim "and its error is gone" exits_with 1 grep -q '^1,5,C,date,E' "$s/handover/findings.csv"
"$ayumi" run --study "$s" --quiet --as-of 2023-10-01 >/dev/null 2>&1
claim "as of the day before it is still out" same "$(balance "$s" 1)" '1,4,1,3,0,0,0'
"$ayumi" run --study "$s" --quiet >/dev/null 2>&1
claim "later it counts" same "$(balance "$s" 1)" '1,4,2,1,0,1,0'

# Numbers of several columns.
s=$scratch/keys
new_study "$s"
put "$s/inbox/2023Q2_22.csv" '指標番号,年度,期間開始,期間終了,実績,時点' \
    'KW-A-1,R5,2023-04-01,2023-09-30,100,2023-10-10' 'KW-A-1,R5,2023-04-01,2023-12-31,150,2024-01-10'
put "$s/inbox/2023Q3_28.csv" "$form" \
    '22_指標実績,KW-A-1;R5;2023-04-01;2023-09-30;2023-10-10,実績,100,101,2024-02-01,1,st01' \
    '22_指標実績,KW-A-1,実績,150,151,2024-02-01,1,st01'
handover "$s"
claim "all columns of the number name the row" same "$(cell "$s" 22_indicator_actual 2 actual)" 101
claim "one of them may name several" found "$s" W3404 3
claim "then nothing is changed" same "$(cell "$s" 22_indicator_actual 3 actual)" 150
all_claimed
