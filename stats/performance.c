/* performance: ranks, squares and a calibration fit. */
#include "stats/performance.h"
#include "stats/distribution.h"
#include "stats/logit.h"
#include "stats/logit_core.h"
#include "stats/workspace.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

/* Beyond FEW_ROWS a fit reads the rows where they lie. */
enum { FEW_STEPS = 18, FEW_ROWS = 5000 };

struct scored {
    double p;
    size_t row;
};

static int by_score(const void *a, const void *b)
{
    double x = ((const struct scored *)a)->p, y = ((const struct scored *)b)->p;
    return (x > y) - (x < y);
}

/* Per row the share of the other outcome it beats, ties one half: the
 * placement values, whose variances give DeLong's. */
static void place(size_t n, const double *y, const struct scored *sorted,
                  const double count[2], double *placement)
{
    double passed[2] = {0.0, 0.0};
    for (size_t i = 0, end; i < n; i = end) {
        double here[2] = {0.0, 0.0};
        for (end = i; end < n && sorted[end].p == sorted[i].p; end++)
            here[y[sorted[end].row] > 0.5] += 1.0;
        for (size_t k = i; k < end; k++) {
            size_t row = sorted[k].row;
            int other = y[row] > 0.5 ? 0 : 1;
            double beaten = passed[other] + 0.5 * here[other];
            placement[row] =
                other == 0 ? beaten / count[0] : 1.0 - beaten / count[1];
        }
        passed[0] += here[0];
        passed[1] += here[1];
    }
}

static void find_auc(struct workspace *w, size_t n, const double *y,
                     const double *p, double z, struct stats_performance *out)
{
    struct scored *sorted = workspace_take(w, n, sizeof *sorted);
    double *placement = workspace_doubles(w, n);
    double count[2] = {0.0, 0.0}, sum = 0.0, square[2] = {0.0, 0.0};
    for (size_t i = 0; i < n; i++) {
        sorted[i] = (struct scored){p[i], i};
        count[y[i] > 0.5] += 1.0;
    }
    qsort(sorted, n, sizeof *sorted, by_score);
    place(n, y, sorted, count, placement);
    for (size_t i = 0; i < n; i++)
        sum += y[i] > 0.5 ? placement[i] : 0.0;
    out->auc = sum / count[1];
    for (size_t i = 0; i < n; i++)
        square[y[i] > 0.5] += pow(placement[i] - out->auc, 2.0);
    out->auc_std_error = sqrt(square[0] / (count[0] - 1.0) / count[0] +
                              square[1] / (count[1] - 1.0) / count[1]);
    out->auc_low = fmax(0.0, out->auc - z * out->auc_std_error);
    out->auc_high = fmin(1.0, out->auc + z * out->auc_std_error);
}

/* The last coefficient alone, by a climb in double: one that starts within
 * reach of its top. False where it can't show that there is one. */
static bool climb_quickly(const struct stats_design *d, const double *y,
                          double *out)
{
    struct workspace w = {NULL};
    struct tall t, doubles;
    struct logit_core core;
    bool good = tall_prepare(&w, d, &t) == STATS_OK && t.p == d->n_cols;
    if (good) {
        long double *beta = workspace_reals(&w, t.p);
        tall_doubles(&w, &t, &doubles);
        logit_core_start_blocks(&w, &doubles, y, 1, &core);
        core.climb.enough = 1e-8L;
        good = climb_to_top(&core.climb, NULL, FEW_STEPS, beta, NULL) ==
                   CLIMB_TOP &&
               logit_core_proves_overlap(&core);
        *out = (double)(t.back[t.p * t.p - 1] * beta[t.p - 1]);
    }
    workspace_release(&w);
    return good;
}

/* Of the last column. */
static double coefficient(const struct stats_design *d, const double *y)
{
    double b = NAN;
    if (d->n_rows <= FEW_ROWS && climb_quickly(d, y, &b))
        return b;
    struct stats_fit fit;
    enum stats_status st = stats_logit_fit(d, y, &stats_ml, &fit);
    b = st == STATS_OK || st == STATS_TOO_FEW_EVENTS
            ? fit.estimate[d->n_cols - 1]
            : NAN;
    stats_fit_release(&fit);
    return b;
}

static void find_calibration(struct workspace *w, size_t n, const double *y,
                             const double *p, struct stats_performance *out)
{
    double *x = workspace_doubles(w, 2 * n), *one = workspace_doubles(w, n);
    double *logit = workspace_doubles(w, n);
    out->calibration_slope = out->calibration_in_the_large = NAN;
    for (size_t i = 0; i < n; i++) {
        logit[i] = log(p[i]) - log1p(-p[i]);
        if (!isfinite(logit[i]))
            return;
        one[i] = x[2 * i] = 1.0;
        x[2 * i + 1] = logit[i];
    }
    /* Beside the offset the slope's excess over 1, where the climb starts. */
    struct stats_design line = {
        .n_rows = n, .n_cols = 2, .x = x, .offset = logit};
    struct stats_design level = {
        .n_rows = n, .n_cols = 1, .x = one, .offset = logit};
    out->calibration_slope = 1.0 + coefficient(&line, y);
    out->calibration_in_the_large = coefficient(&level, y);
}

