/* consent_forms: what do the forms of consent say about each person?
 *
 * Reads every file of forms once more and tells the ledger of consent.h:
 * accepted forms as they are, withdrawals also of rows that a later file
 * brought up to date, and whatever can't be read exactly as a stop. */
#ifndef AYUMI_ANONYMIZE_CONSENT_FORMS_H
#define AYUMI_ANONYMIZE_CONSENT_FORMS_H

#include "anonymize/consent.h"
#include "anonymize/identity_run.h"

/* A form that can't be taken, of nobody whom the vault knows. */
#define CONSENT_OF_NOBODY "W3017"

/* After matching. Reports W3014 where a form that is not certain, and W3016
 * where the no of one who may be the same person, keeps back rows that would
 * cross. */
MUST_CHECK enum status consent_forms_read(struct identity_run *r,
                                          struct consent_ledger *l);

#endif
