/* vault: who is who, encrypted. identity/vault.sqlite. */
#include "anonymize/vault.h"

#include "anonymize/fresh_tags.h"
#include "base/messages.h"
#include "base/output_file.h"
#include "base/sql_text.h"

#include <sodium.h>
#include <stdio.h>
#include <string.h>

#define VAULT_SCHEMA "1"

enum use {
    USE_FIND_DELIVERY,
    USE_ADD_DELIVERY,
    USE_FIND_ROW,
    USE_ADD_ROW,
    USE_NEXT_UNMATCHED,
    USE_ASSIGN,
    USE_ROWS,
    USE_ALL_ROWS,
    USE_TAKEN,
    USE_ADD_PERSON,
    USE_PERSON,
    USE_UPDATE_PERSON,
    USE_FIRST_ROW,
    USE_INDEX,
    USE_FIND,
    USE_DOUBT,
    USE_DOUBTS,
    USE_DECIDE,
    USE_VERDICT,
    USE_MERGE,
    USE_FORGET,
    N_USES
};

/* SQL that moves one row stands here; a name ending in .sql is a file. */
static const char *const statements[N_USES] = {
    [USE_FIND_DELIVERY] = "SELECT delivery FROM delivery "
                          "WHERE file_hash = ?1 AND office = ?2",
    [USE_ADD_DELIVERY] = "INSERT INTO delivery (delivery, file_hash, office, "
                         "kind) VALUES (?1, ?2, ?3, ?4)",
    [USE_FIND_ROW] = "SELECT received FROM received_row "
                     "WHERE delivery = ?1 AND row = ?2",
    [USE_ADD_ROW] = "INSERT INTO received_row (received, delivery, row, "
                    "key_version, sealed) VALUES (?1, ?2, ?3, ?4, ?5)",
    [USE_NEXT_UNMATCHED] = "next_unmatched_row.sql",
    [USE_ASSIGN] = "UPDATE received_row SET serial = ?2 WHERE received = ?1",
    [USE_ROWS] = "rows_of_delivery.sql",
    [USE_ALL_ROWS] = "all_rows.sql",
    [USE_TAKEN] = "SELECT 1 FROM person WHERE pseudonym = ?1",
    [USE_ADD_PERSON] =
        "INSERT INTO person (serial, pseudonym, key_version, sealed, "
        "first_received) VALUES (?1, ?2, ?3, ?4, ?5)",
    [USE_PERSON] = "SELECT key_version, sealed FROM person WHERE serial = ?1",
    [USE_UPDATE_PERSON] = "UPDATE person SET key_version = ?2, sealed = ?3 "
                          "WHERE serial = ?1",
    [USE_FIRST_ROW] = "first_row_of_person.sql",
    [USE_INDEX] = "INSERT INTO blind_index (field, tag, serial) "
                  "VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING",
    [USE_FIND] = "people_with_tag.sql",
    [USE_DOUBT] = "INSERT INTO doubt (pair, low, high, reason) "
                  "VALUES (?1, ?2, ?3, ?4) ON CONFLICT DO NOTHING",
    [USE_DOUBTS] = "doubts.sql",
    [USE_DECIDE] = "INSERT INTO decision (pair, verdict) VALUES (?1, ?2)",
    [USE_VERDICT] = "last_verdict.sql",
    [USE_FORGET] = "DELETE FROM blind_index "
                   "WHERE field = ?1 AND tag = ?2 AND serial = ?3",
    [USE_MERGE] = "UPDATE person SET merged_into = ?2 WHERE serial = ?1",
};

struct vault {
    struct store *store;
    const struct keys *keys;
    char *path;
    struct statement *prepared[N_USES];
    int64_t last_received, last_delivery;
    struct fresh_tags fresh;
    bool has_index; /* the file holds fingerprints of earlier runs */
    struct arena people;
    uint32_t n_people;
    uint32_t *merged_into; /* by serial; 0 = stands alone */
    size_t capacity;
    uint32_t *apart; /* low, high, low, high … */
    size_t n_apart, apart_capacity;
};

/* ---------------------------------------------------------------- opening */

