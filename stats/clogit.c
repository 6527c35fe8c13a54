/* clogit: sets in order, each row less its set's first. */
#include "stats/clogit.h"
#include "stats/fit_result.h"
#include "stats/separation.h"
#include "stats/set_core.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { FIRST_CLIMB = 30, LONG_CLIMB = 500 };
/* Beyond this many numbers the linear program would take minutes. */
static const double MOST_CONE = 2e7;

struct member {
    size_t set, row;
};

struct fitting {
    struct workspace scratch;
    const struct stats_design *design;
    const double *user_y;
    const struct stats_fit_options *options;
    struct stats_fit *out;
    /* Rows of the sets that say something, set by set: */
    size_t n, n_sets, n_pairs;
    size_t *row, *set_end;
    double *x, *y, *offset; /* x: n × n_cols less the set's first */
    struct tall t;
    long double *beta;
};

static int by_set(const void *a, const void *b)
{
    const struct member *x = a, *y = b;
    if (x->set != y->set)
        return x->set > y->set ? 1 : -1;
    return (x->row > y->row) - (x->row < y->row);
}

static void add_set(struct fitting *f, const struct member *member, size_t size,
                    size_t cases)
{
    const struct stats_design *d = f->design;
    size_t m = d->n_cols;
    for (size_t k = 0; k < size; k++) {
        f->row[f->n + k] = member[k].row;
        f->y[f->n + k] = f->user_y[member[k].row];
        f->offset[f->n + k] = d->offset ? d->offset[member[k].row] : 0.0;
    }
    /* The first row's value, not the mean: a column that does not vary
     * becomes exactly 0. */
    for (size_t k = 0; k < size; k++)
        for (size_t j = 0; j < m; j++)
            f->x[(f->n + k) * m + j] =
                d->x[member[k].row * m + j] - d->x[member[0].row * m + j];
    f->n += size;
    f->set_end[f->n_sets++] = f->n;
    f->n_pairs += cases * (size - cases);
    f->out->n_events += (double)cases;
}

/* Every set's rows side by side; those without case or control are left
 * out. */
static enum stats_status take_sets(struct fitting *f, const size_t *set)
{
    size_t n = f->design->n_rows, m = f->design->n_cols;
    struct member *member = workspace_take(&f->scratch, n, sizeof *member);
    f->row = workspace_take(&f->scratch, n, sizeof *f->row);
    f->set_end = workspace_take(&f->scratch, n, sizeof *f->set_end);
    f->x = workspace_doubles(&f->scratch, n * m);
    f->y = workspace_doubles(&f->scratch, n);
    f->offset = workspace_doubles(&f->scratch, n);
    for (size_t i = 0; i < n; i++) {
        if (f->user_y[i] != 0.0 && f->user_y[i] != 1.0)
            return fit_result_refuse(f->out, STATS_OUTCOME_NOT_CODED);
        member[i] = (struct member){set[i], i};
    }
    qsort(member, n, sizeof *member, by_set);
    for (size_t first = 0, end; first < n; first = end) {
        size_t cases = 0;
        for (end = first; end < n && member[end].set == member[first].set;)
            cases += f->user_y[member[end++].row] > 0.5;
        if (cases > 0 && cases < end - first)
            add_set(f, member + first, end - first, cases);
    }
    f->out->n_used = f->n;
    f->out->sum_weights = (double)f->n;
    return f->n_sets > 0 ? STATS_OK
                         : fit_result_refuse(f->out, STATS_OUTCOME_CONSTANT);
}

/* Cone: case less control of one set, own columns or orthogonal ones. */
static double *cone(struct fitting *f, bool own)
{
    size_t m = own ? f->design->n_cols : f->t.p, at = 0, first = 0;
    double *a = workspace_doubles(&f->scratch, f->n_pairs * m);
    for (size_t s = 0; s < f->n_sets; first = f->set_end[s++])
        for (size_t i = first; i < f->set_end[s]; i++)
            for (size_t k = first; k < f->set_end[s]; k++) {
                if (f->y[i] < 0.5 || f->y[k] > 0.5)
                    continue;
                for (size_t j = 0; j < m; j++)
                    a[at * m + j] =
                        own ? f->design->x[f->row[i] * m + j] -
                                  f->design->x[f->row[k] * m + j]
                            : (double)(f->t.q[i * m + j] - f->t.q[k * m + j]);
                at++;
            }
    return a;
}

