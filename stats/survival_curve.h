/* survival_curve: the share still there after a time, some leaving sight.
 *
 * Kaplan & Meier's product limit: S(t) = prod (1 - d/n) over the times up to
 * t at which d of n still observed leave. Whoever leaves sight at a time is
 * still observed at it. Standard error by Greenwood; interval on the scale
 * of log(-log S), so that it stays within 0 and 1. */
#ifndef AYUMI_STATS_SURVIVAL_CURVE_H
#define AYUMI_STATS_SURVIVAL_CURVE_H

#include "stats/stats_status.h"

#include <stdbool.h>
#include <stddef.h>

struct stats_survival {
    size_t n_at_risk;  /* still observed at t: time >= t */
    size_t n_left;     /* left up to and at t */
    size_t n_censored; /* out of sight up to and at t, not having left */
    double kept;       /* S(t) */
    double std_error;
    double lower, upper; /* NaN where S is 0 or 1: no such interval */
};

/* time   n times >= 0, in any unit, ascending
 * left   n flags: true = left at that time, false = last seen then
 * at     the time t, >= 0, in the same unit
 * level  two-sided coverage as a fraction: 0.95
 *
 * Returns STATS_OK; STATS_BAD_DATA when n is 0 or nobody is observed up to t
 * though not all have left (S(t) can't be known); STATS_BAD_ARGUMENT for a
 * negative or unordered time or a wrong level. *out is then untouched.
 * Allocates nothing.
 *
 * Source: Kaplan & Meier (1958), JASA 53, 457-481, Greenwood (1926), as cited
 * by R's survival. Agrees with survival 3.5.3 survfit(conf.type = "log-log")
 * to 1e-12; numbers in tests/stats, script beside them. */
STATS_MUST_CHECK enum stats_status
stats_survival_at(const double *time, const bool *left, size_t n, double at,
                  double level, struct stats_survival *out);

#endif
