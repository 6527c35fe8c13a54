/* retention: the product limit over the placements, see the header. */
#include "pipeline/retention.h"

#include "stats/survival_curve.h"

#include <math.h>

enum { MAX_TIMES = 9 };
static const double days_per_month = 365.25 / 12;
static const double default_level = 0.95; /* where model_level is unset */

struct placements {
    double *days; /* ascending */
    bool *left;
    size_t n;
};

/* group: a class, or "all". */
static enum status read_placements(struct stage_context *c, const char *group,
                                   struct placements *out)
{
    struct statement *st;
    size_t days_capacity = 0, left_capacity = 0;
    *out = (struct placements){0};
    enum status status = store_prepare(
        c->store,
        "SELECT p.days, p.has_left FROM placement AS p WHERE ?1 IN ('all', "
        "p.class) ORDER BY p.days, p.has_left DESC",
        &st);
    if (status != STATUS_OK)
        return status;
    statement_text(st, 1, group);
    while (statement_step(st, &status)) {
        out->days = arena_grow(c->arena, out->days, out->n, &days_capacity,
                               sizeof *out->days);
        out->left = arena_grow(c->arena, out->left, out->n, &left_capacity,
                               sizeof *out->left);
        out->days[out->n] = column_real(st, 0);
        out->left[out->n++] = column_integer(st, 1) != 0;
    }
    statement_free(st);
    return status;
}

static void bind_share(struct statement *st, int at, double x)
{
    if (isnan(x))
        statement_null(st, at);
    else
        statement_real(st, at, x);
}

static enum status put(struct stage_context *c, const char *group,
                       double months, size_t n, const struct stats_survival *s)
{
    struct statement *st;
    enum status status = store_prepare(
        c->store,
        "INSERT INTO retention (\"group\", months, n_placed, n_at_risk, "
        "n_left, n_censored, kept, std_error, conf_low, conf_high) VALUES "
        "(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
        &st);
    if (status != STATUS_OK)
        return status;
    statement_text(st, 1, group);
    statement_integer(st, 2, (int64_t)months);
    statement_integer(st, 3, (int64_t)n);
    statement_integer(st, 4, (int64_t)s->n_at_risk);
    statement_integer(st, 5, (int64_t)s->n_left);
    statement_integer(st, 6, (int64_t)s->n_censored);
    bind_share(st, 7, s->kept);
    bind_share(st, 8, s->std_error);
    bind_share(st, 9, s->lower);
    bind_share(st, 10, s->upper);
    status = statement_run(st);
    statement_free(st);
    return status;
}

static double threshold(const struct stage_context *c, const char *name,
                        double otherwise)
{
    double value = otherwise;
    (void)codebook_threshold(c->codebook, name, c->as_of, &value);
    return value;
}

/* What can be counted whether or not it can be estimated. */
static struct stats_survival counted(const struct placements *p, double at)
{
    struct stats_survival s = {
        .kept = NAN, .std_error = NAN, .lower = NAN, .upper = NAN};
    for (size_t i = 0; i < p->n; i++) {
        s.n_at_risk += p->days[i] >= at;
        s.n_left += p->days[i] <= at && p->left[i];
        s.n_censored += p->days[i] <= at && !p->left[i];
    }
    return s;
}

/* The estimate rests on those still observed: with too few of them one who
 * leaves would say that nobody stays. */
static enum status put_time(struct stage_context *c, const char *group,
                            const struct placements *p, double months)
{
    double at = months * days_per_month;
    struct stats_survival s = counted(p, at), estimate;
    double level = threshold(c, "model_level", default_level);
    enum stats_status told =
        stats_survival_at(p->days, p->left, p->n, at, level, &estimate);
    if (told == STATS_BAD_ARGUMENT)
        return STATUS_BUG;
    if (told == STATS_OK &&
        (double)s.n_at_risk >= threshold(c, "retention_min_at_risk", 1))
        s = estimate;
    return put(c, group, months, p->n, &s);
}

static enum status put_times(struct stage_context *c, const char *group,
                             const struct placements *p)
{
    enum status st = STATUS_OK;
    for (int i = 1; st == STATUS_OK && i <= MAX_TIMES; i++) {
        double months =
            threshold(c, arena_format(c->arena, "retention_months_%d", i), 0);
        if (months > 0)
            st = put_time(c, group, p, months);
    }
    return st;
}

static enum status fill_group(struct stage_context *c, const char *group)
{
    struct placements p;
    enum status st = read_placements(c, group, &p);
    return st == STATUS_OK && p.n > 0 ? put_times(c, group, &p) : st;
}

enum status retention_fill(struct stage_context *c)
{
    struct statement *st;
    const char **groups = NULL;
    size_t n = 0, capacity = 0;
    enum status status = store_prepare(
        c->store, "SELECT DISTINCT p.class FROM placement AS p ORDER BY 1",
        &st);
    if (status != STATUS_OK)
        return status;
    while (statement_step(st, &status)) {
        groups = arena_grow(c->arena, groups, n, &capacity, sizeof *groups);
        groups[n++] = arena_copy(c->arena, column_text(st, 0));
    }
    statement_free(st);
    if (status == STATUS_OK)
        status = fill_group(c, "all");
    for (size_t i = 0; status == STATUS_OK && i < n; i++)
        status = fill_group(c, groups[i]);
    return status;
}
