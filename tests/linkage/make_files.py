#!/usr/bin/env python3
"""make_files: two office files about invented people, and who is who.

    make_files.py city    --seed N --out DIR [--layout L] [--people 6000] [--rows 10000]
    make_files.py quarter --seed N --out DIR [--layout L] [--people 200] [--rows 40]

DIR/left.csv    participants, first column the record number
DIR/right.csv   an office's rows as that office writes them
DIR/truth.csv   left_id,right_id,what_happened of every true pair

city: 6 of 10 participants stand in the office file; beside them their
husbands, wives, twins and children, people of the same name, and strangers.
quarter: half of the rows are participants.

The layout (0 to 6, else drawn by the seed) decides the headers, their order,
split or whole names, forms of dates, addresses and telephones, and encoding.
"""
import argparse
import csv
import os

import japanese_city as city

SEX = {"12": ("1", "2"), "kanji": ("男", "女"), "long": ("男性", "女性"),
       "letter": ("M", "F")}

LAYOUTS = [
    # 0: the same headers on both sides, each office writes in its own way
    {"left": "番号=id 氏名=name フリガナ=kana 生年月日=birth 性別=sex 郵便番号=zip 住所=address 電話番号=phone",
     "right": "番号=id 氏名=name フリガナ=kana 生年月日=birth 性別=sex 郵便番号=zip 住所=address 電話番号=phone",
     "l": dict(space="　", kana="full", date="slash", address="short", phone="hyphen", sex="kanji", plain=0.2),
     "r": dict(space=" ", kana="half", date="kanji", address="long", phone="plain", sex="12", plain=0.6)},
    # 1: other headers, other order, CP932, dashes of all kinds
    {"left": "登録番号=id 氏名=name 氏名カナ=kana 性別=sex 生年月日=birth 電話=phone 住所=address",
     "right": "No.=id 生年月日（和暦）=birth 氏名（カナ）=kana 氏名（漢字）=name 性別=sex TEL=phone 郵便番号=zip 現住所=address",
     "l": dict(space="　", kana="full", date="letter", address="dashes", phone="mixed", sex="long", plain=0.3),
     "r": dict(space="", kana="half", date="code", address="wide", phone="no_zero", sex="12", plain=0.8, encoding="cp932")},
    # 2: English headers
    {"left": "record=id name=name kana=kana birth_date=birth sex=sex address=address tel=phone",
     "right": "record=id kana=kana name=name birth_date=birth sex=sex tel=phone address=address",
     "l": dict(space=" ", kana="full", date="iso", address="long", phone="plain", sex="letter", plain=0.2),
     "r": dict(space="　", kana="full", date="packed", address="dashes", phone="mixed", sex="letter", plain=0.5)},
    # 3: no kana and no sex at the office
    {"left": "ID=id 氏名=name ふりがな=kana 生年月日=birth 性別=sex 住所=address 電話番号=phone",
     "right": "ID=id 氏名=name 生年月日=birth 住所=address 電話番号=phone",
     "l": dict(space=" ", kana="hiragana", date="mixed", address="short", phone="hyphen", sex="kanji", plain=0.2),
     "r": dict(space="　", kana="full", date="letter0", address="long", phone="brackets", sex="12", plain=0.6)},
    # 4: names in two columns
    {"left": "id=id 姓=surname 名=given セイ=kana_surname メイ=kana_given 生年月日=birth 性別=sex 住所=address 電話=phone",
     "right": "id=id セイ=kana_surname メイ=kana_given 姓=surname 名=given 性別=sex 生年月日=birth 電話=phone 住所=address",
     "l": dict(space="", kana="full", date="iso", address="short", phone="hyphen", sex="kanji", plain=0.2),
     "r": dict(space="", kana="half", date="eight", address="long", phone="plain", sex="kanji", plain=0.7, encoding="cp932")},
    # 5: neither address nor telephone at the office: few fields
    {"left": "番号=id 氏名=name フリガナ=kana 生年月日=birth 性別=sex 住所=address",
     "right": "番号=id フリガナ=kana 氏名=name 生年月日=birth 性別=sex",
     "l": dict(space="　", kana="full", date="slash", address="short", phone="hyphen", sex="kanji", plain=0.2),
     "r": dict(space="　", kana="full", date="wide", address="long", phone="plain", sex="kanji", plain=0.5)},
    # 6: the name whole on one side, in two columns on the other
    {"left": "番号=id 氏名=name フリガナ=kana 生年月日=birth 性別=sex 住所=address 電話番号=phone",
     "right": "番号=id 姓=surname 名=given セイ=kana_surname メイ=kana_given 生年月日=birth 住所=address 電話番号=phone",
     "l": dict(space="　", kana="full", date="letter", address="short", phone="hyphen", sex="kanji", plain=0.2),
     "r": dict(space="", kana="half", date="kanji", address="long", phone="mixed", sex="kanji", plain=0.6)},
]


