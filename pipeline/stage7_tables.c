/* stage7_tables: the quarter's figures as files.
 *
 * In    flow_count, table_cell, indicator_cell, model_fit, model_term
 *       followup, score, activity_spell, finding, balance, raw_file
 * Out   release_cell          what may leave, as printed
 *       tables/  tables.xlsx  for the research team, small counts shown
 *       models/ID/            coefficients.csv, fit.csv; link_weighted.csv
 *                             where links to people are not all certain
 *       export/               one tidy table per grain, under pseudonyms
 *       release/              protected tables, no rows of people
 *       findings/             what the staff have to correct
 *
 * Always true afterwards
 *       no count of 1 to T-1 in release/
 *       the same database gives the same bytes
 *
 * Not done here: choosing what is counted (stage5_describe) and what is
 * withheld (pipeline/protect.h). A study of indicators only has neither
 * tables of people nor a release. */
#include "pipeline/stage.h"

#include "base/messages.h"
#include "base/output_file.h"
#include "base/text.h"
#include "pipeline/findings_report.h"
#include "pipeline/query_file.h"
#include "pipeline/release.h"
#include "pipeline/table_workbook.h"
#include <string.h>

static const char *const reads[] = {"flow_count",
                                    "flow_loss",
                                    "variable_level",
                                    "table_cell",
                                    "wanted_table",
                                    "refused_table",
                                    "indicator_cell",
                                    "rescoring",
                                    "score_judgement",
                                    "score_domain",
                                    "person",
                                    "person_wave",
                                    "item_answer",
                                    "event_attendance",
                                    "survey_wave",
                                    "expected_visit",
                                    "conflict",
                                    "index_baseline",
                                    "model_fit",
                                    "model_term",
                                    "model_link_weighted",
                                    "followup",
                                    "score",
                                    "finding",
                                    "activity_spell",
                                    "balance",
                                    "raw_file",
                                    "raw_repair",
                                    "raw_pseudonym",
                                    "run_clock",
                                    "outcome_start",
                                    "period",
                                    "opening",
                                    "matching",
                                    "matching_event",
                                    "contact_count",
                                    "retention",
                                    "raw_sheet",
                                    "finding_*",
                                    "baseline_check",
                                    "clean_indicator_*",
                                    "book_*",
                                    NULL};
static const char *const writes[] = {"release_cell", "finding_state", NULL};
/* What is new can be told only by what was there before. */
static const char *const adds[] = {"finding_snapshot", "finding_seen", NULL};

static const struct query_file always[] = {
    {"tables/balance.csv", "tables_balance", "itiiiiii"},
    {"tables/indicators.csv", "tables_indicators", "ttytttt"}};
static const struct query_file of_people[] = {
    {"tables/flow.csv", "tables_flow", "iti"},
    {"tables/flow_losses.csv", "tables_losses", "itti"},
    {"tables/pseudonym_changes.csv", "tables_pseudonyms", "tttt"},
    {"tables/refused_tables.csv", "tables_refused", "ttti"},
    {"tables/rescoring.csv", "tables_rescoring", "ttttttiii"},
    {"tables/survey_waves.csv", "tables_survey", "tiiiiitt"},
    {"tables/outcomes.csv", "tables_outcomes", "ttiittiiiii"},
    {"tables/openings_by_scheme.csv", "tables_openings_by_scheme", "ttttii"},
    {"tables/openings_by_channel.csv", "tables_openings_by_channel",
     "tttiininii"},
    {"tables/matched_by_scheme.csv", "tables_matched_by_scheme", "ttttii"},
    {"tables/matching_states.csv", "tables_matching_states", "ttttiii"},
    {"tables/no_match_reasons.csv", "tables_no_match_reasons", "ttttii"},
    {"tables/support_contacts.csv", "tables_support_contacts", "itiiiiiiiii"},
    {"tables/retention.csv", "tables_retention", "tiiiiinnnn"},
    {"tables/table1.csv", "tables_table1", "tttinnnnnnintn"},
    {"export/person.csv", "export_person", "tttttttiti"},
    {"export/person_wave.csv", "export_person_wave", "ttttttiiitnitttiiti"},
    {"export/person_wave_item.csv", "export_item", "tttttiiti"},
    {"export/activity_spell.csv", "export_activity_spell",
     "tttttttnnttiiititttttti"},
    {"export/event_attendance.csv", "export_attendance", "ttttttti"},
    {"export/score.csv", "export_score", "ttttiiitiiti"},
    {"export/score_domain.csv", "export_score_domain", "tttttiiiti"},
    {"export/judgement.csv", "export_judgement", "ttttttti"},
    {"export/rescoring.csv", "export_rescoring", "tttttiitiittiti"},
    {"export/evidence.csv", "export_evidence", "tttiiitiitttnti"},
    {"export/matching.csv", "export_matching", "tttttttittitttti"},
    {"export/matching_event.csv", "export_matching_event", "ttitttiti"},
    {"export/followup.csv", "export_followup",
     "ttitttittniititittttiiittttinti"},
    {"export/expected_visits.csv", "export_visits", "tttttttititti"},
    {"export/conflicts.csv", "export_conflicts", "tttttttttiti"}};

