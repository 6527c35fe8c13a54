/* model_fit: one model of models.csv, from its rows to its result. */
#include "pipeline/model_fit.h"

#include "pipeline/model_frame.h"
#include "pipeline/model_store.h"

#include "base/messages.h"
#include "base/text.h"
#include "stats/logit.h"

#include <math.h>
#include <string.h>

struct limits {
    double ladder_min_n, full_model_n, min_epv, level;
};

static enum status threshold(struct arena *a, struct store *s, const char *name,
                             double *out)
{
    struct statement *st;
    enum status status = store_prepare(
        s, "SELECT value FROM run_threshold WHERE name = ?1", &st);
    if (status != STATUS_OK)
        return status;
    statement_text(st, 1, name);
    if (statement_step(st, &status)) {
        *out = column_real(st, 0);
    } else if (status == STATUS_OK) {
        say_error("model.no_threshold", arena_copy(a, name));
        status = STATUS_USAGE;
    }
    statement_free(st);
    return status;
}

static enum status read_limits(struct arena *a, struct store *s,
                               struct limits *out)
{
    enum status st = threshold(a, s, "ladder_min_n", &out->ladder_min_n);
    if (st == STATUS_OK)
        st = threshold(a, s, "full_model_n", &out->full_model_n);
    if (st == STATUS_OK)
        st = threshold(a, s, "min_epv", &out->min_epv);
    if (st == STATUS_OK)
        st = threshold(a, s, "model_level", &out->level);
    return st;
}

static const char **split(struct arena *a, const char *list, size_t *n)
{
    const char **words = NULL;
    size_t capacity = 0;
    *n = 0;
    while (*list != '\0') {
        size_t length = strcspn(list, ";");
        words = arena_grow(a, words, *n, &capacity, sizeof *words);
        words[(*n)++] = arena_copy_n(a, list, length);
        list += length + (list[length] == ';' ? 1 : 0);
    }
    return words;
}

static char *join(struct arena *a, const char *const *words, size_t from,
                  size_t to)
{
    char *text = arena_copy(a, "");
    for (size_t i = from; i < to; i++)
        text = arena_format(a, "%s%s%s", text, i == from ? "" : ";", words[i]);
    return text;
}

static size_t count_events(const struct model_frame *f)
{
    size_t n = 0;
    for (size_t i = 0; i < f->n_rows; i++)
        n += text_equal(f->outcome[i], "1") ? 1 : 0;
    return n;
}

/* Events per parameter counts the rarer outcome. */
static double events_per_parameter(size_t n, size_t events, size_t n_cols)
{
    size_t rarer = events < n - events ? events : n - events;
    return n_cols == 0 ? NAN : (double)rarer / (double)n_cols;
}

/* How many predictors the numbers carry: one below full_model_n people, else
 * as many as keep min_epv events per parameter, at least one. */
static size_t carried(const struct model_frame *f, size_t n_predictors,
                      const struct limits *l)
{
    size_t events = count_events(f);
    size_t n = (double)f->n_rows < l->full_model_n ? 1 : n_predictors;
    if (n > n_predictors)
        n = n_predictors;
    while (n > 1 && events_per_parameter(f->n_rows, events, n + 1) < l->min_epv)
        n--;
    return n;
}

static void fill_fit(const struct model_frame *f, const struct stats_fit *g,
                     struct model_result *out)
{
    double p = (double)g->n_parameters;
    out->n_parameters = g->n_parameters;
    out->log_likelihood = g->log_likelihood;
    out->null_log_likelihood = g->null_log_likelihood;
    out->deviance = -2 * g->log_likelihood;
    out->null_deviance = -2 * g->null_log_likelihood;
    out->aic = out->deviance + 2 * p;
    out->bic = out->deviance + p * log((double)f->n_rows);
    out->iterations = g->iterations;
}

static const char *sentence(struct arena *a, const struct stats_fit *g,
                            bool exploratory)
{
    switch (g->status) {
    case STATS_OK:
    case STATS_TOO_FEW_EVENTS:
        if (g->separation == STATS_SEPARATION_QUASI ||
            g->separation == STATS_SEPARATION_COMPLETE)
            return message_format(a, "model.separated");
        return message_format(a,
                              exploratory ? "model.exploratory" : "model.ok");
    case STATS_SINGULAR:
        return message_format(a, "model.singular");
    case STATS_NOT_CONVERGED:
        return message_format(a, "model.not_converged");
    default:
        return message_format(a, "model.bad_data");
    }
}

