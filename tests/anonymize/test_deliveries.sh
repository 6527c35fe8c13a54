#!/usr/bin/env bash
# Deliveries that overlap: from which day on was a row known?
. "$(dirname "$0")/../claims.sh"
. "$(dirname "$0")/small_study.sh"
ayumi=$AYUMI_BIN/ayumi
header='接触番号,事業所番号,接触日'

# The list of the half year sorts before the list of the first quarter, whose
# row it repeats.
s=$scratch/half
new_study "$s"
put "$s/inbox/00_半年分.csv" "$header" 'T1,J1,2023-08-10' 'T2,J1,2023-12-20'
put "$s/inbox/2023Q2_09.csv" "$header" 'T1,J1,2023-08-10'
put "$s/inbox/2023Q2_23.csv" '番号,提供者,種別,日付,評価額,証憑' 'Z1,市民,1,2023-09-30,1000,受領書'
known_contacts() {
    "$ayumi" run --study "$s" --quiet --as-of "$1" >/dev/null 2>&1
    python3 -c 'import sqlite3, sys
for row in sqlite3.connect(sys.argv[1]).execute("SELECT contact_id, known_on FROM now_company_contact ORDER BY 1"):
    print(*row)' "$s/study.sqlite" | tr '\n' ';'
}
claim "a row is known from its earliest delivery, whichever file sorts first" \
    same "$(known_contacts 2023-09-30)" 'T1 2023-08-10;'
claim "what came later is known later" \
    same "$(known_contacts 2023-12-31)" 'T1 2023-08-10;T2 2023-12-20;'
claim "one of the copies counts" same "$(cat "$s/handover/balance.csv" | tr '\n' ';')" \
    'file,received,accepted,quarantined,duplicate,superseded,outside;1,2,2,0,0,0,0;2,1,0,0,1,0,0;3,1,1,0,0,0,0;'
claim "the day that differs from the file's crosses" \
    same "$(tail -n +2 "$s/handover/known.csv")" '1,2,2023-08-10'

# A correction of one row of April, sent after the list of the quarter.
s=$scratch/corrected
new_study "$s"
put "$s/inbox/2023Q1_09.csv" "$header" 'T1,J1,2023-04-10' 'T2,J1,2023-06-20'
put "$s/inbox/2023Q1_09(訂正).csv" "$header" 'T1,J2,2023-04-10'
handover "$s"
claim "a correction is not known before what it corrects" \
    same "$(tail -n +2 "$s/handover/known.csv")" '2,2,2023-06-20'
claim "the row it replaces is kept in the count" \
    same "$(sed -n 2p "$s/handover/balance.csv")" '1,2,1,0,0,1,0'

# A wrong row and the file that brings it right.
s=$scratch/right
new_study "$s"
new_key "$s"
put "$s/inbox/2023Q2_01.csv" "$roster_header" '12217,W,0012,髙橋　花子,タカハシハナコ,2,S33.4.5,2023-07-22'
put "$s/inbox/2023Q2_12.csv" "$activity_header" 'A1,0012,2023-13-01,,2,2023-08-20' 'A2,0012,2023-08-01,,2,2023-08-20'
put "$s/inbox/2023Q3_12.csv" "$activity_header" 'A1,0012,2023-08-01,,2,2023-11-20'
handover "$s"
claim "a row in quarantine is superseded by the one that is right" \
    same "$(sed -n 3p "$s/handover/balance.csv")" '2,2,1,0,0,1,0'
claim "and asks for nothing any more" exits_with 1 grep -q '^2,2,.*,E' "$s/handover/findings.csv"
handover "$s" --as-of 2023-11-19
claim "before the right one came, it did" found "$s" E2104 2
put "$s/inbox/2023Q3_28.csv" '対象表,対象番号,項目,旧値,新値,訂正日,区分,申請者' '12_就業活動,A1,,,,2023-10-02,2,st01'
rm "$s/inbox/2023Q3_12.csv"
handover "$s"
claim "a wrong row about a person can be cancelled" \
    same "$(sed -n 3p "$s/handover/balance.csv")" '2,2,1,0,0,1,0'
all_claimed
