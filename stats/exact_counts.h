/* exact_counts: how many outcomes have which sums.
 *
 * Private to stats/. Rows are taken pattern by pattern; a table holds every
 * vector of sums reached so far with the number of outcomes that reach it.
 * Sums that the remaining rows can't bring to the observed ones are dropped.
 */
#ifndef AYUMI_STATS_EXACT_COUNTS_H
#define AYUMI_STATS_EXACT_COUNTS_H

#include "stats/stats_design.h"
#include "stats/workspace.h"

#include <stdbool.h>
#include <stdint.h>

struct exact_counts {
    size_t m;      /* columns */
    size_t n;      /* vectors of sums */
    int64_t *sums; /* n × m */
    long double *count;
    int64_t *observed; /* m */
    double *unit;      /* m: a sum in the user's units is sums * unit */
};

enum exact_end { EXACT_DONE, EXACT_NOT_DECIMAL, EXACT_TOO_MANY };

/* is_free: m; columns whose sums may differ from the observed ones. y holds
 * 0 and 1, weights are whole. */
enum exact_end exact_count(struct workspace *w, const struct stats_design *d,
                           const double *y, const bool *is_free,
                           struct exact_counts *out);

#endif
