/* fresh_tags: fingerprints of this run that the vault does not hold yet. */
#include "anonymize/fresh_tags.h"

#include "base/growing.h"

#include <stdlib.h>
#include <string.h>

enum { FIRST_SLOTS = 1024 };

void fresh_tags_init(struct fresh_tags *f)
{
    memset(f, 0, sizeof *f);
}

void fresh_tags_release(struct fresh_tags *f)
{
    free(f->tags);
    free(f->slots);
    fresh_tags_init(f);
}

static bool is_same(const struct fresh_tag *t, unsigned char field,
                    const unsigned char *tag)
{
    return t->field == field && memcmp(t->tag, tag, BLIND_TAG_SIZE) == 0;
}

/* A tag is uniform already: its first bytes are the hash. */
static uint32_t *find_slot(const struct fresh_tags *f, unsigned char field,
                           const unsigned char *tag)
{
    uint64_t start;
    memcpy(&start, tag, sizeof start);
    size_t at = (size_t)(start + field) & (f->n_slots - 1);
    while (f->slots[at] != 0 &&
           !is_same(&f->tags[f->slots[at] - 1], field, tag))
        at = (at + 1) & (f->n_slots - 1);
    return &f->slots[at];
}

static void grow_slots(struct fresh_tags *f)
{
    free(f->slots);
    f->n_slots = f->n_slots == 0 ? FIRST_SLOTS : f->n_slots * 2;
    f->slots = calloc(f->n_slots, sizeof *f->slots);
    if (f->slots == NULL)
        arena_out_of_memory();
    for (size_t i = 0; i < f->n_tags; i++)
        *find_slot(f, f->tags[i].field, f->tags[i].tag) = (uint32_t)i + 1;
}

void fresh_tags_add(struct fresh_tags *f, unsigned char field,
                    const unsigned char *tag, uint32_t serial)
{
    if (f->n_tags * 2 >= f->n_slots)
        grow_slots(f);
    f->tags = growing_array(f->tags, f->n_tags, &f->capacity, sizeof *f->tags);
    uint32_t *slot = find_slot(f, field, tag);
    struct fresh_tag *t = &f->tags[f->n_tags++];
    memcpy(t->tag, tag, BLIND_TAG_SIZE);
    t->field = field;
    t->serial = serial;
    t->older_plus = *slot;
    *slot = (uint32_t)f->n_tags;
}

const struct fresh_tag *fresh_tags_find(const struct fresh_tags *f,
                                        unsigned char field,
                                        const unsigned char *tag)
{
    if (f->n_slots == 0)
        return NULL;
    uint32_t newest = *find_slot(f, field, tag);
    return newest == 0 ? NULL : &f->tags[newest - 1];
}

const struct fresh_tag *fresh_tags_older(const struct fresh_tags *f,
                                         const struct fresh_tag *t)
{
    return t->older_plus == 0 ? NULL : &f->tags[t->older_plus - 1];
}

static int by_index_order(const void *left, const void *right)
{
    const struct fresh_tag *a = left;
    const struct fresh_tag *b = right;
    if (a->field != b->field)
        return a->field < b->field ? -1 : 1;
    int order = memcmp(a->tag, b->tag, BLIND_TAG_SIZE);
    if (order != 0)
        return order;
    return (a->serial > b->serial) - (a->serial < b->serial);
}

/* A tag is uniform, so its first byte parts the tags of a field into 256 heaps
 * of about one size. */
static size_t heap_of(const struct fresh_tag *t)
{
    return (size_t)t->field << 8 | t->tag[0];
}

enum { N_HEAPS = 256 * 256 };

/* American flag sort: each tag goes to its heap, whoever stands there goes to
 * theirs, until one comes that belongs where the first was taken. */
static void part(struct fresh_tags *f, size_t *ends)
{
    size_t *next = calloc(N_HEAPS + 1, sizeof *next);
    if (next == NULL)
        arena_out_of_memory();
    for (size_t i = 0; i < f->n_tags; i++)
        next[heap_of(&f->tags[i]) + 1]++;
    for (size_t h = 0; h < N_HEAPS; h++) {
        next[h + 1] += next[h];
        ends[h] = next[h + 1];
    }
    for (size_t h = 0; h < N_HEAPS; h++) {
        while (next[h] < ends[h]) {
            struct fresh_tag t = f->tags[next[h]];
            for (size_t to; (to = heap_of(&t)) != h;) {
                struct fresh_tag other = f->tags[next[to]];
                f->tags[next[to]++] = t;
                t = other;
            }
            f->tags[next[h]++] = t;
        }
    }
    free(next);
}

static void drop_equal(struct fresh_tags *f)
{
    size_t n = 0;
    for (size_t i = 0; i < f->n_tags; i++)
        if (n == 0 || by_index_order(&f->tags[n - 1], &f->tags[i]) != 0)
            f->tags[n++] = f->tags[i];
    f->n_tags = n;
}

void fresh_tags_sort(struct fresh_tags *f)
{
    size_t from = 0;
    if (f->n_tags < 2)
        return;
    size_t *ends = calloc(N_HEAPS, sizeof *ends);
    if (ends == NULL)
        arena_out_of_memory();
    part(f, ends);
    for (size_t h = 0; h < N_HEAPS; h++) {
        if (ends[h] - from > 1)
            qsort(f->tags + from, ends[h] - from, sizeof *f->tags,
                  by_index_order);
        from = ends[h];
    }
    free(ends);
    drop_equal(f);
}
