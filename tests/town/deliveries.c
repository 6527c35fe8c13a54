/* deliveries: see deliveries.h.
 *
 * Encodings, line ends, date forms and headers change from file to file, as
 * they do between offices; within one file they stay. */
#include "deliveries.h"

#include "base/calendar.h"
#include "dice.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MAX_COLUMNS = 30 };

/* The headers of the templates, and of the kinds' other forms: header of the
 * template, then another spelling that the shipped crosswalk knows. */
static const struct {
    const char *kind, *name;
    const char *headers[MAX_COLUMNS];
} kinds[N_KINDS] = {
    {"01",
     "参加者名簿",
     {"自治体コード", "機関コード", "整理番号", "氏名", "フリガナ", "性別",
      "生年月日", "郵便番号", "町名", "電話番号", "初回接触日", "就業状況",
      "入手経路", "備考"}},
    {"02",
     "同意書",
     {"整理番号", "同意書版", "同意日", "追跡調査", "他データ突合", "二次利用",
      "撤回日", "撤回範囲", "代理同意"}},
    {"03",
     "催事",
     {"催事番号", "催事名", "種別", "回次", "開催日", "曜日", "区・圏域",
      "会場", "方式", "定員", "重点業種", "計上事業", "申込者数",
      "参加者数（手入力）", "参加企業数", "特記（荒天等）"}},
    {"04",
     "催事出席",
     {"催事番号", "整理番号", "氏名", "出欠", "方式", "備考"}},
    {"05",
     "ベース調査",
     {"整理番号", "調査版", "記入日", "希望活動1", "希望活動2", "希望活動3",
      "希望時間（週）", "通える距離", "働く理由", "主観的健康",
      "主観的経済状態", "前職", "退職年", "資格", "世帯", "外出頻度",
      "友人交流"}},
    {"06",
     "フレイルチェック",
     {"整理番号",
      "実施日",
      "会場",
      "計上事業",
      "指輪っかテスト",
      "イレブン1",
      "イレブン2",
      "イレブン3",
      "イレブン4",
      "イレブン5",
      "イレブン6",
      "イレブン7",
      "イレブン8",
      "イレブン9",
      "イレブン10",
      "イレブン11",
      "握力右",
      "握力左",
      "片足立ち上がり",
      "ふくらはぎ周囲長",
      "SMI",
      "滑舌タ",
      "咬筋",
      "赤シール数",
      "未測定理由",
      "お口の元気度",
      "人とのつながり",
      "組織参加",
      "支え合い"}},
    {"12",
     "就業活動",
     {"活動番号", "整理番号", "求人番号", "開始日", "終了日", "週時間", "形態",
      "事業所番号", "業務内容", "前の活動番号", "終了理由", "把握日",
      "把握経路"}},
    {"14",
     "追跡調査",
     {"調査番号", "整理番号", "発送日", "不達", "回収日", "方式", "活動状況",
      "開始年月", "満足", "主観的健康"}},
    {"15",
     "シルバー会員登録",
     {"会員番号", "氏名", "フリガナ", "生年月日", "説明会日", "申込日",
      "入会日", "紹介元", "退会日", "非登録理由"}},
    {"21",
     "指標目標",
     {"指標番号", "年度", "期間", "目標", "比較", "継承", "文書日", "出典"}},
    {"22",
     "指標実績",
     {"指標番号", "年度", "期間開始", "期間終了", "実績", "時点", "注記"}},
    {"29",
     "基本チェックリスト",
     {"整理番号",       "実施日",         "身長",           "体重",
      "基本チェック1",  "基本チェック2",  "基本チェック3",  "基本チェック4",
      "基本チェック5",  "基本チェック6",  "基本チェック7",  "基本チェック8",
      "基本チェック9",  "基本チェック10", "基本チェック11", "基本チェック13",
      "基本チェック14", "基本チェック15", "基本チェック16", "基本チェック17",
      "基本チェック18", "基本チェック19", "基本チェック20", "基本チェック21",
      "基本チェック22", "基本チェック23", "基本チェック24", "基本チェック25"}},
    {"10",
     "求人業務",
     {"求人番号", "事業所番号", "業務名", "業種", "新規開拓", "開拓手法",
      "獲得日", "掲載日", "再掲載回数", "終了日", "募集人数", "週時間", "時給",
      "方式", "手数料負担", "上限年齢", "必要資格", "必要備品"}},
    {"11",
     "紹介経過",
     {"紹介番号", "求人番号", "整理番号", "候補日", "打診日", "面接日", "結果",
      "結果日", "不成立要因", "判断側", "自由記述"}},
    {"13",
     "継続支援",
     {"対象", "整理番号", "事業所番号", "活動番号", "接触日", "手段",
      "つながった", "感想", "内容の変化", "要望", "転換意向", "継続状況"}},
    {"18",
     "研修資格",
     {"整理番号", "講座", "開始日", "修了日", "修了", "欠席日数", "受講料"}},
    {"28",
     "訂正取消",
     {"対象表", "対象番号", "項目", "旧値", "新値", "訂正日", "区分",
      "申請者"}},
    {"35",
     "状況異動",
     {"整理番号", "異動区分", "異動日", "把握日", "把握経路", "備考"}},
};
static const struct {
    enum kind kind;
    int every; /* in quarters whose index is a multiple of this */
    const char *header, *instead;
} other_headers[] = {
    {KIND_ROSTER, 3, "氏名", "氏名（漢字）"},
    {KIND_ROSTER, 3, "生年月日", "生年月日（和暦）"},
    {KIND_ROSTER, 4, "整理番号", "整理No."},
    {KIND_BASELINE, 2, "希望時間（週）", "希望時間"},
    {KIND_CHECK, 3, "指輪っかテスト", "指輪っか"},
    {KIND_ACTIVITY, 4, "週時間", "週労働時間"},
    {KIND_FOLLOWUP, 2, "満足", "満足度"},
    {KIND_CHECKLIST, 2, "身長", "身長(cm)"},
    {KIND_CHECKLIST, 2, "体重", "体重(kg)"},
    {KIND_CHECKLIST, 5, "整理番号", "受付整理番号"}, /* town's own crosswalk */
};

