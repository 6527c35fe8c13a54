#!/usr/bin/env python3
"""claims: what must hold of any files that are linked, asked of drawn ones.

    claims.py --program build/bin/ayumi-anonymize [--draws 2] [--seed 1] [--only WORD]

Each claim is a function of claims_*.py whose first line says what is true. It
is asked of files drawn anew `draws` times, by turns of the kinds it names
(register, office, parts, town: two files; names, historical: one), each at
least once. A claim counts once, whatever the draws; where one fails, the seed
is said. Ends with `N passed, N failed`."""
import argparse
import importlib
import random
import shutil
import sys
import tempfile
import time

import drawn

MODULES = ("claims_form", "claims_order", "claims_company", "claims_numbers",
           "claims_told")


class Case:
    """One draw: a world, dice, and the bench."""

    def __init__(self, bench, kind, seed, name):
        self.bench, self.kind, self.seed = bench, kind, seed
        self.dice = random.Random("%s %d" % (name, seed))
        self.world = bench.world(kind, seed)
        self.left, self.right = self.world.left, self.world.right

    def base(self):
        return self.bench.of(self.world)

    def link(self, left=None, right=None, **more):
        """Like the base, with what is given in place of the drawn files."""
        if left is None:
            left = self.left
        if right is None:
            right = self.right
        return self.bench.link(left, right, **more)

    def start(self, **more):
        return self.bench.start(self.left, self.right, **more)

    def sure_true(self):
        """One of the five surest true links."""
        links = [p for p in self.base().pairs() if p.key in self.world.true]
        links.sort(key=lambda p: (-p.probability, p.key))
        return self.dice.choice(links[:5]).key

    def both(self, change):
        """The same change to both files, or to the one."""
        return (change(self.left),
                None if self.right is None else change(self.right))


def claims_of(module):
    """Functions in the order in which they stand."""
    found = [f for f in vars(module).values() if hasattr(f, "kinds")]
    return sorted(found, key=lambda f: f.__code__.co_firstlineno)


def ask(bench, claim, draws, first_seed):
    """Message of the first draw for which it does not hold, or None. A claim
    that has nothing to ask of a draw says False; of all it can't."""
    asked = False
    for k in range(max(draws, len(claim.kinds))):
        kind = claim.kinds[k % len(claim.kinds)]
        seed = first_seed + k
        try:
            case = Case(bench, kind, seed, claim.__name__)
            asked |= claim(case) is not False
        except Exception as broken:  # also one that the claim did not expect
            return "%s, seed %d: %s %s" % (kind, seed, type(broken).__name__,
                                         str(broken)[:400])
    return None if asked else "no draw had anything to ask of"


def main():
    options = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    options.add_argument("--program", required=True)
    options.add_argument("--draws", type=int, default=2)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--only", default="")
    options.add_argument("--times", action="store_true")
    o = options.parse_args()
    folder = tempfile.mkdtemp(prefix="ayumi-claims.")
    bench = drawn.Bench(o.program, folder)
    passed = failed = 0
    for name in MODULES:
        for claim in claims_of(importlib.import_module(name)):
            sentence = claim.__doc__.split("\n")[0]
            if o.only not in claim.__name__ and o.only not in sentence:
                continue
            before = time.process_time(), time.time()
            broken = ask(bench, claim, o.draws, o.seed)
            if broken is None:
                passed += 1
            else:
                failed += 1
                print("not true: %s (%s)\n    %s" % (sentence, claim.__name__,
                                                     broken))
            if o.times:
                print("%5.2f s %s" % (time.time() - before[1],
                                      claim.__name__))
    shutil.rmtree(folder, ignore_errors=True)
    if o.times:
        print("%d runs of the engine" % bench.n_runs)
    print("%d passed, %d failed" % (passed, failed))
    return failed > 0


if __name__ == "__main__":
    sys.exit(main())
