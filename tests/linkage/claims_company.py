"""Who and what else stands in the files: strangers, doubles, other columns."""
import random

import drawn
from drawn import asked_of, same_bytes, same_sure_links

TWO = ("register", "office")
ONE = ("names", "historical")
ALL = TWO + ONE


def strangers(table, n, letter):
    """Rows of people whom nobody else is like."""
    glyphs = "鷺鴨鶴鳩鷹鷲鵜雀燕雁" if "氏名" in table.header else "qxzqxzqxzv"
    rows = []
    for k in range(n):
        word = "".join(glyphs[int(d)] for d in "%03d" % (k + 137))
        row = ["%s%03d" % (letter, k)]
        for name in table.header[1:]:
            row.append({"生年月日": "18%02d-%02d-%02d" % (
                            10 + k % 80, 1 + k % 12, 1 + k % 28),
                        "date_of_birth": "18%02d%02d%02d" % (
                            10 + k % 80, 1 + k % 12, 1 + k % 28),
                        "by": "18%02d" % (10 + k % 80),
                        "bm": str(1 + k % 12), "bd": str(1 + k % 28)}.get(
                            name, word + str(k)
                            if name in ("住所", "address_1") else
                            "" if name in ("性別", "郵便番号", "電話番号", "フリガナ",
                                           "soc_sec_id", "postcode",
                                           "street_number", "state")
                            else word))
        rows.append(row)
    return rows


# ---------------------------------------------------------------------- columns

@asked_of(*ALL)
def constant_column(case):
    """a column that is always the same changes no byte, however it is written"""
    words = ("Hill", "HILL", "hill ", "Ｈｉｌｌ")
    left, right = case.both(lambda t: t.with_column(
        "office", [case.dice.choice(words) for _ in t.rows]))
    same_bytes(case.base(), case.link(left, right))


@asked_of(*ALL)
def empty_column(case):
    """nor does one without a value"""
    left, right = case.both(lambda t: t.with_column("memo", [""] * len(t.rows)))
    same_bytes(case.base(), case.link(left, right))


@asked_of(*TWO)
def column_of_one_file(case):
    """nor one that only one of the files has"""
    left = case.left.with_column("memo", [str(case.dice.random())
                                          for _ in case.left.rows])
    same_bytes(case.base(), case.link(left))


@asked_of("register")
def copied_column(case):
    """nor the same column once more"""
    name = case.dice.choice(["surname", "suburb", "given_name"])
    left, right = case.both(lambda t: t.with_column("zz_again",
                                                    t.column(name)))
    same_bytes(case.base(), case.link(left, right))


@asked_of(*ALL)
def ignored_is_absent(case):
    """a column that is to be ignored is as good as none"""
    names = [r["columns"] for r in case.base().settings()
             if r["kind"] == "compare" and "+" not in r["columns"]]
    name = case.dice.choice(names)
    told = [dict(r, method="ignore") if r["columns"] == name else r
            for r in case.base().settings()]
    rest = [r for r in told if r["columns"] != name]
    left, right = case.both(lambda t: t.without_column(name))
    same_bytes(case.link(left, right, settings=rest),
               case.link(settings=told))


@asked_of(*TWO)
def noise(case):
    """numbers drawn at random on both sides make no link"""
    left, right = case.both(lambda t: t.with_column(
        "noise", ["%07d" % case.dice.randrange(10 ** 7) for _ in t.rows]))
    new = case.link(left, right).links() - case.base().links(0.5)
    assert not new, sorted(new)


# --------------------------------------------------------------------- strangers

@asked_of(*TWO, "parts")
def blank_record(case):
    """a blank record is linked to nobody"""
    blank = ["nobody"] + [""] * (len(case.left.header) - 1)
    result = case.link(case.left.with_rows([blank]))
    assert not any(p.left == "nobody" for p in result.pairs()
                   if p.probability > 0.5)


@asked_of(*ONE)
def blank_record_of_one(case):
    """nor is it in one file"""
    blank = ["nobody"] + [""] * (len(case.left.header) - 1)
    clusters = case.link(case.left.with_rows([blank])).clusters()
    assert list(clusters.values()).count(clusters["nobody"]) == 1


@asked_of(*TWO)
def blank_record_takes_nothing(case):
    """nor does it take a link from others, or give one"""
    blank = ["nobody"] + [""] * (len(case.left.header) - 1)
    same_sure_links(case.base(), case.link(case.left.with_rows([blank])))


@asked_of(*TWO)
def strangers_alone(case):
    """whom nobody is like is linked to nobody"""
    result = case.link(case.left.with_rows(strangers(case.left, 12, "S")))
    assert not any(p.left.startswith("S") for p in result.pairs()
                   if p.probability > 0.05)


@asked_of(*TWO, "parts")
def strangers_apart(case):
    """strangers on one side take no link from others, and give none"""
    result = case.link(case.left.with_rows(strangers(case.left, 12, "S")))
    same_sure_links(case.base(), result)


