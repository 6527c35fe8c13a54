#!/usr/bin/env bash
# What a command can't do as it was asked: said, exit 2 or 4, nothing changed.
. "$(dirname "$0")/../claims.sh"
. "$(dirname "$0")/small_study.sh"
s=$scratch/study
new_study "$s"
new_key "$s"
put "$s/inbox/01.csv" "$roster_header" \
    '12217,W,0012,髙橋　花子,タカハシ ハナコ,2,1940-04-05,2023-04-22' \
    '12217,W,0013,鈴木　一郎,スズキ イチロウ,1,1950-01-02,2023-04-22'
put "$s/inbox/02.csv" "$consent_header" '0012,v1,2023-04-22,1,1,' '0013,v1,2023-04-22,1,1,'
handover "$s" 2>/dev/null
hanako=$(subject "$s" 01_participant 2)
ichiro=$(subject "$s" 01_participant 3)
cp -r "$s" "$scratch/before"

# refused CODE COMMAND ARGUMENT…
refused() {
    code=$1
    shift
    exits_with "$code" "$program" "$@" --study "$s" --quiet 2>"$scratch/said" </dev/null &&
        [ -s "$scratch/said" ] && diff -r "$s" "$scratch/before"
}
claim "a day that is none" refused 2 handover --as-of 2023-02-30
claim "nor one of an intake" refused 2 intake --as-of yesterday
claim "an approval is not a dry run" refused 2 handover --approve 0123456789abcdef --dry-run
claim "nor one as of a day" refused 2 handover --approve 0123456789abcdef --as-of 2023-05-01
claim "an approval that nobody asked for" refused 2 handover --approve 0123456789abcdef
claim "a hash that is none" refused 2 handover --approve 0123456789ABCDEG
claim "nothing to check" refused 2 check
claim "a blank form of two folders" refused 2 check --template 06 "$scratch" "$s"
claim "a blank form of no kind" refused 2 check --template 99
mkdir "$scratch/forms_of_06"
"$program" check --template 06 "$scratch/forms_of_06" >/dev/null
only_workbook() {
    rm -f "$scratch/forms_of_06"/*.csv
    exits_with 2 "$program" check --template 06 "$scratch/forms_of_06"
}
claim "nor one beside a workbook that may be filled in" only_workbook
claim "an inquiry about no day" refused 2 inquiry --cells "$s/study.csv"
claim "an inquiry about no cells" refused 2 inquiry --as-of 2023-05-01
claim "an inquiry about a day that is none" \
    refused 2 inquiry --as-of 2023-05-32 --cells "$s/study.csv"
claim "a page that stays for ever" refused 2 disclose "$hanako" --days 61
claim "or not at all" refused 2 disclose "$hanako" --days 0
claim "two people's pages" refused 2 disclose "$hanako" "$ichiro"
claim "two people's names" refused 2 reidentify "$hanako" "$ichiro" --reason 'both'
claim "nobody's number" refused 2 disclose
claim "a withdrawal of tomorrow" refused 2 withdraw "$hanako" --date "$(date -d tomorrow +%F)"
claim "a list of a month" refused 2 labels --days 61
claim "calls of no wave" refused 2 contact --from "$s/study.csv"
claim "a wave that is no name" refused 2 contact --wave ../up --from "$s/study.csv"
claim "visits that are not there" refused 2 contact --wave F1 --from "$scratch/none.csv"
claim "visits that are none" refused 2 contact --wave F1 --from "$s/study.csv"
claim "two things at once with the key" refused 2 key --rotate --new
claim "two guards" refused 2 key --passphrase --two-persons
claim "a new key over the old one" refused 4 key --new
claim "an audit that expects nothing" refused 4 audit --verify --expect 00
rm -r "$s/inbox"/* && rm -r "$scratch/before/inbox"/*

# The vault knows people whose files are gone.
claim "a page about somebody whose files are gone" exits_with 0 \
    "$program" disclose "$hanako" --study "$s" --quiet
claim "says what is held of them" grep -q 'ハナコ' "$s"/identity/disclosure_*.html

# --- in Japanese ------------------------------------------------------------------
on_terminal() {
    SHELL=/bin/bash script -qec "$(printf '%q ' "$@")" /dev/null </dev/null | tr -d '\r'
}
shown() { # PSEUDONYM
    on_terminal "$program" reidentify --study "$s" --lang ja "$1" --reason 電話の確認
}
claim "who it was is shown, with the birth date as it is said" \
    grep -q '昭和15年4月5日 (1940-04-05)' <(shown "$hanako")
claim "in English the date alone" grep -q ': 1940-04-05' \
    <(on_terminal "$program" reidentify --study "$s" --lang en "$hanako" --reason 'a call')
sed -i 's/language,en/language,ja/' "$s/study.csv"
for scope in link all; do
    claim "a withdrawal of $scope from now on" exits_with 0 \
        "$program" withdraw "$hanako" --scope $scope --date 2023-06-0${#scope} --quiet --study "$s"
done
claim "its certificate says the day as it is written here" \
    grep -q '2023年6月3日' "$s"/identity/withdrawals/*_2023-06-03.html
claim "a withdrawal of all that was" exits_with 0 \
    "$program" withdraw "$ichiro" --backward --date 2023-06-05 --quiet --study "$s"
claim "nothing is shown of who was erased" \
    bash -c "! grep 鈴木 <($(declare -f on_terminal shown); program='$program' s='$s'; shown '$ichiro')"
rm -r "$s/identity"
for command in labels "disclose $hanako" "reidentify $hanako --reason letter" "withdraw $hanako" \
    "contact --wave F1"; do
    claim "without a vault nobody is known to ${command%% *}" exits_with 4 \
        "$program" $command --study "$s" --quiet
done
all_claimed