static enum status write_all(struct stage_context *c,
                             const struct query_file *files, size_t n)
{
    enum status st = STATUS_OK;
    for (size_t i = 0; i < n && st == STATUS_OK; i++)
        st = query_file_write(c->arena, c->store, c->output, &files[i], NULL);
    return st;
}

/* Names of tables and models become names of files. */
static enum status check_file_name(const char *file, const char *name)
{
    static const char allowed[] =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_";
    size_t n = strspn(name, allowed);
    if (n > 0 && n <= 64 && name[n] == '\0')
        return STATUS_OK;
    say_error("tables.bad_name", file, name);
    return STATUS_USAGE;
}

/* ---- the tables of tables.csv, long form -------------------------------- */

struct long_table {
    const char *name, *row_variable, *column_variable;
    bool with_measure;
};

static void long_head(struct csv_writer *w, const struct long_table *t)
{
    csv_text(w, "table");
    csv_text(w, t->row_variable);
    if (t->column_variable[0] != '\0')
        csv_text(w, t->column_variable);
    if (t->with_measure)
        csv_text(w, "measure");
    csv_text(w, "value");
    csv_end_row(w);
}

static void long_row(struct csv_writer *w, const struct long_table *t,
                     struct statement *st)
{
    csv_text(w, t->name);
    csv_text(w, column_text(st, 0));
    if (t->column_variable[0] != '\0')
        csv_text(w, column_text(st, 1));
    if (t->with_measure)
        csv_text(w, column_text(st, 2));
    if (t->with_measure && !column_is_null(st, 3))
        csv_number(w, column_real(st, 3));
    else if (t->with_measure)
        csv_empty(w);
    else
        csv_integer(w, column_integer(st, 2));
    csv_end_row(w);
}

/* tables/<name>.csv, or tables/<name>_shares.csv with the other measures. */
static enum status write_long(struct stage_context *c,
                              const struct long_table *t)
{
    struct csv_writer w;
    struct statement *st;
    const char *path = arena_format(c->arena, "tables/%s%s.csv", t->name,
                                    t->with_measure ? "_shares" : "");
    enum status status = query_open(
        c->store, t->with_measure ? "tables_long_shares" : "tables_long_counts",
        t->name, &st);
    if (status != STATUS_OK)
        return status;
    status = output_csv_open(c->arena, c->output, path, CSV_FOR_PROGRAMS, &w);
    if (status != STATUS_OK) {
        statement_free(st);
        return status;
    }
    long_head(&w, t);
    while (statement_step(st, &status)) {
        long_row(&w, t, st);
        c->n_out++;
    }
    statement_free(st);
    if (status == STATUS_OK)
        return csv_writer_keep(&w);
    csv_writer_drop(&w);
    return status;
}

