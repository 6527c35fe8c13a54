#!/usr/bin/env python3
"""calibration: is the false-link rate that the program expects the true one?

    calibration.py --program build/bin/ayumi-anonymize [--sets WORD,…]
                   [--public DIR] [--quick] [--first-seed 1] [--keep DIR]

Links sets with known truth without settings and prints one row for each:
links at p >= 0.95, false and missed ones, precision, recall, F1, and the
false-link rate: true, as report.csv expects it with its interval, and the
ratio (expected + 0.5) / (true + 0.5) of the numbers of false links. Several
draws of one kind are added up. Sets are those of make_western.py and
make_files.py, and with --public the public ones with a column `cluster`
(febrl_dataset1.csv …). --quick: smaller ones. --first-seed: other draws of the
same kinds. --keep: files are made once, and found there again. Exit code 1
when a ratio is beyond a factor 2 and the true number is outside the interval.
"""
import argparse
import csv
import math
import os
import shutil
import subprocess
import sys
import tempfile
from collections import Counter

import make_files
import make_town

HERE = os.path.dirname(os.path.abspath(__file__))
THRESHOLD = 0.95


def read(path):
    with open(path, newline="", encoding="utf-8-sig") as file:
        return list(csv.reader(file))


def without_truth(path, to):
    """The file without `cluster`, and the cluster of each id."""
    rows = read(path)
    at = rows[0].index("cluster")
    if not os.path.exists(to):
        with open(to, "w", newline="", encoding="utf-8") as file:
            csv.writer(file, lineterminator="\n").writerows(
                [r[:at] + r[at + 1:] for r in rows])
    return {r[0]: r[at] for r in rows[1:]}


class Files:
    """arguments for linkage, the number of true pairs, and what is true."""

    def __init__(self, arguments, n_true, is_true):
        self.arguments, self.n_true, self.is_true = arguments, n_true, is_true


