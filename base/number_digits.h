/* number_digits: the leading significant digits of a double, exactly rounded.
 *
 * What printf's %.15g to %.17g prints, from 128-bit integers instead of the C
 * library's big ones: tables of estimates are mostly such numbers. */
#ifndef AYUMI_BASE_NUMBER_DIGITS_H
#define AYUMI_BASE_NUMBER_DIGITS_H

#include <stdbool.h>

enum { NUMBER_DIGITS_SPACE = 32 };

/* x: finite, not 0; n_digits: 15, 16 or 17. Writes the text of
 * printf("%.*g", n_digits, x) in the C locale; *reads_back: is x the double
 * nearest to it? True where that takes 128 bits, about 1e-11 to 1e17; else
 * false, and nothing is written. */
bool number_digits(double x, int n_digits, char text[NUMBER_DIGITS_SPACE],
                   bool *reads_back);

#endif
