/* vault_facts: is the vault as it was left, and is it ours?
 *
 * Two guards. The stamp (identity/vault.stamp) is a keyed hash of the whole
 * file, written after each commit and checked on opening: any changed bit
 * shows. The fact 'content' (content_digest.h), written within each commit,
 * vouches for every row: it is checked row by row where the stamp can't be,
 * after a run that was killed between the commit and its stamp, or when only
 * the vault was put back from a copy. */
#include "anonymize/vault_inside.h"

#include "base/messages.h"
#include "base/output_file.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static enum status refused(const char *message, const struct vault *v)
{
    say_error(message, v->path);
    return STATUS_REFUSED;
}

/* ------------------------------------------------------------------ content */

static void tell_columns(struct row_print *p, const char *types, va_list args)
{
    for (; *types != '\0'; types++) {
        if (*types == 'i') {
            row_print_integer(p, va_arg(args, int64_t));
        } else if (*types == 't') {
            row_print_text(p, va_arg(args, const char *));
        } else {
            const void *bytes = va_arg(args, const void *);
            row_print_bytes(p, bytes, va_arg(args, size_t));
        }
    }
}

void vault_row_added(struct vault *v, const char *table, const char *types, ...)
{
    struct row_print p;
    va_list args;
    row_print_begin(&p, v->keys->content, table);
    va_start(args, types);
    tell_columns(&p, types, args);
    va_end(args);
    content_digest_add(&v->facts.content, &p);
}

void vault_row_removed(struct vault *v, const char *table, const char *types,
                       ...)
{
    struct row_print p;
    va_list args;
    row_print_begin(&p, v->keys->content, table);
    va_start(args, types);
    tell_columns(&p, types, args);
    va_end(args);
    content_digest_remove(&v->facts.content, &p);
}

/* Every column of every table, in the order in which rows are told. */
static const struct {
    const char *table, *types, *sql;
} contents[] = {
    {"delivery", "ittt",
     "SELECT delivery, file_hash, office, kind FROM delivery"},
    {"person", "itib",
     "SELECT serial, pseudonym, first_received, sealed FROM person"},
    {"merge", "ii",
     "SELECT serial, merged_into FROM person WHERE merged_into IS NOT NULL"},
    {"data_key", "iib", "SELECT serial, key_version, wrapped FROM data_key"},
    {"received_row", "iiiib",
     "SELECT received, delivery, row, serial, sealed FROM received_row"},
    {"blind_index", "ibi", "SELECT field, tag, serial FROM blind_index"},
    {"doubt", "tiit", "SELECT pair, low, high, reason FROM doubt"},
    {"decision", "itt", "SELECT decision, pair, verdict FROM decision"},
    {"consent_event", "iitttii",
     "SELECT event, serial, act, scope, version, from_day, backward "
     "FROM consent_event"},
};

static void tell_row(struct row_print *p, struct statement *s,
                     const char *types)
{
    for (int i = 0; types[i] != '\0'; i++) {
        size_t n;
        if (types[i] == 'i') {
            row_print_integer(p, column_integer(s, i));
        } else if (types[i] == 't') {
            row_print_text(p, column_text(s, i));
        } else {
            const void *bytes = column_blob(s, i, &n);
            row_print_bytes(p, bytes, n);
        }
    }
}

static enum status add_table(struct vault *v, size_t at,
                             struct content_digest *found)
{
    struct statement *s;
    enum status st = store_prepare(v->store, contents[at].sql, &s);
    if (st != STATUS_OK)
        return st;
    while (statement_step(s, &st)) {
        struct row_print p;
        row_print_begin(&p, v->keys->content, contents[at].table);
        tell_row(&p, s, contents[at].types);
        content_digest_add(found, &p);
    }
    statement_free(s);
    return st;
}

/* Row by row: does the vault hold what its last commit left? */
static enum status check_content(struct vault *v)
{
    struct content_digest found = {{0, 0, 0, 0}};
    enum status st = STATUS_OK;
    for (size_t i = 0;
         st == STATUS_OK && i < sizeof contents / sizeof *contents; i++)
        st = add_table(v, i, &found);
    if (st == STATUS_OK &&
        memcmp(&found, &v->facts.content, sizeof found) != 0) {
        say_error("vault.changed", v->path);
        st = STATUS_REFUSED;
    }
    return st;
}

/* -------------------------------------------------------------------- stamp */

enum { STAMP_HASH_SIZE = 32, STAMP_HEX = 65, STAMP_CHUNK = 1 << 16 };

