#!/usr/bin/env bash
# Labels: once
# ayumi-anonymize linkage: what must hold of any two files, and the bars on
# small registers with known truth. The full sweeps: docs/linkage.md.
. "$(dirname "$0")/../claims.sh"
tools=$AYUMI_SOURCE/tests/linkage
program=$AYUMI_BIN/ayumi-anonymize
cd "$scratch" || exit

# link OUT ARGUMENT…: quiet, in English
link() {
    out=$1
    shift
    "$program" linkage "$@" --out "$out" --quiet --lang en
}
is() {
    python3 "$tools/check_links.py" "$@"
}
make_files() { # KIND N SEED DIR
    python3 "$tools/make_western.py" "$@" || return
    for file in "$4"/*.csv; do
        python3 "$tools/without_truth.py" "$file" "${file%.csv}.in"
    done
}
make_files registry 400 3 small
a=small/left.in b=small/right.in

# ------------------------------------------------------------ any two files
claim "two files are linked" link out --left $a --right $b
claim "a record has one partner, and its chances add up to one at most" \
    is one_to_one out
claim "the steps of the waterfall add up to the odds" is adds_up out
for file in links parameters waterfall settings report; do
    claim "$file.csv is written" test -s out/$file.csv
done
claim "report.html is written" grep -q '<html lang="en"' out/report.html
claim "one file has no clusters.csv when there are two" test ! -e out/clusters.csv
claim "nobody else may read the folder" test "$(stat -c %a out)" = 700
same_links() {
    link again "$@" && cmp out/links.csv again/links.csv
}
for seed in 1 2 3; do
    is shuffle $a a.csv $seed && is shuffle $b b.csv $((seed + 10))
    claim "rows in another order give the same bytes ($seed)" \
        same_links --left a.csv --right b.csv
    is columns $a a.csv $seed && is columns $b b.csv $((seed + 10))
    claim "columns in another order give the same bytes ($seed)" \
        same_links --left a.csv --right b.csv
done
for jobs in 1 2 3 8; do
    claim "$jobs threads give the same bytes" \
        same_links --left $a --right $b --jobs $jobs
done
claim "another locale and time zone give the same bytes" \
    env LC_ALL=de_DE.UTF-8 TZ=Asia/Tokyo bash -c "
        '$program' linkage --left $a --right $b --out again --quiet &&
        cmp out/links.csv again/links.csv"
all_files_agree() {
    link again --left $a --right $b --jobs 1 && diff -r out again
}
claim "a rerun gives the same bytes in every file" all_files_agree
exchanged() {
    link turned --left $b --right $a && is mirrored out turned
}
claim "left and right exchanged give the same links, mirrored" exchanged
is constant $a a.csv && is constant $b b.csv
claim "a constant column changes nothing" same_links --left a.csv --right b.csv
is copy $a a.csv surname && is copy $b b.csv surname
claim "a copy of a column changes nothing" same_links --left a.csv --right b.csv
is blank $a a.csv
claim "a blank record is read" link with_blank --left a.csv --right $b
claim "a blank record is linked to nobody" is links_of with_blank nobody 0
is rename $a a.csv copy-
claim "a file and its copy" link copied --left $a --right a.csv
claim "are linked record by record" is identity copied 400 copy-
claim "the settings that were used give the same links" \
    same_links --left $a --right $b --settings out/settings.csv

# --------------------------------------------------------- people and pairs
head_of() {
    printf 'id,given_name,surname,date_of_birth,address,telephone\n'
}
people() { # SEED PREFIX: 60 people, two at each address, one surname there
    head_of
    awk -v seed="$1" -v prefix="$2" 'BEGIN {
        srand(7)
        split("anna berta carla dora emil fritz gustav heinz ilse jutta kurt lena",
              given, " ")
        split("abel brandt conrad dietz engel falke gruber holz", family, " ")
        for (k = 1; k <= 60; k++) {
            g = int(12 * rand()) + 1
            if (k % 2) f = int(8 * rand()) + 1
            y = 1920 + int(50 * rand()); m = 1 + int(12 * rand())
            d = 1 + int(28 * rand()); h = int((k + 1) / 2)
            printf "%s%d,%s,%s,%04d-%02d-%02d,%d linden street,0301%05d\n",
                prefix, k, given[g], family[f], y, m, d, h, 777 * h
        }
    }'
}
people 1 a >a.csv
{ head_of; people 1 b | awk -F, 'NR > 1 && NR % 2 == 0'; } >b.csv
claim "couples and one of each couple" link couples --left a.csv --right b.csv
claim "the same one of each couple is linked" is identity_of_numbers couples 30
{ head_of; people 1 b | awk -F, -v OFS=, 'NR > 1 && NR % 2 == 0 {
    $2 = "xaver"; $4 = "1975-06-1" NR % 9; print }'; } >b.csv
claim "husbands whose wives alone are in the other file" \
    link wives --left a.csv --right b.csv
claim "are linked to nobody" is no_links wives
{ head_of; people 1 b | awk -F, -v OFS=, 'NR > 1 {
    if (NR % 10 == 0) { x = $2; $2 = $3; $3 = x } print }'; } >b.csv
claim "given names and surnames exchanged in some rows" \
    link swapped --left a.csv --right b.csv
claim "are found all the same" is identity_of_numbers swapped 60
{ head_of; people 1 b | awk -F, -v OFS=, 'NR > 1 {
    if (NR % 10 == 0) { split($4, t, "-")
        if (t[3] <= 12) $4 = t[1] "-" t[3] "-" t[2] } print }'; } >b.csv
claim "day and month exchanged in some rows" link days --left a.csv --right b.csv
claim "are found, too" is identity_of_numbers days 60

# ---------------------------------------------------------------- one file
make_files german 1500 4 german
one=german/records.in
claim "one file is searched for doubles" link single --dedupe $one
claim "links and clusters say the same" is agree single
claim "the waterfall adds up" is adds_up single
same_clusters() {
    link again --dedupe "$1" --jobs "$2" && cmp single/links.csv again/links.csv &&
        cmp single/clusters.csv again/clusters.csv
}
is shuffle $one shuffled.csv 5
claim "rows in another order give the same clusters" same_clusters shuffled.csv 2
claim "one thread gives the same clusters" same_clusters $one 1
make_files historical 3000 4 old
claim "many records a person" link many --dedupe old/records.in
claim "links and clusters of many agree" is agree many

# -------------------------------------------------------------------- labels
first=$(awk -F, 'NR == 2 { print $1 "," $2 }' out/links.csv)
printf 'left_id,right_id,label\n%s,different\n' "$first" >labels.csv
claim "decided pairs are read" \
    link decided --left $a --right $b --labels labels.csv
claim "a pair decided as two people is no link" is links_of decided "${first%,*}" 0
printf 'left_id,right_id,label\n%s,同一\n' "$first" >labels.csv
link decided --left $a --right $b --labels labels.csv
claim "a pair decided as one person is a link" is links_of decided "${first%,*}" 1
claim "the report says how the decided pairs were judged" \
    grep -q '^label_precision,1,' decided/report.csv
printf 'left_id,right_id,label\nnobody,%s,same\n' "${first#*,}" >labels.csv
claim "a decided pair of an unknown record is refused" exits_with 2 \
    link refused --left $a --right $b --labels labels.csv
one_pair() { # OUT LEFT RIGHT: it stands in links.csv once
    grep -c "^$2,$3,\|^$3,$2," "$1/links.csv" | grep -x 1
}
{ head_of; people 1 a | sed -n '2p;5p;40p'; } >few.csv
two=$(awk -F, 'NR == 2 { a = $1 } NR == 4 { print a "," $1 }' few.csv)
turned=${two#*,},${two%,*}
printf 'left_id,right_id,label\n%s,別人\n%s,different\n%s,不明\n' \
    "$two" "$turned" "$two" >labels.csv
claim "of one file, pairs are decided in either order" \
    link twice --dedupe few.csv --labels labels.csv
claim "a pair that was decided twice is one pair" \
    one_pair twice "${two%,*}" "${two#*,}"
printf 'left_id,right_id,label\n%s,same\n%s,different\n' "$two" "$turned" \
    >labels.csv
claim "a pair that was decided both ways: refused" exits_with 2 \
    link refused --dedupe few.csv --labels labels.csv
link refused --dedupe few.csv --labels labels.csv 2>said
claim "the message tells the row" grep -q "'labels.csv' row 3" said
printf 'left_id,right_id,label\n%s,same\n' "${two%,*},${two%,*}" >labels.csv
claim "a record and itself are no pair: refused" exits_with 2 \
    link refused --dedupe few.csv --labels labels.csv
printf 'left_id,right_id,label\n%s,same\n' "$(awk -F, 'NR == 2 {
    print $1; exit }' b.csv),$(awk -F, 'NR == 2 { print $1; exit }' few.csv)" \
    >labels.csv
claim "files that are exchanged inside keep their pairs' order" \
    link swap --left b.csv --right few.csv --labels labels.csv

# ------------------------------------------------------------------ settings
blocks() { # PIECES: settings with these blocks
    { grep -v '^block,' single/settings.csv && printf 'block,%s,,\n' "$@"; } \
        >settings.csv
}
told_blocks() { # BLOCK …: the blocks of the run are those that were told
    blocks "$@" && link told --dedupe $one --settings settings.csv &&
        grep '^block,' settings.csv >a.txt && grep '^block,' told/settings.csv |
        cmp - a.txt
}
mapfile -t found < <(awk -F, '$1 == "block" { print $2 }' single/settings.csv)
claim "blocks were found" test ${#found[@]} -gt 0
claim "blocks that are told are used, and no others" told_blocks "${found[0]}"
whole=$(printf '%s\n' "${found[@]}" | grep -m1 '+')
claim "a block of two pieces is told as it is written" told_blocks "$whole"

# ------------------------------------------------------------------ refusals
claim "no file: refused" exits_with 2 link refused
claim "--left without --right: refused" exits_with 2 link refused --left $a
claim "--dedupe beside --left: refused" exits_with 2 \
    link refused --left $a --right $b --dedupe $a
claim "a file that is not there: refused" exits_with 3 \
    link refused --left $a --right missing.csv
printf 'id,name\n1,x\n1,y\n' >twice.csv
claim "an id that stands twice: refused" exits_with 3 link refused --dedupe twice.csv
printf 'id,name\n,x\n' >no_id.csv
claim "a blank id: refused" exits_with 3 link refused --dedupe no_id.csv
printf 'id\n1\n' >bare.csv
claim "nothing but ids: refused" exits_with 2 link refused --dedupe bare.csv
printf 'id,name,name\n1,x,y\n' >double.csv
claim "a column twice: refused" exits_with 2 link refused --dedupe double.csv
printf 'id,colour\n1,red\n2,blue\n' >other.csv
claim "no column in common: refused" exits_with 2 \
    link refused --left $a --right other.csv
printf 'id,name\n1,x\n2,x\n' >constant.csv
claim "nothing to compare: refused" exits_with 2 link refused --dedupe constant.csv
setting() { # what it is, the row, the exit code
    printf 'kind,columns,method,arguments\n%s\n' "$2" >settings.csv
    claim "$1" exits_with "$3" \
        link refused --left $a --right $b --settings settings.csv
}
setting "an unknown kind of setting: refused" 'compares,surname,text,shared' 2
setting "an unknown column: refused" 'compare,sirname,text,shared' 2
setting "an unknown method: refused" 'compare,surname,words,shared' 2
setting "an unknown role: refused" 'compare,surname,text,family' 2
setting "an unknown block: refused" 'block,surname:rhyme,,' 2
setting "an unknown option: refused" 'option,treshold,,0.9' 2
setting "an option that is no number: refused" 'option,threshold,,high' 2
setting "an option below 0: refused" 'option,threshold,,-1' 2
setting "an unknown assignment: refused" 'option,assignment,,none' 2
setting "an assignment is a setting" 'option,assignment,,one_to_one' 0
setting "a block without a piece: refused" 'block,,,' 2
setting "a column to be left out" \
    $'compare,surname,ignore,\ncompare,given_name,text,shared' 0
claim "is listed as left out" grep -q '^compare,surname,ignore' refused/settings.csv
setting "more pairs than the budget: refused with advice" \
    'option,pair_budget,,1000' 4
setting "a false-link rate is a setting" 'option,false_link_rate,,0.01' 0
rm -rf refused
claim "a refusal leaves no folder" test ! -e refused
link refused --left twice.csv --right $b 2>said
claim "a message tells the row, and no value" grep -q 'row 3' said
link verbose --left $a --right $b >said 2>&1
claim "what is said on screen holds nothing of a person" is no_cells $a said

# ---------------------------------------------------------------------- bars
score() {
    python3 "$tools/score_links.py" "$@" | tail -n 1
}
make_files registry 1500 11 reg
link reg/out --left reg/left.in --right reg/right.in
line=$(score two reg/left.csv reg/right.csv reg/out)
claim "registry: F1 of 0.9995" is bar f1 "$line" 0.999
claim "registry: no false link" is bar precision "$line" 1
make_files german 4000 12 ger
link ger/out --dedupe ger/records.in
claim "names and birth date only: F1 of 0.92 (4,000 rows; 0.95 on 10,000)" \
    is bar f1 "$(score dedupe ger/records.csv ger/out)" 0.92
claim "many records a person: F1 of 0.86" \
    is bar f1 "$(score dedupe old/records.csv many)" 0.86
measure() {
    python3 "$tools/measure.py" --program "$program" "$@"
}
claim "quarters: precision 0.97, recall 0.95 over ten draws (0.99 over 100)" \
    measure quarter --seeds 1-10 --bar=-,0.97,0.95,-
claim "a Japanese city" measure city --size 1200,2000 --seeds 5 \
    --bar=0.98,0.99,-,-
all_claimed
