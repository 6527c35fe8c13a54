/* table_file: a whole small CSV with a header (codebooks, settings, handover
 * metadata) as rows of named cells. Not for deliveries of unknown size. */
#ifndef AYUMI_BASE_TABLE_FILE_H
#define AYUMI_BASE_TABLE_FILE_H

#include "base/arena.h"
#include "base/status.h"
#include <stddef.h>

struct table_row {
    size_t row; /* as Excel shows it */
    const char **cells;
};

struct table_file {
    const char *path;
    size_t n_columns;
    const char **columns; /* trimmed, as written in the header */
    size_t n_rows;
    struct table_row *rows; /* every row has n_columns cells, trimmed */
};

/* STATUS_USAGE with a message on stderr (file, row, what to do) when the file
 * can't be read, has a broken row or a row with more cells than the header. */
MUST_CHECK enum status table_file_read(struct arena *a, const char *path,
                                       struct table_file *out);
/* Index of a column; STATUS_USAGE with a message naming the nearest one. */
MUST_CHECK enum status table_file_column(const struct table_file *t,
                                         const char *name, size_t *index);
/* -1 when absent. */
int table_file_find(const struct table_file *t, const char *name);

#endif
