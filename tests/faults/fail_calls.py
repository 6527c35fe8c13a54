"""fail_calls.py: lets single calls of ayumi-anonymize fail (fail_call.c), and
looks at what comes of it.

  fail_calls.py sweep PROGRAM SHIM STEP ARGUMENT…
      runs PROGRAM with these arguments on copies of the study they name, each
      time with another call failing: every STEP-th of the places that call.
  fail_calls.py stand-in PROGRAM SHIM STATE ARGUMENT…
      for tests/coverage.sh, in the place of PROGRAM: first lets calls fail on
      a copy until every call within the program that is still unknown to the
      folder STATE has had a failure below it (FAIL_CALL_FROM of fail_call.c:
      a crash, exit 70 and silence are written to STATE/wrong.txt), then runs
      PROGRAM as asked.

Each failure of a sweep must end in one of two ways: the program says what went wrong,
exits with more than 1, leaves the handover whole, and the same command again
gives what an undisturbed run gives; or the failure did no harm, and exit
code, words on stdout and every byte are those of an undisturbed run. Anything
else is printed; exit 1. What stands in identity/ is drawn anew in each run:
there only names count."""
import collections
import concurrent.futures
import contextlib
import hashlib
import os
import re
import shutil
import sqlite3
import stat
import subprocess
import sys
import tempfile

Place = collections.namedtuple("Place", "hash function times frames")
Run = collections.namedtuple("Run", "code out err tree")

UNREADABLE = 3 # an input; `check` says it on stdout
BACKUP = ".backup" # beside the study; its bytes are drawn anew
LARGEST_STUDY = 4 << 20


# ------------------------------------------------------------- one invocation


class Invocation:
    """What the program is started with, so that it can be started again."""

    def __init__(self, program, shim, arguments):
        self.program, self.shim, self.arguments = program, shim, arguments
        self.stdin = self.slurp(0)
        self.fds = {}
        for i, word in enumerate(arguments[:-1]):
            if word == "--passphrase-fd" and arguments[i + 1].isdigit():
                fd = int(arguments[i + 1])
                if fd > 2 and fd not in self.fds:
                    self.fds[fd] = self.slurp(fd)
        self.folders = self.find_folders()
        self.scratch = None

    @staticmethod
    def slurp(fd):
        try:
            mode = os.fstat(fd).st_mode
        except OSError:
            return None
        if not (stat.S_ISFIFO(mode) or stat.S_ISREG(mode)):
            return None
        parts = []
        while True:
            part = os.read(fd, 1 << 16)
            if not part:
                return b"".join(parts)
            parts.append(part)

    def find_folders(self):
        """The folders that the command works in: study and --out."""
        named = {}
        for i, word in enumerate(self.arguments[:-1]):
            if word in ("--study", "--out"):
                named[word] = self.arguments[i + 1]
        if "--study" not in named and "--out" not in named:
            named["--study"] = "."
        return [os.path.abspath(f) for f in named.values()]

    def size(self):
        total = 0
        for folder in self.folders:
            for place, _, names in os.walk(folder):
                total += sum(os.lstat(os.path.join(place, n)).st_size for n in names)
        return total

    def copy(self, place):
        """Arguments that work in a copy of the folders under place."""
        arguments = list(self.arguments)
        for i, folder in enumerate(self.folders):
            to = os.path.join(place, str(i), os.path.basename(folder))
            os.makedirs(os.path.dirname(to))
            if os.path.isdir(folder):
                shutil.copytree(folder, to, symlinks=True)
            for j, word in enumerate(arguments):
                whole = os.path.abspath(word)
                if whole == folder or whole.startswith((folder + "/", folder + BACKUP)):
                    arguments[j] = to + whole[len(folder):]
        if arguments[0] == "backup" and not arguments[-2].startswith("--") and \
                not os.path.exists(arguments[-1]):
            arguments[-1] = os.path.join(place, "backup")
        if not any(w in ("--study", "--out") for w in arguments) and \
                os.path.exists(os.path.join(self.folders[0], "study.csv")):
            arguments += ["--study", os.path.join(place, "0", os.path.basename(self.folders[0]))]
        return arguments

    def start(self, arguments, environment=None, replace=False):
        """Runs it; its input is what this process was given."""
        inherited = []
        for fd, data in self.fds.items():
            if data is None:
                continue
            f = tempfile.TemporaryFile()
            f.write(data)
            f.flush()
            os.lseek(f.fileno(), 0, os.SEEK_SET)
            os.dup2(f.fileno(), fd, inheritable=True)
            inherited.append(fd)
        stdin = None
        if self.stdin is not None:
            stdin = tempfile.TemporaryFile()
            stdin.write(self.stdin)
            stdin.flush()
            stdin.seek(0)
        if replace:
            if stdin is not None:
                os.dup2(stdin.fileno(), 0)
            os.execv(self.program, [self.program] + arguments)
        done = subprocess.run(
            [self.program] + arguments, stdin=stdin or subprocess.DEVNULL,
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, pass_fds=inherited,
            env={**os.environ, **(environment or {})})
        return done

    def run(self, place, arguments, environment=None):
        done = self.start(arguments, environment)
        out = done.stdout.replace(place.encode(), b"PLACE")
        err = done.stderr.decode("utf-8", "replace").replace(place, "PLACE")
        return Run(done.returncode, out, err, tree(place))

    def disturbed(self, at):
        return {"LD_PRELOAD": self.shim, "FAIL_CALL_AT": at}


