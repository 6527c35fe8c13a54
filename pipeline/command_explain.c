/* command_explain: from a printed cell to its rule, its rows, and the lines
 * of the delivered files behind them. */
#include "pipeline/commands.h"
#include "pipeline/query_file.h"
#include "pipeline/sql_run.h"

#include "base/calendar.h"
#include "base/output_file.h"
#include "base/text.h"

#include <jansson.h>
#include <stdio.h>
#include <string.h>

/* What a cell is made of: outcomes:FY2023:E19:elderly has four parts. */
enum { MAX_PARTS = 4 };
struct cell_name {
    const char *parts[MAX_PARTS];
    size_t n;
};

static struct cell_name split(struct arena *a, const char *text)
{
    struct cell_name out = {.n = 0};
    const char *at = text_fold(a, text);
    while (out.n < MAX_PARTS) {
        const char *colon = strchr(at, ':');
        size_t n = colon == NULL ? strlen(at) : (size_t)(colon - at);
        out.parts[out.n++] = text_trim(a, arena_copy_n(a, at, n));
        if (colon == NULL)
            return out;
        at = colon + 1;
    }
    out.n = 0; /* too many */
    return out;
}

/* The kinds of cell; every query gives the same ten columns. */
static const struct {
    const char *name; /* NULL: a table of tables.csv */
    const char *sql, *rule;
    size_t least_parts, most_parts;
} kinds[] = {
    {"outcomes", "explain_outcomes", "explain.outcomes", 2, 4},
    {"indicators", "explain_indicator", "explain.indicators", 3, 3},
    {NULL, "explain_table", "explain.table", 2, 3},
};

static size_t kind_of(const struct cell_name *cell)
{
    size_t k = 0;
    while (kinds[k].name != NULL && !text_equal(kinds[k].name, cell->parts[0]))
        k++;
    return k;
}

static enum status no_such_cell(const char *text)
{
    say_error("explain.no_cell", text);
    return STATUS_USAGE;
}

/* Parts that are left out are totals; R5 is the year 2023. */
static enum status bind_parts(struct arena *a, struct statement *st,
                              const struct cell_name *cell, size_t kind)
{
    static const char total[] = "計";
    const char *values[3];
    size_t first = kinds[kind].name == NULL ? 0 : 1;
    size_t n = kinds[kind].most_parts - first; /* as many as the query asks */
    for (size_t i = 0; i < n; i++)
        values[i] = first + i < cell->n ? cell->parts[first + i] : total;
    if (text_equal(kinds[kind].sql, "explain_indicator")) {
        int year;
        if (!fiscal_year_parse(a, values[1], &year))
            return STATUS_USAGE;
        values[1] = arena_format(a, "%d", year);
    }
    for (size_t i = 0; i < n; i++)
        statement_text(st, (int)i + 1, values[i]);
    return STATUS_OK;
}

static const char *text_at(struct statement *st, int at)
{
    return column_is_null(st, at) ? "" : column_text(st, at);
}

static void print_json(struct statement *st)
{
    static const char *const names[] = {
        "subject",     "date",     "class", "standing",    NULL,
        "reported_by", "known_on", NULL,    "source_file", "source_row"};
    json_t *row = json_object();
    for (int i = 0; i < 9; i++) {
        if (names[i] != NULL)
            json_object_set_new(row, names[i], json_string(text_at(st, i)));
    }
    json_object_set_new(row, "link_probability",
                        column_is_null(st, 7) ? json_null()
                                              : json_real(column_real(st, 7)));
    json_object_set_new(row, "source_row", json_integer(column_integer(st, 9)));
    char *line = json_dumps(row, JSON_SORT_KEYS);
    puts(line == NULL ? "" : line);
    free(line);
    json_decref(row);
}

static void print_line(struct arena *a, struct statement *st)
{
    bool is_ja = language_get() == LANGUAGE_JA;
    const char *sure =
        column_is_null(st, 7)
            ? ""
            : message_format(a, "explain.sure", column_real(st, 7));
    printf("  %s\n",
           message_format(
               a, "explain.row", text_at(st, 8), (size_t)column_integer(st, 9),
               text_at(st, 0), text_at(st, 1), text_at(st, 2),
               message(arena_format(a, "explain.%s", text_at(st, 3))),
               text_at(st, is_ja ? 4 : 5), text_at(st, 6), sure));
}

static enum status print_rows(struct arena *a, const struct invocation *in,
                              struct statement *st, size_t *n)
{
    enum status status = STATUS_OK;
    while (statement_step(st, &status)) {
        if (in->json)
            print_json(st);
        else
            print_line(a, st);
        (*n)++;
    }
    return status;
}

