/* model_text: a fit as a table of few digits, or as one line of JSON. */
#include "pipeline/model_text.h"

#include "base/messages.h"
#include "base/text.h"

#include <jansson.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

static const char *name_errors(struct arena *a,
                               const struct analysis_request *q)
{
    static const char *const kinds[] = {
        [STATS_HC0] = "HC0", [STATS_HC1] = "HC1", [STATS_HC2] = "HC2",
        [STATS_HC3] = "HC3", [STATS_CR0] = "CR0", [STATS_CR1] = "CR1",
        [STATS_CR2] = "CR2"};
    if (q->errors == ANALYSIS_MODEL_SE)
        return "model";
    const char *kind = kinds[q->robust];
    return stats_robust_is_clustered(q->robust)
               ? arena_format(a, "%s (%s)", kind, q->cluster)
               : kind;
}

static void print_cell(const char *text, int width, bool left)
{
    int pad = width - (int)text_width(text);
    if (left)
        printf("%s%*s", text, pad > 0 ? pad : 0, "");
    else
        printf("%*s%s", pad > 0 ? pad : 0, "", text);
}

static void print_number(struct arena *a, double x, int width)
{
    print_cell(isnan(x) ? "-" : arena_format(a, "%.4g", x), width, false);
}

static void print_p_value(struct arena *a, double p, int width)
{
    if (p < 1e-4)
        print_cell("<0.0001", width, false);
    else
        print_number(a, p, width);
}

/* Beside profile limits stands the p of the same likelihood. */
static bool has_profile(const struct analysis_request *q)
{
    return q->limits == STATS_PROFILE && q->errors == ANALYSIS_MODEL_SE;
}

static void print_terms(struct arena *a, const struct analysis_request *q,
                        const struct analysis_result *r)
{
    const struct stats_fit *f = &r->fit;
    const double *p_value = has_profile(q) ? f->lr_p_value : f->p_value;
    bool ratio = r->family != STATS_FAMILY_ORDINAL;
    size_t widest = 6;
    for (size_t t = 0; t < f->n_terms; t++) {
        size_t w = text_width(r->term[t]) + text_width(r->term_level[t]) + 3;
        widest = w > widest ? w : widest;
    }
    int width = widest < 60 ? (int)widest : 60;
    print_cell("", width, true);
    const char *const heads[] = {"analysis.head_estimate", "analysis.head_se",
                                 "analysis.head_ratio",    "analysis.head_low",
                                 "analysis.head_high",     "analysis.head_p"};
    for (size_t h = 0; h < 6; h++)
        if (ratio || h != 2)
            print_cell(message(heads[h]), 12, false);
    putchar('\n');
    for (size_t t = 0; t < f->n_terms; t++) {
        const char *level = r->family == STATS_FAMILY_MULTINOMIAL
                                ? arena_format(a, "%s: ", r->term_level[t])
                                : "";
        print_cell(arena_format(a, "%s%s", level, r->term[t]), width, true);
        print_number(a, f->estimate[t], 12);
        print_number(a, f->std_error[t], 12);
        if (ratio)
            print_number(a, exp(f->estimate[t]), 12);
        print_number(a, ratio ? exp(f->conf_low[t]) : f->conf_low[t], 12);
        print_number(a, ratio ? exp(f->conf_high[t]) : f->conf_high[t], 12);
        print_p_value(a, p_value[t], 12);
        putchar('\n');
    }
}

static void print_proportional_odds(struct arena *a,
                                    const struct analysis_result *r)
{
    const struct stats_test *t = &r->proportional_odds;
    if (r->family != STATS_FAMILY_ORDINAL || r->n_levels < 3 ||
        !stats_fit_has_estimates(&r->fit))
        return;
    if (!r->has_trend_test) {
        printf("%s\n", message("analysis.no_proportional_odds"));
        return;
    }
    printf("%s\n", message_format(a, "analysis.proportional_odds",
                                  arena_format(a, "%.4g", t->statistic),
                                  arena_format(a, "%.15g", t->df),
                                  arena_format(a, "%.4g", t->p_value)));
}

