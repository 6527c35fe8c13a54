/* tag_heaps: fingerprints and whose they are, from any order into that of the
 * vault's index.
 *
 * A fingerprint is uniform, so its first bits part those of a field into heaps
 * of about one size. Each heap is collected in chunks, which lie in a file once
 * they are many, and put in order by itself when it is read: what stands in
 * memory is a chunk of each heap, and one heap. */
#ifndef AYUMI_ANONYMIZE_TAG_HEAPS_H
#define AYUMI_ANONYMIZE_TAG_HEAPS_H

#include "anonymize/seal.h"
#include "base/spilled.h"
#include <stdbool.h>

struct fresh_tag {
    unsigned char tag[BLIND_TAG_SIZE];
    uint32_t serial;
    unsigned char field; /* 1 to 15 */
};

struct tag_chunk;

struct tag_heaps {
    struct tag_chunk **open; /* of each heap, NULL before its first */
    struct spilled full;     /* struct tag_chunk */
    size_t n;                /* fingerprints, as often as they were added */
    /* While read. */
    struct fresh_tag *heap;
    size_t n_heap, capacity, at, next_heap;
};

/* folder: as in spilled_init. */
void tag_heaps_init(struct tag_heaps *h, const char *folder);
void tag_heaps_release(struct tag_heaps *h); /* and ready for use again */
void tag_heaps_add(struct tag_heaps *h, const struct fresh_tag *tag);

/* By field, tag, serial, each once; false after the last. Nothing may be added
 * after the first call. */
bool tag_heaps_next(struct tag_heaps *h, struct fresh_tag *out);

#endif
