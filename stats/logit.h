/* logit: binary logistic regression, by maximum likelihood or Firth.
 *
 * How to call it (seven people, one covariate):
 *
 *     double x[] = {1, 61, 1, 64, 1, 66, 1, 70, 1, 71, 1, 75, 1, 80};
 *     double y[] = {0, 1, 0, 1, 0, 1, 1};
 *     struct stats_design design = {.n_rows = 7, .n_cols = 2, .x = x};
 *     struct stats_fit_options options = stats_firth;
 *     struct stats_fit fit;
 *     enum stats_status status = stats_logit_fit(&design, y, &options, &fit);
 *     for (size_t j = 0; j < fit.n_terms; j++)
 *         … fit.estimate[j], fit.conf_low[j]: NaN = not estimable …
 *     stats_fit_release(&fit);
 *
 * Start from stats_ml or stats_firth (stats_fit.h) and change the copy:
 * `options.level = 0.9; options.limits = STATS_WALD;`. The status says what
 * is filled, see stats_fit.h. Terms are the design's columns; fitted holds
 * one probability of the event per row.
 * Firth's estimates exist under separation: the status is then STATS_OK, and
 * fit.separation still says what maximum likelihood would have met. */
#ifndef AYUMI_STATS_LOGIT_H
#define AYUMI_STATS_LOGIT_H

#include "stats/stats_fit.h"

/* y: n_rows outcomes, 0 or 1. Agrees with R 4.2.2 glm (polished) and with
 * brglm2 / logistf: reference numbers in tests/reference/stats. */
STATS_MUST_CHECK enum stats_status
stats_logit_fit(const struct stats_design *design, const double *y,
                const struct stats_fit_options *options, struct stats_fit *out);

#endif
