"""bit_flips.py PROGRAMS STUDY N [SEED]: flips N random bits, one at a time, in
the vault, the key and the manifest of a finished study, and starts the program
that reads the file. Prints, for each file, how many flips were accepted (the
program went on) and how many were refused without naming the file; both must
be 0. The study is left as it was.

Programs and codebooks are copied first: a codebook that is edited meanwhile
would be refused before the flipped file is."""
import os
import random
import shutil
import subprocess
import sys
import tempfile

programs, study, n = sys.argv[1], sys.argv[2], int(sys.argv[3])
dice = random.Random(int(sys.argv[4]) if len(sys.argv) > 4 else 1)

place = tempfile.mkdtemp(prefix="ayumi-flips.")
identity = os.path.join(place, "identity-room")
research = os.path.join(place, "research-room")
shutil.copytree(study, identity)
os.mkdir(research)
shutil.copy(os.path.join(study, "study.csv"), research)
shutil.copytree(os.path.join(study, "handover"), os.path.join(research, "handover"))

# The programs know the source tree around them by codebooks/ and base/.
source = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..")
tree = os.path.join(place, "tree")
shutil.copytree(os.path.join(source, "codebooks"), os.path.join(tree, "codebooks"))
os.mkdir(os.path.join(tree, "base"))
os.mkdir(os.path.join(tree, "bin"))
for name in ("ayumi", "ayumi-anonymize"):
    shutil.copy(os.path.join(programs, name), os.path.join(tree, "bin"))
programs = os.path.join(tree, "bin")

MATCH = [os.path.join(programs, "ayumi-anonymize"), "match", "--study", identity]
RUN = [os.path.join(programs, "ayumi"), "run", "--study", research]
FILES = [
    ("vault.sqlite", os.path.join(identity, "identity", "vault.sqlite"), MATCH),
    ("identity/key", os.path.join(identity, "identity", "key"), MATCH),
    ("manifest.json", os.path.join(research, "handover", "manifest.json"), RUN),
]


def run(command):
    done = subprocess.run(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT)
    return done.returncode, done.stdout.decode("utf-8", "replace")


def flip(path, good, bit):
    bad = bytearray(good)
    bad[bit // 8] ^= 1 << bit % 8
    with open(path, "r+b") as f:
        f.write(bad)


bad_files = 0
for name, path, command in FILES:
    with open(path, "rb") as f:
        good = f.read()
    accepted, unnamed, crashed = [], [], []
    for _ in range(n // len(FILES)):
        bit = dice.randrange(8 * len(good))
        flip(path, good, bit)
        code, said = run(command)
        if code <= 1:
            accepted.append(bit)
        elif name not in said:
            unnamed.append(bit)
        if code == 70 or code < 0 or code > 128:
            crashed.append(bit)
        with open(path, "r+b") as f:
            f.truncate()
            f.write(good)
    print(f"{name}: {n // len(FILES)} flips in {len(good)} bytes, accepted {len(accepted)}, "
          f"not named {len(unnamed)}, crashed {len(crashed)}")
    if accepted or unnamed or crashed:
        bad_files += 1
        print("  bits:", (accepted + unnamed + crashed)[:20])

code, said = run(MATCH)
if code > 1:
    bad_files += 1
    print("the restored study no longer runs:", said)
shutil.rmtree(place)
sys.exit(bad_files != 0)
