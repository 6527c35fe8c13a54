#!/usr/bin/env bash
# Labels: once
# A study can be put into one encrypted file and taken out again, also while
# something runs; the restored study goes on with the same bytes. A damaged
# file, a wrong passphrase and a folder with files are refused.
. "$(dirname "$0")/../claims.sh"
. "$(dirname "$0")/small_study.sh"
ayumi=$AYUMI_BIN/ayumi

s=$scratch/study
new_study "$s"
"$program" key --new --study "$s" --quiet
put "$s/inbox/01.csv" "$roster_header" \
    '12217,W,0012,髙橋　花子,タカハシ ハナコ,2,1949-04-05,2023-07-22' \
    '12217,W,0013,鈴木　一郎,スズキ イチロウ,1,1950-01-02,2023-07-22'
put "$s/inbox/02.csv" "$consent_header" '0012,v1,2023-07-22,1,1,' '0013,v1,2023-07-22,1,1,'
"$ayumi" run --study "$s" --quiet
printf 'a passphrase for the backup\n' >"$scratch/words"
printf 'not the passphrase at all\n' >"$scratch/wrong"
printf 'short\n' >"$scratch/short"
backup() {
    "$program" backup --study "$s" --lang en --passphrase-fd 3 "$@" 3<"$scratch/words"
}
# restore FILE DIR [WORDS]
restore() {
    "$program" restore "$1" --study "$2" --lang en --passphrase-fd 3 3<"${3:-$scratch/words}"
}
# The same but for what only locks or is empty.
same_study() {
    diff -r -x '.ayumi*' "$s" "$1"
}

copy=$scratch/backup
claim "--dry-run writes nothing" exits_with 0 backup "$copy" --dry-run
claim "no file was made" test ! -e "$copy"
claim "a passphrase that is too short is refused" exits_with 4 \
    "$program" backup "$copy" --study "$s" --passphrase-fd 3 3<"$scratch/short"
touch "$s/identity/contact_F1_until_2199-01-01.csv" \
    "$s/identity/disclosure_X_until_2199-01-01.html"
