#!/usr/bin/env bash
# Every kind of file of the input templates is known by its headers, its row
# passes without a finding, and the traps named beside the templates are told.
. "$(dirname "$0")/../claims.sh"
. "$(dirname "$0")/small_study.sh"

templates=$AYUMI_SOURCE/tests/templates
cd "$scratch" || exit 1
check() { "$program" check --lang en --study "$scratch" "$@"; }
# rules FILE: what is found, as "row:column:rule …"
rules() {
    check --json "$1" | python3 -c '
import json, sys
print(*["{}:{}:{}".format(f["row"] or "", f["column"] or "", f["rule"])
        for f in json.loads(sys.stdin.readline())["findings"]] or ["none"])'
}
# kind_of FILE: kind, rows accepted, findings
kind_of() {
    check --json "$1" | python3 -c '
import json, sys
o = json.loads(sys.stdin.readline())
print(o["kind"], o["accepted"], len(o["findings"]))'
}

n=0
for file in "$templates"/*.csv; do
    name=$(basename "$file" .csv)
    number=${name%%_*}
    cp "$file" 最新.csv
    claim "template $name is recognised by its headers alone" \
        same "$(kind_of 最新.csv)" "$number 1 0"
    n=$((n + 1))
done
claim "all 28 kinds of the templates and the six more are tried" same "$n" 34

# trap WHAT KIND EXPECTED ROW...: rows under the template's own header
trap_of() {
    what=$1 kind=$2 expected=${3:-none}
    shift 3
    { head -n 1 "$templates/$kind"_*.csv; printf '%s\r\n' "$@"; } >rows.csv
    claim "$kind: $what" same "$(rules rows.csv)" "$expected"
}
# traps: 01-2
trap_of "a branch number and an apostrophe are part of no other number" 01 '' \
    "12217,W,'0013,田中　一郎,タナカ イチロウ,男,S30.1.2,２７７－０００５,柏,04-7100-0002,2023-07-22,2,2," \
    '12217,W,0013-1,田中　次郎,タナカ ジロウ,M,昭和33年8月9日,277-0005,柏,7100-0002,2023-07-22,2,2,'
# traps: 00-11
trap_of "a number that Excel turned into an exponent is no number" 01 '2:C:E2117 3:J:W2118' \
    '12217,W,1.23E+11,田中　一郎,タナカ イチロウ,1,S30.1.2,,,,2023-07-22,2,2,' \
    '12217,W,0014,田中　次郎,タナカ ジロウ,1,S33.8.9,,,9.01E+09,2023-07-22,2,2,'
trap_of "not asked is not agreed, and no finding" 02 '' '0012,v1,2023-07-22,,,,,,'
# traps: 03-1
trap_of "sessions in circles, in full width, as 第１回" 03 '' \
    'E1,塾,11,①,2023-09-21,木,,パレット,3,50,0,ア;イ;ウ,57,48,0,' \
    'E2,塾,11,第１回,2023-09-21,木曜,,パレット,3,50,0,ア・エ,57,48,0,' \
    'E3,塾,11,２,2023-09-21,（木）,,パレット,3,50,0,ア,57,48,0,中止'
trap_of "a weekday that is not the date's, beside it or within it" 03 '2:F:W3234 3:E:E2119' \
    'E1,塾,11,1,2023-09-21,金,,パレット,3,50,0,ア,57,48,0,' \
    'E2,塾,11,1,2023-09-21(水),木,,パレット,3,50,0,ア,57,48,0,'
# traps: 04-2
trap_of "at the venue and online is one attendance" 04 '3::E3003' \
    'E1,0012,髙橋花子,1,1,' 'E1,0012,髙橋花子,1,2,' 'E1,0013,田中一郎,4,1,'
# traps: 05-5
trap_of "one answer where several are asked; 88 is an answer and 99 none" 05 '' \
    '0012,2023A,2023-07-22,88,99,8,10～15,2,2,2,3,C,2018,3,2,1,3'
# traps: 05-7
trap_of "a nought is no blank" 05 '2:F:E2103 2:O:E2103' \
    '0012,2023A,2023-07-22,1,2,0,12,2,2,2,3,C,H30,3,0,1,3'
# traps: 07-1 07-3
trap_of "a time of day, an anonymous visitor, several topics" 07 '' \
    'C1,2023-09-04 10:30,来所,,1,1・2,介護,,20～25,傾聴,包括,,st03,4'
trap_of "the next appointment before the consultation" 07 '2:L:W3211' \
    'C1,2023-09-04,1,,1,1,,,,,,2023-09-01,,'
# traps: 07-7
trap_of "1st April belongs to the next fiscal year: both days are days" 07 '' \
    'C1,2024-03-31,1,,1,1,,,,,,,,' 'C2,2024-04-01,1,,1,1,,,,,,,,'
# traps: 08-2 08-3
trap_of "several companies of one corporate number are several" 08 '' \
    'J1,7000012050002,㈱一,1,北部,2,2023-07-10' 'J2,7000012050002,(株)一 南店,1,南部,2,2023-07-10'
trap_of "an unknown way of contact" 09 '2:D:E2103' \
    'T1,J1,2023-08-02,9,1,4,2,jc01'
# traps: 10-1
trap_of "posted before obtained; closed before obtained" 10 '2:H:W3212 3:J:E3213' \
    'K1,J1,運転,1,2,1,2023-08-20,2023-08-19,2,,2,20,1050,2,1,70,3,' \
    'K2,J1,運転,1,2,1,2023-08-20,,2,2023-08-01,2,20,1050,2,1,70,3,'
# traps: 10-2
trap_of "hours that are a sum, a wage in ten thousands" 10 '2:L:E2101 3:M:W2112' \
    'K1,J1,運転,1,2,1,2023-08-20,,,,2,朝2h夕2h×5日,1050,2,1,70,3,' \
    'K2,J1,運転,1,2,1,2023-08-20,,,,2,20,0.1,2,1,70,3,'
# traps: 10-5
trap_of "two jobs of one company are two" 10 '' \
    'K1,J1,運転,1,2,1,2023-08-20,,,,2,20.0,1050,2,1,70,3,' \
    'K2,J1,清掃,1,2,1,2023-08-20,,,,2,19.9,1050,2,1,70,3,'
# traps: 11-2
trap_of "the result before the question; a blank result stays unknown" 11 '2:H:E3215' \
    'M1,K1,0012,2023-09-04,2023-09-05,,2,2023-09-01,1,1,' \
    'M2,K1,0012,2023-09-04,2023-09-05,,,,,,'
# traps: 11-3
trap_of "the same person and job twice are two referrals" 11 '' \
    'M1,K1,0012,2023-09-04,,,2,2023-09-12,①③,1,' 'M2,K1,0012,2023-10-04,,,1,2023-10-12,,1,'
# traps: 12-1 12-2
trap_of "of another office, still going on, hours that vary, duties in circles" 12 '' \
    'A1,0012,,2023-10-01,,18～25,1,,①送迎②介護③清掃,,,2023-10-20,1'
# traps: 14-4 14-5
trap_of "sent back twice; back before it was sent" 14 '3::E3003 4:E:E3202' \
    'F1,0012,2024-02-01,0,2024-02-20,1,2,R5.10,4,2' 'F1,0012,2024-02-01,0,2024-02-21,1,2,2023-10,4,2' \
    'F1,0013,2024-02-01,0,2024-01-20,1,2,R5.10,4,2' 'F1,0014,2024-02-01,1,,,,,,'
trap_of "joined again is another row; too young to join" 15 '4:G:W3235' \
    'K-1,高橋,タカハシ,1958/04/05,2023-09-09,2023-09-12,2023-10-01,1,2023-12-01,' \
    'K-1,高橋,タカハシ,1958/04/05,2023-09-09,2023-09-12,2024-03-01,1,,' \
    'K-2,若木,ワカギ,1970/04/05,2023-09-09,2023-09-12,2023-10-01,1,,'
# traps: 13-1
trap_of "a company's row has no office number" 13 '' \
    '2,,J1,,2024-01-15,2,1,4,0,,0,' '1,0012,J1,A1,2024-01-15,1,0,,,,,9'
# traps: 07-4 16-1 16-2 16-3 16-5
trap_of "a percentage is not a slip; a step outside the scale" 16 '2:E:E2101 3:E:W2113' \
    'Q1,1,,2023-09-04,99%,' 'Q2,1,,2023-09-04,6,' 'Q3,1,,2023-09-04,無回答,'
# traps: 17-1
trap_of "a cancelled point is a row of its own" 17 '' \
    'P1,0012,2023-09-04,2023-09-15,3,1' 'P1,0012,2023-09-04,2023-09-15,3,-1'
trap_of "active before the card was issued" 17 '2:D:W3217' \
    'P1,0012,2023-09-04,2023-09-01,3,1'
# traps: 18-2 18-3
trap_of "the earlier name of a course; no end yet; an end before the start" 18 '4:D:E3218' \
    '0012,ヘルパー2級,2023-08-20,2023-09-26,1,0,0' '0013,5,2023-08-20,,,,' \
    '0014,1,2023-08-20,2023-08-01,1,0,0'
# traps: 19-1
trap_of "about two thousand is read and counted" 19 '' \
    'D1,1,2024-02-01,"約2,000",31,640,84,登録者全員'
# traps: 19-2
trap_of "more answers than letters" 19 '2:F:W3220' 'D1,1,2024-02-01,100,3,640,84,'
# traps: 20-3 20-4
trap_of "a hyphen is unknown, 0 is zero; new above the total" 20 '4:D:W3221' \
    '2023-07,-,710,0,0,620,5' 'R5.8,2540,710,28,3,620,5' '2023-09,2540,710,928,3,620,5'
# traps: 21-1 21-6
trap_of "fiscal years as offices write them; a target with its unit; one in ten thousands" 21 '5:D:E2101' \
    'KW-A-1,R 5,Q1,150人,>=,0,2023-06-12,計画' 'KW-A-1,令和5年度,Q2,90%以上,>=,1,2023-06-12,計画' \
    'KW-A-1,H31,Y,10,=,1,2019-06-12,計画' 'KW-A-1,R5,Q3,15万,>=,0,2023-06-12,計画'
# traps: 00-17 22-4
trap_of "dashes are unknown, 0 is not; a footnote mark in a figure" 22 '6:E:E2101' \
    'KW-A-1,R5,2023-04-01,2023-06-30,-,2024-05-10,' 'KW-A-1,R5,2023-07-01,2023-09-30,－,2024-05-10,' \
    'KW-A-1,R5,2023-10-01,2023-12-31,0,2024-05-10,' 'KW-A-1,R5,2024-01-01,2024-03-31,約2,2024-05-10,' \
    'KW-A-1,R4,2022-08-01,2023-03-31,1516※,2024-05-10,R4は8月～3月末実績'
# traps: 23-4
trap_of "four days stay four days, whoever came" 23 '' 'Z1,静岡市,2,2023-04-05,18000,4,28,勤務報告'
printf '%s\r\n' '年月,閲覧数,定義' 'R5.6,2540,UA' '2023-07,710,GA4' >rows.csv
# traps: 20-1 20-2
claim "20: two ways of counting views are two codes" same "$(kind_of rows.csv)" '20 2 0'
# traps: 23-1
trap_of "ten thousand yen is not read as yen" 23 '2:E:E2101' \
    'Z1,静岡市,2,2023-04-05,2万円,1,7,勤務報告'
# traps: 24-1 24-2 24-3
trap_of "a missing reduction stays blank; the limit below the base" 24 '3:C:E3223' \
    'R5,1550,1750,2023-01-01,2023-12-31,funding_ratio>=1.0,200,hires<target,' \
    'R6,1750,1550,2024-01-01,2024-12-31,funding_ratio>=1.0,200,hires<target,'
# traps: 25-1 25-2
trap_of "years with rates only; 平成31 is 令和元; more matches than people" 25 '4:G:W3224' \
    'H30,,,,,,,55' 'R元,2019-08-26,,14,68,,5,' 'R4,2022-08-26,,14,8,,9,'
# traps: 26-2
trap_of "two spellings of one body are one" 26 '' \
    'B1,老人福祉施設協議会,2023-08-30,切り出し' 'B2,柏市老人福祉施設連絡協議会,2023-09-30,切り出し'
# traps: 27-1 27-3
trap_of "done by a neighbour without a number; done before it was received" 27 '3:F:E3225' \
    'L1,モデル1,2024-01-10,草取り,,2024-01-14,500' 'L2,モデル１,2024-01-10,2,0012,2024-01-04,500'
trap_of "two columns of one row corrected on one day; an unknown table" 28 '4:A:E2103' \
    '11_紹介経過,M1,結果,2,1,2024-01-05,1,st03' '11,M1,結果日,,2024-01-04,2024-01-05,訂正,st03' \
    '99_なし,M1,結果,2,1,2024-01-05,1,st03'
trap_of "taken over before it was registered" 30 '2:J:W3226' \
    '33100,P,0400,西田　節子,ニシダ セツコ,2,S25.6.7,,2019-09-10,2019-08-01,4,6,,'
trap_of "a member who could not be reached is no finding" 31 '' \
    'K-1,高橋花子,タカハシハナコ,1958/04/05,,,0,,,,,,,,'
trap_of "a task without a job is a task" 32 '' \
    'B1,,J1,2023-08-04,入浴介助,清掃,午前,月曜・水曜,随時,×,2・5,,'

# The predecessor's registrants count for everyone; their numbers are not ours.
s=$scratch/taken_over
new_study "$s"
new_key "$s"
put "$s/inbox/01.csv" "$roster_header" \
    '33100,C,0400,別人　一郎,ベツジン イチロウ,1,S20.1.2,2023-07-22'
cp "$templates"/30_*.csv "$templates"/32_*.csv "$templates"/07_*.csv "$s/inbox"
claim "a study with the new kinds is handed over" exits_with 1 handover "$s"
claim "what they did at the take-over crosses under a token" \
    same "$(cell "$s" 30_former_registrant 2 activity)" 6
claim "what they wished does not" same "wish: $(cell "$s" 30_former_registrant 2 wish)" 'wish: '
claim "the same number of the predecessor is another person" \
    differ "$(subject "$s" 30_former_registrant 2)" "$(subject "$s" 01_participant 2)"
claim "a task's name and the staff stay at the office" \
    empty <(grep -hE '浴室|jc01|st03' "$s"/handover/*.csv)
all_claimed