int quarter_index(int day)
{
    struct quarter q = quarter_of(date_from_days(day));
    return (q.fiscal_year - 2022) * 4 + q.number - 1;
}

size_t kind_column(enum kind kind, const char *header)
{
    size_t i = 0;
    while (kinds[kind].headers[i] != NULL &&
           strcmp(kinds[kind].headers[i], header) != 0)
        i++;
    if (kinds[kind].headers[i] == NULL) {
        fprintf(stderr, "make-town: %s has no column %s\n", kinds[kind].name,
                header);
        exit(STATUS_BUG);
    }
    return i;
}

static struct sheet *new_sheet(struct deliveries *d, enum kind kind,
                               int quarter)
{
    struct sheet *s = arena_take(d->arena, sizeof *s);
    s->arena = d->arena;
    s->kind = kinds[kind].kind;
    s->quarter = quarter;
    s->encoding = (enum sheet_encoding)(((int)kind + quarter) % 3);
    s->days = (enum day_style)(((int)kind * 2 + quarter) % N_DAY_STYLES);
    s->line_feed_only = s->encoding == SHEET_UTF8;
    s->compressed = kind == KIND_CHECK && quarter % 4 == 1;
    s->quote_all = kind == KIND_SILVER;
    s->headers = arena_take_array(d->arena, MAX_COLUMNS, sizeof *s->headers);
    /* The form of the frailty check had 25 columns until March 2023. */
    size_t most = kind == KIND_CHECK && quarter < 4 ? 25 : MAX_COLUMNS;
    while (s->n_columns < most && kinds[kind].headers[s->n_columns] != NULL) {
        const char *header = kinds[kind].headers[s->n_columns];
        for (size_t i = 0; i < sizeof other_headers / sizeof *other_headers;
             i++)
            if (other_headers[i].kind == kind &&
                quarter % other_headers[i].every == 0 &&
                strcmp(other_headers[i].header, header) == 0)
                header = other_headers[i].instead;
        s->headers[s->n_columns++] = header;
    }
    s->name = arena_format(d->arena, "%dQ%d_%s_%s.csv%s", 2022 + quarter / 4,
                           quarter % 4 + 1, s->kind, kinds[kind].name,
                           s->compressed ? ".gz" : "");
    return s;
}

struct sheet *delivery_on(struct deliveries *d, enum kind kind, int day)
{
    int quarter = quarter_index(day);
    if (d->sheets[kind][quarter] == NULL)
        d->sheets[kind][quarter] = new_sheet(d, kind, quarter);
    return d->sheets[kind][quarter];
}

struct sheet *delivery_extra(struct deliveries *d, const struct sheet *like,
                             const char *name)
{
    d->extra = arena_grow(d->arena, d->extra, d->n_extra, &d->extra_capacity,
                          sizeof *d->extra);
    struct sheet *s = arena_take(d->arena, sizeof *s);
    *s = *like;
    s->name = name;
    s->n_rows = s->capacity = 0;
    s->rows = NULL;
    s->compressed = false;
    d->extra[d->n_extra++] = s;
    return s;
}

