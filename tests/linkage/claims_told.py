"""What is told is kept: settings, thresholds, budgets, decided pairs."""
import re

from drawn import asked_of, numbers_in, same_bytes, same_pairs, \
    same_sure_links

TWO = ("register", "office")
ONE = ("names", "historical")
ALL = TWO + ONE


def option(name, value):
    return dict(kind="option", columns=name, method="", arguments=str(value))


def settings_with(case, *options):
    """Those of the base run with other options."""
    names = {o["columns"] for o in options}
    return [r for r in case.base().settings()
            if r["kind"] != "option" or r["columns"] not in names] + \
        list(options)


# --------------------------------------------------------------------- settings

@asked_of(*ALL)
def given_back(case):
    """settings.csv given back gives the same folder, and the same again"""
    again = case.link(settings=case.base().files["settings.csv"])
    # A column that was left out is now left out by the settings.
    same_bytes(case.base(), again, *case.base().files.keys()
               - {"settings.csv"})
    thrice = case.link(settings=again.files["settings.csv"])
    same_bytes(again, thrice, *again.files)


@asked_of(*ALL)
def settings_in_any_order(case):
    """the order of its rows says nothing"""
    rows = case.base().settings()
    case.dice.shuffle(rows)
    same_bytes(case.base(), case.link(settings=rows))


@asked_of(*ALL)
def settings_as_excel_saves_them(case):
    """Excel may have saved it: byte order mark and Windows' line ends"""
    text = "\ufeff" + case.base().files["settings.csv"].decode().replace(
        "\n", "\r\n")
    same_bytes(case.base(), case.link(settings=text))


@asked_of(*ALL)
def options_alone(case):
    """options alone leave the choice of columns to the engine"""
    same_bytes(case.base(), case.link(settings=[option("threshold", 0.95)]))


def column_of_text(case):
    names = [r["columns"] for r in case.base().settings()
             if r["kind"] == "compare" and r["method"] == "text"]
    return case.dice.choice(names)


def with_share(case, name, told):
    return [dict(r, arguments=r["arguments"].split(" ")[0] + " " + told)
            if r["columns"] == name else r for r in case.base().settings()]


@asked_of("register", "historical")
def told_m(case):
    """an m that is told is not learnt"""
    name, share = column_of_text(case), case.dice.choice((0.5, 0.7, 0.93))
    row = exact_row(case.link(settings=with_share(
        case, name, "m.exact=%g" % share)), name)
    assert abs(float(row["m"]) - share) < 1e-9, row


@asked_of("register", "historical")
def told_u(case):
    """a u that is told is not counted"""
    name, share = column_of_text(case), case.dice.choice((0.2, 0.01, 0.003))
    row = exact_row(case.link(settings=with_share(
        case, name, "u.exact=%g" % share)), name)
    assert abs(float(row["u"]) - share) < 1e-9, row


def exact_row(result, name):
    return next(r for r in result.table("parameters.csv")
                if r["columns"] == name and r["level"] == "exact")


@asked_of("register", "historical")
def told_shares_come_back(case):
    """told shares stand in the settings that were used, and are read again"""
    name = column_of_text(case)
    one = case.link(settings=with_share(case, name, "m.exact=0.8 u.exact=0.04"))
    two = case.link(settings=one.files["settings.csv"])
    same_bytes(one, two, *one.files)


@asked_of("register", "historical")
def common_is_less(case):
    """the more common agreement is said to be, the less every pair weighs"""
    name = column_of_text(case)
    runs = [case.link(settings=with_share(case, name, "u.exact=%g" % u))
            for u in (0.002, 0.4)]
    bits = [{key: float(s["bits"]) for key, steps in r.steps().items()
             for s in steps if s["step"] == name and s["level"] == "exact"}
            for r in runs]
    both = bits[0].keys() & bits[1].keys()
    assert both and all(bits[0][k] > bits[1][k] for k in both)


# --------------------------------------------------------------------- threshold

@asked_of(*TWO)
def higher_threshold(case):
    """a higher threshold gives a part of the links, and moves no probability"""
    low, high = sorted(case.dice.sample((0.5, 0.8, 0.9, 0.97, 0.9999), 2))
    a = case.link(settings=[option("threshold", low)])
    b = case.link(settings=[option("threshold", high)])
    same_pairs(a, b, 0)
    assert b.links() <= a.links()
    assert a.links() == a.links(low) and b.links() == b.links(high)


@asked_of(*ONE)
def higher_threshold_of_one(case):
    """in one file, too: clusters are parts of clusters"""
    a, b = (case.link(settings=[option("threshold", t)]) for t in (0.9, 0.999))
    coarse = a.clusters()
    groups = {}
    for record, cluster in b.clusters().items():
        groups.setdefault(cluster, set()).add(coarse[record])
    assert all(len(g) == 1 for g in groups.values())


