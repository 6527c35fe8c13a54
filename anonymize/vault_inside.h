/* vault_inside: what the files of the vault share with each other. */
#ifndef AYUMI_ANONYMIZE_VAULT_INSIDE_H
#define AYUMI_ANONYMIZE_VAULT_INSIDE_H

#include "anonymize/content_digest.h"
#include "anonymize/data_keys.h"
#include "anonymize/fresh_people.h"
#include "anonymize/fresh_rows.h"
#include "anonymize/fresh_tags.h"
#include "anonymize/pseudonym_set.h"
#include "anonymize/vault.h"

#define VAULT_SCHEMA "2"

enum vault_use {
    USE_FIND_DELIVERY,
    USE_ADD_DELIVERY,
    USE_FIND_ROW,
    USE_ROW_AT,
    USE_ADD_ROWS,
    USE_NEXT_UNMATCHED,
    USE_ROW,
    USE_ASSIGN,
    USE_ROWS,
    USE_ALL_ROWS,
    USE_ROWS_OF_PERSON,
    USE_EMPTY_ROW,
    USE_TAKEN,
    USE_ADD_PEOPLE,
    USE_PERSON,
    USE_UPDATE_PERSON,
    USE_FIND_PSEUDONYM,
    USE_FIRST_ROW,
    USE_ADD_DATA_KEY,
    USE_ADD_DATA_KEYS,
    USE_DATA_KEY,
    USE_UPDATE_DATA_KEY,
    USE_DROP_DATA_KEY,
    USE_ANYONE_ERASED,
    USE_INDEX,
    USE_INDEX_AGAIN,
    USE_FIND,
    USE_HAS_FIELD,
    USE_ADD_DOUBTS,
    USE_DOUBTS,
    USE_DECIDE,
    USE_VERDICT,
    USE_AGREEMENT,
    USE_MERGE,
    USE_FORGET,
    USE_CONSENT,
    USE_CONSENTS,
    N_USES
};

/* Written and authenticated with every commit. */
struct vault_facts {
    uint32_t key_version; /* of the wrapping key */
    int64_t generation;   /* counts the commits */
    struct content_digest content;
};

/* The row whose person is about to be told, as it stands; mostly the one that
 * vault_next_unmatched told last. */
struct waiting_row {
    int64_t received, delivery, row;
    uint32_t serial;         /* 0 = nobody's yet */
    struct fresh_row *fresh; /* not in the file yet, or NULL */
    struct arena arena;
    unsigned char *sealed, *plain;
    size_t n_sealed, n_plain;
};

/* People, rows and doubts of this run, sealed, on their way into the file:
 * together, for SQLite takes a third of the time for them then (vault_batch.c).
 */
struct batch_person {
    uint32_t serial;
    struct subject pseudonym;
    int64_t received;
    const unsigned char *sealed;
    size_t n_sealed;
    uint32_t key_version;
    const unsigned char *wrapped; /* WRAPPED_KEY_SIZE */
};
struct batch_row {
    int64_t received, delivery, row;
    uint32_t serial; /* 0 = waits for its person */
    const unsigned char *sealed;
    size_t n_sealed;
};
struct batch_doubt {
    struct subject pair;
    uint32_t low, high;
    const char *reason;
};
/* Before a statement changes a page it keeps a copy of it, and pseudonyms fall
 * on all pages of their index: the fewer statements, the fewer copies. */
enum { BATCH_SIZE = 16384 };
struct vault_batch {
    struct arena arena; /* what the pointers point to */
    struct batch_person people[BATCH_SIZE];
    struct batch_row rows[BATCH_SIZE];
    struct batch_doubt doubts[BATCH_SIZE];
    size_t n_people, n_rows, n_doubts;
};

struct vault {
    struct store *store;
    const struct keys *keys;
    char *path, *folder, *stamp; /* folder: the file's */
    struct statement *prepared[N_USES];
    int64_t last_received, last_delivery, last_decision, last_consent;
    struct fresh_tags fresh;
    struct fresh_rows fresh_rows;
    struct fresh_people fresh_people;
    struct vault_batch batch;
    struct pseudonym_set pseudonyms; /* of people who are new in this run */
    uint32_t n_stored;               /* people of the runs before */
    bool has_index; /* the file holds fingerprints of earlier runs */
    struct arena people;
    uint32_t n_people;
    uint32_t *merged_into; /* by serial; 0 = stands alone */
    size_t capacity;
    int32_t *births; /* by serial: vault_birth */
    size_t n_births; /* room */
    uint32_t *apart; /* low, high, low, high … */
    size_t n_apart, apart_capacity;
    size_t n_waiting; /* rows in the file without a person */
    struct waiting_row waiting;
    struct data_keys data_keys;
    struct vault_facts facts, committed;
    struct arena scratch, row;
};

/* A statement prepared once. What reads people, rows or doubts finds those of
 * the batch, too. */
MUST_CHECK enum status vault_use(struct vault *v, enum vault_use which,
                                 struct statement **s);
