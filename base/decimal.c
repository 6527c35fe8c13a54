/* decimal: exact decimal arithmetic for figures that are printed.
 *
 * Fractions of 63-bit integers, always reduced. Each step divides by common
 * factors before it multiplies, so that a result that fits is found even when
 * the plain product would not. */
#include "base/decimal.h"

#include <string.h>

enum { MAX_PLACES = 9 };

static uint64_t magnitude(int64_t x)
{
    return x < 0 ? 0 - (uint64_t)x : (uint64_t)x;
}

static int64_t common_factor(int64_t x, int64_t y)
{
    uint64_t a = magnitude(x), b = magnitude(y);
    while (b != 0) {
        uint64_t rest = a % b;
        a = b;
        b = rest;
    }
    /* One of the two is a denominator, so the factor fits. */
    return a == 0 ? 1 : (int64_t)a;
}

struct decimal decimal_of(int64_t whole)
{
    struct decimal x = {whole, 1};
    return x;
}

static struct decimal reduced(int64_t numerator, int64_t denominator)
{
    int64_t factor = common_factor(numerator, denominator);
    struct decimal x = {numerator / factor, denominator / factor};
    return x;
}

bool decimal_parse(const char *text, struct decimal *out)
{
    bool is_negative = *text == '-';
    if (*text == '-' || *text == '+')
        text++;
    size_t whole = strspn(text, "0123456789");
    const char *fraction = text + whole;
    size_t decimals = 0;
    if (*fraction == '.') {
        decimals = strspn(++fraction, "0123456789");
        if (decimals == 0 || decimals > MAX_PLACES)
            return false;
    }
    if (whole == 0 || fraction[decimals] != '\0')
        return false;
    int64_t value = 0, scale = 1;
    for (size_t i = 0; i < whole; i++) {
        value = value * 10 + (text[i] - '0');
        if (value >= 1000000000)
            return false;
    }
    for (size_t i = 0; i < decimals; i++) {
        value = value * 10 + (fraction[i] - '0');
        scale *= 10;
    }
    *out = reduced(is_negative ? -value : value, scale);
    return true;
}

/* INT64_MIN has no positive twin: it counts as overflow. */
static bool accept(int64_t numerator, int64_t denominator, struct decimal *out)
{
    if (numerator == INT64_MIN)
        return false;
    out->numerator = numerator;
    out->denominator = denominator;
    return true;
}

/* Knuth, TAOCP 2, 4.5.1: the sum of two reduced fractions. */
bool decimal_subtract(struct decimal a, struct decimal b, struct decimal *out)
{
    int64_t g = common_factor(a.denominator, b.denominator);
    int64_t left, right, top, bottom;
    if (__builtin_mul_overflow(a.numerator, b.denominator / g, &left) ||
        __builtin_mul_overflow(b.numerator, a.denominator / g, &right) ||
        __builtin_sub_overflow(left, right, &top))
        return false;
    int64_t factor = common_factor(top, g);
    if (__builtin_mul_overflow(a.denominator / g, b.denominator / factor,
                               &bottom))
        return false;
    return accept(top / factor, bottom, out);
}

bool decimal_multiply(struct decimal a, struct decimal b, struct decimal *out)
{
    int64_t f = common_factor(a.numerator, b.denominator);
    int64_t g = common_factor(b.numerator, a.denominator);
    int64_t top, bottom;
    if (__builtin_mul_overflow(a.numerator / f, b.numerator / g, &top) ||
        __builtin_mul_overflow(a.denominator / g, b.denominator / f, &bottom))
        return false;
    return accept(top, bottom, out);
}

bool decimal_divide(struct decimal a, struct decimal b, struct decimal *out)
{
    if (b.numerator == 0 || b.numerator == INT64_MIN)
        return false;
    struct decimal inverse = {b.denominator, b.numerator};
    if (b.numerator < 0) {
        inverse.numerator = -b.denominator;
        inverse.denominator = -b.numerator;
    }
    return decimal_multiply(a, inverse, out);
}

