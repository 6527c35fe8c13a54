/* fit_result: fills a struct stats_fit. Private to stats/. */
#ifndef AYUMI_STATS_FIT_RESULT_H
#define AYUMI_STATS_FIT_RESULT_H

#include "stats/profile.h"
#include "stats/stats_fit.h"
#include "stats/tall.h"

/* Every array NaN, every column UNDETERMINED; false without memory. */
bool fit_result_start(struct stats_fit *out, const struct stats_design *design,
                      size_t n_terms, size_t n_fitted);
enum stats_status fit_result_refuse(struct stats_fit *out,
                                    enum stats_reason reason);
/* Rank and relation of the columns, rows used, weights. */
void fit_result_tell_design(struct stats_fit *out, const struct tall *t);

/* One linear combination per term: term j = shape_j beta~ (p numbers). Fills
 * estimates, errors, Wald limits and vcov of the terms that are FINITE. */
void fit_result_tell(struct stats_fit *out, struct workspace *scratch,
                     double level, size_t p, const long double *shape,
                     const long double *beta, const long double *inverse);
/* Profile limits and likelihood-ratio tests of the FINITE terms. */
void fit_result_profile(struct stats_fit *out, double level,
                        struct profile *profile, const long double *shape);

/* Both, from the climb's top; fisher: the information's factor. Profile
 * limits where they are asked for and exist. */
void fit_result_top(struct stats_fit *out, struct workspace *scratch,
                    const struct stats_fit_options *options,
                    struct climb *climb, const long double *fisher,
                    const long double *shape, const long double *beta);

/* SINGULAR, TOO_FEW_EVENTS (rarest outcome below 5 or below `needed`), OK. */
enum stats_status fit_result_judge(struct stats_fit *out, bool is_full_rank,
                                   double rarest, size_t needed);

/* Categories of the rows of t and their weighted counts, or the refusal of
 * an outcome that is not coded, constant or has an empty level. */
enum stats_status fit_result_categories(struct stats_fit *out,
                                        struct workspace *w,
                                        const struct tall *t,
                                        const size_t *user_y, size_t n_levels,
                                        size_t **y, double **count);

/* Terms, covariance and fitted values of a fit of more rows and columns, of
 * which out's stand first. */
void fit_result_take(const struct stats_fit *wide, struct stats_fit *out);

#endif
