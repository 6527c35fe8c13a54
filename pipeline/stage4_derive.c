/* stage4_derive: ages, scores, spells of activity, and where people ended up.
 *
 * In    now_<table> of the checks, the activities and the follow-up survey
 *       index_baseline; now_indicator_target, now_indicator_actual
 * Out   score           every check under every version of its instrument
 *       activity_spell  every spell of a person with a baseline
 *       followup        the analysis table, one row per index baseline
 *       indicator_cell  targets and actuals as known, with what follows
 *       finding         adds W3301: written red seals against the items
 *
 * Always true afterwards
 *       count(followup) = count(index_baseline)
 *       a class stands only where certain and possible points agree
 *       no activity class for pending people, U only for lost ones
 *
 * Not done here: the cut-offs; see codebooks/scores.csv and classes.csv. */
#include "pipeline/indicators.h"
#include "pipeline/score.h"
#include "pipeline/sql_run.h"
#include "pipeline/stage.h"

#include "base/text.h"

#include <string.h>

static const char *const reads[] = {
    "now_*",      "book_*", "index_baseline", "run_threshold", "run_clock",
    "raw_column", NULL};
static const char *const writes[] = {"score", "activity_spell", "followup",
                                     "indicator_cell", NULL};
static const char *const adds[] = {"finding", NULL};

enum { N_FIXED = 5 }; /* columns of the SELECT before the items */

/* Names are checked by the codebook; a variable that is no column of its
 * table is found by SQLite and reported with the statement. */
static char *select_sql(struct arena *a, const struct score_definition *d)
{
    char *sql = arena_copy(a, "SELECT t.file, t.row, t.subject, "
                              "t.happened_on, (SELECT p.sex FROM "
                              "now_participant AS p WHERE p.subject = "
                              "t.subject AND p.sex IS NOT NULL ORDER BY "
                              "p.file DESC, p.row DESC LIMIT 1)");
    for (size_t i = 0; i < d->n_variables; i++)
        sql = arena_format(a, "%s, t.\"%s\"", sql, d->variables[i]);
    return arena_format(a,
                        "%s, t.age_date FROM \"now_%s\" AS t WHERE "
                        "t.is_person = 1 AND t.happened_on IS NOT NULL "
                        "ORDER BY t.file, t.row",
                        sql, d->table);
}

static enum score_sex sex_of(struct statement *st)
{
    const char *sex = column_text(st, 4);
    if (sex != NULL && text_equal(sex, "1"))
        return SEX_MALE;
    if (sex != NULL && text_equal(sex, "2"))
        return SEX_FEMALE;
    return SEX_UNKNOWN;
}

static void read_values(struct arena *a, struct statement *st,
                        const struct score_definition *d,
                        struct score_value *values)
{
    for (size_t i = 0; i < d->n_variables; i++) {
        int at = N_FIXED + (int)i;
        values[i] = (struct score_value){.is_missing = column_is_null(st, at)};
        if (values[i].is_missing)
            continue;
        values[i].number = column_real(st, at);
        values[i].text = arena_copy(a, column_text(st, at));
    }
}

static enum status insert_score(struct statement *insert, struct statement *row,
                                const struct score_definition *d,
                                const struct score_result *r)
{
    int age_at = N_FIXED + (int)d->n_variables;
    statement_text(insert, 1, column_text(row, 2));
    statement_text(insert, 2, column_text(row, 3));
    statement_text(insert, 3, d->instrument);
    statement_text(insert, 4, d->version);
    statement_integer(insert, 5, r->points_low);
    statement_integer(insert, 6, r->points_high);
    statement_integer(insert, 7, r->n_missing);
    statement_text(insert, 8, r->class_name);
    statement_null(insert, 9);
    statement_null(insert, 10);
    if (!column_is_null(row, age_at)) {
        int64_t age = column_integer(row, age_at);
        statement_integer(insert, 9, age);
        statement_integer(insert, 10, age < d->validated_age_min);
    }
    statement_integer(insert, 11, column_integer(row, 0));
    statement_integer(insert, 12, column_integer(row, 1));
    return statement_run(insert);
}

static enum status score_rows(struct stage_context *c,
                              const struct score_definition *d,
                              struct statement *select,
                              struct statement *insert)
{
    struct arena record;
    arena_init(&record);
    struct score_value *values =
        arena_take_array(c->arena, d->n_variables, sizeof *values);
    enum status st = STATUS_OK;
    while (st == STATUS_OK && statement_step(select, &st)) {
        struct score_result result;
        arena_reset(&record);
        read_values(&record, select, d, values);
        score_evaluate(d, values, sex_of(select), &result);
        st = insert_score(insert, select, d, &result);
        c->n_in++;
    }
    arena_release(&record);
    return st;
}

static enum status score_instrument(struct stage_context *c,
                                    const struct score_definition *d)
{
    struct statement *select = NULL, *insert = NULL;
    if (d->n_items == 0)
        return STATUS_OK;
    enum status st = store_prepare(c->store, select_sql(c->arena, d), &select);
    if (st == STATUS_OK)
        st = store_prepare(c->store,
                           "INSERT INTO score VALUES (?, ?, ?, ?, ?, ?, ?, ?, "
                           "?, ?, ?, ?)",
                           &insert);
    if (st == STATUS_OK)
        st = score_rows(c, d, select, insert);
    statement_free(select);
    statement_free(insert);
    return st;
}

static enum status score_all(struct stage_context *c)
{
    struct score_definition *definitions;
    size_t n;
    enum status st = score_definitions(c->arena, c->store, &definitions, &n);
    for (size_t i = 0; st == STATUS_OK && i < n; i++)
        st = score_instrument(c, &definitions[i]);
    return st;
}

static enum status check_truths(struct store *s)
{
    enum status st = sql_must_be_zero(
        s,
        "SELECT (SELECT count(*) FROM followup) - (SELECT count(*) FROM "
        "index_baseline)",
        "one followup row per index baseline");
    if (st == STATUS_OK)
        st = sql_must_be_zero(
            s,
            "SELECT count(*) FROM followup WHERE (state = 'pending') <> "
            "(activity_class IS NULL) OR (state = 'lost') <> "
            "(coalesce(activity_class, '') = 'U')",
            "a class exactly where the outcome is decided");
    return st;
}

static enum status run_derive(struct stage_context *c)
{
    enum status st =
        store_run(c->store, "DELETE FROM finding WHERE rule = 'W3301'");
    if (st == STATUS_OK)
        st = score_all(c);
    if (st == STATUS_OK)
        st = sql_run(c->store, "derive_red_count");
    if (st == STATUS_OK)
        st = sql_run(c->store, "derive_spells");
    if (st == STATUS_OK)
        st = sql_run(c->store, "derive_followup");
    if (st == STATUS_OK)
        st = check_truths(c->store);
    if (st == STATUS_OK)
        st = indicators_fill(c->arena, c->store, c->as_of,
                             c->settings->municipality);
    int64_t n = 0;
    if (st == STATUS_OK)
        st = store_integer(c->store, "SELECT count(*) FROM followup", &n);
    c->n_out = (size_t)n;
    return st;
}

const struct stage stage4_derive = {
    .name = "derive",
    .purpose = "score the checks, class the activities, build the panel",
    .reads = reads,
    .writes = writes,
    .adds = adds,
    .run = run_derive,
};
