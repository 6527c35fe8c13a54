/* table_workbook: lays the quarter's figures out in sheets. */
#include "pipeline/table_workbook.h"

#include "base/messages.h"
#include "base/text.h"
#include "pipeline/course_sheets.h"
#include "pipeline/query_file.h"
#include "pipeline/table_grid.h"
#include "report/workbook.h"
#include <math.h>
#include <string.h>

enum { MOST_COLUMNS = 64 };

struct names {
    const char **variable, **label;
    size_t n, variables, labels; /* capacities */
};

struct sheets {
    struct stage_context *context;
    struct workbook *book;
    struct names names;
    bool english;
};

/* Japanese stands first, English in the column after it. */
static const char *in_language(const struct sheets *s, struct statement *st,
                               int ja)
{
    return column_text(st, ja + (s->english ? 1 : 0));
}

static enum status read_names(struct sheets *s)
{
    struct arena *a = s->context->arena;
    struct names *n = &s->names;
    struct statement *st;
    enum status status =
        query_open(s->context->store, "tables_variable_names", NULL, &st);
    if (status != STATUS_OK)
        return status;
    while (statement_step(st, &status)) {
        n->variable = arena_grow(a, n->variable, n->n, &n->variables,
                                 sizeof *n->variable);
        n->label = arena_grow(a, n->label, n->n, &n->labels, sizeof *n->label);
        n->variable[n->n] = arena_copy(a, column_text(st, 0));
        n->label[n->n++] = arena_copy(a, in_language(s, st, 1));
    }
    statement_free(st);
    return status;
}

static const char *name_of(const struct sheets *s, const char *variable)
{
    for (size_t i = 0; i < s->names.n; i++)
        if (text_equal(s->names.variable[i], variable))
            return s->names.label[i];
    return variable;
}

static void put_number(struct workbook *book, double value, int decimals)
{
    if (isnan(value))
        workbook_empty(book);
    else if (decimals == 0)
        workbook_integer(book, (long long)value);
    else
        workbook_number(book, value, decimals);
}

static void put_pair(struct workbook *book, const char *name, const char *value)
{
    workbook_text(book, name);
    workbook_text(book, value);
    workbook_end_row(book);
}

static enum status contents_sheet(struct sheets *s)
{
    struct stage_context *c = s->context;
    char quarter[10], as_of[11];
    const char *const head[] = {message("tables.item"),
                                message("tables.content")};
    quarter_write(c->quarter, quarter);
    date_write_iso(c->as_of, as_of);
    workbook_sheet(s->book, message("tables.sheet_contents"), c->settings->name,
                   message("tables.restricted"));
    workbook_header(s->book, head, 2);
    put_pair(s->book, message("tables.study"), c->settings->name);
    put_pair(s->book, message("tables.municipality"),
             c->settings->municipality_name);
    put_pair(s->book, message("tables.quarter"), quarter);
    put_pair(s->book, message("tables.as_of"), as_of);
    put_pair(s->book, message("tables.codebook"), c->codebook->version);
    put_pair(s->book, message("tables.program"), AYUMI_VERSION);
    put_pair(s->book, message("tables.class"), message("tables.class_name"));
    return STATUS_OK;
}

/* ---- flow --------------------------------------------------------------- */

static enum status flow_sheet(struct sheets *s)
{
    struct statement *st;
    const char *const head[] = {message("tables.fiscal_year"),
                                message("tables.step"),
                                message("tables.people")};
    enum status status =
        query_open(s->context->store, "tables_flow_sheet", NULL, &st);
    if (status != STATUS_OK)
        return status;
    workbook_sheet(s->book, message("tables.sheet_flow"),
                   message("tables.title_flow"), message("tables.note_flow"));
    workbook_header(s->book, head, 3);
    while (statement_step(st, &status)) {
        workbook_ordinal(s->book, column_integer(st, 0));
        workbook_text(s->book, in_language(s, st, 2));
        workbook_integer(s->book, column_integer(st, 4));
        workbook_end_row(s->book);
    }
    statement_free(st);
    return status;
}

/* ---- Table 1 ------------------------------------------------------------ */