/* How the outcome's values were read: a wrong order shows here. */
static void print_outcome(struct arena *a, const struct analysis_result *r)
{
    if (r->n_levels < 2 || r->levels == NULL || r->fit.status == STATS_BAD_DATA)
        return;
    if (r->family == STATS_FAMILY_LOGIT) {
        printf("%s\n",
               message_format(a, "analysis.event", r->levels[1], r->levels[0]));
    } else if (r->family == STATS_FAMILY_MULTINOMIAL) {
        printf("%s\n", message_format(a, "analysis.against", r->levels[0]));
    } else {
        const char *order = r->levels[0];
        for (size_t k = 1; k < r->n_levels; k++)
            order = arena_format(a, "%s < %s", order, r->levels[k]);
        printf("%s\n", message_format(a, "analysis.order", order));
    }
}

/* How many events carry each coefficient; counts have no rarest outcome. */
static void print_rarest(struct arena *a, const struct analysis_result *r)
{
    const struct stats_fit *f = &r->fit;
    double rarest = f->n_events;
    if (r->family == STATS_FAMILY_POISSON || r->is_conditional ||
        f->n_parameters == 0)
        return;
    if (r->family == STATS_FAMILY_LOGIT)
        rarest = fmin(rarest, f->sum_weights - rarest);
    printf("%s\n",
           message_format(
               a, "analysis.rarest", arena_format(a, "%.15g", rarest),
               arena_format(a, "%.3g", rarest / (double)f->n_parameters)));
}

void model_text_print(struct arena *a, const struct analysis_request *q,
                      const struct analysis_result *r, const char *out)
{
    printf("%s\n", q->formula);
    printf("%s\n", message_format(a, "analysis.rows", r->n_data_rows,
                                  r->n_incomplete, r->fit.n_used,
                                  arena_format(a, "%.15g", r->fit.n_events)));
    print_outcome(a, r);
    print_rarest(a, r);
    printf("%s\n",
           message_format(a, "analysis.how", name_errors(a, q),
                          has_profile(q) ? "profile" : "wald",
                          arena_format(a, "%.15g", 100.0 * q->level),
                          message(has_profile(q) ? "analysis.p_by_ratio"
                                                 : "analysis.p_by_wald")));
    if (r->term)
        print_terms(a, q, r);
    print_proportional_odds(a, r);
    printf("%s\n", message_format(a, "analysis.status",
                                  stats_status_name(r->fit.status)));
    if (r->message[0])
        printf("  %s\n", r->message);
    printf("%s\n", message_format(a, "analysis.written", out));
}

static json_t *number(double x)
{
    return isfinite(x) ? json_real(x) : json_null();
}

static json_t *term(const struct analysis_result *r, size_t t)
{
    const struct stats_fit *f = &r->fit;
    json_t *out = json_object();
    json_object_set_new(out, "outcome_level", json_string(r->term_level[t]));
    json_object_set_new(out, "term", json_string(r->term[t]));
    json_object_set_new(out, "estimate", number(f->estimate[t]));
    json_object_set_new(out, "std_error", number(f->std_error[t]));
    json_object_set_new(out, "p_value", number(f->p_value[t]));
    json_object_set_new(out, "conf_low", number(f->conf_low[t]));
    json_object_set_new(out, "conf_high", number(f->conf_high[t]));
    return out;
}

void model_text_json(const struct analysis_request *q,
                     const struct analysis_result *r, const char *out)
{
    const struct stats_fit *f = &r->fit;
    json_t *object = json_object(), *terms = json_array();
    for (size_t t = 0; r->term && t < f->n_terms; t++)
        json_array_append_new(terms, term(r, t));
    json_object_set_new(object, "formula", json_string(q->formula));
    json_object_set_new(object, "out", json_string(out));
    json_object_set_new(object, "status",
                        json_string(stats_status_name(f->status)));
    json_object_set_new(object, "message", json_string(r->message));
    json_object_set_new(object, "n", json_integer((json_int_t)f->n_used));
    json_object_set_new(object, "n_events", number(f->n_events));
    json_object_set_new(object, "n_parameters",
                        json_integer((json_int_t)f->n_parameters));
    json_object_set_new(object, "log_likelihood", number(f->log_likelihood));
    json_object_set_new(object, "terms", terms);
    char *line = json_dumps(object, JSON_REAL_PRECISION(17));
    puts(line == NULL ? "" : line);
    free(line);
    json_decref(object);
}
