"""Looks for marker people in every file of a study outside inbox/, identity/
and review/: names, kana, birth dates, telephones and numbers, in every
encoding and unkeyed hash that a leak could take.

  find_markers.py STUDY...      prints what it found, exit 1 if anything
  find_markers.py --self-test   plants one leak of each kind and finds it
"""
import base64, hashlib, itertools, os, sys, tempfile, unicodedata

PEOPLE = [
    {"name": "鬼灯　桔梗子", "kana": "ﾎｵｽﾞｷ ｷｷｮｳｺ", "birth": (1948, 11, 23),
     "era": ["S23.11.23", "昭和23年11月23日"], "number": "MK-77310",
     "phone": "04-0777-3311"},
    {"name": "鴎外　雛菊", "kana": "オウガイ　ヒナギク", "birth": (1951, 9, 17),
     "era": ["S26.9.17", "昭和26年9月17日"], "number": "MK-77311",
     "phone": "04-0777-3312"},
]
HALF = {c: unicodedata.normalize("NFKC", c) for c in map(chr, range(0xFF66, 0xFFA0))}
FULL = {v: k for k, v in HALF.items()}
FULL.update({unicodedata.normalize("NFC", v + m): k + h for v, k in list(FULL.items())
             for m, h in (("\u3099", "ﾞ"), ("\u309a", "ﾟ"))
             if len(unicodedata.normalize("NFC", v + m)) == 1})


def half(text):
    return "".join(FULL.get(c, c) for c in text)


def spellings(person):
    name, kana = person["name"], unicodedata.normalize("NFKC", person["kana"])
    y, m, d = person["birth"]
    names = {name, name.replace("　", ""), name.replace("　", " "), name.split("　")[1]}
    kanas = {person["kana"], kana, kana.replace(" ", ""), kana.replace(" ", "　")}
    kanas |= {half(k) for k in kanas}
    births = {"%04d-%02d-%02d" % (y, m, d), "%d/%d/%d" % (y, m, d),
              "%04d/%02d/%02d" % (y, m, d), "%04d%02d%02d" % (y, m, d), *person["era"]}
    others = {person["number"], person["phone"], person["phone"].replace("-", "")}
    return names, kanas, births, others


def needles(person):
    """Bytes -> what they are."""
    names, kanas, births, others = spellings(person)
    found = {}
    for text in names | kanas | births | others:
        for code in ("utf-8", "cp932", "utf-16-le", "utf-16-be", "euc_jp"):
            try:
                raw = text.encode(code)
            except UnicodeEncodeError:
                continue
            found[raw] = "plain " + code
            if len(raw) >= 6:
                found[raw.hex().encode()] = "hex of " + code
                found[raw.hex().upper().encode()] = "hex of " + code
                for shift in range(3):
                    b = base64.b64encode(b"\0" * shift + raw)
                    b = b[(0, 2, 3)[shift]:len(b) - (0 if (len(raw) + shift) % 3 == 0 else 4)]
                    if len(b) >= 8:
                        found[b] = "base64 of " + code
    # What somebody might hash: any one field, and the usual combinations.
    singles = names | kanas | others
    combos = set(singles)
    for a, b in itertools.product(names | kanas, births):
        combos |= {a + s + b for s in ("", ",", "|", "_", " ")}
    for a, b, c in itertools.product(names, kanas, births):
        combos |= {a + s + b + s + c for s in ("", ",", "|")}
    for text in combos:
        for code in ("utf-8", "cp932"):
            try:
                raw = text.encode(code)
            except UnicodeEncodeError:
                continue
            for algorithm in ("md5", "sha1", "sha256"):
                h = hashlib.new(algorithm, raw)
                found[h.hexdigest().encode()] = algorithm
                found[h.digest()] = algorithm
    return found


def files_of(study):
    for folder, below, names in os.walk(study):
        if folder == study:
            below[:] = [b for b in below if b not in ("inbox", "identity", "review")]
        for name in names:
            yield os.path.join(folder, name)


def search(study, wanted, files=None):
    """Short needles are sought one by one, hashes by their first bytes."""
    hits = []
    for path in files or files_of(study):
        with open(path, "rb") as f:
            content = f.read()
        low = content.lower()
        for needle, what in wanted.items():
            if needle in content or (what in ("md5", "sha1", "sha256") and needle.lower() in low):
                hits.append((path, what))
    return hits


def self_test(wanted):
    person = PEOPLE[0]
    name, kana, birth = person["name"], person["kana"], "1948-11-23"
    leaks = {
        "utf-8": name.encode(), "cp932": name.encode("cp932"),
        "half-width": kana.encode(), "utf-16": name.encode("utf-16-le"),
        "base64": base64.b64encode(("x" + name).encode()), "hex": name.encode().hex().encode(),
        "number": person["number"].encode(), "birth": birth.encode(),
        "md5": hashlib.md5((name.replace("　", "") + birth).encode()).hexdigest().encode(),
        "sha1": hashlib.sha1((name + "," + birth).encode("cp932")).hexdigest().upper().encode(),
        "sha256": hashlib.sha256((name + birth).encode()).digest(),
    }
    missed = []
    with tempfile.TemporaryDirectory() as study:
        path = os.path.join(study, "leak")
        for what, leak in leaks.items():
            with open(path, "wb") as f:
                f.write(b"before " + leak + b" after")
            if not search(study, wanted):
                missed.append(what)
    print("not found:", missed)
    return bool(missed)


def main():
    wanted = {}
    for person in PEOPLE:
        wanted.update(needles(person))
    if sys.argv[1] == "--self-test":
        return self_test(wanted)
    if sys.argv[1] == "--file":
        hits = search("", wanted, sys.argv[2:])
    else:
        hits = [h for study in sys.argv[1:] for h in search(study, wanted)]
    for path, what in sorted(set(hits)):
        print(path, what)
    return bool(hits)


sys.exit(main())
