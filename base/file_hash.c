/* file_hash: has this content been seen before? */
#include "base/file_hash.h"

#include "base/messages.h"

#include <errno.h>
#include <sodium.h>
#include <stdio.h>
#include <string.h>

static void write_hex(const unsigned char digest[crypto_hash_sha256_BYTES],
                      char out[FILE_HASH_SIZE])
{
    static const char digits[] = "0123456789abcdef";
    for (size_t i = 0; i < crypto_hash_sha256_BYTES; i++) {
        out[i * 2] = digits[digest[i] >> 4];
        out[i * 2 + 1] = digits[digest[i] & 15];
    }
    out[FILE_HASH_SIZE - 1] = '\0';
}

enum status file_hash(const char *path, char out[FILE_HASH_SIZE])
{
    FILE *file = fopen(path, "rb");
    if (file == NULL) {
        say_error("file.failed", path, strerror(errno));
        return STATUS_IO;
    }
    crypto_hash_sha256_state state;
    crypto_hash_sha256_init(&state);
    unsigned char block[65536];
    size_t n;
    errno = 0;
    while ((n = fread(block, 1, sizeof block, file)) > 0)
        crypto_hash_sha256_update(&state, block, n);
    enum status st = STATUS_OK;
    if (ferror(file)) {
        say_error("file.failed", path, strerror(errno));
        st = STATUS_IO;
    } else {
        unsigned char digest[crypto_hash_sha256_BYTES];
        crypto_hash_sha256_final(&state, digest);
        write_hex(digest, out);
    }
    fclose(file);
    return st;
}

void bytes_hash(const void *bytes, size_t n, char out[FILE_HASH_SIZE])
{
    unsigned char digest[crypto_hash_sha256_BYTES];
    crypto_hash_sha256(digest, bytes, n);
    write_hex(digest, out);
}
