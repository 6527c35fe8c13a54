/* contingency: chi-square, Fisher, trend, symmetry, agreement. */
#include "stats/contingency.h"
#include "stats/distribution.h"
#include "stats/fisher_network.h"
#include "stats/symmetric.h"
#include "stats/workspace.h"

#include <math.h>
#include <stdbool.h>
#include <string.h>

struct margins {
    size_t r, c; /* rows and columns that hold something */
    double *cell, *row, *column;
    double total;
};

static bool is_whole(const struct stats_counts *t)
{
    for (size_t i = 0; i < t->n_rows * t->n_cols; i++)
        if (!(t->count[i] >= 0.0) || t->count[i] != floor(t->count[i]) ||
            t->count[i] > 1e15)
            return false;
    return t->n_rows > 0 && t->n_cols > 0;
}

static bool row_is_empty(const struct stats_counts *t, size_t i)
{
    for (size_t j = 0; j < t->n_cols; j++)
        if (t->count[i * t->n_cols + j] > 0.0)
            return false;
    return true;
}

static bool column_is_empty(const struct stats_counts *t, size_t j)
{
    for (size_t i = 0; i < t->n_rows; i++)
        if (t->count[i * t->n_cols + j] > 0.0)
            return false;
    return true;
}

/* The table without its empty rows and columns, and its margins. */
static enum stats_status take(struct workspace *w, const struct stats_counts *t,
                              struct margins *m)
{
    if (!is_whole(t))
        return STATS_BAD_ARGUMENT;
    *m = (struct margins){0};
    m->cell = workspace_doubles(w, t->n_rows * t->n_cols);
    m->row = workspace_doubles(w, t->n_rows);
    m->column = workspace_doubles(w, t->n_cols);
    for (size_t j = 0; j < t->n_cols; j++)
        m->c += !column_is_empty(t, j);
    for (size_t i = 0; i < t->n_rows; i++) {
        if (row_is_empty(t, i))
            continue;
        size_t to = 0;
        for (size_t j = 0; j < t->n_cols; j++) {
            if (column_is_empty(t, j))
                continue;
            double x = t->count[i * t->n_cols + j];
            m->cell[m->r * m->c + to] = x;
            m->row[m->r] += x;
            m->column[to++] += x;
            m->total += x;
        }
        m->r++;
    }
    return m->r < 2 || m->c < 2 ? STATS_BAD_DATA : STATS_OK;
}

enum stats_status stats_chi_square(const struct stats_counts *t,
                                   struct stats_test *out,
                                   double *least_expected)
{
    struct workspace w = {NULL};
    struct margins m;
    enum stats_status st = take(&w, t, &m);
    if (st == STATS_OK) {
        long double sum = 0.0L;
        double least = HUGE_VAL;
        for (size_t i = 0; i < m.r; i++)
            for (size_t j = 0; j < m.c; j++) {
                long double e = (long double)m.row[i] *
                                (long double)m.column[j] / (long double)m.total;
                long double d = (long double)m.cell[i * m.c + j] - e;
                sum += d * d / e;
                least = fmin(least, (double)e);
            }
        double df = (double)((m.r - 1) * (m.c - 1));
        *out = (struct stats_test){(double)sum, df,
                                   stats_chisq_upper((double)sum, df)};
        if (least_expected)
            *least_expected = least;
    }
    workspace_release(&w);
    return st;
}

/* Rows are to be the fewer. */
static void turn_if_tall(struct workspace *w, struct margins *m)
{
    if (m->r <= m->c)
        return;
    struct margins t = {m->c, m->r, NULL, m->column, m->row, m->total};
    t.cell = workspace_doubles(w, m->r * m->c);
    for (size_t i = 0; i < m->r; i++)
        for (size_t j = 0; j < m->c; j++)
            t.cell[j * m->r + i] = m->cell[i * m->c + j];
    *m = t;
}

