/* candidate_search: whom of the vault could this row be about?
 *
 * Everybody whose name or whose birth date is the row's: whoever has an error
 * in only one of them is among these. Found by fingerprints alone, so nobody
 * else's record is opened. */
#ifndef AYUMI_ANONYMIZE_CANDIDATE_SEARCH_H
#define AYUMI_ANONYMIZE_CANDIDATE_SEARCH_H

#include "anonymize/vault.h"

/* Roots, ascending, each once, none erased; in the arena. */
struct found_people {
    uint32_t *serials;
    size_t n, capacity;
};

MUST_CHECK enum status candidates_by_birth(struct vault *v, struct arena *a,
                                           const struct person_forms *forms,
                                           struct found_people *out);
/* Any of the row's names is any of the person's. */
MUST_CHECK enum status candidates_by_name(struct vault *v, struct arena *a,
                                          const struct person_forms *forms,
                                          struct found_people *out);

/* Everyone under this serial is found by birth date from now on. */
void candidates_index_birth(struct vault *v, const char *birth,
                            uint32_t serial);

/* A vault of an earlier program has no birth dates to search by: they are
 * added, once. */
MUST_CHECK enum status candidates_index_vault(struct vault *v);

#endif
