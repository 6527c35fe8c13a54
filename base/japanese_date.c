/* japanese_date: dates as offices write them.
 *
 * The text is folded, kanji numerals become digits, a time of day and a
 * weekday are taken off the end; what remains is an optional era and up to
 * four numbers with one kind of mark between them. Only then is it decided
 * what the numbers mean, so that every form is judged by the same rules. */
#include "base/japanese_date.h"

#include "base/text.h"

#include <string.h>

/* Source: domain/eras.csv. A day on which the era changed (1912-07-30,
 * 1926-12-25) belongs to both. Cities go on writing 平成 for years after its
 * end (平成32年3月1日 stands on forms printed before 2019), no other era:
 * last_no is the last year number that is read. */
static const struct era {
    char letter;
    const char *kanji;
    const char *short_kanji;
    struct date first, last;
    int last_no;
} eras[] = {
    /* Months were lunar until 明治5: no day before 1873 can be read. */
    {'M', "明治", "明", {1873, 1, 1}, {1912, 7, 30}, 45},
    {'T', "大正", "大", {1912, 7, 30}, {1926, 12, 25}, 15},
    {'S', "昭和", "昭", {1926, 12, 25}, {1989, 1, 7}, 64},
    {'H', "平成", "平", {1989, 1, 8}, {2028, 12, 31}, 40},
    {'R', "令和", "令", {2019, 5, 1}, {2199, 12, 31}, 181},
};
enum { N_ERAS = sizeof eras / sizeof eras[0] };
static const int era_year_zero[N_ERAS] = {1867, 1911, 1925, 1988, 2018};

enum mark { MARK_NONE, MARK_PUNCTUATION, MARK_KANJI };

struct parts {
    const struct era *era; /* NULL = none written */
    bool era_is_letter;
    enum mark mark;
    size_t n;
    int value[4];
    size_t digits[4];
};

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* The digit or multiplier (10, 100, 1000) of a kanji numeral, or -1. */
static int kanji_numeral(uint32_t c)
{
    static const uint32_t numerals[] = {0x3007, 0x4e00, 0x4e8c, 0x4e09, 0x56db,
                                        0x4e94, 0x516d, 0x4e03, 0x516b, 0x4e5d};
    for (int i = 0; i < 10; i++)
        if (numerals[i] == c)
            return i;
    switch (c) {
    case 0x25cb: /* ○ and ◯ are typed for 〇 */
    case 0x25ef:
        return 0;
    case 0x5341:
        return 10;
    case 0x767e:
        return 100;
    case 0x5343:
        return 1000;
    default:
        return -1;
    }
}

/* 三十 = 30, 二十五 = 25, 千九百五十五 = 1955, 二〇二三 = 2023. Reads from
 * *text on; false when the order makes no number (十百). */
static bool read_kanji_number(const char **text, int *out)
{
    int total = 0, current = 0, smallest = 10000;
    bool has_multiplier = false, has_digit = false, is_positional = false;
    for (;;) {
        const char *next = *text;
        int numeral = kanji_numeral(text_next(&next));
        if (numeral < 0)
            break;
        *text = next;
        if (numeral < 10) {
            is_positional = is_positional || has_digit;
            current = current * 10 + numeral;
            has_digit = true;
            if (current > 99999999)
                return false;
            continue;
        }
        if (numeral >= smallest || is_positional || current > 9)
            return false;
        smallest = numeral;
        has_multiplier = true;
        total += (has_digit ? current : 1) * numeral;
        current = 0;
        has_digit = false;
    }
    if (has_multiplier && (is_positional || current > 9))
        return false;
    *out = total + current;
    return true;
}

static bool has_kanji_numeral(const char *text)
{
    while (*text != '\0')
        if (kanji_numeral(text_next(&text)) >= 0)
            return true;
    return false;
}

/* Kanji numerals become ASCII digits; NULL when they make no number. */
static char *without_kanji_numerals(struct arena *a, const char *text,
                                    bool *changed)
{
    char *out = arena_copy(a, "");
    const char *plain = text;
    while (*text != '\0') {
        const char *next = text;
        if (kanji_numeral(text_next(&next)) < 0) {
            text = next;
            continue;
        }
        const char *start = text;
        int value;
        if (!read_kanji_number(&text, &value))
            return NULL;
        *changed = true;
        out = arena_format(a, "%s%.*s%d", out, (int)(start - plain), plain,
                           value);
        plain = text;
    }
    return arena_format(a, "%s%s", out, plain);
}

