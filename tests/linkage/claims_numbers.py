"""What the files say of a result agrees with itself and with the arithmetic."""
import math
from collections import Counter, defaultdict

from drawn import asked_of

TWO = ("register", "office")
ONE = ("names", "historical")
ALL = TWO + ONE


def near(a, b, within=1e-6):
    return abs(a - b) <= within * max(1.0, abs(a), abs(b))


# ------------------------------------------------------------------- links.csv

@asked_of(*ALL, "parts")
def probabilities(case):
    """a probability lies in [0, 1], a weight is a number"""
    pairs = case.base().pairs()
    assert pairs
    for p in pairs:
        assert 0 <= p.probability <= 1 and math.isfinite(p.weight), p


@asked_of(*TWO, "parts")
def sides(case):
    """the left record is of the left file, the right of the right"""
    left, right = set(case.left.ids()), set(case.right.ids())
    assert all(p.left in left and p.right in right
               for p in case.base().pairs())


@asked_of(*ONE)
def no_record_with_itself(case):
    """in one file no record is paired with itself, and all are of the file"""
    known = set(case.left.ids())
    assert all(p.left != p.right and {p.left, p.right} <= known
               for p in case.base().pairs())


@asked_of(*ALL)
def no_pair_twice(case):
    """no pair stands twice, in either order"""
    seen = Counter(frozenset(p.key) if case.right is None else p.key
                   for p in case.base().pairs())
    assert max(seen.values()) == 1


@asked_of(*ALL)
def decisions(case):
    """a decision follows from the probability and the two thresholds"""
    options = {r["columns"]: r["arguments"] for r in case.base().settings()
               if r["kind"] == "option"}
    least, review = float(options["threshold"]), float(options["review_from"])
    for p in case.base().pairs():
        assert p.decision == ("link" if p.probability >= least else
                              "review" if p.probability >= review
                              else "none"), p


@asked_of(*TWO, "parts")
def a_matching(case):
    """links are one-to-one"""
    for side in (0, 1):
        seen = Counter(key[side] for key in case.base().links())
        assert max(seen.values()) == 1


@asked_of(*TWO, "parts")
def shares_of_a_record(case):
    """a record's probabilities add up to one at most, on either side"""
    sums = defaultdict(float)
    for p in case.base().pairs():
        sums["left", p.left] += p.probability
        sums["right", p.right] += p.probability
    assert max(sums.values()) <= 1 + 1e-9


@asked_of(*TWO)
def surer_is_heavier(case):
    """of two pairs that have no rival the heavier is the surer"""
    count = Counter(p.left for p in case.base().pairs())
    count.update(p.right for p in case.base().pairs())
    alone = sorted((p.weight, p.probability) for p in case.base().pairs()
                   if count[p.left] == count[p.right] == 1)
    for a, b in zip(alone, alone[1:]):
        assert a[1] <= b[1] + 1e-9, (a, b)


@asked_of(*TWO)
def one_prior(case):
    """the odds of a pair without rivals are its weight and one prior for all"""
    count = Counter(p.left for p in case.base().pairs())
    count.update(p.right for p in case.base().pairs())
    priors = [math.log2(p.probability / (1 - p.probability)) - p.weight
              for p in case.base().pairs()
              if count[p.left] == count[p.right] == 1
              and 1e-3 < p.probability < 1 - 1e-9]
    assert not priors or max(priors) - min(priors) < 1e-6, priors


# One-to-one weighs odds against both records being free, which is at most as
# rare as one in four (anonymize/assignment.c).
MOST_FREE = 2.0


@asked_of(*TWO)
def rivals_take(case):
    """no pair is surer beside its rivals than it were alone, both free"""
    most = prior_of(case.base()) + MOST_FREE
    for p in case.base().pairs():
        alone = 1 / (1 + 2.0 ** -max(-900.0, min(900.0, p.weight + most)))
        assert p.probability <= alone + 1e-9, (p, alone)


def prior_of(result):
    steps = next(iter(result.steps().values()))
    return next(float(s["bits"]) for s in steps if s["step"] == "prior")