@asked_of(*TWO)
def review_from(case):
    """review_from moves nothing but reviews"""
    a, b = (case.link(settings=[option("review_from", r)])
            for r in (0.01, 0.3))
    same_pairs(a, b, 0)
    assert a.links() == b.links()
    asked = [{p.key for p in x.pairs() if p.decision == "review"}
             for x in (a, b)]
    assert asked[1] <= asked[0]


@asked_of(*ALL)
def false_link_rate(case):
    """a lower false-link rate gives a part of the links, and is kept"""
    runs = [(rate, case.link(settings=[option("false_link_rate", rate)]))
            for rate in (0.05, 0.001)]
    assert runs[1][1].links() <= runs[0][1].links()
    assert runs[0][1].links()
    for rate, run in runs:
        doubt = [1 - p.probability for p in run.pairs()
                 if p.decision == "link"]
        assert not doubt or sum(doubt) / len(doubt) <= rate + 1e-12


@asked_of(*ONE)
def false_link_rate_of_one(case):
    """in one file, too: clusters are what the links say"""
    run = case.link(settings=[option("false_link_rate", 0.01)])
    clusters = run.clusters()
    for p in run.pairs():
        together = clusters[p.left] == clusters[p.right]
        assert together == (p.decision == "link"), p


@asked_of(*TWO)
def one_to_many(case):
    """one to many: the probabilities of one side add up to one at most"""
    run = case.link(settings=[option("assignment", "one_to_many")])
    sums = [{}, {}]
    for p in run.pairs():
        for side in (0, 1):
            sums[side][p.key[side]] = sums[side].get(p.key[side], 0) + \
                p.probability
    larger = 0 if len(case.left.rows) > len(case.right.rows) else 1
    assert max(sums[larger].values()) <= 1 + 1e-9 or \
        max(sums[1 - larger].values()) <= 1 + 1e-9


@asked_of("office", "register")
def shared_partner(case):
    """one to many: two records of one person find the same partner"""
    pair = case.sure_true()
    row = list(case.left.rows[case.left.ids().index(pair[0])])
    row[0] = "zz-again"
    run = case.link(case.left.with_rows([row]),
                    settings=[option("assignment", "one_to_many")])
    links = run.links()
    assert {pair, ("zz-again", pair[1])} <= links, \
        [p for p in run.pairs() if p.right == pair[1]]


# ----------------------------------------------------------------------- budget

def plan_of(done):
    """Possible and compared pairs, as a dry run tells them."""
    return numbers_in(re.search(r"of [0-9]+ possible.*", done.stderr +
                                done.stdout).group())[:2]


@asked_of(*ALL)
def dry_run(case):
    """a dry run tells the pairs that a run compares, and writes nothing"""
    import os
    done, folder = case.start(options=("--dry-run",))
    assert done.returncode == 0 and not os.path.exists(folder)
    assert plan_of(done) == [case.base().measure("pairs_possible"),
                             case.base().measure("pairs_compared")]


@asked_of(*ALL)
def budget(case):
    """a budget of just the pairs is enough, one pair less is refused"""
    n = int(case.base().measure("pairs_compared"))
    same_bytes(case.base(), case.link(settings=[option("pair_budget", n)]))
    done, _ = case.start(settings=[option("pair_budget", n - 1)])
    assert done.returncode == 4, done.returncode
    assert str(n) in done.stderr and str(n - 1) in done.stderr, done.stderr


# ------------------------------------------------------------------------ blocks

def with_blocks(case, *blocks):
    return [r for r in case.base().settings() if r["kind"] != "block"] + [
        dict(kind="block", columns=b, method="", arguments="") for b in blocks]


@asked_of("register", "historical")
def block_by_hand(case):
    """a block compares exactly the pairs that agree in its column"""
    name = case.dice.choice(("postcode", "state", "suburb")
                            if case.kind == "register" else
                            ("gender", "birth_place"))
    run = case.link(settings=with_blocks(case, name + ":whole"))
    assert run.measure("pairs_compared") == len(agreeing(case, name)), name


def agreeing(case, *names):
    """Pairs that agree, to the letter, in all these columns."""
    def cells(table, row):
        return tuple(row[table.header.index(n)] for n in names)
    other = case.right or case.left
    return {(a[0], b[0]) for a in case.left.rows for b in other.rows
            if cells(case.left, a) == cells(other, b)
            and all(cells(case.left, a))
            and (case.right is not None or a[0] < b[0])}


