#!/usr/bin/env python3
"""Build inbox/ of this example from the table of official figures.

    python3 make_inbox.py kpi.csv

kpi.csv holds every figure of the city's public reports, one row each, with
the line it was read from. Only rows of 静岡市 whose indicator is listed in
codebooks/indicators.csv are taken. The two reports are two deliveries:

    2023-05-31  事業報告（令和4年度）, undated: taken as known on this day
    2024-11-20  情報交換会 事例発表, dated

The first is written as Excel of an office saves it (CP932), the second as
"CSV UTF-8", so that the example passes both doors. Columns and headers are
those of the input templates 21 and 22. A figure printed as "-" is unknown.
"""
import csv
import pathlib
import sys

HERE = pathlib.Path(__file__).resolve().parent
REPORTS = [
    # report in kpi.csv, its day, quarter of the day, encoding, source
    ("001", "2023-05-31", "2023Q1", "cp932", "事業報告（令和4年度）"),
    ("000", "2024-11-20", "2024Q3", "utf-8-sig", "情報交換会 事例発表（令和6年11月20日）"),
]


def listed_indicators():
    path = HERE.parent.parent / "codebooks" / "indicators.csv"
    with open(path, encoding="utf-8-sig", newline="") as file:
        return {row["indicator_id"] for row in csv.DictReader(file)
                if row["municipality"] == "22100"}


def figures(path, report, listed):
    with open(path, encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            if (row["municipality"] == "静岡市"
                    and row["seed_file"].startswith(report)
                    and row["indicator_id"] in listed):
                yield row


def write(name, encoding, header, rows):
    with open(HERE / "inbox" / name, "w", encoding=encoding, newline="") as file:
        writer = csv.writer(file, lineterminator="\r\n")
        writer.writerow(header)
        writer.writerows(rows)


def targets(rows, day, source):
    return [[r["indicator_id"], r["fiscal_year_wareki"], "Y", r["target"],
             r["comparison"], "0", day, source] for r in rows if r["target"]]


def actuals(rows, day):
    return [[r["indicator_id"], r["fiscal_year_wareki"], r["period_start"],
             r["period_end"], r["actual"] or "-", day,
             "8月～3月末実績" if r["period_label"] == "8月～3月末" else ""]
            for r in rows]


def main():
    listed = listed_indicators()
    for report, day, quarter, encoding, source in REPORTS:
        rows = list(figures(sys.argv[1], report, listed))
        write(f"{quarter}_21_指標目標.csv", encoding,
              ["指標番号", "年度", "期間", "目標", "比較", "継承", "文書日", "出典"],
              targets(rows, day, source))
        write(f"{quarter}_22_指標実績.csv", encoding,
              ["指標番号", "年度", "期間開始", "期間終了", "実績", "時点", "注記"],
              actuals(rows, day))


main()
