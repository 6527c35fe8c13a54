/* content_digest: what a vault holds, in 32 bytes that change with any row. */
#include "anonymize/content_digest.h"

#include "anonymize/key_file.h"

#include <string.h>

static void put_number(unsigned char to[8], uint64_t value)
{
    for (size_t i = 0; i < 8; i++)
        to[i] = (unsigned char)(value >> (8 * i));
}

void row_print_begin(struct row_print *p, const unsigned char *key,
                     const char *table)
{
    crypto_generichash_init(&p->state, key, SUB_KEY_SIZE,
                            sizeof(struct content_digest));
    row_print_text(p, table);
}

void row_print_integer(struct row_print *p, int64_t value)
{
    unsigned char bytes[8];
    put_number(bytes, (uint64_t)value);
    crypto_generichash_update(&p->state, bytes, sizeof bytes);
}

void row_print_bytes(struct row_print *p, const void *bytes, size_t n)
{
    row_print_integer(p, (int64_t)n);
    if (n > 0)
        crypto_generichash_update(&p->state, bytes, n);
}

void row_print_text(struct row_print *p, const char *text)
{
    row_print_bytes(p, text, strlen(text));
}

static void finish(struct row_print *p, uint64_t hash[4])
{
    unsigned char bytes[32];
    crypto_generichash_final(&p->state, bytes, sizeof bytes);
    for (size_t i = 0; i < 4; i++) {
        hash[i] = 0;
        for (size_t b = 0; b < 8; b++)
            hash[i] |= (uint64_t)bytes[8 * i + b] << (8 * b);
    }
}

void content_digest_add(struct content_digest *d, struct row_print *p)
{
    uint64_t hash[4];
    finish(p, hash);
    for (size_t i = 0; i < 4; i++)
        d->sum[i] += hash[i];
}

void content_digest_remove(struct content_digest *d, struct row_print *p)
{
    uint64_t hash[4];
    finish(p, hash);
    for (size_t i = 0; i < 4; i++)
        d->sum[i] -= hash[i];
}

void content_digest_write(const struct content_digest *d,
                          char out[CONTENT_DIGEST_TEXT])
{
    unsigned char bytes[32];
    for (size_t i = 0; i < 4; i++)
        put_number(bytes + 8 * i, d->sum[i]);
    sodium_bin2hex(out, CONTENT_DIGEST_TEXT, bytes, sizeof bytes);
}
