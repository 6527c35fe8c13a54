#!/usr/bin/env bash
# withdraw: who takes consent back is in no later handover, in part or wholly,
# forward or backward; what names them is gone; counts stay; the same command
# again changes nothing more.
. "$(dirname "$0")/../claims.sh"
. "$(dirname "$0")/small_study.sh"

w=$scratch/study
new_study "$w"
new_key "$w"
put "$w/inbox/01.csv" "$roster_header" \
    '12217,W,0012,髙橋　花子,タカハシ ハナコ,2,1940-04-05,2023-04-22' \
    '12217,W,0013,鈴木　一郎,スズキ イチロウ,1,1950-01-02,2023-04-22'
put "$w/inbox/02.csv" "$consent_header" \
    '0012,v1,2023-04-22,1,1,' '0013,v1,2023-04-22,1,1,'
put "$w/inbox/12.csv" "$activity_header" \
    'A1,0012,2023-05-01,,1,2023-05-02' 'A2,0012,2023-07-01,,1,2023-07-02' \
    'A3,0013,2023-05-01,,1,2023-05-02'
handover "$w"
hanako=$(subject "$w" 01_participant 2)
ichiro=$(subject "$w" 01_participant 3)
claim "both are followed at first" is_pseudonym "$hanako"
claim "with three activities" \
    same "$(crossed "$w" 12_activity | grep -c -e "$hanako" -e "$ichiro")" 3
cp -r "$w" "$scratch/start"

withdraw() {
    dir=$1
    shift
    "$program" withdraw --study "$dir" --lang en "$@"
}
holds_pseudonym() {
    grep -rl "$hanako" "$1/handover"
}
start() {
    rm -rf "$w"
    cp -r "$scratch/start" "$w"
}

# --- what is refused ------------------------------------------------------------
claim "nobody is exit 4" exits_with 4 withdraw "$w" 0000000000000
claim "a scope that is none is exit 2" exits_with 2 withdraw "$w" "$hanako" --scope some
claim "a policy that is none is exit 2" exits_with 2 withdraw "$w" "$hanako" --rows burn
claim "a day still to come is exit 2" exits_with 2 withdraw "$w" "$hanako" --date 2999-01-01
claim "a number nobody has is exit 4" \
    bash -c "echo 'W,9999' | '$program' withdraw --study '$w' --quiet; [ \$? = 4 ]"
claim "a line that is no number is exit 2" \
    bash -c "echo 'W' | '$program' withdraw --study '$w' --quiet; [ \$? = 2 ]"
claim "--dry-run says what it would do" exits_with 0 withdraw "$w" "$hanako" --dry-run
claim "and changes nothing" diff -r "$w" "$scratch/start"

# --- in part, forward -------------------------------------------------------------
claim "linkage is withdrawn from a day on" \
    exits_with 0 withdraw "$w" "$hanako" --scope link --date 2023-06-01 --quiet
claim "follow-up goes on" same "$hanako" "$(subject "$w" 01_participant 2)"
claim "an activity of before stays" same "$hanako" "$(subject "$w" 12_activity 2)"
claim "one of after is under a token" is_token "$(subject "$w" 12_activity 3)"
claim "the other person's rows stay" same "$ichiro" "$(subject "$w" 12_activity 4)"

# --- in part, backward --------------------------------------------------------------
start
claim "linkage is withdrawn backward" \
    exits_with 0 withdraw "$w" "$hanako" --scope link --backward --date 2023-06-01 --quiet
claim "no activity crosses" is_token "$(subject "$w" 12_activity 2)"
claim "follow-up goes on" same "$hanako" "$(subject "$w" 01_participant 2)"
claim "nobody was erased" exits_with 0 withdraw "$w" "$hanako" --scope reuse --quiet

# --- all, backward --------------------------------------------------------------------
start
mkdir -p "$w/out/FY2023Q1/export" "$w/out/FY2022Q4/export" "$w/out/editions/FY2023Q1-1"
echo '{}' | tee "$w/out/FY2023Q1/run.json" "$w/out/FY2022Q4/run.json" \
    >"$w/out/editions/FY2023Q1-1/run.json"
