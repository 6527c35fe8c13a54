/* exact_counts: the table of sums, pattern after pattern. */
#include "stats/exact_counts.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_SUMS = 500000, MOST_DECIMALS = 6 };

/* Rows with the same columns. */
struct pattern {
    const int64_t *x; /* m */
    size_t rows;
};

struct table {
    size_t m, n, room, slots;
    int64_t *sums;      /* room × m */
    long double *count; /* room */
    uint32_t *slot;     /* index + 1 */
};

/* Whole numbers -------------------------------------------------------------
 */

static bool is_whole(double x)
{
    return fabs(x - nearbyint(x)) <= 1e-9 * fmax(1.0, fabs(x)) &&
           fabs(x) < 1e12;
}

/* Smallest power of ten that makes the column whole; 0 when none does. */
static double find_factor(const struct stats_design *d, size_t j)
{
    double factor = 1.0;
    for (int decimals = 0; decimals <= MOST_DECIMALS; decimals++) {
        size_t i = 0;
        while (i < d->n_rows && is_whole(d->x[i * d->n_cols + j] * factor))
            i++;
        if (i == d->n_rows)
            return factor;
        factor *= 10.0;
    }
    return 0.0;
}

/* Rows of positive weight as whole numbers; NULL when a column has too many
 * decimals. */
static int64_t *take_whole(struct workspace *w, const struct stats_design *d,
                           struct exact_counts *out)
{
    int64_t *x = workspace_take(w, d->n_rows * d->n_cols, sizeof *x);
    for (size_t j = 0; j < d->n_cols; j++) {
        double factor = find_factor(d, j);
        if (factor == 0.0)
            return NULL;
        out->unit[j] = 1.0 / factor;
        for (size_t i = 0; i < d->n_rows; i++)
            x[i * d->n_cols + j] =
                (int64_t)nearbyint(d->x[i * d->n_cols + j] * factor);
    }
    return x;
}

/* Patterns ----------------------------------------------------------------- */

static int compare(const int64_t *a, const int64_t *b, size_t m)
{
    for (size_t j = 0; j < m; j++)
        if (a[j] != b[j])
            return a[j] < b[j] ? -1 : 1;
    return 0;
}

/* Insertion keeps the order without a comparison that knows m. */
static size_t find_patterns(const struct stats_design *d, const int64_t *x,
                            struct pattern *pattern)
{
    size_t n = 0, m = d->n_cols;
    for (size_t i = 0; i < d->n_rows; i++) {
        size_t rows = d->weights ? (size_t)d->weights[i] : 1, at = 0;
        if (rows == 0)
            continue;
        while (at < n && compare(pattern[at].x, x + i * m, m) < 0)
            at++;
        if (at < n && compare(pattern[at].x, x + i * m, m) == 0) {
            pattern[at].rows += rows;
            continue;
        }
        memmove(pattern + at + 1, pattern + at, (n - at) * sizeof *pattern);
        pattern[at] = (struct pattern){x + i * m, rows};
        n++;
    }
    return n;
}

/* The table ---------------------------------------------------------------- */

static size_t hash(const int64_t *sums, size_t m)
{
    uint64_t h = 14695981039346656037u;
    for (size_t j = 0; j < m; j++) {
        h = (h ^ (uint64_t)sums[j]) * 1099511628211u;
        h ^= h >> 29;
    }
    return (size_t)h;
}

static void clear(struct table *t)
{
    t->n = 0;
    memset(t->slot, 0, t->slots * sizeof *t->slot);
}

/* False when the table is full. */
static bool add(struct table *t, const int64_t *sums, long double count)
{
    size_t at = hash(sums, t->m) & (t->slots - 1);
    for (; t->slot[at]; at = (at + 1) & (t->slots - 1)) {
        size_t found = t->slot[at] - 1;
        if (compare(t->sums + found * t->m, sums, t->m) == 0) {
            t->count[found] += count;
            return true;
        }
    }
    if (t->n == t->room)
        return false;
    memcpy(t->sums + t->n * t->m, sums, t->m * sizeof *sums);
    t->count[t->n++] = count;
    t->slot[at] = (uint32_t)t->n;
    return true;
}

