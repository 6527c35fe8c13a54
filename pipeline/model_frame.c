/* model_frame: the rows and columns one model sees. */
#include "pipeline/model_frame.h"

#include "base/messages.h"
#include "base/text.h"

#include <string.h>

/* Columns that hold points of a scale, and the column of its version: people
 * scored under several versions are pooled only with it as a stratum. */
static const char *const scales[][2] = {{"kcl_points", "kcl_version"},
                                        {"fc22_red", "fc22_version"}};
enum { N_SCALES = sizeof scales / sizeof *scales };

static const char *version_of(const char *predictor)
{
    for (size_t i = 0; i < N_SCALES; i++) {
        if (text_equal(scales[i][0], predictor))
            return scales[i][1];
    }
    return NULL;
}

/* "kcl_points+fc22_red": a wish to add up two scales. */
static bool joins_scales(const char *name)
{
    size_t n = 0;
    for (size_t i = 0; i < N_SCALES; i++)
        n += strstr(name, scales[i][0]) != NULL;
    return n > 1;
}

static enum status check_column(struct store *s, const char *name)
{
    struct statement *st;
    if (joins_scales(name)) {
        say_error("model.pooled_scales", name);
        return STATUS_USAGE;
    }
    enum status status = store_prepare(
        s, "SELECT 1 FROM pragma_table_info('model_frame') WHERE name = ?1",
        &st);
    if (status != STATUS_OK)
        return status;
    statement_text(st, 1, name);
    bool found = statement_step(st, &status);
    statement_free(st);
    if (status == STATUS_OK && !found) {
        say_error("model.unknown_column", name);
        status = STATUS_USAGE;
    }
    return status;
}

static enum status check_columns(struct store *s, const char *outcome,
                                 const char *const *predictors, size_t n)
{
    enum status st = check_column(s, outcome);
    for (size_t i = 0; st == STATUS_OK && i < n; i++)
        st = check_column(s, predictors[i]);
    return st;
}

/* What keeps people apart who must not be pooled: their city, the version of
 * a scale. Each level but the first becomes a column. */
struct stratum {
    const char *column;
    const char **levels;
    size_t n_levels;
};

struct reading {
    struct model_frame *frame;
    const char *const *predictors;
    size_t n_predictors;
    struct stratum strata[1 + N_SCALES];
    size_t n_strata;
};

/* Names have been checked against the view; they can't be bound. */
static char *known_rows(struct arena *a, const char *outcome,
                        const struct reading *r)
{
    char *sql = arena_format(a,
                             " FROM model_frame WHERE \"%s\" IS NOT NULL AND "
                             "\"%s\" <> 'U'",
                             outcome, outcome);
    for (size_t i = 0; i < r->n_predictors; i++)
        sql =
            arena_format(a, "%s AND \"%s\" IS NOT NULL", sql, r->predictors[i]);
    return sql;
}

static char *select_sql(struct arena *a, const char *outcome,
                        const struct reading *r)
{
    char *sql = arena_format(a, "SELECT \"%s\"", outcome);
    for (size_t i = 0; i < r->n_predictors; i++)
        sql = arena_format(a, "%s, \"%s\"", sql, r->predictors[i]);
    for (size_t i = 0; i < r->n_strata; i++)
        sql = arena_format(a, "%s, \"%s\"", sql, r->strata[i].column);
    return arena_format(a, "%s, link_probability%s ORDER BY subject", sql,
                        known_rows(a, outcome, r));
}

static enum status read_levels(struct arena *a, struct store *s,
                               const char *rows, struct stratum *out)
{
    struct statement *st;
    enum status status = store_prepare(
        s,
        arena_format(a,
                     "SELECT DISTINCT \"%s\"%s AND \"%s\" IS NOT NULL ORDER "
                     "BY 1",
                     out->column, rows, out->column),
        &st);
    size_t capacity = 0;
    while (status == STATUS_OK && statement_step(st, &status)) {
        out->levels = arena_grow(a, out->levels, out->n_levels, &capacity,
                                 sizeof *out->levels);
        out->levels[out->n_levels++] = arena_copy(a, column_text(st, 0));
    }
    statement_free(st);
    return status;
}

