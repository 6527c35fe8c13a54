#!/usr/bin/env python3
"""score_links.py: how many links are true, at p >= 0.95.

  score_links.py dedupe TRUTH.csv OUT      TRUTH: first column id, column cluster
  score_links.py two LEFT.csv RIGHT.csv OUT  same person: same cluster
Prints one line: links false missed precision recall f1 (and, for a dedupe, the
same for the pairs within clusters.csv), and the false-link rate expected of
the probabilities."""
import csv
import sys
from collections import defaultdict

THRESHOLD = 0.95


def clusters(path):
    with open(path, encoding="utf-8-sig", newline="") as f:
        rows = csv.reader(f)
        header = next(rows)
        at = header.index("cluster")
        return {r[0]: r[at] for r in rows}


def pairs_of(groups):
    return sum(len(g) * (len(g) - 1) // 2 for g in groups.values())


def line(what, links, true_links, true_pairs):
    precision = true_links / links if links else 1.0
    recall = true_links / true_pairs if true_pairs else 1.0
    f1 = 2 * true_links / (links + true_pairs) if links + true_pairs else 1.0
    print(f"{what}: links {links} false {links - true_links} "
          f"missed {true_pairs - true_links} precision {precision:.5f} "
          f"recall {recall:.5f} f1 {f1:.5f}", end="")


def links_above(out, left, right):
    n = true = 0
    doubt = 0.0
    with open(f"{out}/links.csv", newline="") as f:
        for r in csv.DictReader(f):
            p = float(r["match_probability"])
            if p < THRESHOLD:
                continue
            n += 1
            doubt += 1 - p
            true += left[r["left_id"]] == right[r["right_id"]]
    return n, true, doubt


def main(args):
    if args[0] == "two":
        left, right = clusters(args[1]), clusters(args[2])
        out = args[3]
        of = defaultdict(int)
        for c in right.values():
            of[c] += 1
        total = sum(of[c] for c in left.values())
    else:
        left = right = clusters(args[1])
        out = args[2]
        of = defaultdict(list)
        for r, c in left.items():
            of[c].append(r)
        total = pairs_of(of)
    n, true, doubt = links_above(out, left, right)
    line("links", n, true, total)
    print(f" expected false {doubt:.1f}")
    if args[0] == "dedupe":
        found = defaultdict(list)
        with open(f"{out}/clusters.csv", newline="") as f:
            for r in csv.DictReader(f):
                found[r["cluster"]].append(r["id"])
        both = defaultdict(list)
        for c, ids in found.items():
            for r in ids:
                both[c, left[r]].append(r)
        line("clusters", pairs_of(found), pairs_of(both), total)
        print()


main(sys.argv[1:])
