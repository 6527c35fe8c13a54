"""fill_review: what a clerk does to review/pairs.xlsx, without Excel.

    fill_review.py BOOK list              one line a pair: verdict TAB all cells
    fill_review.py BOOK PATTERN=WORD ...  writes WORD as the verdict of each
                                          pair whose cells match PATTERN
Cells become inline strings, as other spreadsheet programs write them.
"""
import re
import sys
import zipfile
from xml.sax.saxutils import unescape

book = sys.argv[1]
with zipfile.ZipFile(book) as z:
    parts = {n: z.read(n) for n in z.namelist()}
sheet = parts["xl/worksheets/sheet1.xml"].decode()
shared = parts.get("xl/sharedStrings.xml", b"").decode()
strings = [unescape("".join(re.findall(r"<t[^>]*>([^<]*)</t>", si)))
           for si in re.findall(r"<si>(.*?)</si>", shared, re.S)]


def text_of(cell):
    inline = re.search(r"<is>(.*?)</is>", cell, re.S)
    if inline:
        return unescape("".join(re.findall(r"<t[^>]*>([^<]*)</t>", inline[1])))
    value = re.search(r"<v>([^<]*)</v>", cell)
    if not value:
        return ""
    return strings[int(value[1])] if 't="s"' in cell else value[1]


def cells_of(row):
    return re.findall(r"<c r=\"[A-Z]+\d+\"[^>]*?(?:/>|>.*?</c>)", row, re.S)


answers = [a.rpartition("=") for a in sys.argv[2:] if a != "list"]
out = sheet
for row in re.findall(r"<row r=\"\d+\".*?</row>", sheet, re.S):
    cells = cells_of(row)
    texts = [text_of(c) for c in cells]
    if len(texts) < 10 or not re.match("P[0-9A-Z]{13}$", texts[0]):
        continue
    line = " | ".join(t.replace("\n", " ") for t in texts)
    if "list" in sys.argv[2:]:
        print(texts[1] + "\t" + line)
    for pattern, _, word in answers:
        if not re.search(pattern, line):
            continue
        head = re.match(r"<c r=\"([A-Z]+\d+)\"( s=\"\d+\")?", cells[1])
        new = '<c r="%s"%s t="inlineStr"><is><t>%s</t></is></c>' % (
            head[1], head[2] or "", word)
        out = out.replace(row, row.replace(cells[1], new))
        break
if answers:
    parts["xl/worksheets/sheet1.xml"] = out.encode()
    with zipfile.ZipFile(book, "w", zipfile.ZIP_DEFLATED) as z:
        for name, body in parts.items():
            z.writestr(name, body)
