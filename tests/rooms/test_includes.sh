#!/usr/bin/env bash
# Labels: once
# Every room includes only itself and the rooms below it (DESIGN: pipeline and
# anonymize stand on report, stats, base; report on base; stats on nothing),
# and outside libraries are met in one place each.
. "$(dirname "$0")/../claims.sh"
cd "$AYUMI_SOURCE" || exit

# includes_of ROOM: `file room` for every include of another folder.
includes_of() {
    grep -HoE '^ *# *include *"[^"]+"' "$1"/*.c "$1"/*.h 2>/dev/null |
        sed -E 's/:[^"]*"([^"]*)"/ \1/'
}

# only_includes ROOM ALLOWED...
only_includes() {
    room=$1
    shift
    pattern=$(printf '%s|' "$@")
    includes_of "$room" | grep -vE " (${pattern%|})/[a-z0-9_]+\.h\$"
}

check_room() {
    only_includes "$@" >"$scratch/found"
    claim "$1 includes only: $*" empty "$scratch/found"
}

check_room base base
check_room stats stats
check_room report report base
check_room anonymize anonymize report stats base
check_room pipeline pipeline report stats base

# outside HEADER ALLOWED-FILE-PATTERN: who else includes a library's header
outside() {
    grep -lE "^ *# *include *<$1" base/*.[ch] stats/*.[ch] report/*.[ch] \
        anonymize/*.[ch] pipeline/*.[ch] 2>/dev/null | grep -vE "^($2)\$"
}

meets() {
    outside "$2" "$3" >"$scratch/found"
    claim "$1" empty "$scratch/found"
}

meets "only base/store.c speaks to SQLite" 'sqlite3\.h' 'base/store\.c'
meets "GSL is met only inside stats/, never in its headers" 'gsl/' 'stats/[a-z0-9_]+\.c'
meets "libcsv is met only by the reader" 'csv\.h' 'base/csv_reader\.c'
meets "libxlsxwriter is met only by what writes workbooks" 'xlsxwriter' \
    'report/workbook_library\.h'
grep -lE 'workbook_new(_opt)?\(' ./*/*.c | grep -v '^\./report/new_workbook\.c$' >"$scratch/found"
claim "every workbook is begun where it is said that its parts lie beside it" empty "$scratch/found"
meets "drawing libraries are met only by the PDF" '(cairo|pango|qpdf)' 'report/pdf[a-z0-9_]*\.[ch]'
meets "cryptography is met only in anonymize/ and by the file hash" 'sodium' \
    'anonymize/[a-z0-9_]+\.[ch]|base/file_hash\.c|base/codebook[a-z_]*\.c|base/settings\.c'

# The rule must be able to fail: a room that breaks it is noticed.
mkdir -p "$scratch/house/stats"
printf '#include "base/store.h"\n' >"$scratch/house/stats/wrong.c"
notices_a_breach() {
    cd "$scratch/house" && [ -n "$(only_includes stats stats)" ]
}
claim "an include upwards is noticed" notices_a_breach
all_claimed
