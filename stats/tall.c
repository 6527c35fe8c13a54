/* tall: rank, orthogonal columns and the way back to the user's. */
#include "stats/tall.h"
#include "stats/blocks.h"
#include "stats/symmetric.h"

#include <math.h>

/* A column whose part orthogonal to the earlier ones is smaller than this
 * share of its norm is taken for a linear combination of them: the tolerance
 * that R's glm applies at its default epsilon. */
static const long double RANK_TOLERANCE = 1e-11L;

static enum stats_status refuse(struct tall *t, enum stats_reason reason)
{
    t->reason = reason;
    return STATS_BAD_DATA;
}

/* x - x is 0 for numbers and NaN for all else. */
static bool row_is_finite(const struct stats_design *d, size_t i)
{
    const double *x = d->x + i * d->n_cols;
    double sum = 0.0;
    for (size_t j = 0; j < d->n_cols; j++)
        sum += x[j] - x[j];
    return sum == 0.0;
}

static enum stats_status
take_rows(struct workspace *w, const struct stats_design *d, struct tall *out)
{
    out->row = workspace_take(w, d->n_rows, sizeof *out->row);
    out->weight = workspace_doubles(w, d->n_rows);
    out->offset = workspace_doubles(w, d->n_rows);
    for (size_t i = 0; i < d->n_rows; i++) {
        double weight = d->weights ? d->weights[i] : 1.0;
        double offset = d->offset ? d->offset[i] : 0.0;
        if (weight == 0.0)
            continue;
        if (!row_is_finite(d, i) || !isfinite(weight) || !isfinite(offset))
            return refuse(out, STATS_NOT_FINITE);
        if (weight < 0.0)
            return refuse(out, STATS_NEGATIVE_WEIGHT);
        out->row[out->n] = i;
        out->weight[out->n] = weight;
        out->offset[out->n] = offset;
        out->sum_weights += weight;
        out->n++;
    }
    return out->n > 0 ? STATS_OK : refuse(out, STATS_NO_ROWS);
}

static long double dot(size_t n, const long double *a, const long double *b)
{
    long double sum = 0.0L;
    for (size_t i = 0; i < n; i++)
        sum += a[i] * b[i];
    return sum;
}

/* While columns are found, q holds one after the other. Takes the parts along
 * the first p out of column p; adds them to r. Called twice, because once is
 * not enough when little remains. */
static void orthogonalise(const struct tall *t, long double *r)
{
    size_t n = t->n;
    long double *v = t->q + t->p * n;
    for (size_t k = 0; k < t->p; k++) {
        const long double *u = t->q + k * n;
        long double part = dot(n, u, v) / (long double)n;
        r[k] += part;
        for (size_t i = 0; i < n; i++)
            v[i] -= part * u[i];
    }
}

/* c solves R c = r, with R upper triangular in columns of `upper`. */
static void back_substitute(size_t p, size_t width, const long double *upper,
                            const long double *r, long double *c)
{
    for (size_t i = p; i-- > 0;) {
        long double sum = r[i];
        for (size_t k = i + 1; k < p; k++)
            sum -= upper[k * width + i] * c[k];
        c[i] = sum / upper[i * width + i];
    }
}

/* upper: row k holds column k of R, p entries at most n_cols. */
static void find_columns(const struct stats_design *d, struct tall *t,
                         long double *upper, long double *solution)
{
    size_t m = d->n_cols;
    for (size_t j = 0; j < m; j++) {
        long double *r = upper + t->p * m;
        for (size_t k = 0; k < m; k++)
            r[k] = 0.0L;
        long double *column = t->q + t->p * t->n;
        for (size_t i = 0; i < t->n; i++)
            column[i] = (long double)d->x[t->row[i] * m + j];
        long double norm = sqrtl(dot(t->n, column, column));
        orthogonalise(t, r);
        orthogonalise(t, r);
        long double left = sqrtl(dot(t->n, column, column));
        if (t->p == t->n || !(left > RANK_TOLERANCE * norm)) {
            t->column[j] = STATS_COLUMN_DROPPED;
            back_substitute(t->p, m, upper, r, solution);
            for (size_t k = 0; k < t->p; k++)
                t->relation[j * m + t->kept[k]] = solution[k];
            continue;
        }
        r[t->p] = left / sqrtl((long double)t->n);
        for (size_t i = 0; i < t->n; i++)
            column[i] /= r[t->p];
        t->kept[t->p++] = j;
        if (t->p == m)
            break;
    }
}