const char *office_number(struct deliveries *d, int number)
{
    return arena_format(d->arena, "%04d", number);
}

/* ---- how people write -------------------------------------------------- */

/* The habits of one writer on one form: blanks and full-width digits. */
static struct dice writer(const struct deliveries *d, const struct resident *r,
                          enum kind kind)
{
    struct dice hand;
    dice_init(&hand, d->town->seed, (uint64_t)r->number, 100 + (uint64_t)kind);
    return hand;
}

/* An answer on paper: 2 % are left out, 3 % come in full width. */
static void put_answer(struct sheet *s, struct dice *hand, int value)
{
    bool blank = dice_chance(hand, 0.02), wide = dice_chance(hand, 0.03);
    const char *text = arena_format(s->arena, "%d", value);
    put(s, blank ? NULL : wide ? full_width(s->arena, text) : text);
}

static const char *written_name(struct sheet *s, const struct resident *r)
{
    static const char *const gaps[] = {"　", " ", ""};
    return arena_format(s->arena, "%s%s%s", r->surname->kanji,
                        gaps[(r->number + s->quarter) % 3], r->given->kanji);
}

static const char *written_kana(struct sheet *s, const struct resident *r)
{
    const char *gap = s->quarter % 3 == 1 ? "" : "　";
    char *kana =
        arena_format(s->arena, "%s%s%s", r->surname->kana, gap, r->given->kana);
    return s->quarter % 2 == 0 ? kana_half_width(s->arena, kana) : kana;
}

static const char *written_birth(struct sheet *s, int birth)
{
    static const enum day_style styles[] = {DAY_ERA_SHORT, DAY_ERA_LONG,
                                            DAY_SLASH};
    return day_text(s->arena, birth, styles[s->quarter % 3]);
}

/* Several codes in one cell, with the separators that offices use. */
static void put_codes(struct sheet *s, int bits, int n)
{
    static const char *const separators[] = {";", "・", "、"};
    static const char *const circled[] = {"①", "②", "③", "④", "⑤", "⑥"};
    const char *text = "";
    for (int i = 0; i < n; i++) {
        if ((bits & (1 << i)) == 0)
            continue;
        if (s->quarter % 4 == 3 && n <= 6)
            text = arena_format(s->arena, "%s%s", text, circled[i]);
        else
            text = arena_format(
                s->arena, "%s%s%d", text,
                text[0] == '\0' ? "" : separators[s->quarter % 3], i + 1);
    }
    put(s, text);
}

/* ---- 01 to 05 ---------------------------------------------------------- */

void write_roster(struct deliveries *d, struct sheet *s,
                  const struct resident *r)
{
    struct dice hand = writer(d, r, KIND_ROSTER);
    sheet_row_begin(s, r->number);
    put(s, s->quarter % 2 == 0 ? "99000" : "990001");
    put(s, r->number % 3 == 0 ? "W" : "S");
    put(s, office_number(d, r->number));
    put(s, written_name(s, r));
    put(s, written_kana(s, r));
    bool unknown = dice_chance(&hand, 0.005);
    if (s->quarter % 3 == 2)
        put(s, unknown ? "9" : r->female ? "女" : "男");
    else
        put(s, unknown ? "9" : r->female ? "2" : "1");
    put(s, written_birth(s, r->birth));
    int street = dice_below(&hand, 12);
    put(s, arena_format(s->arena, "000-%04d", 10 + street));
    put(s, town_pick(street));
    int exchange = dice_below(&hand, 1000), line = dice_below(&hand, 10000);
    put(s, dice_chance(&hand, 0.05)
               ? NULL
               : arena_format(s->arena, "04-0%03d-%04d", exchange, line));
    put_day(s, r->contact);
    put_answer(s, &hand, 1 + dice_below(&hand, 3));
    put_codes(s, 1 << dice_below(&hand, 6) | 1 << dice_below(&hand, 6), 10);
    put(s, NULL);
}

static void put_tick(struct sheet *s, bool yes)
{
    if (s->quarter % 4 == 2)
        put(s, yes ? "○" : "×");
    else
        put(s, yes ? "1" : "0");
}

