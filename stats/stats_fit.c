/* stats_fit: the common result of all regressions, and how it is filled. */
#include "stats/stats_fit.h"
#include "stats/distribution.h"
#include "stats/fit_result.h"
#include "stats/symmetric.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

const struct stats_fit_options stats_ml = {STATS_ML, STATS_WALD, 0.95, 0};
const struct stats_fit_options stats_firth = {STATS_FIRTH, STATS_PROFILE, 0.95,
                                              0};

static double *nan_doubles(struct workspace *w, size_t n)
{
    double *out = workspace_doubles(w, n);
    for (size_t i = 0; i < n; i++)
        out[i] = NAN;
    return out;
}

bool fit_result_start(struct stats_fit *out, const struct stats_design *design,
                      size_t n_terms, size_t n_fitted)
{
    size_t m = design->n_cols, n = design->n_rows;
    *out = (struct stats_fit){
        .n_rows = n, .n_cols = m, .n_terms = n_terms, .n_fitted = n_fitted};
    struct workspace *memory = calloc(1, sizeof *memory);
    if (memory == NULL)
        return false;
    out->memory = memory;
    out->column = workspace_take(memory, n_terms, sizeof *out->column);
    for (size_t j = 0; j < n_terms; j++)
        out->column[j] = STATS_COLUMN_UNDETERMINED;
    double **vectors[] = {&out->estimate,     &out->std_error, &out->statistic,
                          &out->p_value,      &out->conf_low,  &out->conf_high,
                          &out->lr_statistic, &out->lr_p_value};
    for (size_t v = 0; v < sizeof vectors / sizeof *vectors; v++)
        *vectors[v] = nan_doubles(memory, n_terms);
    out->vcov = nan_doubles(memory, n_terms * n_terms);
    out->relation = workspace_doubles(memory, m * m);
    out->fitted = nan_doubles(memory, n * n_fitted);
    out->log_likelihood = out->null_log_likelihood = NAN;
    out->penalised_log_likelihood = NAN;
    out->deviance = out->null_deviance = NAN;
    return true;
}

bool stats_fit_has_estimates(const struct stats_fit *fit)
{
    return (fit->status == STATS_OK || fit->status == STATS_TOO_FEW_EVENTS ||
            fit->status == STATS_SINGULAR) &&
           fit->estimate && isfinite(fit->log_likelihood);
}

void stats_fit_release(struct stats_fit *fit)
{
    struct workspace *memory = fit->memory;
    if (memory == NULL)
        return;
    workspace_release(memory);
    free(memory);
    *fit = (struct stats_fit){.status = fit->status, .reason = fit->reason};
}

enum stats_status fit_result_refuse(struct stats_fit *out,
                                    enum stats_reason reason)
{
    out->reason = reason;
    return out->status = STATS_BAD_DATA;
}

void fit_result_tell_design(struct stats_fit *out, const struct tall *t)
{
    out->n_used = t->n;
    out->sum_weights = t->sum_weights;
    for (size_t i = 0; i < t->n_cols * t->n_cols; i++)
        out->relation[i] = (double)t->relation[i];
}

static void tell_one(struct stats_fit *out, size_t j, double z,
                     long double estimate, long double variance)
{
    double se = (double)sqrtl(variance);
    out->estimate[j] = (double)estimate;
    out->std_error[j] = se;
    out->statistic[j] = out->estimate[j] / se;
    out->p_value[j] = stats_normal_two_sided(out->statistic[j]);
    out->conf_low[j] = out->estimate[j] - z * se;
    out->conf_high[j] = out->estimate[j] + z * se;
}

void fit_result_tell(struct stats_fit *out, struct workspace *scratch,
                     double level, size_t p, const long double *shape,
                     const long double *beta, const long double *inverse)
{
    size_t m = out->n_terms;
    long double *vcov = workspace_reals(scratch, m * m);
    long double *line = workspace_reals(scratch, p);
    double z = stats_normal_for_level(level);
    symmetric_sandwich(m, p, shape, inverse, vcov, line);
    for (size_t j = 0; j < m; j++) {
        if (out->column[j] != STATS_COLUMN_FINITE)
            continue;
        long double estimate = 0.0L;
        for (size_t k = 0; k < p; k++)
            estimate += shape[j * p + k] * beta[k];
        tell_one(out, j, z, estimate, vcov[j * m + j]);
        for (size_t k = 0; k < m; k++)
            if (out->column[k] == STATS_COLUMN_FINITE)
                out->vcov[j * m + k] = (double)vcov[j * m + k];
    }
}

