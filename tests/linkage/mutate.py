#!/usr/bin/env python3
"""mutate.py: is a broken engine found out?

    mutate.py [--only WORD] [--draws 2]

From the source folder, by hand: it takes a quarter of an hour and more on two
cores, and is no part of the gate. Each mutation breaks one place of the engine
in a copy of the sources; the claims of claims_*.py are asked of that engine,
and how many do not hold is printed with the first of them. Exit code 1 when a
mutation goes unnoticed, or does not fit the sources any more."""
import argparse
import os
import shutil
import subprocess
import sys
import tempfile

MUTATIONS = (
    ("rivals on one side only", "assignment.c",
     "if (second_competes)", "if (second_competes && round > 999)"),
    ("rivals do not count", "assignment.c",
     "(others > 0 ? others : 0.0)", "(others > 0 ? 0.0 : 0.0)"),
    ("a link from the review threshold on", "linkage_run.c",
     "p->decision = p->probability >= l->options.threshold ?",
     "p->decision = p->probability >= l->options.review_from ?"),
    ("a full budget is refused", "linkage_run.c",
     "if (pairs <= l->options.pair_budget)",
     "if (pairs < l->options.pair_budget)"),
    ("clusters of two people may be joined", "clusters.c",
     "if (a == b || are_told_apart(c, a, b))",
     "if (a == b || (a == NO_RECORD && are_told_apart(c, a, b)))"),
    ("a decided pair does not come first", "clusters.c",
     "    begin_with_labels(c);\n",
     "    if (n == 0)\n        begin_with_labels(c);\n"),
    ("a decision is forgotten", "linkage_labels.c",
     "if (label != NULL)\n            all[k].before",
     "if (label != NULL && l->data.is_dedupe)\n            all[k].before"),
    ("rows in the order in which they came", "linkage_data.c",
     "    qsort(order, r->n_rows, sizeof *order, by_id);\n",
     "    (void)by_id;\n"),
    ("common values say more than rare ones", "rarity.c",
     "return (float)-log(", "return (float)log("),
    ("the two records count among the others", "rarity.c",
     "rarity_of(c->count[f] - 2.0, n - 2.0", "rarity_of(c->count[f], n"),
    ("small kana stay small", "normal_kana.c",
     "uint32_t normal_large_kana(uint32_t c)\n{",
     "uint32_t normal_large_kana(uint32_t c)\n{\n"
     "    if (c >= 0x30a1 && c <= 0x30f6)\n        return c;"),
    ("variation selectors stay", "normal_fold.c",
     "(c >= 0xe0100 && c <= 0xe01ef)", "(c >= 0xe0100 && c <= 0xe0100)"),
    ("no dash but two", "normal_fold.c",
     "(c >= 0x2010 && c <= 0x2015)", "(c >= 0x2010 && c <= 0x2010)"),
    ("the lost zero stays lost", "normal_telephone.c",
     "    restore_zero(x);\n", "    if (x->n > 99)\n        restore_zero(x);\n"),
    ("given and family name of one header", "column_meaning.c",
     "{\"名前\", MEANING_NAME},", "{\"名前\", MEANING_SURNAME},"),
    ("values are counted, not their forms", "column_meaning.c",
     "size_t n_forms = count_forms(c);",
     "size_t n_forms = c->n_values - 1 + 0 * count_forms(c);"),
    ("m is not held off 0 and 1", "match_weights.c",
     "mass[c] + strength * before[c]) /", "mass[c] + 0 * before[c]) /"),
    ("m and u change places", "match_weights.c",
     "says ? log(fmax(u->m[c], LEAST_SHARE) / u->u[c])",
     "says ? -log(fmax(u->m[c], LEAST_SHARE) / u->u[c])"),
    ("a pair of two blocks is compared twice", "pair_scores.c",
     "r < s->rule; r++)\n        if (x[r]", "r + 99 < s->rule; r++)\n        if (x[r]"),
    ("a step of the waterfall is left out", "linkage_explain.c",
     "        sum += bits;\n", "        sum += n == 0 ? 0 : bits;\n"),
    ("reviews count as links in the report", "linkage_report.c",
     'add_count(r, "links", of[DECISION_LINK]);',
     'add_count(r, "links", of[DECISION_LINK] + of[DECISION_REVIEW]);'),
    ("a missing value is a difference", "levels.c",
     "if (x == 0 || y == 0)\n        return LEVEL_MISSING;",
     "if (x == 0 && y == 0)\n        return LEVEL_MISSING;\n"
     "    if (x == 0 || y == 0)\n        return LEVEL_DIFFERENT;"),
    ("ids are not mirrored", "linkage_files.c",
     "bool turned = l->data.is_exchanged;",
     "bool turned = l->data.is_exchanged && l->data.n_records > 9999;"),
    ("settings in the order of their rows", "linkage_settings.c",
     "    int order = strcmp(a->columns, b->columns);\n", "    int order = 0;\n"),
    ("〒 is part of a postcode", "normal_digits.c",
     "(c >= 0x80 && c != POSTAL_MARK)", "(c >= 0x80 || c == POSTAL_MARK)"),
)


def run(command, folder, **more):
    return subprocess.run(command, cwd=folder, capture_output=True, text=True,
                          **more)


def build(folder):
    done = run(["cmake", "--build", "build", "--target", "ayumi-anonymize"],
               folder)
    if done.returncode != 0:
        return (done.stdout + done.stderr)[-600:]
    return None


def broken_claims(folder, draws):
    """Those that do not hold of the engine there, or what it said."""
    done = run([sys.executable, "tests/linkage/claims.py", "--program",
                "build/bin/ayumi-anonymize", "--draws", str(draws)], folder,
               env=dict(os.environ, PYTHONDONTWRITEBYTECODE="1"))
    return [line[len("not true: "):] for line in done.stdout.split("\n")
            if line.startswith("not true: ")]


def try_one(folder, mutation, draws):
    """Whether somebody noticed; prints one line."""
    what, name, old, new = mutation
    path = os.path.join(folder, "anonymize", name)
    with open(path, encoding="utf-8") as f:
        sources = f.read()
    if sources.count(old) < 1:
        print("does not fit: %s (%s)" % (what, name), flush=True)
        return False
    with open(path, "w", encoding="utf-8") as f:
        f.write(sources.replace(old, new))
    wrong = build(folder)
    found = [] if wrong else broken_claims(folder, draws)
    with open(path, "w", encoding="utf-8") as f:
        f.write(sources)
    print("%3d claims broken: %s (%s)%s" % (
        len(found), what, name, "; first: " + found[0] if found else
        "; does not build: " + wrong if wrong else ""), flush=True)
    return bool(found)


def main():
    options = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    options.add_argument("--only", default="")
    options.add_argument("--draws", type=int, default=2)
    o = options.parse_args()
    folder = tempfile.mkdtemp(prefix="ayumi-mutants.")
    source = os.path.join(folder, "source")
    shutil.copytree(".", source, ignore=shutil.ignore_patterns("build", ".git"))
    run(["cmake", "--preset", "dev"], source)
    wrong = build(source)
    sound = wrong is None and not broken_claims(source, o.draws)
    print("the engine as it is: %s" % ("every claim holds" if sound
                                       else wrong or "claims are broken"))
    noticed = [try_one(source, m, o.draws) for m in MUTATIONS
               if o.only in m[0]]
    print("%d of %d mutations noticed" % (sum(noticed), len(noticed)))
    shutil.rmtree(folder)
    return not sound or not all(noticed)


if __name__ == "__main__":
    sys.exit(main())
