/* stage1_ingest: what crossed the wall, and what was said about it.
 *
 * In    handover/   manifest, findings, repairs, balance, known days, links
 * Out   raw_file, raw_sheet, raw_column, raw_absent, raw_part, raw_finding,
 *       raw_repair, raw_balance, raw_known, raw_pseudonym, raw_link
 *
 * Always true afterwards
 *       a raw row is added or removed whole, never changed
 *
 * The rows of each kind are not copied: the handover itself is the raw data,
 * and stage2_validate reads it. */
#include "pipeline/manifest.h"
#include "pipeline/stage.h"

#include "base/csv_reader.h"
#include "base/handover.h"
#include "base/messages.h"
#include "base/number_text.h"
#include "base/output_file.h"
#include "base/text.h"

#include <string.h>

static const char *const reads[] = {"raw_*", NULL};
static const char *const writes[] = {"raw_*", NULL};

static enum status not_as_written(const char *path)
{
    say_error("handover.broken", path);
    return STATUS_UNREADABLE;
}

static enum status load_file(struct store *s, const struct manifest_file *f)
{
    struct statement *insert;
    enum status st = store_prepare(
        s, "INSERT INTO raw_file VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)", &insert);
    if (st != STATUS_OK)
        return st;
    statement_integer(insert, 1, f->number);
    statement_text(insert, 2, f->name);
    statement_text(insert, 3, f->kind == NULL ? "" : f->kind);
    statement_text(insert, 4, f->encoding == NULL ? "" : f->encoding);
    statement_text(insert, 5, f->refused == NULL ? "" : f->refused);
    statement_text(insert, 6, f->delivered);
    statement_text(insert, 7, f->sha256);
    st = statement_run(insert);
    statement_free(insert);
    return st;
}

static enum status load_sheet(struct store *s, const struct manifest_file *f)
{
    struct statement *insert;
    enum status st =
        store_prepare(s, "INSERT INTO raw_sheet VALUES (?1, ?2, ?3)", &insert);
    if (st != STATUS_OK)
        return st;
    statement_integer(insert, 1, f->number);
    statement_text(insert, 2, f->file);
    statement_text(insert, 3, f->sheet);
    st = statement_run(insert);
    statement_free(insert);
    return st;
}

static enum status load_columns(struct store *s, const struct manifest_file *f)
{
    struct statement *present, *absent = NULL;
    enum status st = store_prepare(
        s, "INSERT INTO raw_column VALUES (?1, ?2, ?3)", &present);
    if (st == STATUS_OK)
        st =
            store_prepare(s, "INSERT INTO raw_absent VALUES (?1, ?2)", &absent);
    for (size_t i = 0; st == STATUS_OK && i < f->n_columns; i++) {
        statement_integer(present, 1, f->number);
        statement_text(present, 2, f->columns[i].variable);
        statement_text(present, 3, f->columns[i].letter);
        st = statement_run(present);
    }
    for (size_t i = 0; st == STATUS_OK && i < f->n_absent; i++) {
        statement_integer(absent, 1, f->number);
        statement_text(absent, 2, f->absent[i]);
        st = statement_run(absent);
    }
    statement_free(present);
    statement_free(absent);
    return st;
}

static enum status load_manifest(struct store *s, const struct manifest *m)
{
    enum status st = store_run(s, "DELETE FROM raw_file;"
                                  "DELETE FROM raw_sheet;"
                                  "DELETE FROM raw_column;"
                                  "DELETE FROM raw_absent;"
                                  "DELETE FROM raw_finding;"
                                  "DELETE FROM raw_repair;"
                                  "DELETE FROM raw_balance;"
                                  "DELETE FROM raw_known;"
                                  "DELETE FROM raw_part;"
                                  "DELETE FROM raw_pseudonym");
    for (size_t i = 0; st == STATUS_OK && i < m->n_files; i++) {
        st = load_file(s, &m->files[i]);
        if (st == STATUS_OK)
            st = load_sheet(s, &m->files[i]);
        if (st == STATUS_OK)
            st = load_columns(s, &m->files[i]);
    }
    return st;
}

/* An open CSV of the handover and the INSERT its records go to. */
struct load {
    struct csv_reader *in;
    struct statement *insert;
    size_t n_columns;
    int *source; /* per table column: index of the CSV column, or -1 */
    const char *path;
    long long n_rows;
};

/* Finds each table column in the header; all but absent kinds must be there. */
static enum status map_columns(struct arena *a, struct store *s,
                               const char *table, struct load *l)
{
    struct csv_record header;
    if (!csv_reader_next(l->in, &header) || header.kind != CSV_RECORD)
        return not_as_written(l->path);
    const char **names = arena_take_array(a, header.n_cells, sizeof *names);
    for (size_t i = 0; i < header.n_cells; i++)
        names[i] = arena_copy(a, header.cells[i]);
    struct statement *info;
    enum status st = store_prepare(
        s, "SELECT name FROM pragma_table_info(?1) ORDER BY cid", &info);
    if (st != STATUS_OK)
        return st;
    statement_text(info, 1, table);
    size_t capacity = 0;
    while (statement_step(info, &st)) {
        l->source = arena_grow(a, l->source, l->n_columns, &capacity,
                               sizeof *l->source);
        int found = -1;
        for (size_t i = 0; i < header.n_cells; i++) {
            if (text_equal(names[i], column_text(info, 0)))
                found = (int)i;
        }
        if (found < 0)
            st = not_as_written(l->path);
        l->source[l->n_columns++] = found;
    }
    statement_free(info);
    return st;
}

