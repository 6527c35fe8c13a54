#!/usr/bin/env python3
"""explained_cells.py AYUMI STUDY OUT: do the rows that `explain` shows add up
to the cells? Every yearly cell of outcomes.csv, and of the tables T01 and T08."""
import csv
import json
import subprocess
import sys


def explain(ayumi, study, cell):
    out = subprocess.run([ayumi, "explain", "--study", study, "--json", cell],
                         check=True, capture_output=True, text=True).stdout
    return [json.loads(line) for line in out.splitlines()]


def rows(path):
    with open(path, encoding="utf-8", newline="") as f:
        return list(csv.DictReader(f))


def main(ayumi, study, out):
    n = 0
    for r in rows(out + "/tables/outcomes.csv"):
        if r["window"] == "fiscal_quarter":
            continue
        cell = ":".join(["outcomes", r["period"], r["class"], r["age_group"]])
        told = explain(ayumi, study, cell)
        starts = [t for t in told if t["standing"] == "counted"]
        assert len({t["subject"] for t in starts}) == int(r["n_people"]), cell
        assert len(starts) == int(r["n_starts"]), cell
        assert all(t["source_file"] and t["source_row"] > 1 for t in told)
        n += 1
    for table, row, column in [("T01", "sex", "activity_class"),
                               ("T08", "sex", "any_activity")]:
        for r in rows(f"{out}/tables/{table}.csv"):
            cell = ":".join([table, r[row], r[column]])
            told = explain(ayumi, study, cell)
            people = {t["subject"] for t in told}
            assert len(people) == int(r["value"]), cell
            if r[column] not in ("U", "unknown", "pending", "計"):
                reported = {t["subject"] for t in told
                            if t["standing"] == "outcome"}
                assert people == reported, cell
            n += 1
    assert n > 60, n


if __name__ == "__main__":
    main(*sys.argv[1:4])
