/* score_file: a plain CSV scored into another one.
 *
 * The same rows and columns in the same order, then points_low, points_high,
 * n_missing, class, out_of_validated_age (1, 0, empty = age unknown) and the
 * judgements of the instrument as T, F or U. UTF-8, LF. */
#ifndef AYUMI_PIPELINE_SCORE_FILE_H
#define AYUMI_PIPELINE_SCORE_FILE_H

#include "pipeline/score_coding.h"
#include "pipeline/score_columns.h"

struct score_request {
    const struct codebook *codebook;
    const struct score_definition *definition;
    enum score_digits digits;
    struct coding_limits limits;
    const char *data, *out; /* out NULL: nothing is written */
};

struct score_report {
    size_t n_rows;
    size_t *n_of_class;    /* one per class of the definition */
    size_t n_undetermined; /* forms without a class */
    size_t n_out_of_age;
    size_t n_impossible; /* measures taken as missing */
    size_t n_digits;     /* answers typed as 0, 1, 2 */
    bool looks_swapped;  /* 1 may stand for はい: see score_coding.h */
    struct score_columns columns;
};

/* STATUS_UNREADABLE, with every wrong cell (the first 20) named on stderr by
 * row and column as Excel shows them, when the file or a cell can't be read;
 * then no file is written. */
MUST_CHECK enum status score_file(struct arena *a,
                                  const struct score_request *request,
                                  struct score_report *out);

#endif
