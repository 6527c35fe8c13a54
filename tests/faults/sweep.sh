#!/usr/bin/env bash
# sweep.sh [STEP [FIRST [WHICH]]]: kill -9, EIO and a full disk at every STEP-th (1:
# every) change that intake, match, handover, withdraw and key --rotate make to
# a file. Each time: a failure is said, or did no harm; the handover is the old
# one or the new one; nobody can be found in anything that was left behind
# outside inbox/ and review/, nor in what was said (tests/rooms/leak_scan.c); no record
# of a file's check outlives a withdrawal; and the same command again gives the
# bytes of an undisturbed run, after a withdrawal also the certificate, out/ and
# what study.sqlite says, and an audit log whose chain is whole.
# tests/anonymize/test_faults.sh runs it with a large STEP. WHICH: a regular
# expression over "OPERATION from STATE". SWEEP_MODES: some of kill EIO ENOSPC,
# all when it is not set. The last lines say what was swept.
# By hand, half an hour with STEP 1 where TMPDIR lies in memory.
#
# Not taken, as another one is the same: a kill after a change that only syncs
# (the file is as it was before it), and a full disk from a change on that
# needs no room (from the next one on that does). For kills the program is
# stopped before each change and what lies there is copied: a kill leaves the
# same; the last one is a kill indeed. Where the same files were left before,
# names, modes and bytes, the command is not run again. Searched is what was
# changed; the rest was searched once.
: "${AYUMI_SOURCE:=$(cd "$(dirname "$0")/../.." && pwd)}"
: "${AYUMI_BUILD:=$AYUMI_SOURCE/build}"
: "${AYUMI_BIN:=$AYUMI_BUILD/bin}"
. "$AYUMI_SOURCE/tests/claims.sh"
. "$AYUMI_SOURCE/tests/anonymize/small_study.sh"
. "$AYUMI_SOURCE/tests/faults/studies.sh"
step=${1:-1}
first=${2:-1}
which=${3:-.}
inject=$scratch/inject
mkfifo "$scratch/.never"
cc -O1 -o "$inject" "$AYUMI_SOURCE/tests/faults/inject.c" || exit

# --- where the operations start, beside bare and second; and the undisturbed runs --
# both: the second quarter handed over, run and exported
cp -r "$scratch/second" "$scratch/both"
"$AYUMI_BIN/ayumi" run --study "$scratch/both" --quiet >/dev/null 2>&1
for ending in csv sav; do
    put "$scratch/both/out/FY2023Q2/export/person.$ending" subject "$hanako"
done
# replaced: another delivery in the place of one: a part goes, one comes, one is kept
cp -r "$scratch/both" "$scratch/replaced"
rm "$scratch/replaced/inbox/2023Q3_02.csv"
put "$scratch/replaced/inbox/2023Q3_02_b.csv" "$consent_header" \
    "0012,v1,2023-10-22,1,1," "0013,v1,2023-10-23,1,0,"
cp -r "$scratch/replaced" "$scratch/third"
handover "$scratch/third" 2>/dev/null
# answered: the clerk has said that two who are alike are one
cp -r "$scratch/both" "$scratch/answered"
python3 "$AYUMI_SOURCE/tests/anonymize/fill_review.py" \
    "$scratch/answered/review/pairs.xlsx" '鈴木 一郎.*鈴木 一朗=same'
cp -r "$scratch/answered" "$scratch/joined"
handover "$scratch/joined" 2>/dev/null
withdrawn() {
    cp -r "$scratch/both" "$scratch/$1"
    shift
    "$program" withdraw "$hanako" --date 2023-11-01 --quiet "$@"
}
withdrawn withdrawn --backward --study "$scratch/withdrawn"
withdrawn narrowed --scope follow --backward --study "$scratch/narrowed"
results='first both third joined withdrawn narrowed'
differ_all() {
    for one in $results; do
        for other in $results; do
            [ "$one" = "$other" ] ||
                ! diff -rq "$scratch/$one/handover" "$scratch/$other/handover" >/dev/null || {
                echo "$one $other"
                return 1
            }
        done
    done
}
claim "the undisturbed runs differ" differ_all
# Of a day long gone: so that a withdrawal's emptying them can be seen.
find "$scratch/both/identity/checked" -type f -exec touch -d 2001-01-01 {} +
has_records() {
    old_records "$scratch/both"
    [ "$(wc -l <"$scratch/.old")" -ge 6 ]
}
old_records() {
    find "$1/identity" -path '*/checked*' -type f ! -newermt 2002-01-01 >"$scratch/.old"
}
claim "the check of each file is on record" has_records

# --- nobody is found ---------------------------------------------------------------
echo 0 >"$scratch/leak_people.json" # nobody but those in the inbox
python3 "$AYUMI_SOURCE/tests/rooms/leak_people.py" patterns "$scratch/bare" "$scratch/patterns" \
    >/dev/null
