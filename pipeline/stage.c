/* stage: the driver that runs the stages in their order. */
#include "pipeline/stage.h"

#include "pipeline/books.h"
#include "pipeline/sql_run.h"
#include "pipeline/typed_tables.h"

#include "base/messages.h"
#include "base/sql_text.h"
#include "base/text.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

const struct stage *const stages[] = {
    &stage1_ingest, &stage2_validate, &stage3_link,
    &stage4_derive, &stage5_describe, &stage6_model,
    &stage7_tables, &stage8_summary,  NULL};

/* From this stage on results are files, which are always written anew. */
static const struct stage *const first_writer = &stage7_tables;

static enum status drop_derived(struct store *s)
{
    enum status st = sql_run(s, "drop_derived");
    if (st == STATUS_OK)
        st = store_run(s, "DELETE FROM stage_run");
    return st;
}

static enum status make_derived(struct arena *a, struct store *s,
                                const struct codebook *c)
{
    enum status st = drop_derived(s);
    if (st == STATUS_OK)
        st = sql_run(s, "schema_derived");
    if (st == STATUS_OK)
        st = sql_run(s, "schema_clock");
    if (st == STATUS_OK)
        st = books_load(a, s, c);
    if (st == STATUS_OK)
        st = typed_tables_make(a, s, c);
    if (st == STATUS_OK)
        st = sql_run(s, "model_frame");
    return st;
}

static enum status
schema_is_current(struct store *s, const struct stage_inputs *in, bool *current)
{
    struct statement *st;
    *current = false;
    enum status status = store_prepare(
        s,
        "SELECT 1 FROM stage_run WHERE stage = 'schema' AND program = ?1 "
        "AND codebook = ?2",
        &st);
    if (status != STATUS_OK)
        return status;
    statement_text(st, 1, in->program);
    statement_text(st, 2, in->codebook);
    *current = statement_step(st, &status);
    statement_free(st);
    return status;
}

