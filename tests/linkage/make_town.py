#!/usr/bin/env python3
"""make_town: a Japanese town of whole families, in two offices' files.

    make_town.py KIND --seed N --out DIR [--size 4000,6000]

KIND  full    name, kana, birth date, sex, address, telephone
      names   name, kana, birth date, sex
      kana    the second office has kana only, with address and telephone
      thin    as full, four cells in ten of the second office are empty

The people and the errors are other ones than those of japanese_city.py, and
nothing of the engine was set by them:
  people  0 to 95 years old, in households of one to three generations; given
          names follow the decade; brothers and sisters have a character in
          common; twins (one birth in 90) mostly too; surnames are made of two
          parts, the k-th about 1/(k + 12) as frequent
  lives   moved once or twice, married, divorced (the former name again),
          married once more; one telephone for the household
  clerks  copy the birth date of the row above, exchange day and month, take
          the wrong era, write the year of the next line, read the kanji
          otherwise, write the name of the husband or mother into the row's
DIR/left.csv, right.csv, truth.csv as make_files.py writes them. How offices
write (dates, dashes, half-width kana) is taken from japanese_city.py.
"""
import argparse
import csv
import os

import japanese_city as city

HEADS = """山ヤマ 川カワ 田タ 大オオ 小コ 中ナカ 上ウエ 下シモ 西ニシ 東ヒガシ 北キタ 南ミナミ 高タカ 松マツ
竹タケ 杉スギ 森モリ 石イシ 岩イワ 金カネ 黒クロ 白シラ 青アオ 赤アカ 古フル 新アラ 長ナガ 永ナガ 福フク 吉ヨシ 安ヤス 平ヒラ
村ムラ 今イマ 原ハラ 池イケ 水ミズ 清キヨ 内ウチ 宮ミヤ 寺テラ 堀ホリ 星ホシ 秋アキ 春ハル 桑クワ 荒アラ 奥オク 片カタ 柏カシワ""".split()
TAILS = """田タ 川カワ 山ヤマ 野ノ 村ムラ 本モト 島シマ 原ハラ 崎サキ 井イ 口グチ 沢ザワ 木キ 谷タニ 岡オカ 橋ハシ 林バヤシ
尾オ 根ネ 瀬セ 浦ウラ 塚ヅカ 坂サカ 倉クラ 宮ミヤ""".split()

# By the decades that begin with 1910, 1940, 1970, 2000.
GIVEN = {
    "M": ["""正雄 マサオ,清 キヨシ,三郎 サブロウ,茂 シゲル,義男 ヨシオ,勇 イサム,武 タケシ,正一 ショウイチ,
利夫 トシオ,実 ミノル,辰男 タツオ,寅吉 トラキチ,留吉 トメキチ,金次郎 キンジロウ,昭二 ショウジ,和夫 カズオ""",
          """博 ヒロシ,茂 シゲル,隆 タカシ,誠 マコト,和彦 カズヒコ,浩一 コウイチ,健一 ケンイチ,修 オサム,進 ススム,
勝 マサル,幸雄 ユキオ,哲也 テツヤ,秀樹 ヒデキ,和也 カズヤ,明 アキラ,豊 ユタカ,浩二 コウジ,健二 ケンジ,俊之 トシユキ""",
          """大輔 ダイスケ,健太 ケンタ,翔 ショウ,拓也 タクヤ,直樹 ナオキ,達也 タツヤ,和也 カズヤ,翔太 ショウタ,
健太郎 ケンタロウ,大樹 ダイキ,亮 リョウ,雄太 ユウタ,雄大 ユウダイ,剛 ツヨシ,直人 ナオト,拓哉 タクヤ,恭平 キョウヘイ""",
          """蓮 レン,翔 ショウ,大翔 ヒロト,悠斗 ユウト,陽斗 ハルト,陽向 ヒナタ,湊 ミナト,颯太 ソウタ,大和 ヤマト,
優斗 ユウト,優太 ユウタ,悠真 ユウマ,陽太 ヨウタ,颯 ハヤテ,結翔 ユイト,樹 イツキ,蒼 アオイ,湊斗 ミナト"""],
    "F": ["""ハル ハル,キヨ キヨ,千代 チヨ,文子 フミコ,ヨシ ヨシ,静子 シズコ,トミ トミ,美代子 ミヨコ,幸子 サチコ,
ハナ ハナ,正子 マサコ,久子 ヒサコ,ミツ ミツ,フミ フミ,千代子 チヨコ,トメ トメ,君子 キミコ,登美子 トミコ""",
          """和子 カズコ,洋子 ヨウコ,恵子 ケイコ,京子 キョウコ,節子 セツコ,由美子 ユミコ,裕子 ユウコ,真由美 マユミ,
明美 アケミ,久美子 クミコ,裕美 ヒロミ,恵美子 エミコ,直美 ナオミ,順子 ジュンコ,典子 ノリコ,智子 トモコ,由美 ユミ,恵美 エミ""",
          """愛 アイ,美穂 ミホ,舞 マイ,彩 アヤ,麻衣 マイ,香織 カオリ,美咲 ミサキ,彩香 アヤカ,優子 ユウコ,千尋 チヒロ,
美香 ミカ,沙織 サオリ,恵 メグミ,綾 アヤ,綾香 アヤカ,麻美 アサミ,早紀 サキ,瞳 ヒトミ,美紀 ミキ""",
          """陽菜 ヒナ,結愛 ユア,美咲 ミサキ,さくら サクラ,葵 アオイ,結衣 ユイ,凛 リン,美羽 ミウ,心結 ミユ,陽葵 ヒマリ,
咲良 サクラ,優奈 ユウナ,結菜 ユイナ,美結 ミユ,杏 アン,芽依 メイ,莉子 リコ,桜 サクラ,優花 ユウカ"""]}
GIVEN = {s: [[tuple(w.split()) for w in decade.split(",")] for decade in all_]
         for s, all_ in GIVEN.items()}
