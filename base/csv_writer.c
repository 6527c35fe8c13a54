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

/* A row is put together here and written as a whole. */
static void put(struct csv_writer *w, const char *bytes, size_t n)
{
    if (w->row_capacity - w->n_row < n) {
        size_t wanted = (w->row_capacity + n) * 2;
        char *larger = arena_take(&w->arena, wanted);
        if (w->n_row != 0)
            memcpy(larger, w->row, w->n_row);
        w->row = larger;
        w->row_capacity = wanted;
    }
    memcpy(w->row + w->n_row, bytes, n);
    w->n_row += n;
}

static void begin_cell(struct csv_writer *w)
{
    if (w->column++ != 0)
        put(w, ",", 1);
}

static void put_quoted(struct csv_writer *w, const char *text)
{
    put(w, "\"", 1);
    while (*text != '\0') {
        size_t n = strcspn(text, "\"");
        put(w, text, n);
        text += n;
        if (*text == '"') {
            put(w, "\"\"", 2);
            text++;
        }
    }
    put(w, "\"", 1);
}

void csv_text(struct csv_writer *w, const char *text)
{
    begin_cell(w);
    if (text == NULL || *text == '\0')
        return;
    size_t n = strcspn(text, ",\"\r\n");
    if (w->flavour == CSV_FOR_EXCEL && text_looks_like_formula(text)) {
        struct arena a;
        arena_init(&a);
        put_quoted(w, arena_format(&a, "'%s", text));
        arena_release(&a);
    } else if (text[n] != '\0') {
        put_quoted(w, text);
    } else {
        put(w, text, n);
    }
}

void csv_integer(struct csv_writer *w, long long value)
{
    char digits[24];
    size_t at = sizeof digits;
    unsigned long long left = value < 0 ? 0ULL - (unsigned long long)value
                                        : (unsigned long long)value;
    do {
        digits[--at] = (char)('0' + left % 10);
        left /= 10;
    } while (left != 0);
    if (value < 0)
        digits[--at] = '-';
    begin_cell(w);
    put(w, digits + at, sizeof digits - at);
}

static void put_number(struct csv_writer *w, double value,
                       char *(*write)(struct arena *, double))
{
    begin_cell(w);
    if (value != value)
        return;
    struct arena a;
    arena_init(&a);
    const char *text = write(&a, value);
    put(w, text, strlen(text));
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

/* Errors are found when the file is kept. */
static void write_row(struct csv_writer *w)
{
    if (w->n_row != 0)
        fwrite(w->row, 1, w->n_row, w->file.stream);
    w->n_row = 0;
}

void csv_end_row(struct csv_writer *w)
{
    bool for_excel = w->flavour == CSV_FOR_EXCEL;
    put(w, for_excel ? "\r\n" : "\n", for_excel ? 2 : 1);
    write_row(w);
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
    write_row(w);
    enum status st = output_file_keep(&w->file);
    arena_release(&w->arena);
    return st;
}

void csv_writer_drop(struct csv_writer *w)
{
    output_file_drop(&w->file);
    arena_release(&w->arena);
}
