/* kept_parts: which parts of the handover stand in the database already? */
#include "pipeline/kept_parts.h"

#include "base/text.h"

#include <stdio.h>
#include <string.h>

enum status crossed_part_days(struct arena *a, struct store *s,
                              const struct crossed_part *p,
                              struct part_day **days, size_t *n)
{
    struct statement *q;
    size_t capacity = 0;
    enum status st = store_prepare(
        s, "SELECT row, known FROM raw_known WHERE file = ?1 ORDER BY row", &q);
    *days = NULL;
    *n = 0;
    if (st != STATUS_OK)
        return st;
    statement_integer(q, 1, p->file);
    while (statement_step(q, &st)) {
        *days = arena_grow(a, *days, *n, &capacity, sizeof **days);
        struct part_day *day = &(*days)[(*n)++];
        memset(day, 0, sizeof *day);
        day->row = (uint32_t)column_integer(q, 0);
        snprintf(day->known, sizeof day->known, "%s", column_text(q, 1));
    }
    statement_free(q);
    return st;
}

static enum status hash_days(struct store *s, struct crossed_part *p)
{
    struct arena own;
    struct part_day *days;
    size_t n;
    char hashes[2][FILE_HASH_SIZE];
    const char *delivered = p->delivered == NULL ? "" : p->delivered;
    arena_init(&own);
    enum status st = crossed_part_days(&own, s, p, &days, &n);
    bytes_hash(delivered, strlen(delivered), hashes[0]);
    bytes_hash(n == 0 ? "" : (const char *)days, n * sizeof *days, hashes[1]);
    bytes_hash(hashes, sizeof hashes, p->days_hash);
    arena_release(&own);
    return st;
}

static enum status look_up_kept(struct store *s, struct crossed_part *p)
{
    struct statement *q;
    enum status st = store_prepare(
        s,
        "SELECT 1 FROM kept_part WHERE file = ?1 AND kind = ?2 AND "
        "sha256 = ?3 AND days = ?4 AND rows = ?5",
        &q);
    if (st != STATUS_OK)
        return st;
    statement_integer(q, 1, p->file);
    statement_text(q, 2, p->kind->kind);
    statement_text(q, 3, p->sha256);
    statement_text(q, 4, p->days_hash);
    statement_integer(q, 5, p->n_rows);
    p->is_kept = statement_step(q, &st);
    statement_free(q);
    return st;
}

static enum status read_part(struct arena *a, const struct codebook *c,
                             struct statement *q, struct crossed_part *p)
{
    *p = (struct crossed_part){
        .file = column_integer(q, 0),
        .kind = codebook_kind(c, column_text(q, 1)),
        .path = arena_copy(a, column_text(q, 2)),
        .sha256 = arena_copy(a, column_text(q, 3)),
        .n_rows = column_integer(q, 4),
        .delivered =
            column_is_null(q, 5) ? NULL : arena_copy(a, column_text(q, 5))};
    return p->kind == NULL ? STATUS_BUG : STATUS_OK;
}

static enum status read_list(struct arena *a, struct store *s,
                             const struct codebook *c,
                             struct crossed_parts *out)
{
    struct statement *q;
    size_t capacity = 0;
    enum status st = store_prepare(
        s,
        "SELECT p.file, p.kind, p.path, p.sha256, p.rows, f.delivered "
        "FROM raw_part AS p JOIN raw_file AS f ON f.number = p.file "
        "ORDER BY p.kind, p.file",
        &q);
    *out = (struct crossed_parts){NULL, 0};
    if (st != STATUS_OK)
        return st;
    while (statement_step(q, &st)) {
        out->list =
            arena_grow(a, out->list, out->n, &capacity, sizeof *out->list);
        st = read_part(a, c, q, &out->list[out->n++]);
        if (st != STATUS_OK)
            break;
    }
    statement_free(q);
    return st;
}

enum status crossed_parts_list(struct arena *a, struct store *s,
                               const struct codebook *c,
                               struct crossed_parts *out)
{
    enum status st = read_list(a, s, c, out);
    for (size_t i = 0; st == STATUS_OK && i < out->n; i++) {
        st = hash_days(s, &out->list[i]);
        if (st == STATUS_OK)
            st = look_up_kept(s, &out->list[i]);
    }
    return st;
}

