#!/usr/bin/env bash
# A handover in which anybody of the vault can be read is not released: the
# place is said, the value is not, and the folder stays as it was.
. "$(dirname "$0")/../claims.sh"
. "$(dirname "$0")/small_study.sh"

s=$scratch/study
new_study "$s"
new_key "$s"
put "$s/inbox/01.csv" "$roster_header,電話番号" \
    '12217,W,0012,髙橋　花子,タカハシ ハナコ,2,1949-04-05,2023-07-22,04-7167-1234' \
    '12217,W,ZQ-104417,John Smith,ジョン スミス,1,1951-02-03,2023-07-22,'
put "$s/inbox/02.csv" "$consent_header" '0012,v1,2023-07-22,1,1,' \
    'ZQ-104417,v1,2023-07-22,1,1,'
put "$s/inbox/04.csv" "$attendance_header" 'E2023-014,0012,,1'
contact_header='接触番号,接触日,事業所番号,手法,結果'
put "$s/inbox/09.csv" "$contact_header" 'C1,2023-08-01,J-1,1,1'
claim "a clean handover is released" exits_with 0 handover "$s"
looked_at() {
    grep -A6 '"leak_check"' "$s/handover/manifest.json"
    python3 - "$s/handover/manifest.json" <<'END'
import json, sys
leaks = json.load(open(sys.argv[1]))['leak_check']
# 2 names, 2 kana, 2 births, 1 telephone, 1 number long enough to be told.
sys.exit(leaks['values'] != 8 or leaks['hits'] != 0 or leaks['cells'] < 20)
END
}
claim "its manifest says what was looked for, and where" looked_at
cp -r "$s/handover" "$scratch/good"

# stops LINE...: contacts with companies with these lines are not released
stops() {
    put "$s/inbox/09b.csv" "$contact_header" "$@"
    code=0
    "$program" handover --study "$s" --lang ja >"$scratch/said" 2>&1 || code=$?
    cat "$scratch/said"
    [ "$code" -eq 4 ] && diff -r "$s/handover" "$scratch/good"
}
says() {
    cat "$scratch/said"
    grep -qF -- "$1" "$scratch/said"
}
says_no() {
    ! grep -F -- "$1" "$scratch/said"
}
claim "another person's name in a key stops it" stops 'C2,2023-08-01,J-1,1,1' \
    'JohnSmith,2023-08-01,J-1,1,1'
claim "file, row and column are said" says "'09b.csv' 行3 列A(接触番号)"
claim "what it was is said" says '氏名'
claim "the value is not" says_no JohnSmith
claim "what to do is said" says leak_exceptions.csv
claim "an office number in a key stops it" stops 'ZQ-104417,2023-08-01,J-1,1,1'
claim "a telephone in a key stops it" stops 'T04-7167-1234,2023-08-01,J-1,1,1'
claim "a birth date where another day belongs stops it" \
    stops 'C2,1951-02-03,J-1,1,1'
claim "base64 of a name stops it" stops "x$(printf 'John Smith' | base64 | tr -d =),2023-08-01,J-1,1,1"
claim "nothing half-built is left" test ! -e "$s/.handover.partial"

put "$s/inbox/09b.csv" "$contact_header" 'ZQ-104417,2023-08-01,J-1,1,1'
excepted() {
    put "$s/codebook/leak_exceptions.csv" 'kind,variable,reason' "$1"
}
excepted '09,contact_id,'
claim "an exception needs a reason" exits_with 2 handover "$s"
excepted '09,contact,likeness'
claim "and a column that is there" exits_with 2 handover "$s"
excepted '99,contact_id,our contact numbers have the same form'
claim "of a kind that is there" exits_with 2 handover "$s"
lacks() { # COLUMN COLUMN: a list of exceptions with these two only
    put "$s/codebook/leak_exceptions.csv" "$1,$2" '09,contact_id'
    "$program" handover --study "$s" --lang ja >"$scratch/said" 2>&1
    [ $? -eq 2 ] && says leak_exceptions.csv
}
claim "its list has a kind" lacks variable reason
claim "its list has a column" lacks kind reason
claim "its list has a reason" lacks kind variable
excepted '09,company_id,another column'
claim "an exception of another column changes nothing" exits_with 4 handover "$s"
excepted '09,contact_id,our contact numbers have the same form'
claim "with an exception it is released" exits_with 0 handover "$s"
claim "and the manifest names the column" \
    grep -A1 '"excepted"' "$s/handover/manifest.json"
claim "that is current until the exception goes" \
    bash -c "'$program' handover --study '$s' --lang en 2>&1 | grep 'nothing changed'"
rm "$s/codebook/leak_exceptions.csv"
claim "then it is stopped again" exits_with 4 handover "$s"
rm "$s/inbox/09b.csv"

many() { # N: contacts with N companies under the names of people
    put "$s/inbox/09b.csv" '接触日,接触番号,事業所番号,手法,結果'
    for i in $(seq "$1"); do printf '2023-08-%s,JohnSmith-%s,J-1,1,1\r\n' "$((i % 28 + 1))" "$i"; done >>"$s/inbox/09b.csv"
    handover "$s" >"$scratch/said" 2>&1
    cat "$scratch/said"
    [ "$(grep -c "'09b.csv' row" "$scratch/said")" -eq "$2" ] && says "$3"
}
claim "twenty places are said, and how many there are" many 23 20 "in 23 places"
rm "$s/inbox/09b.csv"

# A sheet that is named after a person.
python3 - "$AYUMI_SOURCE/tests/workbooks/openpyxl.xlsx" "$s/inbox/09c.xlsx" <<'END'
import sys, zipfile
book = zipfile.ZipFile(sys.argv[1])
with zipfile.ZipFile(sys.argv[2], "w") as out:
    for name in book.namelist():
        data = book.read(name)
        if name == "xl/workbook.xml":
            data = data.replace("メモ".encode(), "髙橋花子".encode()) \
                       .replace(b"&#12513;&#12514;", "髙橋花子".encode())
        out.writestr(name, data)
END
"$program" handover --study "$s" --lang ja >"$scratch/said" 2>&1
claim "a sheet named after a person stops it" test $? -eq 4
claim "that it is the sheet's name is said" says シート
claim "the name is not said with it" \
    bash -c "! grep -F 台帳 '$scratch/said' | grep 花子"
rm "$s/inbox/09c.xlsx"

cp "$s/inbox/04.csv" "$s/inbox/04_髙橋花子様.csv"
"$program" handover --study "$s" --lang ja >"$scratch/said" 2>&1
claim "a file named after a person stops it" test $? -eq 4
claim "its name is not said with the finding" \
    bash -c "! grep -F 台帳 '$scratch/said' | grep 花子"
all_claimed
