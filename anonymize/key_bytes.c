/* key_bytes: what stands in a key file, byte by byte. */
#include "anonymize/key_bytes.h"

#include <sodium.h>
#include <string.h>

#define MAGIC "AYUMIKEY"

enum {
    MAGIC_SIZE = 8,
    FORMAT = 2,
    HEAD_SIZE = MAGIC_SIZE + 3,
    MASTER_SIZE = 4 + KEY_SIZE,
    NONCE_SIZE = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES,
    TAG_SIZE = crypto_aead_xchacha20poly1305_ietf_ABYTES,
    SALT_SIZE = crypto_pwhash_argon2id_SALTBYTES,
    SUM_SIZE = 32,
    AT_NONCE = SALT_SIZE + 16,
    AT_SHARE = AT_NONCE + NONCE_SIZE
};

_Static_assert(AT_SHARE + KEY_SIZE + TAG_SIZE == KEY_SHARE_SIZE, "a share");

static void put_number(unsigned char *to, uint64_t value, size_t n)
{
    for (size_t i = 0; i < n; i++)
        to[i] = (unsigned char)(value >> (8 * i));
}

static uint64_t get_number(const unsigned char *from, size_t n)
{
    uint64_t value = 0;
    for (size_t i = 0; i < n; i++)
        value |= (uint64_t)from[i] << (8 * i);
    return value;
}

/* ----------------------------------------------------------------- secrets */

struct key_secret *key_secret_new(void)
{
    struct key_secret *secret = sodium_malloc(sizeof *secret);
    if (secret != NULL)
        sodium_memzero(secret, sizeof *secret);
    return secret;
}

void key_secret_draw(struct key_secret *secret)
{
    randombytes_buf(secret->root, KEY_SIZE);
    randombytes_buf(secret->lock, KEY_SIZE);
    randombytes_buf(secret->masters[0].bytes, KEY_SIZE);
    secret->masters[0].version = 1;
    secret->n_masters = 1;
}

void key_secret_add_master(struct key_secret *secret)
{
    struct key_master *newest = &secret->masters[secret->n_masters];
    newest->version = secret->masters[secret->n_masters - 1].version + 1;
    randombytes_buf(newest->bytes, KEY_SIZE);
    secret->n_masters++;
}

/* ------------------------------------------------------------------ shares */

static bool stretch(const char *passphrase, const unsigned char *share,
                    unsigned char out[KEY_SIZE])
{
    return crypto_pwhash(out, KEY_SIZE, passphrase, strlen(passphrase), share,
                         get_number(share + SALT_SIZE, 8),
                         (size_t)get_number(share + SALT_SIZE + 8, 8),
                         crypto_pwhash_ALG_ARGON2ID13) == 0;
}

/* A share of one holder is not taken for the other's. */
static void share_data(size_t holder, const unsigned char *share,
                       unsigned char out[1 + AT_NONCE])
{
    out[0] = (unsigned char)holder;
    memcpy(out + 1, share, AT_NONCE);
}

enum key_fault key_share_seal(const char *passphrase, size_t holder,
                              const unsigned char share[KEY_SIZE],
                              unsigned char out[KEY_SHARE_SIZE])
{
    unsigned char data[1 + AT_NONCE];
    unsigned char *wrap = sodium_malloc(KEY_SIZE);
    if (wrap == NULL)
        return KEY_NO_MEMORY;
    randombytes_buf(out, SALT_SIZE);
    put_number(out + SALT_SIZE, crypto_pwhash_OPSLIMIT_MODERATE, 8);
    put_number(out + SALT_SIZE + 8, crypto_pwhash_MEMLIMIT_MODERATE, 8);
    randombytes_buf(out + AT_NONCE, NONCE_SIZE);
    share_data(holder, out, data);
    bool done = stretch(passphrase, out, wrap);
    if (done)
        crypto_aead_xchacha20poly1305_ietf_encrypt(out + AT_SHARE, NULL, share,
                                                   KEY_SIZE, data, sizeof data,
                                                   NULL, out + AT_NONCE, wrap);
    sodium_free(wrap);
    return done ? KEY_GOOD : KEY_NO_MEMORY;
}

