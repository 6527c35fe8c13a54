#!/usr/bin/env bash
# The wall: what crosses, under which name, and what a locked door does.
. "$(dirname "$0")/../claims.sh"
. "$(dirname "$0")/small_study.sh"
here=$(cd "$(dirname "$0")" && pwd)

# --- the key ---------------------------------------------------------------
k=$scratch/key
new_study "$k"
put "$k/inbox/01.csv" "$roster_header" \
    '12217,W,0012,髙橋　花子,タカハシ ハナコ,2,1958-04-05,2023-07-22'
claim "without a key people are refused with exit 4" exits_with 4 handover "$k"
handover "$k" 2>"$scratch/said"
claim "the message says what to do" grep -q 'key --new' "$scratch/said"
claim "nothing was made" \
    test ! -e "$k/identity" -a ! -e "$k/handover" -a ! -e "$k/review"
claim "key --new makes a key" exits_with 0 "$program" key --new --study "$k" --quiet
claim "the folder is 0700, the key 0600" \
    same "$(stat -c '%a' "$k/identity") $(stat -c '%a' "$k/identity/key")" '700 600'
cp "$k/identity/key" "$scratch/key.first"
claim "a second key is refused" exits_with 4 "$program" key --new --study "$k" --quiet
claim "and the first one stays" cmp "$k/identity/key" "$scratch/key.first"
claim "with the key it runs" exits_with 0 handover "$k"
claim "the vault is 0600" same "$(stat -c '%a' "$k/identity/vault.sqlite")" 600

refuses() {
    rm -rf "$k/handover"
    exits_with 4 handover "$k" && [ ! -e "$k/handover" ]
}
chmod 640 "$k/identity/key"
claim "a key that a group may read is refused" refuses
chmod 600 "$k/identity/key"
chmod 750 "$k/identity"
claim "a folder that a group may enter is refused" refuses
chmod 700 "$k/identity"
chmod 604 "$k/identity/vault.sqlite"
claim "a vault that others may read is refused" refuses
chmod 600 "$k/identity/vault.sqlite"
mv "$k/identity/key" "$k/identity/real"
ln -s real "$k/identity/key"
claim "a key behind a link is refused" refuses
rm "$k/identity/key"
head -c 31 "$k/identity/real" >"$k/identity/key"
chmod 600 "$k/identity/key"
claim "a key cut short is refused" refuses
cp "$k/identity/real" "$k/identity/key"
echo >>"$k/identity/key"
claim "a key grown longer is refused" refuses
mv "$k/identity/real" "$k/identity/key"
if [ "$(id -u)" = 0 ]; then
    chown 12345 "$k/identity/key"
    claim "a key of another owner is refused" refuses
    chown 0 "$k/identity/key"
fi
claim "the right key is taken again" exits_with 0 handover "$k"
# Also where nothing changed, and no file would have been opened.
refuses_idly() {
    chmod "$2" "$1"
    code=0
    handover "$k" || code=$?
    chmod "$3" "$1"
    [ "$code" = 4 ] && [ -e "$k/handover" ]
}
claim "an open folder is refused by a run with nothing to do" refuses_idly "$k/identity" 755 700
for file in key vault.sqlite vault.stamp; do
    claim "an open $file as well" refuses_idly "$k/identity/$file" 644 600
done
claim "closed, there is nothing to do" exits_with 0 handover "$k"

claim "nothing is written by --dry-run" bash -c "
    rm -rf '$k/handover' '$k/identity/vault.sqlite' '$k/identity/vault.stamp' '$k/identity/last_handover'
    '$program' handover --study '$k' --quiet --dry-run
    test ! -e '$k/handover' -a ! -e '$k/identity/vault.sqlite' -a ! -e '$k/review'"
claim "intake takes in and stops" bash -c "
    '$program' intake --study '$k' --quiet &&
    test -s '$k/identity/vault.sqlite' -a ! -e '$k/handover'"
claim "match decides and stops" bash -c "
    '$program' match --study '$k' --quiet && test ! -e '$k/handover'"
claim "handover goes on from there" exits_with 0 handover "$k"