/* The rows of a number, in this order. */
static const struct {
    enum grid_measure measure;
    const char *message;
    int decimals;
} number_rows[] = {
    {GRID_MEAN, "tables.mean", 1},      {GRID_SD, "tables.sd", 1},
    {GRID_MEDIAN, "tables.median", 1},  {GRID_Q1, "tables.q1", 1},
    {GRID_Q3, "tables.q3", 1},          {GRID_N, "tables.people", 0},
    {GRID_MISSING, "tables.missing", 0}};

static void measure_row(struct sheets *s, const struct grid *g, size_t row,
                        enum grid_measure measure, const char *what,
                        int decimals)
{
    workbook_text(s->book, name_of(s, g->variables[row]));
    workbook_text(s->book, g->row_labels[row]);
    workbook_text(s->book, what);
    for (size_t k = 0; k < g->n_columns; k++)
        put_number(s->book, g->cells[row * g->n_columns + k].value[measure],
                   decimals);
}

/* Beside the first row of a variable. */
static void put_comparison(struct sheets *s, const struct grid_cell *total)
{
    static const struct {
        enum grid_measure p;
        const char *test;
    } tests[] = {{GRID_P_WELCH, "Welch"},
                 {GRID_P_FISHER, "Fisher"},
                 {GRID_P_PEARSON, "Pearson"}};
    put_number(s->book, total->value[GRID_SMD], 2);
    for (size_t i = 0; i < sizeof tests / sizeof *tests; i++) {
        if (isnan(total->value[tests[i].p]))
            continue;
        workbook_text(s->book, tests[i].test);
        put_number(s->book, total->value[tests[i].p], 3);
        return;
    }
}

static void table_one_row(struct sheets *s, const struct grid *g, size_t row)
{
    const struct grid_cell *total = &g->cells[(row + 1) * g->n_columns - 1];
    bool is_level = g->row_levels[row][0] != '\0';
    bool is_number =
        !is_level && (row + 1 == g->n_rows ||
                      !text_equal(g->variables[row + 1], g->variables[row]));
    if (is_level) {
        measure_row(s, g, row, GRID_PERCENT, message("tables.percent"), 1);
        workbook_end_row(s->book);
        measure_row(s, g, row, GRID_N, message("tables.people"), 0);
        workbook_end_row(s->book);
        return;
    }
    size_t first = is_number ? 0 : 5; /* answers have no mean */
    for (size_t i = first; i < sizeof number_rows / sizeof *number_rows; i++) {
        measure_row(s, g, row, number_rows[i].measure,
                    message(number_rows[i].message), number_rows[i].decimals);
        if (i == first)
            put_comparison(s, total);
        workbook_end_row(s->book);
    }
}

static enum status table_one_sheet(struct sheets *s)
{
    struct stage_context *c = s->context;
    struct grid g;
    const char *head[MOST_COLUMNS] = {message("tables.item"),
                                      message("tables.level"),
                                      message("tables.measure")};
    enum status st = table_grid_read(c->arena, c->store, "table1",
                                     c->settings->language, &g);
    if (st != STATUS_OK)
        return st;
    size_t n = 3;
    for (size_t k = 0; k < g.n_columns && n < MOST_COLUMNS - 3; k++)
        head[n++] = g.column_labels[k];
    head[n++] = message("tables.smd");
    head[n++] = message("tables.test");
    head[n++] = message("tables.p_value");
    workbook_sheet(s->book, message("tables.sheet_table1"),
                   message("tables.title_table1"),
                   message("tables.note_table1"));
    workbook_header(s->book, head, n);
    for (size_t row = 0; row < g.n_rows; row++)
        table_one_row(s, &g, row);
    return STATUS_OK;
}

/* ---- tables of tables.csv ----------------------------------------------- */

static const struct {
    enum grid_measure measure;
    const char *message;
} share_columns[] = {{GRID_ANY_PERCENT, "tables.any_percent"},
                     {GRID_CONF_LOW, "tables.conf_low"},
                     {GRID_CONF_HIGH, "tables.conf_high"},
                     {GRID_IF_NONE, "tables.if_none"},
                     {GRID_IF_ACTIVE, "tables.if_active"}};
enum { N_SHARES = sizeof share_columns / sizeof *share_columns };

static bool has_shares(const struct grid *g)
{
    for (size_t row = 1; row <= g->n_rows; row++)
        if (!isnan(g->cells[row * g->n_columns - 1].value[GRID_ANY_BASE]))
            return true;
    return false;
}

