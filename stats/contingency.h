/* contingency: tests and measures on tables of counts.
 *
 * count: n_rows × n_cols, row-major, whole numbers >= 0. Rows and columns
 * that are wholly 0 take no part. All return STATS_OK, STATS_BAD_ARGUMENT
 * (not whole or negative; *out untouched) or STATS_BAD_DATA (fewer than two
 * rows or columns left, nothing to test; *out untouched). */
#ifndef AYUMI_STATS_CONTINGENCY_H
#define AYUMI_STATS_CONTINGENCY_H

#include "stats/stats_status.h"

#include <stddef.h>

struct stats_counts {
    size_t n_rows, n_cols;
    const double *count;
};

struct stats_test {
    double statistic, df, p_value; /* statistic, df: NaN where there is none */
};

/* Pearson's chi-square without continuity correction; *least_expected (may
 * be NULL) is the smallest expected count. As R's chisq.test(correct = F). */
STATS_MUST_CHECK enum stats_status
stats_chi_square(const struct stats_counts *t, struct stats_test *out,
                 double *least_expected);

/* Fisher's exact test, r x c: the probability of all tables with the same
 * margins that are not likelier than this one. As R's fisher.test.
 * STATS_NOT_CONVERGED where more than some 6e7 steps were needed (a second
 * or so: 5 x 5 with several hundred rows). */
STATS_MUST_CHECK enum stats_status
stats_fisher_exact(const struct stats_counts *t, struct stats_test *out);

/* Trend over the columns of a table of two rows, with scores (NULL: 1, 2 …),
 * chi-square on one degree. As R's prop.trend.test. */
STATS_MUST_CHECK enum stats_status
stats_cochran_armitage(const struct stats_counts *t, const double *scores,
                       struct stats_test *out);

/* Symmetry of a square table: Bowker's test (McNemar's without correction
 * for 2 x 2), leaving out pairs of cells that are both 0. */
STATS_MUST_CHECK enum stats_status stats_bowker(const struct stats_counts *t,
                                                struct stats_test *out);
/* McNemar's exact p for 2 x 2: the binomial on the discordant pairs. */
STATS_MUST_CHECK enum stats_status
stats_mcnemar_exact(const struct stats_counts *t, struct stats_test *out);
/* Equal margins of a square table: Stuart (1955) and Maxwell (1970); degrees of
 * freedom are the rank of the differences' covariance, as in R's
 * coin::mh_test. STATS_BAD_DATA without a discordant pair. */
STATS_MUST_CHECK enum stats_status
stats_stuart_maxwell(const struct stats_counts *t, struct stats_test *out);

/* Cohen's kappa of a square table; weighted by squared distance when
 * quadratic. NaN when all lie in one category. */
STATS_MUST_CHECK enum stats_status stats_kappa(const struct stats_counts *t,
                                               int quadratic, double *out);

#endif
