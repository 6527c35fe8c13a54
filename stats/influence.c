/* influence: leverages, residuals and one-step deletions, row by row. */
#include "stats/influence.h"
#include "stats/workspace.h"

#include <math.h>
#include <stdbool.h>

struct rows {
    const struct stats_design *design;
    const double *y;
    const struct stats_fit *fit;
    enum stats_family family;
    long double *pull; /* m: V x */
};

/* Fills pull; returns x'V x. */
static long double find_pull(const struct rows *s, size_t i)
{
    size_t m = s->design->n_cols;
    const double *x = s->design->x + i * m;
    long double sum = 0.0L;
    for (size_t j = 0; j < m; j++) {
        s->pull[j] = 0.0L;
        for (size_t k = 0; k < m; k++)
            if (isfinite(s->fit->vcov[j * m + k]))
                s->pull[j] +=
                    (long double)s->fit->vcov[j * m + k] * (long double)x[k];
        sum += (long double)x[j] * s->pull[j];
    }
    return sum;
}

static void put(double *to, size_t i, long double value)
{
    if (to)
        to[i] = (double)value;
}

static void fill_row(const struct rows *s, size_t i, long double w,
                     const struct stats_influence *out)
{
    size_t m = s->design->n_cols;
    long double mu = (long double)s->fit->fitted[i];
    long double variance =
        s->family == STATS_FAMILY_LOGIT ? mu * (1.0L - mu) : mu;
    long double hat = find_pull(s, i) * w * variance, left = 1.0L - hat;
    long double r = (long double)s->y[i] - mu;
    long double pearson = r * sqrtl(w / variance);
    long double p = (long double)s->fit->n_parameters;
    put(out->hat, i, hat);
    put(out->pearson, i, pearson);
    put(out->cook, i, (pearson / left) * (pearson / left) * hat / p);
    for (size_t j = 0; out->dfbeta && j < m; j++)
        out->dfbeta[i * m + j] = isfinite(s->fit->estimate[j])
                                     ? (double)(s->pull[j] * w * r / left)
                                     : NAN;
}

static void skip_row(const struct rows *s, size_t i,
                     const struct stats_influence *out)
{
    size_t m = s->design->n_cols;
    put(out->hat, i, NAN);
    put(out->pearson, i, NAN);
    put(out->cook, i, NAN);
    for (size_t j = 0; out->dfbeta && j < m; j++)
        out->dfbeta[i * m + j] = NAN;
}

enum stats_status stats_influence(const struct stats_design *design,
                                  const double *y, const struct stats_fit *fit,
                                  enum stats_family family,
                                  const struct stats_influence *out)
{
    if ((family != STATS_FAMILY_LOGIT && family != STATS_FAMILY_POISSON) ||
        !stats_fit_has_estimates(fit) || fit->n_rows != design->n_rows ||
        fit->n_cols != design->n_cols)
        return STATS_BAD_ARGUMENT;
    struct workspace scratch = {NULL};
    struct rows s = {design, y, fit, family,
                     workspace_reals(&scratch, design->n_cols)};
    for (size_t i = 0; i < design->n_rows; i++) {
        double w = design->weights ? design->weights[i] : 1.0;
        if (w > 0.0)
            fill_row(&s, i, (long double)w, out);
        else
            skip_row(&s, i, out);
    }
    workspace_release(&scratch);
    return STATS_OK;
}
