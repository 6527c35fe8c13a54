/* clogit: conditional logit of matched sets, exact for any number of cases.
 *
 * P(the cases are these | k cases in the set)
 *     = exp(sum over cases x_i'beta) / sum over all subsets of k rows
 * Terms are the design's columns; a column that is constant within all sets
 * (the intercept, too) is DROPPED. Sets without a case or without a control
 * say nothing and take no part; n_used counts the rows of the others, and
 * fitted is NaN elsewhere: for a set with one case the probability that a row
 * is it, NaN for sets with several. Under separation terms are named, none
 * estimated. */
#ifndef AYUMI_STATS_CLOGIT_H
#define AYUMI_STATS_CLOGIT_H

#include "stats/stats_fit.h"

/* y: n_rows outcomes 0 or 1; set: n_rows codes of the matched sets, in any
 * order. STATS_BAD_ARGUMENT with weights or Firth. Agrees with
 * survival::clogit, method "exact". Work grows with rows times cases of a
 * set: a set of 10,000 rows with 5,000 cases takes a minute. */
STATS_MUST_CHECK enum stats_status
stats_clogit_fit(const struct stats_design *design, const double *y,
                 const size_t *set, const struct stats_fit_options *options,
                 struct stats_fit *out);

#endif
