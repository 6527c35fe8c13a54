/* key_file: the study's key, and the keys derived from it.
 *
 * identity/key (key_bytes.h), mode 0600, in a folder of mode 0700, both of
 * the user who runs the program; anything wider is refused. Secrets stand in
 * guarded memory (sodium_malloc) only; of the root only sub-keys (crypto_kdf)
 * are used, one for each purpose, so that no two uses share a key.
 *
 * A key belongs to one study: pseudonyms come from the key and the person's
 * serial, so a copied key would give two studies the same pseudonyms. */
#ifndef AYUMI_ANONYMIZE_KEY_FILE_H
#define AYUMI_ANONYMIZE_KEY_FILE_H

#include "anonymize/key_bytes.h"
#include "base/arena.h"
#include "base/status.h"
#include <stdbool.h>

#define IDENTITY_FOLDER "identity"
#define KEY_FILE_NAME "key"

enum { SUB_KEY_SIZE = 32 };

struct wrap_key {
    uint32_t version;
    unsigned char bytes[SUB_KEY_SIZE];
};

struct keys {
    /* Of the masters, oldest first: they wrap the vault's data keys. */
    struct wrap_key wraps[KEY_MAX_MASTERS];
    size_t n_wraps;
    /* Of the root: the same for ever. */
    unsigned char blind[SUB_KEY_SIZE];     /* finding a person again */
    unsigned char pseudonym[SUB_KEY_SIZE]; /* serial -> pseudonym */
    unsigned char token[SUB_KEY_SIZE];     /* serial, year -> token */
    unsigned char pair[SUB_KEY_SIZE];      /* names of review pairs */
    unsigned char check[SUB_KEY_SIZE];     /* is this the vault's key? */
    unsigned char audit[SUB_KEY_SIZE];     /* the chain of audit.h */
    unsigned char content[SUB_KEY_SIZE];   /* is the vault as it was left? */
    unsigned char form[SUB_KEY_SIZE];      /* serial, batch -> form number */
};

enum key_guard {
    KEY_UNGUARDED, /* whoever reads the file has the key: unattended runs */
    KEY_OF_ONE,    /* a passphrase */
    KEY_OF_TWO     /* two holders, two passphrases, both needed */
};

/* Makes identity/ and a new key; asks for new passphrases. STATUS_REFUSED
 * with a message, and nothing changed, when there is a key already or the
 * folder is wider than 0700. */
MUST_CHECK enum status key_file_create(struct arena *a, const char *study,
                                       enum key_guard guard);

bool key_file_exists(struct arena *a, const char *study);

/* How the key is guarded, without unlocking it. */
MUST_CHECK enum status key_file_guard(struct arena *a, const char *study,
                                      enum key_guard *guard);

/* Unlocks, asking for what is needed. STATUS_REFUSED with a message (what to
 * do) when the key is missing, damaged, open to others, or the passphrase is
 * wrong. On STATUS_OK the caller frees *out. */
MUST_CHECK enum status key_file_load(struct arena *a, const char *study,
                                     struct keys **out);
void keys_free(struct keys *k); /* wiped; NULL is fine */

/* For changing the key: the secret (freed by sodium_free) and its shares. */
MUST_CHECK enum status key_file_unlock(struct arena *a, const char *study,
                                       struct key_secret **secret,
                                       struct key_shares *shares);
/* New shares under new passphrases, for a new lock. */
MUST_CHECK enum status key_shares_ask(enum key_guard guard,
                                      struct key_secret *secret,
                                      struct key_shares *shares);
/* The file is the old one or the new one, whole. */
MUST_CHECK enum status key_file_replace(struct arena *a, const char *study,
                                        const struct key_secret *secret,
                                        const struct key_shares *shares);

/* NULL when guarded memory can't be had. */
struct keys *keys_of(const struct key_secret *secret);
/* Of a key of the older format; for tests. */
struct keys *keys_derive(const unsigned char *root);
/* The wrapping key of a version, or NULL. */
const unsigned char *keys_wrap(const struct keys *k, uint32_t version);
uint32_t keys_newest(const struct keys *k);

/* STATUS_REFUSED with a message unless `path` (a folder or a regular file,
 * never a link) belongs to this user and is closed to everyone else. */
MUST_CHECK enum status path_is_private(const char *path, bool folder);
/* The same of identity/ and of what the program keeps there, as far as it is
 * there; also for a run that will open none of it. */
MUST_CHECK enum status identity_is_private(struct arena *a, const char *study);

#endif
