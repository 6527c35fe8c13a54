/* pseudonym_set: which pseudonyms have been given in this run? */
#ifndef AYUMI_ANONYMIZE_PSEUDONYM_SET_H
#define AYUMI_ANONYMIZE_PSEUDONYM_SET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct pseudonym_set {
    uint64_t *slots; /* 60 bits + 1; 0 = free */
    size_t n, n_slots;
};

void pseudonym_set_init(struct pseudonym_set *s);
void pseudonym_set_release(struct pseudonym_set *s); /* and ready again */

/* A valid pseudonym; false when it was there already. */
bool pseudonym_set_add(struct pseudonym_set *s, const char *pseudonym);

#endif
