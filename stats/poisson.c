/* poisson: Newton on sum w (y eta - exp eta - log y!).
 *
 * score = X'w(y - mu), information = X' diag(w mu) X. */
#include "stats/poisson.h"
#include "stats/fit_result.h"
#include "stats/quick.h"
#include "stats/separation.h"

#include <math.h>
#include <string.h>

enum { FIRST_CLIMB = 40, LONG_CLIMB = 500 };

struct poisson_core {
    const struct tall *t;
    const double *y;
    struct climb climb;
    long double smallest; /* min w mu over the rows of count 0 */
    long double deviance;
    struct quick *quick; /* or NULL */
};

struct fitting {
    struct workspace scratch;
    const struct stats_design *design;
    const double *user_y;
    const struct stats_fit_options *options;
    struct stats_fit *out;
    struct tall t;
    double *y;
    long double *beta;
};

static void add_row(struct climb *c, const long double *x, size_t p,
                    long double residual, long double weight)
{
    for (size_t j = 0; j < p; j++) {
        c->score[j] += residual * x[j];
        for (size_t k = 0; k <= j && !c->is_quick; k++)
            c->step[j * p + k] += weight * x[j] * x[k];
    }
}

static bool evaluate(struct climb *c, const long double *beta)
{
    struct poisson_core *m = c->model;
    const struct tall *t = m->t;
    size_t p = t->p;
    c->value = m->deviance = 0.0L;
    m->smallest = HUGE_VALL;
    memset(c->score, 0, p * sizeof *c->score);
    memset(c->step, 0, p * p * sizeof *c->step);
    for (size_t i = 0; i < t->n; i++) {
        const long double *x = t->q + i * p;
        long double y = (long double)m->y[i], w = (long double)t->weight[i];
        long double eta = (long double)t->offset[i];
        for (size_t k = 0; k < p; k++)
            eta += x[k] * beta[k];
        long double mu = expl(eta);
        c->value += w * (y * eta - mu - lgammal(y + 1.0L));
        m->deviance += 2.0L * w * (mu - y);
        if (y > 0.0L)
            m->deviance += 2.0L * w * y * (logl(y) - eta);
        else
            m->smallest = fminl(m->smallest, w * mu);
        add_row(c, x, p, w * (y - mu), w * mu);
        if (c->is_quick)
            m->quick->weight[i] = (double)(w * mu);
    }
    if (c->is_quick)
        quick_gram(m->quick, p, c->step);
    return isfinite(c->value) && climb_factor(c, c->step);
}

static void start_core(struct fitting *f, const struct tall *t, const double *y,
                       struct poisson_core *core)
{
    *core = (struct poisson_core){.t = t, .y = y};
    climb_start(&f->scratch, t->p, core, evaluate, &core->climb);
    core->quick = quick_start(&f->scratch, t->n, t->p, t->q);
    core->climb.has_quick = core->quick != NULL;
}

/* Start: the constant column, if any, at the log of the mean; else 0. */
static void start_beta(const struct tall *t, const double *y, long double *beta)
{
    long double sum = 0.0L, base = 0.0L;
    memset(beta, 0, t->p * sizeof *beta);
    for (size_t i = 0; i < t->n; i++) {
        sum += (long double)(t->weight[i] * y[i]);
        base += (long double)t->weight[i] * expl((long double)t->offset[i]);
    }
    long double level = logl(sum / base);
    for (size_t k = 0; k < t->p; k++)
        for (size_t i = 0; i < t->n; i++)
            beta[k] += level * t->q[i * t->p + k] / (long double)t->n;
}

static enum stats_status take_outcome(struct fitting *f)
{
    double sum = 0.0;
    f->y = workspace_doubles(&f->scratch, f->t.n);
    for (size_t i = 0; i < f->t.n; i++) {
        double y = f->user_y[f->t.row[i]];
        if (!isfinite(y) || y < 0.0)
            return fit_result_refuse(f->out, STATS_OUTCOME_NOT_CODED);
        f->y[i] = y;
        sum += y * f->t.weight[i];
    }
    f->out->n_events = sum;
    return sum > 0.0 ? STATS_OK
                     : fit_result_refuse(f->out, STATS_OUTCOME_CONSTANT);
}

static void find_null(struct fitting *f)
{
    struct tall null;
    struct poisson_core core;
    long double beta = 0.0L;
    bool constant = f->t.has_intercept;
    tall_intercept(&f->scratch, &f->t, &null);
    start_core(f, &null, f->y, &core);
    if (constant)
        start_beta(&null, f->y, &beta);
    bool good = core.climb.evaluate(&core.climb, &beta);
    if (good && constant)
        good = climb_to_top(&core.climb, NULL, LONG_CLIMB, &beta, NULL) ==
               CLIMB_TOP;
    if (good) {
        f->out->null_log_likelihood = (double)core.climb.value;
        f->out->null_deviance = (double)core.deviance;
    }
}

static void tell_top(struct fitting *f, struct poisson_core *core,
                     const struct tall *t, const long double *beta)
{
    f->out->log_likelihood = (double)core->climb.value;
    f->out->deviance = (double)core->deviance;
    fit_result_top(f->out, &f->scratch, f->options, &core->climb,
                   core->climb.step, t->back, beta);
}

static void tell_fitted(struct fitting *f)
{
    const struct stats_design *d = f->design;
    for (size_t i = 0; i < d->n_rows; i++) {
        long double eta = d->offset ? (long double)d->offset[i] : 0.0L;
        for (size_t j = 0; j < d->n_cols; j++)
            if (isfinite(f->out->estimate[j]))
                eta += (long double)f->out->estimate[j] *
                       (long double)d->x[i * d->n_cols + j];
        f->out->fitted[i] = (double)expl(eta);
    }
}

