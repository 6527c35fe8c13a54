#!/usr/bin/env bash
# Labels: once
# What a plan is told of files that are read for the first time: how many of
# their rows happened in which quarter, by quarter, whatever the order of rows.
. "$(dirname "$0")/../claims.sh"
. "$(dirname "$0")/small_study.sh"
s=$scratch/study
new_study "$s" && new_key "$s"
put "$s/inbox/2023Q2_01.csv" "$roster_header" \
    '12217,W,0012,髙橋　花子,タカハシハナコ,2,S33.4.5,2023-07-22'
put "$s/inbox/2023Q2_02.csv" "$consent_header" '0012,v1,2023-07-22,1,1,'
told() {
    "$program" handover --dry-run --study "$s" --lang en 2>&1 |
        sed -n 's/.*first time have, of \(.*\), rows: /\1=/p' | tr '\n' ' '
}
claim "before a first handover all is new, and nothing is told apart" same "x$(told)" x
handover "$s" 2>/dev/null
claim "of what was handed over no row is new" same "x$(told)" x
put "$s/inbox/2024Q1_12.csv" "$activity_header" 'A1,0012,2024-01-09,,1,2024-01-10' \
    'A2,0012,2023-11-02,,1,2024-01-10' 'A3,0012,2022-11-02,,1,2024-01-10' \
    'A4,0012,2024-03-31,,1,2024-04-02' 'A5,0012,2023-13-02,,1,2024-01-10'
put "$s/inbox/2024Q1_28.csv" '対象表,対象番号,項目,旧値,新値,訂正日,区分,申請者' \
    '12_就業活動,A2,形態,1,2,2024-01-15,1,st03'
claim "late rows are told of by quarter, oldest first, those refused and requests not" \
    same "$(told)" 'FY2022Q3=1 FY2023Q3=1 FY2023Q4=2 '
all_claimed
