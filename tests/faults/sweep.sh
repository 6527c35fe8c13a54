#!/usr/bin/env bash
# sweep.sh [STEP [FIRST]]: kill -9, EIO and a full disk at every STEP-th (1: every)
# change that intake, match, handover, withdraw and key --rotate make to a
# file. Each time: a failure is said, or did no harm; the handover is the old
# one or the new one; and the same command again gives the bytes of an
# undisturbed run. tests/anonymize/test_faults.sh runs it with a large STEP.
: "${AYUMI_SOURCE:=$(cd "$(dirname "$0")/../.." && pwd)}"
: "${AYUMI_BUILD:=$AYUMI_SOURCE/build}"
: "${AYUMI_BIN:=$AYUMI_BUILD/bin}"
. "$AYUMI_SOURCE/tests/claims.sh"
. "$AYUMI_SOURCE/tests/anonymize/small_study.sh"
step=${1:-1}
first=${2:-1}
inject=$scratch/inject
cc -O1 -o "$inject" "$AYUMI_SOURCE/tests/faults/inject.c" || exit

quarter() {
    put "$1/inbox/$2_01.csv" "$roster_header" \
        "12217,W,0012,髙橋　花子,タカハシ ハナコ,2,1940-04-05,$3" \
        "12217,W,0013,鈴木　一郎,スズキ イチロウ,1,1950-01-02,$3" \
        "12217,S,0099,鈴木　一朗,スズキ イチロウ,1,1950-01-02,$3"
    put "$1/inbox/$2_02.csv" "$consent_header" \
        "0012,v1,$3,1,1," "0013,v1,$3,1,1,"
}

# --- the undisturbed runs ------------------------------------------------------
new_study "$scratch/empty"
"$program" key --new --study "$scratch/empty" --quiet
quarter "$scratch/empty" 2023Q1 2023-04-22
cp -r "$scratch/empty" "$scratch/first"
handover "$scratch/first" 2>/dev/null
hanako=$(subject "$scratch/first" 01_participant 2)
cp -r "$scratch/first" "$scratch/full"
quarter "$scratch/full" 2023Q2 2023-07-22
cp -r "$scratch/full" "$scratch/second"
handover "$scratch/second" 2>/dev/null
cp -r "$scratch/second" "$scratch/withdrawn"
"$program" withdraw "$hanako" --backward --date 2023-08-01 \
    --study "$scratch/withdrawn" --quiet
claim "the undisturbed runs differ" bash -c "
    ! diff -rq '$scratch/first/handover' '$scratch/second/handover' >/dev/null &&
    ! diff -rq '$scratch/withdrawn/handover' '$scratch/second/handover' >/dev/null"

# --- each operation: where it starts, what it runs, what must come of it ---------
of_intake=(intake --quiet)
of_match=(match --quiet)
of_handover=(handover --quiet)
of_withdraw=(withdraw "$hanako" --backward --date 2023-08-01 --quiet)
of_rotate=(key --rotate --quiet)

# whole DIR: the handover is one that an undisturbed run could have left
whole() {
    [ ! -e "$1/handover" ] && return 0
    for good in first second withdrawn; do
        diff -rq "$1/handover" "$scratch/$good/handover" >/dev/null && return 0
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
    diff -r "$1/handover" "$scratch/$2/handover" &&
        { [ ! -e "$scratch/$2/review" ] || diff -r "$1/review" "$scratch/$2/review"; } &&
        diff -r "$1/inbox" "$scratch/$2/inbox"
}

# survives MODE N FROM OPERATION EXPECTED
survives() {
    d=$scratch/disturbed
    rm -rf "$d"
    cp -r "$scratch/$3" "$d"
    local -n command=of_$4
    code=0
    "$inject" "$1" "$2" "$program" "${command[@]}" --study "$d" \
        >"$scratch/.said" 2>&1 || code=$?
    echo "$4 from $3, $1 at $2: exit $code"
    cat "$scratch/.said"
    case $1 in
    EIO | ENOSPC)
        [ "$code" -le 1 ] || [ -s "$scratch/.said" ] || {
            echo "fails without a word"
            return 1
        }
        [ "$code" -lt 128 ] && [ "$code" != 70 ] || return 1
        ;;
    esac
    whole "$d" || return 1
    cp -r "$d" "$scratch/.left" 2>/dev/null
    again=0
    "$program" "${command[@]}" --study "$d" >"$scratch/.said" 2>&1 || again=$?
    rm -rf "$scratch/.left"
    if [ "$again" -gt 1 ]; then
        echo "the same command again: exit $again"
        cat "$scratch/.said"
        return 1
    fi
    as_undisturbed "$d" "$5" && no_leftovers "$d"
}

# Nothing half-made stays behind once it went well.
no_leftovers() {
    find "$1" \( -name '*.partial*' -o -name '*.old' -o -name '*-journal' \
        -o -name '*.new' -o -name '*.new.*' -o -name '*.tmp*' \) >"$scratch/.found"
    empty "$scratch/.found"
}

sweep() {
    local -n operation=of_$2
    rm -rf "$scratch/counted"
    cp -r "$scratch/$1" "$scratch/counted"
    n=$("$inject" count "$program" "${operation[@]}" --study "$scratch/counted" 2>/dev/null)
    printf '%-9s from %-7s %4d changes\n' "$2" "$1" "$n"
    claim "$2 from $1 changes files" test "$n" -gt 3
    for mode in kill after EIO ENOSPC; do
        for at in $(seq "$first" "$step" "$n"); do
            claim "$2 from $1: $mode at change $at of $n" \
                survives "$mode" "$at" "$1" "$2" "$3"
        done
    done
}

code=0
"$inject" count true >/dev/null 2>&1 || code=$?
if [ "$code" = 77 ]; then
    echo "no ptrace here: nothing swept"
    all_claimed
    exit
fi
sweep empty intake first
sweep empty match first
sweep empty handover first
sweep full handover second
sweep second withdraw withdrawn
sweep second rotate second
all_claimed
