/* multinomial: baseline-category logit, plain or bias-reduced.
 *
 * log P(Y = k) / P(Y = 0) = x'beta_k,  k = 1 … n_levels - 1
 * Terms in fit: all columns for category 1, then all for category 2 …; so
 * term (k - 1) * n_cols + j. fitted: n_levels probabilities per row.
 * STATS_FIRTH maximises the likelihood with Jeffreys' penalty, which for this
 * family is mean bias reduction; agrees with brglm2 0.9 brmultinom AS_mean. */
#ifndef AYUMI_STATS_MULTINOMIAL_H
#define AYUMI_STATS_MULTINOMIAL_H

#include "stats/stats_fit.h"

/* y: n_rows codes 0 … n_levels - 1, 0 is the baseline; every level needs a
 * row. n_levels at least 2. Agrees with nnet::multinom polished to 1e-13. */
STATS_MUST_CHECK enum stats_status
stats_multinomial_fit(const struct stats_design *design, const size_t *y,
                      size_t n_levels, const struct stats_fit_options *options,
                      struct stats_fit *out);

#endif
