"""japanese_city: invented people as offices write them, with the truth kept.

Nobody here lives: given names are put together from parts, the prefecture and
the city do not exist, and exchange numbers begin with 0, which no Japanese
exchange does. Surnames are common ones with about their real frequency, since
how many people share a name is what makes linkage hard.

Only random() of a seeded generator is used, so that the same seed gives the
same bytes with every Python 3.
"""
import random

SURNAMES = [line.split() for line in """
佐藤 サトウ 150
鈴木 スズキ 142
高橋 タカハシ 113 髙橋
田中 タナカ 107
渡辺 ワタナベ 86 渡邊 渡邉
伊藤 イトウ 86
山本 ヤマモト 84
中村 ナカムラ 84
小林 コバヤシ 82
加藤 カトウ 71
吉田 ヨシダ 66 𠮷田
山田 ヤマダ 65
佐々木 ササキ 56
山口 ヤマグチ 51
松本 マツモト 50
井上 イノウエ 49
木村 キムラ 46
斎藤 サイトウ 43 齋藤 斉藤 齊藤
林 ハヤシ 43
清水 シミズ 42
山崎 ヤマザキ 38 山﨑
阿部 アベ 36
森 モリ 36
池田 イケダ 36
橋本 ハシモト 35
山下 ヤマシタ 34
石川 イシカワ 33
中島 ナカジマ 31 中嶋
前田 マエダ 30
藤田 フジタ 30
後藤 ゴトウ 29
小川 オガワ 29
岡田 オカダ 29
村上 ムラカミ 28
長谷川 ハセガワ 28
近藤 コンドウ 27
石井 イシイ 27
遠藤 エンドウ 26
坂本 サカモト 25
青木 アオキ 24
藤井 フジイ 24
西村 ニシムラ 23
福田 フクダ 23
太田 オオタ 22
三浦 ミウラ 21
岡本 オカモト 21
松田 マツダ 21
中川 ナカガワ 20
中野 ナカノ 20
原田 ハラダ 20
小野 オノ 20
田村 タムラ 19
竹内 タケウチ 18
金子 カネコ 18
和田 ワダ 18
中山 ナカヤマ 18
石田 イシダ 17
上田 ウエダ 17
森田 モリタ 17
原 ハラ 16
柴田 シバタ 16
酒井 サカイ 16
工藤 クドウ 15
横山 ヨコヤマ 15
宮崎 ミヤザキ 15 宮﨑
宮本 ミヤモト 15
内田 ウチダ 15
高木 タカギ 15 髙木
安藤 アンドウ 14
島田 シマダ 14 嶋田
谷口 タニグチ 14
大野 オオノ 14
高田 タカダ 14 髙田
丸山 マルヤマ 13
今井 イマイ 13
河野 コウノ 13
藤原 フジワラ 13
小島 コジマ 13 小嶋
武田 タケダ 13
村田 ムラタ 12
杉山 スギヤマ 12
増田 マスダ 12
上野 ウエノ 12
平野 ヒラノ 12
大塚 オオツカ 12
千葉 チバ 11
久保 クボ 11
松井 マツイ 11
小山 コヤマ 11
岩崎 イワサキ 10 岩﨑
野口 ノグチ 10
桜井 サクライ 10 櫻井
木下 キノシタ 10
野村 ノムラ 10
松尾 マツオ 10
菊地 キクチ 10
佐野 サノ 9
大西 オオニシ 9
杉本 スギモト 9
新井 アライ 9
浜田 ハマダ 9 濱田 濵田
菅原 スガワラ 9
市川 イチカワ 8
水野 ミズノ 8
小松 コマツ 8
沢田 サワダ 8 澤田
矢野 ヤノ 7
広瀬 ヒロセ 7 廣瀬
柳沢 ヤナギサワ 6 栁澤 柳澤
富田 トミタ 6 冨田
国分 コクブン 4 國分
滝沢 タキザワ 4 瀧澤
徳永 トクナガ 4 德永
芦沢 アシザワ 3 芦澤
関口 セキグチ 5
塚原 ツカハラ 3
大豆生田 オオマメウダ 1
早乙女 サオトメ 2
五十嵐 イガラシ 5
本間 ホンマ 4
大槻 オオツキ 3
三ヶ島 ミカジマ 1 三ケ島
一ノ瀬 イチノセ 2 一の瀬
""".strip().splitlines()]