static void start(struct workspace *w, size_t m, size_t room, struct table *t)
{
    *t = (struct table){.m = m, .room = room, .slots = 64};
    while (t->slots < 2 * room)
        t->slots *= 2;
    t->sums = workspace_take(w, room * m, sizeof *t->sums);
    t->count = workspace_take(w, room, sizeof *t->count);
    t->slot = workspace_take(w, t->slots, sizeof *t->slot);
}

struct counting {
    const struct exact_counts *goal;
    const bool *is_free;
    const int64_t *least, *most; /* m: what the later patterns can add */
};

static bool can_reach(const struct counting *c, const int64_t *sums)
{
    for (size_t j = 0; j < c->goal->m; j++)
        if (!c->is_free[j] && (sums[j] + c->least[j] > c->goal->observed[j] ||
                               sums[j] + c->most[j] < c->goal->observed[j]))
            return false;
    return true;
}

/* Every sum so far with 0, 1 … all rows of the pattern as events. */
static bool add_pattern(const struct counting *c, const struct pattern *p,
                        const struct table *from, struct table *to,
                        int64_t *sums)
{
    size_t m = from->m;
    clear(to);
    for (size_t i = 0; i < from->n; i++) {
        long double ways = from->count[i];
        memcpy(sums, from->sums + i * m, m * sizeof *sums);
        for (size_t k = 0;; k++) {
            if (can_reach(c, sums) && !add(to, sums, ways))
                return false;
            if (k == p->rows)
                break;
            ways *= (long double)(p->rows - k) / (long double)(k + 1);
            for (size_t j = 0; j < m; j++)
                sums[j] += p->x[j];
        }
    }
    return true;
}

static void find_observed(const struct stats_design *d, const double *y,
                          const int64_t *x, struct exact_counts *out)
{
    for (size_t i = 0; i < d->n_rows; i++) {
        int64_t events = d->weights ? (int64_t)d->weights[i] : 1;
        for (size_t j = 0; y[i] > 0.5 && j < out->m; j++)
            out->observed[j] += events * x[i * out->m + j];
    }
}

/* What the patterns from each on can add to the sums: n + 1 rows. */
static void find_reach(const struct pattern *p, size_t n, size_t m,
                       int64_t *least, int64_t *most)
{
    for (size_t g = n; g-- > 0;)
        for (size_t j = 0; j < m; j++) {
            int64_t all = p[g].x[j] * (int64_t)p[g].rows;
            least[g * m + j] = least[(g + 1) * m + j] + (all < 0 ? all : 0);
            most[g * m + j] = most[(g + 1) * m + j] + (all > 0 ? all : 0);
        }
}

enum exact_end exact_count(struct workspace *w, const struct stats_design *d,
                           const double *y, const bool *is_free,
                           struct exact_counts *out)
{
    size_t m = d->n_cols;
    *out = (struct exact_counts){.m = m};
    out->observed = workspace_take(w, m, sizeof *out->observed);
    out->unit = workspace_doubles(w, m);
    const int64_t *x = take_whole(w, d, out);
    if (x == NULL)
        return EXACT_NOT_DECIMAL;
    find_observed(d, y, x, out);
    struct pattern *p = workspace_take(w, d->n_rows + 1, sizeof *p);
    size_t n = find_patterns(d, x, p);
    int64_t *least = workspace_take(w, (n + 1) * m, sizeof *least);
    int64_t *most = workspace_take(w, (n + 1) * m, sizeof *most);
    int64_t *sums = workspace_take(w, m, sizeof *sums);
    find_reach(p, n, m, least, most);
    struct table table[2];
    for (size_t room = 4096;; room *= 16) {
        bool good = true;
        for (size_t k = 0; k < 2; k++)
            start(w, m, room < MOST_SUMS ? room : MOST_SUMS, &table[k]);
        add(&table[0], sums, 1.0L);
        for (size_t g = 0; good && g < n; g++) {
            struct counting c = {out, is_free, least + (g + 1) * m,
                                 most + (g + 1) * m};
            good = add_pattern(&c, &p[g], &table[g % 2], &table[(g + 1) % 2],
                               sums);
        }
        if (good)
            break;
        if (room >= MOST_SUMS)
            return EXACT_TOO_MANY;
        memset(sums, 0, m * sizeof *sums);
    }
    out->n = table[n % 2].n;
    out->sums = table[n % 2].sums;
    out->count = table[n % 2].count;
    return EXACT_DONE;
}
