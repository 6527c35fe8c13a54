/* remedies: for probabilities after Firth, weak priors, and doubt. */
#ifndef AYUMI_STATS_REMEDIES_H
#define AYUMI_STATS_REMEDIES_H

#include "stats/stats_fit.h"

/* FLIC: Firth pulls the mean predicted risk towards one half; the intercept
 * is fitted anew by maximum likelihood beside Firth's other coefficients.
 * Puhr et al. (2017), Statistics in Medicine 36, 2302-2317, as cited by
 * logistf. intercept: the column of ones. fitted (may be NULL): n_rows
 * probabilities with the new intercept. STATS_BAD_ARGUMENT when the fit has
 * no estimates or the column is not constant. */
STATS_MUST_CHECK enum stats_status
stats_flic(const struct stats_design *design, const double *y,
           const struct stats_fit *firth, size_t intercept,
           double *new_intercept, double *fitted);

/* FLAC: Firth's penalty as pseudo rows (every row as it is and with the other
 * outcome, each with half its leverage as weight), told apart from the real
 * ones by a column of their own, fitted by maximum likelihood: the mean
 * predicted risk of the real rows is then the observed one. Puhr et al.
 * (2017) as above; with Firth's leverages, as logistf::flac. *out speaks of
 * the design's terms and rows alone: the pseudo rows' coefficient is left
 * out, log_likelihood is that of the real rows; errors and limits are those
 * of the augmented data. A Firth fit without estimates passes its status on.
 */
STATS_MUST_CHECK enum stats_status
stats_flac_fit(const struct stats_design *design, const double *y,
               const struct stats_fit_options *options, struct stats_fit *out);

/* log-F(m, m) penalty on every column but the intercept: for each a pair of
 * rows of weight m/2, one event and one not, with 1 in that column and 0
 * elsewhere. Greenland & Mansournia (2015), Statistics in Medicine 34,
 * 3133-3143, as described by its data augmentation. intercept: column not
 * penalised, n_cols for none. m > 0, usually 1 or 2. The fit's fitted and
 * n_used include the pseudo rows, which stand last. */
STATS_MUST_CHECK enum stats_status
stats_logf_fit(const struct stats_design *design, const double *y,
               size_t intercept, double m,
               const struct stats_fit_options *options, struct stats_fit *out);

/* E-value of a risk ratio: the weakest confounding that could explain it.
 * RR + sqrt(RR (RR - 1)) for RR >= 1, of 1/RR else. VanderWeele & Ding (2017),
 * Annals of Internal Medicine 167, 268-274, as cited by R's EValue. NaN for
 * RR <= 0. */
double stats_e_value(double risk_ratio);

/* Variance inflation of each coefficient but the intercept's, from the
 * correlations of the estimates (as car::vif for a fit of single columns).
 * out: n_terms, NaN for the intercept and for what is not estimable. */
STATS_MUST_CHECK enum stats_status stats_vif(const struct stats_fit *fit,
                                             size_t intercept, double *out);

#endif
