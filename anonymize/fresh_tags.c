/* fresh_tags: fingerprints of this run that the vault does not hold yet. */
#include "anonymize/fresh_tags.h"

#include "base/growing.h"

#include <stdlib.h>
#include <string.h>

enum { FIRST_SLOTS = 1024 };

void fresh_tags_init(struct fresh_tags *f, const char *folder)
{
    memset(f, 0, sizeof *f);
    row_index_init(&f->alone, folder);
    tag_heaps_init(&f->all, folder);
}

void fresh_tags_release(struct fresh_tags *f)
{
    free(f->groups);
    free(f->slots);
    free(f->runs);
    row_index_release(&f->alone);
    tag_heaps_release(&f->all);
    fresh_tags_init(f, f->all.full.folder);
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

static struct tag_group *add_group(struct fresh_tags *f,
                                   const struct fresh_tag *t, uint32_t first)
{
    if (f->n_groups * 3 >= f->n_slots * 2)
        grow_slots(f);
    f->groups =
        growing_array(f->groups, f->n_groups, &f->capacity, sizeof *f->groups);
    struct tag_group *g = &f->groups[f->n_groups++];
    *g = (struct tag_group){.field = t->field & 15U, .n = 1, .at = first};
    memcpy(g->tag, t->tag, BLIND_TAG_SIZE);
    *find_slot(f, t->field, t->tag) = (uint32_t)f->n_groups;
    return g;
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

/* ------------------------------------------------------------------ adding */

enum { PRINT_SIZE = sizeof(uint64_t) };

static void print_of(unsigned char field, const unsigned char *tag,
                     unsigned char print[PRINT_SIZE])
{
    memcpy(print, tag, PRINT_SIZE);
    print[0] = (unsigned char)(print[0] + 16 * field);
}

static struct tag_group *find_group(const struct fresh_tags *f,
                                    unsigned char field,
                                    const unsigned char *tag)
{
    uint32_t found = f->n_slots == 0 ? 0 : *find_slot(f, field, tag);
    return found == 0 ? NULL : &f->groups[found - 1];
}

static void add_to_others(struct fresh_tags *f, const struct fresh_tag *t)
{
    unsigned char print[PRINT_SIZE];
    print_of(t->field, t->tag, print);
    uint32_t first = row_index_find(&f->alone, print);
    if (first == 0)
        row_index_set(&f->alone, print, t->serial);
    else if (first != t->serial)
        add_serial(f, add_group(f, t, first), t->serial);
}

void fresh_tags_add(struct fresh_tags *f, unsigned char field,
                    const unsigned char *tag, uint32_t serial)
{
    struct fresh_tag t = {.serial = serial, .field = field};
    struct tag_group *g = find_group(f, field, tag);
    memcpy(t.tag, tag, BLIND_TAG_SIZE);
    tag_heaps_add(&f->all, &t);
    if (g != NULL)
        add_serial(f, g, serial);
    else
        add_to_others(f, &t);
}

/* ---------------------------------------------------------------- finding */

void fresh_tags_expect(const struct fresh_tags *f, unsigned char field,
                       const unsigned char *tag)
{
    unsigned char print[PRINT_SIZE];
    print_of(field, tag, print);
    row_index_expect(&f->alone, print);
    if (f->n_slots != 0)
        __builtin_prefetch(&f->slots[first_slot(f, field, tag)]);
}

const struct tag_group *fresh_tags_find(struct fresh_tags *f,
                                        unsigned char field,
                                        const unsigned char *tag)
{
    unsigned char print[PRINT_SIZE];
    const struct tag_group *g = find_group(f, field, tag);
    if (g != NULL)
        return g;
    print_of(field, tag, print);
    f->one = (struct tag_group){.field = field & 15U, .n = 1};
    f->one.at = row_index_find(&f->alone, print);
    return f->one.at == 0 ? NULL : &f->one;
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

bool fresh_tags_next(struct fresh_tags *f, struct fresh_tag *out)
{
    return tag_heaps_next(&f->all, out);
}
