/* release: protects the tables that leave, and writes them. */
#include "pipeline/release.h"

#include "base/messages.h"
#include "base/text.h"
#include "pipeline/protect.h"
#include "pipeline/query_file.h"
#include "stats/proportion.h"
#include <limits.h>

#define TOTAL "計"
#define WITHHELD "x"

/* Beside counts[] of the same number in struct release. */
struct names {
    const char *table;
    const char **rows;    /* n_rows + 1, the total last */
    const char **columns; /* n_columns + 1 */
    bool is_other_population;
};

struct release {
    struct stage_context *context;
    struct protect_table *tables;
    struct names *names;
    size_t n, tables_capacity, names_capacity;
    size_t n_protected; /* the first ones: of the population that leaves */
    long threshold;
    struct statement *insert; /* into release_cell */
};

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
    struct names *names = &r->names[r->n - 1];
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
    r->names[r->n] = (struct names){.table = arena_copy(a, column_text(st, 0))};
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
    struct names *names = arena_take_array(a, r->n, sizeof *names);
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

/* ---- one table ---------------------------------------------------------- */

static void csv_printed(struct csv_writer *w, const struct protect_table *t,
                        size_t at)
{
    if (protect_is_withheld(t, at))
        csv_text(w, WITHHELD);
    else
        csv_integer(w, t->counts[at]);
}

/* table,<row variable>[,<column variable>][,measure],value */
static void csv_head(struct csv_writer *w, const struct protect_table *t,
                     bool with_measure)
{
    csv_text(w, "table");
    csv_text(w, t->row_variable);
    if (t->n_columns > 0)
        csv_text(w, t->column_variable);
    if (with_measure)
        csv_text(w, "measure");
    csv_text(w, "value");
    csv_end_row(w);
}

static void csv_place(struct csv_writer *w, const struct release *r,
                      size_t table, size_t at)
{
    const struct protect_table *t = &r->tables[table];
    const struct names *names = &r->names[table];
    size_t width = t->n_columns + 1;
    csv_text(w, names->table);
    csv_text(w, names->rows[at / width]);
    if (t->n_columns > 0)
        csv_text(w, names->columns[at % width]);
}

static enum status insert_cell(struct release *r, size_t table, size_t at)
{
    const struct protect_table *t = &r->tables[table];
    const struct names *names = &r->names[table];
    size_t width = t->n_columns + 1;
    struct statement *st = r->insert;
    statement_text(st, 1, names->table);
    statement_integer(st, 2, (int64_t)at + 1);
    statement_text(st, 3, t->row_variable);
    statement_text(st, 4, names->rows[at / width]);
    statement_text(st, 5, t->column_variable);
    statement_text(st, 6, names->columns[at % width]);
    if (protect_is_withheld(t, at))
        statement_text(st, 7, WITHHELD);
    else
        statement_text(st, 7,
                       arena_format(r->context->arena, "%ld", t->counts[at]));
    return statement_run(st);
}

static enum status write_counts(struct release *r, size_t table)
{
    struct stage_context *c = r->context;
    const struct protect_table *t = &r->tables[table];
    struct csv_writer w;
    const char *path =
        arena_format(c->arena, "release/%s.csv", r->names[table].table);
    enum status st =
        output_csv_open(c->arena, c->output, path, CSV_FOR_PROGRAMS, &w);
    if (st != STATUS_OK)
        return st;
    csv_head(&w, t, false);
    for (size_t at = 0; at < protect_cells(t) && st == STATUS_OK; at++) {
        csv_place(&w, r, table, at);
        csv_printed(&w, t, at);
        csv_end_row(&w);
        st = insert_cell(r, table, at);
    }
    if (st == STATUS_OK)
        return csv_writer_keep(&w);
    csv_writer_drop(&w);
    return st;
}

static void csv_share(struct csv_writer *w, const struct release *r,
                      size_t table, size_t at, const char *measure,
                      double value)
{
    csv_place(w, r, table, at);
    csv_text(w, measure);
    csv_number(w, value);
    csv_end_row(w);
}

