/* margins: means of probabilities, of their differences and slopes.
 *
 * With G = d margin / d beta: var = G V G' (delta method). For categories
 * with predictors eta_e (one per equation):
 *   multinomial  dp_k/deta_e = p_k (1[k=e] - p_e)
 *                d²p_k/deta_e deta_f = p_k [(1[k=e]-p_e)(1[k=f]-p_f)
 *                                           - p_e (1[e=f] - p_f)]
 *   ordinal      p_k = F(z_k - eta) - F(z_(k-1) - eta)
 *   Poisson      exp(eta) */
#include "stats/margins.h"
#include "stats/distribution.h"
#include "stats/workspace.h"

#include <math.h>
#include <stdbool.h>
#include <string.h>

struct averaging {
    struct workspace scratch;
    const struct stats_design *design;
    const struct stats_fit *fit;
    enum stats_family family;
    bool elsewhere;       /* the rows need not be the fit's */
    size_t n_categories;  /* asked for */
    size_t n_equations;   /* with their own coefficients */
    long double *mean;    /* n_categories */
    long double *slope;   /* n_categories × n_terms: G */
    long double *p, *eta; /* scratch */
    long double *change;  /* n_equations: d eta along the direction */
    long double sum_weights;
};

size_t stats_margin_count(enum stats_family family, const struct stats_fit *fit)
{
    return family == STATS_FAMILY_LOGIT || family == STATS_FAMILY_POISSON
               ? 1
               : fit->n_fitted;
}

static bool start(struct averaging *a)
{
    const struct stats_fit *fit = a->fit;
    if (!stats_fit_has_estimates(fit) ||
        (!a->elsewhere && fit->n_rows != a->design->n_rows) ||
        fit->n_cols != a->design->n_cols)
        return false;
    a->n_categories = stats_margin_count(a->family, fit);
    a->n_equations =
        a->family == STATS_FAMILY_MULTINOMIAL ? fit->n_fitted - 1 : 1;
    a->mean = workspace_reals(&a->scratch, a->n_categories);
    a->slope = workspace_reals(&a->scratch, a->n_categories * fit->n_terms);
    a->p = workspace_reals(&a->scratch, fit->n_fitted + 1);
    a->eta = workspace_reals(&a->scratch, a->n_equations);
    a->change = workspace_reals(&a->scratch, a->n_equations);
    return true;
}

static double coefficient(const struct averaging *a, size_t equation, size_t j)
{
    size_t first = a->family == STATS_FAMILY_ORDINAL
                       ? a->fit->n_fitted - 1
                       : equation * a->fit->n_cols;
    double b = a->fit->estimate[first + j];
    return isfinite(b) ? b : 0.0;
}

static void apply(const struct averaging *a, const double *x, double offset,
                  long double *out)
{
    for (size_t e = 0; e < a->n_equations; e++) {
        out[e] = (long double)offset;
        for (size_t j = 0; j < a->fit->n_cols; j++)
            if (x[j] != 0.0)
                out[e] += (long double)coefficient(a, e, j) * (long double)x[j];
    }
}

static void softmax(struct averaging *a)
{
    long double largest = 0.0L, sum = 0.0L;
    for (size_t e = 0; e < a->n_equations; e++)
        largest = fmaxl(largest, a->eta[e]);
    for (size_t k = 0; k <= a->n_equations; k++)
        sum += a->p[k] = expl((k ? a->eta[k - 1] : 0.0L) - largest);
    for (size_t k = 0; k <= a->n_equations; k++)
        a->p[k] /= sum;
}

/* Adds w * x to the part of G that belongs to category and equation. */
static void add_slope(struct averaging *a, size_t category, size_t equation,
                      long double w, const double *x)
{
    size_t m = a->fit->n_cols;
    size_t first =
        a->family == STATS_FAMILY_ORDINAL ? a->fit->n_fitted - 1 : equation * m;
    long double *g = a->slope + category * a->fit->n_terms + first;
    for (size_t j = 0; j < m; j++)
        if (x[j] != 0.0)
            g[j] += w * (long double)x[j];
}

