#!/usr/bin/env bash
# The clerk's work with people: who is this, whom to call, which number to
# write on a sheet. Each leaves a line in the audit log, and no name stays.
. "$(dirname "$0")/../claims.sh"
. "$(dirname "$0")/small_study.sh"

s=$scratch/study
new_study "$s"
"$program" key --new --study "$s" --quiet
put "$s/inbox/01.csv" "$roster_header,郵便番号,町名,電話番号" \
    '12217,W,0012,髙橋　花子,タカハシ ハナコ,2,1949-04-05,2023-07-22,277-0005,柏,04-7167-1234' \
    '12217,W,0013,鈴木　一郎,スズキ イチロウ,1,1950-01-02,2023-07-22,,,090-1111-2222' \
    '12217,W,0014,佐藤　実,サトウ ミノル,1,1951-02-03,2023-07-22,,,' \
    '12217,W,012,髙橋　花子,タカハシ ハナコ,2,1949-04-06,2023-07-22,,,'
put "$s/inbox/02.csv" "$consent_header" '0012,v1,2023-07-22,1,1,' \
    '0013,v1,2023-07-22,1,1,' '0014,v1,2023-07-22,0,1,' '012,v1,2023-07-22,1,1,'
claim "the study has people" exits_with 1 handover "$s"
pseudonym=$(subject "$s" 01_participant 2)
late=$(subject "$s" 01_participant 3)
no_consent=$(subject "$s" 01_participant 4)
twin=$(subject "$s" 01_participant 5)
log=$s/identity/audit.log
lines() {
    cat "$log" 2>/dev/null | wc -l
}

# --- reidentify -------------------------------------------------------------------
ask() {
    "$program" reidentify --study "$s" --lang ja "$@"
}
# on_terminal COMMAND...: as a person at a terminal would see it
on_terminal() {
    SHELL=/bin/bash script -qec "$(printf '%q ' "$@")" /dev/null </dev/null | tr -d '\r'
}
claim "without a reason nobody is named" exits_with 2 ask "$pseudonym"
claim "nor for a reason that says nothing" exits_with 2 ask "$pseudonym" --reason abc
claim "nor into a file or another program" exits_with 4 ask "$pseudonym" --reason 電話の確認
claim "nobody was asked about so far" same "$(lines)" 0
on_terminal "$program" reidentify --study "$s" --lang ja "$pseudonym" --reason 電話の確認 >"$scratch/shown"
shown() {
    cat "$scratch/shown"
    for word in "$@"; do
        grep -qF -- "$word" "$scratch/shown" || { echo "not shown: $word"; return 1; }
    done
}
claim "on a terminal it is shown" shown 髙橋　花子 'タカハシ ハナコ' '昭和24年4月5日' 0012 04-7167-1234
claim "with one line in the log" same "$(lines)" 1
claim "of who and why" grep "reidentify	$pseudonym	電話の確認" "$log"
claim "but no name" bash -c "! grep -E '花子|0012' '$log'"
chmod 640 "$log"
on_terminal "$program" reidentify --study "$s" --lang ja "$pseudonym" --reason 電話の確認 >"$scratch/shown"
chmod 600 "$log"
not_shown() {
    cat "$scratch/shown"
    ! grep -E '花子|ハナコ|4月5日' "$scratch/shown"
}
claim "a log that can't be trusted keeps the name back" not_shown
mv "$log" "$scratch/log"
mkdir "$log"
on_terminal "$program" reidentify --study "$s" --lang ja "$pseudonym" --reason 電話の確認 >"$scratch/shown"
rmdir "$log"
mv "$scratch/log" "$log"
claim "and so does one that can't be written" not_shown
claim "a slip in the pseudonym is told" exits_with 2 ask "${pseudonym%?}_" --reason 電話の確認 --dry-run
claim "a token is nobody" exits_with 4 ask "$no_consent" --reason 電話の確認 --dry-run
claim "one at a time" exits_with 2 ask "$pseudonym" "$late" --reason 電話の確認
claim "--dry-run names nobody and writes nothing" same \
    "$(ask "$pseudonym" --reason 電話の確認 --dry-run 2>&1 | grep -c 花子) $(lines)" '0 1'

