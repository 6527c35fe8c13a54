/* row_prints: by what is a row known again?
 *
 * Two fingerprints of ROW_PRINT_SIZE bytes for the row_ledger: what the row
 * says, and whom or what it is about. Both are made of what the cells mean, so
 * that another encoding or another way to write a date is the same row. */
#ifndef AYUMI_ANONYMIZE_ROW_PRINTS_H
#define AYUMI_ANONYMIZE_ROW_PRINTS_H

#include "base/cell_check.h"

/* For the rows of one file. */
struct row_prints {
    const struct file_kind *kind;
    const char *office; /* of the file's folder, or "" */
    int *keys;          /* by key of the kind: variable */
    struct arena *arena, *scratch;
    unsigned char *bytes;
    size_t n, capacity;
    /* ROW_SECRET_SIZE bytes without which a fingerprint says nothing; NULL
     * (by row_prints_init): made without. */
    const unsigned char *secret;
};

/* `scratch` may be emptied after each row; all else must outlive *p. */
void row_prints_init(struct row_prints *p, struct arena *arena,
                     struct arena *scratch, const struct file_kind *k,
                     const char *office);

/* Cells and texts by variable; a text may be NULL where the file has no such
 * column. */
void row_print_content(struct row_prints *p, const struct cell *cells,
                       const char *const *texts, unsigned char *out);
/* A name stands for a number that is not given. False: no key at all. */
bool row_print_key(struct row_prints *p, const struct cell *cells,
                   const char *const *texts, unsigned char *out);
/* No cell of the key has a finding. */
bool row_key_is_read(const struct row_prints *p, const struct cell *cells);

/* Where no column names the office, the same number in the folders of two
 * offices is two people. */
bool row_folder_matters(const struct file_kind *k);

#endif
