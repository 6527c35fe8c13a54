/* proportion: Wilson, Clopper-Pearson, Newcombe, exact Poisson. */
#include "stats/proportion.h"
#include "stats/distribution.h"

#include <math.h>
#include <stdbool.h>

static bool level_is_good(double level)
{
    return level > 0.0 && level < 1.0;
}

/* (p + z²/2n ± z sqrt(p(1-p)/n + z²/4n²)) / (1 + z²/n) */
static struct stats_interval wilson(double x, double n, double z)
{
    double p = x / n;
    double middle = p + z * z / (2.0 * n);
    double half = z * sqrt(p * (1.0 - p) / n + z * z / (4.0 * n * n));
    double down = 1.0 + z * z / n;
    struct stats_interval out = {p, (middle - half) / down,
                                 (middle + half) / down};
    /* Rounding must not leave a limit outside what the formula gives. */
    if (x <= 0.0)
        out.lower = 0.0;
    if (x >= n)
        out.upper = 1.0;
    return out;
}

enum stats_status stats_proportion_wilson(size_t successes, size_t trials,
                                          double level,
                                          struct stats_interval *out)
{
    if (trials == 0 || successes > trials || !level_is_good(level))
        return STATS_BAD_ARGUMENT;
    *out = wilson((double)successes, (double)trials,
                  stats_normal_for_level(level));
    return STATS_OK;
}

enum stats_status stats_proportion_clopper_pearson(size_t successes,
                                                   size_t trials, double level,
                                                   struct stats_interval *out)
{
    if (trials == 0 || successes > trials || !level_is_good(level))
        return STATS_BAD_ARGUMENT;
    double x = (double)successes, n = (double)trials;
    double tail = (1.0 - level) / 2.0;
    out->estimate = x / n;
    out->lower =
        successes == 0 ? 0.0 : stats_beta_quantile(tail, x, n - x + 1.0);
    /* The upper limit is 1 - the tail quantile of the mirrored beta, which
     * keeps all digits where 1 - tail would lose them. */
    out->upper = successes == trials
                     ? 1.0
                     : 1.0 - stats_beta_quantile(tail, n - x, x + 1.0);
    return STATS_OK;
}

enum stats_status stats_proportion_newcombe(const size_t successes[2],
                                            const size_t trials[2],
                                            double level,
                                            struct stats_interval *out)
{
    struct stats_interval a, b;
    enum stats_status st =
        stats_proportion_wilson(successes[0], trials[0], level, &a);
    if (st == STATS_OK)
        st = stats_proportion_wilson(successes[1], trials[1], level, &b);
    if (st != STATS_OK)
        return st;
    double difference = a.estimate - b.estimate;
    out->lower = difference - hypot(a.estimate - a.lower, b.upper - b.estimate);
    out->upper = difference + hypot(a.upper - a.estimate, b.estimate - b.lower);
    out->estimate = difference;
    return STATS_OK;
}

enum stats_status stats_poisson_exact(size_t events, double exposure,
                                      double level, struct stats_interval *out)
{
    if (!(exposure > 0.0) || !isfinite(exposure) || !level_is_good(level))
        return STATS_BAD_ARGUMENT;
    double x = (double)events, tail = (1.0 - level) / 2.0;
    out->estimate = x / exposure;
    out->lower = events == 0 ? 0.0 : stats_gamma_quantile(tail, x) / exposure;
    out->upper = stats_gamma_quantile(1.0 - tail, x + 1.0) / exposure;
    return STATS_OK;
}
