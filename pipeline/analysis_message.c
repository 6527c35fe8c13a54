/* analysis_message: a status in words, with the columns it concerns. */
#include "pipeline/analysis_message.h"

#include "base/messages.h"

#include <math.h>
#include <stdio.h>

/* "NV +Inf, age -Inf": terms whose column is not plainly estimated. */
static const char *name_terms(struct arena *a, const struct analysis_result *r,
                              bool dropped)
{
    char *out = arena_copy(a, "");
    for (size_t t = 0; t < r->fit.n_terms; t++) {
        enum stats_column c = r->fit.column[t];
        if (c == STATS_COLUMN_FINITE || (c == STATS_COLUMN_DROPPED) != dropped)
            continue;
        const char *level = r->term_level[t];
        bool own = r->family == STATS_FAMILY_MULTINOMIAL;
        out = arena_format(a, "%s%s%s%s%s%s%s", out, out[0] ? ", " : "",
                           own ? level : "", own ? ":" : "", r->term[t],
                           dropped ? "" : " ",
                           dropped ? "" : stats_column_name(c));
    }
    return out;
}

/* What else could be fitted, in a few words. */
static const char *remedy(const struct analysis_result *r)
{
    if (r->is_conditional)
        return message("analysis.remedy_sets");
    switch (r->family) {
    case STATS_FAMILY_MULTINOMIAL:
        return message("analysis.remedy_categories");
    case STATS_FAMILY_ORDINAL:
        return message("analysis.remedy_order");
    case STATS_FAMILY_POISSON:
        return message("analysis.remedy_counts");
    default:
        return message("analysis.remedy_logit");
    }
}

/* Terms with an estimate but no standard error. */
static const char *name_without_error(struct arena *a,
                                      const struct analysis_result *r)
{
    char *out = arena_copy(a, "");
    for (size_t t = 0; t < r->fit.n_terms; t++)
        if (isfinite(r->fit.estimate[t]) && isnan(r->fit.std_error[t]))
            out =
                arena_format(a, "%s%s%s", out, out[0] ? ", " : "", r->term[t]);
    return out;
}

static const char *of_estimates(struct arena *a,
                                const struct analysis_result *r)
{
    const char *terms = name_without_error(a, r);
    if (terms[0])
        return message_format(a, "analysis.robust_zero", terms);
    if (r->fit.separation == STATS_SEPARATION_QUASI ||
        r->fit.separation == STATS_SEPARATION_COMPLETE)
        return message_format(a, "analysis.firth_separated",
                              r->fit.n_separated_rows);
    return "";
}

static const char *of_few_events(struct arena *a,
                                 const struct analysis_result *r)
{
    const char *events = arena_format(a, "%.15g", r->fit.n_events);
    if (r->is_penalised)
        return message_format(a, "analysis.few_events_firth", events,
                              r->fit.n_parameters);
    return message_format(a, "analysis.few_events", events, r->fit.n_parameters,
                          remedy(r));
}

static const char *bad_data(struct arena *a, const struct analysis_result *r)
{
    switch (r->fit.reason) {
    case STATS_NO_ROWS:
        return message_format(a, "analysis.no_rows", r->n_data_rows,
                              r->n_incomplete);
    case STATS_NOT_FINITE:
        return message_format(a, "analysis.not_finite");
    case STATS_NEGATIVE_WEIGHT:
        return message_format(a, "analysis.negative_weight");
    case STATS_OUTCOME_CONSTANT:
        return message_format(a, "analysis.outcome_constant");
    case STATS_OUTCOME_LEVEL_EMPTY:
        return message_format(a, "analysis.outcome_level_empty");
    default:
        return message_format(a, r->family == STATS_FAMILY_POISSON
                                     ? "analysis.outcome_no_count"
                                     : "analysis.outcome_not_coded");
    }
}

const char *analysis_message(struct arena *a, const struct analysis_result *r)
{
    const struct stats_fit *fit = &r->fit;
    switch (fit->status) {
    case STATS_OK:
        return of_estimates(a, r);
    case STATS_SEPARATED:
        return message_format(a, "analysis.separated", name_terms(a, r, false),
                              remedy(r));
    case STATS_QUASI_SEPARATED:
        return message_format(a, "analysis.quasi_separated",
                              fit->n_separated_rows, fit->n_used,
                              name_terms(a, r, false), remedy(r));
    case STATS_SINGULAR:
        if (fit->reason == STATS_MORE_COLUMNS_THAN_ROWS)
            return message_format(a, "analysis.more_columns", fit->n_cols,
                                  fit->n_used);
        return message_format(a, "analysis.singular", name_terms(a, r, true));
    case STATS_TOO_FEW_EVENTS:
        return of_few_events(a, r);
    case STATS_NOT_CONVERGED:
        return message_format(a, "analysis.not_converged", remedy(r));
    default:
        return bad_data(a, r);
    }
}
