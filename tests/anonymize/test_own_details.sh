#!/usr/bin/env bash
# A person's birth date, number or telephone in a column that is no place for
# it does not cross, neither under a pseudonym nor under a token.
. "$(dirname "$0")/../claims.sh"
. "$(dirname "$0")/small_study.sh"
activity='活動番号,整理番号,開始日,終了日,形態,把握日,週時間,前の活動番号'
s=$scratch/study
new_study "$s"
new_key "$s"
put "$s/inbox/01.csv" "$roster_header,電話番号" \
    '12217,W,0030,山田　一,ヤマダ　ハジメ,1,1943-08-29,1943-08-29,A04-0777-33' \
    '12217,W,0012,山田　二,ヤマダ　ジロウ,1,1944-01-15,昭和19年1月15日,' \
    '12217,W,KW-0013,山田　三,ヤマダ　サブロウ,1,1944-01-15,2023-07-22,'
put "$s/inbox/02.csv" "$consent_header" '0030,v1,2023-07-22,1,1,' \
    'KW-0013,v1,2023-07-22,1,1,'
put "$s/inbox/12.csv" "$activity" \
    'A1,0030,S18.8.29,昭和18年8月29日,1,2023-08-10,12,' \
    'A2,0030,2023-08-01,,1,2023-08-10,0030,A1' \
    'S180829,0030,2023-08-01,,1,2023-08-10,００３０,' \
    'S180830,0030,2023-08-01,,1,2023-08-10,0012,A04077733' \
    'A5,0012,S19.1.15,,1,2023-08-10,12,' \
    'A6,0012,2023-08-01,,1,2023-08-10,12,' \
    'kw0013,KW-0013,2023-08-02,,1,2023-08-10,13,kW-0013' \
    'A8,0030,2023-08-01,,1,2023-08-10,12,S18-8-29'
claim "it runs, with findings" exits_with 1 handover "$s"

activity_cell() {
    cell "$s" 12_activity "$1" "$2"
}
claim "a birth date as first contact does not cross" \
    same "$(cell "$s" 01_participant 2 first_contact)" '#W3020'
claim "neither under a token" is_token "$(subject "$s" 01_participant 3)"
claim "in any notation" same "$(cell "$s" 01_participant 3 first_contact)" '#W3020'
claim "it makes no age either" same \
    "$(cell "$s" 01_participant 2 age_first_contact)x" x
claim "the start of an activity" same "$(activity_cell 2 start) $(activity_cell 6 start)" '#W3020 #W3020'
claim "its end" same "$(activity_cell 2 end)" '#W3020'
claim "an office number among the hours, also in full width" same \
    "$(activity_cell 3 hours) $(activity_cell 4 hours)" '#W3020 #W3020'
claim "twelve hours are no office number 0012" same "$(activity_cell 7 hours)" 12
claim "another's number is a number" same "$(activity_cell 5 hours)" 0012
claim "a key that is the birth date" same "$(activity_cell 4 episode_id)" '#W3020'
claim "a key that is another day stays a key" same "$(activity_cell 5 episode_id)" S180830
claim "a key that is the telephone number" same "$(activity_cell 5 prev_episode)" '#W3020'
claim "a key that is the office number" same \
    "$(activity_cell 8 episode_id) $(activity_cell 8 prev_episode)" '#W3020 #W3020'
claim "a key written as a day is refused" found "$s" E2107 9
claim "each is found at its place" grep -q '^3,3,G,hours,W3020,warning' \
    "$s/handover/findings.csv"
claim "findings stand in order" bash -c "sed 1d '$s/handover/findings.csv' |
    cut -d, -f1,2 | sort -c -t, -k1,1n -k2,2n"
claim "no birth date stands anywhere in the handover" bash -c "
    ! grep -rE '1943|S18[.-]|S180829|昭和1|S19|1944' '$s/handover'"
put "$s/inbox/12b.csv" "$activity" \
    'A9,KW-0013,1943-08-29,,1,2023-08-10,13,'
claim "another's birth date among the days stops the release" \
    exits_with 4 handover "$s"
all_claimed