@asked_of("register", "historical")
def two_blocks_by_hand(case):
    """two blocks compare each pair of either once"""
    names = ("postcode", "state") if case.kind == "register" else \
        ("gender", "birth_place")
    run = case.link(settings=with_blocks(case, *(n + ":whole" for n in names)))
    pairs = agreeing(case, names[0]) | agreeing(case, names[1])
    assert run.measure("pairs_compared") == len(pairs)


@asked_of("register", "historical")
def block_of_two_pieces(case):
    """a block of two pieces compares the pairs that agree in both"""
    names = ("suburb", "state") if case.kind == "register" else \
        ("gender", "birth_place")
    run = case.link(settings=with_blocks(
        case, "+".join(n + ":whole" for n in names)))
    assert run.measure("pairs_compared") == len(agreeing(case, *names))


@asked_of("register", "historical")
def blocks_in_any_order(case):
    """the order of blocks changes nothing that is compared"""
    names = ["postcode:whole", "suburb:whole", "state:whole"] \
        if case.kind == "register" else ["gender:whole", "birth_place:whole",
                                         "surname:whole"]
    runs = []
    for _ in range(2):
        runs.append(case.link(settings=with_blocks(case, *names)))
        names.reverse()
    same_pairs(*runs, within=1e-9)


@asked_of("register")
def listed_pairs_are_of_a_block(case):
    """no pair is listed that no block names"""
    run = case.link(settings=with_blocks(case, "postcode:whole"))
    assert set(run.by_key()) <= agreeing(case, "postcode")


@asked_of("town")
def missed_by_blocks(case):
    """what blocks miss is expected near to what they miss"""
    names = case.dice.sample(("suburb", "given_name", "postcode",
                              "date_of_birth", "address_1"), 2)
    run = case.link(settings=with_blocks(case, *(n + ":whole" for n in names)))
    found = set().union(*(agreeing(case, n) for n in names))
    missed = 1 - len(found & case.world.true) / len(case.world.true)
    assert abs(run.measure("missed_by_blocking") - missed) < 0.07, (
        names, run.measure("missed_by_blocking"), missed)


@asked_of("town")
def chosen_blocks(case):
    """files of many pairs are compared in part, and next to nothing is missed"""
    base = case.base()
    assert base.measure("pairs_compared") < 0.5 * base.measure("pairs_possible")
    listed = set(base.by_key())
    unlisted = len(case.world.true - listed) / len(case.world.true)
    assert abs(base.measure("missed_by_blocking") - unlisted) < 0.01, (
        base.measure("missed_by_blocking"), unlisted)
    assert len(base.links() & case.world.true) > 0.97 * len(case.world.true)


@asked_of("town")
def chosen_blocks_in_any_order(case):
    """blocks are chosen alike whatever the order of rows, columns and files"""
    left, right = case.both(lambda t: t.shuffled(case.dice)
                            .with_columns_shuffled(case.dice))
    same_bytes(case.base(), case.link(left, right), *case.base().files)
    same_pairs(case.base(), case.bench.link(case.right, case.left), 0,
               lambda key: key[::-1])


@asked_of("town")
def threads_of_many(case):
    """so they are on any number of threads"""
    for jobs in ("1", "3"):
        same_bytes(case.base(), case.link(options=("--jobs", jobs)),
                   *case.base().files)


@asked_of("town")
def dry_run_of_many(case):
    """a dry run tells no fewer pairs than are compared"""
    done, _ = case.start(options=("--dry-run",))
    planned = plan_of(done)[1]
    compared = case.base().measure("pairs_compared")
    assert 0 < compared <= planned, (planned, compared)


@asked_of("town")
def chosen_blocks_given_back(case):
    """the blocks that were chosen are used when they are given back"""
    given = case.base().files["settings.csv"]
    run = case.link(settings=given)
    assert run.measure("pairs_compared") == case.base().measure(
        "pairs_compared")
    assert run.links() == case.base().links()
    same_bytes(case.base(), run, "settings.csv")


# ----------------------------------------------------------------- decided pairs

def label(key, word):
    return dict(left_id=key[0], right_id=key[1], label=word)


def a_doubtful(case):
    """A pair that is not sure; of records that no sure link has."""
    taken = {r for key in case.base().links() for r in key}
    free = [p.key for p in case.base().pairs()
            if p.probability < 0.9 and not set(p.key) & taken]
    return case.dice.choice(free or sorted(case.base().by_key()))


@asked_of(*ALL)
def decided_same(case):
    """a pair decided as 同一 is a link"""
    key = a_doubtful(case)
    run = case.link(labels=[label(key, "同一")])
    assert key in run.links(), run.by_key().get(key)


@asked_of(*ALL)
def decided_different(case):
    """a pair decided as 別人 is none, however sure it was"""
    key = case.dice.choice(sorted(case.base().links()))
    run = case.link(labels=[label(key, "別人")])
    assert key not in run.links(), run.by_key().get(key)