bool crossed_parts_are_few(const struct crossed_parts *parts)
{
    enum { MANY = 4 };
    int64_t kept = 0, read = 0;
    for (size_t i = 0; i < parts->n; i++)
        *(parts->list[i].is_kept ? &kept : &read) += parts->list[i].n_rows;
    return read * MANY < kept;
}

/* -------------------------------------------------------------- forgetting */

static bool is_kept(const struct crossed_parts *parts, int64_t file)
{
    for (size_t i = 0; i < parts->n; i++)
        if (parts->list[i].file == file)
            return parts->list[i].is_kept;
    return false;
}

static bool any_is_kept(const struct crossed_parts *parts,
                        const struct file_kind *k)
{
    for (size_t i = 0; i < parts->n; i++)
        if (parts->list[i].kind == k && parts->list[i].is_kept)
            return true;
    return false;
}

static enum status delete_rows(struct arena *a, struct store *s,
                               const struct file_kind *k, int64_t file)
{
    return store_run(
        s, arena_format(a,
                        "DELETE FROM \"clean_%s\" WHERE rowid BETWEEN "
                        "%lld AND %lld",
                        k->table, (long long)(file << 32),
                        (long long)(file << 32 | UINT32_MAX)));
}

static enum status forget_file(struct arena *a, struct store *s,
                               const struct file_kind *k, int64_t file)
{
    enum status st = k == NULL ? STATUS_OK : delete_rows(a, s, k, file);
    if (st == STATUS_OK)
        st = store_run(
            s, arena_format(a,
                            "DELETE FROM kept_finding WHERE file = %lld; "
                            "DELETE FROM kept_part WHERE file = %lld",
                            (long long)file, (long long)file));
    return st;
}

/* A table none of whose rows stay is emptied at once, much faster than row by
 * row. */
static enum status empty_tables(struct arena *a, struct store *s,
                                const struct codebook *c,
                                const struct crossed_parts *parts)
{
    enum status st = STATUS_OK;
    for (size_t i = 0; st == STATUS_OK && i < c->n_kinds; i++)
        if (!any_is_kept(parts, &c->kinds[i]))
            st = store_run(s, arena_format(a, "DELETE FROM \"clean_%s\"",
                                           c->kinds[i].table));
    return st;
}

enum status crossed_parts_forget(struct arena *a, struct store *s,
                                 const struct codebook *c,
                                 const struct crossed_parts *parts)
{
    struct stale {
        int64_t file;
        const struct file_kind *kind;
    } *stale = NULL;
    size_t n = 0, capacity = 0;
    struct statement *q;
    enum status st = empty_tables(a, s, c, parts);
    if (st == STATUS_OK)
        st = store_prepare(s, "SELECT file, kind FROM kept_part ORDER BY file",
                           &q);
    if (st != STATUS_OK)
        return st;
    while (statement_step(q, &st)) {
        if (is_kept(parts, column_integer(q, 0)))
            continue;
        stale = arena_grow(a, stale, n, &capacity, sizeof *stale);
        stale[n++] = (struct stale){column_integer(q, 0),
                                    codebook_kind(c, column_text(q, 1))};
    }
    statement_free(q);
    for (size_t i = 0; st == STATUS_OK && i < n; i++)
        st = forget_file(a, s, stale[i].kind, stale[i].file);
    return st;
}

enum status crossed_part_keep(struct store *s, const struct crossed_part *p,
                              int64_t n_quarantined)
{
    struct statement *q;
    enum status st = store_prepare(
        s, "INSERT INTO kept_part VALUES (?1, ?2, ?3, ?4, ?5, ?6)", &q);
    if (st != STATUS_OK)
        return st;
    statement_integer(q, 1, p->file);
    statement_text(q, 2, p->kind->kind);
    statement_text(q, 3, p->sha256);
    statement_text(q, 4, p->days_hash);
    statement_integer(q, 5, p->n_rows);
    statement_integer(q, 6, n_quarantined);
    st = statement_run(q);
    statement_free(q);
    return st;
}
