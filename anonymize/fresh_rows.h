/* fresh_rows: rows of this run that wait for their person.
 *
 * A row that is matched in the run in which it came is sealed once, under its
 * person's key, and never waits in the vault. Until then it stands here, in
 * the order in which it came, in blocks: the one that is written and the one
 * that is read in memory, the others encrypted in a file without a name, under
 * a key that is in memory only. Wiped when it is taken out. */
#ifndef AYUMI_ANONYMIZE_FRESH_ROWS_H
#define AYUMI_ANONYMIZE_FRESH_ROWS_H

#include "base/spilled.h"
#include <stdbool.h>
#include <stdint.h>

struct fresh_row {
    int64_t received, delivery, row;
    size_t n_plain;
    bool is_taken;
    unsigned char plain[]; /* a packed person_record */
};

struct fresh_block;

enum { FRESH_KEY_SIZE = 32 };

struct fresh_rows {
    struct fresh_block *blocks; /* in the order in which rows came */
    size_t n_blocks, capacity;
    size_t first;          /* nobody waits in those before */
    size_t at_block, at;   /* where fresh_rows_after was last */
    size_t n_left;         /* not taken */
    struct spilled sealed; /* blocks that are not in memory */
    uint64_t n_seals;      /* a number is a nonce once only */
    bool is_damaged;       /* a block came back as it was not put away */
    unsigned char key[FRESH_KEY_SIZE];
};

/* folder: of the file, as in spilled_init. */
void fresh_rows_init(struct fresh_rows *f, const char *folder);
void fresh_rows_release(struct fresh_rows *f); /* and ready for use again */

/* received: larger than that of every row before. The bytes are copied. */
void fresh_rows_add(struct fresh_rows *f, const struct fresh_row *place,
                    const unsigned char *plain);

/* The first that is not taken with a larger number than `received`, or NULL;
 * also NULL from the moment on that is_damaged.
 * Quick when asked in that order. Stays where it is until the next row is
 * asked for or added. */
struct fresh_row *fresh_rows_after(struct fresh_rows *f, int64_t received);

/* The row that was told last. Wiped; the pointer is of no use any more. */
void fresh_rows_take(struct fresh_rows *f, struct fresh_row *row);

#endif
