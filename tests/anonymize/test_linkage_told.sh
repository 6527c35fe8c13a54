#!/usr/bin/env bash
# Labels: once
# ayumi-anonymize linkage: columns written in two ways, shares that are told,
# and a plan before the work.
. "$(dirname "$0")/../claims.sh"
export PYTHONDONTWRITEBYTECODE=1
tools=$AYUMI_SOURCE/tests/linkage
program=$AYUMI_BIN/ayumi-anonymize
cd "$scratch" || exit

link() { # OUT ARGUMENT …
    out=$1
    shift
    "$program" linkage "$@" --out "$out" --quiet --lang en
}
make() { # LAYOUT DIR
    python3 "$tools/make_files.py" quarter --seed 3 --layout "$1" --out "$2"
}
has() { # FILE PATTERN
    grep -qE -- "$2" "$1" || { cat "$1"; false; }
}
found() { # OUT TRUTH LEAST: at least so many true links, no false one
    python3 - "$@" <<'P'
import csv, sys
truth = {tuple(r[:2]) for r in list(csv.reader(open(sys.argv[2])))[1:]}
links = {tuple(r[:2]) for r in list(csv.reader(open(sys.argv[1] + "/links.csv")))[1:]
         if float(r[3]) >= 0.95}
print("links", len(links), "true", len(links & truth), "of", len(truth))
sys.exit(len(links - truth) > 0 or len(links) < int(sys.argv[3]))
P
}

# ------------------------------------------------ one thing in two notations
make 0 codes
claim "sexes in two codes are linked" \
    link codes.out --left codes/left.csv --right codes/right.csv
claim "what stands for what is learnt, and shown" \
    has codes.out/settings.csv '^compare,性別,sex,personal f=2 m=1$'
claim "learnt codes are compared" has codes.out/parameters.csv '^性別,exact,'
cat >a.csv <<'C'
id,氏名,生年月日,性別
1,山田 太郎,1950-01-02,男
2,鈴木 花子,1951-02-03,女
3,佐藤 次郎,1952-03-04,男
C
sed 's/男/1/;s/女/2/' a.csv >b.csv
claim "three records are too few to learn codes from" \
    link few --left a.csv --right b.csv
claim "such codes are left out, not guessed" \
    has few/settings.csv '^compare,性別,ignore,'
printf 'kind,columns,method,arguments\ncompare,氏名,name,shared\n' >told.csv
printf 'compare,生年月日,date,personal\ncompare,性別,sex,personal 1=男 2=女\n' \
    >>told.csv
claim "codes are told in the settings" \
    link told --left a.csv --right b.csv --settings told.csv
claim "told codes agree" has told/waterfall.csv '^1,1,性別,exact,'
claim "told codes are kept in the settings" \
    has told/settings.csv '性別,sex,personal 1=男 2=女$'

make 6 parts
claim "a whole name and one in two columns are linked" \
    link parts.out --left parts/left.csv --right parts/right.csv
claim "names in parts are put together: 18 of 20, none false" \
    found parts.out parts/truth.csv 18
claim "name and reading are compared together" \
    has parts.out/settings.csv '^compare,氏名\+フリガナ,name\+kana,shared'
python3 - <<'P'
import csv
rows = list(csv.reader(open("parts/left.csv", encoding="utf-8")))
at, kana = rows[0].index("氏名"), rows[0].index("フリガナ")
with open("kana.csv", "w", encoding="utf-8", newline="") as f:
    w = csv.writer(f, lineterminator="\n")
    w.writerow(["番号", "氏名", "生年月日"])
    for r in rows[1:]:
        w.writerow(["k" + r[0], r[kana], r[rows[0].index("生年月日")]])
P
claim "names in kana find the readings of the other file" \
    link kana.out --left parts/left.csv --right kana.csv
claim "they are compared as readings" \
    has kana.out/settings.csv '^compare,フリガナ,kana,shared'
claim "190 of 200 are found" python3 "$tools/check_links.py" \
    identity_of_most kana.out 190

# ------------------------------------------------------------- shares of m, u
python3 "$tools/make_western.py" registry 300 8 reg
for side in left right; do
    python3 "$tools/without_truth.py" reg/$side.csv reg/$side.in
done
a=reg/left.in b=reg/right.in
link reg.out --left $a --right $b
tell() { # WORDS behind the role of surname
    sed "s/^compare,surname,text,shared.*/compare,surname,text,shared $1/" \
        reg.out/settings.csv >s.csv
    link told --left $a --right $b --settings s.csv
}
claim "m and u are told" tell 'm.exact=0.9 u.exact=0.002 m.close=0.05'
claim "m is as told" has told/parameters.csv '^surname,exact,0\.9000*[0-9]*,0\.0020*[0-9]*,'
claim "another level of m is as told" has told/parameters.csv \
    '^surname,close,0\.0500*[0-9]*,'
adds_up_to_one() { # the shares of the levels of a column, m and u
    awk -F, '$1 == "surname" { m += $3; u += $4 }
        END { exit !(m > 0.999 && m < 1.001 && u > 0.999 && u < 1.001) }' \
        "$1/parameters.csv"
}
claim "the other levels share what is left" adds_up_to_one told
claim "told shares are kept in the settings" has told/settings.csv \
    'm\.exact=0\.9 u\.exact=0\.002 m\.close=0\.05$'
cp told/settings.csv first.csv
claim "and are read again" link told --left $a --right $b --settings first.csv
claim "with the same settings" cmp first.csv told/settings.csv
claim "a share of an unknown level: refused" exits_with 2 tell 'm.exactly=0.9'
claim "a share of 1: refused" exits_with 2 tell 'm.exact=1'
claim "a share of 0: refused" exits_with 2 tell 'u.exact=0'
claim "shares over 1 together: refused" exits_with 2 tell \
    'm.exact=0.9 m.close=0.2'
claim "a word that is neither: refused" exits_with 2 tell 'often'

# ----------------------------------------------------------------------- plan
"$program" linkage --left $a --right $b --dry-run --lang en >said 2>&1
claim "a dry run tells the pairs and the time" \
    has said 'of 90000 possible pairs [0-9]+ are compared \(about [0-9]+ s\)'
claim "it scores none of them" exits_with 1 grep -q 'scored' said
"$program" linkage --left $a --right $b --out reg.out --lang en >said 2>&1
claim "a run tells how many pairs a second" \
    has said '90000 pairs scored in [0-9.]+ s: [0-9]+ a second'
rm -rf dry
claim "a dry run with a folder" link dry --left $a --right $b --dry-run
claim "makes no folder" test ! -e dry
printf 'kind,columns,method,arguments\noption,pair_budget,,1000\n' >s.csv
claim "over the budget the dry run refuses, too" exits_with 4 \
    link dry --left $a --right $b --settings s.csv --dry-run
all_claimed
