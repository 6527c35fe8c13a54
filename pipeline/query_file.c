/* query_file: SELECT in, CSV out. */
#include "pipeline/query_file.h"

#include "base/calendar.h"
#include "base/sql_text.h"
#include <string.h>

enum status output_csv_open(struct arena *a, const char *output,
                            const char *path, enum csv_flavour flavour,
                            struct csv_writer *w)
{
    const char *full = arena_format(a, "%s/%s", output, path);
    size_t folder = (size_t)(strrchr(full, '/') - full);
    enum status st = folder_make(arena_copy_n(a, full, folder), 0755);
    return st == STATUS_OK ? csv_writer_open(w, full, flavour) : st;
}

enum status query_open(struct store *s, const char *sql, const char *argument,
                       struct statement **out)
{
    enum status st = store_prepare(s, sql_find(pipeline_sql, sql), out);
    if (st == STATUS_OK && argument != NULL)
        statement_text(*out, 1, argument);
    return st;
}

static void write_cell(struct csv_writer *w, struct statement *st, int at,
                       char type)
{
    char year[8];
    if (column_is_null(st, at)) {
        csv_empty(w);
        return;
    }
    switch (type) {
    case 'i':
        csv_integer(w, column_integer(st, at));
        break;
    case 'n':
        csv_number(w, column_real(st, at));
        break;
    case 'f':
        csv_number_full(w, column_real(st, at));
        break;
    case 'y':
        fiscal_year_write((int)column_integer(st, at), year);
        csv_text(w, year);
        break;
    default:
        csv_text(w, column_text(st, at));
    }
}

enum status query_file_write(struct arena *a, struct store *s,
                             const char *output, const struct query_file *f,
                             const char *argument)
{
    struct statement *st;
    struct csv_writer w;
    enum status status = query_open(s, f->sql, argument, &st);
    if (status != STATUS_OK)
        return status;
    int n = statement_columns(st);
    status = (size_t)n == strlen(f->types)
                 ? output_csv_open(a, output, f->path, CSV_FOR_PROGRAMS, &w)
                 : STATUS_BUG;
    if (status != STATUS_OK) {
        statement_free(st);
        return status;
    }
    for (int i = 0; i < n; i++)
        csv_text(&w, statement_column_name(st, i));
    csv_end_row(&w);
    while (statement_step(st, &status)) {
        for (int i = 0; i < n; i++)
            write_cell(&w, st, i, f->types[i]);
        csv_end_row(&w);
    }
    statement_free(st);
    if (status != STATUS_OK) {
        csv_writer_drop(&w);
        return status;
    }
    return csv_writer_keep(&w);
}
