/* wald: a quadratic form in the estimates. */
#include "stats/wald.h"
#include "stats/distribution.h"
#include "stats/symmetric.h"
#include "stats/workspace.h"

#include <math.h>

enum stats_status stats_wald(const struct stats_fit *fit, size_t n,
                             const size_t *term, struct stats_test *out)
{
    size_t p = 0, m = fit->n_terms;
    struct workspace w = {NULL};
    size_t *kept = workspace_take(&w, n, sizeof *kept);
    long double *v = workspace_reals(&w, n * n), *b = workspace_reals(&w, n);
    enum stats_status st = STATS_OK;
    for (size_t i = 0; i < n; i++) {
        if (term[i] >= m)
            st = STATS_BAD_ARGUMENT;
        else if (isfinite(fit->estimate[term[i]]))
            kept[p++] = term[i];
    }
    for (size_t i = 0; i < p; i++) {
        b[i] = (long double)fit->estimate[kept[i]];
        for (size_t k = 0; k < p; k++)
            v[i * p + k] = (long double)fit->vcov[kept[i] * m + kept[k]];
    }
    if (st == STATS_OK && (p == 0 || !symmetric_factor(p, v)))
        st = STATS_BAD_DATA;
    if (st == STATS_OK) {
        long double sum = 0.0L;
        symmetric_solve_lower(p, v, b);
        for (size_t i = 0; i < p; i++)
            sum += b[i] * b[i];
        *out = (struct stats_test){(double)sum, (double)p,
                                   stats_chisq_upper((double)sum, (double)p)};
    }
    workspace_release(&w);
    return st;
}
