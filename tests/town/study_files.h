/* study_files: everything of the sample study that is not a delivery: its
 * settings, its own codebook, and what was planted. */
#ifndef AYUMI_TOWN_STUDY_FILES_H
#define AYUMI_TOWN_STUDY_FILES_H

#include "deliveries.h"
#include "faults.h"

MUST_CHECK enum status study_files_write(const char *folder);
MUST_CHECK enum status effects_write(const char *folder);
MUST_CHECK enum status faults_write(const struct fault_list *list,
                                    const char *folder);
/* One row per person: never part of a study, only for checking models. */
MUST_CHECK enum status truth_write(const struct town *t, const char *folder);
MUST_CHECK enum status inbox_write(const struct deliveries *d,
                                   const char *folder);

#endif
