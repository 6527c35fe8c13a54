/* influence: which rows hold a binary or Poisson model up?
 *
 * With the inverse information V, W = w times the variance at the estimate:
 *   hat      h = W x'V x
 *   pearson  r = (y - mu) sqrt(w / variance)
 *   cook     (r / (1 - h))² h / p, p estimated coefficients
 *   dfbeta   V x w (y - mu) / (1 - h): by how much each coefficient would
 *            fall without the row, after one Newton step
 * Pregibon (1981), Annals of Statistics 9, 705-724, as cited by R's
 * influence.measures; hat and cook are R's for a glm, dfbeta those of its
 * last weighted regression. */
#ifndef AYUMI_STATS_INFLUENCE_H
#define AYUMI_STATS_INFLUENCE_H

#include "stats/margins.h"

/* Each may be NULL; NaN for rows of weight 0. */
struct stats_influence {
    double *hat, *pearson, *cook; /* n_rows */
    double *dfbeta;               /* n_rows × n_cols; NaN where DROPPED */
};

/* STATS_BAD_ARGUMENT for families other than LOGIT and POISSON, another
 * design or a fit without estimates; nothing is filled then. Robust errors
 * would give another V: call this before stats_robust. */
STATS_MUST_CHECK enum stats_status
stats_influence(const struct stats_design *design, const double *y,
                const struct stats_fit *fit, enum stats_family family,
                const struct stats_influence *out);

#endif
