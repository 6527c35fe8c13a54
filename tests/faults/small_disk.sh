#!/usr/bin/env bash
# small_disk.sh [STEP]: every command that writes, on a real disk (a tmpfs)
# with so and so much room left: 0 KiB, then STEP KiB more each time (doubled
# each time without STEP), until the command has room enough. Each time: a
# failure is said and ends with 74; what was there stays whole; with room again
# the same command gives what an undisturbed run gives.
# tests/anonymize/test_small_disk.sh runs it without STEP.
: "${AYUMI_SOURCE:=$(cd "$(dirname "$0")/../.." && pwd)}"
: "${AYUMI_BUILD:=$AYUMI_SOURCE/build}"
: "${AYUMI_BIN:=$AYUMI_BUILD/bin}"
. "$AYUMI_SOURCE/tests/claims.sh"
. "$AYUMI_SOURCE/tests/anonymize/small_study.sh"
step=${1:-}
disk=$scratch/disk
mkdir "$disk"
if ! mount -t tmpfs -o size=64m tmpfs "$disk" 2>/dev/null; then
    echo "no tmpfs can be mounted here: nothing tried"
    all_claimed
    exit
fi
trap 'umount "$disk" 2>/dev/null; claims_end' EXIT
. "$AYUMI_SOURCE/tests/faults/studies.sh"

# at_most_findings COMMAND...: exit 1 says that rows need a person
at_most_findings() {
    code=0
    "$@" || code=$?
    [ "$code" -le 1 ]
}

await_approval
expect_visits

# run_it COMMAND STUDY
run_it() {
    case $1 in
    intake | match | handover) "$program" "$1" --study "$2" --quiet ;;
    rotate) "$program" key --rotate --study "$2" --quiet ;;
    guard) "$program" key --passphrase --study "$2" --quiet --passphrase-fd 3 3<"$scratch/words" ;;
    withdraw) "$program" withdraw "$hanako" --backward --date 2023-08-01 --study "$2" --quiet ;;
    approve) "$program" handover --approve "$hash" --study "$2" --quiet ;;
    labels) "$program" labels --batch 1 --study "$2" --quiet ;;
    contact) "$program" contact --wave F1 --from "$scratch/visits.csv" --study "$2" --quiet ;;
    disclose) "$program" disclose "$hanako" --study "$2" --quiet ;;
    backup)
        "$program" backup "$(dirname "$2")/copy" --study "$2" --quiet --passphrase-fd 3 \
            3<"$scratch/words"
        ;;
    restore)
        "$program" restore "$scratch/kept" --study "$2" --quiet --passphrase-fd 3 3<"$scratch/words"
        ;;
    run) "$AYUMI_BIN/ayumi" run --study "$2" --quiet ;;
    esac
}

# What does not differ from run to run: no times, keys, nonces.
fingerprint() {
    (cd "$1" && find . -type f ! -path './identity/*' ! -name '.*' ! -name study.sqlite \
        ! -name run.json ! -name run.html | LC_ALL=C sort | xargs -d '\n' sha256sum
    find . -path './identity/*' | sed 's/[0-9-]\{10\}/DAY/' | LC_ALL=C sort)
}
# Handover and results are what they were, or what they were to become.
stays_whole() {
    for part in handover handover.waiting out; do
        [ ! -e "$disk/study/$part" ] && continue
        diff -rq "$disk/study/$part" "$1/$part" >/dev/null 2>&1 && continue
        (cd "$disk/study/$part" && find . -type f ! -name 'run.*' ! -path '*.partial*' -print0 |
            LC_ALL=C sort -z | xargs -0r sha256sum) >"$scratch/.now"
        (cd "$2/$part" && find . -type f ! -name 'run.*' -print0 |
            LC_ALL=C sort -z | xargs -0r sha256sum) >"$scratch/.new"
        [ ! -s "$scratch/.now" ] || diff "$scratch/.now" "$scratch/.new" || { echo "$part is not whole"; return 1; }
    done
}
log_is_whole() {
    [ ! -e "$disk/study/identity/audit.log" ] ||
        "$program" audit --verify --study "$disk/study" --quiet --passphrase-fd 3 3<"$scratch/words"
}
# lay_out FROM KIB: a copy of the study with so much room beside it
lay_out() {
    rm -rf "$disk"/* "$disk"/.[a-z]*
    [ ! -e "$1" ] || cp -r "$1" "$disk/study"
    dd if=/dev/zero of="$disk/ballast" bs=64k 2>/dev/null
    truncate -s "-$2K" "$disk/ballast"
}

# survives COMMAND FROM UNDISTURBED KIB; the exit code is left in $ended
survives() {
    lay_out "$2" "$4"
    ended=0
    run_it "$1" "$disk/study" >"$scratch/.said" 2>&1 || ended=$?
    echo "$1 with $4 KiB: exit $ended"
    cat "$scratch/.said"
    rm "$disk/ballast"
    if [ "$ended" -gt 1 ]; then
        [ "$ended" = 74 ] && [ -s "$scratch/.said" ] || return 1
        [ "$1" = restore ] || { stays_whole "$2" "$3" && log_is_whole || return 1; }
        [ "$1" = approve ] && [ ! -e "$disk/study/handover.waiting" ] ||
            [ "$1" = backup ] && [ -e "$disk/copy" ] ||
            at_most_findings run_it "$1" "$disk/study" || return 1
    fi
    fingerprint "$3" >"$scratch/.left"
    fingerprint "$disk/study" >"$scratch/.right"
    diff "$scratch/.left" "$scratch/.right" && log_is_whole
}

# tried COMMAND FROM
tried() {
    undisturbed=$scratch/undisturbed
    rm -rf "$undisturbed" "$scratch/copy"
    [ ! -e "$2" ] || cp -r "$2" "$undisturbed"
    claim "$1 undisturbed" at_most_findings run_it "$1" "$undisturbed"
    room=0
    n=0
    ended=74
    while [ "$ended" -gt 1 ] && [ "$n" -lt 2000 ]; do
        claim "$1 with $room KiB left" survives "$1" "$2" "$undisturbed" "$room"
        n=$((n + 1))
        room=$((room + ${step:-$((room == 0 ? 4 : room))}))
    done
    printf '%-9s failed %d times, went through with %d KiB\n' "$1" $((n - 1)) \
        $((room - ${step:-$((room / 2))}))
    claim "$1 can lack room" test "$n" -gt 1
}

for command in intake match handover; do
    tried $command "$scratch/bare"
done
tried handover "$scratch/second"
tried run "$scratch/second"
for command in withdraw rotate guard labels contact disclose backup; do
    tried $command "$scratch/first"
done
tried approve "$scratch/waiting"
run_it backup "$scratch/first"
mv "$scratch/copy" "$scratch/kept"
tried restore "$scratch/nowhere"
all_claimed
