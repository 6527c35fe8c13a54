/* output_folder: a quarter's results appear whole, and earlier ones stay. */
#include "pipeline/output_folder.h"

#include "base/csv_writer.h"
#include "base/messages.h"
#include "base/output_file.h"
#include "base/text.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

void output_folder_name(struct arena *a, const char *study, struct quarter q,
                        struct output_folder *out)
{
    char quarter[10];
    quarter_write(q, quarter);
    out->quarter = arena_copy(a, quarter);
    out->final = arena_format(a, "%s/out/%s", study, quarter);
    out->partial = arena_format(a, "%s/out/.%s.partial", study, quarter);
    out->aside = arena_format(a, "%s/out/.%s.old", study, quarter);
    out->editions = arena_format(a, "%s/out/editions", study);
}

enum status output_folder_begin(const struct output_folder *f)
{
    enum status st = folder_remove(f->aside);
    if (st == STATUS_OK)
        st = folder_remove(f->partial);
    return st == STATUS_OK ? folder_make(f->partial, 0755) : st;
}

enum status output_folder_list(struct arena *a, const char *folder,
                               struct output_entry **out, size_t *n)
{
    const char **names;
    size_t n_names;
    *n = 0;
    enum status st = folder_list(a, folder, &names, &n_names, NULL);
    if (st != STATUS_OK)
        return st;
    *out = arena_take_array(a, n_names, sizeof **out);
    for (size_t i = 0; st == STATUS_OK && i < n_names; i++) {
        if (text_equal(names[i], RUN_RECORD))
            continue;
        struct output_entry *e = &(*out)[(*n)++];
        e->name = names[i];
        st = file_hash(arena_format(a, "%s/%s", folder, names[i]), e->sha256);
    }
    return st;
}

/* Both lists are sorted by name: one walk finds what differs. */
struct comparison {
    struct output_change *change;
    struct csv_writer *w; /* NULL = only count */
};

static void note(const struct comparison *c, const char *name, const char *what,
                 size_t *count)
{
    (*count)++;
    if (!text_starts_with(name, "summary/"))
        c->change->n_beside_summary++;
    if (c->w == NULL)
        return;
    csv_text(c->w, name);
    csv_text(c->w, what);
    csv_end_row(c->w);
}

static void compare(const struct comparison *c, const struct output_entry *old,
                    size_t n_old, const struct output_entry *new, size_t n_new)
{
    size_t i = 0, j = 0;
    *c->change = (struct output_change){.edition = c->change->edition};
    while (i < n_old || j < n_new) {
        int order = i == n_old   ? 1
                    : j == n_new ? -1
                                 : strcmp(old[i].name, new[j].name);
        if (order < 0) {
            note(c, old[i++].name, "removed", &c->change->n_removed);
        } else if (order > 0) {
            note(c, new[j++].name, "added", &c->change->n_added);
        } else {
            if (strcmp(old[i].sha256, new[j].sha256) != 0)
                note(c, old[i].name, "changed", &c->change->n_changed);
            i++;
            j++;
        }
    }
}

static enum status move(const char *from, const char *to)
{
    if (rename(from, to) == 0)
        return STATUS_OK;
    say_error("file.failed", to, strerror(errno));
    return STATUS_IO;
}

static const char *free_edition(struct arena *a, const struct output_folder *f)
{
    for (int n = 1;; n++) {
        const char *path =
            arena_format(a, "%s/%s-%03d", f->editions, f->quarter, n);
        if (!path_exists(path))
            return path;
    }
}

static enum status write_changes(struct arena *a, const struct output_folder *f,
                                 struct output_change *change)
{
    struct output_entry *old, *new;
    size_t n_old, n_new;
    struct csv_writer w;
    enum status st = output_folder_list(a, f->final, &old, &n_old);
    if (st == STATUS_OK)
        st = output_folder_list(a, f->partial, &new, &n_new);
    if (st == STATUS_OK)
        st = csv_writer_open(&w, arena_format(a, "%s/changed.csv", f->final),
                             CSV_FOR_EXCEL);
    if (st != STATUS_OK)
        return st;
    static const char *const header[] = {"file", "change", NULL};
    csv_row(&w, header);
    compare(&(struct comparison){change, &w}, old, n_old, new, n_new);
    return csv_writer_keep(&w);
}

static enum status count_changes(struct arena *a, const struct output_folder *f,
                                 struct output_change *change)
{
    struct output_entry *old, *new;
    size_t n_old, n_new;
    enum status st = output_folder_list(a, f->final, &old, &n_old);
    if (st == STATUS_OK)
        st = output_folder_list(a, f->partial, &new, &n_new);
    if (st == STATUS_OK)
        compare(&(struct comparison){change, NULL}, old, n_old, new, n_new);
    return st;
}

static enum status keep_edition(struct arena *a, const struct output_folder *f,
                                struct output_change *change)
{
    enum status st = folder_make(f->editions, 0755);
    if (st == STATUS_OK)
        st = write_changes(a, f, change);
    static const char *const of_people[] = {"export", "findings"};
    for (size_t i = 0; st == STATUS_OK && i < 2; i++)
        st = folder_remove(arena_format(a, "%s/%s", f->final, of_people[i]));
    change->edition = free_edition(a, f);
    if (st == STATUS_OK)
        st = move(f->final, change->edition);
    return st;
}

/* The same results again: only the record of the run is new. */
static enum status replace_record(struct arena *a,
                                  const struct output_folder *f)
{
    enum status st = move(arena_format(a, "%s/" RUN_RECORD, f->partial),
                          arena_format(a, "%s/" RUN_RECORD, f->final));
    return st == STATUS_OK ? folder_remove(f->partial) : st;
}

/* The old folder steps aside and goes when the new one stands. */
static enum status replace_folder(const struct output_folder *f)
{
    enum status st = move(f->final, f->aside);
    if (st == STATUS_OK)
        st = move(f->partial, f->final);
    return st == STATUS_OK ? folder_remove(f->aside) : st;
}

enum status output_folder_publish(struct arena *a,
                                  const struct output_folder *f,
                                  bool is_other_report,
                                  struct output_change *change)
{
    *change = (struct output_change){0};
    if (!path_exists(f->final))
        return move(f->partial, f->final);
    enum status st = count_changes(a, f, change);
    if (st != STATUS_OK)
        return st;
    if (change->n_changed + change->n_added + change->n_removed == 0)
        return replace_record(a, f);
    if (is_other_report && change->n_beside_summary == 0)
        return replace_folder(f);
    st = keep_edition(a, f, change);
    return st == STATUS_OK ? move(f->partial, f->final) : st;
}