# Two holders: nothing opens with one passphrase.
two=$scratch/two
cp -r "$s" "$two"
printf 'first passphrase here\nsecond passphrase here\n' >"$scratch/both"
claim "the key gets two holders" exits_with 0 \
    "$program" key --two-persons --study "$two" --quiet --passphrase-fd 3 3<"$scratch/both"
with_words() {
    printf '%s\n' "$@" >"$scratch/words"
    on_terminal bash -c "exec 3<'$scratch/words'; exec '$program' reidentify --study '$two' \
        --lang ja '$pseudonym' --reason 電話の確認 --passphrase-fd 3 </dev/null" >"$scratch/shown"
}
before=$(wc -l <"$two/identity/audit.log")
with_words 'first passphrase here'
claim "with one passphrase nobody is named" not_shown
with_words 'first passphrase here' 'not the second one'
claim "nor with a wrong one" not_shown
claim "and the log has no line of it" same "$(wc -l <"$two/identity/audit.log")" "$before"
with_words 'first passphrase here' 'second passphrase here'
claim "with both the name is shown" shown 髙橋　花子

# --- merged and split -------------------------------------------------------------
decide() {
    python3 - "$s/review/pairs.csv" "$1" <<'END'
import csv, sys
path, verdict = sys.argv[1:]
rows = list(csv.reader(open(path, encoding='utf-8-sig', newline='')))
at = next(i for i, c in enumerate(rows[0]) if c in ('verdict', '判定'))
for row in rows[1:]:
    row[at] = verdict
csv.writer(open(path, 'w', encoding='utf-8-sig', newline='')).writerows(rows)
END
}
decide same
handover "$s"
claim "two records the clerk joined cross under one pseudonym" same \
    "$(subject "$s" 01_participant 5)" "$pseudonym"
on_terminal "$program" reidentify --study "$s" --lang ja "$twin" --reason 電話の確認 >"$scratch/shown"
claim "the pseudonym that is no longer used still names the person" shown 髙橋　花子 \
    "$pseudonym（いまの仮名）" "$twin （統合前の仮名"
decide other
handover "$s"
claim "told apart again, each has the pseudonym it had" same \
    "$(subject "$s" 01_participant 2) $(subject "$s" 01_participant 5)" "$pseudonym $twin"

