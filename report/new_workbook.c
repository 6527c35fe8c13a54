/* new_workbook: where libxlsxwriter works, and what becomes of it. */
#include "report/new_workbook.h"

#include "base/messages.h"
#include "report/workbook_check.h"

#include <stdbool.h>

static enum status library_failed(struct new_workbook *w, const char *why)
{
    say_error("report.workbook_failed", w->file.path, why);
    return STATUS_IO;
}

static enum status begin(struct new_workbook *w, bool by_rows)
{
    enum status st = folder_remove(w->parts);
    if (st == STATUS_OK)
        st = folder_make(w->parts, 0700);
    if (st != STATUS_OK)
        return st;
    lxw_workbook_options options = {.tmpdir = w->parts,
                                    .constant_memory = by_rows};
    w->book = lxw.workbook_new_opt(w->file.temporary, &options);
    return w->book == NULL ? library_failed(w, "workbook_new") : STATUS_OK;
}

static enum status reserve(struct arena *a, const char *path, unsigned mode,
                           struct new_workbook *out)
{
    enum status st = workbook_library_load();
    if (st == STATUS_OK)
        st = output_file_reserve(&out->file, a, path, mode);
    if (st != STATUS_OK)
        return st;
    out->parts = arena_format(a, "%s.parts", out->file.temporary);
    return STATUS_OK;
}

static enum status make(struct new_workbook *w, bool by_rows)
{
    enum status st = begin(w, by_rows);
    if (st != STATUS_OK)
        output_file_drop(&w->file);
    return st;
}

enum status new_workbook(struct arena *a, const char *path, unsigned mode,
                         struct new_workbook *out)
{
    enum status st = reserve(a, path, mode, out);
    return st == STATUS_OK ? make(out, false) : st;
}

enum status new_workbook_by_rows(struct arena *a, const char *path,
                                 unsigned mode, struct new_workbook *out)
{
    enum status st = reserve(a, path, mode, out);
    return st == STATUS_OK ? make(out, true) : st;
}

enum status new_workbook_keep(struct new_workbook *w, lxw_error error)
{
    lxw_error closed = lxw.workbook_close(w->book);
    if (error == LXW_NO_ERROR)
        error = closed;
    enum status st = folder_remove(w->parts);
    if (error != LXW_NO_ERROR)
        st = library_failed(w, lxw.lxw_strerror(error));
    if (st == STATUS_OK)
        st = workbook_is_whole(w->file.temporary, w->file.path);
    if (st == STATUS_OK)
        return output_file_keep(&w->file);
    output_file_drop(&w->file);
    return st;
}

/* libxlsxwriter can only let go of a workbook by writing it. */
void new_workbook_drop(struct new_workbook *w)
{
    lxw_error ignored = lxw.workbook_close(w->book);
    (void)ignored;
    enum status left = folder_remove(w->parts); /* goes with the next */
    (void)left;
    output_file_drop(&w->file);
}
