/* clean_rows: checked rows into clean_<table>, one INSERT for all of them. */
#ifndef AYUMI_PIPELINE_CLEAN_ROWS_H
#define AYUMI_PIPELINE_CLEAN_ROWS_H

#include "pipeline/crossed_rows.h"

#include "base/cell_check.h"

struct clean_rows; /* opaque, in the arena */

MUST_CHECK enum status clean_rows_open(struct arena *a, struct store *s,
                                       const struct file_kind *k,
                                       struct clean_rows **out);
/* cells by variable. Texts are read before this returns. */
MUST_CHECK enum status clean_rows_add(struct clean_rows *out,
                                      const struct crossed_row *row,
                                      const struct cell *cells);
void clean_rows_close(struct clean_rows *out); /* NULL is fine */

#endif
