/* analysis_design: a formula's design matrix, written block by block.
 *
 * With a million rows the matrix and the columns it is made of are the two
 * largest things there are. Columns that nobody reads afterwards are given
 * back while the matrix grows, so that the data lie in memory once. */
#ifndef AYUMI_PIPELINE_ANALYSIS_DESIGN_H
#define AYUMI_PIPELINE_ANALYSIS_DESIGN_H

#include "stats/formula.h"

#include <stdbool.h>
#include <stddef.h>

struct analysis_rows {
    const struct stats_formula *formula; /* bound to the frame */
    const struct stats_frame *frame;
    size_t first_column; /* 1: without the intercept's */
    const bool *spent;   /* per variable of the frame: its memory, taken by
                            pages_take, is given back; NULL: none */
};

/* Taken when the first design is written into it, used again for others of
 * the same rows. */
struct analysis_matrix {
    double *x; /* NULL: not taken */
    size_t bytes;
};

/* n_rows × (n_columns - first_column), row-major. change may be NULL. */
void analysis_write_design(const struct analysis_rows *rows,
                           const struct stats_formula_change *change,
                           struct analysis_matrix *matrix);
void analysis_drop_design(struct analysis_matrix *matrix);

#endif
