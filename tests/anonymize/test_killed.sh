#!/usr/bin/env bash
# kill -9 at any moment: the handover is the old one or the new one, whole,
# and the next run gives the bytes of an undisturbed one.
. "$(dirname "$0")/../claims.sh"
. "$(dirname "$0")/small_study.sh"

# quarter DIR NAME FROM: a roster, consents and activities of 300 people
quarter() {
    {
        printf '%s\r\n' "$roster_header"
        for n in $(seq "$3" $(($3 + 299))); do
            printf '12217,W,%04d,名字%d　名%d,ミヨウジ %d,2,19%02d-%02d-15,2023-07-22\r\n' \
                "$n" $((n % 90)) $((n % 70)) $((n % 90)) $((40 + n % 30)) $((1 + n % 12))
        done
    } >"$1/inbox/$2_01.csv"
    {
        printf '%s\r\n' "$consent_header"
        for n in $(seq "$3" $(($3 + 299))); do
            printf '%04d,v1,2023-07-22,%d,1,\r\n' "$n" $((n % 2))
        done
    } >"$1/inbox/$2_02.csv"
}

# whole DIR: every file has the hash that the manifest states
whole() {
    python3 - "$1/handover" <<'PY'
import hashlib, json, os, sys
folder = sys.argv[1]
m = json.load(open(os.path.join(folder, "manifest.json")))
wanted = {t["path"]: t["sha256"] for t in m["parts"]}
wanted.update({n + ".csv": m[n + "_sha256"] for n in ("findings", "balance", "repairs", "known", "pseudonyms",
                                                                      "links")})
assert set(os.listdir(folder)) == set(wanted) | {"manifest.json"}, os.listdir(folder)
for name, sha in wanted.items():
    assert hashlib.sha256(open(os.path.join(folder, name), "rb").read()).hexdigest() == sha, name
PY
}

a=$scratch/undisturbed
new_study "$a"
new_key "$a"
quarter "$a" 2023Q2 1
cp -r "$a" "$scratch/start"
handover "$a"
cp -r "$a" "$scratch/one"
quarter "$a" 2023Q3 251
handover "$a"
claim "the undisturbed handover is whole" whole "$a"

# killed FROM EXPECTED N: N runs from a copy of FROM, each killed at a moment
killed() {
    broken=0
    began=$(date +%s%N)
    cp -r "$1" "$scratch/timed"
    quarter "$scratch/timed" 2023Q3 251
    handover "$scratch/timed"
    took=$((($(date +%s%N) - began) / 1000))
    rm -rf "$scratch/timed"
    rm -rf "$scratch/k"
    cp -r "$1" "$scratch/k"
    quarter "$scratch/k" 2023Q3 251
    for n in $(seq "$2"); do
        "$program" handover --study "$scratch/k" --quiet >/dev/null 2>&1 &
        pid=$!
        moment=$((took * (n % 19 + 1) / 20 + RANDOM % 500))
        sleep "$(printf '0.%06d' $((moment % 1000000)))"
        kill -9 "$pid" 2>/dev/null
        wait "$pid" 2>/dev/null
        if [ -e "$scratch/k/handover" ] && ! whole "$scratch/k"; then
            broken=$((broken + 1))
        fi
        # Half of the runs go on where the last one died, half start anew.
        if [ $((n % 2)) = 0 ]; then
            rm -rf "$scratch/k"
            cp -r "$1" "$scratch/k"
            quarter "$scratch/k" 2023Q3 251
        fi
    done
    handover "$scratch/k"
    echo "broken handovers: $broken"
    [ "$broken" = 0 ] && diff -r "$scratch/k/handover" "$a/handover" &&
        cmp "$scratch/k/review/pairs.csv" "$a/review/pairs.csv"
}
claim "killed during a first run" killed "$scratch/start" 16
claim "killed during a second quarter's run" killed "$scratch/one" 16

# A swap that stopped between two renames (a file system without exchange).
cp -r "$a" "$scratch/swap"
mv "$scratch/swap/handover" "$scratch/swap/.handover.old"
handover "$scratch/swap"
claim "a handover left aside by a killed swap is put back" \
    diff -r "$scratch/swap/handover" "$a/handover"
claim "and nothing is left beside it" \
    test "$(find "$scratch/swap" -maxdepth 1 -name '.handover*' | wc -l)" = 0

# Two at once.
cp -r "$scratch/start" "$scratch/busy"
python3 - "$scratch/busy/.ayumi-identity.lock" "$program" "$scratch/busy" <<'PY' >"$scratch/busy.code"
import fcntl, subprocess, sys
with open(sys.argv[1], "w") as f:
    fcntl.lockf(f, fcntl.LOCK_EX)
    print(subprocess.run([sys.argv[2], "handover", "--study", sys.argv[3], "--quiet"],
                         stderr=subprocess.DEVNULL).returncode)
PY
claim "a second run at the same time is exit 5" same "$(cat "$scratch/busy.code")" 5

# A full disk.
if [ "$(id -u)" = 0 ] && mkdir -p "$scratch/full" &&
    mount -t tmpfs -o size=16m tmpfs "$scratch/full" 2>/dev/null; then
    cp -r "$scratch/one/." "$scratch/full"
    cp -r "$scratch/full/handover" "$scratch/full.before"
    quarter "$scratch/full" 2023Q3 251
    dd if=/dev/zero of="$scratch/full/ballast" bs=1k 2>/dev/null
    claim "a full disk is exit 74" exits_with 74 handover "$scratch/full"
    claim "and leaves the old handover" diff -r "$scratch/full/handover" "$scratch/full.before"
    rm "$scratch/full/ballast"
    handover "$scratch/full"
    claim "with room again the run gives the same bytes" \
        diff -r "$scratch/full/handover" "$a/handover"
    umount "$scratch/full"
fi
all_claimed
