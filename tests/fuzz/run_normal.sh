#!/usr/bin/env bash
# run_normal.sh [RUNS]: every fuzz target of the normalisers, RUNS executions
# each (default 10,000,000), under the sanitizers. Takes hours; stops at the
# first finding. What was learnt is kept in build/fuzz/corpus for the next run.
set -eu -o pipefail
cd "$(dirname "$0")/../.."
runs=${1:-10000000}
cmake --preset fuzz >/dev/null
cmake --build build/fuzz
for target in tests/fuzz/fuzz_normal_*.c; do
    name=$(basename "$target" .c)
    learnt=build/fuzz/corpus/${name#fuzz_}
    mkdir -p "$learnt"
    echo "== $name"
    "build/fuzz/bin/$name" -runs="$runs" -max_len=120 -print_final_stats=1 \
        -artifact_prefix="build/fuzz/$name-" "$learnt" \
        "tests/fuzz/corpus/${name#fuzz_}" 2>&1 |
        grep -aE '^(broken|form |SUMMARY|stat::number_of_executed_units)' ||
        { echo "a finding: see build/fuzz/$name-*"; exit 1; }
done
