/* wald: are several coefficients 0 together? (a whole factor, an interaction)
 */
#ifndef AYUMI_STATS_WALD_H
#define AYUMI_STATS_WALD_H

#include "stats/contingency.h"
#include "stats/stats_fit.h"

/* b'V^-1 b over the n terms listed, chi-square; those not estimable are left
 * out of the count. Uses the fit's vcov, so robust errors count.
 * STATS_BAD_ARGUMENT: an index too large. STATS_BAD_DATA: no term is
 * estimable, or V is singular; *out untouched. As R's aod::wald.test. */
STATS_MUST_CHECK enum stats_status stats_wald(const struct stats_fit *fit,
                                              size_t n, const size_t *term,
                                              struct stats_test *out);

#endif
