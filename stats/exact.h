/* exact: conditional logistic inference on one or two coefficients.
 *
 * Given the sums T = X'y of all other columns, the distribution of a term's
 * own sum does not depend on their coefficients:
 *     P(T = t) proportional to c(t) exp(t beta),
 * c(t) counting the outcomes with those sums. For data too small for any
 * other answer. Cox (1970); counted by Hirji, Mehta & Patel (1987), JASA 82,
 * 1110-1117, both as cited by SAS's PROC LOGISTIC, whose definitions these
 * are. */
#ifndef AYUMI_STATS_EXACT_H
#define AYUMI_STATS_EXACT_H

#include "stats/stats_design.h"
#include "stats/stats_status.h"

#include <stdbool.h>

struct stats_exact_term {
    size_t n_support; /* values the sum can take; 1: nothing can be learnt */
    double statistic; /* the observed sum */
    double estimate;  /* conditional maximum likelihood; where the sum is the
                         smallest or largest possible, median unbiased */
    bool is_median_unbiased;
    double conf_low, conf_high; /* tails of alpha/2; infinite at an end */
    double p_value;             /* twice the smaller tail at 0, at most 1 */
    double p_probability;       /* all outcomes not more likely than this */
    double p_mid;               /* p_value with half of P(this) in the tail */
};

/* One or two terms, each given all other columns; with two also both at once,
 * given the rest: the probability test and the score test. */
struct stats_exact {
    size_t n_terms;
    struct stats_exact_term term[2];
    double joint_p_probability, joint_p_score; /* NaN for one term */
};

/* y: n_rows outcomes 0 or 1; design: weights are whole frequencies, offset
 * must be NULL; values need at most 6 decimals (sums are compared exactly).
 * Without an intercept column nothing holds the number of events.
 * STATS_BAD_ARGUMENT: columns out of range, offset, level. STATS_BAD_DATA:
 * y not coded, values or weights as above not held, outcome constant.
 * STATS_NOT_CONVERGED: more than 500,000 intermediate sums. *out is
 * untouched unless STATS_OK. */
STATS_MUST_CHECK enum stats_status
stats_exact_logit(const struct stats_design *design, const double *y,
                  size_t n_terms, const size_t *term, double level,
                  struct stats_exact *out);

#endif
