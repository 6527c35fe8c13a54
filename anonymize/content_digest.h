/* content_digest: what a vault holds, in 32 bytes that change with any row.
 *
 * The sum of a keyed hash of every row, so that a row is added, taken out or
 * changed without reading the others, and the order of rows does not matter.
 * Without the key no other rows with the same sum can be found. */
#ifndef AYUMI_ANONYMIZE_CONTENT_DIGEST_H
#define AYUMI_ANONYMIZE_CONTENT_DIGEST_H

#include <sodium.h>
#include <stddef.h>
#include <stdint.h>

struct content_digest {
    uint64_t sum[4];
};

/* A row while its columns are told, each with its length before it. */
struct row_print {
    crypto_generichash_state state;
};

void row_print_begin(struct row_print *p, const unsigned char *key,
                     const char *table);
void row_print_integer(struct row_print *p, int64_t value);
void row_print_bytes(struct row_print *p, const void *bytes, size_t n);
void row_print_text(struct row_print *p, const char *text);

/* Ends the row. */
void content_digest_add(struct content_digest *d, struct row_print *p);
void content_digest_remove(struct content_digest *d, struct row_print *p);

enum { CONTENT_DIGEST_TEXT = 65 };
void content_digest_write(const struct content_digest *d,
                          char out[CONTENT_DIGEST_TEXT]);

#endif
