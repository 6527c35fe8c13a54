#!/usr/bin/env python3
"""indicator_measures.csv: what follows from the printed cells.

    python3 indicator_measures.py > indicator_measures.csv

Reads indicator_cells.csv beside it; exact fractions, rounded once by the
decimal module, half away from zero. Nothing here comes from the program
under test.
"""
import csv
import pathlib
import sys
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

SHARES = {"SZ-OC-4"}  # unit %


def rounded(x, places, signed=False):
    scaled = abs(x) * 10 ** places
    whole = int(Decimal(scaled.numerator * 2 + scaled.denominator) //
                Decimal(scaled.denominator * 2))
    check = (Decimal(abs(x).numerator) / Decimal(abs(x).denominator)).quantize(
        Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
    text = f"{Decimal(whole).scaleb(-places):,}"
    assert Decimal(text.replace(",", "")) == check, (x, text, check)
    sign = "-" if x < 0 and whole else "+" if signed and x > 0 and whole else ""
    return sign + text


def plain(x, signed=False):
    assert x.denominator == 1
    return ("+" if signed and x > 0 else "") + f"{x.numerator:,}"


def months(row):
    (y1, m1), (y2, m2) = (map(int, row[k].split("-")[:2])
                          for k in ("start", "end"))
    return (y2 - y1) * 12 + m2 - m1 + 1


def measures(row, before):
    share = row["indicator_id"] in SHARES
    actual = Fraction(row["actual"]) if row["actual"] else None
    target = Fraction(row["target"]) if row["target"] else None
    out = {"target": row["target"] or "-",
           "actual": "-" if actual is None else plain(actual),
           "months": str(months(row))}
    known = actual is not None and target is not None
    out["achievement_rate_pct"] = rounded(100 * actual / target, 1).replace(",", "") if known else "-"
    out["met_mark"] = ("達成" if actual >= target else "未達成") if known else "-"
    monthly = None if actual is None or share else actual / months(row)
    out["per_month"] = "-" if monthly is None else rounded(monthly, 2)
    then = Fraction(before["actual"]) if before and before["actual"] else None
    pair = actual is not None and then is not None
    out["yoy_diff"] = plain(actual - then, True) if pair else "-"
    out["yoy_pct"] = rounded(100 * (actual - then) / then, 1, True) if pair and not share else "-"
    out["yoy_pct_per_month"] = "-"
    if pair and not share:
        rate = then / months(before)
        out["yoy_pct_per_month"] = rounded(100 * (monthly - rate) / rate, 1, True)
    out["yoy_points"] = plain(actual - then, True) if pair and share else "-"
    return out


def main():
    path = pathlib.Path(__file__).with_name("indicator_cells.csv")
    with open(path, encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    by_key = {(r["as_of"], r["indicator_id"], int(r["fiscal_year"])): r
              for r in rows}
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(["as_of", "indicator_id", "fiscal_year", "measure",
                     "printed"])
    for (day, indicator, year), row in by_key.items():
        before = by_key.get((day, indicator, year - 1))
        for name, printed in measures(row, before).items():
            writer.writerow([day, indicator, year, name, printed])


main()
