/* blocks: the loops over tall data, vectorised over columns. */
#include "stats/blocks.h"
#include "stats/workspace.h"

#include <pthread.h>
#include <string.h>
#include <unistd.h>

/* On processors with 256-bit vectors a second copy of the loops is taken; it
 * does the same operations in the same order. */
#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__) &&         \
    !defined(__SANITIZE_ADDRESS__)
#define FOR_WIDE_VECTORS __attribute__((target_clones("avx2", "default")))
#else
#define FOR_WIDE_VECTORS
#endif

enum { MOST_CHUNKS = 64, CHUNK_ROWS = 2048, MOST_THREADS = 8 };

typedef double four __attribute__((vector_size(32), aligned(32)));
/* The same at any address of a double. */
typedef double loose __attribute__((vector_size(32), aligned(8)));

size_t block_width(size_t p)
{
    return (p + 3) / 4 * 4;
}

size_t block_chunks(size_t n_rows)
{
    size_t chunks = (n_rows + CHUNK_ROWS - 1) / CHUNK_ROWS;
    return chunks == 0 ? 1 : chunks > MOST_CHUNKS ? MOST_CHUNKS : chunks;
}

int block_threads(int asked)
{
    long processors = asked > 0 ? asked : sysconf(_SC_NPROCESSORS_ONLN);
    return processors < 1              ? 1
           : processors > MOST_THREADS ? MOST_THREADS
                                       : (int)processors;
}

struct job {
    const struct block_source *source;
    void (*work)(void *, double *, const struct block *);
    void *context;
    double *parts;
    size_t part_size;
    size_t first_chunk, step;
};

FOR_WIDE_VECTORS static void fill(const struct block_source *s,
                                  const struct block *b, double *x)
{
    size_t whole = s->p / 4 * 4;
    for (size_t i = 0; i < b->n; i++) {
        size_t from = s->row ? s->row[b->first + i] : b->first + i;
        const double *row = s->x + from * s->p;
        double *to = x + i * b->width;
        for (size_t k = 0; k < whole; k += 4)
            *(four *)(void *)(to + k) =
                (*(const loose *)(const void *)(row + k) -
                 *(const four *)(const void *)(s->center + k)) *
                *(const four *)(const void *)(s->scale + k);
        for (size_t k = whole; k < s->p; k++)
            to[k] = (row[k] - s->center[k]) * s->scale[k];
    }
}

static void run_chunk(const struct job *j, size_t chunk, struct block *b,
                      double *x)
{
    size_t chunks = block_chunks(j->source->n_rows);
    size_t first = j->source->n_rows * chunk / chunks;
    size_t end = j->source->n_rows * (chunk + 1) / chunks;
    double *part = j->parts + chunk * j->part_size;
    for (b->first = first; b->first < end; b->first += b->n) {
        b->n = end - b->first < BLOCK_ROWS ? end - b->first : BLOCK_ROWS;
        fill(j->source, b, x);
        j->work(j->context, part, b);
    }
}

static void *run_job(void *argument)
{
    const struct job *j = argument;
    struct workspace w = {NULL};
    size_t width = block_width(j->source->p);
    double *x = workspace_doubles(&w, BLOCK_ROWS * width);
    struct block b = {.width = width,
                      .x = x,
                      .wx = workspace_doubles(&w, BLOCK_ROWS * width)};
    size_t chunks = block_chunks(j->source->n_rows);
    for (size_t c = j->first_chunk; c < chunks; c += j->step)
        run_chunk(j, c, &b, x);
    workspace_release(&w);
    return NULL;
}

void blocks_run(const struct block_source *s, int threads,
                void (*work)(void *context, double *part,
                             const struct block *b),
                void *context, double *parts, size_t part_size)
{
    size_t chunks = block_chunks(s->n_rows), n = (size_t)threads;
    struct job jobs[MOST_THREADS];
    pthread_t thread[MOST_THREADS];
    int started[MOST_THREADS] = {0};
    n = n > chunks ? chunks : n;
    memset(parts, 0, chunks * part_size * sizeof *parts);
    for (size_t t = 0; t < n; t++)
        jobs[t] = (struct job){s, work, context, parts, part_size, t, n};
    for (size_t t = 1; t < n; t++)
        started[t] = pthread_create(&thread[t], NULL, run_job, &jobs[t]) == 0;
    run_job(&jobs[0]);
    for (size_t t = 1; t < n; t++) {
        if (started[t])
            pthread_join(thread[t], NULL);
        else
            run_job(&jobs[t]);
    }
}

