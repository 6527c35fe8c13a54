#!/usr/bin/env bash
# regression.sh [N … | twelve]: regressions beside R and Python, as one table.
#
# For each number of rows (default 10000 100000 1000000) a seeded generator
# makes the data; all programs then fit them in turn, several rounds, and the
# best of each counts: the ratio of two bests says most on a machine on which
# other work runs. Then the whole programs: CSV to tables, and 500 rows with
# twelve models; `twelve` alone does only that. Peers that are not installed
# are named and left out. BUILD (default build) and ROUNDS (default 3; 2 for a
# million rows, where R takes minutes) may be set. Run by hand: 8 minutes.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
build=$(cd "${BUILD:-$here/../../build}" && pwd)
rounds=${ROUNDS:-3}
python=${PYTHON:-$(for p in python3 /usr/bin/python3; do
    "$p" -c 'import numpy, pandas' 2>/dev/null && echo "$p" && break
done || true)}
work=$(mktemp -d "${TMPDIR:-/tmp}/ayumi-regression.XXXXXX")
trap 'rm -rf "$work"' EXIT
export OPENBLAS_NUM_THREADS=1 OMP_NUM_THREADS=1 MKL_NUM_THREADS=1

has_r() { command -v Rscript >/dev/null; }
has_r || echo "not installed, left out: R" >&2
[ -n "$python" ] || echo "not installed, left out: Python with numpy and pandas" >&2

# table FILE: best of each program, and how many times ayumi's best on one
# thread (processor) or on any (clock) that is
table() {
    awk -F '\t' '
    function less(a, b) { return a == "" || b < a ? b : a }
    {
        key = $1 "\t" $2
        if (!(key in clock)) order[++n] = key
        clock[key] = less(clock[key], $3)
        processor[key] = less(processor[key], $4)
        if ($5 != "") note[key] = $5
        if ($2 ~ /^ayumi/) {
            c[$1] = less(c[$1], $3)
            p[$1] = less(p[$1], $4)
        }
    }
    END {
        for (i = 1; i <= n; i++) {
            split(order[i], part, "\t")
            printf "  %-12s %-26s clock %9.5f s", part[1], part[2], clock[order[i]]
            printf "  processor %9.5f s", processor[order[i]]
            if (part[2] !~ /^ayumi/)
                printf "  ratio: clock %6.1f, processor %6.1f", \
                    clock[order[i]] / c[part[1]], processor[order[i]] / p[part[1]]
            else
                printf "  %s", note[order[i]]
            printf "\n"
        }
    }' "$1"
}

# timed WHAT NAME COMMAND…: the same line for a whole program, with its memory
timed() {
    "${python:-python3}" - "$@" <<'PY'
import resource, subprocess, sys, time
start = time.perf_counter()
code = subprocess.run(sys.argv[3:], stdout=subprocess.DEVNULL).returncode
clock = time.perf_counter() - start
used = resource.getrusage(resource.RUSAGE_CHILDREN)
if code:
    sys.exit(f"{sys.argv[3]} ended with {code}")
print(sys.argv[1], sys.argv[2], clock, used.ru_utime + used.ru_stime,
      f"{used.ru_maxrss / 1024:.0f} MiB", sep="\t")
PY
}

fits() { # ROWS
    classes=$([ "$1" -le 100000 ] && [ "$1" -gt 10000 ] && echo classes || true)
    for round in $(seq "$rounds"); do
        "$build/bin/bench_regression" "$1" "$work/data.csv" >>"$work/fits"
        again=$([ "$round" = 1 ] && echo "$classes" || true)
        # shellcheck disable=SC2086
        { has_r && Rscript "$here/bench_regression.R" "$work/data.csv" $again; } >>"$work/fits" || true
        # shellcheck disable=SC2086
        { [ -n "$python" ] && "$python" "$here/bench_regression.py" "$work/data.csv" $again; } >>"$work/fits" || true
    done
}

formula='y ~ x1'
for j in $(seq 2 14); do formula="$formula + x$j"; done
programs() {
    for _ in $(seq "$rounds"); do
        timed "CSV to tables" ayumi "$build/bin/ayumi" model --quiet --data "$work/data.csv" \
            --formula "$formula + f" --out "$work/out" >>"$work/programs"
        { has_r && timed "CSV to tables" "R fread, fwrite" \
            Rscript "$here/bench_tables.R" "$work/data.csv" "$work/r"; } >>"$work/programs" || true
    done
}

twelve() { # 500 rows, twelve models
    models=()
    for k in $(seq 12); do models+=(--formula "y ~ x1 + x$((k + 1)) + f"); done
    "$build/bin/bench_regression" 500 "$work/small.csv" >/dev/null
    for _ in $(seq $((10 * rounds))); do
        timed "12 models" ayumi "$build/bin/ayumi" model --quiet --data "$work/small.csv" \
            "${models[@]}" --out "$work/twelve" >>"$work/twelve.tsv"
        { has_r && timed "12 models" "Rscript, nothing done" \
            Rscript -e 'invisible(0)'; } >>"$work/twelve.tsv" || true
    done
}

twelve_table() {
    echo "500 rows, 12 models, all tables, one process (load $(cut -d ' ' -f 1 /proc/loadavg))"
    twelve
    table "$work/twelve.tsv"
}

[ "${1:-}" != twelve ] || { twelve_table; exit; }
for n in ${*:-10000 100000 1000000}; do
    rounds=${ROUNDS:-$([ "$n" -lt 1000000 ] && echo 3 || echo 2)}
    : >"$work/fits"
    : >"$work/programs"
    fits "$n" 2>"$work/left_out" || { cat "$work/left_out" >&2; exit 1; }
    sort -u "$work/left_out" >&2
    echo "$n rows of 20 columns (load $(cut -d ' ' -f 1 /proc/loadavg))"
    table "$work/fits"
    if [ "$n" -ge 100000 ]; then
        programs
        table "$work/programs"
    fi
done
twelve_table
