/* ordinal: Newton with the observed information.
 *
 * P = F(b) - F(a), b = zeta_k - eta, a = zeta_(k-1) - eta, F logistic
 * d log P/db = f(b)/P, d log P/da = -f(a)/P
 * d²/db² = f'(b)/P - (f(b)/P)²,  d²/da² = -f'(a)/P - (f(a)/P)²,
 * d²/dadb = f(a) f(b)/P²
 * u and v are the derivatives of b and a by all parameters. The columns are
 * centred by an added constant column: x'beta = q'b + c, and the thresholds
 * take up c. With own slopes each threshold has its block (zeta_k, beta_k). */
#include "stats/ordinal.h"
#include "stats/distribution.h"
#include "stats/fit_result.h"
#include "stats/quick.h"
#include "stats/separation.h"
#include "stats/symmetric.h"

#include <math.h>
#include <string.h>

enum { FIRST_CLIMB = 40, LONG_CLIMB = 500 };
/* Parameters beyond which the wider model of the test is not tried. */
enum { MOST_WIDE = 120 };

struct ordinal_core {
    const struct tall *t; /* column 0 of q is the added constant */
    const size_t *y;
    size_t n_cuts, slopes; /* slopes = p - 1 */
    bool own_slopes;
    struct climb climb;
    long double *u, *v;   /* scratch */
    long double smallest; /* factor of a row of the cone in the score */
    struct quick *quick;  /* or NULL */
};

struct fitting {
    struct workspace scratch;
    const struct stats_design *design;
    struct stats_design with_constant;
    const size_t *user_y;
    size_t n_levels;
    const struct stats_fit_options *options;
    struct stats_fit *out;
    struct tall t;
    size_t *y;
    double *count;
    long double *beta;
};

/* Where threshold k and its slopes stand among the parameters. */
static size_t cut_at(const struct ordinal_core *m, size_t k)
{
    return m->own_slopes ? k * (1 + m->slopes) : k;
}

static size_t slopes_at(const struct ordinal_core *m, size_t k)
{
    return m->own_slopes ? k * (1 + m->slopes) + 1 : m->n_cuts;
}

/* Fills the derivative of threshold k's argument and returns its value. */
static long double argument(const struct ordinal_core *m, size_t i, size_t k,
                            const long double *beta, long double *derivative)
{
    const long double *q = m->t->q + i * m->t->p + 1;
    size_t slopes = slopes_at(m, k);
    memset(derivative, 0, m->climb.p * sizeof *derivative);
    derivative[cut_at(m, k)] = 1.0L;
    long double z = beta[cut_at(m, k)] - (long double)m->t->offset[i];
    for (size_t j = 0; j < m->slopes; j++) {
        derivative[slopes + j] = -q[j];
        z -= q[j] * beta[slopes + j];
    }
    return z;
}

struct logistic {
    long double below, above, f, bend; /* F, 1 - F, F', F'' */
};

static struct logistic logistic_at(long double z)
{
    long double e = expl(-fabsl(z)), down = 1.0L + e;
    struct logistic l = {z > 0.0L ? 1.0L / down : e / down,
                         z > 0.0L ? e / down : 1.0L / down, e / (down * down),
                         0.0L};
    l.bend = l.f * (l.above - l.below);
    return l;
}

static void add_outer(struct climb *c, long double w, const long double *u,
                      const long double *v)
{
    for (size_t j = 0; j < c->p; j++) {
        if (u[j] == 0.0L && v[j] == 0.0L)
            continue;
        for (size_t k = 0; k <= j; k++)
            c->step[j * c->p + k] +=
                u == v ? w * u[j] * u[k] : w * (u[j] * v[k] + v[j] * u[k]);
    }
}

/* The same three outer products where u and v differ in their thresholds
 * only: those in full, the slopes' part left to one sum over all rows. */
static void add_quickly(struct ordinal_core *m, size_t i, long double high,
                        long double low, long double both)
{
    size_t p = m->climb.p, cuts = m->n_cuts, k = m->y[i];
    const long double *q = m->t->q + i * m->t->p + 1;
    long double *step = m->climb.step;
    m->quick->weight[i] = (double)(high + low + 2.0L * both);
    if (k < cuts)
        step[k * p + k] += high;
    if (k > 0)
        step[(k - 1) * p + k - 1] += low;
    if (k > 0 && k < cuts)
        step[k * p + k - 1] += both;
    for (size_t j = 0; j < m->slopes; j++) {
        long double *line = step + (cuts + j) * p;
        if (k < cuts)
            line[k] -= (high + both) * q[j];
        if (k > 0)
            line[k - 1] -= (low + both) * q[j];
    }
}

