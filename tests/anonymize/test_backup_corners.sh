#!/usr/bin/env bash
# Labels: once
# Where a backup may lie, what does not go into it, and what is no place to
# restore one to.
. "$(dirname "$0")/../claims.sh"
. "$(dirname "$0")/small_study.sh"
s=$scratch/study
new_study "$s"
new_key "$s"
printf 'a passphrase for the backup\n' >"$scratch/words"
backup() {
    "$program" backup --study "$s" --lang en --passphrase-fd 3 "$@" \
        3<"$scratch/words" 2>"$scratch/said"
}
restore() { # FILE DIR…
    "$program" restore "$1" --study "$2" --lang en --passphrase-fd 3 "${@:3}" \
        3<"$scratch/words" 2>"$scratch/said"
}
ln -s /etc/hostname "$s/inbox/link.csv"
ln -s nowhere "$s/inbox/broken.csv"
claim "a study with links is backed up" exits_with 0 backup "$scratch/one"
claim "and the links are counted" grep -q '2' "$scratch/said"
claim "restored, they are not there" bash -c "
    cd '$scratch' && '$program' restore one --study there// --passphrase-fd 3 3<words --quiet &&
    test -f there/study.csv && ! ls there/inbox/*.csv"
rm "$s"/inbox/*
here() {
    cd "$scratch" && backup here && test -s here
}
claim "a bare name lies in the current folder" here
inside() {
    cd "$s" && exits_with 2 "$program" backup inside --passphrase-fd 3 3<"$scratch/words"
}
claim "which may not be the study" inside
deep=$s/a/b/c/d
mkdir -p "$deep"
claim "nor a folder deep in it" exits_with 2 backup "$deep/x"
claim "nor one that is not there" exits_with 74 backup "$scratch/no/such/x"
claim "a wait is a number" exits_with 2 backup "$scratch/two" --wait soon
claim "of seconds from 0 on" exits_with 2 backup "$scratch/two" --wait -1
claim "to a day" exits_with 2 backup "$scratch/two" --wait 86401
claim "no wait at all is one, too" exits_with 0 backup "$scratch/two" --wait 0
claim "a study that is none" exits_with 2 "$program" backup "$scratch/three" --study "$scratch/no"
claim "one file is needed" exits_with 2 backup
lock=$(grep -rhE "RESEARCH_LOCK +\"" "$AYUMI_SOURCE/base" "$AYUMI_SOURCE/anonymize" | head -n 1 | cut -d'"' -f2)
busy() {
    mkfifo "$scratch/held" "$scratch/end"
    python3 -c 'import fcntl, sys
f = open(sys.argv[1], "a+")
fcntl.lockf(f, fcntl.LOCK_EX)
open(sys.argv[2], "w").close()
open(sys.argv[3]).read()' "$s/$lock" "$scratch/held" "$scratch/end" &
    cat "$scratch/held"
    code=0
    backup "$scratch/four" --wait 1 || code=$?
    : >"$scratch/end"
    wait
    echo "exit $code"
    [ "$code" -eq 5 ]
}
claim "while something runs it waits, and gives up" busy
claim "and leaves nothing" test ! -e "$scratch/four"

claim "a restore is tried without writing" exits_with 0 restore "$scratch/one" "$scratch/new" --dry-run
claim "so nothing is there" test ! -e "$scratch/new"
echo >"$scratch/file"
claim "a file is no place for a study" exits_with 4 restore "$scratch/one" "$scratch/file"
mkdir "$scratch/hidden" && touch "$scratch/hidden/.x"
claim "nor is a folder with a hidden file" exits_with 4 restore "$scratch/one" "$scratch/hidden"
claim "nor nowhere" exits_with 2 restore "$scratch/one" ./
claim "one backup at a time" exits_with 2 restore "$scratch/one" "$scratch/new" "$scratch/two"
claim "a backup that is not there" exits_with 74 restore "$scratch/no" "$scratch/new"
all_claimed
