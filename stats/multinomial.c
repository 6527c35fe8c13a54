/* multinomial: baseline-category logit, from matrix to result. */
#include "stats/multinomial.h"
#include "stats/choice_core.h"
#include "stats/chords.h"
#include "stats/fit_result.h"
#include "stats/multinomial_core.h"
#include "stats/separation.h"
#include "stats/symmetric.h"

#include <math.h>
#include <string.h>

enum { FIRST_CLIMB = 20, LONG_CLIMB = 500 };
/* Beyond this many numbers the linear program would take minutes. */
static const size_t MOST_CONE = 20000000;

struct fitting {
    struct workspace scratch;
    const struct stats_design *design;
    const size_t *user_y;
    size_t n_levels, n_terms;
    const struct stats_fit_options *options;
    struct stats_fit *out;
    struct tall t;
    int threads;
    size_t *y;          /* t.n */
    double *count;      /* n_levels, weighted */
    long double *beta;  /* (n_levels - 1) p */
    long double *shape; /* n_terms × (n_levels - 1) p: the way back */
};

static void make_shape(struct fitting *f)
{
    size_t m = f->t.n_cols, p = f->t.p, free = f->n_levels - 1;
    f->shape = workspace_reals(&f->scratch, f->n_terms * free * p);
    for (size_t k = 0; k < free; k++)
        for (size_t j = 0; j < m; j++) {
            size_t term = k * m + j;
            f->out->column[term] = f->t.column[j];
            memcpy(f->shape + (term * free + k) * p, f->t.back + j * p,
                   p * sizeof *f->shape);
        }
}

static void start_beta(const struct fitting *f, const struct tall *t,
                       long double *beta)
{
    for (size_t k = 0; k + 1 < f->n_levels; k++)
        tall_start(t, beta + k * t->p);
}

static void climb_null(struct fitting *f)
{
    struct tall null;
    size_t free = f->n_levels - 1;
    tall_intercept(&f->scratch, &f->t, &null);
    struct multinomial_core core;
    long double *beta = workspace_reals(&f->scratch, free);
    if (null.by_blocks)
        multinomial_core_start_blocks(&f->scratch, &null, f->y, f->n_levels,
                                      f->threads, &core);
    else
        multinomial_core_start(&f->scratch, &null, f->y, f->n_levels, false,
                               &core);
    if (f->t.has_intercept)
        start_beta(f, &null, beta);
    bool good = core.climb.evaluate(&core.climb, beta);
    if (good && f->t.has_intercept)
        good = climb_to_top(&core.climb, NULL, LONG_CLIMB, beta, NULL) ==
               CLIMB_TOP;
    if (good)
        f->out->null_log_likelihood = (double)core.log_likelihood;
}

/* With an intercept the intercepts' model has the observed shares, without
 * one equal ones; with an offset it is climbed. */
static void find_null(struct fitting *f)
{
    long double all = (long double)f->t.sum_weights, sum = 0.0L;
    for (size_t k = 0; k < f->n_levels; k++) {
        long double share = f->t.has_intercept
                                ? (long double)f->count[k] / all
                                : 1.0L / (long double)f->n_levels;
        sum += (long double)f->count[k] * logl(share);
    }
    f->out->null_log_likelihood = (double)sum;
    if (f->design->offset)
        climb_null(f);
    f->out->null_deviance = -2.0 * f->out->null_log_likelihood;
}

static void tell_row(const struct fitting *f, size_t i)
{
    const struct stats_design *d = f->design;
    size_t m = d->n_cols, levels = f->n_levels;
    double *fitted = f->out->fitted + i * levels;
    long double largest = 0.0L, sum = 0.0L;
    fitted[0] = 0.0;
    for (size_t k = 1; k < levels; k++) {
        long double eta = d->offset ? (long double)d->offset[i] : 0.0L;
        const double *b = f->out->estimate + (k - 1) * m;
        for (size_t j = 0; j < m; j++)
            if (isfinite(b[j]))
                eta += (long double)b[j] * (long double)d->x[i * m + j];
        fitted[k] = (double)eta;
        largest = fmaxl(largest, eta);
    }
    for (size_t k = 0; k < levels; k++) {
        fitted[k] = exp(fitted[k] - (double)largest);
        sum += (long double)fitted[k];
    }
    for (size_t k = 0; k < levels; k++)
        fitted[k] = (double)((long double)fitted[k] / sum);
}

