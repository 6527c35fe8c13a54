#!/usr/bin/env bash
# Labels: once
# The four cases any implementation should pass (input templates), from files
# in the inbox to the tables: one person under several spellings, one hire
# known twice, a reassignment with its backfill, a withdrawal with deletion.
. "$(dirname "$0")/../claims.sh"
. "$(dirname "$0")/../anonymize/small_study.sh"
ayumi=$AYUMI_BIN/ayumi
work_header='活動番号,整理番号,求人番号,開始日,終了日,週時間,形態,前の活動番号,終了理由,把握日,把握経路'
survey_header='調査番号,整理番号,発送日,不達,回収日,方式,活動状況,開始年月,満足,主観的健康'
form_header='整理番号,同意書版,同意日,追跡調査,他データ突合,二次利用,撤回日,撤回範囲,代理同意'

# run DIR QUARTER [option...]: exit 1 says that rows need a person
run() {
    dir=$1 quarter=$2
    shift 2
    code=0
    "$ayumi" run --study "$dir" --quarter "$quarter" --quiet "$@" \
        >"$scratch/run.log" 2>&1 || code=$?
    [ "$code" -le 1 ] || { cat "$scratch/run.log"; return 1; }
}

# people DIR QUARTER WINDOW PERIOD CLASS: n_people,n_starts,n_episodes,
# n_transfers,n_backfill_people of all ages
people() {
    grep "^$3,$4,[0-9]*,[01],$5,計," "$1/out/$2/tables/outcomes.csv" |
        cut -d, -f7-
}

new_study "$scratch/s" && new_key "$scratch/s"
cd "$scratch" || exit
put s/inbox/2023Q2_01.csv "$roster_header,電話番号" \
    '12217,W,0012,髙橋　花子,ﾀｶﾊｼ ﾊﾅｺ,2,S33.4.5,2023-07-22,04-7100-0000' \
    '12217,W,0013,試験　一郎,シケン イチロウ,1,S30.1.2,2023-07-22,' \
    '12217,W,0014,仮名　二郎,カメイ ジロウ,1,S31.1.2,2023-07-22,'
put s/inbox/2023Q2_02.csv "$form_header" '0012,v1,2023-07-22,1,1,0,,,0' \
    '0013,v1,2023-07-22,1,1,0,,,0' '0014,v1,2023-07-22,1,1,0,,,0'
put s/inbox/2023Q2_05.csv '整理番号,調査版,記入日,希望活動1' \
    '0012,2023A,2023-07-22,2' '0013,2023A,2023-07-22,1' \
    '0014,2023A,2023-07-22,1'
put s/inbox/2023Q3_15.csv "$silver_header" \
    'K-4521,高橋花子,タカハシハナコ,1958/04/05,2023-10-01'
put s/inbox/2023Q4_12.csv "$work_header" \
    'A0120,0013,K2023-0088,2023-10-01,2024-01-31,18,2,,5,2023-10-20,1' \
    'A0188,0013,K2023-0090,2024-02-01,,18,2,A0120,,2024-02-10,1' \
    'A0190,0014,K2023-0088,2024-02-10,,18,2,,,2024-02-20,2'

# 1. Same person, three spellings.
claim "1: the first run succeeds" run s FY2023Q4
claim "1: the member of the Silver Center is the participant" \
    same "$(subject s 15_silver_member 2)" "$(subject s 01_participant 2)"
claim "1: and nobody is asked, since no field disagrees" \
    test ! -e s/review/pairs.csv
cp -r s web
put web/inbox/2023Q4_01.csv "$roster_header,電話番号" \
    '12217,S,R001,ﾀｶﾊｼﾊﾅｺ,ﾀｶﾊｼﾊﾅｺ,2,1958-04-05,2024-01-22,04-7100-0000'
claim "1: a reservation comes with the name in kana" run web FY2023Q4
last=$(crossed web 01_participant | cut -d, -f1 | tail -n 1)
# traps: must-1
claim "1: it is the same person" same "$(subject web 01_participant 2 "$last")" "$(subject web 01_participant 2 1)"
claim "1: and nobody is asked either" test ! -e web/review/pairs.csv
put web/inbox/2023Q4_02.csv "$consent_header" 'R001,v1,2024-01-22,1,1,'
put web/inbox/2024Q1_01.csv "$roster_header,電話番号" \
    '12217,S,R001,ﾀｶﾊｼﾊﾅｺ,ﾀｶﾊｼﾊﾅｺ,2,1958-04-06,2024-01-29,'
claim "1: where the birth date disagrees" run web FY2023Q4
last=$(crossed web 01_participant | cut -d, -f1 | tail -n 1)
claim "1: under the same number, it is somebody else for now" differ "$(subject web 01_participant 2 "$last")" "$(subject web 01_participant 2 1)"
claim "1: and the clerk is asked" grep -q R001 web/review/pairs.csv

# 2. Same hire known twice: 28 March, reported on 10 April, and answered.
put s/inbox/2024Q1_12.csv "$work_header" \
    'A0200,0012,,2024-03-28,,月80h,2,,,2024-04-10,1'
put s/inbox/2024Q1_14.csv "$survey_header" \
    'F2024-1,0012,2024-05-01,0,2024-05-20,1,2,R6.3,4,2'
claim "2: as of 1 April the hire is not known" \
    run s FY2023Q4 --as-of 2024-04-01
