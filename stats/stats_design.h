/* stats_design: the matrix every regression of this library takes. */
#ifndef AYUMI_STATS_STATS_DESIGN_H
#define AYUMI_STATS_STATS_DESIGN_H

#include <stddef.h>

/* x        n_rows × n_cols, row-major, no missing values; the intercept, if
 *          wanted, is a column of ones (by custom column 0)
 * weights  n_rows frequencies >= 0, or NULL for all 1; rows of weight 0 take
 *          no part
 * offset   n_rows, added to the linear predictor, or NULL for all 0 */
struct stats_design {
    size_t n_rows, n_cols;
    const double *x;
    const double *weights;
    const double *offset;
};

#endif
