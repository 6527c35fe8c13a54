#!/usr/bin/env python3
"""quarters: what must hold of a study whatever came in, asked of drawn ones.

    quarters.py --program build/bin/ayumi-anonymize [--draws 2] [--seed 1]

Each draw is a study of 60 participants with consent and the roster of somebody
else, half of whose rows are theirs (measure_rosters.py). A claim counts once,
whatever the draws. Ends with `N passed, N failed`."""
import argparse
import csv
import io
import os
import random
import shutil
import subprocess
import sys
import tempfile
import types

import measure_rosters

ROSTER, PEOPLE = "2023Q2_15.csv", "2023Q2_01.csv"
VERDICT = "verdict"


class Study:
    def __init__(self, program, seed, folder):
        self.program, self.dice = program, random.Random(seed)
        size = types.SimpleNamespace(layout=5, size=(60, 24))
        self.folder, self.people, self.roster, self.truth = \
            measure_rosters.make_study(size, seed, folder)

    def path(self, *parts):
        return os.path.join(self.folder, *parts)

    def lines(self, name):
        with open(self.path("inbox", name), encoding="utf-8", newline="") as f:
            return f.read().split("\r\n")[:-1]

    def put(self, name, lines):
        with open(self.path("inbox", name), "w", encoding="utf-8",
                  newline="") as f:
            f.write("".join(line + "\r\n" for line in lines))

    def take(self, name):
        """The lines of a file, which is not there any more."""
        lines = self.lines(name)
        os.remove(self.path("inbox", name))
        return lines

    def run(self):
        """handover; what crossed, by file."""
        done = subprocess.run([self.program, "handover", "--study",
                               self.folder, "--quiet"], capture_output=True)
        assert done.returncode in (0, 1), done.stderr.decode()
        return self.crossed()

    def crossed(self):
        out = {}
        for name in sorted(os.listdir(self.path("handover"))):
            with open(self.path("handover", name), "rb") as f:
                out[name] = f.read()
        return out

    def forget(self):
        """The vault and all else that is known, but for the key."""
        for name in os.listdir(self.path("identity")):
            if name != "key":
                gone = self.path("identity", name)
                (shutil.rmtree if os.path.isdir(gone) else os.remove)(gone)

    def pairs(self):
        """Those of the sheet; there is none where nothing is asked."""
        if not os.path.exists(self.path("review", "pairs.csv")):
            return []
        with open(self.path("review", "pairs.csv"), encoding="utf-8-sig",
                  newline="") as f:
            return list(csv.DictReader(f))

    def answer(self, words):
        """Writes verdicts, {pair: word}, as a clerk does into the CSV."""
        rows = self.pairs()
        if not rows:
            return
        with open(self.path("review", "pairs.csv"), "w", encoding="utf-8-sig",
                  newline="") as f:
            w = csv.DictWriter(f, list(rows[0]), lineterminator="\r\n")
            w.writeheader()
            for row in rows:
                row[VERDICT] = words.get(row["pair"], row[VERDICT])
                w.writerow(row)


def table(crossed, kind):
    for name, content in crossed.items():
        if name.startswith(kind):
            return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"),
                                                   newline="")))
    return []


def subjects(crossed, kind):
    """By row of the file that came in: who it is."""
    return {int(r["row"]): r["subject"] for r in table(crossed, kind)}


def content(crossed):
    """What crossed, without the record of the run itself."""
    return {n: b for n, b in crossed.items() if n != "manifest.json"}


def open_pairs(study):
    """Pairs of a roster's row and a participant that a person must decide."""
    return [r for r in study.pairs() if r["B file"] == ROSTER
            and int(r["B row"]) not in subjects(study.crossed(), "15_")]


# ----------------------------------------------------------------------- claims

def again(s):
    """a second run gives the same bytes"""
    assert s.run() == s.run()


def in_steps(s):
    """files that come one by one give what files that come together give"""
    together = content(s.run())
    lines = s.lines(ROSTER)
    shutil.rmtree(s.path("handover"))
    shutil.rmtree(s.path("review"), ignore_errors=True)
    s.forget()
    os.remove(s.path("inbox", ROSTER))
    s.run()
    s.put(ROSTER, lines)
    assert content(s.run()) == together


def rows_of_a_roster(s):
    """a roster's rows in another order are the same people, as surely"""
    lines = s.lines(ROSTER)
    first = s.run()
    order = s.dice.sample(range(1, len(lines)), len(lines) - 1)
    s.put(ROSTER, [lines[0]] + [lines[k] for k in order])
    second = s.run()
    moved = {k + 1: new + 2 for new, k in enumerate(order)}
    one, two = subjects(first, "15_"), subjects(second, "15_")
    assert {moved[r]: who for r, who in one.items()} == two
    sure = [{int(r["row"]): r["probability"] for r in table(c, "links.csv")}
            for c in (first, second)]
    assert {moved[r]: p for r, p in sure[0].items()} == sure[1]


def later_roster(s):
    """a later file changes nobody's pseudonym"""
    lines = s.lines(ROSTER)
    s.put(ROSTER, lines[:13])
    first = s.run()
    s.put("2023Q3_15.csv", lines[:1] + lines[13:])
    second = s.run()
    assert subjects(first, "01_") == subjects(second, "01_")
    assert subjects(first, "15_") == subjects(second, "15_")


