/* logit_core: Newton for maximum likelihood, modified Fisher steps for Firth.
 *
 * p = 1/(1+exp(-eta)), W = w p(1-p), h = diag of W^1/2 X (X'WX)^-1 X' W^1/2
 * ML     score = X'(w(y-p))                  step = (X'WX)^-1 score
 * Firth  score = X'(w(y-p) + h(1/2-p))       step = (X'(w+h)p(1-p)X)^-1 score
 *        objective = log L + 1/2 log det X'WX
 * The plain Fisher step crawls for Firth where one row carries a whole level
 * (400 steps were measured); counting h as weight takes about 6. */
#include "stats/logit_core.h"
#include "stats/symmetric.h"

#include <math.h>
#include <string.h>

/* Written with e = exp(-|eta|) so that neither tail loses digits. */
static void evaluate_rows(struct logit_core *m, const long double *beta)
{
    const struct tall *t = m->t;
    m->log_likelihood = 0.0L;
    m->smallest_residual = HUGE_VALL;
    for (size_t i = 0; i < t->n; i++) {
        long double eta = (long double)t->offset[i];
        for (size_t k = 0; k < t->p; k++)
            eta += t->q[i * t->p + k] * beta[k];
        long double e = expl(-fabsl(eta)), down = 1.0L + e;
        long double w = (long double)t->weight[i];
        bool event = m->y[i] > 0.5;
        bool expected = event == (eta >= 0.0L);
        long double miss = expected ? e / down : 1.0L / down;
        m->residual[i] = event ? miss : -miss;
        m->variance[i] = e / (down * down);
        m->half[i] = copysignl(0.5L * (1.0L - e) / down, -eta);
        m->log_likelihood -= w * (log1pl(e) + (expected ? 0.0L : fabsl(eta)));
        m->smallest_residual = fminl(m->smallest_residual, w * miss);
    }
}

/* Lower triangle of X' diag((w + extra) p(1-p)) X. */
static void add_up(const struct logit_core *m, bool with_leverage,
                   long double *out)
{
    const struct tall *t = m->t;
    size_t p = t->p;
    memset(out, 0, p * p * sizeof *out);
    if (m->climb.is_quick) {
        for (size_t i = 0; i < t->n; i++)
            m->quick->weight[i] =
                (double)(m->variance[i] *
                         ((long double)t->weight[i] +
                          (with_leverage ? m->leverage[i] : 0.0L)));
        quick_gram(m->quick, p, out);
        return;
    }
    for (size_t i = 0; i < t->n; i++) {
        const long double *x = t->q + i * p;
        long double w = (long double)t->weight[i];
        if (with_leverage)
            w += m->leverage[i];
        w *= m->variance[i];
        for (size_t j = 0; j < p; j++) {
            long double wx = w * x[j];
            for (size_t k = 0; k <= j; k++)
                out[j * p + k] += wx * x[k];
        }
    }
}

static void find_leverages(struct logit_core *m)
{
    const struct tall *t = m->t;
    size_t p = t->p;
    if (m->climb.is_quick) {
        quick_leverages(m->quick, m->fisher);
        for (size_t i = 0; i < t->n; i++)
            m->leverage[i] = (long double)m->quick->value[i] * m->variance[i] *
                             (long double)t->weight[i];
        return;
    }
    for (size_t i = 0; i < t->n; i++) {
        long double sum = 0.0L;
        memcpy(m->pull, t->q + i * p, p * sizeof *m->pull);
        symmetric_solve_lower(p, m->fisher, m->pull);
        for (size_t k = 0; k < p; k++)
            sum += m->pull[k] * m->pull[k];
        m->leverage[i] = sum * m->variance[i] * (long double)t->weight[i];
    }
}

static void find_score(const struct logit_core *m, long double *score)
{
    const struct tall *t = m->t;
    memset(score, 0, t->p * sizeof *score);
    for (size_t i = 0; i < t->n; i++) {
        long double r = (long double)t->weight[i] * m->residual[i] +
                        m->leverage[i] * m->half[i];
        for (size_t k = 0; k < t->p; k++)
            score[k] += r * t->q[i * t->p + k];
    }
}

static bool evaluate(struct climb *c, const long double *beta)
{
    struct logit_core *m = c->model;
    size_t p = m->t->p;
    evaluate_rows(m, beta);
    c->value = m->log_likelihood;
    add_up(m, false, m->fisher);
    bool definite = climb_factor(c, m->fisher);
    if (m->firth && definite) {
        c->value += 0.5L * symmetric_log_determinant(p, m->fisher);
        find_leverages(m);
        add_up(m, true, c->step);
        definite = climb_factor(c, c->step);
    }
    find_score(m, c->score);
    return definite;
}

void logit_core_start(struct workspace *w, const struct tall *t,
                      const double *y, bool firth, struct logit_core *out)
{
    size_t n = t->n, p = t->p;
    *out = (struct logit_core){.t = t, .y = y, .firth = firth};
    climb_start(w, p, out, evaluate, &out->climb);
    out->fisher = firth ? workspace_reals(w, p * p) : out->climb.step;
    out->variance = workspace_reals(w, n);
    out->residual = workspace_reals(w, n);
    out->half = workspace_reals(w, n);
    out->leverage = workspace_reals(w, n);
    out->pull = workspace_reals(w, p);
    out->quick = quick_start(w, n, p, t->q);
    out->climb.has_quick = out->quick != NULL;
    if (!firth) /* Newton's steps: what is left is of the square */
        out->climb.enough = 1e-10L;
}

bool logit_core_proves_overlap(const struct logit_core *m)
{
    long double square = 0.0L;
    for (size_t k = 0; k < m->t->p; k++)
        square += m->climb.score[k] * m->climb.score[k];
    return sqrtl(square) < 0.5L * m->smallest_residual * m->t->stretch;
}
