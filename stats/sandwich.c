/* sandwich: sums of outer products around the inverse information. */
#include "stats/sandwich.h"
#include "stats/distribution.h"

#include <math.h>
#include <string.h>

/* Rows that are fitted exactly leave no residual: a robust variance below
 * this share of the model's is rounding, and no error to be read. */
static const long double NO_SPREAD = 1e-20L;

bool sandwich_start(struct sandwich *s, struct stats_fit *fit)
{
    size_t m = fit->n_terms;
    *s = (struct sandwich){.fit = fit, .m = m};
    if (!stats_fit_has_estimates(fit))
        return false;
    s->bread = workspace_reals(&s->scratch, m * m);
    s->meat = workspace_reals(&s->scratch, m * m);
    s->score = workspace_reals(&s->scratch, m);
    for (size_t i = 0; i < m * m; i++)
        s->bread[i] = isfinite(fit->vcov[i]) ? (long double)fit->vcov[i] : 0.0L;
    return true;
}

void sandwich_add(struct sandwich *s)
{
    for (size_t j = 0; j < s->m; j++)
        for (size_t k = 0; k < s->m; k++)
            s->meat[j * s->m + k] += s->score[j] * s->score[k];
    memset(s->score, 0, s->m * sizeof *s->score);
}

static bool counts(const struct stats_design *d, size_t i)
{
    return d->weights == NULL || d->weights[i] > 0.0;
}

bool sandwich_add_rows(struct sandwich *s, const struct stats_design *design,
                       sandwich_row *row, void *context)
{
    for (size_t i = 0; i < design->n_rows; i++) {
        if (!counts(design, i))
            continue;
        if (!row(context, i, s->score))
            return false;
        sandwich_add(s);
    }
    return true;
}

size_t sandwich_add_clusters(struct sandwich *s,
                             const struct stats_design *design,
                             const size_t *cluster, sandwich_row *row,
                             void *context)
{
    size_t most = 0, found = 0;
    for (size_t i = 0; i < design->n_rows; i++)
        most = cluster[i] > most ? cluster[i] : most;
    long double *sums = workspace_reals(&s->scratch, (most + 1) * s->m);
    unsigned char *seen = workspace_take(&s->scratch, most + 1, 1);
    for (size_t i = 0; i < design->n_rows; i++) {
        if (!counts(design, i))
            continue;
        row(context, i, sums + cluster[i] * s->m);
        seen[cluster[i]] = 1;
    }
    for (size_t g = 0; g <= most; g++) {
        if (!seen[g])
            continue;
        found++;
        memcpy(s->score, sums + g * s->m, s->m * sizeof *s->score);
        sandwich_add(s);
    }
    return found;
}

static void replace_vcov(struct sandwich *s, long double factor)
{
    size_t m = s->m;
    double *vcov = s->fit->vcov;
    long double *pull = workspace_reals(&s->scratch, m);
    for (size_t j = 0; j < m; j++) {
        for (size_t l = 0; l < m; l++) {
            pull[l] = 0.0L;
            for (size_t k = 0; k < m; k++)
                pull[l] += s->bread[j * m + k] * s->meat[k * m + l];
        }
        for (size_t k = 0; k < m; k++) {
            long double sum = 0.0L;
            for (size_t l = 0; l < m; l++)
                sum += pull[l] * s->bread[l * m + k];
            if (isfinite(vcov[j * m + k]))
                vcov[j * m + k] = (double)(factor * sum);
        }
    }
}

void sandwich_replace(struct sandwich *s, long double factor, double level)
{
    struct stats_fit *fit = s->fit;
    double z = stats_normal_for_level(level);
    replace_vcov(s, factor);
    for (size_t j = 0; j < s->m; j++) {
        if (!isfinite(fit->estimate[j]))
            continue;
        long double own = s->bread[j * s->m + j];
        bool is_rounding =
            (long double)fit->vcov[j * s->m + j] < NO_SPREAD * own;
        fit->std_error[j] = is_rounding ? NAN : sqrt(fit->vcov[j * s->m + j]);
        fit->statistic[j] = fit->estimate[j] / fit->std_error[j];
        fit->p_value[j] = stats_normal_two_sided(fit->statistic[j]);
        fit->conf_low[j] = fit->estimate[j] - z * fit->std_error[j];
        fit->conf_high[j] = fit->estimate[j] + z * fit->std_error[j];
    }
}
