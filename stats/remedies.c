/* remedies: FLIC, log-F, E-value, variance inflation. */
#include "stats/remedies.h"
#include "stats/fit_result.h"
#include "stats/influence.h"
#include "stats/logit.h"
#include "stats/symmetric.h"
#include "stats/workspace.h"

#include <math.h>
#include <string.h>

static int is_ones(const struct stats_design *d, size_t column)
{
    for (size_t i = 0; i < d->n_rows; i++)
        if (column >= d->n_cols || d->x[i * d->n_cols + column] != 1.0)
            return 0;
    return 1;
}

enum stats_status stats_flic(const struct stats_design *design, const double *y,
                             const struct stats_fit *firth, size_t intercept,
                             double *new_intercept, double *fitted)
{
    size_t n = design->n_rows, m = design->n_cols;
    if (!stats_fit_has_estimates(firth) || firth->n_terms != m ||
        !is_ones(design, intercept))
        return STATS_BAD_ARGUMENT;
    struct workspace w = {NULL};
    double *offset = workspace_doubles(&w, n), *one = workspace_doubles(&w, n);
    for (size_t i = 0; i < n; i++) {
        one[i] = 1.0;
        offset[i] = design->offset ? design->offset[i] : 0.0;
        for (size_t j = 0; j < m; j++)
            if (j != intercept && isfinite(firth->estimate[j]))
                offset[i] += firth->estimate[j] * design->x[i * m + j];
    }
    struct stats_design level = {.n_rows = n,
                                 .n_cols = 1,
                                 .x = one,
                                 .weights = design->weights,
                                 .offset = offset};
    struct stats_fit fit;
    enum stats_status st = stats_logit_fit(&level, y, &stats_ml, &fit);
    if (st == STATS_OK || st == STATS_TOO_FEW_EVENTS) {
        st = STATS_OK;
        *new_intercept = fit.estimate[0];
        if (fitted)
            memcpy(fitted, fit.fitted, n * sizeof *fitted);
    }
    stats_fit_release(&fit);
    workspace_release(&w);
    return st;
}

/* Real rows, then the same rows twice as pseudo rows with column 1. */
static void augment(const struct stats_design *d, const double *y,
                    const double *hat, struct stats_design *to, double *x,
                    double *z, double *weights, double *offset)
{
    size_t n = d->n_rows, m = d->n_cols;
    for (size_t copy = 0; copy < 3; copy++)
        for (size_t i = 0; i < n; i++) {
            size_t at = copy * n + i;
            double weight = d->weights ? d->weights[i] : 1.0;
            double half = isfinite(hat[i]) ? hat[i] / 2.0 : 0.0;
            memcpy(x + at * (m + 1), d->x + i * m, m * sizeof *x);
            x[at * (m + 1) + m] = copy > 0 ? 1.0 : 0.0;
            z[at] = copy == 2 ? 1.0 - y[i] : y[i];
            weights[at] = copy > 0 ? half : weight;
            offset[at] = d->offset ? d->offset[i] : 0.0;
        }
    *to = (struct stats_design){.n_rows = 3 * n,
                                .n_cols = m + 1,
                                .x = x,
                                .weights = weights,
                                .offset = offset};
}

/* The real rows' own likelihood at what is fitted. */
static double own_likelihood(const struct stats_design *d, const double *y,
                             const double *fitted)
{
    long double sum = 0.0L;
    for (size_t i = 0; i < d->n_rows; i++) {
        long double w = d->weights ? (long double)d->weights[i] : 1.0L;
        long double p = (long double)fitted[i];
        if (w > 0.0L)
            sum += w * (y[i] > 0.5 ? logl(p) : log1pl(-p));
    }
    return (double)sum;
}

