/* seal: a person's fields as bytes that say nothing without the key. */
#include "anonymize/seal.h"

#include <sodium.h>
#include <string.h>

enum {
    NONCE_SIZE = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES,
    TAG_SIZE = crypto_aead_xchacha20poly1305_ietf_ABYTES
};

static void put_number(unsigned char *to, uint64_t value)
{
    for (size_t i = 0; i < 8; i++)
        to[i] = (unsigned char)(value >> (8 * i));
}

/* table NUL column NUL row id, key version (both little-endian). */
static unsigned char *associated_data(struct arena *a,
                                      const struct seal_place *place, size_t *n)
{
    size_t table = strlen(place->table) + 1;
    size_t column = strlen(place->column) + 1;
    unsigned char *data = arena_take(a, table + column + 16);
    memcpy(data, place->table, table);
    memcpy(data + table, place->column, column);
    put_number(data + table + column, (uint64_t)place->row_id);
    put_number(data + table + column + 8, place->key_version);
    *n = table + column + 16;
    return data;
}

/* Asking the system for each nonce alone costs as much as the sealing. */
static void fresh_nonce(unsigned char nonce[NONCE_SIZE])
{
    enum { N_AHEAD = 128 };
    static unsigned char ahead[N_AHEAD][NONCE_SIZE];
    static size_t n_left;
    if (n_left == 0) {
        randombytes_buf(ahead, sizeof ahead);
        n_left = N_AHEAD;
    }
    memcpy(nonce, ahead[--n_left], NONCE_SIZE);
}

unsigned char *seal(struct arena *a, const unsigned char *key,
                    const struct seal_place *place, const void *plain, size_t n,
                    size_t *n_sealed)
{
    size_t n_data;
    unsigned char *data = associated_data(a, place, &n_data);
    unsigned char *sealed = arena_take(a, NONCE_SIZE + n + TAG_SIZE);
    unsigned long long n_cipher = 0;
    fresh_nonce(sealed);
    crypto_aead_xchacha20poly1305_ietf_encrypt(sealed + NONCE_SIZE, &n_cipher,
                                               plain, n, data, n_data, NULL,
                                               sealed, key);
    *n_sealed = NONCE_SIZE + (size_t)n_cipher;
    return sealed;
}

unsigned char *seal_open(struct arena *a, const unsigned char *key,
                         const struct seal_place *place, const void *sealed,
                         size_t n, size_t *n_plain)
{
    if (n < NONCE_SIZE + TAG_SIZE)
        return NULL;
    size_t n_data;
    unsigned char *data = associated_data(a, place, &n_data);
    unsigned char *plain = arena_take(a, n);
    const unsigned char *bytes = sealed;
    unsigned long long got = 0;
    if (crypto_aead_xchacha20poly1305_ietf_decrypt(
            plain, &got, NULL, bytes + NONCE_SIZE, n - NONCE_SIZE, data, n_data,
            bytes, key) != 0)
        return NULL;
    *n_plain = (size_t)got;
    return plain;
}

void blind_tag(const unsigned char key[SUB_KEY_SIZE], unsigned char use,
               const char *const *fields, size_t n_fields,
               unsigned char tag[BLIND_TAG_SIZE])
{
    crypto_generichash_state state;
    crypto_generichash_init(&state, key, SUB_KEY_SIZE, BLIND_TAG_SIZE);
    crypto_generichash_update(&state, &use, 1);
    for (size_t i = 0; i < n_fields; i++) {
        unsigned char length[8];
        put_number(length, strlen(fields[i]));
        crypto_generichash_update(&state, length, sizeof length);
        crypto_generichash_update(&state, (const unsigned char *)fields[i],
                                  strlen(fields[i]));
    }
    crypto_generichash_final(&state, tag, BLIND_TAG_SIZE);
    sodium_memzero(&state, sizeof state);
}
