#!/usr/bin/env bash
# File 28 as people fill it in: numbers with their office, rows by file and
# line, two requests of one day from two offices, requests that can't be met.
# What became of each stands in review/corrections.csv.
. "$(dirname "$0")/../claims.sh"
. "$(dirname "$0")/small_study.sh"
form='対象表,対象番号,項目,旧値,新値,訂正日,区分,申請者,対象ファイル,対象行'
results() { # STUDY: key and result of each request, in their order
    python3 - "$1/review/corrections.csv" <<'PY'
import csv, sys
for row in csv.DictReader(open(sys.argv[1], encoding="utf-8-sig", newline="")):
    print(row["number of the row"].strip("「」"), row["action"], row["result"])
PY
}
became() { # KEY WORDS: a request for that number ended so
    results "$s"
    results "$s" | grep -F -- "$1 " | grep -F -- "$2"
}
start() {
    s=$scratch/$1
    new_study "$s"
    new_key "$s"
    put "$s/inbox/2023Q2_01.csv" "$roster_header" \
        '12217,W,0012,髙橋　花子,タカハシハナコ,2,S33.4.5,2023-07-22' \
        '12217,W,0031,鈴木　一郎,スズキイチロウ,1,S33.5.4,2023-07-23' \
        '12217,S,0012,佐藤　実,サトウミノル,1,S30.1.2,2023-07-24' \
        '12217,W,0050,田中　正,タナカタダシ,1,,2023-07-24'
    put "$s/inbox/2023Q2_02.csv" "$consent_header" '0031,v1,2023-07-22,1,1,' '0050,v1,2023-07-22,1,1,'
    put "$s/inbox/A/2023Q3_11.csv" '紹介番号,求人番号,整理番号,候補日,結果,結果日' \
        'M1,K1,0031,2023-09-04,2,2023-12-28' 'M2,K2,0031,2023-09-05,2,2023-09-20' \
        'M3,K2,0031,2023-09-05,2,2023-09-20' 'M4,K2,0031,2023-09-05,,'
}

# --- numbers with their office ----------------------------------------------------
start people
put "$s/inbox/2023Q4_28.csv" "$form" \
    '01_参加者名簿,12217;W;0031,整理番号,,W;0050,2024-02-01,3,st03,,' \
    '01_参加者名簿,0012,整理番号,,0031,2024-02-01,3,st04,,' \
    '01_参加者名簿,W;0031,整理番号,W;0031,W;0031,2024-02-01,3,st05,,' \
    '01_参加者名簿,X;0031,整理番号,,0050,2024-02-01,3,st06,,' \
    '01_参加者名簿,0050,整理番号,0031,,2024-02-01,4,st07,,' \
    '01_参加者名簿,W;,整理番号,,0050,2024-02-01,3,st08,,'
