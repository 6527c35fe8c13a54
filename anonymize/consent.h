/* consent: may this person's rows cross under a pseudonym, as of a day?
 *
 * Each person's newest form (consent date on or before the day; among equals
 * the later row) decides. Blank is not consent. A withdrawal on or before the
 * day ends it, whichever scope it names, unless a form of a later day follows.
 * An unreadable "no" is not a "yes": a form that can't be read exactly stops
 * the person's rows until a form follows that can. While it is open whether
 * two are one person, the no of either is the no of both. */
#ifndef AYUMI_ANONYMIZE_CONSENT_H
#define AYUMI_ANONYMIZE_CONSENT_H

#include "base/codebook.h"
#include <stdint.h>

#define CONSENT_KIND "02"

/* What is in doubt says what ends the stop. */
enum consent_doubt {
    DOUBT_FORM,       /* a form of its day, told later, or of a later day */
    DOUBT_WITHDRAWAL, /* a form of a later day */
    N_CONSENT_DOUBTS
};

struct consent_state {
    int32_t given_days;     /* of the newest form; INT32_MIN = none */
    int32_t withdrawn_days; /* the newest; INT32_MIN = never */
    int32_t doubt_days[N_CONSENT_DOUBTS]; /* the newest; INT32_MIN = none */
    bool follow, link;
    bool form_withdrawn; /* by the newest form itself */
    /* By whoever may be the same person; see consent_pair. */
    bool follow_held, link_held;
    bool holds_other; /* its no keeps back another who agreed */
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
/* A withdrawal alone, of a form that a later row replaced; INT32_MIN: none. */
void consent_withdraw(struct consent_ledger *l, uint32_t person,
                      int32_t withdrawn_days);
/* A form of that day can't be read exactly; in the order of the forms. */
void consent_stop(struct consent_ledger *l, uint32_t person, int32_t days,
                  enum consent_doubt doubt);
/* Two who may be one person; after all forms are told. */
void consent_pair(struct consent_ledger *l, uint32_t a, uint32_t b);
bool consent_covers(const struct consent_ledger *l, uint32_t person,
                    enum file_consent needed);
/* A doubt keeps the person's rows back, no readable no. */
bool consent_is_held_back(const struct consent_ledger *l, uint32_t person);
/* The person's no keeps back another's rows. */
bool consent_holds_other(const struct consent_ledger *l, uint32_t person);

#endif
