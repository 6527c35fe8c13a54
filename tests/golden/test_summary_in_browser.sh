#!/usr/bin/env bash
# Labels: once
# The yearly summary as a council member's browser and printer show it, and the
# page that an official signs before a handover.
. "$(dirname "$0")/../claims.sh"
. "$(dirname "$0")/study.sh"
open_page=$AYUMI_SOURCE/tests/browser/open_page.py

# fact NAME: its values, one a line
fact() {
    sed -n "s/^$1 //p" "$scratch/facts"
}
fact_is() {
    echo "$1 is '$(fact "$1")', expected '$2'"
    [ "$(fact "$1")" = "$2" ]
}
no_fact() {
    fact "$1"
    [ -z "$(fact "$1")" ]
}
at_least() {
    echo "$1 is $(fact "$1"), expected at least $2"
    [ "$(fact "$1")" -ge "$2" ]
}
prints_to_a4() {
    pdfinfo -l 99 "$scratch/print.pdf" >"$scratch/info" || return
    grep 'size:' "$scratch/info"
    ! grep 'Page.*size:' "$scratch/info" |
        grep -vE '59[45](\.[0-9]+)? x 84[12](\.[0-9]+)? pts'
}
print_has_japanese() {
    pdftotext "$scratch/print.pdf" - | grep -q '実績'
}

check_page() {
    claim "$2: Chromium opens it" open_it "$1"
    claim "$2: no request leaves the file" no_fact request
    claim "$2: nothing on the console" no_fact console
    claim "$2: the language is Japanese" fact_is lang ja
    claim "$2: one main heading" fact_is h1 1
    claim "$2: it needs no script" fact_is scripts 0
    claim "$2: there are tables" at_least tables 1
    claim "$2: every table has a caption" fact_is tables_without_caption 0
    claim "$2: every header cell has a scope" fact_is headers_without_scope 0
    claim "$2: every picture has a name" fact_is images_without_name 0
    claim "$2: nothing is wider than the page" fact_is overflow 0
    claim "$2: prints on A4" prints_to_a4
    claim "$2: the print's Japanese text can be extracted" print_has_japanese
}
open_it() {
    "$open_page" "$1" "$scratch/print.pdf" >"$scratch/facts" || return
    cat "$scratch/facts"
    [ -n "$(fact title)" ]
}

# The check itself must be able to fail.
cat >"$scratch/bad.html" <<'END'
<!DOCTYPE html><html><title>x</title>
<link rel="stylesheet" href="http://example.invalid/a.css">
<script>nosuch()</script>
END
notices() {
    open_it "$scratch/bad.html" && [ -n "$(fact request)" ] &&
        [ -n "$(fact console)" ]
}
claim "a page that asks for more, or fails, is noticed" notices

finished_year "$scratch/town"
check_page "$scratch/town/out/$report_quarter/summary/summary.html" "town"

# Eighteen kinds of file, and the lines for the signature.
printf 'handover_approval,yes,\r\n' >>"$scratch/town/study.csv"
claim "a handover waits" exits_with 1 \
    "$AYUMI_BIN/ayumi-anonymize" handover --study "$scratch/town" --quiet
check_page "$scratch/town/handover_confirmation.html" "confirmation"
prints_on_one_page() {
    grep '^Pages:' "$scratch/info"
    [ "$(sed -n 's/^Pages: *//p' "$scratch/info")" = 1 ]
}
claim "the confirmation prints on one page" prints_on_one_page

shizuoka_report "$scratch/shizuoka" 2023 2024-11-20
check_page "$scratch"/shizuoka/out/FY2024Q2/summary/summary.html "shizuoka"
all_claimed
