#!/usr/bin/env bash
# File 28 about people: two numbers are one person or two, a row was another
# person's, a birth date was wrong.
. "$(dirname "$0")/../claims.sh"
. "$(dirname "$0")/small_study.sh"
form='対象表,対象番号,項目,旧値,新値,訂正日,区分,申請者'
consents() {
    put "$1/inbox/2023Q2_02.csv" "$consent_header" '0012,v1,2023-07-22,1,1,' '0031,v1,2023-07-22,1,1,' '0040,v1,2023-07-22,1,1,'
}
activities() {
    put "$1/inbox/2023Q3_12.csv" "$activity_header" 'A1,0012,2023-10-01,,2,2023-10-20' \
        'A2,0031,2023-11-01,,2,2023-11-20' 'A3,0040,2023-12-01,,2,2023-12-20'
}
unasked() { ! grep -s "$1" "$s/review/pairs.csv"; }
who() { subject "$1" 12_activity "$2"; }

s=$scratch/merge
new_study "$s"
new_key "$s"
put "$s/inbox/2023Q2_01.csv" "$roster_header" '12217,W,0012,髙橋　花子,タカハシハナコ,2,S33.4.5,2023-07-22' \
    '12217,W,0031,高橋華,タカハシハナ,2,S33.5.4,2023-07-23' '12217,W,0040,佐藤一郎,サトウイチロウ,1,S30.1.2,2023-07-24'
consents "$s"
activities "$s"
handover "$s"
first=$(who "$s" 2)
second=$(who "$s" 3)
claim "before, two numbers are two people" differ "$first" "$second"
put "$s/inbox/2023Q4_28.csv" "$form" '01_参加者名簿,0031,整理番号,0031,0012,2024-02-01,3,st03' \
    '参加者名簿,0040,,,0099,2024-02-01,3,st03'
handover "$s"
# traps: 01-16
claim "merged, both answer under the earlier pseudonym" same "$(who "$s" 2),$(who "$s" 3)" "$first,$first"
claim "the merge is told where it was asked for" found "$s" I3411 2
# traps: 28-2
claim "the change of the pseudonym crosses" same "$(tail -n +2 "$s/handover/pseudonyms.csv")" "$second,$first,2024-02-01,merged"
claim "the third person stays alone" differ "$(who "$s" 4)" "$first"
claim "a number that nobody has merges nothing" found "$s" W3409 3
claim "who asked is kept" grep -q 'st03,merge,participants,「0031」,整理番号,「0031」,「0012」,done' "$s/review/corrections.csv"
handover "$s" --as-of 2024-01-31
claim "as of the day before they are two" same "$(who "$s" 2),$(who "$s" 3)" "$first,$second"
handover "$s"
claim "and one again" same "$(who "$s" 3)" "$first"
rm "$s/inbox/2023Q4_28.csv"
handover "$s"
claim "a merge taken back leaves no trace" same "$(who "$s" 2),$(who "$s" 3)" "$first,$second"

s=$scratch/split
new_study "$s"
new_key "$s"
put "$s/inbox/2023Q2_01.csv" "$roster_header" '12217,W,0012,山田　花,ヤマダハナ,2,S33.4.5,2023-07-22' \
    '12217,W,0031,山田花,ヤマダ ハナ,2,S33.4.5,2023-07-23'
consents "$s"
activities "$s"
handover "$s"
first=$(who "$s" 2)
claim "same name, kana and birth date: one person" same "$(who "$s" 3)" "$first"
put "$s/inbox/2023Q4_28.csv" "$form" '01_参加者名簿,0031,整理番号,,0012,2024-02-01,4,st03'
handover "$s"
second=$(who "$s" 3)
# traps: 01-13
claim "split, the first keeps its pseudonym" same "$(who "$s" 2)" "$first"
# traps: 28-3
claim "and the second has one of its own" differ "$second" "$first"
claim "the new pseudonym crosses" same "$(tail -n +2 "$s/handover/pseudonyms.csv")" "$first,$second,2024-02-01,split"
claim "the split is told" found "$s" I3412 2
claim "nobody is asked about the two again" unasked 0031
put "$s/inbox/2024Q1_12.csv" "$activity_header" 'A9,0031,2024-04-01,,2,2024-04-20'
handover "$s"
claim "later rows of the number belong to the second" same "$(subject "$s" 12_activity 2 5)" "$second"
handover "$s" --as-of 2024-01-31
claim "as of the day before both are one" same "$(who "$s" 3)" "$first"
handover "$s"
claim "and two again, under the same pseudonyms" same "$(subject "$s" 12_activity 2 3),$(subject "$s" 12_activity 3 3)" "$first,$second"

s=$scratch/cells
new_study "$s"
new_key "$s"
put "$s/inbox/2023Q2_01.csv" "$roster_header" '12217,W,0012,髙橋　花子,タカハシハナコ,2,S33.4.5,2023-07-22' \
    '12217,W,0031,佐藤一郎,サトウイチロウ,1,S30.1.2,2023-07-24'
consents "$s"
activities "$s"
handover "$s"
first=$(who "$s" 2)
claim "the age follows the birth date of the roster" same "$(cell "$s" 12_activity 2 age_start)" 65
put "$s/inbox/2023Q4_28.csv" "$form" '12_就業活動,A2,整理番号,0031,0012,2024-01-10,1,st03' \
    '01_参加者名簿,12217;W;0012,生年月日,S33.4.5,S23.4.5,2024-01-10,1,st03'
handover "$s"
claim "a row with a corrected number belongs to that number's person" same "$(who "$s" 3)" "$first"
claim "a corrected birth date is the same person" same "$(who "$s" 2)" "$first"
claim "who is ten years older" same "$(cell "$s" 12_activity 2 age_start)" 75
put "$s/inbox/2024Q1_15.csv" "$silver_header" 'K-1,高橋花子,タカハシハナコ,1948-04-05,2024-04-10'
handover "$s"
claim "and is found by the right date from now on" same "$(subject "$s" 15_silver_member 2)" "$first"
claim "nothing of it is left to decide" unasked 髙橋

s=$scratch/nobody
new_study "$s"
new_key "$s"
put "$s/inbox/2023Q2_01.csv" "$roster_header" '12217,W,0012,髙橋　花子,タカハシハナコ,2,S33.4.5,2023-07-22'
put "$s/inbox/2023Q2_02.csv" "$consent_header" '0012,v1,2023-07-22,1,1,'
put "$s/inbox/2023Q2_07.csv" '相談番号,相談日時,形態,整理番号,新規継続,相談内容' 'C1,2023-09-04 10:30,1,,1,1' \
    'C2,2023-09-05 10:30,1,0012,1,1' 'C3,2023-09-06 10:30,1,0012,1,1'
put "$s/inbox/2023Q3_28.csv" "$form" '07_窓口相談,C1,整理番号,,0012,2023-10-10,1,st03' \
    '07_窓口相談,C2,整理番号,0012,,2023-10-10,1,st03'
handover "$s"
claim "a visit that was nobody's gets its person" same "$(subject "$s" 07_consultation 2)" "$(subject "$s" 07_consultation 4)"
claim "and one that had the wrong number is nobody's" same ".$(subject "$s" 07_consultation 3)" .
claim "the file balances" same "$(sed -n 4p "$s/handover/balance.csv")" '3,3,3,0,0,0,0'
handover "$s" --as-of 2023-10-09
claim "as of the day before, each is as it came" same "$(subject "$s" 07_consultation 2),$(subject "$s" 07_consultation 3)" \
    ",$(subject "$s" 07_consultation 4)"
all_claimed
