/* nested: each split's rows by weight, and the way down the chain. */
#include "stats/nested.h"
#include "stats/logit.h"
#include "stats/workspace.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>

/* Rows that got as far as category k keep their weight; the others have none.
 * A category that is not one makes the outcome uncoded. */
static void take_split(const struct stats_design *d, const size_t *y,
                       size_t n_levels, size_t k, double *weight, double *went)
{
    for (size_t i = 0; i < d->n_rows; i++) {
        double own = d->weights ? d->weights[i] : 1.0;
        weight[i] = y[i] >= k ? own : 0.0;
        went[i] = y[i] >= n_levels ? 2.0 : y[i] > k ? 1.0 : 0.0;
    }
}

static enum stats_status fit_splits(const struct stats_design *design,
                                    const size_t *y,
                                    const struct stats_fit_options *options,
                                    struct stats_nested *out)
{
    struct workspace scratch = {NULL};
    struct stats_design d = *design;
    double *weight = workspace_doubles(&scratch, d.n_rows);
    double *went = workspace_doubles(&scratch, d.n_rows);
    enum stats_status first = STATS_OK;
    d.weights = weight;
    for (size_t k = 0; k < out->n_splits; k++) {
        take_split(design, y, out->n_levels, k, weight, went);
        enum stats_status st =
            stats_logit_fit(&d, went, options, &out->split[k]);
        out->log_likelihood += out->split[k].log_likelihood;
        first = first == STATS_OK ? st : first;
    }
    workspace_release(&scratch);
    return first;
}

static void tell_fitted(struct stats_nested *n)
{
    for (size_t i = 0; i < n->n_rows; i++) {
        double *p = n->fitted + i * n->n_levels, reached = 1.0;
        for (size_t k = 0; k < n->n_splits; k++) {
            bool known = stats_fit_has_estimates(&n->split[k]);
            double further = known ? n->split[k].fitted[i] : (double)NAN;
            p[k] = reached * (1.0 - further);
            reached *= further;
        }
        p[n->n_splits] = reached;
    }
}

enum stats_status stats_nested_fit(const struct stats_design *design,
                                   const size_t *y, size_t n_levels,
                                   const struct stats_fit_options *options,
                                   struct stats_nested *out)
{
    *out = (struct stats_nested){.n_rows = design->n_rows};
    if (design->x == NULL || y == NULL || n_levels < 2 || design->n_cols == 0 ||
        !(options->level > 0.0 && options->level < 1.0))
        return STATS_BAD_ARGUMENT;
    struct workspace *memory = calloc(1, sizeof *memory);
    if (memory == NULL)
        return STATS_BAD_ARGUMENT;
    out->memory = memory;
    out->n_levels = n_levels;
    out->n_splits = n_levels - 1;
    out->split = workspace_take(memory, out->n_splits, sizeof *out->split);
    out->fitted = workspace_doubles(memory, out->n_rows * n_levels);
    enum stats_status st = fit_splits(design, y, options, out);
    tell_fitted(out);
    return st;
}

void stats_nested_release(struct stats_nested *n)
{
    struct workspace *memory = n->memory;
    if (memory == NULL)
        return;
    for (size_t k = 0; k < n->n_splits; k++)
        stats_fit_release(&n->split[k]);
    workspace_release(memory);
    free(memory);
    n->memory = NULL;
}
