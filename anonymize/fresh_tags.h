/* fresh_tags: fingerprints of this run that the vault does not hold yet.
 *
 * A first delivery of a whole city brings millions of fingerprints. Put into
 * the vault's index one by one, in random order, they cost more than all the
 * rest; kept here and written in index order at the end, little.
 *
 * Most are one person's: they stand in a row_index, by 64 of their bits and the
 * field. Those that several share stand in memory, thousands of serials side by
 * side. For the end, all of them are collected in tag_heaps. */
#ifndef AYUMI_ANONYMIZE_FRESH_TAGS_H
#define AYUMI_ANONYMIZE_FRESH_TAGS_H

#include "anonymize/row_index.h"
#include "anonymize/tag_heaps.h"

/* All who have one fingerprint. */
struct tag_group {
    unsigned char tag[BLIND_TAG_SIZE];
    uint32_t field : 4;
    uint32_t n : 28; /* serials */
    uint32_t at;     /* the serial, if one; else the newest run of them */
    uint32_t room;   /* free places in that run */
};

struct fresh_tags {
    struct row_index alone;   /* the only serial, or the first one */
    struct tag_group one;     /* told of it */
    struct tag_group *groups; /* of two and more */
    size_t n_groups, capacity;
    uint32_t *slots; /* index + 1 of the group */
    size_t n_slots;
    /* Runs of serials, each twice as long as the one before: where that one
     * begins (0 = none), how many places, the places. */
    uint32_t *runs;
    size_t n_runs, runs_capacity;
    struct tag_heaps all;
};

/* folder: of their files, as in spilled_init. */
void fresh_tags_init(struct fresh_tags *f, const char *folder);
void fresh_tags_release(struct fresh_tags *f); /* and ready for use again */

/* field: 1 to 15; serial: not 0 */
void fresh_tags_add(struct fresh_tags *f, unsigned char field,
                    const unsigned char *tag, uint32_t serial);

/* The tag is about to be looked for: what millions of others have pushed out
 * of the processor's cache is fetched meanwhile. */
void fresh_tags_expect(const struct fresh_tags *f, unsigned char field,
                       const unsigned char *tag);

/* Everyone with this tag, or NULL; until the next call. */
const struct tag_group *fresh_tags_find(struct fresh_tags *f,
                                        unsigned char field,
                                        const unsigned char *tag);
/* Their g->n serials as they were added: one that was added twice may be met
 * twice. */
void fresh_tags_serials(const struct fresh_tags *f, const struct tag_group *g,
                        uint32_t *serials);

/* By field, tag, serial, each once; false after the last. After it only
 * fresh_tags_next and _release are of use. */
bool fresh_tags_next(struct fresh_tags *f, struct fresh_tag *out);

#endif
