/* linkage_data: the records to be linked, column by column. */
#include "anonymize/linkage_data.h"

#include "anonymize/linkage_reading.h"
#include "anonymize/name_columns.h"
#include "base/messages.h"
#include "base/text.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

/* ---------------------------------------------------------- order of ids ---
 */

struct id_place {
    const char *id;
    size_t row;
};

static int by_id(const void *x, const void *y)
{
    const struct id_place *a = x, *b = y;
    int order = strcmp(a->id, b->id);
    return order != 0 ? order : (a->row > b->row) - (a->row < b->row);
}

static enum status order_ids(struct arena *a, const struct reading *r,
                             struct id_place **out)
{
    struct id_place *order = arena_take_array(a, r->n_rows, sizeof *order);
    for (size_t i = 0; i < r->n_rows; i++)
        order[i] = (struct id_place){r->ids[i], i};
    qsort(order, r->n_rows, sizeof *order, by_id);
    for (size_t i = 1; i < r->n_rows; i++) {
        if (strcmp(order[i].id, order[i - 1].id) == 0) {
            say_error("linkage.id_twice", r->path, r->rows[order[i].row],
                      r->rows[order[i - 1].row], r->names[0]);
            return STATUS_UNREADABLE;
        }
    }
    *out = order;
    return STATUS_OK;
}

/* ------------------------------------------------------------- together --- */

struct column_pair {
    const char *name;
    size_t first, second; /* columns of the two files; 0 = none */
};

static int by_name(const void *x, const void *y)
{
    const struct column_pair *a = x, *b = y;
    return strcmp(a->name, b->name);
}

static void pair_columns(struct linkage_data *d, struct arena *a,
                         const struct reading *left,
                         const struct reading *right, linkage_same_column *same,
                         struct column_pair *pairs)
{
    bool *taken = arena_take_array(a, right->n_columns, sizeof *taken);
    d->one_sided = arena_take_array(a, left->n_columns + right->n_columns,
                                    sizeof *d->one_sided);
    for (int loosely = 0; loosely < 2; loosely++) {
        for (size_t c = 1; c < left->n_columns; c++) {
            struct column_pair *p = &pairs[c - 1];
            p->name = left->names[c];
            p->first = c;
            for (size_t e = 1; e < right->n_columns && p->second == 0; e++) {
                bool fits = loosely
                                ? same(left->names[c], right->names[e])
                                : text_equal(left->names[c], right->names[e]);
                if (taken[e] || !fits)
                    continue;
                taken[e] = true;
                p->second = e;
            }
        }
    }
    for (size_t c = 1; c < left->n_columns; c++)
        if (pairs[c - 1].second == 0)
            d->one_sided[d->n_one_sided++] = left->names[c];
    for (size_t e = 1; e < right->n_columns; e++)
        if (!taken[e])
            d->one_sided[d->n_one_sided++] = right->names[e];
}

static void add_cells(const struct reading *r, const struct id_place *order,
                      size_t column, const uint32_t *renumbered, uint32_t *out)
{
    size_t width = r->n_columns - 1;
    for (size_t i = 0; i < r->n_rows; i++) {
        uint32_t v = r->cells[order[i].row * width + column - 1];
        out[i] = renumbered == NULL ? v : renumbered[v];
    }
}

static struct linkage_column join_column(struct arena *a,
                                         const struct column_pair *p,
                                         struct reading *const *files,
                                         struct id_place *const *orders,
                                         size_t n_files)
{
    size_t n = files[0]->n_rows + (n_files == 2 ? files[1]->n_rows : 0);
    struct interner *t = &files[0]->distinct[p->first];
    struct linkage_column c = {.name = p->name};
    c.of_record = arena_take_array(a, n, sizeof *c.of_record);
    (void)reading_intern(files[0]->arena, t, "");
    add_cells(files[0], orders[0], p->first, NULL, c.of_record);
    if (n_files == 2) {
        struct interner *other = &files[1]->distinct[p->second];
        (void)reading_intern(files[1]->arena, other, "");
        uint32_t *to = arena_take_array(a, other->n, sizeof *to);
        for (uint32_t v = 1; v < other->n; v++)
            to[v] = reading_intern(files[0]->arena, t, other->values[v]);
        add_cells(files[1], orders[1], p->second, to,
                  c.of_record + files[0]->n_rows);
    }
    c.n_values = t->n;
    c.values = t->values;
    return c;
}

