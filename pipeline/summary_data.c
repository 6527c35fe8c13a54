/* summary_data: what was aimed at and reached, read into one grid of
 * indicators and years. */
#include "pipeline/summary.h"

#include "base/number_text.h"
#include "base/sql_text.h"
#include "base/text.h"
#include <string.h>

static const struct summary_cell empty_cell = {
    .actual = "-",
    .actual_value = "",
    .target = "",
    .target_value = "",
    .target_vintage = "",
    .rate = "",
    .met = "",
    .months = "",
    .per_month = "",
    .yoy_diff = "",
    .yoy_pct = "",
    .yoy_pct_per_month = "",
    .yoy_points = "",
};

static enum status prepare(struct summary *s, const char *name,
                           struct statement **out)
{
    return store_prepare(s->context->store, sql_find(pipeline_sql, name), out);
}

static const char *copy(struct summary *s, struct statement *st, int at)
{
    const char *text = column_text(st, at);
    return arena_copy(s->arena, text == NULL ? "" : text);
}

/* "支援企業（社）" without the unit: for sentences that name it anyway. */
static const char *without_unit(struct arena *a, const char *label,
                                const char *unit)
{
    const char *const ends[] = {arena_format(a, "（%s）", unit),
                                arena_format(a, " (%s)", unit),
                                arena_format(a, "(%s)", unit)};
    for (size_t i = 0; i < sizeof ends / sizeof *ends && unit[0]; i++) {
        size_t n = strlen(label), k = strlen(ends[i]);
        if (n > k && strcmp(label + n - k, ends[i]) == 0)
            return arena_copy_n(a, label, n - k);
    }
    return label;
}

static enum status read_indicators(struct summary *s)
{
    struct statement *st;
    size_t capacity = 0;
    enum status status = prepare(s, "summary_indicators", &st);
    if (status != STATUS_OK)
        return status;
    while (statement_step(st, &status)) {
        s->indicators = arena_grow(s->arena, s->indicators, s->n_indicators,
                                   &capacity, sizeof *s->indicators);
        struct summary_indicator *i = &s->indicators[s->n_indicators++];
        i->municipality = copy(s, st, 0);
        i->id = copy(s, st, 1);
        i->section = copy(s, st, 2);
        i->section_title = copy(s, st, 3);
        i->group_label = copy(s, st, 4);
        i->label = copy(s, st, 5);
        i->unit = copy(s, st, 6);
        i->kind = copy(s, st, 7);
        i->comparison = copy(s, st, 8);
        i->has_chart = text_equal(copy(s, st, 9), "1");
        i->has_footnote = text_equal(copy(s, st, 10), "partial_year");
        i->short_label = without_unit(s->arena, i->label, i->unit);
        i->cells = NULL;
    }
    statement_free(st);
    return status;
}

static enum status read_years(struct summary *s)
{
    struct statement *st;
    enum status status = store_prepare(
        s->context->store,
        "SELECT min(fiscal_year), max(fiscal_year) FROM indicator_cell", &st);
    if (status != STATUS_OK)
        return status;
    if (statement_step(st, &status) && !column_is_null(st, 0)) {
        s->first_year = (int)column_integer(st, 0);
        s->n_years = (size_t)(column_integer(st, 1) - s->first_year + 1);
    }
    statement_free(st);
    for (size_t i = 0; i < s->n_indicators; i++) {
        s->indicators[i].cells =
            arena_take_array(s->arena, s->n_years, sizeof(struct summary_cell));
        for (size_t y = 0; y < s->n_years; y++)
            s->indicators[i].cells[y] = empty_cell;
    }
    return status;
}

static struct summary_indicator *find(const struct summary *s,
                                      const char *municipality, const char *id)
{
    for (size_t i = 0; i < s->n_indicators; i++)
        if (text_equal(s->indicators[i].id, id) &&
            (municipality == NULL ||
             text_equal(s->indicators[i].municipality, municipality)))
            return &s->indicators[i];
    return NULL;
}

static struct summary_cell *
cell_of(const struct summary *s, struct summary_indicator *i, int fiscal_year)
{
    int at = fiscal_year - s->first_year;
    if (i == NULL || at < 0 || (size_t)at >= s->n_years)
        return NULL;
    return &i->cells[at];
}

