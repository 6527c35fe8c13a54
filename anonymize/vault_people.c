/* vault_people: each sealed under a key of their own. */
#include "anonymize/vault_inside.h"

#include "base/calendar.h"
#include "base/growing.h"

#include <stdio.h>
#include <string.h>

/* A data key seals under one version for ever: masters only wrap it. */
enum { DATA_KEY_VERSION = 1 };

static const struct person_record no_record = {"", "", "", "", "", ""};

struct seal_place vault_row_place(int64_t received)
{
    return (struct seal_place){"received_row", "sealed", received,
                               DATA_KEY_VERSION};
}

struct seal_place vault_person_place(uint32_t serial)
{
    return (struct seal_place){"person", "sealed", serial, DATA_KEY_VERSION};
}

enum status vault_seal(struct vault *v, struct arena *a, uint32_t serial,
                       const struct seal_place *place,
                       const unsigned char *plain, size_t n_plain,
                       unsigned char **sealed, size_t *n)
{
    const unsigned char *key;
    enum status st = vault_data_key(v, serial, &key);
    static unsigned char nothing[1];
    *sealed = nothing;
    *n = 0;
    if (st == STATUS_OK && key != NULL)
        *sealed = seal(a, key, place, plain, n_plain, n);
    return st;
}

/* A record sealed under a person's key, in the arena. */
static enum status seal_record(struct vault *v, struct arena *a,
                               uint32_t serial, const struct seal_place *place,
                               const struct person_record *r,
                               unsigned char **sealed, size_t *n)
{
    size_t n_plain;
    unsigned char *plain = person_record_pack(a, r, &n_plain);
    enum status st = vault_seal(v, a, serial, place, plain, n_plain, sealed, n);
    sodium_memzero(plain, n_plain);
    return st;
}

enum status vault_open_record(struct vault *v, struct arena *a, uint32_t serial,
                              const struct seal_place *place,
                              const void *sealed, size_t n,
                              struct person_record *out)
{
    const unsigned char *key;
    size_t n_plain;
    enum status st = vault_data_key(v, serial, &key);
    *out = no_record;
    if (st != STATUS_OK || key == NULL)
        return st;
    unsigned char *plain = seal_open(a, key, place, sealed, n, &n_plain);
    if (plain == NULL || !person_record_unpack(a, plain, n_plain, out))
        return vault_damaged(v, place->table, place->row_id);
    sodium_memzero(plain, n_plain);
    return STATUS_OK;
}

/* --------------------------------------------------------------- deliveries */

static enum status add_delivery(struct vault *v, const char *file_hash,
                                const char *office, const char *kind)
{
    struct statement *s;
    enum status st = vault_use(v, USE_ADD_DELIVERY, &s);
    if (st != STATUS_OK)
        return st;
    int64_t delivery = ++v->last_delivery;
    vault_row_added(v, "delivery", "ittt", delivery, file_hash, office, kind);
    statement_integer(s, 1, delivery);
    statement_text(s, 2, file_hash);
    statement_text(s, 3, office);
    statement_text(s, 4, kind);
    return statement_run(s);
}

enum status vault_delivery(struct vault *v, const char *file_hash,
                           const char *office, const char *kind,
                           int64_t *delivery, bool *is_new)
{
    struct statement *s;
    enum status st = vault_use(v, USE_FIND_DELIVERY, &s);
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
    st = add_delivery(v, file_hash, office, kind);
    *delivery = v->last_delivery;
    return st;
}

/* ------------------------------------------------------------------- people */

enum { BIRTH_NOT_ASKED = INT32_MAX };

static int32_t *birth_at(struct vault *v, uint32_t serial)
{
    size_t n_before = v->n_births;
    while (v->n_births <= serial)
        v->births = growing_array(v->births, v->n_births, &v->n_births,
                                  sizeof *v->births);
    for (size_t i = n_before; i < v->n_births; i++)
        v->births[i] = BIRTH_NOT_ASKED;
    return &v->births[serial];
}

static int32_t days_of(const char *birth)
{
    struct date day;
    return date_parse_iso(birth, &day) ? date_to_days(day) : INT32_MIN;
}

enum status vault_birth(struct vault *v, uint32_t serial, int32_t *days)
{
    struct arena a;
    struct person_record known;
    int32_t *kept = birth_at(v, serial);
    enum status st = STATUS_OK;
    if (*kept == BIRTH_NOT_ASKED) {
        arena_init(&a);
        st = vault_person(v, &a, serial, &known);
        if (st == STATUS_OK)
            *kept = days_of(known.birth);
        arena_release(&a);
    }
    *days = st == STATUS_OK ? *kept : INT32_MIN;
    return st;
}

