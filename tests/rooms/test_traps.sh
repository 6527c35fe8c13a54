#!/usr/bin/env bash
# Every trap that was listed for the offices' files has a test that names it:
# tests/traps.csv says which, and each stands there with the trap's id above it.
. "$(dirname "$0")/../claims.sh"
source=$AYUMI_SOURCE

# judge CSV: what is wrong with it, one line each
judge() {
    python3 - "$source" "$1" <<'PY'
import csv, os, re, sys
root, table = sys.argv[1:]
rows = list(csv.DictReader(open(table, encoding="utf-8")))
starts = {".c": ["START_TEST(%s)", "RULE(%s,"], ".py": ['("%s"'],
          ".sh": ['claim "%s"', 'trap_of "%s"']}
seen, named = set(), set()


def marks_above(lines, at):
    """The ids in the comment that ends right above a line."""
    text = []
    while at > 0 and re.match(r"\s*(#|/\*| \*)", lines[at - 1]):
        at -= 1
        text.insert(0, lines[at])
    text = " ".join(text)
    return text.split("traps:", 1)[1].split() if "traps:" in text else []


for r in rows:
    where = os.path.join(root, r["test_file"])
    if r["trap"] in seen:
        print(r["trap"], "twice")
    seen.add(r["trap"])
    if not all(r.values()):
        print(r["trap"], "has a blank cell")
    if not os.path.exists(where):
        print(r["trap"], "no such file", r["test_file"])
        continue
    lines = open(where, encoding="utf-8").read().split("\n")
    shapes = starts[os.path.splitext(where)[1]]
    at = [i for i, l in enumerate(lines) if any(s % r["test"] in l for s in shapes)]
    if len(at) != 1:
        print(r["trap"], "test is there %d times:" % len(at), r["test"])
    elif r["trap"] not in marks_above(lines, at[0]):
        print(r["trap"], "is not named above", r["test"])
for folder, _, files in os.walk(os.path.join(root, "tests")):
    for name in files:
        path = os.path.join(folder, name)
        if os.path.splitext(name)[1] not in starts or name == "test_traps.sh" and "rooms" in folder:
            continue
        for line in open(path, encoding="utf-8"):
            if "traps: " in line:
                named.update(re.findall(r"\b(?:\d\d|[a-z]+[0-9]*)-\d+\b", line.split("traps: ")[1]))
for trap in sorted(named - seen):
    print(trap, "is named in a test and not in the table")
if len(rows) < 250:
    print("the table is cut:", len(rows), "rows")
PY
}

judge "$source/tests/traps.csv" >"$scratch/found"
claim "every trap has its test, and the test names it" empty "$scratch/found"

{ cat "$source/tests/traps.csv"
  echo '99-1,x,x,1,x,tests/base/test_text.c,nobody_wrote_this'
  echo '99-2,x,x,1,x,tests/base/test_text.c,folding_twice_changes_nothing_more'
  echo '99-3,x,x,1,x,tests/base/test_none.c,x'; } >"$scratch/spoiled.csv"
notices() {
    judge "$scratch/spoiled.csv" | tee "$scratch/wrong"
    [ "$(cut -d' ' -f1 "$scratch/wrong" | tr '\n' ' ')" = '99-1 99-2 99-3 ' ]
}
claim "a test that is missing, or does not name its trap, is noticed" notices
all_claimed
