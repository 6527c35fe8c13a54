/* byte_record: numbers and texts one after the other in a file of our own,
 * with a fingerprint that tells when it is not as it was written.
 *
 * Written and read piece by piece: a record of any length takes 64 KB. What is
 * taken from one that is damaged may be anything; byte_record_is_whole says so
 * at its end, and before that nothing may depend on it.
 *
 * For this machine only: bytes in its own order. */
#ifndef AYUMI_ANONYMIZE_BYTE_RECORD_H
#define AYUMI_ANONYMIZE_BYTE_RECORD_H

#include "base/arena.h"

#include <sodium.h>
#include <stdbool.h>
#include <stdint.h>

struct byte_record {
    int fd; /* -1: none */
    const char *path, *partial;
    unsigned char *bytes; /* a piece of the file */
    size_t from, to, capacity;
    uint64_t n_left; /* to be read, without the fingerprint */
    crypto_generichash_state print;
    bool is_broken; /* the disk failed, or more was asked for than there is */
};

/* Writing, mode 0600, under another name until it is whole. A disk that fails
 * is noticed at the end. */
void byte_record_begin(struct byte_record *r, struct arena *a,
                       const char *path);
void record_put(struct byte_record *r, const void *bytes, size_t n);
void record_put_number(struct byte_record *r, int64_t number);
void record_put_text(struct byte_record *r, const char *text); /* NULL: "" */
/* What is lost can be found out again: nobody waits for the disk, and false is
 * no message. */
bool byte_record_keep(struct byte_record *r);

/* Reading: false when there is none. */
bool byte_record_open(struct byte_record *r, const char *path);
/* The next n bytes, until the next call; NULL past the end. */
const void *record_take(struct byte_record *r, size_t n);
int64_t record_take_number(struct byte_record *r);
const char *record_take_text(struct byte_record *r); /* until the next call */
/* How many items of at least one byte can follow at most. */
uint64_t record_n_left(const struct byte_record *r);
/* Once all is taken: was it as it was written? */
bool byte_record_is_whole(struct byte_record *r);

/* Whatever was done; may be called twice. A record that is not kept is gone. */
void byte_record_release(struct byte_record *r);

#endif
