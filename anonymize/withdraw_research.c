/* withdraw_research: a person's rows leave the research side. */
#include "anonymize/withdraw_research.h"

#include "base/messages.h"
#include "base/output_file.h"
#include "base/store.h"
#include "base/study_lock.h"
#include "base/text.h"

#include <stdlib.h>
#include <string.h>

#define RESEARCH_LOCK ".ayumi.lock"

/* --------------------------------------------------------------- the record */

/* The words that ask for it, the number of rows, then the folders of exports,
 * a line each. */
static enum status keep_on_record(struct arena *a,
                                  const struct research_request *asked,
                                  const struct research_traces *found)
{
    char *folders = arena_copy(a, "");
    for (size_t i = 0; i < found->n_editions; i++)
        if (found->editions[i].has_rows)
            folders =
                arena_format(a, "%s%s\n", folders, found->editions[i].folder);
    if (found->n_rows == 0 && *folders == '\0')
        return STATUS_OK;
    char *text =
        arena_format(a, "%s\n%zu\n%s", asked->words, found->n_rows, folders);
    return file_write(asked->record, text, strlen(text), 0600);
}

static void mark_edition(struct research_traces *found, const char *folder)
{
    for (size_t i = 0; i < found->n_editions; i++)
        if (strcmp(found->editions[i].folder, folder) == 0)
            found->editions[i].has_rows = true;
}

/* What an attempt that was cut short had found. Earlier versions began the
 * record with the number. */
static enum status read_record(struct arena *a,
                               const struct research_request *asked,
                               struct research_traces *found)
{
    bool is_there;
    char *text, *rest = NULL;
    size_t n;
    enum status st = path_look(asked->record, &is_there);
    if (st != STATUS_OK || !is_there)
        return st;
    st = file_read(a, asked->record, &text, &n);
    if (st != STATUS_OK)
        return st;
    const char *line = strtok_r(text, "\n", &rest);
    if (line != NULL && text_starts_with(line, "--"))
        line = strtok_r(NULL, "\n", &rest);
    found->n_rows = line == NULL ? 0 : strtoul(line, NULL, 10);
    while ((line = strtok_r(NULL, "\n", &rest)) != NULL)
        mark_edition(found, line);
    return STATUS_OK;
}

/* ------------------------------------------------------------- study.sqlite */

/* Names come from the database's own schema; only plain ones are ours. */
static bool is_plain_name(const char *name)
{
    for (const char *at = name; *at != '\0'; at++)
        if (!((*at >= 'a' && *at <= 'z') || (*at >= '0' && *at <= '9') ||
              *at == '_'))
            return false;
    return *name != '\0';
}

static enum status list_tables(struct store *s, struct arena *a,
                               const char ***names, size_t *n)
{
    static const char sql[] =
        "SELECT m.name FROM sqlite_schema AS m "
        "JOIN pragma_table_info(m.name) AS c ON c.name = 'subject' "
        "WHERE m.type = 'table' ORDER BY m.name";
    struct statement *found;
    size_t capacity = 0;
    enum status st = store_prepare(s, sql, &found);
    *names = NULL;
    *n = 0;
    if (st != STATUS_OK)
        return st;
    while (statement_step(found, &st)) {
        if (!is_plain_name(column_text(found, 0)))
            continue;
        *names = arena_grow(a, *names, *n, &capacity, sizeof **names);
        (*names)[(*n)++] = arena_copy(a, column_text(found, 0));
    }
    statement_free(found);
    return st;
}

static enum status delete_from(struct store *s, struct arena *a,
                               const char *table, const char *pseudonym,
                               size_t *n_rows)
{
    struct statement *row;
    enum status st = store_prepare(
        s,
        arena_format(a, "DELETE FROM \"%s\" WHERE subject = ?1 RETURNING 1",
                     table),
        &row);
    if (st != STATUS_OK)
        return st;
    statement_text(row, 1, pseudonym);
    while (statement_step(row, &st))
        (*n_rows)++;
    statement_free(row);
    return st;
}

/* Their rows are no longer those of the handover: all are read anew. */
static enum status forget_parts(struct store *s)
{
    int64_t n = 0;
    enum status st = store_integer(
        s, "SELECT count(*) FROM sqlite_schema WHERE name = 'kept_part'", &n);
    if (st != STATUS_OK || n == 0)
        return st;
    return store_run(s, "DELETE FROM kept_part; DELETE FROM kept_finding");
}

static enum status delete_rows(struct store *s, struct arena *a,
                               const struct research_request *asked,
                               size_t *n_rows)
{
    const char **tables;
    size_t n_tables;
    enum status st = list_tables(s, a, &tables, &n_tables);
    if (st == STATUS_OK)
        st = forget_parts(s);
    for (size_t i = 0; st == STATUS_OK && i < n_tables; i++)
        for (size_t p = 0; st == STATUS_OK && p < asked->n_pseudonyms; p++)
            st = delete_from(s, a, tables[i], asked->pseudonyms[p], n_rows);
    return st;
}

