/* model_fit: one model of models.csv, from its rows to its result. */
#include "pipeline/model_fit.h"

#include "pipeline/model_frame.h"
#include "pipeline/model_store.h"

#include "base/messages.h"
#include "base/text.h"
#include "stats/logit.h"
#include "stats/multinomial.h"
#include "stats/robust.h"

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

/* How many predictors the numbers carry: one below full_model_n people, else
 * as many as keep min_epv of the rarer outcome per parameter, at least one. */
static size_t carried(size_t n_rows, size_t n_rarest, size_t n_predictors,
                      const struct limits *l)
{
    size_t n = (double)n_rows < l->full_model_n ? 1 : n_predictors;
    if (n > n_predictors)
        n = n_predictors;
    while (n > 1 && (double)n_rarest / (double)(n + 1) < l->min_epv)
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
    out->deviance = g->deviance;
    out->null_deviance = g->null_deviance;
    out->aic = -2 * g->log_likelihood + 2 * p;
    out->bic = -2 * g->log_likelihood + p * log((double)f->n_rows);
    out->iterations = g->iterations;
}

static bool has_separation(const struct stats_fit *g)
{
    return g->separation == STATS_SEPARATION_QUASI ||
           g->separation == STATS_SEPARATION_COMPLETE;
}

static const char *sentence(const struct stats_fit *g, bool exploratory)
{
    switch (g->status) {
    case STATS_OK:
    case STATS_TOO_FEW_EVENTS:
        return message(has_separation(g) ? "model.separated"
                       : exploratory     ? "model.exploratory"
                                         : "model.ok");
    case STATS_SEPARATED:
    case STATS_QUASI_SEPARATED:
        return message("model.separated");
    case STATS_SINGULAR:
        return message("model.singular");
    case STATS_NOT_CONVERGED:
        return message("model.not_converged");
    default:
        return message("model.bad_data");
    }
}

/* Term t belongs to outcome level 1 + t / n_cols. Of a penalised fit the
 * p-value is that of the likelihood ratio, the statistic its signed root. */
static struct model_term *terms_of(struct arena *a, const struct model_frame *f,
                                   const struct stats_fit *g, bool is_robust,
                                   const char *const *levels)
{
    struct model_term *out = arena_take_array(a, g->n_terms, sizeof *out);
    for (size_t t = 0; t < g->n_terms; t++) {
        double root = is_robust ? 0 : sqrt(g->lr_statistic[t]);
        double signed_root = g->estimate[t] < 0 ? -root : root;
        out[t] = (struct model_term){
            .outcome_level = levels[1 + t / f->n_cols],
            .term = f->terms[t % f->n_cols],
            .estimate = g->estimate[t],
            .std_error = g->std_error[t],
            .statistic = is_robust ? g->statistic[t] : signed_root,
            .p_value = is_robust ? g->p_value[t] : g->lr_p_value[t],
            .conf_low = g->conf_low[t],
            .conf_high = g->conf_high[t]};
    }
    return out;
}

/* What is fitted: the outcome's levels, the baseline first. */
struct fitting {
    const struct model_frame *frame;
    const char *const *levels;
    size_t n_levels;
    bool is_binary;
    bool is_weighted; /* by link_probability, with robust errors */
    double level;     /* of the limits */
};

/* Code of each row's outcome among the levels. */
static size_t *codes_of(struct arena *a, const struct fitting *m)
{
    const struct model_frame *f = m->frame;
    size_t *y = arena_take_array(a, f->n_rows, sizeof *y);
    for (size_t i = 0; i < f->n_rows; i++)
        while (y[i] + 1 < m->n_levels &&
               strcmp(m->levels[y[i]], f->outcome[i]) != 0)
            y[i]++;
    return y;
}

static double *events_of(struct arena *a, const struct model_frame *f)
{
    double *y = arena_take_array(a, f->n_rows, sizeof *y);
    for (size_t i = 0; i < f->n_rows; i++)
        y[i] = text_equal(f->outcome[i], "1") ? 1 : 0;
    return y;
}

