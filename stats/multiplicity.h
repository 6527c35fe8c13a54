/* multiplicity: p-values of several tests, adjusted together.
 *
 * p: n values in [0, 1]; NaN stays NaN and is not counted. As R's p.adjust. */
#ifndef AYUMI_STATS_MULTIPLICITY_H
#define AYUMI_STATS_MULTIPLICITY_H

#include <stddef.h>

/* Holm (1979): family-wise. */
void stats_adjust_holm(size_t n, const double *p, double *out);
/* Benjamini & Hochberg (1995): false discovery rate. */
void stats_adjust_bh(size_t n, const double *p, double *out);

#endif
