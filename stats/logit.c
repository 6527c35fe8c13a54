/* logit: from a design matrix to estimates, or to the reason why not. */
#include "stats/logit.h"
#include "stats/chords.h"
#include "stats/fit_result.h"
#include "stats/logit_core.h"
#include "stats/separation.h"
#include "stats/symmetric.h"

#include <math.h>
#include <string.h>

/* Newton needs fewer than 12 steps where a maximum exists; beyond 18 the
 * linear program is asked whether there is one. */
enum { FIRST_CLIMB = 18, LONG_CLIMB = 500 };
/* Up to FEW_ROWS all rows go into the linear program; beyond MOST_ROWS it
 * would take minutes. */
enum { FEW_ROWS = 1500, MOST_ROWS = 6000 };
/* Rows times columns below which a climb in double first saves nothing. */
enum { SMALL_FIT = 500 };

struct fitting {
    struct workspace scratch;
    const struct stats_design *design;
    const double *user_y;
    const struct stats_fit_options *options;
    struct stats_fit *out;
    struct tall t;
    int threads;
    bool has_fitted;   /* out->fitted is filled */
    const double *y;   /* t.n */
    long double *beta; /* t.p */
    double *stood_at;  /* n_cols: where a climb without top ended */
};

/* All rows, without weights: events are counted. */
static bool count_plain_outcome(struct fitting *f)
{
    size_t zeros = 0, ones = 0;
    for (size_t i = 0; i < f->t.n; i++) {
        zeros += f->user_y[i] == 0.0;
        ones += f->user_y[i] == 1.0;
    }
    f->y = f->user_y;
    f->out->n_events = (double)ones;
    return zeros + ones == f->t.n;
}

static bool read_outcome(struct fitting *f)
{
    double *copy = f->t.row ? workspace_doubles(&f->scratch, f->t.n) : NULL;
    f->y = copy ? copy : f->user_y;
    for (size_t i = 0; i < f->t.n; i++) {
        double y = f->user_y[tall_row(&f->t, i)];
        if (y != 0.0 && y != 1.0)
            return false;
        if (copy)
            copy[i] = y;
        f->out->n_events += y * tall_weight(&f->t, i);
    }
    return true;
}

static enum stats_status take_outcome(struct fitting *f)
{
    bool plain = f->t.row == NULL && f->t.weight == NULL;
    if (!(plain ? count_plain_outcome(f) : read_outcome(f)))
        return fit_result_refuse(f->out, STATS_OUTCOME_NOT_CODED);
    if (f->out->n_events <= 0.0 || f->out->n_events >= f->t.sum_weights)
        return fit_result_refuse(f->out, STATS_OUTCOME_CONSTANT);
    return STATS_OK;
}

static void tell_columns(struct fitting *f)
{
    memcpy(f->out->column, f->t.column, f->t.n_cols * sizeof *f->t.column);
}

static void climb_null(struct fitting *f)
{
    struct tall null;
    tall_intercept(&f->scratch, &f->t, &null);
    struct logit_core core;
    if (null.by_blocks)
        logit_core_start_blocks(&f->scratch, &null, f->y, f->threads, &core);
    else
        logit_core_start(&f->scratch, &null, f->y, false, &core);
    long double beta = 0.0L;
    if (f->t.has_intercept)
        tall_start(&null, &beta);
    bool good = core.climb.evaluate(&core.climb, &beta);
    if (good && f->t.has_intercept)
        good = climb_to_top(&core.climb, NULL, LONG_CLIMB, &beta, NULL) ==
               CLIMB_TOP;
    if (good)
        f->out->null_log_likelihood = (double)core.log_likelihood;
}

/* The intercept alone: its maximum is the share of events, unless an offset
 * makes a climb necessary. */
static void find_null(struct fitting *f)
{
    struct stats_fit *out = f->out;
    long double events = (long double)out->n_events;
    long double all = (long double)f->t.sum_weights;
    if (f->design->offset && f->t.p == 1 && f->t.has_intercept) {
        return; /* the model itself: tell_all */
    } else if (f->design->offset) {
        climb_null(f);
    } else if (f->t.has_intercept) {
        out->null_log_likelihood =
            (double)(events * logl(events / all) +
                     (all - events) * logl((all - events) / all));
    } else {
        out->null_log_likelihood = (double)(all * logl(0.5L));
    }
    out->null_deviance = -2.0 * out->null_log_likelihood;
}