static enum status note_run(struct store *s, const char *stage,
                            const struct stage_inputs *in)
{
    struct statement *st;
    enum status status = store_prepare(
        s, "INSERT OR REPLACE INTO stage_run VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        &st);
    if (status != STATUS_OK)
        return status;
    statement_text(st, 1, stage);
    statement_text(st, 2, in->program);
    statement_text(st, 3, in->handover);
    statement_text(st, 4, in->codebook);
    statement_text(st, 5, in->settings);
    statement_text(st, 6, in->clock);
    status = statement_run(st);
    statement_free(st);
    return status;
}

enum status stage_schema(struct arena *a, struct store *s,
                         const struct codebook *c,
                         const struct stage_inputs *inputs)
{
    bool current = false;
    enum status st = store_begin(s);
    if (st == STATUS_OK)
        st = sql_run(s, "schema_raw");
    if (st == STATUS_OK)
        st = schema_is_current(s, inputs, &current);
    if (st == STATUS_OK && !current) {
        st = make_derived(a, s, c);
        if (st == STATUS_OK)
            st = note_run(s, "schema", inputs);
    }
    if (st == STATUS_OK)
        st = store_commit(s);
    if (st != STATUS_OK)
        store_rollback(s);
    return st;
}

/* The first difference that is found names the reason. */
static const char *reason_of(struct statement *st,
                             const struct stage_inputs *in,
                             const struct stage *stage)
{
    if (!text_equal(column_text(st, 0), in->program))
        return "plan.reason_program";
    if (!text_equal(column_text(st, 1), in->handover))
        return "plan.reason_handover";
    if (!text_equal(column_text(st, 2), in->codebook))
        return "plan.reason_codebook";
    if (!text_equal(column_text(st, 3), in->settings))
        return "plan.reason_settings";
    /* What crossed is the same whatever quarter is looked at. */
    if (stage != &stage1_ingest && !text_equal(column_text(st, 4), in->clock))
        return "plan.reason_clock";
    return NULL;
}

static enum status plan_stage(struct store *s, const struct stage_inputs *in,
                              struct stage_reason *out)
{
    struct statement *st;
    enum status status = store_prepare(
        s,
        "SELECT program, handover, codebook, settings, clock FROM stage_run "
        "WHERE stage = ?1",
        &st);
    if (status != STATUS_OK)
        return status;
    statement_text(st, 1, out->stage->name);
    if (statement_step(st, &status))
        out->reason = reason_of(st, in, out->stage);
    else
        out->reason = "plan.reason_first";
    statement_free(st);
    return status;
}

enum status stage_plan(struct store *s, const struct stage_inputs *inputs,
                       struct stage_reason *reasons)
{
    enum status st = STATUS_OK;
    const char *earlier = NULL;
    bool writes_files = false;
    for (size_t i = 0; st == STATUS_OK && stages[i] != NULL; i++) {
        reasons[i].stage = stages[i];
        st = plan_stage(s, inputs, &reasons[i]);
        writes_files = writes_files || stages[i] == first_writer;
        if (reasons[i].reason == NULL && earlier != NULL)
            reasons[i].reason = "plan.reason_earlier";
        if (reasons[i].reason == NULL && writes_files)
            reasons[i].reason = "plan.reason_output";
        if (reasons[i].reason != NULL)
            earlier = reasons[i].reason;
    }
    return st;
}

/* Every table that one of the stage's names stands for. */
static enum status empty_tables(struct stage_context *c,
                                const char *const *writes)
{
    enum status status = STATUS_OK;
    for (; status == STATUS_OK && *writes != NULL; writes++) {
        if (text_starts_with(*writes, "raw_"))
            continue;
        struct statement *st;
        status = store_prepare(
            c->store,
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name "
            "GLOB ?1 ORDER BY name",
            &st);
        if (status != STATUS_OK)
            return status;
        statement_text(st, 1, *writes);
        char *sql = arena_copy(c->arena, "");
        while (statement_step(st, &status))
            sql = arena_format(c->arena, "%sDELETE FROM \"%s\";", sql,
                               column_text(st, 0));
        statement_free(st);
        if (status == STATUS_OK)
            status = store_run(c->store, sql);
    }
    return status;
}

static size_t length(const char *const *names)
{
    size_t n = 0;
    while (names != NULL && names[n] != NULL)
        n++;
    return n;
}

/* writes and adds together: what store_allow lets be written. */
static const char *const *may_write(struct arena *a, const struct stage *stage)
{
    size_t n = length(stage->writes), m = length(stage->adds);
    const char **all = arena_take_array(a, n + m + 1, sizeof *all);
    for (size_t i = 0; i < n; i++)
        all[i] = stage->writes[i];
    for (size_t i = 0; i < m; i++)
        all[n + i] = stage->adds[i];
    return all;
}

static enum status run_inside(const struct stage *stage,
                              struct stage_context *c,
                              const struct stage_inputs *inputs)
{
    enum status st = empty_tables(c, stage->writes);
    if (st == STATUS_OK) {
        store_allow(c->store, stage->reads, may_write(c->arena, stage));
        enum language of_screen = language_get();
        language_set(c->settings->language);
        st = stage->run(c);
        language_set(of_screen);
        store_allow(c->store, NULL, NULL);
    }
    if (st == STATUS_OK)
        st = note_run(c->store, stage->name, inputs);
    return st;
}

void stage_begin_new_rows(struct stage_context *c)
{
    clock_gettime(CLOCK_MONOTONIC, &c->new_rows_since);
}

static double seconds_since(const struct timespec *start)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)(now.tv_sec - start->tv_sec) +
           (double)(now.tv_nsec - start->tv_nsec) / 1e9;
}

void stage_end_new_rows(struct stage_context *c)
{
    c->new_rows_seconds = seconds_since(&c->new_rows_since);
}

/* What a run adds is what people wait for: apart from the stage's whole time,
 * which goes with all rows and findings. */
static void say_new_rows(const struct stage_context *c)
{
    char took[32];
    if (c->n_new == 0)
        return;
    snprintf(took, sizeof took, "%.3f", c->new_rows_seconds);
    say("run.new_rows", c->n_new, took);
}

enum status stage_run_one(const struct stage *stage, struct stage_context *c,
                          const struct stage_inputs *inputs)
{
    struct timespec start;
    char took[32];
    clock_gettime(CLOCK_MONOTONIC, &start);
    c->n_in = c->n_out = c->n_new = 0;
    enum status st = store_begin(c->store);
    if (st == STATUS_OK)
        st = run_inside(stage, c, inputs);
    if (st == STATUS_OK)
        st = store_commit(c->store);
    if (st != STATUS_OK) {
        store_rollback(c->store);
        return st;
    }
    snprintf(took, sizeof took, "%.2f", seconds_since(&start));
    say("run.stage", stage->name, c->n_in, c->n_out, took);
    say_new_rows(c);
    return STATUS_OK;
}