static enum status hash_vault(struct vault *v, char hex[STAMP_HEX])
{
    crypto_generichash_state state;
    unsigned char hash[STAMP_HASH_SIZE];
    unsigned char *chunk = arena_take(&v->scratch, STAMP_CHUNK);
    FILE *f = fopen(v->path, "rb");
    if (f == NULL) {
        say_error("file.failed", v->path, strerror(errno));
        return STATUS_IO;
    }
    crypto_generichash_init(&state, v->keys->content, SUB_KEY_SIZE,
                            sizeof hash);
    for (size_t n; (n = fread(chunk, 1, STAMP_CHUNK, f)) > 0;)
        crypto_generichash_update(&state, chunk, n);
    bool failed = ferror(f) != 0;
    int why = errno;
    crypto_generichash_final(&state, hash, sizeof hash);
    sodium_bin2hex(hex, STAMP_HEX, hash, sizeof hash);
    if (fclose(f) != 0 || failed) {
        say_error("file.failed", v->path, strerror(why));
        return STATUS_IO;
    }
    return STATUS_OK;
}

static char *stamp_text(struct vault *v, const char *generation,
                        const char *hash)
{
    const char *const fields[] = {generation, hash};
    unsigned char tag[BLIND_TAG_SIZE];
    char hex[2 * BLIND_TAG_SIZE + 1];
    blind_tag(v->keys->content, 2, fields, 2, tag);
    sodium_bin2hex(hex, sizeof hex, tag, sizeof tag);
    return arena_format(&v->scratch, "%s\n%s\n%s\n", generation, hash, hex);
}

enum status vault_write_stamp(struct vault *v)
{
    char hash[STAMP_HEX], generation[24];
    arena_reset(&v->scratch);
    enum status st = hash_vault(v, hash);
    if (st != STATUS_OK)
        return st;
    snprintf(generation, sizeof generation, "%lld",
             (long long)v->facts.generation);
    const char *text = stamp_text(v, generation, hash);
    return file_write(v->stamp, text, strlen(text), 0600);
}

/* A stamp that is not authentic says nothing: *generation stays 0. */
static enum status read_stamp(struct vault *v, int64_t *generation,
                              const char **hash)
{
    char *text;
    size_t n;
    *generation = 0;
    if (!path_exists(v->stamp))
        return STATUS_OK;
    enum status st = path_is_private(v->stamp, false);
    if (st == STATUS_OK)
        st = file_read(&v->scratch, v->stamp, &text, &n);
    if (st != STATUS_OK)
        return st;
    char *first = arena_copy(&v->scratch, text);
    char *second = strchr(first, '\n');
    if (second == NULL || strlen(second + 1) < STAMP_HEX)
        return STATUS_OK;
    *second = '\0';
    *hash = arena_copy_n(&v->scratch, second + 1, STAMP_HEX - 1);
    if (strcmp(stamp_text(v, first, *hash), text) == 0)
        *generation = strtoll(first, NULL, 10);
    return STATUS_OK;
}

/* Made with this key, so the vault is this key's too. */
static bool has_own_stamp(struct vault *v)
{
    int64_t generation;
    const char *hash;
    return read_stamp(v, &generation, &hash) == STATUS_OK && generation > 0;
}

bool vault_is_as_stamped(struct vault *v)
{
    int64_t generation;
    const char *hash = "";
    char found[STAMP_HEX];
    arena_reset(&v->scratch);
    if (read_stamp(v, &generation, &hash) != STATUS_OK || generation == 0 ||
        hash_vault(v, found) != STATUS_OK)
        return true;
    return strcmp(found, hash) == 0;
}

/* -------------------------------------------------------------------- facts */

enum { N_FACTS = 5 };
static const char *const fact_names[N_FACTS] = {
    "schema", "key_check", "key_version", "generation", "content"};

/* A fingerprint that only this vault's key gives. */
static void key_check(const struct keys *k, struct subject *out)
{
    const char *const fields[] = {"ayumi vault"};
    unsigned char tag[BLIND_TAG_SIZE];
    blind_tag(k->check, 0, fields, 1, tag);
    pair_name_write(tag, out);
}

static void facts_mac(const struct keys *k, const char *const values[N_FACTS],
                      char hex[2 * BLIND_TAG_SIZE + 1])
{
    unsigned char tag[BLIND_TAG_SIZE];
    blind_tag(k->content, 1, values, N_FACTS, tag);
    sodium_bin2hex(hex, 2 * BLIND_TAG_SIZE + 1, tag, sizeof tag);
}

static enum status put_fact(struct vault *v, const char *name,
                            const char *value)
{
    struct statement *s;
    enum status st =
        store_prepare(v->store,
                      "INSERT OR REPLACE INTO vault_fact (name, value) "
                      "VALUES (?1, ?2)",
                      &s);
    if (st != STATUS_OK)
        return st;
    statement_text(s, 1, name);
    statement_text(s, 2, value);
    st = statement_run(s);
    statement_free(s);
    return st;
}

