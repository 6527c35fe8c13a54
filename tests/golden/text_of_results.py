#!/usr/bin/python3
"""text_of_results: a run's output folder as text that can be compared.

usage: text_of_results.py FOLDER INTO

For every file below FOLDER one text file below INTO: CSV, HTML and JSON as they
are, a workbook as its sheets' cells, a PDF as the text on its pages. What
depends on the study's key is taken out: pseudonyms become PSEUDONYM, files
with one row a person are sorted, numbers keep nine digits (the order of rows
decides the last ones); of run.json only what depends on neither key nor time
is kept.
"""
import json
import os
import re
import subprocess
import sys
import xml.etree.ElementTree
import zipfile

PSEUDONYM = re.compile(r'\b(?=[0-9]*[A-Z])T?[0-9A-Z]{13}\b')
LONG_NUMBER = re.compile(r'-?\d+\.\d{6,}(?:e[-+]?\d+)?')
SHEET = '{http://schemas.openxmlformats.org/spreadsheetml/2006/main}'
KEY_OR_TIME = re.compile('sha256|hash|fingerprint|started|ended|second'
                         '|handover|codebook|settings|program|version')


def text_of_workbook(path):
    lines = []
    with zipfile.ZipFile(path) as book:
        shared = []
        if 'xl/sharedStrings.xml' in book.namelist():
            root = xml.etree.ElementTree.fromstring(
                book.read('xl/sharedStrings.xml'))
            shared = [''.join(t.text or '' for t in item.iter(SHEET + 't'))
                      for item in root]
        index = xml.etree.ElementTree.fromstring(book.read('xl/workbook.xml'))
        names = [s.get('name') for s in index.iter(SHEET + 'sheet')]
        for number, name in enumerate(names, 1):
            lines.append('== ' + name)
            root = xml.etree.ElementTree.fromstring(
                book.read('xl/worksheets/sheet%d.xml' % number))
            for row in root.iter(SHEET + 'row'):
                cells = []
                for cell in row.iter(SHEET + 'c'):
                    value = cell.findtext(SHEET + 'v') or ''
                    if cell.get('t') == 's':
                        value = shared[int(value)]
                    elif cell.get('t') == 'inlineStr':
                        value = ''.join(t.text or ''
                                        for t in cell.iter(SHEET + 't'))
                    cells.append(value)
                lines.append('\t'.join(cells))
    return '\n'.join(lines) + '\n'


def text_of_run(path):
    def keep(value):
        if isinstance(value, dict):
            return {k: keep(v) for k, v in value.items()
                    if not KEY_OR_TIME.search(k)}
        if isinstance(value, list):
            return [keep(v) for v in value]
        return value

    run = json.load(open(path, encoding='utf-8'))
    return json.dumps(keep(run), ensure_ascii=False, indent=1) + '\n'


def text_of(path):
    if path.endswith('.xlsx'):
        return text_of_workbook(path)
    if path.endswith('.pdf'):
        return subprocess.run(['pdftotext', '-layout', path, '-'], check=True,
                              capture_output=True).stdout.decode()
    if path.endswith('run.json'):
        return text_of_run(path)
    with open(path, encoding='utf-8-sig') as text:
        return text.read()


def without_key(text, by_person):
    text = PSEUDONYM.sub('PSEUDONYM', text)
    text = LONG_NUMBER.sub(lambda m: '%.9g' % float(m.group()), text)
    text = re.sub(r'\b[0-9a-f]{12,64}\b', 'HASH', text)
    if by_person:
        text = '\n'.join(sorted(text.split('\n')))
    return text


def main():
    folder, into = sys.argv[1:]
    for place, _, names in os.walk(folder):
        for name in names:
            path = os.path.join(place, name)
            target = os.path.join(into, os.path.relpath(path, folder))
            os.makedirs(os.path.dirname(target), exist_ok=True)
            by_person = os.path.basename(place) == 'export'
            with open(target + '.txt', 'w', encoding='utf-8') as out:
                out.write(without_key(text_of(path), by_person))


main()