static void tell_all(struct fitting *f, struct multinomial_core *core)
{
    size_t p = core->climb.p;
    struct stats_fit *out = f->out;
    out->iterations = core->climb.iterations;
    out->n_parameters = p;
    out->log_likelihood = (double)core->log_likelihood;
    out->deviance = -2.0 * out->log_likelihood;
    if (core->firth) {
        long double scale = 0.0L;
        for (size_t k = 0; k < f->t.p; k++)
            scale -= logl(fabsl(f->t.back[f->t.kept[k] * f->t.p + k]));
        out->penalised_log_likelihood =
            (double)(core->climb.value +
                     scale * (long double)(f->n_levels - 1));
    }
    fit_result_top(out, &f->scratch, f->options, &core->climb, core->fisher,
                   f->shape, f->beta);
    for (size_t i = 0; i < f->design->n_rows; i++)
        tell_row(f, i);
}

static enum stats_status judge(struct fitting *f)
{
    return fit_result_judge(f->out, f->t.p == f->t.n_cols, f->out->n_events,
                            f->t.p);
}

/* One row per person and category l that was not theirs: x in the block of
 * the own category, -x in that of l (the baseline has no block). width
 * columns per block are taken from x(i, j). */
struct cone {
    size_t n_rows, width;
    double *own, *orthogonal; /* n_rows × blocks of n_cols, of p */
    size_t *person;
};

static void fill_cone_row(const struct fitting *f, size_t i, size_t block,
                          double sign, double *own, double *orthogonal)
{
    size_t m = f->t.n_cols, p = f->t.p;
    const double *x = f->design->x + f->t.row[i] * m;
    if (block == 0)
        return;
    for (size_t j = 0; j < m; j++)
        own[(block - 1) * m + j] = sign * x[j];
    for (size_t k = 0; k < p; k++)
        orthogonal[(block - 1) * p + k] = sign * (double)f->t.q[i * p + k];
}

static void fill_cone(struct fitting *f, struct cone *c)
{
    size_t free = f->n_levels - 1, m = f->t.n_cols, p = f->t.p;
    size_t most = f->t.n * free;
    c->own = workspace_doubles(&f->scratch, most * free * m);
    c->orthogonal = workspace_doubles(&f->scratch, most * free * p);
    c->person = workspace_take(&f->scratch, most, sizeof *c->person);
    for (size_t i = 0; i < f->t.n; i++)
        for (size_t l = 0; l < f->n_levels; l++) {
            if (l == f->y[i])
                continue;
            double *own = c->own + c->n_rows * free * m;
            double *orthogonal = c->orthogonal + c->n_rows * free * p;
            fill_cone_row(f, i, f->y[i], 1.0, own, orthogonal);
            fill_cone_row(f, i, l, -1.0, own, orthogonal);
            c->person[c->n_rows++] = i;
        }
}

/* The limit of the likelihood compares each person's category only with
 * those that no direction rules out. */
static void tell_limit(struct fitting *f, const struct cone *c,
                       const unsigned char *strict)
{
    size_t n = 0;
    double *weights = workspace_doubles(&f->scratch, c->n_rows);
    size_t *set = workspace_take(&f->scratch, c->n_rows, sizeof *set);
    for (size_t r = 0; r < c->n_rows; r++) {
        if (strict[r])
            continue;
        weights[r] = f->t.weight[c->person[r]];
        set[n++] = c->person[r];
    }
    struct stats_design left = {.n_rows = c->n_rows,
                                .n_cols = f->n_terms,
                                .x = c->own,
                                .weights = weights};
    struct tall rest;
    struct choice_core core;
    if (f->design->offset ||
        tall_prepare(&f->scratch, &left, &rest) != STATS_OK)
        return;
    long double *beta = workspace_reals(&f->scratch, rest.p);
    choice_core_start(&f->scratch, &rest, set, &core);
    if (climb_to_top(&core.climb, NULL, LONG_CLIMB, beta, NULL) != CLIMB_TOP)
        return;
    long double *inverse = workspace_reals(&f->scratch, rest.p * rest.p);
    symmetric_inverse(rest.p, core.climb.step, inverse);
    f->out->log_likelihood = (double)core.climb.value;
    f->out->deviance = -2.0 * f->out->log_likelihood;
    fit_result_tell(f->out, &f->scratch, f->options->level, rest.p, rest.back,
                    beta, inverse);
}

