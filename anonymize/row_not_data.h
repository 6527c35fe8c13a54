/* row_not_data: which rows below the headers are no rows of data?
 *
 * A total, a footnote under the table, the headers once more, the units right
 * under the headers. They are not received and none of them is lost: each is
 * named in a finding. */
#ifndef AYUMI_ANONYMIZE_ROW_NOT_DATA_H
#define AYUMI_ANONYMIZE_ROW_NOT_DATA_H

#include "base/codebook.h"
#include "base/csv_reader.h"

/* What the headers of a table say. */
struct table_top {
    const struct file_kind *kind;
    size_t n_headers;
    const char *const *folded_headers; /* by column; text_fold_header */
    const int *column_variable;        /* by column: variable, or -1 */
};

/* A line of an answer form (kind 28) that nobody has filled in: what is to be
 * changed stands there, and neither the new value nor who answers, or when. */
bool row_is_unanswered(const struct table_top *t,
                       const struct csv_record *record);

/* `is_first`: no row of data stands above it. Folded texts in `scratch`. */
bool row_is_not_data(const struct table_top *t, struct arena *scratch,
                     const struct csv_record *record, bool is_first);

#endif
