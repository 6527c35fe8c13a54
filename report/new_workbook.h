/* new_workbook: a workbook of libxlsxwriter that becomes a file at once, or
 * not at all.
 *
 * The library keeps parts of it, with what the cells say, in files without a
 * name while it works. They lie in the folder of the workbook: a sheet for the
 * clerk leaves nothing on the disk that /tmp is on. */
#ifndef AYUMI_REPORT_NEW_WORKBOOK_H
#define AYUMI_REPORT_NEW_WORKBOOK_H

#include "base/arena.h"
#include "base/output_file.h"
#include "base/status.h"
#include <xlsxwriter.h>

/* Reserves path in *file; the caller closes *out, then keeps or drops *file. */
MUST_CHECK enum status new_workbook(struct arena *a, const char *path,
                                    unsigned mode, struct output_file *file,
                                    lxw_workbook **out);

#endif
