/* exact: one term's distribution, tilted until it says what is asked.
 *
 * P(t) = c(t) exp(t b) / sum. The mean rises with b, the upper tail too; so
 * estimate and limits are roots of rising functions, found by bisection. */
#include "stats/exact.h"
#include "stats/exact_counts.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

struct value {
    int64_t sum;
    long double log_count;
};

/* Distribution of one sum given all the others. */
struct line {
    size_t n, at; /* at: the observed value */
    struct value *value;
    double unit;
};

static int by_sum(const void *a, const void *b)
{
    int64_t x = ((const struct value *)a)->sum,
            y = ((const struct value *)b)->sum;
    return (x > y) - (x < y);
}

static struct line take_line(struct workspace *w, const struct exact_counts *c,
                             size_t column)
{
    struct line l = {.unit = c->unit[column]};
    l.value = workspace_take(w, c->n, sizeof *l.value);
    for (size_t i = 0; i < c->n; i++) {
        const int64_t *sums = c->sums + i * c->m;
        bool given = true;
        for (size_t j = 0; j < c->m; j++)
            given = given && (j == column || sums[j] == c->observed[j]);
        if (given)
            l.value[l.n++] = (struct value){sums[column], logl(c->count[i])};
    }
    qsort(l.value, l.n, sizeof *l.value, by_sum);
    while (l.value[l.at].sum != c->observed[column])
        l.at++;
    return l;
}

/* At coefficient b (per unit of the sum): mean, P(T <= t), P(T >= t), P(t). */
struct tilted {
    long double mean, lower, upper, here;
};

static struct tilted tilt(const struct line *l, long double b)
{
    struct tilted out = {0.0L, 0.0L, 0.0L, 0.0L};
    long double largest = -HUGE_VALL, all = 0.0L;
    for (size_t i = 0; i < l->n; i++)
        largest = fmaxl(largest, l->value[i].log_count +
                                     b * (long double)l->value[i].sum);
    for (size_t i = 0; i < l->n; i++) {
        long double p = expl(l->value[i].log_count +
                             b * (long double)l->value[i].sum - largest);
        all += p;
        out.mean += p * (long double)l->value[i].sum;
        out.lower += i <= l->at ? p : 0.0L;
        out.upper += i >= l->at ? p : 0.0L;
        out.here += i == l->at ? p : 0.0L;
    }
    out.mean /= all;
    out.lower /= all;
    out.upper /= all;
    out.here /= all;
    return out;
}

enum question { MEAN_IS, UPPER_IS, LOWER_IS };

/* Rises with b for every question. */
static long double answer(const struct line *l, enum question q, long double b)
{
    struct tilted t = tilt(l, b);
    if (q == MEAN_IS)
        return t.mean;
    return q == UPPER_IS ? t.upper : -t.lower;
}

static long double solve(const struct line *l, enum question q,
                         long double goal)
{
    long double low = -1e-3L, high = 1e-3L;
    while (answer(l, q, low) > goal)
        low *= 2.0L;
    while (answer(l, q, high) < goal)
        high *= 2.0L;
    for (int i = 0; i < 200 && high > low; i++) {
        long double middle = 0.5L * (low + high);
        if (middle <= low || middle >= high)
            break;
        if (answer(l, q, middle) < goal)
            low = middle;
        else
            high = middle;
    }
    return 0.5L * (low + high);
}

static void find_estimate(const struct line *l, long double alpha,
                          struct stats_exact_term *out)
{
    long double unit = (long double)l->unit;
    bool lowest = l->at == 0, highest = l->at + 1 == l->n;
    out->is_median_unbiased = lowest || highest;
    out->estimate =
        (double)(solve(l,
                       highest  ? UPPER_IS
                       : lowest ? LOWER_IS
                                : MEAN_IS,
                       highest  ? 0.5L
                       : lowest ? -0.5L
                                : (long double)l->value[l->at].sum) /
                 unit);
    out->conf_low =
        lowest ? -HUGE_VAL : (double)(solve(l, UPPER_IS, alpha / 2.0L) / unit);
    out->conf_high =
        highest ? HUGE_VAL : (double)(solve(l, LOWER_IS, -alpha / 2.0L) / unit);
}

static void find_p(const struct line *l, struct stats_exact_term *out)
{
    struct tilted t = tilt(l, 0.0L);
    long double smaller = fminl(t.lower, t.upper), likely = 0.0L, all = 0.0L;
    long double here = l->value[l->at].log_count, largest = -HUGE_VALL;
    for (size_t i = 0; i < l->n; i++)
        largest = fmaxl(largest, l->value[i].log_count);
    for (size_t i = 0; i < l->n; i++) {
        long double p = expl(l->value[i].log_count - largest);
        all += p;
        likely += l->value[i].log_count <= here + 1e-12L ? p : 0.0L;
    }
    out->p_value = (double)fminl(1.0L, 2.0L * smaller);
    out->p_mid = (double)fminl(1.0L, 2.0L * (smaller - 0.5L * t.here));
    out->p_probability = (double)(likely / all);
}

