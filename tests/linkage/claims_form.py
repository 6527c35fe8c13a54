"""How a cell or a file is written says nothing about who is who."""
import csv
import unicodedata

import japanese_city as city
from drawn import OFFICE, asked_of, office_address, same_bytes

NAME, KANA, BIRTH, SEX, ZIP, HOME, PHONE = OFFICE[1:]
ALL = ("register", "office", "names", "historical")


def rewritten(case, change, columns=None):
    """The left file (or the one) written otherwise: the same bytes come out.
    Whether anything was."""
    left = case.left.mapped(change, columns)
    if left.rows == case.left.rows:
        return False
    same_bytes(case.base(), case.link(left))
    return True


def remade(case, column, make):
    """A column of the left office file written otherwise, person by person."""
    at = case.left.header.index(column)
    left = case.left.rows_in_order(range(len(case.left.rows)))
    for row, person in zip(left.rows, case.left.people):
        if row[at]:
            row[at] = make(person)
    assert left.rows != case.left.rows, "nothing was written otherwise"
    same_bytes(case.base(), case.link(left))


def wide(text):
    return "".join("　" if c == " " else chr(ord(c) + 0xfee0)
                   if "!" <= c <= "~" else c for c in text)


# ---------------------------------------------------------------------- letters

@asked_of("register", "historical")
def capitals(case):
    """capitals and small letters are the same"""
    return rewritten(case, str.upper)


@asked_of("names")
def small_letters(case):
    """so they are where a file shouts"""
    return rewritten(case, str.lower)


@asked_of(*ALL)
def full_width(case):
    """Latin letters and digits may be full-width"""
    return rewritten(case, wide, [c for c in case.left.header[1:] if c != NAME])


@asked_of("office")
def half_width_kana(case):
    """a reading may be half-width, its voice marks apart"""
    return rewritten(case, city.half_width, [KANA])


@asked_of("office")
def hiragana(case):
    """a reading may be hiragana"""
    return rewritten(case, city.hiragana, [KANA])


@asked_of("office")
def small_kana(case):
    """small kana may be written large, as banks do"""
    large, small = "ツヤユヨアイウエオ", "ッャュョァィゥェォ"
    left, right = case.both(lambda t: t.mapped(
        lambda c: c.translate(str.maketrans(large, small)), [KANA]))
    assert left.rows != case.left.rows
    same_bytes(case.link(left, right), case.link(case.left, right))


@asked_of("office")
def old_kana(case):
    """ヲ ヰ ヱ are オ イ エ in a reading"""
    return rewritten(case, lambda c: c.translate(str.maketrans("オイエ", "ヲヰヱ")),
              [KANA])


@asked_of("office")
def decomposed(case):
    """voice marks may be characters of their own"""
    return rewritten(case, lambda c: unicodedata.normalize("NFD", c), [KANA, NAME])


@asked_of("office")
def spacing_voice_marks(case):
    """so may those that stand beside the kana"""
    def apart(cell):
        return "".join(d.replace("\u3099", "\u309b").replace("\u309a", "\u309c")
                       for d in map(lambda c: unicodedata.normalize("NFD", c),
                                    cell))
    return rewritten(case, apart, [KANA])


@asked_of("office")
def variation_selectors(case):
    """a variation selector behind a character is no other character"""
    return rewritten(case, lambda c: c[:1] + "\U000e0101" + c[1:], [NAME])


@asked_of("office")
def compatibility_kanji(case):
    """a compatibility ideograph is the character that it stands for"""
    pairs = {unicodedata.normalize("NFKC", chr(c)): chr(c)
             for c in range(0xf900, 0xfa6b)
             if unicodedata.normalize("NFKC", chr(c)) != chr(c)}
    return rewritten(case, lambda c: "".join(pairs.get(x, x) for x in c), [NAME])


@asked_of("register", "historical")
def accents(case):
    """an accent is no other letter"""
    return rewritten(case, lambda c: c.translate(str.maketrans("aeo", "áèö")))


# ----------------------------------------------------------------------- spaces

@asked_of(*ALL)
def spaces_around(case):
    """spaces around a cell are not part of it"""
    return rewritten(case, lambda c: "  " + c + "　" if c else c)


@asked_of("register")
def several_spaces(case):
    """several spaces are one"""
    return rewritten(case, lambda c: c.replace(" ", "   "))


@asked_of("office")
def ideographic_space(case):
    """between surname and given name may be either space"""
    return rewritten(case, lambda c: c.replace("　", " "), [NAME, KANA])


@asked_of(*ALL)
def blank_is_missing(case):
    """a cell of spaces is a blank one"""
    return rewritten(case, lambda c: c or " 　")


@asked_of("register")
def punctuation(case):
    """a point behind a word is not part of it"""
    return rewritten(case, lambda c: c + "." if c.isalpha() else c)


# ------------------------------------------------------- dates, numbers, addresses

def written_date(form):
    return lambda person: city.write_date(None, person.birth, form)


@asked_of("office")
def iso_date(case):
    """a day may be 1950-02-03"""
    remade(case, BIRTH, written_date("iso"))


