/* summary: one group's numbers in a few, and how far two groups differ.
 *
 * What a "Table 1" needs. No missing values here: leave them out and count
 * them. Nothing is allocated. NaN stands where a figure does not exist (the
 * spread of one number). */
#ifndef AYUMI_STATS_SUMMARY_H
#define AYUMI_STATS_SUMMARY_H

#include "stats/stats_status.h"

#include <stddef.h>

struct stats_summary {
    size_t n;
    double mean;
    double sd;             /* n - 1 in the denominator */
    double q1, median, q3; /* R's type 7 */
};

/* x: n finite numbers in ascending order; n may be 0.
 * STATS_BAD_ARGUMENT when they are not in order, *out untouched.
 * Agrees with R 4.2.2 mean, sd, quantile(type = 7). */
STATS_MUST_CHECK enum stats_status stats_summarise(const double *x, size_t n,
                                                   struct stats_summary *out);

/* Quantile of n ascending numbers, 0 <= p <= 1. Types as R's quantile: 2
 * (steps, averaged at jumps; SAS's default) and 7 (linear; R's default);
 * Hyndman & Fan (1996), American Statistician 50, 361-365, as cited there.
 * NaN for other types, n = 0 or another p. */
double stats_quantile(const double *x, size_t n, double p, int type);

/* (mean a - mean b) / sqrt((sd_a^2 + sd_b^2) / 2). NaN when a group has
 * fewer than two numbers or neither varies. Austin (2009), Statistics in
 * Medicine 28, 3083-3107, as cited by R's tableone. */
double stats_smd_numbers(const struct stats_summary *a,
                         const struct stats_summary *b);

/* Of the shares of levels: the Mahalanobis distance of the two rows of
 * shares, never negative. A level that neither group has is left out. NaN
 * when a group is empty, when the distance is infinite (groups without a
 * common level), or above STATS_MOST_LEVELS. Yang & Dalton (2012), SAS
 * Global Forum 335, as cited by R's tableone. */
enum { STATS_MOST_LEVELS = 64 };
double stats_smd_levels(const long *a, const long *b, size_t n_levels);

/* Welch's test of two means: p-value, NaN when it can't be computed.
 * Agrees with R's t.test. */
double stats_welch_p(const struct stats_summary *a,
                     const struct stats_summary *b);

/* Pearson's test that two groups share the same levels: p-value without
 * continuity correction, NaN when an expected count is below 5 or there are
 * fewer than two levels. Agrees with R's chisq.test(correct = FALSE). */
double stats_pearson_p(const long *a, const long *b, size_t n_levels);

#endif
