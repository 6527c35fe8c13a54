/* stage2_validate: every crossing cell typed, ranged and coded.
 *
 * In    handover/<kind>_<table>.<number>.csv, raw_part, raw_file, raw_column,
 *       raw_absent, raw_known, raw_finding, raw_balance
 * Out   clean_<table>  rows without an error; a column and its reason, and
 *                      what was written where a cell reads otherwise
 *       kept_part, kept_finding  the parts that these rows come from
 *       finding        the identity room's and this stage's
 *       balance        per file
 *
 * Always true afterwards
 *       rows that the manifest states = rows in clean_<table> + rows
 *       quarantined here
 *       received = accepted + quarantined + duplicate + superseded + outside
 *       rows of a part that was kept are those of its bytes, read anew
 *
 * Not done here: which baseline a row belongs to; see stage3_link. */
#include "pipeline/checked_rows.h"
#include "pipeline/manifest.h"
#include "pipeline/sql_run.h"
#include "pipeline/stage.h"
#include "pipeline/typed_tables.h"

#include "base/messages.h"
#include "base/relay.h"
#include "base/sql_text.h"
#include "base/text.h"

#include <string.h>

static const char *const reads[] = {"raw_*",         "clean_*", "kept_*",
                                    "now_*",         "book_*",  "run_clock",
                                    "run_threshold", NULL};
static const char *const writes[] = {"finding", "balance", NULL};
/* Of the parts that changed; the others stay. */
static const char *const adds[] = {"clean_*", "kept_*", NULL};

/* A second thread pays from here on. */
enum { ROWS_FOR_A_THREAD = 2000 };

/* One part while it is being read. */
struct reading {
    struct stage_context *context;
    const struct crossed_part *part;
    size_t n_parameters;
    struct arena own;
    struct checked_rows *in;
    struct clean_rows *out;
    struct statement *finding;
    int64_t n_findings, n_quarantined;
};

static enum status add_finding(struct reading *r,
                               const struct checked_finding *f)
{
    statement_integer(r->finding, 1, r->part->file);
    statement_integer(r->finding, 2, r->n_findings++);
    statement_integer(r->finding, 3, f->row);
    statement_text(r->finding, 4, f->variable);
    statement_text(r->finding, 5, f->rule->code);
    statement_text(r->finding, 6, severity_name(f->rule->severity));
    statement_text(r->finding, 7, f->subject);
    return statement_run(r->finding);
}

static bool fill_batch(void *context, void *slot, enum status *st)
{
    struct reading *r = context;
    return checked_rows_next(r->in, slot, st);
}

static enum status write_batch(void *context, void *slot)
{
    struct reading *r = context;
    const struct checked_batch *b = slot;
    enum status st = STATUS_OK;
    for (size_t i = 0; st == STATUS_OK && i < b->n_rows; i++)
        st = clean_rows_add(r->out, b->values + i * r->n_parameters);
    for (size_t i = 0; st == STATUS_OK && i < b->n_findings; i++)
        st = add_finding(r, &b->findings[i]);
    r->n_quarantined += (int64_t)b->n_quarantined;
    return st;
}

static enum status prepare(struct reading *r)
{
    struct stage_context *c = r->context;
    r->n_parameters = clean_parameters(r->part->kind);
    enum status st = manifest_check_part(&r->own, c->handover, r->part->path,
                                         r->part->sha256);
    if (st == STATUS_OK)
        st = checked_rows_open(&r->own, c->store, c->codebook, c->handover,
                               r->part, &r->in);
    if (st == STATUS_OK)
        st = clean_rows_open(&r->own, c->store, r->part->kind, &r->out);
    if (st == STATUS_OK)
        st = store_prepare(
            c->store, "INSERT INTO kept_finding VALUES (?, ?, ?, ?, ?, ?, ?)",
            &r->finding);
    return st;
}

static void release(struct reading *r)
{
    checked_rows_close(r->in);
    clean_rows_close(r->out);
    statement_free(r->finding);
    arena_release(&r->own);
}

/* One thread reads and checks, this one writes. */
static enum status relay_rows(struct reading *r)
{
    struct checked_batch batches[RELAY_SLOTS];
    struct relay relay = {
        .context = r, .fill = fill_batch, .empty = write_batch};
    for (size_t i = 0; i < RELAY_SLOTS; i++) {
        checked_batch_init(&batches[i]);
        relay.slots[i] = &batches[i];
    }
    bool is_small = r->part->n_rows < ROWS_FOR_A_THREAD;
    enum status st =
        relay_run(&relay, is_small || relay_is_alone(r->context->jobs));
    for (size_t i = 0; i < RELAY_SLOTS; i++)
        checked_batch_release(&batches[i]);
    return st;
}

static enum status read_part(struct stage_context *c,
                             const struct crossed_part *p)
{
    struct reading r = {.context = c, .part = p};
    arena_init(&r.own);
    enum status st = prepare(&r);
    if (st == STATUS_OK)
        st = relay_rows(&r);
    if (st == STATUS_OK && checked_rows_count(r.in) != (size_t)p->n_rows) {
        say_error("handover.broken", p->path);
        st = STATUS_UNREADABLE;
    }
    if (st == STATUS_OK)
        st = crossed_part_keep(c->store, p, r.n_quarantined);
    release(&r);
    c->n_new += (size_t)p->n_rows;
    return st;
}

