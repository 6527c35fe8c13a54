/* xlsx_reader: the door for Excel workbooks (.xlsx), sheet by sheet.
 *
 * Behind this door a cell is the text that Excel shows, as far as that says
 * what the cell means: shared and inline strings without their phonetic runs;
 * a number in plain decimals (15 digits, as Excel shows it), with the leading
 * zeros of a format like 0000; a date, by its number format and the
 * workbook's 1900 or 1904 calendar, as 2023-07-22 or 2023-07-22 10:30; TRUE
 * and FALSE. A formula gives the result that was saved with it; where none
 * was saved the cell is blank and carries rule E2114, an error value (#N/A)
 * carries E2115. A workbook that asks for all of it to be calculated when it is
 * opened (ECMA-376 part 1, 18.2.2, fullCalcOnLoad) has no results: programs
 * that can't calculate write 0 and that.
 *
 * Of merged cells only the first has content, whatever the file says of the
 * others.
 *
 * A sheet is parsed twice: once whole, so that nothing is taken from a sheet
 * that is refused later, then record by record.
 *
 * Limits, else the file is refused: those of zip_file; 64 MiB of shared
 * strings, 1,048,576 rows, 4,096 columns, 64 KiB a cell, 256 sheets, 4 MiB of
 * markup without a cell. A document type declaration (entities) is refused. */
#ifndef AYUMI_BASE_XLSX_READER_H
#define AYUMI_BASE_XLSX_READER_H

#include "base/sheet_record.h"
#include "base/status.h"

struct xlsx_book; /* opaque */

/* Rules of codebooks/rules.csv that refuse a workbook: E1001 can't be read,
 * E1005 over a limit, E1006 a zip but no workbook, E1007 broken, E1008 has a
 * password. On STATUS_UNREADABLE nothing is printed, *refused names the rule
 * and *out is NULL. `a` must outlive the book. */
MUST_CHECK enum status xlsx_book_open(struct arena *a, const char *path,
                                      struct xlsx_book **out,
                                      const char **refused);
void xlsx_book_close(struct xlsx_book *b);

/* Worksheets in the order of the tabs; charts and macros are left out. */
size_t xlsx_book_sheets(const struct xlsx_book *b);
const char *xlsx_sheet_name(const struct xlsx_book *b, size_t sheet);

/* Goes to the first row of a sheet. STATUS_UNREADABLE as above. */
MUST_CHECK enum status xlsx_sheet_open(struct xlsx_book *b, size_t sheet,
                                       const char **refused);
/* What a person should know about the open sheet: merged cells (W1105), a
 * hidden row (W1106) or column (W1107), a hidden sheet (W1108). */
const struct sheet_note *xlsx_sheet_notes(const struct xlsx_book *b, size_t *n);

/* false at the end. Rows without any text are skipped. */
bool xlsx_sheet_next(struct xlsx_book *b, struct csv_record *record);
/* After false: STATUS_OK, or STATUS_IO when the file changed meanwhile. */
MUST_CHECK enum status xlsx_book_status(const struct xlsx_book *b);

#endif
