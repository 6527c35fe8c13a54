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

static void take_links(const struct linkage *l, struct place *const *sides,
                       size_t n_first, int rows_side, double *probabilities)
{
    for (size_t k = 0; k < l->n_links; k++) {
        const struct link *link = &l->links[k];
        const struct place *first = &sides[0][link->i];
        const struct place *second = &sides[1][link->j - n_first];
        const struct place *row = rows_side == 0 ? first : second;
        const struct place *person = rows_side == 0 ? second : first;
        if (row->who->serial != 0 && row->who->serial == person->who->serial &&
            link->probability > probabilities[row->at])
            probabilities[row->at] = link->probability;
    }
}

enum status roster_linkage(const struct linkage_person *people, size_t n_people,
                           const struct linkage_person *rows, size_t n_rows,
                           double *probabilities)
{
    struct arena a;
    arena_init(&a);
    int rows_side = n_rows < n_people ? 0 : 1;
    struct place *sides[2];
    size_t n[2];
    n[rows_side] = n_rows;
    n[1 - rows_side] = n_people;
    for (size_t i = 0; i < n_rows; i++)
        probabilities[i] = 0;
    enum status st = STATUS_OK;
    if (n_rows > 0 && n_people > 0) {
        struct linkage *l = arena_take(&a, sizeof *l);
        sides[rows_side] = in_order(&a, rows, n_rows);
        sides[1 - rows_side] = in_order(&a, people, n_people);
        l->arena = &a;
        l->options = linkage_usual_options();
        l->options.jobs = 1;
        lay_out(&a, &l->data, sides, n);
        st = linkage_run(l);
        if (st == STATUS_OK)
            take_links(l, sides, n[0], rows_side, probabilities);
    }
    arena_release(&a);
    return st;
}