/* What is found goes on record before the rows are gone for good. */
static enum status delete_on_record(struct store *s, struct arena *a,
                                    const struct research_request *asked,
                                    struct research_traces *found)
{
    size_t n_rows = 0;
    enum status st = store_begin(s);
    if (st != STATUS_OK)
        return st;
    st = delete_rows(s, a, asked, &n_rows);
    if (n_rows > found->n_rows)
        found->n_rows = n_rows;
    if (st == STATUS_OK)
        st = keep_on_record(a, asked, found);
    if (st == STATUS_OK)
        return store_commit(s);
    store_rollback(s);
    return st;
}

static enum status clean_database(struct arena *a,
                                  const struct research_request *asked,
                                  struct research_traces *found)
{
    struct store *s;
    char *path = arena_format(a, "%s/study.sqlite", asked->study);
    if (!path_exists(path))
        return keep_on_record(a, asked, found);
    enum status st = store_open(path, 0644, &s);
    if (st != STATUS_OK)
        return st;
    st = delete_on_record(s, a, asked, found);
    enum status closing = store_close(s);
    return status_worse(st, closing);
}

/* ---------------------------------------------------------------- out/ */

static bool holds(const char *bytes, size_t n, const char *word)
{
    size_t length = strlen(word);
    for (const char *at = bytes;
         (at = memchr(at, word[0], n - (size_t)(at - bytes))) != NULL; at++) {
        if (n - (size_t)(at - bytes) < length)
            return false;
        if (memcmp(at, word, length) == 0)
            return true;
    }
    return false;
}

/* The CSVs say which people an export has; its other formats have the same. */
static enum status export_has(struct arena *a, const char *folder,
                              const struct research_request *asked, bool *found)
{
    const char **names;
    size_t n_names;
    if (!path_is_folder(folder))
        return STATUS_OK;
    enum status st = folder_list(a, folder, &names, &n_names, NULL);
    for (size_t i = 0; st == STATUS_OK && !*found && i < n_names; i++) {
        char *bytes;
        size_t n_bytes, length = strlen(names[i]);
        if (length < 4 || strcmp(names[i] + length - 4, ".csv") != 0)
            continue;
        struct arena file;
        arena_init(&file);
        st = file_read(&file, arena_format(&file, "%s/%s", folder, names[i]),
                       &bytes, &n_bytes);
        for (size_t p = 0;
             st == STATUS_OK && !*found && p < asked->n_pseudonyms; p++)
            *found = holds(bytes, n_bytes, asked->pseudonyms[p]);
        arena_release(&file);
    }
    return st;
}

static char *export_of(struct arena *a, const struct research_request *asked,
                       const struct published_edition *e)
{
    return arena_format(a, "%s/%s/export", asked->study, e->folder);
}

static enum status remove_export(struct arena *a,
                                 const struct research_request *asked,
                                 struct published_edition *e)
{
    if (!e->has_rows)
        return STATUS_OK;
    enum status st = folder_remove(export_of(a, asked, e));
    e->rows_are_erased = st == STATUS_OK;
    return st;
}

/* Quarters and kept editions: folders with a run record. */
static enum status list_editions(struct arena *a, const char *study,
                                 struct research_traces *out)
{
    static const char record[] = "/run.json";
    const char **names;
    size_t n_names, capacity = 0;
    char *results = arena_format(a, "%s/out", study);
    if (!path_is_folder(results))
        return STATUS_OK;
    enum status st = folder_list(a, results, &names, &n_names, NULL);
    for (size_t i = 0; st == STATUS_OK && i < n_names; i++) {
        size_t length = strlen(names[i]), n = strlen(record);
        if (length <= n || strcmp(names[i] + length - n, record) != 0)
            continue;
        out->editions = arena_grow(a, out->editions, out->n_editions, &capacity,
                                   sizeof *out->editions);
        out->editions[out->n_editions++] = (struct published_edition){
            .folder = arena_format(a, "out/%.*s", (int)(length - n), names[i])};
    }
    return st;
}

/* Looked at after the record is read: an export whose removal was broken off
 * holds the person, whatever is left of it. */
static enum status look(struct arena *a, const struct research_request *asked,
                        struct research_traces *found)
{
    enum status st = list_editions(a, asked->study, found);
    if (st == STATUS_OK)
        st = read_record(a, asked, found);
    for (size_t i = 0; st == STATUS_OK && i < found->n_editions; i++) {
        struct published_edition *e = &found->editions[i];
        st = export_has(a, export_of(a, asked, e), asked, &e->has_rows);
    }
    return st;
}

static enum status withdraw_locked(struct arena *a,
                                   const struct research_request *asked,
                                   struct research_traces *found)
{
    enum status st = look(a, asked, found);
    if (st != STATUS_OK || !asked->erase)
        return st;
    st = clean_database(a, asked, found);
    for (size_t i = 0; st == STATUS_OK && i < found->n_editions; i++)
        st = remove_export(a, asked, &found->editions[i]);
    return st;
}

enum status research_withdraw(struct arena *a,
                              const struct research_request *asked,
                              struct research_traces *out)
{
    int lock = -1;
    memset(out, 0, sizeof *out);
    enum status st = study_lock(a, asked->study, RESEARCH_LOCK, &lock);
    if (st == STATUS_OK)
        st = withdraw_locked(a, asked, out);
    study_unlock(lock);
    return st;
}