/* Weaker than was ever written is not a key of ours; far stronger would only
 * stop the machine. */
static bool cost_is_sane(const unsigned char *share)
{
    uint64_t passes = get_number(share + SALT_SIZE, 8);
    uint64_t memory = get_number(share + SALT_SIZE + 8, 8);
    return passes >= crypto_pwhash_OPSLIMIT_MODERATE &&
           passes <= 4 * crypto_pwhash_OPSLIMIT_SENSITIVE &&
           memory >= crypto_pwhash_MEMLIMIT_MODERATE &&
           memory <= crypto_pwhash_MEMLIMIT_SENSITIVE;
}

enum key_fault key_share_open(const char *passphrase, size_t holder,
                              const unsigned char sealed[KEY_SHARE_SIZE],
                              unsigned char lock[KEY_SIZE])
{
    unsigned char data[1 + AT_NONCE];
    if (!cost_is_sane(sealed))
        return KEY_DAMAGED;
    unsigned char *wrap = sodium_malloc(2 * KEY_SIZE);
    if (wrap == NULL)
        return KEY_NO_MEMORY;
    unsigned char *share = wrap + KEY_SIZE;
    enum key_fault fault = KEY_GOOD;
    share_data(holder, sealed, data);
    if (!stretch(passphrase, sealed, wrap))
        fault = KEY_NO_MEMORY;
    else if (crypto_aead_xchacha20poly1305_ietf_decrypt(
                 share, NULL, NULL, sealed + AT_SHARE, KEY_SIZE + TAG_SIZE,
                 data, sizeof data, sealed + AT_NONCE, wrap) != 0)
        fault = KEY_WRONG_PASSPHRASE;
    for (size_t i = 0; fault == KEY_GOOD && i < KEY_SIZE; i++)
        lock[i] ^= share[i];
    sodium_free(wrap);
    return fault;
}

/* ------------------------------------------------------------------- files */

static size_t lock_size(size_t n_shares)
{
    return n_shares == 0 ? (size_t)KEY_SIZE : n_shares * KEY_SHARE_SIZE;
}

static size_t payload_size(size_t n_masters)
{
    return KEY_SIZE + n_masters * MASTER_SIZE;
}

static size_t whole_size(size_t n_shares, size_t n_masters)
{
    return HEAD_SIZE + lock_size(n_shares) + NONCE_SIZE +
           payload_size(n_masters) + TAG_SIZE + SUM_SIZE;
}

static void sum_of(const unsigned char *bytes, size_t n,
                   unsigned char out[SUM_SIZE])
{
    crypto_generichash(out, SUM_SIZE, bytes, n, NULL, 0);
}

static enum key_fault check_whole(const unsigned char *bytes, size_t n)
{
    unsigned char sum[SUM_SIZE];
    if (n < HEAD_SIZE + SUM_SIZE || memcmp(bytes, MAGIC, MAGIC_SIZE) != 0)
        return n <= KEY_SIZE + 1 ? KEY_WRONG_SIZE : KEY_DAMAGED;
    sum_of(bytes, n - SUM_SIZE, sum);
    if (memcmp(sum, bytes + n - SUM_SIZE, SUM_SIZE) != 0)
        return KEY_DAMAGED;
    if (bytes[MAGIC_SIZE] != FORMAT)
        return KEY_TOO_NEW;
    size_t n_shares = bytes[MAGIC_SIZE + 1], n_masters = bytes[MAGIC_SIZE + 2];
    bool fits = n_shares <= KEY_MAX_SHARES && n_masters >= 1 &&
                n_masters <= KEY_MAX_MASTERS &&
                n == whole_size(n_shares, n_masters);
    return fits ? KEY_GOOD : KEY_DAMAGED;
}