WOMEN_HEADS = """和:カズ:30 節:セツ:12 幸:サチ:14 洋:ヨウ:14 京:キョウ:10 敏:トシ:12 久:ヒサ:12
悦:エツ:8 美智:ミチ:10 恵美:エミ:8 順:ジュン:8 静:シズ:6 文:フミ:10 光:ミツ:8 良:ヨシ:8 芳:ヨシ:6
千代:チヨ:5 八重:ヤエ:4 千鶴:チヅ:4 真理:マリ:6 由美:ユミ:8 明:アキ:8 信:ノブ:6 弘:ヒロ:6 照:テル:6
勝:カツ:5 貞:サダ:4 君:キミ:5 富美:フミ:4 登志:トシ:4 加寿:カズ:3 壽美:スミ:2 惠美:エミ:2 眞理:マリ:2
智:トモ:6 正:マサ:6 律:リツ:4 雅:マサ:5 喜美:キミ:5 孝:タカ:4 妙:タエ:3 玲:レイ:3 佐知:サチ:3"""
WOMEN_TAILS = "子:コ:60 江:エ:10 代:ヨ:12 美:ミ:12 枝:エ:6 乃:ノ:2"
MEN_HEADS = """正:マサ:14 和:カズ:14 義:ヨシ:12 敏:トシ:8 健:ケン:8 弘:ヒロ:10 光:ミツ:6 幸:ユキ:8 秀:ヒデ:10
昭:アキ:8 勝:カツ:8 信:ノブ:8 忠:タダ:6 邦:クニ:4 國:クニ:2 孝:タカ:8 康:ヤス:8 清:キヨ:4 武:タケ:6 茂:シゲ:5
英:ヒデ:6 博:ヒロ:8 達:タツ:4 政:マサ:4 善:ヨシ:4 恒:ツネ:3 德:ノリ:2 徳:ノリ:3 祐:ユウ:2 佑:ユウ:2 龍:リュウ:2"""
MEN_TAILS = """雄:オ:14 夫:オ:14 男:オ:12 一:イチ:8 二:ジ:6 三:ゾウ:3 郎:ロウ:6 彦:ヒコ:10 明:アキ:6
之:ユキ:6 治:ジ:6 司:シ:4 樹:キ:3 行:ユキ:5 和:カズ:3 也:ヤ:3 次:ツグ:3"""
ALONE_W = """恵:メグミ:4 薫:カオル:2 ひろみ:ヒロミ:2 みどり:ミドリ:3 キヨ:キヨ:3 ハル:ハル:3 トミ:トミ:2 ヱツ:エツ:1
とし江:トシエ:1 茜:アカネ:1 ゆり:ユリ:1"""
ALONE_M = """清:キヨシ:6 実:ミノル:5 進:ススム:5 茂:シゲル:5 勇:イサム:5 博:ヒロシ:4 功:イサオ:3 隆:タカシ:4 稔:ミノル:4
昇:ノボル:3 豊:ユタカ:3 誠:マコト:4 剛:ツヨシ:2 馨:カオル:1 弘:ヒロシ:3"""

# As the variant stands in the register, and what a plainer system writes.
PLAIN = dict(zip("髙﨑邊邉齋齊澤濱濵廣國櫻嶋栁德𠮷冨瀧惠眞壽龍",
                 "高崎辺辺斎斉沢浜浜広国桜島柳徳吉富滝恵真寿竜"))
NOT_IN_CP932 = "𠮷"
SAME_READING = dict(zip("和幸敏文光芳智正弘博義孝康秀英茂", "一行俊史充良知昌浩宏善隆泰英秀繁"))

