/* quick: rows in blocks, or sixteen of them side by side. */
#include "stats/quick.h"
#include "stats/blocks.h"
#include "stats/lanes.h"

#include <math.h>
#include <string.h>

enum { SMALL_WORK = 3000000, TURNED = 16 };

struct quick *quick_start(struct workspace *w, size_t n, size_t p,
                          const long double *q)
{
    if (n * p < SMALL_WORK / p)
        return NULL;
    struct quick *k = workspace_take(w, 1, sizeof *k);
    *k = (struct quick){.n = n, .p = p, .width = block_width(p)};
    k->x = workspace_doubles(w, n * k->width);
    k->weight = workspace_doubles(w, n);
    k->value = workspace_doubles(w, n);
    k->wx = workspace_doubles(w, BLOCK_ROWS * k->width);
    k->sum = workspace_doubles(w, k->width * k->width);
    k->turned = workspace_doubles(w, 2 * p * TURNED);
    k->matrix = workspace_doubles(w, p * p);
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j < p; j++)
            k->x[i * k->width + j] = (double)q[i * p + j];
    return k;
}

void quick_gram(struct quick *k, size_t stride, long double *out)
{
    quick_gram_rows(k, 0, k->n, k->weight, stride, out);
}

void quick_gram_rows(struct quick *k, size_t from, size_t n,
                     const double *weight, size_t stride, long double *out)
{
    size_t end = from + n;
    memset(k->sum, 0, k->width * k->width * sizeof *k->sum);
    for (size_t first = from; first < end; first += BLOCK_ROWS) {
        size_t left = end - first;
        struct block b = {.first = first,
                          .n = left < BLOCK_ROWS ? left : BLOCK_ROWS,
                          .width = k->width,
                          .x = k->x + first * k->width,
                          .stride = k->width,
                          .wx = k->wx};
        block_weight(&b, weight + first);
        block_gram(&b, k->sum);
    }
    for (size_t i = 0; i < k->p; i++)
        for (size_t j = 0; j <= i; j++)
            out[i * stride + j] = (long double)k->sum[j * k->width + i];
}

/* Sixteen rows, column after column; 0 behind the last. */
static size_t turn(struct quick *k, size_t first)
{
    size_t left = k->n - first, rows = left < TURNED ? left : TURNED;
    for (size_t j = 0; j < k->p; j++)
        for (size_t r = 0; r < TURNED; r++)
            k->turned[j * TURNED + r] =
                r < rows ? k->x[(first + r) * k->width + j] : 0.0;
    return rows;
}

/* out += sum over j of m[j] turned[j], sixteen rows at once. */
LANES void add_products(size_t n, const double *m, const double *turned,
                        double *out)
{
    four a = lanes_load(out), b = lanes_load(out + 4);
    four c = lanes_load(out + 8), d = lanes_load(out + 12);
    for (size_t j = 0; j < n; j++, turned += TURNED) {
        a += m[j] * lanes_load(turned);
        b += m[j] * lanes_load(turned + 4);
        c += m[j] * lanes_load(turned + 8);
        d += m[j] * lanes_load(turned + 12);
    }
    lanes_store(out, a);
    lanes_store(out + 4, b);
    lanes_store(out + 8, c);
    lanes_store(out + 12, d);
}

FOR_WIDE_VECTORS static void find_forms(struct quick *k, size_t rows,
                                        double *value)
{
    _Alignas(32) double sum[TURNED];
    size_t p = k->p;
    for (size_t i = 0; i < p; i++) {
        memset(sum, 0, sizeof sum);
        add_products(p, k->matrix + i * p, k->turned, sum);
        for (size_t r = 0; r < rows; r++)
            value[r] += sum[r] * k->turned[i * TURNED + r];
    }
}

FOR_WIDE_VECTORS static void find_leverages(struct quick *k, size_t rows,
                                            double *value)
{
    _Alignas(32) double sum[TURNED];
    size_t p = k->p;
    double *solved = k->turned + p * TURNED;
    for (size_t i = 0; i < p; i++) {
        const double *line = k->matrix + i * p;
        memset(sum, 0, sizeof sum);
        add_products(i, line, solved, sum);
        for (size_t r = 0; r < TURNED; r++)
            solved[i * TURNED + r] =
                (k->turned[i * TURNED + r] - sum[r]) / line[i];
        for (size_t r = 0; r < rows; r++)
            value[r] += solved[i * TURNED + r] * solved[i * TURNED + r];
    }
}

