#!/usr/bin/env bash
# Labels: once
# ayumi-anonymize linkage: columns without headers, with their reading, more
# than can be compared; settings that a person wrote; decided pairs.
. "$(dirname "$0")/../claims.sh"
program=$AYUMI_BIN/ayumi-anonymize
cd "$scratch" || exit
link() {
    out=$1
    shift
    "$program" linkage "$@" --out "$out" --quiet --lang en 2>said
}
# people N PREFIX HEADER: invented people of a Japanese register
people() {
    python3 - "$@" <<'PY'
import random, sys
n, prefix, header = int(sys.argv[1]), sys.argv[2], sys.argv[3]
dice = random.Random(11)
family = [("高橋", "タカハシ"), ("鈴木", "スズキ"), ("佐藤", "サトウ"), ("田中", "タナカ"),
          ("伊藤", "イトウ"), ("山本", "ヤマモト"), ("中村", "ナカムラ"), ("小林", "コバヤシ"),
          ("加藤", "カトウ"), ("吉田", "ヨシダ"), ("山田", "ヤマダ"), ("長谷川", "ハセガワ")]
given = [("花子", "ハナコ"), ("一郎", "イチロウ"), ("実", "ミノル"), ("文子", "フミコ"), ("正", "タダシ"),
         ("和子", "カズコ"), ("清", "キヨシ"), ("節子", "セツコ"), ("茂", "シゲル"), ("千代", "チヨ")]
print(header)
for i in range(n):
    f, g = dice.choice(family), dice.choice(given)
    day = f"19{dice.randint(25, 65)}-{dice.randint(1, 12):02}-{dice.randint(1, 28):02}"
    phone = f"04-71{dice.randint(10, 99)}-{dice.randint(1000, 9999)}"
    print(f"{prefix}{i:04},{f[0]} {g[0]},{f[1]} {g[1]},{day},{phone}")
PY
}
n_links() { # OUT: how many pairs are decided as links
    awk -F, 'NR > 1 && $5 == "link"' "$1/links.csv" | wc -l
}
setting_of() { # OUT COLUMN: method and role of a column in settings.csv
    awk -F, -v c="$2" '$1 == "compare" && $2 == c {print $3 "," $4}' "$1/settings.csv"
}
equal() {
    echo "'$1' and '$2'"
    [ "$1" = "$2" ]
}

# --- what a column holds is found out --------------------------------------------
people 200 a '番号,氏名,フリガナ,生年月日,電話番号' >left.csv
people 200 b '番号,名前,ふりがな,生年月日,電話' >right.csv
claim "two files with other words for the same columns" \
    link named --left left.csv --right right.csv
claim "everyone is found" equal "$(n_links named)" 200
claim "a name and its reading are one unit" equal \
    "$(awk -F, '$3 == "name+kana"' named/settings.csv | wc -l)" 1
people 200 a 'id,c1,c2,c3,c4' >left_bare.csv
people 200 b 'id,c1,c2,c3,c4' >right_bare.csv
claim "headers that say nothing" link bare --left left_bare.csv --right right_bare.csv
claim "everyone is found by the values" equal "$(n_links bare)" 200
claim "the kana is the reading of the name" equal "$(setting_of bare c1+c2)" 'name+kana,shared'
claim "one file, once more" link single --dedupe left_bare.csv
claim "nobody is there twice" equal "$(n_links single)" 0
# Couples in one file; in the other husbands of some, of the others the sons,
# who have their fathers' surname, first character, address and telephone.
families() {
    python3 - <<'PY'
surnames = [("高橋", "タカハシ"), ("鈴木", "スズキ"), ("佐藤", "サトウ"), ("田中", "タナカ"),
            ("伊藤", "イトウ"), ("山本", "ヤマモト")]
heads = [("昭", "アキ"), ("正", "マサ"), ("和", "カズ"), ("義", "ヨシ"), ("隆", "タカ")]
left, right = open("homes_left.csv", "w"), open("homes_right.csv", "w")
for file in (left, right):
    print("c0,c1,c2,c3,c4,c5", file=file)
for h in range(30):
    family, head = surnames[h % 6], heads[h % 5]
    def row(number, given, kana, year):
        return (f"{number}{h:02},{family[0]} {given},{family[1]} {kana},"
                f"{year}-{1 + h % 12:02}-{1 + h * 7 % 28:02},"
                f"見本市本町{1 + h % 4}-{h + 3}-{1 + h % 9},04600{h:02}{h * 37 % 1000:03}")
    print(row("a", head[0] + "一", head[1] + "イチ", 1935 + h % 20), file=left)
    print(row("b", "花子", "ハナコ", 1937 + h % 20), file=left)
    if h % 2 == 0:
        print(row("a", head[0] + "一", head[1] + "イチ", 1935 + h % 20), file=right)
    else:
        print(row("s", head[0] + "三", head[1] + "ゾウ", 1962 + h % 7), file=right)
PY
}
families
claim "telephones under a header that says nothing" \
    link homes --left homes_left.csv --right homes_right.csv
