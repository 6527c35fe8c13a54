/* survival_curve: the product limit, see the header. */
#include "stats/survival_curve.h"

#include "stats/distribution.h"

#include <math.h>

static bool is_ordered(const double *time, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (!(time[i] >= 0) || !isfinite(time[i]) ||
            (i > 0 && time[i] < time[i - 1]))
            return false;
    }
    return true;
}

/* exp(-exp(log(-log S) -+ z se / (S |log S|))), as survfit "log-log". */
static void put_interval(double level, struct stats_survival *s)
{
    s->lower = s->upper = NAN;
    if (s->kept <= 0 || s->kept >= 1)
        return;
    double z = stats_normal_quantile(0.5 + level / 2);
    double centre = log(-log(s->kept));
    double half = z * s->std_error / (s->kept * fabs(log(s->kept)));
    s->lower = exp(-exp(centre + half));
    s->upper = exp(-exp(centre - half));
}

enum stats_status stats_survival_at(const double *time, const bool *left,
                                    size_t n, double at, double level,
                                    struct stats_survival *out)
{
    if (!(level > 0 && level < 1) || !(at >= 0) || !is_ordered(time, n))
        return STATS_BAD_ARGUMENT;
    struct stats_survival s = {.kept = 1};
    double greenwood = 0; /* sum of d / (n (n - d)) */
    size_t i = 0;
    while (i < n && time[i] <= at) {
        size_t d = 0, same = i;
        while (same < n && time[same] <= time[i]) {
            d += left[same];
            same++;
        }
        double at_risk = (double)(n - i);
        s.kept *= 1 - (double)d / at_risk;
        if (d < n - i)
            greenwood += (double)d / (at_risk * (at_risk - (double)d));
        s.n_left += d;
        s.n_censored += same - i - d;
        i = same;
    }
    for (size_t k = 0; k < n; k++)
        s.n_at_risk += time[k] >= at;
    if (n == 0 || (s.n_at_risk == 0 && s.kept > 0))
        return STATS_BAD_DATA;
    s.std_error = s.kept * sqrt(greenwood);
    put_interval(level, &s);
    *out = s;
    return STATS_OK;
}
