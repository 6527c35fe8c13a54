#!/usr/bin/env bash
# check: what would happen to a file; no study, no key, nothing written.
. "$(dirname "$0")/../claims.sh"
. "$(dirname "$0")/small_study.sh"
cd "$scratch" || exit
check() {
    "$program" check --lang en "$@"
}
# json EXPRESSION FILE: a Python expression over the object o of one file
json() {
    check --json "$2" | python3 -c "
import json, sys
lines = sys.stdin.read().splitlines()
assert len(lines) == 1, lines
o = json.loads(lines[0])
print(json.dumps(o, ensure_ascii=False))
sys.exit(0 if ($1) else 1)"
}

put good.csv "$activity_header" 'A1,0101,R5.8.1,,1,2023-08-10' 'A2,0102,2023-08-01,,2,2023-08-10'
put bad.csv "$activity_header" 'A1,0101,2023-08-01,,1,2023-08-10' \
    'A1,0101,2023-08-01,,1,2023-08-10' 'A1,0101,2023-08-02,,1,2023-08-10' \
    'A2,0102,2023-02-30,,1,2023-08-10' 'A3,0103,2023-08-01,2023-07-01,1,2023-08-10' \
    'A4,0104,2023-08-01,,1' '' 'A5,0105,2023-08-01,,1,2023-08-10,more' \
    '活動番号,整理番号,開始日,終了日,形態,把握日' '合計,,,,5,' '※10月末'
put unknown.csv "$activity_header,血液型" 'A1,0101,2023-08-01,,1,2023-08-10,A'
put twice.csv "$activity_header,終了日" 'A1,0101,2023-08-01,,1,2023-08-10,'
# --- in whose language ---------------------------------------------------------------
# is_said_in LANGUAGE PROGRAM OPTION...: what is wrong with bad.csv
is_said_in() {
    language=$1
    shift
    "$@" >said 2>&1
    "$program" check --lang "$language" bad.csv >expected 2>&1
    cmp expected said
}
new_study english
new_study japanese
sed -i 's/^language,en/language,ja/' japanese/study.csv
ayumi=$AYUMI_BIN/ayumi
claim "outside of a study, in Japanese" is_said_in ja "$program" check bad.csv
claim "of an English study, in English" is_said_in en "$program" check --study english bad.csv
claim "of a Japanese one, in Japanese" is_said_in ja "$program" check --study japanese bad.csv
claim "whatever the language asked for, in that" \
    is_said_in ja "$program" check --study english --lang ja bad.csv
claim "from ayumi as well: English" is_said_in en "$ayumi" check --study english bad.csv
claim "Japanese" is_said_in ja "$ayumi" check --study japanese bad.csv
claim "asked for" is_said_in en "$ayumi" check --study japanese --lang en bad.csv
claim "also what is wrong with the command" bash -c \
    "! '$program' check --study english 2>said; ! LC_ALL=C grep -v '^[ -~]*\$' said"
sed -i 's/^language,.*/language,xx,/' japanese/study.csv
claim "settings that can't be read are told, with exit 2" \
    exits_with 2 "$program" check --study japanese bad.csv
rm -r english japanese said expected

put title.csv '就業活動の一覧,,,,,' '' "$activity_header" 'A1,0101,2023-08-01,,1,2023-08-10'
printf '' >empty.csv

claim "a good file is exit 0" exits_with 0 check good.csv
claim "the keys stand in the order of the design" json \
    'list(o) == ["file", "sheet", "kind", "encoding", "received", "accepted", "quarantined", "duplicate", "refused", "findings", "repaired"]' good.csv
claim "its rows are accepted, its repairs counted" json \
    'o["file"] == "good.csv" and o["kind"] == "12" and o["received"] == o["accepted"] == 2 and o["refused"] is None and o["findings"] == [] and o["repaired"] == {"R03": 1} and o["sheet"] is None' good.csv
claim "a file with faults is exit 1" exits_with 1 check bad.csv
claim "rows are received, accepted, quarantined, duplicate" json \
    '(o["received"], o["accepted"], o["quarantined"], o["duplicate"]) == (7, 2, 4, 1)' bad.csv
rules() {
    json "[(f['row'], f['column'], f['rule'], f['severity']) for f in o['findings']] == $1" "$2"
}
# traps: 00-27
claim "each finding has Excel's row and column" rules \
    '[(3, None, "I3001", "info"), (4, None, "E3003", "error"), (5, "C", "E2104", "error"), (6, "D", "E3203", "error"), (7, "F", "W1104", "warning"), (9, "G", "E1103", "error"), (10, None, "I3011", "info"), (11, None, "I3011", "info"), (12, None, "I3011", "info")]' bad.csv
claim "a finding names its variable" json \
    '[f["variable"] for f in o["findings"]][2] == "start"' bad.csv
