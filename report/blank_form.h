/* blank_form: an empty file of a kind, ready to be filled in.
 *
 * CSV: the headers. XLSX: the headers, frozen, with the columns formatted so
 * that Excel damages nothing (numbers of people as text, days as days), a
 * drop-down list where one code is wanted, a hint when a cell is entered; a
 * second sheet lists the allowed codes. The same codebook gives the same
 * bytes. Both are read back as that kind with no row. */
#ifndef AYUMI_REPORT_BLANK_FORM_H
#define AYUMI_REPORT_BLANK_FORM_H

#include "base/codebook.h"

/* Where the forms of a kind go: FOLDER/06_フレイルチェック.csv (or .xlsx). */
char *blank_form_path(struct arena *a, const char *folder,
                      const struct file_kind *k, const char *extension);

MUST_CHECK enum status blank_form_csv(struct arena *a, const char *path,
                                      const struct file_kind *k);
MUST_CHECK enum status blank_form_xlsx(struct arena *a, const char *path,
                                       const struct file_kind *k);

#endif