static enum status print_clock(struct arena *a, struct store *s)
{
    struct statement *st;
    enum status status =
        store_prepare(s, "SELECT c.quarter, c.as_of FROM run_clock AS c", &st);
    if (status == STATUS_OK && statement_step(st, &status))
        printf("%s\n", message_format(a, "explain.clock", text_at(st, 0),
                                      text_at(st, 1)));
    statement_free(st);
    return status;
}

/* A cell of zero has no rows; a table that was never made has no cells. */
static enum status check_table(struct store *s, const char *name, bool *known)
{
    struct statement *st;
    enum status status = store_prepare(
        s, "SELECT w.book FROM wanted_table AS w WHERE w.\"table\" = ?1", &st);
    if (status != STATUS_OK)
        return status;
    statement_text(st, 1, name);
    *known = statement_step(st, &status);
    statement_free(st);
    return status;
}

/* Is a part one of those there are? *known names them all. 計 is a total
 * where a total is printed: not of periods and indicators. */
struct part_check {
    const char *typed;
    const char *known;
    bool is_there, has_any;
};

static enum status check_part(struct arena *a, struct store *s,
                              const char *kind, int part,
                              struct part_check *out)
{
    struct statement *st;
    bool has_total = part > 1 || (!text_equal(kind, "outcomes") &&
                                  !text_equal(kind, "indicators"));
    enum status status = sql_prepare(s, "explain_levels", &st);
    if (status != STATUS_OK)
        return status;
    out->is_there = has_total && text_equal(out->typed, "計");
    out->has_any = false;
    out->known = has_total ? "計" : "";
    statement_text(st, 1, kind);
    while (statement_step(st, &status)) {
        if (column_integer(st, 0) != part)
            continue;
        const char *level = column_text(st, 1);
        out->has_any = true;
        out->is_there = out->is_there || text_equal(level, out->typed);
        out->known = arena_format(a, "%s%s%s", out->known,
                                  out->known[0] == '\0' ? "" : " ", level);
    }
    statement_free(st);
    return status;
}

/* A value that nothing is printed for is a slip, and no empty cell. The year
 * of an indicator is checked where it is read. */
static enum status check_parts(struct arena *a, struct store *s,
                               const struct cell_name *cell)
{
    const char *kind = cell->parts[0];
    size_t n = text_equal(kind, "indicators") ? 2 : cell->n;
    for (size_t i = 1; i < n; i++) {
        struct part_check part = {.typed = cell->parts[i]};
        enum status st = check_part(a, s, kind, (int)i, &part);
        if (st != STATUS_OK)
            return st;
        if (part.is_there)
            continue;
        if (part.has_any)
            say_error("explain.no_level", part.typed, part.known);
        else
            say_error("explain.no_part", part.typed, kind);
        return STATUS_USAGE;
    }
    return STATUS_OK;
}

static enum status explain(struct arena *a, const struct invocation *in,
                           struct store *s)
{
    struct statement *st;
    const char *text = in->operands[0];
    const struct cell_name cell = split(a, text);
    size_t n = 0, kind = cell.n == 0 ? 0 : kind_of(&cell);
    if (cell.n < kinds[kind].least_parts || cell.n > kinds[kind].most_parts)
        return no_such_cell(text);
    bool known = true;
    enum status status = kinds[kind].name == NULL
                             ? check_table(s, cell.parts[0], &known)
                             : STATUS_OK;
    if (status != STATUS_OK || !known)
        return known ? status : no_such_cell(text);
    status = check_parts(a, s, &cell);
    if (status != STATUS_OK)
        return status;
    status = sql_prepare(s, kinds[kind].sql, &st);
    if (status == STATUS_OK && bind_parts(a, st, &cell, kind) != STATUS_OK)
        status = no_such_cell(text);
    if (status == STATUS_OK && !in->json) {
        status = print_clock(a, s);
        printf("%s\n", message(kinds[kind].rule));
    }
    if (status == STATUS_OK)
        status = print_rows(a, in, st, &n);
    if (status == STATUS_OK && !in->json)
        printf("%s\n", message_format(a, "explain.total", n));
    statement_free(st);
    return status;
}

COMMAND(command_explain)
{
    (void)self;
    const struct invocation *in = invocation;
    struct store *s;
    const char *path = arena_format(a, "%s/study.sqlite", in->study);
    if (in->n_operands != 1)
        return no_such_cell("");
    if (!path_exists(path)) {
        say_error("explain.no_run", in->study);
        return STATUS_USAGE;
    }
    enum status st = store_open(path, 0600, &s);
    if (st != STATUS_OK)
        return st;
    bool has_run;
    st = store_find_table(s, "outcome_start", &has_run);
    if (st == STATUS_OK && has_run) {
        st = explain(a, in, s);
    } else if (st == STATUS_OK) {
        say_error("explain.no_run", in->study);
        st = STATUS_USAGE;
    }
    return status_worse(st, store_close(s));
}