static void write_consent(struct deliveries *d, const struct resident *r)
{
    if (r->consent == -2)
        return;
    int met = d->town->seminars[r->event].day;
    int days[] = {met, r->withdrawn, r->reconsent};
    for (int i = 0; i < 3; i++) {
        if ((i > 0 && days[i] == 0) || days[i] > d->until)
            continue;
        struct sheet *s = delivery_on(d, KIND_CONSENT, days[i]);
        if (i == 1 && quarter_index(met) == s->quarter)
            continue; /* withdrawn at once: the first row says so already */
        sheet_row_begin(s, r->number);
        put(s, office_number(d, r->number));
        put(s, i == 2 ? "v2" : "v1");
        put_day(s, i == 2 ? r->reconsent : met);
        if (r->consent == -1) {
            put(s, NULL);
            put(s, NULL);
            put(s, NULL);
        } else {
            put_tick(s, r->consent == 1);
            put_tick(s, r->link);
            put_tick(s, r->number % 3 == 0 && r->consent == 1);
        }
        bool gone = r->withdrawn != 0 && r->withdrawn <= d->until &&
                    quarter_index(r->withdrawn) <= s->quarter;
        put_day(s, gone ? r->withdrawn : 0);
        put(s, !gone ? NULL : r->erase ? "2" : "1");
        put(s, "0");
    }
}

static void write_seminars(struct deliveries *d)
{
    static const char *const weekdays[] = {"日", "月", "火", "水",
                                           "木", "金", "土"};
    static const char *const programmes[] = {"ア;エ", "ア;ウ", "ア;イ",
                                             "ア",    "ア;エ", "ア"};
    for (int i = 0; i < d->town->n_seminars; i++) {
        const struct seminar *m = &d->town->seminars[i];
        if (m->day > d->until)
            return;
        struct sheet *s = delivery_on(d, KIND_EVENT, m->day);
        int n = 0;
        for (int j = 0; j < d->town->n_people; j++)
            n += d->town->people[j].event == i ||
                 d->town->people[j].second_event == i;
        sheet_row_begin(s, 0);
        put(s, m->number);
        put(s, arena_format(s->arena, "%s（第%d回）", m->title, m->session));
        put_int(s, m->type);
        put_int(s, m->session);
        put_day(s, m->day);
        put(s, weekdays[date_weekday(date_from_days(m->day))]);
        put(s, i % 2 == 0 ? "東圏域" : "西圏域");
        put(s, i % 2 == 0 ? "見本市民会館" : "架橋公民館");
        put(s, i % 5 == 0 ? "3" : "1");
        put_int(s, n <= 40 ? 50 : n + 10);
        put_int(s, m->field);
        put(s, programmes[i % 6]);
        put_int(s, n + 4);
        put_int(s, n);
        put(s, "0");
        put(s, i == 9 ? "大雨のため開始を30分遅らせた" : NULL);
    }
}

void write_attendance(struct deliveries *d, struct sheet *s,
                      const struct resident *r, int seminar)
{
    struct dice hand = writer(d, r, KIND_ATTENDANCE);
    sheet_row_begin(s, r->number);
    put(s, d->town->seminars[seminar].number);
    put(s, office_number(d, r->number));
    put(s, written_name(s, r));
    put(s, dice_chance(&hand, 0.05) ? "4" : "1");
    put(s, dice_chance(&hand, 0.1) ? "2" : "1");
    put(s, NULL);
}

static void write_baseline(struct deliveries *d, const struct resident *r)
{
    if (r->baseline == 0 || r->baseline > d->until)
        return;
    static const int wishes[] = {8, 1, 2, 3, 4, 5};
    struct sheet *s = delivery_on(d, KIND_BASELINE, r->baseline);
    struct dice hand = writer(d, r, KIND_BASELINE);
    sheet_row_begin(s, r->number);
    put(s, office_number(d, r->number));
    put(s, "2023A");
    put_day(s, r->baseline);
    int wish = dice_chance(&hand, 0.5) ? wishes[r->activity]
                                       : 1 + dice_below(&hand, 8);
    put_answer(s, &hand, dice_chance(&hand, 0.03) ? 88 : wish);
    put_code(s, dice_below(&hand, 9));
    put_code(s, dice_below(&hand, 9));
    int h = r->wish_hours;
    bool blank = dice_chance(&hand, 0.02), range = dice_chance(&hand, 0.15);
    const char *hours = range && h > 2
                            ? arena_format(s->arena, "%d～%d", h - 2, h + 2)
                            : arena_format(s->arena, "%d", h);
    if (dice_chance(&hand, 0.05))
        hours = full_width(s->arena, arena_format(s->arena, "%d", h));
    put(s, blank ? NULL : hours);
    put_answer(s, &hand, 1 + dice_below(&hand, 4));
    if (dice_chance(&hand, 0.02))
        put(s, NULL);
    else
        put_codes(s, r->motives, 6);
    put_answer(s, &hand, 1 + dice_below(&hand, 5));
    put_answer(s, &hand, 1 + dice_below(&hand, 5));
    put(s, arena_format(s->arena, "%c", 'A' + dice_below(&hand, 12)));
    int year = 2012 + dice_below(&hand, 7); /* H24 … H30 */
    put(s, dice_chance(&hand, 0.5) ? arena_format(s->arena, "H%d", year - 1988)
                                   : arena_format(s->arena, "%d", year));
    put_codes(s, 1 << dice_below(&hand, 8) | 1 << dice_below(&hand, 8), 8);
    put_answer(s, &hand, 1 + dice_below(&hand, 4));
    put_answer(s, &hand, 1 + dice_below(&hand, 4));
    put_answer(s, &hand, 1 + dice_below(&hand, 5));
}

