#!/usr/bin/env bash
# Labels: once
# The key as staff handle it: made, guarded by one or two passphrases, renewed,
# lost, mistaken. Pseudonyms stay through all of it.
. "$(dirname "$0")/../claims.sh"
. "$(dirname "$0")/small_study.sh"

one='three words and more'
two='another holder entirely'

# with LINES COMMAND...: the lines on descriptor 3, nothing on the terminal
with() {
    lines=$1
    shift
    printf '%b' "$lines" >"$scratch/.lines"
    "$@" --passphrase-fd 3 3<"$scratch/.lines" </dev/null
}
key() {
    "$program" key --study "$k" --lang en "$@"
}
roster() {
    put "$1/inbox/01.csv" "$roster_header" \
        '12217,W,0012,髙橋　花子,タカハシ ハナコ,2,1958-04-05,2023-07-22' \
        '12217,W,0013,鈴木　一郎,スズキ イチロウ,1,1950-01-02,2023-07-22'
    put "$1/inbox/02.csv" "$consent_header" \
        '0012,v1,2023-07-22,1,1,' '0013,v1,2023-07-22,1,1,'
}

k=$scratch/study
new_study "$k"
roster "$k"

# --- a passphrase ------------------------------------------------------------
claim "a passphrase that is too short is refused" \
    exits_with 4 with 'short\n' key --new --passphrase
claim "and no key is made" test ! -e "$k/identity/key"
claim "no passphrase at all is refused" exits_with 4 with '' key --new --passphrase
claim "a key under a passphrase is made" \
    exits_with 0 with "$one\n" key --new --passphrase --quiet
claim "it is 0600" same "$(stat -c '%a' "$k/identity/key")" 600
key 2>"$scratch/said"
claim "key alone says how it is guarded" grep -q 'one passphrase' "$scratch/said"
claim "the passphrase is not in the file" \
    bash -c "! grep -qa 'three words' '$k/identity/key'"
claim "the wrong passphrase is exit 4" exits_with 4 with 'something else here\n' handover "$k"
with 'something else here\n' handover "$k" 2>"$scratch/said"
claim "and is said" grep -q 'wrong passphrase' "$scratch/said"
claim "without a terminal and a descriptor it is exit 4" \
    exits_with 4 setsid "$program" handover --study "$k" --quiet
claim "a descriptor that is not open is exit 2" \
    exits_with 2 "$program" handover --study "$k" --quiet --passphrase-fd 77
claim "the right one opens it" exits_with 0 with "$one\n" handover "$k"
cp -r "$k/handover" "$scratch/first"
hanako=$(subject "$k" 01_participant 2)
claim "there is a pseudonym" is_pseudonym "$hanako"
claim "that nothing changed is found without the passphrase" \
    exits_with 0 handover "$k"

# --- on the terminal ----------------------------------------------------------
claim "typed on a terminal it is not shown" python3 - "$program" "$k" "$one" <<'PY'
import os, pty, sys, time
program, study, words = sys.argv[1:]
pid, fd = pty.fork()
if pid == 0:
    os.execv(program, [program, "key", "--rotate", "--study", study, "--lang", "en"])
seen = b""
def until(text):
    global seen
    while text not in seen:
        got = os.read(fd, 1000)
        if not got: break
        seen += got
until(b"passphrase of the key")
time.sleep(0.2)
os.write(fd, words.encode() + b"\x7f" + words[-1:].encode() + b"\n")
try:
    while True:
        got = os.read(fd, 1000)
        if not got: break
        seen += got
except OSError:
    pass
_, code = os.waitpid(pid, 0)
sys.stdout.write(seen.decode(errors="replace"))
assert os.waitstatus_to_exitcode(code) == 0
assert words.encode() not in seen
PY
claim "Ctrl-C at the question is exit 130 and leaves the terminal as it was" \
    python3 - "$program" "$k" <<'PY'
import os, pty, sys, termios, time
program, study = sys.argv[1:]
pid, fd = pty.fork()
if pid == 0:
    os.execv(program, [program, "key", "--rotate", "--study", study, "--lang", "en"])
before = termios.tcgetattr(fd)[3]
seen = b""
while b"passphrase" not in seen:
    seen += os.read(fd, 1000)
time.sleep(0.2)
assert not termios.tcgetattr(fd)[3] & termios.ECHO
os.write(fd, b"abc\x03")
_, code = os.waitpid(pid, 0)
assert os.waitstatus_to_exitcode(code) == 130, code
assert termios.tcgetattr(fd)[3] == before
PY

# --- renewing ------------------------------------------------------------------
cp "$k/identity/key" "$scratch/key.2"
claim "the key is renewed" exits_with 0 with "$one\n" key --rotate --quiet
claim "its file is another one" bash -c "! cmp -s '$k/identity/key' '$scratch/key.2'"
rm -r "$k/handover"
claim "the renewed key opens the vault" exits_with 0 with "$one\n" handover "$k"
claim "with the same pseudonyms" diff -r "$k/handover" "$scratch/first"
cp "$k/identity/key" "$scratch/key.3"
cp "$scratch/key.2" "$k/identity/key"
rm -r "$k/handover"
claim "an old copy of the key is exit 4" exits_with 4 with "$one\n" handover "$k"
with "$one\n" handover "$k" 2>"$scratch/said"
claim "and says that the vault is newer" grep -q 'newer version of the key' "$scratch/said"
cp "$scratch/key.3" "$k/identity/key"
"$program" audit --study "$k" >"$scratch/log"
claim "each renewal is in the audit log" \
    same "$(grep -c 'rotate to version' "$scratch/log")" 2
