/* xlsx_book: what a workbook says beside its cells: sheets, calendar, number
 * formats, shared strings. For xlsx_reader only. */
#ifndef AYUMI_BASE_XLSX_BOOK_H
#define AYUMI_BASE_XLSX_BOOK_H

#include "base/xlsx_value.h"
#include "base/zip_file.h"

enum { XLSX_MAX_CELL = 65536 };

struct xlsx_sheet {
    const char *name;
    const char *relation; /* rId3 */
    const char *path;     /* xl/worksheets/sheet1.xml */
    bool is_hidden;
};

struct xlsx_parts {
    struct zip_file *zip;
    bool from_1904;
    bool is_uncalculated; /* no formula has its result yet */
    size_t n_sheets;
    struct xlsx_sheet *sheets;
    size_t n_formats;
    struct number_format *formats; /* by style of a cell */
    size_t n_strings;
    const char **strings;
};

/* NULL and *out (its zip is open), or the rule that refuses the file. */
MUST_CHECK const char *xlsx_parts_read(struct arena *a, const char *path,
                                       struct xlsx_parts *out);

/* Text of a cell or shared string, put together from its pieces. */
struct xlsx_text {
    char *bytes;
    size_t n, capacity;
};
/* false when it becomes longer than a cell may be. */
MUST_CHECK bool xlsx_text_add(struct arena *a, struct xlsx_text *t,
                              const char *bytes, size_t n);
const char *xlsx_text_take(struct arena *a, const struct xlsx_text *t);

#endif
