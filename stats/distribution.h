/* distribution: tails and quantiles behind every p-value and interval.
 *
 * GSL inside, with its aborting error handler switched off; each function is
 * safe to call from any thread. NaN in, NaN out. */
#ifndef AYUMI_STATS_DISTRIBUTION_H
#define AYUMI_STATS_DISTRIBUTION_H

/* P(|Z| > |z|). */
double stats_normal_two_sided(double z);
double stats_normal_cdf(double z);
/* z with P(Z <= z) = p. */
double stats_normal_quantile(double p);
/* The z of a two-sided interval: 1.959964 for level 0.95. */
double stats_normal_for_level(double level);

/* Upper tails P(X > x). */
double stats_chisq_upper(double x, double df);
double stats_f_upper(double x, double df1, double df2);
/* P(|T| > |t|), df may be fractional. */
double stats_t_two_sided(double t, double df);
double stats_t_quantile(double p, double df);
double stats_chisq_quantile(double p, double df);
/* p-quantile of Beta(a, b), polished to the last digits. */
double stats_beta_quantile(double p, double a, double b);
/* p-quantile of Gamma(shape, 1). */
double stats_gamma_quantile(double p, double shape);

#endif
