/* logit_margins: all main effects of a binary model in one pass.
 *
 * With b the coefficients, d = p (1 - p), and S(v) = sum w v:
 *   number j   mean = b_j S(d),  gradient = b_j S(d (1 - 2p) x) + S(d) e_j
 *   level l    p_l = p at eta - (what the factor adds) + b_l;
 *              mean = S(p_l),  gradient = S(d_l x without the factor)
 *                                         + S(d_l) e_l
 * so numbers share one sum over the rows, and a factor needs one a level. */
#include "stats/blocks.h"
#include "stats/lanes.h"
#include "stats/margins.h"
#include "stats/workspace.h"

#include <math.h>
#include <stdbool.h>
#include <string.h>

/* What all rows get: one level of a factor. column MAIN_NONE: the reference,
 * without a column of its own. */
struct setting {
    size_t first, n_cols, column;
};

struct work {
    const struct stats_design *design;
    const double *beta; /* block_width(m) */
    size_t n_settings;
    const struct setting *setting;
};

/* Of a part: sums of numbers' effects, then of each setting. A sum over the
 * design's columns, then S(p) or S(d), and S(d_l). */
enum { MEAN, SLOPE, SPARE_A, SPARE_B, TAIL };

struct rows {
    _Alignas(32) double predictor[BLOCK_ROWS];
    _Alignas(32) double moved[BLOCK_ROWS];
    _Alignas(32) double weight[BLOCK_ROWS];
    _Alignas(32) double p[BLOCK_ROWS];     /* w p */
    _Alignas(32) double slope[BLOCK_ROWS]; /* w p (1 - p) */
    _Alignas(32) double bend[BLOCK_ROWS];  /* w p (1 - p) (1 - 2p) */
};

FOR_WIDE_VECTORS static void find_rows(size_t n, struct rows *r)
{
    for (size_t i = 0; i < n; i += 4) {
        four eta = lanes_load(r->moved + i), w = lanes_load(r->weight + i);
        four fall = -lanes_absolute(eta), e;
        lanes_exp_falling(&fall, &e);
        four share = 1.0 / (1.0 + e), rare = e * share;
        four_words up = eta >= lanes_all(0.0);
        four p = lanes_choose(up, share, rare);
        four q = lanes_choose(up, rare, share);
        lanes_store(r->p + i, w * p);
        lanes_store(r->slope + i, w * p * q);
        lanes_store(r->bend + i, w * p * q * (q - p));
    }
}

static double add_up(size_t n, const double *x)
{
    double sum = 0.0;
    for (size_t i = 0; i < n; i++)
        sum += x[i];
    return sum;
}

static void add_sums(const struct block *b, const struct rows *r,
                     const double *mean, const double *factor, double *part)
{
    block_add(b, factor, part);
    part[b->width + MEAN] += add_up(b->n, mean);
    part[b->width + SLOPE] += add_up(b->n, r->slope);
}

static void load_rows(const struct work *w, const struct block *b,
                      struct rows *r)
{
    const struct stats_design *d = w->design;
    block_times(b, w->beta, r->predictor);
    for (size_t i = 0; i < BLOCK_ROWS; i++)
        r->weight[i] = i >= b->n    ? 0.0
                       : d->weights ? d->weights[b->first + i]
                                    : 1.0;
    for (size_t i = 0; d->offset && i < b->n; i++)
        r->predictor[i] += d->offset[b->first + i];
}

static void move_rows(const struct work *w, const struct block *b,
                      const struct setting *s, struct rows *r)
{
    double level = s->column == STATS_NO_COLUMN ? 0.0 : w->beta[s->column];
    for (size_t i = 0; i < b->n; i++) {
        const double *x = b->x + i * b->stride;
        double moved = level;
        for (size_t k = s->first; k < s->first + s->n_cols; k++)
            moved -= w->beta[k] * x[k];
        r->moved[i] = r->predictor[i] + moved;
    }
}

static void block_work(void *context, double *part, struct block *b)
{
    const struct work *w = context;
    struct rows r;
    size_t size = b->width + TAIL;
    load_rows(w, b, &r);
    memcpy(r.moved, r.predictor, sizeof r.moved);
    find_rows(b->n, &r);
    add_sums(b, &r, r.slope, r.bend, part);
    for (size_t s = 0; s < w->n_settings; s++) {
        move_rows(w, b, &w->setting[s], &r);
        find_rows(b->n, &r);
        add_sums(b, &r, r.p, r.slope, part + (s + 1) * size);
    }
}

/* Settings that the effects ask for, each once. */
static size_t find_setting(struct setting *all, size_t *n,
                           const struct stats_main_effect *e, size_t column)
{
    for (size_t s = 0; s < *n; s++)
        if (all[s].first == e->first && all[s].column == column)
            return s;
    all[*n] = (struct setting){e->first, e->n_cols, column};
    return (*n)++;
}

