/* header_rows: which of a table's first rows are its headers?
 *
 * Up to four title rows may stand above them. Headers may take two rows: a
 * group's title over several columns (merged in Excel) and the columns below
 * it. One row is tried first. */
#ifndef AYUMI_ANONYMIZE_HEADER_ROWS_H
#define AYUMI_ANONYMIZE_HEADER_ROWS_H

#include "base/cell_check.h"
#include "base/sheet_reader.h"

enum { HEADER_SEARCH_RECORDS = 5 };

struct header_rows {
    struct csv_record records[HEADER_SEARCH_RECORDS]; /* the first rows */
    size_t n;
    size_t last;               /* index of the (lower) header row */
    struct csv_record headers; /* joined where they take two rows */
    struct kind_match match;   /* when there are none: what the nearest lacks */
    bool has_guess;            /* false: not even a readable row */
};

/* Everything lives in the arena; reading goes on behind records[n - 1]. */
bool header_rows_find(struct arena *a, const struct codebook *c,
                      struct sheet_reader *in, struct header_rows *out);

#endif
