/* score_study: every check of the study under every version of its scale. */
#include "pipeline/score_study.h"

#include "base/text.h"
#include "pipeline/score.h"
#include "pipeline/score_coding.h"

#include <string.h>

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

/* One instrument while it is scored. */
struct scoring {
    struct stage_context *c;
    const struct score_definition *d;
    struct statement *select, *score, *domain, *judgement, *absent, *finding;
    struct coding_limits limits;
    struct coding_check coding; /* of the current file */
    int64_t file;               /* 0 = none yet */
    bool lacks_a_column;        /* the current file, where that matters */
};

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

static enum status insert_score(struct scoring *s, const struct score_result *r)
{
    struct statement *insert = s->score, *row = s->select;
    int age_at = N_FIXED + (int)s->d->n_variables;
    statement_text(insert, 1, column_text(row, 2));
    statement_text(insert, 2, column_text(row, 3));
    statement_text(insert, 3, s->d->instrument);
    statement_text(insert, 4, s->d->version);
    statement_integer(insert, 5, r->points_low);
    statement_integer(insert, 6, r->points_high);
    statement_integer(insert, 7, r->n_missing);
    statement_text(insert, 8, r->class_name);
    statement_null(insert, 9);
    statement_null(insert, 10);
    if (!column_is_null(row, age_at)) {
        int64_t age = column_integer(row, age_at);
        statement_integer(insert, 9, age);
        statement_integer(insert, 10, age < s->d->validated_age_min);
    }
    statement_integer(insert, 11, column_integer(row, 0));
    statement_integer(insert, 12, column_integer(row, 1));
    return statement_run(insert);
}

static enum status insert_judgements(struct scoring *s,
                                     const struct score_result *r)
{
    static const char *const truths[] = {"F", "T", "U"};
    enum status st = STATUS_OK;
    for (size_t i = 0; st == STATUS_OK && i < s->d->n_judgements; i++) {
        statement_text(s->judgement, 1, column_text(s->select, 2));
        statement_text(s->judgement, 2, column_text(s->select, 3));
        statement_text(s->judgement, 3, s->d->instrument);
        statement_text(s->judgement, 4, s->d->version);
        statement_text(s->judgement, 5, s->d->judgements[i].name);
        statement_text(s->judgement, 6, truths[r->judgements[i]]);
        statement_integer(s->judgement, 7, column_integer(s->select, 0));
        statement_integer(s->judgement, 8, column_integer(s->select, 1));
        st = statement_run(s->judgement);
    }
    return st;
}

/* One domain alone is the total again. */
static enum status insert_domains(struct scoring *s,
                                  const struct score_result *r)
{
    enum status st = STATUS_OK;
    size_t n = s->d->n_domains > 1 ? s->d->n_domains : 0;
    for (size_t i = 0; st == STATUS_OK && i < n; i++) {
        statement_text(s->domain, 1, column_text(s->select, 2));
        statement_text(s->domain, 2, column_text(s->select, 3));
        statement_text(s->domain, 3, s->d->instrument);
        statement_text(s->domain, 4, s->d->version);
        statement_text(s->domain, 5, s->d->domains[i]);
        statement_integer(s->domain, 6, r->domains[i].points_low);
        statement_integer(s->domain, 7, r->domains[i].points_high);
        statement_integer(s->domain, 8, r->domains[i].n_missing);
        statement_integer(s->domain, 9, column_integer(s->select, 0));
        statement_integer(s->domain, 10, column_integer(s->select, 1));
        st = statement_run(s->domain);
    }
    return st;
}

static enum status close_file(struct scoring *s)
{
    struct coding_check check = s->coding;
    s->coding = (struct coding_check){0};
    if (!coding_check_fails(&check, &s->limits))
        return STATUS_OK;
    statement_integer(s->finding, 1, s->file);
    return statement_run(s->finding);
}

static enum status lacks_column(struct scoring *s, size_t variable)
{
    enum status st = STATUS_OK;
    statement_integer(s->absent, 1, s->file);
    statement_text(s->absent, 2, s->d->variables[variable]);
    if (statement_step(s->absent, &st))
        s->lacks_a_column = true;
    statement_reset(s->absent);
    return st;
}

static enum status open_file(struct scoring *s, int64_t file)
{
    enum status st = close_file(s);
    s->file = file;
    s->lacks_a_column = false;
    if (!s->d->needs_all_columns)
        return st;
    for (size_t i = 0; st == STATUS_OK && i < s->d->n_variables; i++)
        st = lacks_column(s, i);
    return st;
}

