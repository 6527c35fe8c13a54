/* robust: scores of rows and clusters, and the small-sample adjustments. */
#include "stats/robust.h"
#include "stats/sandwich.h"

#include <gsl/gsl_eigen.h>
#include <math.h>
#include <string.h>

/* Beyond this many rows an eigenvalue problem of a cluster takes seconds. */
enum { MOST_IN_CLUSTER = 1000 };

struct scoring {
    const struct stats_design *design;
    const double *y;
    enum stats_family family;
    enum stats_robust kind;
    const struct sandwich *sandwich;
};

static double weight_of(const struct scoring *s, size_t i)
{
    return s->design->weights ? s->design->weights[i] : 1.0;
}

static long double variance_of(const struct scoring *s, size_t i)
{
    long double mu = (long double)s->sandwich->fit->fitted[i];
    return s->family == STATS_FAMILY_LOGIT ? mu * (1.0L - mu) : mu;
}

/* x_i' B x_k */
static long double form(const struct scoring *s, size_t i, size_t k)
{
    size_t m = s->sandwich->m;
    const double *a = s->design->x + i * m, *b = s->design->x + k * m;
    long double sum = 0.0L;
    for (size_t j = 0; j < m; j++)
        for (size_t l = 0; l < m; l++)
            sum += (long double)a[j] * s->sandwich->bread[j * m + l] *
                   (long double)b[l];
    return sum;
}

static void add_times(const struct scoring *s, size_t i, long double r,
                      long double *score)
{
    const double *x = s->design->x + i * s->sandwich->m;
    for (size_t j = 0; j < s->sandwich->m; j++)
        score[j] += r * (long double)x[j];
}

static bool score_row(void *context, size_t i, long double *score)
{
    const struct scoring *s = context;
    long double r =
        (long double)s->y[i] - (long double)s->sandwich->fit->fitted[i];
    r *= (long double)weight_of(s, i);
    if (s->kind == STATS_HC2 || s->kind == STATS_HC3) {
        long double h = form(s, i, i) * variance_of(s, i);
        long double left = 1.0L - h * (long double)weight_of(s, i);
        if (!(left > 1e-12L))
            return false;
        r /= s->kind == STATS_HC2 ? sqrtl(left) : left;
    }
    add_times(s, i, r, score);
    return true;
}

/* CR2 ---------------------------------------------------------------------- */

/* r becomes S^-1/2 r for the symmetric S (n × n); eigenvalues that rounding
 * alone leaves count for nothing. S is destroyed. */
static bool take_root_out(size_t n, double *s, double *r)
{
    gsl_matrix_view matrix = gsl_matrix_view_array(s, n, n);
    gsl_eigen_symmv_workspace *w = gsl_eigen_symmv_alloc(n);
    gsl_vector *value = gsl_vector_alloc(n);
    gsl_matrix *vector = gsl_matrix_alloc(n, n);
    bool good = w && value && vector &&
                gsl_eigen_symmv(&matrix.matrix, value, vector, w) == 0;
    double *out = s; /* free again */
    if (good)
        memset(out, 0, n * sizeof *out);
    for (size_t k = 0; good && k < n; k++) {
        double size = gsl_vector_get(value, k), part = 0.0;
        if (!(size > 1e-12))
            continue;
        for (size_t i = 0; i < n; i++)
            part += gsl_matrix_get(vector, i, k) * r[i];
        for (size_t i = 0; i < n; i++)
            out[i] += part / sqrt(size) * gsl_matrix_get(vector, i, k);
    }
    if (good)
        memcpy(r, out, n * sizeof *r);
    gsl_matrix_free(vector);
    gsl_vector_free(value);
    gsl_eigen_symmv_free(w);
    return good;
}

/* With v the variance, T = diag(v / w) and U = v X of the cluster's rows:
 *   S = T^1/2 (T - U B U') T^1/2
 *   score = U' T^-1 T^1/2 S^-1/2 T^1/2 (y - mu) */
