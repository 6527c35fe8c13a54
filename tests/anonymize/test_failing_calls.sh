#!/usr/bin/env bash
# Labels: once
# Small commands in which every call to the system fails once; tests/coverage.sh
# does so with all the others. Found here: a key left under a second name, a key
# renewed past a vault that could not be looked at, a folder read half, the
# only key removed, a handover without a file that could be read a moment
# before, a workbook refused that the disk did not give.
. "$(dirname "$0")/../claims.sh"
. "$(dirname "$0")/small_study.sh"
shim=$scratch/fail_call.so
cc -O1 -g -shared -fPIC -o "$shim" "$AYUMI_SOURCE/tests/faults/fail_call.c" \
    -ldl -lpthread || exit
sweep() { # STEP ARGUMENT …
    step=$1
    shift
    python3 "$AYUMI_SOURCE/tests/faults/fail_calls.py" sweep "$program" "$shim" \
        "$step" "$@"
}
new_study "$scratch/none"
claim "a new key" sweep 1 key --new --study "$scratch/none" --quiet
claim "a file that is checked" sweep 3 check --study "$scratch/none" --json \
    "$scratch/none/study.csv"

{ echo 'id,name,kana,birth'
    for i in $(seq 40); do echo "r$i,高橋$i,タカハシ$i,19$((30 + i % 9))-0$((1 + i % 8))-1$((i % 7))"; done
} >"$scratch/people.csv"
claim "people linked" sweep 6 linkage --dedupe "$scratch/people.csv" \
    --out "$scratch/linked" --jobs 1 --quiet

# --- one call of which the harm is known --------------------------------------
# fail FUNCTION WITHIN ARGUMENT …: the first call of FUNCTION below WITHIN
places() { # FUNCTION WITHIN: what calls it
    while read -r hash name _ frames; do
        [ "$name" = "$1" ] || continue
        addr2line -f -i -e "$program" $(sed 's/[^,]*/0x&/g; s/,/ /g' <<<"$frames") |
            grep -qx "$2" && echo "$hash"
    done <"$scratch/log"
}
fail() {
    function=$1 within=$2
    shift 2
    cp -r "$scratch/s" "$scratch/copy"
    FAIL_CALL_LOG=$scratch/log LD_PRELOAD=$shim "$program" "$@" \
        --study "$scratch/copy" --quiet >/dev/null 2>&1
    rm -r "$scratch/copy"
    at=$(places "$function" "$within" | head -n 1)
    [ -n "$at" ] || return
    FAIL_CALL_AT=$at LD_PRELOAD=$shim "$program" "$@" --study "$scratch/s" --quiet
}
new_study "$scratch/s"
new_key "$scratch/s"
put "$scratch/s/inbox/2023Q1_01.csv" "$roster_header" \
    '12217,W,0012,髙橋　花子,タカハシ ハナコ,2,1940-04-05,2023-04-22'
handover "$scratch/s" 2>/dev/null
claim "a folder that can't be read to its end is no shorter folder" \
    exits_with 74 fail readdir folder_list handover --as-of 2023-05-01
fail lstat study_files_list handover --as-of 2023-05-01 2>/dev/null
claim "an inbox that can't be looked at is not an empty one" \
    is_token "$(subject "$scratch/s" 01_participant 2)"
# denied FUNCTION WITHIN FILE CODE: a file that nobody may read is named (the
# tests may run as root, who may read all).
denied() {
    code=0
    FAIL_CALL_ERROR=13 fail "$1" "$2" handover --as-of 2023-05-02 2>"$scratch/said" || code=$?
    echo "exit $code: $(cat "$scratch/said")"
    [ "$code" = "$4" ] && grep -qE "/s/$3'.*(Permission denied|読み取りの権限)" "$scratch/said"
}
claim "a vault that may not be opened" denied open store_open identity/vault.sqlite 74
claim "a key that may not be opened" denied open read_file identity/key 4
claim "a file of the inbox that may not be opened" \
    denied fopen hash_delivery inbox/2023Q1_01.csv 74
