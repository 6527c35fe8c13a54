#!/usr/bin/env python3
"""check_links.py: small questions about a linkage's files; exit 0 = yes.

  shuffle IN OUT SEED          the rows in another order
  columns IN OUT SEED          the columns behind the id in another order
  constant IN OUT              one more column, always the same
  copy IN OUT COLUMN           one more column, a copy of another
  blank IN OUT                 one more record, all blank
  rename IN OUT PREFIX         other ids
  mirrored A B                 B's links are A's with left and right exchanged
  one_to_one OUT               no record in two links, sums of a record <= 1
  adds_up OUT                  waterfall.csv adds up to the odds of links.csv
  agree OUT                    links and clusters.csv say the same
  identity OUT N PREFIX        N links, each of a record to PREFIX + itself
  identity_of_numbers OUT N    N links, the ids alike but for the first letter
  identity_of_most OUT LEAST   so many links, each to its own id with a letter before
  no_links OUT                 nothing above 0.95
  links_of OUT ID N            N links of this record
  bar f1|precision|recall LINE LEAST   a figure of score_links.py's line
  no_cells IN TEXT             no name of IN (4 letters or more) in TEXT"""
import csv
import math
import random
import re
import sys
from collections import Counter, defaultdict


def rows_of(path):
    with open(path, encoding="utf-8-sig", newline="") as f:
        rows = list(csv.reader(f))
    return rows[0], rows[1:]


def write(path, header, rows):
    with open(path, "w", encoding="utf-8", newline="") as f:
        w = csv.writer(f, lineterminator="\n")
        w.writerow(header)
        w.writerows(rows)


def links(out):
    with open(f"{out}/links.csv", newline="") as f:
        return list(csv.DictReader(f))


def sure(out):
    return [r for r in links(out) if float(r["match_probability"]) >= 0.95]


def shuffle(source, target, seed):
    header, rows = rows_of(source)
    random.Random(int(seed)).shuffle(rows)
    write(target, header, rows)


def columns(source, target, seed):
    header, rows = rows_of(source)
    order = list(range(1, len(header)))
    random.Random(int(seed)).shuffle(order)
    order.insert(0, 0)
    write(target, [header[k] for k in order],
          [[r[k] for k in order] for r in rows])


def constant(source, target):
    header, rows = rows_of(source)
    write(target, header + ["office"], [r + ["Hill"] for r in rows])


def copy(source, target, column):
    header, rows = rows_of(source)
    at = header.index(column)
    write(target, header + ["zz_again"], [r + [r[at]] for r in rows])


def blank(source, target):
    header, rows = rows_of(source)
    write(target, header, rows + [["nobody"] + [""] * (len(header) - 1)])


def rename(source, target, prefix):
    header, rows = rows_of(source)
    write(target, header, [[prefix + r[0]] + r[1:] for r in rows])


def mirrored(a, b):
    turn = [(r["right_id"], r["left_id"], r["match_weight"],
             r["match_probability"]) for r in links(a)]
    same = [(r["left_id"], r["right_id"], r["match_weight"],
             r["match_probability"]) for r in links(b)]
    return sorted(turn) == sorted(same) and turn


def one_to_one(out):
    for side in ("left_id", "right_id"):
        total = defaultdict(float)
        for r in links(out):
            total[r[side]] += float(r["match_probability"])
        if max(total.values()) > 1 + 1e-9:
            return False
        if max(Counter(r[side] for r in sure(out)).values()) > 1:
            return False
    return True


def adds_up(out):
    bits = defaultdict(float)
    with open(f"{out}/waterfall.csv", newline="") as f:
        for r in csv.DictReader(f):
            bits[r["left_id"], r["right_id"]] += float(r["bits"])
    checked = 0
    for r in links(out):
        p = float(r["match_probability"])
        key = r["left_id"], r["right_id"]
        if key in bits and 1e-12 < p < 1 - 1e-12:
            checked += 1
            if abs(bits[key] - math.log2(p / (1 - p))) > 1e-6:
                return False
    return checked > 0


def agree(out):
    with open(f"{out}/clusters.csv", newline="") as f:
        cluster = {r["id"]: r["cluster"] for r in csv.DictReader(f)}
    size = Counter(cluster.values())
    pairs = sum(n * (n - 1) // 2 for n in size.values())
    same = [cluster[r["left_id"]] == cluster[r["right_id"]] for r in sure(out)]
    return all(same) and len(same) == pairs


def identity(out, n, prefix):
    found = sure(out)
    return len(found) == int(n) and all(
        prefix + r["left_id"] == r["right_id"] for r in found)


def identity_of_numbers(out, n):
    found = sure(out)
    print(len(found))
    return len(found) == int(n) and all(
        r["left_id"][1:] == r["right_id"][1:] for r in found)


def identity_of_most(out, least):
    found = sure(out)
    right = sum(r["right_id"][1:] == r["left_id"] for r in found)
    print(len(found), right)
    return right == len(found) and right >= int(least)


def links_of(out, record, n):
    return sum(record in (r["left_id"], r["right_id"])
               for r in sure(out)) == int(n)


def bar(what, line, least):
    print(line)
    value = float(re.search(rf"{what} ([0-9.]+)", line).group(1))
    return value >= float(least)


def no_cells(source, text):
    said = open(text, encoding="utf-8").read()
    _, rows = rows_of(source)
    found = {c for r in rows for c in r[1:]
             if len(c) >= 4 and not c.isdigit() and c in said}
    print(len(found))
    return not found


def no_links(out):
    return not sure(out)


if __name__ == "__main__":
    answer = globals()[sys.argv[1]](*sys.argv[2:])
    sys.exit(1 if answer is False or answer == [] else 0)
