#!/usr/bin/env bash
# Labels: once
# A kill, a disk error or a full disk while an official approves, the clerk
# makes a list, a person is answered or a study is backed up: what was there
# stays whole, nothing half-made has its final name, and the same again works.
# CLERK_FAULT_STEP: every how many changes to files (default 5; 1: all).
. "$(dirname "$0")/../claims.sh"
. "$(dirname "$0")/small_study.sh"
step=${CLERK_FAULT_STEP:-5}
inject=$scratch/inject
cc -O1 -o "$inject" "$AYUMI_SOURCE/tests/faults/inject.c" || exit
code=0
"$inject" list true >/dev/null 2>&1 || code=$?
if [ "$code" = 77 ]; then
    echo "no ptrace here: nothing swept"
    all_claimed
    exit
fi

s=$scratch/study
new_study "$s"
printf 'handover_approval,yes,\r\n' >>"$s/study.csv"
"$program" key --new --study "$s" --quiet
put "$s/inbox/01.csv" "$roster_header,電話番号" \
    '12217,W,0012,髙橋　花子,タカハシ ハナコ,2,1949-04-05,2023-07-22,04-7167-1234'
put "$s/inbox/02.csv" "$consent_header" '0012,v1,2023-07-22,1,1,'
approve() {
    "$program" handover --study "$1" --approve \
        "$(sha256sum "$1/handover.waiting/manifest.json" | cut -c 1-64)" --quiet
}
handover "$s" 2>/dev/null
approve "$s"
cp -r "$s/handover" "$scratch/old"
put "$s/inbox/02b.csv" "$consent_header" '0012,v2,2023-07-23,1,0,'
handover "$s" 2>/dev/null
cp -r "$s" "$scratch/approved"
approve "$scratch/approved"
hash=$(sha256sum "$s/handover.waiting/manifest.json" | cut -c 1-64)
pseudonym=$(subject "$scratch/approved" 01_participant 2)
printf '%s\n' 'subject,expected_on,window_to,state,days_overdue' \
    "$pseudonym,2024-07-22,2024-10-22,due,0" >"$scratch/visits.csv"
echo 'a passphrase for the backup' >"$scratch/words"
claim "old and new differ" bash -c "! diff -rq '$scratch/old' '$scratch/approved/handover'"

whole() {
    diff -rq "$d/handover" "$scratch/old" >/dev/null ||
        diff -r "$d/handover" "$scratch/approved/handover"
}
log_is_whole() {
    "$program" audit --verify --study "$d" --quiet
}
# What a kill left of a list goes with the next command, whichever it is.
nothing_half_made() {
    handover "$d" 2>/dev/null
    find "$d/identity" -name '.*_until_*' >"$scratch/half"
    empty "$scratch/half"
}
# A list is there whole or not at all; the last day in its name.
lists_are_whole() {
    for list in "$d"/identity/*_until_*; do
        [ ! -e "$list" ] || grep -q 花子 "$list" || { echo "$list is not whole"; return 1; }
    done
}

of_approve=(handover --approve "$hash" --quiet)
after_approve() {
    whole
}
again_approve() {
    [ ! -e "$d/handover.waiting" ] || "$program" "${of_approve[@]}" --study "$d"
    diff -r "$d/handover" "$scratch/approved/handover"
}
of_contact=(contact --wave F1 --from "$scratch/visits.csv" --quiet)
after_contact() {
    lists_are_whole && whole && nothing_half_made
}
again_contact() {
    "$program" "${of_contact[@]}" --study "$d" && lists_are_whole &&
        ls "$d"/identity/contact_F1_until_*.csv
}
of_disclose=(disclose "$pseudonym" --quiet)
after_disclose() {
    lists_are_whole && whole && nothing_half_made
}
again_disclose() {
    "$program" "${of_disclose[@]}" --study "$d" && lists_are_whole &&
        ls "$d"/identity/disclosure_*_until_*.html
}
of_backup=(backup "$scratch/copy" --quiet --passphrase-fd 3)
after_backup() {
    diff -r -x '.ayumi*' "$d" "$s" &&
        { [ ! -e "$scratch/copy" ] || again_backup; }
}
again_backup() {
    [ -e "$scratch/copy" ] ||
        "$program" "${of_backup[@]}" --study "$d" 3<"$scratch/words" || return
    rm -rf "$scratch/restored"
    "$program" restore "$scratch/copy" --study "$scratch/restored" --quiet \
        --passphrase-fd 3 3<"$scratch/words" &&
        diff -r -x '.ayumi*' "$scratch/restored" "$s"
}

# survives OPERATION MODE N
survives() {
    d=$scratch/disturbed
    local -n command=of_$1
    rm -rf "$d" "$scratch/copy"
    cp -r "$s" "$d"
    code=0
    "$inject" "$2" "$3" "$program" "${command[@]}" --study "$d" \
        >"$scratch/said" 2>&1 3<"$scratch/words" || code=$?
    echo "$1: $2 at $3: exit $code"
    cat "$scratch/said"
    case $2 in
    EIO | ENOSPC)
        [ "$code" -le 1 ] || [ -s "$scratch/said" ] || return 1
        [ "$code" -lt 128 ] && [ "$code" != 70 ] || return 1
        ;;
    esac
    after_$1 && log_is_whole && again_$1 && log_is_whole
}
for operation in approve contact disclose backup; do
    declare -n command=of_$operation
    rm -rf "$scratch/counted" "$scratch/copy"
    cp -r "$s" "$scratch/counted"
    n=$("$inject" list "$program" "${command[@]}" --study "$scratch/counted" \
        2>/dev/null 3<"$scratch/words" | grep -cE '^[0-9]+ ')
    printf '%-9s %4d changes\n' "$operation" "$n"
    claim "$operation changes files" test "$n" -gt 3
    for mode in kill EIO ENOSPC; do
        for at in $(seq 1 "$step" "$n"); do
            claim "$operation: $mode at change $at of $n" survives $operation $mode "$at"
        done
    done
done
all_claimed
