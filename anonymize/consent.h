/* consent: may this person's rows cross under a pseudonym, as of a day?
 *
 * Each person's newest form (consent date on or before the day; among equals
 * the later row) decides. Blank is not consent. A withdrawal on or before the
 * day ends it, whichever scope it names, unless a newer form follows. A form
 * that could not be accepted but bears a withdrawal date stops the person's
 * rows as well: an unreadable "no" is not a "yes". */
#ifndef AYUMI_ANONYMIZE_CONSENT_H
#define AYUMI_ANONYMIZE_CONSENT_H

#include "base/codebook.h"
#include <stdint.h>

#define CONSENT_KIND "02"

struct consent_state {
    int32_t given_days;     /* of the newest form; INT32_MIN = none */
    int32_t withdrawn_days; /* the newest; INT32_MIN = never */
    bool follow, link;
    bool form_withdrawn; /* by the newest form itself */
    bool is_stopped;     /* an unreadable withdrawal */
};

struct consent_ledger {
    int32_t as_of_days;
    size_t n;
    struct consent_state *people; /* by serial (roots) */
};

/* One accepted form, told in (file, row) order. */
struct consent_form {
    int32_t given_days;     /* INT32_MIN = not given: the form is ignored */
    int32_t withdrawn_days; /* INT32_MIN = blank */
    bool follow, link;
};

void consent_init(struct consent_ledger *l, struct arena *a, size_t n_people,
                  int32_t as_of_days);
void consent_tell(struct consent_ledger *l, uint32_t person,
                  const struct consent_form *form);
void consent_stop(struct consent_ledger *l, uint32_t person);
bool consent_covers(const struct consent_ledger *l, uint32_t person,
                    enum file_consent needed);

#endif
