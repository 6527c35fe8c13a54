#!/usr/bin/python3
"""leak_people: invented people, and everything by which one could be told.

usage: leak_people.py plant STUDY COUNT   adds their files to STUDY/inbox
       leak_people.py withdraw STUDY      every third of them withdraws
       leak_people.py patterns STUDY OUT  OUT.texts and OUT.digests for leak_scan
       leak_people.py leaks STUDY DIR     one file a kind of leak, to be found
       leak_people.py names               the kinds of leak, in order
       leak_people.py remains STUDY DIR   what a careless program leaves in files
                                          of SQLite and, where cores are written
                                          beside the program, in one
       leak_people.py list STUDY DIR      paths to search, NUL after each: all of
                                          the study but inbox/ and review/, and in
                                          DIR what workbooks, PDFs and the
                                          database hold when unpacked

plant writes rosters, consents, attendance, answers and a third party's roster
in three encodings: UTF-8 with BOM, CP932, and UTF-16 with tabs. Two thirds
agree to everything, the others to nothing or in part.

patterns covers them and the people of the sample town: names, kana (also
half-width, hiragana, NFD), birth dates in western and era forms, telephones
with hyphens and without, office numbers, addresses; each in UTF-8, CP932,
UTF-16 both ways and EUC-JP, plain, as hex, base64 (three offsets),
percent-encoded and as escapes; and unkeyed MD5, SHA-1, SHA-256 of each and of
the usual concatenations, raw and normalised.

OUT.texts: lines "size flag label" LF, then that many bytes and LF; flag 1 =
only between signs that are neither digit nor letter. OUT.digests: the first
eight bytes of each digest.
"""
import base64
import contextlib
import csv
import glob
import hashlib
import io
import itertools
import json
import os
import random
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import unicodedata
import urllib.parse
import zipfile

SURNAMES = [('鷺沼', 'サギヌマ'), ('鶴ヶ嶺', 'ツルガミネ'), ('椴法華', 'トドホッケ'), ('埖渡', 'ゴミワタリ'),
            ('寒河江', 'サガエ'), ('髙﨑', 'タカサキ'), ('蓬莱櫛', 'ホウライグシ'), ('瑠璃沓', 'ルリグツ'),
            ('鶯谷津', 'ウグイスヤツ'), ('檜葉縄', 'ヒバナワ'), ('轟木', 'トドロキ'), ('薊原', 'アザミハラ'),
            ('樗沢', 'オウチザワ'), ('柊平', 'ヒイラギダイラ'), ('蓼科野', 'タテシナノ'), ('鵜殿島', 'ウドノジマ')]
GIVEN = [('穂積', 'ホヅミ'), ('雛乃', 'ヒナノ'), ('錦治', 'キンジ'), ('篤胤', 'アツタネ'), ('露草', 'ツユクサ'),
         ('伊都子', 'イツコ'), ('嘉津彦', 'カツヒコ'), ('瑞枝', 'ミズエ'), ('勘兵衛', 'カンベエ'), ('ぎん子', 'ギンコ'),
         ('朔太郎', 'サクタロウ'), ('匁子', 'モンメコ'), ('杢之助', 'モクノスケ'), ('紬', 'ツムギ'), ('喜久代', 'キクヨ')]
ERAS = [('明治', 'M', 1868), ('大正', 'T', 1912), ('昭和', 'S', 1926), ('平成', 'H', 1989)]


class Person:
    def __init__(self, number, family, given, kana_family, kana_given, birth, zip_code, town, phone):
        self.number, self.family, self.given = number, family, given
        self.kana_family, self.kana_given = kana_family, kana_given
        self.birth = birth  # (year, month, day), Showa
        self.zip, self.town, self.phone = zip_code, town, phone


