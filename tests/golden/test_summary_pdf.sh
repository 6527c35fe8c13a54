#!/usr/bin/env bash
# Labels: once
# The printed summary: A4, every font inside, Japanese text that can be
# searched, tagged, and the same figures as the page in the browser.
. "$(dirname "$0")/../claims.sh"
. "$(dirname "$0")/study.sh"

is_a4() {
    pdfinfo -l 99 "$pdf" >"$scratch/info" || return
    cat "$scratch/info"
    grep -q 'Page.*size:' "$scratch/info" &&
        ! grep 'Page.*size:' "$scratch/info" | grep -qvE '59[45](\.[0-9]+)? x 84[12](\.[0-9]+)? pts'
}
fonts_are_inside() {
    pdffonts "$pdf" >"$scratch/fonts" || return
    cat "$scratch/fonts"
    [ "$(wc -l <"$scratch/fonts")" -gt 2 ] &&
        ! tail -n +3 "$scratch/fonts" |
        awk '{ if ($(NF - 4) != "yes") print }' | grep -q .
}
one_family() {
    tail -n +3 "$scratch/fonts" | grep -qi 'bizudp\?gothic'
}
is_tagged() {
    grep -q 'Tagged: *yes' "$scratch/info"
}
has_japanese() {
    pdftotext "$pdf" - | grep -q '実績'
}
has_language() {
    grep -a -q '/Lang (ja' "$pdf" || {
        qpdf_lang=$(python3 - "$pdf" <<'END'
import re, sys, zlib
data = open(sys.argv[1], 'rb').read()
for start in re.finditer(rb'stream\r?\n', data):
    try:
        if b'/Lang (ja' in zlib.decompressobj().decompress(data[start.end():]):
            print('yes')
            break
    except zlib.error:
        pass
END
        )
        [ "$qpdf_lang" = yes ]
    }
}

# Every figure of the page stands on paper: runs of digits, as sets.
figures_of_html() {
    python3 - "$html" <<'END'
import html.parser
import re
import sys


class Text(html.parser.HTMLParser):
    def __init__(self):
        super().__init__()
        self.hidden = 0
        self.text = []

    def handle_starttag(self, tag, attributes):
        self.hidden += tag in ('style', 'script', 'svg')

    def handle_endtag(self, tag):
        self.hidden -= tag in ('style', 'script', 'svg')

    def handle_data(self, data):
        if not self.hidden:
            self.text.append(data)


reader = Text()
reader.feed(open(sys.argv[1], encoding='utf-8').read())
for figure in sorted(set(re.findall(r'[0-9][0-9,]*(?:\.[0-9]+)?',
                                    ' '.join(reader.text)))):
    print(figure)
END
}
same_figures() {
    figures_of_html >"$scratch/of_page"
    pdftotext -layout "$pdf" - | grep -oE '[0-9][0-9,]*(\.[0-9]+)?' |
        sort -u >"$scratch/of_paper"
    sort -u "$scratch/of_page" -o "$scratch/of_page"
    comm -23 "$scratch/of_page" "$scratch/of_paper" >"$scratch/missing"
    echo "on the page, not on paper:"
    cat "$scratch/missing"
    [ -s "$scratch/of_page" ] && [ ! -s "$scratch/missing" ]
}

check_paper() {
    pdf=$1
    html=${pdf%.pdf}.html
    claim "$2: every page is A4" is_a4
    claim "$2: every font is embedded" fonts_are_inside
    claim "$2: the typeface is the one asked for" one_family
    claim "$2: it is tagged for screen readers" is_tagged
    claim "$2: its language is Japanese" has_language
    claim "$2: its Japanese text can be extracted" has_japanese
    claim "$2: every figure of the page stands on paper too" same_figures
}

finished_year "$scratch/town"
check_paper "$scratch/town/out/$report_quarter/summary/summary.pdf" "town"
shizuoka_report "$scratch/shizuoka" 2023 2024-11-20
check_paper "$scratch/shizuoka/out/FY2024Q2/summary/summary.pdf" "shizuoka"
all_claimed