enum status vault_write_facts(struct vault *v)
{
    struct subject check;
    char version[16], generation[24], content[CONTENT_DIGEST_TEXT];
    char mac[2 * BLIND_TAG_SIZE + 1];
    key_check(v->keys, &check);
    snprintf(version, sizeof version, "%u", v->facts.key_version);
    snprintf(generation, sizeof generation, "%lld",
             (long long)++v->facts.generation);
    content_digest_write(&v->facts.content, content);
    const char *const values[N_FACTS] = {VAULT_SCHEMA, check.text, version,
                                         generation, content};
    enum status st = STATUS_OK;
    for (size_t i = 0; st == STATUS_OK && i < N_FACTS; i++)
        st = put_fact(v, fact_names[i], values[i]);
    facts_mac(v->keys, values, mac);
    return st == STATUS_OK ? put_fact(v, "mac", mac) : st;
}

enum status vault_fact(struct store *store, struct arena *a, const char *name,
                       const char **value)
{
    struct statement *s;
    enum status st = store_prepare(
        store, "SELECT value FROM vault_fact WHERE name = ?1", &s);
    *value = NULL;
    if (st != STATUS_OK)
        return st;
    statement_text(s, 1, name);
    if (statement_step(s, &st))
        *value = arena_copy(a, column_text(s, 0));
    statement_free(s);
    return st;
}

static bool read_content(const char *hex, struct content_digest *out)
{
    unsigned char bytes[32];
    size_t n;
    if (strlen(hex) != 64 ||
        sodium_hex2bin(bytes, sizeof bytes, hex, 64, NULL, &n, NULL) != 0)
        return false;
    for (size_t i = 0; i < 4; i++) {
        out->sum[i] = 0;
        for (size_t b = 0; b < 8; b++)
            out->sum[i] |= (uint64_t)bytes[8 * i + b] << (8 * b);
    }
    return true;
}

static enum status
take_facts(struct vault *v, const char *const values[N_FACTS], const char *mac)
{
    struct subject check;
    char wanted[2 * BLIND_TAG_SIZE + 1];
    key_check(v->keys, &check);
    if (strcmp(values[0], VAULT_SCHEMA) != 0)
        return refused("vault.other_schema", v);
    facts_mac(v->keys, values, wanted);
    bool is_ours = strcmp(values[1], check.text) == 0 || has_own_stamp(v);
    if (strcmp(mac, wanted) != 0)
        return refused(is_ours ? "vault.changed" : "vault.other_key", v);
    v->facts.key_version = (uint32_t)strtoul(values[2], NULL, 10);
    v->facts.generation = strtoll(values[3], NULL, 10);
    if (!read_content(values[4], &v->facts.content))
        return refused("vault.changed", v);
    if (keys_wrap(v->keys, v->facts.key_version) == NULL)
        return refused(v->facts.key_version < v->keys->wraps[0].version
                           ? "vault.older_key"
                           : "vault.newer_key",
                       v);
    return STATUS_OK;
}

static enum status read_facts(struct vault *v)
{
    const char *values[N_FACTS + 1];
    enum status st = STATUS_OK;
    arena_reset(&v->scratch);
    for (size_t i = 0; st == STATUS_OK && i <= N_FACTS; i++) {
        st = vault_fact(v->store, &v->scratch,
                        i < N_FACTS ? fact_names[i] : "mac", &values[i]);
        if (st == STATUS_OK && values[i] == NULL)
            st = refused("vault.changed", v);
    }
    return st == STATUS_OK ? take_facts(v, values, values[N_FACTS]) : st;
}

/* ------------------------------------------------------------------ opening */

static enum status check_stamp(struct vault *v)
{
    int64_t stamped;
    const char *hash = "";
    char found[STAMP_HEX];
    arena_reset(&v->scratch);
    enum status st = read_stamp(v, &stamped, &hash);
    if (st != STATUS_OK)
        return st;
    if (stamped > v->facts.generation)
        return refused("vault.rolled_back", v);
    if (stamped == v->facts.generation) {
        st = hash_vault(v, found);
        if (st == STATUS_OK && strcmp(found, hash) != 0)
            st = refused("vault.changed", v);
        return st;
    }
    st = check_content(v);
    return st == STATUS_OK ? vault_write_stamp(v) : st;
}

enum status vault_check(struct vault *v)
{
    enum status st = read_facts(v);
    return st == STATUS_OK ? check_stamp(v) : st;
}