# ---------------------------------------------------------------------- clusters

@asked_of(*ONE)
def a_partition(case):
    """every record is in one cluster, named after one of its records"""
    clusters = case.base().clusters()
    assert sorted(clusters) == sorted(case.left.ids())
    rows = case.base().table("clusters.csv")
    assert len(rows) == len(clusters)
    assert all(clusters[c] == c for c in clusters.values())


@asked_of(*ONE)
def clusters_are_links(case):
    """two records are in one cluster exactly if they are a link"""
    clusters = case.base().clusters()
    links = {frozenset(key) for key in case.base().links()}
    groups = defaultdict(list)
    for record, cluster in clusters.items():
        groups[cluster].append(record)
    inside = {frozenset((a, b)) for g in groups.values() for a in g for b in g
              if a != b}
    assert inside == links


@asked_of(*ONE)
def transitive(case):
    """A = B and B = C make A = C"""
    links = {frozenset(key) for key in case.base().links()}
    partners = defaultdict(set)
    for a, b in map(tuple, links):
        partners[a].add(b)
        partners[b].add(a)
    for record, others in partners.items():
        for a in others:
            for b in others:
                assert a == b or frozenset((a, b)) in links, (a, record, b)


# -------------------------------------------------------------------- waterfall

@asked_of(*ALL, "parts")
def waterfall(case):
    """the steps of a pair add up to its odds"""
    by_key, checked = case.base().by_key(), 0
    for key, steps in case.base().steps().items():
        p = by_key[key].probability
        if 1e-12 < p < 1 - 1e-12:
            checked += 1
            assert near(sum(float(s["bits"]) for s in steps),
                        math.log2(p / (1 - p)), 1e-5), (key, p)
    assert checked


@asked_of(*ALL)
def waterfall_of_all(case):
    """every pair that is listed has its steps"""
    assert case.base().steps().keys() == case.base().by_key().keys()


@asked_of(*TWO)
def weight_of_steps(case):
    """without prior and assignment they add up to the weight"""
    by_key = case.base().by_key()
    for key, steps in case.base().steps().items():
        bits = sum(float(s["bits"]) for s in steps
                   if s["step"] not in ("prior", "assignment"))
        if abs(bits) < 25:  # beyond, a probability is cut off
            assert near(bits, by_key[key].weight, 1e-5), (key, bits)


@asked_of(*TWO)
def assignment_takes(case):
    """one-to-one gives all pairs the same for being free, and rivals take"""
    pairs = case.base().pairs()
    count = Counter(p.left for p in pairs) + Counter(p.right for p in pairs)
    with_rivals, without = [], []
    for key, steps in case.base().steps().items():
        total = sum(float(s["bits"]) for s in steps)
        bits = [float(s["bits"]) for s in steps if s["step"] == "assignment"]
        if bits and abs(total) < 25:  # beyond, a probability is cut off
            lonely = count[key[0]] == count[key[1]] == 1
            (without if lonely else with_rivals).append(bits[0])
    for bits in without:
        assert near(bits, without[0], 1e-5) and 0 <= bits <= MOST_FREE + 1e-5
    for bits in with_rivals:
        assert bits <= (without or [MOST_FREE])[0] + 1e-5, (bits, without[:1])


def bits_by_others(case, name):
    """Bits of exact agreement in a column, by how many others have the value."""
    at = case.left.header.index(name)
    count = Counter(case.left.column(name) + case.right.column(name))
    value = {r[0]: r[at] for r in case.left.rows}
    bits = defaultdict(set)
    for key, steps in case.base().steps().items():
        for s in steps:
            if s["step"] == name and s["level"] == "exact":
                bits[count[value[key[0]]] - 2].add(float(s["bits"]))
    return bits


@asked_of("register")
def rare_says_more(case):
    """to agree on what few have says more than on what many have"""
    seen = 0
    for name in ("surname", "given_name", "suburb"):
        bits = bits_by_others(case, name)
        ordered = [bits[n] for n in sorted(bits)]
        for few, more in zip(ordered, ordered[1:]):
            seen += 1
            assert min(few) > max(more), (name, few, more)
    assert seen, "no two values differ in how many have them"


