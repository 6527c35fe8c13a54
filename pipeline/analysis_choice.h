/* analysis_choice: which columns of a CSV `ayumi model` was asked for.
 *
 * What no formula and no option names is not kept: a file often has many
 * more columns than a model. */
#ifndef AYUMI_PIPELINE_ANALYSIS_CHOICE_H
#define AYUMI_PIPELINE_ANALYSIS_CHOICE_H

#include "pipeline/analysis_data.h"
#include "stats/formula.h"

struct analysis_wanted {
    const struct invocation *in;
    size_t n_formulas;
    struct stats_formula **formulas;
    bool everything; /* a formula that can't be read: its message comes later */
};

/* Always release. */
void analysis_want(struct arena *a, const struct invocation *in,
                   struct analysis_wanted *out);
void analysis_want_release(struct analysis_wanted *w);

/* An analysis_choice's `keeps`, of a struct analysis_wanted. */
bool analysis_wants(const void *wanted, const char *column);

#endif
