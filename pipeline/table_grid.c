/* table_grid: reads a table cell by cell, see the header. */
#include "pipeline/table_grid.h"

#include "base/text.h"
#include "pipeline/query_file.h"
#include <math.h>

static const char *const measure_names[N_GRID_MEASURES] = {
    "n",
    "percent",
    "mean",
    "sd",
    "median",
    "q1",
    "q3",
    "missing",
    "smd",
    "p_welch",
    "p_fisher",
    "p_pearson",
    "any_base",
    "any_percent",
    "conf_low",
    "conf_high",
    "any_if_unknown_none",
    "any_if_unknown_active"};

/* Columns of tables_cells.sql. */
enum { ORDINAL, VARIABLE, ROW_LEVEL, MEASURE = 4, VALUE };
enum { ROW_LABEL = 6, COLUMN_LABEL = 8 };

struct reading {
    struct arena *arena;
    enum language lang;
    int64_t ordinal;
    size_t n; /* cells so far */
    struct grid *grid;
    size_t cells, variables, row_levels, row_labels, columns; /* capacities */
};

static const char *keep(struct reading *r, struct statement *st, int at)
{
    return arena_copy(r->arena, column_text(st, at));
}

/* A new cell: a new row begins where the first cell's column comes again. */
static void begin_cell(struct reading *r, struct statement *st)
{
    struct grid *g = r->grid;
    struct arena *a = r->arena;
    int label = r->lang == LANGUAGE_EN ? 1 : 0;
    bool same_row =
        r->n > 0 &&
        text_equal(g->row_levels[r->n - 1], column_text(st, ROW_LEVEL)) &&
        text_equal(g->variables[r->n - 1], column_text(st, VARIABLE));
    if (!same_row)
        g->n_rows++;
    g->cells = arena_grow(a, g->cells, r->n, &r->cells, sizeof *g->cells);
    g->variables =
        arena_grow(a, g->variables, r->n, &r->variables, sizeof *g->variables);
    g->row_levels = arena_grow(a, g->row_levels, r->n, &r->row_levels,
                               sizeof *g->row_levels);
    g->row_labels = arena_grow(a, g->row_labels, r->n, &r->row_labels,
                               sizeof *g->row_labels);
    g->column_labels = arena_grow(a, g->column_labels, r->n, &r->columns,
                                  sizeof *g->column_labels);
    g->variables[r->n] = keep(r, st, VARIABLE);
    g->row_levels[r->n] = keep(r, st, ROW_LEVEL);
    g->row_labels[r->n] = keep(r, st, ROW_LABEL + label);
    g->column_labels[r->n] = keep(r, st, COLUMN_LABEL + label);
    for (size_t m = 0; m < N_GRID_MEASURES; m++)
        g->cells[r->n].value[m] = (double)NAN;
    r->n++;
}

static void keep_measure(struct reading *r, struct statement *st)
{
    const char *name = column_text(st, MEASURE);
    for (size_t m = 0; m < N_GRID_MEASURES; m++)
        if (text_equal(measure_names[m], name) && !column_is_null(st, VALUE))
            r->grid->cells[r->n - 1].value[m] = column_real(st, VALUE);
}

/* One name per row instead of one per cell. */
static void thin_out(struct grid *g, size_t n_cells)
{
    g->n_columns = g->n_rows == 0 ? 0 : n_cells / g->n_rows;
    for (size_t row = 0; row < g->n_rows; row++) {
        g->variables[row] = g->variables[row * g->n_columns];
        g->row_levels[row] = g->row_levels[row * g->n_columns];
        g->row_labels[row] = g->row_labels[row * g->n_columns];
    }
}

enum status table_grid_read(struct arena *a, struct store *s, const char *table,
                            enum language lang, struct grid *out)
{
    struct statement *st;
    struct reading r = {.arena = a, .lang = lang, .ordinal = -1, .grid = out};
    *out = (struct grid){0};
    enum status status = query_open(s, "tables_cells", table, &st);
    if (status != STATUS_OK)
        return status;
    while (statement_step(st, &status)) {
        if (column_integer(st, ORDINAL) != r.ordinal)
            begin_cell(&r, st);
        r.ordinal = column_integer(st, ORDINAL);
        keep_measure(&r, st);
    }
    statement_free(st);
    thin_out(out, r.n);
    return status;
}
