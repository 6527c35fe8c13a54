/* stats_fit: what every regression of this library hands back.
 *
 * Always release it, whatever the status. NaN = not estimable.
 * Status and what is filled then:
 *   STATS_OK               everything
 *   STATS_TOO_FEW_EVENTS   everything; say "exploratory" beside it
 *   STATS_SINGULAR         all but the terms that are DROPPED; nothing when
 *                          there are more columns than rows
 *   STATS_SEPARATED, STATS_QUASI_SEPARATED
 *                          only terms that are FINITE; the others say
 *                          PLUS_INFINITY, MINUS_INFINITY or UNDETERMINED
 *   STATS_NOT_CONVERGED, STATS_BAD_DATA      nothing; see reason */
#ifndef AYUMI_STATS_STATS_FIT_H
#define AYUMI_STATS_STATS_FIT_H

#include "stats/stats_design.h"
#include "stats/stats_status.h"

#include <stdbool.h>

enum stats_method { STATS_ML, STATS_FIRTH };
enum stats_limits { STATS_WALD, STATS_PROFILE };
enum stats_separation {
    STATS_OVERLAP,
    STATS_SEPARATION_QUASI,
    STATS_SEPARATION_COMPLETE,
    STATS_SEPARATION_UNKNOWN /* the linear program gave no answer */
};

/* FIRTH: Jeffreys' penalty (mean bias reduction), where the family has it.
 * PROFILE also fills the lr_ fields. level: 0.95, not 95. */
struct stats_fit_options {
    enum stats_method method;
    enum stats_limits limits;
    double level;
    int threads; /* 0: the processors, at most 8. Changes no bit. */
};

/* Maximum likelihood with Wald limits; Firth with profile limits; 0.95. */
extern const struct stats_fit_options stats_ml, stats_firth;

struct stats_fit {
    enum stats_status status;
    enum stats_reason reason;
    enum stats_separation separation;
    size_t n_rows, n_cols; /* of the design */
    size_t n_terms;        /* coefficients, in the family's order */
    size_t n_fitted;       /* numbers per row in fitted */
    size_t n_used;         /* rows of positive weight */
    size_t n_parameters;   /* estimated coefficients */
    size_t n_separated_rows;
    double sum_weights;
    double n_events; /* weighted: events, or rows of the rarest category */
    int iterations;  /* steps to the top, before its rounding is corrected */
    double log_likelihood;           /* without penalty; NaN if none */
    double penalised_log_likelihood; /* plus 1/2 log det information; Firth */
    double null_log_likelihood;      /* intercepts (if any) and offset only */
    double deviance, null_deviance;  /* from the saturated model */
    /* n_terms each. Standard errors from the inverse information at the
     * estimate; statistic and p_value are Wald's; limits as asked for. lr_:
     * twice the fall of the (penalised, full-determinant) log-likelihood when
     * the coefficient is held at 0, and its chi-square p. */
    enum stats_column *column;
    double *estimate, *std_error, *statistic, *p_value;
    double *conf_low, *conf_high, *lr_statistic, *lr_p_value;
    double *vcov;     /* n_terms × n_terms, NaN where not estimable */
    double *relation; /* n_cols × n_cols: row d of a DROPPED column holds the
                         c of x_d = sum c_k x_k */
    double *fitted;   /* n_rows × n_fitted, also for rows of weight 0 */
    void *memory;
};

/* Are there estimates to read? (OK, TOO_FEW_EVENTS, SINGULAR with rows
 * enough) */
bool stats_fit_has_estimates(const struct stats_fit *fit);
void stats_fit_release(struct stats_fit *fit);

#endif