scan() {
    "$AYUMI_BIN/leak-scan" "$scratch/patterns" "$@"
}
# nobody_in DIR FIND-TEST...: in no name there, and in no file for which find says so
nobody_in() {
    local where=$1
    shift
    find "$where" -name inbox -prune -o -name review -prune -o -fprint "$scratch/.names" \
        -type f "$@" -print0 >"$scratch/.files"
    xargs -0 "$AYUMI_BIN/leak-scan" "$scratch/patterns" "$scratch/.said" "$scratch/.names" \
        <"$scratch/.files"
}
sees() {
    cp "$scratch"/bare/inbox/2023Q2_01_* "$scratch/both/$1"
    : >"$scratch/.said"
    ! nobody_in "$scratch/both" || return
    rm "$scratch/both/$1"
    nobody_in "$scratch/both"
}
for place in .handover.partial identity/vault.sqlite-journal study.sqlite-journal; do
    claim "somebody in $place would be seen" sees "$place"
done

# --- each operation: where it starts, what it runs, what must come of it ---------
of_intake=(intake --quiet)
of_match=(match --quiet)
of_handover=(handover --quiet)
of_withdraw=(withdraw "$hanako" --backward --date 2023-11-01 --quiet)
of_narrow=(withdraw "$hanako" --scope follow --backward --date 2023-11-01 --quiet)
of_rotate=(key --rotate --quiet)

# printed DIR: hash and name of each file of a folder that has no folders
printed() {
    (cd "$1" && sha256sum .[!.]* * 2>&1 </dev/null)
}
shopt -s nullglob
declare -A handed_over
for result in $results; do
    handed_over[$result]=$(printed "$scratch/$result/handover") || exit
done

# whole DIR: the handover is one that an undisturbed run could have left
whole() {
    [ ! -e "$1/handover" ] && return 0
    local now
    now=$(printed "$1/handover")
    for good in $results; do
        [ "$now" != "${handed_over[$good]}" ] || return 0
    done
    echo "the handover is neither the old one nor the new one"
    return 1
}

# as_undisturbed DIR EXPECTED: forced to be written anew, it has these bytes
as_undisturbed() {
    rm -rf "$1/handover"
    code=0
    handover "$1" 2>"$scratch/.again" || code=$?
    if [ "$code" -gt 1 ]; then
        echo "the next run ends with exit $code"
        cat "$scratch/.again"
        return 1
    fi
    [ "$(printed "$1/handover")" = "${handed_over[$2]}" ] ||
        diff -r "$1/handover" "$scratch/$2/handover" || return
    { [ ! -e "$scratch/$2/review" ] || diff -r "$1/review" "$scratch/$2/review"; } &&
        "$program" audit --verify --study "$1" --quiet
}

# told_as_undisturbed DIR EXPECTED OPERATION: what a withdrawal says and erases
told_as_undisturbed() {
    case $3 in
    withdraw | narrow) ;;
    *) return 0 ;;
    esac
    diff -r "$1/identity/withdrawals" "$scratch/$2/identity/withdrawals" &&
        diff -r "$1/out" "$scratch/$2/out" &&
        { cmp -s "$1/study.sqlite" "$scratch/$2/study.sqlite" ||
            content "$1" | diff - "$scratch/$2.content"; }
}
content() {
    python3 -I -S -c 'import sqlite3, sys
print(*sqlite3.connect(sys.argv[1]).iterdump(), sep="\n")' "$1/study.sqlite"
}
for result in withdrawn narrowed; do
    content "$scratch/$result" >"$scratch/$result.content"
done

# lay FROM DIR: what is changed there from here on is newer than .laid
lay() {
    rm -rf "$2"
    cp -rp "$scratch/$1" "$2"
    : >"$scratch/.laid"
    read -r -t 0.01 <>"$scratch/.never"
}

# survives MODE N FROM OPERATION EXPECTED
survives() {
    d=$scratch/disturbed
    lay "$3" "$d"
    local -n command=of_$4
    code=0
    "$inject" "$1" "$2" "$program" "${command[@]}" --study "$d" \
        >"$scratch/.said" 2>&1 || code=$?
    echo "$4 from $3, $1 at $2: exit $code"
    echo "$(<"$scratch/.said")"
    case $1 in
    EIO | ENOSPC)
        [ "$code" -le 1 ] || [ -s "$scratch/.said" ] || {
            echo "fails without a word"
            return 1
        }
        [ "$code" -lt 128 ] && [ "$code" != 70 ] || return 1
        ;;
    esac
    stands "$d" "$3" "$4" "$code" || return
    mends "$d" "$3" "$4" "$5"
}

# survives_kill N FROM OPERATION EXPECTED: of $scratch/stopped, where the program
# stands still before its Nth change; a kill would leave the same files
survives_kill() {
    echo "$3 from $2, stopped at $1"
    stands "$scratch/stopped" "$2" "$3" 137 || return
    [ -z "${went_well[$state]:-}" ] || return 0
    d=$scratch/disturbed
    rm -rf "$d"
    cp -rp "$scratch/stopped" "$d"
    mends "$d" "$2" "$3" "$4"
}