def one_file(path, folder):
    plain = os.path.join(folder, "records.in")
    cluster = without_truth(path, plain)
    n = sum(k * (k - 1) // 2 for k in Counter(cluster.values()).values())
    return Files(["--dedupe", plain], n,
                 lambda a, b: cluster[a] == cluster[b])


def two_files(left, right, folder):
    plain = [os.path.join(folder, s) for s in ("left.in", "right.in")]
    a, b = without_truth(left, plain[0]), without_truth(right, plain[1])
    count = Counter(b.values())
    return Files(["--left", plain[0], "--right", plain[1]],
                 sum(count[c] for c in a.values()),
                 lambda x, y: a[x] == b[y])


def western(kind, n, seed, folder):
    if not os.path.exists(os.path.join(folder, "made")):
        subprocess.run([sys.executable, os.path.join(HERE, "make_western.py"),
                        kind, str(n), str(seed), folder], check=True)
        open(os.path.join(folder, "made"), "w").close()
    if kind.startswith("registry"):
        return two_files(os.path.join(folder, "left.csv"),
                         os.path.join(folder, "right.csv"), folder)
    return one_file(os.path.join(folder, "records.csv"), folder)


def japanese(folder, make):
    """make() writes left.csv, right.csv and truth.csv into the folder."""
    if not os.path.exists(os.path.join(folder, "truth.csv")):
        make()
    truth = {tuple(r[:2]) for r in read(os.path.join(folder, "truth.csv"))[1:]}
    left, right = (os.path.join(folder, s) for s in ("left.csv", "right.csv"))
    return Files(["--left", left, "--right", right], len(truth),
                 lambda a, b: (a, b) in truth)


def western_set(kind, n, seeds):
    return seeds, lambda seed, folder: western(kind, n, seed, folder)


def japanese_set(kind, size, layout, seeds):
    return seeds, lambda seed, folder: japanese(
        folder, lambda: make_files.make(kind, seed, folder, layout, *size))


def town_set(kind, size, seeds):
    return seeds, lambda seed, folder: japanese(
        folder, lambda: make_town.make(kind, seed, folder, *size))


def sets(public, quick, first):
    some = range(first, first + (2 if quick else 5))
    draws = range(first, first + (20 if quick else 100))
    part = 5 if quick else 1
    out = {
        "registry 5,000 x 5,000": western_set("registry", 5000 // part, some),
        "registry, half in both": western_set("registry_half", 5000 // part,
                                              some),
        "registry, few columns": western_set("registry_few", 5000 // part,
                                             some),
        "names and birth date, 10,000": western_set("german", 10000 // part,
                                                    range(first, first + 6)),
        "historical, 50,000": western_set("historical", 50000 // part,
                                          [first]),
        "historical, hard, 20,000": western_set("hard", 20000 // part,
                                                [first + 6]),
        "Japanese city, 6,000 x 10,000":
            japanese_set("city", (6000 // part, 10000 // part), None, some),
        "Japanese city, few columns":
            japanese_set("city", (6000 // part, 10000 // part), 5, some),
        "quarter, 200 x 40": japanese_set("quarter", (200, 40), None, draws),
        "quarter, few columns": japanese_set("quarter", (200, 40), 5, draws),
        "quarter, no reading": japanese_set("quarter", (200, 40), 3, draws),
        "quarter, name in parts": japanese_set("quarter", (200, 40), 6, draws),
        "town, 4,000 x 6,000":
            town_set("full", (4000 // part, 6000 // part), some),
        "town, few columns":
            town_set("names", (4000 // part, 6000 // part), some),
        "town, kana": town_set("kana", (4000 // part, 6000 // part), some),
        "town, empty cells":
            town_set("thin", (4000 // part, 6000 // part), some),
        "town, list 200 x 40": town_set("full", (200, 40), draws),
        "town, list of few columns": town_set("names", (200, 40), draws),
    }
    for name in sorted(os.listdir(public)) if public else []:
        if name.endswith(".csv"):
            path = os.path.join(public, name)
            out[name[:-4]] = [0], lambda _, folder, p=path: one_file(p, folder)
    return out


class Total:
    def __init__(self):
        self.links = self.false = self.true = 0
        self.expected = self.variance = 0.0

    def add_links(self, out, files):
        for r in read(os.path.join(out, "links.csv"))[1:]:
            if float(r[3]) < THRESHOLD:
                continue
            self.links += 1
            self.false += not files.is_true(r[0], r[1])
        self.true += files.n_true

    def add_report(self, out):
        """Draws are independent: half widths add up as squares."""
        of = {r[0]: r[1:] for r in read(os.path.join(out, "report.csv"))[1:]}
        if not of["false_link_rate"][0]:
            return
        rate, _, high = (float(x) for x in of["false_link_rate"])
        n = float(of["links"][0])
        self.expected += rate * n
        self.variance += (high - rate) ** 2 * n * n

    def interval(self):
        half = math.sqrt(self.variance)
        return max(0.0, self.expected - half), self.expected + half

    def ratio(self):
        return (self.expected + 0.5) / (self.false + 0.5)

    def is_credible(self):
        low, high = self.interval()
        return 0.5 <= self.ratio() <= 2 or low <= self.false <= high

    def row(self, name):
        right, n = self.links - self.false, max(1, self.links)
        low, high = self.interval()
        return ("| %s | %d | %d | %d | %.4f | %.4f | %.4f | %.5f | %.5f "
                "(%.5f-%.5f) | %.2f |" %
                (name, self.links, self.false, self.true - right, right / n,
                 right / max(1, self.true),
                 2 * right / max(1, self.links + self.true), self.false / n,
                 self.expected / n, low / n, high / n, self.ratio()))


def link(program, files, total):
    out = tempfile.mkdtemp(prefix="ayumi-calibration.")
    try:
        subprocess.run([program, "linkage"] + files.arguments +
                       ["--out", out, "--quiet"], check=True)
        total.add_links(out, files)
        total.add_report(out)
    finally:
        shutil.rmtree(out)


def measure(program, seeds, make, keep):
    """keep: folder for the files of this set, "" = none."""
    total = Total()
    for seed in seeds:
        folder = os.path.join(keep, str(seed)) if keep else \
            tempfile.mkdtemp(prefix="ayumi-calibration.")
        try:
            os.makedirs(folder, exist_ok=True)
            link(program, make(seed, folder), total)
        finally:
            if not keep:
                shutil.rmtree(folder)
    return total


def main():
    options = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    options.add_argument("--program", required=True)
    options.add_argument("--sets", default="", help="words of their names")
    options.add_argument("--public", default="")
    options.add_argument("--quick", action="store_true")
    options.add_argument("--first-seed", type=int, default=1)
    options.add_argument("--keep", default="")
    o = options.parse_args()
    print("| set | links | false | missed | precision | recall | F1 | "
          "false-link rate | expected (interval) | ratio |")
    print("|---|---|---|---|---|---|---|---|---|---|")
    words, beyond = [w for w in o.sets.split(",") if w], []
    for name, (seeds, make) in sets(o.public, o.quick,
                                    o.first_seed).items():
        if words and not any(w in name for w in words):
            continue
        keep = o.keep and os.path.join(o.keep, name.replace(" ", "_"))
        total = measure(o.program, seeds, make, keep)
        print(total.row(name), flush=True)
        if not total.is_credible():
            beyond.append(name)
    for name in beyond:
        print("not credible: " + name)
    sys.exit(1 if beyond else 0)


if __name__ == "__main__":
    main()
