/* analysis_data: reads a CSV once, column by column.
 *
 * Columns start as numbers; the first cell that is none makes the column
 * text, and the numbers before it are read again from the file. */
#include "pipeline/analysis_data.h"

#include "base/csv_reader.h"
#include "base/messages.h"
#include "base/number_text.h"
#include "base/pages.h"
#include "base/text.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Smaller columns stay in the arena. */
enum { LARGE = 1 << 20 };

struct loading {
    struct arena *a;
    struct analysis_data *data;
    const struct analysis_choice *choice;
    size_t lines;     /* of the file, or 0 */
    size_t room;      /* rows there is place for */
    size_t **table;   /* per text column: hash table of level index + 1 */
    size_t *slots;    /* its size, a power of two */
    size_t *capacity; /* of levels */
    bool again;       /* a column turned to text after its first rows */
};

static bool cell_is_missing(const char *cell)
{
    return text_is_blank(cell) || strcmp(cell, "NA") == 0;
}

static size_t hash(const char *text)
{
    size_t h = (size_t)14695981039346656037ULL;
    for (; *text; text++)
        h = (h ^ (unsigned char)*text) * (size_t)1099511628211ULL;
    return h;
}

static void insert(struct loading *l, size_t j, const char *const *levels,
                   size_t index)
{
    size_t at = hash(levels[index]) & (l->slots[j] - 1);
    while (l->table[j][at])
        at = (at + 1) & (l->slots[j] - 1);
    l->table[j][at] = index + 1;
}

static void grow_table(struct loading *l, size_t j)
{
    const struct analysis_column *c = &l->data->columns[j];
    if (2 * (c->n_levels + 1) < l->slots[j])
        return;
    l->slots[j] = l->slots[j] ? 4 * l->slots[j] : 64;
    l->table[j] = arena_take_array(l->a, l->slots[j], sizeof **l->table);
    for (size_t k = 0; k < c->n_levels; k++)
        insert(l, j, c->levels, k);
}

static size_t code_of(struct loading *l, size_t j, const char *text)
{
    struct analysis_column *c = &l->data->columns[j];
    grow_table(l, j);
    size_t at = hash(text) & (l->slots[j] - 1);
    while (l->table[j][at]) {
        if (strcmp(c->levels[l->table[j][at] - 1], text) == 0)
            return l->table[j][at] - 1;
        at = (at + 1) & (l->slots[j] - 1);
    }
    c->levels = arena_grow(l->a, c->levels, c->n_levels, &l->capacity[j],
                           sizeof *c->levels);
    c->levels[c->n_levels] = arena_copy(l->a, text);
    insert(l, j, c->levels, c->n_levels);
    return c->n_levels++;
}

static void make_text(struct loading *l, size_t j, size_t row)
{
    struct analysis_column *c = &l->data->columns[j];
    c->is_text = true;
    c->code = (void *)c->number;
    c->number = NULL;
    for (size_t i = 0; i < row; i++)
        c->code[i] = ANALYSIS_MISSING;
    l->again = l->again || row > c->n_missing;
}

static void take_cell(struct loading *l, size_t j, size_t row, const char *cell)
{
    struct analysis_column *c = &l->data->columns[j];
    double number = NAN;
    bool missing = cell_is_missing(cell);
    if (!missing && !c->is_text && !number_parse_machine(cell, &number))
        make_text(l, j, row);
    if (c->is_text)
        c->code[row] = missing ? ANALYSIS_MISSING : code_of(l, j, cell);
    else
        c->number[row] = number;
    c->n_missing += missing;
}

/* Lines of the file, at most so many rows: room for them is taken once, since
 * what an arena's columns grow out of is not given back. 0: not to be known,
 * as of a compressed file. */