# stands DIR FROM OPERATION CODE: what was left behind is whole, and shows nobody;
# in $state: name and mode of everything, bytes of what is not as it was laid
stands() {
    whole "$1" && nobody_in "$1" -cnewer "$scratch/.laid" &&
        forgotten "$1" "$2" "$3" "$4" || return
    state=$(find "$1" -printf '%P %m\n' -type f -cnewer "$scratch/.laid" -exec sha256sum {} + |
        sed "s|$1||")
}

# mends DIR FROM OPERATION EXPECTED: the same command again, unless it was run on
# such a $state
declare -A went_well
mends() {
    [ -z "${went_well[$state]:-}" ] || return 0
    : >"$scratch/.mending"
    read -r -t 0.01 <>"$scratch/.never"
    local -n command=of_$3
    again=0
    "$program" "${command[@]}" --study "$1" >"$scratch/.said" 2>&1 || again=$?
    if [ "$again" -gt 1 ]; then
        echo "the same command again: exit $again"
        cat "$scratch/.said"
        return 1
    fi
    forgotten "$1" "$2" "$3" 0 && told_as_undisturbed "$1" "$4" "$3" &&
        as_undisturbed "$1" "$4" && no_leftovers "$1" && went_well[$state]=yes
}

# forgotten DIR FROM OPERATION CODE: before a withdrawal is in the vault, and
# when it is done, no record of the checks before it is left
forgotten() {
    case $3 in
    withdraw | narrow) ;;
    *) return 0 ;;
    esac
    old_records "$1"
    [ ! -s "$scratch/.old" ] || {
        [ "$4" -gt 1 ] && cmp -s "$1/identity/vault.sqlite" "$scratch/$2/identity/vault.sqlite"
    } || empty "$scratch/.old"
}

# Nothing half-made stays behind once it went well; and the inbox is as it was.
no_leftovers() {
    find "$1" \( -name '*.partial*' -o -name '*.old' -o -name '*-journal' \
        -o -name '*.begun' -o -name '.settled' -o -name '*.new' -o -name '*.new.*' -o -name '*.tmp*' \
        -o -path '*/inbox*' -cnewer "$scratch/.mending" \) >"$scratch/.found"
    [ ! -s "$scratch/.found" ] || empty "$scratch/.found"
}

# taken MODE: which changes of $scratch/.changes
taken() {
    case $1 in
    kill) awk 'last !~ /sync/ {print $1} {last = $2}' ;;
    EIO) awk '{print $1}' ;;
    ENOSPC) awk '$3 == "room" {print $1}' ;;
    esac <"$scratch/.changes" |
        awk -v first="$first" -v step="$step" 'NR >= first && (NR - first) % step == 0'
}

each_EIO() { each EIO "$@"; }
each_ENOSPC() { each ENOSPC "$@"; }
each() {
    for at in $(taken "$1"); do
        claim "$3 from $2: $1 at change $at of $n" survives "$1" "$at" "$2" "$3" "$4"
    done
}
# One run is stopped before each of its changes, so that what is drawn at random
# stays the same.
each_kill() {
    local -n stopping=of_$2
    lay "$1" "$scratch/stopped"
    coproc stop { exec "$inject" stop "$program" "${stopping[@]}" --study "$scratch/stopped" \
        2>"$scratch/.said"; }
    exec 8<&"${stop[0]}" 9>&"${stop[1]}"
    due=" $(taken kill | tr '\n' ' ')"
    while read -r at <&8; do
        [[ $due != *" $at "* ]] ||
            claim "$2 from $1: kill at change $at of $n" survives_kill "$at" "$1" "$2" "$3"
        echo >&9
    done
    exec 8<&- 9>&-
    wait
}

sweep() {
    [[ "$2 from $1" =~ $which ]] || return
    local -n operation=of_$2
    went_well=()
    rm -rf "$scratch/counted"
    cp -rp "$scratch/$1" "$scratch/counted"
    : >"$scratch/.said"
    claim "nobody is in $1" nobody_in "$scratch/$1"
    "$inject" list "$program" "${operation[@]}" --study "$scratch/counted" \
        >"$scratch/.changes" 2>/dev/null
    n=$(wc -l <"$scratch/.changes")
    claim "$2 from $1 changes files" test "$n" -gt 3
    for mode in ${SWEEP_MODES:-kill EIO ENOSPC}; do
        failed=$claims_failed
        "each_$mode" "$1" "$2" "$3"
        printf '%-8s from %-8s %4d changes, %-6s at %4d, %d failed\n' "$2" "$1" "$n" \
            "$mode" "$(taken "$mode" | wc -l)" $((claims_failed - failed))
    done
    # What lies there after a change lies there before the next one.
    claim "$2 from $1: kill after the last change" \
        survives after "$n" "$1" "$2" "$3"
}

code=0
"$inject" list true >/dev/null 2>&1 || code=$?
if [ "$code" = 77 ]; then
    echo "no ptrace here: nothing swept"
    all_claimed
    exit
fi
sweep bare intake first
sweep bare match first
sweep bare handover first
sweep second handover both
sweep both intake both
sweep replaced handover third
sweep answered match joined
sweep answered handover joined
sweep both withdraw withdrawn
sweep both narrow narrowed
sweep both rotate both
all_claimed
