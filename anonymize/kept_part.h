/* kept_part: a part of the last handover that is still right.
 *
 * What crosses of a file without people depends on its bytes, the codebook,
 * the program, and on which of its rows are accepted, as they read after
 * corrections. While these are the same the part of the last handover is taken
 * over, if its bytes are still those that were written. Parts about people
 * also depend on consent, on whom a row was given to and on what the vault
 * knows of everybody: they are written in every run. */
#ifndef AYUMI_ANONYMIZE_KEPT_PART_H
#define AYUMI_ANONYMIZE_KEPT_PART_H

#include "anonymize/manifest.h"

/* Takes the file's part over into `folder` and fills *part, its path too.
 * *taken false: it has to be written. last: the folder of the last handover.
 */
MUST_CHECK enum status kept_part_take(const struct study_files *s,
                                      const struct delivered_file *f,
                                      const char *last, const char *folder,
                                      struct manifest_part *part, bool *taken);

/* After the part was written to `folder`: hashes it and keeps what it was made
 * from, so that it can be taken over. */
MUST_CHECK enum status kept_part_keep(const struct study_files *s,
                                      const char *folder,
                                      struct manifest_part *part);

#endif
