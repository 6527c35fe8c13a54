/* release_files: counts, shares and sidecars of the tables that leave. */
#include "pipeline/release_parts.h"

#include "base/text.h"
#include "pipeline/query_file.h"
#include "stats/proportion.h"
#include <limits.h>

size_t release_level(const char *const *levels, size_t n, const char *level)
{
    size_t i = 0;
    while (i < n && !text_equal(levels[i], level))
        i++;
    return i;
}

/* ---- one table ---------------------------------------------------------- */

static void csv_printed(struct csv_writer *w, const struct protect_table *t,
                        size_t at)
{
    if (protect_is_withheld(t, at))
        csv_text(w, RELEASE_WITHHELD);
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
    const struct release_names *names = &r->names[table];
    size_t width = t->n_columns + 1;
    csv_text(w, names->table);
    csv_text(w, names->rows[at / width]);
    if (t->n_columns > 0)
        csv_text(w, names->columns[at % width]);
}

static enum status insert_cell(struct release *r, size_t table, size_t at)
{
    const struct protect_table *t = &r->tables[table];
    const struct release_names *names = &r->names[table];
    size_t width = t->n_columns + 1;
    struct statement *st = r->insert;
    statement_text(st, 1, names->table);
    statement_integer(st, 2, (int64_t)at + 1);
    statement_text(st, 3, t->row_variable);
    statement_text(st, 4, names->rows[at / width]);
    statement_text(st, 5, t->column_variable);
    statement_text(st, 6, names->columns[at % width]);
    if (protect_is_withheld(t, at))
        statement_text(st, 7, RELEASE_WITHHELD);
    else
        statement_text(st, 7,
                       arena_format(r->context->arena, "%ld", t->counts[at]));
    return statement_run(st);
}

enum status release_write_counts(struct release *r, size_t table)
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

/* Of a line of the table of any activity whose two counts are printed. */
static enum status csv_any(struct csv_writer *w, const struct release *r,
                           size_t table, size_t row, double level)
{
    const struct protect_table *t = &r->tables[table];
    const char *const *columns = r->names[table].columns;
    size_t first = row * (t->n_columns + 1);
    size_t any = release_level(columns, t->n_columns, "any");
    size_t none = release_level(columns, t->n_columns, "none");
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
        csv_text(w, RELEASE_WITHHELD);
    else if (t->counts[of] == 0)
        csv_empty(w);
    else
        csv_number(w, 100.0 * (double)t->counts[at] / (double)t->counts[of]);
    csv_end_row(w);
}

enum status release_write_shares(struct release *r, size_t table)
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

static enum status write_tables_protected(struct release *r)
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

enum status release_write_protection(struct release *r)
{
    enum status st = write_tables_protected(r);
    return st == STATUS_OK ? write_intervals(r) : st;
}