claim "are the household's, as those who live together show" equal \
    "$(setting_of homes c5)" 'digits,household'
claim "the husbands are found, and no father is linked to his son" equal \
    "$(n_links homes):$(grep -c ',s.*,link' homes/links.csv)" 15:0
more_columns() { # FILE FROM: twenty columns more, each another
    awk -F, -v OFS=, -v from="$2" 'NR == 1 {for (i = 1; i <= 20; i++) $0 = $0 ",x" i}
        NR > 1 {for (i = 1; i <= 20; i++) $0 = $0 ",w" (NR * (i + from)) % 37 "v"} 1' "$1"
}
more_columns left.csv 3 >left_wide.csv
more_columns left.csv 3 | sed 's/^a/b/' >right_wide.csv
claim "more columns than can be compared" link wide --left left_wide.csv --right right_wide.csv
claim "some are left out, and listed" grep -q ',ignore,' wide/settings.csv
# a full name beside its parts
awk -F, -v OFS=, 'NR == 1 {print $0, "姓", "名"} NR > 1 {split($2, p, " "); print $0, p[1], p[2]}' \
    left.csv >left_parts.csv
awk -F, -v OFS=, 'NR == 1 {print $0, "姓", "名"} NR > 1 {split($2, p, " "); print $0, p[1], p[2]}' \
    right.csv >right_parts.csv
claim "a full name beside its parts" link parts --left left_parts.csv --right right_parts.csv
claim "is not counted twice" grep -q '^compare,\(氏名\|名前\),ignore' parts/settings.csv
claim "everyone is found with the parts" equal "$(n_links parts)" 200
cut -d, -f1 left.csv >left_lonely.csv
printf '番号,氏名,,\n1,高橋 花子,,\n2,鈴木 一郎\n3,,,\n' >blanks.csv
claim "blank columns and short rows are read" exits_with 0 link blanks --dedupe blanks.csv
claim "nobody is linked there" equal "$(n_links blanks)" 0
claim "a header that is blank but for the id" exits_with 2 link none --dedupe left_lonely.csv
printf '\n' >empty.csv
claim "a file of nothing" exits_with 3 link none --dedupe empty.csv
printf '番号,氏名\n1,\xff\xfe\xfd\n' >bytes.csv
claim "bytes that no encoding has" exits_with 3 link none --dedupe bytes.csv
printf '番号,氏名\n1,"高橋\n' >quote.csv
claim "a quote that never ends" exits_with 3 link none --dedupe quote.csv
mkdir folder.csv
claim "a folder for a file" exits_with 3 link none --left left.csv --right folder.csv

# --- settings that a person wrote ---------------------------------------------------
settings() { # LINE…
    printf '%s\n' 'kind,columns,method,arguments' "$@" >settings.csv
}
with() {
    link told --left left.csv --right right.csv --settings settings.csv
}
settings '氏名の列,氏名,name,shared'
claim "a row of an unknown kind" exits_with 2 with
settings 'id,番号,,' 'compare,氏名+フリガナ,name+kana,shared' 'compare,生年月日,date,personal'
claim "a name with its reading and the day" exits_with 0 with
claim "everyone who is alone with them is found" test "$(n_links told)" -ge 190
settings 'compare,フリガナ+氏名,kana+name,shared' 'compare,生年月日,date,personal'
claim "the reading first" exits_with 0 with
settings 'compare,氏名+生年月日,name+date,shared' 'compare,電話番号,digits,household'
claim "two columns of other kinds as one" exits_with 0 with
settings 'compare,氏名+フリガナ,name,shared'
claim "two columns need two methods" exits_with 2 with
settings 'compare,氏名,name+kana,shared'
claim "one column needs one" exits_with 2 with
settings 'compare,氏名+フリガナ,name+rhyme,shared'
claim "an unknown second method" exits_with 2 with
settings 'compare,氏名+フリガナ,rhyme+kana,shared'
claim "an unknown first method" exits_with 2 with
settings 'compare,氏名+よみ,name+kana,shared'
claim "an unknown second column" exits_with 2 with
settings 'compare,+氏名,name,shared'
claim "a plus without a column" exits_with 2 with
settings 'compare,氏名+フリガナ,ignore,' 'compare,生年月日,date,personal'
claim "two columns left out together" exits_with 0 with
claim "both are listed" equal "$(grep -c ',ignore,' told/settings.csv)" 2
settings $(for i in $(seq 16); do echo '電話番号' | sed 's/.*/compare,&,digits,household/'; done)
claim "more than can be compared" exits_with 2 with
claim "the message has the row and how many" grep -q 'row 17' said
settings 'option,assignment,,one_to_many'
claim "one to many is a setting" exits_with 0 with
claim "and stands in the settings that were used" \
    grep -q '^option,assignment,,one_to_many' told/settings.csv
