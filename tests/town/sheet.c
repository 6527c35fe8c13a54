/* sheet: see sheet.h. */
#include "sheet.h"

#include "base/calendar.h"
#include "base/output_file.h"

#include <iconv.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

void sheet_row_begin(struct sheet *s, int resident)
{
    s->rows =
        arena_grow(s->arena, s->rows, s->n_rows, &s->capacity, sizeof *s->rows);
    struct sheet_row *r = arena_take(s->arena, sizeof *r);
    r->resident = resident;
    s->rows[s->n_rows++] = r;
}

void row_put(struct arena *a, struct sheet_row *r, const char *text)
{
    r->cells =
        arena_grow(a, r->cells, r->n_cells, &r->capacity, sizeof *r->cells);
    r->cells[r->n_cells++] = text;
}

void put(struct sheet *s, const char *text)
{
    row_put(s->arena, s->rows[s->n_rows - 1], text);
}

void put_int(struct sheet *s, int value)
{
    put(s, arena_format(s->arena, "%d", value));
}

void put_code(struct sheet *s, int value)
{
    put(s, value == 0 ? NULL : arena_format(s->arena, "%d", value));
}

void put_tenths(struct sheet *s, int value)
{
    put(s, arena_format(s->arena, "%d.%d", value / 10, value % 10));
}

void put_day(struct sheet *s, int day)
{
    put(s, day == 0 ? NULL : day_text(s->arena, day, s->days));
}

struct sheet_row *sheet_row_copy(struct sheet *s, const struct sheet_row *r)
{
    sheet_row_begin(s, r->resident);
    for (size_t i = 0; i < r->n_cells; i++)
        put(s, r->cells[i]);
    s->rows[s->n_rows - 1]->touched = true;
    return s->rows[s->n_rows - 1];
}

size_t sheet_excel_row(const struct sheet *s, const struct sheet_row *r)
{
    size_t i = 0;
    while (i < s->n_rows && s->rows[i] != r)
        i++;
    return i + 2;
}

/* Written apart from base/japanese_date, which is what the town tests. */
char *day_text(struct arena *a, int day, enum day_style style)
{
    struct date d = date_from_days(day);
    static const struct {
        int first_day_after_1970;
        int year_before;
        const char *letter, *kanji;
    } eras[] = {{18017, 2018, "R", "令和"},
                {6947, 1988, "H", "平成"},
                {-15712, 1925, "S", "昭和"}};
    size_t era = 0;
    while (era < 2 && day < eras[era].first_day_after_1970)
        era++;
    int year = d.year - eras[era].year_before;
    switch (style) {
    case DAY_SLASH:
        return arena_format(a, "%d/%d/%d", d.year, d.month, d.day);
    case DAY_DOTS:
        return arena_format(a, "%d.%d.%d", d.year, d.month, d.day);
    case DAY_ERA_SHORT:
        return arena_format(a, "%s%d.%d.%d", eras[era].letter, year, d.month,
                            d.day);
    case DAY_ERA_LONG:
        if (year == 1)
            return arena_format(a, "%s元年%d月%d日", eras[era].kanji, d.month,
                                d.day);
        return arena_format(a, "%s%d年%d月%d日", eras[era].kanji, year, d.month,
                            d.day);
    case DAY_ISO:
    default:
        return arena_format(a, "%04d-%02d-%02d", d.year, d.month, d.day);
    }
}

char *full_width(struct arena *a, const char *text)
{
    size_t n = strlen(text);
    char *out = arena_take(a, 3 * n + 1);
    size_t used = 0;
    for (size_t i = 0; i < n; i++) {
        unsigned code = 0xff00u + (unsigned char)text[i] - 0x20u;
        out[used++] = (char)(0xe0u | (code >> 12));
        out[used++] = (char)(0x80u | ((code >> 6) & 0x3fu));
        out[used++] = (char)(0x80u | (code & 0x3fu));
    }
    return out;
}

/* ---- writing ----------------------------------------------------------- */

struct buffer {
    char *bytes;
    size_t n, capacity;
    struct arena *arena;
};

