/* byte_record: numbers and texts one after the other in a file of our own,
 * with a fingerprint that tells when it is not as it was written.
 *
 * For this machine only: bytes in its own order. */
#ifndef AYUMI_ANONYMIZE_BYTE_RECORD_H
#define AYUMI_ANONYMIZE_BYTE_RECORD_H

#include "base/arena.h"
#include "base/status.h"

#include <stdbool.h>
#include <stdint.h>

struct byte_record {
    struct arena *arena;
    unsigned char *bytes;
    size_t n, at;
    size_t capacity;
    bool is_broken; /* more was asked for than there is */
};

/* Writing: grows in memory that byte_record_release gives back. */
void record_put(struct byte_record *r, const void *bytes, size_t n);
void record_put_number(struct byte_record *r, int64_t number);
void record_put_text(struct byte_record *r, const char *text); /* NULL: "" */
/* Mode 0600, whole or not at all. False: it could not be written. */
bool byte_record_write(struct byte_record *r, const char *path);

/* Reading: false when there is none or it is damaged. */
bool byte_record_read(struct byte_record *r, struct arena *a, const char *path);
/* Where n bytes stand, or NULL past the end. */
const void *record_take(struct byte_record *r, size_t n);
int64_t record_take_number(struct byte_record *r);
const char *record_take_text(struct byte_record *r); /* in the record */

void byte_record_release(struct byte_record *r);

#endif
