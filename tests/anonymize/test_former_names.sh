#!/usr/bin/env bash
# A person's several names: a roster of somebody else that bears the maiden
# name or an alias finds its participant, before and after the change.
. "$(dirname "$0")/../claims.sh"
. "$(dirname "$0")/small_study.sh"
here=$(dirname "$0")

s=$scratch/s
new_study "$s"
new_key "$s"
put "$s/inbox/2023Q2_01.csv" "$roster_header" \
    '12217,W,0001,佐藤　花子,サトウ ハナコ,2,1958-04-05,2023-07-22' \
    '12217,W,0002,佐々木（鈴木）　奈々子,ササキ（スズキ）ナナコ,2,1950-02-03,2023-07-22' \
    '12217,W,0003,ALLEN JACKSON（高橋　二郎）,アレンジャクソン（タカハシ ジロウ）,1,1951-03-04,2023-07-22' \
    '12217,W,0004,山田　友子,ヤマダ トモコ,2,1952-05-06,2023-07-22'
put "$s/inbox/2023Q2_02.csv" "$consent_header" \
    '0001,v1,2023-07-22,1,1,' '0002,v1,2023-07-22,1,1,' \
    '0003,v1,2023-07-22,1,1,' '0004,v1,2023-07-22,1,1,'
put "$s/inbox/2023Q2_15.csv" "$silver_header" \
    'K-1,佐藤花子,サトウハナコ,1958/04/05,2023-09-01' \
    'K-2,鈴木 奈々子,スズキ ナナコ,1950/02/03,2023-09-01' \
    'K-3,佐々木 奈々子,ササキ ナナコ,1950/02/03,2023-09-02' \
    'K-4,高橋 二郎,タカハシ ジロウ,1951/03/04,2023-09-01' \
    'K-5,Allen Jackson,アレン ジャクソン,1951/03/04,2023-09-02' \
    'K-6,小林[旧姓山田] 友子,コバヤシ(ヤマダ) トモコ,1952/05/06,2023-09-01'
claim "a first run needs nobody" exits_with 0 handover "$s"
roster() { subject "$s" 01_participant "$1" "${2:-}"; }
silver() { subject "$s" 15_silver_member "$1" "${2:-}"; }
claim "the former surname in brackets finds her" same "$(roster 3)" "$(silver 3)"
claim "the present one finds her too" same "$(roster 3)" "$(silver 4)"
claim "an alias in brackets finds him" same "$(roster 4)" "$(silver 5)"
claim "and so does the name outside" same "$(roster 4)" "$(silver 6)"
claim "brackets on the roster's side do as well" same "$(roster 5)" "$(silver 7)"
claim "an attendance under number and former name is hers" bash -c \
    "printf '%s\r\n' '催事番号,種別,開催日,会場,方式' 'E2023-014,11,2023-07-22,パレット,1' \
        >'$s/inbox/2023Q2_03.csv'
     printf '%s\r\n' '$attendance_header' 'E2023-014,0002,鈴木奈々子,1' \
        >'$s/inbox/2023Q2_04.csv'
     '$program' handover --study '$s' --quiet"

# She marries: the same number comes back with another name, and the clerk
# says who that is. Rosters before and after bear either name.
put "$s/inbox/2023Q3_01.csv" "$roster_header" \
    '12217,W,0001,高橋　花子,タカハシ ハナコ,2,1958-04-05,2023-11-22'
put "$s/inbox/2023Q3_15.csv" "$silver_header" \
    'K-7,高橋花子,タカハシ ハナコ,1958/04/05,2023-12-01' \
    'K-1,佐藤花子,サトウハナコ,1958/04/05,2023-12-02'
handover "$s" 2>/dev/null
claim "a new name under a number is asked about" \
    grep -q '佐藤.*高橋　花子' "$s/review/pairs.csv"
python3 "$here/fill_review.py" "$s/review/pairs.xlsx" '佐藤 花子.*高橋 花子=同一'
claim "when decided, nothing is open" exits_with 0 handover "$s"
hanako=$(crossed "$s" 01_participant | awk -F, '$2 == 2 {print $3; exit}')
rows_of() { crossed "$s" "$1" | grep -c ",$2,"; }
claim "the maiden name on both rosters and the married one are hers" \
    same "$(rows_of 15_silver_member "$hanako")" 3
all_claimed