static const char *read_number(const char *at, size_t most, int *out)
{
    int value = 0;
    size_t n = 0;
    for (; n < most && is_digit(at[n]); n++)
        value = value * 10 + (at[n] - '0');
    if (n == 0 || is_digit(at[n]))
        return NULL;
    *out = value;
    return at + n;
}

/* 10:30, 10:30:00, 10時30分: the whole of text and a possible time. */
static bool is_time(const char *text)
{
    int hour, minute = 0, second = 0;
    static const char *const noon[] = {"午前", "午後", "AM", "PM"};
    for (size_t i = 0; i < 4; i++)
        if (text_starts_with(text, noon[i]))
            text += strlen(noon[i]);
    text += strspn(text, " ");
    text = read_number(text, 2, &hour);
    if (text == NULL)
        return false;
    if (*text == ':') {
        text = read_number(text + 1, 2, &minute);
        if (text != NULL && *text == ':')
            text = read_number(text + 1, 2, &second);
        if (text != NULL && *text == '.')
            text += 1 + strspn(text + 1, "0123456789");
    } else if (text_starts_with(text, "時")) {
        text += strlen("時");
        if (is_digit(*text)) {
            text = read_number(text, 2, &minute);
            if (text == NULL || !text_starts_with(text, "分"))
                return false;
            text += strlen("分");
        }
    } else {
        return false;
    }
    return text != NULL && *text == '\0' && hour <= 24 && minute < 60 &&
           second <= 60;
}

/* Ends text before a time of day that follows a space, T, 日 or a bracket. */
static void drop_time(char *text, unsigned *repairs)
{
    for (char *at = text; *at != '\0'; at++) {
        char *end = at;
        if (*at == ' ' || *at == 'T')
            at++;
        else if (*at == ')')
            end = ++at;
        else if (text_starts_with(at, "日") && at != text)
            end = at += strlen("日");
        else
            continue;
        at += strspn(at, " ");
        if (is_time(at)) {
            *end = '\0';
            *repairs |= DATE_TIME_DROPPED;
            return;
        }
        at--;
    }
}

/* 令和 5年 7月 3日; but a space between digits stays and is refused: 12 345
 * must not become a day number. */
static void drop_spaces(char *text)
{
    char *to = text;
    char before = '\0';
    for (; *text != '\0'; text++) {
        if (*text == ' ' &&
            !(is_digit(before) && is_digit(text[strspn(text, " ")])))
            continue;
        before = *text;
        *to++ = *text;
    }
    *to = '\0';
}

static bool ends_with(const char *text, size_t n, const char *end)
{
    size_t m = strlen(end);
    return n >= m && memcmp(text + n - m, end, m) == 0;
}

/* Takes (月), (月曜), (月・祝), 月曜日 off the end; the weekday or -1. */
static int take_weekday(char *text)
{
    static const char *const days[] = {"日", "月", "火", "水",
                                       "木", "金", "土"};
    size_t n = strlen(text);
    bool in_brackets = ends_with(text, n, ")");
    size_t end = in_brackets ? n - 1 : n;
    if (in_brackets && ends_with(text, end, "・祝"))
        end -= strlen("・祝");
    bool is_named = false;
    if (ends_with(text, end, "曜日")) {
        end -= strlen("曜日");
        is_named = true;
    } else if (ends_with(text, end, "曜")) {
        end -= strlen("曜");
        is_named = true;
    }
    if (!in_brackets && !is_named)
        return -1;
    for (int i = 0; i < 7; i++) {
        if (!ends_with(text, end, days[i]))
            continue;
        end -= strlen(days[i]);
        if (in_brackets && (end == 0 || text[--end] != '('))
            return -1;
        text[end] = '\0';
        return i;
    }
    return -1;
}

static const char *read_era(const char *at, struct parts *p)
{
    for (size_t i = 0; i < N_ERAS; i++) {
        const struct era *era = &eras[i];
        size_t n = 0;
        p->era_is_letter = *at == era->letter || *at == era->letter + 32;
        if (p->era_is_letter)
            n = at[1] == '.' ? 2 : 1;
        else if (text_starts_with(at, era->kanji))
            n = strlen(era->kanji);
        else if (text_starts_with(at, era->short_kanji))
            n = strlen(era->short_kanji);
        if (n > 0) {
            p->era = era;
            return at + n;
        }
    }
    return at;
}