before=$(people s FY2023Q4 fiscal_year FY2023 E19)
claim "2: two people had begun by then" same "$before" 2,2,3,1,1
claim "2: as of May it is, once, in fiscal R5" run s FY2023Q4 --as-of 2024-05-31
claim "2: and in no other year" \
    same "$(people s FY2023Q4 fiscal_year FY2023 E19)" 3,3,4,1,1
# traps: must-2
claim "2: the next quarter counts it in calendar 2024 for the fee" run s FY2024Q1
claim "2: with the answer beside it, once" \
    same "$(people s FY2024Q1 calendar_year 2024 E19)" 2,2,3,1,1
claim "2: and in fiscal R5, not R6" \
    same "$(people s FY2024Q1 fiscal_year FY2023 E19)" 3,3,4,1,1
evidence() {
    grep ",2024-03-28,E19," s/out/FY2024Q1/export/evidence.csv
}
claim "2: its evidence is the desk's row, confirmed by a second record" \
    grep -q ',2,activity,2024-04-10,1,,2024Q1_12.csv,2$' <(evidence)

sure() {
    grep ',R,1,0,0,.*silver_member' s/out/FY2024Q1/export/evidence.csv | cut -d, -f13
}
claim "2: a membership found by name says how sure that is" \
    grep -qE '^0\.[0-9]+$|^1$' <(sure)
claim "2: explain says so too" grep -q '"link_probability": [01]' \
    <("$ayumi" explain --study s --json outcomes:FY2023:R)

# 3. Reassignment: hires +0, episodes +1, backfill +1 person.
# traps: must-3
claim "3: two hires, three episodes, one transfer, one backfill" \
    same "$before" 2,2,3,1,1
chain() {
    cut -d, -f2-7,14 s/out/FY2024Q1/export/activity_spell.csv |
        grep '^2024-02-01,E19'
}
claim "3: the second episode began with the first" \
    same "$(chain)" '2024-02-01,E19,,,2024-02-10,2023-10-01,1'

# Openings and referrals beside them: tables, sheets, evidence.
cp -r s matched
put matched/inbox/2023Q3_10.csv \
    '求人番号,事業所番号,業務名,業種,新規開拓,開拓手法,獲得日,掲載日,再掲載回数,終了日,募集人数,週時間,時給,方式,手数料負担,上限年齢,必要資格,必要備品' \
    'K2023-0088,J0101,送迎車両の運転,1,2,1,2023-08-20,2023-08-25,2,,2,20,1050,2,1,70,3,' \
    'K2023-0090,J0101,清掃,1,1,1,2023-09-20,2023-09-25,0,,1,12,1050,1,1,70,,'
put matched/inbox/2023Q3_11.csv \
    '紹介番号,求人番号,整理番号,候補日,打診日,面接日,結果,結果日,不成立要因,判断側,自由記述' \
    'M2023-0201,K2023-0088,0012,2023-09-04,2023-09-05,,2,2023-09-12,1;6,1,車いすを押すことに不安' \
    'M2023-0202,K2023-0088,0013,2023-09-04,2023-09-05,,1,2023-09-20,,,' \
    'M2023-0203,K2023-0090,0014,2023-12-04,,,,,,,'
claim "openings and referrals are taken in" run matched FY2023Q4
cell_of() { grep "^$2" "matched/out/FY2023Q4/tables/$1.csv"; }
claim "one match by dispatch, of a known company" \
    same "$(cell_of matched_by_scheme '2,派遣,temporary staffing,2')" \
    '2,派遣,temporary staffing,2,1,1'
claim "a referral without a result is pending" \
    same "$(cell_of matching_states candidate)" \
    'candidate,pending,候補,candidate,1,1,1'
claim "the match and the job it began are one start, 18 hours by the desk" \
    grep -q '2023-10-01,E19,1,0,0,12217,1,2,activity' \
    matched/out/FY2023Q4/export/evidence.csv
sheets() {
    python3 -c 'import re, sys, zipfile
print(*re.findall("sheet name=\"([^\"]*)\"", zipfile.ZipFile(
    sys.argv[1]).read("xl/workbook.xml").decode()))' "$1/out/FY2023Q4/tables.xlsx"
}
claim "the workbook has their sheets" \
    grep -q 'losses starts openings referrals retention' <(sheets matched)
claim "and none where nothing came" exits_with 1 grep -q openings <(sheets s)

# 4. Withdrawal with deletion on 10 February, delivered in April.
who=$(subject s 01_participant 3)
claim "4: 0013 is there before" is_pseudonym "$who"
cp -r s/out/FY2023Q4/tables published
put s/inbox/2024Q1_02.csv "$form_header" '0013,v1,2023-07-22,1,1,0,2024-02-10,2,0'
claim "4: both quarters run again" run s FY2023Q4
claim "4: the later one too" run s FY2024Q1
grep -rl "$who" s/out s/handover >found
# traps: must-4
claim "4: the person's rows are in no table, model or edition" empty found
claim "4: nor in the research database" \
    test "$(strings s/study.sqlite | grep -c "$who")" -eq 0
kept() {
    for edition in s/out/editions/FY2023Q4-*/tables/flow.csv; do
        cmp -s published/flow.csv "$edition" && return
    done
    return 1
}
claim "4: the published count stays in its edition" kept
# traps: 28-1
claim "4: and what became different is listed" \
    grep -q '^tables/flow.csv,changed' <(cat s/out/editions/*/changed.csv | tr -d '\r')
all_claimed