def a_roster_goes(s):
    """a file that goes takes no pseudonym of others with it"""
    first = s.run()
    s.take(ROSTER)
    assert subjects(first, "01_") == subjects(s.run(), "01_")


def probabilities(s):
    """each row that was linked has one probability, 0.99 or above"""
    crossed = s.run()
    rows = table(crossed, "links.csv")
    sure = {int(r["row"]): float(r["probability"]) for r in rows}
    assert len(sure) == len(rows) and rows
    assert set(sure) == set(subjects(crossed, "15_"))
    assert all(0.99 <= p <= 1 for p in sure.values()), sure


def one_to_one(s):
    """no two rows of a roster are one person, no person two pseudonyms"""
    crossed = s.run()
    for kind in ("01_", "15_"):
        who = list(subjects(crossed, kind).values())
        assert len(set(who)) == len(who)


def right_people(s):
    """rows go to the people whose they are"""
    crossed = s.run()
    number = {who: s.people[row - 2]["番号"]
              for row, who in subjects(crossed, "01_").items()}
    wrong = [row for row, who in subjects(crossed, "15_").items()
             if number.get(who) != s.truth.get(s.roster[row - 2]["番号"])]
    assert not wrong, wrong


def decided_same(s):
    """同一 gives the row to the participant, for certain"""
    s.run()
    for pair in open_pairs(s)[:1]:
        s.answer({pair["pair"]: "同一"})
        crossed = s.run()
        at = int(pair["B row"])
        assert subjects(crossed, "15_").get(at) == \
            subjects(crossed, "01_")[int(pair["A row"])], pair["pair"]


def decided_other(s):
    """別人 gives it to nobody, and is asked no more"""
    s.run()
    for pair in open_pairs(s)[:1]:
        s.answer({pair["pair"]: "別人"})
        crossed = s.run()
        assert subjects(crossed, "15_").get(int(pair["B row"])) != \
            subjects(crossed, "01_")[int(pair["A row"])]
        left = [r for r in s.pairs() if r["pair"] == pair["pair"]]
        assert all(r[VERDICT] for r in left)


def taken_back(s):
    """取消 gives back every byte that crossed"""
    before = content(s.run())
    pairs = [r for r in s.pairs() if not r[VERDICT]]
    for word in ("同一", "別人"):
        for pair in pairs[:2]:
            s.answer({pair["pair"]: word})
            s.run()
            s.answer({pair["pair"]: "取消"})
            s.run()
            after = content(s.run())
            assert after == before, [n for n in before
                                     if after.get(n) != before[n]]


def undecided(s):
    """不明 changes nothing that crosses, but what is said of open questions"""
    before = content(s.run())
    s.answer({r["pair"]: "不明" for r in s.pairs()})
    after = content(s.run())
    before.pop("findings.csv"), after.pop("findings.csv")
    assert after == before, [n for n in before if after.get(n) != before[n]]


def lost_sheet(s):
    """an answer outlives its sheet"""
    s.run()
    for pair in open_pairs(s)[:1]:
        s.answer({pair["pair"]: "同一"})
        first = content(s.run())
        shutil.rmtree(s.path("review"))
        assert content(s.run()) == first


def rebuilt(s):
    """a vault that is built anew from the same files has the same pseudonyms"""
    before = subjects(s.run(), "01_")
    s.forget()
    assert subjects(s.run(), "01_") == before


def nobody_crosses(s):
    """no name, reading or birth date crosses"""
    crossed = b"".join(s.run().values()).decode(errors="replace")
    for person in s.people:
        for cell in ("氏名", "フリガナ"):
            assert person[cell] not in crossed
            assert person[cell].replace("　", "") not in crossed
        assert person["生年月日"] not in crossed


CLAIMS = (again, in_steps, rows_of_a_roster, later_roster, a_roster_goes,
          probabilities, one_to_one, right_people, decided_same, decided_other,
          taken_back, undecided, lost_sheet, rebuilt, nobody_crosses)


def ask(program, claim, seed):
    folder = tempfile.mkdtemp(prefix="ayumi-quarters.")
    try:
        claim(Study(program, seed, folder))
        return None
    except Exception as broken:  # also one that the claim did not expect
        return "seed %d: %s %s" % (seed, type(broken).__name__,
                                   str(broken)[:300])
    finally:
        shutil.rmtree(folder)


def main():
    options = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    options.add_argument("--program", required=True)
    options.add_argument("--draws", type=int, default=2)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--only", default="")
    o = options.parse_args()
    failed = passed = 0
    for claim in CLAIMS:
        if o.only not in claim.__name__:
            continue
        found = [ask(o.program, claim, o.seed + k) for k in range(o.draws)]
        broken = [f for f in found if f is not None]
        failed += bool(broken)
        passed += not broken
        if broken:
            print("not true: %s (%s)\n    %s" % (claim.__doc__,
                                                 claim.__name__, broken[0]))
    print("%d passed, %d failed" % (passed, failed))
    return failed > 0


if __name__ == "__main__":
    sys.exit(main())
