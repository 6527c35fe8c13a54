#!/usr/bin/env bash
# consent_versions.csv: rows cross only where the version that was signed
# covers their day; a version that says nothing stops the study.
. "$(dirname "$0")/../claims.sh"
. "$(dirname "$0")/small_study.sh"
s=$scratch/study
new_study "$s"
new_key "$s"
put "$s/inbox/01.csv" "$roster_header" \
    '12217,W,0012,髙橋　花子,タカハシ ハナコ,2,1940-04-05,2023-04-22' \
    '12217,W,0013,鈴木　一郎,スズキ イチロウ,1,1950-01-02,2023-04-22'
put "$s/inbox/02.csv" "$consent_header" \
    '0012,v1,2023-06-01,1,1,' '0013,v2,2023-06-01,1,1,'
put "$s/inbox/12.csv" "$activity_header" \
    'A1,0012,2023-05-01,,1,2023-05-02' 'A2,0012,2023-07-01,,1,2023-07-02' \
    'A3,0013,2023-05-01,,1,2023-05-02' 'A4,0013,2023-07-01,,1,2023-07-02' \
    'A5,0013,2023-09-01,,1,2023-09-02'
versions() {
    put "$s/codebook/consent_versions.csv" \
        'version,covers_from,covers_until,covers_earlier,note' "$@"
}
# followed ROW...: rows of activities that stand under a pseudonym
followed() {
    crossed "$s" 12_activity | awk -F, 'NR > 1 && $3 !~ /^T/ { printf "%s ", $2 }'
}

handover "$s"
claim "the shipped versions cover all" same "$(followed)" '2 3 4 5 6 '
versions 'v1,,,0,'
claim "the run goes on" exits_with 0 handover "$s"
claim "a version may leave out what was before it was signed" \
    same "$(followed)" '3 4 5 6 '
versions 'v1,,,0,' 'v2,,2023-08-31,1,'
handover "$s"
# traps: 02-3
claim "or what comes after its last day" same "$(followed)" '3 4 5 '
versions 'v1,2023-06-15,,1,' 'v2,2023-06-15,2023-08-31,1,'
handover "$s"
claim "or what was before its first day" same "$(followed)" '3 5 '
claim "that nothing changed is still found" exits_with 0 handover "$s"
versions 'v1,June,,1,'
claim "a day that is none is exit 2" exits_with 2 handover "$s"
versions 'v1,,,yes,'
claim "neither 0 nor 1 is exit 2" exits_with 2 handover "$s"
handover "$s" 2>"$scratch/said"
claim "and the row is named" grep -q 'consent_versions.csv, row 2' "$scratch/said"
rm "$s/codebook/consent_versions.csv"
put "$s/codebook/value_labels.csv" \
    'list,value,label_ja,label_en,accepts,missing_reason,refused_by' \
    'consent_version,v3,第3版,version 3,,0,'
claim "a version of the code list without a row is exit 2" exits_with 2 handover "$s"
handover "$s" 2>"$scratch/said"
claim "and is named" grep -q "does not say which data the consent form 'v3' covers" "$scratch/said"
all_claimed