static void take_matrix(struct quick *k, size_t stride, const long double *m)
{
    memset(k->value, 0, k->n * sizeof *k->value);
    for (size_t i = 0; i < k->p; i++)
        for (size_t j = 0; j < k->p; j++)
            k->matrix[i * k->p + j] = (double)m[i * stride + j];
}

void quick_forms(struct quick *k, size_t stride, const long double *m)
{
    take_matrix(k, stride, m);
    for (size_t first = 0; first < k->n; first += TURNED)
        find_forms(k, turn(k, first), k->value + first);
}

void quick_leverages(struct quick *k, const long double *factor)
{
    take_matrix(k, k->p, factor);
    for (size_t first = 0; first < k->n; first += TURNED)
        find_leverages(k, turn(k, first), k->value + first);
}

/* Small p × p algebra ------------------------------------------------------
 */

FOR_WIDE_VECTORS static double dot(size_t n, const double *a, const double *b)
{
    four s = lanes_all(0.0), t = s;
    size_t k = 0;
    for (; k + 8 <= n; k += 8) {
        s += lanes_load_loose(a + k) * lanes_load_loose(b + k);
        t += lanes_load_loose(a + k + 4) * lanes_load_loose(b + k + 4);
    }
    s += t;
    double sum = (s[0] + s[1]) + (s[2] + s[3]);
    for (; k < n; k++)
        sum += a[k] * b[k];
    return sum;
}

static double *take_lower(struct workspace *w, size_t p, const long double *a)
{
    double *out = workspace_doubles(w, p * p);
    for (size_t i = 0; i < p; i++)
        for (size_t j = 0; j <= i; j++)
            out[i * p + j] = (double)a[i * p + j];
    return out;
}

bool quick_factor(size_t p, long double *a)
{
    struct workspace w = {NULL};
    double *l = take_lower(&w, p, a);
    bool good = true;
    for (size_t i = 0; good && i < p; i++) {
        for (size_t j = 0; j < i; j++)
            l[i * p + j] =
                (l[i * p + j] - dot(j, l + i * p, l + j * p)) / l[j * p + j];
        double left = l[i * p + i] - dot(i, l + i * p, l + i * p);
        good = left > 0.0 && isfinite(left);
        l[i * p + i] = sqrt(left);
    }
    for (size_t i = 0; good && i < p; i++)
        for (size_t j = 0; j <= i; j++)
            a[i * p + j] = (long double)l[i * p + j];
    workspace_release(&w);
    return good;
}

/* to += factor * from */
FOR_WIDE_VECTORS static void add_times(size_t n, double factor,
                                       const double *from, double *to)
{
    size_t k = 0;
    for (; k + 4 <= n; k += 4)
        *(loose_four *)(void *)(to + k) =
            lanes_load_loose(to + k) + factor * lanes_load_loose(from + k);
    for (; k < n; k++)
        to[k] += factor * from[k];
}

/* With R = L^-1, found row by row: V = R'R. */
void quick_inverse(size_t p, const long double *factor, long double *out)
{
    struct workspace w = {NULL};
    double *l = take_lower(&w, p, factor);
    double *r = workspace_doubles(&w, p * p), *v = workspace_doubles(&w, p * p);
    for (size_t i = 0; i < p; i++) {
        double *row = r + i * p, down = l[i * p + i];
        for (size_t k = 0; k < i; k++)
            add_times(k + 1, -l[i * p + k] / down, r + k * p, row);
        row[i] = 1.0 / down;
        for (size_t k = 0; k <= i; k++)
            add_times(k + 1, row[k], row, v + k * p);
    }
    for (size_t i = 0; i < p; i++)
        for (size_t j = 0; j <= i; j++)
            out[i * p + j] = out[j * p + i] = (long double)v[i * p + j];
    workspace_release(&w);
}
