#!/usr/bin/env bash
# Labels: once
# A clerk's answer is taken once and stays, also where a command ended after it
# was in the vault and before review/ was written again.
. "$(dirname "$0")/../claims.sh"
. "$(dirname "$0")/small_study.sh"
here=$(dirname "$0")
s=$scratch/s
new_study "$s"
new_key "$s"
put "$s/inbox/2023Q2_01.csv" "$roster_header" \
    '12217,W,0012,髙橋　花子,タカハシ ハナコ,2,1940-04-05,2023-07-22' \
    '12217,W,0013,鈴木　一郎,スズキ イチロウ,1,1950-01-02,2023-07-22' \
    '12217,S,0099,鈴木　一朗,スズキ イチロウ,1,1950-01-02,2023-07-22'
put "$s/inbox/2023Q2_02.csv" "$consent_header" \
    '0012,v1,2023-07-22,1,1,' '0013,v1,2023-07-22,1,1,'
handover "$s" 2>/dev/null
hanako=$(subject "$s" 01_participant 2)
claim "the two who are alike are two" \
    differ "$(subject "$s" 01_participant 3)" "$(subject "$s" 01_participant 4)"
python3 "$here/fill_review.py" "$s/review/pairs.xlsx" '鈴木 一郎.*鈴木 一朗=same'
cp -r "$s" "$scratch/answered"

are_one() {
    same "$(subject "$s" 01_participant 3)" "$(subject "$s" 01_participant 4)"
}
# In the workbook "same", in the CSV still nothing.
mkdir -p "$s/review/.pairs.csv.partial/x"
claim "a run ends before review/ is written again" exits_with 74 \
    "$program" match --study "$s" --quiet
rm -r "$s/review/.pairs.csv.partial"
cp -r "$s" "$scratch/ended"
# How it was kept counts only while both cells are as they were then; otherwise
# they are read as ever: one has been emptied since.
kept_otherwise() {
    rm -r "$s"
    cp -r "$scratch/ended" "$s"
    sed -i "$1" "$s/review/.settled"
    handover "$s" 2>/dev/null
    differ "$(subject "$s" 01_participant 3)" "$(subject "$s" 01_participant 4)"
}
claim "a line that says nothing counts for nothing" kept_otherwise 's/.*/x/'
claim "nor does one of a pair that nobody asks about" kept_otherwise 's/^[^ ]*/P0000000000000/'
claim "nor one of another cell in the CSV" \
    kept_otherwise 's/^\([^ ]*\) [^ ]* /\1 different /'
claim "nor one of another cell in the workbook" \
    kept_otherwise 's/^\([^ ]* [^ ]*\) [^ ]* /\1 different /'
rm -r "$s"
cp -r "$scratch/ended" "$s"
handover "$s" 2>/dev/null
claim "the answer in the workbook counts still" are_one
claim "and nothing is left of how it was kept" test ! -e "$s/review/.settled"
python3 "$here/fill_review.py" "$s/review/pairs.xlsx" '鈴木 一郎.*鈴木 一朗=withdrawn'
handover "$s" 2>/dev/null
claim "it can be taken back" \
    differ "$(subject "$s" 01_participant 3)" "$(subject "$s" 01_participant 4)"

rm -r "$s"
cp -r "$scratch/answered" "$s"
claim "a withdrawal of another person reads the answers twice" exits_with 0 \
    "$program" withdraw "$hanako" --backward --date 2023-08-01 --study "$s" --quiet
claim "and takes them as they are" are_one
all_claimed
