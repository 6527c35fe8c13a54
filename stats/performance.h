/* performance: how well predicted probabilities fit what happened. */
#ifndef AYUMI_STATS_PERFORMANCE_H
#define AYUMI_STATS_PERFORMANCE_H

#include "stats/contingency.h"
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

/* One group of a calibration curve. */
struct stats_calibration {
    size_t n;
    double events, mean_predicted, observed; /* observed: share of events */
    double conf_low, conf_high;              /* Wilson, of observed */
};

/* Rows grouped by the quantiles (type 7) of p, at most n_groups; equal
 * quantiles make fewer. out: n_groups places; *found are filled. hl: Hosmer &
 * Lemeshow's chi-square of the groups with *found - 2 degrees of freedom, as
 * ResourceSelection::hoslem.test; NaN with fewer than 3 groups. Refusals as
 * stats_performance. */
STATS_MUST_CHECK enum stats_status stats_calibration_curve(
    size_t n, const double *y, const double *p, size_t n_groups, double level,
    struct stats_calibration *out, size_t *found, struct stats_test *hl);

#endif
