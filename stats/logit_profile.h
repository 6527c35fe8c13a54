/* logit_profile: limits and tests by the likelihood itself.
 *
 * Private to stats/. One coefficient is held at a value, the others follow;
 * for Firth the penalty keeps the full model's information determinant. */
#ifndef AYUMI_STATS_LOGIT_PROFILE_H
#define AYUMI_STATS_LOGIT_PROFILE_H

#include "stats/logit_core.h"

struct logit_profile {
    struct logit_core *core;
    const long double *top_beta;    /* p, the maximum */
    const long double *top_inverse; /* p × p, (X'WX)^-1 there */
    long double top;                /* objective there */
    long double *beta, *tangent;    /* p each, scratch */
};

/* The value of the coefficient normal'beta, on the given side (+1 or -1) of
 * its estimate, where twice the objective lies z² below the top. NaN when
 * the search fails. */
double logit_profile_limit(struct logit_profile *f, const long double *normal,
                           double z, double side);
/* Twice the fall of the objective with the coefficient held at value. */
double logit_profile_fall(struct logit_profile *f, const long double *normal,
                          double value);

#endif
