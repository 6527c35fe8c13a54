/* stage5_describe: how many, from seminar to activity, and who?
 *
 * In    followup, now_attendance, now_event, now_baseline
 *       baseline_check, now_person_status, now_followup_survey
 *       book_tables   which tables to make (codebooks/tables.csv)
 * Out   flow_count      people per step and fiscal year
 *       flow_loss       the same for those who entered in a year, and why the
 *                       others were lost
 *       variable_level  the levels of every variable, in printing order
 *       wanted_table    which tables are made; refused_table: which are not
 *       table_cell      the tables with totals, row percentages, the share
 *                       with any activity and its bounds; and Table 1
 *
 * Always true afterwards
 *       in every line of every table the cells add up to the total (計)
 *       unknown (U) is a level of its own, never none (N)
 *
 * Not done here: hiding small counts; these tables are for the research
 * team. See pipeline/protect.h for those that leave. */
#include "pipeline/stage.h"

#include "base/messages.h"
#include "base/sql_text.h"
#include "base/text.h"
#include "pipeline/sql_run.h"
#include "pipeline/table_one.h"
#include "stats/proportion.h"

static const char *const reads[] = {"followup",
                                    "followup_answer",
                                    "now_attendance",
                                    "now_event",
                                    "now_baseline",
                                    "now_person_status",
                                    "now_followup_survey",
                                    "index_baseline",
                                    "baseline_check",
                                    "run_threshold",
                                    "run_clock",
                                    "book_statuses",
                                    "book_tables",
                                    "book_activities",
                                    "book_classes",
                                    "book_value_labels",
                                    "variable_level",
                                    "table_cell",
                                    NULL};
static const char *const writes[] = {"flow_count",
                                     "flow_loss",
                                     "variable_level",
                                     "wanted_table",
                                     "refused_table",
                                     "table_cell",
                                     NULL};

static const double default_level = 0.95; /* where model_level is unset */

/* A table that asks for what is not there is a mistake in tables.csv. */
static enum status check_wanted_tables(struct store *s)
{
    struct statement *st;
    bool all_known = true;
    enum status status = store_prepare(
        s, sql_find(pipeline_sql, "describe_tables_unknown"), &st);
    if (status != STATUS_OK)
        return status;
    while (statement_step(st, &status)) {
        say_error("describe.unknown_table", column_text(st, 0),
                  column_text(st, 1), column_text(st, 2), column_text(st, 3));
        all_known = false;
    }
    statement_free(st);
    if (status == STATUS_OK && !all_known)
        status = STATUS_USAGE;
    return status;
}

/* A table that would pool is left out, and it is said which and why. */
static enum status say_refused(struct store *s)
{
    struct statement *st;
    enum status status = sql_prepare(s, "tables_refused", &st);
    if (status != STATUS_OK)
        return status;
    while (statement_step(st, &status))
        say(text_equal(column_text(st, 2), "versions")
                ? "describe.pooled_versions"
                : "describe.pooled_cities",
            column_text(st, 0), column_text(st, 1),
            (size_t)column_integer(st, 3));
    statement_free(st);
    return status;
}

static enum status check_totals(struct store *s)
{
    int64_t n_wrong = 0;
    enum status st = store_integer(
        s, sql_find(pipeline_sql, "describe_tables_check"), &n_wrong);
    if (st == STATUS_OK && n_wrong != 0) {
        say_error("describe.totals_disagree");
        st = STATUS_BUG;
    }
    return st;
}

/* One line of a table: how many are active, are not, are not known. */
struct line {
    const char *table, *row_variable, *row_level, *column_variable;
    int64_t ordinal;
    size_t n_any, n_none, n_unknown;
};

static struct line line_of(struct arena *a, struct statement *st)
{
    return (struct line){.table = arena_copy(a, column_text(st, 0)),
                         .row_variable = arena_copy(a, column_text(st, 1)),
                         .row_level = arena_copy(a, column_text(st, 2)),
                         .column_variable = arena_copy(a, column_text(st, 3)),
                         .ordinal = column_integer(st, 4),
                         .n_any = (size_t)column_integer(st, 5),
                         .n_none = (size_t)column_integer(st, 6),
                         .n_unknown = (size_t)column_integer(st, 7)};
}

static enum status put(struct statement *insert, const struct line *l,
                       const char *measure, double value)
{
    statement_text(insert, 1, l->table);
    statement_integer(insert, 2, l->ordinal);
    statement_text(insert, 3, l->row_variable);
    statement_text(insert, 4, l->row_level);
    statement_text(insert, 5, l->column_variable);
    statement_text(insert, 6, measure);
    statement_real(insert, 7, value);
    return statement_run(insert);
}

