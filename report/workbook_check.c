/* workbook_check: is the workbook that was just written a whole one? */
#include "report/workbook_check.h"

#include "base/messages.h"
#include "base/output_file.h"
#include "base/xlsx_reader.h"

#include <string.h>

/* Of a part in the list at the end of a ZIP file (APPNOTE 4.3.12). */
static const char entry_mark[] = "PK\1\2";
enum { ENTRY_SIZE = 46, AT_PLAIN_SIZE = 24 };

/* No part of a workbook is empty. */
static bool has_empty_part(const char *bytes, size_t n)
{
    static const char nothing[4];
    for (size_t at = 0; at + ENTRY_SIZE <= n; at++)
        if (memcmp(bytes + at, entry_mark, 4) == 0 &&
            memcmp(bytes + at + AT_PLAIN_SIZE, nothing, 4) == 0)
            return true;
    return false;
}

static bool sheet_is_readable(struct xlsx_book *b, size_t sheet)
{
    const char *refused = NULL;
    struct csv_record record;
    if (xlsx_sheet_open(b, sheet, &refused) != STATUS_OK || refused != NULL)
        return false;
    while (xlsx_sheet_next(b, &record))
        continue;
    return xlsx_book_status(b) == STATUS_OK;
}

static bool sheets_are_readable(struct arena *a, const char *path)
{
    struct xlsx_book *b;
    const char *refused = NULL;
    if (xlsx_book_open(a, path, &b, &refused) != STATUS_OK || refused != NULL)
        return false;
    size_t n = xlsx_book_sheets(b);
    bool readable = n > 0;
    for (size_t i = 0; readable && i < n; i++)
        readable = sheet_is_readable(b, i);
    xlsx_book_close(b);
    return readable;
}

enum status workbook_is_whole(const char *written, const char *path)
{
    struct arena a;
    char *bytes;
    size_t n;
    arena_init(&a);
    enum status st = file_read(&a, written, &bytes, &n);
    if (st == STATUS_OK &&
        (has_empty_part(bytes, n) || !sheets_are_readable(&a, written))) {
        say_error("report.workbook_failed", path, "incomplete");
        st = STATUS_IO;
    }
    arena_release(&a);
    return st;
}