static size_t count_lines(const char *path)
{
    char bytes[65536];
    size_t n, lines = 1;
    FILE *in = fopen(path, "rb");
    if (in == NULL)
        return 0;
    while ((n = fread(bytes, 1, sizeof bytes, in)) > 0) {
        const char *end = bytes + n, *at = bytes;
        if (lines == 1 && n > 1 && memcmp(bytes, "\x1f\x8b", 2) == 0)
            break;
        while ((at = memchr(at, '\n', (size_t)(end - at))) != NULL) {
            lines++;
            at++;
        }
    }
    bool whole = feof(in) && !ferror(in);
    fclose(in);
    return whole ? lines : 0;
}

/* Codes and numbers are of one size, and serve each other's place. */
_Static_assert(sizeof(double) == sizeof(size_t), "a code is as a number");

static void *grow_cells(struct loading *l, void *old, size_t row, size_t room,
                        bool *in_pages)
{
    bool large = room * sizeof(double) >= LARGE, was_large = *in_pages;
    void *cells = large ? pages_take(room * sizeof(double))
                        : arena_take_array(l->a, room, sizeof(double));
    if (row > 0)
        memcpy(cells, old, row * sizeof(double));
    if (was_large)
        pages_release(old, l->room * sizeof(double));
    *in_pages = large;
    return cells;
}

static void make_room(struct loading *l, size_t row)
{
    struct analysis_data *d = l->data;
    size_t room = l->room ? 2 * l->room : 1024;
    if (row < l->room)
        return;
    if (l->room == 0)
        room = l->lines > room ? l->lines : room;
    for (size_t j = 0; j < d->n_columns; j++) {
        struct analysis_column *c = &d->columns[j];
        if (c->is_left_out)
            continue;
        if (c->is_text)
            c->code = grow_cells(l, c->code, row, room, &c->in_pages);
        else
            c->number = grow_cells(l, c->number, row, room, &c->in_pages);
    }
    l->room = room;
}

static enum status take_header(struct loading *l, const struct csv_record *r)
{
    struct analysis_data *d = l->data;
    d->n_columns = r->n_cells;
    d->columns = arena_take_array(l->a, r->n_cells, sizeof *d->columns);
    l->table = arena_take_array(l->a, r->n_cells, sizeof *l->table);
    l->slots = arena_take_array(l->a, r->n_cells, sizeof *l->slots);
    l->capacity = arena_take_array(l->a, r->n_cells, sizeof *l->capacity);
    for (size_t j = 0; j < r->n_cells; j++) {
        d->columns[j].name = text_trim(l->a, r->cells[j]);
        d->columns[j].is_left_out =
            l->choice && l->choice->keeps &&
            !l->choice->keeps(l->choice->context, d->columns[j].name);
        for (size_t k = 0; k < j; k++)
            if (text_equal(d->columns[j].name, d->columns[k].name)) {
                say_error("analysis.same_name", d->path, d->columns[j].name);
                return STATUS_UNREADABLE;
            }
    }
    return STATUS_OK;
}

static enum status take_rows(struct loading *l, struct csv_reader *in)
{
    struct analysis_data *d = l->data;
    struct csv_record r;
    if (!csv_reader_next(in, &r) || r.kind != CSV_RECORD) {
        say_error("analysis.no_header", d->path);
        return STATUS_UNREADABLE;
    }
    enum status st = d->columns ? STATUS_OK : take_header(l, &r);
    for (size_t row = 0; st == STATUS_OK && csv_reader_next(in, &r); row++) {
        if (r.kind != CSV_RECORD || r.n_cells > d->n_columns) {
            say_error("analysis.broken_row", d->path, r.row);
            return STATUS_UNREADABLE;
        }
        make_room(l, row);
        for (size_t j = 0; j < d->n_columns; j++)
            if (!d->columns[j].is_left_out)
                take_cell(l, j, row, j < r.n_cells ? r.cells[j] : "");
        d->n_rows = row + 1;
    }
    return st;
}

