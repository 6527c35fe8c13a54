#!/usr/bin/env bash
# Labels: once
# Traps of the offices' files that only a whole run can show: one study in
# which each of them lies once. traps.csv says where each was listed.
. "$(dirname "$0")/../claims.sh"
. "$(dirname "$0")/../anonymize/small_study.sh"
ayumi=$AYUMI_BIN/ayumi
templates=$(cd "$(dirname "$0")/../templates" && pwd)
cd "$scratch" || exit

# form KIND FILE ROW...: rows under the template's own header
form() {
    kind=$1 file=$2
    shift 2
    { head -n 1 "$templates/$kind"_*.csv; printf '%s\r\n' "$@"; } >"s/inbox/$file"
}
run() {
    code=0
    "$ayumi" run --study s --quarter "$1" --quiet >"$scratch/run.log" 2>&1 || code=$?
    [ "$code" -le 1 ] || { cat "$scratch/run.log"; return 1; }
}
out=s/out/FY2023Q4
# rows FILE PATTERN: how many lines of an output match
rows() { grep -c -- "$2" "$out/$1"; }
# told RULE FILE: rows and columns of its findings in a file
told() {
    awk -F, -v rule="$1" -v file="$2" 'index($0, "," rule ",") && $3 == file {printf "%s%s%s", sep, $5, $6; sep = " "}' \
        "$out/findings/findings.csv"
}

new_study s && new_key s
sed -i 's/first_quarter,FY2023Q2/first_quarter,FY2022Q1/' s/study.csv
form 01 2023Q2_01.csv \
    '12217,W,0012,髙橋　花子,ﾀｶﾊｼ ﾊﾅｺ,2,S33.4.5,277-0005,柏,04-7100-0001,2023-07-22,2,2,' \
    '12217,W,0013,田中　一郎,タナカ イチロウ,1,S30.1.2,277-0005,柏,04-7100-0002,2023-07-22,2,2,' \
    '12217,W,0014,田中　次郎,タナカ ジロウ,1,S33.8.9,277-0005,柏,04-7100-0002,2023-07-22,2,2,' \
    '12217,W,0015,若木　三郎,ワカギ サブロウ,1,S44.1.20,277-0006,豊四季,04-7100-0003,2023-07-22,2,2,' \
    '12217,W,0016,撤回　四郎,テッカイ シロウ,1,S31.3.3,277-0006,豊四季,04-7100-0004,2023-07-22,2,2,'
form 01 2023Q4_01.csv \
    '12217,W,0012,髙橋　花子,ﾀｶﾊｼ ﾊﾅｺ,2,S33.4.5,277-0863,豊四季台,04-7100-0001,2023-07-22,2,2,'
form 02 2023Q2_02.csv '0012,v1,2023-07-22,1,1,0,,,0' '0013,v1,2023-07-22,1,1,0,,,0' \
    '0014,v1,2023-07-22,1,1,0,,,0' '0015,v1,2023-07-22,1,1,0,,,0' '0016,v1,2023-07-22,1,1,0,,,0'
form 02 2023Q4_02.csv '0016,v1,2023-07-22,1,1,0,2024-01-15,1,0'
form 03 2023Q2_03.csv \
    'E2022-001,先行,11,1,2022-06-11,土,,中央,1,50,0,ア,9,1,0,' \
    'E2023-014,塾①,11,①,2023-07-22,土,,中央,3,50,0,ア;イ;ウ,5,4,0,' \
    'E2023-015,塾②,11,②,2023-08-05,土,,中央,1,50,0,ア,5,2,0,台風' \
    'E2023-016,塾③,11,③,2023-08-12,土,,中央,1,50,0,ア,5,0,0,中止'
form 03 2023Q3_03.csv 'E2023-015,塾②,11,②,2023-10-07,土,,中央,1,50,0,ア,5,2,0,台風で延期'
form 04 2023Q2_04.csv 'E2023-014,0012,髙橋花子,1,1,' 'E2023-014,0013,田中一郎,4,1,' \
    'E2023-014,0014,田中次郎,2,1,' 'E2023-014,0015,若木三郎,1,2,' 'E2022-001,0012,髙橋花子,1,1,'
form 04 2023Q3_04.csv 'E2023-015,0012,髙橋花子,1,1,' 'E2023-015,0013,田中一郎,3,1,'
survey=2,4,,12,2,2,2,3,C,H30,3,2,1,3
form 05 2023Q2_05.csv "0012,2023A,2023-07-22,$survey" "0013,2023A,2023-07-22,$survey" \
    "0014,2023A,2023-07-22,$survey" "0015,2023A,2023-07-22,$survey" "0016,2023A,2023-07-22,$survey"
form 05 2023Q4_05.csv "0015,2024A,2024-01-22,$survey"
form 06 2023Q2_06.csv \
    '0012,2023-07-22,中央,環境整備,2,1,0,0,0,0,0,0,0,0,0,0,22.5,21.0,1,33.0,6.1,6.2,1,,' \
    '0013,2023-07-22,中央,環境整備,2,1,0,0,0,0,0,0,0,0,0,0,,,,,,,,,2'
