#!/usr/bin/env bash
# 照会票: each office is asked about its own rows, by its own numbers, and the
# answer comes back as a file of corrections.
. "$(dirname "$0")/../claims.sh"
. "$(dirname "$0")/small_study.sh"
s=$scratch/study
new_study "$s"
sed -i 's/language,en/language,ja/' "$s/study.csv"
new_key "$s"
put "$s/inbox/W/2023Q2_01.csv" "$roster_header" '12217,W,0012,髙橋　花子,タカハシハナコ,2,S33.4.5,2023-07-22'
put "$s/inbox/W/2023Q2_12.csv" "$activity_header" 'A1,0012,2023-08-32,,2,2023-08-20' \
    'A2,0012,2023-08-01,,77,2023-08-20' 'A3,0012,2023-08-01,,2,2023-08-21'
put "$s/inbox/S/2023Q2_18.csv" '整理番号,講座,開始日,修了日,修了' '0044,1,2023-08-02,2023-08-99,1' '0045,1,2023-08-40,,1'
handover "$s" 2>/dev/null
letters=$s/review/inquiry/2023-08-21
claim "every office has its letter, its list and its answer form" same \
    "$(cd "$letters" && ls | sort | tr '\n' ' ')" \
    '回答票_セミナー.csv 回答票_セミナー.xlsx 回答票_窓口.csv 回答票_窓口.xlsx 照会票_セミナー.html 照会票_セミナー.xlsx 照会票_窓口.html 照会票_窓口.xlsx '
