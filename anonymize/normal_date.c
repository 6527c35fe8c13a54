/* normal_date: a day in any of the shapes that offices and registers use.
 *
 * An era's limits are those of japanese_date: what never was (昭和64年1月8日)
 * is unreadable and thus missing, but 平成 goes on to 40, as cities write it.
 * Days that no month has (30 February) stay: a slip of the pen is evidence
 * too. Source: domain/calendar_and_csv.md; compared with japanese_date in
 * test_normal_date. */
#include "anonymize/normal.h"
#include "anonymize/normal_fold.h"

#include "base/calendar.h"

#include <string.h>

enum { MOST_PARTS = 3, FIRST_SERIAL = 10000, LAST_SERIAL = 60000 };

struct numbers {
    unsigned value[MOST_PARTS];
    unsigned digits[MOST_PARTS];
    size_t n;
    const struct era *era; /* or NULL */
};

struct day {
    unsigned year, month, day;
};

/* The last day that is accepted; year is that of the era. */
struct era {
    unsigned code; /* first digit of 3250314 */
    uint32_t letter, kanji[2];
    unsigned year_zero; /* western year minus the era's */
    struct day first;
    struct day last;
};

static const struct era eras[] = {
    /* Months were lunar until 明治5. */
    {1, 'm', {0x660e, 0x6cbb}, 1867, {1873, 1, 1}, {1912, 7, 30}},
    {2, 't', {0x5927, 0x6b63}, 1911, {1912, 7, 30}, {1926, 12, 25}},
    {3, 's', {0x662d, 0x548c}, 1925, {1926, 12, 25}, {1989, 1, 7}},
    {4, 'h', {0x5e73, 0x6210}, 1988, {1989, 1, 8}, {2028, 12, 31}},
    {5, 'r', {0x4ee4, 0x548c}, 2018, {2019, 5, 1}, {2117, 12, 31}},
};
enum { N_ERAS = 5 };

struct cursor {
    const uint32_t *at;
    size_t n;
};

static uint32_t peek(const struct cursor *c, size_t i)
{
    return i < c->n ? c->at[i] : 0;
}

static void skip(struct cursor *c, size_t n)
{
    n = n < c->n ? n : c->n;
    c->at += n;
    c->n -= n;
}

static bool is_digit(uint32_t c)
{
    return c >= '0' && c <= '9';
}

/* ------------------------------------------------------------------ reading */

/* 昭和, 昭, S before a number, or an era's code as in 5.5.7.3. */
static const struct era *take_era(struct cursor *c)
{
    for (size_t i = 0; i < N_ERAS; i++) {
        const struct era *e = &eras[i];
        size_t n = peek(c, 0) == e->kanji[0] ? 1 : 0;
        n += n == 1 && peek(c, 1) == e->kanji[1];
        if (peek(c, 0) == e->letter)
            n = 1;
        if (n == 0)
            continue;
        skip(c, n);
        return e;
    }
    return NULL;
}

static int kanji_digit(uint32_t c)
{
    static const uint32_t digits[] = {0x3007, 0x4e00, 0x4e8c, 0x4e09, 0x56db,
                                      0x4e94, 0x516d, 0x4e03, 0x516b, 0x4e5d};
    for (int i = 0; i < 10; i++)
        if (digits[i] == c)
            return i;
    return -1;
}

/* 二十五, 三十, 十, 一九五〇, 元; *digits as if it were written in figures. */
static bool take_kanji_number(struct cursor *c, unsigned *value,
                              unsigned *digits)
{
    unsigned sum = 0, ones = 0, n = 0;
    bool has_ten = false;
    if (peek(c, 0) == 0x5143) { /* 元 */
        skip(c, 1);
        *value = *digits = 1;
        return true;
    }
    for (; n < 8; n++) {
        int digit = kanji_digit(peek(c, n));
        if (peek(c, n) == 0x5341 && !has_ten) { /* 十 */
            sum = (n > 0 ? ones : 1) * 10;
            ones = 0;
            has_ten = true;
        } else if (digit >= 0) {
            ones = ones * 10 + (unsigned)digit;
        } else {
            break;
        }
    }
    skip(c, n);
    *value = sum + ones;
    *digits = has_ten ? 2 : n;
    return n > 0;
}

static bool take_number(struct cursor *c, unsigned *value, unsigned *digits)
{
    *value = 0;
    for (*digits = 0; is_digit(peek(c, 0)); skip(c, 1)) {
        if (++*digits > 8)
            return false;
        *value = *value * 10 + (unsigned)(peek(c, 0) - '0');
    }
    return *digits > 0 || take_kanji_number(c, value, digits);
}

static void take_marks(struct cursor *c)
{
    for (;; skip(c, 1)) {
        uint32_t m = peek(c, 0);
        if (m != '-' && m != '/' && m != '.' && m != ' ' && m != ',' &&
            m != 0x5e74 && m != 0x6708 && m != 0x65e5 && m != 0x3001)
            return;
    }
}

/* (月), 月曜日, 10:30, T00:00:00, 生: said after a day, no part of it. */
static bool is_tail(const struct cursor *c)
{
    uint32_t first = peek(c, 0);
    if (c->n == 0 || first == '(' || first == 't' || first == 0x751f)
        return true;
    for (size_t i = 0; i < c->n; i++)
        if (c->at[i] == ':')
            return true;
    return peek(c, 1) == 0x66dc;
}

static bool take_next(struct cursor *c, struct numbers *x)
{
    bool found = take_number(c, &x->value[x->n], &x->digits[x->n]);
    x->n += found;
    take_marks(c);
    return found;
}