def tree(place):
    """Path -> digest of what is there; '' where only the name counts. What the
    check of a file found may be kept or not, as a cache may."""
    found = {}
    for folder, _, names in os.walk(place):
        for name in names:
            path = os.path.join(folder, name)
            short = os.path.relpath(path, place)
            if "/identity/checked/" in short:
                continue
            if "/identity/" in short or short.endswith((".lock", BACKUP)) or \
                    not os.path.isfile(path):
                found[re.sub(r"[0-9a-f]{16,}", "#", short)] = ""
                continue
            if short.endswith("study.sqlite"):
                found[short] = content(path)
                continue
            with open(path, "rb") as f:
                found[short] = hashlib.sha256(f.read()).hexdigest()
    return found


def content(path):
    """Of a database: what it says, not in which of its pages."""
    with contextlib.closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as db:
        return hashlib.sha256("\n".join(db.iterdump()).encode()).hexdigest()


def handover_of(files):
    """Of the study itself, not of one that is being restored beside it."""
    return {n: d for n, d in files.items()
            if "/handover/" in n and ".restoring/" not in n}


def difference(one, other):
    names = sorted(n for n in set(one) | set(other) if one.get(n) != other.get(n))
    return ", ".join(names[:6])


# ------------------------------------------------------------- one failure


def is_crash(bad):
    return bad.code < 0 or bad.code >= 128 or bad.code == 70


def verdict(invocation, good, place):
    """None or what is wrong."""
    folder = tempfile.mkdtemp(prefix="fail.", dir=invocation.scratch)
    try:
        arguments = invocation.copy(folder)
        before = handover_of(tree(folder))
        bad = invocation.run(folder, arguments, invocation.disturbed(place.hash))
        said = bad.err.strip()
        if is_crash(bad):
            return f"ends with {bad.code}: {said[-300:]}"
        is_told = bad.code > 0 and bad.err != good.err or \
            bad.code == UNREADABLE and bad.out != good.out
        if bad.code in (good.code, 0, 1) and not is_told:
            if bad.code != good.code:
                return f"exit {bad.code}, undisturbed {good.code}: {said[-300:]}"
            if bad.tree != good.tree:
                return f"exit {bad.code} as if nothing were wrong, but other files: " + \
                    difference(bad.tree, good.tree)
            if bad.out != good.out:
                return f"exit {bad.code} as if nothing were wrong, but other words"
            return None
        if not said and bad.out == good.out:
            return f"exit {bad.code} without a word"
        # A file that can't be read is refused, and the others cross.
        if bad.code > UNREADABLE and \
                handover_of(bad.tree) not in (before, handover_of(good.tree)):
            return "the handover is neither the old one nor the new one"
        again = invocation.run(folder, arguments)
        if again.tree != good.tree:
            return f"after exit {bad.code} the same command ends with {again.code}, " + \
                "and other files: " + difference(again.tree, good.tree) + \
                " | " + again.err.strip()[-300:]
        if again.code > 1 and again.code != good.code and again.tree == before:
            return f"after exit {bad.code} it ends with {again.code} for ever"
        return None
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def record(invocation):
    """An undisturbed run, and the places it calls from."""
    folder = os.path.join(invocation.scratch, "good")
    log = os.path.join(invocation.scratch, "places")
    arguments = invocation.copy(folder)
    good = invocation.run(folder, arguments, {"LD_PRELOAD": invocation.shim,
                                              "FAIL_CALL_LOG": log})
    shutil.rmtree(folder, ignore_errors=True)
    if not os.path.exists(log):
        return good, []
    with open(log) as f:
        places = [Place(h, name, int(n), frames.split(","))
                  for h, name, n, frames in (line.split() for line in f)]
    return good, sorted(places, key=lambda p: (p.frames[::-1], p.function))