static char *vault_path(struct arena *a, const char *study)
{
    return arena_format(a, "%s/" IDENTITY_FOLDER "/vault.sqlite", study);
}

bool vault_exists(struct arena *a, const char *study)
{
    return path_exists(vault_path(a, study));
}

/* A fingerprint that only this vault's key gives. */
static void key_check(const struct keys *k, struct subject *out)
{
    const char *const fields[] = {"ayumi vault"};
    unsigned char tag[BLIND_TAG_SIZE];
    blind_tag(k->check, 0, fields, 1, tag);
    pair_name_write(tag, out);
}

static enum status add_fact(struct vault *v, const char *name,
                            const char *value)
{
    struct statement *s;
    enum status st = store_prepare(
        v->store, "INSERT INTO vault_fact (name, value) VALUES (?1, ?2)", &s);
    if (st != STATUS_OK)
        return st;
    statement_text(s, 1, name);
    statement_text(s, 2, value);
    st = statement_run(s);
    statement_free(s);
    return st;
}

static enum status make_schema(struct vault *v)
{
    struct subject check;
    key_check(v->keys, &check);
    enum status st = store_begin(v->store);
    if (st != STATUS_OK)
        return st;
    st = store_run(v->store, sql_find(anonymize_sql, "schema"));
    if (st == STATUS_OK)
        st = add_fact(v, "schema", VAULT_SCHEMA);
    if (st == STATUS_OK)
        st = add_fact(v, "key_check", check.text);
    if (st == STATUS_OK)
        return store_commit(v->store);
    store_rollback(v->store);
    return st;
}

static enum status fact_is(struct vault *v, const char *name,
                           const char *wanted, bool *same)
{
    struct statement *s;
    enum status st = store_prepare(
        v->store, "SELECT value FROM vault_fact WHERE name = ?1", &s);
    *same = false;
    if (st != STATUS_OK)
        return st;
    statement_text(s, 1, name);
    if (statement_step(s, &st))
        *same = strcmp(column_text(s, 0), wanted) == 0;
    statement_free(s);
    return st;
}

static enum status check_facts(struct vault *v)
{
    struct subject check;
    bool same;
    key_check(v->keys, &check);
    enum status st = fact_is(v, "schema", VAULT_SCHEMA, &same);
    if (st == STATUS_OK && !same) {
        say_error("vault.other_schema", v->path);
        return STATUS_REFUSED;
    }
    if (st == STATUS_OK)
        st = fact_is(v, "key_check", check.text, &same);
    if (st == STATUS_OK && !same) {
        say_error("vault.other_key", v->path);
        return STATUS_REFUSED;
    }
    return st;
}

static void remember_person(struct vault *v, uint32_t serial, uint32_t into)
{
    if (serial >= v->capacity) {
        size_t wanted = v->capacity == 0 ? 1024 : v->capacity * 2;
        while (wanted <= serial)
            wanted *= 2;
        uint32_t *grown = arena_take_array(&v->people, wanted, sizeof *grown);
        if (v->capacity != 0)
            memcpy(grown, v->merged_into, v->capacity * sizeof *grown);
        v->merged_into = grown;
        v->capacity = wanted;
    }
    v->merged_into[serial] = into;
    if (serial > v->n_people)
        v->n_people = serial;
}

static enum status load_people(struct vault *v)
{
    struct statement *s;
    enum status st =
        store_prepare(v->store, sql_find(anonymize_sql, "people"), &s);
    if (st != STATUS_OK)
        return st;
    v->n_people = 0;
    while (statement_step(s, &st))
        remember_person(v, (uint32_t)column_integer(s, 0),
                        (uint32_t)column_integer(s, 1));
    statement_free(s);
    if (st == STATUS_OK)
        st = store_integer(v->store,
                           "SELECT coalesce(max(received), 0) "
                           "FROM received_row",
                           &v->last_received);
    if (st == STATUS_OK)
        st = store_integer(v->store,
                           "SELECT coalesce(max(delivery), 0) FROM delivery",
                           &v->last_delivery);
    v->has_index = v->n_people > 0;
    return st;
}