enum key_fault key_bytes_shares(const unsigned char *bytes, size_t n,
                                struct key_shares *shares)
{
    shares->n = 0;
    if (n == KEY_SIZE)
        return KEY_GOOD;
    enum key_fault fault = check_whole(bytes, n);
    if (fault != KEY_GOOD)
        return fault;
    shares->n = bytes[MAGIC_SIZE + 1];
    memcpy(shares->bytes, bytes + HEAD_SIZE, shares->n * KEY_SHARE_SIZE);
    return KEY_GOOD;
}

static void open_older(const unsigned char *bytes, struct key_secret *secret)
{
    memcpy(secret->root, bytes, KEY_SIZE);
    memcpy(secret->masters[0].bytes, bytes, KEY_SIZE);
    secret->masters[0].version = 1;
    secret->n_masters = 1;
    randombytes_buf(secret->lock, KEY_SIZE);
}

static void take_payload(const unsigned char *payload, size_t n_masters,
                         struct key_secret *secret)
{
    memcpy(secret->root, payload, KEY_SIZE);
    secret->n_masters = n_masters;
    for (size_t i = 0; i < n_masters; i++) {
        const unsigned char *at = payload + KEY_SIZE + i * MASTER_SIZE;
        secret->masters[i].version = (uint32_t)get_number(at, 4);
        memcpy(secret->masters[i].bytes, at + 4, KEY_SIZE);
    }
}

enum key_fault key_bytes_open(const unsigned char *bytes, size_t n,
                              struct key_secret *secret)
{
    struct key_shares shares;
    enum key_fault fault = key_bytes_shares(bytes, n, &shares);
    if (fault != KEY_GOOD)
        return fault;
    if (n == KEY_SIZE) {
        open_older(bytes, secret);
        return KEY_GOOD;
    }
    size_t n_masters = bytes[MAGIC_SIZE + 2];
    size_t at = HEAD_SIZE + lock_size(shares.n);
    if (shares.n == 0)
        memcpy(secret->lock, bytes + HEAD_SIZE, KEY_SIZE);
    unsigned char *payload = sodium_malloc(payload_size(n_masters));
    if (payload == NULL)
        return KEY_NO_MEMORY;
    if (crypto_aead_xchacha20poly1305_ietf_decrypt(
            payload, NULL, NULL, bytes + at + NONCE_SIZE,
            payload_size(n_masters) + TAG_SIZE, bytes, at, bytes + at,
            secret->lock) != 0)
        fault = KEY_DAMAGED;
    else
        take_payload(payload, n_masters, secret);
    sodium_free(payload);
    return fault;
}

size_t key_bytes_write(const struct key_secret *secret,
                       const struct key_shares *shares,
                       unsigned char out[KEY_MAX_BYTES])
{
    size_t n_payload = payload_size(secret->n_masters);
    size_t at = HEAD_SIZE + lock_size(shares->n);
    memcpy(out, MAGIC, MAGIC_SIZE);
    out[MAGIC_SIZE] = FORMAT;
    out[MAGIC_SIZE + 1] = (unsigned char)shares->n;
    out[MAGIC_SIZE + 2] = (unsigned char)secret->n_masters;
    if (shares->n == 0)
        memcpy(out + HEAD_SIZE, secret->lock, KEY_SIZE);
    else
        memcpy(out + HEAD_SIZE, shares->bytes, shares->n * KEY_SHARE_SIZE);
    randombytes_buf(out + at, NONCE_SIZE);
    unsigned char *payload = out + at + NONCE_SIZE;
    memcpy(payload, secret->root, KEY_SIZE);
    for (size_t i = 0; i < secret->n_masters; i++) {
        unsigned char *to = payload + KEY_SIZE + i * MASTER_SIZE;
        put_number(to, secret->masters[i].version, 4);
        memcpy(to + 4, secret->masters[i].bytes, KEY_SIZE);
    }
    crypto_aead_xchacha20poly1305_ietf_encrypt(payload, NULL, payload,
                                               n_payload, out, at, NULL,
                                               out + at, secret->lock);
    size_t n = at + NONCE_SIZE + n_payload + TAG_SIZE;
    sum_of(out, n, out + n);
    return n + SUM_SIZE;
}