void fit_result_profile(struct stats_fit *out, double level,
                        struct profile *profile, const long double *shape)
{
    double z = stats_normal_for_level(level);
    for (size_t j = 0; j < out->n_terms; j++) {
        if (out->column[j] != STATS_COLUMN_FINITE)
            continue;
        const long double *normal = shape + j * profile->climb->p;
        out->conf_low[j] = profile_limit(profile, normal, z, -1.0);
        out->conf_high[j] = profile_limit(profile, normal, z, 1.0);
        out->lr_statistic[j] = profile_fall(profile, normal, 0.0);
        out->lr_p_value[j] = stats_chisq_upper(out->lr_statistic[j], 1.0);
    }
}

void fit_result_top(struct stats_fit *out, struct workspace *scratch,
                    const struct stats_fit_options *options,
                    struct climb *climb, const long double *fisher,
                    const long double *shape, const long double *beta)
{
    size_t p = climb->p;
    long double *inverse = workspace_reals(scratch, p * p);
    symmetric_inverse(p, fisher, inverse);
    fit_result_tell(out, scratch, options->level, p, shape, beta, inverse);
    if (options->limits == STATS_PROFILE &&
        (out->separation == STATS_OVERLAP || options->method == STATS_FIRTH)) {
        struct profile profile;
        profile_start(scratch, climb, beta, inverse, &profile);
        fit_result_profile(out, options->level, &profile, shape);
    }
}

enum stats_status fit_result_judge(struct stats_fit *out, bool is_full_rank,
                                   double rarest, size_t needed)
{
    if (!is_full_rank)
        return STATS_SINGULAR;
    if (rarest >= 5.0 && rarest >= (double)needed)
        return STATS_OK;
    out->reason = STATS_FEW_EVENTS;
    return STATS_TOO_FEW_EVENTS;
}

enum stats_status fit_result_categories(struct stats_fit *out,
                                        struct workspace *w,
                                        const struct tall *t,
                                        const size_t *user_y, size_t n_levels,
                                        size_t **y, double **count)
{
    *y = workspace_take(w, t->n, sizeof **y);
    *count = workspace_doubles(w, n_levels);
    for (size_t i = 0; i < t->n; i++) {
        size_t k = user_y[tall_row(t, i)];
        if (k >= n_levels)
            return fit_result_refuse(out, STATS_OUTCOME_NOT_CODED);
        (*y)[i] = k;
        (*count)[k] += tall_weight(t, i);
    }
    out->n_events = HUGE_VAL;
    for (size_t k = 0; k < n_levels; k++) {
        if ((*count)[k] >= t->sum_weights)
            return fit_result_refuse(out, STATS_OUTCOME_CONSTANT);
        out->n_events = fmin(out->n_events, (*count)[k]);
    }
    return out->n_events > 0.0
               ? STATS_OK
               : fit_result_refuse(out, STATS_OUTCOME_LEVEL_EMPTY);
}

void fit_result_take(const struct stats_fit *wide, struct stats_fit *out)
{
    size_t m = out->n_terms, all = wide->n_terms;
    const double *const from[] = {
        wide->estimate, wide->std_error, wide->statistic,    wide->p_value,
        wide->conf_low, wide->conf_high, wide->lr_statistic, wide->lr_p_value};
    double *const to[] = {out->estimate,     out->std_error, out->statistic,
                          out->p_value,      out->conf_low,  out->conf_high,
                          out->lr_statistic, out->lr_p_value};
    for (size_t v = 0; v < sizeof to / sizeof *to; v++)
        memcpy(to[v], from[v], m * sizeof *to[v]);
    memcpy(out->column, wide->column, m * sizeof *out->column);
    for (size_t j = 0; j < m; j++)
        memcpy(out->vcov + j * m, wide->vcov + j * all, m * sizeof *out->vcov);
    memcpy(out->fitted, wide->fitted, out->n_rows * sizeof *out->fitted);
}
