#!/usr/bin/env bash
# A form of consent that can't be read exactly is not a yes.
. "$(dirname "$0")/../claims.sh"
. "$(dirname "$0")/small_study.sh"

forms_header='整理番号,同意書版,同意日,追跡調査,他データ突合,二次利用,撤回日,撤回範囲,代理同意'

# study_with FILE ROW…: 0133 and 0140 agreed on 10 February; then FILE comes
study_with() {
    s=$scratch/$((++n_studies))
    new_study "$s"
    new_key "$s"
    put "$s/inbox/2023Q4_01.csv" "$roster_header" \
        '12217,W,0133,試験 一,シケン イチ,2,1958-04-05,2024-02-10' \
        '12217,W,0140,試験 二,シケン ニ,1,1950-01-02,2024-02-10'
    put "$s/inbox/2023Q4_02.csv" "$forms_header" \
        '0133,v1,2024.2.10,1,1,0,,,0' '0140,v1,2024.2.10,1,1,0,,,0'
    file=$1
    shift
    [ -z "$file" ] || put "$s/inbox/$file" "$forms_header" "$@"
    handover "$s" --as-of 2024-06-30
}
n_studies=0
covered() {
    is_pseudonym "$(subject "$s" 01_participant 2)"
}
# stopped: 0133 crosses under a token, 0140 under a pseudonym
stopped() {
    is_token "$(subject "$s" 01_participant 2)" &&
        is_pseudonym "$(subject "$s" 01_participant 3)"
}
stopped_and_said() {
    stopped && found "$s" W3014 "$1"
}

study_with ''
claim "a yes alone is a yes" covered
claim "and nothing is said of it" bash -c "! grep W3014 '$s/handover/findings.csv'"

for day in 6.3.1 6/3/1 3/1/2024 不明; do
    study_with 2024Q1_02.csv "0133,v1,2024.2.10,1,1,0,$day,2,0"
    claim "withdrawn on $day: no certain yes" stopped_and_said 2
done
study_with 2024Q1_02.csv '0133,v1,2024.2.10,1,1,0,,2,0'
claim "a scope of withdrawal without its day" stopped_and_said 2
study_with 2024Q1_02.csv '0133,v1,2024.2.10,1,1,1,,,0'
claim "a new version without a withdrawal is a yes" covered

for row in 'v2,2024.3.1,拒否,拒否,拒否,,,0' 'v2,2024.3.1,×,×,×,,,9' \
    'v1,2024.2.10,×,×,×,,,9' 'v1,6.3.1,×,×,×,,,0' 'v2,6.3.1,×,×,×,,,0' 'v2,2024.2.30,×,×,×,,,0' \
    'v2,2024.3.1,×,×,×,2024.2.20,,0'; do
    study_with 2024Q1_02.csv "0133,$row"
    claim "a refusal with an error: $row" stopped_and_said 2
done
study_with 2024Q1_02.csv '133,v2,2024.3.1,拒否,拒否,拒否,,,0'
claim "also where the zero before the number is lost" stopped

# What ends a stop, and what does not.
study_with 2024Q1_02.csv '0133,v2,2024.3.1,拒否,×,×,,,0'
put "$s/inbox/2024Q1_02 (2).csv" "$forms_header" '0133,v2,2024.3.1,1,0,0,,,0'
handover "$s" --as-of 2024-06-30
claim "the corrected row ends the stop" covered
claim "and the finding goes with it" bash -c "! grep W3014 '$s/handover/findings.csv'"
study_with 2024Q1_02.csv '0133,v1,2024.2.10,1,1,0,6.3.1,2,0'
put "$s/inbox/2024Q1_02 (2).csv" "$forms_header" '0133,v1,2024.2.10,1,1,1,,,0'
handover "$s" --as-of 2024-06-30
claim "a withdrawal is not taken back by an older form" stopped
put "$s/inbox/2024Q2_02.csv" "$forms_header" '0133,v2,2024.4.1,1,1,0,,,0'
handover "$s" --as-of 2024-06-30
claim "but by a form of a later day" covered

