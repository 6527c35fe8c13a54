#!/usr/bin/env bash
# Workbooks as they are mailed: many sheets, each known by its headers.
. "$(dirname "$0")/../claims.sh"
. "$(dirname "$0")/small_study.sh"

books=$AYUMI_SOURCE/tests/workbooks
cd "$scratch" || exit 1
cp "$books/openpyxl.xlsx" '最新(2).xlsx'
check() { "$program" check --lang ja "$@"; }
claim "a note's sheet refuses itself, and says so with exit 3" exits_with 3 check '最新(2).xlsx'
check --json '最新(2).xlsx' >lines
claim "each filled sheet is one line, the empty one none" same "$(wc -l <lines)" 3
line() { # line NUMBER EXPRESSION
    sed -n "$1p" lines | python3 -c "import json, sys; o = json.loads(sys.stdin.readline()); print(o); sys.exit(not ($2))"
}
claim "the first is recognised under its title row" line 1 \
    'o["sheet"] == "就業活動" and o["kind"] == "12" and (o["received"], o["accepted"], o["quarantined"]) == (4, 3, 1)'
claim "what is hidden, merged or not calculated is told with its place" line 1 \
    '[(f["row"], f["column"], f["rule"]) for f in o["findings"]] == [(None, "D", "W1107"), (1, None, "I3011"), (4, None, "W1106"), (5, "C", "E2114"), (5, "F", "W1105"), (7, None, "I3011")]'
claim "dates are dates: no serial had to be guessed" line 1 '"R05" not in o["repaired"]'
claim "the second sheet is another kind; TRUE and FALSE are ticks" line 2 \
    'o["kind"] == "02" and o["accepted"] == 1 and o["repaired"] == {"R12": 2} and not o["findings"]'
claim "the note is refused, nothing of it accepted" line 3 'o["refused"] == "E1201" and o["accepted"] == 0'

says() { check "$books/$1" | tee said; grep -q -- "$2" said; }
for name in libreoffice_password officecrypto_agile officecrypto_standard; do
    claim "a password: how to take it off ($name)" \
        says others/$name.xlsx 'E1008 .*「パスワードを使用して暗号化」'
done
for name in libreoffice libreoffice_password sheetjs_1995; do
    claim "an old .xls: how to save it again, and without its password ($name)" \
        says others/$name.xls 'E1009 .*「Excel ブック (\*.xlsx)」.*パスワードの欄を空に'
done
for name in sheetjs.xlsb libreoffice.ods libreoffice_2003.xml sheetjs_page.xls; do
    claim "what Excel opens and we do not: how to save it again ($name)" \
        says others/$name 'E1006 .*「Excel ブック (\*.xlsx)」'
done
claim "a Word file is not one of ours" says word.docx E1006
claim "a bomb is refused" says bomb_inflate.xlsx E1005

check "$books/others/libreoffice_many_sheets.xlsx" >said
claim "a missing column is named" grep -q '^E1204 .*\[集計\](氏名): ' said

# Into a study: sheets are files of their own, under the wall as any.
s=$scratch/study
new_study "$s"
new_key "$s"
put "$s/inbox/01.csv" "$roster_header" \
    '12217,W,0101,高橋　花子,タカハシ ハナコ,2,S33.4.5,2023-07-22'
cp '最新(2).xlsx' "$s/inbox/"
claim "a workbook is handed over with its findings" exits_with 1 handover "$s"
python3 - "$s" >sheets <<'PY'
import json, sys
for f in json.load(open(sys.argv[1] + "/handover/manifest.json"))["files"]:
    print(f["number"], f["sheet"], f["kind"], f["refused"], f["encoding"])
PY
claim "the manifest names the sheets" diff sheets - <<'TXT'
1 None 01 None UTF-8
2 就業活動 12 None XLSX
3 同意書 02 None XLSX
4 メモ None E1201 XLSX
TXT
claim "the consent of one sheet covers the person of another file" \
    is_pseudonym "$(subject "$s" 01_participant 2)"
claim "and not what it does not cover" \
    grep -q '^T' <(subject "$s" 12_activity 3)
claim "the row whose formula had no result stays out" same "$(crossed "$s" 12_activity | wc -l)" 4
cp -r "$s/handover" first
claim "a second run has nothing to do" grep -q 'nothing changed\|unchanged\|no change' \
    <("$program" handover --study "$s" --lang en 2>&1)
cp "$s/inbox/最新(2).xlsx" "$s/inbox/最新(3).xlsx"
handover "$s"
# traps: 00-29
claim "the same workbook under another name: every row a duplicate" \
    same "$(sed -n '6,7p' "$s/handover/balance.csv" | tr '\n' ' ')" '5,4,0,0,4,0,0 6,1,0,0,1,0,0 '
rm "$s/inbox/最新(3).xlsx"
handover "$s"
claim "and without it all is as before" diff -r "$s/handover" first

# A file that somebody is still working on may lack what is not saved yet.
waits() { # MARK: a plan and a run name the file, leave all as it is, end with 3
    : >"$s/inbox/$1"
    for words in --dry-run --quiet; do
        exits_with 3 "$program" handover --study "$s" --lang ja "$words" 2>"$scratch/said" &&
            grep -q '最新(2).xlsx.* はExcelなどで開かれたままです' "$scratch/said" || return
    done
    rm "$s/inbox/$1" && diff -r "$s/handover" first
}
put "$s/inbox/z12.csv" "$activity_header" 'A9,0101,2023-08-01,,1,2023-08-10'
claim "a workbook that is open in Excel is waited for" waits '~$最新(2).xlsx'
claim "as is one that is open in LibreOffice" waits '.~lock.最新(2).xlsx#'

# The same rows as CSV are the same rows.
put "$s/inbox/z12.csv" "$activity_header" 'A1,0101,2023-08-01,,1,2023-08-10'
handover "$s"
# traps: cell-15
claim "a row of a sheet and the same row of a CSV are one" \
    same "$(sed -n 4p "$s/handover/balance.csv")" '3,4,2,1,1,0,0'
all_claimed
