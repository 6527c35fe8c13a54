/* blocks: which thread works on which rows of tall data, and where they lie. */
#include "stats/blocks.h"
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
    void (*work)(void *, double *, struct block *);
    void *context;
    double *parts;
    size_t part_size;
    size_t first_chunk, step;
};

/* Rows out of order, and rows at the matrix's end behind which a vector would
 * read too far, are copied; all others are read where they are. */
static bool lie_well(const struct block_source *s, const struct block *b)
{
    size_t behind = b->first + (b->n + 3) / 4 * 4 + (s->p % 4 != 0);
    return s->row == NULL && behind <= s->n_rows;
}

static void find_rows(const struct block_source *s, struct block *b, double *x)
{
    b->x = s->x + b->first * s->p;
    b->stride = s->p;
    if (lie_well(s, b))
        return;
    b->x = x;
    b->stride = b->width;
    for (size_t i = 0; i < b->n; i++) {
        size_t from = s->row ? s->row[b->first + i] : b->first + i;
        memcpy(x + i * b->width, s->x + from * s->p, s->p * sizeof *x);
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
        find_rows(j->source, b, x);
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
                      .center = j->source->center,
                      .centred = workspace_doubles(&w, BLOCK_ROWS * width),
                      .wx = workspace_doubles(&w, BLOCK_ROWS * width)};
    size_t chunks = block_chunks(j->source->n_rows);
    for (size_t c = j->first_chunk; c < chunks; c += j->step)
        run_chunk(j, c, &b, x);
    workspace_release(&w);
    return NULL;
}

void blocks_run(const struct block_source *s, int threads,
                void (*work)(void *context, double *part, struct block *b),
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