printf 'subject\n%s\n' "$hanako" >"$w/out/FY2023Q1/export/person.csv"
printf 'subject\n%s\n' "$ichiro" >"$w/out/FY2022Q4/export/person.csv"
python3 - "$w/study.sqlite" "$hanako" "$ichiro" <<'PY'
import sqlite3, sys
db = sqlite3.connect(sys.argv[1])
db.execute("CREATE TABLE raw_activity (subject TEXT, x TEXT)")
db.execute("CREATE TABLE thing (x TEXT)")
db.executemany("INSERT INTO raw_activity VALUES (?, 'x')", [(s,) for s in sys.argv[2:]] * 50)
db.execute("INSERT INTO thing VALUES ('x')")
db.commit()
PY
cp -r "$w" "$scratch/with-results"
crossed "$w" 01_participant | grep -c . >"$scratch/rows.before"
claim "all is withdrawn backward, the person named on standard input" bash -c \
    "echo 'W,0012' | '$program' withdraw --study '$w' --backward --date 2023-08-01 \
     --reason 'by letter' --lang en 2>'$scratch/said'"
claim "no row of the handover has the pseudonym" \
    bash -c "! grep -rl '$hanako' '$w/handover'"
claim "nor has the clerk's list their name" \
    bash -c "! grep -q 花子 '$w/review/pairs.csv' 2>/dev/null"
claim "the counts stay" same "$(crossed "$w" 01_participant | grep -c .)" \
    "$(cat "$scratch/rows.before")"
claim "also of how many are elderly" same "$(cell "$w" 01_participant 2 elderly)" 1
claim "the other person is followed as before" \
    same "$ichiro" "$(subject "$w" 01_participant 3)"
claim "study.sqlite has no row of the person, not even in free pages" \
    same "$(grep -ca "$hanako" "$w/study.sqlite")" 0
claim "and all of the other's" same "$(python3 - "$w/study.sqlite" <<'PY'
import sqlite3, sys
print(*sqlite3.connect(sys.argv[1]).execute("SELECT count(*) FROM raw_activity").fetchone())
PY
)" 50
claim "the export that held rows is gone" test ! -e "$w/out/FY2023Q1/export"
claim "an export without them stays" test -s "$w/out/FY2022Q4/export/person.csv"
claim "the editions already made are named" \
    same "$(grep -c 'made before the withdrawal: out/' "$scratch/said")" 3
certificate=$(echo "$w"/identity/withdrawals/"$hanako"_2023-08-01.html)
claim "there is a certificate" test -s "$certificate"
claim "which names the editions" \
    bash -c "grep -q out/FY2023Q1 '$certificate' && grep -q editions '$certificate'"
claim "and no name" bash -c "! grep -q -e 花子 -e ハナコ -e 0012 '$certificate'"
"$program" audit --study "$w" >"$scratch/log"
claim "the audit log has the reason" grep -q 'withdraw.*by letter' "$scratch/log"
claim "its chain is whole" exits_with 0 "$program" audit --verify --study "$w" --quiet

cp -r "$w" "$scratch/done"
claim "the same command again is fine" \
    exits_with 0 withdraw "$w" "$hanako" --backward --date 2023-08-01 --quiet
claim "and changes no handover" diff -r "$w/handover" "$scratch/done/handover"
claim "nor what the certificate says was deleted" \
    diff -r "$scratch/done/identity/withdrawals" "$w/identity/withdrawals"
claim "a quarter that names the person again does not bring them back" bash -c "
    printf '%s\r\n' '$roster_header' \
        '12217,W,0012,髙橋　花子,タカハシ ハナコ,2,1940-04-05,2023-10-22' \
        '12217,S,0077,高橋花子,タカハシハナコ,2,1940-04-05,2023-10-22' >'$w/inbox/2023Q3_01.csv'
    printf '%s\r\n' '$consent_header' '0012,v1,2023-04-22,1,1,' >'$w/inbox/2023Q3_02.csv'
    '$program' handover --study '$w' --quiet
    ! grep -rl '$hanako' '$w/handover'"
claim "their rows are under tokens" is_token "$(subject "$w" 01_participant 2 4)"
claim "also from another office" is_token "$(subject "$w" 01_participant 3 4)"
claim "and nobody is asked about them" \
    bash -c "! grep -q 花子 '$w/review/pairs.csv' 2>/dev/null"
claim "a rerun as of a day before the withdrawal leaves them out as well" bash -c "
    '$program' handover --study '$w' --quiet --as-of 2023-07-31
    ! grep -rl '$hanako' '$w/handover'"