static enum status set_up(struct vault *v)
{
    enum status st = STATUS_OK;
    if (!store_has_table(v->store, "vault_fact"))
        st = make_schema(v);
    if (st == STATUS_OK)
        st = check_facts(v);
    if (st == STATUS_OK)
        st = store_run(v->store, "PRAGMA cache_size = -65536");
    if (st == STATUS_OK)
        st = load_people(v);
    return st;
}

enum status vault_open(struct arena *a, const char *study, const struct keys *k,
                       struct vault **out)
{
    char *path = vault_path(a, study);
    *out = NULL;
    enum status st = STATUS_OK;
    if (path_exists(path))
        st = path_is_private(path, false);
    if (st != STATUS_OK)
        return st;
    struct vault *v = arena_take(a, sizeof *v);
    arena_init(&v->people);
    fresh_tags_init(&v->fresh);
    v->keys = k;
    v->path = path;
    st = store_open(path, 0600, &v->store);
    if (st == STATUS_OK)
        st = set_up(v);
    if (st == STATUS_OK) {
        *out = v;
        return STATUS_OK;
    }
    enum status closing = vault_close(v);
    return status_worse(st, closing);
}

enum status vault_close(struct vault *v)
{
    if (v == NULL)
        return STATUS_OK;
    for (size_t i = 0; i < N_USES; i++) {
        statement_free(v->prepared[i]);
        v->prepared[i] = NULL;
    }
    arena_release(&v->people);
    fresh_tags_release(&v->fresh);
    v->merged_into = NULL;
    enum status st = store_close(v->store);
    v->store = NULL;
    return st;
}

enum status vault_begin(struct vault *v)
{
    return store_begin(v->store);
}

void vault_rollback(struct vault *v)
{
    for (size_t i = 0; i < N_USES; i++)
        if (v->prepared[i] != NULL)
            statement_reset(v->prepared[i]);
    store_rollback(v->store);
    fresh_tags_release(&v->fresh);
}

const struct keys *vault_keys(const struct vault *v)
{
    return v->keys;
}

size_t vault_n_people(const struct vault *v)
{
    return v->n_people;
}

uint32_t vault_root(const struct vault *v, uint32_t serial)
{
    while (serial < v->capacity && v->merged_into[serial] != 0)
        serial = v->merged_into[serial];
    return serial;
}

/* ------------------------------------------------------------- statements */

static enum status use(struct vault *v, enum use which, struct statement **s)
{
    enum status st = STATUS_OK;
    if (v->prepared[which] == NULL) {
        const char *sql = statements[which];
        const char *dot = strstr(sql, ".sql");
        char name[64];
        if (dot != NULL) {
            size_t n = (size_t)(dot - sql);
            memcpy(name, sql, n);
            name[n] = '\0';
            sql = sql_find(anonymize_sql, name);
        }
        st = store_prepare(v->store, sql, &v->prepared[which]);
    }
    *s = v->prepared[which];
    return st;
}

static enum status open_record(struct vault *v, struct arena *a,
                               const struct seal_place *place,
                               const void *sealed, size_t n,
                               struct person_record *out)
{
    size_t n_plain;
    unsigned char *plain = seal_open(a, v->keys, place, sealed, n, &n_plain);
    if (plain != NULL && person_record_unpack(a, plain, n_plain, out)) {
        sodium_memzero(plain, n_plain);
        return STATUS_OK;
    }
    say_error("vault.damaged", v->path, place->table, (size_t)place->row_id);
    return STATUS_REFUSED;
}

static void bind_sealed(struct vault *v, struct statement *s, int at,
                        const struct seal_place *place,
                        const struct person_record *r)
{
    struct arena a;
    size_t n_plain, n_sealed;
    arena_init(&a);
    unsigned char *plain = person_record_pack(&a, r, &n_plain);
    unsigned char *sealed = seal(&a, v->keys, place, plain, n_plain, &n_sealed);
    sodium_memzero(plain, n_plain);
    statement_blob(s, at, sealed, n_sealed);
    arena_release(&a);
}

