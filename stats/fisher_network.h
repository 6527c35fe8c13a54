/* fisher_network: the exact p of a table, without walking through all tables.
 *
 * Private to stats/. Mehta & Patel (1983), JASA 78, 427-434, as cited by R's
 * fisher.test: columns are filled one after the other, and all ways that
 * leave the rows the same to place meet in one node. */
#ifndef AYUMI_STATS_FISHER_NETWORK_H
#define AYUMI_STATS_FISHER_NETWORK_H

#include "stats/workspace.h"

#include <stdbool.h>

struct fisher_margins {
    size_t r, c; /* at least 2 each; quick when r <= c */
    const double *row, *column;
    double total;
    double observed; /* sum of -log x! of the observed table */
};

/* Probability of the tables with these margins that are not likelier than
 * the observed one; false when it would take too long. */
bool fisher_network(struct workspace *w, const struct fisher_margins *m,
                    double *p_value);

#endif