static enum status score_row(struct scoring *s, struct arena *record,
                             struct score_value *values)
{
    struct score_result result;
    enum status st = STATUS_OK;
    if (column_integer(s->select, 0) != s->file)
        st = open_file(s, column_integer(s->select, 0));
    if (st != STATUS_OK)
        return st;
    read_values(record, s->select, s->d, values);
    score_evaluate(s->d, values, sex_of(s->select), &result);
    coding_check_add(&s->coding, s->d, values, sex_of(s->select), &result);
    if (s->lacks_a_column && s->d->n_classes > 0)
        result.class_name = SCORE_UNDETERMINED;
    st = insert_score(s, &result);
    if (st == STATUS_OK)
        st = insert_domains(s, &result);
    return st == STATUS_OK ? insert_judgements(s, &result) : st;
}

static enum status score_rows(struct scoring *s)
{
    struct arena record;
    struct score_value *values =
        arena_take_array(s->c->arena, s->d->n_variables, sizeof *values);
    enum status st = STATUS_OK;
    arena_init(&record);
    while (st == STATUS_OK && statement_step(s->select, &st)) {
        arena_reset(&record);
        st = score_row(s, &record, values);
        s->c->n_in++;
    }
    arena_release(&record);
    return st == STATUS_OK ? close_file(s) : st;
}

static enum status prepare(struct scoring *s)
{
    struct store *store = s->c->store;
    enum status st =
        store_prepare(store, select_sql(s->c->arena, s->d), &s->select);
    if (st == STATUS_OK)
        st = store_prepare(store,
                           "INSERT INTO score VALUES (?, ?, ?, ?, ?, ?, ?, ?, "
                           "?, ?, ?, ?)",
                           &s->score);
    if (st == STATUS_OK)
        st = store_prepare(store,
                           "INSERT INTO score_domain VALUES (?, ?, ?, ?, ?, "
                           "?, ?, ?, ?, ?)",
                           &s->domain);
    if (st == STATUS_OK)
        st = store_prepare(store,
                           "INSERT INTO score_judgement VALUES (?, ?, ?, ?, "
                           "?, ?, ?, ?)",
                           &s->judgement);
    if (st == STATUS_OK)
        st = store_prepare(
            store, "SELECT 1 FROM raw_absent WHERE file = ?1 AND variable = ?2",
            &s->absent);
    if (st == STATUS_OK)
        st = store_prepare(
            store,
            "INSERT OR IGNORE INTO finding (file, row, \"column\", variable, "
            "rule, severity, subject) SELECT ?1, 0, '', '', b.rule, "
            "b.severity, '' FROM book_rules AS b WHERE b.rule = 'W3320'",
            &s->finding);
    return st;
}

static enum status score_instrument(struct stage_context *c,
                                    const struct score_definition *d,
                                    const struct coding_limits *limits)
{
    struct scoring s = {.c = c, .d = d, .limits = *limits};
    if (d->n_items == 0 || d->table[0] == '\0')
        return STATUS_OK;
    enum status st = prepare(&s);
    if (st == STATUS_OK)
        st = score_rows(&s);
    statement_free(s.select);
    statement_free(s.score);
    statement_free(s.domain);
    statement_free(s.judgement);
    statement_free(s.absent);
    statement_free(s.finding);
    return st;
}

static enum status read_limit(struct store *s, const char *name, double *out)
{
    struct statement *st;
    enum status status = store_prepare(
        s, "SELECT value FROM run_threshold WHERE name = ?1", &st);
    if (status != STATUS_OK)
        return status;
    statement_text(st, 1, name);
    if (statement_step(st, &status))
        *out = column_real(st, 0);
    statement_free(st);
    return status;
}

static enum status read_limits(struct store *s, struct coding_limits *out)
{
    enum status st = read_limit(s, "coding_check_records", &out->records);
    if (st == STATUS_OK)
        st = read_limit(s, "coding_check_lowest_max", &out->lowest_max);
    if (st == STATUS_OK)
        st = read_limit(s, "coding_check_gain", &out->gain);
    return st;
}

enum status score_study(struct stage_context *c)
{
    struct score_definition *definitions;
    struct coding_limits limits = {0, 0, 1};
    size_t n;
    enum status st =
        store_run(c->store, "DELETE FROM finding WHERE rule = 'W3320'");
    if (st == STATUS_OK)
        st = read_limits(c->store, &limits);
    if (st == STATUS_OK)
        st = score_definitions(c->arena, c->store, &definitions, &n);
    for (size_t i = 0; st == STATUS_OK && i < n; i++)
        st = score_instrument(c, &definitions[i], &limits);
    return st;
}
