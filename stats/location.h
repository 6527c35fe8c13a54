/* location: do groups differ in a numeric column?
 *
 * group: n codes 0 … n_groups - 1; values finite. Groups without rows are
 * left out. All return STATS_OK, STATS_BAD_ARGUMENT (a value not finite, a
 * code too large) or STATS_BAD_DATA (fewer than two groups, no spread, too
 * few rows); *out is untouched then. */
#ifndef AYUMI_STATS_LOCATION_H
#define AYUMI_STATS_LOCATION_H

#include "stats/contingency.h"

struct stats_groups {
    size_t n, n_groups;
    const double *value;
    const size_t *group;
};

/* Welch's test of two means; statistic for group 0 minus group 1. As R's
 * t.test. */
STATS_MUST_CHECK enum stats_status stats_welch(const struct stats_groups *g,
                                               struct stats_test *out);
/* Welch's one-way test of several means, F with df and denominator_df (may be
 * NULL). As R's oneway.test. */
STATS_MUST_CHECK enum stats_status
stats_welch_anova(const struct stats_groups *g, struct stats_test *out,
                  double *denominator_df);

/* Wilcoxon's rank sum of two groups, statistic W of group 0. As R's
 * wilcox.test: exact below 50 rows a group without ties, else normal with
 * continuity correction. *exact (may be NULL): the exact permutation p also
 * with ties, of the sums at least as far from their mean (as R's coin, and as
 * Kruskal-Wallis of two groups); NaN beyond 100 rows. */
STATS_MUST_CHECK enum stats_status stats_wilcoxon(const struct stats_groups *g,
                                                  struct stats_test *out,
                                                  double *exact);
/* Kruskal-Wallis with correction for ties, as R's kruskal.test. *exact (may
 * be NULL): the permutation p where there are at most a million ways to deal
 * the rows to the groups, else NaN. */
STATS_MUST_CHECK enum stats_status
stats_kruskal_wallis(const struct stats_groups *g, struct stats_test *out,
                     double *exact);

#endif