claim "the log's chain is whole under the renewed key" \
    exits_with 0 with "$one\n" "$program" audit --study "$k" --verify --quiet
rm -rf "$k"/identity/vault.*
claim "a new vault under the renewed key" exits_with 0 with "$one\n" handover "$k"
claim "has the same pseudonyms" diff -r "$k/handover" "$scratch/first"

# --- two persons ---------------------------------------------------------------
claim "the key is given to two persons" \
    exits_with 0 with "$one\n$one\n$two\n" key --two-persons --quiet
rm -r "$k/handover"
claim "one passphrase does not open it" exits_with 4 with "$one\n" handover "$k"
claim "nor twice the same" exits_with 4 with "$one\n$one\n" handover "$k"
claim "nor in the other order" exits_with 4 with "$two\n$one\n" handover "$k"
claim "both open it" exits_with 0 with "$one\n$two\n" handover "$k"
claim "with the same pseudonyms as ever" diff -r "$k/handover" "$scratch/first"
printf '%s\n' "$one" >"$scratch/.a"
printf '%s\n' "$two" >"$scratch/.b"
claim "each may come on a descriptor of its own" exits_with 0 \
    "$program" audit --study "$k" --verify --quiet \
    --passphrase-fd 3 --passphrase-fd 4 3<"$scratch/.a" 4<"$scratch/.b"
# ayumi itself reads no passphrase: it starts the identity room.
run_it() {
    "$AYUMI_BIN/ayumi" "$1" --study "$k" --quiet "${@:2}" >"$scratch/said" 2>&1
}
put "$k/inbox/03.csv" "$activity_header" 'A1,0012,2023-08-01,,1,2023-09-01'
claim "ayumi run without them is exit 4" exits_with 4 setsid \
    "$AYUMI_BIN/ayumi" run --study "$k" --quiet
claim "with one of them too" exits_with 4 run_it run --passphrase-fd 3 3<"$scratch/.a"
for verb in plan run; do
    claim "ayumi $verb passes two descriptors on" exits_with 0 run_it $verb \
        --passphrase-fd 3 --passphrase-fd 4 3<"$scratch/.a" 4<"$scratch/.b"
done
claim "so that the new file crosses" grep -h 2023-08-01 "$k"/handover/12_activity.*.csv
claim "and the report needs none, as nothing changed" run_it report --year 2023
claim "a descriptor that is not open is exit 2" \
    exits_with 2 run_it run --as-of 2023-09-30 --passphrase-fd 77
rm "$k/inbox/03.csv"
claim "passphrases are taken off again" \
    exits_with 0 with "$one\n$two\n" key --no-passphrase --quiet
rm -r "$k/handover"
claim "for a run that nobody attends" exits_with 0 handover "$k"
claim "with the same pseudonyms still" diff -r "$k/handover" "$scratch/first"
claim "things that do not go together are exit 2" \
    exits_with 2 key --rotate --two-persons

# --- lost and damaged ------------------------------------------------------------
cp "$k/identity/key" "$scratch/key.good"
python3 - "$k/identity/key" <<'PY'
import sys
b = bytearray(open(sys.argv[1], "rb").read()); b[60] ^= 4
open(sys.argv[1], "wb").write(b)
PY
rm -r "$k/handover"
claim "a damaged key is exit 4" exits_with 4 handover "$k"
handover "$k" 2>"$scratch/said"
claim "and is called damaged" grep -q 'damaged' "$scratch/said"
rm "$k/identity/key"
claim "a lost key is exit 4" exits_with 4 handover "$k"
handover "$k" 2>"$scratch/said"
claim "and says where to look for it" grep -q 'your copy' "$scratch/said"
cp "$scratch/key.good" "$k/identity/key"
claim "the copy opens it again" exits_with 0 handover "$k"

# --- a study from before ----------------------------------------------------------
# The vault of format 1 was written from this inbox under a key of 32 bytes.
o=$scratch/old
new_study "$o"
mkdir -m 700 "$o/identity"
python3 -c "import sys; sys.stdout.buffer.write(bytes([3]) + bytes(31))" >"$o/identity/key"
chmod 600 "$o/identity/key"
put "$o/inbox/01.csv" "$roster_header" \
    '12217,W,1,髙橋　花子,タカハシ ハナコ,2,1958-04-05,2023-07-22' \
    '12217,S,2,鈴木　花子,タカハシ ハナコ,2,1958-04-05,2023-07-22' \
    '12217,W,3,原,ハラ,2,1950-01-01,2023-07-22'
cp -r "$o" "$scratch/new"
install -m 600 "$AYUMI_SOURCE/tests/reference/vault_format_1.sqlite" \
    "$o/identity/vault.sqlite"
handover "$o" --dry-run
claim "an old vault is rewritten and used" exits_with 0 handover "$o"
handover "$scratch/new"
sed -i 's/^\(P[^\r]*\),,\(\r*\)$/\1,同一,\2/' "$scratch/new/review/pairs.csv"
handover "$scratch/new"
claim "with the pseudonyms of a new one, and the answers it had" \
    diff -r "$o/handover" "$scratch/new/handover"
claim "nothing of the old format is left" \
    same "$(find "$o/identity" -maxdepth 1 -type f -printf '%f\n' | LC_ALL=C sort | tr '\n' ' ')" \
    'key last_handover vault.sqlite vault.stamp '
all_claimed
