#!/usr/bin/env bash
# run.sh [RUNS [TARGET...]]: fuzz targets (csv, xlsx, date, number, codebook and
# the normalisers, if none is named), RUNS executions each (default
# 10,000,000), under the sanitizers. On a quiet core the doors take 15 to 120
# minutes each, a normaliser 10 to 20. Stops at the first finding. What was
# learnt is kept in build/fuzz/corpus for the next run.
set -eu -o pipefail
cd "$(dirname "$0")/../.."
runs=${1:-10000000}
shift || true
cmake --preset fuzz >/dev/null
cmake --build build/fuzz
# shellcheck disable=SC2046
[ $# -gt 0 ] || set -- csv xlsx date number codebook \
    $(basename -s .c tests/fuzz/fuzz_normal_*.c | sed 's/^fuzz_//')
# Freed memory is watched for 4 MB long, not 256: pages stay warm.
export ASAN_OPTIONS=quarantine_size_mb=4:max_malloc_fill_size=256
for target; do
    learnt=build/fuzz/corpus/$target
    mkdir -p "$learnt"
    echo "== $target"
    "build/fuzz/bin/fuzz_$target" -runs="$runs" -max_len=512 \
        -rss_limit_mb=4096 -print_final_stats=1 \
        -artifact_prefix="build/fuzz/$target-" "$learnt" \
        "tests/fuzz/corpus/$target" 2>&1 |
        grep -aE '^(broken|form |SUMMARY|stat::number_of_executed_units)' ||
        { echo "a finding: see build/fuzz/$target-*"; exit 1; }
done
