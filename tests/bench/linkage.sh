#!/usr/bin/env bash
# linkage.sh [N …]: time and memory of `ayumi-anonymize linkage` on registers of
# N x N people (default 5000 100000), and how right the links are. Run by hand
# from the source folder; PROGRAM and JOBS may be set. user+sys is beside wall:
# on a busy machine only the former says something.
set -eu
program=${PROGRAM:-build/bin/ayumi-anonymize}
jobs=${JOBS:-2}
tools=tests/linkage
folder=$(mktemp -d "${TMPDIR:-/tmp}/ayumi-linkage.XXXXXX")
trap 'rm -rf "$folder"' EXIT

for n in "${@:-5000 100000}"; do
    for size in $n; do
        python3 "$tools/make_western.py" registry "$size" 5 "$folder/$size"
        for side in left right; do
            python3 "$tools/without_truth.py" "$folder/$size/$side.csv" \
                "$folder/$size/$side.in"
        done
        /usr/bin/time -f "$size x $size: wall %e s, user %U s, sys %S s, %M KiB" \
            "$program" linkage --left "$folder/$size/left.in" \
            --right "$folder/$size/right.in" --out "$folder/$size/out" \
            --jobs "$jobs" --quiet
        grep -E '^(pairs_compared|false_link_rate)' "$folder/$size/out/report.csv"
        python3 "$tools/score_links.py" two "$folder/$size/left.csv" \
            "$folder/$size/right.csv" "$folder/$size/out"
        rm -rf "${folder:?}/$size"
    done
done
