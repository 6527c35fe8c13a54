/* clean_rows: checked rows into clean_<table>, one INSERT for all of them.
 *
 * Texts are bound where they stand, not copied; a parameter that is NULL
 * again is not bound again: most reasons for a missing answer are. */
#include "pipeline/clean_rows.h"

#include "pipeline/typed_tables.h"

#include "base/number_text.h"
#include "base/text.h"

#include <string.h>

static int variable_at(const struct file_kind *k, const char *name)
{
    for (size_t i = 0; i < k->n_variables; i++)
        if (text_equal(k->variables[i]->name, name))
            return (int)i;
    return -1;
}

void clean_layout_make(struct arena *a, const struct file_kind *k,
                       struct clean_layout *out)
{
    *out = (struct clean_layout){.kind = k,
                                 .n_parameters = clean_parameters(k),
                                 .happened = variable_at(k, k->happened),
                                 .known = variable_at(k, k->known)};
    out->crossing = arena_take_array(a, k->n_variables, sizeof *out->crossing);
    for (size_t i = 0; i < k->n_variables; i++) {
        out->n_ages += variable_has_age(k, k->variables[i]);
        if (variable_crosses(k->variables[i]))
            out->crossing[out->n_crossing++] = i;
    }
}

/* ------------------------------------------------------------------ values */

static struct clean_value null_value(void)
{
    return (struct clean_value){.type = CLEAN_NULL};
}

static struct clean_value integer_value(int64_t value)
{
    return (struct clean_value){.type = CLEAN_INTEGER, .is.integer = value};
}

/* Digits, of which most codes are, need no copy. */
static struct clean_value text_value(struct arena *a, const char *text)
{
    static const char digits[10][2] = {"0", "1", "2", "3", "4",
                                       "5", "6", "7", "8", "9"};
    if (text == NULL)
        return null_value();
    struct clean_value v = {.type = CLEAN_TEXT, .length = 1};
    if (text[0] >= '0' && text[0] <= '9' && text[1] == '\0') {
        v.is.text = digits[text[0] - '0'];
        return v;
    }
    size_t n = strlen(text);
    v.length = (int)n;
    v.is.text = arena_copy_n(a, text, n);
    return v;
}

static struct clean_value number_value(const char *text)
{
    int64_t number;
    return number_parse_integer(text, &number) ? integer_value(number)
                                               : null_value();
}

static struct clean_value cell_value(struct arena *a, enum variable_type type,
                                     const struct cell *cell)
{
    switch (type) {
    case TYPE_INTEGER:
    case TYPE_YEAR:
    case TYPE_FISCAL_YEAR:
        return integer_value((int64_t)cell->number);
    case TYPE_NUMBER:
    case TYPE_RANGE:
    case TYPE_COUNT:
        return (struct clean_value){.type = CLEAN_REAL,
                                    .is.real = cell->number};
    default:
        return text_value(a, cell->clean);
    }
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
static const char *as_written(const struct clean_layout *l, struct arena *a,
                              const struct crossed_row *row,
                              const struct cell *cells)
{
    const struct file_kind *k = l->kind;
    size_t room = 0;
    for (size_t n = 0; n < l->n_crossing; n++) {
        size_t i = l->crossing[n];
        if (reads_otherwise(&cells[i], row->texts[i]))
            room +=
                strlen(k->variables[i]->name) + 6 * strlen(row->texts[i]) + 6;
    }
    if (room == 0)
        return NULL;
    char *json = arena_take(a, room + 2), *to = json;
    for (size_t n = 0; n < l->n_crossing; n++) {
        size_t i = l->crossing[n];
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

/* A refused cell has no reason: it is a finding, not an answer. */
static struct clean_value reason_value(const struct cell *cell)
{
    return cell->state == CELL_MISSING ? integer_value(cell->missing_reason)
                                       : null_value();
}

void clean_values(const struct clean_layout *l, struct arena *a,
                  const struct crossed_row *row, const struct cell *cells,
                  struct clean_value *out)
{
    const char *known = day_of(cells, l->known);
    *out++ = integer_value(row->file << 32 | row->row);
    *out++ = integer_value(row->file);
    *out++ = integer_value(row->row);
    *out++ = text_value(a, row->subject);
    *out++ = integer_value(row->is_person);
    *out++ = text_value(a, day_of(cells, l->happened));
    *out++ = text_value(a, known != NULL ? known : row->delivered);
    *out++ = number_value(row->elderly);
    for (size_t i = 0; i < l->n_ages; i++)
        *out++ = number_value(row->ages[i]);
    for (size_t i = 0; i < l->n_crossing; i++) {
        size_t v = l->crossing[i];
        bool is_there = cells[v].state == CELL_VALUE;
        enum variable_type type = l->kind->variables[v]->type;
        *out++ = is_there ? cell_value(a, type, &cells[v]) : null_value();
        *out++ = reason_value(&cells[v]);
    }
    *out = text_value(a, as_written(l, a, row, cells));
}

/* ------------------------------------------------------------------- insert
 */

struct clean_rows {
    struct statement *insert;
    size_t n_parameters;
    bool *is_bound; /* by parameter: it holds a value now */
};

enum status clean_rows_open(struct arena *a, struct store *s,
                            const struct file_kind *k, struct clean_rows **out)
{
    struct clean_rows *r = arena_take(a, sizeof *r);
    *out = NULL;
    r->n_parameters = clean_parameters(k);
    r->is_bound = arena_take_array(a, r->n_parameters, sizeof *r->is_bound);
    enum status st = store_prepare(s, clean_insert_sql(a, k), &r->insert);
    if (st == STATUS_OK)
        *out = r;
    return st;
}

static void bind(struct statement *insert, int at, const struct clean_value *v)
{
    switch (v->type) {
    case CLEAN_INTEGER:
        statement_integer(insert, at, v->is.integer);
        break;
    case CLEAN_REAL:
        statement_real(insert, at, v->is.real);
        break;
    case CLEAN_TEXT:
        statement_text_in_place(insert, at, v->is.text, v->length);
        break;
    case CLEAN_NULL:
        statement_null(insert, at);
        break;
    }
}

enum status clean_rows_add(struct clean_rows *r,
                           const struct clean_value *values)
{
    for (size_t i = 0; i < r->n_parameters; i++) {
        bool is_bound = values[i].type != CLEAN_NULL;
        if (is_bound || r->is_bound[i])
            bind(r->insert, (int)i + 1, &values[i]);
        r->is_bound[i] = is_bound;
    }
    return statement_run(r->insert);
}

void clean_rows_close(struct clean_rows *r)
{
    if (r != NULL)
        statement_free(r->insert);
}
