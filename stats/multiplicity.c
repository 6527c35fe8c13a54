/* multiplicity: Holm's and Benjamini & Hochberg's adjusted p-values. */
#include "stats/multiplicity.h"
#include "stats/workspace.h"

#include <math.h>
#include <stdlib.h>

struct place {
    double p;
    size_t at;
};

static int ascending(const void *a, const void *b)
{
    const struct place *x = a, *y = b;
    if (x->p != y->p)
        return x->p > y->p ? 1 : -1;
    return (x->at > y->at) - (x->at < y->at);
}

static size_t sort_known(size_t n, const double *p, double *out,
                         struct place *sorted)
{
    size_t known = 0;
    for (size_t i = 0; i < n; i++) {
        out[i] = NAN;
        if (!isnan(p[i]))
            sorted[known++] = (struct place){p[i], i};
    }
    qsort(sorted, known, sizeof *sorted, ascending);
    return known;
}

void stats_adjust_holm(size_t n, const double *p, double *out)
{
    struct workspace w = {NULL};
    struct place *sorted = workspace_take(&w, n, sizeof *sorted);
    size_t known = sort_known(n, p, out, sorted);
    double largest = 0.0;
    for (size_t k = 0; k < known; k++) {
        largest = fmax(largest, sorted[k].p * (double)(known - k));
        out[sorted[k].at] = fmin(1.0, largest);
    }
    workspace_release(&w);
}

void stats_adjust_bh(size_t n, const double *p, double *out)
{
    struct workspace w = {NULL};
    struct place *sorted = workspace_take(&w, n, sizeof *sorted);
    size_t known = sort_known(n, p, out, sorted);
    double smallest = 1.0;
    for (size_t k = known; k-- > 0;) {
        smallest =
            fmin(smallest, sorted[k].p * (double)known / (double)(k + 1));
        out[sorted[k].at] = smallest;
    }
    workspace_release(&w);
}
