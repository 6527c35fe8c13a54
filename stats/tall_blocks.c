/* tall_blocks: the tall matrix that is read where it is, block by block.
 *
 * Nothing of the data's size is copied. Where there are enough rows, centre,
 * scale and condition are judged on a few thousand of them: they need only be
 * near, and more rows only add to X'X. A column that only seemed constant
 * shows itself in the first pass over all (tall_block_varies). */
#include "stats/blocks.h"
#include "stats/lanes.h"
#include "stats/symmetric.h"
#include "stats/tall.h"

#include <math.h>
#include <string.h>

enum { SMALL_WORK = 300000, THIN_FROM = 5000, THIN_PER_ROOT = 20 };
/* Smallest share of a column's square, after the earlier ones, at which
 * double sums still leave 12 digits. */
static const long double WELL_CONDITIONED = 1e-4L;
/* Centres this many units off cost two digits of a step on the way to the
 * top, and none of what is told, which rests on centred columns. */
static const double NEAR = 128.0;

/* Some rows do not count, or carry a weight that must be refused. */
static bool weights_are_plain(const struct stats_design *d)
{
    for (size_t i = 0; d->weights && i < d->n_rows; i++)
        if (!(d->weights[i] > 0.0 && isfinite(d->weights[i])))
            return false;
    return true;
}

static void take_weighty(struct workspace *w, const struct stats_design *d,
                         struct tall *out)
{
    size_t *row = workspace_take(w, d->n_rows, sizeof *row);
    double *weight = workspace_doubles(w, d->n_rows);
    double *offset = d->offset ? workspace_doubles(w, d->n_rows) : NULL;
    for (size_t i = 0; i < d->n_rows; i++) {
        if (d->weights[i] == 0.0)
            continue;
        row[out->n] = i;
        weight[out->n] = d->weights[i];
        if (offset)
            offset[out->n] = d->offset[i];
        out->n++;
    }
    out->row = row;
    out->weight = weight;
    out->offset = offset;
}

/* Bad weights are left to tall_prepare, which names the reason; a column or
 * offset that is not finite shows in the likelihood. */
static bool take_rows(struct workspace *w, const struct stats_design *d,
                      struct tall *out)
{
    if (weights_are_plain(d)) {
        out->n = d->n_rows;
        out->weight = d->weights;
        out->offset = d->offset;
    } else {
        for (size_t i = 0; i < d->n_rows; i++)
            if (!(d->weights[i] >= 0.0 && isfinite(d->weights[i])))
                return false;
        take_weighty(w, d, out);
    }
    out->sum_weights = (double)out->n;
    if (out->weight) {
        out->sum_weights = 0.0;
        for (size_t i = 0; i < out->n; i++)
            out->sum_weights += out->weight[i];
    }
    return out->n >= d->n_cols;
}

/* Sums of distances from the first row and of their squares, all columns in
 * one pass over the rows. */
FOR_WIDE_VECTORS static void
find_spread(const struct tall *t, double *restrict sum, double *restrict square)
{
    size_t m = t->n_cols;
    const double *first = t->design->x + tall_row(t, 0) * m;
    for (size_t i = 0; i < t->n; i++) {
        const double *x = t->design->x + tall_row(t, i) * m;
        for (size_t j = 0; j < m; j++) {
            double d = x[j] - first[j];
            sum[j] += d;
            square[j] += d * d;
        }
    }
}

/* A centre of few bits leaves x - centre exact; so does a scale that is a
 * power of 2. False when the spread is too small for double sums. */
static bool scale_column(struct tall *t, size_t j, double mean,
                         double deviation)
{
    t->center[j] = (double)(float)mean;
    t->scale[j] = 1.0 / ldexp(1.0, ilogb(fmax(deviation, 1e-300)));
    return isfinite(t->center[j]) && deviation > 1e-7 * fabs(mean);
}

/* Without an intercept there is nothing to centre on. */
static bool take_centers_out(struct tall *t)
{
    for (size_t j = 0; j < t->n_cols; j++) {
        if (fabs(t->center[j]) * t->scale[j] > 1e3)
            return false;
        t->center[j] = 0.0;
    }
    return true;
}

/* Centre and scale of t from the rows of `from`; false when a column other
 * than one is constant there. */
