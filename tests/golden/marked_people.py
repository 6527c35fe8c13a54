#!/usr/bin/python3
"""marked_people: five invented people whose traces must not cross the wall.

usage: marked_people.py plant STUDY     adds their files to STUDY/inbox
       marked_people.py patterns FILE   writes what to look for, see below

plant writes rosters in several encodings: two participants who consent, one
who consented and withdrew, one who was never asked, and a stranger in the
Silver Center's roster. Every identity column is filled; free text carries
names too, as it does in life.

patterns writes FILE with one pattern a line for `grep -a -F -f` and
FILE.digits for `grep -a -w -F -f` (numbers alone, which may stand inside longer
ones by chance): names, kana, birth dates, addresses, telephone and office
numbers, in UTF-8, CP932, UTF-16 (both orders), EUC-JP; kana also half-width,
hiragana and without voice marks' composition (NFD); each also as base64 (at
the three offsets), as hex and percent-encoded; and unkeyed MD5, SHA-1, SHA-256
and BLAKE2b of each value and of name, kana, birth and office number together,
with the usual separators, as hex, base64 and raw bytes.
"""
import base64
import codecs
import hashlib
import itertools
import re
import sys
import unicodedata

#         office number, name, kana, birth (ISO, era, era long), zip, town, phone
PEOPLE = [
    ('90441763', '鷺沼　穂積', 'サギヌマ ホヅミ', '1949-11-23', 'S24.11.23',
     '昭和24年11月23日', '277-9871', '蓬莱櫛町', '04-7998-4417'),
    ('90441782', '鶴ヶ嶺　雛乃', 'ツルガミネ ヒナノ', '1951-02-27', 'S26.2.27',
     '昭和26年2月27日', '277-9872', '瑠璃沓町', '04-7998-5528'),
    ('90441809', '椴法華　錦治', 'トドホッケ キンジ', '1953-07-19', 'S28.7.19',
     '昭和28年7月19日', '277-9873', '鶯谷津町', '04-7998-6639'),
    ('90441827', '埖渡　篤胤', 'ゴミワタリ アツタネ', '1946-09-08', 'S21.9.8',
     '昭和21年9月8日', '277-9874', '檜葉縄町', '04-7998-7741'),
    ('', '寒河江　露草', 'サガエ ツユクサ', '1955-12-13', 'S30.12.13',
     '昭和30年12月13日', '', '', ''),
]
CONSENTING, ALSO_CONSENTING, WITHDRAWN, NEVER_ASKED, STRANGER = PEOPLE


def half_width(kana):
    table = {}
    for code in range(0xFF66, 0xFF9E):
        table[unicodedata.normalize('NFKC', chr(code))] = chr(code)
    table.update({'\u3099': '\uff9e', '\u309a': '\uff9f', ' ': ' '})
    return ''.join(table.get(c, c) for c in unicodedata.normalize('NFD', kana))


def hiragana(kana):
    return ''.join(chr(ord(c) - 0x60) if 'ァ' <= c <= 'ヶ' else c for c in kana)


def write(path, encoding, line_end, rows):
    text = line_end.join(rows) + line_end
    with open(path, 'wb') as out:
        out.write(text.encode(encoding))


def plant(study):
    inbox = study + '/inbox/'
    write(inbox + '2023Q1_01_参加者名簿_追加.csv', 'utf-8-sig', '\r\n', [
        '自治体コード,機関コード,整理番号,氏名,フリガナ,性別,生年月日,郵便番号,'
        '町名,電話番号,初回接触日,就業状況,入手経路,備考'] + [
        '12217,W,%s,%s,%s,1,%s,%s,%s,%s,2023-04-20,2,2,%sさんの家族より' %
        (p[0], p[1], half_width(p[2]), p[4], p[6], p[7], p[8], p[1])
        for p in PEOPLE[:4]])
    write(inbox + '2023Q1_02_同意書_追加.csv', 'cp932', '\r\n', [
        '整理番号,同意書版,同意日,追跡調査,他データ突合,二次利用,撤回日,撤回範囲,'
        '代理同意',
        '90441763,v1,2023-04-21,1,1,1,,,0',
        '90441782,v1,2023-04-21,1,1,0,,,0',
        '90441809,v1,2023-04-21,1,1,1,2023-05-10,2,0'])
    write(inbox + '2023Q1_04_催事出席_追加.csv', 'utf-8', '\n', [
        '催事番号,整理番号,氏名,出欠,方式,備考'] + [
        'E2023-001,%s,%s,1,1,%sの紹介' % (number, p[1], p[2])
        for p, number in ((CONSENTING, ''), (ALSO_CONSENTING, '90441782'),
                          (WITHDRAWN, '90441809'), (NEVER_ASKED, ''))])
    write(inbox + '2023Q1_05_ベース調査_追加.csv', 'cp932', '\r\n', [
        '整理番号,調査版,記入日,希望活動1,希望活動2,希望活動3,希望時間（週）,通える距離,'
        '働く理由,主観的健康,主観的経済状態,前職,退職年,資格,世帯,外出頻度,友人交流'] + [
        '%s,2023A,2023-04-22,2,4,,12,2,2;4,2,3,C,H30,3,2,1,3' % p[0]
        for p in PEOPLE[:4]] + [
        # Answers that are people: a name where a number is asked.
        '90441763,2023A,2023-05-02,%s,4,,%s,2,2;4,2,3,C,%s,3,2,1,3' %
        (CONSENTING[1], CONSENTING[8], CONSENTING[4])])
    write(inbox + '2023Q1_15_シルバー会員登録_追加.csv', 'cp932', '\r\n', [
        '会員番号,氏名,フリガナ,生年月日,説明会日,申込日,入会日,紹介元,退会日,非登録理由'] + [
        'K-%d,%s,%s,%s,2023-05-09,2023-05-12,2023-06-01,1,,' %
        (98761 + i, p[1].replace('　', ''), p[2].replace(' ', ''),
         p[3].replace('-', '/')) for i, p in enumerate(PEOPLE)])


