/* row_index: a number for each fingerprint, for any number of them.
 *
 * The newest RECENT stand in a table in memory. When it is full it is poured
 * into a table on the disk; both are in the order of the fingerprints, so that
 * this goes once through the file. A sieve of one to two bytes a fingerprint
 * says which ones are surely not on the disk: nothing is looked up there for
 * a new one. */
#ifndef AYUMI_ANONYMIZE_ROW_INDEX_H
#define AYUMI_ANONYMIZE_ROW_INDEX_H

#include "base/spilled.h"
#include <stdint.h>

struct row_entry {
    uint64_t print;
    uint32_t number; /* from 1; 0 = an empty place */
};

struct row_index {
    struct row_entry *recent;
    unsigned recent_bits; /* places: 2 to the power of it; 0 = none yet */
    size_t n_recent;
    struct spilled old; /* struct row_entry */
    unsigned old_bits;
    size_t n_old;
    uint64_t *sieve;
    unsigned sieve_bits; /* likewise, words */
};

/* folder: as in spilled_init. */
void row_index_init(struct row_index *x, const char *folder);
void row_index_release(struct row_index *x); /* and ready for use again */

/* The number of a fingerprint, or 0. */
uint32_t row_index_find(struct row_index *x, const unsigned char *print);
/* A hint: it is about to be looked for. */
void row_index_expect(const struct row_index *x, const unsigned char *print);
/* A new one, or another number (not 0) for a known one. */
void row_index_set(struct row_index *x, const unsigned char *print,
                   uint32_t number);

#endif