static bool find_scales(struct workspace *w, const struct tall *from,
                        struct tall *t)
{
    size_t m = t->n_cols;
    double n = (double)from->n;
    double *sum = workspace_doubles(w, m), *square = workspace_doubles(w, m);
    t->constant = m;
    find_spread(from, sum, square);
    for (size_t j = 0; j < m; j++) {
        double off = sum[j] / n;
        double mean = from->design->x[tall_row(from, 0) * m + j] + off;
        double variance = fmax(square[j] / n - off * off, 0.0);
        t->center[j] = 0.0;
        if (square[j] > 0.0) {
            if (!scale_column(t, j, mean, sqrt(variance)))
                return false;
            continue;
        }
        if (t->constant < m || mean == 0.0)
            return false;
        t->constant = j;
        t->scale[j] = 1.0 / mean;
    }
    return t->constant < m || take_centers_out(t);
}

static void add_gram(void *context, double *part, struct block *b)
{
    _Alignas(32) double ignored[BLOCK_ROWS];
    double one[BLOCK_ROWS];
    for (size_t i = 0; i < b->n; i++)
        one[i] = 1.0;
    block_center(b, context, ignored);
    block_weight(b, one);
    block_gram(b, part);
}

void tall_source(const struct tall *t, struct block_source *s)
{
    *s = (struct block_source){.n_rows = t->n,
                               .p = t->p,
                               .x = t->design->x,
                               .row = t->row,
                               .center = t->center};
}

double tall_own_beta(const struct tall *t, const long double *beta, double *out)
{
    long double shift = 0.0L;
    for (size_t k = 0; k < t->p; k++) {
        out[k] = (double)beta[k] * t->scale[k];
        shift += (long double)out[k] * (long double)t->center[k];
    }
    return (double)shift;
}

void tall_sum_parts(const struct tall *t, const double *parts, size_t part_size,
                    long double *lower)
{
    size_t p = t->p, width = block_width(p), chunks = block_chunks(t->n);
    for (size_t j = 0; j < p; j++)
        for (size_t k = 0; k <= j; k++) {
            long double sum = 0.0L;
            for (size_t c = 0; c < chunks; c++)
                sum += (long double)parts[c * part_size + k * width + j];
            lower[j * p + k] =
                sum * (long double)t->scale[j] * (long double)t->scale[k];
        }
}

/* About 20 sqrt(n) rows: as n grows their maximum stays as near, measured by
 * what one Newton step can bridge. They are copied, to lie together. */
static bool make_thin(struct workspace *w, struct tall *t)
{
    size_t every = (size_t)sqrt((double)t->n) / THIN_PER_ROOT, m = t->n_cols;
    if (t->n < THIN_FROM || every < 2 || t->n / every < 40 * m)
        return false;
    size_t n = t->n / every;
    struct tall *thin = workspace_take(w, 1, sizeof *thin);
    struct stats_design *d = workspace_take(w, 1, sizeof *d);
    double *x = workspace_doubles(w, n * m);
    double *weight = t->weight ? workspace_doubles(w, n) : NULL;
    double *offset = t->offset ? workspace_doubles(w, n) : NULL;
    for (size_t i = 0; i < n; i++) {
        memcpy(x + i * m, t->design->x + tall_row(t, i * every) * m,
               m * sizeof *x);
        if (weight)
            weight[i] = t->weight[i * every];
        if (offset)
            offset[i] = t->offset[i * every];
    }
    *d = (struct stats_design){.n_rows = n, .n_cols = m, .x = x};
    *thin = *t;
    thin->n = n;
    thin->design = d;
    thin->row = NULL;
    thin->weight = weight;
    thin->offset = offset;
    t->every = every;
    t->thin = thin;
    return true;
}

size_t tall_thin(const struct tall *t, struct tall *out)
{
    if (t->thin == NULL)
        return 0;
    *out = *t;
    out->n = t->thin->n;
    out->design = t->thin->design;
    out->row = NULL;
    out->weight = t->thin->weight;
    out->offset = t->thin->offset;
    out->cross = t->cross;
    return t->every;
}

static bool is_well_conditioned(struct workspace *w, struct tall *t,
                                int threads)
{
    size_t p = t->p, width = block_width(p), size = width * width;
    struct block_source source;
    double *parts = workspace_doubles(w, block_chunks(t->n) * size);
    double *nothing = workspace_doubles(w, width);
    long double *gram = workspace_reals(w, p * p);
    long double *diagonal = workspace_reals(w, p);
    tall_source(t, &source);
    blocks_run(&source, threads, add_gram, nothing, parts, size);
    tall_sum_parts(t, parts, size, gram);
    for (size_t j = 0; j < p; j++)
        diagonal[j] = gram[j * p + j];
    if (!symmetric_factor(p, gram))
        return false;
    for (size_t j = 0; j < p; j++)
        if (gram[j * p + j] * gram[j * p + j] < WELL_CONDITIONED * diagonal[j])
            return false;
    t->stretch = 1.0L / sqrtl(symmetric_inverse_trace(p, gram, diagonal));
    t->cross = gram;
    return true;
}

