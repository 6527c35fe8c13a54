/* multinomial_blocks: Newton's sums for tall data of several categories. */
#include "stats/blocks.h"
#include "stats/lanes.h"
#include "stats/multinomial_core.h"
#include "stats/symmetric.h"

#include <math.h>
#include <string.h>

/* Behind a chunk's matrices and scores. */
enum { LOG_LIKELIHOOD, SMALLEST, VARIES, SPARE, TAIL };

/* A block's rows; what lies behind its n rows has weight 0. */
struct rows {
    size_t n_free;
    double *p; /* n_free × BLOCK_ROWS: predictors, then probabilities */
    _Alignas(32) double own[BLOCK_ROWS]; /* category, as a number */
    _Alignas(32) double own_predictor[BLOCK_ROWS];
    _Alignas(32) double weight[BLOCK_ROWS];
    _Alignas(32) double factor[BLOCK_ROWS]; /* of a score or a matrix */
    double log_likelihood, smallest;
};

static size_t n_pairs(size_t free)
{
    return free * (free + 1) / 2;
}

/* Of one chunk: a matrix per pair of categories, a score per category. */
static size_t part_size(size_t p, size_t free)
{
    size_t width = block_width(p);
    return n_pairs(free) * width * width + free * width + TAIL;
}

double multinomial_core_room(size_t n_rows, size_t p, size_t n_levels)
{
    return (double)block_chunks(n_rows) * (double)part_size(p, n_levels - 1);
}

static void load_rows(const struct multinomial_core *m, struct block *b,
                      struct rows *r)
{
    memset(r->own, 0, sizeof r->own);
    memset(r->own_predictor, 0, sizeof r->own_predictor);
    memset(r->weight, 0, sizeof r->weight);
    for (size_t k = 0; k < r->n_free; k++) {
        double *p = r->p + k * BLOCK_ROWS;
        if (k == 0)
            block_center(b, m->beta, p);
        else
            block_times(b, m->beta + k * b->width, p);
        for (size_t i = 0; m->t->offset && i < b->n; i++)
            p[i] += m->t->offset[b->first + i];
    }
    for (size_t i = 0; i < b->n; i++) {
        size_t own = m->y[b->first + i];
        r->weight[i] = tall_weight(m->t, b->first + i);
        r->own[i] = (double)own;
        r->own_predictor[i] = own ? r->p[(own - 1) * BLOCK_ROWS + i] : 0.0;
    }
}

/* Four rows from predictors to probabilities; sum and smallest are the
 * block's so far. */
LANES void find_four(struct rows *r, size_t i, four *sum, four *smallest)
{
    const four none = lanes_all(0.0);
    four own = lanes_load(r->own + i), weight = lanes_load(r->weight + i);
    four largest = none, base, whole, log_whole;
    for (size_t k = 0; k < r->n_free; k++) {
        four eta = lanes_load(r->p + k * BLOCK_ROWS + i);
        largest = lanes_choose(eta > largest, eta, largest);
    }
    four fall = -largest;
    lanes_exp_falling(&fall, &base);
    whole = base;
    for (size_t k = 0; k < r->n_free; k++) {
        four e, below = lanes_load(r->p + k * BLOCK_ROWS + i) - largest;
        lanes_exp_falling(&below, &e);
        whole += e;
        lanes_store(r->p + k * BLOCK_ROWS + i, e);
    }
    four share = base / whole, huge = lanes_all(HUGE_VAL);
    four least = lanes_choose(own > none, share, huge);
    for (size_t k = 0; k < r->n_free; k++) {
        four p = lanes_load(r->p + k * BLOCK_ROWS + i) / whole;
        lanes_store(r->p + k * BLOCK_ROWS + i, p);
        share = lanes_choose(own == (double)(k + 1), huge, p);
        least = lanes_choose(share < least, share, least);
    }
    least = lanes_choose(weight > none, weight * least, huge);
    *smallest = lanes_choose(least < *smallest, least, *smallest);
    lanes_log(&whole, &log_whole);
    *sum += weight * (lanes_load(r->own_predictor + i) - largest - log_whole);
}