/* From columns to rows, as the likelihoods read them. */
static void turn(struct workspace *w, struct tall *t)
{
    const long double *columns = t->q;
    t->q = workspace_reals(w, t->n * t->p);
    for (size_t i = 0; i < t->n; i++)
        for (size_t k = 0; k < t->p; k++)
            t->q[i * t->p + k] = columns[k * t->n + i];
}

static void make_way_back(struct workspace *w, struct tall *t,
                          const long double *upper)
{
    size_t p = t->p;
    long double *unit = workspace_reals(w, p), *c = workspace_reals(w, p);
    for (size_t k = 0; k < p; k++) {
        for (size_t i = 0; i < p; i++)
            unit[i] = i == k ? 1.0L : 0.0L;
        back_substitute(p, t->n_cols, upper, unit, c);
        for (size_t i = 0; i < p; i++)
            t->back[t->kept[i] * p + k] = c[i];
    }
}

/* What is left of 1 after its parts along the columns. */
static bool find_intercept(const struct tall *t)
{
    long double left = (long double)t->n;
    for (size_t k = 0; k < t->p; k++) {
        long double part = 0.0L;
        for (size_t i = 0; i < t->n; i++)
            part += t->q[i * t->p + k];
        left -= part * part / (long double)t->n;
    }
    return left < 1e-9L * (long double)t->n;
}

enum stats_status tall_prepare(struct workspace *w,
                               const struct stats_design *design,
                               struct tall *out)
{
    size_t m = design->n_cols;
    *out = (struct tall){.n_cols = m, .design = design};
    if (m == 0 || design->x == NULL)
        return STATS_BAD_ARGUMENT;
    enum stats_status st = take_rows(w, design, out);
    if (st != STATS_OK)
        return st;
    out->kept = workspace_take(w, m, sizeof *out->kept);
    out->column = workspace_take(w, m, sizeof *out->column);
    out->relation = workspace_reals(w, m * m);
    out->q = workspace_reals(w, out->n * m);
    long double *upper = workspace_reals(w, (m + 1) * m);
    long double *solution = workspace_reals(w, m);
    find_columns(design, out, upper, solution);
    if (out->p == 0) {
        out->reason = STATS_NO_ROWS;
        return STATS_BAD_DATA;
    }
    out->back = workspace_reals(w, m * out->p);
    turn(w, out);
    make_way_back(w, out, upper);
    out->has_intercept = find_intercept(out);
    out->stretch = sqrtl((long double)out->n);
    return STATS_OK;
}

/* By blocks ---------------------------------------------------------------- */

enum { SMALL_WORK = 300000 };
/* Smallest share of a column's square, after the earlier ones, at which
 * double sums still leave 12 digits. */
static const long double WELL_CONDITIONED = 1e-4L;

/* Sums of distances from the first row and of their squares, all columns in
 * one pass over the rows. */
