#!/usr/bin/env bash
# Labels: once
# ayumi-anonymize linkage: what must hold of any files, tried on registers and
# on single files with doubles. Each claim is counted.
. "$(dirname "$0")/../claims.sh"
. "$(dirname "$0")/../linkage/properties.sh"

register registry 120 21
two_files "a register" registry/left.in registry/right.in
register registry_half 120 22
two_files "registers with half in common" registry_half/left.in \
    registry_half/right.in
register german 400 23
one_file "names and birth dates" german/records.in

# A year of birth one digit off: 9142 stands in no other record, 1941 in some.
with_wrong_years() {
    cat german/records.in
    sed -n 2,9p german/records.in | awk -F, -v OFS=, '{
        $1 = "rare" $1; $6 = "9" substr($6, 2); print
        $1 = "often" substr($1, 5); $6 = "19" (substr($6, 3) + 1) % 100; print
    }'
}
bits_of_year() { # PREFIX: the least and the most of those pairs, one digit off
    awk -F, -v prefix="$1" '
    ($1 ~ "^" prefix || $2 ~ "^" prefix) && $1 + $2 > 0 && $3 == "by" &&
        $4 == "near" { print $5 }' wrong.out/waterfall.csv | sort -g |
        sed -n '1p;$p'
}
with_wrong_years >wrong.csv
link wrong.out --dedupe wrong.csv
claim "a wrong year that nobody else has says more than one that some have" \
    awk 'NR == 1 { least = $1 } NR == 4 { exit !(least > $1) }' \
    <(bits_of_year rare; bits_of_year often)
register historical 400 24
one_file "historical people" historical/records.in
all_claimed
