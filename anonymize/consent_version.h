/* consent_version: which data does each version of the consent form cover?
 * codebooks/consent_versions.csv, and the study's own rows. */
#ifndef AYUMI_ANONYMIZE_CONSENT_VERSION_H
#define AYUMI_ANONYMIZE_CONSENT_VERSION_H

#include "anonymize/consent.h"

#define CONSENT_VERSIONS_FILE "consent_versions.csv"

struct consent_versions {
    size_t n;
    struct consent_version *list;
};

/* STATUS_USAGE with a message when a cell is no date or no 0 or 1, or when a
 * version of the code list consent_version has no row. */
MUST_CHECK enum status consent_versions_load(struct arena *a,
                                             const struct codebook *c,
                                             struct consent_versions *out);
/* A version that is not there covers nothing; never NULL. */
const struct consent_version *
consent_version_find(const struct consent_versions *v, const char *name);

#endif
