/* clogit: each case against the controls of its set. */
#include "stats/clogit.h"
#include "stats/choice_core.h"
#include "stats/fit_result.h"
#include "stats/separation.h"
#include "stats/symmetric.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { FIRST_CLIMB = 30, LONG_CLIMB = 500, LEAST_EVENTS = 5 };

struct member {
    size_t set, row;
};

struct fitting {
    struct workspace scratch;
    const struct stats_design *design;
    const double *y;
    const struct stats_fit_options *options;
    struct stats_fit *out;
    struct member *member; /* rows by set */
    size_t n_sets;         /* that say something */
    size_t n_pairs;
    double *difference, *offset; /* n_pairs × n_cols: case minus control */
    size_t *pair_set;
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

/* The case's place in a set, or `end` when there is none; false for two. */
static bool find_case(const struct fitting *f, size_t first, size_t end,
                      size_t *at)
{
    size_t cases = 0;
    *at = end;
    for (size_t k = first; k < end; k++)
        if (f->y[f->member[k].row] == 1.0) {
            *at = k;
            cases++;
        }
    return cases <= 1;
}

static void add_pairs(struct fitting *f, size_t first, size_t end, size_t at)
{
    const struct stats_design *d = f->design;
    size_t m = d->n_cols, mine = f->member[at].row;
    for (size_t k = first; k < end; k++) {
        size_t other = f->member[k].row;
        if (k == at)
            continue;
        for (size_t j = 0; j < m; j++)
            f->difference[f->n_pairs * m + j] =
                d->x[mine * m + j] - d->x[other * m + j];
        /* choice_core adds the offset to the other's side. */
        f->offset[f->n_pairs] =
            d->offset ? d->offset[other] - d->offset[mine] : 0.0;
        f->pair_set[f->n_pairs++] = f->n_sets;
    }
    f->n_sets++;
    f->out->n_used += end - first;
    f->out->n_events += 1.0;
    f->out->null_log_likelihood -= log((double)(end - first));
}

static enum stats_status make_pairs(struct fitting *f, const size_t *set)
{
    size_t n = f->design->n_rows, m = f->design->n_cols;
    f->member = workspace_take(&f->scratch, n, sizeof *f->member);
    f->difference = workspace_doubles(&f->scratch, n * m);
    f->offset = workspace_doubles(&f->scratch, n);
    f->pair_set = workspace_take(&f->scratch, n, sizeof *f->pair_set);
    for (size_t i = 0; i < n; i++) {
        if (f->y[i] != 0.0 && f->y[i] != 1.0)
            return fit_result_refuse(f->out, STATS_OUTCOME_NOT_CODED);
        f->member[i] = (struct member){set[i], i};
    }
    qsort(f->member, n, sizeof *f->member, by_set);
    f->out->null_log_likelihood = 0.0;
    for (size_t first = 0, end, at; first < n; first = end) {
        for (end = first;
             end < n && f->member[end].set == f->member[first].set;)
            end++;
        if (!find_case(f, first, end, &at))
            return f->out->status = STATS_BAD_ARGUMENT;
        if (at < end && end - first > 1)
            add_pairs(f, first, end, at);
    }
    f->out->sum_weights = (double)f->out->n_used;
    return f->n_pairs > 0 ? STATS_OK
                          : fit_result_refuse(f->out, STATS_OUTCOME_CONSTANT);
}

static enum stats_status ask_for_separation(struct fitting *f)
{
    size_t n = f->t.n, p = f->t.p;
    double *a = workspace_doubles(&f->scratch, n * p);
    unsigned char *strict = workspace_take(&f->scratch, n, 1);
    for (size_t i = 0; i < n * p; i++)
        a[i] = (double)f->t.q[i];
    size_t n_strict = separation_strict_rows(&f->scratch, n, p, a, strict);
    if (n_strict == 0)
        return STATS_OK;
    if (n_strict > n) {
        f->out->separation = STATS_SEPARATION_UNKNOWN;
        return STATS_NOT_CONVERGED;
    }
    bool complete = n_strict == n;
    f->out->separation =
        complete ? STATS_SEPARATION_COMPLETE : STATS_SEPARATION_QUASI;
    f->out->n_separated_rows = n_strict;
    separation_name(&f->scratch, n, f->design->n_cols, f->difference, strict,
                    f->out->column);
    return complete ? STATS_SEPARATED : STATS_QUASI_SEPARATED;
}

static void tell_fitted(struct fitting *f)
{
    const struct stats_design *d = f->design;
    size_t n = d->n_rows, m = d->n_cols;
    for (size_t first = 0, end, at; first < n; first = end) {
        long double sum = 0.0L;
        for (end = first;
             end < n && f->member[end].set == f->member[first].set;)
            end++;
        find_case(f, first, end, &at);
        if (at == end || end - first < 2)
            continue;
        const double *base = d->x + f->member[at].row * m;
        for (int pass = 0; pass < 2; pass++)
            for (size_t k = first; k < end; k++) {
                size_t row = f->member[k].row;
                long double eta =
                    d->offset ? (long double)(d->offset[row] -
                                              d->offset[f->member[at].row])
                              : 0.0L;
                for (size_t j = 0; j < m; j++)
                    if (isfinite(f->out->estimate[j]))
                        eta += (long double)f->out->estimate[j] *
                               (long double)(d->x[row * m + j] - base[j]);
                if (pass == 0)
                    sum += expl(eta);
                else
                    f->out->fitted[row] = (double)(expl(eta) / sum);
            }
    }
}

static void tell_all(struct fitting *f, struct choice_core *core)
{
    size_t p = f->t.p;
    struct stats_fit *out = f->out;
    long double *inverse = workspace_reals(&f->scratch, p * p);
    symmetric_inverse(p, core->climb.step, inverse);
    out->iterations = core->climb.iterations;
    out->n_parameters = p;
    out->log_likelihood = (double)core->climb.value;
    out->deviance = -2.0 * out->log_likelihood;
    out->null_deviance = -2.0 * out->null_log_likelihood;
    fit_result_tell(out, &f->scratch, f->options->level, p, f->t.back, f->beta,
                    inverse);
    if (f->options->limits == STATS_PROFILE) {
        struct profile profile;
        profile_start(&f->scratch, &core->climb, f->beta, inverse, &profile);
        fit_result_profile(out, f->options->level, &profile, f->t.back);
    }
    tell_fitted(f);
}

static enum stats_status fit_pairs(struct fitting *f)
{
    struct choice_core core;
    struct stats_design pairs = {.n_rows = f->n_pairs,
                                 .n_cols = f->design->n_cols,
                                 .x = f->difference,
                                 .offset = f->offset};
    if (tall_prepare(&f->scratch, &pairs, &f->t) != STATS_OK)
        return fit_result_refuse(f->out, f->t.reason);
    memcpy(f->out->column, f->t.column,
           f->design->n_cols * sizeof *f->t.column);
    f->beta = workspace_reals(&f->scratch, f->t.p);
    choice_core_start(&f->scratch, &f->t, f->pair_set, &core);
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
    if (f->out->n_events >= LEAST_EVENTS && f->out->n_events >= (double)f->t.p)
        return STATS_OK;
    f->out->reason = STATS_FEW_EVENTS;
    return STATS_TOO_FEW_EVENTS;
}

enum stats_status stats_clogit_fit(const struct stats_design *design,
                                   const double *y, const size_t *set,
                                   const struct stats_fit_options *options,
                                   struct stats_fit *out)
{
    struct fitting f = {
        .design = design, .y = y, .options = options, .out = out};
    *out = (struct stats_fit){.status = STATS_BAD_ARGUMENT};
    if (design->x == NULL || design->n_cols == 0 || design->weights ||
        options->method != STATS_ML ||
        !(options->level > 0.0 && options->level < 1.0) ||
        !fit_result_start(out, design, design->n_cols, 1))
        return STATS_BAD_ARGUMENT;
    enum stats_status st = make_pairs(&f, set);
    if (st == STATS_OK)
        st = fit_pairs(&f);
    workspace_release(&f.scratch);
    return out->status = st;
}
