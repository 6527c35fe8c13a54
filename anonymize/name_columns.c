/* name_columns: names whole and in parts, and readings among names. */
#include "anonymize/name_columns.h"

#include "anonymize/column_meaning.h"
#include "anonymize/normal.h"
#include "base/text.h"

#include <string.h>

/* Share of the values that makes a column one of kana, or of kanji. */
#define MOST_OF 0.85

static uint32_t *cell_of(const struct reading *r, size_t row, size_t column)
{
    return &r->cells[row * (r->n_columns - 1) + column - 1];
}

/* 0: none. The first of several. */
static size_t column_of(const struct reading *r, enum meaning m)
{
    for (size_t c = 1; c < r->n_columns; c++)
        if (meaning_of_header(r->names[c]) == m)
            return c;
    return 0;
}

/* A further column, blank in every row; its number. */
static size_t add_column(struct reading *r, const char *name)
{
    size_t width = r->n_columns - 1, n = r->n_columns;
    uint32_t *cells =
        arena_take_array(r->arena, r->n_rows * (width + 1) + 1, sizeof *cells);
    const char **names = arena_take_array(r->arena, n + 1, sizeof *names);
    struct interner *distinct =
        arena_take_array(r->arena, n + 1, sizeof *distinct);
    for (size_t row = 0; row < r->n_rows; row++)
        memcpy(cells + row * (width + 1), r->cells + row * width,
               width * sizeof *cells);
    memcpy(names, r->names, n * sizeof *names);
    memcpy(distinct, r->distinct, n * sizeof *distinct);
    names[n] = name;
    r->cells = cells;
    r->names = names;
    r->distinct = distinct;
    r->n_columns = n + 1;
    return n;
}

static const char *text_of(const struct reading *r, size_t row, size_t column)
{
    uint32_t v = *cell_of(r, row, column);
    return v == 0 ? "" : r->distinct[column].values[v];
}

/* ------------------------------------------------------------------- shapes */

enum script { SCRIPT_NONE, SCRIPT_KANA, SCRIPT_KANJI, SCRIPT_OTHER };

static enum script script_of(const char *text)
{
    char out[NORMAL_CAPACITY + 1];
    size_t n = normal_kana(text, strlen(text), out, NORMAL_CAPACITY);
    enum script s = SCRIPT_NONE;
    out[n] = '\0';
    for (const char *at = out; *at != '\0';) {
        uint32_t c = text_next(&at);
        if (c >= 0x3400 && c <= 0xfaff)
            return SCRIPT_KANJI;
        bool is_kana = c >= 0x3041 && c <= 0x30ff;
        if (is_kana && s == SCRIPT_NONE)
            s = SCRIPT_KANA;
        else if (!is_kana && c != ' ' && c != (uint32_t)NORMAL_ALTERNATIVE)
            s = SCRIPT_OTHER;
    }
    return s;
}

/* Share of the distinct values that are written so. */
static double share_in(const struct reading *r, size_t column, enum script s)
{
    const struct interner *t = &r->distinct[column];
    size_t n = 0;
    for (uint32_t v = 1; v < t->n; v++)
        n += script_of(t->values[v]) == s;
    return t->n > 1 ? (double)n / (double)(t->n - 1) : 0.0;
}

/* -------------------------------------------------------------------- parts */

struct parts {
    enum meaning whole, family, given;
};

/* The surname stands first in Japanese, last elsewhere. */
static void put_together(struct reading *r, const char *name, size_t family,
                         size_t given)
{
    bool family_first = share_in(r, family, SCRIPT_KANJI) >= 0.5 ||
                        share_in(r, family, SCRIPT_KANA) >= 0.5;
    size_t first = family_first ? family : given;
    size_t last = family_first ? given : family;
    size_t to = add_column(r, name);
    struct arena own;
    arena_init(&own);
    for (size_t row = 0; row < r->n_rows; row++) {
        const char *text = arena_format(&own, "%s %s", text_of(r, row, first),
                                        text_of(r, row, last));
        *cell_of(r, row, to) = reading_intern(r->arena, &r->distinct[to], text);
        arena_reset(&own);
    }
    arena_release(&own);
}

static void match_parts(struct reading *parted, const struct reading *whole,
                        const struct parts *p)
{
    size_t column = column_of(whole, p->whole);
    size_t family = column_of(parted, p->family);
    size_t given = column_of(parted, p->given);
    bool needed =
        column != 0 && column_of(parted, p->whole) == 0 &&
        (column_of(whole, p->family) == 0 || column_of(whole, p->given) == 0);
    if (needed && family != 0 && given != 0)
        put_together(parted, whole->names[column], family, given);
}

/* ----------------------------------------------------------------- readings */

/* A column of names that holds readings takes the header of the other's. */
static void rename_readings(struct reading *r, const struct reading *other)
{
    size_t name = column_of(r, MEANING_NAME);
    size_t reading = column_of(other, MEANING_KANA);
    if (name == 0 || reading == 0 || column_of(r, MEANING_KANA) != 0 ||
        share_in(r, name, SCRIPT_KANA) < MOST_OF)
        return;
    r->names[name] = other->names[reading];
}

static bool same_reading(const char *x, const char *y)
{
    char a[NORMAL_CAPACITY], b[NORMAL_CAPACITY];
    size_t n = normal_kana_sound(x, strlen(x), a, sizeof a);
    size_t m = normal_kana_sound(y, strlen(y), b, sizeof b);
    return n == m && memcmp(a, b, n) == 0;
}

static void move_readings(struct reading *r, const struct reading *other)
{
    size_t name = column_of(r, MEANING_NAME);
    size_t in_other = column_of(other, MEANING_KANA);
    if (name == 0 || in_other == 0 ||
        share_in(r, name, SCRIPT_KANJI) < MOST_OF ||
        share_in(r, name, SCRIPT_KANA) == 0)
        return;
    size_t kana = column_of(r, MEANING_KANA);
    if (kana == 0)
        kana = add_column(r, other->names[in_other]);
    for (size_t row = 0; row < r->n_rows; row++) {
        const char *text = text_of(r, row, name);
        if (script_of(text) != SCRIPT_KANA)
            continue;
        const char *reading = text_of(r, row, kana);
        if (*reading != '\0' && !same_reading(text, reading))
            continue;
        if (*reading == '\0')
            *cell_of(r, row, kana) =
                reading_intern(r->arena, &r->distinct[kana], text);
        *cell_of(r, row, name) = 0;
    }
}

void name_columns_match(struct reading *one, struct reading *other)
{
    static const struct parts parts[] = {
        {MEANING_NAME, MEANING_SURNAME, MEANING_GIVEN_NAME},
        {MEANING_KANA, MEANING_SURNAME_KANA, MEANING_GIVEN_KANA},
    };
    for (size_t k = 0; k < sizeof parts / sizeof *parts; k++) {
        match_parts(one, other, &parts[k]);
        match_parts(other, one, &parts[k]);
    }
    rename_readings(one, other);
    rename_readings(other, one);
    move_readings(one, other);
    move_readings(other, one);
}
