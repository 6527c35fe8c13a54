/* margins: what a fitted model says in probabilities.
 *
 * Average marginal effects, standardised risks and their delta-method
 * standard errors. Averages are over the design's rows, weighted by its
 * weights. All functions need a fit of the same design whose terms are
 * finite or dropped (STATS_OK, TOO_FEW_EVENTS, SINGULAR); else they return
 * STATS_BAD_ARGUMENT and leave *out untouched. */
#ifndef AYUMI_STATS_MARGINS_H
#define AYUMI_STATS_MARGINS_H

#include "stats/stats_fit.h"

enum stats_family {
    STATS_FAMILY_LOGIT,       /* category 1 = event */
    STATS_FAMILY_MULTINOMIAL, /* category 0 = baseline */
    STATS_FAMILY_ORDINAL,
    STATS_FAMILY_POISSON /* one "category": the expected count */
};

struct stats_margin {
    double estimate, std_error;
};

/* Numbers of categories a margin is asked for: LOGIT 1 (the event), POISSON
 * 1, else n_fitted. */
size_t stats_margin_count(enum stats_family family,
                          const struct stats_fit *fit);

/* Mean over rows of dp/dv, where direction (n_rows × n_cols) holds the
 * derivative of each design row by v: for a plain numeric column a 1 there. */
STATS_MUST_CHECK enum stats_status
stats_margin_slope(const struct stats_design *design,
                   const struct stats_fit *fit, enum stats_family family,
                   const double *direction, struct stats_margin *out);

/* Mean over rows of p(x_to) - p(x_from), each n_rows × n_cols. With x_from
 * NULL: the standardised risk, mean of p(x_to). */
STATS_MUST_CHECK enum stats_status
stats_margin_switch(const struct stats_design *design,
                    const struct stats_fit *fit, enum stats_family family,
                    const double *x_to, const double *x_from,
                    struct stats_margin *out);

/* An effect of a LOGIT that touches one number's column or the columns of
 * one factor, and nothing else (no interaction, no transformation).
 * Number: n_cols 0, `to` its column. Level: n_cols columns from `first` on
 * code the factor as 0/1; all rows get 1 in `to` and are compared with 1 in
 * `from`; STATS_NO_COLUMN where a level has no column. */
#define STATS_NO_COLUMN ((size_t)-1)
struct stats_main_effect {
    size_t first, n_cols, to, from;
};

/* n such effects in one pass over the rows: the margins that
 * stats_margin_slope and stats_margin_switch give one by one. */
STATS_MUST_CHECK enum stats_status stats_margin_main(
    const struct stats_design *design, const struct stats_fit *fit, int threads,
    size_t n, const struct stats_main_effect *effect, struct stats_margin *out);

struct stats_prediction {
    double estimate, std_error, conf_low, conf_high;
};

/* Probabilities (POISSON: expected counts) for rows that need not be the
 * fit's: profiles has the fit's columns, its offset counts, its weights do
 * not. out: n_rows × stats_margin_count. std_error by the delta method;
 * limits are Wald's on the scale of log(p / (1 - p)), POISSON log(mu), so
 * they stay within 0 and 1. */
STATS_MUST_CHECK enum stats_status
stats_predict(const struct stats_design *profiles, const struct stats_fit *fit,
              enum stats_family family, double level,
              struct stats_prediction *out);

#endif