static bool add_row(struct climb *c, size_t i, const long double *beta)
{
    struct ordinal_core *m = c->model;
    size_t k = m->y[i];
    long double w = (long double)m->t->weight[i];
    struct logistic a = {0.0L, 1.0L, 0.0L, 0.0L}, b = {1.0L, 0.0L, 0.0L, 0.0L};
    bool has_low = k > 0, has_high = k < m->n_cuts;
    if (has_high)
        b = logistic_at(argument(m, i, k, beta, m->u));
    if (has_low)
        a = logistic_at(argument(m, i, k - 1, beta, m->v));
    /* The difference on the side where both are small. */
    long double p = a.below > 0.5L ? a.above - b.above : b.below - a.below;
    if (!(p > 0.0L))
        return false;
    c->value += w * logl(p);
    if (has_high)
        m->smallest = fminl(m->smallest, w * b.f / p);
    if (has_low)
        m->smallest = fminl(m->smallest, w * a.f / p);
    for (size_t j = 0; j < c->p; j++)
        c->score[j] += w * ((has_high ? b.f / p * m->u[j] : 0.0L) -
                            (has_low ? a.f / p * m->v[j] : 0.0L));
    long double high = has_high ? w * (b.f * b.f / p - b.bend) / p : 0.0L;
    long double low = has_low ? w * (a.f * a.f / p + a.bend) / p : 0.0L;
    long double both = has_high && has_low ? -w * a.f * b.f / (p * p) : 0.0L;
    if (c->is_quick) {
        add_quickly(m, i, high, low, both);
        return true;
    }
    if (has_high)
        add_outer(c, high, m->u, m->u);
    if (has_low)
        add_outer(c, low, m->v, m->v);
    if (has_high && has_low)
        add_outer(c, both, m->u, m->v);
    return true;
}

static bool evaluate(struct climb *c, const long double *beta)
{
    struct ordinal_core *m = c->model;
    c->value = 0.0L;
    m->smallest = HUGE_VALL;
    memset(c->score, 0, c->p * sizeof *c->score);
    memset(c->step, 0, c->p * c->p * sizeof *c->step);
    for (size_t i = 0; i < m->t->n; i++)
        if (!add_row(c, i, beta))
            return false;
    if (c->is_quick)
        quick_gram(m->quick, c->p, c->step + m->n_cuts * (c->p + 1));
    return isfinite(c->value) && climb_factor(c, c->step);
}

/* Over the slopes' columns, all but the first. */
static struct quick *start_quick(struct fitting *f, const struct tall *t)
{
    size_t slopes = t->p - 1;
    if (slopes == 0)
        return NULL;
    long double *q = workspace_reals(&f->scratch, t->n * slopes);
    for (size_t i = 0; i < t->n; i++)
        memcpy(q + i * slopes, t->q + i * t->p + 1, slopes * sizeof *q);
    return quick_start(&f->scratch, t->n, slopes, q);
}

static void start_core(struct fitting *f, const struct tall *t, bool own_slopes,
                       struct ordinal_core *core)
{
    size_t cuts = f->n_levels - 1;
    *core = (struct ordinal_core){.t = t,
                                  .y = f->y,
                                  .n_cuts = cuts,
                                  .slopes = t->p - 1,
                                  .own_slopes = own_slopes};
    size_t p = own_slopes ? cuts * t->p : cuts + t->p - 1;
    climb_start(&f->scratch, p, core, evaluate, &core->climb);
    core->u = workspace_reals(&f->scratch, p);
    core->v = workspace_reals(&f->scratch, p);
    if (!own_slopes)
        core->quick = start_quick(f, t);
    core->climb.has_quick = core->quick != NULL;
}

/* Thresholds at the cumulative shares, slopes at 0, where no large offsets
 * are to be cancelled. */