TOWNS = """上見本 下見本 見本本町 若草台 霞ヶ丘 霞ヶ森 夢見が丘 例野 試町 仮屋 雛形 手本通 写野 青葉台 藍染町 雪消
桜ヶ丘 東雛形 西雛形 北見本 南見本 緑ヶ丘 日向町 月見台 白妙 千草橋 朝凪 夕霧 萩ノ宮 紅葉坂 大手町 栄町 本町 新町
泉町 旭町 昭和町 若松町 水無川 鶴見台""".split()
RURAL = "大字写野 大字仮屋 大字例野".split()
HOUSES = "コーポ見本 見本ハイツ 雛形荘 メゾン若草 グリーンハイム例野 第二手本ビル".split()

HALF = dict(zip(
    "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワンァィゥェォッャュョーヲ　",
    "ｱｲｳｴｵｶｷｸｹｺｻｼｽｾｿﾀﾁﾂﾃﾄﾅﾆﾇﾈﾉﾊﾋﾌﾍﾎﾏﾐﾑﾒﾓﾔﾕﾖﾗﾘﾙﾚﾛﾜﾝｧｨｩｪｫｯｬｭｮｰｦ "))
for _voiced, _plain in zip("ガギグゲゴザジズゼゾダヂヅデドバビブベボ",
                           "ｶｷｸｹｺｻｼｽｾｿﾀﾁﾂﾃﾄﾊﾋﾌﾍﾎ"):
    HALF[_voiced] = _plain + "ﾞ"
for _voiced, _plain in zip("パピプペポ", "ﾊﾋﾌﾍﾎ"):
    HALF[_voiced] = _plain + "ﾟ"
LARGE = dict(zip("ァィゥェォッャュョ", "アイウエオツヤユヨ"))
DASHES = "-‐‑‒–—―−－ー─━ｰ﹣－–"
ERAS = [(1989, 1, 8, "平成", "H", 4), (1926, 12, 25, "昭和", "S", 3),
        (1912, 7, 30, "大正", "T", 2)]
DAYS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


class Dice:
    def __init__(self, seed):
        self.source = random.Random(seed)

    def below(self, n):
        return int(self.source.random() * n)

    def between(self, low, high):
        return low + self.below(high - low + 1)

    def happens(self, rate):
        return self.source.random() < rate

    def one(self, items):
        return items[self.below(len(items))]

    def weighted(self, items):
        """items: sequence of (thing, weight)."""
        at = self.source.random() * sum(w for _, w in items)
        for thing, weight in items:
            at -= weight
            if at < 0:
                return thing
        return items[-1][0]

    def sample(self, items, n):
        pool = list(items)
        for i in range(min(n, len(pool))):
            j = i + self.below(len(pool) - i)
            pool[i], pool[j] = pool[j], pool[i]
        return pool[:n]


def parts(text):
    return [((w.split(":")[0], w.split(":")[1]), float(w.split(":")[2]))
            for w in text.split()]


SURNAME_CHOICES = [((s[0], s[1], tuple(s[3:])), float(s[2])) for s in SURNAMES]
GIVEN = {"F": (parts(WOMEN_HEADS), parts(WOMEN_TAILS), parts(ALONE_W)),
         "M": (parts(MEN_HEADS), parts(MEN_TAILS), parts(ALONE_M))}


def surname(dice):
    kanji, kana, variants = dice.weighted(SURNAME_CHOICES)
    if variants and dice.happens(0.4):
        kanji = dice.one(variants)
    return kanji, kana


def given(dice, sex):
    heads, tails, alone = GIVEN[sex]
    if dice.happens(0.12):
        return dice.weighted(alone)
    head, tail = dice.weighted(heads), dice.weighted(tails)
    return head[0] + tail[0], head[1] + tail[1]


class Home:
    def __init__(self, dice, number):
        self.number = number
        self.rural = dice.happens(0.08)
        self.town = dice.one(RURAL if self.rural else TOWNS)
        self.chome = dice.between(1, 6)
        self.block = dice.between(1, 900) if self.rural else dice.between(1, 40)
        self.lot = dice.between(1, 30)
        self.house = dice.one(HOUSES) if dice.happens(0.25) else ""
        self.room = dice.between(1, 9) * 100 + dice.between(1, 12)
        self.phone = "04600%d%04d" % (dice.between(0, 9), dice.below(10000))
        self.zip = "29%d0%03d" % (dice.between(0, 9), dice.below(40))