static void add(struct buffer *b, const char *bytes, size_t n)
{
    while (b->n + n + 1 > b->capacity) {
        size_t wider = b->capacity == 0 ? 65536 : b->capacity * 2;
        char *copy = arena_take(b->arena, wider);
        if (b->n > 0)
            memcpy(copy, b->bytes, b->n);
        b->bytes = copy;
        b->capacity = wider;
    }
    memcpy(b->bytes + b->n, bytes, n);
    b->n += n;
}

static void add_cell(struct buffer *b, const char *text, bool quoted)
{
    if (text == NULL)
        text = "";
    if (!quoted && strpbrk(text, ",\"\r\n") == NULL) {
        add(b, text, strlen(text));
        return;
    }
    add(b, "\"", 1);
    for (; *text != '\0'; text++) {
        if (*text == '"')
            add(b, "\"", 1);
        add(b, text, 1);
    }
    add(b, "\"", 1);
}

/* Every character of the town is in CP932; another one is our mistake. */
static void to_cp932(struct buffer *b, size_t from)
{
    iconv_t cd = iconv_open("CP932", "UTF-8");
    char *in = b->bytes + from;
    size_t left = b->n - from, room = left + 16;
    char *out = arena_take(b->arena, room), *at = out;
    if (cd == (iconv_t)-1 || iconv(cd, &in, &left, &at, &room) == (size_t)-1) {
        fprintf(stderr, "make-town: a character is not in CP932\n");
        exit(STATUS_BUG);
    }
    iconv_close(cd);
    b->n = from;
    add(b, out, (size_t)(at - out));
}

static void add_row(struct buffer *b, const struct sheet *s,
                    const char *const *cells, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (i > 0)
            add(b, ",", 1);
        add_cell(b, cells[i], s->quote_all);
    }
}

static void compose(struct buffer *b, const struct sheet *s)
{
    const char *line_end = s->line_feed_only ? "\n" : "\r\n";
    if (s->encoding == SHEET_UTF8_BOM)
        add(b, "\xef\xbb\xbf", 3);
    size_t start = b->n;
    add_row(b, s, s->headers, s->n_columns);
    add(b, line_end, strlen(line_end));
    for (size_t i = 0; i < s->n_rows; i++) {
        const struct sheet_row *r = s->rows[i];
        size_t row_start = b->n;
        if (r->form == ROW_RAW)
            add(b, r->cells[0], strlen(r->cells[0]));
        else
            add_row(b, s, r->cells, r->n_cells);
        if (r->form == ROW_FOREIGN)
            to_cp932(b, row_start);
        add(b, line_end, strlen(line_end));
    }
    if (s->encoding == SHEET_CP932)
        to_cp932(b, start);
}

/* gzip without name and time, so that the bytes are the same every day. */
static void compress_whole(struct buffer *b)
{
    z_stream z;
    memset(&z, 0, sizeof z);
    size_t room = b->n + 1024;
    unsigned char *out = arena_take(b->arena, room);
    if (deflateInit2(&z, 6, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY) != Z_OK)
        exit(STATUS_BUG);
    z.next_in = (unsigned char *)b->bytes;
    z.avail_in = (uInt)b->n;
    z.next_out = out;
    z.avail_out = (uInt)room;
    if (deflate(&z, Z_FINISH) != Z_STREAM_END)
        exit(STATUS_BUG);
    size_t n = room - z.avail_out;
    deflateEnd(&z);
    b->n = 0;
    add(b, (char *)out, n);
}

enum status sheet_write(const struct sheet *s, const char *folder)
{
    struct arena a;
    arena_init(&a);
    struct buffer b = {.arena = &a};
    if (s->bytes != NULL)
        add(&b, s->bytes, s->n_bytes);
    else
        compose(&b, s);
    if (s->compressed)
        compress_whole(&b);
    if (s->keep_bytes > 0 && s->keep_bytes < b.n)
        b.n = s->keep_bytes;
    const char *path = arena_format(&a, "%s/%s", folder, s->name);
    enum status st = file_write(path, b.bytes, b.n, 0644);
    arena_release(&a);
    return st;
}