claim "an unknown column refuses the file with exit 3" exits_with 3 check unknown.csv
claim "nothing of a refused file is accepted" json \
    'o["refused"] == "E1202" and o["accepted"] == 0 and o["findings"] == [{"row": None, "column": "G", "variable": None, "rule": "E1202", "severity": "error"}]' unknown.csv
put named.csv "$activity_header,鬼灯桔梗子" 'A1,0101,2023-08-01,,1,2023-08-10,A'
named=$(check named.csv 2>&1)
rm named.csv
claim "an unknown header is told by its letter" grep -q 'column G: .*E1202' <(echo "$named")
claim "and never repeated" same "$(echo "$named" | grep -c 鬼灯)" 0
claim "a column twice refuses" json 'o["refused"] == "E1203"' twice.csv
claim "an empty file refuses" json 'o["refused"] == "E1002" and o["kind"] is None' empty.csv
claim "a file that is not there refuses" exits_with 3 check nothing.csv
claim "a title above the headers is not data" json \
    'o["accepted"] == 1 and [f["rule"] for f in o["findings"]] == ["I3011"]' title.csv
jobs='求人番号,事業所番号,業務名,獲得日,募集人数,週時間,時給,方式'
put units.csv "$jobs" ',,,,(人),（時間）,円,' 'K1,J1,送迎,2023-08-20,2,20,1050,2'
claim "units under the headers are not data" json \
    'o["received"] == o["accepted"] == 1 and [(f["row"], f["rule"]) for f in o["findings"]] == [(2, "I3011")]' units.csv
put no_units.csv "$jobs" 'K1,J1,円,2023-08-20,2,20,1050,2' ',,,,人,時間,円,'
claim "below the first row they are a broken row" json \
    'o["received"] == 2 and o["accepted"] == 1 and o["quarantined"] == 1' no_units.csv
rm units.csv no_units.csv
claim "several files, one line each" same "$(check --json good.csv bad.csv | wc -l)" 2
claim "the worst file decides the exit code" exits_with 3 check good.csv unknown.csv bad.csv
claim "no file is exit 2" exits_with 2 check
claim "an unknown command is exit 2" exits_with 2 "$program" chekc
claim "Japanese is the default" grep -q '受付 2' <("$program" check good.csv)
claim "nothing was written" same "$(ls | tr "\n" " ")" "bad.csv empty.csv good.csv title.csv twice.csv unknown.csv "

# What stands around the table.
findings() { json "[(f['row'], f['rule']) for f in o['findings']] == $1 and o['accepted'] == $2" "$3"; }
put two_rows.csv 'フレイルチェックの結果' '基本情報,,フレイルチェック,握力,,イレブンチェック,' \
    '整理番号,実施日,指輪っかテスト,右,左,1,2' '0012,2023-07-22,2,22.5,21.0,1,0'
# traps: 00-14
claim "headers over two rows are joined" findings '[(1, "I3011"), (2, "I3011")]' 1 two_rows.csv
claim "and their columns are the right ones" json 'o["kind"] == "06"' two_rows.csv
put data_is_no_header.csv '整理番号,調査版,記入日,希望活動,資格' '0012,2023A,2023-07-22,1,3'
claim "a row of data never becomes a header" json 'o["refused"] is not None and o["accepted"] == 0' data_is_no_header.csv
put around.csv '"就業活動の一覧
（令和5年度）"' '' "$activity_header,,," 'A1,0101,2023-08-01,,1,2023-08-10,,,' ',,,,,,,,' \
    '総 計,,,,1,,,,' '＊１０月末現在' '出典：窓口の記録' '以上'
# traps: cell-11
claim "titles, blank rows and columns, totals and notes are not data" findings \
    '[(1, "I3011"), (6, "I3011"), (7, "I3011"), (8, "I3011"), (9, "I3011")]' 1 around.csv
put half.csv "$activity_header" 'A1,0101,2023-08-01,,1,2023-08-10' 'A2,０１０２,2023-08-02,,雇用,2023-08-10' \
    'A3,０１０３,2023-08-02,,派遣,2023-08-10'
{ cat half.csv; printf 'A4,０１０４,2023-08-03,,請負,2023-08-10\r\n' | iconv -f UTF-8 -t CP932; } >mixed.csv
claim "a line pasted in another encoding is located, the others load" findings \
    '[(5, "E1102")]' 3 mixed.csv
rm two_rows.csv data_is_no_header.csv around.csv half.csv mixed.csv
iconv -f UTF-8 -t CP932 bad.csv >cp932.csv
gzip -kn bad.csv
claim "CP932 and gzip read the same" same \
    "$(check --json cp932.csv | sed 's/cp932.csv//; s/"encoding":"[^"]*"//')" \
    "$(check --json bad.csv.gz | sed 's/bad.csv.gz//; s/"encoding":"[^"]*"//')"
all_claimed