class Person:
    def __init__(self, number, sex, family, personal, birth, home):
        self.number, self.sex, self.home = number, sex, home
        self.family, self.family_kana = family
        self.personal, self.personal_kana = personal
        self.birth = birth
        self.mobile = ""
        self.former = None      # (kanji, kana) before marriage
        self.household = home.number

    def copy(self):
        other = Person.__new__(Person)
        other.__dict__.update(self.__dict__)
        return other


def birth_date(dice, low, high):
    month = dice.between(1, 12)
    return dice.between(low, high), month, dice.between(1, DAYS[month - 1])


class City:
    """Households of couples, singles, parents with a grown child, twins."""

    def __init__(self, dice, n_people):
        self.dice = dice
        self.people = []
        self.n_homes = 0
        while len(self.people) < n_people:
            self.household()
        self.people = self.people[:n_people]

    def add(self, sex, family, birth, home, personal=None):
        d = self.dice
        p = Person(len(self.people), sex, family, personal or given(d, sex),
                   birth, home)
        if d.happens(0.6):
            p.mobile = "0900%03d%04d" % (d.below(1000), d.below(10000))
        self.people.append(p)
        return p

    def home(self):
        self.n_homes += 1
        return Home(self.dice, self.n_homes)

    def household(self):
        d, home = self.dice, self.home()
        family = surname(d)
        birth = birth_date(d, 1934, 1966)
        kind = d.source.random()
        first = self.add("M" if kind < 0.6 or d.happens(0.3) else "F", family,
                         birth, home)
        if kind < 0.6:
            year, month, day = birth_date(d, 0, 0)
            wife = self.add("F", family, (min(1968, birth[0] + d.between(-2, 5)),
                                          month, day), home)
            wife.former = surname(d)
        if kind < 0.12:
            self.grown_child(first, family, home)
        if kind > 0.985:
            self.twin(first, family, home)

    def grown_child(self, father, family, home):
        """A son with one character of his father's name."""
        d = self.dice
        name, kana = given(d, "M")
        if len(father.personal) == 2 and len(name) == 2:
            heads = dict((h[0], h[1]) for h, _ in GIVEN["M"][0])
            tails = dict((t[0], t[1]) for t, _ in GIVEN["M"][1])
            head, tail = father.personal[0], name[1]
            if head in heads and tail in tails:
                name, kana = head + tail, heads[head] + tails[tail]
        if name == father.personal or kana == father.personal_kana:
            return  # one register holds no two people of one name
        year = min(1968, father.birth[0] + d.between(20, 30))
        self.add("M", family, (year,) + birth_date(d, 0, 0)[1:], home,
                 (name, kana))

    def twin(self, first, family, home):
        d = self.dice
        sex = first.sex if d.happens(0.7) else "MF"["M" == first.sex]
        name = given(d, sex)
        if name[0] == first.personal or name[1] == first.personal_kana:
            return
        self.add(sex, family, first.birth, home, name)

    def namesake(self, of, same_year):
        """A stranger with the same name and reading, elsewhere."""
        d = self.dice
        year, month, day = birth_date(d, 1934, 1966)
        if same_year:
            year = of.birth[0]
        if (year, month, day) == of.birth:
            day = day % 28 + 1
        return self.add(of.sex, (of.family, of.family_kana),
                        (year, month, day), self.home(),
                        (of.personal, of.personal_kana))


# ----------------------------------------------------- what an office did to it

def one_edit(dice, text, alphabet):
    at = dice.below(len(text))
    what = dice.below(3)
    if what == 0:
        return text[:at] + dice.one(alphabet) + text[at + 1:]
    if what == 1 and len(text) > 2:
        return text[:at] + text[at + 1:]
    if at + 1 < len(text):
        return text[:at] + text[at + 1] + text[at] + text[at + 2:]
    return text + dice.one(alphabet)


KANA = "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワ"
VOICE = dict(zip("カキクケコサシスセソタツテトハヒフヘホガギグゲゴザジズゼゾダヅデドバビブベボ",
                 "ガギグゲゴザジズゼゾダヅデドバビブベボカキクケコサシスセソタツテトハヒフヘホ"))


