/* analysis_fit: formula and columns to a named fit with its effects. */
#include "pipeline/analysis_fit.h"
#include "pipeline/analysis_design.h"
#include "pipeline/analysis_extra.h"
#include "pipeline/analysis_message.h"
#include "pipeline/analysis_risks.h"

#include "base/messages.h"
#include "base/text.h"
#include "stats/clogit.h"
#include "stats/logit.h"
#include "stats/multinomial.h"
#include "stats/ordinal.h"
#include "stats/poisson.h"
#include "stats/remedies.h"
#include "stats/wald.h"

#include <math.h>
#include <string.h>

struct fitting {
    struct arena *a;
    const struct analysis_data *data;
    const struct analysis_request *request;
    struct analysis_result *out;
    struct analysis_column *response;
    const struct analysis_column *weights, *offset, *cluster, *strata;
    bool *used;       /* per column of the data */
    size_t *variable; /* per frame variable: column of the data */
    double *y;        /* numeric outcome */
    size_t *code;     /* coded outcome */
    bool is_spent;    /* the frame's cells are gone */
    struct analysis_matrix design, to, from;
};

bool analysis_family_parse(const char *word, enum analysis_family *out)
{
    static const char *const words[] = {
        "logit",   "firth",   "multinomial", "firth-multinomial",
        "ordinal", "poisson", "clogit",      "flac"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (text_equal(word, words[i])) {
            *out = (enum analysis_family)i;
            return true;
        }
    return false;
}

static enum status complain(const struct fitting *f,
                            const struct stats_formula_problem *p)
{
    switch (p->what) {
    case STATS_FORMULA_SYNTAX:
        say_error("analysis.formula_syntax", p->text);
        break;
    case STATS_FORMULA_UNKNOWN_FUNCTION:
        say_error("analysis.formula_function", p->text);
        break;
    case STATS_FORMULA_UNKNOWN_VARIABLE:
        say_error("analysis.no_column", f->data->path, p->text);
        break;
    case STATS_FORMULA_NOT_NUMERIC:
        say_error("analysis.formula_not_numeric", p->text);
        break;
    case STATS_FORMULA_TOO_MANY:
        say_error("analysis.formula_too_many");
        break;
    default:
        say_error("analysis.formula_no_tilde");
    }
    return STATUS_USAGE;
}

static enum status optional(const struct fitting *f, const char *name,
                            const struct analysis_column **out)
{
    struct analysis_column *c;
    *out = NULL;
    if (name == NULL)
        return STATUS_OK;
    enum status st = analysis_need(f->data, name, &c);
    *out = c;
    return st;
}

static enum status need_number(const struct fitting *f,
                               const struct analysis_column *c)
{
    if (c == NULL || !c->is_text)
        return STATUS_OK;
    say_error("analysis.not_numeric", f->data->path, c->name);
    return STATUS_USAGE;
}

static enum status find_columns(struct fitting *f)
{
    const struct analysis_request *r = f->request;
    struct stats_formula_problem why;
    if (!stats_formula_parse(r->formula, &f->out->formula, &why))
        return complain(f, &why);
    enum status st =
        analysis_need(f->data, stats_formula_response_variable(f->out->formula),
                      &f->response);
    if (st == STATUS_OK)
        st = optional(f, r->weights, &f->weights);
    if (st == STATUS_OK)
        st = optional(f, r->offset, &f->offset);
    if (st == STATUS_OK)
        st = optional(f, r->cluster, &f->cluster);
    if (st == STATUS_OK)
        st = optional(f, r->strata, &f->strata);
    if (st == STATUS_OK)
        st = need_number(f, f->weights);
    if (st == STATUS_OK)
        st = need_number(f, f->offset);
    return st;
}

/* Columns of the data that the formula sees: with `.` all that serve no
 * other purpose. */
static void find_used(struct fitting *f)
{
    const struct analysis_data *d = f->data;
    f->used = arena_take_array(f->a, d->n_columns, sizeof *f->used);
    f->variable = arena_take_array(f->a, d->n_columns, sizeof *f->variable);
    size_t n = 0;
    for (size_t j = 0; j < d->n_columns; j++) {
        const struct analysis_column *c = &d->columns[j];
        bool everything;
        bool uses = stats_formula_uses(f->out->formula, c->name, &everything);
        if (everything && (c == f->weights || c == f->offset ||
                           c == f->cluster || c == f->strata))
            uses = false;
        f->used[j] = uses;
        if (uses)
            f->variable[n++] = j;
    }
    f->out->frame.n_variables = n;
}

static bool row_is_complete(const struct fitting *f, size_t i)
{
    const struct analysis_column *others[] = {f->weights, f->offset, f->cluster,
                                              f->strata};
    for (size_t j = 0; j < f->data->n_columns; j++)
        if (f->used[j] && analysis_is_missing(&f->data->columns[j], i))
            return false;
    for (size_t k = 0; k < 4; k++)
        if (others[k] && analysis_is_missing(others[k], i))
            return false;
    return true;
}

static void choose_rows(struct fitting *f)
{
    struct analysis_result *out = f->out;
    size_t n = f->data->n_rows, *row = NULL;
    out->n_data_rows = n;
    for (size_t i = 0; i < n; i++) {
        bool complete = row_is_complete(f, i);
        if (!complete && row == NULL) {
            row = arena_take_array(f->a, n, sizeof *row);
            for (size_t k = 0; k < i; k++)
                row[k] = k;
        }
        if (complete && row)
            row[out->frame.n_rows] = i;
        out->frame.n_rows += complete;
    }
    out->row = row;
    out->n_incomplete = n - out->frame.n_rows;
}

/* Cells of a column that nothing but the formula's right side reads, in the
 * last fit of the data. */
static bool is_spent(const struct fitting *f, const struct analysis_column *c)
{
    return f->request->spends_data && c->in_pages && c != f->weights &&
           c != f->offset && c != f->cluster && c != f->strata &&
           !text_equal(c->name, f->response->name);
}

static double *pick_numbers(const struct fitting *f,
                            const struct analysis_column *c)
{
    size_t n = f->out->frame.n_rows;
    if (f->out->row == NULL)
        return c->number;
    double *out =
        is_spent(f, c) ? c->number : arena_take_array(f->a, n, sizeof *out);
    for (size_t i = 0; i < n; i++)
        out[i] = c->number[f->out->row[i]];
    return out;
}

/* All rows are used, and every level has one. */
static bool codes_serve(const struct fitting *f,
                        const struct analysis_column *c)
{
    size_t seen = 0, n = f->data->n_rows;
    if (f->out->row)
        return false;
    bool *has = arena_take_array(f->a, c->n_levels + 1, sizeof *has);
    for (size_t i = 0; i < n; i++) {
        seen += !has[c->code[i]];
        has[c->code[i]] = true;
    }
    return seen == c->n_levels;
}

/* Codes of the rows used; levels that no such row has are left out. */
static void pick_codes(const struct fitting *f, const struct analysis_column *c,
                       size_t **code, const char ***levels, size_t *n_levels)
{
    size_t n = f->out->frame.n_rows, kept = 0;
    if (codes_serve(f, c)) {
        *code = c->code;
        *levels = c->levels;
        *n_levels = c->n_levels;
        return;
    }
    size_t *to = arena_take_array(f->a, c->n_levels, sizeof *to);
    *levels = arena_take_array(f->a, c->n_levels, sizeof **levels);
    *code = is_spent(f, c) ? c->code : arena_take_array(f->a, n, sizeof **code);
    for (size_t i = 0; i < n; i++)
        to[c->code[analysis_row(f->out, i)]] = 1;
    for (size_t k = 0; k < c->n_levels; k++)
        if (to[k]) {
            (*levels)[kept] = c->levels[k];
            to[k] = kept++;
        }
    for (size_t i = 0; i < n; i++)
        (*code)[i] = to[c->code[analysis_row(f->out, i)]];
    *n_levels = kept;
}

static void fill_frame(struct fitting *f)
{
    struct stats_frame *frame = &f->out->frame;
    struct stats_variable *v =
        arena_take_array(f->a, frame->n_variables, sizeof *v);
    for (size_t k = 0; k < frame->n_variables; k++) {
        const struct analysis_column *c = &f->data->columns[f->variable[k]];
        v[k] = (struct stats_variable){.name = c->name};
        if (c->is_text) {
            size_t *code;
            const char **levels;
            pick_codes(f, c, &code, &levels, &v[k].n_levels);
            v[k].code = code;
            v[k].levels = levels;
        } else {
            v[k].number = pick_numbers(f, c);
        }
    }
    frame->variables = v;
}

/* The outcome ------------------------------------------------------------ */

static bool is_zero_one(const double *y, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (y[i] != 0.0 && y[i] != 1.0)
            return false;
    return true;
}

/* The data stay as they are for the next model. */
static void copy_response(struct fitting *f)
{
    struct analysis_column *own = arena_take_array(f->a, 1, sizeof *own);
    *own = *f->response;
    if (own->is_text) {
        own->code = arena_take_array(f->a, f->data->n_rows, sizeof *own->code);
        memcpy(own->code, f->response->code,
               f->data->n_rows * sizeof *own->code);
    }
    f->response = own;
}

static enum status take_codes(struct fitting *f)
{
    enum status st = STATUS_OK;
    copy_response(f);
    if (f->request->outcome_reference)
        st = analysis_set_reference(f->a, f->data, f->response,
                                    f->request->outcome_reference);
    analysis_make_factor(f->a, f->data, f->response);
    if (st == STATUS_OK)
        pick_codes(f, f->response, &f->code, &f->out->levels,
                   &f->out->n_levels);
    return st;
}

static enum status take_binary(struct fitting *f)
{
    size_t n = f->out->frame.n_rows;
    bool plain = !f->response->is_text && !f->request->outcome_reference &&
                 !stats_formula_response_is_factor(f->out->formula);
    if (plain) {
        static const char *zero_one[] = {"0", "1"};
        f->y = pick_numbers(f, f->response);
        f->out->n_levels = 2;
        f->out->levels = zero_one;
        f->out->not_two_levels = !is_zero_one(f->y, n);
        return STATUS_OK;
    }
    enum status st = take_codes(f);
    if (st != STATUS_OK)
        return st;
    f->out->not_two_levels = f->out->n_levels > 2;
    f->y = arena_take_array(f->a, n, sizeof *f->y);
    for (size_t i = 0; i < n; i++)
        f->y[i] = f->out->n_levels == 1 ? 0.0 : (double)f->code[i];
    return STATUS_OK;
}

static enum status take_outcome(struct fitting *f)
{
    switch (f->request->family) {
    case ANALYSIS_LOGIT:
    case ANALYSIS_FIRTH:
    case ANALYSIS_CLOGIT:
    case ANALYSIS_FLAC:
        f->out->family = STATS_FAMILY_LOGIT;
        f->out->is_conditional = f->request->family == ANALYSIS_CLOGIT;
        return take_binary(f);
    case ANALYSIS_MULTINOMIAL:
    case ANALYSIS_FIRTH_MULTINOMIAL:
        f->out->family = STATS_FAMILY_MULTINOMIAL;
        return take_codes(f);
    case ANALYSIS_ORDINAL:
        f->out->family = STATS_FAMILY_ORDINAL;
        return take_codes(f);
    case ANALYSIS_POISSON:
        break;
    }
    f->out->family = STATS_FAMILY_POISSON;
    enum status st = need_number(f, f->response);
    if (st == STATUS_OK)
        f->y = pick_numbers(f, f->response);
    return st;
}

/* The design ------------------------------------------------------------- */

/* The ordinal model's thresholds take the intercept's place; within matched
 * sets there is none. */
static size_t first_column(const struct fitting *f)
{
    bool without =
        f->out->family == STATS_FAMILY_ORDINAL || f->out->is_conditional;
    return without && stats_formula_has_intercept(f->out->formula) ? 1 : 0;
}

static bool is_main(const struct fitting *f, size_t i,
                    struct stats_main_effect *e, bool *is_factor, bool *full)
{
    size_t variable;
    const char *label;
    stats_formula_effect(f->out->formula, i, &variable, is_factor, &label);
    return stats_formula_main(f->out->formula, i, &e->first, &e->n_cols,
                              full) &&
           !(*full && f->out->frame.variables[variable].levels == NULL);
}

/* Will effects, or profiles, be found from designs that are changed? */
static bool reads_frame_again(const struct fitting *f)
{
    struct stats_main_effect e;
    bool is_factor, full;
    if (f->request->profiles || f->request->standardise ||
        f->out->family != STATS_FAMILY_LOGIT)
        return true;
    for (size_t i = 0; i < stats_formula_n_effects(f->out->formula); i++)
        if (!is_main(f, i, &e, &is_factor, &full) && !f->out->is_conditional)
            return true;
    return false;
}

static double *write_design(const struct fitting *f,
                            const struct stats_formula_change *change,
                            struct analysis_matrix *into)
{
    struct analysis_rows rows = {.formula = f->out->formula,
                                 .frame = &f->out->frame,
                                 .first_column = first_column(f)};
    analysis_write_design(&rows, change, into);
    return into->x;
}

/* Writes the design for the last time that the frame's cells are read. */
static double *write_last_design(struct fitting *f)
{
    size_t n = f->out->frame.n_variables;
    bool *spent = arena_take_array(f->a, n + 1, sizeof *spent);
    for (size_t k = 0; k < n; k++)
        spent[k] = is_spent(f, &f->data->columns[f->variable[k]]);
    struct analysis_rows rows = {.formula = f->out->formula,
                                 .frame = &f->out->frame,
                                 .first_column = first_column(f),
                                 .spent = spent};
    analysis_write_design(&rows, NULL, &f->design);
    f->is_spent = true;
    return f->design.x;
}

static double *write_first_design(struct fitting *f)
{
    bool again = !f->request->spends_data || reads_frame_again(f);
    return again ? write_design(f, NULL, &f->design) : write_last_design(f);
}

static void fill_design(struct fitting *f)
{
    struct analysis_result *out = f->out;
    size_t n = out->frame.n_rows;
    double *offset = NULL;
    if (f->offset || stats_formula_has_offset(out->formula)) {
        offset = arena_take_array(f->a, n + 1, sizeof *offset);
        for (size_t i = 0; f->offset && i < n; i++)
            offset[i] = f->offset->number[analysis_row(out, i)];
        stats_formula_add_offset(out->formula, &out->frame, offset);
    }
    out->design = (struct stats_design){
        .n_rows = n,
        .n_cols = stats_formula_n_columns(out->formula) - first_column(f),
        .x = write_first_design(f),
        .weights = f->weights ? pick_numbers(f, f->weights) : NULL,
        .offset = offset};
}

static void name_terms(struct fitting *f)
{
    struct analysis_result *out = f->out;
    size_t m = out->design.n_cols, first = first_column(f);
    size_t cuts = out->family == STATS_FAMILY_ORDINAL ? out->n_levels - 1 : 0;
    size_t n = out->fit.n_terms;
    out->term = arena_take_array(f->a, n, sizeof *out->term);
    out->term_level = arena_take_array(f->a, n, sizeof *out->term_level);
    for (size_t t = 0; t < n; t++) {
        out->term_level[t] = "";
        if (t < cuts) {
            out->term[t] =
                arena_format(f->a, "%s|%s", out->levels[t], out->levels[t + 1]);
            continue;
        }
        out->term[t] = arena_copy(
            f->a, stats_formula_column(out->formula, (t - cuts) % m + first));
        if (out->family == STATS_FAMILY_MULTINOMIAL)
            out->term_level[t] = out->levels[t / m + 1];
        if (out->family == STATS_FAMILY_LOGIT)
            out->term_level[t] = out->levels[1];
    }
}

/* Fit, errors, effects ---------------------------------------------------- */

/* A column's different values as codes, for clusters and strata. */
static const size_t *number_levels(struct fitting *f,
                                   const struct analysis_column *c)
{
    size_t n_levels, *code;
    const char **levels;
    struct analysis_column copy = *c;
    analysis_make_factor(f->a, f->data, &copy);
    pick_codes(f, &copy, &code, &levels, &n_levels);
    return code;
}

static void fit(struct fitting *f)
{
    struct analysis_result *out = f->out;
    enum analysis_family family = f->request->family;
    struct stats_fit_options options = {
        .method =
            family == ANALYSIS_FIRTH || family == ANALYSIS_FIRTH_MULTINOMIAL
                ? STATS_FIRTH
                : STATS_ML,
        .limits = f->request->limits,
        .level = f->request->level,
        .threads = f->request->threads};
    enum stats_status st = STATS_BAD_ARGUMENT;
    if (out->is_conditional)
        st = stats_clogit_fit(&out->design, f->y, number_levels(f, f->strata),
                              &options, &out->fit);
    else if (family == ANALYSIS_FLAC)
        st = stats_flac_fit(&out->design, f->y, &options, &out->fit);
    else if (out->family == STATS_FAMILY_LOGIT)
        st = stats_logit_fit(&out->design, f->y, &options, &out->fit);
    else if (out->family == STATS_FAMILY_POISSON)
        st = stats_poisson_fit(&out->design, f->y, &options, &out->fit);
    else if (out->family == STATS_FAMILY_MULTINOMIAL)
        st = stats_multinomial_fit(&out->design, f->code, out->n_levels,
                                   &options, &out->fit);
    else
        st = stats_ordinal_fit(&out->design, f->code, out->n_levels, &options,
                               &out->fit);
    out->fit.status = st;
    out->is_penalised =
        options.method == STATS_FIRTH || family == ANALYSIS_FLAC;
}

static void make_robust(struct fitting *f)
{
    struct analysis_result *out = f->out;
    enum stats_robust kind = f->request->robust;
    if (f->request->errors != ANALYSIS_ROBUST_SE ||
        !stats_fit_has_estimates(&out->fit))
        return;
    const size_t *group = f->cluster ? number_levels(f, f->cluster) : NULL;
    enum stats_status before = out->fit.status;
    enum stats_status st =
        f->y ? stats_robust(&out->design, f->y, out->family, kind, group,
                            f->request->level, &out->fit)
             : stats_robust_categories(&out->design, f->code, out->family, kind,
                                       group, f->request->level, &out->fit);
    out->fit.status = st == STATS_OK ? before : STATS_BAD_DATA;
}

static void add_effects(struct fitting *f, const char *label,
                        const struct stats_margin *margin)
{
    struct analysis_result *out = f->out;
    size_t count = stats_margin_count(out->family, &out->fit);
    for (size_t k = 0; k < count; k++)
        out->effects[out->n_effects++] = (struct analysis_effect){
            .outcome_level = out->family == STATS_FAMILY_LOGIT ? out->levels[1]
                             : out->family == STATS_FAMILY_POISSON
                                 ? ""
                                 : out->levels[k],
            .term = label,
            .margin = margin[k]};
}

static void effect_of_number(struct fitting *f, size_t variable,
                             const char *label, struct stats_margin *margin)
{
    struct stats_formula_change change = {.variable = variable, .slope = true};
    double *direction = write_design(f, &change, &f->to);
    if (stats_margin_slope(&f->out->design, &f->out->fit, f->out->family,
                           direction, margin) == STATS_OK)
        add_effects(f, arena_copy(f->a, label), margin);
}

/* Levels of factor(number) are those the columns' names end with. */
static size_t levels_of_number(struct fitting *f, const char *label,
                               const char *const **levels)
{
    size_t m = stats_formula_n_columns(f->out->formula), n = 1;
    const char **out = arena_take_array(f->a, m + 1, sizeof *out);
    out[0] = "";
    for (size_t j = 0; j < m; j++) {
        const char *name = stats_formula_column(f->out->formula, j);
        if (text_starts_with(name, label) && strchr(name, ':') == NULL)
            out[n++] = arena_copy(f->a, name + strlen(label));
    }
    *levels = out;
    return n;
}

static void effect_of_factor(struct fitting *f, size_t variable,
                             const char *label, struct stats_margin *margin)
{
    const struct stats_variable *v = &f->out->frame.variables[variable];
    const char *const *levels = v->levels;
    size_t n = v->n_levels;
    if (levels == NULL)
        n = levels_of_number(f, label, &levels);
    struct stats_formula_change base = {.variable = variable, .code = 0};
    double *from = write_design(f, &base, &f->from);
    for (size_t k = 1; k < n; k++) {
        struct stats_formula_change change = {.variable = variable, .code = k};
        double *to = write_design(f, &change, &f->to);
        if (stats_margin_switch(&f->out->design, &f->out->fit, f->out->family,
                                to, from, margin) == STATS_OK)
            add_effects(f, arena_format(f->a, "%s%s", label, levels[k]),
                        margin);
    }
}

static size_t count_effects(const struct fitting *f)
{
    size_t n = 0;
    for (size_t i = 0; i < stats_formula_n_effects(f->out->formula); i++) {
        size_t variable;
        bool is_factor;
        const char *label;
        stats_formula_effect(f->out->formula, i, &variable, &is_factor, &label);
        n += f->out->frame.variables[variable].n_levels + 1;
    }
    return n + stats_formula_n_columns(f->out->formula);
}

struct main_effects {
    size_t n;
    struct stats_main_effect *effect;
    struct stats_margin *margin;
    const size_t *start; /* per effect of the formula: its first, or n */
};

static void list_main_effects(struct fitting *f, struct main_effects *m)
{
    size_t n = stats_formula_n_effects(f->out->formula);
    size_t *start = arena_take_array(f->a, n + 1, sizeof *start);
    m->effect = arena_take_array(f->a, count_effects(f), sizeof *m->effect);
    for (size_t i = 0; i < n; i++) {
        struct stats_main_effect e;
        bool is_factor, full;
        start[i] = (size_t)-1;
        if (!is_main(f, i, &e, &is_factor, &full))
            continue;
        start[i] = m->n;
        size_t last = e.first + e.n_cols;
        e.from = is_factor && full ? e.first : STATS_NO_COLUMN;
        e.to = is_factor && full ? e.first + 1 : e.first;
        e.n_cols = is_factor ? e.n_cols : 0;
        for (; e.to < last; e.to++)
            m->effect[m->n++] = e;
    }
    m->start = start;
}

/* False where effects are to be found one by one. */
static bool find_main_effects(struct fitting *f, struct main_effects *m)
{
    struct analysis_result *out = f->out;
    *m = (struct main_effects){0};
    if (out->family != STATS_FAMILY_LOGIT)
        return false;
    list_main_effects(f, m);
    m->margin = arena_take_array(f->a, m->n + 1, sizeof *m->margin);
    return stats_margin_main(&out->design, &out->fit, f->request->threads, m->n,
                             m->effect, m->margin) == STATS_OK;
}

static void add_main_effect(struct fitting *f, size_t variable, bool is_factor,
                            const char *label,
                            const struct stats_margin *margin)
{
    const struct stats_variable *v = &f->out->frame.variables[variable];
    const char *const *levels = v->levels;
    size_t n = v->n_levels;
    if (!is_factor) {
        add_effects(f, arena_copy(f->a, label), margin);
        return;
    }
    if (levels == NULL)
        n = levels_of_number(f, label, &levels);
    for (size_t k = 1; k < n; k++)
        add_effects(f, arena_format(f->a, "%s%s", label, levels[k]),
                    &margin[k - 1]);
}

static void find_effects(struct fitting *f)
{
    struct analysis_result *out = f->out;
    struct main_effects m;
    if (!stats_fit_has_estimates(&out->fit) || out->is_conditional)
        return;
    size_t count = stats_margin_count(out->family, &out->fit);
    struct stats_margin *margin = arena_take_array(f->a, count, sizeof *margin);
    out->effects =
        arena_take_array(f->a, count * count_effects(f), sizeof *out->effects);
    bool together = find_main_effects(f, &m);
    for (size_t i = 0; i < stats_formula_n_effects(out->formula); i++) {
        size_t variable;
        bool is_factor;
        const char *label;
        stats_formula_effect(out->formula, i, &variable, &is_factor, &label);
        if (together && m.start[i] != (size_t)-1)
            add_main_effect(f, variable, is_factor, label,
                            m.margin + m.start[i]);
        else if (f->is_spent)
            continue;
        else if (is_factor)
            effect_of_factor(f, variable, label, margin);
        else
            effect_of_number(f, variable, label, margin);
    }
}

/* Each term of the formula, over all its columns and outcome levels. */
static void test_terms(struct fitting *f)
{
    struct analysis_result *out = f->out;
    size_t terms = stats_formula_n_terms(out->formula), m = out->design.n_cols;
    size_t cuts = out->family == STATS_FAMILY_ORDINAL ? out->n_levels - 1 : 0;
    if (!stats_fit_has_estimates(&out->fit))
        return;
    size_t *index = arena_take_array(f->a, out->fit.n_terms, sizeof *index);
    out->term_tests = arena_take_array(f->a, terms, sizeof *out->term_tests);
    for (size_t t = 1; t < terms; t++) {
        struct analysis_term_test *test = &out->term_tests[out->n_term_tests];
        size_t n = 0;
        for (size_t k = cuts; k < out->fit.n_terms; k++) {
            size_t column = (k - cuts) % m + first_column(f);
            if (stats_formula_term_of(out->formula, column) == t)
                index[n++] = k;
        }
        test->term = arena_copy(f->a, stats_formula_term(out->formula, t));
        if (stats_wald(&out->fit, n, index, &test->test) == STATS_OK)
            out->n_term_tests++;
    }
}

static void score(struct fitting *f)
{
    struct analysis_result *out = f->out;
    if (out->family == STATS_FAMILY_LOGIT &&
        stats_fit_has_estimates(&out->fit) && f->weights == NULL &&
        !out->is_conditional)
        out->has_performance =
            stats_performance(out->frame.n_rows, f->y, out->fit.fitted,
                              f->request->level, &out->performance) == STATS_OK;
}

static void test_proportional_odds(struct fitting *f)
{
    struct analysis_result *out = f->out;
    if (out->family == STATS_FAMILY_ORDINAL &&
        stats_fit_has_estimates(&out->fit))
        out->has_trend_test =
            stats_ordinal_test(&out->design, f->code, out->n_levels,
                               &out->proportional_odds) == STATS_OK;
}

static void bad_data(struct analysis_result *out, enum stats_reason reason)
{
    out->fit.status = STATS_BAD_DATA;
    out->fit.reason = reason;
    out->fit.log_likelihood = out->fit.null_log_likelihood = NAN;
    out->fit.deviance = out->fit.null_deviance = NAN;
}

/* The design's column of a term as coefficients.csv names it. */
static enum status find_term(struct fitting *f, const char *name, size_t *at)
{
    for (*at = 0; *at < f->out->fit.n_terms; ++*at)
        if (text_equal(f->out->term[*at], name))
            return STATUS_OK;
    say_error("analysis.no_term", name);
    return STATUS_USAGE;
}

static enum status find_exact(struct fitting *f)
{
    size_t term[2] = {0, 0};
    for (size_t k = 0; k < f->request->n_exact; k++) {
        enum status st = find_term(f, f->request->exact[k], &term[k]);
        if (st != STATUS_OK)
            return st;
        f->out->exact_term[k] = f->request->exact[k];
    }
    f->out->n_exact = f->request->n_exact;
    f->out->exact_status =
        stats_exact_logit(&f->out->design, f->y, f->request->n_exact, term,
                          f->request->level, &f->out->exact);
    return STATUS_OK;
}

static enum status add_extras(struct fitting *f)
{
    enum status st = f->request->n_exact > 0 ? find_exact(f) : STATUS_OK;
    if (st == STATUS_OK && f->request->standardise)
        st = analysis_find_risks(f->a, f->request, f->out);
    if (st == STATUS_OK && f->request->profiles &&
        stats_fit_has_estimates(&f->out->fit))
        st = analysis_predict(f->a, f->request, f->out);
    return st;
}

static enum status fit_rows(struct fitting *f)
{
    struct analysis_result *out = f->out;
    struct stats_formula_problem why;
    enum status st = take_outcome(f);
    if (st != STATUS_OK)
        return st;
    fill_frame(f);
    if (out->frame.n_rows == 0) {
        bad_data(out, STATS_NO_ROWS);
        return STATUS_OK;
    }
    if (!stats_formula_bind(out->formula, &out->frame, &why)) {
        if (why.what != STATS_FORMULA_ONE_LEVEL)
            return complain(f, &why);
        bad_data(out, STATS_NO_REASON);
        out->message = message_format(f->a, "analysis.one_level", why.text);
        return STATUS_OK;
    }
    fill_design(f);
    if (out->design.n_cols == 0 && out->family != STATS_FAMILY_ORDINAL) {
        say_error("analysis.formula_no_columns");
        return STATUS_USAGE;
    }
    if (out->not_two_levels) {
        bad_data(out, STATS_OUTCOME_NOT_CODED);
        return STATUS_OK;
    }
    if (out->n_levels == 1) {
        bad_data(out, STATS_OUTCOME_CONSTANT);
        return STATUS_OK;
    }
    fit(f);
    out->y = f->y;
    name_terms(f);
    if (f->request->check)
        analysis_find_check(f->a, out, f->request->level);
    make_robust(f);
    find_effects(f);
    analysis_drop_design(&f->to);
    analysis_drop_design(&f->from);
    test_terms(f);
    test_proportional_odds(f);
    st = add_extras(f);
    analysis_drop_design(&f->design);
    out->design.x = NULL;
    score(f);
    return st;
}

enum status analysis_fit(struct arena *a, const struct analysis_data *data,
                         const struct analysis_request *request,
                         struct analysis_result *out)
{
    struct fitting f = {.a = a, .data = data, .request = request, .out = out};
    *out = (struct analysis_result){0};
    enum status st = find_columns(&f);
    if (st != STATUS_OK)
        return st;
    find_used(&f);
    choose_rows(&f);
    st = fit_rows(&f);
    analysis_drop_design(&f.design);
    out->design.x = NULL;
    if (st == STATUS_OK && out->message == NULL)
        out->message = analysis_message(a, out);
    return st;
}

void analysis_release(struct analysis_result *r)
{
    stats_fit_release(&r->fit);
    stats_formula_free(r->formula);
    r->formula = NULL;
}
