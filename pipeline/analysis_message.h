/* analysis_message: what a status means, and what to do next. */
#ifndef AYUMI_PIPELINE_ANALYSIS_MESSAGE_H
#define AYUMI_PIPELINE_ANALYSIS_MESSAGE_H

#include "pipeline/analysis_fit.h"

/* One sentence in the process's language; "" when there is nothing to say. */
const char *analysis_message(struct arena *a,
                             const struct analysis_result *r) MUST_CHECK;

#endif