form 07 2023Q3_07.csv 'C1,2023-10-02 10:30,1,0013,1,1,,,,4,1,,st,4' 'C2,2023-10-02 11:30,2,0013,1,1,,,,4,1,,st,4' \
    'C3,2023-11-02,1,0013,1,1,,,,4,1,,st,4' 'C4,2023-11-02,1,,1,1,,,,4,1,,st,4'
form 08 2023Q2_08.csv 'J1,7000012050002,㈱一,1,北部,2,2023-07-10' 'J2,7000012050002,(株)一 南店,1,南部,2,2023-07-10'
form 08 2023Q3_08.csv 'J1,7000012050002,株式会社いち,1,北部,2,2023-07-10'
form 09 2023Q2_09.csv 'T1,J1,2023-07-01,1,1,4,3,jc' 'T2,J1,2023-08-02,1,0,4,1,jc'
form 10 2023Q2_10.csv 'K1,J1,運転,1,2,1,2023-08-20,2023-08-25,0,,2,20.0,1100,2,1,70,3,' \
    'K2,J1,清掃,1,2,1,2023-08-20,2023-08-25,0,,2,19.9,1100,2,1,70,3,'
form 10 2023Q3_10.csv 'K1,J1,運転,1,2,1,2023-08-20,2023-08-25,2,,2,20.0,1100,2,1,70,3,'
form 12 2023Q3_12.csv 'A1,0015,,2024-01-25,,18～25,1,,①送迎②介護,,,2024-02-20,1' \
    'A2,0014,K1,2023-10-01,,20.0,2,J1,①送迎,,,2023-10-20,1' 'A3,0012,K2,2023-10-01,,19.9,2,J1,①送迎,,,2023-10-20,1'
form 12 2023Q4_12.csv 'A2,0014,K1,2023-10-01,,20.0,2,J1,①送迎②清掃③介護,,,2023-10-20,1'
form 14 2023Q4_14.csv 'F2024-1,0016,2024-02-01,0,2024-02-20,1,2,R5.10,4,2' \
    'F2024-1,0012,2024-02-01,0,2024-02-20,1,2,R5.10,4,2'
form 15 2023Q3_15.csv '0013,別名 波子,ベツナ ナミコ,1950/04/05,,,2023-10-01,1,,' \
    'K-9,田中 次郎,タナカ ジロウ,1958/08/09,,,2023-10-01,1,2023-12-01,'
form 15 2023Q4_15.csv 'K-9,田中 次郎,タナカ ジロウ,1958/08/09,,,2024-02-01,1,,'
form 17 2023Q3_17.csv 'P1,0012,2023-09-04,2023-10-15,1,1' 'P2,0012,2023-11-04,2023-11-15,1,1' \
    'P2,0013,2023-11-04,2023-11-16,1,1'
form 18 2023Q3_18.csv '0012,1,2023-10-02,2023-11-26,1,1,0' '0013,3,2023-10-02,2023-11-26,1,1,0'
form 25 2023Q3_25.csv 'H30,,,,,,,55' 'R元,2019-08-26,,14,68,,5,'
form 27 2023Q3_27.csv 'L1,モデル1,2023-10-10,2,0014,2023-10-14,500' 'L2,モデル1,2023-10-17,2,0014,2023-10-21,500'
form 28 2023Q3_28.csv '03_催事,E2023-016,,,,2023-10-02,2,st01'
claim "the study runs" run FY2023Q4
hanako=$(subject s 01_participant 2 "$(crossed s 01_participant | cut -d, -f1 | tail -n 1)")
ichiro=$(subject s 01_participant 3 1) jiro=$(subject s 01_participant 4 1) saburo=$(subject s 01_participant 5 1)

# --- people ------------------------------------------------------------------
# traps: 01-11
claim "one telephone is two people, and nobody is asked" differ "$ichiro" "$jiro"
claim "no question is open at all" test ! -e s/review/pairs.csv
# traps: 01-15
claim "whoever moved is the same person" same "$hanako" "$(subject s 12_activity 4)"
# traps: 01-19
claim "54 at the seminar is said, 55 in the next survey is not" \
    same "$(told W3302 2023Q2_05.csv).$(told W3302 2023Q4_05.csv)" 5C.
waves() { grep "^$saburo,05:" "$out/export/person_wave.csv" | cut -d, -f7 | tr '\n' ' '; }
claim "each survey has the age of its day" same "$(waves)" '54 55 '
# traps: 02-5
claim "a survey that comes back after the withdrawal is nobody's" is_token "$(subject s 14_followup_survey 2)"
claim "its answers stay behind" same ".$(cell s 14_followup_survey 2 activity)" .
# traps: 15-1
claim "a member number that looks like an office number is not that person" \
    same "$(told I3007 2023Q3_15.csv)" 2
