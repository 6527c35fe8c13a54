/* part_stamp: is a part of the handover still as it was written?
 *
 * A part is hashed when it is written. At the end of the run the system is
 * asked what it says of the file (file_stamp.h): while it says the same, the
 * bytes are those that were hashed. A part that was written only just now is
 * hashed once more by the next run. */
#ifndef AYUMI_ANONYMIZE_PART_STAMP_H
#define AYUMI_ANONYMIZE_PART_STAMP_H

#include "anonymize/manifest.h"

/* After the handover is in its folder. */
void part_stamps_keep(const struct study_files *s, const char *folder,
                      const struct manifest_parts *parts);

/* Has the part of this file, by that name, the bytes of that hash? false:
 * nothing can be said. */
bool part_stamp_holds(const struct study_files *s,
                      const struct delivered_file *f, const char *folder,
                      const char *path, const char *sha256);

#endif