static void tell_line(const struct line *l, double level,
                      struct stats_exact_term *out)
{
    *out = (struct stats_exact_term){.n_support = l->n,
                                     .statistic =
                                         (double)l->value[l->at].sum * l->unit,
                                     .estimate = NAN,
                                     .conf_low = -HUGE_VAL,
                                     .conf_high = HUGE_VAL,
                                     .p_value = 1.0,
                                     .p_probability = 1.0,
                                     .p_mid = 1.0};
    if (l->n < 2)
        return;
    find_estimate(l, 1.0L - (long double)level, out);
    find_p(l, out);
}

/* Two sums at once --------------------------------------------------------- */

struct plane {
    long double mean[2], variance[3], all; /* variance: 11, 12, 22 */
};

static void find_moments(const struct exact_counts *c, const size_t *term,
                         long double scale, struct plane *out)
{
    *out = (struct plane){.all = 0.0L};
    for (int pass = 0; pass < 2; pass++) {
        for (size_t i = 0; i < c->n; i++) {
            const int64_t *sums = c->sums + i * c->m;
            long double p = c->count[i] / scale;
            long double a = (long double)sums[term[0]];
            long double b = (long double)sums[term[1]];
            if (pass == 0) {
                out->all += p;
                out->mean[0] += p * a;
                out->mean[1] += p * b;
                continue;
            }
            a -= out->mean[0];
            b -= out->mean[1];
            out->variance[0] += p * a * a / out->all;
            out->variance[1] += p * a * b / out->all;
            out->variance[2] += p * b * b / out->all;
        }
        if (pass == 0) {
            out->mean[0] /= out->all;
            out->mean[1] /= out->all;
        }
    }
}

static long double score(const struct plane *p, const int64_t *sums,
                         const size_t *term)
{
    long double a = (long double)sums[term[0]] - p->mean[0];
    long double b = (long double)sums[term[1]] - p->mean[1];
    long double determinant =
        p->variance[0] * p->variance[2] - p->variance[1] * p->variance[1];
    if (!(determinant > 1e-12L * p->variance[0] * p->variance[2])) {
        long double v = fmaxl(p->variance[0], p->variance[2]);
        return v > 0.0L ? (p->variance[0] >= p->variance[2] ? a * a : b * b) / v
                        : 0.0L;
    }
    return (a * a * p->variance[2] - 2.0L * a * b * p->variance[1] +
            b * b * p->variance[0]) /
           determinant;
}

static void tell_joint(const struct exact_counts *c, const size_t *term,
                       struct stats_exact *out)
{
    long double largest = 0.0L, here = 0.0L, likely = 0.0L, far = 0.0L;
    struct plane plane;
    for (size_t i = 0; i < c->n; i++) {
        largest = fmaxl(largest, c->count[i]);
        if (memcmp(c->sums + i * c->m, c->observed, c->m * sizeof *c->sums) ==
            0)
            here = c->count[i];
    }
    find_moments(c, term, largest, &plane);
    long double at = score(&plane, c->observed, term);
    for (size_t i = 0; i < c->n; i++) {
        long double p = c->count[i] / largest;
        likely += c->count[i] <= here * (1.0L + 1e-12L) ? p : 0.0L;
        if (score(&plane, c->sums + i * c->m, term) >= at * (1.0L - 1e-12L))
            far += p;
    }
    out->joint_p_probability = (double)(likely / plane.all);
    out->joint_p_score = (double)(far / plane.all);
}

static enum stats_status check(const struct stats_design *d, const double *y)
{
    double events = 0.0, all = 0.0;
    for (size_t i = 0; i < d->n_rows; i++) {
        double weight = d->weights ? d->weights[i] : 1.0;
        if ((y[i] != 0.0 && y[i] != 1.0) || !(weight >= 0.0) ||
            weight != floor(weight) || weight > 1e6)
            return STATS_BAD_DATA;
        events += y[i] * weight;
        all += weight;
    }
    return events > 0.0 && events < all ? STATS_OK : STATS_BAD_DATA;
}

enum stats_status stats_exact_logit(const struct stats_design *design,
                                    const double *y, size_t n_terms,
                                    const size_t *term, double level,
                                    struct stats_exact *out)
{
    if (design->x == NULL || design->offset || n_terms < 1 || n_terms > 2 ||
        !(level > 0.0 && level < 1.0))
        return STATS_BAD_ARGUMENT;
    for (size_t k = 0; k < n_terms; k++)
        if (term[k] >= design->n_cols || (k == 1 && term[1] == term[0]))
            return STATS_BAD_ARGUMENT;
    enum stats_status st = check(design, y);
    if (st != STATS_OK)
        return st;
    struct workspace w = {NULL};
    struct exact_counts counts;
    bool *is_free = workspace_take(&w, design->n_cols, sizeof *is_free);
    for (size_t k = 0; k < n_terms; k++)
        is_free[term[k]] = true;
    enum exact_end end = exact_count(&w, design, y, is_free, &counts);
    if (end == EXACT_DONE) {
        *out = (struct stats_exact){.n_terms = n_terms,
                                    .joint_p_probability = NAN,
                                    .joint_p_score = NAN};
        for (size_t k = 0; k < n_terms; k++) {
            struct line l = take_line(&w, &counts, term[k]);
            tell_line(&l, level, &out->term[k]);
        }
        if (n_terms == 2)
            tell_joint(&counts, term, out);
    }
    workspace_release(&w);
    return end == EXACT_DONE          ? STATS_OK
           : end == EXACT_NOT_DECIMAL ? STATS_BAD_DATA
                                      : STATS_NOT_CONVERGED;
}
