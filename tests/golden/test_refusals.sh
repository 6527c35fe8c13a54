#!/usr/bin/env bash
# Labels: once
# When something is wrong, the run says what to do, ends with the exit code
# of the convention and changes nothing; the other files go on.
. "$(dirname "$0")/../claims.sh"
. "$(dirname "$0")/study.sh"

finished_year "$scratch/year"

# results_of DIR: every file that a run makes, byte for byte
# What the check of a file found is kept also where a later step is refused.
results_of() {
    (cd "$1" && find . -type f ! -path './inbox/*' ! -name .ayumi.lock \
        ! -path './identity/checked/*' |
        LC_ALL=C sort | xargs -d '\n' sha256sum)
}
# attempt: runs with $option..., keeps exit code and words
attempt() {
    code=0
    "$@" >"$scratch/said" 2>&1 || code=$?
}
ended_with() {
    cat "$scratch/said"
    echo "exit $code, expected $1"
    [ "$code" -eq "$1" ]
}
said() {
    cat "$scratch/said"
    for word in "$@"; do
        grep -qF -- "$word" "$scratch/said" || {
            echo "did not say: $word"
            return 1
        }
    done
}
not_said() {
    ! grep -F -- "$1" "$scratch/said"
}
unchanged() {
    results_of "$study" >"$scratch/.now"
    diff "$scratch/.then" "$scratch/.now"
}
new_study() {
    study=$scratch/$1
    cp -a "$scratch/year" "$study"
    results_of "$study" >"$scratch/.then"
}
run_it() {
    attempt "$@" "$ayumi" run --study "$study" --quarter FY2024Q1
}

# A file with a column that nobody described: that file stops, others go on.
new_study unknown_column
printf '整理番号,記入日,マイナンバー\n0012,2024-05-01,1\n' \
    >"$study/inbox/2024Q1_05_extra.csv"
run_it env
file_refused() {
    grep -A9 -F '2024Q1_05_extra.csv' "$study/handover/manifest.json"
    python3 - "$study/handover/manifest.json" "$1" "$2" <<'END'
import json, sys
for f in json.load(open(sys.argv[1]))['files']:
    if f['name'].endswith(sys.argv[2]):
        print(f)
        sys.exit(f['refused'] != sys.argv[3])
sys.exit(1)
END
}
others_went_on() {
    cut -d, -f2- "$scratch/year/handover/balance.csv" | sort >"$scratch/.a"
    cut -d, -f2- "$study/handover/balance.csv" | sort >"$scratch/.b"
    comm -23 "$scratch/.a" "$scratch/.b" >"$scratch/.lost"
    cat "$scratch/.lost"
    [ ! -s "$scratch/.lost" ]
}
claim "an unknown column: exit 1, a person is needed" ended_with 1
claim "an unknown column: the message names file, column and codebook" \
    said '2024Q1_05_extra.csv 列C: ' codebook/crosswalk.csv
claim "an unknown column: its header, which may be a name, is not repeated" \
    not_said マイナンバー
claim "an unknown column: the file is refused by its rule" \
    file_refused 2024Q1_05_extra.csv E1202
claim "an unknown column: the other files go on" others_went_on

# A file that no encoding reads.
new_study unreadable
head -c 4096 /dev/zero | tr '\0' '\377' >"$study/inbox/2024Q1_05_noise.csv"
run_it env
claim "an unreadable file: exit 1" ended_with 1
claim "an unreadable file: the message names it" said 2024Q1_05_noise.csv
claim "an unreadable file: the other files go on" others_went_on

# The key is not there.
new_study no_key
rm -f "$study"/identity/*key*
results_of "$study" >"$scratch/.then"
touch_inbox() {
    printf '整理番号,同意書版,同意日,追跡調査,他データ突合,二次利用,撤回日,撤回範囲,代理同意\n' \
        >"$study/inbox/2024Q1_02_late.csv"
}
touch_inbox
run_it env
claim "no key: exit 4" ended_with 4
claim "no key: the message speaks of the key and its place" said 鍵 identity/key
claim "no key: nothing changed" unchanged

# A key that others may read is no key.
new_study open_key
chmod 644 "$study"/identity/*key*
touch_inbox
run_it env
claim "a key that others may read: exit 4" ended_with 4
claim "a key that others may read: nothing changed" unchanged

# The disk is full: files may not grow beyond a few blocks.
new_study full_disk
touch_inbox
rm -rf "$study/out/FY2024Q1"
results_of "$study" >"$scratch/.then"
disk_is_full() {
    # SIGXFSZ ignored, so that write() answers EFBIG as a full disk would.
    bash -c 'trap "" XFSZ; ulimit -f 8; exec "$@"' sh "$@"
}
run_it disk_is_full
claim "a full disk: exit 74" ended_with 74
claim "a full disk: nothing half-written under a final name" unchanged
run_it env
claim "a full disk: once there is room, the run completes" ended_with 1

# Wherever the disk gets full, the next run gives what an untroubled one does.
new_study start
touch_inbox
cp -a "$study" "$scratch/untroubled"
with_findings "$ayumi" run --study "$scratch/untroubled" --quarter FY2024Q1 --quiet >/dev/null
full_after() {
    rm -rf "$scratch/full"
    cp -a "$scratch/start" "$scratch/full"
    code=0
    bash -c 'trap "" XFSZ; ulimit -f "$0"; exec "$@"' "$@" "$ayumi" run \
        --study "$scratch/full" --quarter FY2024Q1 --quiet >/dev/null ||
        code=$?
    echo "exit $code"
    [ "$code" -eq 74 ] || [ "$code" -le 1 ] || return
    with_findings "$ayumi" run --study "$scratch/full" --quarter FY2024Q1 \
        --quiet >/dev/null && same_results "$scratch/untroubled" "$scratch/full"
}
for kib in 1 4 16 64 256 1024; do
    claim "full after files of $kib KiB: exit 74, then as if nothing had been" \
        full_after "$kib"
done

# Somebody else is running.
new_study busy
touch_inbox
hold_lock() {
    python3 - "$study/.ayumi.lock" "$scratch/held" <<'END' &
import fcntl, sys, time
lock = open(sys.argv[1], 'a')
fcntl.lockf(lock, fcntl.LOCK_EX)
open(sys.argv[2], 'w').close()
time.sleep(60)
END
    holder=$!
    until [ -e "$scratch/held" ]; do sleep 0.05; done
}
hold_lock
run_it env
claim "another run holds the study: exit 5" ended_with 5
claim "another run holds the study: nothing changed" unchanged
kill "$holder"
wait "$holder" 2>/dev/null
run_it env
claim "the lock of an ended process is no hindrance" ended_with 1

# Wrong usage.
attempt "$ayumi" repor --study "$study" --lang en
claim "an unknown verb: exit 2" ended_with 2
claim "an unknown verb: the nearest one is named" said report
attempt "$ayumi" run --study "$study" --quater FY2023Q2 --lang en
claim "an unknown option: exit 2" ended_with 2
claim "an unknown option: the nearest one is named" said --quarter
attempt "$ayumi" run --study "$study" --quarter FY2023Q5 --lang en
claim "no such quarter: exit 2" ended_with 2
attempt "$ayumi" run --study "$scratch/nowhere" --lang en
claim "no such study: exit 2" ended_with 2
claim "no such study: the message names study.csv" said study.csv
all_claimed
