"""drawn: small files drawn at random, and what the engine makes of them.

Used by the claims_*.py beside it. A World holds two files (or one, to be
searched for doubles) and which records are one person; a Table is a file, to
be changed in one way at a time; a Bench runs the engine and remembers what
the unchanged files gave."""
import csv
import io
import os
import random
import re
import shutil
import subprocess

import japanese_city as city
import make_files
import make_western

OFFICE = ["番号", "氏名", "フリガナ", "生年月日", "性別", "郵便番号", "住所", "電話番号"]
FORMS = ({"space": "　", "kana": "full", "date": "slash", "phone": "hyphen"},
         {"space": " ", "kana": "half", "date": "kanji", "phone": "plain"})


class Table:
    """A header and rows; every method gives a new table."""

    def __init__(self, header, rows, people=None):
        self.header, self.rows = list(header), [list(r) for r in rows]
        self.people = people  # of office files: what the cells are made from

    def ids(self):
        return [r[0] for r in self.rows]

    def column(self, name):
        at = self.header.index(name)
        return [r[at] for r in self.rows]

    def mapped(self, change, columns=None):
        """change(cell) in these columns, else in all but the id."""
        at = {k for k, name in enumerate(self.header)
              if k > 0 and (columns is None or name in columns)}
        return Table(self.header, [[change(c) if k in at else c
                                    for k, c in enumerate(r)]
                                   for r in self.rows], self.people)

    def with_ids(self, change):
        return Table(self.header, [[change(r[0])] + r[1:] for r in self.rows],
                     self.people)

    def with_headers(self, names):
        return Table([names.get(h, h) for h in self.header], self.rows,
                     self.people)

    def with_column(self, name, values):
        return Table(self.header + [name],
                     [r + [v] for r, v in zip(self.rows, values)], self.people)

    def without_column(self, name):
        at = self.header.index(name)
        return Table(self.header[:at] + self.header[at + 1:],
                     [r[:at] + r[at + 1:] for r in self.rows], self.people)

    def with_cell(self, row, name, value):
        rows = [list(r) for r in self.rows]
        rows[row][self.header.index(name)] = value
        return Table(self.header, rows, self.people)

    def rows_in_order(self, order):
        return Table(self.header, [self.rows[k] for k in order],
                     self.people and [self.people[k] for k in order])

    def shuffled(self, dice):
        return self.rows_in_order(dice.sample(range(len(self.rows)),
                                              len(self.rows)))

    def with_columns_shuffled(self, dice):
        order = [0] + dice.sample(range(1, len(self.header)),
                                  len(self.header) - 1)
        return Table([self.header[k] for k in order],
                     [[r[k] for k in order] for r in self.rows], self.people)

    def with_rows(self, rows):
        return Table(self.header, self.rows + [list(r) for r in rows])

    def without_row(self, row):
        return self.rows_in_order([k for k in range(len(self.rows))
                                   if k != row])

    def text(self, newline="\n", quoting=csv.QUOTE_MINIMAL, delimiter=","):
        out = io.StringIO(newline="")
        w = csv.writer(out, lineterminator=newline, quoting=quoting,
                       delimiter=delimiter)
        w.writerow(self.header)
        w.writerows(self.rows)
        return out.getvalue()


class World:
    def __init__(self, kind, left, right=None):
        self.kind, self.left, self.right = kind, left, right
        self.true = set()  # pairs of ids that are one person


# ---------------------------------------------------------------------- worlds

def of_files(kind, maker, n, seed, folder):
    os.makedirs(folder, exist_ok=True)
    maker(random.Random(seed), n, folder)
    tables = []
    for name in ("left.csv", "right.csv", "records.csv"):
        path = os.path.join(folder, name)
        if os.path.exists(path):
            with open(path, encoding="utf-8", newline="") as f:
                rows = list(csv.reader(f))
            tables.append(Table(rows[0], rows[1:]))
    shutil.rmtree(folder)
    world = World(kind, *(t.without_column("cluster") for t in tables))
    who = [dict(zip(t.ids(), t.column("cluster"))) for t in tables]
    if len(who) == 1:
        world.true = {(a, b) for a in who[0] for b in who[0]
                      if a < b and who[0][a] == who[0][b]}
    else:
        world.true = {(a, b) for a in who[0] for b in who[1]
                      if who[0][a] == who[1][b]}
    return world