/* F, its density f and the density's slope f' at the k-th threshold. */
static void threshold(const struct averaging *a, size_t k, long double out[3])
{
    size_t levels = a->fit->n_fitted;
    out[0] = k == 0 ? 0.0L : 1.0L;
    out[1] = out[2] = 0.0L;
    if (k == 0 || k == levels)
        return;
    long double z = (long double)a->fit->estimate[k - 1] - a->eta[0];
    long double upper = 1.0L / (1.0L + expl(z));
    out[0] = 1.0L - upper;
    out[1] = out[0] * upper;
    out[2] = out[1] * (upper - out[0]);
}

/* direction NULL: adds w p(x) and its gradient; else w dp/dv and its. */
static void add_ordinal(struct averaging *a, long double w, const double *x,
                        const double *direction)
{
    size_t levels = a->fit->n_fitted, terms = a->fit->n_terms;
    size_t order = direction ? 1 : 0;
    long double outer = direction ? -a->change[0] : 1.0L;
    long double low[3], high[3];
    threshold(a, 0, high);
    for (size_t k = 0; k < levels; k++) {
        memcpy(low, high, sizeof low);
        threshold(a, k + 1, high);
        a->mean[k] += w * outer * (high[order] - low[order]);
        long double *g = a->slope + k * terms;
        if (k > 0)
            g[k - 1] -= w * outer * low[order + 1];
        if (k + 1 < levels)
            g[k] += w * outer * high[order + 1];
        add_slope(a, k, 0, -w * outer * (high[order + 1] - low[order + 1]), x);
        if (direction)
            add_slope(a, k, 0, -w * (high[1] - low[1]), direction);
    }
}

static void add_poisson(struct averaging *a, long double w, const double *x,
                        const double *direction)
{
    long double mu = expl(a->eta[0]);
    long double outer = direction ? a->change[0] : 1.0L;
    a->mean[0] += w * mu * outer;
    add_slope(a, 0, 0, w * mu * outer, x);
    if (direction)
        add_slope(a, 0, 0, w * mu, direction);
}

static void add_category(struct averaging *a, long double w, const double *x,
                         const double *direction, size_t k, size_t out)
{
    size_t free = a->n_equations;
    long double toward = 0.0L, average = 0.0L;
    for (size_t e = 0; direction && e < free; e++) {
        toward += (k == e + 1 ? 1.0L : 0.0L) * a->change[e];
        average += a->p[e + 1] * a->change[e];
    }
    long double rate = toward - average; /* d log p_k / dv */
    a->mean[out] += direction ? w * a->p[k] * rate : w * a->p[k];
    for (size_t e = 0; e < free; e++) {
        long double own = (k == e + 1 ? 1.0L : 0.0L) - a->p[e + 1];
        if (!direction) {
            add_slope(a, out, e, w * a->p[k] * own, x);
            continue;
        }
        long double bend = own * rate - a->p[e + 1] * (a->change[e] - average);
        add_slope(a, out, e, w * a->p[k] * bend, x);
        add_slope(a, out, e, w * a->p[k] * own, direction);
    }
}

/* On the design's own rows the fit has the probabilities already. */
static void take_fitted(struct averaging *a, size_t i)
{
    const double *fitted = a->fit->fitted + i * a->fit->n_fitted;
    if (a->family == STATS_FAMILY_LOGIT) {
        a->p[0] = 1.0L - (long double)fitted[0];
        a->p[1] = (long double)fitted[0];
        return;
    }
    for (size_t k = 0; k < a->fit->n_fitted; k++)
        a->p[k] = (long double)fitted[k];
}

static void add_row(struct averaging *a, long double w, size_t i,
                    const double *x, const double *direction)
{
    double offset = a->design->offset ? a->design->offset[i] : 0.0;
    bool categories = a->family == STATS_FAMILY_LOGIT ||
                      a->family == STATS_FAMILY_MULTINOMIAL;
    bool own = direction != NULL && categories;
    if (!own)
        apply(a, x, offset, a->eta);
    if (direction)
        apply(a, direction, 0.0, a->change);
    if (a->family == STATS_FAMILY_ORDINAL) {
        add_ordinal(a, w, x, direction);
    } else if (a->family == STATS_FAMILY_POISSON) {
        add_poisson(a, w, x, direction);
    } else {
        if (own)
            take_fitted(a, i);
        else
            softmax(a);
        size_t first = a->family == STATS_FAMILY_LOGIT ? 1 : 0;
        for (size_t k = 0; k < a->n_categories; k++)
            add_category(a, w, x, direction, k + first, k);
    }
}

