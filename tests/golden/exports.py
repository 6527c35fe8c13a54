#!/usr/bin/env python3
"""exports.py DOCS EXPORT-FOLDER: do the tidy tables keep what docs/exports.md
says? Columns and their order, unique keys in order, foreign keys, sources."""
import csv
import re
import sys


def documented(path):
    """file -> (columns, key), in the order of the document"""
    tables = {}
    for part in open(path, encoding="utf-8").read().split("\n## ")[1:]:
        name = part.split("\n", 1)[0]
        if not name.endswith(".csv"):
            continue
        key = re.search(r"Key: ([^.]+)\.", part).group(1).split(", ")
        rows = re.findall(r"^\| ([^|]+) \| ", part, re.M)[1:]
        tables[name] = ([c for r in rows for c in r.split(", ")], key)
    return tables


def read(path):
    with open(path, encoding="utf-8", newline="") as f:
        rows = list(csv.reader(f))
    return rows[0], [dict(zip(rows[0], r)) for r in rows[1:]]


def keys(rows, names):
    return [tuple(r[n] for n in names) for r in rows]


def main(docs, folder):
    tables = {}
    for name, (columns, key) in documented(docs).items():
        header, rows = read(folder + "/" + name)
        assert header == columns, (name, header, columns)
        # The town hands in no referrals (11).
        assert rows or name.startswith("matching"), name
        found = keys(rows, key)
        assert len(set(found)) == len(found), (name, "key is not unique")
        assert all(r["source_file"] and r["source_row"] for r in rows), name
        tables[name] = rows
    people = {r["subject"] for r in tables["person.csv"]}
    for name, rows in tables.items():
        assert {r["subject"] for r in rows} <= people, (name, "subject")
        if name != "expected_visits.csv":
            order = [r["subject"] for r in rows]
            assert order == sorted(order), (name, "order")
    waves = set(keys(tables["person_wave.csv"], ["subject", "wave"]))
    assert set(keys(tables["conflicts.csv"], ["subject", "wave"])) <= waves
    checks = {(r["source_file"], r["source_row"]) for r in tables["score.csv"]}
    for r in tables["person_wave_item.csv"]:
        assert ((r["subject"], r["wave"]) in waves or
                (r["source_file"], r["source_row"]) in checks), r["wave"]
        assert (r["value"] == "") == (r["missing"] != "" or r["asked"] == "0")
    scores = set(keys(tables["score.csv"],
                      ["subject", "date", "instrument", "version"]))
    assert set(keys(tables["judgement.csv"],
                    ["subject", "date", "instrument", "version"])) <= scores
    followed = {r["subject"] for r in tables["followup.csv"]}
    assert {r["subject"] for r in tables["conflicts.csv"]} <= followed
    spells = {(r["source_file"], r["source_row"]): r
              for r in tables["activity_spell.csv"]}
    for r in spells.values():
        assert (r["is_new"] == "") == (r["subject"] not in followed), r
        same = (r["same_file"], r["same_row"])
        assert (same in spells) == (r["is_counted"] == "0"), r
    # Every counted start leads to the spell and its report, and back.
    counted = {k for k, r in spells.items() if r["is_counted"] == "1"}
    assert counted == {(r["source_file"], r["source_row"])
                       for r in tables["evidence.csv"]}
    assert (sum(int(r["n_reports"]) for r in tables["evidence.csv"])
            == len(spells))
    assert followed == {r["subject"] for r in tables["expected_visits.csv"]}
    assert followed == {r["subject"] for r in tables["person.csv"]
                        if r["index_date"]}


if __name__ == "__main__":
    main(*sys.argv[1:3])