const struct summary_cell *summary_cell_of(const struct summary *s,
                                           const struct summary_indicator *i,
                                           int fiscal_year)
{
    int at = fiscal_year - s->first_year;
    if (at < 0 || (size_t)at >= s->n_years)
        return NULL;
    return &i->cells[at];
}

static void set_measure(struct summary_cell *c, const char *measure,
                        const char *value, const char *printed)
{
    const struct {
        const char *name;
        const char **place;
    } plain[] = {{"achievement_rate_pct", &c->rate},
                 {"met_mark", &c->met},
                 {"per_month", &c->per_month},
                 {"yoy_diff", &c->yoy_diff},
                 {"yoy_pct", &c->yoy_pct},
                 {"yoy_pct_per_month", &c->yoy_pct_per_month},
                 {"yoy_points", &c->yoy_points}};
    for (size_t i = 0; i < sizeof plain / sizeof *plain; i++)
        if (text_equal(measure, plain[i].name))
            *plain[i].place = printed;
    if (text_equal(measure, "actual") && value[0] != '\0') {
        c->actual = printed;
        c->actual_value = value;
        c->is_known = true;
    } else if (text_equal(measure, "target")) {
        c->target = printed;
        c->target_value = value;
    } else if (text_equal(measure, "months")) {
        double months = 12;
        c->months = value;
        c->is_partial = number_parse(value, &months) && months < 12;
    }
}

static enum status read_cells(struct summary *s)
{
    struct statement *st;
    enum status status = prepare(s, "summary_cells", &st);
    if (status != STATUS_OK)
        return status;
    while (statement_step(st, &status)) {
        struct summary_cell *c =
            cell_of(s, find(s, column_text(st, 0), column_text(st, 1)),
                    (int)column_integer(st, 2));
        if (c == NULL)
            continue;
        const char *measure = copy(s, st, 3);
        set_measure(c, measure, copy(s, st, 4), copy(s, st, 5));
        if (text_equal(measure, "target"))
            c->target_vintage = copy(s, st, 6);
    }
    statement_free(st);
    return status;
}

static enum status read_periods(struct summary *s)
{
    struct statement *st;
    enum status status = prepare(s, "summary_periods", &st);
    if (status != STATUS_OK)
        return status;
    while (statement_step(st, &status)) {
        struct summary_cell *c = cell_of(s, find(s, NULL, column_text(st, 0)),
                                         (int)column_integer(st, 1));
        if (c == NULL || !c->is_known)
            continue;
        if (!date_parse_iso(column_text(st, 2), &c->start) ||
            !date_parse_iso(column_text(st, 3), &c->end))
            c->start.year = 0;
    }
    statement_free(st);
    return status;
}

static enum status read_revisions(struct summary *s)
{
    struct statement *st;
    enum status status = prepare(s, "summary_revisions", &st);
    if (status != STATUS_OK)
        return status;
    while (statement_step(st, &status)) {
        struct summary_indicator *i = find(s, NULL, column_text(st, 0));
        if (i == NULL)
            continue;
        s->revisions = arena_grow(s->arena, s->revisions, s->n_revisions,
                                  &s->revisions_capacity, sizeof *s->revisions);
        struct summary_revision *r = &s->revisions[s->n_revisions++];
        r->indicator = (size_t)(i - s->indicators);
        r->fiscal_year = (int)column_integer(st, 1);
        r->date_before = copy(s, st, 3);
        r->target_before = number_write(s->arena, column_real(st, 4));
        r->date_after = copy(s, st, 5);
        r->target_after = number_write(s->arena, column_real(st, 6));
    }
    statement_free(st);
    return status;
}

/* --- people ------------------------------------------------------------ */

static enum status read_flow(struct summary *s)
{
    struct statement *st;
    enum status status = prepare(s, "summary_flow", &st);
    if (status != STATUS_OK)
        return status;
    statement_text(st, 1,
                   arena_format(s->arena, "%d", s->context->report_year));
    while (statement_step(st, &status)) {
        s->steps = arena_grow(s->arena, s->steps, s->n_steps,
                              &s->steps_capacity, sizeof *s->steps);
        struct summary_step *step = &s->steps[s->n_steps++];
        step->step = copy(s, st, 0);
        step->printed = copy(s, st, 1);
    }
    statement_free(st);
    return status;
}

