/* run_summary: what a run says on the screen at its end. */
#ifndef AYUMI_PIPELINE_RUN_SUMMARY_H
#define AYUMI_PIPELINE_RUN_SUMMARY_H

#include "pipeline/late_rows.h"
#include "pipeline/output_folder.h"
#include "pipeline/run.h"
#include "pipeline/stage.h"

/* The balance of every file (not when quiet), the number of findings, where to
 * look. */
MUST_CHECK enum status run_summary_print(struct arena *a, struct store *s,
                                         const struct output_folder *output,
                                         const struct output_change *change,
                                         const struct run_request *request);
void run_summary_unchanged(const char *folder, bool json);
/* What came late for quarters that are written: `first` is the stage from
 * which they have to run again. */
void plan_print_late(const struct late_quarter *late, size_t n,
                     const char *first);
/* The same while nobody has read it yet: the quarters that it may be for. */
void plan_print_unread(const char *quarters, const char *first);
/* quarter NULL: before the first run, when no delivery has decided it yet. */
void plan_print(const char *quarter, struct date as_of,
                const struct stage_reason *reasons, size_t n, bool unchanged,
                bool json);

#endif
