/* symmetric: small p x p algebra in extended precision.
 *
 * Private to stats/. Matrices are p x p, row-major, long double; p is the
 * number of columns of a design, so nothing here is tall. */
#ifndef AYUMI_STATS_SYMMETRIC_H
#define AYUMI_STATS_SYMMETRIC_H

#include <stdbool.h>
#include <stddef.h>

/* Lower Cholesky factor in place (upper triangle is left as it was); false
 * when a pivot is not positive. */
bool symmetric_factor(size_t p, long double *a);
/* Solves L L' x = b in place. */
void symmetric_solve(size_t p, const long double *factor, long double *b);
/* Only L x = b. */
void symmetric_solve_lower(size_t p, const long double *factor, long double *b);
/* (L L')^-1, full matrix. */
void symmetric_inverse(size_t p, const long double *factor, long double *out);
/* trace of (L L')^-1, the sum of squares of L^-1; scratch holds p. */
long double symmetric_inverse_trace(size_t p, const long double *factor,
                                    long double *scratch);
/* log det(L L'). */
long double symmetric_log_determinant(size_t p, const long double *factor);
/* b' a b for a full symmetric a. */
long double symmetric_form(size_t p, const long double *a,
                           const long double *b);
/* out = B a B' for B: rows x p and a symmetric; scratch holds p. */
void symmetric_sandwich(size_t rows, size_t p, const long double *b,
                        const long double *a, long double *out,
                        long double *scratch);

#endif
