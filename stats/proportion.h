/* proportion: intervals for one proportion, a difference, a count.
 *
 * All functions: level is two-sided coverage as a fraction (0.95, not 95),
 * 0 < level < 1. They return STATS_OK, or STATS_BAD_ARGUMENT and leave *out
 * untouched. Nothing is allocated. Numbers in tests/stats, printed by R. */
#ifndef AYUMI_STATS_PROPORTION_H
#define AYUMI_STATS_PROPORTION_H

#include "stats/stats_status.h"

#include <stddef.h>

struct stats_interval {
    double estimate, lower, upper;
};

/* Wilson score interval, no continuity correction. trials >= 1.
 * Wilson (1927), JASA 22, 209-212, as cited by R's prop.test;
 * agrees with R 4.2.2 prop.test(x, n, correct = FALSE) to 1e-12. */
STATS_MUST_CHECK enum stats_status
stats_proportion_wilson(size_t successes, size_t trials, double level,
                        struct stats_interval *out);

/* Exact interval by the beta quantiles. Clopper & Pearson (1934),
 * Biometrika 26, 404-413, as cited by R's binom.test; agrees with it. */
STATS_MUST_CHECK enum stats_status
stats_proportion_clopper_pearson(size_t successes, size_t trials, double level,
                                 struct stats_interval *out);

/* Difference of two independent proportions, x1/n1 - x2/n2, by the two
 * Wilson intervals. Newcombe (1998), Statistics in Medicine 17, 873-890,
 * method 10 (as described for DescTools BinomDiffCI "score"). */
STATS_MUST_CHECK enum stats_status
stats_proportion_newcombe(const size_t successes[2], const size_t trials[2],
                          double level, struct stats_interval *out);

/* Rate of a Poisson count over an exposure > 0 (persons, months), exact.
 * Garwood (1936), as cited by R's poisson.test; agrees with it. */
STATS_MUST_CHECK enum stats_status
stats_poisson_exact(size_t events, double exposure, double level,
                    struct stats_interval *out);

#endif
