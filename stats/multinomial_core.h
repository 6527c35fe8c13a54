/* multinomial_core: the (penalised) likelihood of a baseline-category logit.
 *
 * Private to stats/. beta~ is laid out category by category, p each. */
#ifndef AYUMI_STATS_MULTINOMIAL_CORE_H
#define AYUMI_STATS_MULTINOMIAL_CORE_H

#include "stats/climb.h"
#include "stats/quick.h"
#include "stats/tall.h"

struct multinomial_core {
    const struct tall *t;
    const size_t *y; /* t->n codes */
    size_t n_free;   /* categories beside the baseline */
    bool firth;
    struct climb climb;
    long double log_likelihood;
    long double
        smallest_residual;   /* min over rows and others' categories w p */
    long double *fisher;     /* P × P Cholesky factor */
    long double *inverse;    /* P × P, Firth only */
    long double *p;          /* n × n_free probabilities */
    long double *extra;      /* n: weight added to the step by the penalty */
    long double *pull, *hat; /* scratch: P, n_free × n_free */
    struct quick *quick;     /* or NULL */
    long double *hats;       /* quick Firth: n × n_free² */
    /* By blocks: */
    int threads;
    double *parts, *beta; /* sums of the chunks; n_free × block_width(p) */
};

void multinomial_core_start(struct workspace *w, const struct tall *t,
                            const size_t *y, size_t n_levels, bool firth,
                            struct multinomial_core *out);
/* For t->by_blocks, without Firth. */
void multinomial_core_start_blocks(struct workspace *w, const struct tall *t,
                                   const size_t *y, size_t n_levels,
                                   int threads, struct multinomial_core *out);
/* Doubles that the sums of all chunks take. */
double multinomial_core_room(size_t n_rows, size_t p, size_t n_levels);

/* As logit_core_proves_overlap: a separating d has (x'd)_own >= (x'd)_l for
 * every other category l; score'd = sum w p_l ((x'd)_own - (x'd)_l), and the
 * squares of these differences add up to at least |Xd|² / n_levels. */
bool multinomial_core_proves_overlap(const struct multinomial_core *m);

#endif
