/* blocks: tall sums, block by block, on several threads, always the same.
 *
 * Private to stats/. The rows are cut into chunks that depend on their number
 * only; every chunk is summed by one thread in row order, and the chunks are
 * added in order. So neither threads nor processor change a bit: vectors are
 * spread over columns, never over the rows of a sum. */
#ifndef AYUMI_STATS_BLOCKS_H
#define AYUMI_STATS_BLOCKS_H

#include <stddef.h>

/* Up to BLOCK_ROWS rows of `width` doubles: the columns up to a multiple of 4;
 * what stands behind the columns is not theirs, and sums of it are not read.
 * x are the rows where they lie, until block_center puts them, centred, into
 * a place of their own. */
enum { BLOCK_ROWS = 64 };
struct block {
    size_t first, n; /* rows of the tall matrix */
    size_t width;
    const double *x; /* rows `stride` doubles apart */
    size_t stride;
    const double *center; /* width */
    double *centred;      /* BLOCK_ROWS × width, for block_center */
    const double *next;   /* where the next rows are read, to ask for them */
    size_t next_stride;   /* doubles per row there; 0: none to ask for */
    double *wx;           /* BLOCK_ROWS × width, for the work to use */
};

/* All columns of a row-major matrix. row NULL: all rows in order. */
struct block_source {
    size_t n_rows, p;
    const double *x;
    const size_t *row;
    const double *center; /* block_width(p), zeros behind p */
};

size_t block_width(size_t p); /* p rounded up to a multiple of 4 */
size_t block_chunks(size_t n_rows);

/* Calls work(context, part, block) for every block; part points to part_size
 * zeroed doubles of the block's chunk, parts holds block_chunks of them. */
void blocks_run(const struct block_source *s, int threads,
                void (*work)(void *context, double *part, struct block *b),
                void *context, double *parts, size_t part_size);

/* Centres the rows; out[i] = x_i' beta of the centred ones. */
void block_center(struct block *b, const double *beta, double *out);
/* out[i] = x_i' beta for the block's rows. */
void block_times(const struct block *b, const double *beta, double *out);
/* sum += r_i x_i. */
void block_add(const struct block *b, const double *r, double *sum);
/* wx = w x, row by row. */
void block_weight(const struct block *b, const double *w);
/* block_add and block_weight in one. */
void block_add_and_weight(const struct block *b, const double *r,
                          const double *w, double *sum);
/* sum += (wx)' x over the block: upper triangle (and more) of a width × width
 * matrix. */
void block_gram(const struct block *b, double *sum);

/* Threads that work_threads 0 stands for: the processors, at most 8. */
int block_threads(int asked);

#endif