/* The mark after number i (0-based), or NULL when it can't stand there. */
static const char *read_mark(const char *at, struct parts *p, char *separator)
{
    static const char *const kanji[] = {"年", "月", "日"};
    if (p->n <= 3 && p->mark != MARK_PUNCTUATION &&
        text_starts_with(at, kanji[p->n - 1])) {
        p->mark = MARK_KANJI;
        return at + strlen(kanji[p->n - 1]);
    }
    if (p->mark == MARK_KANJI || strchr("/.-", *at) == NULL)
        return NULL;
    if (*separator != '\0' && *separator != *at)
        return NULL;
    *separator = *at;
    p->mark = MARK_PUNCTUATION;
    return is_digit(at[1]) ? at + 1 : NULL; /* no mark at the end */
}

static bool read_parts(const char *at, struct parts *p)
{
    *p = (struct parts){.mark = MARK_NONE};
    at = read_era(at, p);
    char separator = '\0';
    while (*at != '\0') {
        if (p->n == 4)
            return false;
        const char *end;
        if (p->n == 0 && p->era != NULL && text_starts_with(at, "元")) {
            p->value[0] = 1;
            p->digits[0] = 1;
            end = at + strlen("元");
        } else {
            end = read_number(at, 8, &p->value[p->n]);
            if (end == NULL)
                return false;
            p->digits[p->n] = (size_t)(end - at);
        }
        p->n++;
        at = end;
        if (*at == '\0')
            break;
        at = read_mark(at, p, &separator);
        if (at == NULL)
            return false;
    }
    return p->n > 0;
}

/* S25.3.14 and 2023/7/3: nothing to fold, no time, no weekday. */
static bool is_bare(const char *text)
{
    const char *at = text + (strchr("MTSHR", *text) != NULL && *text != '\0');
    return *at != '\0' && at[strspn(at, "0123456789./-")] == '\0';
}

/* Fold, take off time and weekday, read the parts. */
static bool prepare(struct arena *a, const char *text, struct parts *p,
                    int *weekday, unsigned *repairs)
{
    *weekday = -1;
    if (is_bare(text))
        return read_parts(text, p);
    const char *trimmed = text_trim(a, text);
    char *core = text_fold(a, trimmed);
    bool has_kanji_numerals = false;
    drop_time(core, repairs);
    drop_spaces(core);
    *weekday = take_weekday(core);
    if (has_kanji_numeral(core))
        core = without_kanji_numerals(a, core, &has_kanji_numerals);
    if (core == NULL)
        return false;
    while (*trimmed != '\0') {
        uint32_t c = text_next(&trimmed);
        if ((c >= 0xff0d && c <= 0xff19) || (c >= 0xff21 && c <= 0xff5a))
            *repairs |= DATE_FOLDED; /* full-width digits, marks, letters */
    }
    if (has_kanji_numerals)
        *repairs |= DATE_FOLDED;
    return read_parts(core, p);
}

static enum date_outcome era_year(const struct era *era, int number, int *year)
{
    if (number < 1 || number > era->last_no)
        return DATE_ERA_LIMIT;
    *year = era_year_zero[era - eras] + number;
    return DATE_READ;
}

/* S250103, 20230703, R0510 and 202310 without marks become parts with them.
 * n_parts: 3 for a day, 2 for a month. */
static void split_compact(struct parts *p, size_t n_parts)
{
    if (p->n != 1 || p->mark != MARK_NONE)
        return;
    size_t year_digits = p->era != NULL ? 2 : 4;
    if (p->digits[0] != year_digits + 2 * (n_parts - 1))
        return;
    int value = p->value[0];
    for (size_t i = n_parts - 1; i > 0; i--) {
        p->value[i] = value % 100;
        p->digits[i] = 2;
        value /= 100;
    }
    p->value[0] = value;
    p->digits[0] = year_digits;
    p->n = n_parts;
}

/* 5.5.7.3: the first number is the era's code in eras.csv. */
static void take_era_code(struct parts *p, size_t n_parts)
{
    if (p->era != NULL || p->n != n_parts + 1 || p->mark != MARK_PUNCTUATION ||
        p->digits[0] != 1 || p->value[0] < 1 || p->value[0] > N_ERAS)
        return;
    p->era = &eras[p->value[0] - 1];
    for (size_t i = 0; i < n_parts; i++) {
        p->value[i] = p->value[i + 1];
        p->digits[i] = p->digits[i + 1];
    }
    p->n = n_parts;
}

