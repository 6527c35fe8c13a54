/* course_sheets: the way of people and openings as sheets of tables.xlsx. */
#ifndef AYUMI_PIPELINE_COURSE_SHEETS_H
#define AYUMI_PIPELINE_COURSE_SHEETS_H

#include "pipeline/stage.h"
#include "report/workbook.h"

/* Losses, starts, openings and matched people, referrals, retention, contacts;
 * a sheet with nothing to say is left out. Texts in the study's language. */
MUST_CHECK enum status course_sheets_write(struct stage_context *c,
                                           struct workbook *book);

#endif
