/* new_workbook: where libxlsxwriter works. */
#include "report/new_workbook.h"

#include "base/messages.h"
#include <string.h>

static char *folder_of(struct arena *a, const char *path)
{
    const char *slash = strrchr(path, '/');
    if (slash == NULL)
        return arena_copy(a, ".");
    return arena_copy_n(a, path, slash == path ? 1 : (size_t)(slash - path));
}

enum status new_workbook(struct arena *a, const char *path, unsigned mode,
                         struct output_file *file, lxw_workbook **out)
{
    enum status st = output_file_reserve(file, a, path, mode);
    if (st != STATUS_OK)
        return st;
    lxw_workbook_options options = {.tmpdir = folder_of(a, path)};
    *out = workbook_new_opt(file->temporary, &options);
    if (*out != NULL)
        return STATUS_OK;
    output_file_drop(file);
    say_error("report.workbook_failed", path, "workbook_new");
    return STATUS_IO;
}
