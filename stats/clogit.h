/* clogit: conditional logit, one case per matched set.
 *
 * P(the case is i | one case in the set) = exp(x_i'beta) / sum exp(x_j'beta).
 * Terms are the design's columns; a column that is constant within all sets
 * (the intercept, too) is DROPPED. Sets without a case or without a control
 * say nothing and take no part; n_used counts the rows of the others, and
 * fitted is NaN elsewhere. Under separation terms are named, none estimated.
 */
#ifndef AYUMI_STATS_CLOGIT_H
#define AYUMI_STATS_CLOGIT_H

#include "stats/stats_fit.h"

/* y: n_rows outcomes 0 or 1; set: n_rows codes of the matched sets, in any
 * order. STATS_BAD_ARGUMENT with weights, Firth, or more than one case in a
 * set. Agrees with survival::clogit. */
STATS_MUST_CHECK enum stats_status
stats_clogit_fit(const struct stats_design *design, const double *y,
                 const size_t *set, const struct stats_fit_options *options,
                 struct stats_fit *out);

#endif