static bool score_cluster(struct scoring *s, size_t n, const size_t *row,
                          struct workspace *scratch, long double *score)
{
    double *matrix = workspace_doubles(scratch, n * n);
    double *r = workspace_doubles(scratch, n);
    double *root = workspace_doubles(scratch, n);
    for (size_t a = 0; a < n; a++) {
        double v = (double)variance_of(s, row[a]);
        root[a] = sqrt(v / weight_of(s, row[a]));
        r[a] = root[a] * (s->y[row[a]] - s->sandwich->fit->fitted[row[a]]);
    }
    for (size_t a = 0; a < n; a++)
        for (size_t b = 0; b < n; b++) {
            long double lost = variance_of(s, row[a]) * variance_of(s, row[b]) *
                               form(s, row[a], row[b]);
            double left = (a == b ? root[a] * root[a] : 0.0) - (double)lost;
            matrix[a * n + b] = root[a] * left * root[b];
        }
    if (!take_root_out(n, matrix, r))
        return false;
    for (size_t a = 0; a < n; a++)
        add_times(s, row[a],
                  (long double)(r[a] / root[a]) * variance_of(s, row[a]),
                  score);
    return true;
}

/* Rows of positive weight, cluster after cluster, each in row order. */
static size_t *sort_rows(struct workspace *w, const struct scoring *s,
                         const size_t *cluster, size_t *end, size_t n_codes)
{
    size_t n = s->design->n_rows, sum = 0;
    size_t *row = workspace_take(w, n, sizeof *row);
    for (size_t i = 0; i < n; i++)
        end[cluster[i]] += weight_of(s, i) > 0.0;
    for (size_t g = 0; g < n_codes; g++) {
        size_t size = end[g];
        end[g] = sum;
        sum += size;
    }
    for (size_t i = 0; i < n; i++)
        if (weight_of(s, i) > 0.0)
            row[end[cluster[i]]++] = i;
    return row;
}

static bool add_adjusted(struct sandwich *w, struct scoring *s,
                         const size_t *cluster)
{
    size_t n_codes = 0, first = 0, found = 0;
    for (size_t i = 0; i < s->design->n_rows; i++)
        n_codes = cluster[i] >= n_codes ? cluster[i] + 1 : n_codes;
    size_t *end = workspace_take(&w->scratch, n_codes, sizeof *end);
    const size_t *row = sort_rows(&w->scratch, s, cluster, end, n_codes);
    bool good = true;
    for (size_t g = 0; good && g < n_codes; first = end[g++]) {
        struct workspace scratch = {NULL};
        if (end[g] == first)
            continue;
        found++;
        good =
            end[g] - first <= MOST_IN_CLUSTER &&
            score_cluster(s, end[g] - first, row + first, &scratch, w->score);
        sandwich_add(w);
        workspace_release(&scratch);
    }
    return good && found > 1;
}

static bool add_meat(struct sandwich *w, struct scoring *s,
                     const size_t *cluster, long double *factor)
{
    long double n = (long double)s->design->n_rows;
    if (s->kind == STATS_CR2)
        return add_adjusted(w, s, cluster);
    if (s->kind == STATS_CR0 || s->kind == STATS_CR1) {
        size_t g = sandwich_add_clusters(w, s->design, cluster, score_row, s);
        if (s->kind == STATS_CR1)
            *factor = (long double)g / (long double)(g - 1);
        return g > 1;
    }
    if (s->kind == STATS_HC1)
        *factor = n / (n - (long double)w->fit->n_parameters);
    return sandwich_add_rows(w, s->design, score_row, s);
}

enum stats_status stats_robust(const struct stats_design *design,
                               const double *y, enum stats_family family,
                               enum stats_robust kind, const size_t *cluster,
                               double level, struct stats_fit *fit)
{
    struct sandwich w;
    struct scoring s = {design, y, family, kind, &w};
    bool clustered = stats_robust_is_clustered(kind);
    long double factor = 1.0L;
    if ((family != STATS_FAMILY_LOGIT && family != STATS_FAMILY_POISSON) ||
        (clustered && cluster == NULL) || !(level > 0.0 && level < 1.0) ||
        !sandwich_start(&w, fit))
        return STATS_BAD_ARGUMENT;
    bool good = add_meat(&w, &s, cluster, &factor);
    if (good)
        sandwich_replace(&w, factor, level);
    workspace_release(&w.scratch);
    return good ? STATS_OK : STATS_BAD_DATA;
}