static enum stats_status ask_for_separation(struct fitting *f)
{
    size_t n = f->n_pairs;
    f->out->separation = STATS_SEPARATION_UNKNOWN;
    if ((double)n * (double)f->design->n_cols > MOST_CONE)
        return STATS_NOT_CONVERGED;
    unsigned char *strict = workspace_take(&f->scratch, n, 1);
    size_t n_strict =
        separation_strict_rows(&f->scratch, n, f->t.p, cone(f, false), strict);
    if (n_strict > n)
        return STATS_NOT_CONVERGED;
    f->out->separation = STATS_OVERLAP;
    if (n_strict == 0)
        return STATS_OK;
    bool complete = n_strict == n;
    f->out->separation =
        complete ? STATS_SEPARATION_COMPLETE : STATS_SEPARATION_QUASI;
    f->out->n_separated_rows = n_strict;
    separation_name(&f->scratch, n, f->design->n_cols, cone(f, true), strict,
                    f->out->column);
    return complete ? STATS_SEPARATED : STATS_QUASI_SEPARATED;
}

/* In sets with one case: the share of exp(x'beta). */
static void tell_fitted(struct fitting *f)
{
    size_t m = f->design->n_cols, first = 0;
    long double *eta = workspace_reals(&f->scratch, f->n);
    for (size_t s = 0; s < f->n_sets; first = f->set_end[s++]) {
        long double sum = 0.0L, largest = -HUGE_VALL;
        double cases = 0.0;
        for (size_t i = first; i < f->set_end[s]; i++) {
            cases += f->y[i];
            eta[i] = (long double)f->offset[i];
            for (size_t j = 0; j < m; j++)
                if (isfinite(f->out->estimate[j]))
                    eta[i] += (long double)f->out->estimate[j] *
                              (long double)f->x[i * m + j];
            largest = fmaxl(largest, eta[i]);
        }
        for (size_t i = first; i < f->set_end[s]; i++)
            sum += eta[i] = expl(eta[i] - largest);
        for (size_t i = first; cases == 1.0 && i < f->set_end[s]; i++)
            f->out->fitted[f->row[i]] = (double)(eta[i] / sum);
    }
}

static void tell_all(struct fitting *f, struct set_core *core)
{
    size_t p = f->t.p;
    struct stats_fit *out = f->out;
    out->iterations = core->climb.iterations;
    out->n_parameters = p;
    out->log_likelihood = (double)core->climb.value;
    out->deviance = -2.0 * out->log_likelihood;
    out->null_deviance = -2.0 * out->null_log_likelihood;
    fit_result_top(out, &f->scratch, f->options, &core->climb, core->climb.step,
                   f->t.back, f->beta);
    tell_fitted(f);
}

/* No set's rows may be dropped by a weight: all have weight 1. */
static enum stats_status fit_sets(struct fitting *f)
{
    struct set_core core;
    struct stats_design centred = {.n_rows = f->n,
                                   .n_cols = f->design->n_cols,
                                   .x = f->x,
                                   .offset = f->offset};
    if (tall_prepare(&f->scratch, &centred, &f->t) != STATS_OK)
        return fit_result_refuse(f->out, f->t.reason);
    memcpy(f->out->column, f->t.column,
           f->design->n_cols * sizeof *f->t.column);
    f->beta = workspace_reals(&f->scratch, f->t.p);
    set_core_start(&f->scratch, &f->t, f->y, f->n_sets, f->set_end, &core);
    if (!core.climb.evaluate(&core.climb, f->beta))
        return STATS_NOT_CONVERGED;
    f->out->null_log_likelihood = (double)core.climb.value;
    enum climb_end how =
        climb_to_top(&core.climb, NULL, FIRST_CLIMB, f->beta, NULL);
    enum stats_status st = ask_for_separation(f);
    if (st != STATS_OK)
        return st;
    if (how != CLIMB_TOP)
        how = climb_to_top(&core.climb, NULL, LONG_CLIMB, f->beta, NULL);
    if (how != CLIMB_TOP)
        return STATS_NOT_CONVERGED;
    tell_all(f, &core);
    return fit_result_judge(f->out, true, f->out->n_events, f->t.p);
}

enum stats_status stats_clogit_fit(const struct stats_design *design,
                                   const double *y, const size_t *set,
                                   const struct stats_fit_options *options,
                                   struct stats_fit *out)
{
    struct fitting f = {
        .design = design, .user_y = y, .options = options, .out = out};
    *out = (struct stats_fit){.status = STATS_BAD_ARGUMENT};
    if (design->x == NULL || design->n_cols == 0 || design->weights ||
        options->method != STATS_ML ||
        !(options->level > 0.0 && options->level < 1.0) ||
        !fit_result_start(out, design, design->n_cols, 1))
        return STATS_BAD_ARGUMENT;
    enum stats_status st = take_sets(&f, set);
    if (st == STATS_OK)
        st = fit_sets(&f);
    workspace_release(&f.scratch);
    return out->status = st;
}