@asked_of("town")
def alone_with_it(case):
    """two make no value common: where nobody else has it, it says a bit more
    than where one more has it, and the more others have it the more so"""
    for name in ("surname", "given_name"):
        bits = bits_by_others(case, name)
        for others in bits:
            assert min(bits[0]) - max(bits[others]) >= math.log2(1 + others), (
                name, others)


@asked_of("names")
def wrong_year(case):
    """a year one digit off says more where nobody else was born then"""
    at = case.left.header.index("by")
    years = set(case.left.column("by"))
    rows, bits = [], {"rare": [], "often": []}
    for row in case.left.rows:
        shared = [y for y in years if len(y) == len(row[at]) == 4 and
                  y[:3] == row[at][:3] and abs(int(y) - int(row[at])) == 1]
        if len(rows) < 16 and shared:
            for word, year in (("rare", "9" + row[at][1:]),
                               ("often", shared[0])):
                rows.append([word + "-" + row[0]] + row[1:at] + [year]
                            + row[at + 1:])
    steps = case.link(case.left.with_rows(rows)).steps()
    for key, of_pair in steps.items():
        for word in bits:
            if {key[0], key[1]} == {word + "-" + key[0], key[0]} or \
                    {key[0], key[1]} == {word + "-" + key[1], key[1]}:
                bits[word] += [float(s["bits"]) for s in of_pair
                               if s["step"] == "by" and s["level"] != "exact"]
    assert bits["often"] and max(bits["rare"]) >= max(bits["often"]), bits
    assert sum(bits["rare"]) > sum(bits["often"])


# ------------------------------------------------------------------- parameters

def shares(case):
    """By column: its rows of parameters.csv."""
    columns = defaultdict(list)
    for r in case.base().table("parameters.csv"):
        columns[r["columns"]].append(r)
    return columns


@asked_of(*ALL)
def inside_zero_and_one(case):
    """no share of m or u is 0 or 1"""
    for name, rows in shares(case).items():
        for r in rows:
            for what in ("m", "u"):
                assert 0 < float(r[what]) < 1, (name, r)


def is_single(name):
    return "+" not in name


@asked_of(*ALL)
def shares_add_up(case):
    """the levels of a column add up to 1, of matches and of strangers"""
    for name, rows in shares(case).items():
        if is_single(name):
            for what in ("m", "u"):
                total = sum(float(r[what]) for r in rows)
                assert near(total, 1, 1e-6), (name, what, total)


@asked_of(*TWO)
def household_shares_add_up(case):
    """so do those of people of one household"""
    for name, rows in shares(case).items():
        told = [float(r["household"]) for r in rows if r["household"]]
        if is_single(name) and told:
            assert near(sum(told), 1, 1e-6), (name, sum(told))


@asked_of(*ALL)
def bits_of_shares(case):
    """the bits of a level are the logarithm of m over u"""
    for name, rows in shares(case).items():
        for r in rows:
            assert near(float(r["match_weight"]), math.log2(
                float(r["m"]) / float(r["u"])), 1e-9), (name, r)


@asked_of(*ALL)
def exact_is_for(case):
    """to agree speaks for a match in every column: m > u at the exact level"""
    for name, rows in shares(case).items():
        for r in rows:
            if r["level"] in ("exact", "exact+exact"):
                assert float(r["m"]) > float(r["u"]), (name, r)


@asked_of(*ALL)
def different_is_against(case):
    """to differ speaks against it, but where people move: m < u at the lowest"""
    for name, rows in shares(case).items():
        for r in rows:
            if not r["household"] and r["level"] in ("different", "different+different"):
                assert float(r["m"]) < float(r["u"]), (name, r)


