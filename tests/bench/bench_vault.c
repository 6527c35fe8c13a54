/* bench_vault: what a million new people cost at the least.
 *
 *   bench_vault N FOLDER
 * does for N invented people, each thing alone and as often as the identity
 * room must, what no way of organising it saves: keys, sealing, fingerprints,
 * digests, one opening, and the rows into a new SQLite file in key order, with
 * one commit at synchronous=FULL. Prints processor microseconds a person. */
#include "anonymize/content_digest.h"
#include "anonymize/data_keys.h"
#include "anonymize/pseudonym.h"
#include "base/output_file.h"
#include "base/store.h"

#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { PLAIN = 130, TAGS = 7, SLICE = 16384 };

struct bench {
    size_t n;
    struct keys keys;
    unsigned char *data_keys; /* SUB_KEY_SIZE each */
    unsigned char *sealed;    /* of each person: SEALED */
    unsigned char *wrapped;   /* WRAPPED_KEY_SIZE each */
    unsigned char *tags;      /* TAGS of BLIND_TAG_SIZE each */
    struct subject *pseudonyms;
    struct arena kept, scratch;
    double total;
};

enum { SEALED = PLAIN + 40 }; /* nonce and tag */

static double seconds(void)
{
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static void must(bool done, const char *what)
{
    if (!done) {
        fprintf(stderr, "bench_vault: %s\n", what);
        exit(1);
    }
}

/* What a person's record looks like; only its length matters. */
static void record_of(size_t person, unsigned char plain[PLAIN])
{
    memset(plain, 0xe3, PLAIN);
    memcpy(plain, &person, sizeof person);
}

/* ------------------------------------------------------------------ crypto */

static void draw_keys(struct bench *b)
{
    randombytes_buf(b->data_keys, b->n * SUB_KEY_SIZE);
}

static void seal_into(struct bench *b, unsigned char *to, const void *key,
                      const struct seal_place *place, const void *plain,
                      size_t n_plain)
{
    size_t n;
    arena_reset(&b->scratch);
    const unsigned char *made =
        seal(&b->scratch, key, place, plain, n_plain, &n);
    memcpy(to, made, n);
}

static void wrap_keys(struct bench *b)
{
    for (size_t i = 0; i < b->n; i++) {
        const struct seal_place place = {"data_key", "wrapped", (int64_t)i, 1};
        seal_into(b, b->wrapped + i * WRAPPED_KEY_SIZE, b->keys.wraps[0].bytes,
                  &place, b->data_keys + i * SUB_KEY_SIZE, SUB_KEY_SIZE);
    }
}

static void seal_records(struct bench *b)
{
    unsigned char plain[PLAIN];
    for (size_t i = 0; i < b->n; i++) {
        const struct seal_place place = {"received_row", "sealed", (int64_t)i,
                                         1};
        record_of(i, plain);
        for (int twice = 0; twice < 2; twice++)
            seal_into(b, b->sealed + i * SEALED,
                      b->data_keys + i * SUB_KEY_SIZE, &place, plain, PLAIN);
    }
}

static void open_records(struct bench *b)
{
    for (size_t i = 0; i < b->n; i++) {
        const struct seal_place place = {"received_row", "sealed", (int64_t)i,
                                         1};
        size_t n;
        arena_reset(&b->scratch);
        must(seal_open(&b->scratch, b->data_keys + i * SUB_KEY_SIZE, &place,
                       b->sealed + i * SEALED, SEALED, &n) != NULL,
             "a record does not open");
    }
}

static void make_tags(struct bench *b)
{
    for (size_t i = 0; i < b->n * TAGS; i++) {
        char number[24];
        const char *const fields[] = {number, "1950-03-01"};
        snprintf(number, sizeof number, "%zu", i / TAGS);
        blind_tag(b->keys.blind, (unsigned char)(i % TAGS + 1), fields, 2,
                  b->tags + i * BLIND_TAG_SIZE);
    }
}

static void make_pseudonyms(struct bench *b)
{
    for (size_t i = 0; i < b->n; i++)
        pseudonym_write(&b->keys, (uint32_t)i + 1, &b->pseudonyms[i]);
}

/* Of a person, the key, the row and each fingerprint. */
static void digest_rows(struct bench *b)
{
    struct content_digest sum = {{0, 0, 0, 0}};
    for (size_t i = 0; i < b->n; i++) {
        for (int row = 0; row < TAGS + 3; row++) {
            struct row_print p;
            row_print_begin(&p, b->keys.content,
                            row < TAGS ? "blind_index" : "received_row");
            row_print_integer(&p, row);
            if (row < TAGS)
                row_print_bytes(
                    &p, b->tags + (i * TAGS + (size_t)row) * BLIND_TAG_SIZE,
                    BLIND_TAG_SIZE);
            else
                row_print_bytes(&p, b->sealed + i * SEALED, SEALED);
            content_digest_add(&sum, &p);
        }
    }
    must(sum.sum[0] != 0, "no digest");
}

/* -------------------------------------------------------------------- store */

struct slice {
    const struct bench *bench;
    size_t from;
};

static void give_integer(struct given_cell *out, size_t value)
{
    out->type = GIVEN_INTEGER;
    out->integer = (int64_t)value;
}

static void give_bytes(struct given_cell *out, const void *bytes, size_t n)
{
    out->type = GIVEN_BYTES;
    out->bytes = bytes;
    out->n = n;
}

static void cell_of_person(const void *context, size_t row, int column,
                           struct given_cell *out)
{
    const struct slice *s = context;
    const struct bench *b = s->bench;
    size_t i = s->from + row;
    if (column == 0 || column == 2)
        give_integer(out, i + 1);
    else if (column == 3)
        give_bytes(out, b->sealed + i * SEALED, SEALED);
    else if (column == 1) {
        give_bytes(out, b->pseudonyms[i].text, SUBJECT_LENGTH);
        out->type = GIVEN_TEXT;
    }
}

static void cell_of_key(const void *context, size_t row, int column,
                        struct given_cell *out)
{
    const struct slice *s = context;
    size_t i = s->from + row;
    if (column == 2)
        give_bytes(out, s->bench->wrapped + i * WRAPPED_KEY_SIZE,
                   WRAPPED_KEY_SIZE);
    else if (column < 2)
        give_integer(out, column == 0 ? i + 1 : 1);
}

static void cell_of_row(const void *context, size_t row, int column,
                        struct given_cell *out)
{
    const struct slice *s = context;
    size_t i = s->from + row;
    if (column == 4)
        give_bytes(out, s->bench->sealed + i * SEALED, SEALED);
    else if (column < 4)
        give_integer(out, column == 1 ? 1 : i + 1);
}

static void cell_of_tag(const void *context, size_t row, int column,
                        struct given_cell *out)
{
    const struct slice *s = context;
    size_t i = s->from + row;
    if (column == 1)
        give_bytes(out, s->bench->tags + i * BLIND_TAG_SIZE, BLIND_TAG_SIZE);
    else if (column == 0)
        give_integer(out, 1);
    else if (column == 2)
        give_integer(out, i / TAGS + 1);
}

static int by_tag(const void *a, const void *b)
{
    return memcmp(a, b, BLIND_TAG_SIZE);
}

static void fill(struct bench *b, struct store *s, const char *sql, size_t n,
                 void (*cell)(const void *, size_t, int, struct given_cell *))
{
    struct statement *insert;
    struct slice slice = {b, 0};
    must(store_prepare(s, sql, &insert) == STATUS_OK, sql);
    for (; slice.from < n; slice.from += SLICE) {
        const struct given_rows rows = {
            n - slice.from < SLICE ? n - slice.from : SLICE, cell, &slice};
        statement_give(insert, &rows);
        must(statement_run(insert) == STATUS_OK, sql);
    }
    statement_free(insert);
}

static struct store *store;

static void open_store(const char *folder)
{
    struct arena a;
    arena_init(&a);
    const char *path = arena_format(&a, "%s/bench_vault.sqlite", folder);
    remove(path);
    must(store_open(path, 0600, &store) == STATUS_OK, path);
    must(store_run(store,
                   "PRAGMA cache_size = -65536;"
                   "CREATE TABLE person (serial INTEGER NOT NULL PRIMARY KEY,"
                   " pseudonym TEXT NOT NULL UNIQUE,"
                   " first_received INTEGER NOT NULL, sealed BLOB NOT NULL)"
                   " STRICT;"
                   "CREATE TABLE data_key (serial INTEGER NOT NULL PRIMARY KEY,"
                   " key_version INTEGER NOT NULL, wrapped BLOB NOT NULL)"
                   " STRICT;"
                   "CREATE TABLE received_row (received INTEGER NOT NULL"
                   " PRIMARY KEY, delivery INTEGER NOT NULL, row INTEGER NOT"
                   " NULL, serial INTEGER, sealed BLOB NOT NULL,"
                   " UNIQUE (delivery, row)) STRICT;"
                   "CREATE TABLE blind_index (field INTEGER NOT NULL, tag BLOB"
                   " NOT NULL, serial INTEGER NOT NULL, PRIMARY KEY (field,"
                   " tag, serial)) STRICT, WITHOUT ROWID") == STATUS_OK,
         "schema");
    must(store_begin(store) == STATUS_OK, "begin");
    arena_release(&a);
}

static void insert_people(struct bench *b)
{
    fill(b, store,
         "INSERT INTO person (serial, pseudonym, first_received, sealed) "
         "SELECT c0, c1, c2, c3 FROM given",
         b->n, cell_of_person);
    fill(b, store,
         "INSERT INTO data_key (serial, key_version, wrapped) "
         "SELECT c0, c1, c2 FROM given",
         b->n, cell_of_key);
    fill(b, store,
         "INSERT INTO received_row (received, delivery, row, serial, sealed) "
         "SELECT c0, c1, c2, c3, c4 FROM given",
         b->n, cell_of_row);
}

static void insert_tags(struct bench *b)
{
    qsort(b->tags, b->n * TAGS, BLIND_TAG_SIZE, by_tag);
    fill(b, store,
         "INSERT INTO blind_index (field, tag, serial) "
         "SELECT c0, c1, c2 FROM given",
         b->n * TAGS, cell_of_tag);
}

static void commit(struct bench *b)
{
    (void)b;
    must(store_commit(store) == STATUS_OK, "commit");
}

/* --------------------------------------------------------------------- main */

static void measure(struct bench *b, const char *what,
                    void (*work)(struct bench *))
{
    double from = seconds();
    work(b);
    double us = (seconds() - from) / (double)b->n * 1e6;
    b->total += us;
    printf("%-48s %7.2f us\n", what, us);
}

int main(int n_arguments, char **arguments)
{
    struct bench b = {.n = 0};
    must(n_arguments == 3 && sodium_init() >= 0, "usage: bench_vault N FOLDER");
    b.n = (size_t)strtoul(arguments[1], NULL, 10);
    must(b.n > 0, "usage: bench_vault N FOLDER");
    arena_init(&b.kept);
    arena_init(&b.scratch);
    randombytes_buf(&b.keys, sizeof b.keys);
    b.data_keys = arena_take_array(&b.kept, b.n, SUB_KEY_SIZE);
    b.sealed = arena_take_array(&b.kept, b.n, SEALED);
    b.wrapped = arena_take_array(&b.kept, b.n, WRAPPED_KEY_SIZE);
    b.tags = arena_take_array(&b.kept, b.n * TAGS, BLIND_TAG_SIZE);
    b.pseudonyms = arena_take_array(&b.kept, b.n, sizeof *b.pseudonyms);
    measure(&b, "draw a key", draw_keys);
    measure(&b, "wrap it (XChaCha20-Poly1305)", wrap_keys);
    measure(&b, "seal the row and the person", seal_records);
    measure(&b, "open the row once", open_records);
    measure(&b, "seven fingerprints (keyed BLAKE2b)", make_tags);
    measure(&b, "pseudonym", make_pseudonyms);
    measure(&b, "digests of ten rows (keyed BLAKE2b)", digest_rows);
    open_store(arguments[2]);
    measure(&b, "SQLite: person, key, row", insert_people);
    measure(&b, "SQLite: seven fingerprints, sorted", insert_tags);
    measure(&b, "commit, FULL", commit);
    printf("%-48s %7.2f us\n", "together", b.total);
    arena_release(&b.scratch);
    arena_release(&b.kept);
    return store_close(store) == STATUS_OK ? 0 : 1;
}
