/* line_split: the cells of a line that is a whole record.
 *
 * One pass: a comma, tab, quote or line end is never the second byte of a
 * character in CP932, so cells are cut before they are decoded, and cells of
 * ASCII (most of them) are only copied. */
#include "base/line_split.h"

#include "base/text.h"

#include <stdint.h>
#include <string.h>

enum { FIRST_ROOM = 1024 };

void line_split_init(struct line_split *s, struct arena *a)
{
    s->arena = a;
    s->room = 0;
}

static void make_room(struct line_split *s, size_t n)
{
    if (n < s->room)
        return;
    size_t room = s->room == 0 ? FIRST_ROOM : s->room;
    while (room <= n)
        room *= 2;
    size_t columns = room < LINE_SPLIT_COLUMNS ? room : LINE_SPLIT_COLUMNS;
    /* One byte becomes three at most, and each cell has a NUL. */
    s->text = arena_take(s->arena, room * 3 + columns);
    s->cells = arena_take_array(s->arena, columns, sizeof *s->cells);
    s->room = room;
}

static size_t without_line_end(const char *line, size_t n)
{
    if (n > 0 && line[n - 1] == '\n')
        n--;
    if (n > 0 && line[n - 1] == '\r')
        n--;
    return n;
}

/* Copies or decodes; NULL when the bytes do not decode. */
static char *put(const struct line_split *s, char *to, const char *from,
                 size_t n, bool is_ascii)
{
    if (is_ascii || !s->is_cp932) {
        memcpy(to, from, n);
        return to + n;
    }
    size_t written = text_cp932_write(from, n, to);
    return written == SIZE_MAX ? NULL : to + written;
}

/* A bare cell from *at; NULL when a quote stands in it. */
static char *bare_cell(const struct line_split *s, const char **at,
                       const char *end, char *to)
{
    const char *start = *at, *c = start;
    unsigned char seen = 0;
    while (c < end && *c != s->delimiter) {
        if (*c == '"')
            return NULL;
        seen |= (unsigned char)*c++;
    }
    *at = c;
    return put(s, to, start, (size_t)(c - start), seen < 0x80);
}

/* A quoted cell; *at stands on its first quote. */
static char *quoted_cell(const struct line_split *s, const char **at,
                         const char *end, char *to)
{
    for (;;) {
        const char *start = *at + 1;
        const char *quote = memchr(start, '"', (size_t)(end - start));
        if (quote == NULL)
            return NULL;
        bool is_doubled = quote + 1 < end && quote[1] == '"';
        to = put(s, to, start, (size_t)(quote - start), false);
        *at = quote + 1;
        if (to == NULL || !is_doubled)
            return to;
        *to++ = '"';
    }
}

bool line_split(struct line_split *s, const char *line, size_t n)
{
    n = without_line_end(line, n);
    if (n > LINE_SPLIT_MAX || memchr(line, '\0', n) != NULL)
        return false;
    make_room(s, n);
    const char *at = line, *end = line + n;
    char *to = s->text;
    for (s->n_cells = 0; s->n_cells < LINE_SPLIT_COLUMNS;) {
        s->cells[s->n_cells++] = to;
        bool is_quoted = at < end && *at == '"';
        to = is_quoted ? quoted_cell(s, &at, end, to)
                       : bare_cell(s, &at, end, to);
        if (to == NULL)
            return false;
        *to++ = '\0';
        if (at == end)
            return true;
        if (*at != s->delimiter)
            return false;
        at++;
    }
    return false;
}