OTHER_READING = {
    "裕子": "ヒロコ", "幸子": "ユキコ", "洋子": "ヒロコ", "文子": "アヤコ", "智子": "サトコ",
    "典子": "フミコ", "裕美": "ユミ", "明美": "アケヨシ", "恵美": "メグミ", "正子": "タダコ",
    "誠": "セイ", "修": "シュウ", "博": "ハク", "翔": "カケル", "陽斗": "アキト",
    "大翔": "タイガ", "大和": "タイワ", "彩香": "サヤカ", "美香": "ヨシカ", "直人": "ナオヒト",
    "健一": "タケカズ", "秀樹": "ヒデジュ", "正一": "マサカズ", "浩一": "ヒロカズ", "陽菜": "ハルナ"}
TODAY = 2024


def by_rank(dice, items, offset):
    """The k-th item about 1/(k + offset) as often."""
    n = len(items)
    while True:
        k = dice.below(n)
        if dice.happens(offset / (k + offset)):
            return items[k]


def all_surnames():
    dice = city.Dice("surnames of the town")
    both = [(h[0] + t[0], h[1:] + t[1:]) for h in HEADS for t in TAILS
            if h[0] != t[0]]
    return dice.sample(both, len(both))


SURNAMES = all_surnames()


def surname(dice):
    return by_rank(dice, SURNAMES, 12)


