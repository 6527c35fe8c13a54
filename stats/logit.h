/* logit: binary logistic regression, by maximum likelihood or Firth.
 *
 * How to call it (seven people, one covariate):
 *
 *     double x[] = {1, 61, 1, 64, 1, 66, 1, 70, 1, 71, 1, 75, 1, 80};
 *     double y[] = {0, 1, 0, 1, 0, 1, 1};
 *     struct stats_design design = {.n_rows = 7, .n_cols = 2, .x = x};
 *     struct stats_logit_options options = stats_logit_firth;
 *     struct stats_logit fit;
 *     enum stats_status status = stats_logit_fit(&design, y, &options, &fit);
 *     for (size_t j = 0; j < fit.n_cols; j++)
 *         … fit.estimate[j], fit.conf_low[j]: NaN = not estimable …
 *     stats_logit_release(&fit);
 *
 * Always release, whatever the status. options may be changed after copying:
 * `options.level = 0.9; options.limits = STATS_WALD;`. Status (also in
 * fit.status) and what is filled then:
 *   STATS_OK               everything
 *   STATS_TOO_FEW_EVENTS   everything; say "exploratory" beside it
 *   STATS_SINGULAR         all but the columns fit.column says are DROPPED;
 *                          nothing when there are more columns than rows
 *   STATS_SEPARATED, STATS_QUASI_SEPARATED   (maximum likelihood only)
 *                          only the columns that are FINITE; the others say
 *                          PLUS_INFINITY, MINUS_INFINITY or UNDETERMINED
 *   STATS_NOT_CONVERGED, STATS_BAD_DATA      nothing; see fit.reason
 * Firth's estimates exist under separation: the status is then STATS_OK, and
 * fit.separation still says what maximum likelihood would have met. */
#ifndef AYUMI_STATS_LOGIT_H
#define AYUMI_STATS_LOGIT_H

#include "stats/stats_design.h"
#include "stats/stats_status.h"

enum stats_method { STATS_ML, STATS_FIRTH };
enum stats_limits { STATS_WALD, STATS_PROFILE };
enum stats_separation {
    STATS_OVERLAP,
    STATS_SEPARATION_QUASI,
    STATS_SEPARATION_COMPLETE,
    STATS_SEPARATION_UNKNOWN /* the linear program gave no answer */
};

struct stats_logit_options {
    enum stats_method method;
    enum stats_limits limits; /* PROFILE also fills the lr_ fields */
    double level;             /* 0.95, not 95 */
};

/* Maximum likelihood with Wald limits; Firth with profile limits; 0.95. */
extern const struct stats_logit_options stats_logit_ml, stats_logit_firth;

struct stats_logit {
    enum stats_status status;
    enum stats_reason reason;
    enum stats_separation separation;
    size_t n_rows, n_cols;
    size_t n_used;                /* rows of positive weight */
    size_t n_parameters;          /* rank: columns not dropped */
    size_t n_separated_rows;      /* rows that a direction parts */
    double sum_weights, n_events; /* weighted */
    int iterations;
    double log_likelihood;           /* without penalty; NaN if none */
    double penalised_log_likelihood; /* plus 1/2 log det X'WX; Firth only */
    double null_log_likelihood;      /* intercept (if any) and offset only */
    /* n_cols each. Standard errors from (X'WX)^-1 at the estimate; statistic
     * and p_value are Wald's; limits as asked for. lr_: twice the fall of
     * the (penalised, full-determinant) log-likelihood when the coefficient
     * is held at 0, and its chi-square p. */
    enum stats_column *column;
    double *estimate, *std_error, *statistic, *p_value;
    double *conf_low, *conf_high, *lr_statistic, *lr_p_value;
    double *vcov;     /* n_cols × n_cols, NaN where not estimable */
    double *relation; /* n_cols × n_cols: row d of a DROPPED column holds the
                         c of x_d = sum c_k x_k */
    double *fitted;   /* n_rows probabilities, also for rows of weight 0 */
    void *memory;
};

/* y: n_rows outcomes, 0 or 1. Agrees with R 4.2.2 glm (polished) and with
 * brglm2 / logistf: reference numbers in tests/reference/stats. */
STATS_MUST_CHECK enum stats_status
stats_logit_fit(const struct stats_design *design, const double *y,
                const struct stats_logit_options *options,
                struct stats_logit *out);
void stats_logit_release(struct stats_logit *fit);

#endif