enum stats_status stats_performance(size_t n, const double *y, const double *p,
                                    double level, struct stats_performance *out)
{
    double events = 0.0;
    if (!(level > 0.0 && level < 1.0))
        return STATS_BAD_ARGUMENT;
    for (size_t i = 0; i < n; i++) {
        if ((y[i] != 0.0 && y[i] != 1.0) || !(p[i] >= 0.0 && p[i] <= 1.0))
            return STATS_BAD_ARGUMENT;
        events += y[i];
    }
    if (events == 0.0 || events == (double)n)
        return STATS_BAD_DATA;
    struct workspace w = {NULL};
    struct stats_performance result = {0};
    for (size_t i = 0; i < n; i++) {
        result.brier += (y[i] - p[i]) * (y[i] - p[i]) / (double)n;
        result.log_score -= (y[i] > 0.5 ? log(p[i]) : log1p(-p[i])) / (double)n;
    }
    find_auc(&w, n, y, p, stats_normal_for_level(level), &result);
    workspace_release(&w); /* never the rows of both at once */
    find_calibration(&w, n, y, p, &result);
    workspace_release(&w);
    *out = result;
    return STATS_OK;
}

struct bootstrap {
    struct workspace scratch;
    const struct stats_design *design;
    const double *y;
    double *x, *sample_y, *p;
};

static bool measure(const double *y, const double *p, size_t n, double out[4])
{
    struct stats_performance s;
    if (stats_performance(n, y, p, 0.95, &s) != STATS_OK)
        return false;
    out[0] = s.auc;
    out[1] = s.brier;
    out[2] = s.calibration_slope;
    out[3] = s.calibration_in_the_large;
    return isfinite(s.calibration_slope) &&
           isfinite(s.calibration_in_the_large);
}

/* The resample's model on the resample and on the whole data. */
static bool resample(struct bootstrap *b, const size_t *index, double own[4],
                     double whole[4])
{
    const struct stats_design *d = b->design;
    size_t n = d->n_rows, m = d->n_cols;
    for (size_t i = 0; i < n; i++) {
        memcpy(b->x + i * m, d->x + index[i] * m, m * sizeof *b->x);
        b->sample_y[i] = b->y[index[i]];
    }
    struct stats_design sample = {.n_rows = n, .n_cols = m, .x = b->x};
    struct stats_fit fit;
    enum stats_status st =
        stats_logit_fit(&sample, b->sample_y, &stats_ml, &fit);
    bool good = st == STATS_OK || st == STATS_TOO_FEW_EVENTS;
    if (good)
        good = measure(b->sample_y, fit.fitted, n, own);
    for (size_t i = 0; good && i < n; i++) {
        double eta = 0.0;
        for (size_t j = 0; j < m; j++)
            eta += fit.estimate[j] * d->x[i * m + j];
        b->p[i] = 1.0 / (1.0 + exp(-eta));
    }
    good = good && measure(b->y, b->p, n, whole);
    stats_fit_release(&fit);
    return good;
}

static bool measure_apparent(const struct stats_design *design, const double *y,
                             double apparent[4])
{
    struct stats_fit fit;
    enum stats_status st = stats_logit_fit(design, y, &stats_ml, &fit);
    bool good = (st == STATS_OK || st == STATS_TOO_FEW_EVENTS) &&
                measure(y, fit.fitted, design->n_rows, apparent);
    stats_fit_release(&fit);
    return good;
}

static bool indices_are_good(size_t n, size_t n_samples, const size_t *index)
{
    for (size_t i = 0; i < n_samples * n; i++)
        if (index[i] >= n)
            return false;
    return true;
}

enum stats_status stats_optimism(const struct stats_design *design,
                                 const double *y, size_t n_samples,
                                 const size_t *index,
                                 struct stats_optimism out[4], size_t *n_used)
{
    struct bootstrap b = {.design = design, .y = y};
    size_t n = design->n_rows, used = 0;
    double apparent[4], sum[4] = {0.0, 0.0, 0.0, 0.0};
    if (design->weights || design->offset ||
        !indices_are_good(n, n_samples, index))
        return STATS_BAD_ARGUMENT;
    if (!measure_apparent(design, y, apparent))
        return STATS_BAD_DATA;
    b.x = workspace_doubles(&b.scratch, n * design->n_cols);
    b.sample_y = workspace_doubles(&b.scratch, n);
    b.p = workspace_doubles(&b.scratch, n);
    for (size_t s = 0; s < n_samples; s++) {
        double own[4], whole[4];
        if (!resample(&b, index + s * n, own, whole))
            continue;
        used++;
        for (size_t k = 0; k < 4; k++)
            sum[k] += own[k] - whole[k];
    }
    workspace_release(&b.scratch);
    if (used == 0)
        return STATS_BAD_DATA;
    for (size_t k = 0; k < 4; k++) {
        double optimism = sum[k] / (double)used;
        out[k] = (struct stats_optimism){apparent[k], optimism,
                                         apparent[k] - optimism};
    }
    *n_used = used;
    return STATS_OK;
}
