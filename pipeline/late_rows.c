/* late_rows: which rows of a written quarter came after it was written? */
#include "pipeline/late_rows.h"

#include "pipeline/run_record.h"

#include "base/output_file.h"

#include <dirent.h>
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

static bool is_listed(const json_t *files, const char *name)
{
    for (size_t i = 0; i < json_array_size(files); i++) {
        const json_t *file = json_array_get(files, i);
        const char *listed = json_string_value(json_object_get(file, "name"));
        if (listed != NULL && strcmp(listed, name) == 0)
            return true;
    }
    return false;
}

/* Rows of one table that had happened by the day, of files not listed. */
static enum status count_table(struct arena *a, struct store *s,
                               const char *table, const char *last,
                               const json_t *files, size_t *n)
{
    struct statement *st;
    enum status status = store_prepare(
        s,
        arena_format(a,
                     "SELECT f.name, count(*) FROM \"%s\" AS c "
                     "JOIN raw_file AS f ON f.number = c.file "
                     "WHERE coalesce(c.happened_on, c.known_on) <= ?1 "
                     "GROUP BY f.name ORDER BY f.name",
                     table),
        &st);
    if (status != STATUS_OK)
        return status;
    statement_text(st, 1, last);
    while (statement_step(st, &status))
        if (!is_listed(files, column_text(st, 0)))
            *n += (size_t)column_integer(st, 1);
    statement_free(st);
    return status;
}

static enum status count_kinds(struct arena *a, struct store *s,
                               const struct codebook *c, struct quarter q,
                               const json_t *files, size_t *n)
{
    char last[11];
    enum status st = STATUS_OK;
    date_write_iso(quarter_last_day(q), last);
    for (size_t i = 0; st == STATUS_OK && i < c->n_kinds; i++) {
        const char *table = arena_format(a, "clean_%s", c->kinds[i].table);
        bool is_there;
        st = store_find_table(s, table, &is_there);
        if (st == STATUS_OK && is_there)
            st = count_table(a, s, table, last, files, n);
    }
    return st;
}

enum status late_rows_count(struct arena *a, struct store *s,
                            const struct codebook *c, const char *folder,
                            struct quarter q, size_t *n)
{
    const char *path = arena_format(a, "%s/" RUN_RECORD, folder);
    char *bytes;
    size_t n_bytes;
    *n = 0;
    if (!path_exists(path))
        return STATUS_OK;
    enum status st = file_read(a, path, &bytes, &n_bytes);
    if (st != STATUS_OK)
        return st;
    json_t *root = json_loadb(bytes, n_bytes, 0, NULL);
    const json_t *files = json_object_get(root, "files");
    if (json_is_array(files))
        st = count_kinds(a, s, c, q, files, n);
    json_decref(root);
    return st;
}

static int by_name(const void *left, const void *right)
{
    return strcmp(*(const char *const *)left, *(const char *const *)right);
}

void quarters_written(struct arena *a, const char *study,
                      const char *const **names, size_t *n)
{
    DIR *d = opendir(arena_format(a, "%s/out", study));
    const char **list = NULL;
    size_t capacity = 0;
    struct quarter q;
    const struct dirent *entry;
    *n = 0;
    while (d != NULL && (entry = readdir(d)) != NULL) {
        if (!quarter_parse(entry->d_name, &q))
            continue;
        list = arena_grow(a, list, *n, &capacity, sizeof *list);
        list[(*n)++] = arena_copy(a, entry->d_name);
    }
    if (d != NULL)
        closedir(d);
    if (*n > 1)
        qsort(list, *n, sizeof *list, by_name);
    *names = list;
}

enum status late_quarters(struct arena *a, struct store *s,
                          const struct codebook *c, const char *study,
                          const char *except, struct late_quarter **out,
                          size_t *n)
{
    const char *const *names;
    size_t n_names;
    enum status st = STATUS_OK;
    quarters_written(a, study, &names, &n_names);
    *out = arena_take_array(a, n_names + 1, sizeof **out);
    *n = 0;
    for (size_t i = 0; st == STATUS_OK && i < n_names; i++) {
        struct late_quarter late = {.name = names[i]};
        struct quarter q;
        if (!quarter_parse(names[i], &q) ||
            (except != NULL && strcmp(names[i], except) == 0))
            continue;
        st = late_rows_count(a, s, c,
                             arena_format(a, "%s/out/%s", study, names[i]), q,
                             &late.n_rows);
        if (late.n_rows > 0)
            (*out)[(*n)++] = late;
    }
    return st;
}