enum stats_status stats_fisher_exact(const struct stats_counts *t,
                                     struct stats_test *out)
{
    struct workspace w = {NULL};
    struct margins m;
    double p;
    enum stats_status st = take(&w, t, &m);
    if (st == STATS_OK && m.total > 1e6)
        st = STATS_NOT_CONVERGED;
    if (st == STATS_OK) {
        turn_if_tall(&w, &m);
        struct fisher_margins f = {m.r, m.c, m.row, m.column, m.total, 0.0};
        for (size_t i = 0; i < m.r * m.c; i++)
            f.observed -= (double)lgammal((long double)m.cell[i] + 1.0L);
        if (fisher_network(&w, &f, &p))
            *out = (struct stats_test){NAN, NAN, p};
        else
            st = STATS_NOT_CONVERGED;
    }
    workspace_release(&w);
    return st;
}

/* (sum t (x - n p))² / (p (1-p) (sum n t² - (sum n t)² / N)) */
enum stats_status stats_cochran_armitage(const struct stats_counts *t,
                                         const double *scores,
                                         struct stats_test *out)
{
    if (!is_whole(t) || t->n_rows != 2)
        return STATS_BAD_ARGUMENT;
    long double events = 0.0L, total = 0.0L, up = 0.0L, first = 0.0L,
                second = 0.0L;
    for (size_t j = 0; j < t->n_cols; j++) {
        long double x = (long double)t->count[j];
        long double n = x + (long double)t->count[t->n_cols + j];
        long double s = scores ? (long double)scores[j] : (long double)(j + 1);
        events += x;
        total += n;
        up += s * x;
        first += s * n;
        second += s * s * n;
    }
    long double p = events / total;
    long double down = p * (1.0L - p) * (second - first * first / total);
    if (!(total > 0.0L) || !(down > 0.0L))
        return STATS_BAD_DATA;
    up -= p * first;
    double statistic = (double)(up * up / down);
    *out =
        (struct stats_test){statistic, 1.0, stats_chisq_upper(statistic, 1.0)};
    return STATS_OK;
}

enum stats_status stats_bowker(const struct stats_counts *t,
                               struct stats_test *out)
{
    if (!is_whole(t) || t->n_rows != t->n_cols || t->n_rows < 2)
        return STATS_BAD_ARGUMENT;
    double sum = 0.0, df = 0.0;
    for (size_t i = 0; i < t->n_rows; i++)
        for (size_t j = 0; j < i; j++) {
            double a = t->count[i * t->n_cols + j];
            double b = t->count[j * t->n_cols + i];
            if (a + b > 0.0) {
                sum += (a - b) * (a - b) / (a + b);
                df += 1.0;
            }
        }
    if (df == 0.0)
        return STATS_BAD_DATA;
    *out = (struct stats_test){sum, df, stats_chisq_upper(sum, df)};
    return STATS_OK;
}

enum stats_status stats_mcnemar_exact(const struct stats_counts *t,
                                      struct stats_test *out)
{
    if (!is_whole(t) || t->n_rows != 2 || t->n_cols != 2)
        return STATS_BAD_ARGUMENT;
    double fewer = fmin(t->count[1], t->count[2]);
    double n = t->count[1] + t->count[2];
    if (n == 0.0)
        return STATS_BAD_DATA;
    /* Both tails of Binomial(n, 1/2), term by term from the largest. */
    long double m = (long double)n, at = (long double)fewer, sum = 0.0L;
    long double term = expl(lgammal(m + 1.0L) - lgammal(at + 1.0L) -
                            lgammal(m - at + 1.0L) - m * logl(2.0L));
    for (; at >= 0.0L && sum + term > sum; at -= 1.0L) {
        sum += term;
        term *= at / (m - at + 1.0L);
    }
    *out = (struct stats_test){fewer, NAN, (double)fminl(1.0L, 2.0L * sum)};
    return STATS_OK;
}

/* Which categories exchange pairs with each other, directly or through
 * others: group[i] = the smallest of i's. */
