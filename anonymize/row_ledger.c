/* row_ledger: has this row been received before, and in which version? */
#include "anonymize/row_ledger.h"

#include <string.h>

enum { FIRST_SLOTS = 1024 };

void row_ledger_init(struct row_ledger *l)
{
    memset(l, 0, sizeof *l);
    arena_init(&l->arena);
}

void row_ledger_release(struct row_ledger *l)
{
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
    const uint32_t *old = l->slots;
    size_t n_old = l->n_slots;
    l->n_slots = n_old == 0 ? FIRST_SLOTS : n_old * 2;
    l->slots = arena_take_array(&l->arena, l->n_slots, sizeof *l->slots);
    for (size_t i = 0; i < n_old; i++)
        if (old[i] != 0)
            *find_slot(l, l->versions[old[i] - 1].key) = old[i];
}

/* Is the content that of this version or of one before it? */
static bool was_seen(const struct row_ledger *l, uint32_t at_plus,
                     const unsigned char *content)
{
    for (; at_plus != 0; at_plus = l->versions[at_plus - 1].older_plus)
        if (memcmp(l->versions[at_plus - 1].content, content, ROW_PRINT_SIZE) ==
            0)
            return true;
    return false;
}

enum row_news row_ledger_add(struct row_ledger *l,
                             const struct row_version *version)
{
    if (l->n_versions * 2 >= l->n_slots)
        grow_slots(l);
    uint32_t *slot = find_slot(l, version->key);
    const struct row_version *newest =
        *slot == 0 ? NULL : &l->versions[*slot - 1];
    if (newest != NULL) {
        if (memcmp(newest->content, version->content, ROW_PRINT_SIZE) == 0)
            return ROW_SAME;
        if (newest->file == version->file)
            return ROW_CONTRADICTS;
        if (was_seen(l, newest->older_plus, version->content))
            return ROW_OUTDATED;
    }
    l->versions = arena_grow(&l->arena, l->versions, l->n_versions,
                             &l->capacity, sizeof *l->versions);
    struct row_version *kept = &l->versions[l->n_versions++];
    *kept = *version;
    kept->older_plus = *slot;
    bool was_known = *slot != 0;
    *slot = (uint32_t)l->n_versions;
    return was_known ? ROW_CHANGED : ROW_NEW;
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