static enum status load(struct loading *l)
{
    struct csv_reader *in;
    const char *refused;
    enum status st = csv_reader_open(l->a, l->data->path, &in, &refused);
    if (st != STATUS_OK) {
        if (st == STATUS_UNREADABLE)
            say_error("analysis.unreadable", l->data->path, refused);
        return st;
    }
    st = take_rows(l, in);
    csv_reader_close(in);
    return st;
}

struct sorting {
    const char *text;
    size_t index;
};

static int by_text(const void *a, const void *b)
{
    return strcmp(((const struct sorting *)a)->text,
                  ((const struct sorting *)b)->text);
}

/* order[old index] = new index */
static void reorder(struct arena *a, size_t n_rows, struct analysis_column *c,
                    const size_t *order)
{
    const char **levels = arena_take_array(a, c->n_levels, sizeof *levels);
    for (size_t k = 0; k < c->n_levels; k++)
        levels[order[k]] = c->levels[k];
    for (size_t i = 0; i < n_rows; i++)
        if (c->code[i] != ANALYSIS_MISSING)
            c->code[i] = order[c->code[i]];
    c->levels = levels;
}

static void sort_levels(struct arena *a, size_t n_rows,
                        struct analysis_column *c)
{
    struct sorting *s = arena_take_array(a, c->n_levels, sizeof *s);
    size_t *order = arena_take_array(a, c->n_levels, sizeof *order);
    for (size_t k = 0; k < c->n_levels; k++)
        s[k] = (struct sorting){c->levels[k], k};
    qsort(s, c->n_levels, sizeof *s, by_text);
    for (size_t k = 0; k < c->n_levels; k++)
        order[s[k].index] = k;
    reorder(a, n_rows, c, order);
}

enum status analysis_read(struct arena *a, const char *path,
                          const struct analysis_choice *choice,
                          struct analysis_data *out)
{
    struct loading l = {.a = a, .data = out, .choice = choice};
    *out = (struct analysis_data){.path = path};
    l.lines = count_lines(path);
    enum status st = load(&l);
    if (st == STATUS_OK && l.again) {
        for (size_t j = 0; j < out->n_columns; j++)
            out->columns[j].n_missing = 0;
        st = load(&l);
    }
    for (size_t j = 0; st == STATUS_OK && j < out->n_columns; j++)
        if (out->columns[j].is_text)
            sort_levels(a, out->n_rows, &out->columns[j]);
    return st;
}

struct analysis_column *analysis_find(const struct analysis_data *d,
                                      const char *name)
{
    for (size_t j = 0; j < d->n_columns; j++)
        if (text_equal(d->columns[j].name, name))
            return &d->columns[j];
    return NULL;
}

enum status analysis_need(const struct analysis_data *d, const char *name,
                          struct analysis_column **out)
{
    *out = analysis_find(d, name);
    if (*out)
        return STATUS_OK;
    say_error("analysis.no_column", d->path, name);
    return STATUS_USAGE;
}

bool analysis_is_missing(const struct analysis_column *c, size_t row)
{
    return c->is_text ? c->code[row] == ANALYSIS_MISSING
                      : isnan(c->number[row]);
}

