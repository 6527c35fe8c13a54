/* known_details: by what namesakes, and those born on one day, are compared, of
 * each person at hand.
 *
 * People with a common name are compared with all their namesakes, thousands
 * in a large city: in memory, and unsealed once only. Gone with the matcher. */
#ifndef AYUMI_ANONYMIZE_KNOWN_DETAILS_H
#define AYUMI_ANONYMIZE_KNOWN_DETAILS_H

#include "anonymize/one_person.h"
#include "anonymize/vault.h"

struct known_detail {
    uint32_t birth; /* birth_digits */
    struct contact_prints contact;
    struct name_ends ends;
};

/* By serial; as {NULL, 0} at first. */
struct known_details {
    struct known_detail *list;
    size_t n;
};

void known_details_release(struct known_details *d); /* wiped */
void known_details_put(struct known_details *d, uint32_t serial,
                       const struct known_detail *detail);
/* To be looked up again. */
void known_details_forget(struct known_details *d, uint32_t serial);
/* A hint: it is about to be looked up. */
void known_details_expect(const struct known_details *d, uint32_t serial);
/* d->list[serial] stands afterwards, unsealed from the vault if need be. */
MUST_CHECK enum status known_details_look_up(struct known_details *d,
                                             struct vault *v,
                                             const struct name_variants *names,
                                             uint32_t serial);

#endif
