/* codebook_rows: the CSV files of a codebook as checked rows. */
#include "base/codebook_rows.h"

#include "base/messages.h"
#include "base/number_text.h"
#include "base/output_file.h"
#include "base/text.h"

#include <string.h>

static const char lower[] = "abcdefghijklmnopqrstuvwxyz";

bool is_identifier(const char *text)
{
    size_t n = strlen(text);
    return n >= 1 && n <= 32 && strchr(lower, text[0]) != NULL &&
           strspn(text, "abcdefghijklmnopqrstuvwxyz0123456789_") == n;
}

static bool is_kind(const char *text)
{
    size_t n = strlen(text);
    return n >= 1 && n <= 8 &&
           strspn(text, "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
                        "abcdefghijklmnopqrstuvwxyz") == n;
}

/* The same key: the first n_key cells agree. */
static bool same_key(const char *const *x, const char *const *y, size_t n_key)
{
    for (size_t i = 0; i < n_key; i++) {
        if (!text_equal(x[i], y[i]))
            return false;
    }
    return true;
}

static size_t find_row(const struct table_file *t, const char *const *cells,
                       size_t n_key)
{
    size_t i = 0;
    while (i < t->n_rows && !same_key(t->rows[i].cells, cells, n_key))
        i++;
    return i;
}

static enum status twice(const char *path, size_t row)
{
    say_error("codebook.twice", path, row);
    return STATUS_USAGE;
}

static enum status check_keys(const struct table_file *t, size_t n_key)
{
    for (size_t i = 0; i < t->n_rows; i++) {
        if (find_row(t, t->rows[i].cells, n_key) < i)
            return twice(t->path, t->rows[i].row);
    }
    return STATUS_OK;
}

/* Columns of the shipped file in the local one's order; a local file may
 * leave columns out but not bring new ones. */
static enum status map_columns(struct arena *a, const struct table_file *whole,
                               const struct table_file *local, size_t **out)
{
    size_t *map = arena_take_array(a, local->n_columns, sizeof *map);
    for (size_t i = 0; i < local->n_columns; i++) {
        enum status st = table_file_column(whole, local->columns[i], &map[i]);
        if (st != STATUS_OK) {
            say_error("codebook.local_column", local->path, local->columns[i]);
            return st;
        }
    }
    *out = map;
    return STATUS_OK;
}

static enum status add_local(struct arena *a, const struct table_file *local,
                             const size_t *map, size_t n_key,
                             struct merged_file *out)
{
    struct table_file *t = &out->table;
    size_t room = t->n_rows + local->n_rows;
    struct table_row *rows = arena_take_array(a, room, sizeof *rows);
    const char **paths = arena_take_array(a, room, sizeof *paths);
    for (size_t i = 0; i < t->n_rows; i++) {
        rows[i] = t->rows[i];
        paths[i] = t->path;
    }
    t->rows = rows;
    out->row_path = paths;
    for (size_t i = 0; i < local->n_rows; i++) {
        const char **cells = arena_take_array(a, t->n_columns, sizeof *cells);
        for (size_t c = 0; c < t->n_columns; c++)
            cells[c] = "";
        for (size_t c = 0; c < local->n_columns; c++)
            cells[map[c]] = local->rows[i].cells[c];
        size_t at = find_row(t, cells, n_key);
        if (at < t->n_rows && paths[at] == local->path)
            return twice(local->path, local->rows[i].row);
        rows[at] = (struct table_row){local->rows[i].row, cells};
        paths[at] = local->path;
        if (at == t->n_rows)
            t->n_rows++;
    }
    return STATUS_OK;
}

static enum status merge_local(struct arena *a, const char *path, size_t n_key,
                               struct merged_file *out)
{
    struct table_file local;
    size_t *map;
    enum status st = table_file_read(a, path, &local);
    if (st == STATUS_OK)
        st = map_columns(a, &out->table, &local, &map);
    if (st == STATUS_OK)
        st = add_local(a, &local, map, n_key, out);
    return st;
}