/* Firth's estimate with profile limits; weighted with those of a sandwich. */
static void fit_once(struct arena *a, const struct fitting *m,
                     struct stats_fit *fit)
{
    const struct model_frame *f = m->frame;
    struct stats_fit_options options = stats_firth;
    struct stats_design design = {
        .n_rows = f->n_rows, .n_cols = f->n_cols, .x = f->x};
    const size_t *codes = m->is_binary ? NULL : codes_of(a, m);
    const double *y = m->is_binary ? events_of(a, f) : NULL;
    options.level = m->level;
    if (m->is_weighted) {
        options.limits = STATS_WALD;
        design.weights = f->link;
    }
    fit->status =
        m->is_binary
            ? stats_logit_fit(&design, y, &options, fit)
            : stats_multinomial_fit(&design, codes, m->n_levels, &options, fit);
    if (!m->is_weighted || !stats_fit_has_estimates(fit))
        return;
    enum stats_status robust =
        m->is_binary
            ? stats_robust(&design, y, STATS_FAMILY_LOGIT, STATS_HC0, NULL,
                           m->level, fit)
            : stats_robust_categories(&design, codes, STATS_FAMILY_MULTINOMIAL,
                                      STATS_HC0, NULL, m->level, fit);
    if (robust != STATS_OK)
        fit->status = STATS_BAD_DATA;
}

/* Beside a model that takes every link as certain: the same, weighted by how
 * certain they are. */
static void add_weighted(struct arena *a, struct fitting m,
                         struct model_result *out)
{
    struct stats_fit fit;
    m.is_weighted = true;
    fit_once(a, &m, &fit);
    if (stats_fit_has_estimates(&fit)) {
        out->n_weighted = fit.n_terms;
        out->weighted = terms_of(a, m.frame, &fit, true, m.levels);
        out->message = message_format(a, "model.see_link_weighted",
                                      out->message, m.frame->n_uncertain);
    }
    stats_fit_release(&fit);
}

static enum status fit_and_store(struct arena *a, struct store *s,
                                 const struct fitting *m,
                                 struct model_result *out)
{
    struct stats_fit fit;
    fit_once(a, m, &fit);
    enum stats_status st = fit.status;
    bool has_terms =
        st == STATS_OK || st == STATS_TOO_FEW_EVENTS || st == STATS_SINGULAR;
    if (st == STATS_BAD_ARGUMENT) {
        stats_fit_release(&fit);
        return STATUS_BUG;
    }
    out->status = stats_status_name(st);
    out->exploratory = out->exploratory || st == STATS_TOO_FEW_EVENTS;
    out->message = sentence(&fit, out->exploratory);
    if (has_terms)
        fill_fit(m->frame, &fit, out);
    if (has_terms && fit.n_parameters > 0) {
        out->n_terms = fit.n_terms;
        out->terms = terms_of(a, m->frame, &fit, m->is_weighted, m->levels);
    }
    stats_fit_release(&fit);
    if (out->n_terms > 0 && !m->is_weighted && m->frame->n_uncertain > 0)
        add_weighted(a, *m, out);
    return model_store(s, out);
}

/* The most frequent outcome is the baseline, the others follow by name. */
static const char **outcome_levels(struct arena *a, const struct model_frame *f,
                                   size_t **counts, size_t *n)
{
    const char **levels = NULL;
    size_t names = 0, numbers = 0;
    *counts = NULL;
    *n = 0;
    for (size_t i = 0; i < f->n_rows; i++) {
        size_t at = 0;
        while (at < *n && strcmp(levels[at], f->outcome[i]) != 0)
            at++;
        if (at == *n) {
            levels = arena_grow(a, levels, *n, &names, sizeof *levels);
            *counts = arena_grow(a, *counts, *n, &numbers, sizeof **counts);
            levels[*n] = f->outcome[i];
            (*counts)[(*n)++] = 0;
        }
        (*counts)[at]++;
    }
    return levels;
}

static void swap_levels(const char **levels, size_t *counts, size_t i, size_t j)
{
    const char *level = levels[i];
    size_t count = counts[i];
    levels[i] = levels[j];
    counts[i] = counts[j];
    levels[j] = level;
    counts[j] = count;
}