def slip_of_date(dice, birth):
    year, month, day = birth
    kind = dice.below(10)
    if kind < 2 and day <= 12 and month != day:
        return year, day, month
    if kind == 2:
        return (year - 63 if year >= 1989 else year + 63), month, day
    if kind < 5:
        return year + dice.one((-1, 1, -10, 10)), month, day
    if kind < 7:
        return year, (month + dice.between(0, 10)) % 12 + 1, min(day, 28)
    return year, month, (day + dice.between(0, 26)) % 28 + 1


class Life:
    """Rates at which the office's record departs from the participant's."""
    moved, married, kanji_slip, kana_slip = 0.08, 0.02, 0.015, 0.025
    voiced, birth_slip, birth_missing = 0.01, 0.02, 0.005
    sex_slip, sex_missing = 0.003, 0.03
    address_missing, phone_missing, other_phone, phone_slip = 0.05, 0.2, 0.2, 0.01
    kana_missing, in_kana, long_vowel = 0.03, 0.005, 0.01


def as_recorded(dice, person, city):
    """The same person some quarters later in another office's files."""
    r, d = person.copy(), dice
    r.note, r.in_brackets = [], ""
    def note(what):
        r.note.append(what)
        return True
    if d.happens(Life.moved) and note("moved"):
        r.home = city.home()
    if (d.happens(Life.married * 2) and person.sex == "F" and note("married")):
        old = r.family
        r.family, r.family_kana = surname(d)
        if d.happens(0.4) and note("former_in_brackets"):
            r.in_brackets = old
    if d.happens(Life.kanji_slip) and note("kanji_slip"):
        swapped = "".join(SAME_READING.get(c, c) for c in r.personal)
        r.personal = swapped if swapped != r.personal else one_edit(
            d, r.personal, "子美恵代郎男夫")
    if d.happens(Life.kana_slip) and note("kana_slip"):
        if d.happens(0.5):
            r.personal_kana = one_edit(d, r.personal_kana, KANA)
        else:
            r.family_kana = one_edit(d, r.family_kana, KANA)
    if d.happens(Life.voiced) and note("voiced"):
        r.family_kana = "".join(VOICE.get(c, c) if i == len(r.family_kana) - 2
                                else c for i, c in enumerate(r.family_kana))
    if d.happens(Life.long_vowel) and note("long_vowel"):
        r.family_kana = r.family_kana.replace("オオ", "オー").replace("トウ", "トー")
    if d.happens(Life.birth_slip) and note("birth_slip"):
        r.birth = slip_of_date(d, r.birth)
    if d.happens(Life.birth_missing) and note("birth_missing"):
        r.birth = None
    if d.happens(Life.sex_slip) and note("sex_slip"):
        r.sex = "F" if r.sex == "M" else "M"
    if d.happens(Life.sex_missing):
        r.sex = ""
    if d.happens(Life.in_kana) and note("in_kana"):
        r.family, r.personal = r.family_kana, r.personal_kana
    r.has_kana = not d.happens(Life.kana_missing)
    r.has_address = not d.happens(Life.address_missing)
    r.phone = r.home.phone
    if r.mobile and d.happens(0.35):
        r.phone = r.mobile
    if d.happens(Life.phone_missing):
        r.phone = ""
    elif d.happens(Life.other_phone) and r.mobile and note("other_phone"):
        r.phone = r.mobile
    elif d.happens(Life.phone_slip) and note("phone_slip"):
        at = d.between(5, 9)
        r.phone = r.phone[:at] + str(d.below(10)) + r.phone[at + 1:]
    return r


def as_enrolled(dice, person):
    r = person.copy()
    r.note, r.in_brackets = [], ""
    r.has_kana, r.has_address = True, True
    r.phone = r.home.phone if dice.happens(0.7) or not r.mobile else r.mobile
    if dice.happens(0.06):
        r.phone = ""
    return r


# ------------------------------------------------------------- how it is written

def era_of(birth):
    for year, month, day, name, letter, code in ERAS:
        if birth >= (year, month, day):
            return birth[0] - year + 1, name, letter, code
    return None


