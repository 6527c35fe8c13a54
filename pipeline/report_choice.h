/* report_choice: which fiscal year's summary a quarter's folder holds.
 *
 * A report asked for once stays that folder's report until another is asked
 * for, also when out/ was deleted meanwhile: the choice is in study.sqlite. */
#ifndef AYUMI_PIPELINE_REPORT_CHOICE_H
#define AYUMI_PIPELINE_REPORT_CHOICE_H

#include "base/status.h"
#include "base/store.h"

/* *year stays as it is when nothing was chosen or there is no database. */
MUST_CHECK enum status report_choice_read(const char *database,
                                          const char *quarter, int *year);
MUST_CHECK enum status report_choice_keep(struct store *s, const char *quarter,
                                          int year);

#endif