/* Which file stands first must not hang on which is called left. */
static bool right_stands_first(const struct reading *left,
                               const struct id_place *left_order,
                               const struct reading *right,
                               const struct id_place *right_order)
{
    if (left->n_rows != right->n_rows)
        return right->n_rows < left->n_rows;
    for (size_t i = 0; i < left->n_rows; i++) {
        int order = strcmp(left_order[i].id, right_order[i].id);
        if (order != 0)
            return order > 0;
    }
    return false;
}

static void join(struct arena *a, struct linkage_data *d,
                 struct reading *const *files, struct id_place *const *orders,
                 size_t n_files, struct column_pair *pairs)
{
    size_t n_pairs = files[0]->n_columns - 1, first = files[0]->n_rows;
    d->n_first = first;
    d->id_name = files[0]->names[0];
    d->n_records = first + (n_files == 2 ? files[1]->n_rows : 0);
    d->ids = arena_take_array(a, d->n_records, sizeof *d->ids);
    for (size_t f = 0; f < n_files; f++)
        for (size_t i = 0; i < files[f]->n_rows; i++)
            d->ids[f * first + i] = orders[f][i].id;
    d->columns = arena_take_array(a, n_pairs, sizeof *d->columns);
    qsort(pairs, n_pairs, sizeof *pairs, by_name);
    for (size_t c = 0; c < n_pairs; c++)
        if (n_files == 1 || pairs[c].second != 0)
            d->columns[d->n_columns++] =
                join_column(a, &pairs[c], files, orders, n_files);
}

static enum status join_two(struct arena *a, struct reading *left,
                            struct reading *right, linkage_same_column *same,
                            struct linkage_data *d)
{
    struct id_place *left_order = NULL, *right_order = NULL;
    enum status st = order_ids(a, left, &left_order);
    if (st == STATUS_OK)
        st = order_ids(a, right, &right_order);
    if (st != STATUS_OK)
        return st;
    d->is_exchanged = right_stands_first(left, left_order, right, right_order);
    struct reading *files[2] = {left, right};
    struct id_place *orders[2] = {left_order, right_order};
    if (d->is_exchanged) {
        files[0] = right;
        files[1] = left;
        orders[0] = right_order;
        orders[1] = left_order;
    }
    name_columns_match(files[0], files[1]);
    struct column_pair *pairs =
        arena_take_array(a, files[0]->n_columns, sizeof *pairs);
    pair_columns(d, a, files[0], files[1], same, pairs);
    join(a, d, files, orders, 2, pairs);
    return STATUS_OK;
}

static enum status join_one(struct arena *a, struct reading *only,
                            struct linkage_data *d)
{
    struct id_place *order = NULL;
    enum status st = order_ids(a, only, &order);
    if (st != STATUS_OK)
        return st;
    struct column_pair *pairs =
        arena_take_array(a, only->n_columns, sizeof *pairs);
    for (size_t c = 1; c < only->n_columns; c++)
        pairs[c - 1] = (struct column_pair){only->names[c], c, 0};
    join(a, d, &only, &order, 1, pairs);
    return STATUS_OK;
}

struct two_files {
    const char *path;
    struct arena *arena;
    struct reading *reading;
    enum status status;
};

static void *read_beside(void *argument)
{
    struct two_files *t = argument;
    t->status = reading_read(t->arena, t->path, t->reading);
    return NULL;
}

static enum status read_both(struct arena *a, const char *left,
                             const char *right, struct arena *second,
                             struct reading *one, struct reading *two)
{
    struct two_files t = {right, second, two, STATUS_OK};
    pthread_t thread;
    bool started = pthread_create(&thread, NULL, read_beside, &t) == 0;
    enum status st = reading_read(a, left, one);
    if (started)
        pthread_join(thread, NULL);
    else
        (void)read_beside(&t);
    return st != STATUS_OK ? st : t.status;
}

enum status linkage_data_read(struct arena *a, const char *left,
                              const char *right, linkage_same_column *same,
                              struct linkage_data *out)
{
    struct reading one, two;
    *out = (struct linkage_data){.is_dedupe = right == NULL};
    arena_init(&out->second);
    enum status st = right == NULL
                         ? reading_read(a, left, &one)
                         : read_both(a, left, right, &out->second, &one, &two);
    if (st == STATUS_OK)
        st = right == NULL ? join_one(a, &one, out)
                           : join_two(a, &one, &two, same, out);
    if (st == STATUS_OK && out->n_columns == 0) {
        say_error("linkage.no_common_column", left, right == NULL ? "" : right);
        st = STATUS_USAGE;
    }
    return st;
}

void linkage_data_release(struct linkage_data *d)
{
    arena_release(&d->second);
}
