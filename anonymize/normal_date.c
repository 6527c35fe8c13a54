/* normal_date: a day in any of the shapes that offices and registers use. */
#include "anonymize/normal.h"
#include "anonymize/normal_fold.h"

#include <string.h>

struct numbers {
    unsigned value[3];
    unsigned digits[3];
    size_t n;
    uint32_t era;  /* m t s h r or 0 */
    bool trailing; /* something is left that is not part of a date */
};

static uint32_t era_letter(const uint32_t *p, size_t n, size_t *used)
{
    static const struct {
        uint32_t first, second;
        uint32_t letter;
    } eras[] = {
        {0x660e, 0x6cbb, 'm'}, {0x5927, 0x6b63, 't'}, {0x662d, 0x548c, 's'},
        {0x5e73, 0x6210, 'h'}, {0x4ee4, 0x548c, 'r'},
    };
    *used = 1;
    if (strchr("mtshr", (int)(p[0] < 0x80 ? p[0] : 1)) != NULL && p[0] != 0)
        return p[0];
    for (size_t i = 0; n >= 2 && i < sizeof eras / sizeof *eras; i++) {
        if (p[0] == eras[i].first && p[1] == eras[i].second) {
            *used = 2;
            return eras[i].letter;
        }
    }
    return 0;
}

static unsigned first_year(uint32_t era)
{
    switch (era) {
    case 'm':
        return 1867;
    case 't':
        return 1911;
    case 's':
        return 1925;
    case 'h':
        return 1988;
    case 'r':
        return 2018;
    default:
        return 0;
    }
}

static bool is_part_mark(uint32_t c)
{
    return c == '-' || c == '/' || c == '.' || c == ' ' || c == ',' ||
           c == 0x5e74 || c == 0x6708 || c == 0x65e5;
}

static void read_numbers(const uint32_t *p, size_t n, struct numbers *out)
{
    size_t i = 0, used = 0;
    memset(out, 0, sizeof *out);
    if (n > 0 && (out->era = era_letter(p, n, &used)) != 0)
        i = used;
    while (i < n && out->n < 3) {
        if (p[i] == 0x5143 && out->n == 0) { /* 元年 */
            out->value[0] = 1;
            out->digits[0] = 1;
            out->n = 1;
            i++;
        } else if (p[i] >= '0' && p[i] <= '9') {
            unsigned v = 0, d = 0;
            for (; i < n && p[i] >= '0' && p[i] <= '9' && d < 9; i++, d++)
                v = v * 10 + (p[i] - '0');
            out->value[out->n] = v;
            out->digits[out->n++] = d;
        } else if (is_part_mark(p[i])) {
            i++;
        } else {
            out->trailing = true;
            return;
        }
    }
}

/* 19500213, S250213 and 250213 after an era: one run of digits. */
static bool part_run(struct numbers *x)
{
    unsigned v = x->value[0], d = x->digits[0];
    bool fits = x->era == 0 ? d == 8 : d >= 5 && d <= 6;
    if (x->n != 1 || !fits)
        return x->n == 1 && (d == 4 || (x->era != 0 && d <= 2));
    x->value[0] = v / 10000;
    x->value[1] = v / 100 % 100;
    x->value[2] = v % 100;
    x->digits[0] = d - 4;
    x->n = 3;
    return true;
}

/* 13/02/1950 and 02/13/1950: the year last, the day where it must be; day
 * first where both could be. */
static void year_first(struct numbers *x)
{
    if (x->n != 3 || x->digits[0] == 4 || x->digits[2] != 4)
        return;
    unsigned year = x->value[2], a = x->value[0], b = x->value[1];
    bool month_first = b > 12 && a <= 12;
    x->value[0] = year;
    x->digits[0] = 4;
    x->value[1] = month_first ? a : b;
    x->value[2] = month_first ? b : a;
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
    size_t folded = normal_fold(in, n, points);
    while (folded > 0 && points[folded - 1] == ' ')
        folded--;
    size_t from = 0;
    while (from < folded && points[from] == ' ')
        from++;
    read_numbers(points + from, folded - from, &x);
    if (x.n == 0 || x.trailing || capacity < 10)
        return 0;
    if (x.n == 1 && !part_run(&x))
        return 0;
    year_first(&x);
    unsigned year = x.value[0] + first_year(x.era);
    if ((x.era == 0 && x.digits[0] != 4) || year < 1000 || year > 2999 ||
        x.value[1] > 12 || x.value[2] > 31)
        return 0;
    memcpy(out, "0000-00-00", 10);
    write_part(out, year, 4);
    write_part(out + 5, x.value[1], 2);
    write_part(out + 8, x.value[2], 2);
    return 10;
}
