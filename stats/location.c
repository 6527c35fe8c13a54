/* location: Welch, Wilcoxon and Kruskal-Wallis. */
#include "stats/location.h"
#include "stats/distribution.h"
#include "stats/workspace.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

struct moments {
    size_t groups; /* that have rows */
    double *n, *mean, *variance;
};

static bool is_good(const struct stats_groups *g)
{
    for (size_t i = 0; i < g->n; i++)
        if (!isfinite(g->value[i]) || g->group[i] >= g->n_groups)
            return false;
    return g->n_groups > 0;
}

static enum stats_status take_moments(struct workspace *w,
                                      const struct stats_groups *g,
                                      struct moments *m)
{
    if (!is_good(g))
        return STATS_BAD_ARGUMENT;
    *m = (struct moments){0, workspace_doubles(w, g->n_groups),
                          workspace_doubles(w, g->n_groups),
                          workspace_doubles(w, g->n_groups)};
    for (size_t k = 0; k < g->n_groups; k++) {
        long double n = 0.0L, sum = 0.0L, square = 0.0L;
        for (size_t i = 0; i < g->n; i++)
            if (g->group[i] == k) {
                n += 1.0L;
                sum += (long double)g->value[i];
            }
        for (size_t i = 0; i < g->n; i++)
            if (g->group[i] == k) {
                long double d = (long double)g->value[i] - sum / n;
                square += d * d;
            }
        if (n == 0.0L)
            continue;
        if (n < 2.0L)
            return STATS_BAD_DATA;
        m->n[m->groups] = (double)n;
        m->mean[m->groups] = (double)(sum / n);
        m->variance[m->groups++] = (double)(square / (n - 1.0L));
    }
    return m->groups < 2 ? STATS_BAD_DATA : STATS_OK;
}

enum stats_status stats_welch(const struct stats_groups *g,
                              struct stats_test *out)
{
    struct workspace w = {NULL};
    struct moments m;
    enum stats_status st = take_moments(&w, g, &m);
    if (st == STATS_OK && m.groups != 2)
        st = STATS_BAD_DATA;
    if (st == STATS_OK) {
        double a = m.variance[0] / m.n[0], b = m.variance[1] / m.n[1];
        double df = (a + b) * (a + b) /
                    (a * a / (m.n[0] - 1.0) + b * b / (m.n[1] - 1.0));
        double t = (m.mean[0] - m.mean[1]) / sqrt(a + b);
        if (a + b > 0.0)
            *out = (struct stats_test){t, df, stats_t_two_sided(t, df)};
        else
            st = STATS_BAD_DATA;
    }
    workspace_release(&w);
    return st;
}

/* Weights n/s²; F = sum w (mean - grand)² / (k-1) / (1 + 2(k-2) L / (k²-1)),
 * L = sum (1 - w/W)² / (n-1), denominator df (k²-1) / (3 L). */
enum stats_status stats_welch_anova(const struct stats_groups *g,
                                    struct stats_test *out,
                                    double *denominator_df)
{
    struct workspace w = {NULL};
    struct moments m;
    enum stats_status st = take_moments(&w, g, &m);
    double total = 0.0, grand = 0.0, between = 0.0, lambda = 0.0;
    for (size_t k = 0; st == STATS_OK && k < m.groups; k++) {
        if (!(m.variance[k] > 0.0))
            st = STATS_BAD_DATA;
        total += m.n[k] / m.variance[k];
        grand += m.n[k] / m.variance[k] * m.mean[k];
    }
    if (st == STATS_OK) {
        double k = (double)m.groups;
        for (size_t i = 0; i < m.groups; i++) {
            double weight = m.n[i] / m.variance[i];
            double d = m.mean[i] - grand / total;
            between += weight * d * d;
            lambda += pow(1.0 - weight / total, 2.0) / (m.n[i] - 1.0);
        }
        double f = between / (k - 1.0) /
                   (1.0 + 2.0 * (k - 2.0) * lambda / (k * k - 1.0));
        double df2 = (k * k - 1.0) / (3.0 * lambda);
        *out = (struct stats_test){f, k - 1.0, stats_f_upper(f, k - 1.0, df2)};
        if (denominator_df)
            *denominator_df = df2;
    }
    workspace_release(&w);
    return st;
}

struct ranked {
    double value;
    size_t group;
    double twice_rank; /* midranks, doubled so that they are whole */
};

static int by_value(const void *a, const void *b)
{
    double x = ((const struct ranked *)a)->value;
    double y = ((const struct ranked *)b)->value;
    return (x > y) - (x < y);
}

struct ranking {
    struct ranked *row;
    size_t n, groups;
    double *count, *sum; /* per group: rows, rank sums */
    double ties;         /* sum of t³ - t */
};

static enum stats_status
rank_rows(struct workspace *w, const struct stats_groups *g, struct ranking *r)
{
    if (!is_good(g))
        return STATS_BAD_ARGUMENT;
    *r = (struct ranking){.n = g->n};
    r->row = workspace_take(w, g->n, sizeof *r->row);
    r->count = workspace_doubles(w, g->n_groups);
    r->sum = workspace_doubles(w, g->n_groups);
    for (size_t i = 0; i < g->n; i++)
        r->row[i] = (struct ranked){g->value[i], g->group[i], 0.0};
    qsort(r->row, g->n, sizeof *r->row, by_value);
    for (size_t i = 0, end; i < g->n; i = end) {
        for (end = i + 1; end < g->n && r->row[end].value == r->row[i].value;)
            end++;
        double t = (double)(end - i);
        r->ties += t * t * t - t;
        for (size_t k = i; k < end; k++) {
            r->row[k].twice_rank = (double)(i + 1 + end);
            r->count[r->row[k].group] += 1.0;
            r->sum[r->row[k].group] += 0.5 * r->row[k].twice_rank;
        }
    }
    for (size_t k = 0; k < g->n_groups; k++)
        if (r->count[k] > 0.0) {
            r->count[r->groups] = r->count[k];
            r->sum[r->groups++] = r->sum[k];
        }
    double n = (double)g->n;
    return r->groups < 2 || r->ties >= n * n * n - n ? STATS_BAD_DATA
                                                     : STATS_OK;
}

