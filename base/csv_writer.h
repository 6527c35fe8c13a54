/* csv_writer: CSV for programs (UTF-8, LF) and for Excel (BOM, CRLF).
 *
 * Text cells that a spreadsheet could take for a formula get a leading
 * apostrophe in Excel files; program files keep the bytes (they are quoted
 * as RFC 4180 says, no more). */
#ifndef AYUMI_BASE_CSV_WRITER_H
#define AYUMI_BASE_CSV_WRITER_H

#include "base/output_file.h"

enum csv_flavour { CSV_FOR_PROGRAMS, CSV_FOR_EXCEL };

struct csv_writer {
    struct output_file file;
    struct arena arena;
    enum csv_flavour flavour;
    char *row; /* of the current row: bytes not yet written */
    size_t n_row, row_capacity;
    size_t column; /* cells written in the current row */
    size_t n_rows; /* finished rows, header included */
};

MUST_CHECK enum status csv_writer_open(struct csv_writer *w, const char *path,
                                       enum csv_flavour flavour);
void csv_text(struct csv_writer *w, const char *text); /* NULL = empty cell */
void csv_integer(struct csv_writer *w, long long value);
void csv_number(struct csv_writer *w, double value); /* shortest; NaN empty */
void csv_number_full(struct csv_writer *w, double value); /* 17 digits */
void csv_empty(struct csv_writer *w);
void csv_end_row(struct csv_writer *w);
/* A whole row of text cells, NULL-terminated list. */
void csv_row(struct csv_writer *w, const char *const *cells);
MUST_CHECK enum status csv_writer_keep(struct csv_writer *w);
void csv_writer_drop(struct csv_writer *w);

#endif
