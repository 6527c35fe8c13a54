/* quarter_rows: what came for a quarter, beside the quarter before? */
#ifndef AYUMI_PIPELINE_QUARTER_ROWS_H
#define AYUMI_PIPELINE_QUARTER_ROWS_H

#include "base/calendar.h"
#include "base/codebook.h"
#include "base/store.h"

struct quarter_rows {
    const struct file_kind *kind;
    int64_t before; /* rows that happened in the quarter before */
    int64_t now;    /* in the quarter */
    int64_t ever;
};

/* One entry a kind that ever came, in the codebook's order. A row without a
 * day of its own counts by the day it became known. `rows` has room for every
 * kind of the codebook. */
MUST_CHECK enum status quarter_rows_read(struct arena *a, struct store *s,
                                         const struct codebook *c,
                                         struct quarter q,
                                         struct quarter_rows *rows, size_t *n);

/* Rows came for the quarter before and none for this one. */
bool quarter_rows_missing(const struct quarter_rows *r);

#endif
