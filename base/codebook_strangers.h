/* codebook_strangers: what lies in a study's codebook/ and nobody reads.
 *
 * A misspelt name (crosswolk.csv), a table saved as crosswalk.xlsx, a second
 * copy (rules (1).csv): without a word the change would seem to do nothing. */
#ifndef AYUMI_BASE_CODEBOOK_STRANGERS_H
#define AYUMI_BASE_CODEBOOK_STRANGERS_H

#include "base/codebook.h"

/* Names each on stderr, with what to do. Hidden files, and those that Excel
 * makes while it has one open, are left out. STATUS_IO with a message when the
 * folder can't be read. */
MUST_CHECK enum status codebook_name_strangers(struct arena *a,
                                               const struct codebook *c);

#endif