def office_cells(number, r, form):
    gap = "　" if form["kana"] != "half" else " "
    dice = city.Dice("cells of %s" % number)
    return [number, r.family + form["space"] + r.personal,
            gap.join(city.write_kana(k, form["kana"]) for k in
                     (r.family_kana, r.personal_kana)) if r.has_kana else "",
            city.write_date(dice, r.birth, form["date"]),
            {"M": "男", "F": "女", "": ""}[r.sex], r.home.zip,
            office_address(r.home, "-") if r.has_address else "",
            city.write_phone(dice, r.phone, form["phone"])]


def office_address(home, dash):
    return "見本市%s%s" % (home.town, dash.join(
        str(n) for n in (home.chome, home.block, home.lot)))


def office_table(letter, people, form):
    return Table(OFFICE, [office_cells("%s%03d" % (letter, k + 1), r, form)
                          for k, r in enumerate(people)], people)


def in_parts(table):
    """The same with surname and given name in two columns each."""
    header = ["番号", "姓", "名", "セイ", "メイ"] + table.header[3:]
    rows = []
    for row in table.rows:
        name, kana = (row[k].partition(FORMS[1]["space"]) for k in (1, 2))
        rows.append([row[0], name[0], name[2], kana[0], kana[2]] + row[3:])
    return Table(header, rows, table.people)


