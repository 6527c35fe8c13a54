/* model_fit: one model of models.csv, from its rows to its result. */
#ifndef AYUMI_PIPELINE_MODEL_FIT_H
#define AYUMI_PIPELINE_MODEL_FIT_H

#include "base/arena.h"
#include "base/status.h"
#include "base/store.h"

struct model_plan {
    const char *model;      /* "E2_any" */
    const char *outcome;    /* column of view model_frame */
    const char *predictors; /* "age_10;female;…", in their preset order */
    const char *family;     /* firth | multinomial */
    const char *weights;    /* "" or link_probability, with robust errors */
};

/* Takes as many predictors as the thresholds ladder_min_n, full_model_n and
 * min_epv allow, fits, and inserts into model_fit, model_term and
 * model_link_weighted. Trouble in
 * the data is a result: status and a sentence in model_fit. */
MUST_CHECK enum status model_fit_plan(struct arena *a, struct store *s,
                                      const struct model_plan *plan);

#endif