# --- cut short after rows were deleted, and given again ----------------------------
rm -rf "$w"
cp -r "$scratch/with-results" "$w"
mkdir -p -m 700 "$w/identity/withdrawals/${hanako}_2023-08-01.html"
claim "a certificate that can't be written ends the command" \
    exits_with 74 withdraw "$w" "$hanako" --backward --date 2023-08-01 --quiet
claim "the export had gone by then" test ! -e "$w/out/FY2023Q1/export"
rmdir "$w/identity/withdrawals/${hanako}_2023-08-01.html"
# As if only its CSV had gone: the workbook has the same people.
mkdir "$w/out/FY2023Q1/export"
echo "$hanako" >"$w/out/FY2023Q1/export/person.sav"
claim "the same command again ends what was begun" \
    exits_with 0 withdraw "$w" "$hanako" --backward --date 2023-08-01 --quiet
claim "its certificate says what the first attempt deleted, and nothing else is left" \
    diff -r "$scratch/done/identity/withdrawals" "$w/identity/withdrawals"
claim "an export of which a part was left is gone" test ! -e "$w/out/FY2023Q1/export"

# --- cut short, and another one before it is given again ----------------------------
# cut_short: all is withdrawn backward, as far as half an export
cut_short() {
    rm -rf "$w"
    cp -r "$scratch/with-results" "$w"
    mkdir -p -m 700 "$w/identity/withdrawals/${hanako}_2023-08-01.html"
    withdraw "$w" "$hanako" --backward --date 2023-08-01 --quiet 2>/dev/null
    rmdir "$w/identity/withdrawals/${hanako}_2023-08-01.html"
    mkdir "$w/out/FY2023Q1/export"
    echo "$hanako" >"$w/out/FY2023Q1/export/person.sav"
    rm -rf "$scratch/cut"
    cp -r "$w" "$scratch/cut"
}
# waits OPTION...: another withdrawal of the person is refused and changes nothing
waits() {
    exits_with 4 withdraw "$w" "$hanako" --quiet "$@" 2>"$scratch/said" &&
        diff -r "$scratch/cut/identity/withdrawals" "$w/identity/withdrawals" &&
        cmp "$scratch/cut/identity/audit.log" "$w/identity/audit.log" &&
        test -e "$w/out/FY2023Q1/export/person.sav"
}
saying() { "$@" 2>"$scratch/said"; }
cut_short
claim "one of another scope waits" waits --scope reuse --date 2023-08-01
claim "and is told which command ends the first" grep -qF \
    "withdraw $hanako --scope all --backward --date 2023-08-01 --rows erase" "$scratch/said"
claim "one of another day waits" waits --backward --date 2023-08-02
claim "one that reaches less far waits" waits --date 2023-08-01 --rows erase
claim "one that leaves the rows waits" waits --backward --rows rerun --date 2023-08-01
claim "also when it is only tried" waits --scope reuse --dry-run
handover "$w" 2>"$scratch/said"
claim "a handover says that one is unfinished" grep -q 'withdrawals cut short: 1;' "$scratch/said"
claim "and names nobody" bash -c "! grep -q '$hanako' '$scratch/said'"
claim "another person's goes on" saying exits_with 0 \
    withdraw "$w" "$ichiro" --scope link --date 2023-08-01 --quiet
claim "and says so, too" grep -q 'withdrawals cut short: 1;' "$scratch/said"
claim "the record is still there" test -s "$w/identity/withdrawals/$hanako.begun"
claim "the first is given again" exits_with 0 \
    withdraw "$w" "$hanako" --backward --date 2023-08-01 --quiet
claim "and certified as if it had never been cut short" cmp \
    "$scratch/done/identity/withdrawals/${hanako}_2023-08-01.html" \
    "$w/identity/withdrawals/${hanako}_2023-08-01.html"
claim "the half of an export is gone" test ! -e "$w/out/FY2023Q1/export"
claim "no record is left" test ! -e "$w/identity/withdrawals/$hanako.begun"
claim "then the other scope has its turn" saying exits_with 0 \
    withdraw "$w" "$hanako" --scope reuse --date 2023-08-01 --quiet
claim "and nothing is unfinished" bash -c "! grep 'cut short' '$scratch/said'"

rm -rf "$w"
cp -r "$scratch/with-results" "$w"
mkdir -m 700 "$w/identity/withdrawals"
echo '--scope all --backward --date 2023-08-01 --rows erase' >"$w/identity/withdrawals/$hanako.begun"
claim "one that never was in the vault gives way" exits_with 0 \
    withdraw "$w" "$hanako" --scope reuse --date 2023-08-01 --quiet
