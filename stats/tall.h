/* tall: a design matrix made ready for fitting.
 *
 * Private to stats/. Takes the rows of positive weight, finds which columns
 * are linear combinations of earlier ones, and turns the others into
 * orthogonal columns of mean square 1 by Gram-Schmidt in extended precision,
 * so that neither scale (1e-8, 1e8) nor a large mean (a calendar year) nor
 * near-collinear columns cost digits. With X_kept = Q R and beta~ the
 * coefficients of Q, the user's coefficients are beta = R^-1 beta~. */
#ifndef AYUMI_STATS_TALL_H
#define AYUMI_STATS_TALL_H

#include "stats/blocks.h"
#include "stats/stats_design.h"
#include "stats/stats_status.h"
#include "stats/workspace.h"

#include <stdbool.h>

struct tall {
    size_t n, p;               /* rows of positive weight; rank */
    size_t n_cols;             /* columns of the user's matrix */
    size_t *row;               /* n: index of the user's row */
    size_t *kept;              /* p: index of the user's column */
    enum stats_column *column; /* n_cols: FINITE or DROPPED */
    bool by_blocks;     /* no q: columns are centred and scaled instead */
    bool has_intercept; /* some combination of the columns is constant */
    const struct stats_design *design;
    double *center, *scale;  /* by_blocks: p each */
    long double stretch;     /* |X d| >= stretch |d| in these coordinates */
    long double *q;          /* n × p, row-major */
    long double *back;       /* n_cols × p; rows of dropped columns are 0 */
    long double *relation;   /* n_cols × n_cols: row d of a dropped column
                                holds c with x_d = sum c_k x_k */
    double *weight, *offset; /* n each */
    double sum_weights;
    enum stats_reason reason; /* of STATS_BAD_DATA */
};

/* STATS_OK, or STATS_BAD_DATA: no row of positive weight, a value that is
 * not finite, a negative weight. STATS_BAD_ARGUMENT: no columns, no matrix. */
STATS_MUST_CHECK enum stats_status
tall_prepare(struct workspace *w, const struct stats_design *design,
             struct tall *out);

/* The same for data too tall for that: columns are only centred and scaled,
 * and read where they are, block by block (blocks.h). False, with *out not
 * to be used, when the data are small, not of full rank or not well enough
 * conditioned to keep all digits: then tall_prepare. */
bool tall_prepare_blocks(struct workspace *w, const struct stats_design *design,
                         int threads, struct tall *out);

/* Every tenth row of a tall matrix in the same coordinates, when there are
 * enough rows for that: a cheap place to start a climb from. Row i of *out is
 * row i * THIN_EVERY of t. */
enum { THIN_EVERY = 10 };
bool tall_thin(struct workspace *w, const struct tall *t, struct tall *out);

/* For the work on blocks: where they come from, and the chunks' matrices
 * (width × width each, at the head of their parts) added up into the lower
 * triangle of a p × p matrix. */
void tall_source(const struct tall *t, struct block_source *s);
void tall_sum_parts(const double *parts, size_t part_size, size_t n_rows,
                    size_t p, long double *lower);

#endif
