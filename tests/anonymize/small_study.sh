# small_study.sh: tiny studies for the tests of the identity room. Sourced.
#
#   new_study DIR          study.csv and an empty inbox
#   new_key DIR            a key, always the same bytes
#   put DIR/inbox/F LINES  one argument per line, UTF-8 with CRLF
#   crossed DIR TABLE      what crossed of a kind
#   subject DIR TABLE ROW [FILE]   what stands in the column subject
# Every person is invented.

program=$AYUMI_BIN/ayumi-anonymize

new_study() {
    mkdir -p "$1/inbox"
    printf '%s\r\n' \
        $'\357\273\277項目,値,説明' 'name,小さな調査,' 'municipality,12217,' \
        'municipality_name,柏市,' 'language,en,' 'first_quarter,FY2023Q2,' \
        'population,430000,' 'summary_years,3,' >"$1/study.csv"
}

new_key() {
    mkdir -p -m 700 "$1/identity"
    printf 'a key for tests, 32 bytes long..' >"$1/identity/key"
    chmod 600 "$1/identity/key"
}

put() {
    file=$1
    shift
    mkdir -p "$(dirname "$file")"
    printf '%s\r\n' "$@" >"$file"
}

roster_header='自治体コード,機関コード,整理番号,氏名,フリガナ,性別,生年月日,初回接触日'
consent_header='整理番号,同意書版,同意日,追跡調査,他データ突合,撤回日'
activity_header='活動番号,整理番号,開始日,終了日,形態,把握日'
attendance_header='催事番号,整理番号,氏名,出欠'
silver_header='会員番号,氏名,フリガナ,生年月日,入会日'

handover() {
    dir=$1
    shift
    "$program" handover --study "$dir" --quiet "$@"
}

# crossed DIR TABLE: the rows of a kind that crossed, of all its parts, with
# the number of the delivered file before each
crossed() {
    awk 'FNR == 1 {
            n = FILENAME
            sub(/\.csv$/, "", n)
            sub(/.*\./, "", n)
            if (NR == 1) print "file," $0
            next
        }
        {print n + 0 "," $0}' "$1/handover/$2".*.csv
}

# subject DIR TABLE ROW [FILE]
subject() {
    crossed "$1" "$2" | awk -F, -v row="$3" -v file="${4:-}" \
        'NR > 1 && $2 == row && (file == "" || $1 == file) {print $3}'
}

# cell DIR TABLE ROW COLUMN [FILE]
cell() {
    crossed "$1" "$2" | awk -F, -v row="$3" -v name="$4" -v file="${5:-}" '
        NR == 1 {for (i = 1; i <= NF; i++) if ($i == name) at = i}
        NR > 1 && $2 == row && (file == "" || $1 == file) {print $at}'
}

same() {
    echo "'$1' and '$2'"
    [ -n "$1" ] && [ "$1" = "$2" ]
}

differ() {
    echo "'$1' and '$2'"
    [ -n "$1" ] && [ -n "$2" ] && [ "$1" != "$2" ]
}

is_pseudonym() {
    printf '%s\n' "$1" | grep -E '^[0-9A-HJKMNP-TV-Z]{12}[0-9A-Z]$'
}

is_token() {
    printf '%s\n' "$1" | grep -E '^T[0-9A-HJKMNP-TV-Z]{12}[0-9A-Z]$'
}

# found DIR RULE ROW: a finding of that rule stands in that row
found() {
    cat "$1/handover/findings.csv"
    awk -F, -v rule="$2" -v row="$3" \
        '$5 == rule && $2 == row {n++} END {exit n == 0}' \
        "$1/handover/findings.csv"
}
