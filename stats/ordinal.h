/* ordinal: cumulative logit (proportional odds), with a test of it.
 *
 * logit P(Y <= k) = zeta_k - x'beta - offset,  k = 1 … n_levels - 1
 * The design holds no intercept (a constant column is dropped). Terms in
 * fit: the n_levels - 1 thresholds, then the columns. Standard errors from
 * the observed information. fitted: n_levels probabilities per row.
 * Under separation the terms are named, but none is estimated. */
#ifndef AYUMI_STATS_ORDINAL_H
#define AYUMI_STATS_ORDINAL_H

#include "stats/contingency.h"
#include "stats/stats_fit.h"

/* y: n_rows codes 0 … n_levels - 1 in order; every level needs a row.
 * n_cols may be 0. FIRTH is refused. Agrees with ordinal::clm. */
STATS_MUST_CHECK enum stats_status
stats_ordinal_fit(const struct stats_design *design, const size_t *y,
                  size_t n_levels, const struct stats_fit_options *options,
                  struct stats_fit *out);

/* Likelihood ratio of the cumulative logit with own slopes for each
 * threshold over the one above. STATS_NOT_CONVERGED where the wider model
 * has no maximum (sparse data, crossing lines); *out untouched then. */
STATS_MUST_CHECK enum stats_status
stats_ordinal_test(const struct stats_design *design, const size_t *y,
                   size_t n_levels, struct stats_test *out);

#endif