enum stats_status stats_flac_fit(const struct stats_design *design,
                                 const double *y,
                                 const struct stats_fit_options *options,
                                 struct stats_fit *out)
{
    size_t n = design->n_rows, all = 3 * n, m = design->n_cols + 1;
    struct stats_fit_options how = *options;
    how.method = STATS_FIRTH;
    how.limits = STATS_WALD;
    enum stats_status st = stats_logit_fit(design, y, &how, out);
    if (!stats_fit_has_estimates(out))
        return st;
    struct workspace w = {NULL};
    double *hat = workspace_doubles(&w, n), *z = workspace_doubles(&w, all);
    struct stats_influence rows = {.hat = hat};
    struct stats_design wider;
    struct stats_fit augmented;
    enum stats_status end =
        stats_influence(design, y, out, STATS_FAMILY_LOGIT, &rows);
    augment(design, y, hat, &wider, workspace_doubles(&w, all * m), z,
            workspace_doubles(&w, all), workspace_doubles(&w, all));
    how.method = STATS_ML;
    how.limits = options->limits;
    if (end == STATS_OK)
        end = stats_logit_fit(&wider, z, &how, &augmented);
    if (end == STATS_OK || end == STATS_TOO_FEW_EVENTS || end == STATS_SINGULAR)
        fit_result_take(&augmented, out);
    else
        st = end;
    stats_fit_release(&augmented);
    workspace_release(&w);
    out->log_likelihood = own_likelihood(design, y, out->fitted);
    out->deviance = -2.0 * out->log_likelihood;
    out->penalised_log_likelihood = NAN;
    return out->status = st;
}

enum stats_status stats_logf_fit(const struct stats_design *design,
                                 const double *y, size_t intercept, double m,
                                 const struct stats_fit_options *options,
                                 struct stats_fit *out)
{
    size_t n = design->n_rows, p = design->n_cols, all = n + 2 * p, at = n;
    *out = (struct stats_fit){.status = STATS_BAD_ARGUMENT};
    if (!(m > 0.0) || !isfinite(m) || design->x == NULL || y == NULL)
        return STATS_BAD_ARGUMENT;
    struct workspace w = {NULL};
    double *x = workspace_doubles(&w, all * p), *z = workspace_doubles(&w, all);
    double *weights = workspace_doubles(&w, all);
    double *offset = workspace_doubles(&w, all);
    memcpy(x, design->x, n * p * sizeof *x);
    memcpy(z, y, n * sizeof *z);
    for (size_t i = 0; i < n; i++) {
        weights[i] = design->weights ? design->weights[i] : 1.0;
        offset[i] = design->offset ? design->offset[i] : 0.0;
    }
    for (size_t j = 0; j < p; j++)
        for (int event = 0; event < 2 && j != intercept; event++) {
            x[at * p + j] = 1.0;
            z[at] = (double)event;
            weights[at++] = m / 2.0;
        }
    struct stats_design wider = {.n_rows = at,
                                 .n_cols = p,
                                 .x = x,
                                 .weights = weights,
                                 .offset = offset};
    enum stats_status st = stats_logit_fit(&wider, z, options, out);
    workspace_release(&w);
    return st;
}

double stats_e_value(double risk_ratio)
{
    if (!(risk_ratio > 0.0))
        return NAN;
    double rr = risk_ratio < 1.0 ? 1.0 / risk_ratio : risk_ratio;
    return rr + sqrt(rr * (rr - 1.0));
}

enum stats_status stats_vif(const struct stats_fit *fit, size_t intercept,
                            double *out)
{
    size_t m = fit->n_terms, p = 0;
    if (!stats_fit_has_estimates(fit))
        return STATS_BAD_ARGUMENT;
    struct workspace w = {NULL};
    size_t *term = workspace_take(&w, m, sizeof *term);
    long double *r = workspace_reals(&w, m * m);
    long double *inverse = workspace_reals(&w, m * m);
    for (size_t j = 0; j < m; j++) {
        out[j] = NAN;
        if (j != intercept && isfinite(fit->estimate[j]))
            term[p++] = j;
    }
    for (size_t i = 0; i < p; i++)
        for (size_t k = 0; k < p; k++) {
            size_t a = term[i], b = term[k];
            r[i * p + k] = (long double)fit->vcov[a * m + b] /
                           (long double)(fit->std_error[a] * fit->std_error[b]);
        }
    enum stats_status st = STATS_BAD_DATA;
    if (symmetric_factor(p, r)) {
        symmetric_inverse(p, r, inverse);
        for (size_t i = 0; i < p; i++)
            out[term[i]] = (double)inverse[i * p + i];
        st = STATS_OK;
    }
    workspace_release(&w);
    return st;
}