# --- the vault ---------------------------------------------------------------
vault() {
    python3 - "$k/identity/vault.sqlite" "$1" <<'PY'
import sqlite3, sys
db = sqlite3.connect(sys.argv[1])
db.executescript(sys.argv[2])
PY
}
put "$k/inbox/01.csv" "$roster_header" \
    '12217,W,0012,髙橋　花子,タカハシ ハナコ,2,1958-04-05,2023-07-22' \
    '12217,W,0013,鈴木　一郎,スズキ イチロウ,1,1950-01-02,2023-07-22'
handover "$k"
cp "$k/identity/vault.sqlite" "$scratch/vault.good"
claim "no name stands in the vault in the clear" \
    bash -c "! grep -qa -e '花子' -e 'ハナコ' -e '0012' -e '1958' '$k/identity/vault.sqlite'"
vault "UPDATE received_row SET sealed = (SELECT sealed FROM received_row AS o
       WHERE o.received = 5 - received_row.received) WHERE received IN (2, 3)"
claim "two swapped rows of the vault are refused" refuses
cp "$scratch/vault.good" "$k/identity/vault.sqlite"
vault "UPDATE received_row SET sealed = zeroblob(80) WHERE received = 2"
claim "an overwritten row is refused" refuses
cp "$scratch/vault.good" "$k/identity/vault.sqlite"
vault "UPDATE vault_fact SET value = 'x' WHERE name = 'key_check'"
claim "a vault of another key is refused" refuses
cp "$scratch/vault.good" "$k/identity/vault.sqlite"

# --- consent -----------------------------------------------------------------
c=$scratch/consent
new_study "$c"
new_key "$c"
person() {
    echo "12217,W,010$1,試験 $2,シケン $3,2,1958-04-0$1,2023-07-22"
}
put "$c/inbox/01.csv" "$roster_header" "$(person 1 一 イチ)" "$(person 2 二 ニ)" \
    "$(person 3 三 サン)" "$(person 4 四 シ)" "$(person 5 五 ゴ)" \
    "$(person 6 六 ロク)" "$(person 7 七 ナナ)"
put "$c/inbox/02.csv" "$consent_header" \
    '0101,v1,2023-07-22,1,1,' '0102,v1,2023-07-22,,,' '0103,v1,2023-07-22,0,1,' \
    '0104,v1,2023-07-22,1,1,2023-09-01' '0105,v1,2023-09-15,1,1,' \
    '0106,v1,2023-07-22,1,1,' '0106,v2,2023-08-01,1,1,2023-07-01'
put "$c/inbox/12.csv" "$activity_header" \
    'A1,0101,2023-08-01,2023-12-31,1,2023-08-10' \
    'A2,0102,2023-08-01,2023-12-31,1,2023-08-10' \
    'A3,0103,2023-08-01,,1,2023-08-10' 'A4,0104,2023-08-01,,1,2023-08-10' \
    'A5,0102,2024-03-31,,1,2024-04-10' 'A6,0102,2024-04-01,,1,2024-04-10'
handover "$c" --as-of 2023-09-10
who() {
    subject "$c" "$1" "$2"
}
claim "consent to follow-up: a pseudonym" is_pseudonym "$(who 01_participant 2)"
# traps: 02-1
claim "a blank scope is not consent" is_token "$(who 01_participant 3)"
claim "linkage alone does not cover the roster" is_token "$(who 01_participant 4)"
claim "linkage alone covers activities" is_pseudonym "$(who 12_activity 4)"
claim "withdrawn: a token in every table" \
    is_token "$(who 01_participant 5)"
claim "also where only linkage is asked" is_token "$(who 12_activity 5)"
claim "a consent given after the day is not consent yet" is_token "$(who 01_participant 6)"
claim "no form is no consent" is_token "$(who 01_participant 8)"
claim "a withdrawal that can't be accepted stops its holder" is_token "$(who 01_participant 7)"
claim "a token stays within a fiscal year" same \
    "$(who 12_activity 3)" "$(who 12_activity 6)"
