/* set_core: sums over subsets, and Newton on them.
 *
 * Adding row i to the subsets of j - 1 rows makes subsets of j:
 *   sum_j    += theta sum_(j-1)
 *   first_j  += theta (first_(j-1) + x sum_(j-1))
 *   second_j += theta (second_(j-1) + x first' + first x' + x x' sum_(j-1))
 * score = sum of cases' x - first_k / sum_k; information = second_k / sum_k
 * - mean mean'. */
#include "stats/set_core.h"
#include "stats/symmetric.h"

#include <math.h>
#include <string.h>

static size_t count_cases(const struct set_core *m, size_t first, size_t end)
{
    size_t cases = 0;
    for (size_t i = first; i < end; i++)
        cases += m->y[i] > 0.5;
    return cases;
}

/* theta = exp(x'b), divided by the largest; returns what the cases have. */
static long double find_thetas(struct set_core *m, size_t first, size_t end,
                               const long double *beta)
{
    size_t p = m->t->p;
    long double largest = -HUGE_VALL, cases = 0.0L;
    for (size_t i = first; i < end; i++) {
        long double eta = (long double)m->t->offset[i];
        for (size_t k = 0; k < p; k++)
            eta += m->t->q[i * p + k] * beta[k];
        m->theta[i - first] = eta;
        largest = fmaxl(largest, eta);
    }
    for (size_t i = first; i < end; i++) {
        long double eta = m->theta[i - first] - largest;
        if (m->y[i] > 0.5)
            cases += eta;
        m->theta[i - first] = expl(eta);
    }
    return cases;
}

static void add_row(struct set_core *m, size_t j, long double theta,
                    const long double *x)
{
    size_t p = m->t->p;
    const long double *from = m->first + (j - 1) * p;
    const long double *from2 = m->second + (j - 1) * p * p;
    long double *to = m->first + j * p, *to2 = m->second + j * p * p;
    long double sum = m->sum[j - 1];
    for (size_t a = 0; a < p; a++) {
        to[a] += theta * (from[a] + x[a] * sum);
        for (size_t b = 0; b <= a; b++)
            to2[a * p + b] += theta * (from2[a * p + b] + x[a] * from[b] +
                                       from[a] * x[b] + x[a] * x[b] * sum);
    }
    m->sum[j] += theta * sum;
}

static void choose_subsets(struct set_core *m, size_t first, size_t end,
                           size_t cases)
{
    size_t p = m->t->p;
    memset(m->sum, 0, (cases + 1) * sizeof *m->sum);
    memset(m->first, 0, (cases + 1) * p * sizeof *m->first);
    memset(m->second, 0, (cases + 1) * p * p * sizeof *m->second);
    m->sum[0] = 1.0L;
    for (size_t i = first; i < end; i++) {
        size_t most = i - first + 1 < cases ? i - first + 1 : cases;
        size_t rest = end - i; /* rows from here on */
        size_t least = cases > rest ? cases - rest + 1 : 1;
        for (size_t j = most; j >= least; j--)
            add_row(m, j, m->theta[i - first], m->t->q + i * p);
    }
}

static void add_set(struct set_core *m, struct climb *c, size_t first,
                    size_t end, size_t cases)
{
    size_t p = m->t->p;
    const long double *one = m->first + cases * p;
    const long double *two = m->second + cases * p * p;
    long double sum = m->sum[cases];
    for (size_t a = 0; a < p; a++) {
        for (size_t i = first; i < end; i++)
            if (m->y[i] > 0.5)
                c->score[a] += m->t->q[i * p + a];
        c->score[a] -= one[a] / sum;
        for (size_t b = 0; b <= a; b++)
            c->step[a * p + b] +=
                two[a * p + b] / sum - (one[a] / sum) * (one[b] / sum);
    }
}

static bool evaluate(struct climb *c, const long double *beta)
{
    struct set_core *m = c->model;
    size_t p = m->t->p, first = 0;
    c->value = 0.0L;
    memset(c->score, 0, p * sizeof *c->score);
    memset(c->step, 0, p * p * sizeof *c->step);
    for (size_t s = 0; s < m->n_sets; first = m->set_end[s++]) {
        size_t end = m->set_end[s], cases = count_cases(m, first, end);
        long double chosen = find_thetas(m, first, end, beta);
        choose_subsets(m, first, end, cases);
        c->value += chosen - logl(m->sum[cases]);
        add_set(m, c, first, end, cases);
    }
    return isfinite(c->value) && symmetric_factor(p, c->step);
}

void set_core_start(struct workspace *w, const struct tall *t, const double *y,
                    size_t n_sets, const size_t *set_end, struct set_core *out)
{
    size_t largest = 0, most = 0, first = 0, p = t->p;
    *out =
        (struct set_core){.t = t, .y = y, .set_end = set_end, .n_sets = n_sets};
    for (size_t s = 0; s < n_sets; first = set_end[s++]) {
        size_t cases = count_cases(out, first, set_end[s]);
        largest = set_end[s] - first > largest ? set_end[s] - first : largest;
        most = cases > most ? cases : most;
    }
    climb_start(w, p, out, evaluate, &out->climb);
    out->theta = workspace_reals(w, largest);
    out->sum = workspace_reals(w, most + 1);
    out->first = workspace_reals(w, (most + 1) * p);
    out->second = workspace_reals(w, (most + 1) * p * p);
}