def cells(dice, r, form, number):
    family, personal = r.family, r.personal
    if form["plain"]:
        family = city.plainer(dice, family, form["plain"])
        personal = city.plainer(dice, personal, form["plain"])
    if form.get("encoding") == "cp932":
        family = city.unwritable(dice, family)
        personal = city.unwritable(dice, personal)
    note = ""
    if r.in_brackets:
        note = dice.one(("（%s）", "(旧姓%s)", "［%s］")) % r.in_brackets
    space = form["space"]
    if space and dice.happens(0.05):
        space = dice.one(("", " ", "　"))
    kana = [city.write_kana(k, form["kana"]) if r.has_kana else ""
            for k in (r.family_kana, r.personal_kana)]
    gap = " " if form["kana"] == "half" else "　"
    return {
        "id": number, "surname": family + note, "given": personal,
        "name": family + note + space + personal,
        "kana": kana[0] + gap + kana[1] if r.has_kana else "",
        "kana_surname": kana[0], "kana_given": kana[1],
        "birth": city.write_date(dice, r.birth, form["date"]),
        "sex": SEX[form["sex"]]["MF".index(r.sex)] if r.sex else "",
        "zip": r.home.zip[:3] + "-" + r.home.zip[3:],
        "address": (city.write_address(dice, r.home, form["address"])
                    if r.has_address else ""),
        "phone": city.write_phone(dice, r.phone, form["phone"]),
    }


def write_file(path, columns, form, rows):
    encoding = form.get("encoding", "utf-8")
    headers = [c.split("=") for c in columns.split()]
    with open(path, "w", encoding=encoding, errors="replace",
              newline="") as out:
        w = csv.writer(out, lineterminator="\n")
        w.writerow([h for h, _ in headers])
        for row in rows:
            w.writerow([row[f] for _, f in headers])


def enrolled_people(dice, world, n):
    """Husbands and wives often come together."""
    chosen, taken = [], set()
    by_home = {}
    for p in world.people:
        by_home.setdefault(p.household, []).append(p)
    for p in dice.sample(world.people, len(world.people)):
        if len(chosen) >= n:
            break
        family = [p] + (by_home[p.household] if dice.happens(0.3) else [])
        for q in family:
            if q.number not in taken and len(chosen) < n:
                taken.add(q.number)
                chosen.append(q)
    return chosen, by_home


def others(dice, world, enrolled, by_home, n):
    """Kin of participants first, their namesakes, then anyone."""
    taken = {p.number for p in enrolled}
    kin = [q for p in enrolled for q in by_home[p.household]
           if q.number not in taken]
    kin = list({q.number: q for q in kin}.values())
    found = dice.sample(kin, n // 3)
    for p in dice.sample(enrolled, max(1, n // 30)):
        found.append(world.namesake(p, dice.happens(0.3)))
    taken |= {q.number for q in found}
    rest = [p for p in world.people if p.number not in taken]
    return (found + dice.sample(rest, n))[:n]


def make(kind, seed, out, layout, n_people, n_rows):
    dice = city.Dice("%s %d" % (kind, seed))
    if layout is None:
        layout = dice.below(5)  # those with enough to tell people apart
    plan = LAYOUTS[layout]
    world = city.City(dice, n_people * 5 // 2)
    enrolled, by_home = enrolled_people(dice, world, n_people)
    n_true = n_rows // 2 if kind == "quarter" else n_people * 6 // 10
    met = dice.sample(enrolled, n_true)
    rows = [(p, city.as_recorded(dice, p, world)) for p in met]
    strangers = others(dice, world, enrolled, by_home, n_rows - n_true)
    rows += [(None, city.as_recorded(dice, q, world)) for q in strangers]
    rows = dice.sample(rows, len(rows))
    os.makedirs(out, exist_ok=True)
    left_number = {p.number: "A%05d" % (i + 1) for i, p in enumerate(enrolled)}
    write_file(os.path.join(out, "left.csv"), plan["left"], plan["l"],
               [cells(dice, city.as_enrolled(dice, p), plan["l"],
                      left_number[p.number]) for p in enrolled])
    write_file(os.path.join(out, "right.csv"), plan["right"], plan["r"],
               [cells(dice, r, plan["r"], "R%05d" % (i + 1))
                for i, (_, r) in enumerate(rows)])
    with open(os.path.join(out, "truth.csv"), "w", newline="") as file:
        w = csv.writer(file, lineterminator="\n")
        w.writerow(["left_id", "right_id", "what_happened"])
        for i, (p, r) in enumerate(rows):
            if p is not None:
                w.writerow([left_number[p.number], "R%05d" % (i + 1),
                            " ".join(r.note)])
    return layout


def main():
    options = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    options.add_argument("kind", choices=("city", "quarter"))
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--out", required=True)
    options.add_argument("--layout", type=int, choices=range(len(LAYOUTS)))
    options.add_argument("--people", type=int)
    options.add_argument("--rows", type=int)
    o = options.parse_args()
    size = (6000, 10000) if o.kind == "city" else (200, 40)
    make(o.kind, o.seed, o.out, o.layout, o.people or size[0],
         o.rows or size[1])


if __name__ == "__main__":
    main()
