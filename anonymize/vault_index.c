/* vault_index: which people have this number, this name? */
#include "anonymize/vault_inside.h"

#include <stdlib.h>
#include <string.h>

void vault_blind(const struct vault *v, enum blind_field field,
                 const char *const *parts, size_t n_parts, struct blind *out)
{
    out->field = field;
    blind_tag(v->keys->blind, (unsigned char)field, parts, n_parts, out->tag);
}

void vault_expect_blind(const struct vault *v, const struct blind *b)
{
    fresh_tags_expect(&v->fresh, (unsigned char)b->field, b->tag);
}

bool vault_has_many_blinds(const struct vault *v)
{
    enum { MANY = 1 << 16 };
    return v->fresh.all.n > MANY;
}

void vault_index_blind(struct vault *v, const struct blind *b, uint32_t serial)
{
    fresh_tags_add(&v->fresh, (unsigned char)b->field, b->tag, serial);
}

void vault_index(struct vault *v, enum blind_field field,
                 const char *const *parts, size_t n_parts, uint32_t serial)
{
    struct blind b;
    vault_blind(v, field, parts, n_parts, &b);
    vault_index_blind(v, &b, serial);
}

/* ----------------------------------------------------------------- writing */

/* c0 field, c1 tag, c2 serial */
static void cell_of_tag(const void *context, size_t row, int column,
                        struct given_cell *out)
{
    const struct fresh_tag *t = (const struct fresh_tag *)context + row;
    out->type = column == 1 ? GIVEN_BYTES : GIVEN_INTEGER;
    out->integer = column == 0 ? t->field : t->serial;
    out->bytes = t->tag;
    out->n = BLIND_TAG_SIZE;
}

static void tell_tag(struct vault *v, int64_t field, const void *tag,
                     int64_t serial)
{
    vault_row_added(v, "blind_index", "ibi", field, tag, (size_t)BLIND_TAG_SIZE,
                    serial);
}

/* Told to the facts are those that were not there before. */
static enum status write_some(struct vault *v, const struct fresh_tag *tags,
                              size_t n)
{
    struct statement *s;
    const struct given_rows rows = {n, cell_of_tag, tags};
    enum status st =
        vault_use(v, v->has_index ? USE_INDEX_AGAIN : USE_INDEX, &s);
    if (st != STATUS_OK)
        return st;
    statement_give(s, &rows);
    while (statement_step(s, &st)) {
        size_t size;
        const void *tag = column_blob(s, 1, &size);
        tell_tag(v, column_integer(s, 0), tag, column_integer(s, 2));
    }
    statement_reset(s);
    statement_give(s, NULL);
    for (size_t i = 0; st == STATUS_OK && !v->has_index && i < n; i++)
        tell_tag(v, tags[i].field, tags[i].tag, tags[i].serial);
    return st;
}

/* In slices: what a statement may have to take back stays in memory. */
enum status vault_write_fresh_tags(struct vault *v)
{
    enum { SLICE = 16384 };
    struct fresh_tags *f = &v->fresh;
    enum status st = STATUS_OK;
    size_t n = SLICE;
    if (f->all.n == 0)
        return st;
    struct fresh_tag *slice = calloc(SLICE, sizeof *slice);
    if (slice == NULL)
        arena_out_of_memory();
    while (st == STATUS_OK && n == SLICE) {
        for (n = 0; n < SLICE && fresh_tags_next(f, &slice[n]);)
            n++;
        st = write_some(v, slice, n);
    }
    free(slice);
    v->has_index = true;
    fresh_tags_release(f);
    return st;
}

enum status vault_forget(struct vault *v, enum blind_field field,
                         const char *const *parts, size_t n_parts,
                         uint32_t serial)
{
    unsigned char tag[BLIND_TAG_SIZE];
    struct statement *s;
    blind_tag(v->keys->blind, (unsigned char)field, parts, n_parts, tag);
    enum status st = vault_write_fresh_tags(v);
    if (st == STATUS_OK)
        st = vault_use(v, USE_FORGET, &s);
    if (st != STATUS_OK)
        return st;
    statement_integer(s, 1, field);
    statement_blob(s, 2, tag, sizeof tag);
    statement_integer(s, 3, serial);
    if (statement_step(s, &st))
        vault_row_removed(v, "blind_index", "ibi", (int64_t)field, tag,
                          (size_t)BLIND_TAG_SIZE, (int64_t)serial);
    statement_reset(s);
    return st;
}

/* ----------------------------------------------------------------- finding */

struct serials {
    uint32_t *list;
    size_t n, capacity;
};

static enum status find_stored(struct vault *v, struct arena *a,
                               const struct blind *b, struct serials *found)
{
    struct statement *s;
    enum status st = vault_use(v, USE_FIND, &s);
    if (st != STATUS_OK)
        return st;
    statement_integer(s, 1, b->field);
    statement_blob(s, 2, b->tag, BLIND_TAG_SIZE);
    while (statement_step(s, &st)) {
        found->list = arena_grow(a, found->list, found->n, &found->capacity,
                                 sizeof *found->list);
        found->list[found->n++] = (uint32_t)column_integer(s, 0);
    }
    statement_reset(s);
    return st;
}

enum status vault_has_field(struct vault *v, enum blind_field field, bool *has)
{
    struct statement *s;
    enum status st = vault_use(v, USE_HAS_FIELD, &s);
    *has = false;
    if (st != STATUS_OK)
        return st;
    statement_integer(s, 1, field);
    *has = statement_step(s, &st);
    statement_reset(s);
    return st;
}

static void find_fresh(struct vault *v, struct arena *a, const struct blind *b,
                       struct serials *found)
{
    const struct tag_group *g =
        fresh_tags_find(&v->fresh, (unsigned char)b->field, b->tag);
    if (g == NULL)
        return;
    if (found->capacity < found->n + g->n) {
        uint32_t *all =
            arena_take_array(a, found->n + g->n, sizeof *found->list);
        if (found->n > 0)
            memcpy(all, found->list, found->n * sizeof *all);
        found->list = all;
    }
    fresh_tags_serials(&v->fresh, g, found->list + found->n);
    found->n += g->n;
}

static int by_serial(const void *left, const void *right)
{
    uint32_t a = *(const uint32_t *)left, b = *(const uint32_t *)right;
    return (a > b) - (a < b);
}

/* Ascending, each once, whichever side it comes from. */
static void put_in_order(struct serials *found)
{
    size_t n = 0;
    bool ascends = true;
    for (size_t i = 1; i < found->n; i++)
        ascends = ascends && found->list[i - 1] < found->list[i];
    if (ascends)
        return;
    qsort(found->list, found->n, sizeof *found->list, by_serial);
    for (size_t i = 0; i < found->n; i++)
        if (n == 0 || found->list[n - 1] != found->list[i])
            found->list[n++] = found->list[i];
    found->n = n;
}

enum status vault_find_blind(struct vault *v, struct arena *a,
                             const struct blind *b, uint32_t **serials,
                             size_t *n)
{
    struct serials found = {NULL, 0, 0};
    enum status st = STATUS_OK;
    if (v->has_index)
        st = find_stored(v, a, b, &found);
    find_fresh(v, a, b, &found);
    put_in_order(&found);
    *serials = found.list;
    *n = found.n;
    return st;
}

enum status vault_find(struct vault *v, struct arena *a, enum blind_field field,
                       const char *const *parts, size_t n_parts,
                       uint32_t **serials, size_t *n)
{
    struct blind b;
    vault_blind(v, field, parts, n_parts, &b);
    return vault_find_blind(v, a, &b, serials, n);
}
