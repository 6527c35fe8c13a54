#!/usr/bin/env bash
# The clerk's sheet: both forms of it, answers and their undoing, and the
# pairs whose answer is known.
. "$(dirname "$0")/../claims.sh"
. "$(dirname "$0")/small_study.sh"
here=$(dirname "$0")

s=$scratch/s
new_study "$s"
new_key "$s"
put "$s/inbox/2023Q2_01.csv" "$roster_header" \
    '12217,W,0001,林 祐子,ハヤシ ユウコ,2,1950-02-03,2023-07-22' \
    '12217,W,0002,林 佑子,ハヤシ ユウコ,2,1950-02-03,2023-07-22' \
    '12217,W,0003,髙橋 花子,タカハシ ハナコ,2,1958-04-05,2023-07-22' \
    '12217,W,0004,高橋 花子,タカハシ ハナコ,2,1958-05-04,2023-07-22' \
    '12217,W,0005,山田 太郎,ヤマダ タロウ,1,1944-01-02,2023-07-22' \
    '12217,W,0006,山田 太郎,ヤマダ タロウ,1,1951-11-30,2023-07-22'
put "$s/inbox/2023Q2_02.csv" "$consent_header" \
    '0001,v1,2023-07-22,1,1,' '0002,v1,2023-07-22,1,1,' \
    '0003,v1,2023-07-22,1,1,' '0004,v1,2023-07-22,1,1,' \
    '0005,v1,2023-07-22,1,1,' '0006,v1,2023-07-22,1,1,'
put "$s/inbox/2023Q2_03.csv" '催事番号,種別,開催日,会場,方式' \
    'E2023-014,11,2023-07-22,パレット,1'
put "$s/inbox/2023Q2_04.csv" "$attendance_header" \
    'E2023-014,0003,高橋花子,1' 'E2023-014,0005,山田　太郎,1'
handover "$s"
book=$s/review/pairs.xlsx
csv=$s/review/pairs.csv
list() { python3 "$here/fill_review.py" "$book" list; }
fill() { python3 "$here/fill_review.py" "$book" "$@"; }
roster() { subject "$s" 01_participant "$1"; }

claim "the workbook is closed to others" same "$(stat -c %a "$book")" 600
claim "workbook and CSV hold the same pairs" same \
    "$(list | cut -f2 | cut -c1-14 | sort)" \
    "$(grep -o '^P[0-9A-Z]*' "$csv" | sort)"
xml() { unzip -p "$book" "$1"; }
claim "the verdict is chosen from a list" bash -c \
    "unzip -p '$book' xl/worksheets/sheet1.xml |
        grep -q '<dataValidation type=\"list\".*same,other,unknown,withdrawn'"
claim "what differs is told in words" bash -c \
    "python3 '$here/fill_review.py' '$book' list | grep '林 祐子' |
        grep -q 'differ: name（1 characters differ（祐⇔佑））'"
claim "day and month in each other's place are told" bash -c \
    "python3 '$here/fill_review.py' '$book' list | grep '1958-05-04' |
        grep -q 'birth（month and day swapped）'"
claim "a variant is told apart from a difference" bash -c \
    "python3 '$here/fill_review.py' '$book' list | grep '1958-05-04' |
        grep -q 'only spelling variants（髙⇔高）'"
claim "the birth date stands in Japanese years too" bash -c \
    "python3 '$here/fill_review.py' '$book' list | grep -q '昭和25年2月3日'"
claim "single characters are marked in red" bash -c \
    "unzip -p '$book' xl/worksheets/sheet1.xml |
        grep -q 'C00000\"/>.*<t>祐</t>'"
claim "a second sheet says how to decide" bash -c \
    "unzip -p '$book' xl/workbook.xml | grep -q 'name=\"how to decide\"'"

# The same study, made again, gives the same sheet.
cp -r "$s" "$scratch/again"
rm -r "$scratch/again/review" "$scratch/again/handover" \
    "$scratch/again"/identity/[lv]*
handover "$scratch/again"
claim "the sheet is the same in every run" diff -r "$s/review" "$scratch/again/review"

# Two pairs are in question, one sure link and one sure non-link are not.
claim "known pairs are mixed in, and look like the others" \
    same "$(list | wc -l)" 4
claim "only those in question are waited for" bash -c \
    "'$program' match --study '$s' 2>&1 | grep -q ' 2 pairs may be one person'"
claim "a pair of namesakes is the sure non-link" bash -c \
    "python3 '$here/fill_review.py' '$book' list | grep -q '1944-01-02.*1951-11-30'"