static struct seal_place row_place(int64_t received, int64_t key_version)
{
    return (struct seal_place){"received_row", "sealed", received,
                               (uint32_t)key_version};
}

static struct seal_place person_place(uint32_t serial, int64_t key_version)
{
    return (struct seal_place){"person", "sealed", serial,
                               (uint32_t)key_version};
}

/* ------------------------------------------------------------------- rows */

enum status vault_delivery(struct vault *v, const char *file_hash,
                           const char *office, const char *kind,
                           int64_t *delivery, bool *is_new)
{
    struct statement *s;
    enum status st = use(v, USE_FIND_DELIVERY, &s);
    if (st != STATUS_OK)
        return st;
    statement_text(s, 1, file_hash);
    statement_text(s, 2, office);
    *is_new = !statement_step(s, &st);
    if (!*is_new)
        *delivery = column_integer(s, 0);
    statement_reset(s);
    if (st != STATUS_OK || !*is_new)
        return st;
    st = use(v, USE_ADD_DELIVERY, &s);
    if (st != STATUS_OK)
        return st;
    *delivery = ++v->last_delivery;
    statement_integer(s, 1, *delivery);
    statement_text(s, 2, file_hash);
    statement_text(s, 3, office);
    statement_text(s, 4, kind);
    return statement_run(s);
}

static enum status row_is_known(struct vault *v, int64_t delivery, size_t row,
                                bool *known)
{
    struct statement *s;
    enum status st = use(v, USE_FIND_ROW, &s);
    if (st != STATUS_OK)
        return st;
    statement_integer(s, 1, delivery);
    statement_integer(s, 2, (int64_t)row);
    *known = statement_step(s, &st);
    statement_reset(s);
    return st;
}

enum status vault_receive(struct vault *v, int64_t delivery, bool is_new,
                          size_t row, const struct person_record *r)
{
    struct statement *s;
    bool known = false;
    enum status st = STATUS_OK;
    if (!is_new)
        st = row_is_known(v, delivery, row, &known);
    if (st != STATUS_OK || known)
        return st;
    st = use(v, USE_ADD_ROW, &s);
    if (st != STATUS_OK)
        return st;
    int64_t received = ++v->last_received;
    const struct seal_place place = row_place(received, KEY_VERSION);
    statement_integer(s, 1, received);
    statement_integer(s, 2, delivery);
    statement_integer(s, 3, (int64_t)row);
    statement_integer(s, 4, KEY_VERSION);
    bind_sealed(v, s, 5, &place, r);
    return statement_run(s);
}

enum status vault_next_unmatched(struct vault *v, struct arena *a,
                                 int64_t *received, struct person_record *r,
                                 bool *found)
{
    struct statement *s;
    enum status st = use(v, USE_NEXT_UNMATCHED, &s);
    *found = false;
    if (st != STATUS_OK)
        return st;
    statement_integer(s, 1, *received);
    if (statement_step(s, &st)) {
        size_t n;
        *received = column_integer(s, 0);
        *found = true;
        const struct seal_place place =
            row_place(*received, column_integer(s, 1));
        const void *sealed = column_blob(s, 2, &n);
        st = open_record(v, a, &place, sealed, n, r);
    }
    statement_reset(s);
    return st;
}

enum status vault_assign(struct vault *v, int64_t received, uint32_t serial)
{
    struct statement *s;
    enum status st = use(v, USE_ASSIGN, &s);
    if (st != STATUS_OK)
        return st;
    statement_integer(s, 1, received);
    statement_integer(s, 2, serial);
    return statement_run(s);
}

enum status vault_rows(struct vault *v, int64_t delivery, bool with_record,
                       void (*take)(void *context, const struct vault_row *row),
                       void *context)
{
    struct statement *s;
    struct arena a;
    enum status st = use(v, USE_ROWS, &s);
    if (st != STATUS_OK)
        return st;
    arena_init(&a);
    statement_integer(s, 1, delivery);
    while (st == STATUS_OK && statement_step(s, &st)) {
        struct person_record record;
        struct vault_row row = {(size_t)column_integer(s, 0),
                                (uint32_t)column_integer(s, 1),
                                column_integer(s, 2), NULL};
        arena_reset(&a);
        if (with_record) {
            size_t n;
            const struct seal_place place =
                row_place(column_integer(s, 2), column_integer(s, 3));
            const void *sealed = column_blob(s, 4, &n);
            st = open_record(v, &a, &place, sealed, n, &record);
            row.record = &record;
        }
        if (st == STATUS_OK)
            take(context, &row);
    }
    statement_reset(s);
    arena_release(&a);
    return st;
}

