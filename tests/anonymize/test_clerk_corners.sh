#!/usr/bin/env bash
# Lists and pages for the clerk where little is there: no run yet, no consent,
# two telephones or none, a person who withdrew in part, or twice in the files.
. "$(dirname "$0")/../claims.sh"
. "$(dirname "$0")/small_study.sh"

s=$scratch/study
new_study "$s"
"$program" key --new --study "$s" --quiet
put "$s/inbox/01.csv" "$roster_header,郵便番号,町名,電話番号" \
    '12217,W,0012,髙橋　花子,タカハシ ハナコ,2,1949-04-05,2023-07-22,277-0005,柏,04-7167-1234' \
    '12217,W,0013,鈴木　一郎,スズキ イチロウ,1,1950-01-02,2023-07-22,,,090-1111-2222' \
    '12217,W,0014,佐藤　実,サトウ ミノル,1,1951-02-03,2023-07-22,,,内線12' \
    '12217,W,0015,田中　正,タナカ タダシ,1,,2023-07-22,,,' \
    '12217,W,,山本　文子,ヤマモト フミコ,2,1952-03-04,2023-07-22,,,03-1111-2222' \
    '12217,S,0999,山本　文子,ヤマモト フミコ,2,1952-03-04,2023-07-22,,,'
put "$s/inbox/02.csv" "$consent_header" '0012,v1,2023-07-22,1,1,' \
    '0013,v1,2023-07-22,1,1,' '0014,v1,2023-07-22,1,1,' '0015,v1,2023-07-22,1,0,'