FOR_WIDE_VECTORS static void find_rows(size_t n, struct rows *r)
{
    four sum = lanes_all(0.0), smallest = lanes_all(HUGE_VAL);
    for (size_t i = 0; i < n; i += 4)
        find_four(r, i, &sum, &smallest);
    r->log_likelihood = (sum[0] + sum[1]) + (sum[2] + sum[3]);
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

static void add_score(const struct block *b, struct rows *r, size_t k,
                      double *score)
{
    const double *p = r->p + k * BLOCK_ROWS, mine = (double)(k + 1);
    for (size_t i = 0; i < b->n; i++)
        r->factor[i] = r->weight[i] * ((r->own[i] == mine ? 1.0 : 0.0) - p[i]);
    block_add(b, r->factor, score);
}

static void add_pair(const struct block *b, struct rows *r, size_t k, size_t l,
                     double *sum)
{
    const double *pk = r->p + k * BLOCK_ROWS, *pl = r->p + l * BLOCK_ROWS;
    for (size_t i = 0; i < b->n; i++)
        r->factor[i] = r->weight[i] * pk[i] * (k == l ? 1.0 - pk[i] : -pl[i]);
    block_weight(b, r->factor);
    block_gram(b, sum);
}

static void block_work(void *context, double *part, struct block *b)
{
    const struct multinomial_core *m = context;
    struct workspace scratch = {NULL};
    struct rows r = {.n_free = m->n_free};
    size_t square = b->width * b->width, free = m->n_free;
    double *score = part + n_pairs(free) * square;
    double *tail = score + free * b->width;
    r.p = workspace_doubles(&scratch, free * BLOCK_ROWS);
    if (!m->climb.hold_step)
        tail[VARIES] += tall_block_varies(m->t, b);
    load_rows(m, b, &r);
    find_rows(b->n, &r);
    add_tail(&r, tail);
    for (size_t k = 0; k < free; k++) {
        add_score(b, &r, k, score + k * b->width);
        for (size_t l = 0; l <= k && !m->climb.hold_step; l++)
            add_pair(b, &r, k, l, part + (k * (k + 1) / 2 + l) * square);
    }
    workspace_release(&scratch);
}

/* The pair's symmetric p × p matrix into its place of the P × P one. */
static void place_pair(const struct climb *c, size_t p, size_t k, size_t l,
                       const long double *lower)
{
    for (size_t j = 0; j < p; j++)
        for (size_t i = 0; i < p; i++)
            c->step[(k * p + j) * c->p + l * p + i] =
                i <= j ? lower[j * p + i] : lower[i * p + j];
}

/* Scores and the tail of all chunks; false where a column that was taken for
 * constant varies. */
static bool sum_scores(struct multinomial_core *m, struct climb *c)
{
    size_t p = m->t->p, free = m->n_free, width = block_width(p);
    size_t size = part_size(p, free), at = n_pairs(free) * width * width;
    double varies = 0.0;
    c->value = 0.0L;
    m->smallest_residual = HUGE_VALL;
    memset(c->score, 0, c->p * sizeof *c->score);
    for (size_t part = 0; part < block_chunks(m->t->n); part++) {
        const double *score = m->parts + part * size + at;
        const double *tail = score + free * width;
        for (size_t k = 0; k < free; k++)
            for (size_t j = 0; j < p; j++)
                c->score[k * p + j] += (long double)score[k * width + j] *
                                       (long double)m->t->scale[j];
        c->value += (long double)tail[LOG_LIKELIHOOD];
        varies += tail[VARIES];
        m->smallest_residual =
            fminl(m->smallest_residual, (long double)tail[SMALLEST]);
    }
    m->log_likelihood = c->value;
    return varies == 0.0;
}

static bool evaluate(struct climb *c, const long double *beta)
{
    struct multinomial_core *m = c->model;
    size_t p = m->t->p, free = m->n_free, width = block_width(p);
    size_t size = part_size(p, free), square = width * width;
    struct block_source source;
    for (size_t k = 0; k < free; k++)
        tall_own_beta(m->t, beta + k * p, m->beta + k * width);
    tall_source(m->t, &source);
    blocks_run(&source, m->threads, block_work, m, m->parts, size);
    bool good = sum_scores(m, c) && isfinite(c->value);
    if (!good || c->hold_step)
        return good;
    for (size_t k = 0; k < free; k++)
        for (size_t l = 0; l <= k; l++) {
            tall_sum_parts(m->t, m->parts + (k * (k + 1) / 2 + l) * square,
                           size, m->pull);
            place_pair(c, p, k, l, m->pull);
        }
    return symmetric_factor(c->p, c->step);
}

void multinomial_core_start_blocks(struct workspace *w, const struct tall *t,
                                   const size_t *y, size_t n_levels,
                                   int threads, struct multinomial_core *out)
{
    size_t free = n_levels - 1;
    *out = (struct multinomial_core){
        .t = t, .y = y, .n_free = free, .threads = threads};
    climb_start(w, free * t->p, out, evaluate, &out->climb);
    out->climb.enough = 1e-5L;
    out->fisher = out->climb.step;
    out->pull = workspace_reals(w, t->p * t->p);
    out->beta = workspace_doubles(w, free * block_width(t->p));
    out->parts =
        workspace_doubles(w, block_chunks(t->n) * part_size(t->p, free));
}
