/* crossed_rows: the rows of one kind, straight from the file that crossed.
 *
 * The handover file is the raw data and stays where it is; nothing of it is
 * copied into the database before it has been checked. */
#ifndef AYUMI_PIPELINE_CROSSED_ROWS_H
#define AYUMI_PIPELINE_CROSSED_ROWS_H

#include "base/codebook.h"
#include "base/csv_reader.h"
#include "base/store.h"

/* Texts are valid until the next row. */
struct crossed_row {
    int64_t file, row;
    const char *subject;      /* "" where a kind has no people */
    bool is_person;           /* a pseudonym, not a yearly token */
    const char *delivered;    /* ISO, or NULL: always known */
    const char *elderly;      /* 1, 0 or "" */
    const char *const *ages;  /* legal ages, in the order of the table */
    const char *const *texts; /* by variable; "" where it does not cross */
};

struct crossed_rows; /* opaque, in the arena */

/* path: the kind's CSV. Needs raw_file of the same handover, and the known
 * days beside it; the database only while it opens.
 * STATUS_UNREADABLE with a message when it is not as the identity room writes
 * it. The caller owns *out. */
MUST_CHECK enum status crossed_rows_open(struct arena *a, struct store *s,
                                         const struct file_kind *k,
                                         const char *path,
                                         struct crossed_rows **out);
/* False at the end, or with *status when a row is not as it must be. */
bool crossed_rows_next(struct crossed_rows *in, struct crossed_row *row,
                       enum status *status);
/* Rows so far. */
size_t crossed_rows_count(const struct crossed_rows *in);
void crossed_rows_close(struct crossed_rows *in); /* NULL is fine */

#endif
