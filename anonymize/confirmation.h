/* confirmation: the page that an official reads before a handover is
 * released (引渡確認書), handover_confirmation.html in the study's folder.
 *
 * How many people and rows, with and without consent; which columns; what the
 * leak check looked for; up to five rows as they cross; the hash to approve.
 * Made from the finished files, so that it says what lies in the folder.
 * Pseudonymised rows of a few people are personal data: mode 0600. */
#ifndef AYUMI_ANONYMIZE_CONFIRMATION_H
#define AYUMI_ANONYMIZE_CONFIRMATION_H

#include "anonymize/consent.h"
#include "anonymize/identity_run.h"
#include "anonymize/manifest.h"

#define CONFIRMATION_FILE "handover_confirmation.html"

struct confirmation {
    struct identity_run *run;
    const char *folder; /* of the finished handover, manifest included */
    const struct manifest_parts *parts;
    const struct leak_result *leaks;
    const struct consent_ledger *consent; /* NULL in a study without people */
};

MUST_CHECK enum status confirmation_write(const struct confirmation *c);

#endif