# traps: 15-3
claim "a member is found by name, kana and birth date" same "$(subject s 15_silver_member 3)" "$jiro"
# traps: 17-3
claim "a card that two people used makes them no one person" \
    differ "$(subject s 17_frailty_point 3)" "$(subject s 17_frailty_point 4)"
# traps: 17-2
claim "a card issued again is the same person's one activity" \
    same "$(rows export/activity_spell.csv "^$hanako,2023-10-15,F,2023-11-15,")" 1

# --- events ------------------------------------------------------------------
step() { grep "^$1,seminar," "$out/tables/flow.csv"; }
# traps: 03-4
claim "an event counted under three programmes is one event" \
    same "$(rows export/event_attendance.csv "^$hanako,E2023-014,")" 1
# traps: 04-3
claim "who only applied did not attend; who came unasked did" same "$(step 2023)" 2023,seminar,2
# traps: 03-5
claim "a postponed event has its new date" \
    same "$(rows export/event_attendance.csv ',E2023-015,2023-10-07,')" 2
# traps: 03-6
claim "a cancelled one is counted and void" same "$(told I3402 2023Q2_03.csv)" 5
# traps: 03-7
claim "an event outside the scheme is said" same "$(told W3327 2023Q2_03.csv)" 2E
# traps: 03-3 03-8
claim "another number of people than the list has is said" same "$(told W3323 2023Q2_03.csv)" 3N

# --- checks, visits ----------------------------------------------------------
# traps: 06-12
claim "a check within a course is one check" same "$(cut -d, -f1,2 "$out/export/person_wave_item.csv" | grep "^$hanako,06" | sort -u | wc -l)" 1
# traps: 06-10
claim "what a broken device did not measure is not measured as nothing" \
    same "$(grep "^$ichiro,06.*,\(grip\|calf\|smi\)" "$out/export/person_wave_item.csv" | cut -d, -f5,6 | sort -u)" ,-99
# traps: 07-2
claim "new, although the person has been here before, is said" same "$(told W3324 2023Q3_07.csv)" 4E
referred() { grep '^fiscal_year,FY2023,9,1,R,計,' "$out/tables/outcomes.csv" | cut -d, -f7,8; }
# traps: 07-8
claim "people and occasions are two counts: 2 people, 3 referrals" same "$(referred)" 2,3

# --- companies, openings, work -----------------------------------------------
openings() { grep "^$1," "$out/tables/openings_by_channel.csv" | cut -d, -f4; }
# traps: 08-4 08-5
claim "a company that changed its name is one company" same "$(crossed s 08_company | wc -l) $(told I3002 2023Q2_08.csv)" '3 2'
# traps: 09-3
claim "a contact before the registration is said" same "$(told W3325 2023Q2_09.csv)" 2C
# traps: 10-4
claim "an opening posted again is no new opening" same "$(openings 1)" 2
# traps: 10-6
claim "20.0 hours are 20, 19.9 are not" same \
    "$(grep "^\($jiro\|$hanako\),2023-10-01,E" "$out/export/evidence.csv" | grep ',activity,' | cut -d, -f3 | tr '\n' ' ')" 'E20 E19 '
# traps: 12-5
claim "other duties are the same activity" same "$(rows export/activity_spell.csv ",A2,K1,activity,")" 1
# traps: 12-4
claim "hours that vary are their middle" grep -q "^$saburo,2024-01-25,E20,,,2024-02-20,2024-01-25,21.5," "$out/export/activity_spell.csv"
# traps: 12-9
claim "55 is asked of the day of the start" grep -q "^$saburo,2024-01-25,E20,1," "$out/export/evidence.csv"
# traps: 18-1
claim "passed with a day absent, where none is allowed, is said" same "$(told W3326 2023Q3_18.csv)" 2E
# traps: 27-2
claim "the same request again is the same activity" \
    same "$(rows export/activity_spell.csv "^$jiro,2023-10-14,P19,2023-10-21,")" 1
# traps: 25-3 25-5
claim "a year with its rate alone has no counts, not noughts" \
    same "$(crossed s 25_exchange | tail -n 2 | head -n 1 | cut -d, -f7-)" ,,,,55

# --- deliveries --------------------------------------------------------------
{ cat s/inbox/2023Q2_10.csv; printf '%s\r\n' 'K3,J2,見守り,1,2,1,2023-12-20,2023-12-25,0,,2,10,1100,2,1,70,3,'; } >s/inbox/2023Q3_10b.csv
claim "a list of six months over two quarterly ones runs" run FY2023Q4
# traps: 00-32
claim "and only its new row is new" same "$(openings 1)" 3
claim "the other rows are duplicates or lists sent again" \
    same "$(tail -n +2 s/handover/balance.csv | awk -F, '$5 == 2 {print $2, $3}')" '3 1'
all_claimed
