/* linkage_files: what a linkage writes into its folder. */
#ifndef AYUMI_ANONYMIZE_LINKAGE_FILES_H
#define AYUMI_ANONYMIZE_LINKAGE_FILES_H

#include "anonymize/linkage.h"

/* links.csv clusters.csv parameters.csv … below folder, which is made. */
MUST_CHECK enum status linkage_files_write(const struct linkage *l,
                                           const char *folder);

#endif