/* Four rows of the sum by eight columns at a time stay in registers while
 * the block's rows go by. */
static inline __attribute__((always_inline)) void
tile_of_eight(const struct block *b, size_t j, size_t k, double *sum)
{
    four acc[4][2];
    size_t width = b->width;
    for (size_t a = 0; a < 4; a++)
        for (size_t v = 0; v < 2; v++)
            acc[a][v] = *(const four *)(const void *)(sum + (j + a) * width +
                                                      k + 4 * v);
    for (size_t i = 0; i < b->n; i++) {
        const double *x = b->x + i * width + k, *wx = b->wx + i * width + j;
        four x0 = *(const four *)(const void *)x;
        four x1 = *(const four *)(const void *)(x + 4);
        for (size_t a = 0; a < 4; a++) {
            acc[a][0] += wx[a] * x0;
            acc[a][1] += wx[a] * x1;
        }
    }
    for (size_t a = 0; a < 4; a++)
        for (size_t v = 0; v < 2; v++)
            *(four *)(void *)(sum + (j + a) * width + k + 4 * v) = acc[a][v];
}

static inline __attribute__((always_inline)) void
tile_of_four(const struct block *b, size_t j, size_t k, double *sum)
{
    four acc[4];
    size_t width = b->width;
    for (size_t a = 0; a < 4; a++)
        acc[a] = *(const four *)(const void *)(sum + (j + a) * width + k);
    for (size_t i = 0; i < b->n; i++) {
        const double *wx = b->wx + i * width + j;
        four x = *(const four *)(const void *)(b->x + i * width + k);
        for (size_t a = 0; a < 4; a++)
            acc[a] += wx[a] * x;
    }
    for (size_t a = 0; a < 4; a++)
        *(four *)(void *)(sum + (j + a) * width + k) = acc[a];
}

FOR_WIDE_VECTORS void block_gram(const struct block *b, double *sum)
{
    for (size_t j = 0; j < b->width; j += 4) {
        size_t k = j;
        for (; k + 8 <= b->width; k += 8)
            tile_of_eight(b, j, k, sum);
        if (k < b->width)
            tile_of_four(b, j, k, sum);
    }
}

FOR_WIDE_VECTORS void block_weight(const struct block *b, const double *w)
{
    const four *x = (const four *)(const void *)b->x;
    four *wx = (four *)(void *)b->wx;
    size_t fours = b->width / 4;
    for (size_t i = 0; i < b->n; i++)
        for (size_t k = 0; k < fours; k++)
            wx[i * fours + k] = w[i] * x[i * fours + k];
}

FOR_WIDE_VECTORS void block_times(const struct block *b, const double *beta,
                                  double *out)
{
    const four *x = (const four *)(const void *)b->x;
    const four *factor = (const four *)(const void *)beta;
    size_t fours = b->width / 4;
    for (size_t i = 0; i < b->n; i++) {
        four lane = {0.0, 0.0, 0.0, 0.0};
        for (size_t k = 0; k < fours; k++)
            lane += x[i * fours + k] * factor[k];
        out[i] = (lane[0] + lane[1]) + (lane[2] + lane[3]);
    }
}

FOR_WIDE_VECTORS void block_add(const struct block *b, const double *r,
                                double *sum)
{
    const four *x = (const four *)(const void *)b->x;
    four *to = (four *)(void *)sum;
    size_t fours = b->width / 4;
    for (size_t k = 0; k < fours; k++) {
        four lane = to[k];
        for (size_t i = 0; i < b->n; i++)
            lane += r[i] * x[i * fours + k];
        to[k] = lane;
    }
}