static void sort_levels(const char **levels, size_t *counts, size_t n)
{
    for (size_t i = 1; i < n; i++) {
        for (size_t j = i; j > 0 && strcmp(levels[j], levels[j - 1]) < 0; j--)
            swap_levels(levels, counts, j, j - 1);
    }
    size_t most = 0;
    for (size_t i = 1; i < n; i++)
        most = counts[i] > counts[most] ? i : most;
    for (; most > 0; most--)
        swap_levels(levels, counts, most, most - 1);
}

static size_t rarest(const size_t *counts, size_t n)
{
    size_t least = 0;
    for (size_t i = 1; i < n; i++)
        least = counts[i] < counts[least] ? i : least;
    return n == 0 ? 0 : counts[least];
}

static enum status too_small(struct store *s, size_t least, struct arena *a,
                             struct model_result *out)
{
    out->status = stats_status_name(STATS_TOO_FEW_EVENTS);
    out->exploratory = true;
    out->message = message_format(a, "model.table_only", least);
    return model_store(s, out);
}

/* What is the same for every family: names, counts, how far they carry. */
static void describe(struct arena *a, const struct model_frame *f,
                     size_t n_rarest, const char *dropped,
                     const struct limits *l, struct model_result *out)
{
    out->n = f->n_rows;
    out->n_events = n_rarest;
    out->n_parameters = f->n_cols;
    out->dropped = arena_copy(a, dropped);
    out->events_per_parameter =
        f->n_cols == 0 ? NAN : (double)n_rarest / (double)f->n_cols;
    out->exploratory = !(out->events_per_parameter >= l->min_epv);
}

/* Reads the frame with as many predictors as the numbers carry. */
static enum status read_carried(struct arena *a, struct store *s,
                                const struct model_plan *plan,
                                const struct limits *l, struct model_frame *f,
                                const char **dropped)
{
    size_t n_all;
    const char **names = split(a, plan->predictors, &n_all);
    enum status st = model_frame_read(a, s, plan->outcome, names, n_all, f);
    if (st != STATUS_OK)
        return st;
    size_t *counts, n_levels;
    outcome_levels(a, f, &counts, &n_levels);
    size_t n = carried(f->n_rows, rarest(counts, n_levels), n_all, l);
    *dropped = join(a, names, n, n_all);
    return n < n_all ? model_frame_read(a, s, plan->outcome, names, n, f)
                     : STATUS_OK;
}

enum status model_fit_plan(struct arena *a, struct store *s,
                           const struct model_plan *plan)
{
    struct limits l;
    struct model_frame f;
    struct model_result out;
    const char *dropped;
    bool is_binary = text_equal(plan->family, "firth");
    if (!is_binary && !text_equal(plan->family, "multinomial")) {
        say_error("model.unknown_family", plan->model, plan->family);
        return STATUS_USAGE;
    }
    if (*plan->weights != '\0' &&
        !text_equal(plan->weights, "link_probability")) {
        say_error("model.unknown_weights", plan->model, plan->weights);
        return STATUS_USAGE;
    }
    enum status st = read_limits(a, s, &l);
    if (st == STATUS_OK)
        st = read_carried(a, s, plan, &l, &f, &dropped);
    if (st != STATUS_OK)
        return st;
    size_t *counts, n_levels;
    const char **levels = outcome_levels(a, &f, &counts, &n_levels);
    sort_levels(levels, counts, n_levels);
    model_result_init(&out, plan->model);
    describe(a, &f, rarest(counts, n_levels), dropped, &l, &out);
    if (is_binary)
        out.n_events = count_events(&f);
    if ((double)f.n_rows < l.ladder_min_n)
        return too_small(s, (size_t)l.ladder_min_n, a, &out);
    if (!is_binary && n_levels < 2)
        return too_small(s, (size_t)l.ladder_min_n, a, &out);
    static const char *const no_yes[] = {"0", "1"};
    const struct fitting m = {.frame = &f,
                              .levels = is_binary ? no_yes : levels,
                              .n_levels = is_binary ? 2 : n_levels,
                              .is_binary = is_binary,
                              .is_weighted = *plan->weights != '\0',
                              .level = l.level};
    return fit_and_store(a, s, &m, &out);
}
