/* ordinal: Newton with the observed information.
 *
 * P = F(b) - F(a), b = zeta_k - eta, a = zeta_(k-1) - eta, F logistic
 * d log P/db = f(b)/P, d log P/da = -f(a)/P
 * d²/db² = f'(b)/P - (f(b)/P)²,  d²/da² = -f'(a)/P - (f(a)/P)²,
 * d²/dadb = f(a) f(b)/P²
 * u and v are the derivatives of b and a by all parameters: (1, -q) where their
 * threshold and its slopes stand. The columns are centred by an added constant
 * column: x'beta = q'b + c, and the thresholds take up c. With own slopes each
 * threshold has its block (zeta_k, beta_k). */
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
    long double smallest; /* factor of a row of the cone in the score */
    struct quick *quick;  /* or NULL: of q; with own slopes of (1, -q) */
    /* Own slopes, quick: rows category by category, of which `group` has the
     * first ones, row i at place[i]; weights of their squares; scratch. */
    size_t *place, *group;
    double *weight[3];
    long double *square;
};

enum { HIGH, LOW, BOTH };

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

/* The arguments of the thresholds above and below row i's category, where it
 * has them. */
static void find_arguments(const struct ordinal_core *m, size_t i,
                           const long double *beta, long double *above,
                           long double *below)
{
    const long double *q = m->t->q + i * m->t->p + 1;
    size_t k = m->y[i];
    for (size_t side = 0; side < 2; side++) {
        if (side == 0 ? k == m->n_cuts : k == 0)
            continue;
        const long double *slope = beta + slopes_at(m, k - side);
        long double z =
            beta[cut_at(m, k - side)] - (long double)m->t->offset[i];
        for (size_t j = 0; j < m->slopes; j++)
            z -= q[j] * slope[j];
        *(side == 0 ? above : below) = z;
    }
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

/* to += w xx', x = (1, -q): a block of one threshold and its slopes, or of
 * two of them. */
static void add_square(const struct ordinal_core *m, size_t i, long double w,
                       bool whole, long double *to)
{
    const long double *q = m->t->q + i * m->t->p + 1;
    size_t width = m->climb.p;
    to[0] += w;
    for (size_t j = 0; j < m->slopes; j++) {
        long double *line = to + (j + 1) * width, wq = w * q[j];
        line[0] -= wq;
        if (whole)
            to[j + 1] -= wq;
        for (size_t l = 0; l < (whole ? m->slopes : j + 1); l++)
            line[l + 1] += wq * q[l];
    }
}

/* With own slopes each threshold has its block. */
static void add_blocks(const struct ordinal_core *m, size_t i, long double high,
                       long double low, long double both, long double *step)
{
    size_t k = m->y[i], p = m->climb.p, block = 1 + m->slopes;
    if (k < m->n_cuts)
        add_square(m, i, high, false, step + k * block * (p + 1));
    if (k > 0)
        add_square(m, i, low, false, step + (k - 1) * block * (p + 1));
    if (k > 0 && k < m->n_cuts)
        add_square(m, i, both, true, step + k * block * p + (k - 1) * block);
}

/* With slopes in common u and v differ in their thresholds only; the slopes'
 * part is left to one sum over all rows where the climb is quick. */
static void add_common(const struct ordinal_core *m, size_t i, long double high,
                       long double low, long double both, long double *step)
{
    size_t p = m->climb.p, cuts = m->n_cuts, k = m->y[i];
    const long double *q = m->t->q + i * m->t->p + 1;
    long double all = high + low + 2.0L * both;
    size_t inner = m->climb.is_quick ? 0 : m->slopes;
    if (k < cuts)
        step[k * p + k] += high;
    if (k > 0)
        step[(k - 1) * p + k - 1] += low;
    if (k > 0 && k < cuts)
        step[k * p + k - 1] += both;
    for (size_t j = 0; j < m->slopes; j++) {
        long double *line = step + (cuts + j) * p, wq = all * q[j];
        if (k < cuts)
            line[k] -= (high + both) * q[j];
        if (k > 0)
            line[k - 1] -= (low + both) * q[j];
        for (size_t l = 0; l <= j && l < inner; l++)
            line[cuts + l] += wq * q[l];
    }
}

/* step += high uu' + low vv' + both (uv' + vu') of row i, lower triangle;
 * where the climb is quick its sums are made of the weights at the end. */
static void add_information(const struct ordinal_core *m, size_t i,
                            long double high, long double low, long double both,
                            long double *step)
{
    if (!m->own_slopes) {
        add_common(m, i, high, low, both, step);
        if (m->climb.is_quick)
            m->quick->weight[i] = (double)(high + low + 2.0L * both);
    } else if (m->climb.is_quick) {
        m->weight[HIGH][m->place[i]] = (double)high;
        m->weight[LOW][m->place[i]] = (double)low;
        m->weight[BOTH][m->place[i]] = (double)both;
    } else {
        add_blocks(m, i, high, low, both, step);
    }
}

/* to += the sum over category k's rows of weight xx', x = (1, -q). */
static void add_quick_square(const struct ordinal_core *m, size_t k,
                             const double *weight, bool whole, long double *to)
{
    size_t block = 1 + m->slopes, first = m->group[k];
    quick_gram_rows(m->quick, first, m->group[k + 1] - first, weight, block,
                    m->square);
    for (size_t j = 0; j < block; j++)
        for (size_t l = 0; l < (whole ? block : j + 1); l++)
            to[j * m->climb.p + l] +=
                l <= j ? m->square[j * block + l] : m->square[l * block + j];
}

static void add_quick_blocks(const struct ordinal_core *m, long double *step)
{
    size_t p = m->climb.p, block = 1 + m->slopes;
    for (size_t k = 0; k <= m->n_cuts; k++) {
        if (k < m->n_cuts)
            add_quick_square(m, k, m->weight[HIGH], false,
                             step + k * block * (p + 1));
        if (k > 0)
            add_quick_square(m, k, m->weight[LOW], false,
                             step + (k - 1) * block * (p + 1));
        if (k > 0 && k < m->n_cuts)
            add_quick_square(m, k, m->weight[BOTH], true,
                             step + k * block * p + (k - 1) * block);
    }
}

/* score += r times the derivative of threshold k's argument. */
static void add_score(const struct ordinal_core *m, size_t i, size_t k,
                      long double r, long double *score)
{
    const long double *q = m->t->q + i * m->t->p + 1;
    long double *slope = score + slopes_at(m, k);
    score[cut_at(m, k)] += r;
    for (size_t j = 0; j < m->slopes; j++)
        slope[j] -= r * q[j];
}

static bool add_row(struct climb *c, size_t i, const long double *beta)
{
    struct ordinal_core *m = c->model;
    size_t k = m->y[i];
    long double w = (long double)m->t->weight[i], above = 0.0L, below = 0.0L;
    struct logistic a = {0.0L, 1.0L, 0.0L, 0.0L}, b = {1.0L, 0.0L, 0.0L, 0.0L};
    bool has_low = k > 0, has_high = k < m->n_cuts;
    find_arguments(m, i, beta, &above, &below);
    if (has_high)
        b = logistic_at(above);
    if (has_low)
        a = logistic_at(below);
    /* The difference on the side where both are small. */
    long double p = a.below > 0.5L ? a.above - b.above : b.below - a.below;
    if (!(p > 0.0L))
        return false;
    c->value += w * logl(p);
    if (has_high) {
        m->smallest = fminl(m->smallest, w * b.f / p);
        add_score(m, i, k, w * b.f / p, c->score);
    }
    if (has_low) {
        m->smallest = fminl(m->smallest, w * a.f / p);
        add_score(m, i, k - 1, -w * a.f / p, c->score);
    }
    long double high = has_high ? w * (b.f * b.f / p - b.bend) / p : 0.0L;
    long double low = has_low ? w * (a.f * a.f / p + a.bend) / p : 0.0L;
    long double both = has_high && has_low ? -w * a.f * b.f / (p * p) : 0.0L;
    add_information(m, i, high, low, both, c->step);
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
    if (c->is_quick && m->own_slopes)
        add_quick_blocks(m, c->step);
    else if (c->is_quick)
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

/* Over (1, -q), the rows of a category one behind the other. */
static void start_own_quick(struct fitting *f, struct ordinal_core *m)
{
    size_t n = m->t->n, block = m->t->p, levels = m->n_cuts + 1;
    m->group = workspace_take(&f->scratch, levels + 1, sizeof *m->group);
    m->place = workspace_take(&f->scratch, n, sizeof *m->place);
    for (size_t i = 0; i < n; i++)
        m->group[m->y[i] + 1]++;
    for (size_t k = 0; k < levels; k++)
        m->group[k + 1] += m->group[k];
    size_t *next = workspace_take(&f->scratch, levels, sizeof *next);
    memcpy(next, m->group, levels * sizeof *next);
    long double *x = workspace_reals(&f->scratch, n * block);
    for (size_t i = 0; i < n; i++) {
        long double *row = x + next[m->y[i]] * block;
        m->place[i] = next[m->y[i]]++;
        row[0] = 1.0L;
        for (size_t j = 1; j < block; j++)
            row[j] = -m->t->q[i * block + j];
    }
    m->quick = quick_start(&f->scratch, n, block, x);
    m->square = workspace_reals(&f->scratch, block * block);
    for (size_t w = 0; w < 3; w++)
        m->weight[w] = workspace_doubles(&f->scratch, n);
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
    if (own_slopes)
        start_own_quick(f, core);
    else
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
    long double *gram = workspace_reals(&f->scratch, p * p);
    long double *inverse = workspace_reals(&f->scratch, p * p);
    long double trace = 0.0L, square = 0.0L;
    for (size_t i = 0; i < m->t->n; i++) {
        long double high = m->y[i] < m->n_cuts ? 1.0L : 0.0L;
        add_information(m, i, high, m->y[i] > 0 ? 1.0L : 0.0L, 0.0L, gram);
    }
    if (!symmetric_factor(p, gram))
        return false;
    symmetric_inverse(p, gram, inverse);
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
