/* decimal: exact decimal arithmetic for figures that are printed.
 *
 * Councils round half away from zero; binary doubles do not hold 211.25's
 * neighbours exactly, so ratios are kept as integers until the last step. */
#ifndef AYUMI_BASE_DECIMAL_H
#define AYUMI_BASE_DECIMAL_H

#include "base/arena.h"
#include <stdbool.h>
#include <stdint.h>

/* value = numerator / denominator; denominator > 0, reduced. */
struct decimal {
    int64_t numerator;
    int64_t denominator;
};

/* "1516", "18.5", "-3.25": at most 9 decimals, |value| < 10^9. */
bool decimal_parse(const char *text, struct decimal *out);
struct decimal decimal_of(int64_t whole);

/* False when the result leaves 63 bits or b is zero (divide). */
bool decimal_subtract(struct decimal a, struct decimal b, struct decimal *out);
bool decimal_multiply(struct decimal a, struct decimal b, struct decimal *out);
bool decimal_divide(struct decimal a, struct decimal b, struct decimal *out);
int decimal_compare(struct decimal a, struct decimal b); /* -1, 0, 1 */
double decimal_to_double(struct decimal x);

enum decimal_style {
    DECIMAL_PLAIN = 0,
    DECIMAL_SIGNED = 1,   /* +660, -12, 0 */
    DECIMAL_THOUSANDS = 2 /* 1,516 */
};

/* Rounds half away from zero to `places` (0-9); places < 0 prints only the
 * decimals the value has (at most 9). Source: JIS Z 8401 rule B. */
char *decimal_print(struct arena *a, struct decimal x, int places,
                    unsigned style) MUST_CHECK;

#endif
