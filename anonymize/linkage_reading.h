/* linkage_reading: one file of a linkage, as read: each distinct cell of a
 * column once. Two files are read at the same time, each into its own
 * arena. */
#ifndef AYUMI_ANONYMIZE_LINKAGE_READING_H
#define AYUMI_ANONYMIZE_LINKAGE_READING_H

#include "base/arena.h"
#include "base/status.h"
#include <stddef.h>
#include <stdint.h>

/* Numbers of the distinct cells of one column, found by their hash. */
struct interner {
    uint32_t n, n_slots; /* n_slots: a power of two */
    uint32_t *slots;     /* number, or 0 = free */
    uint32_t *hashes;    /* by number */
    const char **values;
    size_t capacity, hash_capacity;
};

struct reading {
    struct arena *arena;
    const char *path;
    size_t n_columns; /* the id's too */
    const char **names;
    struct interner *distinct; /* by column; [0] unused */
    size_t n_rows;
    uint32_t *cells; /* n_rows × (n_columns - 1) */
    size_t cell_capacity;
    const char **ids;
    size_t *rows; /* as Excel shows them */
    size_t id_capacity, row_capacity;
};

/* Arena memory. Message on stderr and STATUS_UNREADABLE or STATUS_USAGE when
 * the file can't be read, has no column but the id, a broken row or a blank
 * id. */
MUST_CHECK enum status reading_read(struct arena *a, const char *path,
                                    struct reading *out);

/* The number of a cell's text in its column; 0 for a blank one. */
uint32_t reading_intern(struct arena *a, struct interner *t, const char *text);

#endif
