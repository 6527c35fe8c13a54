#!/usr/bin/env bash
# Labels: once
# The same inbox gives the same bytes: on a second run (which touches
# nothing), after out/ or everything derived was deleted, and with another
# time zone, locale, thread count or directory order.
. "$(dirname "$0")/../claims.sh"
. "$(dirname "$0")/study.sh"

finished_year "$scratch/year"

# Name, size, time and bytes of every file except the lock.
state() {
    (cd "$1" && find . -type f ! -name .ayumi.lock -printf '%p %s %T@\n' |
        LC_ALL=C sort && find . -type f ! -name .ayumi.lock |
        LC_ALL=C sort | xargs -d '\n' sha256sum)
}
second_run() {
    state "$scratch/year" >"$scratch/before"
    code=0
    "$ayumi" run --study "$scratch/year" --quarter FY2024Q1 \
        >"$scratch/said" 2>&1 || code=$?
    state "$scratch/year" >"$scratch/after"
    cat "$scratch/said"
    [ "$code" -le 1 ]
}
says_nothing_changed() {
    cat "$scratch/said"
    grep -q '変わったものはありません' "$scratch/said"
}
touches_nothing() {
    diff "$scratch/before" "$scratch/after"
}
claim "a second run succeeds" second_run
claim "it says that nothing changed" says_nothing_changed
claim "it touches no file" touches_nothing

earlier_quarter_again() {
    with_findings "$ayumi" run --study "$scratch/year" --quarter FY2023Q3 \
        --quiet >/dev/null && state "$scratch/year" >"$scratch/after" && touches_nothing
}
claim "nor does an earlier quarter's second run" earlier_quarter_again

cp -a "$scratch/year" "$scratch/again"
out_deleted() {
    rm -rf "$scratch/again/out"
    run_year "$scratch/again" && same_results "$scratch/year" "$scratch/again"
}
all_deleted() {
    rm -rf "$scratch/again/out" "$scratch/again/handover" \
        "$scratch/again/study.sqlite"
    run_year "$scratch/again" && same_results "$scratch/year" "$scratch/again"
}
claim "deleting out/ and running again gives the same bytes" out_deleted
claim "so does deleting all that is derived" all_deleted

# One quarter in an odd world, against the same quarter in this one.
# All start from copies of one study: the key is the study's own.
fresh_demo "$scratch/start"
cp -a "$scratch/start" "$scratch/plain"
run_quarter "$scratch/plain"
elsewhere() {
    folder=$scratch/elsewhere
    rm -rf "$folder"
    cp -a "$scratch/start" "$folder"
    with_findings "$@" "$ayumi" run --study "$folder" --quarter FY2023Q2 \
        --quiet >/dev/null && same_results "$scratch/plain" "$folder"
}
claim "another time zone: the same bytes" elsewhere env TZ=Pacific/Kiritimati
claim "another time zone, west: the same bytes" elsewhere env TZ=America/Los_Angeles
claim "the C locale: the same bytes" elsewhere env LC_ALL=C LANG=C
claim "a locale with decimal commas: the same bytes" \
    elsewhere env LC_ALL=de_DE.UTF-8 LANG=de_DE.UTF-8
claim "a Japanese locale: the same bytes" \
    elsewhere env LC_ALL=ja_JP.UTF-8 LANG=ja_JP.UTF-8
claim "a tight umask: the same bytes" elsewhere sh -c 'umask 077; exec "$@"' sh

one_job() {
    rm -rf "$scratch/elsewhere"
    cp -a "$scratch/start" "$scratch/elsewhere"
    run_quarter "$scratch/elsewhere" --jobs 1 &&
        same_results "$scratch/plain" "$scratch/elsewhere"
}
claim "--jobs 1: the same bytes" one_job

english_screen() {
    rm -rf "$scratch/elsewhere"
    cp -a "$scratch/start" "$scratch/elsewhere"
    run_quarter "$scratch/elsewhere" --lang en 2>/dev/null &&
        same_results "$scratch/plain" "$scratch/elsewhere"
}
claim "English on the screen: the same bytes" english_screen

# Files met in the opposite order of a directory, and with other times.
reversed() {
    folder=$scratch/reversed
    rm -rf "$folder"
    cp -a "$scratch/start" "$folder"
    rm -rf "$folder/inbox"
    mkdir "$folder/inbox"
    (cd "$scratch/start/inbox" && find . -type f | LC_ALL=C sort -r) |
        while read -r name; do
            mkdir -p "$folder/inbox/$(dirname "$name")"
            cat "$scratch/start/inbox/$name" >"$folder/inbox/$name"
        done
    run_quarter "$folder" && same_results "$scratch/plain" "$folder"
}
claim "another directory order: the same bytes" reversed

moved() {
    mv "$scratch/plain" "$scratch/歩み の study" &&
        with_findings "$ayumi" run --study "$scratch/歩み の study" \
            --quarter FY2023Q2 >"$scratch/said" 2>&1 &&
        says_nothing_changed
}
claim "a study that was moved is still up to date" moved
all_claimed
