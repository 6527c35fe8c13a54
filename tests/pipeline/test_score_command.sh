#!/usr/bin/env bash
# ayumi score on plain CSV files: published examples come out as published,
# rows and columns are kept, refusals name the cell, nothing is guessed.
. "$(dirname "$0")/../claims.sh"
reference=$AYUMI_SOURCE/tests/reference/score
vectors="python3 $AYUMI_SOURCE/tests/pipeline/score_vectors.py"
cd "$scratch" || exit

score() { "$AYUMI_BIN/ayumi" score "$@" >said 2>&1; }
# exits CODE ARGUMENTS…: the command ends so
exits() {
    wanted=$1
    shift
    code=0
    score "$@" || code=$?
    [ "$code" -eq "$wanted" ] || { echo "exit $code"; cat said; return 1; }
}
says() { grep -q -- "$1" said || { cat said; return 1; }; }

kcl_examples() {
    $vectors make kcl "$reference/kcl_public.csv" kcl.csv &&
        exits 0 --instrument KCL --version 2006 --data kcl.csv --out kcl2.csv &&
        $vectors match kcl "$reference/kcl_public.csv" kcl2.csv
}
claim "published checklists come out as published, all seven rules too" kcl_examples

jchs_examples() {
    for version in 2016 2020; do
        $vectors make jchs "$reference/jchs_public.csv" j.csv $version &&
            exits 0 --instrument JCHS --version $version --data j.csv --out j2.csv &&
            $vectors match jchs "$reference/jchs_public.csv" j2.csv $version ||
            return 1
    done
}
claim "published phenotypes of both versions come out as published" jchs_examples

columns_are_kept() {
    cut -d, -f1-27 kcl2.csv | cmp - kcl.csv &&
        head -n 1 kcl2.csv | grep -q 'height_cm,points_low,points_high,n_missing,class,out_of_validated_age,mhlw_1,mhlw_2,mhlw_3,mhlw_4,mhlw_5,mhlw_6,mhlw_7,eligible$'
}
claim "the columns of the file stand first, as they were" columns_are_kept

# all GOOD BAD N [AGE]: N forms; items worded positively get GOOD
forms() {
    printf 'id'
    for q in $(seq 1 25); do [ "$q" = 12 ] || printf ',kcl_%02d' "$q"; done
    printf ',height_cm,weight_kg,age\n'
    for i in $(seq 1 "$3"); do
        printf '%s' "$i"
        for q in $(seq 1 25); do
            case $q in
            12) ;;
            1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 16 | 19) printf ',%s' "$1" ;;
            *) printf ',%s' "$2" ;;
            esac
        done
        printf ',160,60,%s\n' "${4-70}"
    done
}

forms はい いいえ 1 64 >age.csv
forms はい いいえ 1 65 | tail -n 1 >>age.csv
forms はい いいえ 1 "" | tail -n 1 >>age.csv
ages() {
    exits 0 --instrument KCL --version 2006 --data age.csv --out age2.csv &&
        [ "$(tail -n +2 age2.csv | cut -d, -f32,33 | tr '\n' ' ')" = 'robust,1 robust,0 robust, ' ]
}
claim "64 is below the validated age, 65 is not, unknown is neither" ages

forms 0 0 20 >digits.csv
digits() {
    exits 0 --instrument KCL --version 2006 --data digits.csv --out d2.csv &&
        says '1＝リスクあり' && ! says 注意 2>/dev/null &&
        [ "$(grep -c ',0,0,0,robust,' d2.csv)" -eq 20 ]
}
claim "digits are read as the form prints them: 1 is the risk" digits