static long double predictor(const struct stats_design *d, size_t i,
                             const double *b)
{
    long double eta = d->offset ? (long double)d->offset[i] : 0.0L;
    for (size_t j = 0; j < d->n_cols; j++)
        eta += (long double)b[j] * (long double)d->x[i * d->n_cols + j];
    return eta;
}

/* Four sums at a time, in double: tall data need no 18th digit here. */
static double quick_predictor(const struct stats_design *d, size_t i,
                              const double *b)
{
    const double *x = d->x + i * d->n_cols;
    double lane[4] = {d->offset ? d->offset[i] : 0.0, 0.0, 0.0, 0.0};
    size_t j = 0;
    for (; j + 4 <= d->n_cols; j += 4)
        for (size_t v = 0; v < 4; v++)
            lane[v] += b[j + v] * x[j + v];
    for (; j < d->n_cols; j++)
        lane[0] += b[j] * x[j];
    return (lane[0] + lane[1]) + (lane[2] + lane[3]);
}

static void tell_fitted(struct fitting *f)
{
    const struct stats_design *d = f->design;
    if (f->has_fitted)
        return;
    double *b = workspace_doubles(&f->scratch, d->n_cols);
    for (size_t j = 0; j < d->n_cols; j++)
        b[j] = isfinite(f->out->estimate[j]) ? f->out->estimate[j] : 0.0;
    for (size_t i = 0; i < d->n_rows; i++)
        f->out->fitted[i] =
            f->t.by_blocks
                ? 1.0 / (1.0 + exp(-quick_predictor(d, i, b)))
                : (double)(1.0L / (1.0L + expl(-predictor(d, i, b))));
}

/* log det X'WX of the user's columns, from that of the orthogonal ones. */
static long double scale_of_determinant(const struct tall *t)
{
    long double sum = 0.0L;
    for (size_t k = 0; k < t->p; k++)
        sum -= 2.0L * logl(fabsl(t->back[t->kept[k] * t->p + k]));
    return sum;
}

static void tell_all(struct fitting *f, struct logit_core *core)
{
    size_t p = f->t.p;
    struct stats_fit *out = f->out;
    out->iterations = core->climb.iterations;
    out->n_parameters = p;
    out->log_likelihood = (double)core->log_likelihood;
    out->deviance = -2.0 * out->log_likelihood;
    if (p == 1 && f->t.has_intercept && !core->firth) {
        out->null_log_likelihood = out->log_likelihood;
        out->null_deviance = out->deviance;
    }
    if (core->firth)
        out->penalised_log_likelihood =
            (double)(core->climb.value + 0.5L * scale_of_determinant(&f->t));
    fit_result_top(out, &f->scratch, f->options, &core->climb, core->fisher,
                   f->t.back, f->beta);
    tell_fitted(f);
}

static enum stats_status judge(struct fitting *f)
{
    double events = f->out->n_events;
    double rarest = fmin(events, f->out->sum_weights - events);
    return fit_result_judge(f->out, f->t.p == f->t.n_cols, rarest, f->t.p);
}

/* The limit of the likelihood is that of the unseparated rows alone; what is
 * finite there is the estimate's limit too. */
static void tell_limit(struct fitting *f, const unsigned char *strict)
{
    struct stats_design left;
    double *y;
    tall_leave_out(&f->scratch, &f->t, strict, f->y, &left, &y);
    struct tall rest;
    struct logit_core core;
    if (tall_prepare(&f->scratch, &left, &rest) != STATS_OK)
        return;
    long double *beta = workspace_reals(&f->scratch, rest.p);
    logit_core_start(&f->scratch, &rest, y, false, &core);
    tall_start(&rest, beta);
    if (climb_to_top(&core.climb, NULL, LONG_CLIMB, beta, NULL) != CLIMB_TOP)
        return;
    long double *inverse = workspace_reals(&f->scratch, rest.p * rest.p);
    symmetric_inverse(rest.p, core.fisher, inverse);
    f->out->log_likelihood = (double)core.log_likelihood;
    f->out->deviance = -2.0 * f->out->log_likelihood;
    fit_result_tell(f->out, &f->scratch, f->options->level, rest.p, rest.back,
                    beta, inverse);
}

