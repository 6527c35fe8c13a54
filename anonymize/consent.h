/* consent: may this person's rows cross under a pseudonym?
 *
 * Each person's newest form (consent date on or before the as-of day; among
 * equals the later row) decides. Blank is not consent. A withdrawal ends it,
 * whichever scope it names, unless a form of a later day follows. The as-of
 * day bounds a yes and never a no: who has withdrawn or refused since is in no
 * table of a run made now, of whatever day it speaks.
 * Each form has a version, which says what data it covers; a row is judged by
 * the day on which it happened.
 *
 * What people said outside the forms (the vault's ledger) ends one scope or
 * all: forward, rows of before that day still cross; backward, none does, and
 * no later form brings them back. A form of a later day is consent again.
 *
 * An unreadable "no" is not a "yes": a form that can't be read exactly stops
 * the person's rows until a form follows that can. While it is open whether
 * two are one person, the no of either is the no of both. */
#ifndef AYUMI_ANONYMIZE_CONSENT_H
#define AYUMI_ANONYMIZE_CONSENT_H

#include "base/codebook.h"
#include <stdint.h>

#define CONSENT_KIND "02"

/* A column of that kind, and what its code list says. */
#define CONSENT_REUSE "scope_reuse"
#define CONSENT_YES "1"
#define CONSENT_NO "0"

/* What is in doubt says what ends the stop. */
enum consent_doubt {
    DOUBT_FORM,       /* a form of its day, told later, or of a later day */
    DOUBT_WITHDRAWAL, /* a form of a later day */
    N_CONSENT_DOUBTS
};

/* What a person may agree to; a file kind asks for the first or second. */
enum consent_scope { SCOPE_FOLLOW, SCOPE_LINK, SCOPE_REUSE, N_CONSENT_SCOPES };

/* The data that a version of the form covers, by the day of the row. */
struct consent_version {
    const char *name;
    int32_t from_days;   /* INT32_MIN = no bound */
    int32_t until_days;  /* INT32_MAX = no bound */
    bool covers_earlier; /* also of before the form was signed */
};

/* A withdrawal or refusal of the ledger. */
struct consent_end {
    int32_t days;
    unsigned scopes; /* bit of each enum consent_scope */
    bool backward;
    const struct consent_end *older; /* told before, of the same person */
};

struct consent_state {
    int32_t given_days;     /* of the newest form; INT32_MIN = none */
    int32_t withdrawn_days; /* the newest; INT32_MIN = never */
    int32_t later_days; /* of the newest form after the as-of day, likewise */
    int32_t doubt_days[N_CONSENT_DOUBTS]; /* the newest; INT32_MIN = none */
    bool agreed[N_CONSENT_SCOPES], agreed_later[N_CONSENT_SCOPES];
    const struct consent_version *version; /* of the newest form */
    const struct consent_end *ends;
    bool form_withdrawn; /* by the newest form itself */
    bool is_erased;
    /* By whoever may be the same person; see consent_pair. */
    bool held[N_CONSENT_SCOPES];
    bool holds_other; /* its no keeps back another who agreed */
};

struct consent_ledger {
    struct arena *arena;
    int32_t as_of_days;
    size_t n;
    struct consent_state *people; /* by serial (roots) */
};

/* One accepted form, told in (file, row) order. */
struct consent_form {
    int32_t given_days;     /* INT32_MIN = not given: the form is ignored */
    int32_t withdrawn_days; /* INT32_MIN = blank */
    bool agreed[N_CONSENT_SCOPES];
    const struct consent_version *version; /* NULL: no bounds */
};

void consent_init(struct consent_ledger *l, struct arena *a, size_t n_people,
                  int32_t as_of_days);
void consent_tell(struct consent_ledger *l, uint32_t person,
                  const struct consent_form *form);
/* A withdrawal alone, of a form that a later row replaced; INT32_MIN: none. */
void consent_withdraw(struct consent_ledger *l, uint32_t person,
                      int32_t withdrawn_days);
/* What the ledger says. It binds every run from now on, also one as of a day
 * before it: who withdrew is in no later table. */
void consent_end(struct consent_ledger *l, uint32_t person,
                 const struct consent_end *end);
/* Nothing of the person crosses any more under a pseudonym. */
void consent_erase(struct consent_ledger *l, uint32_t person);
/* A form of that day can't be read exactly; in the order of the forms. */
void consent_stop(struct consent_ledger *l, uint32_t person, int32_t days,
                  enum consent_doubt doubt);
/* Two who may be one person; after all forms are told. */
void consent_pair(struct consent_ledger *l, uint32_t a, uint32_t b);
/* Does the person agree now, for data that are yet to come? */
bool consent_covers(const struct consent_ledger *l, uint32_t person,
                    enum file_consent needed);
bool consent_agrees(const struct consent_ledger *l, uint32_t person,
                    enum consent_scope scope);
/* May a row of that day cross? INT32_MIN: no day is known, which only a
 * consent without any bound covers. */
bool consent_covers_day(const struct consent_ledger *l, uint32_t person,
                        enum file_consent needed, int32_t day);
/* false: the answer for any day is that of consent_covers. */
bool consent_depends_on_day(const struct consent_ledger *l, uint32_t person);
bool consent_agrees_day(const struct consent_ledger *l, uint32_t person,
                        enum consent_scope scope, int32_t day);
/* A doubt keeps the person's rows back, no readable no. */
bool consent_is_held_back(const struct consent_ledger *l, uint32_t person);
/* The person's no keeps back another's rows. */
bool consent_holds_other(const struct consent_ledger *l, uint32_t person);

#endif
