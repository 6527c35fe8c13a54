#!/usr/bin/env bash
# Labels: once
# What the clerk is shown of a person of whom little is known, in English; and
# what counts as a telephone number on the list of whom to call.
. "$(dirname "$0")/../claims.sh"
. "$(dirname "$0")/small_study.sh"
s=$scratch/study
new_study "$s"
"$program" key --new --study "$s" --quiet
put "$s/inbox/01.csv" "$roster_header,郵便番号,町名,電話番号" \
    '12217,W,0012,髙橋　花子,,2,1949-04-05,2023-07-22,,,' \
    '12217,W,0013,鈴木　一郎,スズキ イチロウ,1,1950-01-02,2023-07-22,277-0005,柏,04(7167)1234' \
    '12217,W,0014,佐藤　実,サトウ ミノル,1,1951-02-03,2023-07-22,,コーポ123456789号,内線 12' \
    '12217,W,0015,伊藤　忍,イトウ シノブ,2,1952-03-04,2023-07-22,,,０９０－１１１１－２２２２'
put "$s/inbox/02.csv" "$consent_header" '0012,v1,2023-07-22,1,1,' '0013,v1,2023-07-22,1,1,' \
    '0014,v1,2023-07-22,1,1,' '0015,v1,2023-07-22,1,1,'
handover "$s" 2>/dev/null
shown() { # what is shown of row 2
    SHELL=/bin/bash script -qec "$(printf '%q ' "$program" reidentify --study "$s" --lang en \
        "$(subject "$s" 01_participant 2)" --reason 'asked by telephone')" /dev/null </dev/null |
        tr -d '\r' | sed -n 's/^  [^:]*: //p' | tr '\n' '|'
}
claim "what is not known has no line, and days are those of the calendar" \
    same "$(shown)" '髙橋　花子|1949-04-05|W|0012|'

{
    echo 'subject,expected_on,window_to,state,days_overdue'
    for row in 2 3 4 5; do
        echo "$(subject "$s" 01_participant $row),2024-07-22,2024-10-22,due,0"
    done
} >"$scratch/visits.csv"
"$program" contact --study "$s" --lang en --from "$scratch/visits.csv" --wave F1 --quiet
telephones() {
    python3 - "$s"/identity/contact_F1_until_*.csv <<'PY'
import csv, sys
rows = list(csv.reader(open(sys.argv[1], encoding="utf-8-sig", newline="")))
at = next(i for i, h in enumerate(rows[0]) if "telephone" in h.lower())
print("|".join(sorted(r[at] for r in rows[1:])))
PY
}
claim "numbers are read as they are typed, and nothing else counts as one" \
    same "$(telephones)" '||04(7167)1234|090-1111-2222'
all_claimed
