#!/usr/bin/env python3
"""planted.py STUDY DATAFILE TRUTH: was every planted error recorded?

TRUTH is the generator's truth_errors.csv. An error counts as recorded when
the cell has a finding, when the study database says why it is empty, or when
the cell was read by a counted repair (full-width digits, a unit): then the
clean value must be there. What nothing in the row can tell is counted apart.
Prints one line a kind and exits 1 when one is missing."""
import collections
import csv
import sqlite3
import sys

study, data, truth = sys.argv[1:]
sys.path.insert(0, __file__.rsplit("/", 1)[0])


def read(path, encoding):
    with open(path, encoding=encoding, newline="") as f:
        yield from csv.reader(f)


def name_of_headers():
    rows = read(__file__.rsplit("/", 1)[0] + "/codebook/variables.csv",
                "utf-8-sig")
    head = next(rows)
    return {r[head.index("label_ja")]: r[head.index("name")] for r in rows}


names = name_of_headers()
row_of = {}
for number, cells in enumerate(read(data, "cp932"), 1):
    row_of[cells[0]] = number
db = sqlite3.connect("file:%s/study.sqlite?mode=ro" % study, uri=True)
findings = set(db.execute("SELECT row, variable FROM finding WHERE file = 1"))
kept, lost, untold = [collections.Counter() for _ in range(3)]


def is_untold(kind, row):
    """Nothing in the row tells it: the birth date has two readings, which is
    itself a finding, or whether the person works was not answered."""
    if kind == "age_conflict":
        return (row, "birth") in findings
    return kind == "skip_violation" and db.execute(
        "SELECT 1 FROM clean_seminar_survey WHERE file = 1 AND row = ? "
        "AND work IS NULL", (row,)).fetchone() is not None


for file, record, column, kind, written, meant in list(
        read(truth, "utf-8"))[1:]:
    if file != "baseline" or record not in row_of:
        continue
    row, name = row_of[record], names[column]
    found = (row, name) in findings
    if not found and kind in ("missing_code", "text_in_number",
                              "fullwidth_digit"):
        got = db.execute(
            'SELECT "%s", "%s_missing" FROM clean_seminar_survey '
            "WHERE file = 1 AND row = ?" % (name, name), (row,)).fetchone()
        if got is None:  # another cell quarantined the row: said, not loaded
            found = any(r == row for r, _ in findings)
        else:
            found = got[0] is not None or got[1] is not None
    if not found and is_untold(kind, row):
        untold[kind] += 1
        continue
    (kept if found else lost)[kind] += 1
for kind in sorted(set(kept) | set(lost)):
    print("planted %-18s recorded %6d  can't be told %4d  missing %4d" % (
        kind, kept[kind], untold[kind], lost[kind]))
sys.exit(1 if lost else 0)