# Answers in the workbook.
low=$(roster 2)
fill '林 祐子=同一'
handover "$s" >"$scratch/said" 2>&1
claim "同一 in the workbook joins two people" same "$low" "$(roster 3)"
claim "and stands in the CSV from then on" grep -q '祐子.*,same,' "$csv"
claim "and in the workbook" bash -c \
    "python3 '$here/fill_review.py' '$book' list | grep -q '^same.*祐子'"
fill '林 祐子=取消'
handover "$s"
claim "取消 takes the answer back" differ "$(roster 2)" "$(roster 3)"
claim "and the cell is blank again" bash -c \
    "python3 '$here/fill_review.py' '$book' list | grep -q '^	.*祐子'"
sed -i '/祐子/s/,,\r$/,same,\r/' "$csv"
fill '林 祐子=別人'
claim "two answers in two files are said" bash -c \
    "'$program' handover --study '$s' --quiet 2>&1 | grep -q 'answer differently'"
claim "and the earlier one stays" differ "$(roster 2)" "$(roster 3)"
fill '林 祐子=たぶん'
claim "a word that is no verdict is said, with its row" bash -c \
    "'$program' handover --study '$s' --quiet 2>&1 |
        grep -q 'pairs.xlsx. row [4-7]: the verdict must be'"

# The known pairs: answered, counted, and without effect.
fill '1944-01-02.*1951-11-30=同一' '山田 太郎=同一' '高橋花子=同一' '林 祐子=別人' \
    '1958-05-04=別人'
"$program" match --study "$s" >"$scratch/said" 2>&1
claim "answers to known pairs are counted, right and wrong" \
    grep -q '2 were answered and 1 of these agree' "$scratch/said"
handover "$s"
claim "a wrong answer to a known pair joins nobody" differ "$(roster 6)" "$(roster 7)"
rm "$book" "$csv"
handover "$s"
claim "answers outlive lost sheets" grep -q '祐子.*,other,' "$csv"
claim "a broken workbook is exit 2, and said" bash -c \
    "echo broken >'$book'; '$program' handover --study '$s' --quiet >/dev/null 2>&1; test \$? = 2"
rm "$book"
claim "no name leaves through the handover" bash -c \
    "! grep -rlE '祐子|ハヤシ|山田' '$s/handover'"

# Many questions: not more than ten known pairs of each sort are mixed in.
s=$scratch/many
new_study "$s"
new_key "$s"
python3 - "$s/inbox" "$roster_header" "$attendance_header" <<'PY'
import sys
inbox, roster, attendance = sys.argv[1:]
kana = "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモ"
people = []
for i in range(84):
    surname, sound = chr(0x4e10 + 7 * i) + "田", kana[i % 35] + kana[i // 35] + "ダ"
    birth = f"19{40 + i % 20}-{1 + i % 12:02}-{1 + i % 28:02}"
    for k, given in enumerate("祐佑"):
        people.append((f"{2 * i + k:04}", f"{surname} {given}子", f"{sound} ユウコ", birth))
with open(inbox + "/2023Q2_01.csv", "w", encoding="utf-8") as f:
    print(roster, file=f)
    for number, name, sound, birth in people:
        print(f"12217,W,{number},{name},{sound},2,{birth},2023-07-22", file=f)
    for number in ("8001", "8002"):
        print(f"12217,W,{number},無名{number},,2,,2023-07-22", file=f)
with open(inbox + "/2023Q2_04.csv", "w", encoding="utf-8") as f:
    print(attendance, file=f)
    for number, name, _, _ in people:
        print(f"E1,{number},{name},1", file=f)
    print("E1,8001,,1", file=f)
PY
handover "$s" 2>/dev/null
book=$s/review/pairs.xlsx
asked() {
    "$program" match --study "$s" 2>&1 | grep -o '[0-9]* pairs may be one person' | cut -d' ' -f1
}
n=$(asked)
claim "every pair is asked about" test "$n" -ge 84
claim "of many pairs ten are sure links and ten are sure others" \
    same "$(list | wc -l)" "$((n + 20))"
rm "$s/inbox/2023Q2_04.csv"
handover "$s" 2>/dev/null
claim "links of a file that is gone are asked no more" \
    same "$(list | wc -l):$(asked)" "$((n + 10)):$n"
rm "$s/inbox/2023Q2_01.csv"
put "$s/inbox/2023Q3_01.csv" "$roster_header" \
    '12217,W,9001,山田　太郎,ヤマダ タロウ,1,1944-01-02,2023-10-22'
handover "$s" 2>/dev/null
claim "people whose file is gone are asked about as before, nobody else is" \
    same "$(list | wc -l):$(asked)" "$n:$n"
all_claimed