static enum status read_parts(struct stage_context *c)
{
    struct crossed_parts parts;
    enum status st =
        crossed_parts_list(c->arena, c->store, c->codebook, &parts);
    if (st == STATUS_OK && !crossed_parts_are_few(&parts))
        st = typed_tables_index(c->arena, c->store, c->codebook, false);
    if (st == STATUS_OK)
        st = crossed_parts_forget(c->arena, c->store, c->codebook, &parts);
    stage_begin_new_rows(c);
    for (size_t i = 0; st == STATUS_OK && i < parts.n; i++)
        if (!parts.list[i].is_kept)
            st = read_part(c, &parts.list[i]);
    stage_end_new_rows(c);
    return st;
}

static enum status count_rows(struct stage_context *c)
{
    int64_t rows = 0, out = 0;
    enum status st = store_integer(
        c->store, "SELECT coalesce(sum(rows), 0) FROM kept_part", &rows);
    if (st == STATUS_OK)
        st = store_integer(
            c->store, "SELECT coalesce(sum(quarantined), 0) FROM kept_part",
            &out);
    c->n_in = (size_t)rows;
    c->n_out = (size_t)(rows - out);
    return st == STATUS_OK && out > rows ? STATUS_BUG : st;
}

static enum status run_check(struct stage_context *c, const char *query)
{
    struct statement *st;
    enum status status = store_prepare(
        c->store,
        arena_format(c->arena,
                     "INSERT OR IGNORE INTO finding "
                     "SELECT q.file, q.row, coalesce(l.letter, ''), "
                     "q.variable, q.rule, b.severity, "
                     "CASE WHEN length(q.subject) = 13 THEN q.subject ELSE '' "
                     "END FROM (%s) AS q "
                     "JOIN book_rules AS b ON b.rule = q.rule "
                     "LEFT JOIN raw_column AS l "
                     "ON l.file = q.file AND l.variable = q.variable",
                     query),
        &st);
    if (status != STATUS_OK)
        return status;
    if (strstr(query, "?1") != NULL)
        statement_text(st, 1, c->settings->municipality);
    status = statement_run(st);
    statement_free(st);
    return status;
}

/* What rows say together, across files: every sql/check_….sql lists file,
 * row, variable, rule, subject of the rows that break its rule; ?1 is the
 * study's city where one asks for it. */
static enum status run_checks(struct stage_context *c)
{
    enum status st = STATUS_OK;
    for (const struct sql_text *q = pipeline_sql;
         st == STATUS_OK && q->name != NULL; q++)
        if (text_starts_with(q->name, "check_"))
            st = run_check(c, q->text);
    return st;
}

/* rules.csv with the operator `in`: a number that stands here has to stand in
 * another file too, once there is one. Names come from the codebook, which
 * checked them. */
static enum status check_partner(struct stage_context *c, const struct rule *r)
{
    const char *dot = strchr(r->right, '.');
    const char *kind =
        arena_copy_n(c->arena, r->right, (size_t)(dot - r->right));
    const struct file_kind *here = codebook_kind(c->codebook, r->kind);
    const struct file_kind *there = codebook_kind(c->codebook, kind);
    struct statement *st;
    const char *sql = arena_format(
        c->arena,
        "INSERT OR IGNORE INTO finding "
        "SELECT c.file, c.row, coalesce(l.letter, ''), ?1, ?2, ?3, "
        "CASE WHEN c.is_person = 1 THEN c.subject ELSE '' END "
        "FROM \"clean_%s\" AS c LEFT JOIN raw_column AS l "
        "ON l.file = c.file AND l.variable = ?1 "
        "WHERE c.\"%s\" IS NOT NULL AND EXISTS (SELECT 1 FROM \"clean_%s\") "
        "AND NOT EXISTS (SELECT 1 FROM \"clean_%s\" AS t "
        "WHERE t.\"%s\" = c.\"%s\")",
        here->table, r->left, there->table, there->table, dot + 1, r->left);
    enum status status = store_prepare(c->store, sql, &st);
    if (status != STATUS_OK)
        return status;
    statement_text(st, 1, r->left);
    statement_text(st, 2, r->code);
    statement_text(st, 3, severity_name(r->severity));
    status = statement_run(st);
    statement_free(st);
    return status;
}

/* Only columns that cross can be looked up behind the wall. */
static bool both_cross(const struct codebook *c, const struct rule *r)
{
    const char *dot = strchr(r->right, '.');
    const struct file_kind *here = codebook_kind(c, r->kind);
    for (size_t i = 0; i < c->n_kinds; i++) {
        const struct file_kind *k = &c->kinds[i];
        if (strncmp(k->kind, r->right, strlen(k->kind)) != 0 ||
            strlen(k->kind) != (size_t)(dot - r->right))
            continue;
        return variable_crosses(kind_variable(here, r->left)) &&
               variable_crosses(kind_variable(k, dot + 1));
    }
    return false;
}

static enum status check_partners(struct stage_context *c)
{
    enum status st = STATUS_OK;
    for (size_t i = 0; st == STATUS_OK && i < c->codebook->n_rules; i++) {
        const struct rule *r = &c->codebook->rules[i];
        if (text_equal(r->operator, "in") && both_cross(c->codebook, r))
            st = check_partner(c, r);
    }
    return st;
}

static enum status run_validate(struct stage_context *c)
{
    enum status st = read_parts(c);
    if (st == STATUS_OK)
        st = sql_run(c->store, "validate_start");
    if (st == STATUS_OK)
        st = sql_run(c->store, "validate_kept");
    if (st == STATUS_OK)
        st = run_checks(c);
    if (st == STATUS_OK)
        st = check_partners(c);
    return st == STATUS_OK ? count_rows(c) : st;
}

const struct stage stage2_validate = {
    .name = "validate",
    .purpose = "type and check every cell that crossed",
    .reads = reads,
    .writes = writes,
    .adds = adds,
    .run = run_validate,
};