static enum status load_records(struct load *l)
{
    struct csv_record record;
    enum status st = STATUS_OK;
    while (st == STATUS_OK && csv_reader_next(l->in, &record)) {
        if (record.kind != CSV_RECORD)
            return not_as_written(l->path);
        for (size_t c = 0; c < l->n_columns; c++) {
            size_t from = (size_t)l->source[c];
            int64_t number;
            const char *text = from < record.n_cells ? record.cells[from] : "";
            if (c < 2 && number_parse_integer(text, &number))
                statement_integer(l->insert, (int)c + 1, number);
            else
                statement_text(l->insert, (int)c + 1, text);
        }
        st = statement_run(l->insert);
        l->n_rows++;
    }
    return st;
}

/* Loads path into table; insert has one ? per column. */
static enum status load_csv(struct arena *a, struct store *s, const char *path,
                            const char *table, const char *insert,
                            long long *n_rows)
{
    struct load l = {.path = path};
    const char *refused;
    enum status st = csv_reader_open(a, path, &l.in, &refused);
    if (st == STATUS_UNREADABLE)
        return not_as_written(path);
    if (st != STATUS_OK)
        return st;
    st = map_columns(a, s, table, &l);
    if (st == STATUS_OK)
        st = store_prepare(s, insert, &l.insert);
    if (st == STATUS_OK)
        st = load_records(&l);
    statement_free(l.insert);
    csv_reader_close(l.in);
    *n_rows = l.n_rows;
    return st;
}

static enum status load_lists(struct stage_context *c)
{
    static const struct {
        const char *file, *table, *insert;
    } lists[] = {
        {HANDOVER_FINDINGS, "raw_finding",
         "INSERT OR IGNORE INTO raw_finding VALUES (?, ?, ?, ?, ?, ?)"},
        {HANDOVER_REPAIRS, "raw_repair",
         "INSERT INTO raw_repair VALUES (?, ?, ?)"},
        {HANDOVER_BALANCE, "raw_balance",
         "INSERT INTO raw_balance VALUES (?, ?, ?, ?, ?, ?, ?)"},
        {HANDOVER_KNOWN, "raw_known", "INSERT INTO raw_known VALUES (?, ?, ?)"},
        {HANDOVER_PSEUDONYMS, "raw_pseudonym",
         "INSERT INTO raw_pseudonym VALUES (?, ?, ?, ?)"}};
    enum status st = STATUS_OK;
    for (size_t i = 0; st == STATUS_OK && i < 5; i++) {
        long long n;
        st = load_csv(
            c->arena, c->store,
            arena_format(c->arena, "%s/%s", c->handover, lists[i].file),
            lists[i].table, lists[i].insert, &n);
    }
    return st;
}

/* Not every handover says how sure the links are. */
static enum status load_links(struct stage_context *c)
{
    const char *path =
        arena_format(c->arena, "%s/%s", c->handover, HANDOVER_LINKS);
    long long n;
    enum status st = store_run(c->store, "DELETE FROM raw_link");
    if (st != STATUS_OK || !path_exists(path))
        return st;
    return load_csv(c->arena, c->store, path, "raw_link",
                    "INSERT INTO raw_link VALUES (?1, ?2, "
                    "CAST(nullif(?3, '') AS REAL))",
                    &n);
}

/* The rows themselves stay in the handover: stage2_validate reads them. */
static enum status load_part(struct stage_context *c,
                             const struct manifest_part *t)
{
    struct statement *insert;
    const struct file_kind *k = codebook_kind(c->codebook, t->kind);
    if (k == NULL || !text_equal(k->table, t->table))
        return not_as_written(t->path);
    enum status st = store_prepare(
        c->store, "INSERT INTO raw_part VALUES (?1, ?2, ?3, ?4, ?5)", &insert);
    if (st != STATUS_OK)
        return st;
    statement_integer(insert, 1, t->file);
    statement_text(insert, 2, t->kind);
    statement_text(insert, 3, t->path);
    statement_integer(insert, 4, t->n_rows);
    statement_text(insert, 5, t->sha256);
    st = statement_run(insert);
    statement_free(insert);
    c->n_in += (size_t)t->n_rows;
    c->n_out += (size_t)t->n_rows;
    return st;
}

static enum status run_ingest(struct stage_context *c)
{
    struct manifest m;
    enum status st = manifest_load(c->arena, c->handover, &m);
    if (st == STATUS_OK)
        st = load_manifest(c->store, &m);
    if (st == STATUS_OK)
        st = load_lists(c);
    if (st == STATUS_OK)
        st = load_links(c);
    for (size_t i = 0; st == STATUS_OK && i < m.n_parts; i++)
        st = load_part(c, &m.parts[i]);
    return st;
}

const struct stage stage1_ingest = {
    .name = "ingest",
    .purpose = "load what crossed the wall, as it crossed",
    .reads = reads,
    .writes = writes,
    .run = run_ingest,
};