enum status vault_insert_person(struct vault *v, uint32_t serial,
                                const char *pseudonym, int64_t received,
                                const struct person_record *r)
{
    struct batch_person p = {.serial = serial,
                             .received = received,
                             .key_version = v->facts.key_version};
    struct arena *a = &v->batch.arena;
    unsigned char *sealed = NULL;
    const struct seal_place place = vault_person_place(serial);
    enum status st = vault_draw_data_key(v, a, serial, &p.wrapped);
    if (st == STATUS_OK)
        st = seal_record(v, a, serial, &place, r, &sealed, &p.n_sealed);
    if (st != STATUS_OK)
        return st;
    p.sealed = sealed;
    *birth_at(v, serial) = days_of(r->birth);
    snprintf(p.pseudonym.text, sizeof p.pseudonym.text, "%s", pseudonym);
    return vault_batch_person(v, &p);
}

/* Two serials with one pseudonym: about 4e-7 among a million people. The
 * second is left unused, always the same one under the same key. */
static enum status pseudonym_is_taken(struct vault *v, const char *pseudonym,
                                      bool *taken)
{
    struct statement *s;
    *taken = !pseudonym_set_add(&v->pseudonyms, pseudonym);
    if (*taken || v->n_stored == 0)
        return STATUS_OK;
    enum status st = vault_use(v, USE_TAKEN, &s);
    if (st != STATUS_OK)
        return st;
    statement_text(s, 1, pseudonym);
    *taken = statement_step(s, &st);
    statement_reset(s);
    return st;
}

static void keep_at_hand(struct vault *v, uint32_t serial,
                         const struct person_record *r)
{
    size_t n;
    arena_reset(&v->scratch);
    unsigned char *plain = person_record_pack(&v->scratch, r, &n);
    fresh_people_put(&v->fresh_people, serial, plain, n);
    sodium_memzero(plain, n);
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
        st = vault_insert_person(v, next, pseudonym.text, received, r);
    if (st == STATUS_OK) {
        vault_remember_person(v, next, 0);
        keep_at_hand(v, next, r);
        *serial = next;
    }
    return st;
}

static enum status at_hand(struct vault *v, struct arena *a, uint32_t serial,
                           struct person_record *out, bool *found)
{
    unsigned char plain[FRESH_PERSON_MOST];
    size_t n = 0;
    enum fresh_person kept =
        fresh_people_get(&v->fresh_people, serial, plain, &n);
    *found = kept == FRESH_PERSON_FOUND;
    if (kept == FRESH_PERSON_NONE)
        return STATUS_OK;
    if (!*found || !person_record_unpack(a, plain, n, out))
        return vault_damaged(v, "person", serial);
    sodium_memzero(plain, n);
    return STATUS_OK;
}

enum status vault_person(struct vault *v, struct arena *a, uint32_t serial,
                         struct person_record *out)
{
    struct statement *s;
    const struct seal_place place = vault_person_place(serial);
    const struct batch_person *fresh = vault_batch_find(v, serial);
    bool found;
    enum status st = at_hand(v, a, serial, out, &found);
    if (st != STATUS_OK || found)
        return st;
    if (fresh != NULL)
        return vault_open_record(v, a, serial, &place, fresh->sealed,
                                 fresh->n_sealed, out);
    st = vault_use_stored(v, USE_PERSON, &s);
    if (st != STATUS_OK)
        return st;
    statement_integer(s, 1, serial);
    if (statement_step(s, &st)) {
        size_t n;
        const void *sealed = column_blob(s, 2, &n);
        st = vault_open_record(v, a, serial, &place, sealed, n, out);
    } else if (st == STATUS_OK) {
        st = STATUS_BUG;
    }
    statement_reset(s);
    return st;
}

/* What the facts were told of a stored person is taken back. */
static enum status untell_person(struct vault *v, struct arena *a,
                                 uint32_t serial, const char **pseudonym,
                                 int64_t *first_received)
{
    struct statement *s;
    enum status st = vault_use(v, USE_PERSON, &s);
    if (st != STATUS_OK)
        return st;
    statement_integer(s, 1, serial);
    if (statement_step(s, &st)) {
        size_t n;
        *pseudonym = arena_copy(a, column_text(s, 0));
        *first_received = column_integer(s, 1);
        const void *sealed = column_blob(s, 2, &n);
        vault_row_removed(v, "person", "itib", (int64_t)serial, *pseudonym,
                          *first_received, sealed, n);
    } else if (st == STATUS_OK) {
        st = STATUS_BUG;
    }
    statement_reset(s);
    return st;
}

