/* choice_core: Newton for the chosen against the others of its set.
 *
 * share_r = exp(-a_r'b) / (1 + sum exp(-a_s'b));  score = w sum share_r a_r
 * information = w (sum share_r a_r a_r' - mean mean'), mean = sum share_r a_r
 */
#include "stats/choice_core.h"
#include "stats/symmetric.h"

#include <math.h>
#include <string.h>

static long double find_shares(struct choice_core *m, size_t first, size_t end,
                               const long double *beta)
{
    const struct tall *t = m->t;
    long double largest = 0.0L, sum;
    for (size_t r = first; r < end; r++) {
        m->share[r] = (long double)t->offset[r];
        for (size_t k = 0; k < t->p; k++)
            m->share[r] -= t->q[r * t->p + k] * beta[k];
        largest = fmaxl(largest, m->share[r]);
    }
    sum = expl(-largest);
    for (size_t r = first; r < end; r++)
        sum += m->share[r] = expl(m->share[r] - largest);
    for (size_t r = first; r < end; r++) {
        m->share[r] /= sum;
        m->smallest_residual = fminl(m->smallest_residual,
                                     (long double)t->weight[r] * m->share[r]);
    }
    return -(long double)t->weight[first] * (largest + logl(sum));
}

static void add_set(struct choice_core *m, size_t first, size_t end,
                    struct climb *c)
{
    size_t p = m->t->p;
    long double w = (long double)m->t->weight[first];
    memset(m->mean, 0, p * sizeof *m->mean);
    for (size_t r = first; r < end; r++) {
        const long double *a = m->t->q + r * p;
        for (size_t j = 0; j < p; j++) {
            long double wa = w * m->share[r] * a[j];
            m->mean[j] += m->share[r] * a[j];
            for (size_t k = 0; k <= j; k++)
                c->step[j * p + k] += wa * a[k];
        }
    }
    for (size_t j = 0; j < p; j++) {
        c->score[j] += w * m->mean[j];
        for (size_t k = 0; k <= j; k++)
            c->step[j * p + k] -= w * m->mean[j] * m->mean[k];
    }
}

static bool evaluate(struct climb *c, const long double *beta)
{
    struct choice_core *m = c->model;
    size_t n = m->t->n, p = m->t->p, end;
    c->value = 0.0L;
    m->smallest_residual = HUGE_VALL;
    memset(c->score, 0, p * sizeof *c->score);
    memset(c->step, 0, p * p * sizeof *c->step);
    for (size_t first = 0; first < n; first = end) {
        for (end = first + 1; end < n && m->set[end] == m->set[first];)
            end++;
        c->value += find_shares(m, first, end, beta);
        add_set(m, first, end, c);
    }
    return isfinite(c->value) && symmetric_factor(p, c->step);
}

void choice_core_start(struct workspace *w, const struct tall *t,
                       const size_t *set, struct choice_core *out)
{
    *out = (struct choice_core){.t = t, .set = set};
    climb_start(w, t->p, out, evaluate, &out->climb);
    out->share = workspace_reals(w, t->n);
    out->mean = workspace_reals(w, t->p);
}
