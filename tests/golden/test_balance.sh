#!/usr/bin/env bash
# Labels: once
# Nothing is lost: for each file, received = accepted + quarantined +
# duplicate + superseded + outside the study; and what was received is what
# another reader counts in the file.
. "$(dirname "$0")/../claims.sh"
. "$(dirname "$0")/study.sh"

finished_year "$scratch/town"
balance=$scratch/town/handover/balance.csv

every_line_balances() {
    cat "$balance"
    awk -F, '
    NR == 1 {
        if ($0 != "file,received,accepted,quarantined,duplicate,superseded,outside")
            exit 1
        next
    }
    $2 != $3 + $4 + $5 + $6 + $7 { print "line " NR " does not balance"; bad = 1 }
    { n++ }
    END { exit bad || n == 0 }' "$balance"
}
every_file_is_there() {
    python3 - "$scratch/town" <<'END'
import csv
import json
import os
import sys

study = sys.argv[1]
manifest = json.load(open(study + '/handover/manifest.json'))
names = {f['name'] for f in manifest['files']}
inbox = set()
for folder, _, files in os.walk(study + '/inbox'):
    for name in files:
        if not name.startswith(('.', '~$')):
            inbox.add(os.path.relpath(os.path.join(folder, name),
                                      study + '/inbox'))
missing = sorted(inbox - {n.removeprefix('inbox/') for n in names})
print('not in the manifest:', missing)
balanced = {row['file'] for row in
            csv.DictReader(open(study + '/handover/balance.csv'))}
read = {str(f['number']) for f in manifest['files'] if not f['refused']}
print('read but without a balance:', sorted(read - balanced))
sys.exit(bool(missing or read - balanced))
END
}
python_counts_the_same() {
    python3 "$AYUMI_SOURCE/tests/golden/count_rows.py" "$scratch/town"
}
is_printed() {
    for run in "$scratch"/town/out/FY*/run.json; do
        python3 -m json.tool "$run" >/dev/null || return
        grep -q '"received"' "$run" || return
    done
}
# traps: 00-28
claim "every file balances" every_line_balances
claim "every file of the inbox is accounted for" every_file_is_there
claim "another reader counts as many rows" python_counts_the_same
claim "the run record prints the balance" is_printed
all_claimed
