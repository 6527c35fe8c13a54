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
    free(f->groups);
    free(f->slots);
    free(f->runs);
    free(f->serials);
    fresh_tags_init(f);
}

/* ----------------------------------------------------------------- groups */

static bool is_same(const struct tag_group *g, unsigned char field,
                    const unsigned char *tag)
{
    return g->field == field && memcmp(g->tag, tag, BLIND_TAG_SIZE) == 0;
}

/* A tag is uniform already: its first bytes are the hash. */
static size_t first_slot(const struct fresh_tags *f, unsigned char field,
                         const unsigned char *tag)
{
    uint64_t start;
    memcpy(&start, tag, sizeof start);
    return (size_t)(start + field) & (f->n_slots - 1);
}

static uint32_t *find_slot(const struct fresh_tags *f, unsigned char field,
                           const unsigned char *tag)
{
    size_t at = first_slot(f, field, tag);
    while (f->slots[at] != 0 &&
           !is_same(&f->groups[f->slots[at] - 1], field, tag))
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
    for (size_t i = 0; i < f->n_groups; i++)
        *find_slot(f, (unsigned char)f->groups[i].field, f->groups[i].tag) =
            (uint32_t)i + 1;
}

static void add_group(struct fresh_tags *f, uint32_t *slot, unsigned char field,
                      const unsigned char *tag, uint32_t serial)
{
    f->groups =
        growing_array(f->groups, f->n_groups, &f->capacity, sizeof *f->groups);
    struct tag_group *g = &f->groups[f->n_groups++];
    *g = (struct tag_group){.field = field & 15U, .n = 1, .at = serial};
    memcpy(g->tag, tag, BLIND_TAG_SIZE);
    *slot = (uint32_t)f->n_groups;
}

/* ------------------------------------------------------------------- runs */

enum { RUN_OLDER, RUN_PLACES, RUN_HEAD, FIRST_PLACES = 2 };

/* Index of a run with that many places; never 0. */
static uint32_t add_run(struct fresh_tags *f, uint32_t older, uint32_t places)
{
    size_t at = f->n_runs == 0 ? 1 : f->n_runs;
    f->n_runs = at + RUN_HEAD + places;
    while (f->runs_capacity < f->n_runs)
        f->runs = growing_array(f->runs, f->runs_capacity, &f->runs_capacity,
                                sizeof *f->runs);
    f->runs[at + RUN_OLDER] = older;
    f->runs[at + RUN_PLACES] = places;
    return (uint32_t)at;
}

static void put(struct fresh_tags *f, struct tag_group *g, uint32_t serial)
{
    uint32_t places = f->runs[g->at + RUN_PLACES];
    f->runs[g->at + RUN_HEAD + places - g->room] = serial;
    g->room--;
}

static void add_serial(struct fresh_tags *f, struct tag_group *g,
                       uint32_t serial)
{
    uint32_t only = g->at;
    if (g->n == 1) {
        g->at = add_run(f, 0, FIRST_PLACES);
        g->room = FIRST_PLACES;
        put(f, g, only);
    } else if (g->room == 0) {
        uint32_t places = 2 * f->runs[g->at + RUN_PLACES];
        g->at = add_run(f, g->at, places);
        g->room = places;
    }
    put(f, g, serial);
    g->n++;
}

void fresh_tags_add(struct fresh_tags *f, unsigned char field,
                    const unsigned char *tag, uint32_t serial)
{
    if (f->n_groups * 3 >= f->n_slots * 2)
        grow_slots(f);
    uint32_t *slot = find_slot(f, field, tag);
    if (*slot == 0)
        add_group(f, slot, field, tag, serial);
    else
        add_serial(f, &f->groups[*slot - 1], serial);
}

/* ---------------------------------------------------------------- finding */

void fresh_tags_expect(const struct fresh_tags *f, unsigned char field,
                       const unsigned char *tag)
{
    if (f->n_slots != 0)
        __builtin_prefetch(&f->slots[first_slot(f, field, tag)]);
}

