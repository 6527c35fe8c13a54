/* normal_digits: numbers that name something.
 *
 * Nine digits, or ten that begin like a mobile, are a telephone number whose
 * leading 0 a spreadsheet has dropped; a number of another kind gets the same
 * 0 on both sides, which does no harm. +81 is the 0. */
#include "anonymize/normal.h"
#include "anonymize/normal_fold.h"

#include <string.h>

enum { LANDLINE = 10, MOBILE = 11, POSTAL_MARK = 0x3012 /* 〒 */ };

static bool are_digits(const uint32_t *points, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (points[i] < '0' || points[i] > '9')
            return false;
    return n > 0;
}

static bool lost_its_zero(const uint32_t *digits, size_t n)
{
    if (n == LANDLINE - 1)
        return digits[0] != '0';
    return n == MOBILE - 1 && digits[1] == '0' &&
           (digits[0] == '5' || (digits[0] >= '7' && digits[0] <= '9'));
}

/* +81 54 221 1234, +81 (0)54 221 1234 */
static size_t without_country(uint32_t *digits, size_t n)
{
    size_t dropped = n > 2 && digits[2] == '0' ? 2 : 1;
    if (n < LANDLINE || digits[0] != '8' || digits[1] != '1')
        return n;
    memmove(digits, digits + dropped, (n - dropped) * sizeof *digits);
    digits[0] = '0';
    return n - dropped;
}

size_t normal_digits(const char *in, size_t n, char *out, size_t capacity)
{
    uint32_t points[NORMAL_POINTS];
    size_t folded = normal_fold(in, n, points);
    bool is_foreign = folded > 0 && points[0] == '+';
    size_t kept = 0;
    for (size_t i = 0; i < folded; i++) {
        uint32_t c = points[i];
        if (c >= 'a' && c <= 'z')
            c -= 32;
        if ((c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || c == '?' ||
            (c >= 0x80 && c != POSTAL_MARK))
            points[kept++] = c;
    }
    if (are_digits(points, kept) && is_foreign)
        kept = without_country(points, kept);
    if (are_digits(points, kept) && lost_its_zero(points, kept)) {
        memmove(points + 1, points, kept++ * sizeof *points);
        points[0] = '0';
    }
    return normal_write(points, kept, out, capacity);
}
