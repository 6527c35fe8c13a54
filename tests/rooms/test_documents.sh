#!/usr/bin/env bash
# Labels: once
# The documents say what is true: every command and option of --help stands in
# the man page and the other way round, links lead somewhere, the README's
# commands exist.
. "$(dirname "$0")/../claims.sh"
cd "$AYUMI_SOURCE" || exit

# verbs_of_help PROGRAM: the words at the start of the indented lines
verbs_of_help() {
    "$AYUMI_BIN/$1" --help | sed -n 's/^  \([a-z]\{1,\}\)\( .*\)\{0,1\}$/\1/p' |
        grep -vx ayumi | sort -u
}
verbs_of_man() {
    sed -n '/^\.SH COMMANDS/,/^\.SH OPTIONS/p' "docs/man/$1.1" |
        sed -nE 's/^\.BI? "?([a-z]+)( "|$).*/\1/p' | sort -u
}
options_of_help() {
    for verb in $(verbs_of_help "$1"); do
        "$AYUMI_BIN/$1" "$verb" --help | grep -oE '^ +--[a-z-]+' | tr -d ' '
    done | sort -u
}
options_of_man() {
    sed 's/\\-/-/g' "docs/man/$1.1" |
        sed -nE '/^\.SH OPTIONS/,/^\.SH FILES/s/^\.BI? (--[a-z-]+).*/\1/p' |
        sort -u
}
same_lists() {
    echo "< only in --help, > only in the man page"
    diff "$scratch/help" "$scratch/man" && [ -s "$scratch/help" ]
}

for program in ayumi ayumi-anonymize; do
    verbs_of_help "$program" >"$scratch/help"
    verbs_of_man "$program" >"$scratch/man"
    claim "$program: man page and --help know the same commands" same_lists
    # --version alone is the program's; `score` has one of its own.
    options_of_help "$program" | grep -vx -e --version >"$scratch/help"
    options_of_man "$program" | grep -vx -e --version >"$scratch/man"
    claim "$program: man page and --help know the same options" same_lists
done

# Commands in the documents' code: `ayumi VERB` must be a command.
documented_verbs() {
    grep -ohE '(^|[ `/])ayumi [a-z]+' README.md README.ja.md docs/*.md demo.sh |
        awk '{ print $NF }' | sort -u
}
verbs_of_help ayumi >"$scratch/help"
documented_verbs | comm -13 "$scratch/help" - >"$scratch/found"
claim "README and docs name no command that is not there" empty "$scratch/found"

for document in README.md README.ja.md docs/*.md docs/decisions/*.md codebooks/README.md; do
    folder=$(dirname "$document")
    grep -oE '\]\([^)#]+\)' "$document" | sed 's/^](//; s/)$//' |
        grep -v '^https\?:' | while read -r target; do
        [ -e "$folder/$target" ] || echo "$document: $target"
    done
    grep -oE '`(tests|docs|codebooks|base|cmake)/[A-Za-z0-9_./-]+`' "$document" |
        tr -d '`' | while read -r target; do
        [ -e "$target" ] || echo "$document: $target"
    done
done >"$scratch/found"
claim "every link and path in the documents leads somewhere" empty "$scratch/found"

has_sections() {
    for word in demo.sh test.sh inbox handover out/ LICENSE; do
        grep -q "$word" README.md || { echo "README.md: $word"; return 1; }
    done
    for word in demo.sh inbox findings; do
        grep -q "$word" README.ja.md || { echo "README.ja.md: $word"; return 1; }
    done
}
claim "the READMEs speak of both commands, the way in and the way out" has_sections
all_claimed
