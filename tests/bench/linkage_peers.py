#!/usr/bin/env python3
"""linkage_peers.py: other people's record linkage on our sets, at p >= 0.95.

    linkage_peers.py splink|recordlinkage TRUTH.csv [RIGHT_TRUTH.csv]

One file is searched for doubles, two are linked. First column id, column
`cluster` the truth (kept from the peer). Prints one line: tool, links, false,
missed, precision, recall, F1, seconds. The product needs none of this: Splink
4, sqlglot and recordlinkage come from their sources (PYTHONPATH), pandas,
scikit-learn and jellyfish from Debian. Splink runs on DuckDB where a module of
that name is found (Python's own, or peers/duckdb.py on DuckDB's C library),
else on SQLite with its string functions taken from jellyfish.

Settings are what a careful user sets without truth: names by Jaro-Winkler with
term frequencies, dates and numbers by Levenshtein, the rest exactly; u from
random pairs, EM over two or three blockings."""
import itertools
import sqlite3
import sys
import time
from collections import Counter

import pandas as pd

NAMES = ("name", "surname", "given", "fname", "lname", "姓", "名", "カナ", "セイ",
         "メイ")
LONG = ("address", "street", "suburb", "birth_place", "email", "住所")
FAR = ("fname_c2", "lname_c2")  # mostly blank


def read(path):
    d = pd.read_csv(path, dtype=str, keep_default_na=False, encoding="utf-8-sig")
    d = d.rename(columns={d.columns[0]: "id"})
    return d.where(d != "", None)


def is_name(column):
    return any(w in column for w in NAMES) or any(w in column for w in LONG)


def score(tool, pairs, left, right, started):
    a = dict(zip(left["id"], left["cluster"]))
    b = dict(zip(right["id"], right["cluster"])) if right is not None else a
    if right is None:
        true = sum(n * (n - 1) // 2 for n in Counter(a.values()).values())
    else:
        count = Counter(b.values())
        true = sum(count[c] for c in a.values())
    links = len(pairs)
    good = sum(a[i] == b[j] for i, j in pairs)
    print("%s: links %d false %d missed %d precision %.4f recall %.4f F1 %.4f "
          "%.0f s" % (tool, links, links - good, true - good,
                      good / max(1, links), good / max(1, true),
                      2 * good / max(1, links + true), time.time() - started),
          flush=True)


def columns_of(left):
    return [c for c in left.columns if c not in ("id", "cluster") + FAR and
            left[c].notna().mean() > 0.3 and left[c].nunique() > 1]


def blockings(columns, frame):
    """Pairs of columns that leave few pairs, none used too often."""
    fine = sorted(columns, key=lambda c: -frame[c].nunique())[:6]
    return list(itertools.combinations(fine, 2))


# --------------------------------------------------------------------- splink

def sqlite_backend():
    import jellyfish
    from splink.internals.sqlite.database_api import SQLiteAPI
    api = SQLiteAPI(sqlite3.connect(":memory:"), register_udfs=False)

    def of_text(function):
        return lambda x, y: function(str(x), str(y))
    for name, function in (
            ("levenshtein", jellyfish.levenshtein_distance),
            ("damerau_levenshtein", jellyfish.damerau_levenshtein_distance),
            ("jaro_winkler", jellyfish.jaro_winkler_similarity),
            ("jaro", jellyfish.jaro_similarity)):
        api.con.create_function(name, 2, of_text(function))
    return api


def backend():
    try:
        import duckdb  # noqa: F401
        from splink import DuckDBAPI
        return DuckDBAPI()
    except ImportError:
        return sqlite_backend()


def splink(left, right):
    api = backend()
    import splink.comparison_library as cl
    from splink import Linker, SettingsCreator, block_on
    columns = columns_of(left)
    frame = pd.concat([left, right]) if right is not None else left
    comparisons = []
    for c in columns:
        if is_name(c):
            comparisons.append(cl.JaroWinklerAtThresholds(c, [0.92, 0.88, 0.7])
                               .configure(term_frequency_adjustments=True))
        elif frame[c].nunique() > 50:
            comparisons.append(cl.LevenshteinAtThresholds(c, [1, 2]))
        else:
            comparisons.append(cl.ExactMatch(c))
    rules = blockings(columns, frame)
    settings = SettingsCreator(
        link_type="dedupe_only" if right is None else "link_only",
        unique_id_column_name="id", comparisons=comparisons,
        blocking_rules_to_generate_predictions=[block_on(*r) for r in rules])
    tables = [t.drop(columns="cluster") for t in (left, right) if t is not None]
    linker = Linker(tables if len(tables) > 1 else tables[0], settings, api)
    t = linker.training
    t.estimate_probability_two_random_records_match(
        [block_on(*r) for r in rules[:3]], recall=0.7)
    t.estimate_u_using_random_sampling(max_pairs=1e6)
    for a, b in (rules[0], rules[-1], rules[len(rules) // 2]):
        t.estimate_parameters_using_expectation_maximisation(block_on(a, b))
    found = linker.inference.predict(
        threshold_match_probability=0.95).as_pandas_dataframe()
    pairs = list(zip(found["id_l"], found["id_r"]))
    if right is not None:
        known = set(left["id"])
        pairs = [(i, j) if i in known else (j, i) for i, j in pairs]
    return pairs


# -------------------------------------------------------------- recordlinkage

def recordlinkage(left, right):
    import recordlinkage as rl
    columns = columns_of(left)
    a = left.set_index("id")
    b = right.set_index("id") if right is not None else None
    frame = pd.concat([left, right]) if right is not None else left
    index = rl.Index()
    for rule in blockings(columns, frame):
        index.block(list(rule))
    pairs = index.index(a) if b is None else index.index(a, b)
    compare = rl.Compare()
    for c in columns:
        if is_name(c) or frame[c].nunique() > 50:
            compare.string(c, c, method="jarowinkler", threshold=0.88, label=c)
        else:
            compare.exact(c, c, label=c)
    features = compare.compute(pairs, a) if b is None else \
        compare.compute(pairs, a, b)
    classifier = rl.ECMClassifier()
    classifier.fit(features)
    return list(features[classifier.prob(features) >= 0.95].index)


def main(args):
    left = read(args[1])
    right = read(args[2]) if len(args) > 2 else None
    started = time.time()
    found = {"splink": splink, "recordlinkage": recordlinkage}[args[0]](left,
                                                                        right)
    score(args[0], found, left, right, started)


main(sys.argv[1:])