static void start_beta(const struct fitting *f, const struct ordinal_core *core,
                       long double *beta)
{
    struct workspace scratch = {NULL};
    long double below = 0.0L;
    long double *start = workspace_reals(&scratch, core->t->p);
    tall_start(core->t, start);
    memset(beta, 0, core->climb.p * sizeof *beta);
    memcpy(beta + slopes_at(core, 0), start + 1, core->slopes * sizeof *beta);
    for (size_t k = 0; k < core->n_cuts; k++) {
        below += (long double)f->count[k];
        beta[cut_at(core, k)] =
            logl(below / ((long double)f->t.sum_weights - below)) - start[0];
    }
    workspace_release(&scratch);
}

static enum stats_status prepare(struct fitting *f)
{
    const struct stats_design *d = f->design;
    size_t m = d->n_cols + 1;
    double *x = workspace_doubles(&f->scratch, d->n_rows * m);
    for (size_t i = 0; i < d->n_rows; i++) {
        x[i * m] = 1.0;
        if (d->n_cols > 0)
            memcpy(x + i * m + 1, d->x + i * d->n_cols, d->n_cols * sizeof *x);
    }
    f->with_constant = *d;
    f->with_constant.x = x;
    f->with_constant.n_cols = m;
    enum stats_status st = tall_prepare(&f->scratch, &f->with_constant, &f->t);
    if (st != STATS_OK)
        return fit_result_refuse(f->out, f->t.reason);
    f->out->n_used = f->t.n;
    f->out->sum_weights = f->t.sum_weights;
    return fit_result_categories(f->out, &f->scratch, &f->t, f->user_y,
                                 f->n_levels, &f->y, &f->count);
}

static void find_null(struct fitting *f)
{
    struct tall null = f->t;
    struct ordinal_core core;
    null.p = 1;
    null.q = workspace_reals(&f->scratch, null.n);
    for (size_t i = 0; i < null.n; i++)
        null.q[i] = 1.0L;
    start_core(f, &null, false, &core);
    long double *beta = workspace_reals(&f->scratch, core.climb.p);
    start_beta(f, &core, beta);
    if (climb_to_top(&core.climb, NULL, LONG_CLIMB, beta, NULL) == CLIMB_TOP)
        f->out->null_log_likelihood = (double)core.climb.value;
    f->out->null_deviance = -2.0 * f->out->null_log_likelihood;
}

/* From (zeta~, b) to (zeta, beta): beta = back b without the constant's row,
 * zeta = zeta~ - that row's part. */
static long double *make_shape(struct fitting *f, size_t p)
{
    size_t cuts = f->n_levels - 1, m = f->design->n_cols, width = f->t.p;
    long double *shape = workspace_reals(&f->scratch, (cuts + m) * p);
    for (size_t k = 0; k < cuts; k++) {
        shape[k * p + k] = 1.0L;
        for (size_t j = 1; j < width; j++)
            shape[k * p + cuts + j - 1] = -f->t.back[j];
    }
    for (size_t c = 0; c < m; c++)
        for (size_t j = 1; j < width; j++)
            shape[(cuts + c) * p + cuts + j - 1] =
                f->t.back[(c + 1) * width + j];
    return shape;
}

static void tell_fitted(struct fitting *f)
{
    const struct stats_design *d = f->design;
    size_t cuts = f->n_levels - 1;
    for (size_t i = 0; i < d->n_rows; i++) {
        long double eta = d->offset ? (long double)d->offset[i] : 0.0L;
        struct logistic low = {0.0L, 1.0L, 0.0L, 0.0L}, high;
        for (size_t j = 0; j < d->n_cols; j++)
            if (isfinite(f->out->estimate[cuts + j]))
                eta += (long double)f->out->estimate[cuts + j] *
                       (long double)d->x[i * d->n_cols + j];
        for (size_t k = 0; k <= cuts; k++) {
            high = (struct logistic){1.0L, 0.0L, 0.0L, 0.0L};
            if (k < cuts)
                high = logistic_at((long double)f->out->estimate[k] - eta);
            f->out->fitted[i * f->n_levels + k] =
                (double)(low.below > 0.5L ? low.above - high.above
                                          : high.below - low.below);
            low = high;
        }
    }
}