/* Sums of all chunks, in order. */
static void sum_parts(const double *parts, size_t chunks, size_t size,
                      double *out)
{
    for (size_t c = 0; c < chunks; c++)
        for (size_t i = 0; i < size; i++)
            out[i] += parts[c * size + i];
}

/* Gradient of one setting's mean: its factor's columns are the level's. */
static void add_gradient(const struct setting *s, size_t m, size_t width,
                         const double *sums, long double sign, long double *g)
{
    for (size_t j = 0; j < m; j++)
        if (j < s->first || j >= s->first + s->n_cols)
            g[j] += sign * (long double)sums[j];
    if (s->column != STATS_NO_COLUMN)
        g[s->column] += sign * (long double)sums[width + SLOPE];
}

static void tell(const struct stats_fit *fit, const long double *g,
                 long double mean, double sum_weights, struct stats_margin *out)
{
    size_t m = fit->n_cols;
    long double variance = 0.0L;
    for (size_t j = 0; j < m; j++)
        for (size_t k = 0; k < m; k++)
            if (isfinite(fit->vcov[j * m + k]))
                variance += g[j] * (long double)fit->vcov[j * m + k] * g[k];
    out->estimate = (double)(mean / (long double)sum_weights);
    out->std_error = (double)(sqrtl(variance) / (long double)sum_weights);
}

struct sums {
    size_t m, width, size; /* size: of one part */
    const double *of;      /* numbers' part, then the settings' */
    double weights;
};

static void tell_number(const struct stats_fit *fit, const struct sums *s,
                        size_t j, const double *beta, long double *g,
                        struct stats_margin *out)
{
    long double mean = (long double)s->of[s->width + MEAN];
    for (size_t k = 0; k < s->m; k++)
        g[k] = (long double)beta[j] * (long double)s->of[k];
    g[j] += mean;
    tell(fit, g, (long double)beta[j] * mean, s->weights, out);
}

static void tell_levels(const struct stats_fit *fit, const struct sums *s,
                        const struct setting *setting, const size_t *asked,
                        long double *g, struct stats_margin *out)
{
    long double mean = 0.0L;
    memset(g, 0, s->m * sizeof *g);
    for (int side = 0; side < 2; side++) {
        const double *of = s->of + (asked[side] + 1) * s->size;
        long double sign = side == 0 ? 1.0L : -1.0L;
        mean += sign * (long double)of[s->width + MEAN];
        add_gradient(&setting[asked[side]], s->m, s->width, of, sign, g);
    }
    tell(fit, g, mean, s->weights, out);
}

static bool is_good(const struct stats_design *d, const struct stats_fit *fit)
{
    return stats_fit_has_estimates(fit) && fit->n_rows == d->n_rows &&
           fit->n_cols == d->n_cols;
}

enum stats_status stats_margin_main(const struct stats_design *design,
                                    const struct stats_fit *fit, int threads,
                                    size_t n,
                                    const struct stats_main_effect *effect,
                                    struct stats_margin *out)
{
    struct workspace scratch = {NULL};
    size_t m = design->n_cols, width = block_width(m), size = width + TAIL;
    if (!is_good(design, fit))
        return STATS_BAD_ARGUMENT;
    double *beta = workspace_doubles(&scratch, width);
    struct setting *setting =
        workspace_take(&scratch, 2 * n + 1, sizeof *setting);
    size_t *asked = workspace_take(&scratch, 2 * n + 1, sizeof *asked);
    struct work w = {.design = design, .beta = beta, .setting = setting};
    for (size_t j = 0; j < m; j++)
        beta[j] = isfinite(fit->estimate[j]) ? fit->estimate[j] : 0.0;
    for (size_t i = 0; i < n; i++) {
        if (effect[i].n_cols == 0)
            continue;
        asked[2 * i] =
            find_setting(setting, &w.n_settings, &effect[i], effect[i].to);
        asked[2 * i + 1] =
            find_setting(setting, &w.n_settings, &effect[i], effect[i].from);
    }
    struct block_source source = {
        .n_rows = design->n_rows, .p = m, .x = design->x};
    size_t chunks = block_chunks(design->n_rows);
    size_t part = size * (w.n_settings + 1);
    double *parts = workspace_doubles(&scratch, chunks * part);
    double *of = workspace_doubles(&scratch, part);
    blocks_run(&source, block_threads(threads), block_work, &w, parts, part);
    sum_parts(parts, chunks, part, of);
    struct sums sums = {m, width, size, of, fit->sum_weights};
    long double *g = workspace_reals(&scratch, m);
    for (size_t i = 0; i < n; i++) {
        if (effect[i].n_cols == 0)
            tell_number(fit, &sums, effect[i].to, beta, g, &out[i]);
        else
            tell_levels(fit, &sums, setting, asked + 2 * i, g, &out[i]);
    }
    workspace_release(&scratch);
    return STATS_OK;
}
