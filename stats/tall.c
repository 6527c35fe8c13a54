/* tall: rank, orthogonal columns and the way back to the user's. */
#include "stats/tall.h"

#include <math.h>
#include <string.h>

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
    size_t *row = workspace_take(w, d->n_rows, sizeof *row);
    double *weights = workspace_doubles(w, d->n_rows);
    double *offsets = workspace_doubles(w, d->n_rows);
    out->row = row;
    out->weight = weights;
    out->offset = offsets;
    for (size_t i = 0; i < d->n_rows; i++) {
        double weight = d->weights ? d->weights[i] : 1.0;
        double offset = d->offset ? d->offset[i] : 0.0;
        if (weight == 0.0)
            continue;
        if (!row_is_finite(d, i) || !isfinite(weight) || !isfinite(offset))
            return refuse(out, STATS_NOT_FINITE);
        if (weight < 0.0)
            return refuse(out, STATS_NEGATIVE_WEIGHT);
        row[out->n] = i;
        weights[out->n] = weight;
        offsets[out->n] = offset;
        out->sum_weights += weight;
        out->n++;
    }
    return out->n > 0 ? STATS_OK : refuse(out, STATS_NO_ROWS);
}

/* Long sums in four chains, which do not wait for each other. */
static long double long_dot(size_t n, const long double *a,
                            const long double *b)
{
    long double s[4] = {0.0L, 0.0L, 0.0L, 0.0L};
    for (size_t i = 0; i + 4 <= n; i += 4) {
        s[0] += a[i] * b[i];
        s[1] += a[i + 1] * b[i + 1];
        s[2] += a[i + 2] * b[i + 2];
        s[3] += a[i + 3] * b[i + 3];
    }
    for (size_t i = n / 4 * 4; i < n; i++)
        s[0] += a[i] * b[i];
    return (s[0] + s[1]) + (s[2] + s[3]);
}

static long double dot(size_t n, const long double *a, const long double *b)
{
    long double sum = 0.0L;
    if (n >= 512)
        return long_dot(n, a, b);
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
    /* Where it takes long, once is enough for a column that keeps its size. */
    bool twice_always = t->n * m < 3000000 / m;
    for (size_t j = 0; j < m; j++) {
        long double *r = upper + t->p * m;
        for (size_t k = 0; k < m; k++)
            r[k] = 0.0L;
        long double *column = t->q + t->p * t->n;
        for (size_t i = 0; i < t->n; i++)
            column[i] = (long double)d->x[t->row[i] * m + j];
        long double norm = sqrtl(dot(t->n, column, column));
        orthogonalise(t, r);
        long double left = sqrtl(dot(t->n, column, column));
        if (twice_always || left < 0.1L * norm) {
            orthogonalise(t, r);
            left = sqrtl(dot(t->n, column, column));
        }
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

void tall_intercept(struct workspace *w, const struct tall *t, struct tall *out)
{
    if (t->by_blocks) {
        tall_intercept_blocks(w, t, out);
        return;
    }
    double *weight = workspace_doubles(w, t->n);
    double *offset = workspace_doubles(w, t->n);
    *out = *t;
    out->p = 1;
    out->q = workspace_reals(w, t->n);
    for (size_t i = 0; i < t->n; i++) {
        out->q[i] = 1.0L;
        weight[i] = tall_weight(t, i);
        offset[i] = tall_offset(t, i);
    }
    out->weight = weight;
    out->offset = offset;
}

static long double largest_offset(const struct tall *t)
{
    double largest = 0.0;
    for (size_t i = 0; t->offset && i < t->n; i++)
        largest = fmax(largest, fabs(t->offset[i]));
    return (long double)largest;
}

/* The columns are orthogonal of mean square 1: beta = -Q'offset / n. By
 * blocks only the constant is used. */
void tall_start(const struct tall *t, long double *beta)
{
    static const long double LARGE = 8.0L;
    long double n = (long double)t->n;
    memset(beta, 0, t->p * sizeof *beta);
    if (largest_offset(t) < LARGE)
        return;
    for (size_t i = 0; i < t->n; i++) {
        long double part = (long double)t->offset[i] / n;
        if (!t->by_blocks)
            for (size_t k = 0; k < t->p; k++)
                beta[k] -= part * t->q[i * t->p + k];
        else if (t->constant < t->p)
            beta[t->constant] -= part;
    }
}

void tall_leave_out(struct workspace *w, const struct tall *t,
                    const unsigned char *gone, const double *y,
                    struct stats_design *left, double **left_y)
{
    size_t n = 0;
    double *weights = workspace_doubles(w, t->design->n_rows);
    *left_y = workspace_doubles(w, t->n);
    for (size_t i = 0; i < t->n; i++) {
        if (gone[i])
            continue;
        weights[tall_row(t, i)] = tall_weight(t, i);
        (*left_y)[n++] = y[i];
    }
    *left = *t->design;
    left->weights = weights;
}
