/* row_ledger: has this row been received before, and in which version? */
#include "anonymize/row_ledger.h"

#include <string.h>

void row_ledger_init(struct row_ledger *l, const char *folder)
{
    spilled_init(&l->versions, sizeof(struct row_version), folder);
    spilled_init(&l->copies, sizeof(struct row_copy), folder);
    row_index_init(&l->newest, folder);
}

void row_ledger_release(struct row_ledger *l)
{
    spilled_release(&l->versions);
    spilled_release(&l->copies);
    row_index_release(&l->newest);
}

struct row_version *row_ledger_version(struct row_ledger *l, size_t i)
{
    return spilled_at(&l->versions, i);
}

/* The version, this one or one before it, that has the content; + 1. */
static uint32_t seen_plus(struct row_ledger *l, uint32_t at_plus,
                          const unsigned char *content)
{
    while (at_plus != 0) {
        const struct row_version *v = row_ledger_version(l, at_plus - 1);
        if (memcmp(v->content, content, ROW_PRINT_SIZE) == 0)
            return at_plus;
        at_plus = v->older_plus;
    }
    return 0;
}

/* The copy may have been delivered before the version that was met first. */
static void note_copy(struct row_ledger *l, uint32_t seen, uint32_t file)
{
    const struct row_version *v = row_ledger_version(l, seen - 1);
    if (!v->is_by_delivery || v->file == file)
        return;
    struct row_copy *copy = spilled_add(&l->copies);
    *copy = (struct row_copy){seen - 1, file};
}

/* ROW_NEW: neither the key's newest version nor one before it says so. */
static enum row_news compare(struct row_ledger *l, uint32_t newest,
                             const struct row_version *version)
{
    uint32_t seen = seen_plus(l, newest, version->content);
    if (seen != newest &&
        row_ledger_version(l, newest - 1)->file == version->file)
        return ROW_CONTRADICTS;
    if (seen == 0)
        return ROW_NEW;
    note_copy(l, seen, version->file);
    return seen == newest ? ROW_SAME : ROW_OUTDATED;
}

enum row_news row_ledger_add(struct row_ledger *l,
                             const struct row_version *version)
{
    uint32_t newest = row_index_find(&l->newest, version->key);
    enum row_news news = newest == 0 ? ROW_NEW : compare(l, newest, version);
    if (news != ROW_NEW)
        return news;
    struct row_version *kept = spilled_add(&l->versions);
    *kept = *version;
    kept->older_plus = newest & (UINT32_MAX >> 2);
    kept->is_by_delivery = version->known_days == ROW_KNOWN_BY_DELIVERY;
    kept->is_older = false;
    row_index_set(&l->newest, version->key, (uint32_t)l->versions.n);
    if (newest == 0)
        return ROW_NEW;
    row_ledger_version(l, newest - 1)->is_older = true;
    return ROW_CHANGED;
}

/* Numbers that were overwritten are not known any more: all are told anew. */
void row_ledger_undo(struct row_ledger *l, size_t n_versions, size_t n_copies)
{
    if (n_versions == l->versions.n && n_copies == l->copies.n)
        return;
    spilled_cut(&l->versions, n_versions);
    spilled_cut(&l->copies, n_copies);
    row_index_release(&l->newest);
    for (size_t i = 0; i < n_versions; i++) {
        struct row_version *v = row_ledger_version(l, i);
        uint32_t older_plus = v->older_plus;
        v->is_older = false;
        row_index_set(&l->newest, v->key, (uint32_t)i + 1);
        if (older_plus != 0)
            row_ledger_version(l, older_plus - 1)->is_older = true;
    }
}

static void settle_copies(struct row_ledger *l,
                          int32_t (*delivered)(void *context, uint32_t file),
                          void *context)
{
    for (size_t i = 0; i < l->copies.n; i++) {
        const struct row_copy *copy = spilled_at(&l->copies, i);
        struct row_version *v = row_ledger_version(l, copy->version);
        int32_t days = delivered(context, copy->file);
        if (days < v->known_days)
            v->known_days = days;
    }
}

void row_ledger_settle(struct row_ledger *l,
                       int32_t (*delivered)(void *context, uint32_t file),
                       void *context)
{
    for (size_t i = 0; i < l->versions.n; i++) {
        struct row_version *v = row_ledger_version(l, i);
        if (v->is_by_delivery)
            v->known_days = delivered(context, v->file);
    }
    settle_copies(l, delivered, context);
    /* An older version has the lower index: it has its day already. */
    for (size_t i = 0; i < l->versions.n; i++) {
        struct row_version *v = row_ledger_version(l, i);
        if (!v->is_by_delivery || v->older_plus == 0)
            continue;
        int32_t days = row_ledger_version(l, v->older_plus - 1)->known_days;
        if (days > v->known_days)
            v->known_days = days;
    }
}

bool row_ledger_has_later(struct row_ledger *l, const unsigned char *key,
                          uint32_t file, int32_t as_of_days)
{
    uint32_t at = row_index_find(&l->newest, key);
    while (at != 0) {
        const struct row_version *v = row_ledger_version(l, at - 1);
        if (v->file > file && v->known_days <= as_of_days)
            return true;
        at = v->older_plus;
    }
    return false;
}

/* The versions of one key, from the newest on. */
static void supersede(struct row_ledger *l, size_t newest, int32_t as_of_days,
                      void (*take)(void *context,
                                   const struct row_version *old),
                      void *context)
{
    bool newer_is_known = false;
    for (uint32_t at = (uint32_t)newest + 1; at != 0;) {
        const struct row_version v = *row_ledger_version(l, at - 1);
        if (newer_is_known)
            take(context, &v);
        if (v.known_days <= as_of_days)
            newer_is_known = true;
        at = v.older_plus;
    }
}

void row_ledger_superseded(struct row_ledger *l, int32_t as_of_days,
                           void (*take)(void *context,
                                        const struct row_version *old),
                           void *context)
{
    for (size_t i = 0; i < l->versions.n; i++) {
        const struct row_version *v = row_ledger_version(l, i);
        if (!v->is_older && v->older_plus != 0)
            supersede(l, i, as_of_days, take, context);
    }
}