/* ---- 06 and 29 --------------------------------------------------------- */

/* Red seals by the 22 items with the grip cut of 2019; -1 when the two hands
 * fall on different sides of a cut, so that no rule of choice matters. */
static int red_seals(const struct resident *r, const struct health *h,
                     bool with_added)
{
    int red = h->ring == 3;
    for (int i = 0; i < N_ELEVEN; i++)
        red += h->red[i];
    int low = r->female ? 180 : 260, high = r->female ? 180 : 280;
    int weaker = h->grip_hg[0] < h->grip_hg[1] ? h->grip_hg[0] : h->grip_hg[1];
    int stronger = h->grip_hg[0] + h->grip_hg[1] - weaker;
    if (stronger >= low && weaker < high)
        return -1;
    red += stronger < low;
    red += !h->one_leg + (h->calf_mm < (r->female ? 330 : 340)) +
           (h->muscle_hundredth / 10 < (r->female ? 57 : 70)) +
           (h->articulation < 60) + !h->jaw;
    if (with_added)
        red += !h->mouth + !h->ties + !h->groups + !h->support;
    return red;
}

void write_check(struct deliveries *d, struct sheet *s,
                 const struct resident *r, const struct health *h)
{
    struct dice hand = writer(d, r, KIND_CHECK);
    bool added = s->n_columns > 25;
    sheet_row_begin(s, r->number);
    put(s, office_number(d, r->number));
    put_day(s, h->day);
    put(s, "見本市民会館");
    put(s, r->number % 4 == 0 ? "一般" : "環境整備");
    put_int(s, h->ring);
    for (int i = 0; i < N_ELEVEN; i++)
        put(s, h->red[i] ? "1" : "0");
    put_tenths(s, h->grip_hg[0]);
    put_tenths(s, h->grip_hg[1]);
    bool unsafe = dice_chance(&hand, 0.03),
         pacemaker = dice_chance(&hand, 0.02);
    put(s, unsafe ? "9" : h->one_leg ? "0" : "1");
    put_tenths(s, h->calf_mm);
    if (pacemaker)
        put(s, NULL);
    else
        put_tenths(s, h->muscle_hundredth / 10);
    put_tenths(s, h->articulation);
    put(s, h->jaw ? "0" : "1");
    int red = red_seals(r, h, added);
    if (red < 0 || unsafe || pacemaker || !added)
        put(s, NULL);
    else
        put_int(s, red);
    put(s, pacemaker ? "4" : unsafe ? "1" : NULL);
    if (added) {
        put(s, h->mouth ? "0" : "1");
        put(s, h->ties ? "0" : "1");
        put(s, h->groups ? "0" : "1");
        put(s, h->support ? "0" : "1");
    }
}

/* 1 where いいえ is the answer that scores: items 1-8, 16 and 19. */
static bool scores_on_no(int item)
{
    return item <= 8 || item == 16 || item == 19;
}

void write_checklist(struct deliveries *d, struct sheet *s,
                     const struct resident *r, const struct health *h)
{
    struct dice hand = writer(d, r, KIND_CHECKLIST);
    sheet_row_begin(s, r->number);
    put(s, office_number(d, r->number));
    put_day(s, h->day);
    put_tenths(s, h->height_mm);
    put_tenths(s, h->weight_hg);
    /* Whole forms are complete or not: 6 % leave one item out. */
    int left_out = dice_chance(&hand, 0.06) ? 1 + dice_below(&hand, 25) : 0;
    for (int item = 1; item <= N_KCL; item++) {
        if (item == 12)
            continue; /* comes from height and weight */
        bool yes = h->risk[item - 1] != scores_on_no(item);
        put(s, item == left_out ? NULL : yes ? "はい" : "いいえ");
    }
}

