/* multinomial_core: Newton, and Jeffreys' penalty by its exact gradient.
 *
 * pi_k = exp(eta_k) / (1 + sum exp(eta_l)),  M = diag(pi) - pi pi'
 * information I = sum w M (x) xx'
 * Firth: with H_kl = w x'V_kl x, V = I^-1, and the third cumulants of the
 * multinomial, 1/2 tr(V dI/deta_s) = 1/2 pi_s
 *        (H_ss - sum_k pi_k H_kk - 2 (H pi)_s + 2 pi'H pi)
 * The step counts tr(H M) as weight, shared out so that two categories give
 * the W(1+h) of the binary logit. Kosmidis & Firth (2011), Biometrika 98,
 * 755-759, as cited by brglm2. */
#include "stats/multinomial_core.h"
#include "stats/symmetric.h"

#include <math.h>
#include <string.h>

static long double row_probabilities(struct multinomial_core *m, size_t i,
                                     const long double *beta)
{
    const struct tall *t = m->t;
    const long double *x = t->q + i * t->p;
    long double *p = m->p + i * m->n_free;
    long double largest = 0.0L;
    for (size_t k = 0; k < m->n_free; k++) {
        p[k] = (long double)t->offset[i];
        for (size_t j = 0; j < t->p; j++)
            p[k] += x[j] * beta[k * t->p + j];
        largest = fmaxl(largest, p[k]);
    }
    long double own = m->y[i] ? p[m->y[i] - 1] : 0.0L;
    long double sum = expl(-largest);
    for (size_t k = 0; k < m->n_free; k++) {
        p[k] = expl(p[k] - largest);
        sum += p[k];
    }
    for (size_t k = 0; k < m->n_free; k++) {
        p[k] /= sum;
        if (m->y[i] != k + 1)
            m->smallest_residual =
                fminl(m->smallest_residual, (long double)t->weight[i] * p[k]);
    }
    if (m->y[i])
        m->smallest_residual =
            fminl(m->smallest_residual,
                  (long double)t->weight[i] * expl(-largest) / sum);
    return (own - largest - logl(sum)) * (long double)t->weight[i];
}

/* Lower block triangle of sum weight M (x) xx'. */
static void add_information(const struct multinomial_core *m, size_t i,
                            long double weight, long double *out)
{
    size_t p = m->t->p, width = p * m->n_free;
    const long double *x = m->t->q + i * p, *pi = m->p + i * m->n_free;
    for (size_t k = 0; k < m->n_free; k++)
        for (size_t l = 0; l <= k; l++) {
            long double mkl = (k == l ? pi[k] : 0.0L) - pi[k] * pi[l];
            mkl *= weight;
            for (size_t j = 0; j < p; j++) {
                long double wx = mkl * x[j];
                long double *line = out + (k * p + j) * width + l * p;
                size_t end = k == l ? j + 1 : p;
                for (size_t c = 0; c < end; c++)
                    line[c] += wx * x[c];
            }
        }
}

static void add_score(const struct multinomial_core *m, size_t i, size_t k,
                      long double residual, long double *score)
{
    size_t p = m->t->p;
    for (size_t j = 0; j < p; j++)
        score[k * p + j] += residual * m->t->q[i * p + j];
}

/* hat = w x'V_kl x for one row. */
static void find_hat(struct multinomial_core *m, size_t i)
{
    size_t p = m->t->p, width = p * m->n_free, free = m->n_free;
    const long double *x = m->t->q + i * p;
    for (size_t l = 0; l < free; l++) {
        for (size_t r = 0; r < width; r++) {
            m->pull[r] = 0.0L;
            for (size_t j = 0; j < p; j++)
                m->pull[r] += m->inverse[r * width + l * p + j] * x[j];
        }
        for (size_t k = 0; k < free; k++) {
            long double sum = 0.0L;
            for (size_t j = 0; j < p; j++)
                sum += x[j] * m->pull[k * p + j];
            m->hat[k * free + l] = sum * (long double)m->t->weight[i];
        }
    }
}

static void add_penalty(struct multinomial_core *m, size_t i,
                        long double *score)
{
    size_t free = m->n_free;
    const long double *pi = m->p + i * free;
    long double diagonal = 0.0L, whole = 0.0L;
    if (m->climb.is_quick)
        memcpy(m->hat, m->hats + i * free * free, free * free * sizeof *m->hat);
    else
        find_hat(m, i);
    for (size_t k = 0; k < free; k++) {
        diagonal += pi[k] * m->hat[k * free + k];
        for (size_t l = 0; l < free; l++)
            whole += pi[k] * pi[l] * m->hat[k * free + l];
    }
    for (size_t s = 0; s < free; s++) {
        long double along = 0.0L;
        for (size_t l = 0; l < free; l++)
            along += m->hat[s * free + l] * pi[l];
        long double pull =
            m->hat[s * free + s] - diagonal - 2.0L * along + 2.0L * whole;
        add_score(m, i, s, 0.5L * pi[s] * pull, score);
    }
    m->extra[i] = (diagonal - whole) * (long double)(free + 1) /
                  (2.0L * (long double)free);
}