static enum status write_tables(struct stage_context *c)
{
    struct statement *st;
    enum status status = query_open(c->store, "tables_list", NULL, &st);
    if (status != STATUS_OK)
        return status;
    while (status == STATUS_OK && statement_step(st, &status)) {
        struct long_table t = {
            .name = arena_copy(c->arena, column_text(st, 0)),
            .row_variable = arena_copy(c->arena, column_text(st, 4)),
            .column_variable = arena_copy(c->arena, column_text(st, 5))};
        status = check_file_name("tables.csv", t.name);
        if (status == STATUS_OK)
            status = write_long(c, &t);
        t.with_measure = true;
        if (status == STATUS_OK)
            status = write_long(c, &t);
    }
    statement_free(st);
    return status;
}

/* ---- models ------------------------------------------------------------- */

static enum status has_weighted(struct stage_context *c, const char *model,
                                bool *has)
{
    struct statement *st;
    enum status status =
        query_open(c->store, "tables_link_weighted", model, &st);
    if (status != STATUS_OK)
        return status;
    *has = statement_step(st, &status);
    statement_free(st);
    return status;
}

static enum status write_model(struct stage_context *c, const char *model)
{
    struct arena *a = c->arena;
    const struct query_file files[] = {
        {arena_format(a, "models/%s/coefficients.csv", model),
         "tables_coefficients", "ttffffff"},
        {arena_format(a, "models/%s/fit.csv", model), "tables_fit",
         "iiiffffffitt"},
        {arena_format(a, "models/%s/link_weighted.csv", model),
         "tables_link_weighted", "ttffffff"}};
    bool is_uncertain = false;
    enum status st = check_file_name("models.csv", model);
    if (st == STATUS_OK)
        st = has_weighted(c, model, &is_uncertain);
    size_t n = is_uncertain ? 3 : 2;
    for (size_t i = 0; i < n && st == STATUS_OK; i++)
        st = query_file_write(a, c->store, c->output, &files[i], model);
    return st;
}

static enum status write_models(struct stage_context *c)
{
    struct statement *st;
    enum status status = query_open(c->store, "tables_fits", NULL, &st);
    if (status != STATUS_OK)
        return status;
    while (status == STATUS_OK && statement_step(st, &status))
        status = write_model(c, arena_copy(c->arena, column_text(st, 0)));
    statement_free(st);
    return status;
}

static enum status write_export_note(struct stage_context *c)
{
    const char *text = message("tables.export_note");
    const char *path =
        arena_format(c->arena, "%s/export/README.txt", c->output);
    return file_write(path, text, strlen(text), 0644);
}

static enum status write_people(struct stage_context *c)
{
    enum status st =
        write_all(c, of_people, sizeof of_people / sizeof *of_people);
    if (st == STATUS_OK)
        st = write_export_note(c);
    if (st == STATUS_OK)
        st = write_tables(c);
    if (st == STATUS_OK)
        st = write_models(c);
    if (st == STATUS_OK)
        st = release_write(c);
    return st;
}

static enum status run_tables(struct stage_context *c)
{
    int64_t n_people = 0;
    int64_t n_followed = 0;
    enum status st =
        store_integer(c->store, "SELECT count(*) FROM flow_count", &n_people);
    if (st == STATUS_OK)
        st = store_integer(c->store, "SELECT count(*) FROM followup",
                           &n_followed);
    bool has_people = n_people > 0 || n_followed > 0;
    c->n_in = (size_t)n_followed;
    c->n_out = 0;
    if (st == STATUS_OK)
        st = write_all(c, always, sizeof always / sizeof *always);
    if (st == STATUS_OK && has_people)
        st = write_people(c);
    if (st == STATUS_OK)
        st = table_workbook_write(c, has_people);
    if (st == STATUS_OK)
        st = findings_report_write(c);
    return st;
}

const struct stage stage7_tables = {
    .name = "tables",
    .purpose = "write tables, models, exports, the release and the findings",
    .reads = reads,
    .writes = writes,
    .adds = adds,
    .run = run_tables,
};