handover "$s" 2>/dev/null
claim "two numbers with their office are one person" became '12217;W;0031' done
claim "a number of two offices names nobody" became '0012' 'not'
itself() {
    results "$s"
    results "$s" | grep -E '^W;0031 ' | grep 'not done'
}
claim "a number and itself are nobody to merge" itself
claim "an office that nobody knows names nobody" became 'X;0031' 'not'
claim "no number is nobody" became 'W;' 'not'
ids="$(subject "$s" 02_consent 2),$(subject "$s" 02_consent 3)"
claim "everyone has a subject" test ${#ids} -ge 20

# --- rows by file and line ----------------------------------------------------------
start rows
put "$s/inbox/2023Q4_28.csv" "$form" \
    '11_紹介経過,M1,結果,2,1,2024-01-05,1,st01,A/2023Q3_11.csv,2' \
    '11_紹介経過,x,結果,2,1,2024-01-05,1,st02,2023Q3_11.csv,3' \
    '11_紹介経過,M3,結果,2,1,2024-01-05,1,st03,other.csv,4' \
    '11_紹介経過,M4,結果,,1,2024-01-05,1,st04,,' \
    '11_紹介経過,M9,結果,2,1,2024-01-05,1,st05,,'
put "$s/inbox/B/2023Q4_28.csv" "$form" \
    '11_紹介経過,M3,結果,2,1,2024-01-05,1,st06,,' \
    '11_紹介経過,M3,結果,2,1,2024-01-06,1,st07,,' \
    '11_紹介経過,M3,結果,1,2,2024-01-07,1,st08,,' \
    '11_紹介経過,M2,結果日,2023-09-20,2023-09-31,2024-01-06,1,st09,,' \
    '11_紹介経過,M2,担当者,a,b,2024-01-06,1,st10,,' \
    '11_紹介経過,M2,結果,9,1,2024-01-06,1,st11,,' \
    '28_訂正取消,M2,結果,2,1,2024-01-06,1,st12,,' \
    '11_紹介経過,M1,結果,,,2024-01-06,4,st13,,'
handover "$s" 2>/dev/null
claim "a row is named by its file and line" same "$(cell "$s" 11_referral 2 result)" 1
claim "without the folder, too" same "$(cell "$s" 11_referral 3 result)" 1
claim "in another file there is no such line" became M3 'no such row'
claim "a blank cell is filled in" same "$(cell "$s" 11_referral 5 result)" 1
claim "a number that nobody has" became M9 'no such row'
claim "of two requests for the same, the second finds it done" became M3 'nothing left'
claim "by day, the last one holds" same "$(cell "$s" 11_referral 4 result)" 2
claim "a day that never was is not taken" became M2 'not'
claim "every request has a result" same "$(results "$s" | wc -l)" 13
claim "and none is blank" bash -c "$(declare -f results); ! results '$s' | grep -E ' (change|split) *\$'"

# --- rows that cancel and correct at once -------------------------------------------
start both
put "$s/inbox/2023Q4_28.csv" "$form" \
    '11_紹介経過,M1,,,,2024-01-05,2,st01,,' \
    '11_紹介経過,M1,結果,2,1,2024-01-06,1,st02,,' \
    '11_紹介経過,M2,紹介番号,,M3,2024-01-06,3,st03,,' \
    '02_同意書,0031;2023-07-22,追跡調査,1,0,2024-01-06,1,st04,,' \
    '02_同意書,0050;v1;2023-07-22,追跡調査,1,0,2024-01-06,1,st05,,' \
    '02_同意書,0050,追跡調査,1,0,2024-01-06,1,st06,,'
handover "$s" 2>/dev/null
claim "a cancelled row is not corrected" test -z "$(cell "$s" 11_referral 2 result)"
claim "the request for it has a result" test "$(results "$s" | grep -c '^M1 ')" -eq 2
claim "a consent is named by number and day" became '0031;2023-07-22' done
claim "its no is a no" is_token "$(subject "$s" 11_referral 4)"
claim "or by its number alone" became '0050' done

# --- a row that was refused, delivered again, and put right -------------------------
start again
referrals='紹介番号,求人番号,整理番号,候補日,結果,結果日'
refused='M5,K1,0031,2023-09-40,2,2023-12-28'
put "$s/inbox/A/2023Q3_11_b.csv" "$referrals" "$refused"
put "$s/inbox/A/2023Q4_11.csv" "$referrals" 'M6,K2,0031,2023-09-05,2,2023-09-20' "$refused"
put "$s/inbox/2024Q1_28.csv" "$form" '11_紹介経過,M5,候補日,,2023-09-06,2024-01-05,1,st01,,'
handover "$s" 2>/dev/null
claim "both say the same now, and the one that counts is named" same \
    "$(tail -n 1 "$s/review/corrections.csv" | tr -d '\r' | cut -d, -f 11-)" \
    'done,A/2023Q3_11_b.csv,2'

# --- two versions of a row, one of which has another fault --------------------------
# versions NAME FIRST SECOND: of each, the days of introduction and of the
# result; the request mends the former alone. What became of it, and where.
versions() {
    start "$1"
    put "$s/inbox/A/2023Q3_11_b.csv" "$referrals" "M7,K1,0031,${2%/*},2,${2#*/}"
    put "$s/inbox/A/2023Q4_11.csv" "$referrals" "M7,K1,0031,${3%/*},2,${3#*/}"
    put "$s/inbox/2024Q1_28.csv" "$form" '11_紹介経過,M7,候補日,,2023-09-06,2024-01-05,1,st01,,'
    handover "$s" 2>/dev/null
    tail -n 1 "$s/review/corrections.csv" | tr -d '\r' | cut -d, -f 11-
}
claim "one version that could be put right is enough" same \
    "$(versions right_first 2023-09-40/2023-12-28 2023-09-41/2023-12-45)" \
    'done,A/2023Q3_11_b.csv,2'
claim "whichever comes first" same \
    "$(versions wrong_first 2023-09-41/2023-12-45 2023-09-40/2023-12-28)" \
    'done,A/2023Q4_11.csv,2'
all_claimed