/* The cone's rows in the user's columns, (2y - 1) x. */
static double *signed_rows(struct fitting *f)
{
    size_t m = f->t.n_cols;
    double *rows = workspace_doubles(&f->scratch, f->t.n * m);
    for (size_t i = 0; i < f->t.n; i++)
        for (size_t j = 0; j < m; j++)
            rows[i * m + j] = (f->y[i] > 0.5 ? 1.0 : -1.0) *
                              f->design->x[f->t.row[i] * m + j];
    return rows;
}

static enum stats_status
tell_separation(struct fitting *f, const unsigned char *strict, size_t n_strict)
{
    struct stats_fit *out = f->out;
    bool complete = n_strict == f->t.n;
    out->n_separated_rows = n_strict;
    out->separation =
        complete ? STATS_SEPARATION_COMPLETE : STATS_SEPARATION_QUASI;
    if (f->options->method == STATS_FIRTH)
        return STATS_OK;
    separation_name(&f->scratch, f->t.n, f->t.n_cols, signed_rows(f), strict,
                    out->column);
    if (complete)
        out->log_likelihood = out->deviance = 0.0;
    else
        tell_limit(f, strict);
    return complete ? STATS_SEPARATED : STATS_QUASI_SEPARATED;
}

/* The cone's rows in orthogonal columns, best for the linear program. */
static double *orthogonal_rows(struct fitting *f)
{
    size_t n = f->t.n, p = f->t.p;
    double *a = workspace_doubles(&f->scratch, n * p);
    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; k < p; k++)
            a[i * p + k] =
                (f->y[i] > 0.5 ? 1.0 : -1.0) * (double)f->t.q[i * p + k];
    return a;
}

static enum stats_status ask_for_separation(struct fitting *f)
{
    size_t n = f->t.n, p = f->t.p;
    unsigned char *strict = workspace_take(&f->scratch, n, 1);
    size_t n_strict = n + 1;
    if (n > FEW_ROWS && f->stood_at)
        n_strict =
            logit_strict_rows(&f->scratch, &f->t, f->y, f->stood_at, strict);
    if (n_strict > n && n <= MOST_ROWS)
        n_strict = separation_strict_rows(&f->scratch, n, p, orthogonal_rows(f),
                                          strict);
    if (n_strict == 0)
        return STATS_OK;
    if (n_strict > n) {
        f->out->separation = STATS_SEPARATION_UNKNOWN;
        return STATS_NOT_CONVERGED;
    }
    return tell_separation(f, strict, n_strict);
}

/* Where the climb ended, in the user's columns. */
static void remember(struct fitting *f)
{
    size_t m = f->t.n_cols, p = f->t.p;
    f->stood_at = workspace_doubles(&f->scratch, m);
    for (size_t j = 0; j < m; j++) {
        long double sum = 0.0L;
        for (size_t k = 0; k < p; k++)
            sum += f->t.back[j * p + k] * f->beta[k];
        f->stood_at[j] = (double)sum;
    }
}

/* To near the top in double, where that is cheap beside steps in extended
 * precision. Returns the steps it took; 0, and beta where climbs start, when
 * it found no top. */
static int start_near(struct fitting *f)
{
    struct tall doubles;
    struct logit_core core;
    tall_start(&f->t, f->beta);
    if (f->t.n * f->t.p < SMALL_FIT)
        return 0;
    tall_doubles(&f->scratch, &f->t, &doubles);
    logit_core_start_blocks(&f->scratch, &doubles, f->y, 1, &core);
    core.climb.enough = 1e-6L;
    if (climb_to_top(&core.climb, NULL, FIRST_CLIMB, f->beta, NULL) ==
        CLIMB_TOP)
        return core.climb.iterations;
    tall_start(&f->t, f->beta);
    return 0;
}

