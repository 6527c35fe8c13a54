/* blocks: the loops over tall data, vectorised over columns. */
#include "stats/blocks.h"
#include "stats/lanes.h"
#include "stats/workspace.h"

#include <pthread.h>
#include <stdbool.h>
#include <string.h>
#include <unistd.h>

enum { MOST_CHUNKS = 64, CHUNK_ROWS = 2048, MOST_THREADS = 8 };
enum { SMALL_WORK = 300000 };

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
    size_t p = s->p, whole = p / 4 * 4, width = b->width, n = b->n;
    const double *center = s->center, *scale = s->scale;
    for (size_t i = 0; i < n; i++) {
        size_t from = s->row ? s->row[b->first + i] : b->first + i;
        const double *row = s->x + from * p;
        double *to = x + i * width;
        for (size_t k = 0; k < whole; k += 4)
            lanes_store(to + k,
                        (lanes_load_loose(row + k) - lanes_load(center + k)) *
                            lanes_load(scale + k));
        for (size_t k = whole; k < p; k++)
            to[k] = (row[k] - center[k]) * scale[k];
    }
}

/* Rows in order are asked for while the block before them is worked on. */
static void look_ahead(const struct block_source *s, size_t end,
                       struct block *b)
{
    size_t next = b->first + b->n;
    bool some = s->row == NULL && next + BLOCK_ROWS <= end;
    b->next = some ? s->x + next * s->p : b->x;
    b->next_stride = some ? s->p : 0;
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
        look_ahead(j->source, end, b);
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
    if (s->n_rows * s->p < SMALL_WORK)
        n = 1; /* starting a thread would take longer */
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
 * the block's rows go by; named one by one, since an array of them would be
 * kept in memory. */
LANES void tile_of_eight(const struct block *b, size_t j, size_t k, double *sum)
{
    size_t width = b->width;
    const double *x = b->x + k, *wx = b->wx + j;
    double *s0 = sum + j * width + k, *s1 = s0 + width;
    double *s2 = s1 + width, *s3 = s2 + width;
    four a0 = lanes_load(s0), b0 = lanes_load(s0 + 4);
    four a1 = lanes_load(s1), b1 = lanes_load(s1 + 4);
    four a2 = lanes_load(s2), b2 = lanes_load(s2 + 4);
    four a3 = lanes_load(s3), b3 = lanes_load(s3 + 4);
    for (size_t i = 0; i < b->n; i++) {
        four u = lanes_load(x), v = lanes_load(x + 4);
        a0 += wx[0] * u;
        b0 += wx[0] * v;
        a1 += wx[1] * u;
        b1 += wx[1] * v;
        a2 += wx[2] * u;
        b2 += wx[2] * v;
        a3 += wx[3] * u;
        b3 += wx[3] * v;
        x += width;
        wx += width;
    }
    lanes_store(s0, a0);
    lanes_store(s0 + 4, b0);
    lanes_store(s1, a1);
    lanes_store(s1 + 4, b1);
    lanes_store(s2, a2);
    lanes_store(s2 + 4, b2);
    lanes_store(s3, a3);
    lanes_store(s3 + 4, b3);
}

LANES void tile_of_four(const struct block *b, size_t j, size_t k, double *sum)
{
    size_t width = b->width;
    const double *x = b->x + k, *wx = b->wx + j;
    double *s0 = sum + j * width + k, *s1 = s0 + width;
    double *s2 = s1 + width, *s3 = s2 + width;
    four a0 = lanes_load(s0), a1 = lanes_load(s1);
    four a2 = lanes_load(s2), a3 = lanes_load(s3);
    for (size_t i = 0; i < b->n; i++) {
        four u = lanes_load(x);
        a0 += wx[0] * u;
        a1 += wx[1] * u;
        a2 += wx[2] * u;
        a3 += wx[3] * u;
        x += width;
        wx += width;
    }
    lanes_store(s0, a0);
    lanes_store(s1, a1);
    lanes_store(s2, a2);
    lanes_store(s3, a3);
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
    for (size_t i = 0; i < b->n; i++)
        for (size_t k = i * b->width; k < (i + 1) * b->width; k += 4)
            lanes_store(b->wx + k, w[i] * lanes_load(b->x + k));
}

/* Four rows together, so that their chains of sums overlap. */
FOR_WIDE_VECTORS void block_times(const struct block *b, const double *beta,
                                  double *out)
{
    size_t width = b->width;
    for (size_t i = 0; i < b->n; i += 4) {
        const double *x = b->x + i * width;
        const double *ahead = b->next + i * b->next_stride;
        for (size_t k = 0; k < 4 * b->next_stride; k += 8)
            __builtin_prefetch(ahead + k);
        four r0 = lanes_all(0.0), r1 = r0, r2 = r0, r3 = r0;
        for (size_t k = 0; k < width; k += 4) {
            four factor = lanes_load(beta + k);
            r0 += lanes_load(x + k) * factor;
            r1 += lanes_load(x + width + k) * factor;
            r2 += lanes_load(x + 2 * width + k) * factor;
            r3 += lanes_load(x + 3 * width + k) * factor;
        }
        four all = {(r0[0] + r0[1]) + (r0[2] + r0[3]),
                    (r1[0] + r1[1]) + (r1[2] + r1[3]),
                    (r2[0] + r2[1]) + (r2[2] + r2[3]),
                    (r3[0] + r3[1]) + (r3[2] + r3[3])};
        lanes_store(out + i, all);
    }
}

/* Sixteen columns in registers, then four. */
FOR_WIDE_VECTORS void block_add(const struct block *b, const double *r,
                                double *sum)
{
    size_t width = b->width, k = 0;
    for (; k + 16 <= width; k += 16) {
        const double *x = b->x + k;
        four a0 = lanes_load(sum + k), a1 = lanes_load(sum + k + 4);
        four a2 = lanes_load(sum + k + 8), a3 = lanes_load(sum + k + 12);
        for (size_t i = 0; i < b->n; i++, x += width) {
            a0 += r[i] * lanes_load(x);
            a1 += r[i] * lanes_load(x + 4);
            a2 += r[i] * lanes_load(x + 8);
            a3 += r[i] * lanes_load(x + 12);
        }
        lanes_store(sum + k, a0);
        lanes_store(sum + k + 4, a1);
        lanes_store(sum + k + 8, a2);
        lanes_store(sum + k + 12, a3);
    }
    for (; k < width; k += 4) {
        const double *x = b->x + k;
        four a = lanes_load(sum + k);
        for (size_t i = 0; i < b->n; i++, x += width)
            a += r[i] * lanes_load(x);
        lanes_store(sum + k, a);
    }
}