forms 1 0 20 >turned.csv
turned() {
    exits 0 --instrument KCL --version 2006 --data turned.csv --out t2.csv &&
        says '注意' && says '値は変えていません' &&
        [ "$(grep -c ',10,10,0,frail,' t2.csv)" -eq 20 ]
}
# traps: 05-10
claim "a file typed with 1 for yes is reported and not turned round" turned
told() {
    exits 0 --instrument KCL --version 2006 --coding yes --data turned.csv --out t3.csv &&
        [ "$(grep -c ',0,0,0,robust,' t3.csv)" -eq 20 ] &&
        ! grep -q 注意 said
}
claim "told that 1 is yes, the same file is robust" told
two() {
    forms 1 2 20 >two.csv
    exits 3 --instrument KCL --data two.csv --out x.csv && says E2103 &&
        says '--coding yes' && says '21\|20\|か所' &&
        exits 0 --instrument KCL --coding yes --data two.csv --out t5.csv &&
        [ "$(grep -c ',0,0,0,robust,' t5.csv)" -eq 20 ]
}
claim "1 and 2 are no codes of the form; the way to say so is told" two
forms いいえ いいえ 20 >words.csv
words() {
    exits 0 --instrument KCL --version 2006 --data words.csv --out w2.csv &&
        says '注意'
}
claim "the same mistake turned into words is reported too" words

forms はい いいえ 3 >bad.csv
sed -i '3s/はい/たぶん/' bad.csv
names_the_cell() {
    rm -f b2.csv
    exits 3 --instrument KCL --version 2006 --data bad.csv --out b2.csv &&
        says 'E2103 bad.csv 行3 列B(kcl_01)' && [ ! -e b2.csv ] &&
        ! grep -q たぶん said
}
claim "an answer that can't be read is named by row and column, not shown" names_the_cell

body() {
    {
        forms はい いいえ 1 | head -n 1
        for cm_kg in 160,60 60,160 119.9,60 200,25 200.1,60 160,150.1 ,60; do
            forms はい いいえ 1 | tail -n 1 | sed "s/160,60/$cm_kg/"
        done
    } >body.csv
    exits 0 --instrument KCL --version 2006 --data body.csv --out body2.csv &&
        says 'W2112 body.csv 行3 列Z(height_cm)' &&
        [ "$(tail -n +2 body2.csv | cut -d, -f29-31 | tr '\n' ' ')" = '0,0,0 0,1,1 0,1,1 1,1,0 0,1,1 0,1,1 0,1,1 ' ]
}
# traps: 06-7
claim "impossible heights and weights are missing, also when swapped" body

excel() {
    { printf '\xef\xbb\xbf'; forms はい いいえ 2 | sed 's/$/\r/'; } >bom.csv
    forms はい いいえ 2 | iconv -f UTF-8 -t CP932 >cp932.csv
    for f in bom cp932; do
        exits 0 --instrument KCL --data $f.csv --out ${f}2.csv || return 1
    done
    cmp bom2.csv cp9322.csv
}
claim "what Excel saves, in UTF-8 or CP932, comes out the same" excel

unknown_scale() {
    exits 2 --instrument kcl --data kcl.csv --out x.csv && says 'もしかして: KCL' &&
        says 'JCHS 2016 2020' &&
        exits 2 --instrument JCHS --version 2019 --data kcl.csv --out x.csv &&
        says '2016 2020' && exits 2 --instrument JCHS --data kcl.csv --out x.csv &&
        exits 2 --data kcl.csv --out x.csv && says 'FC22 2015 2019'
}
claim "an unknown scale or version is answered with what there is" unknown_scale

wrong_use() {
    exits 2 --instrument KCL --data kcl.csv && says '--out' &&
        exits 2 --instrument KCL --data kcl.csv --out ./kcl.csv && says '同じファイル' &&
        exits 2 --instrument KCL --coding maybe --data kcl.csv --out x.csv &&
        exits 3 --instrument KCL --data nowhere.csv --out x.csv && says E1001 &&
        exits 3 --instrument KCL --data kcl2.csv --out x.csv && says points_low &&
        exits 3 --instrument FSI --data kcl.csv --out x.csv && says 'fsi_01'
}
claim "wrong use is refused with what to do" wrong_use

printf 'sex,fc22_d05,fc22_e01,fc22_e04,fc22_ring\n男,27,いいえ,いいえ,3\nM,28,赤,青,1\n' >fc.csv
seals() {
    for version in 2015 2019; do
        exits 0 --instrument FC22 --version $version --data fc.csv --out fc$version.csv || return 1
    done
    says '区分は出しません' &&
        [ "$(tail -n +2 fc2015.csv | cut -d, -f6-9 | tr '\n' ' ')" = '2,20,18,undetermined 1,19,18,undetermined ' ] &&
        [ "$(tail -n +2 fc2019.csv | cut -d, -f6-9 | tr '\n' ' ')" = '3,21,18,undetermined 1,19,18,undetermined ' ]
}
claim "a check without all its columns gets points by version, and no class" seals

