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
all_claimed