/* Coordinates judged on the rows of `from`. */
static bool find_coordinates(struct workspace *w, const struct tall *from,
                             int threads, struct tall *t)
{
    if (!find_scales(w, from, t))
        return false;
    struct tall judged = *from;
    judged.center = t->center;
    judged.scale = t->scale;
    bool good = is_well_conditioned(w, &judged, threads);
    t->stretch = judged.stretch;
    t->cross = judged.cross;
    return good;
}

static void make_way_back(struct workspace *w, struct tall *t)
{
    size_t m = t->n_cols, constant = t->constant;
    t->relation = workspace_reals(w, m * m);
    t->back = workspace_reals(w, m * m);
    t->has_intercept = constant < m;
    t->is_near = true;
    for (size_t j = 0; j < m; j++) {
        t->is_near = t->is_near && fabs(t->center[j]) * t->scale[j] <= NEAR;
        t->kept[j] = j;
        t->back[j * m + j] = (long double)t->scale[j];
        if (j != constant && t->has_intercept)
            t->back[constant * m + j] = -(long double)t->center[j] *
                                        (long double)t->scale[j] *
                                        (long double)t->scale[constant];
    }
}

bool tall_prepare_blocks(struct workspace *w, const struct stats_design *design,
                         int threads, struct tall *out)
{
    size_t m = design->n_cols;
    *out = (struct tall){.n_cols = m, .by_blocks = true, .design = design};
    if (m == 0 || design->x == NULL ||
        (design->n_rows < THIN_FROM &&
         design->n_rows * m < SMALL_WORK / (m < 64 ? m : 64)) ||
        design->n_rows < m || !take_rows(w, design, out))
        return false;
    out->p = m;
    out->kept = workspace_take(w, m, sizeof *out->kept);
    out->column = workspace_take(w, m, sizeof *out->column);
    out->center = workspace_doubles(w, block_width(m));
    out->scale = workspace_doubles(w, block_width(m));
    bool good =
        make_thin(w, out) && find_coordinates(w, out->thin, threads, out);
    if (!good && !find_coordinates(w, out, threads, out))
        return false;
    make_way_back(w, out);
    return true;
}

void tall_doubles(struct workspace *w, const struct tall *t, struct tall *out)
{
    struct stats_design *d = workspace_take(w, 1, sizeof *d);
    double *x = workspace_doubles(w, t->n * t->p);
    for (size_t i = 0; i < t->n * t->p; i++)
        x[i] = (double)t->q[i];
    *d = (struct stats_design){.n_rows = t->n, .n_cols = t->p, .x = x};
    *out = *t;
    out->by_blocks = out->is_near = true;
    out->design = d;
    out->row = NULL;
    out->n_cols = out->constant = t->p;
    out->center = workspace_doubles(w, block_width(t->p));
    out->scale = workspace_doubles(w, block_width(t->p));
    for (size_t k = 0; k < t->p; k++)
        out->scale[k] = 1.0;
}

bool tall_block_varies(const struct tall *t, const struct block *b)
{
    size_t varies = 0;
    if (t->constant == t->p)
        return false;
    const double *x = b->x + t->constant;
    double same = t->design->x[tall_row(t, 0) * t->p + t->constant];
    for (size_t i = 0; i < b->n; i++)
        varies += x[i * b->stride] != same;
    return varies > 0;
}

void tall_intercept_blocks(struct workspace *w, const struct tall *t,
                           struct tall *out)
{
    struct stats_design *ones = workspace_take(w, 1, sizeof *ones);
    double *x = workspace_doubles(w, t->design->n_rows);
    for (size_t i = 0; i < t->design->n_rows; i++)
        x[i] = 1.0;
    *ones =
        (struct stats_design){.n_rows = t->design->n_rows, .n_cols = 1, .x = x};
    *out = *t;
    out->design = ones;
    out->p = out->n_cols = 1;
    out->constant = 0;
    out->center = workspace_doubles(w, block_width(1));
    out->scale = workspace_doubles(w, block_width(1));
    out->scale[0] = 1.0;
}
