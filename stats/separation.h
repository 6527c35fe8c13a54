/* separation: which rows can be parted from the others by a hyperplane?
 *
 * Private to stats/. A cone {d : a_i d >= 0 for all rows i} is given by its
 * rows; for a binary logit a_i = (2 y_i - 1) x_i. A row is "strict" when some
 * d of the cone has a_i d > 0. The likelihood has a finite maximum exactly
 * when no row is strict (Albert & Anderson 1984, Biometrika 71, 1-10, as
 * cited by Konis 2007). */
#ifndef AYUMI_STATS_SEPARATION_H
#define AYUMI_STATS_SEPARATION_H

#include "stats/stats_status.h"
#include "stats/workspace.h"

#include <stdbool.h>

/* a: n_rows × p, row-major, entries of moderate size. Fills strict[n_rows]
 * with 0 or 1 and returns how many are 1; n_rows + 1 when the linear program
 * could not be solved. */
size_t separation_strict_rows(struct workspace *w, size_t n_rows, size_t p,
                              const double *a, unsigned char *strict);

/* Names the m coefficients of a likelihood whose cone has the given rows
 * (n_rows × m, in the user's columns): FINITE, PLUS_INFINITY … Columns that
 * already are DROPPED stay so. strict as found above, not all 0. */
void separation_name(struct workspace *w, size_t n_rows, size_t m,
                     const double *rows, const unsigned char *strict,
                     enum stats_column *column);

#endif
