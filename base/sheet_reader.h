/* sheet_reader: one table, from a text file or from a sheet of a workbook.
 *
 * The first bytes of a file decide, never its name: a zip is a workbook, an
 * OLE file is an old or an encrypted one, all else is text. */
#ifndef AYUMI_BASE_SHEET_READER_H
#define AYUMI_BASE_SHEET_READER_H

#include "base/csv_reader.h"
#include "base/xlsx_reader.h"

struct sheet_reader; /* opaque, lives in the arena */

/* The tables of a file: one without a name for text; for a workbook the sheets
 * in which a cell is filled, or one without a name when there is none or the
 * file can't be read (then opening it says why). */
void sheet_list(struct arena *a, const char *path, const char *const **names,
                size_t *n);

/* sheet: a name from sheet_list; "" for text. STATUS_UNREADABLE: nothing is
 * printed, *refused names the rule of codebooks/rules.csv (those of
 * csv_reader and xlsx_reader; E1008 a password, E1009 an old .xls). */
MUST_CHECK enum status sheet_reader_open(struct arena *a, const char *path,
                                         const char *sheet,
                                         struct sheet_reader **out,
                                         const char **refused);
bool sheet_reader_next(struct sheet_reader *in, struct csv_record *record);
/* "UTF-8", "CP932", … or "XLSX". */
const char *sheet_reader_encoding(const struct sheet_reader *in);
const struct sheet_note *sheet_reader_notes(const struct sheet_reader *in,
                                            size_t *n);
/* After false: STATUS_OK, or STATUS_IO when not all could be read. */
MUST_CHECK enum status sheet_reader_status(const struct sheet_reader *in);
void sheet_reader_close(struct sheet_reader *in);

#endif
