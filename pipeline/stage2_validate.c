/* stage2_validate: every crossing cell typed, ranged and coded.
 *
 * In    raw_<table>, raw_file, raw_column, raw_absent, raw_finding,
 *       raw_balance
 * Out   clean_<table>  rows without an error; a column and its reason
 *       finding        the identity room's and this stage's
 *       balance        per file
 *
 * Always true afterwards
 *       rows in raw_<table> = rows in clean_<table> + rows quarantined here
 *       received = accepted + quarantined + duplicate + superseded + outside
 *
 * Not done here: which baseline a row belongs to; see stage3_link. */
#include "pipeline/sql_run.h"
#include "pipeline/stage.h"
#include "pipeline/typed_tables.h"

#include "base/cell_check.h"
#include "base/handover.h"
#include "base/number_text.h"
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
    struct arena record; /* reset each row */
    struct statement *select, *insert, *finding, *letter, *quarantine;
    struct cell *cells; /* per variable of the kind */
    int64_t file, row;
    const char *subject;
    bool is_person;
    bool has_error;
    enum status status;
};

static void add_finding(struct reading *r, const char *variable,
                        const struct rule *rule)
{
    const char *letter = "";
    statement_integer(r->letter, 1, r->file);
    statement_text(r->letter, 2, variable);
    if (statement_step(r->letter, &r->status))
        letter = arena_copy(&r->record, column_text(r->letter, 0));
    statement_reset(r->letter);
    statement_integer(r->finding, 1, r->file);
    statement_integer(r->finding, 2, r->row);
    statement_text(r->finding, 3, letter);
    statement_text(r->finding, 4, variable);
    statement_text(r->finding, 5, rule->code);
    statement_text(r->finding, 6, severity_name(rule->severity));
    statement_text(r->finding, 7, r->is_person ? r->subject : "");
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

static bool is_absent_here(const struct reading *r, const struct variable *v)
{
    /* Under a token only indicator columns crossed. */
    return !r->is_person && v->role != ROLE_INDICATOR &&
           r->kind->people != PEOPLE_NONE;
}

static void check_cell(struct reading *r, const struct variable *v,
                       const char *text, struct cell *cell)
{
    if (was_refused(text, cell))
        return;
    struct variable lenient = *v;
    if (is_absent_here(r, v))
        lenient.must_be_filled = false;
    cell_check(&r->record, &lenient, text, cell);
    if (cell->rule == NULL)
        return;
    const struct rule *rule = codebook_rule(r->context->codebook, cell->rule);
    if (rule != NULL)
        add_finding(r, v->name, rule);
}

static void check_cells(struct reading *r)
{
    int at = (int)raw_first_variable(r->kind);
    for (size_t i = 0; i < r->kind->n_variables; i++) {
        const struct variable *v = r->kind->variables[i];
        r->cells[i] = (struct cell){.state = CELL_MISSING,
                                    .missing_reason = MISSING_NO_ANSWER};
        if (!variable_crosses(v))
            continue;
        const char *text = column_text(r->select, at++);
        check_cell(r, v, text == NULL ? "" : text, &r->cells[i]);
    }
    row_check(r->kind, r->cells, report_rule, r);
}

static const char *date_of(const struct reading *r, const char *variable)
{
    for (size_t i = 0; variable[0] != '\0' && i < r->kind->n_variables; i++) {
        if (text_equal(r->kind->variables[i]->name, variable) &&
            r->cells[i].state == CELL_VALUE)
            return r->cells[i].clean;
    }
    return NULL;
}

static void bind_number(struct statement *st, int at, const char *text)
{
    int64_t number;
    if (text != NULL && number_parse_integer(text, &number))
        statement_integer(st, at, number);
    else
        statement_null(st, at);
}

static void bind_cell(struct statement *st, int at, const struct variable *v,
                      const struct cell *cell)
{
    statement_null(st, at + 1);
    if (cell->state != CELL_VALUE) {
        statement_null(st, at);
        /* A refused cell has no reason: it is a finding, not an answer. */
        if (cell->state == CELL_MISSING)
            statement_integer(st, at + 1, cell->missing_reason);
        return;
    }
    switch (v->type) {
    case TYPE_INTEGER:
    case TYPE_YEAR:
    case TYPE_FISCAL_YEAR:
        statement_integer(st, at, (int64_t)cell->number);
        break;
    case TYPE_NUMBER:
    case TYPE_RANGE:
    case TYPE_COUNT:
        statement_real(st, at, cell->number);
        break;
    default:
        statement_text(st, at, cell->clean);
    }
}

static const char *delivered(struct reading *r)
{
    return column_text(r->select, statement_columns(r->select) - 1);
}

static void insert_row(struct reading *r)
{
    const struct file_kind *k = r->kind;
    const char *known = date_of(r, k->known);
    statement_integer(r->insert, 1, r->file);
    statement_integer(r->insert, 2, r->row);
    statement_text(r->insert, 3, r->subject);
    statement_integer(r->insert, 4, r->is_person);
    statement_text(r->insert, 5, date_of(r, k->happened));
    statement_text(r->insert, 6, known != NULL ? known : delivered(r));
    int first = (int)raw_first_variable(k);
    bind_number(r->insert, 7, column_text(r->select, first - 1));
    int at = 8;
    for (int age = 3; age < first - 1; age++)
        bind_number(r->insert, at++, column_text(r->select, age));
    for (size_t i = 0; i < k->n_variables; i++) {
        if (!variable_crosses(k->variables[i]))
            continue;
        bind_cell(r->insert, at, k->variables[i], &r->cells[i]);
        at += 2;
    }
    r->status = status_worse(r->status, statement_run(r->insert));
}

static void count_quarantined(struct reading *r)
{
    statement_integer(r->quarantine, 1, r->file);
    r->status = status_worse(r->status, statement_run(r->quarantine));
}

static void validate_row(struct reading *r)
{
    arena_reset(&r->record);
    r->file = column_integer(r->select, 0);
    r->row = column_integer(r->select, 1);
    r->subject = arena_copy(&r->record, column_text(r->select, 2));
    r->is_person =
        r->subject[0] != '\0' && strlen(r->subject) == SUBJECT_LENGTH;
    r->has_error = false;
    r->context->n_in++;
    check_cells(r);
    if (r->has_error) {
        count_quarantined(r);
    } else {
        insert_row(r);
        r->context->n_out++;
    }
}

static enum status prepare(struct reading *r)
{
    struct store *s = r->context->store;
    struct arena *a = r->context->arena;
    const char *select = arena_format(
        a,
        "SELECT r.*, CASE WHEN k.known IS NULL THEN f.delivered "
        "ELSE nullif(k.known, '') END FROM \"raw_%s\" AS r "
        "JOIN raw_file AS f ON f.number = r.file "
        "LEFT JOIN raw_known AS k ON k.file = r.file AND k.row = r.row "
        "ORDER BY r.file, r.row",
        r->kind->table);
    enum status st = store_prepare(s, select, &r->select);
    if (st == STATUS_OK)
        st = store_prepare(s, clean_insert_sql(a, r->kind), &r->insert);
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

static enum status validate_kind(struct stage_context *c,
                                 const struct file_kind *k)
{
    struct reading r = {.context = c, .kind = k};
    arena_init(&r.record);
    r.cells = arena_take_array(c->arena, k->n_variables, sizeof *r.cells);
    r.status = prepare(&r);
    while (r.status == STATUS_OK && statement_step(r.select, &r.status))
        validate_row(&r);
    statement_free(r.select);
    statement_free(r.insert);
    statement_free(r.finding);
    statement_free(r.letter);
    statement_free(r.quarantine);
    arena_release(&r.record);
    return r.status;
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
    for (size_t i = 0; st == STATUS_OK && i < c->codebook->n_kinds; i++)
        st = validate_kind(c, &c->codebook->kinds[i]);
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
