/* analysis_extra: checks of a fit, and rows that are not in the data.
 *
 * A formula is bound to a frame, whose levels make its columns; profiles are
 * therefore appended to the model's rows and bound with them, which makes the
 * same columns as long as they bring no new level. */
#include "pipeline/analysis_extra.h"

#include "base/messages.h"
#include "base/text.h"
#include "stats/remedies.h"

#include <math.h>
#include <string.h>

enum { GROUPS = 10 };

void analysis_find_check(struct arena *a, struct analysis_result *out,
                         double level)
{
    size_t n = out->design.n_rows, m = out->design.n_cols;
    bool binary = out->family == STATS_FAMILY_LOGIT;
    if (!(binary || out->family == STATS_FAMILY_POISSON) ||
        out->is_conditional || !stats_fit_has_estimates(&out->fit))
        return;
    struct analysis_check *c = arena_take_array(a, 1, sizeof *c);
    c->influence =
        (struct stats_influence){arena_take_array(a, n, sizeof(double)),
                                 arena_take_array(a, n, sizeof(double)),
                                 arena_take_array(a, n, sizeof(double)),
                                 arena_take_array(a, n * m, sizeof(double))};
    if (stats_influence(&out->design, out->y, &out->fit, out->family,
                        &c->influence) != STATS_OK)
        return;
    c->vif = arena_take_array(a, m, sizeof *c->vif);
    size_t intercept = stats_formula_has_intercept(out->formula) ? 0 : m;
    if (stats_vif(&out->fit, intercept, c->vif) != STATS_OK)
        c->vif = NULL;
    if (!binary || out->design.weights ||
        stats_calibration_curve(n, out->y, out->fit.fitted, GROUPS, level,
                                c->groups, &c->n_groups,
                                &c->hosmer_lemeshow) != STATS_OK)
        c->n_groups = 0;
    out->check = c;
}

/* Profiles ----------------------------------------------------------------- */

struct joining {
    struct arena *a;
    const struct analysis_data *from; /* the profiles */
    const struct stats_frame *frame;  /* the model's rows */
    size_t n;                         /* of both */
};

static enum status find_level(const struct joining *j,
                              const struct stats_variable *v,
                              const struct analysis_column *c, size_t row,
                              size_t *code)
{
    for (*code = 0; *code < v->n_levels; ++*code)
        if (text_equal(v->levels[*code], c->levels[c->code[row]]))
            return STATUS_OK;
    say_error("analysis.profile_level", j->from->path, row + 2, c->name);
    return STATUS_USAGE;
}

static enum status check_cells(const struct joining *j,
                               const struct analysis_column *c)
{
    for (size_t i = 0; i < j->from->n_rows; i++)
        if (analysis_is_missing(c, i)) {
            say_error("analysis.profile_empty", j->from->path, i + 2, c->name);
            return STATUS_USAGE;
        }
    return STATUS_OK;
}

static enum status join_codes(const struct joining *j,
                              const struct analysis_column *c,
                              struct stats_variable *v)
{
    size_t n = j->frame->n_rows;
    struct analysis_column text = *c;
    size_t *code = arena_take_array(j->a, j->n, sizeof *code);
    analysis_make_factor(j->a, j->from, &text);
    memcpy(code, v->code, n * sizeof *code);
    v->code = code;
    for (size_t i = 0; i < j->from->n_rows; i++) {
        enum status st = find_level(j, v, &text, i, &code[n + i]);
        if (st != STATUS_OK)
            return st;
    }
    return STATUS_OK;
}

static enum status join_numbers(const struct joining *j,
                                const struct analysis_column *c,
                                struct stats_variable *v)
{
    size_t n = j->frame->n_rows;
    double *number = arena_take_array(j->a, j->n, sizeof *number);
    if (c->is_text) {
        say_error("analysis.not_numeric", j->from->path, c->name);
        return STATUS_USAGE;
    }
    memcpy(number, v->number, n * sizeof *number);
    memcpy(number + n, c->number, j->from->n_rows * sizeof *number);
    v->number = number;
    return STATUS_OK;
}

/* The response's values for the profiles: any the model knows. */
static void repeat_first(const struct joining *j, struct stats_variable *v)
{
    size_t n = j->frame->n_rows;
    double *number = arena_take_array(j->a, j->n, sizeof *number);
    size_t *code = arena_take_array(j->a, j->n, sizeof *code);
    for (size_t i = 0; i < j->n; i++) {
        if (v->number)
            number[i] = v->number[i < n ? i : 0];
        if (v->code)
            code[i] = v->code[i < n ? i : 0];
    }
    v->number = v->number ? number : NULL;
    v->code = v->code ? code : NULL;
}

