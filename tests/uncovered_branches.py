"""uncovered_branches.py: which branches of a room no test has taken.

  uncovered_branches.py report SOURCE OBJECTS ROOM EXCUSES AT_LEAST
      reads the counts beside the object files under OBJECTS (a build with
      -D AYUMI_COVERAGE=ROOM), prints for each file the share of branches and
      lines taken, worst first, and each branch not taken and not excused as
      file:line: text. Exit 1 if there is one, or an excuse of the room that
      excuses nothing, or if less than AT_LEAST per cent of all branches were
      taken; an excuse doesn't make one taken.
  uncovered_branches.py check SOURCE EXCUSES
      does every excuse still stand for a line of the source? Exit 1 if not.

EXCUSES is a CSV file with the columns file, function, text, reason: branches
on lines of that file, within that function (blank: any) and with that text
(blank: any line of the function)."""
import collections
import csv
import json
import os
import re
import subprocess
import sys

Excuse = collections.namedtuple("Excuse", "file function text reason")
Branch = collections.namedtuple("Branch", "file line function index")


def read_excuses(path):
    with open(path, encoding="utf-8", newline="") as f:
        return [Excuse(*(row[c] for c in Excuse._fields)) for row in csv.DictReader(f)]


def source_lines(source, name):
    with open(os.path.join(source, name), encoding="utf-8") as f:
        return f.read().split("\n")


def excuses(excuse, branch, text):
    return excuse.file == branch.file and excuse.function in ("", branch.function) and \
        excuse.text in text


# ------------------------------------------------------------------- report


def gcov(folder, names):
    done = subprocess.run(["gcov", "-b", "-c", "--json-format", "--stdout"] + names,
                          cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                          text=True)
    return [json.loads(line) for line in done.stdout.split("\n") if line]


def counted_files(source, objects, room):
    """file -> {line: (function, count, [count of each branch])}"""
    found = {}
    for folder, _, names in os.walk(objects):
        notes = [n for n in names if n.endswith(".gcno")]
        if not notes:
            continue
        for report in gcov(folder, notes):
            for f in report["files"]:
                name = os.path.relpath(os.path.join(report["current_working_directory"],
                                                    f["file"]), source)
                if not name.startswith(room + "/") or not name.endswith(".c"):
                    continue
                lines = found.setdefault(name, {})
                for line in f["lines"]:
                    lines[line["line_number"]] = (
                        line.get("function_name", ""), line["count"],
                        [b["count"] for b in line["branches"]])
    return found


def report(source, objects, room, excuse_path, at_least):
    files = counted_files(source, objects, room)
    known = read_excuses(excuse_path)
    used = collections.Counter()
    shares, left = [], []
    n_all = n_taken = n_excused = 0
    for name, lines in sorted(files.items()):
        text = source_lines(source, name)
        taken = total = 0
        for number, (function, _, counts) in sorted(lines.items()):
            for index, count in enumerate(counts):
                total += 1
                taken += count > 0
                if count > 0:
                    continue
                b = Branch(name, number, function, index)
                excuse = next((e for e in known if excuses(e, b, text[number - 1])), None)
                if excuse is None:
                    left.append((b, text[number - 1].strip(), lines[number][1]))
                else:
                    n_excused += 1
                    used[excuse] += 1
        n_lines = sum(count > 0 for _, count, _ in lines.values())
        shares.append((taken / total if total else 1, total, n_lines, len(lines), name))
        n_all += total
        n_taken += taken
    for b, text, count in left:
        print(f"{b.file}:{b.line}: {text}" + ("" if count else "   (never run)"))
    for share, total, n_lines, all_lines, name in sorted(shares):
        print(f"{100 * share:6.1f} % of {total:4d} branches  "
              f"{100 * n_lines / max(all_lines, 1):6.1f} % of {all_lines:4d} lines  {name}")
    idle = [e for e in known if e.file.startswith(room + "/") and used[e] == 0]
    for e in idle:
        print(f"no longer needed: {e.file} {e.function} '{e.text}'")
    if n_all == 0:
        print("nothing was counted")
        return False
    share = 100 * n_taken / n_all
    print(f"{share:.2f} % of {n_all} branches taken ({at_least} % wanted); "
          f"{n_all - n_taken} not taken: {n_excused} with a reason, {len(left)} without")
    return share >= float(at_least) and not left and not idle


# -------------------------------------------------------------------- check


def function_lines(lines, function):
    """The lines of one function: from its name at the left margin to `}`."""
    start = re.compile(r"^[a-z].*\b" + re.escape(function) + r"\(|^" + re.escape(function) + r"\(")
    for i, line in enumerate(lines):
        if start.match(line) and not line.rstrip().endswith(";"):
            end = next((j for j in range(i, len(lines)) if lines[j] == "}"), len(lines))
            if all(";" not in row for row in lines[i:i + 4] if row and not row[0].isspace()):
                return lines[i:end]
    return []


def check(source, excuse_path):
    wrong = 0
    for e in read_excuses(excuse_path):
        good = len(e.reason) >= 10 and (e.function or e.text) and \
            os.path.exists(os.path.join(source, e.file))
        if good:
            lines = source_lines(source, e.file)
            if e.function:
                lines = function_lines(lines, e.function)
            good = any(e.text in line for line in lines)
        if not good:
            wrong += 1
            print(f"stands for nothing: {e.file} {e.function} '{e.text}'")
    return wrong == 0


if __name__ == "__main__":
    run = {"report": report, "check": check}[sys.argv[1]]
    sys.exit(not run(*sys.argv[2:]))
