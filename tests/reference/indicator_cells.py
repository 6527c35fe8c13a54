#!/usr/bin/env python3
"""indicator_cells.csv: every cell that Shizuoka's two reports print.

    python3 indicator_cells.py kpi.csv > indicator_cells.csv

kpi.csv is the table of official figures; `printed` is the cell as it stands
in the report, never computed. The reports are known as of 2023-05-31 and
2024-11-20.
"""
import csv
import sys

DAYS = {"001": "2023-05-31", "000": "2024-11-20"}
LAST = {"SZ-I-": 3, "SZ-II-": 4, "SZ-III-": 2, "SZ-IV-": 2, "SZ-OC-": 6,
        "SZ-WEB-": 2}


def is_in_tables(indicator):
    stem, _, number = indicator.rpartition("-")
    return stem + "-" in LAST and int(number) <= LAST[stem + "-"]


def main():
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(["row_id", "as_of", "indicator_id", "fiscal_year",
                     "start", "end", "target", "actual", "printed"])
    with open(sys.argv[1], encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            if not is_in_tables(row["indicator_id"]):
                continue
            writer.writerow([
                row["row_id"], DAYS[row["seed_file"][:3]],
                row["indicator_id"], row["fiscal_year_start_date"][:4],
                row["period_start"], row["period_end"], row["target"],
                row["actual"], row["printed"]])


main()
