/* clean_rows: checked rows into clean_<table>, one INSERT for all of them. */
#ifndef AYUMI_PIPELINE_CLEAN_ROWS_H
#define AYUMI_PIPELINE_CLEAN_ROWS_H

#include "pipeline/crossed_rows.h"

#include "base/cell_check.h"

/* A parameter of the INSERT. */
struct clean_value {
    enum { CLEAN_NULL, CLEAN_INTEGER, CLEAN_REAL, CLEAN_TEXT } type;
    int length; /* of the text, in bytes */
    union {
        int64_t integer;
        double real;
        const char *text;
    } is;
};

/* How a kind's cells lie in its table. */
struct clean_layout {
    const struct file_kind *kind;
    size_t n_parameters;
    size_t *crossing; /* variables that cross, in the order of the table */
    size_t n_crossing;
    size_t n_ages;
    int happened, known; /* variables, or -1 */
};
void clean_layout_make(struct arena *a, const struct file_kind *k,
                       struct clean_layout *out);

/* The n_parameters values of a row, texts in the arena. cells by variable. */
void clean_values(const struct clean_layout *l, struct arena *a,
                  const struct crossed_row *row, const struct cell *cells,
                  struct clean_value *out);

struct clean_rows; /* opaque, in the arena */

MUST_CHECK enum status clean_rows_open(struct arena *a, struct store *s,
                                       const struct file_kind *k,
                                       struct clean_rows **out);
/* Texts are read before this returns. */
MUST_CHECK enum status clean_rows_add(struct clean_rows *out,
                                      const struct clean_value *values);
void clean_rows_close(struct clean_rows *out); /* NULL is fine */

#endif