/* The share among those known, with Wilson's interval; and what it would be
 * if everyone unknown had no activity, or had one. In percent. Nothing for a
 * line where no one is known. */
static enum status put_share(struct statement *insert, const struct line *l,
                             double level)
{
    struct stats_interval wilson;
    size_t known = l->n_any + l->n_none;
    double everyone = (double)(known + l->n_unknown);
    enum status st = put(insert, l, "any_base", (double)known);
    if (st == STATUS_OK && everyone > 0) {
        st = put(insert, l, "any_if_unknown_none",
                 100.0 * (double)l->n_any / everyone);
        if (st == STATUS_OK)
            st = put(insert, l, "any_if_unknown_active",
                     100.0 * (double)(l->n_any + l->n_unknown) / everyone);
    }
    if (st != STATUS_OK || known == 0)
        return st;
    if (stats_proportion_wilson(l->n_any, known, level, &wilson) != STATS_OK)
        return STATUS_BUG;
    st = put(insert, l, "any_percent", 100.0 * wilson.estimate);
    if (st == STATUS_OK)
        st = put(insert, l, "conf_low", 100.0 * wilson.lower);
    if (st == STATUS_OK)
        st = put(insert, l, "conf_high", 100.0 * wilson.upper);
    return st;
}

static enum status read_lines(struct stage_context *c, struct line **lines,
                              size_t *n)
{
    struct statement *st;
    size_t capacity = 0;
    enum status status =
        store_prepare(c->store, sql_find(pipeline_sql, "describe_shares"), &st);
    if (status != STATUS_OK)
        return status;
    while (statement_step(st, &status)) {
        *lines = arena_grow(c->arena, *lines, *n, &capacity, sizeof **lines);
        (*lines)[(*n)++] = line_of(c->arena, st);
    }
    statement_free(st);
    return status;
}

static enum status fill_shares(struct stage_context *c)
{
    static const char sql[] =
        "INSERT INTO table_cell (\"table\", ordinal, row_variable, row_level,"
        " column_variable, column_level, measure, value)"
        " VALUES (?1, ?2, ?3, ?4, ?5, '計', ?6, ?7)";
    struct line *lines = NULL;
    size_t n = 0;
    struct statement *insert = NULL;
    double level = default_level;
    (void)codebook_threshold(c->codebook, "model_level", c->as_of, &level);
    enum status st = read_lines(c, &lines, &n);
    if (st == STATUS_OK)
        st = store_prepare(c->store, sql, &insert);
    for (size_t i = 0; i < n && st == STATUS_OK; i++)
        st = put_share(insert, &lines[i], level);
    statement_free(insert);
    return st;
}

static enum status count_rows(struct stage_context *c)
{
    int64_t in = 0;
    int64_t out = 0;
    enum status st =
        store_integer(c->store, "SELECT count(*) FROM followup", &in);
    if (st == STATUS_OK)
        st = store_integer(c->store, "SELECT count(*) FROM table_cell", &out);
    c->n_in = (size_t)in;
    c->n_out = (size_t)out;
    return st;
}

static enum status run_describe(struct stage_context *c)
{
    enum status st = sql_run(c->store, "describe_flow");
    if (st == STATUS_OK)
        st = sql_run(c->store, "describe_losses");
    if (st == STATUS_OK)
        st = sql_must_be_zero(
            c->store,
            "SELECT abs((SELECT count(*) FROM followup) - (SELECT "
            "coalesce(sum(n_people), 0) FROM flow_loss WHERE step = "
            "'followup'))",
            "everyone who is followed is reached or lost for a reason");
    if (st == STATUS_OK)
        st = sql_run(c->store, "describe_levels");
    if (st == STATUS_OK)
        st = check_wanted_tables(c->store);
    if (st == STATUS_OK)
        st = sql_run(c->store, "describe_refused");
    if (st == STATUS_OK)
        st = say_refused(c->store);
    if (st == STATUS_OK)
        st = sql_run(c->store, "describe_wanted");
    if (st == STATUS_OK)
        st = sql_run(c->store, "describe_tables");
    if (st == STATUS_OK)
        st = check_totals(c->store);
    if (st == STATUS_OK)
        st = fill_shares(c);
    if (st == STATUS_OK)
        st = table_one_fill(c->arena, c->store);
    if (st == STATUS_OK)
        st = count_rows(c);
    return st;
}

const struct stage stage5_describe = {
    .name = "describe",
    .purpose = "count people from seminar to activity, and make the tables",
    .reads = reads,
    .writes = writes,
    .run = run_describe,
};
