/* late_rows: which rows of a written quarter came after it was written?
 *
 * A run rebuilds one quarter. Rows of an earlier quarter that come late are
 * in its results only when that quarter is run again; the others need not be.
 * Rows of files that the quarter's run.json does not list, and that had
 * happened by the quarter's last day, are the ones it lacks. */
#ifndef AYUMI_PIPELINE_LATE_ROWS_H
#define AYUMI_PIPELINE_LATE_ROWS_H

#include "base/calendar.h"
#include "base/codebook.h"
#include "base/store.h"

/* folder: out/FY2023Q2. 0 where it has no record. */
MUST_CHECK enum status late_rows_count(struct arena *a, struct store *s,
                                       const struct codebook *c,
                                       const char *folder, struct quarter q,
                                       size_t *n);

#endif