def office(seed, n_people=60, n_rows=40):
    """Participants, and an office's rows of which half are theirs."""
    dice = city.Dice("office %d" % seed)
    town = city.City(dice, n_people * 3)
    enrolled, by_home = make_files.enrolled_people(dice, town, n_people)
    met = dice.sample(enrolled, n_rows // 2)
    rest = make_files.others(dice, town, enrolled, by_home, n_rows // 2)
    rows = dice.sample(met + rest, n_rows)
    left = office_table("A", [city.as_enrolled(dice, p) for p in enrolled],
                        FORMS[0])
    right = office_table("R", [city.as_recorded(dice, p, town) for p in rows],
                         FORMS[1])
    world = World("office", left, right)
    number = {p.number: left.rows[k][0] for k, p in enumerate(enrolled)}
    world.true = {(number[p.number], right.rows[k][0])
                  for k, p in enumerate(rows) if p in met}
    return world


def draw(kind, seed, folder):
    if kind == "office":
        return office(seed)
    if kind == "parts":
        world = office(seed)
        world.right = in_parts(world.right)
        return world
    makers = {"register": (make_western.registry_half, 60),
              "town": (make_western.registry, 650),  # too many for all pairs
              "names": (make_western.german, 300),
              "historical": (make_western.historical, 120)}
    return of_files(kind, *makers[kind], seed, folder)


# --------------------------------------------------------------------- results

class Pair:
    def __init__(self, row):
        self.left, self.right = row["left_id"], row["right_id"]
        self.weight = float(row["match_weight"])
        self.probability = float(row["match_probability"])
        self.decision = row["decision"]
        self.key = (self.left, self.right)

    def __repr__(self):
        return "%s-%s %.6f bits p %.6f %s" % (self.left, self.right,
                                              self.weight, self.probability,
                                              self.decision)


class Result:
    """What a run wrote."""

    def __init__(self, folder):
        self.files = {}
        for name in sorted(os.listdir(folder)):
            with open(os.path.join(folder, name), "rb") as f:
                self.files[name] = f.read()

    def table(self, name):
        text = self.files[name].decode("utf-8")
        return list(csv.DictReader(io.StringIO(text, newline="")))

    def pairs(self):
        return [Pair(r) for r in self.table("links.csv")]

    def by_key(self):
        return {p.key: p for p in self.pairs()}

    def links(self, least=None):
        """The pairs decided as links, or those of at least a probability."""
        return {p.key for p in self.pairs()
                if (p.decision == "link" if least is None
                    else p.probability >= least)}

    def clusters(self):
        return {r["id"]: r["cluster"] for r in self.table("clusters.csv")}

    def report(self):
        return {r["measure"]: r for r in self.table("report.csv")}

    def measure(self, name):
        return float(self.report()[name]["value"])

    def settings(self):
        return self.table("settings.csv")

    def steps(self):
        """Of each pair, its rows of the waterfall."""
        pairs = {}
        for r in self.table("waterfall.csv"):
            pairs.setdefault((r["left_id"], r["right_id"]), []).append(r)
        return pairs


class Refused(Exception):
    def __init__(self, code, said):
        Exception.__init__(self, "exit %d: %s" % (code, said))
        self.code, self.said = code, said


class Bench:
    """Runs the engine in a folder of its own."""

    def __init__(self, program, folder):
        self.program, self.folder = program, folder
        self.worlds, self.results, self.n_runs = {}, {}, 0

    def world(self, kind, seed):
        if (kind, seed) not in self.worlds:
            self.worlds[kind, seed] = draw(
                kind, seed, os.path.join(self.folder, "drawing"))
        return self.worlds[kind, seed]

    def put(self, name, content):
        """A table, rows of dicts or text under that name; its path."""
        if name is None or content is None:
            return None
        path = os.path.join(self.folder, name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        if isinstance(content, Table):
            content = content.text()
        if isinstance(content, list):
            keys = list(content[0])
            content = Table(keys, [[r[k] for k in keys]
                                   for r in content]).text()
        if isinstance(content, str):
            content = content.encode("utf-8")
        with open(path, "wb") as f:
            f.write(content)
        return path

    def start(self, left, right=None, settings=None, labels=None, options=(),
              environment=None, names=("left.csv", "right.csv"), out="out"):
        """The finished process and the folder it wrote to."""
        folder = os.path.join(self.folder, out)
        shutil.rmtree(folder, ignore_errors=True)
        command = [self.program, "linkage", "--out", folder, "--lang", "en",
                   *options]
        if right is None:
            command += ["--dedupe", self.put(names[0], left)]
        else:
            command += ["--left", self.put(names[0], left),
                        "--right", self.put(names[1], right)]
        for option, name, content in (("--settings", "settings.csv", settings),
                                      ("--labels", "labels.csv", labels)):
            if content is not None:
                command += [option, self.put(name, content)]
        self.n_runs += 1
        done = subprocess.run(command, capture_output=True, text=True,
                              env=dict(os.environ, **(environment or {})))
        return done, folder

    def link(self, left, right=None, **more):
        done, folder = self.start(left, right, **more)
        if done.returncode != 0:
            raise Refused(done.returncode, done.stderr)
        return Result(folder)

    def of(self, world):
        """Of the files as they were drawn; asked for once."""
        if id(world) not in self.results:
            self.results[id(world)] = self.link(world.left, world.right)
        return self.results[id(world)]


# --------------------------------------------------------------------- answers

def same_bytes(one, two, *names):
    for name in names or ("links.csv",):
        a, b = one.files[name], two.files[name]
        if a != b:
            both = zip(a.split(b"\n") + [b"(end)"], b.split(b"\n") + [b"(end)"])
            first = next((x, y) for x, y in both if x != y)
            raise AssertionError("%s differs: %s | %s" % (
                name, first[0].decode(), first[1].decode()))


def same_pairs(one, two, within=1e-9, rename=lambda key: key):
    """The same pairs with the same weights and probabilities, in any order."""
    a = {rename(p.key): p for p in one.pairs()}
    b = two.by_key()
    assert a.keys() == b.keys(), sorted(a.keys() ^ b.keys())[:4]
    for key, p in a.items():
        assert abs(p.weight - b[key].weight) <= within and \
            abs(p.probability - b[key].probability) <= within, (p, b[key])


def same_sure_links(one, two):
    """What is sure on either side is a link on the other."""
    for a, b in ((one, two), (two, one)):
        lost = a.links(0.999) - b.links(0.5)
        assert not lost, "lost: %s" % sorted(lost)[:4]


def numbers_in(text):
    return [int(n) for n in re.findall(r"[0-9]+", text)]


def asked_of(*kinds):
    """Marks a claim, and says of which worlds it is asked."""
    def mark(claim):
        claim.kinds = kinds
        return claim
    return mark
