/* distribution: tails and quantiles, by libm where it is exact, else GSL. */
#include "stats/distribution.h"

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_errno.h>
#include <gsl/gsl_randist.h>
#include <math.h>
#include <pthread.h>

static const double PI = 3.14159265358979323846;

static void switch_handler_off(void)
{
    gsl_set_error_handler_off();
}

/* GSL's default handler aborts; ours must be off before the first call. */
static void guard(void)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    pthread_once(&once, switch_handler_off);
}

double stats_normal_two_sided(double z)
{
    return erfc(fabs(z) / sqrt(2.0));
}

double stats_normal_cdf(double z)
{
    return 0.5 * erfc(-z / sqrt(2.0));
}

double stats_normal_quantile(double p)
{
    guard();
    double z = gsl_cdf_ugaussian_Pinv(p);
    if (!isfinite(z))
        return z;
    /* One Newton step removes what the rational approximation leaves. */
    double density = exp(-0.5 * z * z) / sqrt(2.0 * PI);
    double excess = p < 0.5 ? stats_normal_cdf(z) - p
                            : (1.0 - p) - 0.5 * erfc(z / sqrt(2.0));
    return density > 1e-300 ? z - excess / density : z;
}

double stats_normal_for_level(double level)
{
    return -stats_normal_quantile((1.0 - level) / 2.0);
}

double stats_chisq_upper(double x, double df)
{
    guard();
    if (isnan(x) || isnan(df) || df <= 0.0)
        return NAN;
    if (x <= 0.0)
        return 1.0;
    return df == 1.0 ? erfc(sqrt(x / 2.0)) : gsl_cdf_chisq_Q(x, df);
}

double stats_f_upper(double x, double df1, double df2)
{
    guard();
    if (isnan(x) || isnan(df1) || isnan(df2))
        return NAN;
    return x <= 0.0 ? 1.0 : gsl_cdf_fdist_Q(x, df1, df2);
}

double stats_t_two_sided(double t, double df)
{
    guard();
    if (isnan(t) || isnan(df))
        return NAN;
    if (isinf(df))
        return stats_normal_two_sided(t);
    return 2.0 * gsl_cdf_tdist_Q(fabs(t), df);
}

double stats_t_quantile(double p, double df)
{
    guard();
    return isinf(df) ? stats_normal_quantile(p) : gsl_cdf_tdist_Pinv(p, df);
}

double stats_chisq_quantile(double p, double df)
{
    return 2.0 * stats_gamma_quantile(p, df / 2.0);
}

/* A distribution function with up to two parameters, its other tail and its
 * density. */
struct continuous {
    double a, b;
    double (*below)(double x, double a, double b);
    double (*above)(double x, double a, double b);
    double (*density)(double x, double a, double b);
};

/* F(x) - p, from the tail that is small. */
static double excess(const struct continuous *c, double x, double p)
{
    return p < 0.5 ? c->below(x, c->a, c->b) - p
                   : (1.0 - p) - c->above(x, c->a, c->b);
}

/* GSL's own search gives up (NaN) where the parameters are large: halves
 * (low, high) down to neighbouring numbers. */
static double search(const struct continuous *c, double p, double low,
                     double high)
{
    for (int i = 0; i < 1100; i++) {
        double middle = 0.5 * (low + high);
        if (!(middle > low && middle < high))
            break;
        if (excess(c, middle, p) < 0.0)
            low = middle;
        else
            high = middle;
    }
    return high;
}

/* Newton from a good start to the last digits, inside (0, top). */
static double polish(const struct continuous *c, double p, double x, double top)
{
    for (int i = 0; i < 3 && x > 0.0 && x < top && isfinite(x); i++) {
        double slope = c->density(x, c->a, c->b);
        double next = x - excess(c, x, p) / slope;
        if (!(slope > 0.0) || !(next > 0.0) || !(next < top))
            break;
        x = next;
    }
    return x;
}

double stats_gamma_quantile(double p, double shape)
{
    const struct continuous gamma = {shape, 1.0, gsl_cdf_gamma_P,
                                     gsl_cdf_gamma_Q, gsl_ran_gamma_pdf};
    guard();
    double x = gsl_cdf_gamma_Pinv(p, shape, 1.0);
    /* Sought within 50 standard deviations: beyond is nothing a double has. */
    if (isnan(x) && p > 0.0 && p < 1.0 && shape > 0.0)
        x = search(&gamma, p, 0.0, shape + 50.0 * sqrt(shape) + 750.0);
    return polish(&gamma, p, x, HUGE_VAL);
}

double stats_beta_quantile(double p, double a, double b)
{
    const struct continuous beta = {a, b, gsl_cdf_beta_P, gsl_cdf_beta_Q,
                                    gsl_ran_beta_pdf};
    guard();
    double x = gsl_cdf_beta_Pinv(p, a, b);
    if (isnan(x) && p > 0.0 && p < 1.0 && a > 0.0 && b > 0.0)
        x = search(&beta, p, 0.0, 1.0);
    return polish(&beta, p, x, 1.0);
}
