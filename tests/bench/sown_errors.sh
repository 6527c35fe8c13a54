#!/usr/bin/env bash
# sown_errors.sh [ROWS ERRORS]: 10,000 errors in a million rows are exactly
# 10,000 findings; prints the time and the memory of `check`.
# Environment AYUMI = the program ayumi (build/bin/ayumi).
set -eu
tests=$(cd "$(dirname "$0")/.." && pwd)
program=${AYUMI:-$tests/../build/bin/ayumi}
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
python3 "$tests/anonymize/sown_errors.py" write "${1:-1000000}" "${2:-10000}" "$dir/12.csv" "$dir/truth"
code=0
/usr/bin/time -f '%e s, %U s of processor, %M KB' "$program" check --json "$dir/12.csv" >"$dir/results" || code=$?
[ "$code" -eq 1 ]
python3 "$tests/anonymize/sown_errors.py" judge "$dir/truth" "$dir/results"