/* Rows of count 0 may sink (-x), the others must stay (x and -x). */
static size_t fill_cone(struct fitting *f, bool own, double *rows,
                        size_t *person)
{
    size_t m = own ? f->t.n_cols : f->t.p, n = 0;
    for (size_t i = 0; i < f->t.n; i++)
        for (int sign = -1; sign <= (f->y[i] > 0.0 ? 1 : -1); sign += 2) {
            for (size_t j = 0; j < m; j++) {
                double x = own ? f->design->x[f->t.row[i] * m + j]
                               : (double)f->t.q[i * m + j];
                rows[n * m + j] = (double)sign * x;
            }
            person[n++] = i;
        }
    return n;
}

static void tell_limit(struct fitting *f, const unsigned char *gone)
{
    struct stats_design left;
    double *y;
    tall_leave_out(&f->scratch, &f->t, gone, f->y, &left, &y);
    struct tall rest;
    struct poisson_core core;
    if (tall_prepare(&f->scratch, &left, &rest) != STATS_OK)
        return;
    long double *beta = workspace_reals(&f->scratch, rest.p);
    start_core(f, &rest, y, &core);
    start_beta(&rest, y, beta);
    if (climb_to_top(&core.climb, NULL, LONG_CLIMB, beta, NULL) == CLIMB_TOP)
        tell_top(f, &core, &rest, beta);
}

static enum stats_status ask_for_separation(struct fitting *f)
{
    size_t n = f->t.n;
    size_t *person = workspace_take(&f->scratch, 2 * n, sizeof *person);
    double *rows = workspace_doubles(&f->scratch, 2 * n * f->t.n_cols);
    unsigned char *strict = workspace_take(&f->scratch, 2 * n, 1);
    unsigned char *gone = workspace_take(&f->scratch, n, 1);
    size_t n_cone = fill_cone(f, false, rows, person);
    size_t n_strict =
        separation_strict_rows(&f->scratch, n_cone, f->t.p, rows, strict);
    if (n_strict > n_cone) {
        f->out->separation = STATS_SEPARATION_UNKNOWN;
        return STATS_NOT_CONVERGED;
    }
    if (n_strict == 0)
        return STATS_OK;
    f->out->separation = STATS_SEPARATION_QUASI;
    f->out->n_separated_rows = n_strict;
    for (size_t r = 0; r < n_cone; r++)
        gone[person[r]] |= strict[r];
    fill_cone(f, true, rows, person);
    separation_name(&f->scratch, n_cone, f->t.n_cols, rows, strict,
                    f->out->column);
    tell_limit(f, gone);
    return STATS_QUASI_SEPARATED;
}

static bool proves_maximum(const struct poisson_core *core)
{
    long double square = 0.0L;
    for (size_t k = 0; k < core->t->p; k++)
        square += core->climb.score[k] * core->climb.score[k];
    return sqrtl(square) <
           0.5L * core->smallest * sqrtl((long double)core->t->n);
}

static enum stats_status climb(struct fitting *f, struct poisson_core *core)
{
    start_core(f, &f->t, f->y, core);
    start_beta(&f->t, f->y, f->beta);
    enum climb_end how =
        climb_to_top(&core->climb, NULL, FIRST_CLIMB, f->beta, NULL);
    if (how == CLIMB_TOP && proves_maximum(core))
        return STATS_OK;
    enum stats_status st = ask_for_separation(f);
    if (st != STATS_OK || how == CLIMB_TOP)
        return st;
    start_beta(&f->t, f->y, f->beta);
    how = climb_to_top(&core->climb, NULL, LONG_CLIMB, f->beta, NULL);
    return how == CLIMB_TOP ? STATS_OK : STATS_NOT_CONVERGED;
}

static enum stats_status fit_prepared(struct fitting *f)
{
    struct poisson_core core;
    struct stats_fit *out = f->out;
    enum stats_status st = take_outcome(f);
    if (st != STATS_OK)
        return st;
    memcpy(out->column, f->t.column, f->t.n_cols * sizeof *f->t.column);
    if (f->t.n < f->t.n_cols) {
        out->reason = STATS_MORE_COLUMNS_THAN_ROWS;
        return out->status = STATS_SINGULAR;
    }
    f->beta = workspace_reals(&f->scratch, f->t.p);
    find_null(f);
    st = climb(f, &core);
    if (st == STATS_OK) {
        out->iterations = core.climb.iterations;
        out->n_parameters = f->t.p;
        tell_top(f, &core, &f->t, f->beta);
        tell_fitted(f);
        st =
            fit_result_judge(out, f->t.p == f->t.n_cols, out->n_events, f->t.p);
    }
    return out->status = st;
}

enum stats_status stats_poisson_fit(const struct stats_design *design,
                                    const double *y,
                                    const struct stats_fit_options *options,
                                    struct stats_fit *out)
{
    struct fitting f = {
        .design = design, .user_y = y, .options = options, .out = out};
    *out = (struct stats_fit){.status = STATS_BAD_ARGUMENT};
    if (design->x == NULL || y == NULL || design->n_cols == 0 ||
        options->method != STATS_ML ||
        !(options->level > 0.0 && options->level < 1.0) ||
        !fit_result_start(out, design, design->n_cols, 1))
        return STATS_BAD_ARGUMENT;
    enum stats_status st = tall_prepare(&f.scratch, design, &f.t);
    if (st == STATS_OK) {
        fit_result_tell_design(out, &f.t);
        st = fit_prepared(&f);
    } else {
        st = fit_result_refuse(out, f.t.reason);
    }
    workspace_release(&f.scratch);
    return st;
}
