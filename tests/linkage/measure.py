#!/usr/bin/env python3
"""measure: how right is `ayumi-anonymize linkage` on invented Japanese files?

    measure.py --program build/bin/ayumi-anonymize city    [--seeds 1-3] [--layout L]
    measure.py --program build/bin/ayumi-anonymize quarter [--seeds 1-100]
               [--bar F1,PRECISION,RECALL,FACTOR] [--keep DIR]

A link counts when match_probability >= 0.95 (--threshold). Prints a row for
each seed and one over all: links, false ones, precision, recall, F1, and the
false-link rate that the program itself expects (mean of 1 - probability over
its links) beside the true one. With --bar the exit code is 1 when the whole
misses a bar ("-" leaves one out).
"""
import argparse
import csv
import os
import shutil
import subprocess
import sys
import tempfile
import time

import make_files


class Score:
    def __init__(self):
        self.right = self.false = self.true_pairs = 0
        self.expected_false = 0.0

    def add(self, other):
        self.right += other.right
        self.false += other.false
        self.true_pairs += other.true_pairs
        self.expected_false += other.expected_false

    def links(self):
        return self.right + self.false

    def precision(self):
        return self.right / self.links() if self.links() else 1.0

    def recall(self):
        return self.right / self.true_pairs if self.true_pairs else 1.0

    def f1(self):
        p, r = self.precision(), self.recall()
        return 2 * p * r / (p + r) if p + r else 0.0

    def rates(self):
        n = max(1, self.links())
        return self.expected_false / n, self.false / n

    def factor(self):
        """Expected over true, each with half a link for what can't be seen."""
        return (self.expected_false + 0.5) / (self.false + 0.5)

    def line(self, name, seconds):
        expected, true = self.rates()
        return ("%-12s links %6d  false %4d  missed %5d  precision %.4f  "
                "recall %.4f  F1 %.4f  false-link rate expected %.4f true %.4f"
                "  %.1f s" %
                (name, self.links(), self.false, self.true_pairs - self.right,
                 self.precision(), self.recall(), self.f1(), expected, true,
                 seconds))


def read_pairs(path):
    with open(path, newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def run_once(o, seed, folder):
    make_files.make(o.kind, seed, folder, o.layout, *o.size)
    out = os.path.join(folder, "linked")
    started = time.time()
    done = subprocess.run(
        [o.program, "linkage", "--left", os.path.join(folder, "left.csv"),
         "--right", os.path.join(folder, "right.csv"), "--out", out] + o.more,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        errors="replace")
    seconds = time.time() - started
    if done.returncode != 0:
        sys.exit("seed %d: exit %d\n%s" % (seed, done.returncode, done.stdout))
    truth = {(r["left_id"], r["right_id"]): r["what_happened"]
             for r in read_pairs(os.path.join(folder, "truth.csv"))}
    score = Score()
    score.true_pairs = len(truth)
    found, doubtful = set(), {}
    for row in read_pairs(os.path.join(out, "links.csv")):
        pair = row["left_id"], row["right_id"]
        p = float(row["match_probability"])
        doubtful[pair] = p
        if p < o.threshold:
            continue
        found.add(pair)
        score.expected_false += 1 - p
        if pair in truth:
            score.right += 1
        else:
            score.false += 1
    if o.explain:
        for pair in sorted(found - set(truth)):
            print("  false  %s %s p %.4f" % (pair + (doubtful[pair],)))
        for pair in sorted(set(truth) - found):
            print("  missed %s %s p %s %s" %
                  (pair + (doubtful.get(pair, "not scored"), truth[pair])))
    return score, seconds


def meets(bar, score):
    f1, precision, recall, factor = (None if b == "-" else float(b)
                                     for b in bar.split(","))
    misses = [name for name, wanted, got in (
        ("F1", f1, score.f1()), ("precision", precision, score.precision()),
        ("recall", recall, score.recall()))
        if wanted is not None and got < wanted]
    if factor is not None and not 1 / factor <= score.factor() <= factor:
        misses.append("false-link rate within a factor %g" % factor)
    for miss in misses:
        print("below the bar: %s" % miss)
    return not misses


def main():
    options = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    options.add_argument("kind", choices=("city", "quarter"))
    options.add_argument("--program", required=True)
    options.add_argument("--seeds", default="1")
    options.add_argument("--layout", type=int)
    options.add_argument("--size", default="",
                         help="people,rows instead of the usual")
    options.add_argument("--threshold", type=float, default=0.95)
    options.add_argument("--bar")
    options.add_argument("--explain", action="store_true",
                         help="list false and missed pairs (invented people)")
    options.add_argument("--keep", help="keep the files here")
    options.add_argument("more", nargs="*", help="further options of linkage")
    o = options.parse_args()
    usual = {"city": (6000, 10000), "quarter": (200, 40)}[o.kind]
    o.size = tuple(int(n) for n in o.size.split(",")) if o.size else usual
    first, _, last = o.seeds.partition("-")
    folder = o.keep or tempfile.mkdtemp(prefix="ayumi-linkage.")
    total, total_seconds = Score(), 0.0
    try:
        for seed in range(int(first), int(last or first) + 1):
            score, seconds = run_once(o, seed,
                                      os.path.join(folder, "%d" % seed))
            total.add(score)
            total_seconds += seconds
            if o.kind == "city" or o.explain:
                print(score.line("seed %d" % seed, seconds), flush=True)
    finally:
        if not o.keep:
            shutil.rmtree(folder)
    print(total.line("all", total_seconds))
    if o.bar and not meets(o.bar, total):
        sys.exit(1)


if __name__ == "__main__":
    main()
