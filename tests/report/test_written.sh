#!/usr/bin/env bash
# Labels: once
# What other programs see in the sample's HTML, PDF and workbook: poppler,
# Chromium and unzip, none of which took part in writing them.
. "$(dirname "$0")/../claims.sh"
here=$(dirname "$0")
AYUMI_SAMPLE_DIR=$scratch "$AYUMI_BIN/report_test_writers" \
    >"$scratch/made"
pdf=$scratch/sample.pdf

pdfinfo "$pdf" >"$scratch/info" 2>&1
pdfinfo -struct "$pdf" >"$scratch/tree" 2>&1
pdftotext "$pdf" "$scratch/text" 2>&1
has() {
    grep -qF -- "$2" "$1" || { head -c 2000 "$1"; false; }
}
# times N FILE TEXT
times() {
    found=$(grep -oF -- "$3" "$2" | wc -l)
    echo "$found times, expected $1"
    [ "$found" -eq "$1" ]
}
claim "the page is A4" grep -qE '^Page size: .*\(A4\)' "$scratch/info"
claim "the PDF is tagged" grep -qE '^Tagged: +yes' "$scratch/info"
claim "the PDF carries its title" has "$scratch/info" "年次報告（令和5年度）"
claim "the PDF is dated as of the data" \
    grep -qE '^CreationDate: .*Nov 20 .*2024' "$scratch/info"
claim "poppler finds nothing wrong" empty <(grep -iE 'error|warning' \
    "$scratch/info" "$scratch/tree")

for word in H1 H2 H3 Caption LBody TD; do
    claim "the structure has $word" grep -qE "^ +$word( |\$)" "$scratch/tree"
done
claim "a header cell knows its column" has "$scratch/tree" "/Scope /Column"
claim "a header cell knows its row" has "$scratch/tree" "/Scope /Row"
claim "a header cell spans three columns" has "$scratch/tree" "/ColSpan 3"
claim "every figure is in the structure" \
    [ "$(grep -cE '^ +Figure' "$scratch/tree")" -eq 4 ]
plain() {
    python3 - "$pdf" <<'PYTHON'
import re, sys, zlib
data = open(sys.argv[1], 'rb').read()
for part in re.findall(rb'stream\r?\n(.*?)\r?\nendstream', data, re.S):
    try:
        data += zlib.decompress(part)
    except zlib.error:
        pass
alts = len(re.findall(rb'/Alt\b', data))
print('alts', alts)
print('lang', b'/Lang (ja-JP)' in data)
print('title shown', b'/DisplayDocTitle true' in data)
PYTHON
}
plain >"$scratch/plain"
claim "every figure has its alternative text" has "$scratch/plain" "alts 4"
claim "the PDF says that it is Japanese" has "$scratch/plain" "lang True"
claim "the window shows the title" has "$scratch/plain" "title shown True"

pdffonts "$pdf" >"$scratch/fonts" 2>&1
only_biz() {
    tail -n +3 "$scratch/fonts" | grep -vE '^[A-Z]{6}\+BIZUDPGothic' >"$scratch/x"
    empty "$scratch/x"
}
embedded() {
    tail -n +3 "$scratch/fonts" | grep -vE ' yes yes yes ' >"$scratch/x"
    empty "$scratch/x"
}
claim "every font is BIZ UDPGothic" only_biz
claim "every font is embedded, a subset and readable" embedded

for text in "R5の雇用・就業数は592人で、目標280人に達しました。" "1,516 (900)" \
    "- (900)" "求人開拓、高齢者就労相談" "※R4は8月～3月末実績" "うち同意なし 31人" \
    "一部の月の実績" "8か月" "【評価】" "静岡市 · 2024年11月20日時点"; do
    claim "the text can be taken out: $text" has "$scratch/text" "$text"
done
pages=$(awk '/^Pages:/ { print $2 }' "$scratch/info")
claim "the last page has its number" grep -qE "^$pages ?/ ?$pages\$" "$scratch/text"
claim "every page has its foot" times "$pages" "$scratch/text" "2024年11月20日時点"
claim "a long table repeats its header" \
    [ "$(grep -cF くりかえす見出し "$scratch/text")" -ge 2 ]
claim "each line of it is printed once" \
    [ "$(grep -cE '^行[0-9][0-9]$' "$scratch/text")" -eq 70 ]

python3 "$here/../browser/open_page.py" "$scratch/sample.html" \
    "$scratch/print.pdf" >"$scratch/page" 2>&1
claim "no request leaves the file" empty <(grep '^request' "$scratch/page")
claim "the console stays silent" empty <(grep '^console' "$scratch/page")
for fact in "lang ja" "h1 1" "scripts 0" "tables_without_caption 0" \
    "headers_without_scope 0" "images_without_name 0" "overflow 0"; do
    claim "the page has: $fact" grep -qx "$fact" "$scratch/page"
done
claim "it prints on A4" grep -qE '^Page size: .*\(A4\)' \
    <(pdfinfo "$scratch/print.pdf" 2>&1)
pdftotext "$scratch/print.pdf" "$scratch/printed" 2>&1
for text in "1,516 (900)" "※R4は8月～3月末実績" "数値: セミナーから活動まで"; do
    claim "the print shows: $text" has "$scratch/printed" "$text"
done

mkdir "$scratch/book"
unzip -q "$scratch/sample.xlsx" -d "$scratch/book"
sheet=$scratch/book/xl/worksheets/sheet1.xml
claim "the second sheet of a name gets a number" \
    has "$scratch/book/xl/workbook.xml" 'name="実績_目標__同じ名前_2"'
claim "text that looks like a formula stays text" \
    [ "$(grep -c '<f>' "$sheet")" -eq 0 ]
claim "the header is frozen below title and note" has "$sheet" 'topLeftCell="A4"'
claim "the header has a filter" has "$sheet" '<autoFilter ref="A3:C5"/>'
claim "the sheet prints on A4 landscape" \
    has "$sheet" 'paperSize="9" fitToHeight="0" orientation="landscape"'
claim "numbers are numbers" has "$sheet" '<v>211.25</v>'
claim "no cells are merged" [ "$(grep -c mergeCell "$sheet")" -eq 0 ]
claim "the workbook is dated as of the data" \
    has "$scratch/book/docProps/core.xml" "2024-11-20T00:00:00Z</dcterms:created>"
all_claimed