/* 5.5.7.3: a fourth number where the first could be an era's code. */
static void take_code(struct cursor *c, struct numbers *x)
{
    struct cursor rest = *c;
    struct numbers by_code = {.n = 2};
    unsigned code = x->value[0];
    if (x->n != MOST_PARTS || x->era != NULL || x->digits[0] != 1 ||
        code == 0 || code > N_ERAS || x->digits[2] > 2)
        return;
    for (size_t i = 0; i < 2; i++) {
        by_code.value[i] = x->value[i + 1];
        by_code.digits[i] = x->digits[i + 1];
    }
    if (!take_next(&rest, &by_code))
        return;
    *x = by_code;
    x->era = &eras[code - 1];
    *c = rest;
}

static bool read_numbers(struct cursor *c, struct numbers *x)
{
    memset(x, 0, sizeof *x);
    take_marks(c);
    x->era = take_era(c);
    take_marks(c);
    while (c->n > 0 && x->n < MOST_PARTS)
        if (!take_next(c, x))
            break;
    take_code(c, x);
    return x->n > 0 && (x->n == MOST_PARTS ? is_tail(c) : c->n == 0);
}

/* ---------------------------------------------------------------- one number
 */

/* Excel counts days from 1899-12-30, which is 25569 before 1970. */
static struct day from_serial(unsigned serial)
{
    struct date d = date_from_days((int32_t)serial - 25569);
    return (struct day){(unsigned)d.year, (unsigned)d.month, (unsigned)d.day};
}

static void split(struct numbers *x, unsigned year_digits)
{
    unsigned v = x->value[0];
    x->value[0] = v / 10000;
    x->value[1] = v / 100 % 100;
    x->value[2] = v % 100;
    x->digits[0] = year_digits;
    x->n = MOST_PARTS;
}

/* 19500213, S250213, 3250213, 18307 (Excel's day), 195002, 1950, S25. */
static bool part_run(struct numbers *x)
{
    unsigned v = x->value[0], d = x->digits[0];
    if (x->era != NULL) {
        if (d == 5 || d == 6)
            split(x, d - 4);
        return d == 5 || d == 6 || d <= 2;
    }
    if (d == 8) {
        split(x, 4);
    } else if (d == 7 && v / 1000000 >= 1 && v / 1000000 <= N_ERAS) {
        x->era = &eras[v / 1000000 - 1];
        x->value[0] = v % 1000000;
        split(x, 2);
    } else if (d == 5 && v >= FIRST_SERIAL && v <= LAST_SERIAL) {
        struct day day = from_serial(v);
        *x = (struct numbers){{day.year, day.month, day.day}, {4, 2, 2}, 3, 0};
    } else if (d == 6) {
        x->value[0] = v / 100;
        x->value[1] = v % 100;
        x->digits[0] = 4;
        x->n = 2;
    } else {
        return d == 4;
    }
    return true;
}

/* 13/02/1950 and 02/13/1950: the year last, the day where it must be; day
 * first where both could be. */
static void year_first(struct numbers *x)
{
    if (x->n != 3 || x->era != NULL || x->digits[0] == 4 || x->digits[2] != 4)
        return;
    unsigned year = x->value[2], a = x->value[0], b = x->value[1];
    bool month_first = b > 12 && a <= 12;
    x->value[0] = year;
    x->digits[0] = 4;
    x->value[1] = month_first ? a : b;
    x->value[2] = month_first ? b : a;
}

/* ------------------------------------------------------------------- limits */

static int compare(struct day a, struct day b)
{
    unsigned x = (a.year * 100 + a.month) * 100 + a.day;
    unsigned y = (b.year * 100 + b.month) * 100 + b.day;
    return (x > y) - (x < y);
}

/* A part that was not said could be any. */
static bool is_in_era(const struct era *e, struct day d)
{
    struct day earliest = d, latest = d;
    if (d.month == 0) {
        earliest.month = earliest.day = 1;
        latest.month = 12;
        latest.day = 31;
    } else if (d.day == 0) {
        earliest.day = 1;
        latest.day = 31;
    }
    return compare(latest, e->first) >= 0 && compare(earliest, e->last) <= 0;
}

static bool to_day(const struct numbers *x, struct day *out)
{
    *out = (struct day){x->value[0], x->n > 1 ? x->value[1] : 0,
                        x->n > 2 ? x->value[2] : 0};
    bool is_said = (x->n < 2 || out->month > 0) && (x->n < 3 || out->day > 0);
    if (x->digits[0] == 4 && x->era == NULL) /* 1950-00-00: year only */
        is_said = true;
    if (!is_said || out->month > 12 || out->day > 31 ||
        (out->month == 0 && out->day > 0))
        return false;
    if (x->era == NULL)
        return x->digits[0] == 4 && out->year >= 1000 && out->year <= 2999;
    if (x->digits[0] > 2 || out->year == 0)
        return false;
    out->year += x->era->year_zero;
    return is_in_era(x->era, *out);
}

static void write_part(char *out, unsigned value, unsigned width)
{
    for (unsigned i = width; i-- > 0; value /= 10)
        out[i] = (char)('0' + value % 10);
}

size_t normal_date(const char *in, size_t n, char *out, size_t capacity)
{
    uint32_t points[NORMAL_POINTS];
    struct numbers x;
    struct day day;
    struct cursor c = {points, normal_fold(in, n, points)};
    if (capacity < 10 || !read_numbers(&c, &x))
        return 0;
    if (x.n == 1 && !part_run(&x))
        return 0;
    year_first(&x);
    if (!to_day(&x, &day))
        return 0;
    memcpy(out, "0000-00-00", 10);
    write_part(out, day.year, 4);
    write_part(out + 5, day.month, 2);
    write_part(out + 8, day.day, 2);
    return 10;
}
