#!/usr/bin/env bash
# Labels: once
# The tidy tables of the sample town keep what docs/exports.md says.
. "$(dirname "$0")/../claims.sh"
. "$(dirname "$0")/study.sh"
finished_year "$scratch/year"
for quarter in $study_quarters; do
    claim "$quarter: columns, keys, references and sources as documented" \
        python3 "$AYUMI_SOURCE/tests/golden/exports.py" \
        "$AYUMI_SOURCE/docs/exports.md" "$scratch/year/out/$quarter/export"
done
files_are_documented() {
    (cd "$scratch/year/out/$report_quarter/export" && ls -- *.csv) |
        sort >"$scratch/files"
    sed -n 's/^## \(.*\.csv\)$/\1/p' "$AYUMI_SOURCE/docs/exports.md" |
        sort | diff - "$scratch/files"
}
claim "every file of export/ is documented, and no other" files_are_documented
# Keys and places are explained in exports.md; all else must have its rule.
variables_have_a_rule() {
    for table in followup activity_spell evidence matching matching_event; do
        head -n 1 "$scratch/year/out/$report_quarter/export/$table.csv"
    done | tr ',' '\n' | grep -vxE 'source_.*|(episode|job|match)_id' |
        sort -u | while read -r name; do
        cut -d '|' -f 2 "$AYUMI_SOURCE/docs/panel.md" | grep -qw -- "$name" ||
            echo "$name"
    done >"$scratch/without"
    empty "$scratch/without"
}
claim "every derived variable of the panel has its rule in docs/panel.md" \
    variables_have_a_rule
sql_is_there() {
    grep -oE '`[a-z_]+\.sql`' "$AYUMI_SOURCE/docs/panel.md" | tr -d '`' |
        sort -u | while read -r name; do
        [ -e "$AYUMI_SOURCE/pipeline/sql/$name" ] || echo "$name"
    done >"$scratch/absent"
    empty "$scratch/absent"
}
claim "every rule it names is there" sql_is_there
all_claimed