# An old list sent again.
study_with 2024Q1_02.csv '0133,v1,2024.2.10,1,1,0,2024.3.1,1,0'
claim "withdrawn" stopped
iconv -f UTF-8 -t CP932 "$s/inbox/2023Q4_02.csv" >"$s/inbox/2024Q2_02.csv"
handover "$s" --as-of 2024-06-30
claim "an old list in another encoding revives nothing" stopped
claim "and it is said that the row is out of date" found "$s" W3015 2
claim "the row is a duplicate" same "$(sed -n 5p "$s/handover/balance.csv")" '4,2,0,0,2,0,0'
put "$s/inbox/2024Q2_02 (2).csv" "$forms_header" '0133,v1,2024.2.10,1,1,1,,,0'
handover "$s" --as-of 2024-06-30
claim "nor does an old form with another cell" stopped
put "$s/inbox/2024Q2_02 (3).csv" "$forms_header" '0133,v1,2024.3.2,1,1,1,,,0'
handover "$s" --as-of 2024-06-30
claim "a form of a day after the withdrawal does" covered

# A no under a number that may be another's.
study_with 2024Q1_02.csv '133,v1,2024.2.10,1,1,0,,,0'
claim "a yes under a doubtful number stops nobody" covered
for row in 'v2,2024.3.1,0,0,0,,,0' 'v1,2024.2.10,1,1,0,2024.3.1,1,0' \
    'v2,2024.3.1,,,,,,0' 'v1,2024.2.10,1,1,0,6.3.1,1,0'; do
    study_with 2024Q1_02.csv "133,$row"
    claim "a no under a doubtful number stops both: $row" stopped
    claim "and it is said at the number" found "$s" W3016 2
done
answer() {
    python3 - "$s/review/pairs.csv" "$1" <<'PY'
import csv, sys
rows = list(csv.reader(open(sys.argv[1], encoding='utf-8-sig', newline='')))
at = rows[0].index('verdict')
for row in rows[1:]:
    row[at] = sys.argv[2]
with open(sys.argv[1], 'w', encoding='utf-8-sig', newline='') as out:
    csv.writer(out).writerows(rows)
PY
    handover "$s" --as-of 2024-06-30
}
answer 不明
claim "not known is still open" stopped
answer 別人
claim "someone else's no is no longer this person's" covered
claim "and nothing more is said of it" bash -c "! grep W3016 '$s/handover/findings.csv'"
answer 同一
claim "of the same person it is" stopped
new_study "$scratch/two"
s=$scratch/two
new_key "$s"
put "$s/inbox/01.csv" "$roster_header" \
    '12217,W,0133,試験 一,シケン イチ,2,1958-04-05,2024-02-10' \
    '12217,W,0140,試験 二,シケン ニ,1,1950-01-02,2024-02-10' \
    '12217,S,0133,試験 三,シケン サン,2,1957-03-04,2024-02-10'
put "$s/inbox/W/02.csv" "$forms_header" '0133,v1,2024.2.10,1,1,0,,,0' '0140,v1,2024.2.10,1,1,0,,,0'
handover "$s" --as-of 2024-06-30
claim "two offices may have the same number" covered
put "$s/inbox/02b.csv" "$forms_header" '0133,v2,2024.3.1,0,0,0,,,0'
handover "$s" --as-of 2024-06-30
claim "a no that names no office stops the holders of both" stopped

# A file of consent that can't be read.
refused_is_said() {
    "$program" handover --study "$s" --quiet --as-of 2024-06-30 --lang "$1" 2>&1 |
        grep "$2"
}
ja='同意書のファイルを 1 件読めなかった'
en='1 files of consent could not be read'
study_with ''
claim "where all was read nothing is said" \
    bash -c "! '$program' handover --study '$s' --quiet --lang en 2>&1 | grep consent"
put "$s/inbox/2024Q1_02.csv" "$forms_header,理由" '0133,v1,2024.2.10,1,1,0,2024.3.1,1,0,x'
claim "an unknown column keeps consent from being read, which is said" refused_is_said en "$en"
echo >>"$s/inbox/2024Q1_02.csv"
claim "in Japanese as well" refused_is_said ja "$ja"
rm "$s/inbox/2024Q1_02.csv"
: >"$s/inbox/2024Q1_同意書.csv"
claim "also of a file that only its name tells" refused_is_said en "$en"
rm "$s/inbox/2024Q1_同意書.csv"
: >"$s/inbox/2024Q1_05.csv"
claim "but not of another file" bash -c "
    '$program' handover --study '$s' --quiet --lang en 2>'$scratch/said'
    grep -q E1002 '$scratch/said' && ! grep 'of consent' '$scratch/said'"

study_with 2024Q1_02.csv '0133,v2,2024.3.1,"0"x,0,0,,,0'
claim "a broken row that names nobody is a finding" found "$s" W3017 2
rm -r "$s/handover"
claim "and said on the screen" refused_is_said en '1 rows of consent could not be read'
all_claimed