static enum status join_variable(const struct joining *j, const char *response,
                                 struct stats_variable *v)
{
    struct analysis_column *c;
    if (text_equal(v->name, response)) {
        repeat_first(j, v);
        return STATUS_OK;
    }
    enum status st = analysis_need(j->from, v->name, &c);
    if (st == STATUS_OK)
        st = check_cells(j, c);
    if (st != STATUS_OK)
        return st;
    return v->code ? join_codes(j, c, v) : join_numbers(j, c, v);
}

static enum status join_frames(const struct joining *j, const char *response,
                               struct stats_frame *out)
{
    struct stats_variable *v =
        arena_take_array(j->a, j->frame->n_variables + 1, sizeof *v);
    for (size_t k = 0; k < j->frame->n_variables; k++) {
        v[k] = j->frame->variables[k];
        enum status st = join_variable(j, response, &v[k]);
        if (st != STATUS_OK)
            return st;
    }
    *out = (struct stats_frame){j->n, j->frame->n_variables, v};
    return STATUS_OK;
}

/* --offset's column and offset() terms; NULL where there are none. */
static enum status find_offset(const struct joining *j, const char *column,
                               const struct stats_formula *formula,
                               const struct stats_frame *frame, double **out)
{
    size_t n = j->frame->n_rows;
    struct analysis_column *c = NULL;
    *out = NULL;
    if (column == NULL && !stats_formula_has_offset(formula))
        return STATUS_OK;
    double *offset = arena_take_array(j->a, j->n, sizeof *offset);
    enum status st = column ? analysis_need(j->from, column, &c) : STATUS_OK;
    if (c && st == STATUS_OK)
        st = check_cells(j, c);
    if (st != STATUS_OK)
        return st;
    for (size_t i = 0; c && i < j->from->n_rows; i++)
        offset[n + i] = c->number[i];
    stats_formula_add_offset(formula, frame, offset);
    *out = offset + n;
    return STATUS_OK;
}

/* The profiles' rows of the design; NULL when they made other columns. */
static double *make_design(const struct joining *j, struct analysis_result *out,
                           const struct stats_frame *frame)
{
    struct stats_formula_problem why;
    size_t before = stats_formula_n_columns(out->formula), n = j->frame->n_rows;
    size_t skip = before - out->design.n_cols, rows = j->from->n_rows;
    if (!stats_formula_bind(out->formula, frame, &why) ||
        stats_formula_n_columns(out->formula) != before)
        return NULL;
    double *x = arena_take_array(j->a, j->n * before + 1, sizeof *x);
    stats_formula_design(out->formula, frame, NULL, x);
    x += n * before;
    for (size_t i = 0; skip > 0 && i < rows; i++)
        memmove(x + i * (before - skip), x + i * before + skip,
                (before - skip) * sizeof *x);
    return x;
}

enum status analysis_predict(struct arena *a,
                             const struct analysis_request *request,
                             struct analysis_result *out)
{
    struct joining j = {.a = a,
                        .from = request->profiles,
                        .frame = &out->frame,
                        .n = out->frame.n_rows + request->profiles->n_rows};
    struct stats_frame frame;
    double *offset;
    if (out->is_conditional)
        return STATUS_OK;
    enum status st =
        join_frames(&j, stats_formula_response_variable(out->formula), &frame);
    if (st != STATUS_OK)
        return st;
    double *x = make_design(&j, out, &frame);
    if (x == NULL) {
        say_error("analysis.profile_columns", j.from->path);
        return STATUS_USAGE;
    }
    st = find_offset(&j, request->offset, out->formula, &frame, &offset);
    if (st != STATUS_OK)
        return st;
    struct stats_design profiles = {.n_rows = j.from->n_rows,
                                    .n_cols = out->design.n_cols,
                                    .x = x,
                                    .offset = offset};
    size_t count = stats_margin_count(out->family, &out->fit);
    out->predictions = arena_take_array(a, profiles.n_rows * count + 1,
                                        sizeof *out->predictions);
    if (stats_predict(&profiles, &out->fit, out->family, request->level,
                      out->predictions) == STATS_OK)
        out->n_profiles = profiles.n_rows;
    return STATUS_OK;
}
