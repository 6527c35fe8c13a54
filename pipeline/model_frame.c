/* model_frame: the rows and columns one model sees. */
#include "pipeline/model_frame.h"

#include "base/messages.h"
#include "base/text.h"

#include <string.h>

static enum status check_column(struct store *s, const char *name)
{
    struct statement *st;
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

/* Names have been checked against the view; they can't be bound. */
static char *select_sql(struct arena *a, const char *outcome,
                        const char *const *predictors, size_t n)
{
    char *sql = arena_format(a, "SELECT \"%s\", municipality", outcome);
    for (size_t i = 0; i < n; i++)
        sql = arena_format(a, "%s, \"%s\"", sql, predictors[i]);
    sql = arena_format(a,
                       "%s FROM model_frame WHERE \"%s\" IS NOT NULL AND "
                       "\"%s\" <> 'U'",
                       sql, outcome, outcome);
    for (size_t i = 0; i < n; i++)
        sql = arena_format(a, "%s AND \"%s\" IS NOT NULL", sql, predictors[i]);
    return arena_format(a, "%s ORDER BY subject", sql);
}

static enum status read_cities(struct arena *a, struct store *s,
                               const char ***cities, size_t *n)
{
    struct statement *st;
    *cities = NULL;
    *n = 0;
    enum status status = store_prepare(
        s,
        "SELECT DISTINCT municipality FROM model_frame WHERE municipality IS "
        "NOT NULL ORDER BY municipality",
        &st);
    size_t capacity = 0;
    while (status == STATUS_OK && statement_step(st, &status)) {
        *cities = arena_grow(a, *cities, *n, &capacity, sizeof **cities);
        (*cities)[(*n)++] = arena_copy(a, column_text(st, 0));
    }
    statement_free(st);
    return status;
}

struct reading {
    struct model_frame *frame;
    const char **cities;
    size_t n_predictors, n_cities;
};

static void read_row(struct arena *a, struct statement *st,
                     const struct reading *r, double *x)
{
    const char *city = column_text(st, 1);
    x[0] = 1;
    for (size_t j = 0; j < r->n_predictors; j++)
        x[1 + j] = column_real(st, 2 + (int)j);
    for (size_t j = 1; j < r->n_cities; j++)
        x[r->n_predictors + j] =
            city != NULL && text_equal(city, r->cities[j]) ? 1 : 0;
    r->frame->outcome[r->frame->n_rows] = arena_copy(a, column_text(st, 0));
}

static enum status read_rows(struct arena *a, struct statement *st,
                             const struct reading *r)
{
    struct model_frame *f = r->frame;
    enum status status = STATUS_OK;
    size_t rows = 0, outcomes = 0;
    while (statement_step(st, &status)) {
        f->x = arena_grow(a, f->x, f->n_rows, &rows, f->n_cols * sizeof *f->x);
        f->outcome =
            arena_grow(a, f->outcome, f->n_rows, &outcomes, sizeof *f->outcome);
        read_row(a, st, r, f->x + f->n_rows * f->n_cols);
        f->n_rows++;
    }
    return status;
}

static void name_terms(struct arena *a, const struct reading *r,
                       const char *const *predictors)
{
    struct model_frame *f = r->frame;
    f->terms = arena_take_array(a, f->n_cols, sizeof *f->terms);
    f->terms[0] = "(Intercept)";
    for (size_t j = 0; j < r->n_predictors; j++)
        f->terms[1 + j] = arena_copy(a, predictors[j]);
    for (size_t j = 1; j < r->n_cities; j++)
        f->terms[r->n_predictors + j] =
            arena_format(a, "municipality%s", r->cities[j]);
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
    struct reading r = {.frame = out, .n_predictors = n};
    memset(out, 0, sizeof *out);
    enum status status = check_columns(s, outcome, predictors, n);
    if (status == STATUS_OK)
        status = read_cities(a, s, &r.cities, &r.n_cities);
    if (status == STATUS_OK)
        status = count_known(a, s, outcome, &out->n_outcome_known);
    if (status == STATUS_OK)
        status = store_prepare(s, select_sql(a, outcome, predictors, n), &st);
    if (status == STATUS_OK) {
        out->n_cols = 1 + n + (r.n_cities > 1 ? r.n_cities - 1 : 0);
        name_terms(a, &r, predictors);
        status = read_rows(a, st, &r);
    }
    statement_free(st);
    return status;
}
