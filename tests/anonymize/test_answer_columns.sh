#!/usr/bin/env bash
# A question with several answers, a column for each: what crosswalk.csv says
# of the headers makes one cell of them, and nothing is guessed.
. "$(dirname "$0")/../claims.sh"
. "$(dirname "$0")/small_study.sh"
s=$scratch/study
new_study "$s" && new_key "$s"
mkdir "$s/codebook"
crosswalk() {
    printf '\357\273\277' >"$s/codebook/crosswalk.csv"
    printf '%s\r\n' kind,header,variable,note "$@" >>"$s/codebook/crosswalk.csv"
}
crosswalk '05,働く理由_収入,motives=1,' '05,働く理由_健康,motives=2,' '05,働く理由_生きがい,motives=3,'
put "$s/inbox/01.csv" "$roster_header" '12217,W,0012,髙橋　花子,タカハシハナコ,2,S33.4.5,2023-07-22'
form='整理番号,調査版,記入日,希望活動1,働く理由_収入,働く理由_健康,働く理由_生きがい,主観的健康'
put "$s/inbox/W/2023Q2_05.csv" "$form" '0012,2023A,2023-07-22,2,1,0,1,2' '0013,2023A,2023-07-22,2,,○,×,2' \
    '0014,2023A,2023-07-22,2,0,0,0,2' '0015,2023A,2023-07-22,2,,,,2' '0016,2023A,2023-07-22,2,1,7,0,2'
put "$s/inbox/W/2023Q3_05.csv" '整理番号,調査版,記入日,希望活動1,働く理由,主観的健康' '0017,2023A,2023-10-01,2,1・3,2' \
    '0012,2023A,2023-07-22,2,"1,3",2'
check() { "$program" check --study "$s" --json "$s/inbox/W/2023Q2_05.csv" >"$scratch/json"; }
claim "the columns are known, a cell that is no tick is not" exits_with 1 check
claim "of five rows four are right" grep -q '"received":5,"accepted":4,"quarantined":1' "$scratch/json"
claim "the wrong one has its place" grep -q '"row":6,"column":"E","variable":"motives","rule":"E2103"' "$scratch/json"
handover "$s" 2>/dev/null
accepted() { sed -n "$1p" "$s/handover/balance.csv" | cut -d, -f2-5; }
claim "the whole file crosses but for that row" same "$(accepted 3)" '5,4,1,0'
claim "the same answers in one cell are the same row" same "$(accepted 4)" '2,1,0,1'
before=$(cat "$s/handover/balance.csv")
put "$s/inbox/W/2023Q4_09.csv" '接触番号,事業所番号,接触日' 'T1,J1,2023-12-02'
handover "$s" 2>/dev/null
claim "what is known from the last run reads the same" same "$(head -4 "$s/handover/balance.csv")" "$before"

put "$s/inbox/W/2024Q1_28.csv" '対象表,対象番号,項目,旧値,新値,訂正日,区分,申請者' \
    '05,0014;2023A,働く理由_収入,0,1,2024-01-05,1,st03' '05,0014;2023A,働く理由,,2,2024-01-05,1,st03'
handover "$s" 2>/dev/null
claim "a correction names the question, not one of its columns" same \
    "$(awk -F, '$5 == "W3405" || $5 == "I3401" {print $2 $5 $4}' "$s/handover/findings.csv" | tr '\n' ' ')" \
    '4I3401motives 2W3405target_field '

# A workbook says of a cell what its text can't: a formula that was never worked out.
w=$scratch/workbook
new_study "$w" && new_key "$w"
cp -r "$s/codebook" "$w/"
crosswalk_of_w="$w/codebook/crosswalk.csv"
printf '\357\273\277' >"$crosswalk_of_w"
printf '%s\r\n' kind,header,variable,note '05,働く理由_収入,motives=1,' '05,働く理由_健康,motives=2,' \
    '05,働く理由_生きがい,motives=3,' >>"$crosswalk_of_w"
cp "$s/inbox/01.csv" "$w/inbox/"
mkdir "$w/inbox/W"
python3 "$(dirname "$0")/workbook_of.py" "$w/inbox/W/2023Q2_05.xlsx" "$form" \
    '0012,2023A,2023-07-22,2,1,<c r="F2"><f>1+0</f></c>,1,2' '0013,2023A,2023-07-22,2,<c r="E3"><f>1+0</f></c>,0,1,2'
put "$w/inbox/W/2024Q1_28.csv" '対象表,対象番号,項目,旧値,新値,訂正日,区分,申請者' \
    '05,0012;2023A,主観的健康,2,3,2024-01-05,1,st03' '05,0013;2023A,働く理由,,3,2024-01-05,1,st03'
handover "$w" 2>/dev/null
claim "another cell put right leaves the row out; the answer does not, though it is what can be read" same \
    "$(sed -n 3p "$w/handover/balance.csv" | cut -d, -f2-5)" '2,1,1,0'

# Without people, so that the answers themselves cross.
n=$scratch/nobody
new_study "$n"
mkdir "$n/codebook"
printf '%s\r\n' $'\357\273\277'kind,table,label_ja,label_en,people,consent,keys,happened,known,note \
    '92,slip,票,slip,none,none,slip,day,,' >"$n/codebook/files.csv"
printf '%s\r\n' $'\357\273\277'kind,name,label_ja,label_en,type,unit,role,codes,min,max,outside,must_be_present,must_be_filled,note \
    '92,slip,票番号,slip,key,,indicator,,,,,1,1,' '92,day,回答日,day,date,,indicator,,,,,1,1,' \
    '92,why,理由,why,code_list,,indicator,motive,,,,1,0,' >"$n/codebook/variables.csv"
motive=$(awk -F, '$1 ~ /05/ && $2 == "motives" {print $8}' "$AYUMI_SOURCE/codebooks/variables.csv")
sed -i "s/,indicator,motive,/,indicator,$motive,/" "$n/codebook/variables.csv"
printf '%s\r\n' $'\357\273\277'kind,header,variable,note | cat - <(printf '%s\r\n' '92,収入,why=1,' '92,健康,why=2,' '92,仲間,why=5,') \
    >"$n/codebook/crosswalk.csv"
put "$n/inbox/92.csv" '票番号,健康,回答日,収入,仲間' 'Q1,レ,2023-07-22,1,0' 'Q2,,2023-07-22,,' 'Q3,×,2023-07-22,無,はい'
handover "$n" 2>"$scratch/said"
claim "the ticked codes cross as one cell, in the order of the columns" same \
    "$(for row in 2 3 4; do cell "$n" 92_slip "$row" why; done | tr '\n' ' ')" '2;1  5 '
put "$n/inbox/93.csv" '票番号,健康,回答日,収入,理由' 'Q9,1,2023-07-22,1,5'
claim "a column for all answers beside one for each is a column twice" \
    grep -q E1203 <("$program" check --study "$n" --json "$n/inbox/93.csv")
refused() {
    crosswalk "$1"
    "$program" check --study "$s" "$s/inbox/W/2023Q2_05.csv"
}
claim "a code that the list has not is refused" exits_with 2 refused '05,働く理由_収入,motives=77,'
claim "so is a variable with one answer" exits_with 2 refused '05,健康1,srh=1,'
all_claimed
