/* workbook_check: is the workbook that was just written a whole one?
 *
 * libxlsxwriter gathers each part of a workbook in a temporary file and does
 * not look whether it could be written: on a failing disk it closes a
 * workbook with parts missing and reports success. */
#ifndef AYUMI_REPORT_WORKBOOK_CHECK_H
#define AYUMI_REPORT_WORKBOOK_CHECK_H

#include "base/status.h"

/* written: the file to look at; path: the name for the message. STATUS_IO
 * with a message when a part is empty or a sheet can't be read to its end. */
MUST_CHECK enum status workbook_is_whole(const char *written, const char *path);

#endif
