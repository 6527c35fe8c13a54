/* clock: the two clocks and the thresholds in force, for the stages' SQL.
 *
 * Fills run_clock (one row: when things became known, when they happened)
 * and run_threshold (thresholds.csv on the quarter's last day). */
#ifndef AYUMI_PIPELINE_CLOCK_H
#define AYUMI_PIPELINE_CLOCK_H

#include "pipeline/stage.h"

/* One transaction; needs schema_derived and schema_clock. */
MUST_CHECK enum status clock_fill(struct stage_context *context);

#endif