const struct tag_group *fresh_tags_find(const struct fresh_tags *f,
                                        unsigned char field,
                                        const unsigned char *tag)
{
    if (f->n_slots == 0)
        return NULL;
    uint32_t found = *find_slot(f, field, tag);
    return found == 0 ? NULL : &f->groups[found - 1];
}

void fresh_tags_serials(const struct fresh_tags *f, const struct tag_group *g,
                        uint32_t *serials)
{
    size_t left = g->n;
    if (left == 1)
        serials[0] = g->at;
    else
        for (uint32_t run = g->at, room = g->room; run != 0;
             run = f->runs[run + RUN_OLDER], room = 0) {
            size_t used = f->runs[run + RUN_PLACES] - room;
            left -= used;
            memcpy(serials + left, f->runs + run + RUN_HEAD,
                   used * sizeof *serials);
        }
}

/* ------------------------------------------------------------------ order */

static int by_index_order(const void *left, const void *right)
{
    const struct tag_group *a = left;
    const struct tag_group *b = right;
    return memcmp(a->tag, b->tag, BLIND_TAG_SIZE);
}

/* A tag is uniform, so its first byte parts the tags of a field into 256 heaps
 * of about one size. */
static size_t heap_of(const struct tag_group *g)
{
    return (size_t)g->field << 8 | g->tag[0];
}

enum { N_HEAPS = 16 * 256 };

/* American flag sort: each group goes to its heap, whoever stands there goes
 * to theirs, until one comes that belongs where the first was taken. */
static void part(struct fresh_tags *f, size_t *ends)
{
    static const struct tag_group none;
    size_t next[N_HEAPS + 1] = {0};
    for (size_t i = 0; i < f->n_groups; i++)
        next[heap_of(&f->groups[i]) + 1]++;
    for (size_t h = 0; h < N_HEAPS; h++) {
        next[h + 1] += next[h];
        ends[h] = next[h + 1];
    }
    for (size_t h = 0; h < N_HEAPS; h++) {
        while (next[h] < ends[h]) {
            struct tag_group g = f->groups[next[h]], other = none;
            for (size_t to; (to = heap_of(&g)) != h; g = other) {
                other = f->groups[next[to]];
                f->groups[next[to]++] = g;
            }
            f->groups[next[h]++] = g;
        }
    }
}

void fresh_tags_sort(struct fresh_tags *f)
{
    size_t from = 0, ends[N_HEAPS];
    part(f, ends);
    for (size_t h = 0; h < N_HEAPS; h++) {
        if (ends[h] - from > 1)
            qsort(f->groups + from, ends[h] - from, sizeof *f->groups,
                  by_index_order);
        from = ends[h];
    }
    free(f->slots);
    f->slots = NULL;
    f->n_slots = 0;
}

static int by_serial(const void *left, const void *right)
{
    uint32_t a = *(const uint32_t *)left, b = *(const uint32_t *)right;
    return (a > b) - (a < b);
}

/* Ascending, each once. */
static void take_serials(struct fresh_tags *f, const struct tag_group *g)
{
    size_t n = 0;
    while (f->serials_capacity < g->n)
        f->serials = growing_array(f->serials, f->serials_capacity,
                                   &f->serials_capacity, sizeof *f->serials);
    fresh_tags_serials(f, g, f->serials);
    if (g->n > 1)
        qsort(f->serials, g->n, sizeof *f->serials, by_serial);
    for (size_t i = 0; i < g->n; i++)
        if (n == 0 || f->serials[n - 1] != f->serials[i])
            f->serials[n++] = f->serials[i];
    f->n_serials = n;
    f->serial = 0;
}

bool fresh_tags_next(struct fresh_tags *f, struct fresh_tag *out)
{
    if (f->serial == f->n_serials) {
        if (f->written == f->n_groups)
            return false;
        take_serials(f, &f->groups[f->written++]);
    }
    const struct tag_group *g = &f->groups[f->written - 1];
    memcpy(out->tag, g->tag, BLIND_TAG_SIZE);
    out->field = (unsigned char)g->field;
    out->serial = f->serials[f->serial++];
    return true;
}
