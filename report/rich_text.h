/* rich_text: letters of several colours in one cell, many times, in a workbook
 * that is written row by row.
 *
 * For each such cell libxlsxwriter makes a file to put its parts together. It
 * does so here once for each format, and shows in its cell what it made; from
 * then on the parts are put together in memory as it did, given to it as a
 * text, and the cell is said to hold parts. For libxlsxwriter 1.1. */
#ifndef AYUMI_REPORT_RICH_TEXT_H
#define AYUMI_REPORT_RICH_TEXT_H

#include "base/arena.h"
#include "report/workbook_library.h"

enum { RICH_TEXT_FORMATS = 8 };

struct rich_text {
    lxw_worksheet *sheet;
    struct arena cell;
    size_t n_known;
    lxw_format *known[RICH_TEXT_FORMATS];
    char *heads[RICH_TEXT_FORMATS]; /* how a part with it begins */
    struct arena heads_arena;
};

void rich_text_init(struct rich_text *t, lxw_worksheet *sheet);
void rich_text_release(struct rich_text *t);

/* The same file as by worksheet_write_rich_string(sheet, row, column, parts,
 * format). parts: two or more, each with a format and a text of at least one
 * character, then NULL. */
lxw_error rich_text_write(struct rich_text *t, lxw_row_t row, lxw_col_t column,
                          lxw_rich_string_tuple **parts, lxw_format *format);

#endif
