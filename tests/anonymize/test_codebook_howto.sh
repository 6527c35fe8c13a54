#!/usr/bin/env bash
# docs/codebook-howto.md does what it says: each of its blocks goes into a
# study's codebook/, and files of the new form are read. No C is changed.
. "$(dirname "$0")/../claims.sh"
. "$(dirname "$0")/small_study.sh"

guide=$AYUMI_SOURCE/docs/codebook-howto.md
s=$scratch/study
new_study "$s"
new_key "$s"
mkdir "$s/codebook"

# add STEP: the blocks of one chapter; rows are added below an existing header.
add() {
    awk -v step="## $1." -v dir="$s/codebook/" '
        /^## / {here = index($0, step) == 1}
        /^```csv / {if (here) {out = dir $2; n = 0; next}}
        /^```/ {out = ""}
        out != "" {
            known = n++ == 0 && (getline line <out) > 0
            close(out)
            if (!known) printf "%s\r\n", $0 >>out
            close(out)
        }' "$guide"
}
check() { (cd "$scratch" && "$program" check --study "$s" --lang en "$@"); }
says() {
    check "$scratch/$2" >"$scratch/said"
    cat "$scratch/said"
    grep -q -- "$1" "$scratch/said"
}
quiet() { check "$@" >"$scratch/said"; cat "$scratch/said"; [ "$(wc -l <"$scratch/said")" -eq 1 ]; }

put "$scratch/alias.csv" '整理番号,チェックを受けた日,指輪っかテスト,握力右,握力左' '0012,2023-07-22,2,22.5,21.0'
put "$scratch/column.csv" '整理番号,調査版,記入日,希望活動1,資格,退職年,ボランティア経験年数,主な移動手段' \
    '0012,2023A,2023-07-22,2,中型二種,H30,61年,バス' '0013,2023A,2023-07-22,2,9,2031,3,不明'
put "$scratch/garden.csv" '作業番号,整理番号,作業日,作業時間,作業の種類,気づいたこと' \
    'G1,0012,2023-08-01,2.5,除草,佐藤さんと一緒' 'G2,,2023-08-01,2,2,' 'G3,0012,2023-08-02,13,1,'

claim "before step 1 the header is unknown" says E1202 alias.csv
add 1
claim "after step 1 the file is read without a finding" quiet "$scratch/alias.csv"
claim "before step 2 the column is unknown" says E1202 column.csv
add 3
add 2
claim "after steps 2 and 3 column and codes are read" quiet "$scratch/column.csv"
claim "their unit is taken off and counted, like any" \
    grep -q '"R08":1' <(check --json "$scratch/column.csv")
add 4
claim "after step 4 the warning is given" says 'row 2 column G .*\[W9001\]' column.csv
claim "and the error stops its row" says 'row 3 column F .*\[E9002\]' column.csv
claim "before step 5 the kind is unknown" says E1201 garden.csv
add 5
claim "after step 5 the kind is recognised and its range holds" \
    says 'row 4 column D (hours): .*\[E2102\]' garden.csv
claim "its name is the guide's" says '^.*garden.csv: garden work, received 3 = accepted 2' garden.csv

# What is saved under another name or as a workbook is not passed over.
strangers() { (cd "$scratch" && "$program" "$@" --study "$s" --lang ja 2>&1 >/dev/null) | grep -o "codebook/[^']*' は読みません" | tr '\n' ' '; }
claim "all files of this page are known" empty <(strangers check column.csv)
printf 'kind,variable,reason\r\n' >"$s/codebook/leak_exceptions.csv"
cp "$AYUMI_SOURCE/codebooks/accepted_findings.csv" "$s/codebook/"
cp "$s/codebook/rules.csv" "$s/codebook/~\$rules.csv"
claim "so are those that only a study has, and what Excel leaves" empty <(strangers check column.csv)
cp "$s/codebook/rules.csv" "$s/codebook/rules (1).csv"
cp "$AYUMI_SOURCE/tests/workbooks/plain.xlsx" "$s/codebook/crosswalk.xlsx"
claim "another name or form is named by check" same "$(strangers check column.csv)" \
    "codebook/crosswalk.xlsx' は読みません codebook/rules (1).csv' は読みません "
claim "and by a run" same "$(strangers handover --dry-run)" \
    "codebook/crosswalk.xlsx' は読みません codebook/rules (1).csv' は読みません "
rm "$s/codebook/crosswalk.xlsx" "$s/codebook/"*'(1).csv'

# The new kind crosses the wall as its roles say.
put "$s/inbox/01.csv" "$roster_header" \
    '12217,W,0012,高橋　花子,タカハシ ハナコ,2,S33.4.5,2023-07-22'
put "$s/inbox/02.csv" "$consent_header" '0012,v1,2023-07-22,1,1,'
cp "$scratch/garden.csv" "$s/inbox/農園(2).csv"
claim "a run with the new kind ends with its finding" exits_with 1 handover "$s"
table=$s/handover/L1_garden_work
claim "who consented has a pseudonym in the new table" \
    same "$(subject "$s" 01_participant 2)" "$(subject "$s" L1_garden_work 2)"
claim "a blank number is a counted, anonymous row" \
    same "$(cell "$s" L1_garden_work 3 work_id)/$(subject "$s" L1_garden_work 3)" G2/
claim "the remark stays at the office" \
    empty <(grep -c 佐藤 "$table.csv" | grep -v '^0$')
# traps: 07-6
claim "no finding says that nobody was named" \
    empty <(grep -E 'W3004|W3010' "$s/handover/findings.csv")

# A broken codebook is told, and nothing is read.
printf 'kind,header,variable\r\n05,体重,no_such\r\n' >"$s/codebook/crosswalk.csv"
claim "a wrong variable in the codebook is exit 2" exits_with 2 check "$scratch/alias.csv"
all_claimed
