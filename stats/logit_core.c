/* logit_core: Newton for maximum likelihood, modified Fisher steps for Firth.
 *
 * p = 1/(1+exp(-eta)), W = w p(1-p), h = diag of W^1/2 X (X'WX)^-1 X' W^1/2
 * ML     score = X'(w(y-p))                  step = (X'WX)^-1 score
 * Firth  score = X'(w(y-p) + h(1/2-p))       step = (X'(w+h)p(1-p)X)^-1 score
 *        objective = log L + 1/2 log det X'WX
 * The plain Fisher step crawls for Firth where one row carries a whole level
 * (400 steps were measured); counting h as weight takes about 6. */
#include "stats/logit_core.h"
#include "stats/blocks.h"
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
    bool definite = symmetric_factor(p, m->fisher);
    if (m->firth && definite) {
        c->value += 0.5L * symmetric_log_determinant(p, m->fisher);
        find_leverages(m);
        add_up(m, true, c->step);
        definite = symmetric_factor(p, c->step);
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
}

bool logit_core_proves_overlap(const struct logit_core *m)
{
    long double square = 0.0L;
    for (size_t k = 0; k < m->t->p; k++)
        square += m->climb.score[k] * m->climb.score[k];
    return sqrtl(square) < 0.5L * m->smallest_residual * m->t->stretch;
}

/* By blocks ---------------------------------------------------------------- */

enum { LOG_LIKELIHOOD, SMALLEST, HAS_ROWS, SPARE, TAIL };

/* log(1 + e) of many rows by one logarithm of their product; where e is small
 * the product would swallow it, and log1p is taken. */
struct product {
    double of, sum;
    int factors;
};

static void multiply(struct product *p, double e, double weight)
{
    if (weight != 1.0 || e < 1e-3) {
        p->sum += weight * log1p(e);
        return;
    }
    p->of *= 1.0 + e;
    if (++p->factors == 512) {
        p->sum += log(p->of);
        *p = (struct product){1.0, p->sum, 0};
    }
}

/* Fills residuals times weight and weights p(1-p) of a block's rows. */
static void block_rows(const struct logit_core *m, const struct block *b,
                       double *r, double *w, double *tail)
{
    struct product logs = {1.0, 0.0, 0};
    double wrong = 0.0, smallest = HUGE_VAL;
    for (size_t i = 0; i < b->n; i++) {
        size_t row = b->first + i;
        double eta = r[i] + m->t->offset[row], weight = m->t->weight[row];
        double size = fabs(eta), e = exp(-size), share = 1.0 / (1.0 + e);
        bool event = m->y[row] > 0.5, expected = event == (eta >= 0.0);
        double miss = weight * (expected ? e * share : share);
        multiply(&logs, e, weight);
        wrong += expected ? 0.0 : weight * size;
        smallest = miss < smallest ? miss : smallest;
        r[i] = event ? miss : -miss;
        w[i] = weight * e * share * share;
    }
    tail[LOG_LIKELIHOOD] -= logs.sum + log(logs.of) + wrong;
    if (tail[HAS_ROWS] == 0.0 || smallest < tail[SMALLEST])
        tail[SMALLEST] = smallest;
    tail[HAS_ROWS] = 1.0;
}

static void block_work(void *context, double *part, const struct block *b)
{
    const struct logit_core *m = context;
    double r[BLOCK_ROWS], w[BLOCK_ROWS];
    double *score = part + b->width * b->width;
    block_times(b, m->beta, r);
    block_rows(m, b, r, w, score + b->width);
    block_add(b, r, score);
    block_weight(b, w);
    block_gram(b, part);
}

static bool evaluate_blocks(struct climb *c, const long double *beta)
{
    struct logit_core *m = c->model;
    size_t p = c->p, width = block_width(p), chunks = block_chunks(m->t->n);
    size_t size = width * width + width + TAIL;
    struct block_source source;
    for (size_t k = 0; k < p; k++)
        m->beta[k] = (double)beta[k];
    tall_source(m->t, &source);
    blocks_run(&source, m->threads, block_work, m, m->parts, size);
    tall_sum_parts(m->parts, size, m->t->n, p, c->step);
    m->log_likelihood = 0.0L;
    m->smallest_residual = HUGE_VALL;
    memset(c->score, 0, p * sizeof *c->score);
    for (size_t k = 0; k < chunks; k++) {
        const double *score = m->parts + k * size + width * width;
        for (size_t j = 0; j < p; j++)
            c->score[j] += (long double)score[j];
        m->log_likelihood += (long double)score[width + LOG_LIKELIHOOD];
        m->smallest_residual =
            fminl(m->smallest_residual, (long double)score[width + SMALLEST]);
    }
    c->value = m->log_likelihood;
    return symmetric_factor(p, c->step);
}

void logit_core_start_blocks(struct workspace *w, const struct tall *t,
                             const double *y, int threads,
                             struct logit_core *out)
{
    size_t width = block_width(t->p);
    *out = (struct logit_core){.t = t, .y = y, .threads = threads};
    climb_start(w, t->p, out, evaluate_blocks, &out->climb);
    out->climb.enough = 1e-5L;
    out->fisher = out->climb.step;
    out->beta = workspace_doubles(w, width);
    out->parts = workspace_doubles(w, block_chunks(t->n) *
                                          (width * width + width + TAIL));
}