claim "a study is backed up" exits_with 0 backup "$copy"
rm "$s"/identity/*_until_*
claim "for its owner alone" same "$(stat -c %a "$copy")" 600
unreadable() {
    ! grep -aE '花子|0012|study\.csv|SQLite|inbox' "$copy"
}
claim "nothing of it can be read" unreadable
differs_each_time() {
    backup "$scratch/again" && ! cmp "$copy" "$scratch/again"
}
claim "the same study twice makes two files" differs_each_time
claim "an old backup is never replaced" exits_with 4 backup "$copy"
claim "nor is one made inside the study" exits_with 2 backup "$s/backup"
claim "nor through another way in" exits_with 2 backup "$s/out/../inbox/backup"
claim "one file at a time" exits_with 2 backup "$copy.1" "$copy.2"

claim "it is restored" exits_with 0 restore "$copy" "$scratch/restored"
claim "every file with the same bytes, and no list of names that expires" same_study "$scratch/restored"
claim "in a folder closed to others" same \
    "$(stat -c %a "$scratch/restored" "$scratch/restored/identity" "$scratch/restored/identity/key" | tr '\n' ' ')" \
    '700 700 600 '
claim "what is there is never replaced" exits_with 4 restore "$copy" "$scratch/restored"
mkdir "$scratch/empty"
claim "an empty folder is taken" exits_with 0 restore "$copy" "$scratch/empty"
claim "the current folder is not meant" exits_with 2 "$program" restore "$copy"

# A delivery that comes after: both studies go on alike.
go_on() {
    put "$1/inbox/03.csv" "$roster_header" \
        '12217,W,0014,佐藤　実,サトウ ミノル,1,1951-02-03,2023-08-22'
    put "$1/inbox/04.csv" "$consent_header" '0014,v1,2023-08-22,1,1,' '0013,v1,2023-07-22,1,1,2023-08-01'
    "$ayumi" run --study "$1" --quiet
}
go_on "$s"
go_on "$scratch/restored"
goes_on() {
    diff -r -x run.json -x run.html "$s/out" "$scratch/restored/out" &&
        diff -r "$s/handover" "$scratch/restored/handover" &&
        crossed "$s" 01_participant | cut -d, -f3
}
claim "the restored study goes on with the same bytes" goes_on
claim "its audit log is whole" exits_with 0 "$program" audit --verify --study "$scratch/restored" --quiet

# --- while something runs -----------------------------------------------------------
# hold LOCK SECONDS: another process, as a run would
hold() {
    rm -f "$scratch/held"
    python3 - "$s/$1" "$2" "$scratch/held" <<'END' &
import fcntl, sys, time
with open(sys.argv[1], 'w') as lock:
    fcntl.lockf(lock, fcntl.LOCK_EX)
    open(sys.argv[3], 'w').close()
    time.sleep(float(sys.argv[2]))
END
    holder=$!
    for _ in $(seq 100); do
        [ -e "$scratch/held" ] && return
        sleep 0.1
    done
}
hold .ayumi-identity.lock 60
claim "while something runs a backup that may not wait is refused" \
    exits_with 5 backup "$scratch/busy" --wait 0
claim "and leaves nothing" bash -c "! ls -A '$scratch' | grep busy"
kill $holder
wait $holder 2>/dev/null
waits() {
    hold .ayumi.lock 4
    backup "$scratch/waited" 2>"$scratch/said" || return
    cat "$scratch/said"
    wait $holder
    grep -q waiting "$scratch/said"
}
claim "else it waits" waits
claim "and is whole" exits_with 0 restore "$scratch/waited" "$scratch/from-waited"
claim "as the run left it" same_study "$scratch/from-waited"

# A killed run's journal goes along and is repaired where it is restored.
python3 - "$s/identity/vault.sqlite" <<'END'
import os, sqlite3, sys
db = sqlite3.connect(sys.argv[1], isolation_level=None)
db.execute('PRAGMA cache_size = 1')
db.execute('BEGIN IMMEDIATE')
db.execute('PRAGMA cache_spill = 1')
db.execute('CREATE TABLE x (y)')
for i in range(500):
    db.execute('INSERT INTO x VALUES (?)', ('z' * 4000,))
os._exit(9)
END
claim "a killed run left a journal" test -s "$s/identity/vault.sqlite-journal"
claim "the study is backed up with it" exits_with 0 backup "$scratch/journal"
claim "and restored" exits_with 0 restore "$scratch/journal" "$scratch/from-journal"
rm "$scratch/from-journal/identity/last_handover"
claim "where the vault is as it was before that run" exits_with 0 handover "$scratch/from-journal"
claim "with the same handover" diff -r "$s/handover" "$scratch/from-journal/handover"

# --- what does not open --------------------------------------------------------------
refused() {
    code=0
    restore "$1" "$scratch/refused" "${3:-$scratch/words}" >"$scratch/said" 2>&1 || code=$?
    cat "$scratch/said"
    [ "$code" -eq "$2" ] && [ ! -e "$scratch/refused" ] && [ ! -e "$scratch/refused.restoring" ]
}
claim "a wrong passphrase is refused" refused "$copy" 4 "$scratch/wrong"
claim "and said" grep -i 'wrong passphrase' "$scratch/said"
head -c 60 "$copy" >"$scratch/bad"
claim "a file cut in its head is no backup" refused "$scratch/bad" 3
head -c 70000 "$copy" >"$scratch/bad"
claim "a file cut short is refused" refused "$scratch/bad" 4
head -c $(($(stat -c %s "$copy") - 1)) "$copy" >"$scratch/bad"
claim "by one byte too" refused "$scratch/bad" 4
{ cat "$copy"; printf x; } >"$scratch/bad"
claim "a file grown longer is refused" refused "$scratch/bad" 4
{ head -c 65628 "$copy"; tail -c +131182 "$copy"; } >"$scratch/bad"
claim "a file without its middle is refused" refused "$scratch/bad" 4
claim "another file is no backup" refused "$s/study.csv" 3
claim "a file that is not there is said" refused "$scratch/nowhere" 74
flips() {
    python3 - "$copy" "$scratch/flipped" "$1" <<'END'
import random, sys
data = bytearray(open(sys.argv[1], 'rb').read())
at = random.Random(int(sys.argv[3])).randrange(len(data) * 8)
data[at // 8] ^= 1 << at % 8
open(sys.argv[2], 'wb').write(data)
END
}
every_flip_refused() {
    for i in 1 2 3; do
        flips $i
        refused "$scratch/flipped" 4 || refused "$scratch/flipped" 3 || return 1
    done
}
claim "a flipped bit anywhere is refused" every_flip_refused
all_claimed
