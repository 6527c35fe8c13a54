#!/usr/bin/env bash
# linkage.sh [N … | pairs]: time and memory of `ayumi-anonymize linkage` on
# registers of N x N people (default 5000 100000), and how right the links are;
# pairs: how many pairs are scored a second, where those of one state are all
# compared. Run by hand from the source folder; PROGRAM and JOBS may be set.
# user+sys is beside wall: on a busy machine only the former says something.
set -eu
program=${PROGRAM:-build/bin/ayumi-anonymize}
jobs=${JOBS:-2}
tools=tests/linkage
folder=$(mktemp -d "${TMPDIR:-/tmp}/ayumi-linkage.XXXXXX")
trap 'rm -rf "$folder"' EXIT

make_register() {
    python3 "$tools/make_western.py" registry "$1" 5 "$folder/$1"
    for side in left right; do
        python3 "$tools/without_truth.py" "$folder/$1/$side.csv" \
            "$folder/$1/$side.in"
    done
}

link_register() {
    /usr/bin/time -f "$1 x $1: wall %e s, user %U s, sys %S s, %M KiB" \
        "$program" linkage --left "$folder/$1/left.in" \
        --right "$folder/$1/right.in" --out "$folder/$1/out" \
        --jobs "$jobs" "${@:2}"
}

score_pairs() {
    make_register 5000
    link_register 5000 --quiet
    grep -v '^block,' "$folder/5000/out/settings.csv" >"$folder/wide.csv"
    printf '\nblock,state:whole,,\n' >>"$folder/wide.csv"
    link_register 5000 --settings "$folder/wide.csv" --lang en
    rm -rf "$folder/5000"
}

for n in "${@:-5000 100000}"; do
    if [ "$n" = pairs ]; then
        score_pairs
        continue
    fi
    for size in $n; do
        make_register "$size"
        link_register "$size" --quiet
        grep -E '^(pairs_compared|false_link_rate)' "$folder/$size/out/report.csv"
        python3 "$tools/score_links.py" two "$folder/$size/left.csv" \
            "$folder/$size/right.csv" "$folder/$size/out"
        rm -rf "${folder:?}/$size"
    done
done
