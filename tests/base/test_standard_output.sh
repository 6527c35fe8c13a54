#!/usr/bin/env bash
# What was printed and could not be written is a failure of both programs.
. "$(dirname "$0")/../claims.sh"
. "$AYUMI_SOURCE/tests/anonymize/small_study.sh"

to_full() {
    exits_with 74 "$@" 2>"$scratch/said" >/dev/full && grep stdout "$scratch/said"
}

new_study "$scratch/s"
new_key "$scratch/s"
put "$scratch/s/inbox/2023Q1_01.csv" "$roster_header" \
    '12217,W,0012,髙橋　花子,タカハシ ハナコ,2,1940-04-05,2023-04-22'
"$program" key --rotate --study "$scratch/s" --quiet # one line of the log

claim "the research program says that its help was not written" \
    to_full "$AYUMI_BIN/ayumi" --help
claim "the identity room says that its help was not written" \
    to_full "$program" --help
claim "an audit log that was not printed whole is said" \
    to_full "$program" audit --study "$scratch/s"
claim "a file's check that was not printed is said, also with findings" \
    to_full "$program" check --json --study "$scratch/s" \
    "$scratch/s/inbox/2023Q1_01.csv"
wrong_usage_stays() {
    exits_with 2 "$program" audit --no-such-option >/dev/full
}
claim "a command that printed nothing ends as it did" wrong_usage_stays
all_claimed
