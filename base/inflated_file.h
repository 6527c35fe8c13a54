/* inflated_file: the bytes of a file, inflated on the way when it is gzip.
 *
 * The magic bytes decide, not the name. Several gzip members in a row are one
 * file (RFC 1952, 2.2); anything else behind a member is refused. The file
 * can be read again from its start.
 *
 * The first MiB of a gzip file is inflated when it is asked for; further on
 * another thread keeps a few blocks ready. What is read, and where a refusal
 * comes, is the same. */
#ifndef AYUMI_BASE_INFLATED_FILE_H
#define AYUMI_BASE_INFLATED_FILE_H

#include "base/arena.h"
#include <stdbool.h>
#include <stddef.h>

enum inflated_outcome {
    INFLATED_OK,
    INFLATED_UNREADABLE, /* can't be opened or read */
    INFLATED_BROKEN,     /* gzip data damaged, cut short or followed by junk */
    INFLATED_TOO_LARGE   /* over 1 GiB, or more than 1,000 times the file */
};

/* Opaque; lives in the arena, which stands until it is closed. */
struct inflated_file;

/* INFLATED_OK and *out, or INFLATED_UNREADABLE and *out is NULL. */
MUST_CHECK enum inflated_outcome inflated_file_open(struct arena *a,
                                                    const char *path,
                                                    struct inflated_file **out);

/* No more bytes than this are still to be read, unless the file grows;
 * SIZE_MAX for gzip, which does not say. */
size_t inflated_file_most(const struct inflated_file *f);

/* Up to `room` bytes; *n is 0 only at the end. After anything but INFLATED_OK
 * only inflated_file_close may follow. */
MUST_CHECK enum inflated_outcome
inflated_file_read(struct inflated_file *f, char *to, size_t room, size_t *n);

MUST_CHECK enum inflated_outcome inflated_file_rewind(struct inflated_file *f);
void inflated_file_close(struct inflated_file *f);

#endif