static size_t find_level(const char *const *levels, size_t n, const char *level)
{
    size_t i = 0;
    while (i < n && !text_equal(levels[i], level))
        i++;
    return i;
}

/* Of a line of the table of any activity whose two counts are printed. */
static enum status csv_any(struct csv_writer *w, const struct release *r,
                           size_t table, size_t row, double level)
{
    const struct protect_table *t = &r->tables[table];
    const char *const *columns = r->names[table].columns;
    size_t first = row * (t->n_columns + 1);
    size_t any = find_level(columns, t->n_columns, "any");
    size_t none = find_level(columns, t->n_columns, "none");
    struct stats_interval wilson;
    if (any == t->n_columns || none == t->n_columns ||
        protect_is_withheld(t, first + any) ||
        protect_is_withheld(t, first + none))
        return STATUS_OK;
    long base = t->counts[first + any] + t->counts[first + none];
    if (base < r->threshold || base == 0)
        return STATUS_OK;
    if (stats_proportion_wilson((size_t)t->counts[first + any], (size_t)base,
                                level, &wilson) != STATS_OK)
        return STATUS_BUG;
    size_t at = first + t->n_columns;
    csv_share(w, r, table, at, "any_base", (double)base);
    csv_share(w, r, table, at, "any_percent", 100.0 * wilson.estimate);
    csv_share(w, r, table, at, "conf_low", 100.0 * wilson.lower);
    csv_share(w, r, table, at, "conf_high", 100.0 * wilson.upper);
    return STATUS_OK;
}

static void csv_percent(struct csv_writer *w, const struct release *r,
                        size_t table, size_t at)
{
    const struct protect_table *t = &r->tables[table];
    size_t width = t->n_columns + 1;
    size_t of = t->n_columns == 0 ? t->n_rows : at - at % width + width - 1;
    csv_place(w, r, table, at);
    csv_text(w, "percent");
    if (protect_is_withheld(t, at) || protect_is_withheld(t, of))
        csv_text(w, WITHHELD);
    else if (t->counts[of] == 0)
        csv_empty(w);
    else
        csv_number(w, 100.0 * (double)t->counts[at] / (double)t->counts[of]);
    csv_end_row(w);
}

static enum status write_shares(struct release *r, size_t table)
{
    struct stage_context *c = r->context;
    const struct protect_table *t = &r->tables[table];
    struct csv_writer w;
    double level = 0.95;
    (void)codebook_threshold(c->codebook, "model_level", c->as_of, &level);
    const char *path =
        arena_format(c->arena, "release/%s_shares.csv", r->names[table].table);
    enum status st =
        output_csv_open(c->arena, c->output, path, CSV_FOR_PROGRAMS, &w);
    if (st != STATUS_OK)
        return st;
    csv_head(&w, t, true);
    for (size_t at = 0; at < protect_cells(t); at++)
        csv_percent(&w, r, table, at);
    bool has_any = text_equal(t->column_variable, "any_activity");
    for (size_t row = 0; has_any && row <= t->n_rows && st == STATUS_OK; row++)
        st = csv_any(&w, r, table, row, level);
    if (st == STATUS_OK)
        return csv_writer_keep(&w);
    csv_writer_drop(&w);
    return st;
}

/* ---- the flow ----------------------------------------------------------- */

enum step { SEMINAR, BASELINE, CONSENT, DUE, REACHED, ACTIVE, N_STEPS };
static const char *const step_names[N_STEPS] = {
    "seminar", "baseline", "consent", "due", "reached", "active"};
enum { UNPRINTED = -1 };

/* A printed count of a line, or UNPRINTED. */
static long printed_at(const struct protect_table *t, size_t at)
{
    return protect_is_withheld(t, at) ? UNPRINTED : t->counts[at];
}

