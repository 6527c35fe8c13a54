/* roster_linkage: the engine, on the vault's people and one roster. */
#include "anonymize/roster_linkage.h"

#include "anonymize/linkage_run.h"

#include <stdlib.h>
#include <string.h>

enum { N_COLUMNS = 3 };

/* A record of either side and where it came from. */
struct place {
    const struct linkage_person *who;
    size_t at;
};

static const char *cell_of(const struct linkage_person *p, size_t column)
{
    const char *const cells[N_COLUMNS] = {p->kana, p->name, p->birth};
    return cells[column];
}

/* By what they say: the order in which they came must not matter. */
static int by_content(const void *a, const void *b)
{
    const struct place *x = a;
    const struct place *y = b;
    for (size_t c = 0; c < N_COLUMNS; c++) {
        int order = strcmp(cell_of(x->who, c), cell_of(y->who, c));
        if (order != 0)
            return order;
    }
    return x->at < y->at ? -1 : x->at > y->at;
}

static struct place *in_order(struct arena *a, const struct linkage_person *p,
                              size_t n)
{
    struct place *places = arena_take_array(a, n, sizeof *places);
    for (size_t i = 0; i < n; i++)
        places[i] = (struct place){&p[i], i};
    if (n > 1)
        qsort(places, n, sizeof *places, by_content);
    return places;
}

static int by_text(const void *a, const void *b)
{
    const char *const *x = a;
    const char *const *y = b;
    return strcmp(*x, *y);
}

/* Each distinct cell once, in order; number 0 is the blank. */
static void fill_column(struct arena *a, struct linkage_column *out,
                        struct place *const *sides, const size_t *n,
                        size_t column)
{
    size_t total = n[0] + n[1], at = 0, n_values = 1;
    const char **values = arena_take_array(a, total + 1, sizeof *values);
    for (int side = 0; side < 2; side++)
        for (size_t i = 0; i < n[side]; i++)
            values[1 + at++] = cell_of(sides[side][i].who, column);
    values[0] = "";
    qsort(values + 1, total, sizeof *values, by_text);
    for (size_t i = 1; i <= total; i++)
        if (*values[i] != '\0' && strcmp(values[i], values[n_values - 1]) != 0)
            values[n_values++] = values[i];
    out->values = values;
    out->n_values = (uint32_t)n_values;
    out->of_record = arena_take_array(a, total, sizeof *out->of_record);
    at = 0;
    for (int side = 0; side < 2; side++)
        for (size_t i = 0; i < n[side]; i++) {
            const char *cell = cell_of(sides[side][i].who, column);
            const char **found =
                bsearch(&cell, values, n_values, sizeof *values, by_text);
            out->of_record[at++] = (uint32_t)(found - values);
        }
}

/* The smaller side first; headers as offices write them, in their order. */
static void lay_out(struct arena *a, struct linkage_data *d,
                    struct place *const *sides, const size_t *n)
{
    static const char *const names[N_COLUMNS] = {"フリガナ", "氏名",
                                                 "生年月日"};
    *d = (struct linkage_data){
        .n_first = n[0], .n_records = n[0] + n[1], .n_columns = N_COLUMNS};
    d->ids = arena_take_array(a, d->n_records, sizeof *d->ids);
    for (size_t i = 0; i < d->n_records; i++)
        d->ids[i] = arena_format(a, "%010zu", i);
    d->columns = arena_take_array(a, N_COLUMNS, sizeof *d->columns);
    for (size_t c = 0; c < N_COLUMNS; c++) {
        d->columns[c].name = names[c];
        fill_column(a, &d->columns[c], sides, n, c);
    }
}

/* Both sides in order, and which of them the rows are. */
struct roster_sides {
    struct place *places[2];
    size_t n[2];
    int rows;
};

static struct roster_sides take_sides(struct arena *a,
                                      const struct roster_question *q)
{
    struct roster_sides s = {.rows = q->n_rows < q->n_people ? 0 : 1};
    s.n[s.rows] = q->n_rows;
    s.n[1 - s.rows] = q->n_people;
    s.places[s.rows] = in_order(a, q->rows, q->n_rows);
    s.places[1 - s.rows] = in_order(a, q->people, q->n_people);
    return s;
}

/* ------------------------------------------------------------------ labels */

static int by_records(const void *x, const void *y)
{
    const struct label *a = x, *b = y;
    uint64_t left = (uint64_t)a->i << 32 | a->j;
    uint64_t right = (uint64_t)b->i << 32 | b->j;
    return (left > right) - (left < right);
}

