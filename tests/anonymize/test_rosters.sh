#!/usr/bin/env bash
# Labels: once
# Whose are the rows of somebody else's roster? Drawn quarters through the
# whole identity room, nobody's answer read: a short version of
# tests/linkage/measure_rosters.py.
. "$(dirname "$0")/../claims.sh"
. "$(dirname "$0")/small_study.sh"
measure() {
    PYTHONDONTWRITEBYTECODE=1 python3 \
        "$AYUMI_SOURCE/tests/linkage/measure_rosters.py" \
        --program "$AYUMI_BIN/ayumi-anonymize" "$@"
}
claim "10 quarters of 200 people and 40 rows: none false, recall 0.95" \
    measure --seeds 1-10 --most-false 0 --recall 0.95
claim "after right answers hardly one row is missing" \
    measure --seeds 1-10 --after-review 0.99
claim "strangers with the same name and birthdays a week apart stay strangers" \
    measure --seeds 76-76 --most-false 0
claim "the measure can fail" exits_with 1 measure --seeds 1 --recall 1.01

# Participants who come again under another office's number.
claim "who comes again, renamed or written wrongly, is asked about" \
    env PYTHONDONTWRITEBYTECODE=1 python3 \
    "$AYUMI_SOURCE/tests/linkage/measure_people.py" \
    --program "$AYUMI_BIN/ayumi-anonymize" --seeds 1-5 --size 200,40 \
    --asked 12 --others 2

# The order of a roster's rows says nothing.
p=$scratch/order
new_study "$p"
new_key "$p"
put "$p/inbox/2023Q2_01.csv" "$roster_header" \
    '12217,W,0001,双葉　一子,フタバ カズコ,2,1950-05-06,2023-07-22' \
    '12217,W,0002,双葉　和子,フタバ ワコ,2,1950-05-06,2023-07-22' \
    '12217,W,0003,千草　実,チグサ ミノル,1,1949-01-02,2023-07-22' \
    '12217,W,0004,月見　弘,ツキミ ヒロシ,1,1955-09-10,2023-07-22'
put "$p/inbox/2023Q2_02.csv" "$consent_header" \
    '0001,v1,2023-07-22,1,1,' '0002,v1,2023-07-22,1,1,' \
    '0003,v1,2023-07-22,1,1,' '0004,v1,2023-07-22,1,1,'
rows=('K-1,双葉カズ子,フタバカズコ,1950/05/06,2023-10-01'
    'K-2,千草実,チグサミノリ,1949/01/02,2023-10-02'
    'K-3,月見浩,ツキミヒロシ,1955/09/10,2023-10-03'
    'K-4,双葉 和子,フタバ ワコ,1950/05/06,2023-10-04')
given() {
    python3 - "$1" <<'PY'
import csv, os, sys
def read(name):
    with open(os.path.join(sys.argv[1], "handover", name), encoding="utf-8-sig") as f:
        return list(csv.DictReader(f))
sure = {l["row"]: l["probability"] for l in read("links.csv")}
part, = [f for f in os.listdir(sys.argv[1] + "/handover") if f.startswith("15_")]
for m in sorted(read(part), key=lambda m: m["joined"]):
    print(m["joined"], m["subject"], sure[m["row"]])
PY
}
put "$p/inbox/2023Q2_15.csv" "$silver_header" "${rows[@]}"
handover "$p" 2>/dev/null
given "$p" >"$scratch/as_written"
claim "slips in a name are found out" test "$(wc -l <"$scratch/as_written")" -ge 3
put "$p/inbox/2023Q2_15.csv" "$silver_header" \
    "${rows[3]}" "${rows[1]}" "${rows[2]}" "${rows[0]}"
handover "$p" 2>/dev/null
given "$p" >"$scratch/turned"
claim "rows in another order go to the same people, as surely" \
    diff "$scratch/as_written" "$scratch/turned"
all_claimed
