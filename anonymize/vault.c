/* vault: who is who, encrypted. identity/vault.sqlite. */
#include "anonymize/vault_inside.h"

#include "base/growing.h"
#include "base/messages.h"
#include "base/output_file.h"
#include "base/sql_text.h"

#include <stdlib.h>
#include <string.h>

/* SQL that moves one row stands here; a name ending in .sql is a file. */
static const char *const statements[N_USES] = {
    [USE_FIND_DELIVERY] = "SELECT delivery FROM delivery "
                          "WHERE file_hash = ?1 AND office = ?2",
    [USE_ADD_DELIVERY] = "INSERT INTO delivery (delivery, file_hash, office, "
                         "kind) VALUES (?1, ?2, ?3, ?4)",
    [USE_FIND_ROW] = "SELECT received FROM received_row "
                     "WHERE delivery = ?1 AND row = ?2",
    [USE_ROW_AT] = "SELECT received, serial, sealed FROM received_row "
                   "WHERE delivery = ?1 AND row = ?2",
    [USE_ADD_ROWS] = "INSERT INTO received_row (received, delivery, row, "
                     "serial, sealed) SELECT c0, c1, c2, c3, c4 FROM given",
    [USE_NEXT_UNMATCHED] = "next_unmatched_row.sql",
    [USE_ROW] = "SELECT received, delivery, row, sealed, serial "
                "FROM received_row WHERE received = ?1",
    [USE_ASSIGN] = "UPDATE received_row SET serial = ?2, sealed = ?3 "
                   "WHERE received = ?1",
    [USE_ROWS] = "rows_of_delivery.sql",
    [USE_ALL_ROWS] = "all_rows.sql",
    [USE_ROWS_OF_PERSON] = "rows_of_person.sql",
    [USE_EMPTY_ROW] = "UPDATE received_row SET sealed = x'' "
                      "WHERE received = ?1",
    [USE_TAKEN] = "SELECT 1 FROM person WHERE pseudonym = ?1",
    [USE_ADD_PEOPLE] = "INSERT INTO person (serial, pseudonym, "
                       "first_received, sealed) "
                       "SELECT c0, c1, c2, c3 FROM given",
    [USE_PERSON] = "SELECT pseudonym, first_received, sealed FROM person "
                   "WHERE serial = ?1",
    [USE_UPDATE_PERSON] = "UPDATE person SET sealed = ?2 WHERE serial = ?1",
    [USE_FIND_PSEUDONYM] = "SELECT serial FROM person WHERE pseudonym = ?1",
    [USE_FIRST_ROW] = "first_row_of_person.sql",
    [USE_ADD_DATA_KEY] = "INSERT INTO data_key (serial, key_version, wrapped) "
                         "VALUES (?1, ?2, ?3)",
    [USE_ADD_DATA_KEYS] = "INSERT INTO data_key (serial, key_version, "
                          "wrapped) SELECT c0, c1, c2 FROM given",
    [USE_DATA_KEY] = "SELECT key_version, wrapped FROM data_key "
                     "WHERE serial = ?1",
    [USE_UPDATE_DATA_KEY] = "UPDATE data_key SET key_version = ?2, "
                            "wrapped = ?3 WHERE serial = ?1",
    [USE_DROP_DATA_KEY] = "DELETE FROM data_key WHERE serial = ?1",
    [USE_ANYONE_ERASED] = "anyone_erased.sql",
    [USE_INDEX] = "INSERT INTO blind_index (field, tag, serial) "
                  "SELECT c0, c1, c2 FROM given",
    [USE_INDEX_AGAIN] = "INSERT INTO blind_index (field, tag, serial) "
                        "SELECT c0, c1, c2 FROM given WHERE true "
                        "ON CONFLICT DO NOTHING RETURNING field, tag, serial",
    [USE_FIND] = "people_with_tag.sql",
    [USE_HAS_FIELD] = "SELECT 1 FROM blind_index WHERE field = ?1 LIMIT 1",
    [USE_ADD_DOUBTS] = "INSERT INTO doubt (pair, low, high, reason) "
                       "SELECT c0, c1, c2, c3 FROM given WHERE true "
                       "ON CONFLICT DO NOTHING "
                       "RETURNING pair, low, high, reason",
    [USE_DOUBTS] = "doubts.sql",
    [USE_DECIDE] = "INSERT INTO decision (decision, pair, verdict) "
                   "VALUES (?1, ?2, ?3)",
    [USE_VERDICT] = "last_verdict.sql",
    [USE_AGREEMENT] = "agreement.sql",
    [USE_MERGE] = "UPDATE person SET merged_into = ?2 WHERE serial = ?1",
    [USE_FORGET] = "DELETE FROM blind_index "
                   "WHERE field = ?1 AND tag = ?2 AND serial = ?3 "
                   "RETURNING serial",
    [USE_CONSENT] = "INSERT INTO consent_event (event, serial, act, scope, "
                    "version, from_day, backward) "
                    "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
    [USE_CONSENTS] = "consent_events.sql",
};