static long double row_weight(struct averaging *a, size_t i)
{
    long double w =
        a->design->weights ? (long double)a->design->weights[i] : 1.0L;
    a->sum_weights += w;
    return w;
}

static void tell(const struct averaging *a, struct stats_margin *out)
{
    size_t terms = a->fit->n_terms;
    for (size_t k = 0; k < a->n_categories; k++) {
        const long double *g = a->slope + k * terms;
        long double variance = 0.0L;
        for (size_t r = 0; r < terms; r++)
            for (size_t c = 0; c < terms; c++) {
                double v = a->fit->vcov[r * terms + c];
                if (isfinite(v))
                    variance += g[r] * (long double)v * g[c];
            }
        out[k].estimate = (double)(a->mean[k] / a->sum_weights);
        out[k].std_error = (double)(sqrtl(variance) / a->sum_weights);
    }
}

static void finish(struct averaging *a, struct stats_margin *out)
{
    tell(a, out);
    workspace_release(&a->scratch);
}

enum stats_status stats_margin_slope(const struct stats_design *design,
                                     const struct stats_fit *fit,
                                     enum stats_family family,
                                     const double *direction,
                                     struct stats_margin *out)
{
    struct averaging a = {.design = design, .fit = fit, .family = family};
    size_t m = design->n_cols;
    if (!start(&a))
        return STATS_BAD_ARGUMENT;
    for (size_t i = 0; i < design->n_rows; i++) {
        long double w = row_weight(&a, i);
        if (w > 0.0L)
            add_row(&a, w, i, design->x + i * m, direction + i * m);
    }
    finish(&a, out);
    return STATS_OK;
}

enum stats_status stats_margin_switch(const struct stats_design *design,
                                      const struct stats_fit *fit,
                                      enum stats_family family,
                                      const double *x_to, const double *x_from,
                                      struct stats_margin *out)
{
    struct averaging a = {.design = design, .fit = fit, .family = family};
    size_t m = design->n_cols;
    if (!start(&a))
        return STATS_BAD_ARGUMENT;
    for (size_t i = 0; i < design->n_rows; i++) {
        long double w = row_weight(&a, i);
        if (!(w > 0.0L))
            continue;
        add_row(&a, w, i, x_to + i * m, NULL);
        if (x_from)
            add_row(&a, -w, i, x_from + i * m, NULL);
    }
    finish(&a, out);
    return STATS_OK;
}

static void set_limits(const struct stats_margin *m, bool is_count, double z,
                       struct stats_prediction *out)
{
    double p = m->estimate,
           width = m->std_error / (is_count ? p : p * (1.0 - p));
    double at = is_count ? log(p) : log(p) - log1p(-p);
    double low = exp(at - z * width), high = exp(at + z * width);
    *out = (struct stats_prediction){p, m->std_error, low, high};
    if (!is_count) {
        out->conf_low = low / (1.0 + low);
        out->conf_high = isinf(high) ? 1.0 : high / (1.0 + high);
    }
}

enum stats_status stats_predict(const struct stats_design *profiles,
                                const struct stats_fit *fit,
                                enum stats_family family, double level,
                                struct stats_prediction *out)
{
    struct averaging a = {.design = profiles,
                          .fit = fit,
                          .family = family,
                          .elsewhere = true,
                          .sum_weights = 1.0L};
    if (!(level > 0.0 && level < 1.0) || !start(&a))
        return STATS_BAD_ARGUMENT;
    double z = stats_normal_for_level(level);
    size_t count = a.n_categories;
    struct stats_margin *m = workspace_take(&a.scratch, count, sizeof *m);
    for (size_t i = 0; i < profiles->n_rows; i++) {
        memset(a.mean, 0, count * sizeof *a.mean);
        memset(a.slope, 0, count * fit->n_terms * sizeof *a.slope);
        add_row(&a, 1.0L, i, profiles->x + i * profiles->n_cols, NULL);
        tell(&a, m);
        for (size_t k = 0; k < count; k++)
            set_limits(&m[k], family == STATS_FAMILY_POISSON, z,
                       &out[i * count + k]);
    }
    workspace_release(&a.scratch);
    return STATS_OK;
}
