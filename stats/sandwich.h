/* sandwich: bread, meat, and what becomes of a fit's errors.
 *
 * Private to stats/. V = B M B; B is the fit's vcov (0 where not estimable),
 * M a sum of outer products of scores over rows or clusters. */
#ifndef AYUMI_STATS_SANDWICH_H
#define AYUMI_STATS_SANDWICH_H

#include "stats/stats_fit.h"
#include "stats/workspace.h"

#include <stdbool.h>

struct sandwich {
    struct workspace scratch;
    struct stats_fit *fit;
    size_t m;           /* terms */
    long double *bread; /* m × m */
    long double *meat;  /* m × m */
    long double *score; /* m: of a row or a cluster, filled by the caller */
};

/* False when the fit has no estimates: nothing to release then. */
bool sandwich_start(struct sandwich *s, struct stats_fit *fit);
/* meat += score score'; score = 0. */
void sandwich_add(struct sandwich *s);
/* Fills the score of one row (adding to it). */
typedef bool sandwich_row(void *context, size_t row, long double *score);
/* Rows of positive weight one by one; false where a row's score fails. */
bool sandwich_add_rows(struct sandwich *s, const struct stats_design *design,
                       sandwich_row *row, void *context);
/* Sums of rows per cluster; returns the number of clusters. */
size_t sandwich_add_clusters(struct sandwich *s,
                             const struct stats_design *design,
                             const size_t *cluster, sandwich_row *row,
                             void *context);
/* The fit's vcov, errors and Wald limits become factor B M B's; NaN where that
 * is 0 but for rounding. */
void sandwich_replace(struct sandwich *s, long double factor, double level);

#endif
