#!/usr/bin/env bash
# door.sh DATAFILE WORKDIR: how fast the data's way is, beside data.table.
#
#   DATAFILE  the seminar survey of the generator, CP932 (baseline_cp932.csv);
#             truth_errors.csv beside it is checked against the findings
#   WORKDIR   made, used, left behind
#   AYUMI     the program (default: build/bin/ayumi of this tree)
#   RUNS      how often each is measured, in turn (default 5)
#   SEALED    how many records are also taken in with every person sealed and
#             matched (default 20000; a million takes more than a minute)
#   ONLY      a pattern: path|sealed|handover|gz|growth|increment|again|check
#             (default all)
#
# Everything is measured with synchronous=FULL. The survey's own codebook is
# door/codebook: 49 columns, 7 of them identity, 3 that stay at the office; no
# consent lies in the inbox, so the answers are indicators, which cross for
# everyone. `path` keeps the identity columns on their side and stores nobody
# (people: none); `sealed` is the kind as it is meant (people: enrol), where
# each person is sealed, matched and crosses under yearly tokens.
#
# Prints the medians, and one line `ratio NAME VALUE GOAL` for each goal.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
[ $# -eq 2 ] || { echo "usage: door.sh DATAFILE WORKDIR" >&2; exit 2; }
data=$(cd "$(dirname "$1")" && pwd)/$(basename "$1")
mkdir -p "$2"
work=$(cd "$2" && pwd)
ayumi=${AYUMI:-$here/../../build/bin/ayumi}
anonymize=$(dirname "$ayumi")/ayumi-anonymize
runs=${RUNS:-5}
only=${ONLY:-path|sealed|handover|gz|growth|increment|again|check}
sealed=${SEALED:-20000}

wanted() { printf '%s' "$1" | grep -qE "^($only)\$"; }
beside_peer() { # is anything measured that stands beside it?
    for part in path handover gz check; do wanted "$part" && return; done
    return 1
}

new_study() { # DIR [enrol]: settings, codebook and a key, nothing else
    rm -rf "$1"
    mkdir -p "$1/inbox" "$1/codebook"
    mkdir -m 700 "$1/identity"
    printf '%s\r\n' $'\357\273\277項目,値,説明' 'name,計測,' \
        'municipality,12217,' 'municipality_name,柏市,' 'language,en,' \
        'first_quarter,FY2023Q2,' 'population,430000,' 'summary_years,3,' \
        >"$1/study.csv"
    cp "$here"/door/codebook/*.csv "$1/codebook/"
    [ "${2:-}" = enrol ] ||
        sed -i 's/,enrol,follow,record,/,none,none,record;seminar,/' \
            "$1/codebook/files.csv"
    printf 'a key for benches, 32 bytes long' >"$1/identity/key"
    chmod 600 "$1/identity/key"
}

measured() { # NAME COMMAND...: one line of results/NAME
    name=$1
    shift
    "$here/door/measure.py" "$@" >>"$results/$name"
    tail -n 1 "$results/$name" | awk '$4 > 1 {exit 1}' || {
        echo "$name failed: $*" >&2
        exit 1
    }
}
median() { # NAME FIELD
    awk -v f="$2" '{print $f}' "$results/$1" | sort -n |
        awk '{v[NR] = $1} END {print v[int((NR + 1) / 2)]}'
}
largest() { awk '$3 > m {m = $3} END {print m}' "$results/$1"; }
line() { # NAME WHAT
    printf '%-10s wall %8.3f s  processor %8.3f s  memory %7.1f MB  %s\n' \
        "$1" "$(median "$1" 1)" "$(median "$1" 2)" "$(largest "$1")" "$2"
}
ratio() { # NAME A B GOAL
    awk -v n="$1" -v a="$2" -v b="$3" -v g="$4" \
        'BEGIN {printf "ratio %-28s %7.3f   goal %s\n", n, a / b, g}'
}

results=$work/results
rm -rf "$results"
mkdir -p "$results"
whole=$work/whole
new_study "$whole"
ln "$data" "$whole/inbox/survey.csv" 2>/dev/null ||
    cp "$data" "$whole/inbox/survey.csv"
crossed=$work/crossed # a study that has only what crossed
new_study "$crossed"
rm -rf "$crossed/inbox" "$crossed/identity"

run_path() {
    rm -rf "$whole/handover" "$whole"/identity/vault* "$whole"/study.sqlite* \
        "$whole/identity/last_handover"
    measured path "$ayumi" run --study "$whole" --stage validate --quiet
}
run_handover() {
    rm -f "$crossed"/study.sqlite*
    measured handover "$ayumi" run --study "$crossed" --stage validate --quiet
}

run_path
rm -f "$results/path"
cp -r "$whole/handover" "$crossed/handover"
rows=$(awk -F, 'NR == 2 {print $2}' "$whole/handover/balance.csv")
echo "rows $rows"
if [ -f "$(dirname "$data")/truth_errors.csv" ]; then
    "$here/door/planted.py" "$whole" "$data" \
        "$(dirname "$data")/truth_errors.csv" ||
        echo "planted errors are MISSING"
fi
if wanted sealed; then
    people=$work/people
    new_study "$people" enrol
    "$here/door/first_records.py" "$data" "$sealed" >"$people/inbox/survey.csv"
fi
if wanted gz; then
    packed=$work/packed
    new_study "$packed"
    gzip -6 -n -c "$data" >"$packed/inbox/survey.csv.gz"
fi

for _ in $(seq "$runs"); do
    if beside_peer; then
        measured peer Rscript "$here/door/fread.R" "$data"
    fi
    wanted path && run_path
    wanted handover && run_handover
    if wanted sealed; then
        rm -rf "$people/handover" "$people"/identity/vault* \
            "$people"/study.sqlite* "$people/identity/last_handover"
        measured sealed "$ayumi" run --study "$people" --stage validate --quiet
        measured sealed_peer Rscript "$here/door/fread.R" \
            "$people/inbox/survey.csv"
    fi
    if wanted check; then
        measured check "$anonymize" check --study "$whole" --quiet "$data"
    fi
    if wanted gz; then
        rm -rf "$packed/handover" "$packed"/identity/vault* \
            "$packed"/study.sqlite* "$packed/identity/last_handover"
        measured gz "$ayumi" run --study "$packed" --stage validate --quiet
    fi
    if wanted again; then
        measured again "$ayumi" run --study "$whole" --stage validate --quiet
        measured hash sha256sum "$data"
    fi
done

# The same people, a fiftieth of them: does time grow with the rows alone?
if wanted growth; then
    small=$work/small
    new_study "$small"
    "$here/door/first_records.py" "$data" $((rows / 50)) \
        >"$small/inbox/survey.csv"
    for _ in $(seq "$runs"); do
        rm -rf "$small/handover" "$small"/identity/vault* \
            "$small"/study.sqlite* "$small/identity/last_handover"
        measured small_path "$ayumi" run --study "$small" --stage validate \
            --quiet
        rm -f "$small"/study.sqlite*
        mkdir -p "$small/away"
        mv "$small/inbox" "$small/identity" "$small/away/"
        measured small_handover "$ayumi" run --study "$small" \
            --stage validate --quiet
        mv "$small"/away/* "$small/"
    done
fi

# 500 new rows on top of the rest, RUNS times; then nothing new. `insert` is
# what the program says of the new rows: read, checked, inserted. `stage` is the
# whole stage with its commit, in which all findings are listed anew.
validate_seconds() {
    awk '/ of them new / {print $(NF - 1)}' "$work/said" >>"$results/insert"
    awk '/ validate  *in / {print $(NF - 1)}' "$work/said" >>"$results/stage"
}
if wanted increment; then
    more=$work/more
    before=$((rows - 500 * runs))
    new_study "$more"
    "$here/door/first_records.py" "$data" "$before" >"$more/inbox/0000.csv"
    "$here/door/first_records.py" "$data" "$before" after >"$work/rest.csv"
    "$ayumi" run --study "$more" --stage validate --quiet >/dev/null || :
    for i in $(seq "$runs"); do
        "$here/door/first_records.py" "$work/rest.csv" $((500 * (i - 1))) \
            after >"$work/some.csv"
        "$here/door/first_records.py" "$work/some.csv" 500 \
            >"$more/inbox/$(printf '%04d' "$i").csv"
        measured increment sh -c \
            "'$ayumi' run --study '$more' --stage validate 2>'$work/said'"
        validate_seconds
    done
    for i in $(seq "$runs"); do
        measured unchanged "$ayumi" run --study "$more" --stage validate --quiet
        measured hash_inbox sh -c "cat '$more'/inbox/*.csv | sha256sum"
    done
fi

if beside_peer; then
    peer=$(median peer 5)
    line peer "iconv + data.table::fread, $peer s without the start of R"
fi
for name in handover path sealed sealed_peer check gz again hash small_path small_handover increment unchanged hash_inbox; do
    [ -f "$results/$name" ] && line "$name" ""
done
[ -f "$results/handover" ] &&
    ratio handover_to_rows "$(median handover 1)" "$peer" 0.65
[ -f "$results/path" ] && ratio whole_path "$(median path 1)" "$peer" 1.2
[ -f "$results/sealed" ] && ratio sealed_path "$(median sealed 1)" \
    "$(median sealed_peer 5)" 1.2
[ -f "$results/check" ] && ratio check "$(median check 1)" "$peer" -
[ -f "$results/gz" ] && [ -f "$results/path" ] &&
    ratio gz_over_plain "$(median gz 1)" "$(median path 1)" 1.15
if [ -f "$results/small_path" ]; then
    [ -f "$results/path" ] && ratio growth_path "$(median path 1)" \
        "$(awk -v a="$(median small_path 1)" 'BEGIN {print a * 50}')" 1.1
    [ -f "$results/handover" ] &&
        ratio growth_handover "$(median handover 1)" \
            "$(awk -v a="$(median small_handover 1)" \
                'BEGIN {print a * 50}')" 1.1
fi
[ -f "$results/again" ] &&
    ratio again_over_one_hash "$(median again 1)" "$(median hash 1)" 1
if [ -f "$results/increment" ]; then
    ratio increment_seconds "$(median increment 1)" 1 1.5
    ratio increment_processor "$(median increment 2)" 1 1.5
    ratio increment_insert_seconds "$(median insert 1)" 1 0.02
    ratio increment_stage_seconds "$(median stage 1)" 1 -
    ratio unchanged_over_hash "$(median unchanged 2)" \
        "$(median hash_inbox 2)" 1
fi
[ -f "$results/handover" ] && ratio memory_handover_mb "$(largest handover)" 1 64
[ -f "$results/path" ] && ratio memory_path_mb "$(largest path)" 1 64
exit 0