static void tell_all(struct fitting *f, struct ordinal_core *core)
{
    size_t p = core->climb.p;
    struct stats_fit *out = f->out;
    long double *shape = make_shape(f, p);
    out->iterations = core->climb.iterations;
    out->n_parameters = p;
    out->log_likelihood = (double)core->climb.value;
    out->deviance = -2.0 * out->log_likelihood;
    fit_result_top(out, &f->scratch, f->options, &core->climb, core->climb.step,
                   shape, f->beta);
    tell_fitted(f);
}

/* zeta_k - x'beta >= 0 above, its negative below each person's category. */
static size_t fill_cone(struct fitting *f, bool own, double *rows)
{
    size_t cuts = f->n_levels - 1;
    size_t m = own ? f->design->n_cols : f->t.p - 1, n = 0;
    size_t width = cuts + m;
    for (size_t i = 0; i < f->t.n; i++)
        for (int side = 0; side < 2; side++) {
            if (side == 0 ? f->y[i] == cuts : f->y[i] == 0)
                continue;
            double sign = side == 0 ? 1.0 : -1.0;
            double *row = rows + n++ * width;
            row[side == 0 ? f->y[i] : f->y[i] - 1] = sign;
            for (size_t j = 0; j < m; j++)
                row[cuts + j] =
                    -sign * (own ? f->design->x[f->t.row[i] * m + j]
                                 : (double)f->t.q[i * f->t.p + j + 1]);
        }
    return n;
}

static enum stats_status ask_for_separation(struct fitting *f)
{
    size_t n = f->t.n, cuts = f->n_levels - 1;
    size_t own = cuts + f->design->n_cols;
    double *rows = workspace_doubles(&f->scratch, 2 * n * (cuts + f->t.p));
    double *own_rows = workspace_doubles(&f->scratch, 2 * n * own);
    unsigned char *strict = workspace_take(&f->scratch, 2 * n, 1);
    size_t n_cone = fill_cone(f, false, rows);
    size_t n_strict = separation_strict_rows(&f->scratch, n_cone,
                                             cuts + f->t.p - 1, rows, strict);
    if (n_strict == 0)
        return STATS_OK;
    if (n_strict > n_cone) {
        f->out->separation = STATS_SEPARATION_UNKNOWN;
        return STATS_NOT_CONVERGED;
    }
    bool complete = n_strict == n_cone;
    f->out->separation =
        complete ? STATS_SEPARATION_COMPLETE : STATS_SEPARATION_QUASI;
    f->out->n_separated_rows = n_strict;
    fill_cone(f, true, own_rows);
    separation_name(&f->scratch, n_cone, own, own_rows, strict, f->out->column);
    return complete ? STATS_SEPARATED : STATS_QUASI_SEPARATED;
}

/* As logit_core_proves_overlap: the score is a sum of the cone's rows u and
 * -v with positive factors, so score'd >= smallest |A d| for a separating d,
 * and |A d|² >= |d|² / trace (A'A)^-1. */
static bool proves_maximum(struct fitting *f, struct ordinal_core *m)
{
    size_t p = m->climb.p;
    struct climb gram = {.p = p, .step = workspace_reals(&f->scratch, p * p)};
    long double *inverse = workspace_reals(&f->scratch, p * p);
    long double trace = 0.0L, square = 0.0L;
    for (size_t i = 0; i < m->t->n; i++) {
        if (m->y[i] < m->n_cuts) {
            argument(m, i, m->y[i], f->beta, m->u);
            add_outer(&gram, 1.0L, m->u, m->u);
        }
        if (m->y[i] > 0) {
            argument(m, i, m->y[i] - 1, f->beta, m->v);
            add_outer(&gram, 1.0L, m->v, m->v);
        }
    }
    if (!symmetric_factor(p, gram.step))
        return false;
    symmetric_inverse(p, gram.step, inverse);
    for (size_t j = 0; j < p; j++) {
        trace += inverse[j * p + j];
        square += m->climb.score[j] * m->climb.score[j];
    }
    return sqrtl(square * trace) < 0.5L * m->smallest;
}

static void name_columns(struct fitting *f)
{
    size_t cuts = f->n_levels - 1;
    for (size_t k = 0; k < cuts; k++)
        f->out->column[k] = STATS_COLUMN_FINITE;
    for (size_t j = 0; j < f->design->n_cols; j++)
        f->out->column[cuts + j] = f->t.column[j + 1];
}

