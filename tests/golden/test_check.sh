#!/usr/bin/env bash
# Labels: once
# What the clerk reads: each finding of a run says why and what to do, and
# `ayumi check` finds the faults of cells, rows and files before any run.
. "$(dirname "$0")/../claims.sh"
. "$(dirname "$0")/study.sh"

finished_year "$scratch/town"
each_has_a_cure() {
    python3 - "$scratch"/town/out/FY2024Q1/findings/findings.csv <<'END'
import csv, sys
rows = list(csv.DictReader(open(sys.argv[1], encoding='utf-8-sig', newline='')))
poor = [row for row in rows if row['重大度'] != 'お知らせ' and not (row['理由'] and row['直し方'])]
print(poor[:5])
sys.exit(bool(poor or len(rows) < 2))
END
}
claim "each finding says why, and what to do" each_has_a_cure

check_says_the_same() {
    "$ayumi" check --json --study "$scratch/town" "$scratch"/town/inbox/* \
        >"$scratch/check.jsonl" 2>"$scratch/said"
    python3 - "$AYUMI_SOURCE/examples/town/faults.csv" "$scratch/check.jsonl" <<'END'
import csv, json, sys
faults = list(csv.DictReader(open(sys.argv[1], encoding='utf-8-sig', newline='')))
found = {}
for line in open(sys.argv[2], encoding='utf-8'):
    file = json.loads(line)
    name = file['file'].split('/')[-1]
    for f in file['findings']:
        found[name, str(f['row'] or ''), f['column'] or '', f['rule']] = 1
    if file['refused']:
        found[name, '', '', file['refused']] = 1
# What one file alone can show: forms of cells and rows, and refusals.
missed = [f for f in faults if f['rule'][1] in '12' and
          (f['file'], '' if f['row'] in ('', '0') else f['row'],
           f['column'], f['rule']) not in found and
          (f['file'], '', '', f['rule']) not in found]
for f in missed:
    print('not found by check:', f['file'], f['row'], f['column'], f['rule'])
sys.exit(bool(missed or not found))
END
}
claim "check finds the faults of single cells and files too" check_says_the_same

pipe_is_refused() {
    mkfifo "$scratch/pipe"
    code=0
    timeout 20 "$ayumi" check "$scratch/pipe" >"$scratch/said" 2>&1 || code=$?
    cat "$scratch/said"
    [ "$code" -eq 3 ] && grep -q E1001 "$scratch/said"
}
claim "a pipe is refused, not waited for" pipe_is_refused
all_claimed
