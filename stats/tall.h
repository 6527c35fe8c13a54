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
    const size_t *row;         /* n: index of the user's row */
    size_t *kept;              /* p: index of the user's column */
    enum stats_column *column; /* n_cols: FINITE or DROPPED */
    bool by_blocks;     /* no q: columns are centred and scaled instead, and
                           row, weight and offset may be NULL: all rows, all
                           1, all 0 */
    bool has_intercept; /* some combination of the columns is constant */
    const struct stats_design *design;
    double *center, *scale;  /* by_blocks: p each */
    size_t constant;         /* by_blocks: the column of ones, or p */
    bool is_near;            /* by_blocks: no centre is so far off that sums of
                                columns as they are would miss it */
    const struct tall *thin; /* by_blocks: every `every`-th row, or NULL */
    size_t every;
    long double *cross;    /* of the rows of thin: p × p factor of X'X */
    long double stretch;   /* |X d| >= stretch |d| in these coordinates */
    long double *q;        /* n × p, row-major */
    long double *back;     /* n_cols × p; rows of dropped columns are 0 */
    long double *relation; /* n_cols × n_cols: row d of a dropped column
                              holds c with x_d = sum c_k x_k */
    const double *weight, *offset; /* n each */
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

/* A design of the rows of t that are not gone, and their outcomes. */
void tall_leave_out(struct workspace *w, const struct tall *t,
                    const unsigned char *gone, const double *y,
                    struct stats_design *left, double **left_y);

/* The same rows with nothing but an intercept, by blocks if t is; else as
 * tall_prepare leaves them: every weight and offset is there. */
void tall_intercept(struct workspace *w, const struct tall *t,
                    struct tall *out);

/* Where a climb starts: 0, or with large offsets the place that cancels them
 * best, since on their slopes a likelihood is too flat to show a way. */
void tall_start(const struct tall *t, long double *beta);

/* Every `every`-th row of a tall matrix in the same coordinates, when there
 * are enough rows for that: a cheap place to start a climb from. Row i of
 * *out is row i * every of t. Returns every, or 0. */
size_t tall_thin(const struct tall *t, struct tall *out);

/* The orthogonal columns of t as blocks of doubles, in the same coordinates:
 * for a climb in double to near the top. */
void tall_doubles(struct workspace *w, const struct tall *t, struct tall *out);

static inline size_t tall_row(const struct tall *t, size_t i)
{
    return t->row ? t->row[i] : i;
}

static inline double tall_weight(const struct tall *t, size_t i)
{
    return t->weight ? t->weight[i] : 1.0;
}

static inline double tall_offset(const struct tall *t, size_t i)
{
    return t->offset ? t->offset[i] : 0.0;
}

/* For the work on blocks: where they come from; coefficients of the columns
 * as they are, and what centring them would take from each predictor; the
 * chunks' matrices (width × width each, at the head of their parts) of centred
 * columns, added up into the lower triangle of a p × p matrix. */
void tall_source(const struct tall *t, struct block_source *s);
double tall_own_beta(const struct tall *t, const long double *beta,
                     double *out);
void tall_sum_parts(const struct tall *t, const double *parts, size_t part_size,
                    long double *lower);

/* Does the column taken for constant vary in this block, not yet centred,
 * after all? */
bool tall_block_varies(const struct tall *t, const struct block *b);

/* tall_intercept by blocks. */
void tall_intercept_blocks(struct workspace *w, const struct tall *t,
                           struct tall *out);

#endif
