/* findings_report: what was wrong with the files, for the staff to correct.
 *
 * findings/findings.csv   one line per finding in (file, row) order, for
 *                         Excel; no value of any cell stands in it
 * findings/findings.xlsx  first sheet: how often each rule was broken; then
 *                         what is to be looked at, what is gone since the
 *                         last list, what somebody accepted, and what was
 *                         repaired, in numbers
 *
 * Each finding is new, open (it was there before), gone, or accepted: named
 * in codebook/accepted_findings.csv with who, when and why, which `ayumi
 * accept` takes over from the list where staff filled them in. An accepted one
 * is counted and asks for nothing. The list before is kept in the research
 * database; running again gives the same list. */
#ifndef AYUMI_PIPELINE_FINDINGS_REPORT_H
#define AYUMI_PIPELINE_FINDINGS_REPORT_H

#include "pipeline/stage.h"

/* The columns of both lists, in their order. */
enum findings_column {
    FINDINGS_STATE,
    FINDINGS_SEVERITY,
    FINDINGS_FILE,
    FINDINGS_SHEET,
    FINDINGS_ROW,
    FINDINGS_COLUMN,
    FINDINGS_ITEM,
    FINDINGS_SUBJECT,
    FINDINGS_RULE,
    FINDINGS_REASON,
    FINDINGS_TODO,
    FINDINGS_SINCE,
    FINDINGS_BY, /* to be filled in by who accepts the finding */
    FINDINGS_ON,
    FINDINGS_BECAUSE,
    N_FINDINGS_COLUMNS
};
extern const char *const findings_heads[2][N_FINDINGS_COLUMNS]; /* ja, en */

MUST_CHECK enum status findings_report_write(struct stage_context *c);

#endif