static uint32_t record_of_row(const struct roster_sides *s, size_t row)
{
    size_t at = 0;
    while (s->places[s->rows][at].at != row)
        at++;
    return (uint32_t)(s->rows == 0 ? at : s->n[0] + at);
}

/* Every record of somebody else is another; of the person one is the row's. */
static void add_label(struct linkage *l, const struct roster_sides *s,
                      const struct roster_label *label, size_t *capacity)
{
    uint32_t row = record_of_row(s, label->row);
    int side = 1 - s->rows;
    for (size_t at = 0; at < s->n[side]; at++) {
        uint32_t person = (uint32_t)(side == 0 ? at : s->n[0] + at);
        if (s->places[side][at].who->serial != label->serial)
            continue;
        l->labels = arena_grow(l->arena, l->labels, l->n_labels, capacity,
                               sizeof *l->labels);
        l->labels[l->n_labels++] =
            (struct label){row < person ? row : person,
                           row < person ? person : row, label->is_same, 0};
        if (label->is_same)
            return;
    }
}

static void take_labels(struct linkage *l, const struct roster_sides *s,
                        const struct roster_question *q)
{
    size_t capacity = 0;
    for (size_t i = 0; i < q->n_labels; i++)
        add_label(l, s, &q->labels[i], &capacity);
    if (l->n_labels > 1)
        qsort(l->labels, l->n_labels, sizeof *l->labels, by_records);
}

/* ------------------------------------------------------------------- pairs */

static int by_row_and_serial(const void *x, const void *y)
{
    const struct roster_pair *a = x, *b = y;
    if (a->row != b->row)
        return a->row < b->row ? -1 : 1;
    return (a->serial > b->serial) - (a->serial < b->serial);
}

/* A row is about at most one record, so what several records of one person
 * have adds up. */
static size_t add_up(struct roster_pair *pairs, size_t n)
{
    size_t kept = 0;
    if (n > 1)
        qsort(pairs, n, sizeof *pairs, by_row_and_serial);
    for (size_t i = 0; i < n; i++) {
        struct roster_pair *last = kept > 0 ? &pairs[kept - 1] : NULL;
        if (last != NULL && by_row_and_serial(last, &pairs[i]) == 0)
            last->probability += pairs[i].probability;
        else
            pairs[kept++] = pairs[i];
    }
    for (size_t i = 0; i < kept; i++)
        if (pairs[i].probability > 1)
            pairs[i].probability = 1;
    return kept;
}

static void take_pairs(struct arena *a, const struct linkage *l,
                       const struct roster_sides *s, struct roster_pair **pairs,
                       size_t *n)
{
    *pairs = arena_take_array(a, l->n_links + 1, sizeof **pairs);
    for (size_t k = 0; k < l->n_links; k++) {
        const struct link *link = &l->links[k];
        const struct place *first = &s->places[0][link->i];
        const struct place *second = &s->places[1][link->j - s->n[0]];
        (*pairs)[k] = (struct roster_pair){
            s->rows == 0 ? first->at : second->at,
            s->rows == 0 ? second->who->serial : first->who->serial,
            link->probability};
    }
    *n = add_up(*pairs, l->n_links);
}

double roster_probability(const struct roster_pair *pairs, size_t n, size_t row,
                          uint32_t serial)
{
    const struct roster_pair wanted = {row, serial, 0};
    const struct roster_pair *found =
        n == 0 ? NULL
               : bsearch(&wanted, pairs, n, sizeof *pairs, by_row_and_serial);
    return found == NULL ? 0 : found->probability;
}

enum status roster_linkage(struct arena *a, const struct roster_question *q,
                           struct roster_pair **pairs, size_t *n)
{
    struct arena own;
    enum status st = STATUS_OK;
    *pairs = NULL;
    *n = 0;
    if (q->n_rows == 0 || q->n_people == 0)
        return st;
    arena_init(&own);
    struct roster_sides s = take_sides(&own, q);
    struct linkage *l = arena_take(&own, sizeof *l);
    l->arena = &own;
    l->options = linkage_usual_options();
    l->options.jobs = 1;
    lay_out(&own, &l->data, s.places, s.n);
    take_labels(l, &s, q);
    st = linkage_run(l);
    if (st == STATUS_OK)
        take_pairs(a, l, &s, pairs, n);
    arena_release(&own);
    return st;
}
