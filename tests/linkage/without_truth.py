#!/usr/bin/env python3
"""without_truth.py IN.csv OUT.csv: the same rows without column `cluster`."""
import csv
import sys

with open(sys.argv[1], encoding="utf-8-sig", newline="") as f, \
        open(sys.argv[2], "w", encoding="utf-8", newline="") as g:
    rows = csv.reader(f)
    out = csv.writer(g, lineterminator="\n")
    header = next(rows)
    at = header.index("cluster")
    out.writerow(header[:at] + header[at + 1:])
    for r in rows:
        out.writerow(r[:at] + r[at + 1:])
