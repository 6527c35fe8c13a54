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


def planted_errors():
    """(row, name, kind) of every error in a record of the file."""
    for file, record, column, kind, written, meant in list(
            read(truth, "utf-8"))[1:]:
        if file == "baseline" and record in row_of:
            yield row_of[record], names[column], kind


def rows_with(wanted):
    """What the study has of these rows. One pass: the table is not indexed
    by row, and a look-up for each error would read a million rows each."""
    columns = sorted({name for _, name in wanted} | {"work"})
    have = {r[1] for r in db.execute(
        "PRAGMA table_info(clean_seminar_survey)")}
    columns = [c for c in columns if c in have]
    numbers = {row for row, _ in wanted}
    got = {}
    for line in db.execute("SELECT row, %s FROM clean_seminar_survey "
                           "WHERE file = 1" % ", ".join(
                               '"%s", "%s_missing"' % (c, c)
                               for c in columns)):
        if line[0] in numbers:
            got[line[0]] = dict(zip(columns, zip(line[1::2], line[2::2])))
    return got


def is_untold(kind, row):
    """Nothing in the row tells it: the birth date has two readings, which is
    itself a finding, or whether the person works was not answered."""
    if kind == "age_conflict":
        return (row, "birth") in findings
    return (kind == "skip_violation" and row in rows and
            rows[row]["work"][0] is None)


def is_found(kind, row, name):
    if (row, name) in findings:
        return True
    if kind not in ("missing_code", "text_in_number", "fullwidth_digit"):
        return False
    if row not in rows:  # another cell quarantined the row: said, not loaded
        return row in rows_found
    return any(part is not None for part in rows[row][name])


errors = list(planted_errors())
rows = rows_with([(row, name) for row, name, _ in errors])
rows_found = {row for row, _ in findings}
for row, name, kind in errors:
    found = is_found(kind, row, name)
    if not found and is_untold(kind, row):
        untold[kind] += 1
        continue
    (kept if found else lost)[kind] += 1
for kind in sorted(set(kept) | set(lost)):
    print("planted %-18s recorded %6d  can't be told %4d  missing %4d" % (
        kind, kept[kind], untold[kind], lost[kind]))
sys.exit(1 if lost else 0)
