#!/usr/bin/env python3
"""make_western.py: registers with known truth, in the manner of public ones.

  make_western.py registry N SEED DIR    left.csv right.csv: N people in both,
      names, street, suburb, postcode, state, birth date, number; the right
      file with typing, sound and scanning errors, blanks, exchanged names
  make_western.py registry_half N SEED DIR    the same, half of each file in both
  make_western.py registry_few N SEED DIR     the same, names, birth date, postcode
  make_western.py german N SEED DIR      records.csv: N rows, a tenth of them
      second records with one error; names and birth date in parts only
  make_western.py historical N SEED DIR  records.csv: N rows, about ten a
      person: short names, titles, lost days of birth, other postcodes
  make_western.py hard N SEED DIR  the same with twice the errors and few names
Column `cluster` holds the truth. Same seed, same bytes. Names are made of
syllables with Zipf frequencies, so nothing of any real register is in them."""
import csv
import math
import os
import random
import sys

VOWELS = "aeiou"


class Names:
    """A set of names, the k-th about 1/(k + offset)^slope as frequent."""

    def __init__(self, rng, n, syllables, offset=3.0, slope=1.0, near=0.15):
        heads = ["b", "br", "c", "ch", "d", "f", "g", "gr", "h", "j", "k", "kl",
                 "l", "m", "n", "p", "r", "s", "sch", "st", "t", "th", "v", "w",
                 "", "z"]
        tails = ["", "n", "r", "l", "s", "t", "ck", "ng", "rt", "m", "nd"]
        names, seen = [], set()
        while len(names) < n:
            if names and rng.random() < near:
                name = typo(rng, rng.choice(names[:max(20, n // 5)]), small=True)
            else:
                name = "".join(rng.choice(heads) + rng.choice(VOWELS)
                               + (rng.choice(tails) if rng.random() < 0.5 else "")
                               for _ in range(rng.choice(syllables)))
            if name not in seen and len(name) >= 3:
                seen.add(name)
                names.append(name)
        self.names = names
        total, self.cumulative = 0.0, []
        for k in range(n):
            total += 1.0 / (k + offset) ** slope
            self.cumulative.append(total)

    def draw(self, rng):
        return rng.choices(self.names, cum_weights=self.cumulative)[0]


def typo(rng, s, small=False):
    if not s:
        return s
    at = rng.randrange(len(s))
    letters = "abcdefghijklmnopqrstuvwxyz" if not s.isdigit() else "0123456789"
    kind = rng.randrange(4)
    if kind == 0:
        return s[:at] + rng.choice(letters) + s[at + 1:]
    if kind == 1:
        return s[:at] + rng.choice(letters) + s[at:]
    if kind == 2 and len(s) > 3:
        return s[:at] + s[at + 1:]
    if at + 1 < len(s) and not small:
        return s[:at] + s[at + 1] + s[at] + s[at + 2:]
    return s[:at] + rng.choice(letters) + s[at + 1:]


SOUNDS = [("ck", "k"), ("ph", "f"), ("ch", "k"), ("ie", "y"), ("ei", "ay"),
          ("w", "v"), ("ou", "ow"), ("ll", "l"), ("tt", "t"), ("s", "z"),
          ("c", "k"), ("i", "y"), ("u", "oo"), ("e", "a")]


def sound(rng, s):
    fits = [p for p in SOUNDS if p[0] in s]
    if not fits:
        return typo(rng, s)
    a, b = rng.choice(fits)
    return s.replace(a, b, 1)


def write(path, header, rows):
    with open(path, "w", encoding="utf-8", newline="") as f:
        w = csv.writer(f, lineterminator="\n")
        w.writerow(header)
        w.writerows(rows)


def a_day(rng, first, last):
    return (rng.randint(first, last), rng.randint(1, 12), rng.randint(1, 28))


# ------------------------------------------------------------------- registry

FIELDS = ["given_name", "surname", "street_number", "address_1", "address_2",
          "suburb", "postcode", "state", "date_of_birth", "soc_sec_id"]
CHANCE = [0.16, 0.19, 0.08, 0.13, 0.09, 0.13, 0.08, 0.05, 0.07, 0.02]


def people(rng, n):
    given = Names(rng, 900, [2, 3], 4)
    family = Names(rng, 6000, [2, 3], 15)
    streets = Names(rng, 3000, [2, 3], 60)
    places = Names(rng, 1500, [2, 3, 4], 60)
    houses = Names(rng, 2500, [2, 3, 4], 200)
    kinds = ["street", "place", "crescent", "circuit", "avenue", "court"]
    states = ["nsw", "vic", "qld", "wa", "sa", "tas", "act", "nt"]
    weights = [36, 25, 20, 9, 8, 3, 2, 1]
    for _ in range(n):
        y, m, d = a_day(rng, 1900, 1999)
        yield [given.draw(rng) if rng.random() > 0.02 else "",
               family.draw(rng) if rng.random() > 0.01 else "",
               str(int(rng.expovariate(1 / 50)) + 1)
               if rng.random() > 0.04 else "",
               streets.draw(rng) + " " + rng.choice(kinds)
               if rng.random() > 0.02 else "",
               houses.draw(rng) if rng.random() > 0.12 else "",
               places.draw(rng) if rng.random() > 0.01 else "",
               "%04d" % rng.randint(2000, 7999),
               rng.choices(states, weights)[0] if rng.random() > 0.01 else "",
               "%04d%02d%02d" % (y, m, d) if rng.random() > 0.02 else "",
               "%07d" % rng.randint(1000000, 9999999)]


def spoil(rng, row, words):
    row = list(row)
    n = rng.choice([1, 2, 2, 3, 3, 4, 4, 5, 6])
    if rng.random() < 0.03:
        row[0], row[1] = row[1], row[0]
    if rng.random() < 0.02:
        row[3], row[4] = row[4], row[3]
    for _ in range(n):
        k = rng.choices(range(len(FIELDS)), CHANCE)[0]
        kind = rng.random()
        if row[k] == "":
            continue
        if kind < 0.1:
            row[k] = ""
        elif kind < 0.2 and k in (0, 1, 3, 4, 5):
            row[k] = rng.choice(words[k])
        elif kind < 0.45 and k in (0, 1, 3, 4, 5):
            row[k] = sound(rng, row[k])
        else:
            row[k] = typo(rng, row[k])
    return row


def registry(rng, n, folder, in_both=1.0, columns=tuple(range(len(FIELDS)))):
    n_both = int(n * in_both)
    rows = list(people(rng, 2 * n - n_both))
    words = {k: [r[k] for r in rows if r[k]] for k in range(len(FIELDS))}
    left = [[f"a{k}"] + [r[c] for c in columns] + [str(k)]
            for k, r in enumerate(rows[:n])]
    right = [[f"b{k}"] + [r[c] for c in columns] + [str(k)]
             for k, r in enumerate(spoil(rng, r, words) for r in rows)
             if k < n_both or k >= n]
    rng.shuffle(left)
    rng.shuffle(right)
    header = ["rec_id"] + [FIELDS[c] for c in columns] + ["cluster"]
    write(f"{folder}/left.csv", header, left)
    write(f"{folder}/right.csv", header, right)


def registry_half(rng, n, folder):
    registry(rng, n, folder, 0.5)


def registry_few(rng, n, folder):
    registry(rng, n, folder, 0.5, (0, 1, 6, 8))


# --------------------------------------------------------------------- german

def german(rng, n, folder):
    given = Names(rng, 150, [2, 3], 6, 1.0, 0.1)
    family = Names(rng, 600, [2, 3], 8, 1.0, 0.25)
    rows = []
    for k in range(n - n // 10):
        y, m, d = a_day(rng, 1925, 2008)
        rows.append([given.draw(rng).upper(),
                     given.draw(rng).upper() if rng.random() < 0.02 else "",
                     family.draw(rng).upper(),
                     family.draw(rng).upper() if rng.random() < 0.01 else "",
                     str(y), str(m), str(d), str(k)])
    for r in rng.sample(rows, n // 10):
        r = list(r)
        k = rng.choice([0, 0, 2, 2, 4, 5, 6])
        if k in (0, 2):
            r[k] = typo(rng, r[k].lower()).upper()
        elif k == 4:
            r[k] = typo(rng, r[k]) if rng.random() < 0.5 else \
                str(rng.randint(1925, 2008))
        else:
            r[k] = str(rng.randint(1, 12 if k == 5 else 31))
        rows.append(r)
    rng.shuffle(rows)
    write(f"{folder}/records.csv",
          ["rec_id", "fname_c1", "fname_c2", "lname_c1", "lname_c2", "by", "bm",
           "bd", "cluster"],
          [[k + 1] + r for k, r in enumerate(rows)])


# ----------------------------------------------------------------- historical

def hard(rng, n, folder):
    historical(rng, n, folder, 2)


def historical(rng, n, folder, trouble=1):
    given = Names(rng, 500 // trouble, [2, 3], 1.5, 1.05)
    family = Names(rng, 5000 // trouble ** 2, [2, 3], 30)
    places = Names(rng, 250, [2, 3], 3)
    work = Names(rng, 150, [3, 4], 1, 1.1)
    titles = Names(rng, 300, [2, 3], 20)
    of_place = {p: [a + b for a in ("bt", "cb", "ex", "gl", "le", "ox", "tq")
                    for b in map(str, rng.sample(range(1, 30), 2))]
                for p in places.names}
    rows, person = [], 0
    while len(rows) < n:
        y, m, d = a_day(rng, 1550, 1900)
        if rng.random() < 0.25:
            m = d = 1
        place = places.draw(rng)
        middle = given.draw(rng) if rng.random() < 0.3 else ""
        one = {"given": given.draw(rng), "family": family.draw(rng),
               "title": titles.draw(rng) if rng.random() < 0.12 else "",
               "middle": middle, "day": (y, m, d), "place": place,
               "post": rng.choice(of_place[place]) + " %d%s" % (
                   rng.randint(1, 9), "".join(rng.choices("abdefgh", k=2))),
               "work": work.draw(rng) if rng.random() < 0.7 else "",
               "sex": rng.choice(["male", "male", "male", "female"])}
        count = min(40, max(1, int(rng.lognormvariate(2.05, 0.6))))
        for k in range(count):
            seen = look_back(rng, one, k, of_place, places, work, given)
            if trouble > 1 and k > 0 and rng.random() < 0.7:
                again = look_back(rng, one, k, of_place, places, work, given)
                seen = [rng.choice(v) for v in zip(seen, again)]
                at = rng.randrange(len(seen))
                seen[at] = "" if rng.random() < 0.4 else typo(rng, seen[at])
                if rng.random() < 0.2:
                    seen[4] = ""
            rows.append([f"Q{person}-{k}"] + seen + [f"Q{person}"])
        person += 1
    rng.shuffle(rows)
    write(f"{folder}/records.csv",
          ["unique_id", "first_name", "surname", "dob", "birth_place",
           "postcode_fake", "gender", "occupation", "cluster"], rows[:n])


def look_back(rng, one, k, of_place, places, work, given):
    first, last = one["given"], one["family"]
    y, m, d = one["day"]
    if k > 0:
        x = rng.random()
        if x < 0.10:
            first = first[:rng.choice([1, 3, 3])]
        elif x < 0.16 and one["middle"]:
            first = one["middle"]
        elif x < 0.25:
            first = typo(rng, first)
        elif x < 0.28:
            first = given.draw(rng)
        x = rng.random()
        if x < 0.35 and one["title"]:
            last = one["title"]
        elif x < 0.12:
            last = typo(rng, last)
        elif x < 0.15:
            last = ""
        elif x < 0.17:
            first, last = last, first
        if rng.random() < 0.03:
            first = ""
        x = rng.random()
        if x < 0.08:
            m = d = 1
        elif x < 0.16:
            y += rng.choice([-1, 1, -2, 2, 10, -10])
        elif x < 0.20:
            m, d = rng.randint(1, 12), rng.randint(1, 28)
    day = "%04d-%02d-%02d" % (y, m, d)
    place, post = one["place"], one["post"]
    if k > 0:
        if rng.random() < 0.12:
            day = ""
        x = rng.random()
        if x < 0.35:
            post = post[:post.index(" ")] + " %d%s" % (
                rng.randint(1, 9), "".join(rng.choices("abdefgh", k=2)))
        elif x < 0.55:
            post = rng.choice(of_place[place]) + " %d%s" % (
                rng.randint(1, 9), "".join(rng.choices("abdefgh", k=2)))
        elif x < 0.65:
            post = ""
        x = rng.random()
        if x < 0.10:
            place = ""
        elif x < 0.13:
            place = places.draw(rng)
        elif x < 0.17:
            place = typo(rng, place)
    job = one["work"]
    if k > 0 and rng.random() < 0.15:
        job = "" if rng.random() < 0.6 else work.draw(rng)
    sex = one["sex"] if rng.random() > 0.25 else ""
    return [first, last, day, place, post, sex, job]


def main(args):
    kind, n, seed, folder = args[0], int(args[1]), int(args[2]), args[3]
    os.makedirs(folder, exist_ok=True)
    {"registry": registry, "registry_half": registry_half,
     "registry_few": registry_few, "german": german, "historical": historical,
     "hard": hard}[kind](random.Random(seed), n, folder)


if __name__ == "__main__":
    main(sys.argv[1:])
