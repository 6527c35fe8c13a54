/* late_library: a library is loaded when something is printed with it.
 *
 * What draws paper and workbooks brings 40 more shared libraries, and to load
 * them takes longer than a small analysis. So the programs are not linked with
 * it: each of its functions that report/ calls is a member of a struct of
 * function pointers (pdf_library.h, workbook_library.h), typed by the library's
 * own header and filled here. Decision 43. */
#ifndef AYUMI_REPORT_LATE_LIBRARY_H
#define AYUMI_REPORT_LATE_LIBRARY_H

#include "base/status.h"

struct late_library {
    const char *file; /* "libqpdf.so.29": looked up as the linker would */
    const char *const *names; /* NULL-terminated */
    void *functions;          /* struct of as many pointers, in that order */
};

/* Fills the functions; the second time there is nothing to do. STATUS_IO with
 * a message, and nothing filled, where the library or a function is missing. */
MUST_CHECK enum status late_library_load(const struct late_library *l);

#endif
