/* stage2_validate: every crossing cell typed, ranged and coded.
 *
 * In    handover/<kind>_<table>.csv, raw_table, raw_file, raw_column,
 *       raw_absent, raw_known, raw_finding, raw_balance
 * Out   clean_<table>  rows without an error; a column and its reason, and
 *                      what was written where a cell reads otherwise
 *       finding        the identity room's and this stage's
 *       balance        per file
 *
 * Always true afterwards
 *       rows that the manifest states = rows in clean_<table> + rows
 *       quarantined here
 *       received = accepted + quarantined + duplicate + superseded + outside
 *
 * Not done here: which baseline a row belongs to; see stage3_link. */
#include "pipeline/clean_rows.h"
#include "pipeline/crossed_rows.h"
#include "pipeline/sql_run.h"
#include "pipeline/stage.h"
#include "pipeline/typed_tables.h"

#include "base/cell_memo.h"
#include "base/handover.h"
#include "base/messages.h"
#include "base/sql_text.h"
#include "base/text.h"

#include <string.h>

static const char *const reads[] = {
    "raw_*", "clean_*", "now_*", "book_*", "run_clock", "run_threshold", NULL};
static const char *const writes[] = {"clean_*", "finding", "balance", NULL};

/* One kind while it is being read. */
struct reading {
    struct stage_context *context;
    const struct file_kind *kind;
    struct arena own;    /* of this kind */
    struct arena record; /* reset each row */
    struct crossed_rows *in;
    struct clean_rows *out;
    struct statement *finding, *letter, *quarantine;
    struct cell_memo *of_people, *of_tokens;
    struct cell *cells; /* per variable of the kind */
    struct crossed_row row;
    bool has_error;
    size_t n_out;
    enum status status;
};

static void add_finding(struct reading *r, const char *variable,
                        const struct rule *rule)
{
    const char *letter = "";
    statement_integer(r->letter, 1, r->row.file);
    statement_text(r->letter, 2, variable);
    if (statement_step(r->letter, &r->status))
        letter = arena_copy(&r->record, column_text(r->letter, 0));
    statement_reset(r->letter);
    statement_integer(r->finding, 1, r->row.file);
    statement_integer(r->finding, 2, r->row.row);
    statement_text(r->finding, 3, letter);
    statement_text(r->finding, 4, variable);
    statement_text(r->finding, 5, rule->code);
    statement_text(r->finding, 6, severity_name(rule->severity));
    statement_text(r->finding, 7, r->row.is_person ? r->row.subject : "");
    r->status = status_worse(r->status, statement_run(r->finding));
    if (rule->severity == SEVERITY_ERROR)
        r->has_error = true;
}

static void report_rule(void *context, const struct rule *rule, size_t variable)
{
    struct reading *r = context;
    add_finding(r, r->kind->variables[variable]->name, rule);
}

/* A cell that was refused at the wall arrives as '#' and its rule; the
 * finding is already there, the cell is missing. */
static bool was_refused(const char *text, struct cell *cell)
{
    if (text == NULL || text[0] != HANDOVER_REFUSED_MARK)
        return false;
    *cell = (struct cell){.state = CELL_REFUSED, .rule = text + 1};
    return true;
}

/* Under a token only indicator columns crossed: what must be filled and is not
 * an indicator, is absent there. */
static const struct file_kind *without_needs(struct arena *a,
                                             const struct file_kind *k)
{
    struct file_kind *lenient = arena_take(a, sizeof *lenient);
    *lenient = *k;
    lenient->variables =
        arena_take_array(a, k->n_variables, sizeof *lenient->variables);
    for (size_t i = 0; i < k->n_variables; i++) {
        struct variable *v = arena_take(a, sizeof *v);
        *v = *k->variables[i];
        if (v->role != ROLE_INDICATOR && k->people != PEOPLE_NONE)
            v->must_be_filled = false;
        lenient->variables[i] = v;
    }
    return lenient;
}

static void check_cell(struct reading *r, size_t variable)
{
    struct cell *cell = &r->cells[variable];
    const char *text = r->row.texts[variable];
    if (was_refused(text, cell))
        return;
    cell_memo_check(r->row.is_person ? r->of_people : r->of_tokens, &r->record,
                    variable, text, cell);
    if (cell->rule == NULL)
        return;
    const struct rule *rule = codebook_rule(r->context->codebook, cell->rule);
    if (rule != NULL)
        add_finding(r, r->kind->variables[variable]->name, rule);
}

static void check_cells(struct reading *r)
{
    for (size_t i = 0; i < r->kind->n_variables; i++) {
        r->cells[i] = (struct cell){.state = CELL_MISSING,
                                    .missing_reason = MISSING_NO_ANSWER};
        if (variable_crosses(r->kind->variables[i]))
            check_cell(r, i);
    }
    row_check(r->kind, r->cells, report_rule, r);
}

