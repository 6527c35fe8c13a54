/* table_file: a whole small CSV with a header as rows of named cells.
 *
 * Staff edit these files in Excel, which leaves empty columns on the right
 * and empty rows below: both are dropped here. */
#include "base/table_file.h"

#include "base/csv_reader.h"
#include "base/messages.h"
#include "base/text.h"

#include <string.h>

/* Cells without the blank ones at the end. */
static size_t filled_cells(const struct csv_record *r)
{
    size_t n = r->n_cells;
    while (n > 0 && text_is_blank(r->cells[n - 1]))
        n--;
    return n;
}

static enum status read_header(struct arena *a, const struct csv_record *r,
                               struct table_file *t)
{
    t->n_columns = filled_cells(r);
    /* One more, so that text_nearest finds the end. */
    t->columns = arena_take_array(a, t->n_columns + 1, sizeof *t->columns);
    for (size_t i = 0; i < t->n_columns; i++) {
        t->columns[i] = text_trim(a, r->cells[i]);
        if (text_is_blank(t->columns[i])) {
            char letters[8];
            column_letters(i, letters);
            say_error("table.empty_header", t->path, letters);
            return STATUS_USAGE;
        }
        for (size_t j = 0; j < i; j++) {
            if (text_equal(t->columns[i], t->columns[j])) {
                say_error("table.column_twice", t->path, t->columns[i]);
                return STATUS_USAGE;
            }
        }
    }
    return STATUS_OK;
}

static enum status read_row(struct arena *a, const struct csv_record *r,
                            const struct table_file *t, struct table_row *row)
{
    size_t n = filled_cells(r);
    if (n > t->n_columns) {
        say_error("table.too_many_cells", t->path, r->row);
        return STATUS_USAGE;
    }
    row->row = r->row;
    row->cells = arena_take_array(a, t->n_columns, sizeof *row->cells);
    for (size_t i = 0; i < t->n_columns; i++)
        row->cells[i] = i < n ? text_trim(a, r->cells[i]) : "";
    return STATUS_OK;
}

static enum status read_records(struct arena *a, struct csv_reader *in,
                                struct table_file *t)
{
    struct csv_record r;
    size_t capacity = 0;
    bool has_header = false;
    while (csv_reader_next(in, &r)) {
        if (r.kind != CSV_RECORD) {
            say_error("table.broken_row", t->path, r.row);
            return STATUS_USAGE;
        }
        enum status st;
        if (has_header) {
            t->rows =
                arena_grow(a, t->rows, t->n_rows, &capacity, sizeof *t->rows);
            st = read_row(a, &r, t, &t->rows[t->n_rows++]);
        } else {
            st = read_header(a, &r, t);
            has_header = true;
        }
        if (st != STATUS_OK)
            return st;
    }
    return csv_reader_status(in);
}

enum status table_file_read(struct arena *a, const char *path,
                            struct table_file *out)
{
    struct csv_reader *in;
    const char *refused;
    struct table_file t = {.path = arena_copy(a, path)};
    if (csv_reader_open(a, path, &in, &refused) != STATUS_OK) {
        if (text_equal(refused, "E1001"))
            say_error("table.missing", path);
        else
            say_error("table.unreadable", path, refused);
        return STATUS_USAGE;
    }
    enum status st = read_records(a, in, &t);
    csv_reader_close(in);
    if (st == STATUS_OK)
        *out = t;
    return st;
}

int table_file_find(const struct table_file *t, const char *name)
{
    for (size_t i = 0; i < t->n_columns; i++)
        if (text_equal(t->columns[i], name))
            return (int)i;
    return -1;
}

enum status table_file_column(const struct table_file *t, const char *name,
                              size_t *index)
{
    int at = table_file_find(t, name);
    if (at >= 0) {
        *index = (size_t)at;
        return STATUS_OK;
    }
    const char *nearest = text_nearest(name, t->columns);
    if (nearest != NULL)
        say_error("table.no_column_but", t->path, name, nearest);
    else
        say_error("table.no_column", t->path, name);
    return STATUS_USAGE;
}
