/* model_store: a model's result as rows of model_fit and model_term. */
#ifndef AYUMI_PIPELINE_MODEL_STORE_H
#define AYUMI_PIPELINE_MODEL_STORE_H

#include "base/status.h"
#include "base/store.h"
#include <stdbool.h>
#include <stddef.h>

struct model_term {
    const char *outcome_level, *term;
    double estimate, std_error, statistic, p_value, conf_low, conf_high;
};

/* NaN = can't be estimated; stored as NULL. */
struct model_result {
    const char *model;
    size_t n, n_events, n_parameters;
    double events_per_parameter;
    double log_likelihood, null_log_likelihood, deviance, null_deviance;
    double aic, bic;
    int iterations;
    const char *status;
    bool exploratory;
    const char *dropped;
    const char *message;
    size_t n_terms;
    struct model_term *terms;
    size_t n_weighted; /* terms weighted by link_probability, beside these */
    struct model_term *weighted;
};

/* All numbers NaN, texts empty, no terms. */
void model_result_init(struct model_result *r, const char *model);
MUST_CHECK enum status model_store(struct store *s,
                                   const struct model_result *r);

#endif