/* The cells of one table as they come, line by line. */
struct who_cell {
    const char *table, *title, *group, *activity, *printed;
};

static enum status read_who_cells(struct summary *s, struct who_cell **cells,
                                  size_t *n)
{
    struct statement *st;
    size_t capacity = 0;
    int in_language = s->context->settings->language == LANGUAGE_EN ? 1 : 0;
    enum status status = prepare(s, "summary_who", &st);
    if (status != STATUS_OK)
        return status;
    while (statement_step(st, &status)) {
        *cells = arena_grow(s->arena, *cells, *n, &capacity, sizeof **cells);
        struct who_cell *c = &(*cells)[(*n)++];
        c->table = copy(s, st, 0);
        c->title = copy(s, st, 1 + in_language);
        c->group = copy(s, st, 4 + in_language);
        c->activity = copy(s, st, 7 + in_language);
        c->printed = copy(s, st, 9);
    }
    statement_free(st);
    return status;
}

/* Groups become columns, activities rows. */
static void turn_table(struct summary *s, const struct who_cell *cells,
                       size_t n)
{
    s->whos = arena_grow(s->arena, s->whos, s->n_whos, &s->whos_capacity,
                         sizeof *s->whos);
    struct summary_who *who = &s->whos[s->n_whos++];
    *who = (struct summary_who){.title = cells[0].title};
    while (who->n_rows < n &&
           text_equal(cells[who->n_rows].group, cells[0].group))
        who->n_rows++;
    who->n_columns = n / who->n_rows;
    who->rows = arena_take_array(s->arena, who->n_rows, sizeof *who->rows);
    who->columns =
        arena_take_array(s->arena, who->n_columns, sizeof *who->columns);
    who->cells = arena_take_array(s->arena, n, sizeof *who->cells);
    for (size_t i = 0; i < who->n_rows * who->n_columns; i++) {
        size_t row = i % who->n_rows, column = i / who->n_rows;
        who->rows[row] = cells[i].activity;
        who->columns[column] = cells[i].group;
        who->cells[row * who->n_columns + column] = cells[i].printed;
    }
}

static enum status read_whos(struct summary *s)
{
    struct who_cell *cells = NULL;
    size_t n = 0;
    enum status st = read_who_cells(s, &cells, &n);
    for (size_t first = 0; st == STATUS_OK && first < n;) {
        size_t length = 1;
        while (first + length < n &&
               text_equal(cells[first + length].table, cells[first].table))
            length++;
        turn_table(s, &cells[first], length);
        first += length;
    }
    return st;
}

enum status summary_read(struct summary *s)
{
    enum status st = read_indicators(s);
    if (st == STATUS_OK)
        st = read_years(s);
    if (st == STATUS_OK)
        st = read_cells(s);
    if (st == STATUS_OK)
        st = read_periods(s);
    if (st == STATUS_OK)
        st = read_revisions(s);
    if (st == STATUS_OK)
        st = read_flow(s);
    if (st == STATUS_OK)
        st = read_whos(s);
    return st;
}

/* --- columns ----------------------------------------------------------- */

static bool has_anything(const struct summary_cell *c)
{
    return c->is_known || c->target_value[0] != '\0';
}

size_t summary_columns(const struct summary *s,
                       const struct summary_indicator *indicators, size_t n,
                       int *years)
{
    size_t n_columns = 0;
    size_t most = s->context->settings->summary_years > 0
                      ? (size_t)s->context->settings->summary_years
                      : 1;
    if (most > SUMMARY_MOST_YEARS)
        most = SUMMARY_MOST_YEARS;
    for (size_t y = s->n_years; y > 0 && n_columns < most; y--)
        for (size_t i = 0; i < n; i++)
            if (has_anything(&indicators[i].cells[y - 1])) {
                years[n_columns++] = s->first_year + (int)(y - 1);
                break;
            }
    for (size_t i = 0; i < n_columns / 2; i++) {
        int swapped = years[i];
        years[i] = years[n_columns - 1 - i];
        years[n_columns - 1 - i] = swapped;
    }
    return n_columns;
}
