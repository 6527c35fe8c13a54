/* release: which tables leave, protected together. */
#include "pipeline/release.h"

#include "base/messages.h"
#include "base/text.h"
#include "pipeline/query_file.h"
#include "pipeline/release_parts.h"

enum status release_threshold(const struct codebook *c, long residents,
                              struct date on, long *out)
{
    static const char *const needed[] = {
        "no_release_population", "small_town_population",
        "small_count_small_town", "small_count"};
    double value[4];
    for (size_t i = 0; i < 4; i++)
        if (!codebook_threshold(c, needed[i], on, &value[i])) {
            say_error("release.no_threshold", needed[i]);
            return STATUS_USAGE;
        }
    double people = (double)residents;
    if (people < value[0])
        *out = PROTECT_SHOW_NOTHING;
    else
        *out = (long)(people < value[1] ? value[2] : value[3]);
    return STATUS_OK;
}

/* ---- reading ------------------------------------------------------------ */

/* Cells of one table as they come: row by row, the total last. */
struct cells {
    const char **rows, **columns;
    long *counts;
    size_t n, rows_capacity, columns_capacity, counts_capacity;
};

static void keep_cell(struct arena *a, struct cells *c, struct statement *st)
{
    c->rows = arena_grow(a, c->rows, c->n, &c->rows_capacity, sizeof *c->rows);
    c->columns = arena_grow(a, c->columns, c->n, &c->columns_capacity,
                            sizeof *c->columns);
    c->counts =
        arena_grow(a, c->counts, c->n, &c->counts_capacity, sizeof *c->counts);
    c->rows[c->n] = arena_copy(a, column_text(st, 5));
    c->columns[c->n] = arena_copy(a, column_text(st, 6));
    c->counts[c->n++] = (long)column_integer(st, 7);
}

static void end_table(struct release *r, struct cells *c)
{
    struct arena *a = r->context->arena;
    struct protect_table *t = &r->tables[r->n - 1];
    struct release_names *names = &r->names[r->n - 1];
    size_t width = 1;
    while (width < c->n && text_equal(c->rows[width], c->rows[0]))
        width++;
    t->n_columns = width - 1;
    t->n_rows = c->n / width - 1;
    t->counts = c->counts;
    names->columns = c->columns;
    names->rows = arena_take_array(a, t->n_rows + 1, sizeof *names->rows);
    for (size_t row = 0; row <= t->n_rows; row++)
        names->rows[row] = c->rows[row * width];
    *c = (struct cells){0};
}

static void begin_table(struct release *r, struct statement *st)
{
    struct arena *a = r->context->arena;
    r->tables =
        arena_grow(a, r->tables, r->n, &r->tables_capacity, sizeof *r->tables);
    r->names =
        arena_grow(a, r->names, r->n, &r->names_capacity, sizeof *r->names);
    r->names[r->n] =
        (struct release_names){.table = arena_copy(a, column_text(st, 0))};
    r->tables[r->n] = (struct protect_table){
        .population = arena_copy(a, column_text(st, 1)),
        .row_variable = arena_copy(a, column_text(st, 2)),
        .column_variable = arena_copy(a, column_text(st, 3))};
    r->n++;
}

static enum status read_tables(struct release *r)
{
    struct statement *st;
    struct cells cells = {0};
    enum status status =
        query_open(r->context->store, "release_cells", NULL, &st);
    if (status != STATUS_OK)
        return status;
    while (statement_step(st, &status)) {
        bool is_new = r->n == 0 ||
                      !text_equal(r->names[r->n - 1].table, column_text(st, 0));
        if (is_new && r->n > 0)
            end_table(r, &cells);
        if (is_new)
            begin_table(r, st);
        keep_cell(r->context->arena, &cells, st);
    }
    statement_free(st);
    if (r->n > 0)
        end_table(r, &cells);
    return status;
}

/* ---- protecting --------------------------------------------------------- */

/* The tables of the first one's population come first, in their order. */
static void put_population_first(struct release *r)
{
    struct arena *a = r->context->arena;
    struct protect_table *tables = arena_take_array(a, r->n, sizeof *tables);
    struct release_names *names = arena_take_array(a, r->n, sizeof *names);
    size_t n = 0;
    for (int other = 0; other < 2; other++) {
        for (size_t i = 0; i < r->n; i++) {
            bool same =
                text_equal(r->tables[i].population, r->tables[0].population);
            if (same == (other == 1))
                continue;
            tables[n] = r->tables[i];
            names[n] = r->names[i];
            tables[n].withheld_whole = other == 1;
            names[n++].is_other_population = other == 1;
        }
        if (other == 0)
            r->n_protected = n;
    }
    r->tables = tables;
    r->names = names;
}

/* Kinds of activity in the groups of any activity. */
static enum status read_grouping(struct release *r,
                                 struct protect_grouping *out)
{
    struct statement *st;
    size_t *group_of = NULL;
    size_t n = 0;
    size_t capacity = 0;
    size_t n_groups = 0;
    enum status status =
        query_open(r->context->store, "release_groups", NULL, &st);
    if (status != STATUS_OK)
        return status;
    while (statement_step(st, &status)) {
        group_of = arena_grow(r->context->arena, group_of, n, &capacity,
                              sizeof *group_of);
        group_of[n] = (size_t)column_integer(st, 1);
        if (group_of[n] >= n_groups)
            n_groups = group_of[n] + 1;
        n++;
    }
    statement_free(st);
    *out = (struct protect_grouping){.fine = "activity_class",
                                     .coarse = "any_activity",
                                     .n_fine = n,
                                     .n_coarse = n_groups,
                                     .group_of = group_of};
    return status;
}

static enum status protect(struct release *r)
{
    struct protect_grouping grouping;
    enum status st = read_grouping(r, &grouping);
    if (st != STATUS_OK)
        return st;
    struct protect_release p = {.tables = r->tables,
                                .n_tables = r->n_protected,
                                .groupings = &grouping,
                                .n_groupings = 1,
                                .threshold = r->threshold};
    if (protect_release(r->context->arena, &p))
        return STATUS_OK;
    say_error("describe.totals_disagree");
    return STATUS_BUG;
}

static enum status write_tables(struct release *r)
{
    enum status st = STATUS_OK;
    for (size_t i = 0; i < r->n && st == STATUS_OK; i++) {
        st = release_write_counts(r, i);
        if (st == STATUS_OK)
            st = release_write_shares(r, i);
    }
    if (st == STATUS_OK)
        st = release_write_flow(r);
    if (st == STATUS_OK)
        st = release_write_protection(r);
    return st;
}

enum status release_write(struct stage_context *c)
{
    struct release r = {.context = c};
    enum status st = release_threshold(c->codebook, c->settings->population,
                                       c->as_of, &r.threshold);
    if (st == STATUS_OK)
        st = read_tables(&r);
    if (st != STATUS_OK)
        return st;
    if (r.n > 0)
        put_population_first(&r);
    if (r.n_protected > 0)
        st = protect(&r);
    if (st == STATUS_OK)
        st = store_prepare(c->store,
                           "INSERT INTO release_cell VALUES (?1, ?2, ?3, ?4, "
                           "?5, ?6, ?7)",
                           &r.insert);
    if (st != STATUS_OK)
        return st;
    st = write_tables(&r);
    statement_free(r.insert);
    return st;
}