enum status vault_each_record(struct vault *v,
                              void (*take)(void *context,
                                           const struct person_record *r),
                              void *context)
{
    struct statement *s;
    struct arena a;
    enum status st = use(v, USE_ALL_ROWS, &s);
    if (st != STATUS_OK)
        return st;
    arena_init(&a);
    while (st == STATUS_OK && statement_step(s, &st)) {
        struct person_record record;
        size_t n;
        const struct seal_place place =
            row_place(column_integer(s, 0), column_integer(s, 1));
        const void *sealed = column_blob(s, 2, &n);
        arena_reset(&a);
        st = open_record(v, &a, &place, sealed, n, &record);
        if (st == STATUS_OK)
            take(context, &record);
    }
    statement_reset(s);
    arena_release(&a);
    return st;
}

/* ----------------------------------------------------------------- people */

static enum status insert_person(struct vault *v, uint32_t serial,
                                 const char *pseudonym, int64_t received,
                                 const struct person_record *r)
{
    struct statement *s;
    enum status st = use(v, USE_ADD_PERSON, &s);
    if (st != STATUS_OK)
        return st;
    const struct seal_place place = person_place(serial, KEY_VERSION);
    statement_integer(s, 1, serial);
    statement_text(s, 2, pseudonym);
    statement_integer(s, 3, KEY_VERSION);
    bind_sealed(v, s, 4, &place, r);
    statement_integer(s, 5, received);
    return statement_run(s);
}

/* Two serials with one pseudonym: about 4e-7 among a million people. The
 * second is left unused, always the same one under the same key. */
static enum status pseudonym_is_taken(struct vault *v, const char *pseudonym,
                                      bool *taken)
{
    struct statement *s;
    enum status st = use(v, USE_TAKEN, &s);
    if (st != STATUS_OK)
        return st;
    statement_text(s, 1, pseudonym);
    *taken = statement_step(s, &st);
    statement_reset(s);
    return st;
}

enum status vault_new_person(struct vault *v, int64_t received,
                             const struct person_record *r, uint32_t *serial)
{
    struct subject pseudonym;
    bool taken = true;
    enum status st = STATUS_OK;
    uint32_t next = v->n_people;
    while (st == STATUS_OK && taken) {
        pseudonym_write(v->keys, ++next, &pseudonym);
        st = pseudonym_is_taken(v, pseudonym.text, &taken);
    }
    if (st == STATUS_OK)
        st = insert_person(v, next, pseudonym.text, received, r);
    if (st == STATUS_OK) {
        remember_person(v, next, 0);
        *serial = next;
    }
    return st;
}

enum status vault_person(struct vault *v, struct arena *a, uint32_t serial,
                         struct person_record *out)
{
    struct statement *s;
    enum status st = use(v, USE_PERSON, &s);
    if (st != STATUS_OK)
        return st;
    statement_integer(s, 1, serial);
    if (statement_step(s, &st)) {
        size_t n;
        const struct seal_place place =
            person_place(serial, column_integer(s, 0));
        const void *sealed = column_blob(s, 1, &n);
        st = open_record(v, a, &place, sealed, n, out);
    } else if (st == STATUS_OK) {
        st = STATUS_BUG;
    }
    statement_reset(s);
    return st;
}

enum status vault_update_person(struct vault *v, uint32_t serial,
                                const struct person_record *r)
{
    struct statement *s;
    enum status st = use(v, USE_UPDATE_PERSON, &s);
    if (st != STATUS_OK)
        return st;
    const struct seal_place place = person_place(serial, KEY_VERSION);
    statement_integer(s, 1, serial);
    statement_integer(s, 2, KEY_VERSION);
    bind_sealed(v, s, 3, &place, r);
    return statement_run(s);
}

