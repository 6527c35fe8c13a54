#!/usr/bin/env bash
# status: what came for the quarter beside the one before, and what is missing.
. "$(dirname "$0")/../claims.sh"
. "$(dirname "$0")/../anonymize/small_study.sh"
ayumi=$AYUMI_BIN/ayumi
s=$scratch/study
new_study "$s"
# Counted by hand: events 2 in April-June, 1 in July-September; contacts 1, 0;
# funding 0, 1; a figure of a month has no day of its own.
put "$s/inbox/03.csv" '催事番号,種別,開催日,会場,方式' 'E1,11,2023-04-01,会場,1' \
    'E2,11,2023-06-30,会場,1' 'E3,11,2023-07-01,会場,1'
put "$s/inbox/09.csv" '接触番号,事業所番号,接触日' 'T1,J1,2023-05-10'
put "$s/inbox/23.csv" '番号,提供者,種別,日付,評価額,証憑' \
    'Z1,市民,1,2023-09-30,1000,受領書'
status() { "$ayumi" status --study "$s" "$@"; }
claim "before a run nothing is counted" exits_with 0 status
"$ayumi" run --study "$s" --quiet >"$scratch/run" 2>&1
rows() { status --lang en "$@" | sed -nE 's/^  ([0-9]{2}) .* ([0-9]+) +([0-9]+)( .*)?$/\1 \2 \3\4/p' | tr '\n' ';'; }
claim "rows stand beside those of the quarter before, what is missing is marked" \
    same "$(rows)" '03 2 1;09 1 0  <- nothing came;23 0 1;'
claim "another quarter can be asked for" same "$(rows --quarter R5Q1)" '03 0 2;09 0 1;23 0 0;'
claim "the number of missing kinds is said" \
    grep -q '1種類のファイルが、FY2023Q2 の分はまだ届いていません' <(status --lang ja)
claim "a quarter that is none is exit 2" exits_with 2 status --quarter 2023Q5
all_claimed
