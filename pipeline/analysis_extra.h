/* analysis_extra: what `ayumi model` adds on request: checks, profiles. */
#ifndef AYUMI_PIPELINE_ANALYSIS_EXTRA_H
#define AYUMI_PIPELINE_ANALYSIS_EXTRA_H

#include "pipeline/analysis_fit.h"

/* Influence, variance inflation and calibration of a LOGIT or POISSON fit
 * with the model's own errors, into out->check; nothing for others. */
void analysis_find_check(struct arena *a, struct analysis_result *out,
                         double level);

/* Predictions for request->profiles, whose columns are the formula's
 * variables. STATUS_USAGE with a message where a column, a value or a level
 * that the model knows is missing. Leaves the formula bound to other rows:
 * call it last. */
MUST_CHECK enum status analysis_predict(struct arena *a,
                                        const struct analysis_request *request,
                                        struct analysis_result *out);

#endif
