/* robust: sandwich standard errors of a fitted model.
 *
 * V = B M B, B = inverse information at the estimate; for logit and Poisson
 * the scores are s_i = w_i (y_i - mu_i) x_i
 *   HC0 M = sum s s'       HC1 n/(n-p) HC0
 *   HC2 s / sqrt(1 - h)    HC3 s / (1 - h)       h = leverage of the row
 *   CR0 M = sum over clusters of (sum s)(sum s)'
 *   CR1 G/(G-1) CR0
 *   CR2 scores of a cluster adjusted so that M is unbiased if the model's
 *       variances are right (Bell & McCaffrey 2002, as cited by clubSandwich)
 * n counts all rows of the design, also those of weight 0, as R's sandwich
 * does: vcovHC, and vcovCL of type HC0 without (CR0) and with (CR1) cadjust;
 * CR2 is clubSandwich's. */
#ifndef AYUMI_STATS_ROBUST_H
#define AYUMI_STATS_ROBUST_H

#include "stats/margins.h"

#include <stdbool.h>

enum stats_robust {
    STATS_HC0,
    STATS_HC1,
    STATS_HC2,
    STATS_HC3,
    STATS_CR0,
    STATS_CR1,
    STATS_CR2
};

bool stats_robust_is_clustered(enum stats_robust kind);

/* Replaces vcov, std_error, statistic, p_value and (Wald) limits of a LOGIT
 * or POISSON fit that has estimates. cluster: n_rows codes (NULL for the
 * HCs); level as in the fit. STATS_BAD_ARGUMENT for other families, fits
 * without estimates or a missing cluster; STATS_BAD_DATA with one cluster,
 * h = 1, or CR2 for a cluster of more than 1,000 rows; the fit is untouched
 * then. */
STATS_MUST_CHECK enum stats_status
stats_robust(const struct stats_design *design, const double *y,
             enum stats_family family, enum stats_robust kind,
             const size_t *cluster, double level, struct stats_fit *fit);

/* The same for MULTINOMIAL and ORDINAL; kinds HC0, HC1, CR0, CR1. Agrees with
 * R's sandwich of MASS::polr, and with its formula for the multinomial. */
STATS_MUST_CHECK enum stats_status
stats_robust_categories(const struct stats_design *design, const size_t *y,
                        enum stats_family family, enum stats_robust kind,
                        const size_t *cluster, double level,
                        struct stats_fit *fit);

#endif