/* Lower block triangle of sum (w + extra) M (x) xx', the quick way. */
static void add_quickly(struct multinomial_core *m, const long double *extra,
                        long double *out)
{
    const struct tall *t = m->t;
    size_t p = t->p, free = m->n_free, width = p * free;
    for (size_t k = 0; k < free; k++)
        for (size_t l = 0; l <= k; l++) {
            long double *to = out + k * p * width + l * p;
            for (size_t i = 0; i < t->n; i++) {
                const long double *pi = m->p + i * free;
                long double w = (long double)t->weight[i];
                w += extra ? extra[i] : 0.0L;
                m->quick->weight[i] =
                    (double)(w * ((k == l ? pi[k] : 0.0L) - pi[k] * pi[l]));
            }
            quick_gram(m->quick, width, to);
            for (size_t j = 0; l < k && j < p; j++)
                for (size_t c = j + 1; c < p; c++)
                    to[j * width + c] = to[c * width + j];
        }
}

/* All rows' hats at once: hats is n × n_free². */
static void find_hats(struct multinomial_core *m, long double *hats)
{
    const struct tall *t = m->t;
    size_t p = t->p, free = m->n_free, width = p * free;
    for (size_t k = 0; k < free; k++)
        for (size_t l = 0; l < free; l++) {
            quick_forms(m->quick, width, m->inverse + k * p * width + l * p);
            for (size_t i = 0; i < t->n; i++)
                hats[(i * free + k) * free + l] =
                    (long double)(m->quick->value[i] * t->weight[i]);
        }
}

static bool penalise(struct multinomial_core *m, struct climb *c)
{
    size_t n = m->t->n, width = c->p;
    c->value += 0.5L * symmetric_log_determinant(width, m->fisher);
    if (c->is_quick)
        quick_inverse(width, m->fisher, m->inverse);
    else
        symmetric_inverse(width, m->fisher, m->inverse);
    memset(c->step, 0, width * width * sizeof *c->step);
    if (c->is_quick)
        find_hats(m, m->hats);
    for (size_t i = 0; i < n; i++) {
        add_penalty(m, i, c->score);
        if (!c->is_quick)
            add_information(m, i, (long double)m->t->weight[i] + m->extra[i],
                            c->step);
    }
    if (c->is_quick)
        add_quickly(m, m->extra, c->step);
    return climb_factor(c, c->step);
}

static bool evaluate(struct climb *c, const long double *beta)
{
    struct multinomial_core *m = c->model;
    size_t n = m->t->n, width = c->p;
    m->log_likelihood = 0.0L;
    m->smallest_residual = HUGE_VALL;
    memset(m->fisher, 0, width * width * sizeof *m->fisher);
    memset(c->score, 0, width * sizeof *c->score);
    for (size_t i = 0; i < n; i++) {
        long double w = (long double)m->t->weight[i];
        m->log_likelihood += row_probabilities(m, i, beta);
        if (!c->is_quick)
            add_information(m, i, w, m->fisher);
        for (size_t k = 0; k < m->n_free; k++) {
            long double hit = m->y[i] == k + 1 ? 1.0L : 0.0L;
            add_score(m, i, k, w * (hit - m->p[i * m->n_free + k]), c->score);
        }
    }
    if (c->is_quick)
        add_quickly(m, NULL, m->fisher);
    c->value = m->log_likelihood;
    if (!isfinite(m->log_likelihood) || !climb_factor(c, m->fisher))
        return false;
    return m->firth ? penalise(m, c) : true;
}

void multinomial_core_start(struct workspace *w, const struct tall *t,
                            const size_t *y, size_t n_levels, bool firth,
                            struct multinomial_core *out)
{
    size_t free = n_levels - 1, width = free * t->p;
    *out = (struct multinomial_core){
        .t = t, .y = y, .n_free = free, .firth = firth};
    climb_start(w, width, out, evaluate, &out->climb);
    out->fisher = out->climb.step;
    out->p = workspace_reals(w, t->n * free);
    out->quick = quick_start(w, t->n, t->p, t->q);
    out->climb.has_quick = out->quick != NULL;
    if (!firth)
        return;
    if (out->quick)
        out->hats = workspace_reals(w, t->n * free * free);
    out->fisher = workspace_reals(w, width * width);
    out->inverse = workspace_reals(w, width * width);
    out->extra = workspace_reals(w, t->n);
    out->pull = workspace_reals(w, width);
    out->hat = workspace_reals(w, free * free);
}

bool multinomial_core_proves_overlap(const struct multinomial_core *m)
{
    long double square = 0.0L;
    for (size_t k = 0; k < m->climb.p; k++)
        square += m->climb.score[k] * m->climb.score[k];
    return sqrtl(square) < 0.5L * m->smallest_residual * m->t->stretch /
                               sqrtl((long double)(m->n_free + 1));
}
