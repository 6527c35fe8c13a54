/* performance: how well predicted probabilities fit what happened. */
#ifndef AYUMI_STATS_PERFORMANCE_H
#define AYUMI_STATS_PERFORMANCE_H

#include "stats/stats_fit.h"

struct stats_performance {
    double auc, auc_std_error; /* DeLong, DeLong & Clarke-Pearson (1988) */
    double auc_low, auc_high;  /* Wald, cut to 0 … 1 */
    double brier, log_score;   /* means; log_score: -log likelihood per row */
    double calibration_slope;  /* of logit y on logit p; NaN if separated */
    double calibration_in_the_large; /* intercept beside the offset logit p */
};

/* n outcomes 0 or 1 and probabilities. STATS_BAD_ARGUMENT: other outcomes, p
 * outside 0 … 1, a level in percent. STATS_BAD_DATA: one outcome only. */
STATS_MUST_CHECK enum stats_status
stats_performance(size_t n, const double *y, const double *p, double level,
                  struct stats_performance *out);

struct stats_optimism {
    double apparent, optimism, corrected;
};

/* Harrell's bootstrap on given resamples: index is n_samples × n_rows of
 * 0-based rows (never drawn here, so that results can be repeated). For AUC,
 * Brier score, calibration slope and in the large, in this order. Resamples
 * without a maximum are left out; *n_used counts the others. STATS_BAD_DATA
 * when the whole model, or every resample, has none. */
STATS_MUST_CHECK enum stats_status
stats_optimism(const struct stats_design *design, const double *y,
               size_t n_samples, const size_t *index,
               struct stats_optimism out[4], size_t *n_used);

#endif
