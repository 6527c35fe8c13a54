# study.sh: sample studies for whole-quarter tests. Sourced after claims.sh.
#
#   finished_year DIR    the demo study with its four quarters and the report
#   fresh_demo DIR       the demo study, nothing run yet
#   run_quarter DIR [option...]   FY2023Q2, quietly; exit 1 is success
#   shizuoka_report DIR YEAR AS-OF   the study of official figures, reported
#   fingerprint DIR      one line a file of out/ and handover/
#
# A finished year is made once per build and copied, times included.

# The yearly report lies with the last quarter finished at the newest delivery.
report_quarter=FY2024Q1
study_quarters="FY2023Q2 FY2023Q3 FY2023Q4 FY2024Q1"
ayumi=$AYUMI_BIN/ayumi

# Exit 1 says that rows need a person: the sample has such rows.
with_findings() {
    code=0
    "$@" || code=$?
    [ "$code" -le 1 ]
}

fresh_demo() {
    "$ayumi" demo "$1" >/dev/null
}

run_quarter() {
    folder=$1
    shift
    with_findings "$ayumi" run --study "$folder" --quarter FY2023Q2 --quiet \
        "$@" >/dev/null
}

run_year() {
    for quarter in $study_quarters; do
        with_findings "$ayumi" run --study "$1" --quarter "$quarter" --quiet \
            >/dev/null || return
    done
    with_findings "$ayumi" report --study "$1" --year 2023 --quiet >/dev/null
}

# shizuoka_report DIR YEAR AS-OF
shizuoka_report() {
    cp -r "$AYUMI_SOURCE/examples/shizuoka" "$1" &&
        with_findings "$ayumi" report --study "$1" --year "$2" --as-of "$3" \
            --quiet >/dev/null
}

# What a finished year depends on.
year_key() {
    {
        sha256sum "$AYUMI_BIN/ayumi" "$AYUMI_BIN/ayumi-anonymize"
        find "$AYUMI_SOURCE/codebooks" "$AYUMI_SOURCE/examples" -type f |
            LC_ALL=C sort | xargs -d '\n' sha256sum
    } | sha256sum | cut -c 1-16
}

finished_year() {
    kept=$AYUMI_BUILD/tests/finished-year
    (
        flock 9
        key=$(year_key)
        if [ "$(cat "$kept.key" 2>/dev/null)" != "$key" ]; then
            rm -rf "$kept" "$kept.key"
            fresh_demo "$kept" && run_year "$kept" && echo "$key" >"$kept.key"
        fi
    ) 9>"$kept.lock" || return
    [ -s "$kept.key" ] && cp -a "$kept" "$1"
}

# run.json and run.html say when and how long; the rest may not differ.
fingerprint() {
    (cd "$1" && find out handover -type f ! -name run.json ! -name run.html |
        LC_ALL=C sort | xargs -d '\n' sha256sum)
}

# same_results A B: the same files with the same bytes
same_results() {
    fingerprint "$1" >"$scratch/.left"
    fingerprint "$2" >"$scratch/.right"
    [ -s "$scratch/.left" ] && diff "$scratch/.left" "$scratch/.right"
}