static enum status read_strata(struct arena *a, struct store *s,
                               const char *outcome, struct reading *r)
{
    enum status st = STATUS_OK;
    r->strata[r->n_strata++].column = "municipality";
    for (size_t i = 0; i < r->n_predictors; i++) {
        const char *version = version_of(r->predictors[i]);
        if (version != NULL && r->n_strata < 1 + N_SCALES)
            r->strata[r->n_strata++].column = version;
    }
    for (size_t i = 0; st == STATUS_OK && i < r->n_strata; i++)
        st = read_levels(a, s, known_rows(a, outcome, r), &r->strata[i]);
    return st;
}

static void read_row(struct arena *a, struct statement *st,
                     const struct reading *r, double *x)
{
    *x++ = 1;
    for (size_t j = 0; j < r->n_predictors; j++)
        *x++ = column_real(st, 1 + (int)j);
    for (size_t i = 0; i < r->n_strata; i++) {
        const char *at = column_text(st, 1 + (int)(r->n_predictors + i));
        for (size_t j = 1; j < r->strata[i].n_levels; j++)
            *x++ = at != NULL && text_equal(at, r->strata[i].levels[j]) ? 1 : 0;
    }
    int last = 1 + (int)(r->n_predictors + r->n_strata);
    struct model_frame *f = r->frame;
    f->outcome[f->n_rows] = arena_copy(a, column_text(st, 0));
    f->link[f->n_rows] = column_real(st, last);
    f->n_uncertain += f->link[f->n_rows] < 1;
}

static enum status read_rows(struct arena *a, struct statement *st,
                             const struct reading *r)
{
    struct model_frame *f = r->frame;
    enum status status = STATUS_OK;
    size_t rows = 0, outcomes = 0, links = 0;
    while (statement_step(st, &status)) {
        f->x = arena_grow(a, f->x, f->n_rows, &rows, f->n_cols * sizeof *f->x);
        f->outcome =
            arena_grow(a, f->outcome, f->n_rows, &outcomes, sizeof *f->outcome);
        f->link = arena_grow(a, f->link, f->n_rows, &links, sizeof *f->link);
        read_row(a, st, r, f->x + f->n_rows * f->n_cols);
        f->n_rows++;
    }
    return status;
}

static void name_terms(struct arena *a, const struct reading *r)
{
    struct model_frame *f = r->frame;
    size_t n = 1 + r->n_predictors;
    for (size_t i = 0; i < r->n_strata; i++)
        n += r->strata[i].n_levels > 1 ? r->strata[i].n_levels - 1 : 0;
    f->n_cols = n;
    f->terms = arena_take_array(a, n, sizeof *f->terms);
    f->terms[0] = "(Intercept)";
    for (size_t j = 0; j < r->n_predictors; j++)
        f->terms[1 + j] = arena_copy(a, r->predictors[j]);
    const char **at = f->terms + 1 + r->n_predictors;
    for (size_t i = 0; i < r->n_strata; i++) {
        for (size_t j = 1; j < r->strata[i].n_levels; j++)
            *at++ = arena_format(a, "%s%s", r->strata[i].column,
                                 r->strata[i].levels[j]);
    }
}

static enum status count_known(struct arena *a, struct store *s,
                               const char *outcome, size_t *n)
{
    int64_t count = 0;
    enum status st = store_integer(
        s,
        arena_format(a,
                     "SELECT count(*) FROM model_frame WHERE \"%s\" IS NOT "
                     "NULL AND \"%s\" <> 'U'",
                     outcome, outcome),
        &count);
    *n = (size_t)count;
    return st;
}

enum status model_frame_read(struct arena *a, struct store *s,
                             const char *outcome, const char *const *predictors,
                             size_t n, struct model_frame *out)
{
    struct statement *st = NULL;
    struct reading r = {
        .frame = out, .predictors = predictors, .n_predictors = n};
    memset(out, 0, sizeof *out);
    enum status status = check_columns(s, outcome, predictors, n);
    if (status == STATUS_OK)
        status = read_strata(a, s, outcome, &r);
    if (status == STATUS_OK)
        status = count_known(a, s, outcome, &out->n_outcome_known);
    if (status == STATUS_OK)
        status = store_prepare(s, select_sql(a, outcome, &r), &st);
    if (status == STATUS_OK) {
        name_terms(a, &r);
        status = read_rows(a, st, &r);
    }
    statement_free(st);
    return status;
}
