#!/usr/bin/env bash
# failing_calls.sh [STEP [WHICH]]: every call to the system or a library that a
# command of the identity room makes fails once (fail_calls.py), at every STEP-th
# (1: every) place that calls; by hand, an hour with STEP 1. WHICH: a regular
# expression over "STATE COMMAND ARGUMENT ...". A small part of it is
# tests/anonymize/test_failing_calls.sh.
: "${AYUMI_SOURCE:=$(cd "$(dirname "$0")/../.." && pwd)}"
: "${AYUMI_BUILD:=$AYUMI_SOURCE/build}"
: "${AYUMI_BIN:=$AYUMI_BUILD/bin}"
. "$AYUMI_SOURCE/tests/claims.sh"
. "$AYUMI_SOURCE/tests/anonymize/small_study.sh"
. "$AYUMI_SOURCE/tests/faults/studies.sh"
step=${1:-1}
only=${2:-}
shim=$scratch/fail_call.so
cc -O1 -g -shared -fPIC -o "$shim" "$AYUMI_SOURCE/tests/faults/fail_call.c" \
    -ldl -lpthread || exit

await_approval
expect_visits
"$program" backup "$scratch/kept" --study "$scratch/first" --quiet --passphrase-fd 3 \
    3<"$scratch/words"

# fails FROM ARGUMENT…: on a study that starts as FROM
fails() {
    from=$1
    shift
    [ -z "$only" ] || [[ "$from $*" =~ $only ]] || return
    rm -rf "$scratch/s"
    [ "$from" = nowhere ] || cp -r "$scratch/$from" "$scratch/s"
    python3 "$AYUMI_SOURCE/tests/faults/fail_calls.py" sweep "$program" "$shim" \
        "$step" "$@" --study "$scratch/s" --quiet 3<"$scratch/words"
    claim "$1 from $from stands every failing call" test $? = 0
}

fails none key --new
for command in intake match handover audit; do
    fails bare $command
done
fails bare check "$scratch/s/inbox/2023Q2_01_名簿.csv" --json
fails second handover
fails first handover
fails second match
fails first withdraw "$hanako" --backward --date 2023-08-01
fails first withdraw "$hanako" --date 2023-08-01
fails first withdraw "$hanako" --scope follow --backward --date 2023-08-01
fails first key --rotate
fails first key
fails first key --passphrase --passphrase-fd 3
fails first reidentify "$hanako" --reason 'a letter came back'
fails first disclose "$hanako"
fails first labels --batch 1
fails first contact --wave F1 --from "$scratch/visits.csv"
fails first contact --delete
fails first audit --verify
fails waiting handover --approve "$hash"
fails first backup "$scratch/s.backup" --passphrase-fd 3
fails nowhere restore "$scratch/kept" --passphrase-fd 3
all_claimed
