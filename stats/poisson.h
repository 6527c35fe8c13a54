/* poisson: log-linear regression of counts, and of risks with robust errors.
 *
 * log E(y) = x'beta + offset. For a 0/1 outcome exp(beta) is a risk ratio;
 * its standard errors must then be robust ones (stats/robust.h): Zou (2004),
 * American Journal of Epidemiology 159, 702-706, as cited by R's sandwich.
 * Terms are the design's columns; fitted holds the expected count per row.
 * A maximum is missing where a direction lowers rows of count 0 and leaves
 * the others: reported like the separation of a logit. FIRTH is refused. */
#ifndef AYUMI_STATS_POISSON_H
#define AYUMI_STATS_POISSON_H

#include "stats/stats_fit.h"

/* y: n_rows counts >= 0 (need not be whole). Agrees with R's glm(poisson). */
STATS_MUST_CHECK enum stats_status
stats_poisson_fit(const struct stats_design *design, const double *y,
                  const struct stats_fit_options *options,
                  struct stats_fit *out);

#endif