static void find_exchanges(const struct stats_counts *t, size_t *group)
{
    size_t k = t->n_rows;
    for (size_t i = 0; i < k; i++)
        group[i] = i;
    for (size_t pass = 0; pass < k; pass++)
        for (size_t i = 0; i < k; i++)
            for (size_t j = 0; j < k; j++)
                if (t->count[i * k + j] + t->count[j * k + i] > 0.0 &&
                    group[j] > group[i])
                    group[j] = group[i];
}

/* Of the kept categories: d and the lower triangle of V below. */
static void fill_differences(const struct stats_counts *t, const size_t *kept,
                             size_t p, long double *d, long double *v)
{
    size_t k = t->n_rows;
    for (size_t r = 0; r < p; r++) {
        const double *out = t->count + kept[r] * k;
        for (size_t j = 0; j < k; j++) {
            double in = t->count[j * k + kept[r]];
            if (j == kept[r])
                continue;
            d[r] += (long double)(out[j] - in);
            v[r * p + r] += (long double)(out[j] + in);
        }
        for (size_t c = 0; c < r; c++)
            v[r * p + c] =
                -(long double)(out[kept[c]] + t->count[kept[c] * k + kept[r]]);
    }
}

/* d' V^-1 d, d = row - column margins, V_ii = row_i + column_i - 2 n_ii,
 * V_ij = -(n_ij + n_ji). Among categories that exchange pairs one margin
 * follows from the others: the first is left out. So is one without
 * discordant pairs. */
enum stats_status stats_stuart_maxwell(const struct stats_counts *t,
                                       struct stats_test *out)
{
    size_t k = t->n_rows, p = 0;
    if (!is_whole(t) || t->n_rows != t->n_cols || k < 2)
        return STATS_BAD_ARGUMENT;
    struct workspace w = {NULL};
    size_t *group = workspace_take(&w, k, sizeof *group);
    size_t *kept = workspace_take(&w, k, sizeof *kept);
    long double *v = workspace_reals(&w, k * k);
    long double *d = workspace_reals(&w, k), *solved = workspace_reals(&w, k);
    find_exchanges(t, group);
    for (size_t i = 0; i < k; i++)
        if (group[i] != i)
            kept[p++] = i;
    fill_differences(t, kept, p, d, v);
    enum stats_status st = STATS_BAD_DATA;
    if (p > 0 && symmetric_factor(p, v)) {
        long double sum = 0.0L;
        memcpy(solved, d, p * sizeof *d);
        symmetric_solve(p, v, solved);
        for (size_t i = 0; i < p; i++)
            sum += d[i] * solved[i];
        double df = (double)p;
        *out = (struct stats_test){(double)sum, df,
                                   stats_chisq_upper((double)sum, df)};
        st = STATS_OK;
    }
    workspace_release(&w);
    return st;
}

enum stats_status stats_kappa(const struct stats_counts *t, int quadratic,
                              double *out)
{
    size_t k = t->n_rows;
    if (!is_whole(t) || t->n_rows != t->n_cols || k < 2)
        return STATS_BAD_ARGUMENT;
    struct workspace w = {NULL};
    struct margins m = {.row = workspace_doubles(&w, k),
                        .column = workspace_doubles(&w, k)};
    for (size_t i = 0; i < k * k; i++) {
        m.row[i / k] += t->count[i];
        m.column[i % k] += t->count[i];
        m.total += t->count[i];
    }
    double seen = 0.0, expected = 0.0; /* weighted disagreement */
    for (size_t i = 0; i < k; i++)
        for (size_t j = 0; j < k; j++) {
            double far = i > j ? (double)(i - j) : (double)(j - i);
            double cost = quadratic ? far * far : (i == j ? 0.0 : 1.0);
            seen += cost * t->count[i * k + j];
            expected += cost * m.row[i] * m.column[j] / m.total;
        }
    workspace_release(&w);
    if (!(m.total > 0.0))
        return STATS_BAD_DATA;
    *out = expected > 0.0 ? 1.0 - seen / expected : NAN;
    return STATS_OK;
}