claim "the letter is addressed" grep -q '窓口 御中' "$letters/照会票_窓口.html"
claim "its columns are as wide as was meant" grep -q 'table-layout:fixed' "$letters/照会票_窓口.html"
claim "it asks about this office's rows" grep -q '>A1<' "$letters/照会票_窓口.html"
claim "by their own number" grep -q '0044;1;2023-08-02' "$letters/照会票_セミナー.html"
claim "where that can't be read, by the row" grep -q '>行3<' "$letters/照会票_セミナー.html"
claim "and about no other's" exits_with 1 grep -q '2023Q2_18\|0044' "$letters/照会票_窓口.html"
said_nothing() {
    for file in "$letters"/*; do
        case $file in
        *.xlsx) unzip -p "$file" xl/sharedStrings.xml 2>/dev/null ;;
        *) cat "$file" ;;
        esac
    done >"$scratch/all"
    grep -nE '髙橋|ハナコ|S33|2023-08-99|2023-08-32|2023-08-40' "$scratch/all"
}
claim "no name, birth date or content of a cell is in any of them" exits_with 1 said_nothing
pseudonyms=$(crossed "$s" 12_activity | cut -d, -f3 | tail -n +2 | sort -u | tr '\n' '|')
claim "nor a pseudonym" exits_with 1 grep -qE "${pseudonyms%|}" "$scratch/all"
claim "the folder is the identity room's" same "$(stat -c %a "$letters")" 700

# The office answers: one cell put right, one row cancelled.
python3 - "$letters/回答票_窓口.csv" "$s/inbox/W/2023Q3_回答票_窓口.csv" <<'PY'
import csv, sys
rows = list(csv.DictReader(open(sys.argv[1], encoding="utf-8-sig", newline="")))
for r in rows:
    r.update({"訂正日": "2023-10-02", "申請者": "st01"})
    if r["対象番号"] == "A1":
        r.update({"新値": "2023-08-03"})
    else:
        r.update({"区分": "2"})
with open(sys.argv[2], "w", encoding="cp932", newline="") as f:
    w = csv.DictWriter(f, rows[0])
    w.writeheader()
    w.writerows(rows)
PY
handover "$s" 2>/dev/null
claim "the answer is read as kind 28, and the row is taken in" same "$(cell "$s" 12_activity 2 start)" 2023-08-03
claim "the cancelled row is superseded, all balances" \
    same "$(sed -n 4p "$s/handover/balance.csv")" '3,3,2,0,0,1,0'
letters=$s/review/inquiry/2023-10-02
claim "what was answered is asked no more" exits_with 2 ls "$letters/照会票_窓口.html"
claim "what was not is asked again" grep -q '0044;1;2023-08-02' "$letters/照会票_セミナー.html"

# The workbook form is read back as well, not filled in as it is.
mkdir "$scratch/back"
cp "$letters/回答票_セミナー.xlsx" "$scratch/back/"
"$program" check --json "$scratch/back/回答票_セミナー.xlsx" >"$scratch/json" 2>/dev/null
claim "the answer workbook is one of kind 28" grep -q '"kind":"28"' "$scratch/json"
claim "a line that nobody filled in is told and changes nothing" same \
    "$(grep -o '"received":0\|"refused":null\|"row":[0-9]*,[^}]*"severity":"[a-z]*"' "$scratch/json" | tr '\n' ' ')" \
    '"received":0 "refused":null "row":2,"column":null,"variable":null,"rule":"I3018","severity":"info" "row":3,"column":null,"variable":null,"rule":"I3018","severity":"info" '
sed '2s/,,,,1,/,,2023-08-09,,1,/' "$letters/回答票_セミナー.csv" >"$scratch/back/half.csv"
"$program" check --json "$scratch/back/half.csv" >"$scratch/json" 2>/dev/null
claim "one that is half filled in lacks its day" grep -q '"row":2,"column":"F","variable":"date","rule":"E2108"' "$scratch/json"
mkdir -p "$s/codebook"
printf '%s\r\n' $'\357\273\277file,sheet,row,column,rule,accepted_by,accepted_on,reason' \
    'S/2023Q2_18.csv,,2,,E2104,佐藤,2023-10-05,機器の故障' 'S/2023Q2_18.csv,,3,,E2104,佐藤,2023-10-05,用紙なし' \
    >"$s/codebook/accepted_findings.csv"
handover "$s" 2>/dev/null
claim "what is accepted is not asked" exits_with 1 test -e "$letters"

# A file that is wrong all over is no reason for a letter without end.
s=$scratch/many
new_study "$s"
sed -i 's/language,en/language,ja/' "$s/study.csv"
wrong_all_over() { # FILE ROWS: all but the first hundred with an error
    mkdir -p "$(dirname "$1")"
    {
        printf '接触番号,事業所番号,接触日,手法\r\n'
        seq 1 100 | sed "s,.*,T$2-&\,J1\,2023-08-02\,1・3\r,"
        seq 101 "$2" | sed "s,.*,T$2-&\,J1\,2023-08-32\,4\r,"
        printf "T$2-0,J1,2023-08-02,4\r\n"
    } >"$1"
}
wrong_all_over "$s/inbox/S/2023Q2_09.csv" 12000
wrong_all_over "$s/inbox/W/2023Q2_09.csv" 9000
handover "$s" 2>/dev/null
letters=$(ls -d "$s"/review/inquiry/*)
claim "a letter lists a thousand rows at most" same \
    "$(wc -l <"$letters/回答票_セミナー.csv") $(wc -l <"$letters/回答票_窓口.csv")" "1001 1001"
claim "and says how many there are" grep -q '12000 件' "$letters/照会票_セミナー.html"
claim "to each office what it sent" grep -q '9000 件' "$letters/照会票_窓口.html"
claim "the first of those that weigh most" same \
    "$(cut -d, -f2 "$letters/回答票_窓口.csv" | sed -n '2p;1001p' | tr '\n' ' ')" "T9000-101 T9000-1100 "

# After a run the letters ask what only the research side can find, and the
# rows that most of what is printed is made from come first.
s=$scratch/printed
new_study "$s"
new_key "$s"
put "$s/inbox/W/2023Q2_01.csv" "$roster_header" '12217,W,0012,髙橋　花子,タカハシハナコ,2,S33.4.5,2023-07-22'
put "$s/inbox/W/2023Q2_02.csv" "$consent_header" '0012,v1,2023-07-22,1,1,'
put "$s/inbox/W/2023Q2_05.csv" '整理番号,調査版,記入日,希望活動1' '0012,2023A,2023-07-22,2'
put "$s/inbox/W/2023Q2_12.csv" "$activity_header,前の活動番号" 'A1,0012,2023-08-02,,2,2023-08-20,A9' \
    'A2,0012,2023-08-01,,77,2023-08-20,'
put "$s/inbox/W/2023Q2_14.csv" '調査番号,整理番号' 'F1,0012'
put "$s/inbox/W/2023Q2_15.csv" '会員番号,氏名,フリガナ,生年月日,入会日,血液型' 'K1,髙橋花子,タカハシハナコ,S33.4.5,2023-08-01,A'
put "$s/inbox/S/2023Q2_09.csv" '接触番号,事業所番号,接触日' 'T1,J1,2023-08-02'
put "$s/inbox/S/2023Q2_08.csv" '事業所番号,名称,業種,登録日' 'J1,一,1,2023-09-10'
run() { "$AYUMI_BIN/ayumi" run --study "$s" --quarter FY2023Q2 --quiet "$@" 2>"$scratch/said"; }
claim "a run with warnings of both sides asks for a person" exits_with 1 run
letters=$(ls -d "$s"/review/inquiry/*)
list() { # OFFICE: number, item and printed cells of each row asked about
    unzip -p "$letters/inquiry_$1.xlsx" xl/worksheets/sheet1.xml xl/sharedStrings.xml >/dev/null &&
        python3 - "$letters/inquiry_$1.xlsx" <<'PY'
import re, sys, zipfile
z = zipfile.ZipFile(sys.argv[1])
texts = [re.sub("<[^>]*>", "", t) for t in re.findall("<si>(.*?)</si>", z.read("xl/sharedStrings.xml").decode())]
rows = re.findall("<row [^>]*>(.*?)</row>", z.read("xl/worksheets/sheet1.xml").decode())
for r in rows[3:]:
    cells = dict((c, texts[int(v)] if 't="s"' in a else v) for c, a, v in re.findall(
        '<c r="([A-Z]+)[0-9]+"([^>]*)><v>([^<]*)</v>', r))
    print(cells.get("E", ""), cells.get("F", ""), cells["I"], end=";")
PY
}
claim "what only the research side finds is asked of its office" grep -q 'A1 previous' <(list desk)
# A1: 3 periods of 4 cells of outcomes, 4 cells in each table with its person
claim "the row that more is printed from comes first" same "$(cut -d' ' -f1 <<<"$(list desk)")" A1
claim "the row that is out touches as many as a row of its kind" \
    same "$(list desk | tr ';' '\n' | grep '^A' | sed 's/.* //' | sort -u | wc -l)" 1
claim "a contact touches nothing that is printed" same "$(list seminar)" 'T1 contacted on 0;'
claim "a missing column is named" grep -q '2023Q2_14.csv</td><td class="c"></td><td></td><td>[a-z]' "$letters/inquiry_desk.html"
claim "one that is too much has its letter" grep -q '2023Q2_15.csv</td><td class="c">F</td>' "$letters/inquiry_desk.html"
claim "the head says what is counted" grep -q 'printed cells: how many' "$letters/inquiry_desk.html"
claim "no pseudonym is in a letter" exits_with 1 grep -q "$(subject "$s" 01_participant 2)" "$letters"/*
claim "nor in what the research side says" exits_with 1 \
    grep -q "$(subject "$s" 01_participant 2)" "$s/out/FY2023Q2/findings/printed_cells.csv"
cp -r "$letters" "$scratch/letters"
claim "a run that changes nothing leaves the letters" exits_with 1 run
claim "as they are" diff -r "$letters" "$scratch/letters"
again() { "$program" inquiry --study "$s" --quiet "$@"; }
claim "the list can be brought back from another computer" \
    again --as-of "$(basename "$letters")" --cells "$s/out/FY2023Q2/findings/printed_cells.csv"
claim "with the same letters" diff -r "$letters" "$scratch/letters"
claim "without a list it is exit 2" exits_with 2 again --as-of 2023-09-01
claim "another file is exit 2" exits_with 2 again --as-of 2023-09-01 --cells "$s/study.csv"
all_claimed
