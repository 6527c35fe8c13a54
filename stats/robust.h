/* robust: sandwich standard errors of a fitted logit or Poisson model.
 *
 * V = B M B, B = (X'WX)^-1 at the estimate, scores s_i = w_i (y_i - mu_i) x_i
 *   HC0 M = sum s s'       HC1 n/(n-p) HC0
 *   HC2 s / sqrt(1 - h)    HC3 s / (1 - h)       h = leverage of the row
 *   CR0 M = sum over clusters of (sum s)(sum s)'
 *   CR1 G/(G-1) CR0
 * n counts all rows of the design, also those of weight 0, as R's sandwich
 * does: vcovHC, and vcovCL of type HC0 without (CR0) and with (CR1) cadjust. */
#ifndef AYUMI_STATS_ROBUST_H
#define AYUMI_STATS_ROBUST_H

#include "stats/margins.h"

enum stats_robust {
    STATS_HC0,
    STATS_HC1,
    STATS_HC2,
    STATS_HC3,
    STATS_CR0,
    STATS_CR1
};

/* Replaces vcov, std_error, statistic, p_value and (Wald) limits of a fit
 * that has estimates. cluster: n_rows codes (NULL for the HCs); level as in
 * the fit. STATS_BAD_ARGUMENT for other families, fits without estimates or
 * a missing cluster; STATS_BAD_DATA with one cluster or h = 1; the fit is
 * untouched then. */
STATS_MUST_CHECK enum stats_status
stats_robust(const struct stats_design *design, const double *y,
             enum stats_family family, enum stats_robust kind,
             const size_t *cluster, double level, struct stats_fit *fit);

#endif
