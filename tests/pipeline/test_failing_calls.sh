#!/usr/bin/env bash
# Labels: once
# Whether a table is there can't be asked: that stops, and is not taken for no.
. "$(dirname "$0")/../claims.sh"
. "$(dirname "$0")/../anonymize/small_study.sh"
ayumi=$AYUMI_BIN/ayumi
shim=$scratch/fail_call.so
cc -O1 -g -shared -fPIC -o "$shim" "$AYUMI_SOURCE/tests/faults/fail_call.c" \
    -ldl -lpthread || exit
s=$scratch/study
new_study "$s"
put "$s/inbox/03.csv" '催事番号,種別,開催日,会場,方式' 'E1,11,2023-07-01,会場,1'
"$ayumi" run --study "$s" --quiet >/dev/null 2>&1
"$ayumi" report --year 2023 --study "$s" --quiet >/dev/null 2>&1

# asks: HASH and the functions above it, of each place that asks for a table
asks() {
    while read -r hash name _ frames; do
        [ "$name" = sqlite3_step ] || continue
        addresses=
        for frame in ${frames//,/ }; do
            addresses="$addresses $(printf '%x' $((0x$frame - 1)))"
        done
        functions=$(addr2line -f -i -e "$ayumi" $addresses | grep -v : | tr '\n' ' ')
        [[ " $functions" != *" store_find_table "* ]] || echo "$hash $functions"
    done <"$scratch/log"
}
again() { # COMMAND …: on a copy
    rm -rf "$scratch/copy"
    cp -rp "$s" "$scratch/copy"
    "$@" --study "$scratch/copy"
}
stops() { # HASH COMMAND …
    code=0
    FAIL_CALL_AT=$1 LD_PRELOAD=$shim again "${@:2}" >"$scratch/said" 2>&1 || code=$?
    echo "exit $code"
    cat "$scratch/said"
    [ "$code" -gt 1 ] && grep -q 'study.sqlite' "$scratch/said"
}
: >"$scratch/asked"
each() { # COMMAND …
    FAIL_CALL_LOG=$scratch/log LD_PRELOAD=$shim again "$ayumi" "$@" >/dev/null 2>&1
    asks >"$scratch/asks"
    cat "$scratch/asks" >>"$scratch/asked"
    while read -r hash functions; do
        claim "$1 stops where $(cut -d ' ' -f 1-3 <<<"$functions") can't ask" \
            stops "$hash" "$ayumi" "$@"
    done <"$scratch/asks"
}
each status
each accept
each explain outcomes:FY2023:E19
each plan
each run --quiet
for function in newest_list quarter_rows_read command_explain print_flow read_from \
    plan_from_store count_kinds; do
    claim "$function asked" grep -qw "$function" "$scratch/asked"
done
all_claimed
