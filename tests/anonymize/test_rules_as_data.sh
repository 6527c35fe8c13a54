#!/usr/bin/env bash
# Rules and codes that are data: days on which a code is in use, the check
# digit of a corporate number, the minimum wage, partners in other files.
. "$(dirname "$0")/../claims.sh"
. "$(dirname "$0")/small_study.sh"
ayumi=$AYUMI_BIN/ayumi
s=$scratch/study
new_study "$s"
mkdir "$s/codebook"
local_rows() { # FILE HEADER LINES
    file=$s/codebook/$1
    shift
    printf '\357\273\277' >"$file"
    printf '%s\r\n' "$@" >>"$file"
}
local_rows value_labels.csv 'list,value,label_ja,label_en,missing_reason,valid_from,valid_to' \
    'job_scheme,3,請負,contract,0,,2023-12-31' 'job_scheme,6,会計年度任用,public,0,2023-10-01,'
local_rows thresholds.csv 'name,valid_from,value,unit,source' 'minimum_wage,2023-10-01,1026,円,千葉県'
jobs='求人番号,事業所番号,業務名,獲得日,募集人数,週時間,時給,方式'
put "$s/inbox/2023Q3_10.csv" "$jobs" 'K1,J1,送迎,2023-12-31,1,20,1050,請負' 'K2,J1,送迎,2024-01-01,1,20,1050,3' \
    'K3,J1,送迎,2023-09-30,1,20,950,6' 'K4,J1,送迎,2023-10-01,1,20,1026,6' \
    'K5,J9,送迎,2023-10-01,1,20,1025,1' 'K6,J1,送迎,2023-09-30,1,20,852,1'
# 7000012050002 is the National Tax Agency, 1180301018771 Toyota Motor.
put "$s/inbox/2023Q3_08.csv" '事業所番号,法人番号,名称,登録日' 'J1,7000012050002,国税庁,2023-07-10' \
    'J2,1180301018771,トヨタ自動車,2023-07-10' 'J3,7000012050003,誤り,2023-07-10' 'J4,180301018771,12桁,2023-07-10' 'J5,,空欄,2023-07-10'
"$ayumi" run --study "$s" --quarter FY2023Q3 --quiet >/dev/null 2>"$scratch/err"
rows_of() { # RULE: file and rows
    python3 - "$s/out/FY2023Q3/findings/findings.csv" "$1" <<'PY'
import csv, sys
print(" ".join(r["row"] + r["column"] for r in csv.DictReader(open(sys.argv[1], encoding="utf-8-sig", newline=""))
               if r["rule"] == sys.argv[2] and r["state"] != "fixed"))
PY
}
# traps: 05-8
claim "a code is in use up to its last day, and from its first" same "$(rows_of W2116)" '3H 4H'
# traps: 08-1
claim "a corporate number has 13 digits that check" same "$(rows_of W3228)" '4B 5B'
# traps: 10-3
claim "a wage is judged by the minimum in force on the row's day" same "$(rows_of W3229)" '6G 7G'
# traps: link-3
claim "a number has to stand in the other file" same "$(rows_of W3231)" '6B'
claim "warnings keep their rows" same "$(cut -d, -f2-4 "$s/handover/balance.csv" | tail -n 2 | tr '\n' ' ')" '5,5,0 6,6,0 '
rm "$s/inbox/2023Q3_08.csv"
"$ayumi" run --study "$s" --quarter FY2023Q3 --quiet >/dev/null 2>&1
claim "where there is no other file, nobody is asked" same ".$(rows_of W3231)" .
refused() { # RIGHT: what stands on the right of a rule
    local_rows rules.csv 'rule,severity,kind,left,operator,right,message_ja,message_en,todo_ja,todo_en' \
        "W3999,warning,10,wage,$1,誤り,wrong,直す,mend"
    "$program" check --study "$s" "$s/inbox/2023Q3_10.csv"
}
claim "a threshold that is none is refused" exits_with 2 refused '>=,@no_such'
claim "a partner that is none is refused" exits_with 2 refused 'in,08.no_such'
claim "another operator is refused" exits_with 2 refused 'like,10'
claim "a weekday is that of a date" exits_with 2 refused 'weekday_of,hours'
claim "an age is reached on a date, of people with a birth date" exits_with 2 refused 'age_from,60'
claim "what belongs to a value is a column of the same kind" exits_with 2 refused 'belongs_to,no_such'
rm "$s/codebook/rules.csv"