@asked_of(*TWO)
def only_strangers(case):
    """two files without a person in common have no link"""
    met = {b for _, b in case.world.true}
    rest = case.right.rows_in_order([k for k, i in enumerate(case.right.ids())
                                     if i not in met])
    links = case.link(right=rest).links()
    assert len(links) <= 0.05 * len(rest.rows), sorted(links)


@asked_of(*TWO)
def one_goes(case):
    """who goes takes no link from others"""
    gone = case.dice.choice(sorted(case.base().links(0.999)))
    right = case.right.without_row(case.right.ids().index(gone[1]))
    after = case.link(right=right)
    lost = case.base().links(0.999) - {gone} - after.links(0.5)
    assert not lost, sorted(lost)


@asked_of(*TWO)
def partner_goes(case):
    """whose partner goes is linked to nobody else, where it was sure"""
    gone = case.dice.choice(sorted(case.base().links(0.999) & case.world.true))
    right = case.right.without_row(case.right.ids().index(gone[1]))
    found = [p for p in case.link(right=right).pairs()
             if p.left == gone[0] and p.probability >= 0.95]
    assert not found, found


@asked_of(*TWO)
def empty_file(case):
    """a file without a row is linked to nothing"""
    assert not case.link(right=case.right.rows_in_order([])).pairs()


@asked_of(*TWO)
def towns_apart(case):
    """two towns together give the links of each, and none between them"""
    other = case.bench.world(case.kind, case.seed + 100)
    far = {t: town(t) for t in (other.left, other.right)}
    both = case.link(case.left.with_rows(far[other.left].rows),
                     case.right.with_rows(far[other.right].rows))
    alone = case.bench.link(far[other.left], far[other.right])
    assert not any(a.startswith("far-") != b.startswith("far-")
                   for a, b in both.links(0.5))
    for result in (case.base(), alone):
        lost = result.links(0.999) - both.links(0.5)
        assert not lost, sorted(lost)


def town(table):
    """Another town: every name, street and number is another, and what was
    equal stays equal."""
    def change(cell):
        dice = random.Random("town " + cell)
        return cell if len(cell) < 2 else "".join(
            chr(dice.randrange(0x5000, 0x8000)) if c >= "一" else
            dice.choice("bdfglmpt") if c.isalpha() and c.isascii() else c
            for c in cell)
    kept = ("date_of_birth", "生年月日", "性別", "state", "フリガナ")
    names = [h for h in table.header[1:] if h not in kept]
    return table.with_ids(lambda i: "far-" + i).mapped(change, names)


# ----------------------------------------------------------------------- doubles

@asked_of(*ALL)
def copy_of_a_file(case):
    """a file and its copy are linked record by record"""
    whole = informative(case.left)
    copy = whole.with_ids(lambda i: "copy-" + i)
    links = case.bench.link(whole, copy).links()
    assert links == {(i, "copy-" + i) for i in whole.ids()}, \
        len(links) - len(whole.rows)


def informative(table):
    """Without second records of one person, which may be alike: each row that
    shares no two cells of three letters with one before."""
    seen, kept = set(), []
    for k, row in enumerate(table.rows):
        cells = [c for c in row[1:] if len(c) > 2]
        pairs = {(a, b) for a in cells for b in cells if a < b}
        if not pairs & seen and len(cells) > 2:
            kept.append(k)
        seen |= pairs
    return table.rows_in_order(kept)


@asked_of("register", "historical")
def copied_within(case):
    """in one file each record and its copy are one cluster"""
    copy = case.left.with_ids(lambda i: "copy-" + i)
    clusters = case.bench.link(case.left.with_rows(copy.rows)).clusters()
    apart = [i for i in case.left.ids()
             if clusters[i] != clusters["copy-" + i]
             and sum(len(c) > 2 for c in case.left.rows[
                 case.left.ids().index(i)][1:]) > 3]
    assert not apart, apart


@asked_of(*TWO)
def twice_the_same(case):
    """of two records that are the same neither is preferred"""
    pair = case.sure_true()
    row = list(case.right.rows[case.right.ids().index(pair[1])])
    row[0] = "zz-again"
    by_key = case.link(right=case.right.with_rows([row])).by_key()
    one, two = by_key[pair], by_key[pair[0], "zz-again"]
    assert one.weight == two.weight
    assert abs(one.probability - two.probability) < 1e-9
    assert one.probability <= 0.5 + 1e-9 and one.decision != "link", one


@asked_of(*TWO)
def two_to_two(case):
    """of two pairs of twins alike no pairing is preferred"""
    pair = case.sure_true()
    tables = []
    for table, number in ((case.left, pair[0]), (case.right, pair[1])):
        row = list(table.rows[table.ids().index(number)])
        row[0] = "zz-again"
        tables.append(table.with_rows([row]))
    by_key = case.link(*tables).by_key()
    four = [by_key[a, b].probability for a in (pair[0], "zz-again")
            for b in (pair[1], "zz-again")]
    assert max(four) - min(four) < 1e-9 and max(four) <= 0.5 + 1e-9, four


