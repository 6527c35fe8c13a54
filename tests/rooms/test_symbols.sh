#!/usr/bin/env bash
# The wall as the linker sees it: what each library asks for, and what the
# program without names is made of.
. "$(dirname "$0")/../claims.sh"
cd "$AYUMI_BUILD" || exit

needs() {
    nm --undefined-only "$@" 2>/dev/null | awk 'NF == 2 {print $2}' | sort -u
}
offers() {
    nm --extern-only --defined-only "$@" 2>/dev/null |
        awk 'NF == 3 {print $3}' | sort -u
}

# stands_only_on ROOM ROOM...: of our own symbols it needs only theirs
stands_only_on() {
    room=$1
    shift
    for other in base stats report anonymize pipeline; do
        case " $room $* " in
        *" $other "*) continue ;;
        esac
        comm -12 <(needs "libayumi_$room.a") <(offers "libayumi_$other.a") |
            sed "s/^/$room needs $other: /"
    done >"$scratch/found"
    claim "$room stands only on: ${*:-nothing}" empty "$scratch/found"
}

stands_only_on base
stands_only_on stats
stands_only_on report base
stands_only_on anonymize report stats base
stands_only_on pipeline report stats base

needs libayumi_stats.a | grep -E '^(sqlite3_|fopen|open$|crypto_)' >"$scratch/found"
claim "stats opens no file, no database, no key" empty "$scratch/found"

for library in libayumi_*.a; do
    nm -A --undefined-only "$library" 2>/dev/null |
        grep ' U sqlite3_' | grep -vE ':store\.c\.o:'
done >"$scratch/found"
claim "only base/store.c calls SQLite" empty "$scratch/found"

comm -12 <(nm "$AYUMI_BIN/ayumi" | awk 'NF == 3 {print $3}' | sort -u) \
    <(offers libayumi_anonymize.a) >"$scratch/found"
claim "ayumi holds no symbol of anonymize/" empty "$scratch/found"
comm -12 <(nm "$AYUMI_BIN/ayumi-anonymize" | awk 'NF == 3 {print $3}' | sort -u) \
    <(offers libayumi_pipeline.a) >"$scratch/found"
claim "ayumi-anonymize holds no symbol of pipeline/" empty "$scratch/found"

needs "$AYUMI_BIN/ayumi" |
    grep -E '^crypto_(aead|secretbox|secretstream|box|kdf|pwhash|auth)' >"$scratch/found"
claim "ayumi can neither encrypt nor decrypt" empty "$scratch/found"

for program in ayumi ayumi-anonymize; do
    readelf -d "$AYUMI_BIN/$program" | grep NEEDED |
        grep -E 'pango|cairo|qpdf|xlsxwriter'
done >"$scratch/found"
claim "what prints is loaded when something is printed" empty "$scratch/found"

all_claimed