static int by_number(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

void analysis_make_factor(struct arena *a, const struct analysis_data *d,
                          struct analysis_column *c)
{
    if (c->is_text)
        return;
    double *sorted = arena_take_array(a, d->n_rows + 1, sizeof *sorted);
    size_t n = 0, kept = 0;
    for (size_t i = 0; i < d->n_rows; i++)
        if (!isnan(c->number[i]))
            sorted[n++] = c->number[i];
    qsort(sorted, n, sizeof *sorted, by_number);
    for (size_t i = 0; i < n; i++)
        if (i == 0 || sorted[i] != sorted[kept - 1])
            sorted[kept++] = sorted[i];
    c->levels = arena_take_array(a, kept, sizeof *c->levels);
    c->n_levels = kept;
    for (size_t k = 0; k < kept; k++)
        c->levels[k] = arena_format(a, "%.15g", sorted[k]);
    c->code = arena_take_array(a, d->n_rows, sizeof *c->code);
    c->in_pages = false;
    for (size_t i = 0; i < d->n_rows; i++) {
        const double *at = isnan(c->number[i])
                               ? NULL
                               : bsearch(&c->number[i], sorted, kept,
                                         sizeof *sorted, by_number);
        c->code[i] = at ? (size_t)(at - sorted) : ANALYSIS_MISSING;
    }
    c->is_text = true;
}

static bool same_level(const char *a, const char *b)
{
    double x, y;
    return text_equal(a, b) || (number_parse_machine(a, &x) &&
                                number_parse_machine(b, &y) && x == y);
}

enum status analysis_set_levels(struct arena *a, const struct analysis_data *d,
                                struct analysis_column *c,
                                const char *const *levels, size_t n)
{
    analysis_make_factor(a, d, c);
    size_t *to = arena_take_array(a, c->n_levels, sizeof *to);
    for (size_t k = 0; k < c->n_levels; k++) {
        to[k] = 0;
        while (to[k] < n && !same_level(c->levels[k], levels[to[k]]))
            to[k]++;
    }
    for (size_t i = 0; i < d->n_rows; i++) {
        if (c->code[i] == ANALYSIS_MISSING)
            continue;
        if (to[c->code[i]] == n) {
            say_error("analysis.unlisted_level", d->path, c->name, i + 2);
            return STATUS_USAGE;
        }
        c->code[i] = to[c->code[i]];
    }
    c->levels = arena_take_array(a, n, sizeof *c->levels);
    for (size_t k = 0; k < n; k++)
        c->levels[k] = levels[k];
    c->n_levels = n;
    return STATUS_OK;
}

enum status analysis_set_reference(struct arena *a,
                                   const struct analysis_data *d,
                                   struct analysis_column *c, const char *level)
{
    analysis_make_factor(a, d, c);
    size_t found = 0;
    while (found < c->n_levels && !same_level(c->levels[found], level))
        found++;
    if (found == c->n_levels) {
        say_error("analysis.no_level", d->path, c->name, level);
        return STATUS_USAGE;
    }
    size_t *order = arena_take_array(a, c->n_levels, sizeof *order);
    for (size_t k = 0; k < c->n_levels; k++)
        order[k] = k == found ? 0 : k < found ? k + 1 : k;
    reorder(a, d->n_rows, c, order);
    return STATUS_OK;
}

static size_t split(struct arena *a, const char *text, char mark,
                    const char ***out)
{
    size_t n = 1, at = 0;
    for (const char *c = text; *c; c++)
        n += *c == mark;
    *out = arena_take_array(a, n, sizeof **out);
    for (const char *end; (end = strchr(text, mark)) != NULL; text = end + 1)
        (*out)[at++] = arena_copy_n(a, text, (size_t)(end - text));
    (*out)[at] = text;
    return n;
}

enum status analysis_apply_levels(struct arena *a, const struct invocation *in,
                                  const char *option,
                                  const struct analysis_data *data)
{
    for (size_t i = 0; i < in->n_given; i++) {
        struct analysis_column *c;
        const char **levels;
        const char *equals = strchr(in->given[i].value, '=');
        if (!text_equal(in->given[i].name, option))
            continue;
        if (equals == NULL) {
            say_error("analysis.bad_value", option, in->given[i].value,
                      "VAR=LEVEL");
            return STATUS_USAGE;
        }
        const char *name = arena_copy_n(a, in->given[i].value,
                                        (size_t)(equals - in->given[i].value));
        enum status st = analysis_need(data, name, &c);
        if (st != STATUS_OK)
            return st;
        if (text_equal(option, "--levels")) {
            size_t n = split(a, equals + 1, ',', &levels);
            st = analysis_set_levels(a, data, c, levels, n);
        } else {
            st = analysis_set_reference(a, data, c, equals + 1);
        }
        if (st != STATUS_OK)
            return st;
    }
    return STATUS_OK;
}