/* The shares of one row, and the count under each. */
static void grid_row(struct sheets *s, const struct grid *g, size_t row,
                     bool with_shares)
{
    const struct grid_cell *cells = &g->cells[row * g->n_columns];
    const struct grid_cell *total = &cells[g->n_columns - 1];
    workbook_text(s->book, g->row_labels[row]);
    workbook_text(s->book, message("tables.percent"));
    for (size_t k = 0; k < g->n_columns; k++)
        put_number(s->book, cells[k].value[GRID_PERCENT], 1);
    for (size_t k = 0; with_shares && k < N_SHARES; k++)
        put_number(s->book, total->value[share_columns[k].measure], 1);
    workbook_end_row(s->book);
    workbook_text(s->book, g->row_labels[row]);
    workbook_text(s->book, message("tables.people"));
    for (size_t k = 0; k < g->n_columns; k++)
        put_number(s->book, cells[k].value[GRID_N], 0);
    if (with_shares)
        put_number(s->book, total->value[GRID_ANY_BASE], 0);
    workbook_end_row(s->book);
}

static void grid_sheet(struct sheets *s, const char *name, const char *title,
                       const char *row_variable, const struct grid *g)
{
    const char *head[MOST_COLUMNS] = {name_of(s, row_variable),
                                      message("tables.measure")};
    bool with_shares = has_shares(g);
    size_t n = 2;
    for (size_t k = 0; k < g->n_columns && n < MOST_COLUMNS - N_SHARES; k++)
        head[n++] = g->column_labels[k][0] != '\0' ? g->column_labels[k]
                                                   : message("tables.total");
    for (size_t k = 0; with_shares && k < N_SHARES; k++)
        head[n++] = message(share_columns[k].message);
    workbook_sheet(s->book, name, title,
                   with_shares ? message("tables.note_shares") : "");
    workbook_header(s->book, head, n);
    for (size_t row = 0; row < g->n_rows; row++)
        grid_row(s, g, row, with_shares);
}

static enum status grid_sheets(struct sheets *s)
{
    struct stage_context *c = s->context;
    struct statement *st;
    enum status status = query_open(c->store, "tables_list", NULL, &st);
    if (status != STATUS_OK)
        return status;
    while (status == STATUS_OK && statement_step(st, &status)) {
        struct grid g;
        const char *name = arena_copy(c->arena, column_text(st, 0));
        status = table_grid_read(c->arena, c->store, name,
                                 c->settings->language, &g);
        if (status == STATUS_OK && g.n_rows > 0)
            grid_sheet(s, name, arena_copy(c->arena, in_language(s, st, 1)),
                       arena_copy(c->arena, column_text(st, 4)), &g);
    }
    statement_free(st);
    return status;
}

/* ---- indicators --------------------------------------------------------- */

static enum status indicator_sheet(struct sheets *s)
{
    static const char *const heads[] = {"tables.municipality",
                                        "tables.indicator",
                                        "tables.item",
                                        "tables.fiscal_year",
                                        "tables.target",
                                        "tables.actual",
                                        "tables.months",
                                        "tables.rate",
                                        "tables.met",
                                        "tables.per_month",
                                        "tables.yoy_diff",
                                        "tables.yoy_pct",
                                        "tables.yoy_pct_per_month",
                                        "tables.yoy_points"};
    enum { N = sizeof heads / sizeof *heads, YEAR = 3 };
    const char *head[N];
    struct statement *st;
    enum status status =
        query_open(s->context->store, "tables_indicator_sheet", NULL, &st);
    if (status != STATUS_OK)
        return status;
    for (size_t i = 0; i < N; i++)
        head[i] = message(heads[i]);
    workbook_sheet(s->book, message("tables.sheet_indicators"),
                   message("tables.title_indicators"),
                   message("tables.note_indicators"));
    workbook_header(s->book, head, N);
    while (statement_step(st, &status)) {
        for (int i = 0; i < N; i++) {
            char year[8];
            if (i == YEAR)
                fiscal_year_write((int)column_integer(st, i), year);
            if (column_is_null(st, i))
                workbook_empty(s->book);
            else
                workbook_text(s->book, i == YEAR ? year : column_text(st, i));
        }
        workbook_end_row(s->book);
    }
    statement_free(st);
    return status;
}

/* ---- models ------------------------------------------------------------- */

