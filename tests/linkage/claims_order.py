"""The order of things, their names and where they lie say nothing."""
import os

from drawn import asked_of, same_bytes, same_pairs, same_sure_links

TWO = ("register", "office")
ONE = ("names", "historical")
ALL = TWO + ONE
SYNONYMS = {"氏名": "名前", "フリガナ": "よみがな", "生年月日": "誕生日", "性別": "sex",
            "郵便番号": "zip", "住所": "現住所", "電話番号": "TEL",
            "given_name": "forename", "surname": "last_name",
            "address_1": "street_address", "suburb": "town",
            "date_of_birth": "birth_date", "postcode": "postal_code"}


# ------------------------------------------------------------------------ order

@asked_of(*ALL, "parts")
def rows(case):
    """rows in another order give the same bytes"""
    left, right = case.both(lambda t: t.shuffled(case.dice))
    same_bytes(case.base(), case.link(left, right))


@asked_of(*ALL, "parts")
def columns(case):
    """columns in another order give the same bytes"""
    left, right = case.both(lambda t: t.with_columns_shuffled(case.dice))
    same_bytes(case.base(), case.link(left, right))


@asked_of(*ALL)
def rows_of_every_file(case):
    """so do the other files, reports and shares"""
    left, right = case.both(lambda t: t.shuffled(case.dice))
    base = case.base()
    same_bytes(base, case.link(left, right), *base.files)


@asked_of(*ALL)
def sorted_by_a_column(case):
    """a file sorted by what is to be compared gives the same bytes"""
    at = case.dice.randrange(1, len(case.left.header))
    order = sorted(range(len(case.left.rows)),
                   key=lambda k: case.left.rows[k][at])
    same_bytes(case.base(), case.link(case.left.rows_in_order(order)))


@asked_of(*TWO, "parts")
def exchanged(case):
    """left and right exchanged give the same links, mirrored"""
    other = case.bench.link(case.right, case.left)
    same_pairs(case.base(), other, 0, lambda key: key[::-1])


@asked_of(*TWO)
def exchanged_shares(case):
    """… and the same m and u, where the columns have the same names"""
    other = case.bench.link(case.right, case.left)
    same_bytes(case.base(), other, "parameters.csv")


@asked_of(*TWO, "parts")
def exchanged_waterfall(case):
    """… and the same steps of each pair"""
    one = case.base().steps()
    other = case.bench.link(case.right, case.left).steps()
    assert one.keys() == {key[::-1] for key in other}
    for key, steps in one.items():
        turned = other[key[::-1]]
        assert [(s["step"], s["level"], s["bits"]) for s in steps] == \
            [(s["step"], s["level"], s["bits"]) for s in turned], key


# ------------------------------------------------------------------ the machine

@asked_of(*ALL, "parts")
def threads(case):
    """any number of threads gives the same folder"""
    base = case.base()
    jobs = case.dice.choice(("1", "2", "3", "5", "8"))
    same_bytes(base, case.link(options=("--jobs", jobs)), *base.files)


@asked_of(*ALL)
def locale(case):
    """another locale gives the same folder"""
    base = case.base()
    name = case.dice.choice(("tr_TR.UTF-8", "de_DE.UTF-8", "ja_JP.eucJP", "C"))
    same_bytes(base, case.link(environment={"LC_ALL": name, "LANG": name}),
               *base.files)


@asked_of(*ALL)
def time_zone(case):
    """another time zone gives the same folder"""
    base = case.base()
    same_bytes(base, case.link(environment={"TZ": "Pacific/Chatham"}),
               *base.files)


@asked_of(*ALL, "parts")
def rerun(case):
    """a second run gives the same folder"""
    base = case.base()
    same_bytes(base, case.link(), *base.files)


@asked_of(*ALL)
def no_clock(case):
    """no file holds the day or the hour"""
    same_bytes(case.base(), case.link(environment={
        "SOURCE_DATE_EPOCH": "1"}), *case.base().files)


@asked_of("office")
def language(case):
    """the language changes no number"""
    other = case.link(options=("--lang", "ja"))
    for name in ("links.csv", "parameters.csv", "waterfall.csv"):
        same_bytes(case.base(), other, name)


@asked_of(*ALL)
def names_of_files(case):
    """what the files are called and where they lie changes no byte"""
    other = case.link(names=("deep/er/2023 名簿.csv", "zz.csv"), out="結果")
    same_bytes(case.base(), other, *case.base().files)