# --- a second study ----------------------------------------------------------------
second=$scratch/second
new_study "$second"
"$program" key --new --study "$second" --quiet
cp "$s"/inbox/* "$second/inbox/"
handover "$second"
others() {
    crossed "$second" 01_participant | cut -d, -f3 | sed 1d | sort >"$scratch/b"
    crossed "$s" 01_participant | cut -d, -f3 | sed 1d | sort >"$scratch/a"
    wc -l <"$scratch/b"
    [ "$(wc -l <"$scratch/b")" -eq 4 ] && [ -z "$(comm -12 "$scratch/a" "$scratch/b")" ]
}
claim "a second study has other pseudonyms for the same people" others
claim "and its pseudonyms are nobody's here" exits_with 4 \
    ask "$(subject "$second" 01_participant 2)" --reason 電話の確認 --dry-run

# --- contact ----------------------------------------------------------------------
visits=$scratch/visits.csv
printf '%s\n' 'subject,municipality,index_date,window_from,expected_on,window_to,state,days_overdue' \
    "$pseudonym,12217,2023-07-22,2024-04-22,2024-07-22,2024-10-22,due,0" \
    "$late,12217,2023-07-22,2024-04-22,2024-06-22,2024-09-22,overdue,30" \
    "$twin,12217,2023-07-22,2024-04-22,2024-07-22,2024-10-22,not_yet," \
    "$no_consent,12217,2023-07-22,2024-04-22,2024-07-22,2024-10-22,due,0" \
    "0000000000001,12217,2023-07-22,2024-04-22,2024-07-22,2024-10-22,due,0" >"$visits"
contact() {
    "$program" contact --study "$s" --lang ja "$@"
}
claim "a wave has to be named" exits_with 2 contact --from "$visits"
claim "plainly" exits_with 2 contact --from "$visits" --wave ../F2024
claim "for 60 days at most" exits_with 2 contact --from "$visits" --wave F2024-1 --days 61
claim "who is expected has to be known" exits_with 2 contact --wave F2024-1
before=$(lines)
claim "--dry-run writes nothing" exits_with 0 contact --from "$visits" --wave F2024-1 --dry-run
claim "neither list nor line" same "$(lines) $(ls "$s/identity" | grep -c until)" "$before 0"
claim "the list is written" exits_with 0 contact --from "$visits" --wave F2024-1
list=$(ls "$s"/identity/contact_F2024-1_until_*.csv)
claim "for the clerk alone" same "$(stat -c %a "$list")" 600
claim "with the last day in its name" test "$list" = \
    "$s/identity/contact_F2024-1_until_$(TZ=Asia/Tokyo date -d '+14 days' +%F).csv"
listed() {
    cat "$list"
    [ "$(wc -l <"$list")" -eq 3 ] &&
        grep -F "「0012」,髙橋　花子,タカハシ ハナコ,04-7167-1234,2024-07-22" "$list" &&
        grep -F "「0013」,鈴木　一郎,スズキ イチロウ,090-1111-2222,2024-06-22" "$list"
}
claim "who is due or late and agrees, with telephone" listed
claim "without a pseudonym beside the name" bash -c "! grep -E '$pseudonym|$late' '$list'"
claim "one line in the log" same "$(lines)" $((before + 1))
claim "that counts and names nobody" grep 'contact		F2024-1: 2 people, until' "$log"
put "$s/inbox/02b.csv" "$consent_header" '0013,v1,2023-07-22,1,1,2024-01-05'
claim "after a withdrawal" exits_with 0 contact --from "$visits" --wave F2024-2
claim "the person is on no list" bash -c "! grep 鈴木 '$s'/identity/contact_F2024-2*"
claim "lists can be removed at once" exits_with 0 contact --delete
claim "all of them" same "$(ls "$s/identity" | grep -c until)" 0
claim "the log has it" same "$(grep -c list_removed "$log")" 2
touch "$s/identity/contact_F2023-9_until_2024-01-31.csv" \
    "$s/identity/labels_1_until_2199-01-31.csv" "$s/identity/my_until_2020-01-01.csv"
handover "$s"
claim "the next run removes what is past its day, and only that" same \
    "$(cd "$s/identity" && ls | grep until | tr '\n' ' ')" \
    'labels_1_until_2199-01-31.csv my_until_2020-01-01.csv '

# --- disclose ------------------------------------------------------------------------
"$AYUMI_BIN/ayumi" run --study "$s" --quiet
disclose() {
    "$program" disclose --study "$s" --lang ja "$@"
}
echo 'W,9999' >"$scratch/nobody"
echo '0012' >"$scratch/no-office"
echo 'W,0012' >"$scratch/hanako"
before=$(lines)
claim "someone nobody knows is refused" exits_with 4 disclose <"$scratch/nobody"
claim "office and number are needed" exits_with 2 disclose <"$scratch/no-office"
claim "--dry-run writes nothing" exits_with 0 disclose --dry-run <"$scratch/hanako"
claim "neither page nor line" same "$(lines) $(ls "$s/identity" | grep -c disclosure)" "$before 0"
claim "everything about a person is written" exits_with 0 disclose <"$scratch/hanako"
page=$(ls "$s"/identity/disclosure_"$pseudonym"_until_*.html)
claim "for the clerk alone" same "$(stat -c %a "$page")" 600
claim "with one line in the log" same "$(lines)" $((before + 1))
told() {
    python3 - "$page" "$@" <<'END'
import html, re, sys
text = open(sys.argv[1], encoding='utf-8').read()
text = html.unescape(re.sub(r'<[^>]+>', '\n', text[text.index('<main>'):]))
print(text)
missing = [w for w in sys.argv[2:] if w not in text]
print('missing:', missing)
sys.exit(bool(missing))
END
}
claim "who it is, as the vault knows it" told 'name: 髙橋　花子, kana: タカハシ ハナコ, birth date: 1949-04-05'
claim "what is agreed to" told 'follow-up — agreed' 'linkage with other data — agreed'
claim "the rows as they came" told '01.csv row 2' '02.csv row 2' 'telephone: 04-7167-1234'
claim "the rows that crossed" told "participants $pseudonym — age on first contact: 74"
claim "the rows of the research database" told "person — subject: $pseudonym"
claim "those of a form by the form's names" told \
    "participants — file: 1, row: 2, subject: $pseudonym" 'first contact: 2023-07-22'
claim "and of the others it is said what they are" told 'were computed from your answers'
claim "and who looked" told 'reidentify 電話の確認'
nobody_else() {
    ! grep -E '鈴木|佐藤|0013' "$page"
}
claim "and nobody else" nobody_else
claim "by pseudonym it is the same page" bash -c \
    "cp '$page' '$scratch/page' && '$program' disclose --study '$s' --quiet '$pseudonym' &&
    diff '$scratch/page' '$page' | grep -c '^[<>]' | grep -x 0 ||
    diff '$scratch/page' '$page' | grep '^>' | grep disclose"
"$program" contact --delete --study "$s" --quiet
claim "the page goes with the lists" test ! -e "$page"

# --- labels -----------------------------------------------------------------------
labels() {
    "$program" labels --study "$s" --lang ja "$@"
}
claim "a set of numbers from 1 to 63" exits_with 2 labels --batch 64
claim "numbers for sheets are listed" exits_with 0 labels --batch 2
numbers=$(ls "$s"/identity/labels_2_until_*.csv)
claim "for those who agree to follow-up" bash -c "cat '$numbers'; test \$(wc -l <'$numbers') -eq 3"
form=$(grep 0012 "$numbers" | tr -d '\r' | awk -F, '{print $NF}')
claim "they look like form numbers" bash -c "echo '$form' | grep -E '^Q[0-9A-Z]{4}-[0-9A-Z]{5}$'"
claim "another set has others" exits_with 0 labels --batch 3
differs() {
    ! grep -F "$form" "$s"/identity/labels_3_until_*.csv
}
claim "with nothing in common" differs
sheet_header="整理番号,実施日,身長,体重,$(seq -s, -f '基本チェック%g' 1 25)"
put "$s/inbox/29.csv" "$sheet_header" \
    "$form,2024-04-04,156.0,50.5$(printf ',はい%.0s' $(seq 25))" \
    "$(echo "$form" | tr 'A-Z' 'a-z' | tr -d -),2024-05-04,156.0,50.5$(printf ',はい%.0s' $(seq 25))" \
    "${form%?}_,2024-06-04,156.0,50.5$(printf ',はい%.0s' $(seq 25))"
handover "$s"
claim "a sheet with the number is the person's" same \
    "$(subject "$s" 29_kihon_checklist 2)" "$pseudonym"
claim "also when typed carelessly" same \
    "$(subject "$s" 29_kihon_checklist 3)" "$pseudonym"
claim "with a slip it is nobody's" is_token "$(subject "$s" 29_kihon_checklist 4)"
claim "and found" found "$s" W3004 4
no_form_crosses() {
    ! grep -ri "${form#Q}" "$s/handover"
}
claim "the number does not cross" no_form_crosses
rm "$s/identity/vault.sqlite" "$s/identity/vault.stamp"
rm -rf "$s/handover"
handover "$s"
claim "a vault that was lost and built again knows it too" same \
    "$(subject "$s" 29_kihon_checklist 2)" "$pseudonym"
claim "the log is whole" exits_with 0 "$program" audit --verify --study "$s" --quiet
nothing=$scratch/nothing
new_study "$nothing"
nobody() {
    exits_with 4 "$program" "$@" --study "$nothing" --dry-run
}
claim "a study without people has nobody to call" nobody contact --wave F1 --from "$visits"
claim "nor to send sheets" nobody labels
claim "nor behind a pseudonym" nobody reidentify "$pseudonym" --reason 電話の確認
all_claimed
