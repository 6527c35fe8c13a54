#!/usr/bin/env python3
"""Errors sown into good rows.

    sown_errors.py write ROWS ERRORS FILE TRUTH   a file of kind 12 and the truth
    sown_errors.py judge TRUTH FILE.json          0 when they are the findings

Each sown row has exactly one fault; the choice of rows, columns and faults is
a fixed arithmetic one. The truth is row, column, rule, as Excel shows them.
"""
import json
import sys

HEADER = "活動番号,整理番号,開始日,終了日,週時間,形態,把握日"
FAULTS = [
    ("A", 0, "１２", "E2107"), ("A", 0, "", "E2108"), ("B", 1, "", "E2108"),
    ("C", 2, "2023-02-30", "E2104"), ("C", 2, "昭和64年1月8日", "E2104"), ("C", 2, "未定", "E2105"),
    ("C", 2, "", "E2108"), ("D", 3, "1999-01-01", "E3203"), ("E", 4, "九時間", "E2101"),
    ("E", 4, "81", "E2102"), ("F", 5, "77", "E2103"), ("F", 5, "", "E2108"),
    ("G", 6, "2023-13-10", "E2104"), ("D", 3, "2023/4/31", "E2104"),
]


def write(n_rows, n_errors, path, truth_path):
    every = n_rows // n_errors
    sown = 0
    with open(path, "w", encoding="cp932", newline="") as f, open(truth_path, "w", encoding="utf-8") as truth:
        f.write(HEADER + "\r\n")
        for i in range(n_rows):
            cells = ["A%07d" % i, "%06d" % (i * 7919 % 999983), "2023-%02d-%02d" % (i % 12 + 1, i % 28 + 1), "",
                     str(i % 40), str(i % 5 + 1), "2024-02-10"]
            if i % every == (sown * 31) % every and sown < n_errors and i // every == sown:
                column, at, value, rule = FAULTS[sown % len(FAULTS)]
                cells[at] = value
                truth.write("%d,%s,%s\n" % (i + 2, column, rule))
                sown += 1
            f.write(",".join(cells) + "\r\n")
    assert sown == n_errors, sown


def judge(truth_path, results):
    truth = [line.rstrip("\n") for line in open(truth_path, encoding="utf-8")]
    o = json.loads(open(results, encoding="utf-8").readline())
    found = ["%s,%s,%s" % (f["row"], f["column"], f["rule"]) for f in o["findings"]]
    print(len(truth), "sown,", len(found), "found; accepted", o["accepted"], "of", o["received"])
    for line in sorted(set(truth) ^ set(found))[:9]:
        print("differs:", line)
    return found == truth and o["quarantined"] == len(truth) and o["accepted"] == o["received"] - len(truth)


if __name__ == "__main__":
    if sys.argv[1] == "write":
        write(int(sys.argv[2]), int(sys.argv[3]), sys.argv[4], sys.argv[5])
    else:
        sys.exit(not judge(sys.argv[2], sys.argv[3]))