KANJI_DIGITS = "〇一二三四五六七八九"


def kanji_number(n):
    if n < 10:
        return KANJI_DIGITS[n]
    tens, ones = divmod(n, 10)
    return (("" if tens == 1 else KANJI_DIGITS[tens]) + "十" +
            ("" if ones == 0 else KANJI_DIGITS[ones])) if n < 100 else str(n)


def wide(text):
    return "".join(chr(ord(c) + 0xfee0) if "!" <= c <= "~" else c for c in text)


def write_date(dice, birth, form):
    if birth is None:
        return ""
    year, month, day = birth
    if form == "mixed":
        form = dice.one(("iso", "slash", "letter", "kanji", "wide"))
    era = era_of(birth)
    if era is None or form in ("iso", "slash", "eight"):
        pattern = {"slash": "%d/%d/%d", "eight": "%04d%02d%02d"}
        return pattern.get(form, "%04d-%02d-%02d") % birth
    number, name, letter, code = era
    first = "元" if number == 1 else str(number)
    return {
        "letter": "%s%d.%d.%d" % (letter, number, month, day),
        "letter0": "%s%02d.%02d.%02d" % (letter, number, month, day),
        "packed": "%s%02d%02d%02d" % (letter, number, month, day),
        "code": "%d%02d%02d%02d" % (code, number, month, day),
        "kanji": "%s%s年%d月%d日" % (name, first, month, day),
        "wide": wide("%s%s年%d月%d日" % (name, first, month, day)),
    }[form]


def write_address(dice, home, form):
    d = dice
    dash = d.one(DASHES) if form == "dashes" else "-"
    town = home.town
    if d.happens(0.3):
        town = town.replace("ヶ", d.one("ケが"))
    if home.rural:
        if d.happens(0.4):
            town = town.replace("大字", "")
        number = (str(home.block) + ("番地" if d.happens(0.6) else "") if
                  form == "long" else str(home.block))
        if home.lot > 15:
            number += ("の" if form == "long" else dash) + str(home.lot)
    elif form == "long":
        chome = kanji_number(home.chome) if d.happens(0.6) else str(home.chome)
        number = "%s丁目%d番%d号" % (chome, home.block, home.lot)
        if d.happens(0.2):
            number = "%s丁目%d番地の%d" % (chome, home.block, home.lot)
    else:
        number = dash.join(str(n) for n in (home.chome, home.block, home.lot))
    if form == "wide" or d.happens(0.15):
        number = wide(number)
    front = ("例野県見本市", "見本市", "")[d.weighted(((0, 4), (1, 4), (2, 2)))]
    room = ""
    if home.house and not d.happens(0.15):
        room = d.one((home.house + str(home.room) + "号室",
                      "　" + home.house + str(home.room),
                      dash + str(home.room)))
    return front + town + number + room


def write_phone(dice, phone, form):
    if not phone:
        return ""
    cut = (3, 7) if phone.startswith("090") else (4, 6)
    a, b, c = phone[:cut[0]], phone[cut[0]:cut[1]], phone[cut[1]:]
    if form == "mixed":
        form = dice.one(("hyphen", "plain", "wide", "brackets"))
    return {"hyphen": "%s-%s-%s" % (a, b, c), "plain": phone,
            "no_zero": phone.lstrip("0") if not phone.startswith("00") else phone,
            "wide": wide("%s-%s-%s" % (a, b, c)),
            "brackets": "%s(%s)%s" % (a, b, c)}[form]


def half_width(text):
    return "".join(HALF.get(LARGE.get(c, c), c) for c in text)


def hiragana(text):
    return "".join(chr(ord(c) - 0x60) if "ァ" <= c <= "ヶ" else c for c in text)


def write_kana(text, form):
    return {"half": half_width, "hiragana": hiragana,
            "full": lambda t: t}[form](text)


def plainer(dice, text, rate):
    return "".join(PLAIN[c] if c in PLAIN and dice.happens(rate) else c
                   for c in text)


def unwritable(dice, text):
    return "".join(dice.one("?〓■") if c in NOT_IN_CP932 else c for c in text)