claim "with its record" test ! -e "$w/identity/withdrawals/$hanako.begun"

# --- a part ------------------------------------------------------------------------
# certificate OF: its text without markup
certificate() {
    sed -e 's/<style>.*<\/style>//' -e 's/<[^>]*>/ /g' \
        "$w/identity/withdrawals/${1}_2023-08-01.html"
}
says() {
    certificate "$hanako" >"$scratch/page"
    cat "$scratch/page"
    for words in "$@"; do
        grep -qF "$words" "$scratch/page" || { echo "does not say: $words"; return 1; }
    done
}
rm -rf "$w"
cp -r "$scratch/with-results" "$w"
claim "linkage alone is withdrawn, from a day on" exits_with 0 \
    withdraw "$w" "$hanako" --scope link --date 2023-08-01 --quiet
claim "the certificate says what goes and what stays" says 'linkage with other data' \
    'within the scope and the data concerned' 'scopes that were not withdrawn stay in use' \
    'what was withdrawn is gone when made anew'
not_all() {
    ! certificate "$hanako" | grep -F 'contains your data'
}
claim "and does not say that all goes" not_all
cp "$w/identity/withdrawals/${hanako}_2023-08-01.html" "$scratch/first.html"
claim "on the same day follow-up is withdrawn, too" exits_with 0 \
    withdraw "$w" "$hanako" --scope follow --date 2023-08-01 --quiet
claim "the certificate of the first stays as it is" \
    cmp "$scratch/first.html" "$w/identity/withdrawals/${hanako}_2023-08-01.html"
certificates() { (cd "$w/identity/withdrawals" && echo *); }
two="${hanako}_2023-08-01.html ${hanako}_2023-08-01_follow.html"
claim "the other has its own" same "$(certificates)" "$two"
claim "both commands given again" exits_with 0 \
    withdraw "$w" "$hanako" --scope follow --date 2023-08-01 --quiet
withdraw "$w" "$hanako" --scope link --date 2023-08-01 --quiet
claim "add none" same "$(certificates)" "$two"
claim "more of the same scope has its own" exits_with 0 \
    withdraw "$w" "$hanako" --scope follow --backward --date 2023-08-01 --quiet
claim "beside the two" same "$(certificates)" \
    "$two ${hanako}_2023-08-01_follow_backward.html"

rm -rf "$w"
cp -r "$scratch/with-results" "$w"
put "$w/inbox/2023Q2_02_reuse.csv" '整理番号,同意書版,同意日,追跡調査,他データ突合,二次利用,撤回日' \
    '0012,v1,2023-07-30,1,1,1,' '0013,v1,2023-07-30,1,1,1,'
handover "$w"
reuse() { cell "$w" 02_consent "$1" scope_reuse "$(file_number)"; }
file_number() {
    python3 - "$w/handover/manifest.json" <<'PY'
import json, sys
print([f["number"] for f in json.load(open(sys.argv[1]))["files"] if "reuse" in f["name"]][0])
PY
}
claim "a yes to reuse crosses" same "$(reuse 2)" 1
claim "reuse alone is withdrawn" exits_with 0 \
    withdraw "$w" "$hanako" --scope reuse --backward --date 2023-08-01 --quiet
claim "and crosses as a no" same "$(reuse 2)" 0
claim "another's yes stays one" same "$(reuse 3)" 1
claim "the person is followed as before" \
    same "$(subject "$w" 01_participant 2)" "$hanako"
claim "the export stays, as it is the study's own use" \
    test -s "$w/out/FY2023Q1/export/person.csv"
claim "the certificate says so" says 'reuse from now on' 'given to no other research' \
    'they stay in use within the study'

# --- left to the next run ----------------------------------------------------------
rm -rf "$w"
cp -r "$scratch/with-results" "$w"
claim "rows may be left to the next run" exits_with 0 \
    withdraw "$w" "$hanako" --backward --rows rerun --date 2023-08-01 --quiet
claim "then the export stays until then" test -s "$w/out/FY2023Q1/export/person.csv"
claim "and the certificate says so" \
    grep -q 'gone when made anew' "$w/identity/withdrawals/${hanako}_2023-08-01.html"
all_claimed
