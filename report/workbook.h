/* workbook: an .xlsx people can filter and print, by libxlsxwriter.
 *
 * Header frozen, filter on, A4 landscape with repeated header row, column
 * widths by content, text always as strings (a cell can't become a formula),
 * numbers as numbers, no merged cells. The creation date is the as-of date,
 * so that the same content gives the same bytes. Sheet names are made legal
 * (31 characters, none of []:*?/\) and unique. */
#ifndef AYUMI_REPORT_WORKBOOK_H
#define AYUMI_REPORT_WORKBOOK_H

#include "base/arena.h"
#include "base/calendar.h"
#include "base/status.h"
#include <stddef.h>

struct workbook;

MUST_CHECK enum status workbook_open(struct arena *a, const char *path,
                                     const char *title, struct date dated,
                                     struct workbook **out);
/* title stands above the table in row 1 and note in row 2 when not "". */
void workbook_sheet(struct workbook *w, const char *name, const char *title,
                    const char *note);
void workbook_header(struct workbook *w, const char *const *names, size_t n);
void workbook_text(struct workbook *w, const char *text);
void workbook_number(struct workbook *w, double value, int decimals);
void workbook_integer(struct workbook *w, long long value); /* 1,516 */
/* A number that counts nothing: a year, a row. No thousands comma. */
void workbook_ordinal(struct workbook *w, long long value);
void workbook_empty(struct workbook *w);
void workbook_end_row(struct workbook *w);
MUST_CHECK enum status workbook_keep(struct workbook *w);
void workbook_drop(struct workbook *w);

#endif
