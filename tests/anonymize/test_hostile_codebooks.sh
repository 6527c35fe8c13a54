#!/usr/bin/env bash
# A study's own codebook with names that mean something to a shell, to SQL, to
# printf or to a file system: refused with file, row and column, or shown as
# the text it is; nothing is written outside the study.
. "$(dirname "$0")/../claims.sh"
. "$(dirname "$0")/small_study.sh"
cd "$scratch" || exit
s=$scratch/study

with_codebook() { # FILE HEADER ROW: a study with one local codebook file
    rm -rf "$s"
    new_study "$s"
    new_key "$s"
    put "$s/inbox/01.csv" "$roster_header" '12217,W,0101,高橋　花子,タカハシ ハナコ,2,S33.4.5,2023-07-22'
    put "$s/inbox/02.csv" "$consent_header" '0101,v1,2023-07-22,1,1,'
    put "$s/inbox/12.csv" "$activity_header" 'A1,0101,2023-08-01,,1,2023-08-10'
    put "$s/codebook/$1" "$2" "$3"
}
run() { "$AYUMI_BIN/ayumi" run --study "$s" --quiet --lang en; }
refused() { # FILE HEADER ROW PLACE
    with_codebook "$1" "$2" "$3"
    code=0
    run >said 2>&1 || code=$?
    cat said
    [ "$code" -eq 2 ] && grep -q "codebook/$1.* $4" said &&
        ! find "$s" -name '*evil*' -o -name '*T99*' | grep .
}
harmless() { # FILE HEADER ROW
    with_codebook "$1" "$2" "$3"
    run
}

variables='kind,name,label_ja,label_en,type,unit,role,codes,min,max,outside,must_be_present,must_be_filled,note'
files='kind,table,label_ja,label_en,people,consent,keys,happened,known,note'
rules='rule,severity,kind,left,operator,right,message_ja,message_en,todo_ja,todo_en'
models='model,label_ja,label_en,outcome,subset,predictors,family,class'
tables='table,title_ja,title_en,population,row_variable,column_variable,class'

claim "a table called ../../outside" refused files.csv "$files" '50,../../outside,外,out,none,none,a,,,' "row 2, column 'table'"
claim "a kind called ../50" refused files.csv "$files" '../50,outside,外,out,none,none,a,,,' "row 2, column 'kind'"
claim "a variable that drops a table" refused variables.csv "$variables" \
    '12,"x"";DROP TABLE activity;--",追加,added,integer,,research,,,,,0,0,' "row 2, column 'name'"
claim "a variable called %n%s" refused variables.csv "$variables" '12,%n%s,追加,added,integer,,research,,,,,0,0,' "row 2, column 'name'"
claim "a variable of 5,000 letters" refused variables.csv "$variables" \
    "12,$(printf 'a%.0s' $(seq 5000)),追加,added,integer,,research,,,,,0,0," "row 2, column 'name'"
claim "a type that is none" refused variables.csv "$variables" '12,x,追加,added,blob,,research,,,,,0,0,' "row 2, column 'type'"
claim "a role that is none" refused variables.csv "$variables" '12,x,追加,added,integer,,admin,,,,,0,0,' "row 2, column 'role'"
claim "a code list called ../x" refused value_labels.csv 'list,value,label_ja,label_en,accepts,missing_reason,refused_by' \
    '../x,1,%n,%s,,,' "row 2, column 'list'"
claim "an operator that is SQL" refused rules.csv "$rules" 'E9999,error,12,start,; DROP,end,%n,%n,%s,%s' "row 2, column 'operator'"
claim "a threshold that is no number" refused thresholds.csv 'name,valid_from,value,unit,source,note' \
    'small_cell,2022-04-01,nan,people,x,' "row 2, column 'value'"
claim "a header that leads to no variable" refused crosswalk.csv 'kind,header,variable,note' '12,=cmd|calc,../../start,' \
    "row 2, column 'variable'"
claim "a model that would be written outside" refused models.csv "$models" \
    '../../evil,x,x,any_activity,known,age_10,firth,restricted' "column model"
claim "a model of a column that is SQL" exits_with 2 harmless models.csv "$models" \
    'evil,x,x,any_activity; DROP TABLE person,known,age_10,firth,restricted'
claim "a table that would be written outside" refused tables.csv "$tables" \
    '../../T99,x,x,followup,sex,activity_class,release' "column table"
claim "a table of a variable that is SQL" exits_with 2 harmless tables.csv "$tables" \
    'T99,x,x,followup,"sex FROM person; DROP TABLE person;--",activity_class,release'

# The wall is not the study's to open.
for row in 'birth,生年月日,birth date,date' 'office_no,整理番号,office number,key' 'name,氏名,name,code' \
    'phone,電話番号,telephone,integer'; do
    claim "the role of ${row%%,*} stays" refused variables.csv "$variables" "01,$row,,research,,,,,0,0," "row 2, column 'role'"
done

claim "labels are text, whatever they hold" harmless variables.csv "$variables" \
    '12,extra,%n%s%d,"%s"";DROP TABLE x;--",integer,,research,,,,,0,0,=1+1'
claim "and leave the tables alone" test -s "$s/study.sqlite" -a -e "$s/out"
claim "a rule's sentence is text, too" harmless rules.csv "$rules" 'E9999,error,12,end,>=,start,%n%s,%n%s,%s,%s'
claim "nothing stands outside the study" same "$(ls | tr '\n' ' ')" "said study "
all_claimed
