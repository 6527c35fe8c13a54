#!/usr/bin/env python3
"""measure_rosters: how right is the pipeline about a quarter's rosters?

    measure_rosters.py --program build/bin/ayumi-anonymize [--seeds 1-100]
                       [--layout 5] [--size 200,40] [--explain]

Each seed makes a study: participants (kind 01) with consent, and the roster
of somebody else (kind 15: name, kana, birth date) of which half the rows are
participants and the rest their kin, namesakes and strangers. `handover` runs
without anybody's answer. Counts rows given to the right person, to a wrong
one, true rows that are asked about in review/, and those that are neither.
People are invented (japanese_city.py).
"""
import argparse
import csv
import os
import shutil
import subprocess
import sys
import tempfile

import make_files

KEY = b"a key for tests, 32 bytes long.."


def read(path):
    with open(path, newline="", encoding="utf-8-sig") as file:
        return list(csv.DictReader(file))


def write(path, rows):
    with open(path, "w", newline="", encoding="utf-8") as file:
        csv.writer(file, lineterminator="\r\n").writerows(rows)


def make_study(o, seed, folder):
    files, study = os.path.join(folder, "files"), os.path.join(folder, "study")
    make_files.make("quarter", seed, files, o.layout, *o.size)
    inbox = os.path.join(study, "inbox")
    os.makedirs(inbox)
    os.makedirs(os.path.join(study, "identity"), mode=0o700)
    write(os.path.join(study, "study.csv"), [
        ["項目", "値", "説明"], ["name", "測定", ""],
        ["municipality", "12217", ""], ["municipality_name", "柏市", ""],
        ["language", "en", ""], ["first_quarter", "FY2023Q2", ""]])
    key = os.open(os.path.join(study, "identity", "key"),
                  os.O_CREAT | os.O_WRONLY, 0o600)
    os.write(key, KEY)
    os.close(key)
    people = read(os.path.join(files, "left.csv"))
    roster = read(os.path.join(files, "right.csv"))
    write(os.path.join(inbox, "2023Q2_01.csv"),
          [["自治体コード", "機関コード", "整理番号", "氏名", "フリガナ", "性別", "生年月日",
            "初回接触日"]] +
          [["12217", "W", p["番号"], p["氏名"], p["フリガナ"],
            {"男": "1", "女": "2"}.get(p.get("性別"), ""), p["生年月日"],
            "2023-07-22"] for p in people])
    write(os.path.join(inbox, "2023Q2_02.csv"),
          [["整理番号", "同意書版", "同意日", "追跡調査", "他データ突合", "撤回日"]] +
          [[p["番号"], "v1", "2023-07-22", "1", "1", ""] for p in people])
    write(os.path.join(inbox, "2023Q2_15.csv"),
          [["会員番号", "氏名", "フリガナ", "生年月日", "入会日"]] +
          [[r["番号"], r["氏名"], r["フリガナ"], r["生年月日"], "2023-09-01"]
           for r in roster])
    truth = {t["right_id"]: t["left_id"]
             for t in read(os.path.join(files, "truth.csv"))}
    return study, people, roster, truth


def asked_rows(study):
    """Rows of the roster in review/, blind pairs excepted by their file."""
    path = os.path.join(study, "review", "pairs.csv")
    if not os.path.exists(path):
        return {}
    asked = {}
    for r in read(path):
        if "_15" in r["B file"] and r["B row"]:
            asked.setdefault(int(r["B row"]), set()).add(
                r["A number"].strip("「」"))
    return asked


def run_once(o, seed, folder, total):
    study, people, roster, truth = make_study(o, seed, folder)
    done = subprocess.run([o.program, "handover", "--study", study, "--quiet"],
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    if done.returncode not in (0, 1):
        sys.exit("seed %d: exit %d\n%s" %
                 (seed, done.returncode, done.stdout.decode(errors="replace")))
    out = os.path.join(study, "handover")
    who = {r["subject"]: people[int(r["row"]) - 2]["番号"]
           for r in read(os.path.join(out, "01_participant.0001.csv"))}
    sure = {int(r["row"]): float(r["probability"])
            for r in read(os.path.join(out, "links.csv"))}
    path = os.path.join(out, "15_silver_member.0003.csv")
    given = {int(r["row"]): who[r["subject"]]
             for r in (read(path) if os.path.exists(path) else [])
             if r["subject"] in who}
    asked = asked_rows(study)
    person = {p["番号"]: p for p in people}
    total["asked"] += sum(len(a) for a in asked.values())
    for i, row in enumerate(roster):
        at, right = i + 2, truth.get(row["番号"])
        total["true"] += right is not None
        what = None
        if at in given:
            total["links"] += 1
            total["expected"] += 1 - sure[at]
            if given[at] != right:
                total["false"] += 1
                what = "false  p %.4f" % sure[at]
        elif right is not None and right in asked.get(at, ()):
            total["true asked"] += 1
            what = "asked"
        elif right is not None:
            total["missed"] += 1
            what = "missed"
        if what and o.explain:
            who_is = given.get(at, right)
            print("  seed %d %s\n    %s" %
                  (seed, what, " | ".join(row[c] for c in ("氏名", "フリガナ", "生年月日"))))
            print("    " + " | ".join(person[who_is][c]
                                      for c in ("氏名", "フリガナ", "生年月日")))


def main():
    options = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    options.add_argument("--program", required=True)
    options.add_argument("--seeds", default="1-20")
    options.add_argument("--layout", type=int, default=5)
    options.add_argument("--size", default="200,40")
    options.add_argument("--explain", action="store_true")
    options.add_argument("--most-false", type=int,
                         help="exit 1 when more rows are given to a wrong one")
    options.add_argument("--recall", type=float, default=0.0,
                         help="exit 1 when it is less before review")
    options.add_argument("--after-review", type=float, default=0.0,
                         help="exit 1 when it is less after right answers")
    o = options.parse_args()
    o.size = tuple(int(n) for n in o.size.split(","))
    first, _, last = o.seeds.partition("-")
    total = dict.fromkeys(("true", "links", "false", "expected", "asked",
                           "true asked", "missed"), 0)
    for seed in range(int(first), int(last or first) + 1):
        folder = tempfile.mkdtemp(prefix="ayumi-rosters.")
        try:
            run_once(o, seed, folder, total)
        finally:
            shutil.rmtree(folder)
    right = total["links"] - total["false"]
    recall = right / max(1, total["true"])
    print("true rows %(true)d: links %(links)d, false %(false)d (expected "
          "%(expected).1f), pairs asked %(asked)d, true rows asked "
          "%(true asked)d, missed %(missed)d" % total)
    after = (right + total["true asked"]) / max(1, total["true"])
    print("recall before review %.4f, after right answers %.4f" %
          (recall, after))
    if o.most_false is not None and total["false"] > o.most_false:
        sys.exit(1)
    if recall < o.recall or after < o.after_review:
        sys.exit(1)


if __name__ == "__main__":
    main()
