/* calibration: predicted against observed, group by group of the predicted. */
#include "stats/distribution.h"
#include "stats/performance.h"
#include "stats/proportion.h"
#include "stats/summary.h"
#include "stats/workspace.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

static int ascending(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/* Upper bounds of the groups, right-closed, each different; their number. */
static size_t find_bounds(size_t n, const double *sorted, size_t n_groups,
                          double *bound)
{
    size_t found = 0;
    double lowest = sorted[0];
    for (size_t g = 1; g <= n_groups; g++) {
        double at = (double)(n - 1) * (double)g / (double)n_groups;
        size_t below = (size_t)floor(at);
        double part = at - (double)below;
        double q = sorted[below];
        if (below + 1 < n)
            q += part * (sorted[below + 1] - q);
        bool rises = found > 0 ? q > bound[found - 1] : q > lowest;
        if (g == n_groups && !rises && found == 0)
            rises = true; /* all are equal: one group */
        if (rises)
            bound[found++] = q;
    }
    return found;
}

static void finish_group(struct stats_calibration *c, double level)
{
    struct stats_interval interval;
    c->mean_predicted /= (double)c->n;
    c->observed = c->events / (double)c->n;
    c->conf_low = c->conf_high = NAN;
    if (stats_proportion_wilson((size_t)c->events, c->n, level, &interval) !=
        STATS_OK)
        return;
    c->conf_low = interval.lower;
    c->conf_high = interval.upper;
}

static void test_groups(size_t found, const struct stats_calibration *c,
                        struct stats_test *hl)
{
    double sum = 0.0, df = (double)found - 2.0;
    for (size_t g = 0; g < found; g++) {
        double n = (double)c[g].n, expected = n * c[g].mean_predicted;
        double off = c[g].events - expected;
        sum += off * off / (expected * (1.0 - c[g].mean_predicted));
    }
    *hl = (struct stats_test){NAN, NAN, NAN};
    if (found > 2)
        *hl = (struct stats_test){sum, df, stats_chisq_upper(sum, df)};
}

static enum stats_status check(size_t n, const double *y, const double *p)
{
    double events = 0.0;
    for (size_t i = 0; i < n; i++) {
        if ((y[i] != 0.0 && y[i] != 1.0) || !(p[i] >= 0.0 && p[i] <= 1.0))
            return STATS_BAD_ARGUMENT;
        events += y[i];
    }
    return events == 0.0 || events == (double)n ? STATS_BAD_DATA : STATS_OK;
}

enum stats_status stats_calibration_curve(size_t n, const double *y,
                                          const double *p, size_t n_groups,
                                          double level,
                                          struct stats_calibration *out,
                                          size_t *found, struct stats_test *hl)
{
    if (n_groups == 0 || !(level > 0.0 && level < 1.0))
        return STATS_BAD_ARGUMENT;
    enum stats_status st = check(n, y, p);
    if (st != STATS_OK)
        return st;
    struct workspace w = {NULL};
    double *sorted = workspace_doubles(&w, n);
    double *bound = workspace_doubles(&w, n_groups);
    memcpy(sorted, p, n * sizeof *sorted);
    qsort(sorted, n, sizeof *sorted, ascending);
    *found = find_bounds(n, sorted, n_groups, bound);
    memset(out, 0, n_groups * sizeof *out);
    for (size_t i = 0; i < n; i++) {
        size_t g = 0;
        while (g + 1 < *found && p[i] > bound[g])
            g++;
        out[g].n++;
        out[g].events += y[i];
        out[g].mean_predicted += p[i];
    }
    for (size_t g = 0; g < *found; g++)
        finish_group(&out[g], level);
    test_groups(*found, out, hl);
    workspace_release(&w);
    return STATS_OK;
}