@asked_of(*ALL)
def used_folder(case):
    """a folder that holds an earlier result holds the new one afterwards"""
    base = case.base()
    folder = os.path.join(case.bench.folder, "used")
    os.makedirs(folder, exist_ok=True)
    done, _ = case.start(out="used")
    assert done.returncode == 0
    half = case.left.rows_in_order(range(len(case.left.rows) // 2))
    command = ["--left", case.bench.put("left.csv", half), "--right",
               case.bench.put("right.csv", case.right)] if case.right else \
        ["--dedupe", case.bench.put("left.csv", half)]
    import subprocess
    subprocess.run([case.bench.program, "linkage", "--quiet", "--lang", "en",
                    "--out", folder] + command, check=True)
    from drawn import Result
    same_bytes(Result(folder), case.link(half), *base.files)


# ----------------------------------------------------------------- ids, headers

@asked_of(*ALL)
def longer_ids(case):
    """ids of the same order give the same weights and probabilities"""
    left, right = case.both(lambda t: t.with_ids(lambda i: "office-" + i))
    same_pairs(case.base(), case.link(left, right), 0,
               lambda key: ("office-" + key[0], "office-" + key[1]))


@asked_of(*TWO, "parts")
def other_ids(case):
    """ids of another order decide nothing, ties included"""
    numbers = case.dice.sample(range(10000, 99999),
                               len(case.left.rows) + len(case.right.rows))
    new = dict(zip(case.left.ids() + case.right.ids(), map(str, numbers)))
    left, right = case.both(lambda t: t.with_ids(new.get))
    same_pairs(case.base(), case.link(left, right), 1e-6,
               lambda key: (new[key[0]], new[key[1]]))


@asked_of(*ONE)
def other_ids_of_one(case):
    """… nor do they in one file: the same clusters"""
    numbers = case.dice.sample(range(10000, 99999), len(case.left.rows))
    new = dict(zip(case.left.ids(), map(str, numbers)))
    one = clusters_of(case.base())
    other = clusters_of(case.link(case.left.with_ids(new.get)))
    assert {frozenset(new[i] for i in c) for c in one} == other


def clusters_of(result):
    groups = {}
    for record, cluster in result.clusters().items():
        groups.setdefault(cluster, set()).add(record)
    return {frozenset(g) for g in groups.values()}


@asked_of("office")
def strange_ids(case):
    """ids come through as they are: commas, quotes, zeros, kanji, spaces inside"""
    odd = ["a,b%d", 'say "%d"', "00%d", "番号%d", "x y %d", "=%d", "'%d", "-%d"]
    new = {i: case.dice.choice(odd) % k for k, i in enumerate(case.left.ids())}
    other = case.link(case.left.with_ids(new.get))
    known = set(new.values())
    assert other.links() and {key[0] for key in other.links()} <= known
    same_sure_links(case.link(case.left), renamed_back(other, new))


class renamed_back:
    """A result with the ids that the files had first."""

    def __init__(self, result, new):
        self.result, self.old = result, {v: k for k, v in new.items()}

    def links(self, least=None):
        return {(self.old[a], b) for a, b in self.result.links(least)}


@asked_of("office")
def numbers_are_no_ids(case):
    """1, 01 and 1.0 are three records"""
    new = dict(zip(case.left.ids(), ("1", "01", "1.0", "１")))
    other = case.link(case.left.with_ids(lambda i: new.get(i, i)))
    assert other.report()["records_left"]["value"] == str(len(case.left.rows))


@asked_of(*ALL)
def name_of_the_id(case):
    """what the first column is called changes no link"""
    left, right = case.both(lambda t: t.with_headers({t.header[0]: "x"}))
    same_bytes(case.base(), case.link(left, right))


@asked_of(*TWO)
def synonyms(case):
    """headers of the same meaning give the same weights"""
    left = case.left.with_headers(SYNONYMS)
    right = case.right.with_headers(SYNONYMS)
    assert left.header != case.left.header
    same_pairs(case.base(), case.link(left, right), 1e-6)


@asked_of("office")
def synonyms_of_one_side(case):
    """so they do where only one file uses them"""
    same_pairs(case.base(), case.link(case.left.with_headers(SYNONYMS)), 1e-6)


@asked_of(*ALL)
def capitals_of_headers(case):
    """capitals in headers change no link"""
    left, right = case.both(lambda t: t.with_headers(
        {h: h.upper() for h in t.header}))
    same_pairs(case.base(), case.link(left, right), 1e-6)


@asked_of("register", "office", "register")
def headers_that_say_nothing(case):
    """headers that say nothing lose few links and make no other surely"""
    names = {h: "c%d" % k for k, h in enumerate(case.left.header)}
    left, right = case.both(lambda t: t.with_headers(names))
    bare, base = case.link(left, right), case.base()
    assert len(base.links() & bare.links()) >= 0.75 * len(base.links())
    new = bare.links(0.999) - base.links(0.5) - case.world.true
    assert not new, sorted(new)
