/* vault_migrate: a vault of the first format becomes one of today's.
 *
 * In the first format all rows were sealed under one key of the study, and
 * only the sealed fields were authenticated. A new file is written beside the
 * old one and takes its place when it is whole; serials and pseudonyms stay. */
#include "anonymize/vault_inside.h"

#include "base/messages.h"
#include "base/output_file.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

struct migration {
    struct store *from;
    struct vault *to;
    struct arena row;
    const char *path;
};

/* Opens what schema 1 sealed; the place had the same names. */
static enum status open_old(struct migration *m, const char *table, int64_t id,
                            struct statement *s, int at,
                            struct person_record *out)
{
    size_t n, n_plain;
    const void *sealed = column_blob(s, at, &n);
    const struct seal_place place = {table, "sealed", id, 1};
    const unsigned char *key = keys_wrap(m->to->keys, 1);
    unsigned char *plain =
        key == NULL ? NULL
                    : seal_open(&m->row, key, &place, sealed, n, &n_plain);
    if (plain != NULL && person_record_unpack(&m->row, plain, n_plain, out))
        return STATUS_OK;
    say_error("vault.damaged", m->path, table, (size_t)id);
    return STATUS_REFUSED;
}

typedef enum status take_row(struct migration *m, struct statement *s);

static enum status take_person(struct migration *m, struct statement *s)
{
    struct person_record r;
    uint32_t serial = (uint32_t)column_integer(s, 0);
    enum status st = open_old(m, "person", serial, s, 3, &r);
    if (st == STATUS_OK)
        st = vault_insert_person(m->to, serial, column_text(s, 1),
                                 column_integer(s, 2), &r);
    if (st == STATUS_OK)
        vault_remember_person(m->to, serial, 0);
    return st;
}

static enum status take_delivery(struct migration *m, struct statement *s)
{
    int64_t delivery;
    bool is_new;
    m->to->last_delivery = column_integer(s, 0) - 1;
    return vault_delivery(m->to, column_text(s, 1), column_text(s, 2),
                          column_text(s, 3), &delivery, &is_new);
}

static enum status take_received(struct migration *m, struct statement *s)
{
    struct person_record r;
    int64_t received = column_integer(s, 0);
    uint32_t serial = (uint32_t)column_integer(s, 3);
    enum status st = open_old(m, "received_row", received, s, 4, &r);
    m->to->last_received = received - 1;
    return st == STATUS_OK ? vault_take_row(m->to, column_integer(s, 1),
                                            column_integer(s, 2), serial, &r)
                           : st;
}

static enum status take_tag(struct migration *m, struct statement *s)
{
    size_t n;
    const void *tag = column_blob(s, 1, &n);
    int64_t field = column_integer(s, 0);
    if (n != BLIND_TAG_SIZE || field < BLIND_NUMBER || field > BLIND_RECORD)
        return vault_damaged(m->to, "blind_index", column_integer(s, 2));
    fresh_tags_add(&m->to->fresh, (unsigned char)field, tag,
                   (uint32_t)column_integer(s, 2));
    return STATUS_OK;
}

static enum status take_doubt(struct migration *m, struct statement *s)
{
    return vault_doubt(m->to, (uint32_t)column_integer(s, 1),
                       (uint32_t)column_integer(s, 2), column_text(s, 3));
}

static enum status take_decision(struct migration *m, struct statement *s)
{
    return vault_decide(m->to, column_text(s, 1), column_text(s, 2));
}

/* Decisions come first: a doubt obeys the answer that is there. */
static const struct {
    const char *sql;
    take_row *take;
} tables[] = {
    {"SELECT delivery, file_hash, office, kind FROM delivery "
     "ORDER BY delivery",
     take_delivery},
    {"SELECT serial, pseudonym, first_received, sealed FROM person "
     "ORDER BY serial",
     take_person},
    {"SELECT received, delivery, row, serial, sealed FROM received_row "
     "ORDER BY received",
     take_received},
    {"SELECT field, tag, serial FROM blind_index ORDER BY field, tag, serial",
     take_tag},
    {"SELECT decision, pair, verdict FROM decision ORDER BY decision",
     take_decision},
    {"SELECT pair, low, high, reason FROM doubt ORDER BY high, low, pair",
     take_doubt},
};

