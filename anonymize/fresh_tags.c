/* fresh_tags: fingerprints of this run that the vault does not hold yet. */
#include "anonymize/fresh_tags.h"

#include <stdlib.h>
#include <string.h>

enum { FIRST_SLOTS = 1024 };

void fresh_tags_init(struct fresh_tags *f)
{
    memset(f, 0, sizeof *f);
    arena_init(&f->arena);
}

void fresh_tags_release(struct fresh_tags *f)
{
    arena_release(&f->arena);
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
    const uint32_t *old = f->slots;
    size_t n_old = f->n_slots;
    f->n_slots = n_old == 0 ? FIRST_SLOTS : n_old * 2;
    f->slots = arena_take_array(&f->arena, f->n_slots, sizeof *f->slots);
    for (size_t i = 0; i < n_old; i++) {
        if (old[i] == 0)
            continue;
        const struct fresh_tag *t = &f->tags[old[i] - 1];
        *find_slot(f, t->field, t->tag) = old[i];
    }
}

void fresh_tags_add(struct fresh_tags *f, unsigned char field,
                    const unsigned char *tag, uint32_t serial)
{
    if (f->n_tags * 2 >= f->n_slots)
        grow_slots(f);
    for (const struct fresh_tag *t = fresh_tags_find(f, field, tag); t != NULL;
         t = fresh_tags_older(f, t))
        if (t->serial == serial)
            return;
    f->tags = arena_grow(&f->arena, f->tags, f->n_tags, &f->capacity,
                         sizeof *f->tags);
    struct fresh_tag *t = &f->tags[f->n_tags++];
    uint32_t *slot = find_slot(f, field, tag);
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

void fresh_tags_sort(struct fresh_tags *f)
{
    if (f->n_tags > 1)
        qsort(f->tags, f->n_tags, sizeof *f->tags, by_index_order);
}