enum status merged_read(struct arena *a, const char *shipped, const char *local,
                        const char *file_name, size_t n_key,
                        struct merged_file *out)
{
    if (strchr(file_name, '/') != NULL || strstr(file_name, "..") != NULL) {
        say_error("codebook.file_name", file_name);
        return STATUS_USAGE;
    }
    const char *path = arena_format(a, "%s/%s", shipped, file_name);
    enum status st = table_file_read(a, path, &out->table);
    if (st != STATUS_OK)
        return st;
    if (out->table.n_columns < n_key) {
        say_error("codebook.few_columns", path);
        return STATUS_USAGE;
    }
    st = check_keys(&out->table, n_key);
    if (st != STATUS_OK)
        return st;
    out->shipped = out->table.rows;
    out->n_shipped = out->table.n_rows;
    out->row_path =
        arena_take_array(a, out->table.n_rows, sizeof *out->row_path);
    for (size_t i = 0; i < out->table.n_rows; i++)
        out->row_path[i] = out->table.path;
    if (local == NULL || local[0] == '\0')
        return STATUS_OK;
    path = arena_format(a, "%s/%s", local, file_name);
    return path_exists(path) ? merge_local(a, path, n_key, out) : STATUS_OK;
}

const char *row_text(const struct cursor *at, const char *column)
{
    int c = table_file_find(&at->file->table, column);
    return c < 0 ? "" : at->file->table.rows[at->row].cells[c];
}

const char *row_replaced(const struct cursor *at, const char *column)
{
    const struct merged_file *f = at->file;
    int c = table_file_find(&f->table, column);
    bool replaces =
        at->row < f->n_shipped && f->row_path[at->row] != f->table.path;
    return c < 0 || !replaces ? NULL : f->shipped[at->row].cells[c];
}

void row_wrong(struct cursor *at, const char *column, const char *expected)
{
    at->failed = true;
    say_error("codebook.wrong_cell", at->file->row_path[at->row],
              at->file->table.rows[at->row].row, column, message(expected));
}

const char *row_filled(struct cursor *at, const char *column)
{
    const char *text = row_text(at, column);
    if (text[0] == '\0')
        row_wrong(at, column, "codebook.expect_text");
    return text;
}

const char *row_identifier(struct cursor *at, const char *column)
{
    const char *text = row_text(at, column);
    if (!is_identifier(text))
        row_wrong(at, column, "codebook.expect_identifier");
    return text;
}

const char *row_kind(struct cursor *at, const char *column)
{
    const char *text = row_text(at, column);
    if (!is_kind(text))
        row_wrong(at, column, "codebook.expect_kind");
    return text;
}

bool row_flag(struct cursor *at, const char *column)
{
    const char *text = row_text(at, column);
    if (text_equal(text, "1"))
        return true;
    if (text[0] != '\0' && !text_equal(text, "0"))
        row_wrong(at, column, "codebook.expect_flag");
    return false;
}

int row_choice(struct cursor *at, const char *column, const char *const *names)
{
    const char *text = row_text(at, column);
    for (int i = 0; names[i] != NULL; i++) {
        if (text_equal(text, names[i]))
            return i;
    }
    char *all = arena_copy(at->arena, names[0]);
    for (int i = 1; names[i] != NULL; i++)
        all = arena_format(at->arena, "%s %s", all, names[i]);
    at->failed = true;
    say_error("codebook.wrong_choice", at->file->row_path[at->row],
              at->file->table.rows[at->row].row, column, all);
    return 0;
}

bool row_number(struct cursor *at, const char *column, double *out)
{
    const char *text = row_text(at, column);
    if (text[0] == '\0')
        return false;
    if (number_parse(text, out))
        return true;
    row_wrong(at, column, "codebook.expect_number");
    return false;
}

const char **row_list(struct cursor *at, const char *column, size_t *n)
{
    const char **parts = NULL;
    size_t capacity = 0;
    *n = 0;
    const char *text = row_text(at, column);
    while (text[0] != '\0') {
        size_t length = strcspn(text, ";");
        const char *part =
            text_trim(at->arena, arena_copy_n(at->arena, text, length));
        if (part[0] != '\0') {
            parts = arena_grow(at->arena, parts, *n, &capacity, sizeof *parts);
            parts[(*n)++] = part;
        }
        text += text[length] == ';' ? length + 1 : length;
    }
    return parts;
}
