#!/usr/bin/env python3
"""Turns published examples into files for `ayumi score`, and compares.

score_vectors.py make  kcl|jchs VECTORS OUT [VERSION]
score_vectors.py match kcl|jchs VECTORS SCORED [VERSION]
"""
import csv
import sys


def rows(path):
    with open(path, encoding="utf-8-sig", newline="") as f:
        return list(csv.DictReader(f))


def chosen(kind, path, version):
    return [r for r in rows(path) if kind == "kcl" or r["version"] == version]


def kcl_input(r):
    out = {"case": r["case"]}
    for q in range(1, 26):
        if q != 12:
            out["kcl_%02d" % q] = r["q%d" % q]
    height, _, weight = r["q12"].partition("/")
    return {**out, "weight_kg": weight, "height_cm": height}


JCHS = ["sex", "weight_loss", "grip_kg", "fatigue", "gait_mps",
        "light_exercise_weekly", "sport_weekly"]


def make(kind, path, out, version):
    table = [kcl_input(r) if kind == "kcl" else
             {k: r[k] for k in ["case"] + JCHS}
             for r in chosen(kind, path, version)]
    with open(out, "w", encoding="utf-8", newline="") as f:
        w = csv.DictWriter(f, list(table[0]), lineterminator="\n")
        w.writeheader()
        w.writerows(table)


def expected(kind, r):
    name = {"判定不能": "undetermined"}.get(r["class"], r["class"])
    out = {"points_low": r["lo"], "points_high": r["hi"], "class": name}
    if kind == "kcl":
        out.update({"mhlw_%d" % (i + 1): t for i, t in enumerate(r["mhlw7"])})
        out["eligible"] = r["eligible"]
    else:
        out["n_missing"] = str(r["criteria"].count("-"))
    return out


def match(kind, path, scored, version):
    wanted, got = chosen(kind, path, version), rows(scored)
    assert len(wanted) == len(got) and wanted, (len(wanted), len(got))
    for r, g in zip(wanted, got):
        assert r["case"] == g["case"], "order"
        for name, value in expected(kind, r).items():
            assert g[name] == value, (r["case"], name, value, g[name])


if __name__ == "__main__":
    version = sys.argv[5] if len(sys.argv) > 5 else None
    {"make": make, "match": match}[sys.argv[1]](*sys.argv[2:5], version)
