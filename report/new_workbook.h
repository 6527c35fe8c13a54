/* new_workbook: a workbook of libxlsxwriter that becomes a file at once, or
 * not at all.
 *
 * The library keeps parts of it, with what the cells say, in files of its own
 * while it works. They lie in a hidden folder beside the workbook, 0700: a
 * sheet for the clerk leaves nothing on the disk that /tmp is on. What a
 * killed run left there goes with the next workbook of that name. */
#ifndef AYUMI_REPORT_NEW_WORKBOOK_H
#define AYUMI_REPORT_NEW_WORKBOOK_H

#include "base/arena.h"
#include "base/output_file.h"
#include "base/status.h"
#include "report/workbook_library.h"

struct new_workbook {
    struct output_file file;
    lxw_workbook *book;
    char *parts; /* the folder */
};

MUST_CHECK enum status new_workbook(struct arena *a, const char *path,
                                    unsigned mode, struct new_workbook *out);
/* One whose sheets are written row by row, from left to right or not, each row
 * once: what is written leaves memory with the next row. */
MUST_CHECK enum status new_workbook_by_rows(struct arena *a, const char *path,
                                            unsigned mode,
                                            struct new_workbook *out);
/* Closes the book and keeps the file, where error (the caller's first one) is
 * none and the bytes on the disk are a whole workbook. */
MUST_CHECK enum status new_workbook_keep(struct new_workbook *w,
                                         lxw_error error);
void new_workbook_drop(struct new_workbook *w);

#endif
