/* table_workbook: tables.xlsx, the quarter's figures as people read them.
 *
 * A contents sheet that says what this is (study, quarter, as-of, codebook
 * and program version, class), then one sheet each for the flow, Table 1,
 * every table of tables.csv (shares with the count under them), the
 * indicators as printed, and the models as odds ratios. Restricted: small
 * counts are shown. */
#ifndef AYUMI_PIPELINE_TABLE_WORKBOOK_H
#define AYUMI_PIPELINE_TABLE_WORKBOOK_H

#include "pipeline/stage.h"

/* has_people: false leaves out everything but the indicators. */
MUST_CHECK enum status table_workbook_write(struct stage_context *c,
                                            bool has_people);

#endif
