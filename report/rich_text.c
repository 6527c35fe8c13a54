/* rich_text: letters of several colours in one cell, many times. */
#include "report/rich_text.h"

#include <stdbool.h>
#include <string.h>

/* Of a text with its parts; the library takes 32,767 characters. */
enum { LONGEST = 32000 };

static const char part_begins[] = "<r>", text_begins[] = "<t";

void rich_text_init(struct rich_text *t, lxw_worksheet *sheet)
{
    *t = (struct rich_text){.sheet = sheet};
    arena_init(&t->cell);
    arena_init(&t->heads_arena);
}

void rich_text_release(struct rich_text *t)
{
    arena_release(&t->cell);
    arena_release(&t->heads_arena);
}

static const char *head_of(const struct rich_text *t, const lxw_format *format)
{
    for (size_t i = 0; i < t->n_known; i++)
        if (t->known[i] == format)
            return t->heads[i];
    return NULL;
}

static bool are_known(const struct rich_text *t, lxw_rich_string_tuple **parts)
{
    bool known = true;
    for (; *parts != NULL; parts++)
        known = known && head_of(t, (*parts)->format) != NULL;
    return known;
}

/* ---------------------------------------------------------------- learning */

static void learn(struct rich_text *t, lxw_format *format, const char *from,
                  size_t n)
{
    if (head_of(t, format) != NULL || t->n_known == RICH_TEXT_FORMATS)
        return;
    t->known[t->n_known] = format;
    t->heads[t->n_known++] = arena_copy_n(&t->heads_arena, from, n);
}

/* A text can't hold the signs that begin a part, which would be escaped. */
static void learn_parts(struct rich_text *t, lxw_col_t column,
                        lxw_rich_string_tuple **parts)
{
    const struct lxw_cell *cell = t->sheet->array[column];
    const char *at = cell == NULL || cell->type != INLINE_RICH_STRING_CELL
                         ? NULL
                         : cell->u.string;
    for (; at != NULL && *parts != NULL; parts++) {
        const char *part = strstr(at, part_begins);
        const char *text = part == NULL ? NULL : strstr(part, text_begins);
        if (text != NULL)
            learn(t, (*parts)->format, part, (size_t)(text - part));
        at = text;
    }
}

/* ----------------------------------------------------------------- writing */

static bool is_blank(char c)
{
    return c != '\0' && strchr(" \t\n\v\f\r", c) != NULL;
}

static char *put(char *to, const char *text)
{
    size_t n = strlen(text);
    memcpy(to, text, n);
    return to + n;
}

static char *put_escaped(char *to, const char *text)
{
    for (; *text != '\0'; text++) {
        if (*text == '&')
            to = put(to, "&amp;");
        else if (*text == '<')
            to = put(to, "&lt;");
        else if (*text == '>')
            to = put(to, "&gt;");
        else
            *to++ = *text;
    }
    return to;
}

static char *put_part(struct rich_text *t, char *to,
                      const lxw_rich_string_tuple *part)
{
    const char *text = part->string;
    bool keeps_blanks = is_blank(text[0]) || is_blank(text[strlen(text) - 1]);
    to = put(to, head_of(t, part->format));
    to = put(to, keeps_blanks ? "<t xml:space=\"preserve\">" : "<t>");
    return put(put_escaped(to, text), "</t></r>");
}

/* All parts as they stand in the file. */
static char *put_together(struct rich_text *t, lxw_rich_string_tuple **parts)
{
    enum { LONGEST_ESCAPE = 5, AROUND = 40 };
    size_t n = 1;
    for (size_t i = 0; parts[i] != NULL; i++)
        n += strlen(head_of(t, parts[i]->format)) + AROUND +
             LONGEST_ESCAPE * strlen(parts[i]->string);
    char *whole = arena_take(&t->cell, n), *at = whole;
    for (size_t i = 0; parts[i] != NULL; i++)
        at = put_part(t, at, parts[i]);
    *at = '\0';
    return whole;
}

static lxw_error write_known(struct rich_text *t, lxw_row_t row,
                             lxw_col_t column, const char *whole,
                             lxw_format *format)
{
    lxw_error error =
        lxw.worksheet_write_string(t->sheet, row, column, whole, format);
    if (error == LXW_NO_ERROR)
        t->sheet->array[column]->type = INLINE_RICH_STRING_CELL;
    return error;
}

lxw_error rich_text_write(struct rich_text *t, lxw_row_t row, lxw_col_t column,
                          lxw_rich_string_tuple **parts, lxw_format *format)
{
    arena_reset(&t->cell);
    if (are_known(t, parts)) {
        const char *whole = put_together(t, parts);
        if (strlen(whole) <= LONGEST)
            return write_known(t, row, column, whole, format);
    }
    lxw_error error =
        lxw.worksheet_write_rich_string(t->sheet, row, column, parts, format);
    if (error == LXW_NO_ERROR)
        learn_parts(t, column, parts);
    return error;
}
