/* codebook_rows: the CSV files of a codebook as checked rows.
 *
 * Inner header of base/codebook*.c. A cursor stands on one row of a merged
 * file; every reader below checks the cell, says what is wrong with file,
 * row and column, and leaves *failed true, so that a whole file is read
 * before loading stops. */
#ifndef AYUMI_BASE_CODEBOOK_ROWS_H
#define AYUMI_BASE_CODEBOOK_ROWS_H

#include "base/codebook.h"
#include "base/table_file.h"

struct merged_file {
    struct table_file table;
    const char **row_path; /* which of the two files a row stands in */
    const struct table_row *shipped; /* the shipped file's own rows; a row that
                                      * replaces one stands at its index */
    size_t n_shipped;
};

/* Shipped rows, then local ones that replace (same first n_key cells) or
 * add. A missing local file is fine, a missing shipped one is not. */
MUST_CHECK enum status merged_read(struct arena *a, const char *shipped,
                                   const char *local, const char *file_name,
                                   size_t n_key, struct merged_file *out);

struct cursor {
    struct arena *arena;
    const struct merged_file *file;
    size_t row; /* index in file->table.rows */
    bool failed;
};

/* The cell, "" when the column is absent. */
const char *row_text(const struct cursor *at, const char *column);
/* The same cell of the shipped row that a local one replaces; NULL when it
 * replaces none. */
const char *row_replaced(const struct cursor *at, const char *column);
/* Says `message(expected)` about a cell and marks the cursor as failed. */
void row_wrong(struct cursor *at, const char *column, const char *expected);

const char *row_filled(struct cursor *at, const char *column);
const char *row_identifier(struct cursor *at, const char *column);
const char *row_kind(struct cursor *at, const char *column);
bool row_flag(struct cursor *at, const char *column);
/* Index of the cell in names (NULL-terminated); 0 when it is not there. */
int row_choice(struct cursor *at, const char *column, const char *const *names);
/* false when blank. */
bool row_number(struct cursor *at, const char *column, double *out);
/* Parts between ';', trimmed, none empty. */
const char **row_list(struct cursor *at, const char *column, size_t *n);

bool is_identifier(const char *text); /* [a-z][a-z0-9_]{0,31} */

#endif