@asked_of(*TWO)
def newcomer(case):
    """who is added on both sides is linked"""
    row = strangers(case.left, 1, "N")[0]
    fill = {"電話番号": "0460-99-9999", "郵便番号": "2999999",
            "フリガナ": "サギ", "soc_sec_id": "9999999", "postcode": "9999"}
    row = [fill.get(h, c) if not c else c
           for h, c in zip(case.left.header, row)]
    right = dict(zip(case.left.header, row))
    result = case.link(case.left.with_rows([row]), case.right.with_rows(
        [[right[h] for h in case.right.header]]))
    assert ("N000", "N000") in result.links(), \
        result.by_key().get(("N000", "N000"))


@asked_of("register", "historical")
def doubled(case):
    """a value is as rare as before when everybody stands there twice"""
    def shares(table):
        run = case.bench.link(table)
        return {r["columns"]: float(r["u"]) for r in
                run.table("parameters.csv") if r["level"] == "exact"}
    copy = case.left.with_ids(lambda i: "copy-" + i)
    once, twice = shares(case.left), shares(case.left.with_rows(copy.rows))
    for name in once:
        if case.left.header[-1] != name and name in twice:
            assert 0.4 < (twice[name] + 0.01) / (once[name] + 0.01) < 2.5, (
                name, once[name], twice[name])


@asked_of(*ONE)
def one_more_copy(case):
    """a copy of a record comes into its cluster"""
    rows = [k for k, r in enumerate(case.left.rows)
            if sum(len(c) > 2 for c in r[1:]) >= 3]
    row = list(case.left.rows[case.dice.choice(rows)])
    number, row[0] = row[0], "zz-again"
    clusters = case.link(case.left.with_rows([row])).clusters()
    assert clusters[number] == clusters["zz-again"]


# ----------------------------------------------------------------- single cells

@asked_of(*TWO)
def blank_is_neutral(case):
    """where a value is missing a column says nothing"""
    missing = missing_steps(case)
    assert missing, "no value is missing"
    for step in missing:
        assert float(step["bits"]) == 0, step


def missing_steps(case):
    """Steps of columns that stand alone and have no value on one side."""
    cells = {}
    for table in (case.left, case.right):
        for row in table.rows:
            for name, cell in zip(table.header, row):
                cells[row[0], name] = cell.strip("　 ")
    return [s for key, steps in case.base().steps().items() for s in steps
            if (key[0], s["step"]) in cells and
            "" in (cells[key[0], s["step"]], cells[key[1], s["step"]])]


def weight_with(case, pair, name, value):
    """The weight of a pair after one cell of its left record was changed."""
    at = case.left.ids().index(pair[0])
    pairs = case.link(case.left.with_cell(at, name, value)).by_key()
    return pairs[pair].weight if pair in pairs else -1e9


def exact_of(case):
    """A sure pair and a column in which it agrees to the letter. Only columns
    of the person's own: that two people at one address share the surname says
    little about their being one."""
    own = {r["columns"] for r in case.base().settings()
           if r["arguments"].startswith("personal")}
    pair = case.sure_true()
    left = case.left.rows[case.left.ids().index(pair[0])]
    right = case.right.rows[case.right.ids().index(pair[1])]
    names = [h for h, a, b in zip(case.left.header[1:], left[1:], right[1:])
             if a == b and len(a) > 2 and h in own]
    return (pair, case.dice.choice(names)) if names else None


@asked_of("register", "register", "office")
def less_is_less(case):
    """a pair loses weight where a value in which it agrees is blanked"""
    for _ in range(3):
        found = exact_of(case)
        if found is not None:
            pair, name = found
            before = case.base().by_key()[pair].weight
            assert weight_with(case, pair, name, "") < before, (pair, name)


@asked_of("register", "register", "office")
def other_is_less(case):
    """it loses more where the value becomes another one"""
    found = exact_of(case)
    if found is not None:
        pair, name = found
        own = case.left.rows[case.left.ids().index(pair[0])][
            case.left.header.index(name)]
        other = max(case.left.column(name), key=lambda c: sum(
            x != y for x, y in zip(c, own)))
        assert weight_with(case, pair, name, other) < \
            weight_with(case, pair, name, ""), (pair, name)


@asked_of("register", "office")
def long_cell(case):
    """a cell of 20,000 characters changes no other link"""
    long = "x" * 20000
    row = ["long"] + [long] * (len(case.left.header) - 1)
    result = case.link(case.left.with_rows([row]))
    assert not any(p.left == "long" and p.probability > 0.5
                   for p in result.pairs())
    same_sure_links(case.base(), result)


@asked_of("register", "office")
def hostile_cells(case):
    """nor do cells of formulas, quotes and line breaks"""
    row = ["odd"] + [case.dice.choice(('=1+1', 'a"b', "x\ny", "';--", "\t|",
                                       "%s%n", "<b>"))
                     for _ in case.left.header[1:]]
    result = case.link(case.left.with_rows([row]))
    same_sure_links(case.base(), result)
    assert not any(p.left == "odd" and p.probability > 0.5
                   for p in result.pairs())