/* x = whole * y + rest with 0 <= rest < y. */
static int64_t split_whole(int64_t x, int64_t y, int64_t *rest)
{
    *rest = x % y;
    if (*rest >= 0)
        return x / y;
    *rest += y;
    return x / y - 1;
}

/* By whole parts, then by the reciprocals of what is left: nothing is ever
 * multiplied, so nothing can overflow. */
int decimal_compare(struct decimal a, struct decimal b)
{
    int sign = 1;
    for (;;) {
        int64_t rest_a, rest_b;
        int64_t whole_a = split_whole(a.numerator, a.denominator, &rest_a);
        int64_t whole_b = split_whole(b.numerator, b.denominator, &rest_b);
        if (whole_a != whole_b)
            return whole_a < whole_b ? -sign : sign;
        if (rest_a == 0 || rest_b == 0)
            return sign * ((rest_a > 0) - (rest_b > 0));
        a = (struct decimal){a.denominator, rest_a};
        b = (struct decimal){b.denominator, rest_b};
        sign = -sign;
    }
}

double decimal_to_double(struct decimal x)
{
    return (double)x.numerator / (double)x.denominator;
}

/* The next decimal digit of rest / denominator; ten additions instead of one
 * multiplication that might overflow. */
static int next_digit(uint64_t *rest, uint64_t denominator)
{
    uint64_t left = 0;
    int digit = 0;
    for (int i = 0; i < 10; i++) {
        left += *rest;
        if (left >= denominator) {
            left -= denominator;
            digit++;
        }
    }
    *rest = left;
    return digit;
}

/* Decimals of rest / denominator, rounded; true when they carry into the
 * whole part. */
static bool round_decimals(uint64_t rest, uint64_t denominator, int places,
                           char digits[MAX_PLACES + 1])
{
    for (int i = 0; i < places; i++)
        digits[i] = (char)('0' + next_digit(&rest, denominator));
    digits[places] = '\0';
    if (rest < denominator - rest)
        return false;
    for (int i = places - 1; i >= 0; i--) {
        if (digits[i] != '9') {
            digits[i]++;
            return false;
        }
        digits[i] = '0';
    }
    return true;
}

static char *with_thousands(struct arena *a, const char *whole)
{
    size_t n = strlen(whole), filled = 0;
    char *out = arena_take(a, n + n / 3 + 1);
    for (size_t i = 0; i < n; i++) {
        if (i > 0 && (n - i) % 3 == 0)
            out[filled++] = ',';
        out[filled++] = whole[i];
    }
    return out;
}

char *decimal_print(struct arena *a, struct decimal x, int places,
                    unsigned style)
{
    uint64_t top = magnitude(x.numerator);
    uint64_t bottom = (uint64_t)x.denominator;
    bool only_needed = places < 0;
    if (only_needed || places > MAX_PLACES)
        places = MAX_PLACES;
    char digits[MAX_PLACES + 1];
    uint64_t whole = top / bottom;
    whole += round_decimals(top % bottom, bottom, places, digits);
    size_t n = strlen(digits);
    while (only_needed && n > 0 && digits[n - 1] == '0')
        digits[--n] = '\0';
    /* What is rounded to zero has no sign: neither -0.0 nor +0.0. */
    bool is_zero = whole == 0 && strspn(digits, "0") == n;
    const char *sign = is_zero                                   ? ""
                       : x.numerator < 0                         ? "-"
                       : (style & (unsigned)DECIMAL_SIGNED) != 0 ? "+"
                                                                 : "";
    char *text = arena_format(a, "%llu", (unsigned long long)whole);
    if (style & (unsigned)DECIMAL_THOUSANDS)
        text = with_thousands(a, text);
    return arena_format(a, "%s%s%s%s", sign, text, n > 0 ? "." : "", digits);
}