enum status vault_first_row(struct vault *v, struct arena *a, uint32_t serial,
                            const char **file_hash, const char **office,
                            size_t *row, bool *found)
{
    struct statement *s;
    enum status st = use(v, USE_FIRST_ROW, &s);
    *found = false;
    if (st != STATUS_OK)
        return st;
    statement_integer(s, 1, serial);
    if (statement_step(s, &st)) {
        *file_hash = arena_copy(a, column_text(s, 0));
        *office = arena_copy(a, column_text(s, 1));
        *row = (size_t)column_integer(s, 2);
        *found = true;
    }
    statement_reset(s);
    return st;
}

/* ------------------------------------------------------------ blind index */

enum status vault_index(struct vault *v, enum blind_field field,
                        const char *const *parts, size_t n_parts,
                        uint32_t serial)
{
    unsigned char tag[BLIND_TAG_SIZE];
    blind_tag(v->keys->blind, (unsigned char)field, parts, n_parts, tag);
    fresh_tags_add(&v->fresh, (unsigned char)field, tag, serial);
    return STATUS_OK;
}

static enum status write_fresh_tags(struct vault *v)
{
    struct statement *s;
    enum status st = use(v, USE_INDEX, &s);
    fresh_tags_sort(&v->fresh);
    for (size_t i = 0; st == STATUS_OK && i < v->fresh.n_tags; i++) {
        const struct fresh_tag *t = &v->fresh.tags[i];
        statement_integer(s, 1, t->field);
        statement_blob(s, 2, t->tag, sizeof t->tag);
        statement_integer(s, 3, t->serial);
        st = statement_run(s);
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
    enum status st = write_fresh_tags(v);
    if (st == STATUS_OK)
        st = use(v, USE_FORGET, &s);
    if (st != STATUS_OK)
        return st;
    statement_integer(s, 1, field);
    statement_blob(s, 2, tag, sizeof tag);
    statement_integer(s, 3, serial);
    return statement_run(s);
}

enum status vault_commit(struct vault *v)
{
    enum status st = write_fresh_tags(v);
    return st == STATUS_OK ? store_commit(v->store) : st;
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
    enum status st = use(v, USE_FIND, &s);
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

/* ----------------------------------------------------- doubts and answers */

void vault_pair_name(const struct vault *v, uint32_t low, uint32_t high,
                     struct subject *out)
{
    char numbers[2][16];
    unsigned char tag[BLIND_TAG_SIZE];
    snprintf(numbers[0], sizeof numbers[0], "%u", low);
    snprintf(numbers[1], sizeof numbers[1], "%u", high);
    const char *const fields[] = {numbers[0], numbers[1]};
    blind_tag(v->keys->pair, 0, fields, 2, tag);
    pair_name_write(tag, out);
}

enum status vault_doubts(struct vault *v, struct arena *a,
                         struct vault_doubt_row **rows, size_t *n)
{
    struct statement *s;
    size_t capacity = 0;
    *rows = NULL;
    *n = 0;
    enum status st = use(v, USE_DOUBTS, &s);
    if (st != STATUS_OK)
        return st;
    while (statement_step(s, &st)) {
        *rows = arena_grow(a, *rows, *n, &capacity, sizeof **rows);
        (*rows)[(*n)++] = (struct vault_doubt_row){
            arena_copy(a, column_text(s, 0)), (uint32_t)column_integer(s, 1),
            (uint32_t)column_integer(s, 2), arena_copy(a, column_text(s, 3)),
            arena_copy(a, column_text(s, 4))};
    }
    statement_reset(s);
    return st;
}

enum status vault_verdict(struct vault *v, struct arena *a, const char *pair,
                          const char **verdict)
{
    struct statement *s;
    *verdict = "open";
    enum status st = use(v, USE_VERDICT, &s);
    if (st != STATUS_OK)
        return st;
    statement_text(s, 1, pair);
    if (statement_step(s, &st))
        *verdict = arena_copy(a, column_text(s, 0));
    statement_reset(s);
    return st;
}

enum status vault_decide(struct vault *v, const char *pair, const char *verdict)
{
    struct arena a;
    struct statement *s;
    const char *last;
    arena_init(&a);
    enum status st = vault_verdict(v, &a, pair, &last);
    if (st == STATUS_OK && strcmp(last, verdict) != 0) {
        st = use(v, USE_DECIDE, &s);
        if (st == STATUS_OK) {
            statement_text(s, 1, pair);
            statement_text(s, 2, verdict);
            st = statement_run(s);
        }
    }
    arena_release(&a);
    return st;
}

static enum status merge(struct vault *v, uint32_t a, uint32_t b)
{
    struct statement *s;
    uint32_t x = vault_root(v, a);
    uint32_t y = vault_root(v, b);
    if (x == y)
        return STATUS_OK;
    uint32_t low = x < y ? x : y;
    uint32_t high = x < y ? y : x;
    enum status st = use(v, USE_MERGE, &s);
    if (st != STATUS_OK)
        return st;
    statement_integer(s, 1, high);
    statement_integer(s, 2, low);
    v->merged_into[high] = low;
    return statement_run(s);
}

/* An answer may be older than the question: a new vault under the same key
 * meets the pairs of the old one again. */
static enum status obey_answer(struct vault *v, const char *pair, uint32_t low,
                               uint32_t high)
{
    struct arena a;
    const char *verdict;
    arena_init(&a);
    enum status st = vault_verdict(v, &a, pair, &verdict);
    if (st == STATUS_OK && strcmp(verdict, "same") == 0)
        st = merge(v, low, high);
    arena_release(&a);
    return st;
}

enum status vault_doubt(struct vault *v, uint32_t a, uint32_t b,
                        const char *reason)
{
    struct statement *s;
    struct subject pair;
    uint32_t low = a < b ? a : b;
    uint32_t high = a < b ? b : a;
    enum status st = use(v, USE_DOUBT, &s);
    if (st != STATUS_OK)
        return st;
    vault_pair_name(v, low, high, &pair);
    statement_text(s, 1, pair.text);
    statement_integer(s, 2, low);
    statement_integer(s, 3, high);
    statement_text(s, 4, reason);
    st = statement_run(s);
    return st == STATUS_OK ? obey_answer(v, pair.text, low, high) : st;
}

enum status vault_join(struct vault *v, uint32_t a, uint32_t b)
{
    return merge(v, a, b);
}

void vault_keep_apart(struct vault *v, uint32_t a, uint32_t b)
{
    if (vault_is_apart(v, a, b))
        return;
    v->apart = arena_grow(&v->people, v->apart, v->n_apart, &v->apart_capacity,
                          2 * sizeof *v->apart);
    v->apart[2 * v->n_apart] = a < b ? a : b;
    v->apart[2 * v->n_apart + 1] = a < b ? b : a;
    v->n_apart++;
}

bool vault_is_apart(const struct vault *v, uint32_t a, uint32_t b)
{
    for (size_t i = 0; i < v->n_apart; i++)
        if (v->apart[2 * i] == (a < b ? a : b) &&
            v->apart[2 * i + 1] == (a < b ? b : a))
            return true;
    return false;
}

enum status vault_apply_decisions(struct vault *v)
{
    struct arena a;
    struct vault_doubt_row *rows;
    size_t n;
    arena_init(&a);
    enum status st = vault_doubts(v, &a, &rows, &n);
    if (st == STATUS_OK)
        st = store_run(v->store, "UPDATE person SET merged_into = NULL "
                                 "WHERE merged_into IS NOT NULL");
    if (v->merged_into != NULL)
        memset(v->merged_into, 0, v->capacity * sizeof *v->merged_into);
    for (size_t i = 0; st == STATUS_OK && i < n; i++)
        if (strcmp(rows[i].verdict, "same") == 0 &&
            !vault_is_apart(v, rows[i].low, rows[i].high))
            st = merge(v, rows[i].low, rows[i].high);
    arena_release(&a);
    return st;
}
