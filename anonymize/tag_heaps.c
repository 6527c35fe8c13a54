/* tag_heaps: fingerprints and whose they are, from any order into that of the
 * vault's index. */
#include "anonymize/tag_heaps.h"

#include "base/arena.h"
#include "base/growing.h"

#include <stdlib.h>
#include <string.h>

enum {
    HEAP_BITS = 6, /* of a field: 64 heaps */
    N_HEAPS = 16 << HEAP_BITS,
    PER_CHUNK = 64
};

struct tag_chunk {
    uint32_t before; /* of the same heap, from 1; 0 = none */
    uint32_t n;
    struct fresh_tag tags[PER_CHUNK];
};

void tag_heaps_init(struct tag_heaps *h, const char *folder)
{
    memset(h, 0, sizeof *h);
    spilled_init(&h->full, sizeof(struct tag_chunk), folder);
}

void tag_heaps_release(struct tag_heaps *h)
{
    for (size_t i = 0; h->open != NULL && i < N_HEAPS; i++)
        free(h->open[i]);
    free(h->open);
    free(h->heap);
    spilled_release(&h->full);
    tag_heaps_init(h, h->full.folder);
}

static void *zeros(size_t n, size_t size)
{
    void *all = calloc(n, size);
    if (all == NULL)
        arena_out_of_memory();
    return all;
}

/* ------------------------------------------------------------------ adding */

static size_t heap_of(const struct fresh_tag *t)
{
    return (size_t)t->field << HEAP_BITS | t->tag[0] >> (8 - HEAP_BITS);
}

static struct tag_chunk *open_chunk(struct tag_heaps *h, size_t heap)
{
    if (h->open == NULL)
        h->open = zeros(N_HEAPS, sizeof(struct tag_chunk *));
    if (h->open[heap] == NULL)
        h->open[heap] = zeros(1, sizeof(struct tag_chunk));
    return h->open[heap];
}

static void close_chunk(struct tag_heaps *h, struct tag_chunk *c)
{
    struct tag_chunk *kept = spilled_add(&h->full);
    *kept = *c;
    c->before = (uint32_t)h->full.n;
    c->n = 0;
}

void tag_heaps_add(struct tag_heaps *h, const struct fresh_tag *tag)
{
    struct tag_chunk *c = open_chunk(h, heap_of(tag));
    if (c->n == PER_CHUNK)
        close_chunk(h, c);
    c->tags[c->n++] = *tag;
    h->n++;
}

/* ----------------------------------------------------------------- reading */

/* All of one heap have one field. */
static int by_tag_and_serial(const void *left, const void *right)
{
    const struct fresh_tag *a = left, *b = right;
    int order = memcmp(a->tag, b->tag, BLIND_TAG_SIZE);
    return order != 0 ? order
                      : (a->serial > b->serial) - (a->serial < b->serial);
}

static void take_chunk(struct tag_heaps *h, const struct tag_chunk *c)
{
    while (h->capacity < h->n_heap + c->n)
        h->heap =
            growing_array(h->heap, h->capacity, &h->capacity, sizeof *h->heap);
    memcpy(h->heap + h->n_heap, c->tags, c->n * sizeof *h->heap);
    h->n_heap += c->n;
}

static void read_heap(struct tag_heaps *h, const struct tag_chunk *last)
{
    take_chunk(h, last);
    for (uint32_t at = last->before; at != 0;) {
        const struct tag_chunk *c = spilled_at(&h->full, at - 1);
        take_chunk(h, c);
        at = c->before;
    }
    if (h->n_heap > 1)
        qsort(h->heap, h->n_heap, sizeof *h->heap, by_tag_and_serial);
}

static bool next_heap(struct tag_heaps *h)
{
    h->at = 0;
    h->n_heap = 0;
    while (h->open != NULL && h->next_heap < N_HEAPS && h->n_heap == 0) {
        const struct tag_chunk *last = h->open[h->next_heap++];
        if (last != NULL)
            read_heap(h, last);
    }
    return h->n_heap > 0;
}

bool tag_heaps_next(struct tag_heaps *h, struct fresh_tag *out)
{
    if (h->at == h->n_heap && !next_heap(h))
        return false;
    const struct fresh_tag *t = &h->heap[h->at++];
    while (h->at < h->n_heap && by_tag_and_serial(t, &h->heap[h->at]) == 0)
        h->at++;
    *out = *t;
    return true;
}
