/* analysis_risks: a factor's levels, one after the other, in all rows. */
#include "pipeline/analysis_risks.h"
#include "pipeline/analysis_design.h"

#include "base/messages.h"
#include "base/text.h"
#include "stats/distribution.h"

#include <math.h>
#include <string.h>

struct standardising {
    struct arena *a;
    struct analysis_result *out;
    double z; /* of the limits */
    size_t variable;
    const char *label;
    size_t n_levels;
    const char **levels;
};

/* factor(number): the smallest, and those that columns' names end with. */
static void find_number_levels(struct standardising *s)
{
    const struct stats_formula *f = s->out->formula;
    const struct stats_frame *frame = &s->out->frame;
    const double *number = frame->variables[s->variable].number;
    double least = number[0];
    for (size_t i = 1; i < frame->n_rows; i++)
        least = number[i] < least ? number[i] : least;
    const char *first = arena_format(s->a, "%.15g", least);
    s->levels[s->n_levels++] = first;
    for (size_t j = 0; j < stats_formula_n_columns(f); j++) {
        const char *name = stats_formula_column(f, j);
        if (!text_starts_with(name, s->label) || strchr(name, ':') ||
            text_equal(name + strlen(s->label), first))
            continue;
        s->levels[s->n_levels++] = arena_copy(s->a, name + strlen(s->label));
    }
}

/* False when the variable is no factor of the formula. */
static bool find_factor(struct standardising *s, const char *name)
{
    const struct stats_formula *f = s->out->formula;
    for (size_t i = 0; i < stats_formula_n_effects(f); i++) {
        bool is_factor;
        stats_formula_effect(f, i, &s->variable, &is_factor, &s->label);
        const struct stats_variable *v = &s->out->frame.variables[s->variable];
        if (!is_factor || !text_equal(v->name, name))
            continue;
        size_t room = v->n_levels + stats_formula_n_columns(f) + 1;
        s->levels = arena_take_array(s->a, room, sizeof *s->levels);
        for (size_t k = 0; v->levels && k < v->n_levels; k++)
            s->levels[s->n_levels++] = v->levels[k];
        if (v->levels == NULL)
            find_number_levels(s);
        return true;
    }
    return false;
}

/* Limits on the scale of log(p / (1 - p)), counts on that of log(mu). */
static void tell(struct standardising *s, const char *level, size_t category,
                 const struct stats_margin *m)
{
    struct analysis_result *out = s->out;
    struct analysis_risk *r = &out->risks[out->n_risks++];
    double p = m->estimate;
    *r = (struct analysis_risk){.level = level, .margin = *m};
    if (out->family == STATS_FAMILY_POISSON) {
        double reach = s->z * m->std_error / p;
        r->outcome_level = "";
        r->conf_low = p * exp(-reach);
        r->conf_high = p * exp(reach);
        return;
    }
    double at = log(p) - log1p(-p), reach = s->z * m->std_error / (p - p * p);
    r->outcome_level =
        out->levels[out->family == STATS_FAMILY_LOGIT ? 1 : category];
    r->conf_low = 1.0 / (1.0 + exp(reach - at));
    r->conf_high = 1.0 / (1.0 + exp(-reach - at));
}

static void standardise(struct standardising *s)
{
    struct analysis_result *out = s->out;
    size_t count = stats_margin_count(out->family, &out->fit);
    struct stats_margin *m = arena_take_array(s->a, count, sizeof *m);
    struct analysis_matrix matrix = {NULL, 0};
    const struct analysis_rows rows = {
        .formula = out->formula,
        .frame = &out->frame,
        .first_column =
            stats_formula_n_columns(out->formula) - out->design.n_cols};
    out->risks =
        arena_take_array(s->a, count * s->n_levels, sizeof *out->risks);
    for (size_t k = 0; k < s->n_levels; k++) {
        const struct stats_formula_change change = {.variable = s->variable,
                                                    .code = k};
        analysis_write_design(&rows, &change, &matrix);
        if (stats_margin_switch(&out->design, &out->fit, out->family, matrix.x,
                                NULL, m) != STATS_OK)
            continue;
        for (size_t c = 0; c < count; c++)
            tell(s, s->levels[k], c, &m[c]);
    }
    analysis_drop_design(&matrix);
}

enum status analysis_find_risks(struct arena *a,
                                const struct analysis_request *r,
                                struct analysis_result *out)
{
    struct standardising s = {
        .a = a, .out = out, .z = stats_normal_for_level(r->level)};
    if (!find_factor(&s, r->standardise)) {
        say_error("analysis.no_factor", r->standardise, r->standardise);
        return STATUS_USAGE;
    }
    out->risk_variable = r->standardise;
    if (stats_fit_has_estimates(&out->fit) && !out->is_conditional)
        standardise(&s);
    return STATUS_OK;
}