def spellings(person):
    number, name, kana, iso, era, era_long, postcode, town, phone = person
    year, month, day = iso.split('-')
    family, given = re.split('[　 ]', name)
    kana_family, kana_given = kana.split(' ')
    names = {family + gap + given for gap in ('', ' ', '　')} | {family}
    kanas = {kana_family + gap + kana_given for gap in ('', ' ', '　')}
    kanas |= {kana_family}
    for form in (half_width, hiragana,
                 lambda k: unicodedata.normalize('NFD', k)):
        kanas |= {form(k) for k in set(kanas)}
    births = {iso, era, era_long, iso.replace('-', ''), iso.replace('-', '/'),
              '%s/%d/%d' % (year, int(month), int(day)),
              '%s年%d月%d日' % (year, int(month), int(day))}
    others = {postcode, postcode.replace('-', ''), town, phone,
              phone.replace('-', ''), number} - {''}
    return names, kanas, births, others


def in_bytes(text):
    for encoding in ('utf-8', 'cp932', 'utf-16-le', 'utf-16-be', 'euc_jp'):
        try:
            yield text.encode(encoding)
        except UnicodeEncodeError:
            pass


def disguises(raw):
    yield raw
    yield raw.hex().encode()
    yield raw.hex().upper().encode()
    yield b''.join(b'%%%02X' % b for b in raw)
    for offset in range(3):
        whole = base64.b64encode(b'\0' * offset + raw)
        # Only symbols that no neighbour can change.
        first = (offset * 8 + 5) // 6
        last = (offset + len(raw)) * 8 // 6
        yield whole[first:last]
        yield whole[first:last].translate(bytes.maketrans(b'+/', b'-_'))


def escaped(text):
    yield text.encode('ascii', 'backslashreplace')
    yield text.encode('ascii', 'xmlcharrefreplace')
    yield codecs.encode(text, 'utf-8').decode('latin-1').encode('utf-8')


def digests(text):
    for raw in in_bytes(text):
        for make in (hashlib.md5, hashlib.sha1, hashlib.sha256,
                     hashlib.blake2b,
                     lambda b: hashlib.blake2b(b, digest_size=32)):
            digest = make(raw).digest()
            yield digest[:12]
            yield digest.hex()[:20].encode()
            yield digest.hex()[:20].upper().encode()
            yield base64.b64encode(digest)[:15]
            yield base64.b32encode(digest)[:18]


def combinations(person):
    names, kanas, births, _ = spellings(person)
    number = person[0]
    full_names = {n for n in names if n != re.split('[　 ]', person[1])[0]}
    full_kanas = {form(person[2].replace(' ', gap)) for gap in ('', ' ')
                  for form in (str, half_width)}
    sets = [(full_names, births), (full_kanas, births),
            (full_names, full_kanas, births)]
    if number:
        sets += [({number}, births), ({number}, full_names)]
    for group in sets:
        for parts in itertools.product(*group):
            for order in (parts, parts[::-1]):
                for mark in ('', ' ', '|', ',', ':', ';', '_', '-', '\t', '\0',
                             '\x1f'):
                    yield mark.join(order)


def usable(pattern):
    # grep -f reads lines; a short pattern would be found by chance. UTF-16
    # of ASCII has NULs: the scan looks at a copy without them.
    return len(pattern) >= 6 and b'\n' not in pattern and b'\0' not in pattern


def patterns(path):
    found = set()
    for person in PEOPLE:
        for group in spellings(person):
            for text in group:
                # Two kanji in CP932 or UTF-16 are four bytes: chance hits.
                for raw in in_bytes(text):
                    if len(raw) >= 8 or raw == text.encode():
                        found.update(disguises(raw))
                if not text.isascii():
                    found.update(escaped(text))
                found.update(digests(text))
        for text in combinations(person):
            raw = text.encode()
            for make in (hashlib.md5, hashlib.sha1, hashlib.sha256):
                digest = make(raw).digest()
                found.update((digest[:12], digest.hex()[:20].encode(),
                              base64.b64encode(digest)[:15]))
    with open(path, 'wb') as out, open(path + '.digits', 'wb') as digits:
        for pattern in sorted(p for p in found if usable(p)):
            alone = pattern.isdigit() and len(pattern) < 16
            (digits if alone else out).write(pattern + b'\n')


def main():
    if len(sys.argv) == 3 and sys.argv[1] == 'plant':
        plant(sys.argv[2])
    elif len(sys.argv) == 3 and sys.argv[1] == 'patterns':
        patterns(sys.argv[2])
    else:
        sys.exit('usage: marked_people.py plant STUDY | patterns FILE')


main()
