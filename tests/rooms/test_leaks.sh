#!/usr/bin/env bash
# Labels: once
# Nobody can be found outside inbox/ and review/: the sample town and
# LEAK_PEOPLE invented people (60; leak_sweep.sh takes 2,000) in three
# encodings go through a run, a withdrawal, and commands killed at LEAK_KILLS
# moments and changes to files; then every byte is searched for everything that
# could tell one of them (leak_people.py), in the research database's pages,
# handover, outputs, what was said, temporary files, journals, core dumps and
# the vault itself.
. "$(dirname "$0")/../claims.sh"
here=$AYUMI_SOURCE/tests/rooms
ayumi=$AYUMI_BIN/ayumi
room=$AYUMI_BIN/ayumi-anonymize
n_people=${LEAK_PEOPLE:-60}
n_kills=${LEAK_KILLS:-6}
study=$scratch/study
seen=$scratch/seen
mkdir "$scratch/tmp" "$scratch/leaks" "$scratch/cores"
export TMPDIR=$scratch/tmp

people() {
    python3 "$here/leak_people.py" "$@"
}
scan() {
    "$AYUMI_BIN/leak-scan" "$scratch/patterns" "$@"
}
with_findings() {
    "$@" >>"$scratch/said.txt" 2>&1
    [ $? -le 1 ]
}

