/* key_bytes: what stands in a key file, byte by byte.
 *
 * Format 1 (older): the 32 bytes of the root, nothing else.
 * Format 2:
 *      8  "AYUMIKEY"
 *      1  2
 *      1  number of shares: 0, 1 or 2
 *      1  number of masters: 1, or 2 while a rotation is under way
 *     32  the lock's key, when there are no shares; else for each share
 *    104  salt 16, Argon2id passes 8, bytes of memory 8, nonce 24, and the
 *         share (32 + tag 16) sealed under its holder's passphrase
 *     24  nonce
 *      *  root 32, then version 4 and master 32 for each master; + tag 16,
 *         sealed under the lock's key, all before it authenticated
 *     32  BLAKE2b of all before it, so that damage is told from a wrong
 *         passphrase
 * Numbers are little-endian. The lock's key is the one share, or two shares
 * XORed: neither holder alone knows anything of it.
 *
 * root     never changes: pseudonyms, fingerprints and the audit chain hang
 *          on it
 * master   wraps the data keys of the vault; `key --rotate` makes a new one */
#ifndef AYUMI_ANONYMIZE_KEY_BYTES_H
#define AYUMI_ANONYMIZE_KEY_BYTES_H

#include "base/arena.h"
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    KEY_SIZE = 32,
    KEY_MAX_MASTERS = 2,
    KEY_MAX_SHARES = 2,
    KEY_SHARE_SIZE = 104,
    KEY_MAX_BYTES = 512
};

struct key_master {
    uint32_t version;
    unsigned char bytes[KEY_SIZE];
};

/* Lives in guarded memory only. */
struct key_secret {
    unsigned char root[KEY_SIZE];
    unsigned char lock[KEY_SIZE];
    struct key_master masters[KEY_MAX_MASTERS]; /* oldest first */
    size_t n_masters;
};

/* Says nothing without the passphrases. */
struct key_shares {
    unsigned char bytes[KEY_MAX_SHARES][KEY_SHARE_SIZE];
    size_t n;
};

enum key_fault {
    KEY_GOOD,
    KEY_WRONG_SIZE,
    KEY_DAMAGED,
    KEY_TOO_NEW,
    KEY_WRONG_PASSPHRASE,
    KEY_NO_MEMORY
};

/* NULL when guarded memory can't be had; wiped by sodium_free. */
struct key_secret *key_secret_new(void);
/* Random root, master of version 1 and lock. */
void key_secret_draw(struct key_secret *secret);
void key_secret_add_master(struct key_secret *secret); /* a newer one */

/* Is this a whole key file, and which shares guard it? Opens nothing. */
enum key_fault key_bytes_shares(const unsigned char *bytes, size_t n,
                                struct key_shares *shares);
/* secret->lock holds the lock's key when there are shares. */
enum key_fault key_bytes_open(const unsigned char *bytes, size_t n,
                              struct key_secret *secret);
/* Returns how many bytes were written to `out`. */
size_t key_bytes_write(const struct key_secret *secret,
                       const struct key_shares *shares,
                       unsigned char out[KEY_MAX_BYTES]);

/* A new share (random, or the given one) under a passphrase: KEY_GOOD or
 * KEY_NO_MEMORY. holder counts from 0. */
enum key_fault key_share_seal(const char *passphrase, size_t holder,
                              const unsigned char share[KEY_SIZE],
                              unsigned char out[KEY_SHARE_SIZE]);
/* XORs the share into `lock`. */
enum key_fault key_share_open(const char *passphrase, size_t holder,
                              const unsigned char sealed[KEY_SHARE_SIZE],
                              unsigned char lock[KEY_SIZE]);

#endif