claim "is told of in the study's language" grep -q 'Permission denied' "$scratch/said"
claim "and in no other" bash -c "! grep -P '[ぁ-ヶ一-龠]' '$scratch/said'"
claim "a study.csv that may not be opened" denied open settings_load study.csv 2
fail lstat vault_exists key --rotate
claim "a vault that could not be looked at opens with the renewed key" \
    handover "$scratch/s" --as-of 2023-05-02
cp -r "$scratch/s" "$scratch/copy"
FAIL_CALL_LOG=$scratch/log LD_PRELOAD=$shim "$program" key --rotate --study "$scratch/copy" --quiet
rm -r "$scratch/copy"
keeps_key() {
    [ -n "$(places unlink write_key)" ] || return
    for at in $(places unlink write_key); do
        FAIL_CALL_AT=$at LD_PRELOAD=$shim "$program" key --rotate --study "$scratch/s" --quiet
        "$program" key --rotate --study "$scratch/s" --quiet || return
    done
}
claim "a file that can't be removed never costs the key" keeps_key
put "$scratch/s/inbox/2023Q2_01.csv" "$roster_header" \
    '12217,W,0013,鈴木　一郎,スズキ イチロウ,1,1950-01-02,2023-07-22'
put "$scratch/s/inbox/2023Q2_02.csv" "$consent_header" '0012,v1,2023-07-22,1,1,'
claim "a file that can't be read any more is not left out" \
    exits_with 74 fail fopen check_anew handover
claim "nor one that can't be looked at" exits_with 74 fail access hash_delivery handover
python3 "$(dirname "$0")/workbook_of.py" "$scratch/s/inbox/2023Q2_15.xlsx" \
    "$silver_header" 'K-1,髙橋　花子,タカハシ ハナコ,1940-04-05,2023-07-22'
claim "a sheet that can't be read has no missing headers" \
    exits_with 74 fail fread read_top handover
claim "corrections that can't be looked for are not written anew" \
    exits_with 74 fail lstat corrections_write match
handover "$scratch/s" 2>/dev/null
someone=$(subject "$scratch/s" 01_participant 2 1)
claim "a withdrawal is not done while it can't be seen what was published" \
    exits_with 74 fail stat list_editions withdraw "$someone" --backward --date 2023-08-01
claim "but by the same command again" exits_with 0 \
    "$program" withdraw "$someone" --backward --date 2023-08-01 --study "$scratch/s" --quiet
rm -r "$scratch/s/identity"/vault.*
claim "a stamp that can't be looked for is no stamp of a missing vault" \
    exits_with 74 fail lstat path_look intake
claim "and the next run makes the vault" exits_with 0 \
    "$program" intake --study "$scratch/s" --quiet

# --- a long .csv.gz, inflated by another thread behind its first MiB -----------
rm -rf "$scratch/s"
new_study "$scratch/s"
new_key "$scratch/s"
{ echo '催事番号,種別,開催日,会場,方式'
    hall=$(printf '会館%.0s' $(seq 30))
    for i in $(seq 8000); do echo "E$i,11,2023-07-22,$hall,1"; done
} | gzip -n >"$scratch/s/inbox/2023Q2_03.csv.gz"
cp -r "$scratch/s" "$scratch/undisturbed"
handover "$scratch/undisturbed" 2>/dev/null
claim "a thread that can't be started costs nothing but time" \
    exits_with 0 fail pthread_create inflated_file_read handover
claim "and changes nothing" diff -r "$scratch/undisturbed/handover" "$scratch/s/handover"
rm -rf "$scratch/s/handover" "$scratch/s/identity/checked"
claim "a read that fails in the thread is told" \
    exits_with 74 fail pread fill_block handover
claim "and the same command again gives the same" exits_with 0 handover "$scratch/s"
claim "as if nothing had been" diff -r "$scratch/undisturbed/handover" "$scratch/s/handover"
all_claimed
