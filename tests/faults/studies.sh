# studies.sh: the studies that the scripts of this folder start from. Sourced
# after claims.sh and small_study.sh; they lie in $scratch:
#
#   none       no key, nothing delivered
#   bare       a key and the files of one quarter, one of them a workbook
#   first      those handed over, and `ayumi run`
#   second     the files of another quarter beside them
#
# and what commands are told: $hanako, a pseudonym in first; $scratch/words, a
# passphrase. Every person is invented.

quarter() {
    put "$1/inbox/$2_01_名簿.csv" "$roster_header,電話番号" \
        "12217,W,0012,髙橋　花子,タカハシ ハナコ,2,1940-04-05,$3,04-7167-1234" \
        "12217,W,0013,鈴木　一郎,スズキ イチロウ,1,1950-01-02,$3,04-7167-5678" \
        "12217,S,0099,鈴木　一朗,スズキ イチロウ,1,1950-01-02,$3,"
    put "$1/inbox/$2_02.csv" "$consent_header" \
        "0012,v1,$3,1,1," "0013,v1,$3,1,1,"
    put "$1/inbox/$2_03.csv" '催事番号,種別,開催日,会場,方式' \
        "E$2,11,$3,会館,1"
    python3 "$AYUMI_SOURCE/tests/anonymize/workbook_of.py" "$1/inbox/$2_15.xlsx" \
        "$silver_header" "K-1,髙橋　花子,タカハシ ハナコ,1940-04-05,$3"
}

new_study "$scratch/none"
cp -r "$scratch/none" "$scratch/bare"
"$program" key --new --study "$scratch/bare" --quiet
quarter "$scratch/bare" 2023Q2 2023-07-22
cp -r "$scratch/bare" "$scratch/first"
"$AYUMI_BIN/ayumi" run --study "$scratch/first" --quiet >/dev/null 2>&1
cp -r "$scratch/first" "$scratch/second"
quarter "$scratch/second" 2023Q3 2023-10-22
hanako=$(subject "$scratch/first" 01_participant 2)
claim "somebody crossed" is_pseudonym "$hanako"
echo 'a passphrase for the backup' >"$scratch/words"

# await_approval: $scratch/waiting is second whose handover waits for the
# approval of $hash
await_approval() {
    cp -r "$scratch/second" "$scratch/waiting"
    printf 'handover_approval,yes,\r\n' >>"$scratch/waiting/study.csv"
    handover "$scratch/waiting" 2>/dev/null
    hash=$(sha256sum "$scratch/waiting/handover.waiting/manifest.json" | cut -c 1-64)
}

# expect_visits: $scratch/visits.csv, for `contact`
expect_visits() {
    printf '%s\n' 'subject,expected_on,window_to,state,days_overdue' \
        "$hanako,2024-07-22,2024-10-22,due,0" >"$scratch/visits.csv"
}
