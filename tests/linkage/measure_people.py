#!/usr/bin/env python3
"""measure_people: who comes again under another number, is it noticed?

    measure_people.py --program build/bin/ayumi-anonymize [--seeds 1-20]
                      [--size 2000,400] [--asked 0.9] [--explain]

Each seed makes a study: participants of one office (kind 01), and a roster of
another office with its own numbers, of which half the rows are the same people
some quarters later and the rest their kin, namesakes and strangers. `handover`
runs without anybody's answer. Counts the true pairs that are asked about in
review/ (most others agree in name, kana and birth date, and are joined), and
questions about others.
People are invented (japanese_city.py).
"""
import argparse
import os
import shutil
import subprocess
import sys
import tempfile

import make_files
import measure_rosters as rosters

HEADER = ["自治体コード", "機関コード", "整理番号", "氏名", "フリガナ", "性別", "生年月日",
          "初回接触日"]


def make_study(o, seed, folder):
    study, people, rows, truth = rosters.make_study(o, seed, folder)
    inbox = os.path.join(study, "inbox")
    os.remove(os.path.join(inbox, "2023Q2_15.csv"))
    os.remove(os.path.join(inbox, "2023Q2_02.csv"))
    rosters.write(os.path.join(inbox, "2023Q3_01.csv"), [HEADER] + [
        ["12217", "S", r["番号"], r["氏名"], r["フリガナ"],
         {"男": "1", "女": "2"}.get(r.get("性別"), ""), r["生年月日"],
         "2023-10-20"] for r in rows])
    return study, people, rows, truth


def asked_pairs(study):
    """Pairs in review/ as (number at W, number at S)."""
    path = os.path.join(study, "review", "pairs.csv")
    asked = set()
    for r in rosters.read(path) if os.path.exists(path) else []:
        numbers = {r["%s office" % s]: r["%s number" % s].strip("「」")
                   for s in "AB"}
        if "W" in numbers and "S" in numbers:
            asked.add((numbers["W"], numbers["S"]))
    return asked


def run_once(o, seed, folder, total):
    study, people, rows, truth = make_study(o, seed, folder)
    done = subprocess.run([o.program, "handover", "--study", study, "--quiet"],
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    if done.returncode not in (0, 1):
        sys.exit("seed %d: exit %d\n%s" %
                 (seed, done.returncode, done.stdout.decode(errors="replace")))
    asked = asked_pairs(study)
    true_pairs = {(left, right) for right, left in truth.items()}
    total["true"] += len(true_pairs)
    total["asked"] += len(asked & true_pairs)
    total["others asked"] += len(asked - true_pairs)


def main():
    options = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    options.add_argument("--program", required=True)
    options.add_argument("--seeds", default="1-5")
    options.add_argument("--layout", type=int, default=5)
    options.add_argument("--size", default="2000,400")
    options.add_argument("--asked", type=int, default=0,
                         help="exit 1 when fewer true pairs are asked about")
    options.add_argument("--others", type=int, default=10**9,
                         help="exit 1 when more others are asked about")
    o = options.parse_args()
    o.size = tuple(int(n) for n in o.size.split(","))
    first, _, last = o.seeds.partition("-")
    total = dict.fromkeys(("true", "asked", "others asked"), 0)
    for seed in range(int(first), int(last or first) + 1):
        folder = tempfile.mkdtemp(prefix="ayumi-people.")
        try:
            run_once(o, seed, folder, total)
        finally:
            shutil.rmtree(folder)
    print("true rows %(true)d: asked %(asked)d; others asked %(others asked)d"
          % total)
    if total["asked"] < o.asked or total["others asked"] > o.others:
        sys.exit(1)


if __name__ == "__main__":
    main()
