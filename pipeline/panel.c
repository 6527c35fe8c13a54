/* panel: one tidy table per grain, made in the research database.
 *
 * The SQL here is put together from names of the codebook, which can't be
 * bound and have been checked when it was read; values are bound. */
#include "pipeline/panel.h"

#include "base/text.h"
#include "pipeline/sql_run.h"
#include "pipeline/typed_tables.h"

static enum status note_records(struct stage_context *c,
                                const struct file_kind *k)
{
    if (k->people == PEOPLE_NONE)
        return STATUS_OK;
    return store_run(
        c->store,
        arena_format(c->arena,
                     "INSERT INTO person_record (subject, kind, happened_on, "
                     "file, row) SELECT t.subject, '%s', t.happened_on, "
                     "t.file, t.row FROM \"now_%s\" AS t WHERE t.is_person = "
                     "1 ORDER BY t.file, t.row",
                     k->kind, k->table));
}

static bool is_wave(const struct file_kind *k)
{
    return text_equal(k->table, "baseline") ||
           text_equal(k->table, "followup_survey");
}

/* Surveys, and every form whose items a scale is scored from. */
static enum status has_items(struct store *s, const struct file_kind *k,
                             bool *out)
{
    struct statement *st;
    *out = is_wave(k);
    if (*out || k->people == PEOPLE_NONE)
        return STATUS_OK;
    enum status status =
        store_prepare(s, "SELECT 1 FROM book_scores WHERE \"table\" = ?1", &st);
    if (status != STATUS_OK)
        return status;
    statement_text(st, 1, k->table);
    *out = statement_step(st, &status);
    statement_free(st);
    return status;
}

/* The wave's label: the survey's own, or the day of the check. */
static const char *label_column(const struct file_kind *k)
{
    if (text_equal(k->table, "baseline"))
        return "version";
    return text_equal(k->table, "followup_survey") ? "wave" : "happened_on";
}

/* A question that is not on the form has no answer and no reason either. */
static char *answers_sql(struct arena *a, const struct file_kind *k,
                         const char *name)
{
    return arena_format(
        a,
        "INSERT INTO item_answer (subject, wave, date, item, value, missing, "
        "asked, file, row) SELECT t.subject, ?1 || ':' || coalesce(t.\"%s\", "
        "''), t.happened_on, ?2, CAST(t.\"%s\" AS TEXT), CASE WHEN x.file IS "
        "NULL THEN t.\"%s_missing\" END, x.file IS NULL, t.file, t.row FROM "
        "\"now_%s\" AS t LEFT JOIN raw_absent AS x ON x.file = t.file AND "
        "x.variable = ?2 WHERE t.is_person = 1 ORDER BY t.file, t.row",
        label_column(k), name, name, k->table);
}

static enum status note_answers(struct stage_context *c,
                                const struct file_kind *k,
                                const struct variable *v)
{
    struct statement *st;
    enum status status =
        store_prepare(c->store, answers_sql(c->arena, k, v->name), &st);
    if (status != STATUS_OK)
        return status;
    statement_text(st, 1, k->kind);
    statement_text(st, 2, v->name);
    status = statement_run(st);
    statement_free(st);
    return status;
}

/* Dates and the wave's own label are columns of person_wave. */
static bool is_item(const struct file_kind *k, const struct variable *v)
{
    return v->role == ROLE_RESEARCH && v->type != TYPE_DATE &&
           !text_equal(v->name, label_column(k));
}

static enum status note_items(struct stage_context *c,
                              const struct file_kind *k)
{
    bool has = false;
    enum status st = has_items(c->store, k, &has);
    for (size_t i = 0; has && st == STATUS_OK && i < k->n_variables; i++) {
        if (is_item(k, k->variables[i]))
            st = note_answers(c, k, k->variables[i]);
    }
    return st;
}

static enum status check_truths(struct store *s)
{
    enum status st = sql_must_be_zero(
        s,
        "SELECT count(*) FROM index_baseline AS i WHERE NOT EXISTS (SELECT 1 "
        "FROM person AS p WHERE p.subject = i.subject)",
        "everybody who is followed is a person");
    if (st == STATUS_OK)
        st = sql_must_be_zero(
            s,
            "SELECT (SELECT count(*) FROM expected_visit) - (SELECT count(*) "
            "FROM index_baseline)",
            "one expected visit per index baseline");
    if (st == STATUS_OK)
        st = sql_must_be_zero(
            s,
            "SELECT count(*) FROM survey_wave WHERE n_sent <> n_delivered + "
            "n_undelivered OR n_delivered <> n_answered + n_unanswered",
            "sent = undelivered + answered + unanswered");
    return st;
}

enum status panel_fill(struct stage_context *c)
{
    static const char *const parts[] = {"panel_person",     "panel_wave",
                                        "panel_attendance", "panel_survey",
                                        "panel_visit",      "panel_conflict"};
    enum status st = STATUS_OK;
    for (size_t i = 0; st == STATUS_OK && i < c->codebook->n_kinds; i++)
        st = note_records(c, &c->codebook->kinds[i]);
    for (size_t i = 0; st == STATUS_OK && i < c->codebook->n_kinds; i++)
        st = note_items(c, &c->codebook->kinds[i]);
    for (size_t i = 0; st == STATUS_OK && i < sizeof parts / sizeof *parts; i++)
        st = sql_run(c->store, parts[i]);
    return st == STATUS_OK ? check_truths(c->store) : st;
}
