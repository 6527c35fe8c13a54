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
#include "stats/blocks.h"
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

static bool penalise(struct multinomial_core *m, struct climb *c)
{
    size_t n = m->t->n, width = c->p;
    c->value += 0.5L * symmetric_log_determinant(width, m->fisher);
    symmetric_inverse(width, m->fisher, m->inverse);
    memset(c->step, 0, width * width * sizeof *c->step);
    for (size_t i = 0; i < n; i++) {
        add_penalty(m, i, c->score);
        add_information(m, i, (long double)m->t->weight[i] + m->extra[i],
                        c->step);
    }
    return symmetric_factor(width, c->step);
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
        add_information(m, i, w, m->fisher);
        for (size_t k = 0; k < m->n_free; k++) {
            long double hit = m->y[i] == k + 1 ? 1.0L : 0.0L;
            add_score(m, i, k, w * (hit - m->p[i * m->n_free + k]), c->score);
        }
    }
    c->value = m->log_likelihood;
    if (!isfinite(m->log_likelihood) || !symmetric_factor(width, m->fisher))
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
    if (!firth)
        return;
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

/* By blocks ---------------------------------------------------------------- */

enum { LOG_LIKELIHOOD, SMALLEST, HAS_ROWS, SPARE, TAIL };

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

/* p: n_free × BLOCK_ROWS predictors in, probabilities out. */
static void block_probabilities(const struct multinomial_core *m,
                                const struct block *b, double *p, double *tail)
{
    double sum_of_logs = 0.0, smallest = HUGE_VAL;
    for (size_t i = 0; i < b->n; i++) {
        size_t row = b->first + i, own = m->y[row];
        double weight = m->t->weight[row], offset = m->t->offset[row];
        double largest = 0.0, least = HUGE_VAL;
        for (size_t k = 0; k < m->n_free; k++) {
            p[k * BLOCK_ROWS + i] += offset;
            largest = fmax(largest, p[k * BLOCK_ROWS + i]);
        }
        double mine = own ? p[(own - 1) * BLOCK_ROWS + i] : 0.0;
        double base = exp(-largest), sum = base;
        for (size_t k = 0; k < m->n_free; k++)
            sum += p[k * BLOCK_ROWS + i] = exp(p[k * BLOCK_ROWS + i] - largest);
        for (size_t k = 0; k < m->n_free; k++) {
            p[k * BLOCK_ROWS + i] /= sum;
            if (own != k + 1)
                least = fmin(least, p[k * BLOCK_ROWS + i]);
        }
        if (own)
            least = fmin(least, base / sum);
        smallest = fmin(smallest, weight * least);
        sum_of_logs += weight * (mine - largest - log(sum));
    }
    tail[LOG_LIKELIHOOD] += sum_of_logs;
    if (tail[HAS_ROWS] == 0.0 || smallest < tail[SMALLEST])
        tail[SMALLEST] = smallest;
    tail[HAS_ROWS] = 1.0;
}

static void add_pair(const struct multinomial_core *m, const struct block *b,
                     const double *p, size_t k, size_t l, double *sum)
{
    double w[BLOCK_ROWS];
    const double *pk = p + k * BLOCK_ROWS, *pl = p + l * BLOCK_ROWS;
    for (size_t i = 0; i < b->n; i++)
        w[i] = m->t->weight[b->first + i] * pk[i] *
               (k == l ? 1.0 - pk[i] : -pl[i]);
    block_weight(b, w);
    block_gram(b, sum);
}

static void block_work(void *context, double *part, const struct block *b)
{
    const struct multinomial_core *m = context;
    struct workspace scratch = {NULL};
    size_t square = b->width * b->width, free = m->n_free;
    double *score = part + n_pairs(free) * square, r[BLOCK_ROWS];
    double *p = workspace_doubles(&scratch, free * BLOCK_ROWS);
    for (size_t k = 0; k < free; k++)
        block_times(b, m->beta + k * b->width, p + k * BLOCK_ROWS);
    block_probabilities(m, b, p, score + free * b->width);
    for (size_t k = 0; k < free; k++) {
        for (size_t i = 0; i < b->n; i++)
            r[i] = m->t->weight[b->first + i] *
                   ((m->y[b->first + i] == k + 1 ? 1.0 : 0.0) -
                    p[k * BLOCK_ROWS + i]);
        block_add(b, r, score + k * b->width);
        for (size_t l = 0; l <= k; l++)
            add_pair(m, b, p, k, l, part + (k * (k + 1) / 2 + l) * square);
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

static bool evaluate_blocks(struct climb *c, const long double *beta)
{
    struct multinomial_core *m = c->model;
    size_t p = m->t->p, free = m->n_free, width = block_width(p);
    size_t size = part_size(p, free), square = width * width;
    struct block_source source;
    for (size_t k = 0; k < free; k++)
        for (size_t j = 0; j < p; j++)
            m->beta[k * width + j] = (double)beta[k * p + j];
    tall_source(m->t, &source);
    blocks_run(&source, m->threads, block_work, m, m->parts, size);
    for (size_t k = 0; k < free; k++)
        for (size_t l = 0; l <= k; l++) {
            tall_sum_parts(m->parts + (k * (k + 1) / 2 + l) * square, size,
                           m->t->n, p, m->pull);
            place_pair(c, p, k, l, m->pull);
        }
    m->log_likelihood = 0.0L;
    m->smallest_residual = HUGE_VALL;
    memset(c->score, 0, c->p * sizeof *c->score);
    for (size_t part = 0; part < block_chunks(m->t->n); part++) {
        const double *score = m->parts + part * size + n_pairs(free) * square;
        const double *tail = score + free * width;
        for (size_t k = 0; k < free; k++)
            for (size_t j = 0; j < p; j++)
                c->score[k * p + j] += (long double)score[k * width + j];
        m->log_likelihood += (long double)tail[LOG_LIKELIHOOD];
        m->smallest_residual =
            fminl(m->smallest_residual, (long double)tail[SMALLEST]);
    }
    c->value = m->log_likelihood;
    return isfinite(c->value) && symmetric_factor(c->p, c->step);
}

void multinomial_core_start_blocks(struct workspace *w, const struct tall *t,
                                   const size_t *y, size_t n_levels,
                                   int threads, struct multinomial_core *out)
{
    size_t free = n_levels - 1;
    *out = (struct multinomial_core){
        .t = t, .y = y, .n_free = free, .threads = threads};
    climb_start(w, free * t->p, out, evaluate_blocks, &out->climb);
    out->climb.enough = 1e-5L;
    out->fisher = out->climb.step;
    out->pull = workspace_reals(w, t->p * t->p);
    out->beta = workspace_doubles(w, free * block_width(t->p));
    out->parts =
        workspace_doubles(w, block_chunks(t->n) * part_size(t->p, free));
}