static void write_health(struct deliveries *d, const struct resident *r)
{
    const struct health *both[] = {&r->first, &r->second};
    for (int i = 0; i < 2; i++) {
        const struct health *h = both[i];
        if (h->day == 0 || h->day > d->until)
            continue;
        write_checklist(d, delivery_on(d, KIND_CHECKLIST, h->day), r, h);
        if (h->checked)
            write_check(d, delivery_on(d, KIND_CHECK, h->day), r, h);
    }
}

/* ---- 12, 14, 15 -------------------------------------------------------- */

struct episode {
    const char *number, *previous;
    int start, end, known, kind, hours, known_by;
};

static void write_episode(struct deliveries *d, const struct resident *r,
                          const struct episode *e)
{
    static const char *const duties[] = {"",
                                         "送迎車両の運転",
                                         "施設の清掃",
                                         "公園の除草",
                                         "家事援助",
                                         "通学の見守り",
                                         "他機関の紹介",
                                         "起業の準備",
                                         "地域サロンの世話役"};
    if (e->known > d->until)
        return;
    int updates[] = {e->known, e->end};
    for (int i = 0; i < 2; i++) {
        if (i == 1 && (e->end == 0 || e->end > d->until ||
                       quarter_index(e->end) <= quarter_index(e->known)))
            continue;
        struct sheet *s = delivery_on(d, KIND_ACTIVITY, updates[i]);
        bool ended = e->end != 0 && quarter_index(e->end) <= s->quarter &&
                     e->end <= d->until;
        sheet_row_begin(s, r->number);
        put(s, e->number);
        put(s, office_number(d, r->number));
        put(s, e->kind <= 3 ? job_number(d, r) : NULL);
        put_day(s, e->start);
        put_day(s, ended ? e->end : 0);
        if (e->hours % 10 == 0)
            put_code(s, e->hours / 10);
        else
            put_tenths(s, e->hours);
        put_int(s, e->kind);
        put(s, e->kind <= 3
                   ? arena_format(s->arena, "J%04d", 100 + r->number % 9)
                   : NULL);
        put(s, duties[e->kind]);
        put(s, e->previous);
        put(s, ended ? "4" : NULL);
        put_day(s, e->known);
        put_int(s, e->known_by);
    }
}

static const char *episode_number(struct deliveries *d, int start)
{
    d->n_episodes++;
    return arena_format(d->arena, "A%d-%04d",
                        fiscal_year_of(date_from_days(start)), d->n_episodes);
}

/* Beside the activity that counts: an earlier one that ended before the
 * baseline, a referral that is no activity, a second one, a late start. */
static void write_side_episodes(struct deliveries *d, const struct resident *r,
                                struct dice *hand)
{
    int from = d->town->seminars[r->event].day;
    bool earlier = dice_chance(hand, 0.04), referral = dice_chance(hand, 0.06);
    bool second = dice_chance(hand, 0.10);
    int wait = dice_between(hand, 30, 300);
    if (earlier)
        write_episode(d, r,
                      &(struct episode){episode_number(d, from - 300), NULL,
                                        from - 300, from - 30, from, 1, 160,
                                        1});
    if (r->activity == ACTIVITY_NONE && referral)
        write_episode(d, r,
                      &(struct episode){episode_number(d, from + wait), NULL,
                                        from + wait, 0, from + wait + 9, 6, 0,
                                        5});
    if (r->activity != ACTIVITY_NONE && r->activity != ACTIVITY_OTHER && second)
        write_episode(d, r,
                      &(struct episode){episode_number(d, r->start + 10), NULL,
                                        r->start + 10, 0, r->start + 40, 8, 20,
                                        1});
    if (r->late)
        write_episode(d, r,
                      &(struct episode){episode_number(d, r->start), NULL,
                                        r->start, 0, r->start + 20, r->kind,
                                        120, 1});
}

static void write_activity(struct deliveries *d, const struct resident *r)
{
    struct dice hand = writer(d, r, KIND_ACTIVITY);
    int delay = dice_between(&hand, 5, 45);
    if (!r->stays_in_touch)
        return; /* nobody hears of it */
    if (r->activity != ACTIVITY_NONE) {
        const char *number = episode_number(d, r->start);
        write_episode(d, r,
                      &(struct episode){number, NULL, r->start, r->end,
                                        r->start + delay, r->kind, r->hours,
                                        r->silver ? 4 : 1});
        write_services(d, r, number);
    }
    write_side_episodes(d, r, &hand);
}

