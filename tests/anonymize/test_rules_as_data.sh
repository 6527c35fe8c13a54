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
all_claimed
