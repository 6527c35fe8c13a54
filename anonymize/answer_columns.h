/* answer_columns: a question with several answers, a column for each.
 *
 * crosswalk.csv leads the headers of such columns to the variable and one of
 * its codes (motives=2); each cell is a tick. Together they are the cell of
 * the variable: the ticked codes, joined by ';'. Nothing ticked is no answer,
 * as on paper; a cell that is no tick makes the whole a value that no code
 * list has. */
#ifndef AYUMI_ANONYMIZE_ANSWER_COLUMNS_H
#define AYUMI_ANONYMIZE_ANSWER_COLUMNS_H

#include "base/codebook.h"

struct answer_column {
    size_t column, variable;
    const struct answer_header *header;
};

struct answer_columns {
    struct answer_column *list; /* in the order of the columns */
    size_t n;
};

/* headers: as written. */
void answer_columns_find(struct arena *a, const struct file_kind *k,
                         const char *const *headers, size_t n_headers,
                         struct answer_columns *out);

/* The text of a variable in a row of cells, in the arena; NULL when it has no
 * such columns. */
const char *answer_columns_join(struct arena *a, const struct answer_columns *x,
                                size_t variable, const char *const *cells,
                                size_t n_cells);

/* What refuses one of its cells whatever its column, or NULL. rules: by
 * column, or NULL. */
const char *answer_columns_rule(const struct answer_columns *x, size_t variable,
                                const char *const *rules, size_t n_cells);

#endif