# A card in two hands, in one delivery and over several. 0013 and 0031 are one
# person, as kind 28 says.
s=$scratch/cards
new_study "$s" && new_key "$s"
put "$s/inbox/01.csv" "$roster_header" '12217,W,0012,髙橋　花子,タカハシハナコ,2,S33.4.5,2023-07-22' \
    '12217,W,0013,鈴木　一郎,スズキイチロウ,1,S25.8.2,2023-07-22' \
    '12217,W,0031,鈴木　一郎,スズキイチロウ,1,S25.8.3,2023-07-22'
points='カード番号,整理番号,発行日,活動日,活動区分,ポイント'
put "$s/inbox/W/2023Q2_17.csv" "$points" 'P1,0012,,2023-09-01,1,1' 'P1,0012,,2023-09-02,1,1' \
    'P2,0013,,2023-09-01,1,1' 'P1,0013,,2023-09-03,1,1' 'P4,,,2023-09-04,1,1' 'P4,0012,,2023-09-05,1,1'
put "$s/inbox/W/2023Q3_17.csv" "$points" 'P2,0012,,2023-10-01,1,1' 'P2,0031,,2023-10-02,1,1' \
    'P3,0031,,2023-10-03,1,1' 'P1,0012,,2023-10-04,1,1'
put "$s/inbox/S/2023Q3_17.csv" "$points" 'P1,0500,,2023-10-01,1,1'
shared() { # file and row of each finding
    awk -F, '$5 == "W3241" {print $1 ":" $2 $3}' "$s/handover/findings.csv" | tr '\n' ' '
}
handover "$s" 2>/dev/null
# Files by path: 01, S/Q3, W/Q2, W/Q3.
claim "a card of two people is said, at the later row, in one file and over several" \
    same "$(shared)" '3:5A 4:2A 4:3A '
claim "their rows stay" same "$(sed -n 4p "$s/handover/balance.csv")" '3,6,6,0,0,0,0'
put "$s/inbox/2023Q4_28.csv" '対象表,対象番号,項目,旧値,新値,訂正日,区分,申請者' \
    '01_参加者名簿,0031,整理番号,0031,0013,2024-02-01,3,st03'
handover "$s" 2>/dev/null
claim "two numbers of one person are one person" same "$(shared)" '4:5A 5:2A '
claim "a file alone is looked at as well" same \
    "$("$program" check --lang en "$s/inbox/W/2023Q2_17.csv" | grep -c ' row 5 column A .*\[W3241\]')" 1
"$program" check --lang ja "$s/inbox/W/2023Q2_17.csv" >"$scratch/ja"
claim "in Japanese, and without a number" exits_with 1 grep -q 'W3241.*\(P1\|0012\|0013\)' "$scratch/ja"
claim "it says what to look at" grep -q '^W3241 .*別の人に使われています。家族のカード' "$scratch/ja"
mkdir "$s/codebook"
local_rows rules.csv 'rule,severity,kind,left,operator,right,message_ja,message_en,todo_ja,todo_en' \
    'W3998,warning,17,date,belongs_to,kind,一日に二つの区分,two kinds a day,見る,look'
put "$s/inbox/W/2023Q4_17.csv" "$points" 'P7,0012,,2023-11-01,1,1' 'P7,0012,,2023-11-01,2,1'
claim "another such rule is one line, and no program" same \
    "$("$program" check --study "$s" --lang en "$s/inbox/W/2023Q4_17.csv" | grep -c ' row 3 column D .*two kinds a day.*\[W3998\]')" 1

# The same form again: on another day it is no correction of the first.
s=$scratch/again
new_study "$s" && new_key "$s"
put "$s/inbox/01.csv" "$roster_header" '12217,W,0012,髙橋　花子,タカハシハナコ,2,S33.4.5,2023-07-22' \
    '12217,W,0013,鈴木　一郎,スズキイチロウ,1,S25.8.2,2023-07-22'
form='整理番号,調査版,記入日,希望活動1'
put "$s/inbox/W/2023Q2_05.csv" "$form" '0012,2023A,2023-07-22,2' '0013,2023A,2023-07-22,2'
put "$s/inbox/W/2024Q2_05.csv" "$form" '0012,2023A,2024-07-20,3' '0013,2023A,2023-07-22,4' '0012,2024A,2024-07-20,3'
handover "$s" 2>/dev/null
said() { awk -F, -v rule="$1" '$5 == rule {print $1 ":" $2 $3}' "$s/handover/findings.csv" | tr '\n' ' '; }
claim "a form that comes again with another day is a question" same "$(said W3242)" '3:2C '
claim "the earlier answers are replaced, as with any correction" same "$(said I3002)" '2:2 2:3 '
all_claimed