/* The steps from consent on, as far as they follow from printed cells. */
static void steps_of_people(const struct release *r, size_t table, size_t row,
                            long steps[N_STEPS])
{
    const struct protect_table *t = &r->tables[table];
    const char *const *columns = r->names[table].columns;
    size_t first = row * (t->n_columns + 1);
    static const char *const groups[] = {"any", "none", "unknown", "pending"};
    long part[4];
    for (size_t g = 0; g < 4; g++) {
        size_t column = find_level(columns, t->n_columns, groups[g]);
        part[g] =
            column < t->n_columns ? printed_at(t, first + column) : UNPRINTED;
    }
    long all = printed_at(t, first + t->n_columns);
    steps[CONSENT] = all;
    steps[ACTIVE] = part[0];
    if (part[0] != UNPRINTED && part[1] != UNPRINTED)
        steps[REACHED] = part[0] + part[1];
    if (all != UNPRINTED && part[3] != UNPRINTED) {
        steps[DUE] = all - part[3];
        if (part[2] != UNPRINTED)
            steps[REACHED] = steps[DUE] - part[2];
    } else if (steps[REACHED] != UNPRINTED && part[2] != UNPRINTED) {
        steps[DUE] = steps[REACHED] + part[2];
    }
}

static bool is_small(const struct release *r, long n)
{
    return n != 0 && n < r->threshold;
}

/* Seminar and baseline are printed only where the next step is, and neither
 * they nor the difference are small. */
static void steps_before(const struct release *r, const long counted[2],
                         long steps[N_STEPS])
{
    for (int step = BASELINE; step >= SEMINAR; step--) {
        long n = counted[step];
        long next = steps[step + 1];
        long apart = n > next ? n - next : next - n;
        bool hides = next == UNPRINTED || is_small(r, n) || is_small(r, apart);
        steps[step] = hides || n < 0 ? UNPRINTED : n;
    }
}

static enum status put_step(struct release *r, struct csv_writer *w,
                            const char *year, int64_t ordinal, enum step step,
                            long n)
{
    struct arena *a = r->context->arena;
    const char *printed = n == UNPRINTED ? WITHHELD : arena_format(a, "%ld", n);
    csv_text(w, "flow");
    csv_text(w, year);
    csv_text(w, step_names[step]);
    csv_text(w, printed);
    csv_end_row(w);
    statement_text(r->insert, 1, "flow");
    statement_integer(r->insert, 2, ordinal);
    statement_text(r->insert, 3, "fiscal_year");
    statement_text(r->insert, 4, year);
    statement_text(r->insert, 5, "step");
    statement_text(r->insert, 6, step_names[step]);
    statement_text(r->insert, 7, printed);
    return statement_run(r->insert);
}

static size_t find_flow_table(const struct release *r)
{
    size_t i = 0;
    while (i < r->n_protected &&
           !(text_equal(r->tables[i].row_variable, "fiscal_year") &&
             text_equal(r->tables[i].column_variable, "any_activity")))
        i++;
    return i;
}

/* One year: what the flow_count says of the first two steps, and the line of
 * that year in the table of any activity. */
static enum status put_year(struct release *r, struct csv_writer *w,
                            const char *year, int64_t nth,
                            const long counted[2])
{
    long steps[N_STEPS] = {UNPRINTED, UNPRINTED, UNPRINTED,
                           UNPRINTED, UNPRINTED, UNPRINTED};
    size_t table = find_flow_table(r);
    if (table < r->n_protected && r->threshold != PROTECT_SHOW_NOTHING) {
        const struct protect_table *t = &r->tables[table];
        size_t row = find_level(r->names[table].rows, t->n_rows, year);
        if (row < t->n_rows)
            steps_of_people(r, table, row, steps);
        steps_before(r, counted, steps);
    }
    enum status st = STATUS_OK;
    for (int step = SEMINAR; step < N_STEPS && st == STATUS_OK; step++)
        st = put_step(r, w, year, nth * N_STEPS + step + 1, (enum step)step,
                      steps[step]);
    return st;
}

