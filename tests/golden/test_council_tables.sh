#!/usr/bin/env bash
# Labels: once
# Does the yearly summary print what the city has printed?
#
# examples/shizuoka holds the city's official figures as deliveries. Its
# summary as of the presentation of 2024-11-20 and as of 2023-06-30 must have
# the cells of the two printed reports, in their order, with their footnotes
# and their targets (tests/reference/shizuoka_tables.py), in HTML and in PDF.
. "$(dirname "$0")/../claims.sh"
here=$(dirname "$0")
reference=$here/../reference

# report AS_OF: a fresh copy of the study and its summary in $scratch/AS_OF
report() {
    mkdir "$scratch/$1"
    cp "$AYUMI_SOURCE/examples/shizuoka/study.csv" "$scratch/$1/"
    cp -r "$AYUMI_SOURCE/examples/shizuoka/inbox" "$scratch/$1/"
    "$AYUMI_BIN/ayumi" report --study "$scratch/$1" --year 2023 \
        --as-of "$1" --quiet || return
    summary=$(echo "$scratch/$1"/out/FY*/summary)
    python3 "$here/read_tables.py" "$summary/summary.html" >"$scratch/tables"
    pdftotext -raw "$summary/summary.pdf" "$scratch/text"
}

# same_cells YEAR: the tables of that report, and no cell more or less
same_cells() {
    cut -f 1 "$reference/shizuoka_tables_$1.tsv" | sort -u >"$scratch/captions"
    grep -v '^note' "$scratch/tables" | cut -f 1-4 |
        awk -F '\t' 'NR == FNR { wanted[$1] = 1; next } $1 in wanted' \
            "$scratch/captions" - |
        diff "$reference/shizuoka_tables_$1.tsv" -
}

# pdf_has_cells YEAR: every figure of that report stands in the PDF's text
pdf_has_cells() {
    tr -d ' \n' <"$scratch/text" >"$scratch/joined"
    cut -f 4 "$reference/shizuoka_tables_$1.tsv" | tr -d ' ' | sort -u |
        while read -r cell; do
            grep -qF -- "$cell" "$scratch/joined" || echo "not there: $cell"
        done >"$scratch/found"
    empty "$scratch/found"
}
has() {
    grep -qF -- "$2" "$1" || { cat "$1"; false; }
}
has_not() {
    ! grep -F -- "$2" "$1"
}
# note PLACE CAPTION TEXT
note() {
    printf 'note %s\t%s\t%s\n' "$1" "$2" "$3" >"$scratch/wanted"
    grep -qxFf "$scratch/wanted" "$scratch/tables" ||
        { grep '^note' "$scratch/tables"; false; }
}
footnote="※R4は8月～3月末実績 | ( )内は目標値"

claim "the summary of 2024 is written" exits_with 0 report 2024-11-20
claim "2024: every cell is the printed one" same_cells 2024
claim "2024: the PDF has them too" pdf_has_cells 2024
claim "2024: table I has its footnote below" \
    note below "I マッチング支援（プラットフォーム窓口運営）" "$footnote"
claim "2024: the outcome table has it above" \
    note above "アウトカム評価" "$footnote"
claim "2024: the web table has none" \
    has_not <(grep '^note' "$scratch/tables") "Webサイト"
claim "2024: the missed target is said first" \
    has "$scratch/text" "「高年齢者以外の雇用・就業数」は32人で、目標40人に届きませんでした。"
claim "2024: 169 of 80 is 211.3 percent" \
    has "$scratch/tables" "求人獲得 (掲載) 数 (件)	211.3"
claim "2024: a change from a short year carries the mark" \
    has "$scratch/tables" "I 相談窓口での相談（件）	+660※"
# traps: clock-4
claim "2024: per month it is a smaller one" \
    has "$scratch/tables" "I 相談窓口での相談（件）	+18.1※"
claim "2024: the raised target is listed" \
    has "$scratch/tables" "後の文書で変わった目標	改定後の目標	II 研修参加者	20 (2024-11-20)"
python3 "$here/../browser/open_page.py" "$summary/summary.html" \
    "$scratch/print.pdf" >"$scratch/page" 2>&1
claim "no request leaves the page, and its console is silent" \
    empty <(grep -E '^(request|console)' "$scratch/page")
for fact in "lang ja" "h1 1" "tables_without_caption 0" \
    "headers_without_scope 0" "images_without_name 0" "overflow 0"; do
    claim "the page has: $fact" grep -qx "$fact" "$scratch/page"
done
claim "every font of the PDF is BIZ UDPGothic" \
    empty <(pdffonts "$summary/summary.pdf" | tail -n +3 |
        grep -vE '^[A-Z]{6}\+BIZUDPGothic.* yes yes yes ')

(cd "$summary" && sha256sum summary.*) >"$scratch/sums"
rm -r "$scratch/2024-11-20"
TZ=Asia/Tokyo LC_ALL=C report 2024-11-20 >/dev/null
claim "another time zone and locale give the same bytes" \
    sh -c "cd '$summary' && sha256sum -c '$scratch/sums'"

claim "the summary of 2023 is written" exits_with 0 report 2023-06-30
claim "2023: every cell is the printed one" same_cells 2023
claim "2023: the PDF has them too" pdf_has_cells 2023
claim "2023: no later figure is known" has_not "$scratch/text" "592"
claim "2023: no later target is known" \
    has_not "$scratch/tables" "後の文書で変わった目標"
claim "2023: the running year is not judged" \
    has "$scratch/text" "令和5年度の成果指標の実績は、まだ分かりません。"
all_claimed
