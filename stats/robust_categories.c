/* robust_categories: sandwiches of models with several categories.
 *
 * Scores of a row of category k with probability p:
 *   multinomial  w (1[k = e] - p_e) x              for equation e
 *   ordinal      w f_k / p for zeta_k, -w f_(k-1) / p for zeta_(k-1),
 *                -w (f_k - f_(k-1)) / p x for beta;  f = F (1 - F) */
#include "stats/robust.h"
#include "stats/sandwich.h"

struct scoring {
    const struct stats_design *design;
    const size_t *y;
    enum stats_family family;
    const struct stats_fit *fit;
};

static long double weight_of(const struct scoring *s, size_t i)
{
    return s->design->weights ? (long double)s->design->weights[i] : 1.0L;
}

static void score_multinomial(const struct scoring *s, size_t i,
                              long double *score)
{
    size_t m = s->design->n_cols, levels = s->fit->n_fitted;
    const double *x = s->design->x + i * m;
    const double *p = s->fit->fitted + i * levels;
    for (size_t e = 1; e < levels; e++) {
        long double r = (s->y[i] == e ? 1.0L : 0.0L) - (long double)p[e];
        for (size_t j = 0; j < m; j++)
            score[(e - 1) * m + j] += weight_of(s, i) * r * (long double)x[j];
    }
}

/* Density at the threshold above category k, from the tail that is small. */
static long double density(const struct scoring *s, size_t i, size_t k)
{
    size_t levels = s->fit->n_fitted;
    const double *p = s->fit->fitted + i * levels;
    long double below = 0.0L, above = 0.0L;
    for (size_t l = 0; l < levels; l++) {
        if (l <= k)
            below += (long double)p[l];
        else
            above += (long double)p[l];
    }
    return below * above;
}

static void score_ordinal(const struct scoring *s, size_t i, long double *score)
{
    size_t m = s->design->n_cols, cuts = s->fit->n_fitted - 1, k = s->y[i];
    long double p = (long double)s->fit->fitted[i * (cuts + 1) + k];
    long double high = k < cuts ? density(s, i, k) : 0.0L;
    long double low = k > 0 ? density(s, i, k - 1) : 0.0L;
    long double w = weight_of(s, i);
    if (k < cuts)
        score[k] += w * high / p;
    if (k > 0)
        score[k - 1] -= w * low / p;
    for (size_t j = 0; j < m; j++)
        score[cuts + j] -=
            w * (high - low) / p * (long double)s->design->x[i * m + j];
}

static bool score_row(void *context, size_t i, long double *score)
{
    const struct scoring *s = context;
    if (s->family == STATS_FAMILY_MULTINOMIAL)
        score_multinomial(s, i, score);
    else
        score_ordinal(s, i, score);
    return true;
}

enum stats_status stats_robust_categories(const struct stats_design *design,
                                          const size_t *y,
                                          enum stats_family family,
                                          enum stats_robust kind,
                                          const size_t *cluster, double level,
                                          struct stats_fit *fit)
{
    struct sandwich w;
    struct scoring s = {design, y, family, fit};
    bool clustered = stats_robust_is_clustered(kind), good = true;
    long double n = (long double)design->n_rows, factor = 1.0L;
    if ((family != STATS_FAMILY_MULTINOMIAL &&
         family != STATS_FAMILY_ORDINAL) ||
        kind == STATS_HC2 || kind == STATS_HC3 || kind == STATS_CR2 ||
        (clustered && cluster == NULL) || !(level > 0.0 && level < 1.0) ||
        !sandwich_start(&w, fit))
        return STATS_BAD_ARGUMENT;
    if (clustered) {
        size_t g = sandwich_add_clusters(&w, design, cluster, score_row, &s);
        good = g > 1;
        if (kind == STATS_CR1 && good)
            factor = (long double)g / (long double)(g - 1);
    } else {
        sandwich_add_rows(&w, design, score_row, &s);
        if (kind == STATS_HC1)
            factor = n / (n - (long double)fit->n_parameters);
    }
    if (good)
        sandwich_replace(&w, factor, level);
    workspace_release(&w.scratch);
    return good ? STATS_OK : STATS_BAD_DATA;
}

bool stats_robust_is_clustered(enum stats_robust kind)
{
    return kind == STATS_CR0 || kind == STATS_CR1 || kind == STATS_CR2;
}
