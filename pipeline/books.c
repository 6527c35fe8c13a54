/* books: the codebook files as tables of the research database.
 *
 * The SQL here is put together from the codebook's column names, which can't
 * be bound; each is checked against [a-z][a-z0-9_]* first and quoted. */
#include "pipeline/books.h"

#include "base/messages.h"
#include "base/table_file.h"

#include <string.h>

/* n_key: how many first columns make a row's key (codebooks/README.md). */
static const struct {
    const char *stem;
    size_t n_key;
} books[] = {
    {"accepted_findings", 5},
    {"activities", 1},
    {"activity_map", 5},
    {"classes", 3},
    {"files", 1},
    {"indicators", 2},
    {"instruments", 2},
    {"judgements", 3},
    {"matching_states", 1},
    {"models", 1},
    {"rules", 1},
    {"schemes", 1},
    {"scores", 3},
    {"statuses", 1},
    {"tables", 1},
    {"thresholds", 2},
    {"value_labels", 2},
    {"variables", 2},
    {"windows", 1},
    {NULL, 0},
};

static bool is_name(const char *text)
{
    return text[0] >= 'a' && text[0] <= 'z' &&
           strspn(text, "abcdefghijklmnopqrstuvwxyz0123456789_") ==
               strlen(text);
}

/* Their first column becomes part of file names. */
static bool names_files(const char *stem)
{
    return strcmp(stem, "models") == 0 || strcmp(stem, "tables") == 0 ||
           strcmp(stem, "instruments") == 0;
}

static enum status check_codes(const char *stem, const struct table_file *t)
{
    for (size_t r = 0; r < t->n_rows; r++) {
        const char *code = t->rows[r].cells[0];
        size_t n = strlen(code);
        if (n >= 1 && n <= 32 &&
            strspn(code, "abcdefghijklmnopqrstuvwxyz"
                         "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_") == n)
            continue;
        say_error("codebook.bad_code", stem, t->columns[0], code);
        return STATUS_USAGE;
    }
    return STATUS_OK;
}

static enum status check_names(const struct table_file *t)
{
    for (size_t i = 0; i < t->n_columns; i++) {
        if (!is_name(t->columns[i])) {
            say_error("codebook.bad_name", t->path, t->columns[i]);
            return STATUS_USAGE;
        }
    }
    return STATUS_OK;
}

static char *create_sql(struct arena *a, const char *stem,
                        const struct table_file *t)
{
    char *sql = arena_format(a,
                             "DROP TABLE IF EXISTS \"book_%s\";"
                             "CREATE TABLE \"book_%s\" (",
                             stem, stem);
    for (size_t i = 0; i < t->n_columns; i++)
        sql = arena_format(a, "%s%s\"%s\" TEXT NOT NULL", sql,
                           i == 0 ? "" : ", ", t->columns[i]);
    return arena_format(a, "%s) STRICT", sql);
}

static char *insert_sql(struct arena *a, const char *stem, size_t n_columns)
{
    char *sql = arena_format(a, "INSERT INTO \"book_%s\" VALUES (?", stem);
    for (size_t i = 1; i < n_columns; i++)
        sql = arena_format(a, "%s, ?", sql);
    return arena_format(a, "%s)", sql);
}

static enum status insert_rows(struct arena *a, struct store *s,
                               const char *stem, const struct table_file *t)
{
    struct statement *insert;
    enum status st =
        store_prepare(s, insert_sql(a, stem, t->n_columns), &insert);
    for (size_t r = 0; st == STATUS_OK && r < t->n_rows; r++) {
        for (size_t c = 0; c < t->n_columns; c++)
            statement_text(insert, (int)c + 1, t->rows[r].cells[c]);
        st = statement_run(insert);
    }
    statement_free(insert);
    return st;
}

static enum status load_book(struct arena *a, struct store *s,
                             const struct codebook *c, const char *stem,
                             size_t n_key)
{
    struct table_file t;
    enum status st =
        codebook_merge_file(a, c, arena_format(a, "%s.csv", stem), n_key, &t);
    if (st == STATUS_OK)
        st = check_names(&t);
    if (st == STATUS_OK && names_files(stem))
        st = check_codes(stem, &t);
    if (st == STATUS_OK)
        st = store_run(s, create_sql(a, stem, &t));
    if (st == STATUS_OK)
        st = insert_rows(a, s, stem, &t);
    return st;
}

enum status books_load(struct arena *a, struct store *s,
                       const struct codebook *c)
{
    enum status st = STATUS_OK;
    for (size_t i = 0; st == STATUS_OK && books[i].stem != NULL; i++)
        st = load_book(a, s, c, books[i].stem, books[i].n_key);
    return st;
}

static char *hash_of_rows(struct arena *a, const struct table_file *t)
{
    char one[FILE_HASH_SIZE];
    char *all = arena_copy(a, "");
    for (size_t i = 0; i < t->n_columns; i++)
        all = arena_format(a, "%s%s\x1f", all, t->columns[i]);
    for (size_t r = 0; r < t->n_rows; r++) {
        char *line = arena_copy(a, "");
        for (size_t c = 0; c < t->n_columns; c++)
            line = arena_format(a, "%s%s\x1f", line, t->rows[r].cells[c]);
        bytes_hash(line, strlen(line), one);
        all = arena_format(a, "%.64s%s", one, all);
        bytes_hash(all, strlen(all), one);
        all = arena_copy(a, one);
    }
    return all;
}

enum status books_hash(struct arena *a, const struct codebook *c,
                       char out[FILE_HASH_SIZE])
{
    char *all = arena_copy(a, c->version);
    for (size_t i = 0; books[i].stem != NULL; i++) {
        struct table_file t;
        enum status st = codebook_merge_file(
            a, c, arena_format(a, "%s.csv", books[i].stem), books[i].n_key, &t);
        if (st != STATUS_OK)
            return st;
        all = arena_format(a, "%s%s", all, hash_of_rows(a, &t));
    }
    bytes_hash(all, strlen(all), out);
    return STATUS_OK;
}
