/* protect_bounds: what can a reader work out about the withheld counts?
 *
 * The printed counts leave linear equations among the withheld ones. The
 * smallest and the largest value of each withheld count that still fits them
 * is what an attentive reader knows; GLPK finds both. */
#ifndef AYUMI_PIPELINE_PROTECT_BOUNDS_H
#define AYUMI_PIPELINE_PROTECT_BOUNDS_H

#include <stddef.h>

struct bounds;

/* n withheld counts, named 1 … n, each known to be a whole number >= 1
 * (a zero is always printed). Never NULL; give it back by bounds_free. */
struct bounds *bounds_new(size_t n);
void bounds_free(struct bounds *b);

/* One equation: the sum of sign[k] * count[at[k]] over k = 1 … n is `sum`.
 * at and sign have n + 1 entries, entry 0 is not used (as GLPK counts). */
void bounds_equation(struct bounds *b, int n, const int *at, const double *sign,
                     long sum);

/* The least and the greatest whole number that count `at` can be.
 * *high is LONG_MAX when nothing bounds it. When the equations have no
 * solution (they come from real counts, so that is a mistake of the caller)
 * low and high are 0: the narrowest interval there is. */
void bounds_of(struct bounds *b, int at, long *low, long *high);

/* The least and the greatest that count `at` was in any solution met so far
 * (0 and 0 before the first): its interval is at least that wide. */
void bounds_seen(const struct bounds *b, int at, long *low, long *high);

#endif