static size_t count_separated_rows(const struct cone *c,
                                   const unsigned char *strict)
{
    size_t count = 0, last = (size_t)-1;
    for (size_t r = 0; r < c->n_rows; r++)
        if (strict[r] && c->person[r] != last) {
            last = c->person[r];
            count++;
        }
    return count;
}

static enum stats_status ask_for_separation(struct fitting *f)
{
    struct stats_fit *out = f->out;
    struct cone c = {0};
    size_t free = f->n_levels - 1;
    out->separation = STATS_SEPARATION_UNKNOWN;
    if (f->t.n * free > MOST_CONE / (free * f->t.n_cols))
        return STATS_NOT_CONVERGED;
    fill_cone(f, &c);
    unsigned char *strict = workspace_take(&f->scratch, c.n_rows, 1);
    size_t n_strict = separation_strict_rows(
        &f->scratch, c.n_rows, free * f->t.p, c.orthogonal, strict);
    if (n_strict > c.n_rows)
        return STATS_NOT_CONVERGED;
    out->separation = STATS_OVERLAP;
    if (n_strict == 0)
        return STATS_OK;
    bool complete = n_strict == c.n_rows;
    out->separation =
        complete ? STATS_SEPARATION_COMPLETE : STATS_SEPARATION_QUASI;
    out->n_separated_rows = count_separated_rows(&c, strict);
    if (f->options->method == STATS_FIRTH)
        return STATS_OK;
    separation_name(&f->scratch, c.n_rows, f->n_terms, c.own, strict,
                    out->column);
    if (complete)
        out->log_likelihood = out->deviance = 0.0;
    else
        tell_limit(f, &c, strict);
    return complete ? STATS_SEPARATED : STATS_QUASI_SEPARATED;
}

static enum stats_status
fit_ml(struct fitting *f, struct multinomial_core *core, enum climb_end first)
{
    enum climb_end how = first;
    multinomial_core_start(&f->scratch, &f->t, f->y, f->n_levels, false, core);
    start_beta(f, &f->t, f->beta);
    if (first == CLIMB_TOP)
        how = climb_to_top(&core->climb, NULL, FIRST_CLIMB, f->beta, NULL);
    if (how == CLIMB_TOP && multinomial_core_proves_overlap(core))
        return STATS_OK;
    enum stats_status st = ask_for_separation(f);
    if (st != STATS_OK || f->out->separation != STATS_OVERLAP)
        return st;
    if (how == CLIMB_TOP)
        return STATS_OK;
    how = climb_to_top(&core->climb, NULL, LONG_CLIMB, f->beta, NULL);
    return how == CLIMB_TOP ? STATS_OK : STATS_NOT_CONVERGED;
}

/* Near the maximum of a thinned matrix: a place to start from, and a step
 * matrix for it. False when there is none. */
static bool start_thin(struct fitting *f, struct multinomial_core *whole)
{
    struct tall thin;
    struct multinomial_core core;
    size_t every = tall_thin(&f->t, &thin);
    if (every == 0)
        return false;
    size_t *y = workspace_take(&f->scratch, thin.n, sizeof *y);
    for (size_t i = 0; i < thin.n; i++)
        y[i] = f->y[i * every];
    multinomial_core_start_blocks(&f->scratch, &thin, y, f->n_levels,
                                  f->threads, &core);
    start_beta(f, &thin, f->beta);
    return climb_start_thin(&core.climb, thin.n, every, f->beta, &whole->climb);
}

