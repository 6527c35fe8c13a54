/* vault_index: which people have this number, this name? */
#include "anonymize/vault_inside.h"

#include <string.h>

enum status vault_index(struct vault *v, enum blind_field field,
                        const char *const *parts, size_t n_parts,
                        uint32_t serial)
{
    unsigned char tag[BLIND_TAG_SIZE];
    blind_tag(v->keys->blind, (unsigned char)field, parts, n_parts, tag);
    fresh_tags_add(&v->fresh, (unsigned char)field, tag, serial);
    return STATUS_OK;
}

enum status vault_write_tag(struct vault *v, int field,
                            const unsigned char *tag, uint32_t serial)
{
    struct statement *s;
    bool is_new = true;
    enum status st =
        vault_use(v, v->has_index ? USE_INDEX_AGAIN : USE_INDEX, &s);
    if (st != STATUS_OK)
        return st;
    statement_integer(s, 1, field);
    statement_blob(s, 2, tag, BLIND_TAG_SIZE);
    statement_integer(s, 3, serial);
    if (v->has_index) {
        is_new = statement_step(s, &st);
        statement_reset(s);
    } else {
        st = statement_run(s);
    }
    if (st == STATUS_OK && is_new)
        vault_row_added(v, "blind_index", "ibi", (int64_t)field, tag,
                        (size_t)BLIND_TAG_SIZE, (int64_t)serial);
    return st;
}

enum status vault_write_fresh_tags(struct vault *v)
{
    enum status st = STATUS_OK;
    fresh_tags_sort(&v->fresh);
    for (size_t i = 0; st == STATUS_OK && i < v->fresh.n_tags; i++) {
        const struct fresh_tag *t = &v->fresh.tags[i];
        st = vault_write_tag(v, t->field, t->tag, t->serial);
    }
    v->has_index = v->has_index || v->fresh.n_tags > 0;
    fresh_tags_release(&v->fresh);
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

struct serials {
    uint32_t *list;
    size_t n, capacity;
};

/* Ascending, each once, whichever side it comes from. */
static void add_serial(struct arena *a, struct serials *found, uint32_t serial)
{
    size_t at = found->n;
    while (at > 0 && found->list[at - 1] > serial)
        at--;
    if (at > 0 && found->list[at - 1] == serial)
        return;
    found->list = arena_grow(a, found->list, found->n, &found->capacity,
                             sizeof *found->list);
    memmove(found->list + at + 1, found->list + at,
            (found->n - at) * sizeof *found->list);
    found->list[at] = serial;
    found->n++;
}

static enum status find_stored(struct vault *v, struct arena *a,
                               enum blind_field field, const unsigned char *tag,
                               struct serials *found)
{
    struct statement *s;
    enum status st = vault_use(v, USE_FIND, &s);
    if (st != STATUS_OK)
        return st;
    statement_integer(s, 1, field);
    statement_blob(s, 2, tag, BLIND_TAG_SIZE);
    while (statement_step(s, &st))
        add_serial(a, found, (uint32_t)column_integer(s, 0));
    statement_reset(s);
    return st;
}

enum status vault_find(struct vault *v, struct arena *a, enum blind_field field,
                       const char *const *parts, size_t n_parts,
                       uint32_t **serials, size_t *n)
{
    unsigned char tag[BLIND_TAG_SIZE];
    struct serials found = {NULL, 0, 0};
    enum status st = STATUS_OK;
    blind_tag(v->keys->blind, (unsigned char)field, parts, n_parts, tag);
    if (v->has_index)
        st = find_stored(v, a, field, tag, &found);
    for (const struct fresh_tag *t =
             fresh_tags_find(&v->fresh, (unsigned char)field, tag);
         t != NULL; t = fresh_tags_older(&v->fresh, t))
        add_serial(a, &found, t->serial);
    *serials = found.list;
    *n = found.n;
    return st;
}