/* Maximum likelihood, and the proof that a maximum exists or does not. */
static enum stats_status fit_ml(struct fitting *f, struct logit_core *core,
                                enum climb_end first)
{
    enum climb_end how = first;
    logit_core_start(&f->scratch, &f->t, f->y, false, core);
    if (first == CLIMB_TOP) {
        int before = start_near(f);
        how = climb_to_top(&core->climb, NULL, FIRST_CLIMB, f->beta, NULL);
        /* What is left then is the doubles' rounding: no step of the way. */
        if (before > 0)
            core->climb.iterations = before + core->climb.iterations - 1;
    }
    if (how == CLIMB_TOP && logit_core_proves_overlap(core))
        return STATS_OK;
    if (f->stood_at == NULL)
        remember(f);
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
static bool start_thin(struct fitting *f, struct logit_core *whole)
{
    struct tall thin;
    struct logit_core core;
    size_t every = tall_thin(&f->t, &thin);
    if (every == 0)
        return false;
    double *y = workspace_doubles(&f->scratch, thin.n);
    for (size_t i = 0; i < thin.n; i++)
        y[i] = f->y[i * every];
    logit_core_start_blocks(&f->scratch, &thin, y, f->threads, &core);
    logit_core_step_of_zero(&core);
    tall_start(&thin, f->beta);
    return climb_start_thin(&core.climb, thin.n, every, f->beta, &whole->climb);
}

/* Few passes where that works; else step by step. */
static enum climb_end climb_blocks(struct fitting *f, struct logit_core *core)
{
    if (f->t.n == f->design->n_rows)
        core->fitted = f->out->fitted;
    enum climb_end how = CLIMB_ENDLESS;
    if (start_thin(f, core))
        how = climb_by_chords(&core->climb, f->t.n, f->beta);
    f->has_fitted = how == CLIMB_TOP && core->fitted;
    core->fitted = NULL;
    if (how == CLIMB_TOP)
        return how;
    tall_start(&f->t, f->beta);
    return climb_to_top(&core->climb, NULL, FIRST_CLIMB, f->beta, NULL);
}

/* Tall data: Newton by blocks. When that ends without proof of a maximum the
 * columns are made orthogonal and the linear program is asked, without
 * climbing again what had no top. */
static enum stats_status fit_blocks(struct fitting *f, struct logit_core *core)
{
    logit_core_start_blocks(&f->scratch, &f->t, f->y, f->threads, core);
    enum climb_end how = climb_blocks(f, core);
    if (how == CLIMB_TOP && logit_core_proves_overlap(core))
        return STATS_OK;
    remember(f);
    f->has_fitted = false;
    if (tall_prepare(&f->scratch, f->design, &f->t) != STATS_OK)
        return fit_result_refuse(f->out, f->t.reason);
    tell_columns(f);
    find_null(f);
    f->beta = workspace_reals(&f->scratch, f->t.p);
    return fit_ml(f, core, how);
}

static enum stats_status fit_firth(struct fitting *f, struct logit_core *core)
{
    if (f->t.by_blocks &&
        tall_prepare(&f->scratch, f->design, &f->t) != STATS_OK)
        return STATS_NOT_CONVERGED;
    tall_start(&f->t, f->beta);
    logit_core_start(&f->scratch, &f->t, f->y, true, core);
    enum climb_end how =
        climb_to_top(&core->climb, NULL, LONG_CLIMB, f->beta, NULL);
    return how == CLIMB_TOP ? STATS_OK : STATS_NOT_CONVERGED;
}

static enum stats_status fit_prepared(struct fitting *f)
{
    struct logit_core core;
    enum stats_status st = take_outcome(f);
    if (st != STATS_OK)
        return st;
    tell_columns(f);
    if (f->t.n < f->t.n_cols) {
        f->out->reason = STATS_MORE_COLUMNS_THAN_ROWS;
        return f->out->status = STATS_SINGULAR;
    }
    f->beta = workspace_reals(&f->scratch, f->t.p);
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

enum stats_status stats_logit_fit(const struct stats_design *design,
                                  const double *y,
                                  const struct stats_fit_options *options,
                                  struct stats_fit *out)
{
    struct fitting f = {
        .design = design, .user_y = y, .options = options, .out = out};
    *out = (struct stats_fit){.status = STATS_BAD_ARGUMENT};
    if (design->x == NULL || y == NULL || design->n_cols == 0 ||
        !(options->level > 0.0 && options->level < 1.0) ||
        !fit_result_start(out, design, design->n_cols, 1))
        return STATS_BAD_ARGUMENT;
    f.threads = block_threads(options->threads);
    enum stats_status st = STATS_OK;
    if (!tall_prepare_blocks(&f.scratch, design, f.threads, &f.t))
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
