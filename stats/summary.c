/* summary: mean, spread, quartiles and standardised differences. */
#include "stats/summary.h"

#include "stats/distribution.h"

#include <math.h>
#include <stdbool.h>

static const double least_expected = 5.0; /* of Pearson's test */

/* Type 7 stands at 1 + (n - 1) p among the ordered numbers, type 2 at np,
 * and between two numbers where that is whole. What rounding leaves beside a
 * whole number is taken for it, as R does. */
double stats_quantile(const double *x, size_t n, double p, int type)
{
    const double fuzz = 4 * 2.220446049250313e-16;
    if (n == 0 || !(p >= 0 && p <= 1) || (type != 2 && type != 7))
        return NAN;
    double at = type == 7 ? (double)(n - 1) * p : (double)n * p;
    double whole = floor(at + fuzz);
    double part = fabs(at - whole) < fuzz ? 0 : at - whole;
    size_t below = (size_t)whole;
    if (type == 2) {
        if (below == 0)
            return x[0];
        below--;
        part = part > 0 ? 1 : 0.5;
    }
    if (below + 1 >= n)
        return x[n - 1];
    return x[below] + part * (x[below + 1] - x[below]);
}

enum stats_status stats_summarise(const double *x, size_t n,
                                  struct stats_summary *out)
{
    long double sum = 0;
    for (size_t i = 0; i < n; i++) {
        if (!isfinite(x[i]) || (i > 0 && x[i] < x[i - 1]))
            return STATS_BAD_ARGUMENT;
        sum += x[i];
    }
    *out = (struct stats_summary){
        .n = n, .mean = NAN, .sd = NAN, .q1 = NAN, .median = NAN, .q3 = NAN};
    if (n == 0)
        return STATS_OK;
    long double mean = sum / (long double)n;
    long double squares = 0;
    for (size_t i = 0; i < n; i++)
        squares += (x[i] - mean) * (x[i] - mean);
    out->mean = (double)mean;
    if (n > 1)
        out->sd = (double)sqrtl(squares / (long double)(n - 1));
    out->q1 = stats_quantile(x, n, 0.25, 7);
    out->median = stats_quantile(x, n, 0.5, 7);
    out->q3 = stats_quantile(x, n, 0.75, 7);
    return STATS_OK;
}

double stats_smd_numbers(const struct stats_summary *a,
                         const struct stats_summary *b)
{
    double spread = sqrt((a->sd * a->sd + b->sd * b->sd) / 2);
    if (!(spread > 0))
        return NAN;
    return (a->mean - b->mean) / spread;
}

double stats_welch_p(const struct stats_summary *a,
                     const struct stats_summary *b)
{
    double va = a->sd * a->sd / (double)a->n;
    double vb = b->sd * b->sd / (double)b->n;
    if (!(va + vb > 0))
        return NAN;
    double t = (a->mean - b->mean) / sqrt(va + vb);
    double df = (va + vb) * (va + vb) /
                (va * va / (double)(a->n - 1) + vb * vb / (double)(b->n - 1));
    return stats_t_two_sided(t, df);
}

/* d' s^-1 d by the Cholesky factor of s, which is overwritten; NaN when s is
 * singular. */
static double distance(double s[STATS_MOST_LEVELS][STATS_MOST_LEVELS],
                       const double *d, size_t n)
{
    const double singular = 1e-12;
    double z[STATS_MOST_LEVELS];
    double sum = 0;
    for (size_t j = 0; j < n; j++) {
        double pivot = s[j][j];
        z[j] = d[j];
        for (size_t k = 0; k < j; k++) {
            pivot -= s[j][k] * s[j][k];
            z[j] -= s[j][k] * z[k];
        }
        if (pivot < singular)
            return NAN;
        s[j][j] = sqrt(pivot);
        z[j] /= s[j][j];
        sum += z[j] * z[j];
        for (size_t i = j + 1; i < n; i++) {
            for (size_t k = 0; k < j; k++)
                s[i][j] -= s[i][k] * s[j][k];
            s[i][j] /= s[j][j];
        }
    }
    return sum;
}

static double total(const long *counts, size_t n)
{
    double sum = 0;
    for (size_t i = 0; i < n; i++)
        sum += (double)counts[i];
    return sum;
}

/* s = (diag(p) - pp' + diag(q) - qq') / 2 without the first level, which the
 * others determine. */
double stats_smd_levels(const long *a, const long *b, size_t n_levels)
{
    double s[STATS_MOST_LEVELS][STATS_MOST_LEVELS];
    double p[STATS_MOST_LEVELS], q[STATS_MOST_LEVELS], d[STATS_MOST_LEVELS];
    double na = total(a, n_levels);
    double nb = total(b, n_levels);
    size_t n = 0;
    bool has_first = false;
    if (!(na > 0) || !(nb > 0) || n_levels > STATS_MOST_LEVELS)
        return NAN;
    for (size_t i = 0; i < n_levels; i++) {
        if (a[i] + b[i] == 0)
            continue;
        if (has_first) {
            p[n] = (double)a[i] / na;
            q[n] = (double)b[i] / nb;
            d[n] = p[n] - q[n];
            n++;
        }
        has_first = true;
    }
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j <= i; j++) {
            double own = i == j ? p[i] + q[i] : 0;
            s[i][j] = (own - p[i] * p[j] - q[i] * q[j]) / 2;
        }
    return sqrt(distance(s, d, n));
}

double stats_pearson_p(const long *a, const long *b, size_t n_levels)
{
    double na = total(a, n_levels);
    double nb = total(b, n_levels);
    double chisq = 0;
    double df = -1;
    for (size_t i = 0; i < n_levels; i++) {
        double level = (double)(a[i] + b[i]);
        if (!(level > 0))
            continue;
        double ea = level * na / (na + nb);
        double eb = level * nb / (na + nb);
        if (ea < least_expected || eb < least_expected)
            return NAN;
        chisq += ((double)a[i] - ea) * ((double)a[i] - ea) / ea +
                 ((double)b[i] - eb) * ((double)b[i] - eb) / eb;
        df += 1;
    }
    return df < 1 ? NAN : stats_chisq_upper(chisq, df);
}