static enum status store_person(struct vault *v, uint32_t serial,
                                const unsigned char *sealed, size_t n)
{
    struct statement *s;
    struct arena a;
    const char *pseudonym = "";
    int64_t first = 0;
    arena_init(&a);
    enum status st = untell_person(v, &a, serial, &pseudonym, &first);
    if (st == STATUS_OK)
        vault_row_added(v, "person", "itib", (int64_t)serial, pseudonym, first,
                        sealed, n);
    if (st == STATUS_OK)
        st = vault_use(v, USE_UPDATE_PERSON, &s);
    if (st == STATUS_OK) {
        statement_integer(s, 1, serial);
        statement_blob(s, 2, sealed, n);
        st = statement_run(s);
    }
    arena_release(&a);
    return st;
}

enum status vault_update_person(struct vault *v, uint32_t serial,
                                const struct person_record *r)
{
    unsigned char *sealed;
    size_t n;
    const struct seal_place place = vault_person_place(serial);
    arena_reset(&v->scratch);
    enum status st =
        seal_record(v, &v->scratch, serial, &place, r, &sealed, &n);
    fresh_people_forget(&v->fresh_people, serial);
    *birth_at(v, serial) = days_of(r->birth);
    return st == STATUS_OK ? store_person(v, serial, sealed, n) : st;
}

enum status vault_first_row(struct vault *v, struct arena *a, uint32_t serial,
                            const char **file_hash, const char **office,
                            size_t *row, bool *found)
{
    struct statement *s;
    enum status st = vault_use(v, USE_FIRST_ROW, &s);
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

enum status vault_find_pseudonym(struct vault *v, const char *pseudonym,
                                 uint32_t *serial)
{
    struct statement *s;
    enum status st = vault_use(v, USE_FIND_PSEUDONYM, &s);
    *serial = 0;
    if (st != STATUS_OK)
        return st;
    statement_text(s, 1, pseudonym);
    if (statement_step(s, &st))
        *serial = (uint32_t)column_integer(s, 0);
    statement_reset(s);
    return st;
}

/* ------------------------------------------------------------------ erasing */

enum status vault_is_erased(struct vault *v, uint32_t serial, bool *erased)
{
    const unsigned char *key;
    enum status st = vault_data_key(v, serial, &key);
    *erased = st == STATUS_OK && key == NULL;
    return st;
}

enum status vault_anyone_is_erased(struct vault *v, bool *any)
{
    struct statement *s;
    enum status st = vault_use(v, USE_ANYONE_ERASED, &s);
    *any = false;
    if (st != STATUS_OK)
        return st;
    if (statement_step(s, &st))
        *any = column_integer(s, 0) != 0;
    statement_reset(s);
    return st;
}

struct erased_row {
    int64_t received, delivery, row;
};

/* The facts forget what the rows held; which rows, to empty them after. */
static enum status rows_to_empty(struct vault *v, struct arena *a,
                                 uint32_t serial, struct erased_row **rows,
                                 size_t *n_rows)
{
    struct statement *s;
    size_t capacity = 0;
    enum status st = vault_use(v, USE_ROWS_OF_PERSON, &s);
    *rows = NULL;
    *n_rows = 0;
    if (st != STATUS_OK)
        return st;
    statement_integer(s, 1, serial);
    while (statement_step(s, &st)) {
        size_t n;
        const void *sealed = column_blob(s, 3, &n);
        *rows = arena_grow(a, *rows, *n_rows, &capacity, sizeof **rows);
        struct erased_row *r = &(*rows)[(*n_rows)++];
        *r = (struct erased_row){column_integer(s, 0), column_integer(s, 1),
                                 column_integer(s, 2)};
        vault_row_removed(v, "received_row", "iiiib", r->received, r->delivery,
                          r->row, (int64_t)serial, sealed, n);
        vault_row_added(v, "received_row", "iiiib", r->received, r->delivery,
                        r->row, (int64_t)serial, "", (size_t)0);
    }
    statement_reset(s);
    return st;
}

static enum status empty_rows(struct vault *v, uint32_t serial, size_t *n_rows)
{
    struct statement *s;
    struct erased_row *rows;
    struct arena a;
    arena_init(&a);
    enum status st = rows_to_empty(v, &a, serial, &rows, n_rows);
    if (st == STATUS_OK)
        st = vault_use(v, USE_EMPTY_ROW, &s);
    for (size_t i = 0; st == STATUS_OK && i < *n_rows; i++) {
        statement_integer(s, 1, rows[i].received);
        st = statement_run(s);
    }
    arena_release(&a);
    return st;
}

enum status vault_erase(struct vault *v, uint32_t serial, size_t *n_rows)
{
    enum status st = empty_rows(v, serial, n_rows);
    *birth_at(v, serial) = INT32_MIN;
    fresh_people_forget(&v->fresh_people, serial);
    if (st == STATUS_OK)
        st = store_person(v, serial, (const unsigned char *)"", 0);
    if (st == STATUS_OK)
        st = vault_drop_data_key(v, serial);
    return st;
}