/* The year of parts that hold n_parts numbers; the other parts have one or
 * two digits. */
static enum date_outcome year_of_parts(const struct parts *p, size_t n_parts,
                                       int *year)
{
    if (p->n != n_parts)
        return DATE_NOT_A_DATE;
    for (size_t i = 1; i < n_parts; i++)
        if (p->digits[i] > 2) /* 7/3/2023: which is the month? */
            return p->digits[i] == 4 && p->era == NULL ? DATE_TWO_READINGS
                                                       : DATE_NOT_A_DATE;
    if (p->era != NULL)
        return p->digits[0] <= 2 ? era_year(p->era, p->value[0], year)
                                 : DATE_NOT_A_DATE;
    if (p->digits[0] <= 2)
        return DATE_TWO_READINGS;
    if (p->digits[0] != 4)
        return DATE_NOT_A_DATE;
    *year = p->value[0];
    return DATE_READ;
}

static enum date_outcome in_era(const struct parts *p, struct date d)
{
    if (p->era != NULL && (date_compare(d, p->era->first) < 0 ||
                           date_compare(d, p->era->last) > 0))
        return DATE_ERA_LIMIT;
    return DATE_READ;
}

/* Excel's day numbers, 1900 system. Before its phantom day 60 (1900-02-29)
 * they run one day behind. One or two digits may be a year, and so may four
 * digits that look like one. */
static enum date_outcome read_serial(int serial, size_t digits,
                                     struct date *out)
{
    if (serial == 60)
        return DATE_PHANTOM;
    if (digits <= 2 || (digits == 4 && serial >= 1868 && serial <= 2199))
        return DATE_TWO_READINGS;
    if (serial < 1)
        return DATE_NOT_A_DATE;
    struct date base = {1899, 12, 30};
    struct date d = date_from_days(date_to_days(base) + serial + (serial < 60));
    if (!date_is_valid(d))
        return DATE_NOT_A_DATE;
    *out = d;
    return DATE_READ;
}

static bool is_serial(const struct parts *p)
{
    if (p->era != NULL || p->mark == MARK_KANJI)
        return false;
    if (p->n == 1)
        return p->mark == MARK_NONE && p->digits[0] <= 5;
    return false;
}

/* 45110.4375 is a day with a time; parts of more than 8 digits do not read,
 * so the decimals are taken off before. */
static const char *without_day_fraction(struct arena *a, const char *text,
                                        unsigned *repairs)
{
    char *core = text_fold(a, text);
    if (strspn(core, "0123456789") != 5 || core[5] != '.' || core[6] == '\0' ||
        core[6 + strspn(core + 6, "0123456789")] != '\0')
        return text;
    *repairs |= DATE_TIME_DROPPED;
    core[5] = '\0';
    return core;
}

static enum date_outcome day_of_parts(struct parts *p, struct date *out)
{
    split_compact(p, 3);
    take_era_code(p, 3);
    if (p->n == 1 && p->era != NULL && p->era_is_letter &&
        p->mark == MARK_NONE && p->digits[0] <= 2)
        return DATE_TWO_READINGS; /* S30 */
    if (p->n == 1 && p->era == NULL && p->digits[0] >= 6)
        return DATE_TWO_READINGS; /* 250103, 3250103 */
    struct date d = {0, p->value[1], p->value[2]};
    enum date_outcome outcome = year_of_parts(p, 3, &d.year);
    if (outcome != DATE_READ)
        return outcome;
    if (!date_is_valid(d))
        return DATE_NO_SUCH_DAY;
    outcome = in_era(p, d);
    if (outcome == DATE_READ)
        *out = d;
    return outcome;
}

/* The plainest form needs no repair to be named. */
static unsigned form_of(const struct parts *p, bool is_iso)
{
    if (p->era != NULL)
        return DATE_ERA;
    return is_iso ? DATE_AS_WRITTEN : DATE_WESTERN;
}

