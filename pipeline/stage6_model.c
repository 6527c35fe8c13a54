/* stage6_model: who ends up in an activity, and in which kind.
 *
 * In    model_frame, book_models, run_threshold
 * Out   model_fit   one row per model of models.csv, fitted or refused
 *       model_term  its coefficients with profile limits, or robust ones where
 *                   models.csv weights people by link_probability
 *       model_link_weighted  beside it, so weighted, where it does not and
 *                   somebody's outcome rests on an uncertain link
 *
 * The ladder (estimands E2, E3): any activity? among those, paid? among
 * those, 20 hours or more? Predictors are taken in their preset order as far
 * as the numbers carry them; what is left out is named. People of several
 * cities, or scored under several versions of a scale, are pooled only with
 * the city or the version as a stratum.
 *
 * Always true afterwards
 *       every model of models.csv has a row and a status
 *       a status that is not ok or too_few_events has no estimate for what
 *       can't be estimated
 *
 * Not done here: which models; see codebooks/models.csv. */
#include "pipeline/model_fit.h"
#include "pipeline/stage.h"

static const char *const reads[] = {"model_frame",    "followup",
                                    "baseline_check", "book_models",
                                    "run_threshold",  NULL};
static const char *const writes[] = {"model_fit", "model_term",
                                     "model_link_weighted", NULL};

static enum status fit_in_order(struct stage_context *c, struct statement *st)
{
    enum status status = STATUS_OK;
    while (status == STATUS_OK && statement_step(st, &status)) {
        struct model_plan plan = {
            .model = arena_copy(c->arena, column_text(st, 0)),
            .outcome = arena_copy(c->arena, column_text(st, 1)),
            .predictors = arena_copy(c->arena, column_text(st, 2)),
            .family = arena_copy(c->arena, column_text(st, 3)),
            .weights = arena_copy(c->arena, column_text(st, 4))};
        status = model_fit_plan(c->arena, c->store, &plan);
        c->n_out++;
    }
    return status;
}

static enum status run_model(struct stage_context *c)
{
    struct statement *st;
    int64_t n = 0;
    enum status status =
        store_integer(c->store, "SELECT count(*) FROM model_frame", &n);
    c->n_in = (size_t)n;
    if (status == STATUS_OK)
        status = store_prepare(c->store,
                               "SELECT model, outcome, predictors, family, "
                               "weights "
                               "FROM book_models ORDER BY rowid",
                               &st);
    if (status != STATUS_OK)
        return status;
    status = fit_in_order(c, st);
    statement_free(st);
    return status;
}

const struct stage stage6_model = {
    .name = "model",
    .purpose = "fit the models of who ends up in which activity",
    .reads = reads,
    .writes = writes,
    .run = run_model,
};