/* The same, but only of what is in the file: the batch goes on waiting. */
MUST_CHECK enum status vault_use_stored(struct vault *v, enum vault_use which,
                                        struct statement **s);
/* The message about a table's row that is not what was written. */
enum status vault_damaged(const struct vault *v, const char *table,
                          int64_t id) MUST_CHECK;
void vault_remember_person(struct vault *v, uint32_t serial, uint32_t into);

/* -------------------------------------------------------- vault_facts.c */

/* A row is added to or taken from what the facts vouch for. types: 'i'
 * int64_t, 't' text, 'b' bytes and their size_t. */
void vault_row_added(struct vault *v, const char *table, const char *types,
                     ...);
void vault_row_removed(struct vault *v, const char *table, const char *types,
                       ...);
MUST_CHECK enum status vault_write_facts(struct vault *v);
/* Right schema, right key, as it was left: else STATUS_REFUSED. */
MUST_CHECK enum status vault_check(struct vault *v);
/* After a commit: the file's own hash, to be checked when it is opened. */
MUST_CHECK enum status vault_write_stamp(struct vault *v);
/* false when there is a stamp and the file does not have its bytes. */
bool vault_is_as_stamped(struct vault *v);
/* The fact's value in the arena, or NULL. */
MUST_CHECK enum status vault_fact(struct store *s, struct arena *a,
                                  const char *name, const char **value);

/* --------------------------------------------------------- vault_keys.c */

/* *key is NULL when it was destroyed. */
MUST_CHECK enum status vault_data_key(struct vault *v, uint32_t serial,
                                      const unsigned char **key);
/* A new key for a serial; *wrapped in the arena, told to the facts, but not
 * stored yet. */
MUST_CHECK enum status vault_draw_data_key(struct vault *v, struct arena *a,
                                           uint32_t serial,
                                           const unsigned char **wrapped);
/* The key of rows that wait; stored. */
MUST_CHECK enum status vault_make_waiting_key(struct vault *v);
MUST_CHECK enum status vault_drop_data_key(struct vault *v, uint32_t serial);

/* ------------------------------------------------------- vault_batch.c */

void vault_batch_init(struct vault *v);
/* Forgets what was not written. */
void vault_batch_drop(struct vault *v);
bool vault_has_batch(const struct vault *v);
/* NULL when the person is not on the way. */
const struct batch_person *vault_batch_find(const struct vault *v,
                                            uint32_t serial);
/* Added to what is on its way; told to the facts. The pointers are into
 * v->batch.arena. */
MUST_CHECK enum status vault_batch_person(struct vault *v,
                                          const struct batch_person *p);
MUST_CHECK enum status vault_batch_row(struct vault *v,
                                       const struct batch_row *r);
/* Told to the facts when it is written, for it may stand there already; the
 * reason is copied. */
MUST_CHECK enum status vault_batch_doubt(struct vault *v,
                                         const struct batch_doubt *d);
/* All of it stands in the file afterwards. */
MUST_CHECK enum status vault_batch_write(struct vault *v);

/* -------------------------------------------------------- vault_people.c */

/* Bytes sealed under a person's key, in the arena; none when the key was
 * destroyed. */
MUST_CHECK enum status vault_seal(struct vault *v, struct arena *a,
                                  uint32_t serial,
                                  const struct seal_place *place,
                                  const unsigned char *plain, size_t n_plain,
                                  unsigned char **sealed, size_t *n);
/* Empty fields when the key was destroyed. */
MUST_CHECK enum status vault_open_record(struct vault *v, struct arena *a,
                                         uint32_t serial,
                                         const struct seal_place *place,
                                         const void *sealed, size_t n,
                                         struct person_record *out);
MUST_CHECK enum status vault_insert_person(struct vault *v, uint32_t serial,
                                           const char *pseudonym,
                                           int64_t received,
                                           const struct person_record *r);
/* serial 0: the row waits for its person. */
MUST_CHECK enum status vault_take_row(struct vault *v, int64_t delivery,
                                      int64_t row, uint32_t serial,
                                      const struct person_record *r);
/* Rows of this run that found no person go into the file, to wait there. */
MUST_CHECK enum status vault_keep_fresh_rows(struct vault *v);
/* Of a sealed row and a sealed person. */
struct seal_place vault_row_place(int64_t received);
struct seal_place vault_person_place(uint32_t serial);

/* --------------------------------------------------------- vault_index.c */

MUST_CHECK enum status vault_write_fresh_tags(struct vault *v);

/* ------------------------------------------------------ vault_migrate.c */

/* A vault of schema 1 becomes one of today's, with the same serials. */
MUST_CHECK enum status vault_migrate(struct arena *a, const char *path,
                                     const struct keys *k);
/* vault_open without looking at who may read it, or how old it is. */
MUST_CHECK enum status vault_open_at(struct arena *a, const char *path,
                                     const struct keys *k, struct vault **out);

#endif
