/* disclosure: everything that is held about one person, as a page for the
 * person (開示).
 *
 *   who the vault says it is, under each record the clerk joined
 *   what was agreed to and taken back, and what holds today
 *   every row of the inbox that is the person's, as the office sent it
 *   every row of handover/ under the person's pseudonyms and yearly tokens
 *   every row of study.sqlite under the pseudonyms
 *   who looked the person up, when and why (audit log) */
#ifndef AYUMI_ANONYMIZE_DISCLOSURE_H
#define AYUMI_ANONYMIZE_DISCLOSURE_H

#include "anonymize/consent.h"
#include "anonymize/identity_run.h"

struct disclosure {
    struct identity_run *run; /* after step 2 */
    const struct consent_ledger *consent;
    uint32_t root;
    size_t n_rows; /* written, over all parts */
};

/* Writes the page in the study's language. Nothing is written when a part of
 * it can't be read. */
MUST_CHECK enum status disclosure_write(struct disclosure *d, const char *path);

#endif