bmi_answer() {
    forms はい いいえ 2 | sed 's/height_cm,weight_kg/kcl_12,memo/; 2s/160,60/はい,/; 3s/160,60/,/' >bmi.csv
    exits 0 --instrument KCL --data bmi.csv --out bmi2.csv &&
        [ "$(tail -n +2 bmi2.csv | cut -d, -f29-31 | tr '\n' ' ')" = '1,1,0 0,1,1 ' ] &&
        forms はい いいえ 1 | sed 's/age/kcl_12/; s/,70$/,はい/' >bmi.csv &&
        exits 0 --instrument KCL --data bmi.csv --out bmi2.csv && says kcl_12 &&
        grep -q ',0,0,0,robust,' bmi2.csv
}
claim "the answer to the BMI question serves only where nothing was measured" bmi_answer

person() {
    printf 'grip_kg\n27\n15\n' >grip.csv
    exits 0 --lang en --instrument JCHS --version 2020 --data grip.csv --out g2.csv &&
        says 'no column sex' && says 'no column age' && says '(65 and over)' &&
        [ "$(tail -n +2 g2.csv | cut -d, -f2-4 | tr '\n' ' ')" = '0,5,5 1,5,4 ' ] &&
        exits 0 --lang en --instrument LSNS6 --data lsns.csv --out l2.csv &&
        ! grep -q 'no column' said
}
printf 'lsns6_total\n11\n12\n' >lsns.csv
claim "a missing sex or age is said where it matters" person

two_sources() {
    printf 'sex,fc22_d05,grip_r\n1,27,30\n' >two.csv
    exits 3 --instrument FC22 --version 2019 --data two.csv --out x.csv && says E1203
}
claim "two sources of one item are refused" two_sources

own_criterion() {
    printf 'jchs_1,jchs_2,jchs_3,jchs_4,jchs_5\nはい,いいえ,はい,0.9,はい\n' >c.csv
    exits 0 --instrument JCHS --version 2020 --data c.csv --out c2.csv &&
        grep -q ',4,4,0,frail,' c2.csv &&
        printf 'weight_loss,sport_weekly\n1,0\n' >c.csv &&
        exits 3 --instrument JCHS --version 2020 --data c.csv --out c3.csv && says E2111
}
claim "criteria judged by the office are taken, digits are not" own_criterion

json() {
    "$AYUMI_BIN/ayumi" score --json --instrument KCL --data turned.csv --out t4.csv 2>/dev/null |
        python3 -c 'import json,sys
r = json.load(sys.stdin)
assert r["rows"] == 20 and r["classes"]["frail"] == 20 and r["looks_swapped"] is True, r'
}
claim "--json says the same as one object" json
dry() {
    exits 0 --dry-run --instrument KCL --data kcl.csv --out never.csv && [ ! -e never.csv ]
}
claim "--dry-run writes nothing" dry
own_scale() {
    mkdir -p town/codebook && touch town/study.csv
    printf 'instrument,version,label_ja,label_en,n_items,score_min,score_max,direction,validated_age_min,missing_rule\nTWO,1,二,two,2,0,2,higher_worse,60,interval\n' >town/codebook/instruments.csv
    printf 'instrument,version,item,variable,rule,value,points,answer,codes\nTWO,1,two_1,two_1,answer,yes,1,yes,kcl_answer\nTWO,1,two_2,two_2,below,5,1,,\n' >town/codebook/scores.csv
    printf 'instrument,version,class,points_from,points_to\nTWO,1,low,0,1\nTWO,1,high,2,2\n' >town/codebook/classes.csv
    printf 'two_1,two_2\nはい,4.9\nはい,5\n' >two.csv
    exits 0 --study town --instrument TWO --data two.csv --out two2.csv &&
        [ "$(tail -n +2 two2.csv | cut -d, -f3-6 | tr '\n' ' ')" = '2,2,0,high 1,1,0,low ' ]
}
claim "a scale of the study's own codebook needs no change of the program" own_scale
all_claimed
