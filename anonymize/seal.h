/* seal: a person's fields as bytes that say nothing without the key.
 *
 * XChaCha20-Poly1305 with a fresh random nonce; the associated data names
 * table, column, row id and key version, so that a sealed value moved to
 * another row, column or table does not open. */
#ifndef AYUMI_ANONYMIZE_SEAL_H
#define AYUMI_ANONYMIZE_SEAL_H

#include "anonymize/key_file.h"
#include <stddef.h>
#include <stdint.h>

struct seal_place {
    const char *table;
    const char *column;
    int64_t row_id;
    uint32_t key_version;
};

/* Under a key of SUB_KEY_SIZE bytes: nonce, ciphertext, tag; in the arena,
 * *n_sealed bytes. */
unsigned char *seal(struct arena *a, const unsigned char *key,
                    const struct seal_place *place, const void *plain, size_t n,
                    size_t *n_sealed) MUST_CHECK;

/* NULL when the bytes are not what was sealed at this place with this key. */
unsigned char *seal_open(struct arena *a, const unsigned char *key,
                         const struct seal_place *place, const void *sealed,
                         size_t n, size_t *n_plain) MUST_CHECK;

/* Keyed fingerprint of a list of fields, each with its length before it, so
 * that ("ab","c") and ("a","bc") differ. `use` keeps indexes apart. Equal
 * fields give equal tags within one vault and say nothing outside it. */
enum { BLIND_TAG_SIZE = 16 };
void blind_tag(const unsigned char key[SUB_KEY_SIZE], unsigned char use,
               const char *const *fields, size_t n_fields,
               unsigned char tag[BLIND_TAG_SIZE]);

#endif