static enum status take_table(struct migration *m, size_t at)
{
    struct statement *s;
    enum status st = store_prepare(m->from, tables[at].sql, &s);
    if (st != STATUS_OK)
        return st;
    while (st == STATUS_OK && statement_step(s, &st)) {
        arena_reset(&m->row);
        st = tables[at].take(m, s);
    }
    statement_free(s);
    return st;
}

static enum status take_all(struct migration *m)
{
    enum status st = vault_begin(m->to);
    for (size_t i = 0; st == STATUS_OK && i < sizeof tables / sizeof *tables;
         i++)
        st = take_table(m, i);
    return st == STATUS_OK ? vault_commit(m->to) : st;
}

/* The old key check was of the same key: another key says so itself. */
static enum status is_of_key(struct migration *m)
{
    const char *now, *then = NULL;
    enum status st = vault_fact(m->to->store, &m->row, "key_check", &now);
    if (st == STATUS_OK)
        st = vault_fact(m->from, &m->row, "key_check", &then);
    if (st == STATUS_OK && (then == NULL || strcmp(now, then) != 0)) {
        say_error("vault.other_key", m->path);
        st = STATUS_REFUSED;
    }
    return st;
}

static enum status rewrite(struct arena *a, struct store *from,
                           const char *path, const char *building,
                           const struct keys *k)
{
    struct migration m = {.from = from, .path = path};
    arena_init(&m.row);
    enum status st = vault_open_at(a, building, k, &m.to);
    if (st == STATUS_OK)
        st = is_of_key(&m);
    if (st == STATUS_OK)
        st = take_all(&m);
    if (m.to != NULL && st != STATUS_OK)
        vault_rollback(m.to);
    enum status closing = vault_close(m.to);
    arena_release(&m.row);
    return status_worse(st, closing);
}

static enum status is_old(struct arena *a, struct store *s, bool *old)
{
    const char *schema = NULL;
    bool has_facts;
    enum status st = store_find_table(s, "vault_fact", &has_facts);
    if (st == STATUS_OK && has_facts)
        st = vault_fact(s, a, "schema", &schema);
    *old = st == STATUS_OK && schema != NULL && strcmp(schema, "1") == 0;
    return st;
}

/* What was begun and not finished. */
static void remove_building(struct arena *a, const char *building,
                            const char *stamp)
{
    unlink(building);
    unlink(stamp);
    unlink(arena_format(a, "%s-journal", building));
}

/* A stamp is of today's format only, so most runs need not look. */
enum status vault_migrate(struct arena *a, const char *path,
                          const struct keys *k)
{
    size_t n = strlen(path) - strlen(".sqlite");
    char *stamp = arena_format(a, "%.*s.stamp", (int)n, path);
    char *building = arena_format(a, "%.*s.new.sqlite", (int)n, path);
    char *new_stamp = arena_format(a, "%.*s.new.stamp", (int)n, path);
    struct store *from;
    bool old = false;
    if (path_exists(stamp))
        return STATUS_OK;
    enum status st = store_open(path, 0600, &from);
    if (st != STATUS_OK)
        return st;
    st = is_old(a, from, &old);
    if (st == STATUS_OK && old) {
        remove_building(a, building, new_stamp);
        say("vault.migrating", path);
        st = rewrite(a, from, path, building, k);
        if (st != STATUS_OK)
            remove_building(a, building, new_stamp);
    }
    enum status closing = store_close(from);
    st = status_worse(st, closing);
    if (st != STATUS_OK || !old)
        return st;
    if (rename(building, path) != 0) {
        say_error("file.failed", path, strerror(errno));
        return STATUS_IO;
    }
    /* Without a stamp the new file is checked row by row when opened. */
    unlink(new_stamp);
    return STATUS_OK;
}
