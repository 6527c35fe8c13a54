/* accepted_findings: what somebody looked at and leaves as it is.
 *
 * codebook/accepted_findings.csv names findings by file, sheet, row, column
 * and rule, with who accepts them, when and why; a blank row or column stands
 * for all of them. An accepted finding is still counted and asks for nothing.
 * The pipeline asks the same in sql/findings_state.sql. */
#ifndef AYUMI_BASE_ACCEPTED_FINDINGS_H
#define AYUMI_BASE_ACCEPTED_FINDINGS_H

#include "base/codebook.h"
#include "base/table_file.h"

#define ACCEPTED_FINDINGS "accepted_findings.csv"

MUST_CHECK enum status accepted_findings_load(struct arena *a,
                                              const struct codebook *c,
                                              struct table_file *out);

/* file without its sheet; row 0 = the whole file; column "F" or "". */
bool finding_is_accepted(const struct table_file *accepted, const char *file,
                         const char *sheet, size_t row, const char *column,
                         const char *rule);

#endif
