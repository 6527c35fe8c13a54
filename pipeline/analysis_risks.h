/* analysis_risks: standardised risks, what a model says of one population.
 *
 * For each level of a factor the mean of what the model predicts if all rows
 * had that level and were else as they are (marginal standardisation, the
 * g-formula of one point in time). It speaks of the rows of the data, and of
 * association only. */
#ifndef AYUMI_PIPELINE_ANALYSIS_RISKS_H
#define AYUMI_PIPELINE_ANALYSIS_RISKS_H

#include "pipeline/analysis_fit.h"

/* Of request->standardise, into out->risks; none without estimates or within
 * matched sets. STATUS_USAGE with a message when the variable is no factor of
 * the formula. */
MUST_CHECK enum status analysis_find_risks(struct arena *a,
                                           const struct analysis_request *r,
                                           struct analysis_result *out);

#endif
