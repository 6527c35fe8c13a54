/* logit_core: the (penalised) likelihood of a binary logit.
 *
 * Private to stats/. Works on the orthogonal columns of struct tall, so
 * "beta" here is beta~ there. Firth (1993), Biometrika 80, 27-38, with the
 * logit formulas of Heinze & Schemper (2002), Statistics in Medicine 21,
 * 2409-2419, both as cited by logistf and brglm2. */
#ifndef AYUMI_STATS_LOGIT_CORE_H
#define AYUMI_STATS_LOGIT_CORE_H

#include "stats/climb.h"
#include "stats/quick.h"
#include "stats/tall.h"

struct logit_core {
    const struct tall *t;
    const double *y; /* t->n outcomes 0 or 1 */
    bool firth;
    struct climb climb; /* step: X'W(1+h)X with Firth, else X'WX */
    /* State at the beta evaluated last. */
    long double log_likelihood;
    long double smallest_residual; /* min w |y - p| */
    long double *fisher;           /* p × p Cholesky factor of X'WX */
    long double *variance, *residual, *half; /* n each: p(1-p), y-p, 1/2-p */
    long double *leverage;                   /* n; 0 without Firth */
    long double *pull;                       /* p, scratch */
    struct quick *quick;                     /* or NULL */
    /* By blocks: */
    int threads;
    double *parts;       /* sums of the chunks */
    long double *sums;   /* of all of them */
    double *beta, shift; /* of the columns as they are: tall_own_beta */
    double *fitted;      /* t->n, of the last pass with a step, or NULL */
};

/* For t->by_blocks, without Firth. fitted: see above. */
void logit_core_start_blocks(struct workspace *w, const struct tall *t,
                             const double *y, int threads,
                             struct logit_core *out);

/* At beta 0 without weights and offset p(1-p) is 1/4: there the step's factor
 * is half that of X'X, and the next evaluate need not find it. */
void logit_core_step_of_zero(struct logit_core *m);

void logit_core_start(struct workspace *w, const struct tall *t,
                      const double *y, bool firth, struct logit_core *out);

/* Does the state prove that the outcomes overlap? With r = w |y - p| > 0 and
 * A the signed rows, A'r = score. A separating direction d would give
 * score'd = r'Ad >= min(r) |Xd|, and |Xd| >= stretch |d|; so a score shorter
 * than min(r) stretch leaves no room for one. */
bool logit_core_proves_overlap(const struct logit_core *m);

/* Strict rows (separation.h) of a binary outcome in tall data. beta is where
 * Newton stood after many steps towards a maximum that may not exist: rows
 * it still misses must overlap among themselves, which their own fit proves;
 * the program then only sees the few others, in the directions the fit leaves
 * free. Returns the count, n + 1 when that proof fails. row, y, weight: t's. */
size_t logit_strict_rows(struct workspace *w, const struct tall *t,
                         const double *y, const double *beta,
                         unsigned char *strict);

#endif