static void count_quarantined(struct reading *r)
{
    statement_integer(r->quarantine, 1, r->row.file);
    r->status = status_worse(r->status, statement_run(r->quarantine));
}

static void validate_row(struct reading *r)
{
    arena_reset(&r->record);
    r->has_error = false;
    check_cells(r);
    if (r->has_error) {
        count_quarantined(r);
        return;
    }
    r->status =
        status_worse(r->status, clean_rows_add(r->out, &r->row, r->cells));
    r->n_out++;
}

static enum status prepare(struct reading *r, const char *path)
{
    struct store *s = r->context->store;
    r->of_people = cell_memo_new(&r->own, r->kind);
    r->of_tokens = cell_memo_new(&r->own, without_needs(&r->own, r->kind));
    r->cells =
        arena_take_array(&r->own, r->kind->n_variables, sizeof *r->cells);
    enum status st = crossed_rows_open(&r->own, s, r->kind, path, &r->in);
    if (st == STATUS_OK)
        st = clean_rows_open(&r->own, s, r->kind, &r->out);
    if (st == STATUS_OK)
        st = store_prepare(
            s, "INSERT OR IGNORE INTO finding VALUES (?, ?, ?, ?, ?, ?, ?)",
            &r->finding);
    if (st == STATUS_OK)
        st = store_prepare(
            s,
            "SELECT letter FROM raw_column WHERE file = ?1 AND variable = ?2",
            &r->letter);
    if (st == STATUS_OK)
        st = store_prepare(s,
                           "UPDATE balance SET accepted = accepted - 1, "
                           "quarantined = quarantined + 1 WHERE file = ?1",
                           &r->quarantine);
    return st;
}

static void release(struct reading *r)
{
    crossed_rows_close(r->in);
    clean_rows_close(r->out);
    statement_free(r->finding);
    statement_free(r->letter);
    statement_free(r->quarantine);
    arena_release(&r->record);
    arena_release(&r->own);
}

/* n_rows: as the manifest states. */
static enum status validate_kind(struct stage_context *c,
                                 const struct file_kind *k, const char *path,
                                 int64_t n_rows)
{
    struct reading r = {.context = c, .kind = k};
    arena_init(&r.record);
    arena_init(&r.own);
    r.status = prepare(&r, path);
    while (r.status == STATUS_OK && crossed_rows_next(r.in, &r.row, &r.status))
        validate_row(&r);
    if (r.status == STATUS_OK && crossed_rows_count(r.in) != (size_t)n_rows) {
        say_error("handover.broken", path);
        r.status = STATUS_UNREADABLE;
    }
    c->n_in += (size_t)n_rows;
    c->n_out += r.n_out;
    release(&r);
    return r.status;
}

static enum status validate_kinds(struct stage_context *c)
{
    struct statement *st;
    enum status status = store_prepare(
        c->store, "SELECT kind, path, rows FROM raw_table ORDER BY kind", &st);
    if (status != STATUS_OK)
        return status;
    while (statement_step(st, &status)) {
        const struct file_kind *k =
            codebook_kind(c->codebook, column_text(st, 0));
        if (k == NULL)
            status = STATUS_BUG;
        else
            status = validate_kind(c, k,
                                   arena_format(c->arena, "%s/%s", c->handover,
                                                column_text(st, 1)),
                                   column_integer(st, 2));
        if (status != STATUS_OK)
            break;
    }
    statement_free(st);
    return status;
}

/* What rows say together, across files: every sql/check_….sql lists file,
 * row, variable, rule, subject of the rows that break its rule. */
static enum status run_checks(struct stage_context *c)
{
    enum status st = STATUS_OK;
    for (const struct sql_text *q = pipeline_sql; q->name != NULL; q++) {
        if (st == STATUS_OK && text_starts_with(q->name, "check_"))
            st = store_run(
                c->store,
                arena_format(
                    c->arena,
                    "INSERT OR IGNORE INTO finding "
                    "SELECT q.file, q.row, coalesce(l.letter, ''), "
                    "q.variable, q.rule, b.severity, "
                    "CASE WHEN length(q.subject) = 13 THEN q.subject ELSE '' "
                    "END FROM (%s) AS q "
                    "JOIN book_rules AS b ON b.rule = q.rule "
                    "LEFT JOIN raw_column AS l "
                    "ON l.file = q.file AND l.variable = q.variable",
                    q->text));
    }
    return st;
}

static enum status run_validate(struct stage_context *c)
{
    enum status st = sql_run(c->store, "validate_start");
    if (st == STATUS_OK)
        st = validate_kinds(c);
    if (st == STATUS_OK)
        st = run_checks(c);
    if (st == STATUS_OK && c->n_in < c->n_out)
        st = STATUS_BUG;
    return st;
}

const struct stage stage2_validate = {
    .name = "validate",
    .purpose = "type and check every cell that crossed",
    .reads = reads,
    .writes = writes,
    .run = run_validate,
};
