/* profile: limits and tests by the likelihood itself.
 *
 * Private to stats/. One linear combination of the coefficients is held at a
 * value, the others follow; for Firth the penalty keeps the full model's
 * information determinant, as logistf does. */
#ifndef AYUMI_STATS_PROFILE_H
#define AYUMI_STATS_PROFILE_H

#include "stats/climb.h"

struct profile {
    struct climb *climb;
    const long double *top_beta;    /* p, the maximum */
    const long double *top_inverse; /* p × p, covariance there */
    long double top;                /* value there */
    long double *beta, *tangent;    /* p each, scratch */
};

/* climb must stand at its top. beta and inverse must outlive the profile. */
void profile_start(struct workspace *w, struct climb *climb,
                   const long double *beta, const long double *inverse,
                   struct profile *out);

/* The value of normal'beta, on the given side (+1 or -1) of its estimate,
 * where twice the objective lies z² below the top. NaN when the search
 * fails. */
double profile_limit(struct profile *f, const long double *normal, double z,
                     double side);
/* Twice the fall of the objective with normal'beta held at value. */
double profile_fall(struct profile *f, const long double *normal, double value);

#endif
