/* symmetric: Cholesky and its uses, in extended precision. */
#include "stats/symmetric.h"
#include "stats/workspace.h"

#include <math.h>
#include <string.h>

/* From this width on the same sums run in several chains, which do not wait
 * for each other, and along rows of memory. */
enum { WIDE = 64 };

/* sum - a'b */
static long double less_dot(size_t n, const long double *a,
                            const long double *b, long double sum)
{
    long double s[4] = {0.0L, 0.0L, 0.0L, 0.0L};
    size_t k = 0;
    for (; k + 4 <= n; k += 4) {
        s[0] += a[k] * b[k];
        s[1] += a[k + 1] * b[k + 1];
        s[2] += a[k + 2] * b[k + 2];
        s[3] += a[k + 3] * b[k + 3];
    }
    for (; k < n; k++)
        s[0] += a[k] * b[k];
    return sum - ((s[0] + s[1]) + (s[2] + s[3]));
}

bool symmetric_factor(size_t p, long double *a)
{
    for (size_t j = 0; j < p; j++) {
        for (size_t i = j; i < p; i++) {
            long double sum = a[i * p + j];
            if (p >= WIDE)
                sum = less_dot(j, a + i * p, a + j * p, sum);
            for (size_t k = 0; p < WIDE && k < j; k++)
                sum -= a[i * p + k] * a[j * p + k];
            if (i == j) {
                if (!(sum > 0.0L) || !isfinite(sum))
                    return false;
                a[j * p + j] = sqrtl(sum);
            } else {
                a[i * p + j] = sum / a[j * p + j];
            }
        }
    }
    return true;
}

void symmetric_solve_lower(size_t p, const long double *factor, long double *b)
{
    /* By columns: differences that do not wait for each other. */
    for (size_t k = 0; k < p; k++) {
        b[k] /= factor[k * p + k];
        for (size_t i = k + 1; i < p; i++)
            b[i] -= factor[i * p + k] * b[k];
    }
}

void symmetric_solve(size_t p, const long double *factor, long double *b)
{
    symmetric_solve_lower(p, factor, b);
    for (size_t k = p; k-- > 0;) {
        b[k] /= factor[k * p + k];
        for (size_t i = 0; i < k; i++)
            b[i] -= factor[k * p + i] * b[k];
    }
}

/* to += factor * from */
static void add_times(size_t n, long double factor, const long double *from,
                      long double *to)
{
    for (size_t k = 0; k < n; k++)
        to[k] += factor * from[k];
}

/* With R = L^-1, found row by row: V = R'R. */
static void wide_inverse(size_t p, const long double *factor, long double *out)
{
    struct workspace w = {NULL};
    long double *r = workspace_reals(&w, p * p);
    memset(out, 0, p * p * sizeof *out);
    for (size_t i = 0; i < p; i++) {
        long double *row = r + i * p, down = factor[i * p + i];
        for (size_t k = 0; k < i; k++)
            add_times(k + 1, -factor[i * p + k], r + k * p, row);
        for (size_t k = 0; k < i; k++)
            row[k] /= down;
        row[i] = 1.0L / down;
        for (size_t k = 0; k <= i; k++)
            add_times(k + 1, row[k], row, out + k * p);
    }
    for (size_t i = 0; i < p; i++)
        for (size_t j = 0; j < i; j++)
            out[j * p + i] = out[i * p + j];
    workspace_release(&w);
}

void symmetric_inverse(size_t p, const long double *factor, long double *out)
{
    if (p >= WIDE) {
        wide_inverse(p, factor, out);
        return;
    }
    /* Column by column: row j of out holds the solution for unit vector j. */
    for (size_t j = 0; j < p; j++) {
        for (size_t i = 0; i < p; i++)
            out[j * p + i] = i == j ? 1.0L : 0.0L;
        symmetric_solve(p, factor, out + j * p);
    }
    for (size_t i = 0; i < p; i++)
        for (size_t j = 0; j < i; j++)
            out[i * p + j] = out[j * p + i] =
                0.5L * (out[i * p + j] + out[j * p + i]);
}

/* Column j of L^-1 is 0 above its diagonal. */
long double symmetric_inverse_trace(size_t p, const long double *factor,
                                    long double *scratch)
{
    long double trace = 0.0L;
    for (size_t j = 0; j < p; j++) {
        memset(scratch, 0, p * sizeof *scratch);
        scratch[j] = 1.0L;
        for (size_t k = j; k < p; k++) {
            scratch[k] /= factor[k * p + k];
            trace += scratch[k] * scratch[k];
            for (size_t i = k + 1; i < p; i++)
                scratch[i] -= factor[i * p + k] * scratch[k];
        }
    }
    return trace;
}

long double symmetric_log_determinant(size_t p, const long double *factor)
{
    long double sum = 0.0L;
    for (size_t j = 0; j < p; j++)
        sum += logl(factor[j * p + j]);
    return 2.0L * sum;
}

long double symmetric_form(size_t p, const long double *a, const long double *b)
{
    long double sum = 0.0L;
    for (size_t i = 0; i < p; i++)
        for (size_t j = 0; j < p; j++)
            sum += b[i] * a[i * p + j] * b[j];
    return sum;
}

void symmetric_sandwich(size_t rows, size_t p, const long double *b,
                        const long double *a, long double *out,
                        long double *scratch)
{
    for (size_t j = 0; j < rows; j++) {
        memset(scratch, 0, p * sizeof *scratch);
        for (size_t l = 0; l < p; l++)
            if (b[j * p + l] != 0.0L)
                add_times(p, b[j * p + l], a + l * p, scratch);
        for (size_t i = 0; i <= j; i++) {
            long double sum = 0.0L;
            for (size_t k = 0; k < p; k++)
                if (b[i * p + k] != 0.0L)
                    sum += b[i * p + k] * scratch[k];
            out[i * rows + j] = out[j * rows + i] = sum;
        }
    }
}