# --- the scanner finds what is there -------------------------------------------
"$ayumi" demo "$study" >/dev/null
people plant "$study" "$n_people"
claim "the patterns of everybody are made" people patterns "$study" "$scratch/patterns"
people leaks "$study" "$scratch/leaks"
finds_each() {
    people names | sort >"$scratch/kinds"
    scan "$scratch"/leaks/* | sed -n 's,^.*/leaks/\([^:]*\):.*,\1,p' | sort -u |
        comm -23 "$scratch/kinds" - >"$scratch/missed"
    wc -l <"$scratch/kinds"
    [ "$(wc -l <"$scratch/kinds")" -gt 165 ] && empty "$scratch/missed"
}
claim "a leak of each kind, planted in noise, is found" finds_each
mkdir "$scratch/remains"
people remains "$study" "$scratch/remains"
finds_remains() {
    ls "$scratch/remains"
    [ "$(find "$scratch/remains" -type f | wc -l)" -ge 3 ] || return 1
    for file in "$scratch"/remains/*; do
        scan "$file" >/dev/null && echo "nobody in $file" && return 1
    done
    return 0
}
claim "and in SQLite's pages, journal and log, and in a core" finds_remains
in_the_inbox() {
    for file in "$study"/inbox/2023Q1_*_[123].*; do
        case $file in *_12_* | *_05_*) continue ;; esac
        scan "$file" >/dev/null && echo "nobody in $file" && return 1
    done
    ! scan "$study"/inbox/2022Q1_01_*.csv
}
claim "and so is everybody in the inbox" in_the_inbox
head -c 3000000 /dev/urandom >"$scratch/noise"
claim "nobody is found in three million random bytes" scan "$scratch/noise"

# A database whose writer was killed has a journal that has to be taken back.
unpacks_a_killed_database() {
    mkdir "$scratch/hot" "$scratch/unpacked"
    python3 - "$scratch/hot/study.sqlite" <<'PY' || true
import os, sqlite3, sys
db = sqlite3.connect(sys.argv[1], isolation_level=None)
db.executescript("pragma cache_size=1; create table t (x)")
db.executemany("insert into t values (?)", [("before" * 150,)] * 300)
db.execute("begin")
db.execute("update t set x = x || 'after'")
os.kill(os.getpid(), 9)
PY
    test -s "$scratch/hot/study.sqlite-journal" || return 1
    people list "$scratch/hot" "$scratch/unpacked" >"$scratch/paths" || return 1
    grep -q before "$scratch/unpacked/study.sqlite.unpacked" &&
        ! grep -q after "$scratch/unpacked/study.sqlite.unpacked"
}
claim "a database of a killed run is looked into" unpacks_a_killed_database

# --- what is searched ----------------------------------------------------------
nobody_in() {
    rm -rf "$seen"
    mkdir "$seen"
    people list "$1" "$seen" >"$scratch/paths" &&
        find "$scratch/tmp" "$scratch/cores" "$scratch/said.txt" -type f \
            -print0 >>"$scratch/paths" &&
        xargs -0 "$AYUMI_BIN/leak-scan" "$scratch/patterns" <"$scratch/paths"
}
run_study() {
    with_findings "$ayumi" run --study "$study" --quarter FY2023Q2 &&
        with_findings "$ayumi" report --study "$study" --year 2023 &&
        with_findings "$ayumi" check --study "$study" "$study"/inbox/2023Q1_*_1.* &&
        with_findings "$ayumi" check --json --study "$study" "$study"/inbox/2023Q1_*_2.*
}
claim "a run goes through" run_study
crossed() {
    cat "$study"/handover/01_participant.*.csv | wc -l
    [ "$(grep -hv '^row,' "$study"/handover/01_participant.*.csv | wc -l)" -ge "$n_people" ]
}
claim "the people are in the handover" crossed
claim "and nobody is found after it" nobody_in "$study"
looked_at() {
    tr '\0' '\n' <"$scratch/paths" >"$scratch/listed"
    wc -l <"$scratch/listed"
    for name in /study.sqlite study.sqlite.unpacked summary.pdf.unpacked \
        findings.xlsx.unpacked handover/05_baseline.*.csv identity/vault.sqlite \
        handover_confirmation.html said.txt names.txt; do
        grep -q -- "$name\$" "$scratch/listed" || { echo "$name"; return 1; }
    done
}
claim "database, vault, handover, outputs and words were looked at" looked_at

# Each place is really looked at: a leak there is found, and gone without it.
seen_in() {
    mkdir -p "$(dirname "$1")"
    cp "$scratch/leaks/name-utf-8" "$1"
    found=1
    nobody_in "$study" && found=0
    rm "$1"
    [ "$found" = 1 ]
}
for place in "$study/handover/zz.csv" "$study/out/FY2023Q2/release/zz.csv" \
    "$study/identity/vault.sqlite-journal" "$study/study.sqlite-wal" \
    "$study/identity/.contact_F1.csv.partial" "$scratch/tmp/zz" "$scratch/cores/core.1"; do
    claim "a leak in ${place#"$scratch/"} is found" seen_in "$place"
done

# --- a withdrawal ---------------------------------------------------------------
people withdraw "$study"
claim "after withdrawals it runs again" run_study
claim "and nobody is found after them" nobody_in "$study"
erase_one() {
    echo 'W,ZQ-104424' | "$room" withdraw --study "$study" --backward \
        >>"$scratch/said.txt" 2>&1
    ls -R "$study/identity" && [ -e "$study"/identity/withdrawals ]
}
claim "one person withdraws everything, also what was collected" erase_one
claim "and is in nothing that is left, with all the others" nobody_in "$study"
lists() {
    with_findings "$ayumi" run --study "$study" --quarter FY2024Q1 &&
        with_findings "$room" labels --study "$study" --batch 1 &&
        with_findings "$room" contact --study "$study" --wave F1 &&
        grep -c . "$study"/identity/labels_1_until_*.csv &&
        with_findings "$room" contact --study "$study" --delete &&
        [ "$(find "$study/identity" -name '*_until_*' | wc -l)" -eq 0 ]
}
claim "the clerk's lists come and go" lists
claim "and leave nobody behind" nobody_in "$study"
claim "nor in a vault that was rebuilt" bash -c "
    rm -rf '$study'/identity/vault.* '$study/handover' &&
    { '$room' handover --study '$study' --quiet >>'$scratch/said.txt' 2>&1; test \$? -le 1; }"
claim "there neither" nobody_in "$study"

# --- killed ----------------------------------------------------------------------
# A journal, a half-built folder, a core: what a killed run leaves is searched.
killed_runs() {
    found=0
    rm -rf "$study"/identity/vault.* "$study/handover"
    start=$(date +%s%N)
    "$room" handover --study "$study" --quiet >>"$scratch/said.txt" 2>&1
    took=$(($(date +%s%N) - start))
    i=0
    # On a busy machine a run may end before its signal: then once more.
    while i=$((i + 1)) && { [ $i -le "$n_kills" ] || [ $found -eq 0 ]; } && [ $i -le 60 ]; do
        rm -rf "$study"/identity/vault.* "$study/handover" "$study/.handover"*
        signal=KILL
        [ $((i % 3)) -eq 0 ] && signal=SEGV
        (
            cd "$scratch/cores" && ulimit -c unlimited
            exec timeout -s $signal "$((took * (i % n_kills + 1) / (n_kills + 1) / 1000))e-6" \
                "$room" handover --study "$study" --quiet
        ) >>"$scratch/said.txt" 2>&1
        # Only the identity room ran: what it may have written.
        mkdir -p "$scratch/left"
        rm -rf "$scratch/left/"* "$scratch/left/".handover*
        cp -r "$study/identity" "$study"/.handover* "$study"/handover* "$scratch/left" 2>/dev/null
        nobody_in "$scratch/left" || return 1
        found=$((found + $(find "$scratch/left" -name '*-journal' -o -name '.handover.partial' | wc -l)))
    done
    echo "$found journals and half-built folders"
    [ "$found" -gt 0 ]
}
claim "nobody is found in what killed runs leave" killed_runs

# Before a change to a file, at n_kills of them: what each left is searched.
cc -O1 -o "$scratch/inject" "$AYUMI_SOURCE/tests/faults/inject.c"
# at_changes NAME COMMAND…: from $scratch/start
at_changes() {
    name=$1
    shift
    rm -rf "$scratch/k"
    cp -r "$scratch/start" "$scratch/k"
    n=$("$scratch/inject" list "$room" "$@" --study "$scratch/k" --quiet 2>>"$scratch/said.txt" |
        grep -cE '^[0-9]+ ')
    [ "$n" -gt 3 ] || return 1
    for i in $(seq "$n_kills"); do
        rm -rf "$scratch/k"
        cp -r "$scratch/start" "$scratch/k"
        "$scratch/inject" kill $((1 + (n - 1) * i / (n_kills + 1))) "$room" "$@" \
            --study "$scratch/k" --quiet >>"$scratch/said.txt" 2>&1
        # The list itself names people; what a kill leaves of it goes at once.
        [ "$name" != contact ] ||
            "$room" contact --delete --study "$scratch/k" --quiet >>"$scratch/said.txt" 2>&1
        rm -rf "$scratch/k/inbox" "$scratch/k/review" "$scratch/k/templates" "$scratch/k/out"
        mv "$scratch/k" "$scratch/left/$name-$i"
    done
}
no_ptrace=0
"$scratch/inject" list true >/dev/null 2>&1 || no_ptrace=$?
killed_at_changes() {
    rm -rf "$scratch/left"
    mkdir "$scratch/left"
    rm -rf "$study"/identity/vault.* "$study/handover"
    with_findings "$room" handover --study "$study" --quiet || return 1
    cp -r "$study" "$scratch/start"
    someone=$(cat "$study"/handover/01_participant.*csv |
        awk -F, 'length($2) == 13 {print $2; exit}')
    [ -n "$someone" ] || return 1
    at_changes contact contact --wave F1 &&
        at_changes withdraw withdraw "$someone" --backward --date 2024-01-10 &&
        at_changes rotate key --rotate || return 1
    rm -rf "$scratch/start/identity"/vault.* "$scratch/start/handover"
    at_changes handover handover || return 1
    rm -rf "$scratch/start"
    find "$scratch/left" -name '*-journal' -o -name '.handover.partial' >"$scratch/half"
    wc -l <"$scratch/half"
    [ -s "$scratch/half" ] && nobody_in "$scratch/left"
}
[ "$no_ptrace" = 77 ] ||
    claim "nor in what kills between two changes to files leave" killed_at_changes
claim "no core was left" test -z "$(ls "$scratch/cores")"
claim "and the next run goes through" run_study
claim "with nobody to be found" nobody_in "$study"
all_claimed
