#!/bin/sh
# The committed sample town is what make-town writes, byte by byte, twice over
# and in another time zone and locale. To renew the committed files:
#   AYUMI_SOURCE=$PWD AYUMI_BUILD=$PWD/build AYUMI_BIN=$PWD/build/bin \
#       tests/golden/test_town_is_generated.sh --accept
. "$AYUMI_SOURCE/tests/claims.sh"
source=$AYUMI_SOURCE
town=$AYUMI_BIN/make-town
made=$scratch

make_town() { # folder, further arguments...
    folder=$1
    shift
    mkdir -p "$folder"
    "$town" --people 150 --seed 20230703 --out "$folder" "$@"
}
refuses() { # arguments of make-town
    code=0
    "$town" "$@" || code=$?
    [ "$code" -eq 2 ] && [ ! -e "$made/refused" ]
}
small_enough() {
    [ "$(du -sk "$source/examples/town" | cut -f1)" -lt 1024 ]
}
same_as_committed() {
    for part in study.csv effects.csv faults.csv codebook inbox; do
        diff -r "$made/one/$part" "$source/examples/town/$part" || return 1
    done
}
every_rule_exists() {
    rules=$source/codebooks/rules.csv
    tail -n +2 "$made/one/faults.csv" | grep -oE ',[EWIR][0-9]{4},' |
        tr -d , | sort -u | while read -r rule; do
        grep -q "^$rule," "$rules" || { echo "$rule"; exit 1; }
    done
}

make_town "$made/one"
if [ "${1:-}" = --accept ]; then
    for part in codebook inbox; do
        rm -rf "${source:?}/examples/town/$part"
    done
    cp -R "$made/one/." "$source/examples/town/"
fi
(export TZ=Pacific/Auckland LC_ALL=C; make_town "$made/two")
make_town "$made/three" --truth --clean

claim "the committed town is the generated one" same_as_committed
claim "another time zone and locale give the same bytes" \
    diff -r "$made/one" "$made/two"
claim "the town is small enough to commit" small_enough
claim "a clean town has no list of faults" test ! -e "$made/three/faults.csv"
claim "the truth about people comes only when asked for" \
    test -e "$made/three/truth.csv" -a ! -e "$made/one/truth.csv"
claim "every planted fault names a rule of the codebook" every_rule_exists
claim "zero people are refused" refuses --people 0 --out "$made/refused"
claim "too few people for the faults are refused" \
    refuses --people 99 --out "$made/refused"
claim "a study without a folder is refused" refuses --people 150
claim "faults need the deliveries up to June 2024" \
    refuses --people 150 --until 2023-03-31 --out "$made/refused"

all_claimed
