/* model_frame: the rows and columns one model sees.
 *
 * Rows of view model_frame with a known outcome and all predictors known;
 * what is missing is counted. Columns: intercept, the predictors taken, a
 * 0/1 column for every city but the first where there are several, and for
 * every version but the first of a scale whose points are a predictor: scales
 * are never pooled, nor their versions or cities without a stratum. */
#ifndef AYUMI_PIPELINE_MODEL_FRAME_H
#define AYUMI_PIPELINE_MODEL_FRAME_H

#include "base/arena.h"
#include "base/status.h"
#include "base/store.h"
#include <stddef.h>

struct model_frame {
    size_t n_rows, n_cols;
    double *x;            /* n_rows × n_cols, row-major, column 0 = 1 */
    const char **terms;   /* n_cols names; terms[0] = "(Intercept)" */
    const char **outcome; /* n_rows values as text */
    double *link;         /* n_rows probabilities that the outcome is theirs */
    size_t n_uncertain;   /* rows in which it is below 1 */
    size_t n_outcome_known; /* rows before predictors were asked for */
};

/* predictors: n names of columns of the view (checked against it;
 * STATUS_USAGE with a message naming models.csv otherwise, also where a name
 * adds up two scales). */
MUST_CHECK enum status model_frame_read(struct arena *a, struct store *s,
                                        const char *outcome,
                                        const char *const *predictors, size_t n,
                                        struct model_frame *out);

#endif
