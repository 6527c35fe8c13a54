#!/usr/bin/env bash
# Labels: once
# What every source file has in common: format, a purpose on top, nothing
# unfinished, and no call that depends on the locale.
. "$(dirname "$0")/../claims.sh"
cd "$AYUMI_SOURCE" || exit

mapfile -t sources < <(find base stats report anonymize pipeline tests \
    -name '*.[ch]' -type f 2>/dev/null | sort)
mapfile -t rooms < <(find base stats report anonymize pipeline \
    -name '*.[ch]' -type f 2>/dev/null | sort)
mapfile -t texts < <(find base stats report anonymize pipeline tests cmake \
    codebooks docs .ci -type f \( -name '*.[ch]' -o -name '*.sql' \
    -o -name '*.sh' -o -name '*.py' -o -name '*.cmake' -o -name '*.txt' \
    -o -name '*.md' -o -name '*.csv' -o -name run -o -name '*.1' \) 2>/dev/null |
    grep -v tests/rooms/test_style.sh | sort)

claim "every C file is as clang-format leaves it" \
    clang-format --dry-run -Werror "${sources[@]}"

for file in "${sources[@]}"; do
    head -n 1 "$file" | grep -q '^/\* .' || echo "$file"
done >"$scratch/found"
claim "every C file starts with its purpose" empty "$scratch/found"

find anonymize pipeline -name '*.sql' 2>/dev/null | while read -r file; do
    head -n 1 "$file" | grep -q '^-- .' || echo "$file"
done >"$scratch/found"
claim "every SQL file starts with the question it answers" empty "$scratch/found"

grep -nwE 'TODO|FIXME|XXX|HACK' "${texts[@]}" >"$scratch/found"
claim "nothing says that it is unfinished" empty "$scratch/found"

grep -nE $'\t' "${sources[@]}" >"$scratch/found"
claim "no tabs in C" empty "$scratch/found"

# printf repeats its format for each argument.
grep -rnF "printf '\\357\\273\\277%s" tests --include='*.sh' |
    grep -v tests/rooms/test_style.sh >"$scratch/found"
claim "a BOM stands before the first line only" empty "$scratch/found"

# calls NAMES ALLOWED: `file:line: text` of calls outside comments and strings
calls() {
    grep -nE "(^|[^a-zA-Z0-9_\"])($1) *\(" "${rooms[@]}" |
        grep -vE '^[^:]+:[0-9]+: *(\*|/\*|//)' |
        grep -vE "^($2):"
}
calls 'setlocale|uselocale|newlocale' none >"$scratch/found"
claim "the locale is never set" empty "$scratch/found"
calls 'atoi|atol|atoll|atof|strtod|strtof|strtold' \
    'base/number_text\.c|base/decimal\.c' >"$scratch/found"
claim "text becomes a number only in number_text and decimal" empty "$scratch/found"
calls 'strcat|sprintf|gets|tmpnam|mktemp|system|popen|rand|srand' \
    none >"$scratch/found"
claim "no call that overflows, guesses a name, or starts a shell" empty "$scratch/found"
calls 'exit|abort|_exit' \
    '[a-z]+/main\.c|base/(arena|messages|sql_text|child_process)\.c|stats/workspace\.c' >"$scratch/found"
claim "only main, and the base where our own mistake shows, end the program" empty "$scratch/found"
calls 'time|gettimeofday|localtime|localtime_r|mktime|ctime' \
    'base/[a-z_]+\.c|pipeline/[a-z_]+\.c|anonymize/[a-z_]+\.c' >"$scratch/found"
claim "stats and report know no clock" empty "$scratch/found"

claim "CMakePresets.json is valid JSON" python3 -m json.tool CMakePresets.json
presets_are_there() {
    for preset in dev asan release fuzz; do
        grep -q "\"name\": \"$preset\"" CMakePresets.json || return 1
    done
}
claim "the four presets are there" presets_are_there
for script in demo.sh test.sh .ci/run cmake/machine.sh tests/*/*.sh tests/*.sh; do
    bash -n "$script" 2>&1
done >"$scratch/found"
claim "every shell script parses" empty "$scratch/found"
for script in demo.sh test.sh .ci/run tests/*/test_*.sh; do
    [ -x "$script" ] || echo "$script"
done >"$scratch/found"
claim "every script that is run may be run" empty "$scratch/found"
all_claimed
