/* model_text: what `ayumi model` says on standard output, in words or JSON. */
#ifndef AYUMI_PIPELINE_MODEL_TEXT_H
#define AYUMI_PIPELINE_MODEL_TEXT_H

#include "pipeline/analysis_fit.h"

/* out: the folder that the files were written to. */
void model_text_print(struct arena *a, const struct analysis_request *q,
                      const struct analysis_result *r, const char *out);

/* One object a line: formula, out, status, message, n, n_events,
 * n_parameters, log_likelihood and terms as coefficients.csv names them; null
 * for what can't be estimated. */
void model_text_json(const struct analysis_request *q,
                     const struct analysis_result *r, const char *out);

#endif
