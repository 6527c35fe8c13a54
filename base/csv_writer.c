/* csv_writer: CSV for programs (UTF-8, LF) and for Excel (BOM, CRLF). */
#include "base/csv_writer.h"

#include "base/number_text.h"
#include "base/text.h"

#include <string.h>

enum status csv_writer_open(struct csv_writer *w, const char *path,
                            enum csv_flavour flavour)
{
    memset(w, 0, sizeof *w);
    arena_init(&w->arena);
    w->flavour = flavour;
    enum status st = output_file_open(&w->file, &w->arena, path, 0644);
    if (st != STATUS_OK)
        arena_release(&w->arena);
    else if (flavour == CSV_FOR_EXCEL)
        fputs("\xEF\xBB\xBF", w->file.stream);
    return st;
}

static void begin_cell(struct csv_writer *w)
{
    if (w->column++ != 0)
        putc(',', w->file.stream);
}

static void put_quoted(FILE *f, const char *text)
{
    putc('"', f);
    for (; *text != '\0'; text++) {
        if (*text == '"')
            putc('"', f);
        putc(*text, f);
    }
    putc('"', f);
}

void csv_text(struct csv_writer *w, const char *text)
{
    begin_cell(w);
    if (text == NULL)
        return;
    if (w->flavour == CSV_FOR_EXCEL && text_looks_like_formula(text)) {
        struct arena a;
        arena_init(&a);
        put_quoted(w->file.stream, arena_format(&a, "'%s", text));
        arena_release(&a);
    } else if (strpbrk(text, ",\"\r\n") != NULL) {
        put_quoted(w->file.stream, text);
    } else {
        fputs(text, w->file.stream);
    }
}

void csv_integer(struct csv_writer *w, long long value)
{
    begin_cell(w);
    fprintf(w->file.stream, "%lld", value);
}

static void put_number(struct csv_writer *w, double value,
                       char *(*write)(struct arena *, double))
{
    begin_cell(w);
    if (value != value)
        return;
    struct arena a;
    arena_init(&a);
    fputs(write(&a, value), w->file.stream);
    arena_release(&a);
}

void csv_number(struct csv_writer *w, double value)
{
    put_number(w, value, number_write);
}

void csv_number_full(struct csv_writer *w, double value)
{
    put_number(w, value, number_write_full);
}

void csv_empty(struct csv_writer *w)
{
    begin_cell(w);
}

void csv_end_row(struct csv_writer *w)
{
    fputs(w->flavour == CSV_FOR_EXCEL ? "\r\n" : "\n", w->file.stream);
    w->column = 0;
    w->n_rows++;
}

void csv_row(struct csv_writer *w, const char *const *cells)
{
    for (; *cells != NULL; cells++)
        csv_text(w, *cells);
    csv_end_row(w);
}

enum status csv_writer_keep(struct csv_writer *w)
{
    enum status st = output_file_keep(&w->file);
    arena_release(&w->arena);
    return st;
}

void csv_writer_drop(struct csv_writer *w)
{
    output_file_drop(&w->file);
    arena_release(&w->arena);
}