put "$s/inbox/99.csv" 'これは,何,か' '1,2,3'
command_of() {
    verb=$1
    shift
    "$program" "$verb" --study "$s" --lang en "$@"
}
disclose() {
    rm -f "$s"/identity/disclosure_*
    command_of disclose --quiet "$@" || return
    page=$(ls "$s"/identity/disclosure_*_until_*.html)
}
says() { # WORDS… on the page, as a person reads it
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

# --- before anything crossed ---------------------------------------------------
claim "people are known before anything crosses" exits_with 1 command_of match --quiet
echo 'W,0012' >"$scratch/hanako"
claim "a page is written before anything crossed" disclose <"$scratch/hanako"
claim "it says that nothing crossed, and that nobody else looked" says 'none' \
    'birth date: 1949-04-05' '277-0005 柏 04-7167-1234'
echo 'W,0015' >"$scratch/tadashi"
claim "without a birth date none is shown" bash -c "
    rm -f '$s'/identity/disclosure_* &&
    '$program' disclose --study '$s' --lang ja --quiet <'$scratch/tadashi' &&
    grep -q '田中　正' '$s'/identity/disclosure_* && ! grep -q '昭和' '$s'/identity/disclosure_*"

# --- after a run, with a withdrawal in part -------------------------------------
handover "$s" 2>/dev/null
hanako=$(subject "$s" 01_participant 2)
ichiro=$(subject "$s" 01_participant 3)
minoru=$(subject "$s" 01_participant 4)
tadashi=$(subject "$s" 01_participant 5)
claim "a withdrawal in part is recorded" command_of withdraw "$hanako" --scope link \
    --date 2023-08-01 --quiet
claim "and one that reaches back" command_of withdraw "$ichiro" --scope follow \
    --backward --rows rerun --date 2023-08-01 --quiet
claim "the page has both answers" disclose "$hanako"
claim "and the day of the withdrawal" says 'follow-up — agreed' 'not agreed' '2023-08-01'
claim "the other's page" disclose "$ichiro"
claim "says backward" says 'backward'
cp "$s/identity/audit.log" "$scratch/log"
printf '%s' 'a line that was cut' >>"$s/identity/audit.log"
claim "a cut line of the log is left out" disclose "$hanako"
claim "the others are there" says 'withdraw'
cp "$scratch/log" "$s/identity/audit.log"
claim "who left wholly" command_of withdraw "$minoru" --backward --date 2023-08-01 --quiet
claim "has a page, too" disclose "$minoru"
claim "which says that he is erased" says 'erased after a withdrawal'

# --- the page in Japanese -----------------------------------------------------------
sed -i 's/language,en,/language,ja,/' "$s/study.csv"
claim "a Japanese study has a Japanese page" disclose "$hanako"
claim "with days of its years and labels of its own" says '生年月日：昭和24年4月5日' \
    '氏名：髙橋　花子' '追跡調査' '同意'
claim "someone without a birth date has none there" disclose <"$scratch/tadashi"
claim "nor any day in its place" bash -c "! grep -q '昭和' '$page'"
sed -i 's/language,ja,/language,en,/' "$s/study.csv"

# --- whose number -------------------------------------------------------------------
asks() { # LINE EXIT WORDS: on stdin, for a page
    printf "$1" >"$scratch/line"
    rm -f "$s"/identity/disclosure_*
    code=0
    command_of disclose --quiet <"$scratch/line" >"$scratch/said" 2>&1 || code=$?
    cat "$scratch/said"
    [ "$code" -eq "$2" ] && grep -q -- "$3" "$scratch/said" && ! ls "$s"/identity/disclosure_*
}
claim "one that nobody has is nobody's" asks 'W,7777\n' 4 nobody
claim "a number without its office is none" asks '0012\n' 2 OFFICE,NUMBER
claim "an office without a number is none" asks 'W,\n' 2 OFFICE,NUMBER
claim "nothing is none" asks '' 2 OFFICE,NUMBER

# --- what a killed command left -----------------------------------------------------
for name in .contact_F1.partial .labels_1_until_2099-01-01.csv.partial .disclosure_x.partial \
    contact_F9_until_2020-01-01.csv labels_9_until_2020-01-01.html; do
    echo 髙橋 >"$s/identity/$name"
done
for name in .partial .contact_ .contact_F1.part .other.partial contact_F9_until_2020-13-01.csv \
    contact_F9_until_2020-01-01.txt contact_F9_until_2020 other_until_2020-01-01.csv; do
    echo 'nobody' >"$s/identity/$name"
done
claim "a run goes on where a killed list was left" exits_with 0 command_of handover --quiet
claim "half a list and one past its day are gone" \
    bash -c "! grep -rl '髙橋' '$s/identity' --include='*contact*' --include='*labels*' --include='*disclosure_x*'"
claim "what is no list of ours stays" same "$(grep -rlx nobody "$s/identity" | wc -l)" 8
grep -rlxZ nobody "$s/identity" | xargs -0 rm

# --- whom to call ---------------------------------------------------------------
line() { # SUBJECT STATE
    printf '%s,12217,2023-07-22,2024-04-22,2024-07-22,2024-10-22,%s,0\n' "$1" "$2"
}
visits() { # FILE LINE…
    mkdir -p "$(dirname "$1")"
    { echo 'subject,municipality,index_date,window_from,expected_on,window_to,state,days_overdue'
        shift
        printf '%s\n' "$@"; } >"$f"
}
contact() {
    rm -f "$s"/identity/contact_*
    command_of contact --wave F1 "$@" 2>"$scratch/said"
}
claim "without a run nobody knows who is expected" exits_with 2 contact
mkdir -p "$s/out/editions" "$s/out/other/export" "$s/out/export"
claim "nor with other folders" exits_with 2 contact
name=$(grep -rho 'define VISITS "[^"]*"' "$AYUMI_SOURCE/anonymize/list_commands.c" | cut -d'"' -f2)
f=$s/out/FY2023Q1/$name visits "$s/out/FY2023Q1/$name" "$(line "$hanako" due)"
f=$s/out/FY2023Q2/$name visits "$s/out/FY2023Q2/$name" "$(line "$hanako" not_yet)" \
    "$(line "$tadashi" overdue)" "$(line T0000000000000 due)" "$(line "$minoru" due)"
touch "$s/out/FY2023Q2/tables.csv" "$s/out/other/$name" "$s/out/$name"
claim "the newest quarter is asked" exits_with 0 contact
only_tadashi() {
    cat "$s"/identity/contact_*
    [ "$(wc -l <"$(ls "$s"/identity/contact_*)")" -eq 2 ] && grep -q '田中' "$s"/identity/contact_*
}
claim "who is due there is listed, who left is not" only_tadashi
claim "those left out are counted" grep -q '2' "$scratch/said"
f=$scratch/one.csv visits "$scratch/one.csv" "$(line "$hanako" due)"
claim "two numbers of one person stand there" exits_with 0 contact --from "$scratch/one.csv"
f=$scratch/none.csv visits "$scratch/none.csv" "$(line "$hanako" not_yet)"
claim "nobody due is said" exits_with 0 contact --from "$scratch/none.csv"
claim "and makes no list" bash -c "! ls '$s'/identity/contact_*"
claim "a file that is not there is refused" exits_with 2 contact --from "$scratch/no.csv"
echo 'subject,state' >"$scratch/short.csv"
claim "so is one without the columns" exits_with 2 contact --from "$scratch/short.csv"
claim "a number of days that is none" exits_with 2 contact --from "$scratch/one.csv" --days x
claim "nor less than one" exits_with 2 contact --from "$scratch/one.csv" --days 0
claim "a name of a wave is short" exits_with 2 command_of contact --wave \
    "$(printf 'x%.0s' {1..33})" --from "$scratch/one.csv"
claim "and not empty" exits_with 2 command_of contact --wave '' --from "$scratch/one.csv"

# --- labels -----------------------------------------------------------------------
labels() {
    rm -f "$s"/identity/labels_*
    command_of labels "$@" 2>"$scratch/said"
}
claim "a set is a number" exits_with 2 labels --batch one
claim "from 1 on" exits_with 2 labels --batch 0
claim "--dry-run says how many" exits_with 0 labels --dry-run
claim "and lists nobody" bash -c "! ls '$s'/identity/labels_*"
claim "without a set it is the first" exits_with 0 labels
claim "who agrees is on it" grep -q '髙橋' "$s"/identity/labels_1_until_*.csv
claim "who left is not" bash -c "! grep -q '佐藤' '$s'/identity/labels_1_until_*.csv"
empty_study() {
    new_study "$scratch/empty"
    "$program" key --new --study "$scratch/empty" --quiet
    put "$scratch/empty/inbox/01.csv" "$roster_header" \
        '12217,W,0012,髙橋　花子,タカハシ ハナコ,2,1949-04-05,2023-07-22'
    handover "$scratch/empty" 2>/dev/null
    "$program" labels --study "$scratch/empty" --lang en 2>"$scratch/said"
    ! ls "$scratch/empty"/identity/labels_* 2>/dev/null
}
claim "a study in which nobody agreed has no sheets" empty_study
all_claimed