@asked_of(*TWO)
def decided_never_compared(case):
    """a pair decided as 同一 is a link also where it was not listed"""
    listed = case.base().by_key()
    taken = {r for key in case.base().links() for r in key}
    key = next((a, b) for a in case.left.ids() for b in case.right.ids()
               if (a, b) not in listed and not {a, b} & taken)
    assert key in case.link(labels=[label(key, "same")]).links()


@asked_of(*ALL)
def undecided(case):
    """不明 changes nothing"""
    keys = sorted(case.base().by_key())[:5]
    same_bytes(case.base(), case.link(
        labels=[label(key, "不明") for key in keys]))


@asked_of(*ALL)
def taken_back(case):
    """a decision that is taken back leaves no trace"""
    key = case.dice.choice(sorted(case.base().by_key()))
    case.link(labels=[label(key, "別人")])
    same_bytes(case.base(), case.link(), *case.base().files)


@asked_of(*ALL)
def decisions_in_any_order(case):
    """the order of decisions says nothing, nor does a repetition"""
    links = sorted(case.base().links())
    labels = [label(key, "same") for key in case.dice.sample(links, 3)]
    one = case.link(labels=labels)
    same_bytes(one, case.link(labels=labels[::-1] + labels[:1]), *one.files)


@asked_of(*ONE)
def decisions_either_way(case):
    """in one file A and B is B and A"""
    key = case.dice.choice(sorted(case.base().by_key()))
    one = case.link(labels=[label(key, "different")])
    same_bytes(one, case.link(labels=[label(key[::-1], "different")]),
               *one.files)


@asked_of(*ONE)
def decided_apart(case):
    """in one file two people stay apart, however many are like both"""
    key = case.dice.choice(sorted(case.base().links()))
    row = list(case.left.rows[case.left.ids().index(key[0])])
    rows = [["zz-%d" % k] + row[1:] for k in range(3)]
    clusters = case.link(case.left.with_rows(rows),
                         labels=[label(key, "別人")]).clusters()
    assert clusters[key[0]] != clusters[key[1]]


@asked_of(*ONE)
def decided_chain(case):
    """in one file A = B and B = C are decided as A = C"""
    a, b, c = case.dice.sample(case.left.ids(), 3)
    run = case.link(labels=[label((a, b), "same"), label((b, c), "same")])
    assert len({run.clusters()[r] for r in (a, b, c)}) == 1
    done, _ = case.start(labels=[label((a, b), "same"), label((b, c), "same"),
                                 label((a, c), "別人")])
    assert done.returncode == 2 and "row 4" in done.stderr, done.stderr


@asked_of(*TWO)
def words_for_decisions(case):
    """同一, same and 1 are one word"""
    key = a_doubtful(case)
    one = case.link(labels=[label(key, "同一")])
    for word in ("same", "1"):
        same_bytes(one, case.link(labels=[label(key, word)]))


@asked_of(*TWO)
def decided_frees(case):
    """who is decided to be another frees the partner for a third"""
    pair = case.sure_true()
    row = list(case.right.rows[case.right.ids().index(pair[1])])
    row[0] = "zz-again"
    right = case.right.with_rows([row])
    tie = case.link(right=right).by_key()[pair]
    after = case.link(right=right, labels=[
        label((pair[0], "zz-again"), "別人")]).by_key()[pair]
    assert tie.probability <= 0.5 + 1e-9 < 0.95 <= after.probability, (tie,
                                                                       after)


@asked_of(*TWO)
def confirming(case):
    """to confirm sure links takes no sure link away"""
    links = sorted(case.base().links(0.999) & case.world.true)
    labels = [label(key, "同一") for key in case.dice.sample(links, 3)]
    same_sure_links(case.base(), case.link(labels=labels))


@asked_of(*TWO)
def judged(case):
    """the report tells how decided pairs were judged"""
    links = sorted(case.base().links(0.999))
    labels = [label(key, "same") for key in case.dice.sample(links, 3)]
    report = case.link(labels=labels).report()
    assert float(report["label_precision"]["value"]) == 1
    assert float(report["label_recall"]["value"]) == 1


@asked_of(*TWO)
def unknown_record(case):
    """a decision about a record that is not there is refused, with its row"""
    done, _ = case.start(labels=[label(sorted(case.base().links())[0], "same"),
                                 label(("nobody", "noone"), "same")])
    assert done.returncode == 2 and "row 3" in done.stderr, done.stderr


@asked_of(*TWO)
def contradiction(case):
    """two decisions that contradict each other are refused, with a row"""
    key = sorted(case.base().links())[0]
    done, _ = case.start(labels=[label(key, "same"), label(key, "別人")])
    assert done.returncode == 2 and "row" in done.stderr, done.stderr