def invent(count):
    dice = random.Random(20260101)
    people = []
    for i in range(count):
        family, given = dice.choice(SURNAMES), dice.choice(GIVEN)
        people.append(Person(
            'ZQ-%06d' % (104417 + 7 * i) if i % 2 else '9%07d' % (441763 + 13 * i),
            family[0], given[0], family[1], given[1],
            (dice.randint(1930, 1963), dice.randint(1, 12), dice.randint(1, 28)),
            '8%02d-%04d' % (dice.randint(0, 99), dice.randint(0, 9999)),
            '%s%d丁目%d番' % (dice.choice(('鶯谷津町', '檜葉縄本町', '瑠璃沓新田')), i % 9 + 1, i),
            '0%d-%04d-%04d' % (dice.randint(4, 9), 7000 + i % 3000, dice.randint(0, 9999))))
    return people


def era_year(year):
    name, letter, first = [e for e in ERAS if e[2] <= year][-1]
    return name, letter, year - first + 1


# ------------------------------------------------------------------ spellings

def half_width(kana):
    table = {unicodedata.normalize('NFKC', chr(c)): chr(c) for c in range(0xFF66, 0xFF9E)}
    table.update({'\u3099': '\uff9e', '\u309a': '\uff9f'})
    return ''.join(table.get(c, c) for c in unicodedata.normalize('NFD', kana))


def hiragana(kana):
    return ''.join(chr(ord(c) - 0x60) if 'ァ' <= c <= 'ヶ' else c for c in kana)


def births_of(person):
    y, m, d = person.birth
    era, letter, n = era_year(y)
    return ['%04d-%02d-%02d' % (y, m, d), '%04d/%02d/%02d' % (y, m, d), '%d/%d/%d' % (y, m, d),
            '%04d%02d%02d' % (y, m, d), '%d年%d月%d日' % (y, m, d), '%04d.%02d.%02d' % (y, m, d),
            '%s%d.%d.%d' % (letter, n, m, d), '%s%02d.%02d.%02d' % (letter, n, m, d),
            '%s%02d%02d%02d' % (letter, n, m, d), '%s%d/%d/%d' % (letter, n, m, d),
            '%s%d年%d月%d日' % (era, n, m, d)]


def names_of(person):
    return [person.family + gap + person.given for gap in ('', ' ', '　')]


def kana_of(person):
    plain = [person.kana_family + gap + person.kana_given for gap in ('', ' ', '　')]
    return plain + [f(k) for k in plain[:2] for f in
                    (half_width, hiragana, lambda t: unicodedata.normalize('NFD', t))]


def phones_of(person):
    digits = person.phone.replace('-', '')
    parts = person.phone.split('-')
    return [person.phone, digits, '%s(%s)%s' % tuple(parts)] if digits else []


def spellings(person):
    """(what, text), every spelling once."""
    seen = set()
    for what, texts in (('name', names_of(person)), ('kana', kana_of(person)), ('birth', births_of(person)),
                        ('telephone', phones_of(person)), ('number', [person.number]),
                        ('address', [person.zip, person.town])):
        for text in texts:
            if text and text not in seen:
                seen.add(text)
                yield what, text


ENCODINGS = ('utf-8', 'cp932', 'utf-16-le', 'utf-16-be', 'euc_jp')


