/* crossed_rows: the rows of one part, straight from the file that crossed.
 *
 * The handover file is the raw data and stays where it is; nothing of it is
 * copied into the database before it has been checked. */
#ifndef AYUMI_PIPELINE_CROSSED_ROWS_H
#define AYUMI_PIPELINE_CROSSED_ROWS_H

#include "base/codebook.h"
#include "base/csv_reader.h"
#include "pipeline/kept_parts.h"

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

/* folder: of the handover. Needs the database only while it opens.
 * STATUS_UNREADABLE with a message when the part is not as the identity room
 * writes it. The caller owns *out; the arena must outlive it. */
MUST_CHECK enum status crossed_rows_open(struct arena *a, struct store *s,
                                         const char *folder,
                                         const struct crossed_part *part,
                                         struct crossed_rows **out);
/* False at the end, or with *status when a row is not as it must be. */
bool crossed_rows_next(struct crossed_rows *in, struct crossed_row *row,
                       enum status *status);
/* Rows so far. */
size_t crossed_rows_count(const struct crossed_rows *in);
void crossed_rows_close(struct crossed_rows *in); /* NULL is fine */

#endif
