/* logit_blocks: Newton's sums for tall binary data, block by block.
 *
 * With e = exp(-|eta|) and s = 1 / (1 + e) the rarer of p and 1 - p is e s
 * and the other s, so neither tail loses digits. */
#include "stats/blocks.h"
#include "stats/lanes.h"
#include "stats/logit_core.h"
#include "stats/symmetric.h"

#include <math.h>
#include <string.h>

/* Behind a chunk's matrix and score. */
enum { LOG_LIKELIHOOD, SMALLEST, VARIES, SPARE, TAIL };

/* A block's rows; what lies behind its n rows has weight 0. */
struct rows {
    _Alignas(32) double predictor[BLOCK_ROWS];
    _Alignas(32) double y[BLOCK_ROWS];
    _Alignas(32) double weight[BLOCK_ROWS];
    _Alignas(32) double residual[BLOCK_ROWS]; /* w (y - p) */
    _Alignas(32) double spread[BLOCK_ROWS];   /* w p (1 - p) */
    _Alignas(32) double fitted[BLOCK_ROWS];   /* p */
    double log_likelihood, smallest;
};

static void load_rows(const struct logit_core *m, const struct block *b,
                      struct rows *r)
{
    const struct tall *t = m->t;
    size_t n = b->n;
    memcpy(r->y, m->y + b->first, n * sizeof *r->y);
    if (t->weight)
        memcpy(r->weight, t->weight + b->first, n * sizeof *r->weight);
    for (size_t i = 0; t->weight == NULL && i < n; i++)
        r->weight[i] = 1.0;
    for (size_t i = n; i < (n + 3) / 4 * 4; i++)
        r->y[i] = r->weight[i] = 0.0;
    for (size_t i = 0; t->offset && i < b->n; i++)
        r->predictor[i] += t->offset[b->first + i];
}

FOR_WIDE_VECTORS static void find_rows(size_t n, struct rows *r)
{
    const four none = lanes_all(0.0), one = lanes_all(1.0);
    four sum = none, smallest = lanes_all(HUGE_VAL);
    for (size_t i = 0; i < n; i += 4) {
        four eta = lanes_load(r->predictor + i), y = lanes_load(r->y + i);
        four weight = lanes_load(r->weight + i), size = lanes_absolute(eta);
        four fall = -size, e, log1pe;
        lanes_exp_falling(&fall, &e);
        lanes_log1p(&e, &log1pe);
        four share = 1.0 / (1.0 + e), sign = 2.0 * y - 1.0;
        four_words expected = sign * eta >= none;
        four miss = lanes_choose(expected, e * share, share);
        four wrong = lanes_choose(expected, none, size);
        four least = lanes_choose(weight > none, weight * miss, smallest);
        smallest = lanes_choose(least < smallest, least, smallest);
        sum += weight * (log1pe + wrong);
        lanes_store(r->residual + i, weight * sign * miss);
        lanes_store(r->spread + i, weight * e * share * share);
        lanes_store(r->fitted + i, lanes_choose(y > none, one - miss, miss));
    }
    r->log_likelihood = -((sum[0] + sum[1]) + (sum[2] + sum[3]));
    r->smallest =
        fmin(fmin(smallest[0], smallest[1]), fmin(smallest[2], smallest[3]));
}

/* A zeroed part has a smallest of 0, which no row of positive weight has. */
static void add_tail(const struct rows *r, double *tail)
{
    tail[LOG_LIKELIHOOD] += r->log_likelihood;
    if (tail[SMALLEST] == 0.0 || r->smallest < tail[SMALLEST])
        tail[SMALLEST] = r->smallest;
}

static void block_work(void *context, double *part, const struct block *b)
{
    const struct logit_core *m = context;
    struct rows r;
    double *score = part + b->width * b->width, *tail = score + b->width;
    block_times(b, m->beta, r.predictor);
    load_rows(m, b, &r);
    find_rows(b->n, &r);
    add_tail(&r, tail);
    block_add(b, r.residual, score);
    if (m->climb.hold_step)
        return;
    tail[VARIES] += tall_block_varies(m->t, b);
    block_weight(b, r.spread);
    block_gram(b, part);
    if (m->fitted)
        memcpy(m->fitted + b->first, r.fitted, b->n * sizeof *r.fitted);
}

static bool evaluate(struct climb *c, const long double *beta)
{
    struct logit_core *m = c->model;
    size_t p = c->p, width = block_width(p), chunks = block_chunks(m->t->n);
    size_t size = width * width + width + TAIL;
    struct block_source source;
    double varies = 0.0;
    for (size_t k = 0; k < p; k++)
        m->beta[k] = (double)beta[k];
    tall_source(m->t, &source);
    blocks_run(&source, m->threads, block_work, m, m->parts, size);
    c->value = 0.0L;
    m->smallest_residual = HUGE_VALL;
    memset(c->score, 0, p * sizeof *c->score);
    for (size_t k = 0; k < chunks; k++) {
        const double *score = m->parts + k * size + width * width;
        const double *tail = score + width;
        for (size_t j = 0; j < p; j++)
            c->score[j] += (long double)score[j];
        c->value += (long double)tail[LOG_LIKELIHOOD];
        varies += tail[VARIES];
        m->smallest_residual =
            fminl(m->smallest_residual, (long double)tail[SMALLEST]);
    }
    m->log_likelihood = c->value;
    if (!isfinite(c->value) || varies > 0.0)
        return false;
    if (c->hold_step)
        return true;
    tall_sum_parts(m->parts, size, m->t->n, p, c->step);
    return symmetric_factor(p, c->step);
}

void logit_core_start_blocks(struct workspace *w, const struct tall *t,
                             const double *y, int threads,
                             struct logit_core *out)
{
    size_t width = block_width(t->p);
    *out = (struct logit_core){.t = t, .y = y, .threads = threads};
    climb_start(w, t->p, out, evaluate, &out->climb);
    out->climb.enough = 1e-5L;
    out->fisher = out->climb.step;
    out->beta = workspace_doubles(w, width);
    out->parts = workspace_doubles(w, block_chunks(t->n) *
                                          (width * width + width + TAIL));
}