static void term_row(struct sheets *s, struct statement *st)
{
    enum { LEVEL, TERM, ESTIMATE, SE, STATISTIC, P, LOW, HIGH };
    workbook_text(s->book, column_text(st, LEVEL));
    workbook_text(s->book, column_text(st, TERM));
    if (column_is_null(st, ESTIMATE)) {
        workbook_end_row(s->book);
        return;
    }
    workbook_number(s->book, exp(column_real(st, ESTIMATE)), 2);
    for (int at = LOW; at <= HIGH; at++) {
        if (column_is_null(st, at))
            workbook_empty(s->book);
        else
            workbook_number(s->book, exp(column_real(st, at)), 2);
    }
    if (column_is_null(st, P))
        workbook_empty(s->book);
    else
        workbook_number(s->book, column_real(st, P), 3);
    workbook_number(s->book, column_real(st, ESTIMATE), 3);
    if (!column_is_null(st, SE))
        workbook_number(s->book, column_real(st, SE), 3);
    workbook_end_row(s->book);
}

static enum status terms(struct sheets *s, const char *model)
{
    struct statement *st;
    enum status status =
        query_open(s->context->store, "tables_coefficients", model, &st);
    if (status != STATUS_OK)
        return status;
    while (statement_step(st, &status))
        term_row(s, st);
    statement_free(st);
    return status;
}

/* One line: people, events, parameters, how it ended, what was left out. */
static const char *fit_note(struct sheets *s, struct statement *st)
{
    enum { N = 3, EVENTS, PARAMETERS, STATUS = 7, EXPLORATORY, DROPPED };
    struct arena *a = s->context->arena;
    char *note = message_format(
        a, "tables.fit_note", (size_t)column_integer(st, N),
        (size_t)column_integer(st, EVENTS),
        (size_t)column_integer(st, PARAMETERS), column_text(st, STATUS));
    if (column_text(st, DROPPED)[0] != '\0')
        note = arena_format(
            a, "%s / %s", note,
            message_format(a, "tables.fit_dropped", column_text(st, DROPPED)));
    if (column_integer(st, EXPLORATORY))
        note = arena_format(a, "%s / %s", message("tables.exploratory"), note);
    return arena_format(a, "%s / %s", message("tables.association"), note);
}

static enum status model_sheets(struct sheets *s)
{
    struct arena *a = s->context->arena;
    const char *const head[] = {
        message("tables.outcome_level"), message("tables.term"),
        message("tables.odds_ratio"),    message("tables.conf_low"),
        message("tables.conf_high"),     message("tables.p_value"),
        message("tables.estimate"),      message("tables.std_error")};
    struct statement *st;
    enum status status =
        query_open(s->context->store, "tables_fits", NULL, &st);
    if (status != STATUS_OK)
        return status;
    while (status == STATUS_OK && statement_step(st, &status)) {
        const char *model = arena_copy(a, column_text(st, 0));
        workbook_sheet(s->book, model, in_language(s, st, 1), fit_note(s, st));
        workbook_header(s->book, head, sizeof head / sizeof *head);
        status = terms(s, model);
    }
    statement_free(st);
    return status;
}

static enum status all_sheets(struct sheets *s, bool has_people)
{
    enum status st = contents_sheet(s);
    if (st == STATUS_OK && has_people)
        st = flow_sheet(s);
    if (st == STATUS_OK && has_people)
        st = course_sheets_write(s->context, s->book);
    if (st == STATUS_OK && has_people)
        st = table_one_sheet(s);
    if (st == STATUS_OK && has_people)
        st = grid_sheets(s);
    if (st == STATUS_OK)
        st = indicator_sheet(s);
    if (st == STATUS_OK && has_people)
        st = model_sheets(s);
    return st;
}

enum status table_workbook_write(struct stage_context *c, bool has_people)
{
    struct sheets s = {.context = c,
                       .english = c->settings->language == LANGUAGE_EN};
    const char *path = arena_format(c->arena, "%s/tables.xlsx", c->output);
    enum status st = read_names(&s);
    if (st == STATUS_OK)
        st =
            workbook_open(c->arena, path, c->settings->name, c->as_of, &s.book);
    if (st != STATUS_OK)
        return st;
    st = all_sheets(&s, has_people);
    if (st == STATUS_OK)
        return workbook_keep(s.book);
    workbook_drop(s.book);
    return st;
}