def disguises(raw, text):
    yield 'plain', raw
    yield 'hex', raw.hex().encode()
    yield 'HEX', raw.hex().upper().encode()
    for offset in range(3):
        whole = base64.b64encode(b'\0' * offset + raw)
        # Only symbols that no neighbour can change.
        inner = whole[(offset * 8 + 5) // 6:(offset + len(raw)) * 8 // 6]
        yield 'base64', inner
        yield 'base64', inner.translate(bytes.maketrans(b'+/', b'-_'))
    if not text.isascii():
        yield 'percent', b''.join(b'%%%02X' % b for b in raw)
        yield 'percent', urllib.parse.quote(raw).encode()


def text_patterns(person):
    """(label, flag, bytes)"""
    for what, text in spellings(person):
        for encoding in ENCODINGS:
            try:
                raw = text.encode(encoding)
            except UnicodeEncodeError:
                continue
            for how, pattern in disguises(raw, text):
                # Two kanji in CP932 are four bytes: found by chance anywhere.
                if len(pattern) >= (6 if encoding == 'utf-8' and how == 'plain' else 8):
                    alone = pattern.isalnum() and pattern.isascii() and len(pattern) < 14 and how == 'plain'
                    yield '%s %s %s' % (what, encoding, how), int(alone), pattern
        if not text.isascii():
            yield what + ' escaped', 0, text.encode('ascii', 'backslashreplace')
            yield what + ' escaped', 0, text.encode('ascii', 'xmlcharrefreplace')
            yield what + ' escaped', 0, urllib.parse.quote(text).encode()
            yield what + ' read wrongly', 0, text.encode('utf-8').decode('latin-1').encode('utf-8')


def concatenations(person):
    names, kanas, births = names_of(person), kana_of(person)[:5], births_of(person)
    births = [births[0], births[1], births[3], births[6], births[10]]
    names.append(unicodedata.normalize('NFKC', names[0]).replace('髙', '高').replace('﨑', '崎'))
    groups = [(names, births), (kanas, births), ([names[0]], [kanas[0], kanas[3]], births[:4]),
              ([person.number], births), ([person.number], names), (names, phones_of(person)),
              ([person.number], names[:1], births[:4])]
    for group in groups:
        for parts in itertools.product(*group):
            for order in (parts, parts[::-1]):
                for mark in ('', ' ', '|', ',', '_', '-', ':', '\t'):
                    yield mark.join(order)


def digest_inputs(person):
    for _, text in spellings(person):
        for encoding in ('utf-8', 'cp932', 'utf-16-le'):
            try:
                yield text.encode(encoding)
            except UnicodeEncodeError:
                pass
    for text in set(concatenations(person)):
        yield text.encode()
        if text.startswith(person.family):
            try:
                yield text.encode('cp932')
            except UnicodeEncodeError:
                pass


# -------------------------------------------------------------------- planting

def write(study, name, encoding, rows):
    text = ''.join('\t'.join(r) + '\r\n' if encoding == 'utf-16' else ','.join(r) + '\r\n' for r in rows)
    with open('%s/inbox/%s' % (study, name), 'wb') as out:
        out.write(text.encode(encoding, 'replace'))


def consent_row(i, person, withdrawn):
    follow, link = (('1', '1'), ('1', '1'), ('1', ''), ('1', '1'), ('0', '0'), ('', ''))[i % 6]
    return [person.number, 'v1', '2023-04-21', follow, link, '', withdrawn, '3' if withdrawn else '', '0']


CONSENT = ['整理番号', '同意書版', '同意日', '追跡調査', '他データ突合', '二次利用', '撤回日', '撤回範囲', '代理同意']


def plant(study, count):
    people = invent(count)
    third = (count + 2) // 3
    for part, (encoding, ending) in enumerate((('utf-8-sig', 'csv'), ('cp932', 'csv'), ('utf-16', 'txt'))):
        group = people[part * third:(part + 1) * third]
        tag = '2023Q1_%%s_%d.%s' % (part + 1, ending)
        first = part * third
        write(study, tag % '01_参加者名簿', encoding, [
            ['自治体コード', '機関コード', '整理番号', '氏名', 'フリガナ', '性別', '生年月日', '郵便番号', '町名', '電話番号',
             '初回接触日', '就業状況', '入手経路', '備考']] + [
            ['99000', 'W', p.number, names_of(p)[i % 3], kana_of(p)[i % 5], '12'[i % 2], births_of(p)[i % 11], p.zip,
             p.town, p.phone, '2023-04-20', '2', '2', names_of(p)[0] + 'さんの家族より']
            for i, p in enumerate(group)])
        write(study, tag % '02_同意書', encoding, [CONSENT] + [
            consent_row(first + i, p, '') for i, p in enumerate(group)])
        write(study, tag % '04_催事出席', encoding, [['催事番号', '整理番号', '氏名', '出欠', '方式', '備考']] + [
            ['E2023-001', p.number, names_of(p)[0], '1', '1', kana_of(p)[0] + 'の紹介'] for p in group])
        write(study, tag % '12_就業活動', encoding, [['活動番号', '整理番号', '開始日', '終了日', '形態', '把握日', '業務内容']] + [
            ['AX%d' % (first + i), p.number, '2023-05-01', '', '1', '2023-06-01', names_of(p)[0] + '宅の草取り']
            for i, p in enumerate(group)])
        # A name where a number is asked, a telephone among the hours.
        write(study, tag % '05_ベース調査', encoding, [['整理番号', '調査版', '記入日', '希望活動1', '希望時間（週）', '退職年']] + [
            [p.number, '2023A', '2023-04-22', names_of(p)[0] if i % 5 == 0 else '2',
             p.phone.replace('-', '') if i % 7 == 0 else '12', births_of(p)[6] if i % 9 == 0 else 'H30']
            for i, p in enumerate(group)])
        write(study, tag % '15_シルバー会員登録', encoding, [['会員番号', '氏名', 'フリガナ', '生年月日', '入会日']] + [
            ['K-%d' % (30000 + first + i), names_of(p)[0], kana_of(p)[3], births_of(p)[2], '2023-06-01']
            for i, p in enumerate(group)])
    with open(study + '/../leak_people.json', 'w') as out:
        json.dump(count, out)


def planted(study):
    with open(study + '/../leak_people.json') as known:
        return invent(json.load(known))


def withdraw(study):
    write(study, '2023Q2_02_同意書_撤回.csv', 'cp932', [CONSENT] + [
        consent_row(i, p, '2023-07-01') for i, p in enumerate(planted(study)) if i % 3 == 0])


def town_people(study):
    """Of the rosters of the sample town: what it says about its people."""
    for path in sorted(glob.glob(study + '/inbox/*_01_*.csv')):
        raw = open(path, 'rb').read()
        for encoding in ('utf-8-sig', 'cp932'):
            try:
                text = raw.decode(encoding)
                break
            except UnicodeDecodeError:
                text = ''
        for row in csv.DictReader(io.StringIO(text)):
            name = unicodedata.normalize('NFKC', row.get('氏名') or '').split()
            kana = unicodedata.normalize('NFKC', row.get('フリガナ') or '').split()
            if len(name) == 2 and len(kana) == 2 and row['整理番号'][0] not in '9Z':
                yield Person('', name[0], name[1], kana[0], kana[1], birth_of(row['生年月日']), '', '',
                             row['電話番号'] if row['電話番号'].count('-') == 2 else '')


def birth_of(text):
    """Western dates only; an era's are not needed to know a name."""
    parts = text.replace('-', '/').split('/')
    if len(parts) == 3 and all(p.isdigit() for p in parts):
        return tuple(map(int, parts))
    return (1868, 1, 25)


def patterns(study, path):
    people = planted(study) + list(town_people(study))
    texts, digests = {}, bytearray()
    for person in people:
        for label, flag, pattern in text_patterns(person):
            texts[pattern] = (label, flag)
        for raw in digest_inputs(person):
            for make in (hashlib.md5, hashlib.sha1, hashlib.sha256):
                digests += make(raw).digest()[:8]
    with open(path + '.texts', 'wb') as out:
        for pattern, (label, flag) in texts.items():
            out.write(b'%d %d %s\n%s\n' % (len(pattern), flag, label.encode(), pattern))
    with open(path + '.digests', 'wb') as out:
        out.write(digests)
    print('%d people, %d texts, %d digests' % (len(people), len(texts), len(digests) // 8))


# ------------------------------------------------------------- leaks to be found

def leak_kinds(person):
    """(name of the file, bytes of a leak) of each kind."""
    name, kana, birth = names_of(person)[2], kana_of(person), births_of(person)
    for encoding in ENCODINGS:
        for what, text in (('name', names_of(person)[0]), ('kana', kana[0]), ('half-width', kana[3]),
                           ('era', birth[10]), ('telephone', person.phone), ('address', person.town)):
            try:
                yield '%s-%s' % (what, encoding), text.encode(encoding)
            except UnicodeEncodeError:
                pass
    yield 'hiragana', kana[4].encode()
    yield 'nfd', kana[5].encode()
    for i, text in enumerate(birth):
        yield 'birth-%d' % i, text.encode()
    yield 'telephone-digits', person.phone.replace('-', '').encode()
    yield 'number', person.number.encode()
    for encoding in ENCODINGS:
        try:
            raw = name.encode(encoding)
        except UnicodeEncodeError:
            continue
        for how, make in (('hex', lambda b: b.hex().encode()), ('upper-hex', lambda b: b.hex().upper().encode()),
                          ('base64', base64.b64encode), ('base64-shifted', lambda b: base64.b64encode(b'k=' + b)),
                          ('base64-shifted-by-one', lambda b: base64.b64encode(b'=' + b)),
                          ('urlsafe', base64.urlsafe_b64encode),
                          ('percent', lambda b: urllib.parse.quote(b).encode())):
            yield '%s-name-%s' % (how, encoding), make(raw)
    yield 'escapes', json.dumps(name).encode()
    yield 'read-wrongly', name.encode().decode('latin-1').encode()
    for hash_name in ('md5', 'sha1', 'sha256'):
        for what, text in (('name', name), ('kana', kana[0]), ('telephone', person.phone), ('birth', birth[0]),
                           ('glued', names_of(person)[0] + birth[3]), ('piped', kana[0] + '|' + birth[0]),
                           ('number-birth', person.number + '_' + birth[0]),
                           ('normalised', unicodedata.normalize('NFKC', names_of(person)[0])
                            .replace('髙', '高').replace('﨑', '崎') + birth[0])):
            digest = hashlib.new(hash_name, text.encode()).digest()
            yield '%s-%s-hex' % (hash_name, what), digest.hex().encode()
            yield '%s-%s-upper' % (hash_name, what), digest.hex().upper().encode()
            yield '%s-%s-base64' % (hash_name, what), base64.b64encode(digest)
            yield '%s-%s-raw' % (hash_name, what), digest
        for encoding in ('cp932', 'utf-16-le'):
            digest = hashlib.new(hash_name, kana[0].encode(encoding)).hexdigest()
            yield '%s-kana-%s' % (hash_name, encoding), digest.encode()


def leaks(study, folder):
    people = planted(study)
    noise = random.Random(7)
    for at, (name, leak) in enumerate(leak_kinds(people[0])):
        # Each kind takes another person, all of the three encodings' groups.
        leak = dict(leak_kinds(people[at * 11 % len(people)])).get(name, leak)
        before = noise.randbytes(noise.randint(100, 5000))
        with open(os.path.join(folder, name), 'wb') as out:
            out.write(before + b',' + leak + b',' + noise.randbytes(500))


# One file each that SQLite or the kernel wrote, with a name that nobody meant to
# keep: deleted rows in pages, a journal, a write-ahead log, a core.

def keep_open(folder, name, journal, statements):
    """A database in this mode; its files are copied while it is open."""
    path = os.path.join(folder, 'open-' + name)
    db = sqlite3.connect(path, isolation_level=None)
    db.execute('PRAGMA journal_mode=' + journal)
    db.execute('PRAGMA secure_delete=OFF')
    db.execute('CREATE TABLE person (name TEXT, kana TEXT)')
    for sql, values in statements:
        db.execute(sql, values)
    for ending in ('', '-journal', '-wal'):
        if os.path.exists(path + ending):
            with open(path + ending, 'rb') as old, open(os.path.join(folder, name + ending), 'wb') as new:
                new.write(old.read())
    db.close()
    for ending in ('', '-journal', '-wal', '-shm'):
        if os.path.exists(path + ending):
            os.remove(path + ending)


def core_of(folder, name):
    """A program that holds the name dies; its core, if one is written here."""
    with open('/proc/sys/kernel/core_pattern', encoding='ascii') as pattern:
        if pattern.read().strip() != 'core':
            return
    program = 'import os, sys; kept = sys.argv[1][1:]; os.abort()'
    subprocess.run(['bash', '-c', 'ulimit -c unlimited; exec python3 -c "$1" "x$2"', 'bash', program, name],
                   cwd=folder, stderr=subprocess.DEVNULL, check=False)


def remains(study, folder):
    person = planted(study)[0]
    who = (names_of(person)[2], kana_of(person)[0])
    add, drop = ('INSERT INTO person VALUES (?, ?)', who), ('DELETE FROM person', ())
    keep_open(folder, 'deleted.sqlite', 'MEMORY', (add, drop))
    keep_open(folder, 'journal.sqlite', 'PERSIST', (add, drop))
    os.remove(os.path.join(folder, 'journal.sqlite'))
    keep_open(folder, 'log.sqlite', 'WAL', (add, drop))
    os.remove(os.path.join(folder, 'log.sqlite'))
    core_of(folder, who[0])


# --------------------------------------------------------- what is searched

# Where names may stand: the office's own, and the lists that a clerk asks for.
ALLOWED = ('inbox/', 'review/', 'templates/', 'identity/contact', 'identity/labels',
           'identity/disclosure')


# Of a copy: what a killed run left in the journal is taken back when the
# database is opened, and the pages themselves are searched as they are.
def dump(path):
    with tempfile.TemporaryDirectory() as folder:
        copy = os.path.join(folder, 'study.sqlite')
        for end in ('', '-journal', '-wal'):
            if os.path.exists(path + end):
                shutil.copyfile(path + end, copy + end)
        with contextlib.closing(sqlite3.connect(copy)) as db:
            return '\n'.join(db.iterdump()).encode()


def unpack(path, out):
    if path.endswith('.xlsx'):
        with zipfile.ZipFile(path) as book:
            data = b'\n'.join(book.read(n) for n in book.namelist())
    elif path.endswith('.pdf'):
        data = subprocess.run(['pdftotext', path, '-'], capture_output=True, check=True).stdout
    elif path.endswith('study.sqlite'):
        data = dump(path)
    else:
        return None
    with open(out, 'wb') as copy:
        copy.write(data)
    return out


def list_files(study, folder):
    paths, names = [], []
    for where, _, files in os.walk(study):
        for name in files:
            path = os.path.join(where, name)
            inside = os.path.relpath(path, study)
            if inside.startswith(ALLOWED):
                continue
            names.append(inside)
            paths.append(path)
            unpacked = unpack(path, os.path.join(folder, inside.replace('/', '%') + '.unpacked'))
            if unpacked:
                paths.append(unpacked)
    with open(os.path.join(folder, 'names.txt'), 'w') as out:
        out.write('\n'.join(names) + '\n')
    sys.stdout.write('\0'.join(paths + [os.path.join(folder, 'names.txt')]) + '\0')


def main():
    verbs = {'plant': lambda s, n: plant(s, int(n)), 'withdraw': withdraw, 'patterns': patterns, 'leaks': leaks,
             'remains': remains,
             'list': list_files,
             'names': lambda: print('\n'.join(k for k, _ in leak_kinds(invent(1)[0])))}
    if len(sys.argv) < 2 or sys.argv[1] not in verbs:
        sys.exit(__doc__)
    verbs[sys.argv[1]](*sys.argv[2:])


main()
