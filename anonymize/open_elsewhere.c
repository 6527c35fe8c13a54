/* open_elsewhere: is somebody still working on a file of the inbox? */
#include "anonymize/open_elsewhere.h"

#include "base/messages.h"
#include "base/output_file.h"
#include "base/text.h"

#include <string.h>

static enum status look_for(struct arena *a, const struct delivered_file *f,
                            const char *before, const char *behind,
                            bool *is_open)
{
    const char *slash = strrchr(f->path, '/');
    const char *name = slash == NULL ? f->path : slash + 1;
    const char *mark = arena_format(a, "%.*s%s%s%s", (int)(name - f->path),
                                    f->path, before, name, behind);
    bool is_there;
    enum status st = path_look(mark, &is_there);
    if (st != STATUS_OK || !is_there)
        return st;
    *is_open = true;
    say_error("intake.open_elsewhere", f->name, mark);
    return STATUS_OK;
}

/* The sheets of a workbook follow each other. */
static bool is_another_sheet(const struct study_files *s, size_t i)
{
    return i > 0 && text_equal(s->files[i - 1].path, s->files[i].path);
}

enum status open_elsewhere_stop(const struct study_files *s)
{
    struct arena a;
    bool is_open = false;
    enum status st = STATUS_OK;
    arena_init(&a);
    for (size_t i = 0; st == STATUS_OK && i < s->n_files; i++) {
        if (is_another_sheet(s, i))
            continue;
        st = look_for(&a, &s->files[i], "~$", "", &is_open);
        if (st == STATUS_OK)
            st = look_for(&a, &s->files[i], ".~lock.", "#", &is_open);
    }
    arena_release(&a);
    return st == STATUS_OK && is_open ? STATUS_UNREADABLE : st;
}
