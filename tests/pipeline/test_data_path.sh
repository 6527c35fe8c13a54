#!/usr/bin/env bash
# Labels: once
# The data's way: what a row says is the same however many threads carry it,
# and a cell that reads otherwise keeps what was written.
. "$(dirname "$0")/../claims.sh"
ayumi=$AYUMI_BIN/ayumi
study=$scratch/study
mkdir -p "$study/inbox" "$study/codebook"
mkdir -m 700 "$study/identity"
printf '%s\r\n' $'\357\273\277項目,値,説明' 'name,小さな調査,' \
    'municipality,12217,' 'municipality_name,柏市,' 'language,en,' \
    'first_quarter,FY2023Q2,' 'population,430000,' 'summary_years,3,' \
    >"$study/study.csv"
cp "$AYUMI_SOURCE"/tests/bench/door/codebook/*.csv "$study/codebook/"
printf 'a key for tests, 32 bytes long..' >"$study/identity/key"
chmod 600 "$study/identity/key"

# 1,000 invented answers; row 3 is as written, the others are not.
awk -F, 'NR > 1 {gsub(/\r/, ""); print $3}' \
    "$study/codebook/variables.csv" | paste -sd, >"$scratch/head"
row() { # NUMBER BIRTH AGE WORK RETIRED HELD
    printf 'K23-%07d,柏市,K202308,%s,試験　%s,シケン　%s,2,%s,%s,277-0000,本町,090-0000-0000,3,2,2,9,%s,%s,1,6,5,3,1,0,5,3,7.0,2,4,3,4,"5,6",1;3,2,,3,7,,1,3,3,3,2,5,2,1,3,,1\r\n' \
        "$1" "$6" "$1" "$1" "$2" "$3" "$4" "$5"
}
{
    sed 's/$/\r/' "$scratch/head"
    row 2 1950-04-01 73 5 60 R5.9.28
    row 3 1950-04-01 83 5 60 2023-09-28
    row 4 1950-04-01 73 1 60 2023-09-28
    row 5 1950-04-01 72 1 '' 2023-09-28
    row 6 2024-04-01 '' 5 60 2023-09-28
    for i in $(seq 7 1000); do
        row "$i" 1950-04-01 73 5 60 2023/9/28
    done
} >"$study/inbox/survey.csv"

validated() { # JOBS
    rm -f "$study/study.sqlite"
    "$ayumi" run --study "$study" --stage validate --quiet --jobs "$1" \
        2>"$scratch/said"
    cp "$study/study.sqlite" "$scratch/jobs$1.sqlite"
}
ask() { python3 -c 'import sqlite3, sys
for r in sqlite3.connect(sys.argv[1]).execute(sys.argv[2]):
    print("|".join("" if c is None else str(c) for c in r))' \
    "$study/study.sqlite" "$1"; }
says() { # WANTED SQL
    got=$(ask "$2")
    echo "'$1' and '$got'"
    [ "$got" = "$1" ]
}

claim "a run on one processor validates" validated 1
claim "a run on two processors validates" validated 2
claim "one thread and two write the same bytes" \
    cmp "$scratch/jobs1.sqlite" "$scratch/jobs2.sqlite"
claim "every row but the broken one is there" \
    says 998 'SELECT count(*) FROM clean_seminar_survey'
claim "a date that reads otherwise keeps what was written" \
    says 'R5.9.28|2023-09-28' "SELECT json_extract(as_written, '\$.held_on'), \
    held_on FROM clean_seminar_survey WHERE row = 2"
claim "a date as written is not kept twice" \
    says '' "SELECT json_extract(as_written, '\$.held_on') \
    FROM clean_seminar_survey WHERE row = 3"
claim "the place of a row is its rowid" \
    says 0 'SELECT count(*) FROM clean_seminar_survey WHERE rowid <> (file << 32) + row'
claim "an age that does not go with the birth date is said (age_on)" \
    says '3|age' "SELECT row, variable FROM finding WHERE rule = 'W9102'"
claim "an answer out of place is said (only_if)" \
    says '4|retired_age' "SELECT row, variable FROM finding WHERE rule = 'W9103'"
claim "a birth after the seminar is said" \
    says 6 "SELECT row FROM finding WHERE rule = 'E9101'"
all_claimed
