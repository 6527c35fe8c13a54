/* leak_check: may this handover be released?
 *
 * Reads every cell of the files that are about to be handed over, as they lie
 * on the disk, and asks whether one of them is a value of anybody in the
 * vault (leak_values.h). A hit stops the release and is said with the file
 * and row as the office sent them, and with the column; never the value. */
#ifndef AYUMI_ANONYMIZE_LEAK_CHECK_H
#define AYUMI_ANONYMIZE_LEAK_CHECK_H

#include "anonymize/identity_run.h"
#include "anonymize/leak_values.h"

#define LEAK_EXCEPTIONS "leak_exceptions.csv"
#define LEAK_RULE 1 /* number of the rule of decision 10 */

struct manifest_parts;

struct leak_result {
    size_t n_values; /* known of people, each once */
    size_t n_cells;  /* looked at */
    size_t n_excepted;
    const char **excepted; /* "08.company_id": columns not looked at */
};

/* folder: of the files to be released, before the manifest is written.
 * STATUS_REFUSED when there was a hit. A study without a vault has nothing to
 * compare with: all counts 0. */
MUST_CHECK enum status leak_check(struct identity_run *r, const char *folder,
                                  const struct manifest_parts *parts,
                                  struct leak_result *out);

#endif