static enum stats_status fit_prepared(struct fitting *f)
{
    struct ordinal_core core;
    name_columns(f);
    if (f->t.n < f->design->n_cols + 1) {
        f->out->reason = STATS_MORE_COLUMNS_THAN_ROWS;
        return STATS_SINGULAR;
    }
    find_null(f);
    start_core(f, &f->t, false, &core);
    f->beta = workspace_reals(&f->scratch, core.climb.p);
    start_beta(f, &core, f->beta);
    enum climb_end how =
        climb_to_top(&core.climb, NULL, FIRST_CLIMB, f->beta, NULL);
    if (how != CLIMB_TOP || !proves_maximum(f, &core)) {
        enum stats_status st = ask_for_separation(f);
        if (st != STATS_OK)
            return st;
    }
    if (how != CLIMB_TOP)
        how = climb_to_top(&core.climb, NULL, LONG_CLIMB, f->beta, NULL);
    if (how != CLIMB_TOP)
        return STATS_NOT_CONVERGED;
    tell_all(f, &core);
    return fit_result_judge(f->out, f->t.p == f->design->n_cols + 1,
                            f->out->n_events, 0);
}

static bool is_good(const struct stats_design *design, const size_t *y,
                    size_t n_levels, const struct stats_fit_options *options)
{
    return n_levels >= 2 && y != NULL && options->method == STATS_ML &&
           (design->x != NULL || design->n_cols == 0) && options->level > 0.0 &&
           options->level < 1.0;
}

enum stats_status stats_ordinal_fit(const struct stats_design *design,
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
    if (!is_good(design, y, n_levels, options) ||
        !fit_result_start(out, design, n_levels - 1 + design->n_cols, n_levels))
        return STATS_BAD_ARGUMENT;
    enum stats_status st = prepare(&f);
    if (st == STATS_OK)
        st = fit_prepared(&f);
    workspace_release(&f.scratch);
    return out->status = st;
}

/* Climbs both models and compares their tops. */
static enum stats_status compare(struct fitting *f, struct stats_test *out)
{
    struct ordinal_core narrow, wide;
    size_t cuts = f->n_levels - 1, slopes = f->t.p - 1;
    start_core(f, &f->t, false, &narrow);
    start_core(f, &f->t, true, &wide);
    long double *beta = workspace_reals(&f->scratch, narrow.climb.p);
    long double *wider = workspace_reals(&f->scratch, wide.climb.p);
    start_beta(f, &narrow, beta);
    if (climb_to_top(&narrow.climb, NULL, FIRST_CLIMB, beta, NULL) != CLIMB_TOP)
        return STATS_NOT_CONVERGED;
    for (size_t k = 0; k < cuts; k++) {
        wider[cut_at(&wide, k)] = beta[k];
        memcpy(wider + slopes_at(&wide, k), beta + cuts,
               slopes * sizeof *wider);
    }
    if (climb_to_top(&wide.climb, NULL, FIRST_CLIMB, wider, NULL) != CLIMB_TOP)
        return STATS_NOT_CONVERGED;
    double chisq = (double)(2.0L * (wide.climb.value - narrow.climb.value));
    double df = (double)((cuts - 1) * slopes);
    *out = (struct stats_test){chisq, df, stats_chisq_upper(chisq, df)};
    return STATS_OK;
}

enum stats_status stats_ordinal_test(const struct stats_design *design,
                                     const size_t *y, size_t n_levels,
                                     struct stats_test *out)
{
    struct stats_fit unused = {.status = STATS_OK};
    struct fitting f = {.design = design,
                        .user_y = y,
                        .n_levels = n_levels,
                        .options = &stats_ml,
                        .out = &unused};
    if (!is_good(design, y, n_levels, &stats_ml) || n_levels < 3 ||
        design->n_cols == 0)
        return STATS_BAD_ARGUMENT;
    if ((n_levels - 1) * (design->n_cols + 1) > MOST_WIDE)
        return STATS_NOT_CONVERGED;
    enum stats_status st = prepare(&f);
    if (st == STATS_OK)
        st = f.t.p > 1 ? compare(&f, out) : STATS_BAD_DATA;
    workspace_release(&f.scratch);
    return st;
}
