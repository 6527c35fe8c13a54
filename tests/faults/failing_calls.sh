#!/usr/bin/env bash
# failing_calls.sh [STEP]: every call to the system or a library that a command
# of the identity room makes fails once (fail_calls.py), at every STEP-th (1:
# every) place that calls; by hand, an hour with STEP 1. A small part of it is
# tests/anonymize/test_failing_calls.sh.
: "${AYUMI_SOURCE:=$(cd "$(dirname "$0")/../.." && pwd)}"
: "${AYUMI_BUILD:=$AYUMI_SOURCE/build}"
: "${AYUMI_BIN:=$AYUMI_BUILD/bin}"
. "$AYUMI_SOURCE/tests/claims.sh"
. "$AYUMI_SOURCE/tests/anonymize/small_study.sh"
step=${1:-1}
only=${2:-}
shim=$scratch/fail_call.so
cc -O1 -g -shared -fPIC -o "$shim" "$AYUMI_SOURCE/tests/faults/fail_call.c" \
    -ldl -lpthread || exit

quarter() {
    put "$1/inbox/$2_01.csv" "$roster_header,電話番号" \
        "12217,W,0012,髙橋　花子,タカハシ ハナコ,2,1940-04-05,$3,04-7167-1234" \
        "12217,W,0013,鈴木　一郎,スズキ イチロウ,1,1950-01-02,$3,04-7167-5678" \
        "12217,S,0099,鈴木　一朗,スズキ イチロウ,1,1950-01-02,$3,"
    put "$1/inbox/$2_02.csv" "$consent_header" \
        "0012,v1,$3,1,1," "0013,v1,$3,1,1,"
    put "$1/inbox/$2_15.csv" "$silver_header" \
        "K-1,髙橋　花子,タカハシ ハナコ,1940-04-05,$3"
}

# --- where the commands start ----------------------------------------------------
new_study "$scratch/none"
cp -r "$scratch/none" "$scratch/bare"
"$program" key --new --study "$scratch/bare" --quiet
quarter "$scratch/bare" 2023Q2 2023-07-22
cp -r "$scratch/bare" "$scratch/first"
"$AYUMI_BIN/ayumi" run --study "$scratch/first" --quiet
cp -r "$scratch/first" "$scratch/second"
quarter "$scratch/second" 2023Q3 2023-10-22
cp -r "$scratch/second" "$scratch/waiting"
printf 'handover_approval,yes,\r\n' >>"$scratch/waiting/study.csv"
handover "$scratch/waiting" 2>/dev/null
hanako=$(subject "$scratch/first" 01_participant 2)
hash=$(sha256sum "$scratch/waiting/handover.waiting/manifest.json" | cut -c 1-64)
printf '%s\n' 'subject,expected_on,window_to,state,days_overdue' \
    "$hanako,2024-07-22,2024-10-22,due,0" >"$scratch/visits.csv"
echo 'a passphrase for the backup' >"$scratch/words"
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
fails bare check "$scratch/s/inbox/2023Q2_01.csv" --json
fails second handover
fails first handover
fails second match
fails first withdraw "$hanako" --backward --date 2023-08-01
fails first withdraw "$hanako" --date 2023-08-01
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