@asked_of("office")
def eight_digits(case):
    """a day may be 19500203"""
    remade(case, BIRTH, written_date("eight"))


@asked_of("office")
def era_letter(case):
    """a day may be S25.2.3"""
    remade(case, BIRTH, written_date("letter"))


@asked_of("office")
def era_packed(case):
    """a day may be S250203"""
    remade(case, BIRTH, written_date("packed"))


@asked_of("office")
def era_code(case):
    """a day may be 3250203"""
    remade(case, BIRTH, written_date("code"))


@asked_of("office")
def era_kanji(case):
    """a day may be 昭和25年2月3日"""
    remade(case, BIRTH, written_date("kanji"))


@asked_of("office")
def era_wide(case):
    """a day may be full-width"""
    remade(case, BIRTH, written_date("wide"))


@asked_of("office")
def kanji_numerals(case):
    """a day may have kanji numerals"""
    def write(person):
        era = city.era_of(person.birth)
        if era is None:
            return city.write_date(None, person.birth, "iso")
        number, name = era[:2]
        return "%s%s年%s月%s日" % (name, *map(city.kanji_number, (
            number, person.birth[1], person.birth[2])))
    remade(case, BIRTH, write)


def written_phone(form):
    return lambda person: city.write_phone(None, person.phone, form)


@asked_of("office")
def plain_telephone(case):
    """a telephone number may be digits alone"""
    remade(case, PHONE, written_phone("plain"))


@asked_of("office")
def bracketed_telephone(case):
    """a telephone number may have brackets"""
    remade(case, PHONE, written_phone("brackets"))


@asked_of("office")
def lost_zero(case):
    """the leading 0 of a telephone number may be lost, as Excel loses it"""
    remade(case, PHONE, written_phone("no_zero"))


@asked_of("office")
def country_code(case):
    """+81 may stand for the leading 0"""
    return rewritten(case, lambda c: "+81-" + c[1:] if c.startswith("0") else c,
              [PHONE])


@asked_of("office")
def postcode_hyphen(case):
    """a postcode may have its hyphen"""
    return rewritten(case, lambda c: c[:3] + "-" + c[3:] if c else c, [ZIP])


@asked_of("office")
def postcode_mark(case):
    """〒 in front of a postcode is not part of it"""
    return rewritten(case, lambda c: "〒" + c if c else c, [ZIP])


@asked_of("office")
def dashes(case):
    """any dash between the numbers of an address"""
    dash = case.dice.choice("－―−‐‑–—")
    remade(case, HOME, lambda p: office_address(p.home, dash))


@asked_of("office")
def chome(case):
    """丁目, 番 and 号 are the hyphens of an address"""
    remade(case, HOME, lambda p: "見本市%s%d丁目%d番%d号" % (
        p.home.town, p.home.chome, p.home.block, p.home.lot))


@asked_of("office")
def chome_in_kanji(case):
    """丁目 may be counted in kanji, 番地の be for 番"""
    remade(case, HOME, lambda p: "見本市%s%s丁目%d番地の%d" % (
        p.home.town, city.kanji_number(p.home.chome), p.home.block, p.home.lot))


@asked_of("office")
def without_city(case):
    """an address may be without its city"""
    return rewritten(case, lambda c: c.replace("見本市", ""), [HOME])


@asked_of("office")
def ga_of_places(case):
    """ケ, ヶ and が in the name of a place are one"""
    return rewritten(case, lambda c: c.replace("ヶ", "ケ"), [HOME])


@asked_of("office")
def words_for_sexes(case):
    """男性 is 男, and so is M"""
    return rewritten(case, lambda c: {"男": "男性", "女": "F"}.get(c, c), [SEX])


@asked_of("names")
def leading_zeros(case):
    """07 is 7 where a number counts"""
    return rewritten(case, lambda c: "0" + c if len(c) == 1 else c, ["bm", "bd"])


# -------------------------------------------------------------------- the file

def other_file(case, content):
    same_bytes(case.base(), case.link(content))


@asked_of(*ALL)
def lines_of_windows(case):
    """lines may end as on Windows"""
    other_file(case, case.left.text(newline="\r\n"))


@asked_of(*ALL)
def byte_order_mark(case):
    """a byte order mark is no part of the first header"""
    other_file(case, "\ufeff" + case.left.text())


@asked_of(*ALL)
def quoted(case):
    """every cell may be in quotes"""
    other_file(case, case.left.text(quoting=csv.QUOTE_ALL))


@asked_of("office")
def shift_jis(case):
    """a file may be CP932, where that has its characters"""
    text = case.left.mapped(lambda c: "".join(
        x for x in c if x.encode("cp932", "ignore")))
    same_bytes(case.link(text), case.link(text.text().encode("cp932")))


@asked_of(*ALL)
def no_last_line_end(case):
    """the last line may be without its end"""
    other_file(case, case.left.text().rstrip("\n"))


@asked_of(*ALL)
def blank_lines(case):
    """blank lines are not records"""
    lines = case.left.text().split("\n")
    at = case.dice.randrange(1, len(lines))
    other_file(case, "\n".join(lines[:at] + ["", ""] + lines[at:]))