def spell(program, place):
    """The way from main to the call, in words."""
    frames = ["0x%x" % (int(f, 16) - 1) for f in place.frames]
    done = subprocess.run(["addr2line", "-f", "-s", "-e", program] + frames,
                          stdout=subprocess.PIPE, text=True)
    lines = done.stdout.split("\n")
    steps = [f"{lines[i]} ({lines[i + 1].split(' ')[0]})" for i in range(0, len(lines) - 1, 2)]
    return place.function + " < " + " < ".join(steps)


# ------------------------------------------------------------- a whole sweep


def sweep(program, shim, step, arguments):
    invocation = Invocation(program, shim, arguments)
    invocation.scratch = tempfile.mkdtemp(prefix="fail_calls.")
    wrong = 0
    try:
        good, places = record(invocation)
        chosen = places[::step]
        with concurrent.futures.ThreadPoolExecutor(2 if not invocation.fds else 1) as pool:
            results = pool.map(lambda p: verdict(invocation, good, p), chosen)
            for place, what in zip(chosen, results):
                if what is not None:
                    wrong += 1
                    print(f"{what}\n    {place.hash} {spell(program, place)}")
        print(f"{' '.join(arguments[:1])}: exit {good.code}; {len(places)} places call, "
              f"{len(chosen)} failed, {wrong} went wrong")
    finally:
        shutil.rmtree(invocation.scratch, ignore_errors=True)
    return wrong == 0 and len(chosen) > 0


# ------------------------------------------------------------- the stand-in


def disturb(invocation, state):
    """Lets each call fail that had no failure yet, in one process."""
    start = os.path.join(invocation.scratch, "from")
    place = os.path.join(invocation.scratch, "into")
    arguments = [a.replace(start + "/", place + "/") for a in invocation.copy(start)]
    done = invocation.start(arguments, {
        "LD_PRELOAD": invocation.shim, "FAIL_CALL_FROM": start, "FAIL_CALL_INTO": place,
        "FAIL_CALL_KNOWN": os.path.join(state, "known")})
    lines = done.stdout.decode().splitlines()
    with open(os.path.join(state, "tried"), "a") as f:
        f.write(f"{lines[-1] if lines else 'ended early'}: {' '.join(invocation.arguments)}\n")
    with open(os.path.join(state, "wrong.txt"), "a") as f:
        f.writelines(spell_line(invocation, line) for line in lines[:-1])
        if done.returncode not in (0, 1) or not lines:
            f.write(f"exit {done.returncode}: {' '.join(invocation.arguments)}\n")


def spell_line(invocation, line):
    """WHAT: FUNCTION ADDRESS… in words."""
    what, _, call = line.partition(": ")
    function, *frames = call.split()
    place = Place("", function, 1, ["%x" % (int(f, 16) + 1) for f in frames])
    return f"{what}: {' '.join(invocation.arguments)}\n" + \
        f"    {spell(invocation.program, place)}\n"


def has_terminal():
    try:
        os.close(os.open("/dev/tty", os.O_RDWR))
        return True
    except OSError:
        return False


def stand_in(program, shim, state, arguments):
    if has_terminal() or "FAIL_CALL_AT" in os.environ:
        os.execv(program, [program] + arguments)
    invocation = Invocation(program, shim, arguments)
    try:
        if invocation.size() <= LARGEST_STUDY:
            invocation.scratch = tempfile.mkdtemp(prefix="fail_calls.")
            disturb(invocation, state)
    finally:
        if invocation.scratch is not None:
            shutil.rmtree(invocation.scratch, ignore_errors=True)
    invocation.start(arguments, replace=True)


if __name__ == "__main__":
    how, program, shim, where = sys.argv[1:5]
    if how == "sweep":
        sys.exit(not sweep(program, shim, int(where), sys.argv[5:]))
    stand_in(program, shim, where, sys.argv[5:])