/* The first day of the month after a day. */
static int next_month(int day)
{
    struct date x = date_from_days(day);
    return x.month == 12 ? day_number(x.year + 1, 1, 1)
                         : day_number(x.year, x.month + 1, 1);
}

static const char *start_month(struct sheet *s, int day)
{
    struct date x = date_from_days(day);
    if (s->quarter % 2 == 0)
        return arena_format(s->arena, "%d-%02d", x.year, x.month);
    return arena_format(s->arena, "R%d.%d", x.year - 2018, x.month);
}

static void write_followup(struct deliveries *d, const struct resident *r)
{
    static const char *const answers[] = {"6", "1", "2", "3", "4", "5"};
    struct dice hand = writer(d, r, KIND_FOLLOWUP);
    int sent = r->baseline == 0 ? 0 : next_month(r->baseline + 366);
    int closes = sent + 45;
    if (r->consent != 1 || sent == 0 || closes > d->until ||
        (r->withdrawn != 0 && r->withdrawn < sent))
        return;
    struct sheet *s = delivery_on(d, KIND_FOLLOWUP, closes);
    struct quarter q = quarter_of(date_from_days(sent));
    bool back = r->stays_in_touch;
    bool lost = dice_chance(&hand, 0.3), silent = dice_chance(&hand, 0.1);
    int returned = sent + dice_between(&hand, 6, 35);
    sheet_row_begin(s, r->number);
    put(s, arena_format(s->arena, "F%d-%d", q.fiscal_year, q.number));
    put(s, office_number(d, r->number));
    put_day(s, sent);
    put(s, !back && lost ? "1" : "0");
    put_day(s, back ? returned : 0);
    int mode = 1 + dice_below(&hand, 3);
    put_code(s, back ? mode : 0);
    /* An unanswered question, but only where file 12 can't give half of the
     * answer away. */
    bool skipped = silent && !r->link;
    put(s, !back ? NULL : skipped ? "99" : answers[r->activity]);
    put(s, back && !skipped && r->activity != ACTIVITY_NONE
               ? start_month(s, r->start)
               : NULL);
    int satisfaction = 1 + dice_below(&hand, 5),
        health = 1 + dice_below(&hand, 5);
    put_code(s, back ? satisfaction : 0);
    put_code(s, back ? health : 0);
}

static void write_silver_row(struct sheet *s, const struct resident *r,
                             int joined, const char *kanji)
{
    sheet_row_begin(s, r->number);
    /* Another numbering than the office's, different for everyone. */
    put(s, arena_format(s->arena, "K-%05d",
                        40000 + (int)((long)r->number * 7919 % 50000)));
    put(s, arena_format(s->arena, "%s%s%s", kanji,
                        r->number % 2 == 0 ? "" : "　", r->given->kanji));
    put(s, arena_format(s->arena, "%s%s%s", r->surname->kana,
                        r->number % 3 == 0 ? "" : " ", r->given->kana));
    put(s, day_text(s->arena, r->birth, DAY_SLASH));
    put_day(s, joined - 21);
    put_day(s, joined - 14);
    put_day(s, joined);
    put(s, r->number % 4 == 0 ? "2" : "1");
    put(s, NULL);
    put(s, NULL);
}

static void write_silver(struct deliveries *d, const struct resident *r)
{
    int joined = r->start - 5;
    if (!r->silver || joined > d->until)
        return;
    const char *kanji = r->surname->kanji;
    if (r->surname->variant != NULL && r->number % 2 == 0)
        kanji = r->surname->variant;
    write_silver_row(delivery_on(d, KIND_SILVER, joined), r, joined, kanji);
}

/* Members of the Silver Center who never came to a seminar. */
static void write_strangers(struct deliveries *d)
{
    int n = 8 + d->town->n_people / 20;
    int first = day_number(2022, 5, 1), last = day_number(2024, 5, 31);
    for (int i = 0; i < n; i++) {
        struct resident x = {.number = 0};
        struct dice hand;
        dice_init(&hand, d->town->seed, 1000000 + (uint64_t)i, 200);
        x.surname = surname_pick(dice_below(&hand, surname_count()));
        bool female = dice_chance(&hand, 0.5);
        x.given = given_pick(female, dice_below(&hand, given_count()));
        x.birth = day_number(1940, 1, 1) + dice_below(&hand, 7000);
        int joined = first + (int)((long)(last - first) * i / n);
        if (joined > d->until)
            return;
        struct sheet *s = delivery_on(d, KIND_SILVER, joined);
        write_silver_row(s, &x, joined, x.surname->kanji);
        s->rows[s->n_rows - 1]->cells[0] =
            arena_format(s->arena, "K-%05d", 90000 + i);
    }
}

