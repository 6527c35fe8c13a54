/* clean_rows: checked rows into clean_<table>, one INSERT for all of them.
 *
 * Texts are bound where they stand, not copied; a parameter that is NULL
 * again is not bound again: most reasons for a missing answer are. */
#include "pipeline/clean_rows.h"

#include "pipeline/typed_tables.h"

#include "base/number_text.h"
#include "base/text.h"

#include <string.h>

struct clean_rows {
    const struct file_kind *kind;
    struct statement *insert;
    bool *is_bound; /* by parameter: it holds a value now */
    int happened, known;
    size_t n_ages;
    struct arena row;
};

static int variable_at(const struct file_kind *k, const char *name)
{
    for (size_t i = 0; i < k->n_variables; i++)
        if (text_equal(k->variables[i]->name, name))
            return (int)i;
    return -1;
}

enum status clean_rows_open(struct arena *a, struct store *s,
                            const struct file_kind *k, struct clean_rows **out)
{
    struct clean_rows *r = arena_take(a, sizeof *r);
    *out = NULL;
    r->kind = k;
    r->happened = variable_at(k, k->happened);
    r->known = variable_at(k, k->known);
    for (size_t i = 0; i < k->n_variables; i++)
        r->n_ages += variable_has_age(k, k->variables[i]);
    r->is_bound =
        arena_take_array(a, clean_parameters(k) + 1, sizeof *r->is_bound);
    arena_init(&r->row);
    enum status st = store_prepare(s, clean_insert_sql(a, k), &r->insert);
    if (st == STATUS_OK)
        *out = r;
    return st;
}

static void set_null(struct clean_rows *r, int at)
{
    if (r->is_bound[at])
        statement_null(r->insert, at);
    r->is_bound[at] = false;
}

static void set_integer(struct clean_rows *r, int at, int64_t value)
{
    statement_integer(r->insert, at, value);
    r->is_bound[at] = true;
}

static void set_real(struct clean_rows *r, int at, double value)
{
    statement_real(r->insert, at, value);
    r->is_bound[at] = true;
}

static void set_text(struct clean_rows *r, int at, const char *text)
{
    if (text == NULL) {
        set_null(r, at);
        return;
    }
    statement_text_in_place(r->insert, at, text);
    r->is_bound[at] = true;
}

static void set_number(struct clean_rows *r, int at, const char *text)
{
    int64_t number;
    if (number_parse_integer(text, &number))
        set_integer(r, at, number);
    else
        set_null(r, at);
}

static void set_value(struct clean_rows *r, int at, enum variable_type type,
                      const struct cell *cell)
{
    switch (type) {
    case TYPE_INTEGER:
    case TYPE_YEAR:
    case TYPE_FISCAL_YEAR:
        set_integer(r, at, (int64_t)cell->number);
        break;
    case TYPE_NUMBER:
    case TYPE_RANGE:
    case TYPE_COUNT:
        set_real(r, at, cell->number);
        break;
    default:
        set_text(r, at, cell->clean);
    }
}

/* A refused cell has no reason: it is a finding, not an answer. */
static void set_cell(struct clean_rows *r, int at, enum variable_type type,
                     const struct cell *cell)
{
    if (cell->state == CELL_VALUE)
        set_value(r, at, type, cell);
    else
        set_null(r, at);
    if (cell->state == CELL_MISSING)
        set_integer(r, at + 1, cell->missing_reason);
    else
        set_null(r, at + 1);
}

/* Does the clean cell say less than what was written? */
static bool reads_otherwise(const struct cell *cell, const char *text)
{
    if (*text == '\0' || cell->state == CELL_REFUSED)
        return false; /* refused: the finding leads to the handover */
    return cell->state == CELL_MISSING || cell->repairs != 0;
}

static char *put_escaped(char *to, const char *text)
{
    static const char digits[] = "0123456789abcdef";
    *to++ = '"';
    for (; *text != '\0'; text++) {
        unsigned char c = (unsigned char)*text;
        if (c == '"' || c == '\\') {
            *to++ = '\\';
            *to++ = (char)c;
        } else if (c < 0x20) {
            memcpy(to, "\\u00", 4);
            to[4] = digits[c >> 4];
            to[5] = digits[c & 15];
            to += 6;
        } else {
            *to++ = (char)c;
        }
    }
    *to++ = '"';
    return to;
}

/* {"held_on":"R7.8.1","city":"柏市"}, or NULL when clean is as written. */
static const char *as_written(struct clean_rows *r,
                              const struct crossed_row *row,
                              const struct cell *cells)
{
    const struct file_kind *k = r->kind;
    size_t room = 0;
    for (size_t i = 0; i < k->n_variables; i++)
        if (reads_otherwise(&cells[i], row->texts[i]))
            room +=
                strlen(k->variables[i]->name) + 6 * strlen(row->texts[i]) + 6;
    if (room == 0)
        return NULL;
    char *json = arena_take(&r->row, room + 2), *to = json;
    for (size_t i = 0; i < k->n_variables; i++) {
        if (!reads_otherwise(&cells[i], row->texts[i]))
            continue;
        *to = to == json ? '{' : ',';
        to = put_escaped(to + 1, k->variables[i]->name);
        *to++ = ':';
        to = put_escaped(to, row->texts[i]);
    }
    *to++ = '}';
    *to = '\0';
    return json;
}

static const char *day_of(const struct cell *cells, int variable)
{
    return variable >= 0 && cells[variable].state == CELL_VALUE
               ? cells[variable].clean
               : NULL;
}

enum status clean_rows_add(struct clean_rows *r, const struct crossed_row *row,
                           const struct cell *cells)
{
    const char *known = day_of(cells, r->known);
    arena_reset(&r->row);
    set_integer(r, 1, row->file << 32 | row->row);
    set_integer(r, 2, row->file);
    set_integer(r, 3, row->row);
    set_text(r, 4, row->subject);
    set_integer(r, 5, row->is_person);
    set_text(r, 6, day_of(cells, r->happened));
    set_text(r, 7, known != NULL ? known : row->delivered);
    set_number(r, 8, row->elderly);
    int at = 9;
    for (size_t i = 0; i < r->n_ages; i++)
        set_number(r, at++, row->ages[i]);
    for (size_t i = 0; i < r->kind->n_variables; i++) {
        const struct variable *v = r->kind->variables[i];
        if (!variable_crosses(v))
            continue;
        set_cell(r, at, v->type, &cells[i]);
        at += 2;
    }
    set_text(r, at, as_written(r, row, cells));
    return statement_run(r->insert);
}

void clean_rows_close(struct clean_rows *r)
{
    if (r == NULL)
        return;
    statement_free(r->insert);
    arena_release(&r->row);
}