def given(dice, sex, year):
    decade = max(0, min(3, (year - 1915 + dice.between(-8, 8)) // 30))
    if dice.happens(0.15):  # a rare one, of two parts of others
        one, other = (by_rank(dice, GIVEN[sex][decade], 6) for _ in "ab")
        if len(one[0]) == 2 and len(other[0]) == 2 and len(one[1]) > 2:
            return one[0][0] + other[0][1], one[1][:2] + other[1][-1]
    return by_rank(dice, GIVEN[sex][decade], 6)


def day_in(dice, year):
    month = dice.between(1, 12)
    return year, month, dice.between(1, city.DAYS[month - 1])


class Town:
    def __init__(self, dice, n):
        self.dice, self.people, self.n_homes = dice, [], 0
        while len(self.people) < n:
            self.household()

    def home(self):
        self.n_homes += 1
        return city.Home(self.dice, self.n_homes)

    def add(self, sex, family, birth, home, personal=None):
        p = city.Person(len(self.people), sex, family,
                        personal or given(self.dice, sex, birth[0]), birth,
                        home)
        p.mother = ""
        self.people.append(p)
        return p

    def name_beside(self, sex, year, family):
        """A given name that nobody of these has: families do not repeat one."""
        taken = {n for p in family for n in (p.personal, p.personal_kana)}
        while True:
            name = given(self.dice, sex, year)
            if name[0] not in taken and name[1] not in taken:
                return name

    def couple(self, family, year, home, beside=()):
        d = self.dice
        birth = day_in(d, year), day_in(d, year + d.between(-4, 6))
        he, she = (self.add(sex, family, b, home,
                            self.name_beside(sex, b[0], beside))
                   for sex, b in zip("MF", birth))
        she.former = surname(d)
        he.spouse, she.spouse = she, he
        return he, she

    def children(self, parents, family, home):
        """Brothers and sisters: one character in common, some years apart."""
        d = self.dice
        year, last = parents[1].birth[0] + d.between(20, 34), None
        names = {n for p in parents for n in (p.personal, p.personal_kana)}
        for _ in range(d.weighted(((1, 4), (2, 5), (3, 2)))):
            sex = d.one("MF")
            twin = last is not None and d.happens(1 / 45)
            birth = last.birth if twin else day_in(d, min(TODAY, year))
            if twin and d.happens(0.7):
                sex = last.sex
            name = given(d, sex, birth[0])
            if last is not None and d.happens(0.6 if twin else 0.2):
                name = self.alike(last, sex, birth, name)
            year += d.between(1, 4)
            if name[0] in names or name[1] in names:
                continue  # one family holds no two of one name
            names |= set(name)
            last = self.add(sex, family, birth, home, name)
            last.mother = parents[1].personal

    def alike(self, sibling, sex, birth, otherwise):
        """A name with the first character of the sibling's."""
        decade = max(0, min(3, (birth[0] - 1915) // 30))
        fits = [n for n in GIVEN[sex][decade]
                if n[0][0] == sibling.personal[0] and n[0] != sibling.personal]
        return self.dice.one(fits) if fits else otherwise

    def household(self):
        d, family, home = self.dice, surname(self.dice), self.home()
        kind = d.weighted((("alone", 25), ("couple", 25), ("parents", 30),
                           ("three", 15), ("mother", 5)))
        if kind == "alone":
            self.add(d.one("MF"), family, day_in(d, d.between(1930, 2003)),
                     home)
        elif kind == "couple":
            self.couple(family, d.between(1930, 1995), home)
        elif kind == "mother":
            she = self.add("F", family, day_in(d, d.between(1950, 1995)), home)
            self.children((she, she), family, home)
        else:
            parents = self.couple(family, d.between(1942, 1992), home)
            self.children(parents, family, home)
            if kind == "three":
                year = parents[0].birth[0] - d.between(20, 33)
                old = self.couple(family, year, home,
                                  self.people[-6:])
                if d.happens(0.5):
                    old[0].home = self.home()  # lives elsewhere


def as_now(dice, person, town):
    """The same person when the second office wrote the row."""
    r, d = person.copy(), dice
    r.note, r.in_brackets = [], ""
    def happens(what, rate):
        if d.happens(rate):
            r.note.append(what)
            return True
        return False
    moves = d.weighted(((0, 88), (1, 9), (2, 3)))
    if moves:
        r.note.append("moved")
        r.home = town.home()
    adult = TODAY - person.birth[0] >= 20
    if adult and person.sex == "F" and happens("married", 0.03):
        r.family, r.family_kana = surname(d)
        r.home = town.home()
    elif person.former and happens("divorced", 0.02):
        r.family, r.family_kana = person.former
        if happens("married again", 0.2):
            r.family, r.family_kana = surname(d)
    elif person.former and happens("former name", 0.015):
        r.in_brackets = person.former[0]
    return r


def clerk(dice, r, above):
    """What is written wrongly; above: the row before."""
    d = dice
    def happens(what, rate):
        if d.happens(rate):
            r.note.append(what)
            return True
        return False
    year, month, day = r.birth
    if above is not None and happens("birth of the row above", 0.004):
        r.birth = above.birth or r.birth
    elif day <= 12 and day != month and happens("day and month", 0.012):
        r.birth = year, day, month
    elif 1927 <= year < 1989 and happens("wrong era", 0.005):
        r.birth = (year + 63 if year + 63 <= TODAY else year - 14, month,
                   min(day, 28))
    elif happens("year beside", 0.006):
        r.birth = year + d.one((-1, 1)), month, min(day, 28)
    elif happens("a digit of the day", 0.008):
        r.birth = year, month, max(1, min(28, day + d.one((-10, -1, 1, 10))))
    if r.personal in OTHER_READING and happens("read otherwise", 0.08):
        r.personal_kana = OTHER_READING[r.personal]
    elif happens("kana", 0.015):
        at = d.below(len(r.family_kana))
        r.family_kana = r.family_kana[:at] + r.family_kana[at + 1:] or "ア"
    if happens("character", 0.012):
        r.personal = city.one_edit(d, r.personal, "美恵太郎子香人介斗菜")
    if getattr(r, "spouse", None) is not None and happens("spouse's name",
                                                           0.002):
        r.personal, r.personal_kana = (r.spouse.personal,
                                       r.spouse.personal_kana)
    if happens("sex", 0.004):
        r.sex = "F" if r.sex == "M" else "M"
    return r


EMPTY = {"full": dict(kana=0.05, birth=0.01, sex=0.02, address=0.08, phone=0.35),
         "names": dict(kana=0.05, birth=0.01, sex=0.02, address=0, phone=0),
         "kana": dict(kana=0, birth=0.01, sex=0.02, address=0.08, phone=0.35),
         "thin": dict(kana=0.5, birth=0.2, sex=0.4, address=0.4, phone=0.6)}
COLUMNS = {
    "full": ("整理番号 氏名 カナ氏名 生年月日 性別 住所 電話番号",
             "No 氏名 フリガナ 性別 生年月日 電話番号 住所"),
    "names": ("整理番号 氏名 カナ氏名 生年月日 性別",
              "No フリガナ 氏名 性別 生年月日"),
    "kana": ("整理番号 氏名 カナ氏名 生年月日 性別 住所 電話番号",
             "No カナ氏名 性別 生年月日 電話番号 住所"),
}
COLUMNS["thin"] = COLUMNS["full"]
FIRST = dict(date="iso", address="short", phone="hyphen", kana="full")
SECOND = dict(date="letter", address="long", phone="plain", kana="half")


def cells(dice, r, form, number, empty):
    gap = "　" if form["kana"] == "full" else " "
    note = "（%s）" % r.in_brackets if r.in_brackets else ""
    def given_or(what, text):
        return "" if dice.happens(empty.get(what, 0)) else text
    kana = city.write_kana(r.family_kana + gap + r.personal_kana, form["kana"])
    return {
        "整理番号": number, "No": number,
        "氏名": r.family + note + gap + r.personal,
        "カナ氏名": given_or("kana", kana), "フリガナ": given_or("kana", kana),
        "生年月日": given_or("birth", city.write_date(dice, r.birth,
                                                  form["date"])),
        "性別": given_or("sex", {"M": "男", "F": "女"}[r.sex]),
        "住所": given_or("address", city.write_address(dice, r.home,
                                                     form["address"])),
        "電話番号": given_or("phone", city.write_phone(dice, r.home.phone,
                                                   form["phone"]))}


def write_file(path, header, rows):
    with open(path, "w", encoding="utf-8", newline="") as out:
        w = csv.writer(out, lineterminator="\n")
        w.writerow(header)
        w.writerows([r[h] for h in header] for r in rows)


def make(kind, seed, out, n_left, n_right):
    """Half of the smaller file stands in the other, its kin beside it."""
    d = city.Dice("town %s %d" % (kind, seed))
    town = Town(d, (n_left + n_right) * 4 // 3)
    left = d.sample(town.people, n_left)
    both = d.sample(left, min(n_left, n_right) // 2)
    taken = {p.number for p in left}
    others = [p for p in town.people if p.number not in taken]
    now = [(p, as_now(d, p, town)) for p in both]
    now += [(None, as_now(d, p, town)) for p in
            d.sample(others, n_right - len(both))]
    now = d.sample(now, len(now))
    before, rows = None, []
    for _, r in now:
        before = clerk(d, r, before)
        rows.append(before)
    os.makedirs(out, exist_ok=True)
    number = {p.number: "L%05d" % (k + 1) for k, p in enumerate(left)}
    headers = [h.split() for h in COLUMNS[kind]]
    for p in left:
        p.in_brackets = ""
    write_file(os.path.join(out, "left.csv"), headers[0],
               [cells(d, p, FIRST, number[p.number],
                      {"phone": 0.1, "kana": 0.01}) for p in left])
    write_file(os.path.join(out, "right.csv"), headers[1],
               [cells(d, r, SECOND, "R%05d" % (k + 1), EMPTY[kind])
                for k, r in enumerate(rows)])
    with open(os.path.join(out, "truth.csv"), "w", newline="") as file:
        w = csv.writer(file, lineterminator="\n")
        w.writerow(["left_id", "right_id", "what_happened"])
        w.writerows([number[p.number], "R%05d" % (k + 1), " ".join(r.note)]
                    for k, (p, r) in enumerate(now) if p is not None)


def main():
    options = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    options.add_argument("kind", choices=sorted(COLUMNS))
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--out", required=True)
    options.add_argument("--size", default="4000,6000")
    o = options.parse_args()
    make(o.kind, o.seed, o.out, *(int(n) for n in o.size.split(",")))


if __name__ == "__main__":
    main()
