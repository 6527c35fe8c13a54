/* key_file: the study's master key and the keys derived from it.
 *
 * identity/key is 32 random bytes, mode 0600, in a folder of mode 0700, both
 * of the user who runs the program; anything wider is refused. The bytes
 * never leave guarded memory (sodium_malloc); only sub-keys (crypto_kdf) are
 * used, one for each purpose, so that no two uses share a key.
 *
 * A key belongs to one study: pseudonyms come from the key and the person's
 * serial, so a copied key would give two studies the same pseudonyms. */
#ifndef AYUMI_ANONYMIZE_KEY_FILE_H
#define AYUMI_ANONYMIZE_KEY_FILE_H

#include "base/arena.h"
#include "base/status.h"
#include <stdbool.h>

#define IDENTITY_FOLDER "identity"
#define KEY_FILE_NAME "key"

enum { SUB_KEY_SIZE = 32, KEY_VERSION = 1 };

struct keys {
    unsigned char seal[SUB_KEY_SIZE];      /* rows at rest */
    unsigned char blind[SUB_KEY_SIZE];     /* finding a person again */
    unsigned char pseudonym[SUB_KEY_SIZE]; /* serial -> pseudonym */
    unsigned char token[SUB_KEY_SIZE];     /* serial, year -> token */
    unsigned char pair[SUB_KEY_SIZE];      /* names of review pairs */
    unsigned char check[SUB_KEY_SIZE];     /* is this the vault's key? */
    unsigned char audit[SUB_KEY_SIZE];     /* the chain of audit.h */
};

/* Makes identity/ and a new key. STATUS_REFUSED with a message, and nothing
 * changed, when there is a key already or the folder is wider than 0700. */
MUST_CHECK enum status key_file_create(struct arena *a, const char *study);

bool key_file_exists(struct arena *a, const char *study);

/* STATUS_REFUSED with a message (what to do) when the key is missing, of the
 * wrong size, or open to others. On STATUS_OK the caller frees *out. */
MUST_CHECK enum status key_file_load(struct arena *a, const char *study,
                                     struct keys **out);
void keys_free(struct keys *k); /* wiped; NULL is fine */

/* Sub-keys of a master key of SUB_KEY_SIZE bytes; for key_file_load and
 * tests. NULL when guarded memory can't be had. */
struct keys *keys_derive(const unsigned char *master);

/* STATUS_REFUSED with a message unless `path` (a folder or a regular file,
 * never a link) belongs to this user and is closed to everyone else. */
MUST_CHECK enum status path_is_private(const char *path, bool folder);

#endif
