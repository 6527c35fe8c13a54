/* normal_telephone: a telephone number as it is dialled within Japan.
 *
 * Spreadsheets drop the leading 0; it comes back where nine digits, or ten
 * that begin like a mobile, say that it was there. +81 is the 0. Several
 * numbers in one cell are alternatives. A number of one digit repeated
 * (0000000000) says nothing. Numbers of other lands stay as they are. */
#include "anonymize/normal.h"
#include "anonymize/normal_fold.h"

#include <string.h>

enum { LONGEST = 15, LANDLINE = 10, MOBILE = 11, SHORTEST = 6 };

struct number {
    char digits[LONGEST];
    size_t n;
};

struct writer {
    char *out;
    size_t n, capacity;
};

static bool is_mobile(const struct number *x)
{
    return x->n >= 3 && x->digits[0] == '0' && x->digits[2] == '0' &&
           strchr("5789", x->digits[1]) != NULL;
}

static bool is_complete(const struct number *x)
{
    bool is_freephone = x->n >= 4 && memcmp(x->digits, "0800", 4) == 0;
    size_t whole = is_mobile(x) || is_freephone ? MOBILE : LANDLINE;
    return x->n >= whole && x->digits[0] == '0';
}

static void restore_zero(struct number *x)
{
    bool lost = x->n == LANDLINE - 1 && x->digits[0] != '0';
    if (x->n == MOBILE - 1 && x->digits[1] == '0' &&
        strchr("5789", x->digits[0]) != NULL)
        lost = true;
    if (!lost)
        return;
    memmove(x->digits + 1, x->digits, x->n++);
    x->digits[0] = '0';
}

static bool says_nothing(const struct number *x)
{
    size_t same = 1;
    while (same < x->n && x->digits[same] == x->digits[0])
        same++;
    return x->n < SHORTEST || same == x->n;
}

static bool is_written(const struct writer *w, const struct number *x)
{
    for (size_t from = 0, i = 0; i <= w->n; i++) {
        if (i < w->n && w->out[i] != NORMAL_ALTERNATIVE)
            continue;
        if (i - from == x->n && memcmp(w->out + from, x->digits, x->n) == 0)
            return true;
        from = i + 1;
    }
    return false;
}

static void finish(struct writer *w, struct number *x)
{
    size_t separator = w->n > 0;
    restore_zero(x);
    bool fits = w->n + separator + x->n <= w->capacity;
    if (fits && !says_nothing(x) && !is_written(w, x)) {
        if (separator)
            w->out[w->n++] = NORMAL_ALTERNATIVE;
        memcpy(w->out + w->n, x->digits, x->n);
        w->n += x->n;
    }
    x->n = 0;
}

static bool is_between_numbers(uint32_t c)
{
    return c == '/' || c == ',' || c == ';' || c == 0x3001 || c == 0x30fb ||
           c == NORMAL_ALTERNATIVE;
}

size_t normal_telephone(const char *in, size_t n, char *out, size_t capacity)
{
    uint32_t points[NORMAL_POINTS];
    struct writer w = {out, 0, capacity};
    struct number x = {.n = 0};
    size_t folded = normal_fold(in, n, points);
    for (size_t i = 0; i < folded; i++) {
        uint32_t c = points[i];
        bool is_digit = c >= '0' && c <= '9';
        if (is_between_numbers(c) || (is_digit && is_complete(&x)))
            finish(&w, &x);
        if (c == '+' && i + 2 < folded && points[i + 1] == '8' &&
            points[i + 2] == '1') {
            finish(&w, &x);
            x.digits[x.n++] = '0';
            i += 2;
        } else if (is_digit && x.n < LONGEST &&
                   !(x.n == 1 && x.digits[0] == '0' && c == '0' && i >= 3 &&
                     points[i - 1] == '(')) { /* +81 (0)54 */
            x.digits[x.n++] = (char)c;
        }
    }
    finish(&w, &x);
    return w.n;
}
