/* self_hash: a text that carries the hash of itself.
 *
 * The last member of a JSON file, "self_sha256", is the SHA-256 of the whole
 * file with zeros in the place of its 64 digits: a changed bit anywhere in
 * the file, in the hash as well, shows. It guards against damage, not against
 * someone who can compute it anew. */
#ifndef AYUMI_BASE_SELF_HASH_H
#define AYUMI_BASE_SELF_HASH_H

#include <stdbool.h>
#include <stddef.h>

#define SELF_HASH_KEY "self_sha256"
#define SELF_HASH_BLANK                                                        \
    "0000000000000000000000000000000000000000000000000000000000000000"

/* Puts the hash into the place that SELF_HASH_BLANK holds. */
void self_hash_write(char *text, size_t n);
bool self_hash_is_right(const char *text, size_t n);

#endif
