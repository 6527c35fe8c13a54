/* number_digits: x = m 2^e as q 10^-s, rounded half to even.
 *
 * x 10^s = m 5^s 2^(e+s). With m below 2^53 and s up to 27 the product m 5^s
 * fits into 116 bits, and what its last -(e+s) bits are decides the rounding.
 */
#include "base/number_digits.h"

#include <math.h>
#include <stdint.h>
#include <string.h>

__extension__ typedef unsigned __int128 wide;

enum { MANTISSA_BITS = 53, MOST_SCALE = 27 };

struct scaled {
    uint64_t mantissa, five; /* m; 5^s */
    int shift;               /* -(e+s): below 0 the product is an integer */
    wide product;            /* m 5^s */
    uint64_t whole;          /* x 10^s without its fraction */
};

static uint64_t power(uint64_t base, int exponent)
{
    uint64_t out = 1;
    for (; exponent > 0; exponent--)
        out *= base;
    return out;
}

static bool scale(double x, int s, struct scaled *out)
{
    int exponent;
    if (s < 0 || s > MOST_SCALE)
        return false;
    out->mantissa = (uint64_t)ldexp(frexp(x, &exponent), MANTISSA_BITS);
    out->five = power(5, s);
    out->shift = -(exponent - MANTISSA_BITS + s);
    out->product = (wide)out->mantissa * out->five;
    out->whole = (uint64_t)(out->shift > 0 ? out->product >> out->shift
                                           : out->product << -out->shift);
    return true;
}

/* Rounds, and says whether the result is nearer to x than to any other
 * double: half a unit in m's last place is half of 5^s here, but below a power
 * of 2 doubles lie twice as close. */
static uint64_t round_off(const struct scaled *z, bool *reads_back)
{
    *reads_back = true;
    if (z->shift <= 0)
        return z->whole;
    wide rest = z->product - ((wide)z->whole << z->shift);
    wide half = (wide)1 << (z->shift - 1);
    bool up = rest > half || (rest == half && (z->whole & 1));
    wide off = up ? ((wide)1 << z->shift) - rest : rest;
    bool is_even = (z->mantissa & 1) == 0;
    bool is_power = z->mantissa == (uint64_t)1 << (MANTISSA_BITS - 1);
    wide twice = is_power && !up ? 4 * off : 2 * off;
    *reads_back = twice < z->five || (twice == z->five && is_even);
    return z->whole + up;
}

/* The n decimal digits of q into text, without a point. */
static void write_integer(uint64_t q, int n, char *text)
{
    for (int i = n; i-- > 0; q /= 10)
        text[i] = (char)('0' + (int)(q % 10));
}

static char *write_exponent(char *to, int exponent)
{
    int size = exponent < 0 ? -exponent : exponent;
    *to++ = 'e';
    *to++ = exponent < 0 ? '-' : '+';
    write_integer((uint64_t)size, 2, to); /* 1e-11 to 1e17 */
    return to + 2;
}

/* As %g: d.ddd 10^exponent, without zeros at the end. */
static void write_digits(uint64_t q, int n_digits, int exponent, char *to)
{
    char digits[NUMBER_DIGITS_SPACE];
    int n = n_digits;
    write_integer(q, n, digits);
    while (n > 1 && digits[n - 1] == '0')
        n--;
    bool is_scientific = exponent < -4 || exponent >= n_digits;
    int before = is_scientific ? 1 : exponent + 1; /* digits before the point */
    if (before <= 0) {
        memcpy(to, "0.000", 5);
        to += 2 - before;
        before = 0;
    }
    for (int i = 0; i < n || i < before; i++) {
        if (i == before && before > 0)
            *to++ = '.';
        *to++ = i < n ? digits[i] : '0';
    }
    if (is_scientific)
        to = write_exponent(to, exponent);
    *to = '\0';
}

bool number_digits(double x, int n_digits, char text[NUMBER_DIGITS_SPACE],
                   bool *reads_back)
{
    struct scaled z;
    int binary;
    if (!(fabs(x) > 1e-12 && fabs(x) < 1e17))
        return false;
    (void)frexp(x, &binary);
    int exponent = (int)floor((binary - 1) * 0.30102999566398120);
    const uint64_t top = power(10, n_digits);
    if (!scale(fabs(x), n_digits - 1 - exponent, &z))
        return false;
    if (z.whole >= top && !scale(fabs(x), n_digits - 1 - ++exponent, &z))
        return false;
    uint64_t q = round_off(&z, reads_back);
    if (q == top) {
        q /= 10;
        exponent++;
    }
    if (x < 0.0)
        *text++ = '-';
    write_digits(q, n_digits, exponent, text);
    return true;
}
