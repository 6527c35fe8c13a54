/* set_core: the exact conditional likelihood of matched sets.
 *
 * Private to stats/. A set of n rows with k cases adds
 *     sum over its cases x'b - log sum over all subsets of k rows exp(sum x'b)
 * The sum over subsets, its mean and its spread are built row by row:
 * B_j(i) = B_j(i-1) + exp(x_i'b) B_(j-1)(i-1). Gail, Lubin & Rubinstein
 * (1981), Biometrika 68, 703-707, as cited by survival::clogit. */
#ifndef AYUMI_STATS_SET_CORE_H
#define AYUMI_STATS_SET_CORE_H

#include "stats/climb.h"
#include "stats/tall.h"

struct set_core {
    const struct tall *t;  /* rows set by set */
    const double *y;       /* t->n: 1 = case */
    const size_t *set_end; /* n_sets: row behind the set's last */
    size_t n_sets;
    struct climb climb;
    long double *theta; /* largest set */
    /* Per number of rows chosen, 0 … most cases: sum over subsets, and
     * first (p) and second (p × p, lower) moments of their sums of x. */
    long double *sum, *first, *second;
};

void set_core_start(struct workspace *w, const struct tall *t, const double *y,
                    size_t n_sets, const size_t *set_end, struct set_core *out);

#endif