static enum status write_flow(struct release *r)
{
    struct stage_context *c = r->context;
    struct statement *st;
    struct csv_writer w;
    int64_t nth = 0;
    enum status status = query_open(c->store, "release_flow", NULL, &st);
    if (status != STATUS_OK)
        return status;
    status = output_csv_open(c->arena, c->output, "release/flow.csv",
                             CSV_FOR_PROGRAMS, &w);
    if (status != STATUS_OK) {
        statement_free(st);
        return status;
    }
    csv_row(&w, (const char *const[]){"table", "fiscal_year", "step", "value",
                                      NULL});
    while (status == STATUS_OK && statement_step(st, &status)) {
        const long counted[2] = {(long)column_integer(st, 1),
                                 (long)column_integer(st, 2)};
        status = put_year(r, &w, arena_copy(c->arena, column_text(st, 0)),
                          nth++, counted);
    }
    statement_free(st);
    if (status == STATUS_OK)
        return csv_writer_keep(&w);
    csv_writer_drop(&w);
    return status;
}

/* ---- the sidecars ------------------------------------------------------- */

static void protection_row(const struct release *r, size_t table,
                           struct csv_writer *w)
{
    const struct protect_table *t = &r->tables[table];
    size_t n_withheld = 0;
    long narrowest = LONG_MAX;
    for (size_t at = 0; at < protect_cells(t); at++) {
        if (!protect_is_withheld(t, at))
            continue;
        n_withheld++;
        if (!t->withheld_whole && t->high[at] != LONG_MAX &&
            t->high[at] - t->low[at] < narrowest)
            narrowest = t->high[at] - t->low[at];
    }
    csv_text(w, r->names[table].table);
    csv_text(w, t->population);
    csv_integer(w, r->threshold);
    csv_integer(w, (long long)protect_cells(t));
    csv_integer(w, (long long)n_withheld);
    csv_text(w, r->names[table].is_other_population ? "other_population"
                : t->withheld_whole                 ? "whole"
                : n_withheld > 0                    ? "cells"
                                                    : "nothing");
    if (narrowest == LONG_MAX)
        csv_empty(w);
    else
        csv_integer(w, narrowest);
    if (r->threshold == PROTECT_SHOW_NOTHING)
        csv_empty(w);
    else
        csv_integer(w, r->threshold - 1);
    csv_end_row(w);
}

static enum status write_protection(struct release *r)
{
    struct stage_context *c = r->context;
    struct csv_writer w;
    enum status st = output_csv_open(
        c->arena, c->output, "release/protection.csv", CSV_FOR_PROGRAMS, &w);
    if (st != STATUS_OK)
        return st;
    csv_row(&w, (const char *const[]){"table", "population", "threshold",
                                      "cells", "withheld_cells", "withheld",
                                      "narrowest_interval", "interval_needed",
                                      NULL});
    for (size_t i = 0; i < r->n; i++)
        protection_row(r, i, &w);
    return csv_writer_keep(&w);
}

static enum status write_intervals(struct release *r)
{
    struct stage_context *c = r->context;
    struct csv_writer w;
    enum status st =
        output_csv_open(c->arena, c->output, "release/protection_intervals.csv",
                        CSV_FOR_PROGRAMS, &w);
    if (st != STATUS_OK)
        return st;
    csv_row(&w, (const char *const[]){"table", "row", "column", "low", "high",
                                      NULL});
    for (size_t i = 0; i < r->n_protected; i++) {
        const struct protect_table *t = &r->tables[i];
        size_t width = t->n_columns + 1;
        for (size_t at = 0; at < protect_cells(t) && !t->withheld_whole; at++) {
            if (!protect_is_withheld(t, at))
                continue;
            csv_text(&w, r->names[i].table);
            csv_text(&w, r->names[i].rows[at / width]);
            csv_text(&w, r->names[i].columns[at % width]);
            csv_integer(&w, t->low[at]);
            if (t->high[at] == LONG_MAX)
                csv_empty(&w);
            else
                csv_integer(&w, t->high[at]);
            csv_end_row(&w);
        }
    }
    return csv_writer_keep(&w);
}

static enum status write_tables(struct release *r)
{
    enum status st = STATUS_OK;
    for (size_t i = 0; i < r->n && st == STATUS_OK; i++) {
        st = write_counts(r, i);
        if (st == STATUS_OK)
            st = write_shares(r, i);
    }
    if (st == STATUS_OK)
        st = write_flow(r);
    if (st == STATUS_OK)
        st = write_protection(r);
    if (st == STATUS_OK)
        st = write_intervals(r);
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