claim "and changes with it" differ "$(who 12_activity 6)" "$(who 12_activity 7)"
withheld="$(cell "$c" 12_activity 3 episode_id)$(cell "$c" 12_activity 3 end)"
withheld="$withheld$(cell "$c" 12_activity 3 age_start)$(cell "$c" 01_participant 3 sex)"
claim "under a token only indicator columns are filled" test -z "$withheld"
claim "they are filled" same \
    "$(cell "$c" 12_activity 3 start) $(cell "$c" 12_activity 3 kind) $(cell "$c" 12_activity 3 elderly)" '2023-08-01 1 1'
handover "$c" --as-of 2023-08-31
claim "a withdrawal since then is obeyed by every run" is_token "$(who 01_participant 5)"
claim "who agreed and stayed is followed" is_pseudonym "$(who 01_participant 2)"
handover "$c" --as-of 2023-09-15
claim "on its own day a consent counts" is_pseudonym "$(who 01_participant 6)"
claim "a date that is none is exit 2" exits_with 2 handover "$c" --as-of 2023-02-30

# --- what a cell may say ------------------------------------------------------
w=$scratch/warned
new_study "$w"
new_key "$w"
put "$w/inbox/01.csv" "$roster_header" "$(person 1 一 イチ)"
put "$w/inbox/02.csv" "$consent_header" '0101,v1,2023-07-22,1,1,'
put "$w/inbox/29.csv" "整理番号,実施日,身長,体重,$(seq -s, -f '基本チェック%g' 1 25)" \
    "0101,2024-04-04,15.6,50.5$(printf ',はい%.0s' $(seq 25))"
handover "$w"
claim "a refused cell crosses as its rule, the others as written" same \
    "$(cell "$w" 29_kihon_checklist 2 height_cm) $(cell "$w" 29_kihon_checklist 2 weight_kg) $(cell "$w" 29_kihon_checklist 2 kcl_01)" \
    '#W2112 50.5 はい'
# traps: age-3
claim "the age is that of the law: a year older on the day before" same \
    "$(cell "$w" 29_kihon_checklist 2 age_date)" 66

# --- nobody's name ---------------------------------------------------------------
m=$scratch/markers
new_study "$m"
new_key "$m"
put "$m/inbox/W/2023Q2_01.csv" "$roster_header,郵便番号,町名,電話番号,備考" \
    '12217,W,MK-77310,鬼灯　桔梗子,ﾎｵｽﾞｷ ｷｷｮｳｺ,2,S23.11.23,2023-07-22,277-0005,柏,04-0777-3311,鬼灯桔梗子の娘から電話' \
    '12217,W,MK-77310,鬼灯　桔梗子,ﾎｵｽﾞｷ ｷｷｮｳｺ,5,S23.11.23,2023-07-22,277-0005,柏,04-0777-3311,' \
    '12217,W,MK-77311,鴎外　雛菊,オウガイ　ヒナギク,鴎外　雛菊,1951/9/17,2023-07-22,,,04-0777-3312,' \
    '12217,W,77311,鴎外 雛菊,オウガイ ヒナギク,2,S26.9.17,2023-07-22,,,04-0777-3312,'
put "$scratch/utf8" "$consent_header" 'MK-77310,v1,2023-07-22,1,1,' \
    'MK-77311,鴎外　雛菊,2023-07-22,1,1,'
iconv -f UTF-8 -t CP932 "$scratch/utf8" >"$m/inbox/W/2023Q2_02.csv"
put "$m/inbox/W/2023Q2_04.csv" "$attendance_header" 'E2023-014,MK-77310,鬼灯桔梗子,1' \
    'E2023-014,,鴎外雛菊,1' '鬼灯桔梗子,MK-77310,,1' "E2023-014,\"鬼灯\"桔梗子,鴎外,1"
