#!/usr/bin/env bash
# check --template: a blank form of every kind, read back as that kind.
. "$(dirname "$0")/../claims.sh"
. "$(dirname "$0")/small_study.sh"
cd "$scratch" || exit 1
ayumi=$AYUMI_BIN/ayumi
n_kinds=$(($(wc -l <"$AYUMI_SOURCE/codebooks/files.csv") - 1))

claim "ayumi check --template 06 writes two files" exits_with 0 "$ayumi" check --template 06
claim "named by kind and label" same "$(ls 06* | tr '\n' ' ')" '06_フレイルチェック.csv 06_フレイルチェック.xlsx '
claim "the CSV opens in Excel" grep -q $'^\xef\xbb\xbf整理番号,実施日' '06_フレイルチェック.csv'
claim "nothing is ever replaced" exits_with 2 "$ayumi" check --template 06
claim "an unknown kind is exit 2 and names the known ones" \
    grep -q '01 02 03' <("$program" check --template 99 2>&1)
claim "two folders are one too many" exits_with 2 "$program" check --template 05 . ..

# The parts of the workbook (libxlsxwriter stores them under these names).
part() { python3 -c 'import sys, zipfile; print(zipfile.ZipFile(sys.argv[1]).read(sys.argv[2]).decode())' '06_フレイルチェック.xlsx' "$1"; }
claim "codes are chosen from a list" \
    grep -qF '<formula1>"1,2,3"</formula1>' <(part xl/worksheets/sheet1.xml)
claim "for every column with one code" \
    same "$(part xl/worksheets/sheet1.xml | grep -o 'type="list"' | wc -l)" 20
claim "entering a cell shows what may stand there" \
    grep -q '3 すきま' <(part xl/worksheets/sheet1.xml)
claim "the second sheet holds the codes" grep -q '囲めない' <(part xl/sharedStrings.xml)

across() { # across SHEET WIDTH: as libxlsxwriter writes it
    grep -q "<pageSetup paperSize=\"9\"$2 fitToHeight=\"0\" orientation=\"landscape\"" <(part "xl/worksheets/sheet$1.xml")
}
claim "29 columns print on two pages across, A4 landscape" across 1 ' fitToWidth="2"'
claim "and their codes on one" across 2 ''

mkdir two # the folder of the first is made
claim "a study starts with every form" "$ayumi" init study
for form in study/templates/*.csv; do
    kind=$(basename "$form" | cut -d_ -f1)
    "$program" check --template "$kind" one && "$program" check --template "$kind" two
done >written
claim "the same codebook gives the same bytes" diff -r one two
claim "and the study's forms are these" diff -r one study/templates
check_all() {
    for form in one/*; do
        "$program" check --json "$form"
    done | python3 -c '
import json, os, sys
n = 0
for line in sys.stdin:
    o = json.loads(line)
    n += 1
    kind = os.path.basename(o["file"])[:2]
    rules = [f["rule"] for f in o["findings"]]
    if o["sheet"] == "コード表":
        good = o["kind"] is None and rules == ["I3013"]
    else:
        good = o["kind"] == kind and rules == []
    if not good or o["refused"] or o["received"]:
        sys.exit(line)
print(n)'
}
claim "every form is read back as its kind, its codes as no data" same "$(check_all)" "$((3 * n_kinds))"

# A study's own kind may be called anything.
mkdir -p own/codebook
printf '%s\n' 'kind,table,label_ja,label_en,people,consent,keys,happened,known,note' \
    'L1,garden,../[農園]*?:当番,garden,none,none,id,date,,' >own/codebook/files.csv
printf '%s\n' 'kind,name,label_ja,label_en,type,unit,role,codes,min,max,outside,must_be_present,must_be_filled' \
    'L1,id,番号,number,key,,indicator,,,,,1,1' 'L1,date,日付,day,date,,indicator,,,,,1,1' >own/codebook/variables.csv
said=$("$program" check --template L1 --study own own/forms 2>&1 >/dev/null)
claim "what Excel takes as no name of a sheet is replaced without a word" test -z "$said"
claim "in the file's name as well" same "$(ls own/forms | tr '\n' ' ')" \
    'L1_.._[農園]___当番.csv L1_.._[農園]___当番.xlsx '
claim "and read back" grep -q '"sheet":".\._.農園....当番","kind":"L1"' \
    <("$program" check --json --study own own/forms/*.xlsx)

# A form that somebody filled in.
put filled.csv "$(tail -c +4 '06_フレイルチェック.csv' | tr -d '\r')" \
    "0012,2023-07-22,,一般,2$(printf ',1%.0s' {1..11}),22.5,21,1,33,6.1,6.2,1,13,,1,0,1,0"
claim "a filled form is accepted" exits_with 0 "$program" check filled.csv
all_claimed