@asked_of(*TWO)
def strangers_counted(case):
    """u of exact agreement is near the share of stranger pairs that agree"""
    if case.kind != "register":
        return
    for name in ("postcode", "suburb", "soc_sec_id", "state"):
        left, right = case.left.column(name), case.right.column(name)
        given = sum(bool(a) for a in left) * sum(bool(b) for b in right)
        both = Counter(right)
        agree = sum(both[a] for a in left if a) - len(case.world.true)
        row = next(r for r in shares(case)[name] if r["level"] == "exact")
        assert float(row["u"]) < max(0.03, 2.5 * max(0, agree) / given), row
        if agree > 50:
            assert float(row["u"]) > 0.4 * agree / given, (row, agree / given)


# ----------------------------------------------------------------------- report

@asked_of(*ALL)
def counts_of_the_report(case):
    """links and reviews of the report are those of links.csv"""
    base, pairs = case.base(), case.base().pairs()
    for word, name in (("link", "links"), ("review", "reviews")):
        assert base.measure(name) == sum(p.decision == word for p in pairs)


@asked_of(*ALL)
def bands_of_the_report(case):
    """its bands of probability count the pairs that are listed"""
    bands = {m: float(r["value"]) for m, r in case.base().report().items()
             if m.startswith("pairs_0")}
    for name, n in bands.items():
        low, high = map(float, name.split("_")[1:])
        inside = sum(low <= p.probability < high or high == 1 ==
                     p.probability for p in case.base().pairs())
        assert low == 0 or n == inside, (name, n, inside)


@asked_of(*ALL)
def intervals(case):
    """a share lies in [0, 1] and in its interval"""
    for name, r in case.base().report().items():
        if name.endswith(("_rate", "_blocking")) and r["value"]:
            value = float(r["value"])
            assert 0 <= value <= 1, r
            if r["low"]:
                assert float(r["low"]) <= value <= float(r["high"]), r


@asked_of(*TWO)
def false_links_expected(case):
    """the false-link rate is the mean doubt of the links"""
    doubt = [1 - p.probability for p in case.base().pairs()
             if p.decision == "link"]
    assert near(case.base().measure("false_link_rate"),
                sum(doubt) / len(doubt), 0.02)


@asked_of(*ALL)
def pairs_possible(case):
    """the report knows how many pairs there are, and compared no more"""
    n = len(case.left.rows)
    possible = n * (n - 1) / 2 if case.right is None \
        else n * len(case.right.rows)
    assert case.base().measure("pairs_possible") == possible
    assert case.base().measure("pairs_compared") <= possible


@asked_of(*ALL)
def small_files_wholly(case):
    """a small file is compared wholly, and nothing is missed by blocking"""
    base = case.base()
    assert base.measure("pairs_compared") == base.measure("pairs_possible")
    assert base.measure("missed_by_blocking") == 0


@asked_of(*ALL)
def unlinkable(case):
    """a blank record counts as one that can't be linked"""
    n = 10
    blank = [["nobody-%d" % k] + [""] * (len(case.left.header) - 1)
             for k in range(n)]
    total = len(case.left.rows) + n + (len(case.right.rows)
                                       if case.right else 0)
    rate = case.link(case.left.with_rows(blank)).measure("unlinkable_rate")
    assert rate >= n / total - 1e-9, (rate, n / total)


@asked_of(*TWO)
def matches_expected(case):
    """as many matches are expected as there are, within a third"""
    expected = case.base().measure("matches_expected")
    assert 0.67 < expected / len(case.world.true) < 1.34, (
        expected, len(case.world.true))


@asked_of("register", "office", "parts")
def truth(case):
    """links are true"""
    links = case.base().links()
    assert len(links - case.world.true) <= 1, sorted(links - case.world.true)
    assert len(links & case.world.true) >= 0.8 * len(case.world.true)


@asked_of(*ALL)
def nobody_in_shares(case):
    """parameters and report hold no id and no value of a person"""
    said = b"".join(case.base().files[n] for n in
                    ("parameters.csv", "report.csv", "report.html"))
    for table in (case.left, case.right):
        for row in table.rows if table else ():
            for cell in row[1:]:
                assert len(cell) < (3 if cell > "一" else 8) or cell.isdigit() or \
                    cell.encode() not in said, "a cell"
