/* nested: several categories as a chain of binary logits.
 *
 * Split k asks of those who got as far as category k: further, or not?
 * P(Y > k | Y >= k) = 1 / (1 + exp(-x'b_k)): any activity? of the active, paid?
 * of the paid, 20 hours or more? The likelihood is the product over the splits,
 * so each is a model of its own, and unlike a baseline-category logit each may
 * be penalised, separated or too small by itself. Fienberg (1980), Analysis of
 * Cross-Classified Categorical Data, as cited by R's VGAM (sratio). */
#ifndef AYUMI_STATS_NESTED_H
#define AYUMI_STATS_NESTED_H

#include "stats/stats_fit.h"

struct stats_nested {
    size_t n_splits, n_levels, n_rows;
    struct stats_fit *split; /* n_splits; each has its own status */
    double *fitted; /* n_rows × n_levels; NaN from the first split on that has
                       no estimates */
    double log_likelihood; /* of all splits; NaN where one has none */
    void *memory;
};

/* y: n_rows categories 0 … n_levels - 1, n_levels >= 2; options as for
 * stats_logit_fit, for every split. Returns the first status that is not
 * STATS_OK, or STATS_OK; STATS_BAD_ARGUMENT, and nothing to release, for a
 * wrong request; STATS_BAD_DATA with STATS_OUTCOME_NOT_CODED in the first
 * split for a category outside. Agrees with R's glm on the rows of each split
 * (tests/stats/nested.R). */
STATS_MUST_CHECK enum stats_status
stats_nested_fit(const struct stats_design *design, const size_t *y,
                 size_t n_levels, const struct stats_fit_options *options,
                 struct stats_nested *out);
void stats_nested_release(struct stats_nested *n);

#endif
