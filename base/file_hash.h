/* file_hash: has this content been seen before?
 *
 * SHA-256, written as 64 lower-case hex digits. Content only: never a time
 * stamp. */
#ifndef AYUMI_BASE_FILE_HASH_H
#define AYUMI_BASE_FILE_HASH_H

#include "base/status.h"
#include <stddef.h>

#define FILE_HASH_SIZE 65 /* with NUL */

/* STATUS_IO with a message on stderr when the file can't be read. */
MUST_CHECK enum status file_hash(const char *path, char out[FILE_HASH_SIZE]);
void bytes_hash(const void *bytes, size_t n, char out[FILE_HASH_SIZE]);

#endif
