/* row_ledger: has this row been received before, and in which version? */
#include "anonymize/row_ledger.h"

#include "base/growing.h"

#include <stdlib.h>
#include <string.h>

enum { FIRST_SLOTS = 1024 };

void row_ledger_init(struct row_ledger *l)
{
    memset(l, 0, sizeof *l);
    arena_init(&l->arena);
}

void row_ledger_release(struct row_ledger *l)
{
    free(l->versions);
    free(l->slots);
    arena_release(&l->arena);
    row_ledger_init(l);
}

/* The fingerprint is uniform already: its first bytes are the hash. */
static size_t first_slot(const struct row_ledger *l, const unsigned char *key)
{
    uint64_t start;
    memcpy(&start, key, sizeof start);
    return (size_t)(start & (l->n_slots - 1));
}

static uint32_t *find_slot(const struct row_ledger *l, const unsigned char *key)
{
    size_t at = first_slot(l, key);
    while (l->slots[at] != 0 &&
           memcmp(l->versions[l->slots[at] - 1].key, key, ROW_PRINT_SIZE) != 0)
        at = (at + 1) & (l->n_slots - 1);
    return &l->slots[at];
}

static void grow_slots(struct row_ledger *l)
{
    uint32_t *old = l->slots;
    size_t n_old = l->n_slots;
    l->n_slots = n_old == 0 ? FIRST_SLOTS : n_old * 2;
    l->slots = calloc(l->n_slots, sizeof *l->slots);
    if (l->slots == NULL)
        arena_out_of_memory();
    for (size_t i = 0; i < n_old; i++)
        if (old[i] != 0)
            *find_slot(l, l->versions[old[i] - 1].key) = old[i];
    free(old);
}

/* The version, this one or one before it, that has the content; + 1. */
static uint32_t seen_plus(const struct row_ledger *l, uint32_t at_plus,
                          const unsigned char *content)
{
    for (; at_plus != 0; at_plus = l->versions[at_plus - 1].older_plus)
        if (memcmp(l->versions[at_plus - 1].content, content, ROW_PRINT_SIZE) ==
            0)
            return at_plus;
    return 0;
}

/* The copy may have been delivered before the version that was met first. */
static void note_copy(struct row_ledger *l, uint32_t seen, uint32_t file)
{
    const struct row_version *v = &l->versions[seen - 1];
    if (!v->is_by_delivery || v->file == file)
        return;
    l->copies = arena_grow(&l->arena, l->copies, l->n_copies,
                           &l->copies_capacity, sizeof *l->copies);
    l->copies[l->n_copies++] = (struct row_copy){seen - 1, file};
}

enum row_news row_ledger_add(struct row_ledger *l,
                             const struct row_version *version)
{
    if (l->n_versions * 3 >= l->n_slots * 2)
        grow_slots(l);
    uint32_t *slot = find_slot(l, version->key);
    if (*slot != 0) {
        uint32_t seen = seen_plus(l, *slot, version->content);
        if (seen != *slot && l->versions[*slot - 1].file == version->file)
            return ROW_CONTRADICTS;
        if (seen != 0) {
            note_copy(l, seen, version->file);
            return seen == *slot ? ROW_SAME : ROW_OUTDATED;
        }
    }
    l->versions = growing_array(l->versions, l->n_versions, &l->capacity,
                                sizeof *l->versions);
    struct row_version *kept = &l->versions[l->n_versions++];
    *kept = *version;
    kept->older_plus = *slot & INT32_MAX;
    kept->is_by_delivery = version->known_days == ROW_KNOWN_BY_DELIVERY;
    bool was_known = *slot != 0;
    *slot = (uint32_t)l->n_versions;
    return was_known ? ROW_CHANGED : ROW_NEW;
}

/* A slot that is emptied would hide those behind it: all are filled anew. */
void row_ledger_undo(struct row_ledger *l, size_t n_versions, size_t n_copies)
{
    if (n_versions == l->n_versions && n_copies == l->n_copies)
        return;
    l->n_versions = n_versions;
    l->n_copies = n_copies;
    if (l->n_slots > 0)
        memset(l->slots, 0, l->n_slots * sizeof *l->slots);
    for (size_t i = 0; i < n_versions; i++)
        *find_slot(l, l->versions[i].key) = (uint32_t)i + 1;
}

void row_ledger_settle(struct row_ledger *l,
                       int32_t (*delivered)(void *context, uint32_t file),
                       void *context)
{
    for (size_t i = 0; i < l->n_versions; i++)
        if (l->versions[i].is_by_delivery)
            l->versions[i].known_days = delivered(context, l->versions[i].file);
    for (size_t i = 0; i < l->n_copies; i++) {
        struct row_version *v = &l->versions[l->copies[i].version];
        int32_t days = delivered(context, l->copies[i].file);
        if (days < v->known_days)
            v->known_days = days;
    }
    /* An older version has the lower index: it has its day already. */
    for (size_t i = 0; i < l->n_versions; i++) {
        struct row_version *v = &l->versions[i];
        if (!v->is_by_delivery || v->older_plus == 0)
            continue;
        const struct row_version *older = &l->versions[v->older_plus - 1];
        if (older->known_days > v->known_days)
            v->known_days = older->known_days;
    }
}

bool row_ledger_has_later(const struct row_ledger *l, const unsigned char *key,
                          uint32_t file, int32_t as_of_days)
{
    uint32_t at = l->n_slots == 0 ? 0 : *find_slot(l, key);
    for (; at != 0; at = l->versions[at - 1].older_plus) {
        const struct row_version *v = &l->versions[at - 1];
        if (v->file > file && v->known_days <= as_of_days)
            return true;
    }
    return false;
}

void row_ledger_superseded(const struct row_ledger *l, int32_t as_of_days,
                           void (*take)(void *context,
                                        const struct row_version *old),
                           void *context)
{
    for (size_t i = 0; i < l->n_slots; i++) {
        bool newer_is_known = false;
        for (uint32_t at = l->slots[i]; at != 0;
             at = l->versions[at - 1].older_plus) {
            const struct row_version *v = &l->versions[at - 1];
            if (newer_is_known)
                take(context, v);
            if (v->known_days <= as_of_days)
                newer_is_known = true;
        }
    }
}
