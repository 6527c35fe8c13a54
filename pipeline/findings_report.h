/* findings_report: what was wrong with the files, for the staff to correct.
 *
 * findings/findings.csv   one line per finding in (file, row) order, for
 *                         Excel; no value of any cell stands in it
 * findings/findings.xlsx  first sheet: how often each rule was broken; then
 *                         the same lines; then what was repaired, in numbers
 *
 * Columns: severity, file, sheet, row, column, item, participant
 * (pseudonym), rule, reason, what to do; in the study's language. */
#ifndef AYUMI_PIPELINE_FINDINGS_REPORT_H
#define AYUMI_PIPELINE_FINDINGS_REPORT_H

#include "pipeline/stage.h"

MUST_CHECK enum status findings_report_write(struct stage_context *c);

#endif
