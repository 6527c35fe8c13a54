/* robust: sandwiches around the inverse information. */
#include "stats/robust.h"
#include "stats/distribution.h"
#include "stats/workspace.h"

#include <math.h>
#include <stdbool.h>
#include <string.h>

struct sandwich {
    struct workspace scratch;
    const struct stats_design *design;
    const double *y;
    enum stats_family family;
    enum stats_robust kind;
    struct stats_fit *fit;
    size_t m;           /* columns */
    long double *bread; /* m × m, 0 for dropped columns */
    long double *meat;  /* m × m */
    long double *score; /* m, of a row or a cluster */
    long double *pull;  /* m, scratch */
};

static double weight_of(const struct sandwich *s, size_t i)
{
    return s->design->weights ? s->design->weights[i] : 1.0;
}

static void prepare(struct sandwich *s)
{
    size_t m = s->m;
    s->bread = workspace_reals(&s->scratch, m * m);
    s->meat = workspace_reals(&s->scratch, m * m);
    s->score = workspace_reals(&s->scratch, m);
    s->pull = workspace_reals(&s->scratch, m);
    for (size_t i = 0; i < m * m; i++)
        s->bread[i] =
            isfinite(s->fit->vcov[i]) ? (long double)s->fit->vcov[i] : 0.0L;
}

static long double leverage(const struct sandwich *s, size_t i)
{
    const double *x = s->design->x + i * s->m;
    long double mu = (long double)s->fit->fitted[i];
    long double variance =
        s->family == STATS_FAMILY_LOGIT ? mu * (1.0L - mu) : mu;
    long double sum = 0.0L;
    for (size_t j = 0; j < s->m; j++)
        for (size_t k = 0; k < s->m; k++)
            sum +=
                (long double)x[j] * s->bread[j * s->m + k] * (long double)x[k];
    return sum * variance * (long double)weight_of(s, i);
}

static bool add_score(struct sandwich *s, size_t i)
{
    const double *x = s->design->x + i * s->m;
    long double r = (long double)s->y[i] - (long double)s->fit->fitted[i];
    r *= (long double)weight_of(s, i);
    if (s->kind == STATS_HC2 || s->kind == STATS_HC3) {
        long double left = 1.0L - leverage(s, i);
        if (!(left > 1e-12L))
            return false;
        r /= s->kind == STATS_HC2 ? sqrtl(left) : left;
    }
    for (size_t j = 0; j < s->m; j++)
        s->score[j] += r * (long double)x[j];
    return true;
}

static void add_meat(struct sandwich *s)
{
    for (size_t j = 0; j < s->m; j++)
        for (size_t k = 0; k < s->m; k++)
            s->meat[j * s->m + k] += s->score[j] * s->score[k];
    memset(s->score, 0, s->m * sizeof *s->score);
}

static bool add_rows(struct sandwich *s)
{
    for (size_t i = 0; i < s->design->n_rows; i++) {
        if (!(weight_of(s, i) > 0.0))
            continue;
        if (!add_score(s, i))
            return false;
        add_meat(s);
    }
    return true;
}

/* Sums of scores per cluster; returns the number of clusters. */
static size_t add_clusters(struct sandwich *s, const size_t *cluster)
{
    size_t most = 0, found = 0;
    for (size_t i = 0; i < s->design->n_rows; i++)
        most = cluster[i] > most ? cluster[i] : most;
    long double *sums = workspace_reals(&s->scratch, (most + 1) * s->m);
    unsigned char *seen = workspace_take(&s->scratch, most + 1, 1);
    for (size_t i = 0; i < s->design->n_rows; i++) {
        if (!(weight_of(s, i) > 0.0))
            continue;
        add_score(s, i);
        for (size_t j = 0; j < s->m; j++)
            sums[cluster[i] * s->m + j] += s->score[j];
        memset(s->score, 0, s->m * sizeof *s->score);
        seen[cluster[i]] = 1;
    }
    for (size_t g = 0; g <= most; g++) {
        if (!seen[g])
            continue;
        found++;
        memcpy(s->score, sums + g * s->m, s->m * sizeof *s->score);
        add_meat(s);
    }
    return found;
}

static void replace(struct sandwich *s, long double factor, double level)
{
    struct stats_fit *fit = s->fit;
    size_t m = s->m;
    double z = stats_normal_for_level(level);
    for (size_t j = 0; j < m; j++) {
        for (size_t l = 0; l < m; l++) {
            s->pull[l] = 0.0L;
            for (size_t k = 0; k < m; k++)
                s->pull[l] += s->bread[j * m + k] * s->meat[k * m + l];
        }
        for (size_t k = 0; k < m; k++) {
            long double sum = 0.0L;
            for (size_t l = 0; l < m; l++)
                sum += s->pull[l] * s->bread[l * m + k];
            if (isfinite(fit->vcov[j * m + k]))
                fit->vcov[j * m + k] = (double)(factor * sum);
        }
    }
    for (size_t j = 0; j < m; j++) {
        if (!isfinite(fit->estimate[j]))
            continue;
        fit->std_error[j] = sqrt(fit->vcov[j * m + j]);
        fit->statistic[j] = fit->estimate[j] / fit->std_error[j];
        fit->p_value[j] = stats_normal_two_sided(fit->statistic[j]);
        fit->conf_low[j] = fit->estimate[j] - z * fit->std_error[j];
        fit->conf_high[j] = fit->estimate[j] + z * fit->std_error[j];
    }
}

static bool has_estimates(const struct stats_fit *fit)
{
    return (fit->status == STATS_OK || fit->status == STATS_TOO_FEW_EVENTS ||
            fit->status == STATS_SINGULAR) &&
           isfinite(fit->log_likelihood);
}

enum stats_status stats_robust(const struct stats_design *design,
                               const double *y, enum stats_family family,
                               enum stats_robust kind, const size_t *cluster,
                               double level, struct stats_fit *fit)
{
    struct sandwich s = {.design = design,
                         .y = y,
                         .family = family,
                         .kind = kind,
                         .fit = fit,
                         .m = design->n_cols};
    bool clustered = kind == STATS_CR0 || kind == STATS_CR1;
    if ((family != STATS_FAMILY_LOGIT && family != STATS_FAMILY_POISSON) ||
        (clustered && cluster == NULL) || !has_estimates(fit) ||
        !(level > 0.0 && level < 1.0))
        return STATS_BAD_ARGUMENT;
    prepare(&s);
    long double n = (long double)design->n_rows, factor = 1.0L;
    bool good = true;
    if (clustered) {
        size_t g = add_clusters(&s, cluster);
        good = g > 1;
        if (kind == STATS_CR1 && good)
            factor = (long double)g / (long double)(g - 1);
    } else {
        good = add_rows(&s);
        if (kind == STATS_HC1)
            factor = n / (n - (long double)fit->n_parameters);
    }
    if (good)
        replace(&s, factor, level);
    workspace_release(&s.scratch);
    return good ? STATS_OK : STATS_BAD_DATA;
}