static void find_spread(const struct tall *t, double *sum, double *square)
{
    size_t m = t->n_cols;
    const double *first = t->design->x + t->row[0] * m;
    for (size_t i = 0; i < t->n; i++) {
        const double *x = t->design->x + t->row[i] * m;
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

/* Centre and scale; false when a column other than one is constant. */
static bool find_scales(struct workspace *w, struct tall *t, size_t *constant)
{
    size_t m = t->n_cols;
    double n = (double)t->n;
    double *sum = workspace_doubles(w, m), *square = workspace_doubles(w, m);
    t->center = workspace_doubles(w, block_width(m));
    t->scale = workspace_doubles(w, block_width(m));
    *constant = m;
    find_spread(t, sum, square);
    for (size_t j = 0; j < m; j++) {
        double off = sum[j] / n, mean = t->design->x[t->row[0] * m + j] + off;
        double variance = fmax(square[j] / n - off * off, 0.0);
        t->kept[j] = j;
        if (square[j] > 0.0) {
            if (!scale_column(t, j, mean, sqrt(variance)))
                return false;
            continue;
        }
        if (*constant < m || mean == 0.0)
            return false;
        *constant = j;
        t->scale[j] = 1.0 / mean;
    }
    return *constant < m || take_centers_out(t);
}

static void add_gram(void *context, double *part, const struct block *b)
{
    double one[BLOCK_ROWS];
    (void)context;
    for (size_t i = 0; i < b->n; i++)
        one[i] = 1.0;
    block_weight(b, one);
    block_gram(b, part);
}

void tall_source(const struct tall *t, struct block_source *s)
{
    *s = (struct block_source){.n_rows = t->n,
                               .p = t->p,
                               .x = t->design->x,
                               .row = t->n == t->design->n_rows ? NULL : t->row,
                               .center = t->center,
                               .scale = t->scale};
}

void tall_sum_parts(const double *parts, size_t part_size, size_t n_rows,
                    size_t p, long double *lower)
{
    size_t width = block_width(p), chunks = block_chunks(n_rows);
    for (size_t j = 0; j < p; j++)
        for (size_t k = 0; k <= j; k++) {
            long double sum = 0.0L;
            for (size_t c = 0; c < chunks; c++)
                sum += (long double)parts[c * part_size + k * width + j];
            lower[j * p + k] = sum;
        }
}

enum { THIN_FROM = 20000 };

bool tall_thin(struct workspace *w, const struct tall *t, struct tall *out)
{
    if (t->n < THIN_FROM || t->n < 100 * t->p)
        return false;
    *out = *t;
    out->n = t->n / THIN_EVERY;
    out->row = workspace_take(w, out->n, sizeof *out->row);
    out->weight = workspace_doubles(w, out->n);
    out->offset = workspace_doubles(w, out->n);
    for (size_t i = 0; i < out->n; i++) {
        out->row[i] = t->row[i * THIN_EVERY];
        out->weight[i] = t->weight[i * THIN_EVERY];
        out->offset[i] = t->offset[i * THIN_EVERY];
    }
    return true;
}

static bool is_well_conditioned(struct workspace *w, struct tall *t,
                                int threads)
{
    size_t p = t->p, width = block_width(p), size = width * width;
    struct block_source source;
    double *parts = workspace_doubles(w, block_chunks(t->n) * size);
    long double *gram = workspace_reals(w, p * p);
    long double *diagonal = workspace_reals(w, p);
    long double *inverse = workspace_reals(w, p * p), trace = 0.0L;
    tall_source(t, &source);
    blocks_run(&source, threads, add_gram, NULL, parts, size);
    tall_sum_parts(parts, size, t->n, p, gram);
    for (size_t j = 0; j < p; j++)
        diagonal[j] = gram[j * p + j];
    if (!symmetric_factor(p, gram))
        return false;
    for (size_t j = 0; j < p; j++)
        if (gram[j * p + j] * gram[j * p + j] < WELL_CONDITIONED * diagonal[j])
            return false;
    symmetric_inverse(p, gram, inverse);
    for (size_t j = 0; j < p; j++)
        trace += inverse[j * p + j];
    t->stretch = 1.0L / sqrtl(trace);
    return true;
}

/* More rows only add to X'X, so what some of them prove holds for all. */
static bool all_are_well_conditioned(struct workspace *w, struct tall *t,
                                     int threads)
{
    struct tall thin;
    if (tall_thin(w, t, &thin) && is_well_conditioned(w, &thin, threads)) {
        t->stretch = thin.stretch;
        return true;
    }
    return is_well_conditioned(w, t, threads);
}

bool tall_prepare_blocks(struct workspace *w, const struct stats_design *design,
                         int threads, struct tall *out)
{
    size_t m = design->n_cols, constant;
    *out = (struct tall){.n_cols = m, .by_blocks = true, .design = design};
    if (m == 0 || design->x == NULL ||
        design->n_rows * m < SMALL_WORK / (m < 64 ? m : 64) ||
        design->n_rows < m || take_rows(w, design, out) != STATS_OK)
        return false;
    out->p = m;
    out->kept = workspace_take(w, m, sizeof *out->kept);
    out->column = workspace_take(w, m, sizeof *out->column);
    if (!find_scales(w, out, &constant) ||
        !all_are_well_conditioned(w, out, threads))
        return false;
    out->relation = workspace_reals(w, m * m);
    out->back = workspace_reals(w, m * m);
    out->has_intercept = constant < m;
    for (size_t j = 0; j < m; j++) {
        out->back[j * m + j] = (long double)out->scale[j];
        if (j != constant && out->has_intercept)
            out->back[constant * m + j] = -(long double)out->center[j] *
                                          (long double)out->scale[j] *
                                          (long double)out->scale[constant];
    }
    return true;
}
