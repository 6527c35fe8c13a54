/* logit_separation: which rows of tall data can be parted?
 *
 * Let R be rows whose own likelihood has a maximum. Then every direction of
 * the whole cone leaves R where it is, so it lies in the null space N of
 * X_R, and the linear program needs only the other rows, in the coordinates
 * of N. */
#include "stats/logit_core.h"
#include "stats/separation.h"

#include <math.h>
#include <string.h>

/* After 18 steps a separated row's residual is near exp(-18). */
static const long double MISSED = 1e-4L;
enum { CLIMB = 60 };
static const size_t MOST_OTHERS = 4000;

/* How far beta is on the right side of each row, and which rows it misses
 * when the offset is added. True when it is on the right side of all: then
 * beta itself parts them. */
static bool find_missed(const struct tall *t, const double *y,
                        const double *beta, unsigned char *missed)
{
    const struct stats_design *d = t->design;
    bool parts_all = true;
    for (size_t i = 0; i < t->n; i++) {
        const double *x = d->x + t->row[i] * d->n_cols;
        long double side = y[i] > 0.5 ? 1.0L : -1.0L, margin = 0.0L;
        for (size_t j = 0; j < d->n_cols; j++)
            margin += (long double)beta[j] * (long double)x[j];
        margin *= side;
        parts_all = parts_all && margin > 1e-3L;
        margin += side * (long double)t->offset[i];
        missed[i] = 1.0L / (1.0L + expl(margin)) > MISSED;
    }
    return parts_all;
}

/* Does the likelihood of the missed rows alone have a maximum? */
static bool rest_overlaps(struct workspace *w, const struct tall *t,
                          const double *y, const unsigned char *missed,
                          struct tall *rest)
{
    unsigned char *gone = workspace_take(w, t->n, 1);
    struct stats_design left;
    double *rest_y;
    size_t n = 0;
    for (size_t i = 0; i < t->n; i++) {
        gone[i] = !missed[i];
        n += missed[i];
    }
    tall_leave_out(w, t, gone, y, &left, &rest_y);
    if (n == 0 || tall_prepare(w, &left, rest) != STATS_OK)
        return n == 0;
    struct logit_core core;
    long double *beta = workspace_reals(w, rest->p);
    logit_core_start(w, rest, rest_y, false, &core);
    return climb_to_top(&core.climb, NULL, CLIMB, beta, NULL) == CLIMB_TOP &&
           logit_core_proves_overlap(&core);
}

/* How far the null space's directions move the other rows, each direction
 * scaled to a largest margin of 1. */
static double *find_margins(struct workspace *w, const struct tall *t,
                            const double *y, const unsigned char *missed,
                            const struct tall *rest, size_t n_others,
                            size_t n_free)
{
    size_t m = t->n_cols, c = 0;
    double *margins = workspace_doubles(w, n_others * n_free + 1);
    for (size_t j = 0; j < m; j++) {
        double largest = 0.0;
        size_t r = 0;
        if (t->column[j] == STATS_COLUMN_DROPPED ||
            rest->column[j] == STATS_COLUMN_FINITE)
            continue;
        for (size_t i = 0; i < t->n; i++) {
            const double *x = t->design->x + t->row[i] * m;
            if (missed[i])
                continue;
            long double moved = (long double)x[j];
            for (size_t k = 0; k < m; k++)
                moved -= rest->relation[j * m + k] * (long double)x[k];
            double margin = y[i] > 0.5 ? (double)moved : -(double)moved;
            margins[r++ * n_free + c] = margin;
            largest = fmax(largest, fabs(margin));
        }
        for (r = 0; largest > 0.0 && r < n_others; r++) {
            double *margin = margins + r * n_free + c;
            *margin = fabs(*margin) < 1e-9 * largest ? 0.0 : *margin / largest;
        }
        c++;
    }
    return margins;
}

size_t logit_strict_rows(struct workspace *w, const struct tall *t,
                         const double *y, const double *beta,
                         unsigned char *strict)
{
    unsigned char *missed = workspace_take(w, t->n, 1);
    struct tall rest = {0};
    size_t n_others = 0, n_free = 0, n_strict, r = 0;
    if (find_missed(t, y, beta, missed)) {
        memset(strict, 1, t->n);
        return t->n;
    }
    for (size_t i = 0; i < t->n; i++)
        n_others += !missed[i];
    if (n_others > MOST_OTHERS || n_others == t->n ||
        !rest_overlaps(w, t, y, missed, &rest))
        return t->n + 1;
    for (size_t j = 0; j < t->n_cols; j++)
        n_free += t->column[j] != STATS_COLUMN_DROPPED &&
                  rest.column[j] != STATS_COLUMN_FINITE;
    memset(strict, 0, t->n);
    if (n_free == 0 || n_others == 0)
        return 0;
    unsigned char *found = workspace_take(w, n_others, 1);
    n_strict = separation_strict_rows(
        w, n_others, n_free,
        find_margins(w, t, y, missed, &rest, n_others, n_free), found);
    if (n_strict > n_others)
        return t->n + 1;
    for (size_t i = 0; i < t->n; i++)
        if (!missed[i])
            strict[i] = found[r++];
    return n_strict;
}