settings 'option,review_from,,0.3' 'option,pair_budget,,50000' 'option,threshold,,0.9'
claim "the other options" exits_with 0 with
claim "stand there as well" grep -q '^option,threshold,,0.9' told/settings.csv
sed 's/氏名/氏+名/' left.csv >left_plus.csv
sed 's/名前/氏+名/' right.csv >right_plus.csv
settings 'compare,氏+名,name,shared' 'compare,生年月日,date,personal' 'block,氏+名:head+生年月日:year,,'
claim "a plus in a column's name" exits_with 0 \
    link plus --left left_plus.csv --right right_plus.csv --settings settings.csv
claim "the block is used as written" grep -q '^block,氏+名:head+生年月日:year' plus/settings.csv
settings 'block,生年月日:year+生年月日:month_day+氏名:head+電話番号:end+氏名:tail,,'
claim "a block of too many pieces" exits_with 2 with
settings $(for i in $(seq 25); do echo 'block,生年月日:year,,'; done)
claim "too many blocks" exits_with 2 with
printf 'kind,columns,arguments\n' >settings.csv
claim "settings without a column of theirs" exits_with 2 with
claim "settings that are not there" exits_with 2 \
    link told --left left.csv --right right.csv --settings missing.csv

# --- decided pairs ------------------------------------------------------------------
labels() { # LINE…
    printf '%s\n' 'left_id,right_id,label' "$@" >labels.csv
}
decided() {
    link judged --left left.csv --right right.csv --labels labels.csv
}
labels 'a0000,b0000,same' 'a0000,b0001,different' 'a0001,b0001,同一' 'a0002,b0007,same' \
    'a0003,b0004,unknown' 'a0002,b0007,same'
claim "some pairs are decided" exits_with 0 decided
claim "they are links" equal "$(grep -cE '^a0000,b0000,|^a0001,b0001,|^a0002,b0007,' judged/links.csv)" 3
labels 'a0000,b9999,same'
claim "a right record that is not there" exits_with 2 decided
labels 'c0000,b0000,same'
claim "a left record that is not there" exits_with 2 decided
printf 'left_id,label\na0000,same\n' >labels.csv
claim "decisions without a column of theirs" exits_with 2 decided
labels 'a0000,a0001,same' 'a0001,a0000,different'
claim "of one file, both answers" exits_with 2 link judged --dedupe left.csv --labels labels.csv
labels 'a0000,z,same'
claim "of one file, a record that is not there" exits_with 2 \
    link judged --dedupe left.csv --labels labels.csv
labels 'a0100,a0001,same' 'a0000,a0005,same'
claim "of one file, two pairs made one" exits_with 0 link judged --dedupe left.csv --labels labels.csv
claim "they share a cluster" equal \
    "$(awk -F, '$1 == "a0000" || $1 == "a0005" {print $2}' judged/clusters.csv | sort -u | wc -l)" 1
three_alike() { # LABEL…: of three records that are the same
    printf '%s\n' 'id,氏名,生年月日' 'x,高橋 花子,1950-02-03' 'y,高橋 花子,1950-02-03' \
        'z,高橋 花子,1950-02-03' 'w,鈴木 一郎,1941-12-13' >alike.csv
    labels "$@"
    link judged --dedupe alike.csv --labels labels.csv
}
cluster_of() {
    awk -F, -v id="$1" '$1 == id {print $2}' judged/clusters.csv
}
claim "two that are alike, decided as two people" exits_with 0 three_alike 'x,y,別人'
claim "stay two, whatever a third is like" test "$(cluster_of x)" != "$(cluster_of y)"
claim "a = b, b = c, and a and c two people: refused" exits_with 2 \
    three_alike 'x,y,同一' 'x,z,別人' 'y,z,同一'
claim "with the row of what can't be" grep -q "'labels.csv' row 3" said
claim "without it all three are one" exits_with 0 three_alike 'x,y,同一' 'y,z,同一'
claim "and stand in one cluster" equal "$(cluster_of x)$(cluster_of y)" \
    "$(cluster_of z)$(cluster_of x)"
all_claimed