/* Whatever else reads or points to people, or rows, has to find those that are
 * on their way. */
static bool minds_the_batch(enum vault_use which)
{
    switch (which) {
    case USE_FIND_DELIVERY:
    case USE_ADD_DELIVERY:
    case USE_TAKEN: /* pseudonym_set knows the new ones */
    case USE_ADD_PEOPLE:
    case USE_ADD_DATA_KEYS:
    case USE_ADD_ROWS:
    case USE_ADD_DOUBTS:
    case USE_INDEX:
    case USE_INDEX_AGAIN:
    case USE_FIND:
    case USE_HAS_FIELD:
    case USE_FORGET:
    case USE_DECIDE:
    case USE_VERDICT:
    case USE_AGREEMENT:
        return false;
    default:
        return true;
    }
}

enum status vault_use_stored(struct vault *v, enum vault_use which,
                             struct statement **s)
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

enum status vault_use(struct vault *v, enum vault_use which,
                      struct statement **s)
{
    enum status st = STATUS_OK;
    if (vault_has_batch(v) && minds_the_batch(which))
        st = vault_batch_write(v);
    return st == STATUS_OK ? vault_use_stored(v, which, s) : st;
}

enum status vault_damaged(const struct vault *v, const char *table, int64_t id)
{
    say_error("vault.damaged", v->path, table, (size_t)id);
    return STATUS_REFUSED;
}

/* ---------------------------------------------------------------- opening */

static char *vault_path(struct arena *a, const char *study)
{
    return arena_format(a, "%s/" IDENTITY_FOLDER "/vault.sqlite", study);
}

static char *folder_of(struct arena *a, const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash == NULL ? arena_copy(a, ".")
                         : arena_copy_n(a, path, (size_t)(slash - path));
}

static char *stamp_path(struct arena *a, const char *path)
{
    size_t n = strlen(path) - strlen(".sqlite");
    return arena_format(a, "%.*s.stamp", (int)n, path);
}

bool vault_exists(struct arena *a, const char *study)
{
    return path_exists(vault_path(a, study));
}

void vault_remember_person(struct vault *v, uint32_t serial, uint32_t into)
{
    size_t n_before = v->capacity;
    while (serial >= v->capacity)
        v->merged_into = growing_array(v->merged_into, v->capacity,
                                       &v->capacity, sizeof *v->merged_into);
    for (size_t i = n_before; i < v->capacity; i++)
        v->merged_into[i] = 0;
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
        vault_remember_person(v, (uint32_t)column_integer(s, 0),
                              (uint32_t)column_integer(s, 1));
    statement_free(s);
    v->has_index = v->n_people > 0;
    v->n_stored = v->n_people;
    return st;
}

/* The last number given in each table, and how many rows wait: their key is
 * there only while some do. */
static enum status load_counts(struct vault *v)
{
    int64_t waiting = 0;
    const struct {
        const char *sql;
        int64_t *to;
    } counts[] = {
        {"SELECT coalesce(max(received), 0) FROM received_row",
         &v->last_received},
        {"SELECT coalesce(max(delivery), 0) FROM delivery", &v->last_delivery},
        {"SELECT coalesce(max(decision), 0) FROM decision", &v->last_decision},
        {"SELECT coalesce(max(event), 0) FROM consent_event", &v->last_consent},
        {"SELECT count(*) FROM received_row WHERE serial IS NULL "
         "AND EXISTS (SELECT 1 FROM data_key AS k WHERE k.serial = 0)",
         &waiting},
    };
    enum status st = STATUS_OK;
    for (size_t i = 0; st == STATUS_OK && i < sizeof counts / sizeof *counts;
         i++)
        st = store_integer(v->store, counts[i].sql, counts[i].to);
    v->n_waiting = (size_t)waiting;
    return st;
}

static enum status make_schema(struct vault *v)
{
    v->facts.key_version = keys_newest(v->keys);
    enum status st = store_begin(v->store);
    if (st != STATUS_OK)
        return st;
    st = store_run(v->store, sql_find(anonymize_sql, "schema"));
    if (st == STATUS_OK)
        st = vault_write_facts(v);
    if (st == STATUS_OK)
        return store_commit(v->store);
    store_rollback(v->store);
    return st;
}

static enum status set_up(struct vault *v)
{
    bool has_stamp = true, has_facts = true;
    enum status st = store_run(v->store, "PRAGMA cache_size = -12288");
    if (st == STATUS_OK)
        st = path_look(v->stamp, &has_stamp);
    if (st == STATUS_OK && !has_stamp)
        st = store_find_table(v->store, "vault_fact", &has_facts);
    if (st == STATUS_OK && !has_facts)
        st = make_schema(v);
    if (st == STATUS_OK)
        st = vault_check(v);
    if (st == STATUS_OK)
        st = load_people(v);
    if (st == STATUS_OK)
        st = load_counts(v);
    v->committed = v->facts;
    return st;
}

