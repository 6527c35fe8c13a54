/* symmetric: Cholesky and its uses, in extended precision. */
#include "stats/symmetric.h"

#include <math.h>

bool symmetric_factor(size_t p, long double *a)
{
    for (size_t j = 0; j < p; j++) {
        for (size_t i = j; i < p; i++) {
            long double sum = a[i * p + j];
            for (size_t k = 0; k < j; k++)
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
    for (size_t i = 0; i < p; i++) {
        for (size_t k = 0; k < i; k++)
            b[i] -= factor[i * p + k] * b[k];
        b[i] /= factor[i * p + i];
    }
}

void symmetric_solve(size_t p, const long double *factor, long double *b)
{
    symmetric_solve_lower(p, factor, b);
    for (size_t i = p; i-- > 0;) {
        for (size_t k = i + 1; k < p; k++)
            b[i] -= factor[k * p + i] * b[k];
        b[i] /= factor[i * p + i];
    }
}

void symmetric_inverse(size_t p, const long double *factor, long double *out)
{
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
        for (size_t k = 0; k < p; k++) {
            scratch[k] = 0.0L;
            for (size_t l = 0; l < p; l++)
                scratch[k] += a[k * p + l] * b[j * p + l];
        }
        for (size_t i = 0; i <= j; i++) {
            long double sum = 0.0L;
            for (size_t k = 0; k < p; k++)
                sum += b[i * p + k] * scratch[k];
            out[i * rows + j] = out[j * rows + i] = sum;
        }
    }
}
