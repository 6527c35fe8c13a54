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

/* The quarters that stand in out/, by name: FY2022Q4, FY2023Q1, … */
void quarters_written(struct arena *a, const char *study,
                      const char *const **names, size_t *n);

/* Those of them that lack rows, but `except` (NULL: none). */
struct late_quarter {
    const char *name;
    size_t n_rows;
};
MUST_CHECK enum status late_quarters(struct arena *a, struct store *s,
                                     const struct codebook *c,
                                     const char *study, const char *except,
                                     struct late_quarter **out, size_t *n);

#endif