enum date_outcome japanese_date_parse(struct arena *a, const char *text,
                                      bool serial_allowed, struct date *out,
                                      unsigned *repairs)
{
    if (date_parse_iso(text, out)) {
        *repairs = DATE_AS_WRITTEN;
        return DATE_READ;
    }
    unsigned found = DATE_AS_WRITTEN;
    if (serial_allowed)
        text = without_day_fraction(a, text, &found);
    struct parts p;
    int weekday;
    if (!prepare(a, text, &p, &weekday, &found))
        return DATE_NOT_A_DATE;
    struct date d;
    enum date_outcome outcome;
    if (is_serial(&p)) {
        outcome = serial_allowed     ? read_serial(p.value[0], p.digits[0], &d)
                  : p.digits[0] <= 2 ? DATE_TWO_READINGS
                                     : DATE_NOT_A_DATE;
        found |= DATE_SERIAL;
    } else {
        outcome = day_of_parts(&p, &d);
        if (outcome == DATE_READ) {
            char iso[11];
            date_write_iso(d, iso);
            found |= form_of(&p, text_starts_with(text_fold(a, text), iso));
        }
    }
    if (outcome != DATE_READ)
        return outcome;
    /* 2023年7月3日(火) was a Monday: the day or the weekday is wrong. */
    if (weekday >= 0 && weekday != date_weekday(d))
        return DATE_TWO_READINGS;
    *out = d;
    *repairs = found;
    return DATE_READ;
}

static enum date_outcome month_of_parts(struct parts *p, struct date *out)
{
    split_compact(p, 2);
    if (p->n == 3 && p->digits[0] == 4 && p->value[2] == 1)
        p->n = 2; /* Excel makes 2023/10/1 of a typed 2023/10 */
    struct date d = {0, p->value[1], 1};
    enum date_outcome outcome = year_of_parts(p, 2, &d.year);
    if (outcome != DATE_READ)
        return outcome;
    if (!date_is_valid(d))
        return DATE_NO_SUCH_DAY;
    struct date last = {d.year, d.month, 28};
    while (date_is_valid((struct date){d.year, d.month, last.day + 1}))
        last.day++;
    /* A month is in the era when any of its days is. */
    if (in_era(p, d) != DATE_READ && in_era(p, last) != DATE_READ &&
        !(date_compare(d, p->era->first) < 0 &&
          date_compare(last, p->era->last) > 0))
        return DATE_ERA_LIMIT;
    *out = d;
    return DATE_READ;
}

enum date_outcome japanese_month_parse(struct arena *a, const char *text,
                                       struct date *out, unsigned *repairs)
{
    struct parts p;
    int weekday;
    unsigned found = DATE_AS_WRITTEN;
    if (!prepare(a, text, &p, &weekday, &found) || weekday >= 0 ||
        (found & DATE_TIME_DROPPED))
        return DATE_NOT_A_DATE;
    struct date d;
    enum date_outcome outcome = month_of_parts(&p, &d);
    if (outcome != DATE_READ)
        return outcome;
    char iso[11];
    date_write_iso(d, iso);
    iso[7] = '\0';
    *repairs = found | form_of(&p, text_equal(text_fold(a, text), iso));
    *out = d;
    return DATE_READ;
}

enum date_outcome japanese_year_parse(struct arena *a, const char *text,
                                      int *year, unsigned *repairs)
{
    struct parts p;
    int weekday;
    unsigned found = DATE_AS_WRITTEN;
    if (!prepare(a, text, &p, &weekday, &found) || weekday >= 0 ||
        (found & DATE_TIME_DROPPED))
        return DATE_NOT_A_DATE;
    struct date d = {0, 1, 1};
    enum date_outcome outcome = year_of_parts(&p, 1, &d.year);
    if (outcome != DATE_READ)
        return outcome;
    if (!date_is_valid(d))
        return DATE_NOT_A_DATE;
    *year = d.year;
    *repairs = found | form_of(&p, p.mark == MARK_NONE);
    return DATE_READ;
}

char *japanese_date_write(struct arena *a, struct date d)
{
    size_t i = N_ERAS;
    while (i > 0 && date_compare(d, eras[i - 1].first) < 0)
        i--;
    if (i == 0)
        return arena_format(a, "%d年%d月%d日", d.year, d.month, d.day);
    int number = d.year - era_year_zero[i - 1];
    if (number == 1)
        return arena_format(a, "%s元年%d月%d日", eras[i - 1].kanji, d.month,
                            d.day);
    return arena_format(a, "%s%d年%d月%d日", eras[i - 1].kanji, number, d.month,
                        d.day);
}
