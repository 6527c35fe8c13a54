/* fresh_people: what is known of people who are new in this run.
 *
 * A first delivery of a city compares each of its people with those born on
 * the same day. Two keys and two rows of the vault would have to be found for
 * each look; here each has one place, encrypted under a key that is in memory
 * only, in a file without a name once they are many. A record too long for its
 * place is not kept: the vault knows it. */
#ifndef AYUMI_ANONYMIZE_FRESH_PEOPLE_H
#define AYUMI_ANONYMIZE_FRESH_PEOPLE_H

#include "base/spilled.h"
#include <stdbool.h>
#include <stdint.h>

enum { FRESH_PERSON_MOST = 224, FRESH_PEOPLE_KEY_SIZE = 32 };

struct fresh_people {
    struct spilled places; /* by serial, from `first` on */
    uint32_t first;        /* 0 = nobody yet */
    uint64_t n_seals;      /* a number is a nonce once only */
    unsigned char key[FRESH_PEOPLE_KEY_SIZE];
};

/* folder: of the file, as in spilled_init. */
void fresh_people_init(struct fresh_people *f, const char *folder);
void fresh_people_release(struct fresh_people *f); /* and ready again */

/* In the order of serials; a person who is there is overwritten, one from
 * before the first is not kept. */
void fresh_people_put(struct fresh_people *f, uint32_t serial,
                      const unsigned char *plain, size_t n);
void fresh_people_forget(struct fresh_people *f, uint32_t serial);

enum fresh_person {
    FRESH_PERSON_FOUND,
    FRESH_PERSON_NONE,
    FRESH_PERSON_DAMAGED
};

/* plain: room for FRESH_PERSON_MOST bytes; to be wiped by the caller. */
enum fresh_person fresh_people_get(const struct fresh_people *f,
                                   uint32_t serial, unsigned char *plain,
                                   size_t *n);

#endif
