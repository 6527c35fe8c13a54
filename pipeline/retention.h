/* retention: who of those placed is still at work after 3, 6, 12 months? */
#ifndef AYUMI_PIPELINE_RETENTION_H
#define AYUMI_PIPELINE_RETENTION_H

#include "pipeline/stage.h"

/* Reads placement; fills retention, for all placements and for each class of
 * which there are any. The times: retention_months_1 … of thresholds.csv, a
 * month being 365.25 / 12 days. Counts stand for every time; the estimate only
 * where retention_min_at_risk people are still observed. The estimate:
 * stats/survival_curve.h. */
MUST_CHECK enum status retention_fill(struct stage_context *c);

#endif