static enum stats_status fit_blocks(struct fitting *f,
                                    struct multinomial_core *core)
{
    enum climb_end how = CLIMB_ENDLESS;
    multinomial_core_start_blocks(&f->scratch, &f->t, f->y, f->n_levels,
                                  f->threads, core);
    if (start_thin(f, core))
        how = climb_by_chords(&core->climb, f->t.n, f->beta);
    if (how != CLIMB_TOP) {
        start_beta(f, &f->t, f->beta);
        how = climb_to_top(&core->climb, NULL, FIRST_CLIMB, f->beta, NULL);
    }
    if (how == CLIMB_TOP && multinomial_core_proves_overlap(core))
        return STATS_OK;
    if (tall_prepare(&f->scratch, f->design, &f->t) != STATS_OK)
        return fit_result_refuse(f->out, f->t.reason);
    make_shape(f);
    find_null(f);
    f->beta = workspace_reals(&f->scratch, (f->n_levels - 1) * f->t.p);
    return fit_ml(f, core, how);
}

/* May the sums be taken by blocks? They are kept per chunk of rows. */
static bool prepare_blocks(struct fitting *f)
{
    const struct stats_design *d = f->design;
    f->threads = block_threads(f->options->threads);
    return f->options->method == STATS_ML &&
           multinomial_core_room(d->n_rows, d->n_cols, f->n_levels) < 2e7 &&
           tall_prepare_blocks(&f->scratch, d, f->threads, &f->t);
}

static enum stats_status fit_firth(struct fitting *f,
                                   struct multinomial_core *core)
{
    start_beta(f, &f->t, f->beta);
    multinomial_core_start(&f->scratch, &f->t, f->y, f->n_levels, true, core);
    enum climb_end how =
        climb_to_top(&core->climb, NULL, LONG_CLIMB, f->beta, NULL);
    return how == CLIMB_TOP ? STATS_OK : STATS_NOT_CONVERGED;
}

static enum stats_status fit_prepared(struct fitting *f)
{
    struct multinomial_core core;
    enum stats_status st = fit_result_categories(
        f->out, &f->scratch, &f->t, f->user_y, f->n_levels, &f->y, &f->count);
    if (st != STATS_OK)
        return st;
    make_shape(f);
    if (f->t.n < f->t.n_cols) {
        f->out->reason = STATS_MORE_COLUMNS_THAN_ROWS;
        return f->out->status = STATS_SINGULAR;
    }
    f->beta = workspace_reals(&f->scratch, (f->n_levels - 1) * f->t.p);
    find_null(f);
    st = f->t.by_blocks ? fit_blocks(f, &core) : fit_ml(f, &core, CLIMB_TOP);
    if (f->options->method == STATS_FIRTH && st != STATS_BAD_DATA)
        st = fit_firth(f, &core);
    if (st == STATS_OK) {
        tell_all(f, &core);
        st = judge(f);
    }
    return f->out->status = st;
}

enum stats_status stats_multinomial_fit(const struct stats_design *design,
                                        const size_t *y, size_t n_levels,
                                        const struct stats_fit_options *options,
                                        struct stats_fit *out)
{
    struct fitting f = {.design = design,
                        .user_y = y,
                        .n_levels = n_levels,
                        .options = options,
                        .out = out};
    *out = (struct stats_fit){.status = STATS_BAD_ARGUMENT};
    if (n_levels < 2 || design->x == NULL || y == NULL || design->n_cols == 0 ||
        !(options->level > 0.0 && options->level < 1.0))
        return STATS_BAD_ARGUMENT;
    f.n_terms = (n_levels - 1) * design->n_cols;
    if (!fit_result_start(out, design, f.n_terms, n_levels))
        return STATS_BAD_ARGUMENT;
    enum stats_status st = STATS_OK;
    if (!prepare_blocks(&f))
        st = tall_prepare(&f.scratch, design, &f.t);
    if (st == STATS_OK) {
        fit_result_tell_design(out, &f.t);
        st = fit_prepared(&f);
    } else {
        st = fit_result_refuse(out, f.t.reason);
    }
    workspace_release(&f.scratch);
    return st;
}