static void fill_terms(struct arena *a, const struct model_frame *f,
                       const struct stats_fit *g, struct model_result *out)
{
    out->terms = arena_take_array(a, f->n_cols, sizeof *out->terms);
    for (size_t j = 0; j < f->n_cols; j++) {
        out->terms[j] = (struct model_term){"1",
                                            f->terms[j],
                                            g->estimate[j],
                                            g->std_error[j],
                                            g->statistic[j],
                                            g->lr_p_value[j],
                                            g->conf_low[j],
                                            g->conf_high[j]};
        /* The statistic that belongs to the penalised likelihood ratio p:
         * its signed root. */
        double root = sqrt(g->lr_statistic[j]);
        out->terms[j].statistic = g->estimate[j] < 0 ? -root : root;
    }
    out->n_terms = f->n_cols;
}

static enum status fit_firth(struct arena *a, struct store *s,
                             const struct model_frame *f,
                             const struct limits *l, struct model_result *out)
{
    struct stats_fit_options options = stats_firth;
    struct stats_design design = {
        .n_rows = f->n_rows, .n_cols = f->n_cols, .x = f->x};
    struct stats_fit fit;
    double *y = arena_take_array(a, f->n_rows, sizeof *y);
    for (size_t i = 0; i < f->n_rows; i++)
        y[i] = text_equal(f->outcome[i], "1") ? 1 : 0;
    options.level = l->level;
    enum stats_status st = stats_logit_fit(&design, y, &options, &fit);
    if (st == STATS_BAD_ARGUMENT) {
        stats_fit_release(&fit);
        return STATUS_BUG;
    }
    out->status = stats_status_name(st);
    if (st == STATS_OK || st == STATS_TOO_FEW_EVENTS || st == STATS_SINGULAR) {
        fill_fit(f, &fit, out);
        if (fit.estimate != NULL && fit.n_parameters > 0)
            fill_terms(a, f, &fit, out);
    }
    out->exploratory = out->exploratory || st == STATS_TOO_FEW_EVENTS;
    out->message = sentence(a, &fit, out->exploratory);
    stats_fit_release(&fit);
    return model_store(s, out);
}

static enum status too_small(struct arena *a, struct store *s,
                             const struct limits *l, struct model_result *out)
{
    out->status = stats_status_name(STATS_TOO_FEW_EVENTS);
    out->exploratory = true;
    out->message =
        message_format(a, "model.table_only", (size_t)l->ladder_min_n);
    return model_store(s, out);
}

static enum status fit_binary(struct arena *a, struct store *s,
                              const struct model_plan *plan,
                              const struct limits *l)
{
    struct model_frame f;
    struct model_result out;
    size_t n_all;
    const char **names = split(a, plan->predictors, &n_all);
    enum status st = model_frame_read(a, s, plan->outcome, names, n_all, &f);
    if (st != STATUS_OK)
        return st;
    size_t n = carried(&f, n_all, l);
    if (n < n_all)
        st = model_frame_read(a, s, plan->outcome, names, n, &f);
    if (st != STATUS_OK)
        return st;
    model_result_init(&out, plan->model);
    out.n = f.n_rows;
    out.n_events = count_events(&f);
    out.n_parameters = f.n_cols;
    out.dropped = join(a, names, n, n_all);
    out.events_per_parameter =
        events_per_parameter(f.n_rows, out.n_events, f.n_cols);
    out.exploratory = !(out.events_per_parameter >= l->min_epv);
    if ((double)f.n_rows < l->ladder_min_n)
        return too_small(a, s, l, &out);
    return fit_firth(a, s, &f, l, &out);
}

enum status model_fit_plan(struct arena *a, struct store *s,
                           const struct model_plan *plan)
{
    struct limits l;
    enum status st = read_limits(a, s, &l);
    if (st != STATUS_OK)
        return st;
    if (text_equal(plan->family, "firth"))
        return fit_binary(a, s, plan, &l);
    say_error("model.unknown_family", plan->model, plan->family);
    return STATUS_USAGE;
}
