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

/* Behind a chunk's score; then comes its matrix. */
enum { LOG_LIKELIHOOD, SMALLEST, VARIES, RESIDUALS, TAIL };

/* A block's rows; what lies behind its n rows has weight 0. */
struct rows {
    _Alignas(32) double predictor[BLOCK_ROWS];
    _Alignas(32) double y[BLOCK_ROWS];
    _Alignas(32) double weight[BLOCK_ROWS];
    _Alignas(32) double residual[BLOCK_ROWS]; /* w (y - p) */
    _Alignas(32) double spread[BLOCK_ROWS];   /* w p (1 - p) */
    _Alignas(32) double fitted[BLOCK_ROWS];   /* p */
    double log_likelihood, smallest, residuals;
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

/* e = exp(-|eta|), share = 1 / (1 + e), and the share of what was missed. */
LANES void miss_four(const four *eta, const four *sign, four *e, four *share,
                     four *miss)
{
    four fall = -lanes_absolute(*eta);
    lanes_exp_falling(&fall, e);
    *share = 1.0 / (1.0 + *e);
    *miss = lanes_choose(*sign * *eta >= lanes_all(0.0), *e * *share, *share);
}

FOR_WIDE_VECTORS static void find_residuals(size_t n, double shift,
                                            struct rows *r)
{
    four sum = lanes_all(0.0);
    for (size_t i = 0; i < n; i += 4) {
        four eta = lanes_load(r->predictor + i) - shift;
        four sign = 2.0 * lanes_load(r->y + i) - 1.0, e, share, miss;
        miss_four(&eta, &sign, &e, &share, &miss);
        four residual = lanes_load(r->weight + i) * sign * miss;
        sum += residual;
        lanes_store(r->residual + i, residual);
    }
    r->residuals = (sum[0] + sum[1]) + (sum[2] + sum[3]);
}

/* Residuals and spreads alone. */
FOR_WIDE_VECTORS static void find_spreads(size_t n, struct rows *r)
{
    for (size_t i = 0; i < n; i += 4) {
        four eta = lanes_load(r->predictor + i);
        four weight = lanes_load(r->weight + i);
        four sign = 2.0 * lanes_load(r->y + i) - 1.0, e, share, miss;
        miss_four(&eta, &sign, &e, &share, &miss);
        lanes_store(r->residual + i, weight * sign * miss);
        lanes_store(r->spread + i, weight * e * share * share);
    }
}

FOR_WIDE_VECTORS static void find_rows(size_t n, struct rows *r)
{
    const four none = lanes_all(0.0), one = lanes_all(1.0);
    four sum = none, smallest = lanes_all(HUGE_VAL);
    for (size_t i = 0; i < n; i += 4) {
        four eta = lanes_load(r->predictor + i), y = lanes_load(r->y + i);
        four weight = lanes_load(r->weight + i), sign = 2.0 * y - 1.0;
        four e, share, miss, log1pe;
        miss_four(&eta, &sign, &e, &share, &miss);
        lanes_log1p(&e, &log1pe);
        four wrong =
            lanes_choose(sign * eta >= none, none, lanes_absolute(eta));
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

/* The score alone, of rows as they lie where that loses nothing. */
static void score_work(void *context, double *part, struct block *b)
{
    const struct logit_core *m = context;
    struct rows r;
    double *tail = part + b->width;
    if (m->t->is_near)
        block_times(b, m->beta, r.predictor);
    else
        block_center(b, m->beta, r.predictor);
    load_rows(m, b, &r);
    find_residuals(b->n, m->t->is_near ? m->shift : 0.0, &r);
    block_add(b, r.residual, part);
    tail[RESIDUALS] += r.residuals;
}

static void whole_work(void *context, double *part, struct block *b)
{
    const struct logit_core *m = context;
    struct rows r;
    double *tail = part + b->width, *matrix = tail + TAIL;
    if (!m->climb.hold_value)
        tail[VARIES] += tall_block_varies(m->t, b);
    block_center(b, m->beta, r.predictor);
    load_rows(m, b, &r);
    if (m->climb.hold_value) {
        find_spreads(b->n, &r);
    } else {
        find_rows(b->n, &r);
        add_tail(&r, tail);
    }
    block_add_and_weight(b, r.residual, r.spread, part);
    block_gram(b, matrix);
    if (m->fitted && !m->climb.hold_value)
        memcpy(m->fitted + b->first, r.fitted, b->n * sizeof *r.fitted);
}

/* Runs over all rows; returns the sums of the chunks' score and tail, in
 * m->sums. */
static void run(struct logit_core *m, bool whole, size_t size)
{
    size_t width = block_width(m->t->p), chunks = block_chunks(m->t->n);
    struct block_source source;
    tall_source(m->t, &source);
    blocks_run(&source, m->threads, whole ? whole_work : score_work, m,
               m->parts, size);
    memset(m->sums, 0, (width + TAIL) * sizeof *m->sums);
    for (size_t k = 0; k < chunks; k++)
        for (size_t j = 0; j < width + TAIL; j++)
            m->sums[j] += (long double)m->parts[k * size + j];
}

static long double smallest_residual(const struct logit_core *m, size_t size)
{
    size_t width = block_width(m->t->p), chunks = block_chunks(m->t->n);
    long double smallest = HUGE_VALL;
    for (size_t k = 0; k < chunks; k++)
        smallest =
            fminl(smallest, (long double)m->parts[k * size + width + SMALLEST]);
    return smallest;
}

static bool evaluate(struct climb *c, const long double *beta)
{
    struct logit_core *m = c->model;
    const struct tall *t = m->t;
    bool whole = !c->hold_step;
    size_t p = c->p, width = block_width(p);
    size_t head = width + TAIL, size = head + (whole ? width * width : 0);
    m->shift = tall_own_beta(t, beta, m->beta);
    run(m, whole, size);
    const long double *tail = m->sums + width;
    long double lost = whole || !t->is_near ? 0.0L : tail[RESIDUALS];
    for (size_t j = 0; j < p; j++)
        c->score[j] = (m->sums[j] - lost * (long double)t->center[j]) *
                      (long double)t->scale[j];
    if (!whole)
        return true;
    if (!c->hold_value) {
        c->value = m->log_likelihood = tail[LOG_LIKELIHOOD];
        m->smallest_residual = smallest_residual(m, size);
        if (!isfinite(c->value) || tail[VARIES] > 0.0L)
            return false;
    }
    tall_sum_parts(t, m->parts + head, size, c->step);
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
    out->sums = workspace_reals(w, width + TAIL);
    out->parts = workspace_doubles(w, block_chunks(t->n) *
                                          (width * width + width + TAIL));
}

void logit_core_step_of_zero(struct logit_core *m)
{
    size_t p = m->t->p;
    if (m->t->cross == NULL || m->t->weight || m->t->offset)
        return;
    for (size_t k = 0; k < p * p; k++)
        m->climb.step[k] = 0.5L * m->t->cross[k];
    m->climb.hold_step = true;
}
