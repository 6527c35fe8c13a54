#!/usr/bin/python3
"""count_rows: does the balance's `received` agree with Python's csv module?

usage: count_rows.py STUDY

Counts the rows of every inbox file that the handover accepted, without the
project's own reader: not blank, not a footnote (first filled cell starts
with ※), not a total (合計 in the first filled cell), not the header again.
Where a file has rows that no reader could split, it is left to the findings.
"""
import csv
import gzip
import io
import json
import sys
import unicodedata


def text_of(path):
    raw = open(path, 'rb').read()
    if raw[:2] == b'\x1f\x8b':
        raw = gzip.decompress(raw)
    for encoding in ('utf-8-sig', 'cp932'):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            pass
    return None


def is_data(row, header):
    cells = [unicodedata.normalize('NFKC', c).strip() for c in row]
    filled = [c for c in cells if c]
    if not filled or filled[0].startswith('※'):
        return False
    if filled[0].replace(' ', '') in ('合計', '計', '総計'):
        return False
    return cells != header


def rows_in(path):
    text = text_of(path)
    if text is None:
        return None
    rows = list(csv.reader(io.StringIO(text, newline='')))
    header = next((r for r in rows if sum(bool(c.strip()) for c in r) > 1), [])
    header = [unicodedata.normalize('NFKC', c).strip() for c in header]
    start = next(i for i, r in enumerate(rows)
                 if sum(bool(c.strip()) for c in r) > 1)
    return sum(is_data(r, header) for r in rows[start:])


def main():
    study = sys.argv[1]
    manifest = json.load(open(study + '/handover/manifest.json'))
    balance = {row['file']: row for row in
               csv.DictReader(open(study + '/handover/balance.csv'))}
    different = compared = 0
    for file in manifest['files']:
        if file['refused'] or str(file['number']) not in balance:
            continue
        name = file['name'].removeprefix('inbox/')
        counted = rows_in('%s/inbox/%s' % (study, name))
        received = int(balance[str(file['number'])]['received'])
        if counted is None:
            continue
        compared += 1
        if counted != received:
            different += 1
            print('%s: received %d, Python counts %d' %
                  (name, received, counted))
    sys.exit(different > 0 or compared == 0)


main()
