/* checked_rows: a part that crossed, checked cell by cell, in batches.
 *
 * Needs no database once it is open, so that one thread can read and check
 * while another writes. */
#ifndef AYUMI_PIPELINE_CHECKED_ROWS_H
#define AYUMI_PIPELINE_CHECKED_ROWS_H

#include "pipeline/clean_rows.h"

struct checked_finding {
    int64_t row;
    const char *variable;
    const struct rule *rule;
    const char *subject; /* pseudonym or "" */
};

/* Rows that were checked one after the other. Texts live in the batch. */
struct checked_batch {
    struct arena arena;
    size_t n_rows;              /* accepted */
    struct clean_value *values; /* n_rows times the kind's parameters */
    struct checked_finding *findings;
    size_t n_findings, findings_capacity;
    size_t n_quarantined; /* rows */
};

struct checked_rows; /* opaque, in the arena */

MUST_CHECK enum status checked_rows_open(struct arena *a, struct store *s,
                                         const struct codebook *c,
                                         const char *folder,
                                         const struct crossed_part *part,
                                         struct checked_rows **out);
void checked_batch_init(struct checked_batch *b);
void checked_batch_release(struct checked_batch *b);

/* The next rows into `b`; false at the end, or with *st when the file is not
 * as it must be. */
bool checked_rows_next(struct checked_rows *in, struct checked_batch *b,
                       enum status *st);
/* Rows read so far. */
size_t checked_rows_count(const struct checked_rows *in);
void checked_rows_close(struct checked_rows *in); /* NULL is fine */

#endif
