/* fresh_tags: fingerprints of this run that the vault does not hold yet.
 *
 * A first delivery of a whole city brings half a million fingerprints. Put
 * into the vault's index one by one, in random order, they cost more than all
 * the rest; kept here and written in index order at the end, little. */
#ifndef AYUMI_ANONYMIZE_FRESH_TAGS_H
#define AYUMI_ANONYMIZE_FRESH_TAGS_H

#include "anonymize/seal.h"
#include <stdbool.h>

struct fresh_tag {
    unsigned char tag[BLIND_TAG_SIZE];
    uint32_t serial;
    uint32_t older_plus; /* index + 1 of the one before with this tag */
    unsigned char field;
};

struct fresh_tags {
    struct fresh_tag *tags;
    size_t n_tags, capacity;
    uint32_t *slots; /* index + 1 of the newest with this tag */
    size_t n_slots;
};

void fresh_tags_init(struct fresh_tags *f);
void fresh_tags_release(struct fresh_tags *f); /* and ready for use again */

void fresh_tags_add(struct fresh_tags *f, unsigned char field,
                    const unsigned char *tag, uint32_t serial);

/* The newest entry with this tag, or NULL; then the ones before it. A tag that
 * was added twice for a serial may be met twice. */
const struct fresh_tag *fresh_tags_find(const struct fresh_tags *f,
                                        unsigned char field,
                                        const unsigned char *tag);
const struct fresh_tag *fresh_tags_older(const struct fresh_tags *f,
                                         const struct fresh_tag *t);

/* By field, tag, serial, each once. Afterwards only n_tags and tags are of
 * use. */
void fresh_tags_sort(struct fresh_tags *f);

#endif
