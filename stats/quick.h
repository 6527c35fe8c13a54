/* quick: the sums that cost most, in double, on the way to the top.
 *
 * Private to stats/. With many columns the step matrix and the leverages take
 * nearly all of a fit's time in extended precision; far from the top doubles
 * point the same way. Whoever climbs with these takes the last steps without
 * (climb.h). */
#ifndef AYUMI_STATS_QUICK_H
#define AYUMI_STATS_QUICK_H

#include "stats/workspace.h"

#include <stdbool.h>

struct quick {
    size_t n, p, width;
    double *x;        /* n × width, zeros behind p */
    double *weight;   /* n: for the caller to fill */
    double *value;    /* n: filled by quick_forms, quick_leverages */
    double *wx, *sum; /* scratch */
    double *turned, *matrix;
};

/* NULL where the work is too small to care. q: n × p, row-major. */
struct quick *quick_start(struct workspace *w, size_t n, size_t p,
                          const long double *q);
/* out, p × p of row stride `stride`: its lower triangle = sum weight x x'. */
void quick_gram(struct quick *k, size_t stride, long double *out);
/* The same over n rows from `first` on, with weights of the caller's. */
void quick_gram_rows(struct quick *k, size_t first, size_t n,
                     const double *weight, size_t stride, long double *out);
/* value = x' M x, M the symmetric p × p matrix of row stride `stride`. */
void quick_forms(struct quick *k, size_t stride, const long double *m);
/* value = |L^-1 x|², L the lower factor p × p. */
void quick_leverages(struct quick *k, const long double *factor);
/* As symmetric_factor and symmetric_inverse, in double. */
bool quick_factor(size_t p, long double *a);
void quick_inverse(size_t p, const long double *factor, long double *out);

#endif
