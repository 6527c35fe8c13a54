#!/usr/bin/env bash
# too_many_findings.sh: a file that is wrong in every row. The list of findings
# ends at a million, the rows are counted to the end, the memory stays bounded.
# Environment AYUMI = the program ayumi (build/bin/ayumi).
set -eu
tests=$(cd "$(dirname "$0")/.." && pwd)
program=${AYUMI:-$tests/../build/bin/ayumi}
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
{
    printf '活動番号,整理番号,開始日,終了日,形態,把握日\r\n'
    yes '9' | head -n 2000000
} >"$dir/12.csv"
code=0
/usr/bin/time -f '%e s, %U s of processor, %M KB' "$program" check --json "$dir/12.csv" >"$dir/results" || code=$?
[ "$code" -eq 1 ]
python3 - "$dir/results" <<'P'
import json, sys
o = json.load(open(sys.argv[1]))
print(len(o["findings"]), "listed;", o["quarantined"], "of", o["received"], "rows quarantined")
assert len(o["findings"]) == 1000001 and o["quarantined"] == o["received"] == 2000000
assert [f for f in o["findings"] if f["rule"] == "W1109"] == [
    {"row": None, "column": None, "variable": None, "rule": "W1109", "severity": "warning"}]
P