put "$m/inbox/2023Q3_15.csv" "$silver_header,氏名（旧）" 'K-1,鬼灯桔梗子,,1948-11-23,2023-10-01,x'
put "$m/inbox/2023Q4_15.csv" "$silver_header" 'K-1,鬼灯桔梗子,,1948-11-23,2023-10-01'
"$program" handover --study "$m" --lang ja >"$m/log.txt" 2>&1
"$program" check --study "$m" "$m"/inbox/*.csv "$m"/inbox/W/*.csv >>"$m/log.txt" 2>&1
"$program" check --json --study "$m" "$m"/inbox/*.csv "$m"/inbox/W/*.csv >>"$m/log.txt" 2>&1
claim "the scanner finds a planted leak of each kind" python3 "$here/find_markers.py" --self-test
claim "the markers are in the inbox" bash -c "! python3 '$here/find_markers.py' --file '$m/inbox/W/2023Q2_01.csv'"
claim "the handover was written" crossed "$m" 01_participant
claim "no marker stands outside inbox, identity and review" python3 "$here/find_markers.py" "$m"
claim "none stands in the vault in the clear" \
    python3 "$here/find_markers.py" --file "$m/identity/vault.sqlite"
claim "nothing was left in temporary files" \
    same "$(find "$m" -name '*.partial' -o -name '*-journal' -o -name '*.new' -o -name '*.old' | wc -l)" 0
claim "the review folder is closed to others" same "$(stat -c '%a' "$m/review" "$m/review/pairs.csv" | tr '\n' ' ')" '700 600 '

# --- files that can't be taken ------------------------------------------------------
claim "an unknown column is said, and the other files go on" \
    grep -q 'E1202' "$m/handover/findings.csv"
u=$scratch/unreadable
new_study "$u"
put "$u/inbox/01.csv" "$roster_header,TEL2" '12217,W,1,a,b,1,1950-01-01,2023-07-22,1'
claim "when no file can be taken it is exit 3" exits_with 3 handover "$u"
claim "and nothing changes" test ! -e "$u/handover"

# --- indicators only ------------------------------------------------------------
i=$scratch/indicators
new_study "$i"
put "$i/inbox/22.csv" '指標番号,年度,期間開始,期間終了,実績,時点' \
    'SZ-I-2,R5,2023-04-01,2024-03-31,"1,516",2024-05-10' 'SZ-I-3,R5,2023-04-01,2024-03-31,-,2024-05-10' \
    '合計,,,,1516,' '※3月末'
# traps: 22-2
claim "a study of indicators needs no key" exits_with 0 handover "$i"
claim "and makes no identity folder" test ! -e "$i/identity" -a ! -e "$i/review"
claim "totals and footnotes are not data" same "$(tail -n 1 "$i/handover/balance.csv")" '1,2,2,0,0,0,0'
claim "a figure crosses as the office wrote it" \
    grep -q '^2,,,SZ-I-2,R5,2023-04-01,2024-03-31,"1,516",2024-05-10$' "$i/handover/22_indicator_actual.0001.csv"
claim "as-of is the newest delivery" grep -q '"as_of": "2024-05-10"' "$i/handover/manifest.json"
cp -r "$i/handover" "$scratch/indicators.first"
handover "$i"
claim "its rerun changes nothing" diff -r "$i/handover" "$scratch/indicators.first"
put "$i/inbox/22b.csv" '指標番号,年度,期間開始,期間終了,実績,時点' \
    'SZ-I-2,R5,2023-04-01,2024-03-31,1520,2024-05-10' 'SZ-I-3,R5,2023-04-01,2024-03-31,－,2024-05-10' \
    'SZ-I-9,R5,2023-04-01,2024-03-31,1,2024-05-10' 'SZ-I-9,R5,2023-04-01,2024-03-31,2,2024-05-10'
cp "$i/inbox/22.csv" "$i/inbox/22c.csv"
handover "$i"
# traps: 00-30
claim "a corrected row supersedes the earlier one" found "$i" I3002 2
claim "received = accepted + quarantined + duplicate + superseded + outside" \
    same "$(sed 1d "$i/handover/balance.csv" | tr '\n' ' ')" '1,2,1,0,0,1,0 2,4,2,1,1,0,0 3,2,0,0,2,0,0 '
balances() {
    awk -F, 'NR > 1 && $2 != $3 + $4 + $5 + $6 + $7 {exit 1}' "$1/handover/balance.csv"
}
claim "every file balances" balances "$c"
claim "also with strangers and doubts" balances "$m"
all_claimed
