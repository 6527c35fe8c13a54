/* fresh_rows: rows of this run that wait for their person.
 *
 * A row that is matched in the run in which it came is sealed once, under its
 * person's key, and never waits in the vault. Until then it stands here, in
 * the order in which it came; wiped when it is taken out. */
#ifndef AYUMI_ANONYMIZE_FRESH_ROWS_H
#define AYUMI_ANONYMIZE_FRESH_ROWS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct fresh_row {
    int64_t received, delivery, row;
    size_t n_plain;
    bool is_taken;
    unsigned char plain[]; /* a packed person_record */
};

struct fresh_block;

struct fresh_rows {
    struct fresh_block *first, *last;
    struct fresh_block *at_block; /* where fresh_rows_after was last */
    size_t at;
    size_t n_left; /* not taken */
};

void fresh_rows_init(struct fresh_rows *f);
void fresh_rows_release(struct fresh_rows *f); /* and ready for use again */

/* received: larger than that of every row before. The bytes are copied. */
void fresh_rows_add(struct fresh_rows *f, const struct fresh_row *place,
                    const unsigned char *plain);

/* The first that is not taken with a larger number than `received`, or NULL.
 * Quick when asked in that order. */
struct fresh_row *fresh_rows_after(struct fresh_rows *f, int64_t received);

/* Wiped; the pointer is of no use any more. */
void fresh_rows_take(struct fresh_rows *f, struct fresh_row *row);

#endif