/* What SQLite can't read may have been changed: the stamp knows. */
static enum status explain(struct vault *v, enum status st)
{
    if ((st != STATUS_BUG && st != STATUS_IO) || vault_is_as_stamped(v))
        return st;
    say_error("vault.changed", v->path);
    return STATUS_REFUSED;
}

static struct vault *new_vault(struct arena *a, const char *path,
                               const struct keys *k)
{
    struct vault *v = arena_take(a, sizeof *v);
    arena_init(&v->people);
    arena_init(&v->scratch);
    arena_init(&v->row);
    arena_init(&v->waiting.arena);
    vault_batch_init(v);
    data_keys_init(&v->data_keys);
    v->keys = k;
    v->path = arena_copy(a, path);
    v->folder = folder_of(a, path);
    v->stamp = stamp_path(a, path);
    fresh_tags_init(&v->fresh, v->folder);
    fresh_rows_init(&v->fresh_rows, v->folder);
    fresh_people_init(&v->fresh_people, v->folder);
    pseudonym_set_init(&v->pseudonyms, v->folder);
    return v;
}

enum status vault_open_at(struct arena *a, const char *path,
                          const struct keys *k, struct vault **out)
{
    struct vault *v = new_vault(a, path, k);
    *out = NULL;
    enum status st = store_open(path, 0600, &v->store);
    if (st == STATUS_OK)
        st = set_up(v);
    if (st == STATUS_OK) {
        *out = v;
        return STATUS_OK;
    }
    st = explain(v, st);
    enum status closing = vault_close(v);
    return status_worse(st, closing);
}

enum status vault_open(struct arena *a, const char *study, const struct keys *k,
                       struct vault **out)
{
    char *path = vault_path(a, study);
    enum status st = STATUS_OK;
    *out = NULL;
    if (path_exists(path)) {
        st = path_is_private(path, false);
        if (st == STATUS_OK)
            st = vault_migrate(a, path, k);
    } else if (path_exists(stamp_path(a, path))) {
        /* A new one would not know who withdrew. */
        say_error("vault.missing", path, stamp_path(a, path));
        st = STATUS_REFUSED;
    }
    return st == STATUS_OK ? vault_open_at(a, path, k, out) : st;
}

/* What this run would have written. */
static void drop_fresh(struct vault *v)
{
    fresh_tags_release(&v->fresh);
    fresh_rows_release(&v->fresh_rows);
    fresh_people_release(&v->fresh_people);
    pseudonym_set_release(&v->pseudonyms);
    free(v->births);
    v->births = NULL;
    v->n_births = 0;
    vault_batch_drop(v);
    data_keys_release(&v->data_keys);
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
    arena_release(&v->scratch);
    arena_release(&v->row);
    arena_release(&v->waiting.arena);
    drop_fresh(v);
    free(v->merged_into);
    v->merged_into = NULL;
    v->capacity = 0;
    enum status st = store_close(v->store);
    v->store = NULL;
    return st;
}

/* ------------------------------------------------------------ transactions */

enum status vault_begin(struct vault *v)
{
    return store_begin(v->store);
}

/* A key that no row waits under is thrown away: what it once sealed, in a
 * backup or on the disk, is then sealed for ever. */
static enum status drop_waiting_key(struct vault *v)
{
    const unsigned char *key;
    if (v->n_waiting > 0)
        return STATUS_OK;
    enum status st = vault_data_key(v, 0, &key);
    return st == STATUS_OK && key != NULL ? vault_drop_data_key(v, 0) : st;
}

enum status vault_commit(struct vault *v)
{
    enum status st = vault_keep_fresh_rows(v);
    if (st == STATUS_OK)
        st = vault_batch_write(v);
    if (st == STATUS_OK)
        st = vault_write_fresh_tags(v);
    if (st == STATUS_OK)
        st = drop_waiting_key(v);
    if (st == STATUS_OK)
        st = vault_write_facts(v);
    if (st == STATUS_OK)
        st = store_commit(v->store);
    if (st != STATUS_OK)
        return st;
    v->committed = v->facts;
    v->n_stored = v->n_people;
    pseudonym_set_release(&v->pseudonyms);
    return vault_write_stamp(v);
}

void vault_rollback(struct vault *v)
{
    for (size_t i = 0; i < N_USES; i++)
        if (v->prepared[i] != NULL)
            statement_reset(v->prepared[i]);
    store_rollback(v->store);
    drop_fresh(v);
    v->facts = v->committed;
}

enum status vault_begin_reading(struct vault *v)
{
    return store_run(v->store, "BEGIN");
}

void vault_end_reading(struct vault *v)
{
    for (size_t i = 0; i < N_USES; i++)
        if (v->prepared[i] != NULL)
            statement_reset(v->prepared[i]);
    store_rollback(v->store);
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