/* Ways to choose `chosen` of the rows, by the sum of their doubled ranks.
 * Two-sided p: of the sums at least as far from their mean, as coin has it. */
static double exact_rank_sum(struct workspace *w, const struct ranking *r)
{
    size_t n = r->n, chosen = (size_t)r->count[0], most = n * (n + 1);
    double *ways = workspace_doubles(w, (chosen + 1) * (most + 1));
    ways[0] = 1.0;
    for (size_t i = 0; i < n; i++) {
        size_t rank = (size_t)r->row[i].twice_rank;
        for (size_t c = chosen; c > 0; c--)
            for (size_t s = most; s >= rank; s--)
                ways[c * (most + 1) + s] +=
                    ways[(c - 1) * (most + 1) + s - rank];
    }
    double reached = 0.0, all = 0.0;
    double mean = (double)chosen * (double)(n + 1);
    double seen = fabs(2.0 * r->sum[0] - mean);
    for (size_t s = 0; s <= most; s++) {
        double x = ways[chosen * (most + 1) + s];
        all += x;
        reached += fabs((double)s - mean) >= seen ? x : 0.0;
    }
    return reached / all;
}

enum stats_status stats_wilcoxon(const struct stats_groups *g,
                                 struct stats_test *out, double *exact)
{
    struct workspace w = {NULL};
    struct ranking r;
    enum stats_status st = rank_rows(&w, g, &r);
    if (st == STATS_OK && r.groups != 2)
        st = STATS_BAD_DATA;
    if (st == STATS_OK) {
        double a = r.count[0], b = r.count[1], n = a + b;
        double statistic = r.sum[0] - a * (a + 1.0) / 2.0;
        double z = statistic - a * b / 2.0;
        double sigma =
            sqrt(a * b / 12.0 * (n + 1.0 - r.ties / (n * (n - 1.0))));
        z = (z - (z > 0.0 ? 0.5 : z < 0.0 ? -0.5 : 0.0)) / sigma;
        bool small = a < 50.0 && b < 50.0 && r.ties == 0.0;
        double permuted =
            (small || exact) && n <= 100.0 ? exact_rank_sum(&w, &r) : NAN;
        double p = fmin(1.0, stats_normal_two_sided(z));
        *out = (struct stats_test){statistic, NAN, small ? permuted : p};
        if (exact)
            *exact = permuted;
    }
    workspace_release(&w);
    return st;
}

/* Deals the rows to the groups in every way; counts those whose
 * sum R²/n reaches the observed one. */
struct deal {
    const struct ranking *r;
    double *left, *sum;
    double observed;
    double reached, all;
};

static double spread(const struct deal *d, const double *sum)
{
    double out = 0.0;
    for (size_t k = 0; k < d->r->groups; k++)
        out += sum[k] * sum[k] / d->r->count[k];
    return out;
}

static void deal_row(struct deal *d, size_t i)
{
    if (i == d->r->n) {
        d->all += 1.0;
        d->reached += spread(d, d->sum) >= d->observed * (1.0 - 1e-12);
        return;
    }
    double rank = 0.5 * d->r->row[i].twice_rank;
    for (size_t k = 0; k < d->r->groups; k++) {
        if (d->left[k] < 1.0)
            continue;
        d->left[k] -= 1.0;
        d->sum[k] += rank;
        deal_row(d, i + 1);
        d->left[k] += 1.0;
        d->sum[k] -= rank;
    }
}

static double exact_kruskal(struct workspace *w, const struct ranking *r)
{
    double log_ways = lgamma((double)r->n + 1.0);
    for (size_t k = 0; k < r->groups; k++)
        log_ways -= lgamma(r->count[k] + 1.0);
    if (log_ways > log(1e6))
        return NAN;
    struct deal d = {.r = r,
                     .left = workspace_doubles(w, r->groups),
                     .sum = workspace_doubles(w, r->groups)};
    memcpy(d.left, r->count, r->groups * sizeof *d.left);
    d.observed = spread(&d, r->sum);
    deal_row(&d, 0);
    return d.reached / d.all;
}

enum stats_status stats_kruskal_wallis(const struct stats_groups *g,
                                       struct stats_test *out, double *exact)
{
    struct workspace w = {NULL};
    struct ranking r;
    enum stats_status st = rank_rows(&w, g, &r);
    if (st == STATS_OK) {
        double n = (double)r.n, h = 0.0;
        for (size_t k = 0; k < r.groups; k++)
            h += r.sum[k] * r.sum[k] / r.count[k];
        h = (12.0 * h / (n * (n + 1.0)) - 3.0 * (n + 1.0)) /
            (1.0 - r.ties / (n * n * n - n));
        double df = (double)(r.groups - 1);
        *out = (struct stats_test){h, df, stats_chisq_upper(h, df)};
        if (exact)
            *exact = exact_kruskal(&w, &r);
    }
    workspace_release(&w);
    return st;
}