/* ---- 21 and 22 --------------------------------------------------------- */

/* The plan of May 2023, and what the document of May 2024 sets anew. */
static const struct {
    const char *indicator;
    int targets[3];         /* R4 R5 R6 */
    int revised[3];         /* 0 = as before */
    const char *actuals[2]; /* R4 (August to March), R5 */
} figures[] = {
    {"MH-A-1", {60, 90, 90}, {0, 0, 0}, {"64", "97"}},
    {"MH-A-2", {4, 8, 8}, {0, 0, 0}, {"5", "8"}},
    {"MH-OC-1", {20, 40, 45}, {0, 0, 0}, {"18", "52"}},
    {"MH-OC-2", {12, 25, 25}, {0, 0, 0}, {"13", "25"}},
    {"MH-OC-3", {6, 10, 15}, {0, 20, 30}, {"7", "16"}},
    {"MH-OC-4", {90, 90, 90}, {0, 0, 0}, {"92.5", "95"}},
    {"MH-OC-5", {800, 1200, 1200}, {0, 0, 0}, {"856", "1,516"}},
};
enum { N_FIGURES = (int)(sizeof figures / sizeof *figures) };

static void write_target(struct deliveries *d, int figure, int year, int value,
                         int document)
{
    static const char *const years[][3] = {
        {"R4", "R5", "R6"}, {"令和4年度", "令和5年度", "令和6年度"}};
    if (document > d->until)
        return;
    struct sheet *s = delivery_on(d, KIND_TARGET, document);
    sheet_row_begin(s, 0);
    put(s, figures[figure].indicator);
    put(s, years[s->quarter == 4 ? 0 : 1][year]);
    put(s, "Y");
    put_int(s, value);
    put(s, ">=");
    put(s, year == 2 && s->quarter == 4 ? "1" : "0");
    put_day(s, document);
    put(s, "見本市計画");
}

static void write_actual(struct deliveries *d, int figure, int year,
                         const char *value, int document)
{
    static const char *const years[] = {"R4", "R5", "R6"};
    if (document > d->until)
        return;
    struct sheet *s = delivery_on(d, KIND_ACTUAL, document);
    sheet_row_begin(s, 0);
    put(s, figures[figure].indicator);
    put(s, years[year]);
    put_day(s,
            year == 0 ? day_number(2022, 8, 1) : day_number(2022 + year, 4, 1));
    put_day(s, day_number(2023 + year, 3, 31));
    put(s, value);
    put_day(s, document);
    put(s, year == 0 ? "R4は8月～3月末実績" : NULL);
}

static void write_indicators(struct deliveries *d)
{
    int plan = day_number(2023, 5, 31), report = day_number(2024, 5, 20);
    for (int i = 0; i < N_FIGURES; i++) {
        for (int year = 0; year < 3; year++) {
            write_target(d, i, year, figures[i].targets[year], plan);
            if (figures[i].revised[year] != 0)
                write_target(d, i, year, figures[i].revised[year], report);
        }
        write_actual(d, i, 0, figures[i].actuals[0], plan);
        write_actual(d, i, 1, "-", plan);
        write_actual(d, i, 1, figures[i].actuals[1], report);
        write_actual(d, i, 2, "－", day_number(2024, 6, 30));
    }
}

static void attend(struct deliveries *d, const struct resident *r, int seminar)
{
    int day = d->town->seminars[seminar].day;
    if (day <= d->until)
        write_attendance(d, delivery_on(d, KIND_ATTENDANCE, day), r, seminar);
}

void deliveries_make(struct deliveries *d, struct town *t, int until)
{
    memset(d, 0, sizeof *d);
    d->arena = &t->arena;
    d->town = t;
    d->until = until;
    write_seminars(d);
    for (int i = 0; i < t->n_people; i++) {
        const struct resident *r = &t->people[i];
        if (r->contact <= until)
            write_roster(d, delivery_on(d, KIND_ROSTER, r->contact), r);
        write_consent(d, r);
        attend(d, r, r->event);
        if (r->second_event >= 0)
            attend(d, r, r->second_event);
        write_baseline(d, r);
        write_health(d, r);
        write_activity(d, r);
        write_followup(d, r);
        write_silver(d, r);
        write_status(d, r);
    }
    write_strangers(d);
    write_jobs(d);
    write_indicators(d);
}
