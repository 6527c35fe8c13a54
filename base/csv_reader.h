/* csv_reader: the door for every delimited text file.
 *
 * .csv .tsv .txt and their .gz (magic bytes decide, not the name). Encoding:
 * BOM (UTF-8, UTF-16LE), else valid UTF-8, else CP932, decided on the whole
 * file and stated. Behind this door every cell is valid UTF-8 without BOM and
 * NUL-terminated. Cells are as written: not trimmed, not folded.
 *
 * Files pasted together in both encodings: the one that reads more records is
 * taken if it reads half of them; the others come as CSV_UNDECODED.
 *
 * libcsv splits (strict mode, our own record and line counters). After a
 * broken record reading goes on behind the line on which the failing cell was
 * opened, so that a stray quote costs one row; the record is reported as
 * CSV_BROKEN with its row. Tabs split where they are more than the commas of
 * the first lines, or the name ends in .tsv. Ctrl-Z and NUL at the end are not
 * content. Trailing empty cells stay: the caller decides.
 *
 * Limits: 1 GiB and 1,000:1 inflated, else the file is refused; 64 KiB a cell
 * and 4,096 columns, else the record is CSV_BROKEN, or the file is refused
 * when it is the first record, or holds 64 KiB of Japanese without a comma. */
#ifndef AYUMI_BASE_CSV_READER_H
#define AYUMI_BASE_CSV_READER_H

#include "base/sheet_record.h"
#include "base/status.h"

enum csv_encoding { CSV_UTF8, CSV_UTF8_BOM, CSV_UTF16LE, CSV_CP932 };
const char *csv_encoding_name(enum csv_encoding e); /* "UTF-8 (BOM)" … */

/* Why a file is refused as a whole (STATUS_UNREADABLE); NULL = it was not. */
/* Codes are rules of codebooks/rules.csv: E1001 can't open or read, E1002
 * empty, E1003 no encoding reads it, E1004 gzip broken or cut short, E1005
 * over a limit, E1006 not a delimited text file (xlsx, xls, zip, pdf …). */

struct csv_reader; /* opaque */

/* Opens and decides; path "-" is not special. On STATUS_UNREADABLE nothing is
 * printed: *refused names the rule, and *out is NULL. On STATUS_OK the caller
 * owns *out. `a` must outlive the reader. */
MUST_CHECK enum status csv_reader_open(struct arena *a, const char *path,
                                       struct csv_reader **out,
                                       const char **refused);

/* false at the end. Records made only of blanks are skipped but counted. */
bool csv_reader_next(struct csv_reader *in, struct csv_record *record);

enum csv_encoding csv_reader_encoding(const struct csv_reader *in);
size_t csv_reader_blank_rows(const struct csv_reader *in);

/* After csv_reader_next has returned false: STATUS_OK, or STATUS_IO when the
 * file changed or could not be read on (said on stderr): then the records were
 * not all of it, and the caller rolls back. */
MUST_CHECK enum status csv_reader_status(const struct csv_reader *in);
void csv_reader_close(struct csv_reader *in);

/* Excel's letters of a 0-based column: 0 = A, 25 = Z, 26 = AA. */
void column_letters(size_t column, char out[8]);

#endif
