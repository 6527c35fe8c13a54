/* pseudonym_set: which pseudonyms have been given in this run? */
#ifndef AYUMI_ANONYMIZE_PSEUDONYM_SET_H
#define AYUMI_ANONYMIZE_PSEUDONYM_SET_H

#include "anonymize/row_index.h"
#include <stdbool.h>

struct pseudonym_set {
    struct row_index given; /* by their 60 bits */
};

/* folder: as in spilled_init. */
void pseudonym_set_init(struct pseudonym_set *s, const char *folder);
void pseudonym_set_release(struct pseudonym_set *s); /* and ready again */

/* A valid pseudonym; false when it was there already. */
bool pseudonym_set_add(struct pseudonym_set *s, const char *pseudonym);

#endif
