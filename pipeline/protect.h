/* protect: tables of counts that may leave, with small counts withheld.
 *
 * Rule. No count of 1 to T-1 is printed, in a cell or in a total. Where the
 * printed counts would give one back, further counts are withheld until the
 * whole numbers that each withheld count can still be span at least T-1.
 * A printed 0 protects nothing, so zeros are always printed and a withheld
 * count is known to be at least 1. If no pattern is enough, the table is
 * withheld whole.
 *
 * Covered      one release: every table of the same population at once,
 *              because tables of the same people share their margins; a
 *              margin withheld in one is withheld in all, and the intervals
 *              are those that follow from all these tables together
 * Not covered  the release of another quarter or an earlier edition;
 *              populations of which one is a part of the other (a table of
 *              everyone minus the same table of the reached is a table of
 *              the lost); what a reader knows about one person already
 *
 * Choice       inner cells before margins, few people before many, then the
 *              order of the table. Same counts, same pattern, always.
 *
 * Source: the thresholds are those of the ministry's guideline on anonymous
 * care data (codebooks/thresholds.csv). */
#ifndef AYUMI_PIPELINE_PROTECT_H
#define AYUMI_PIPELINE_PROTECT_H

#include "base/arena.h"
#include "base/attributes.h"
#include <stdbool.h>
#include <stddef.h>

/* A threshold that hides everything. */
#define PROTECT_SHOW_NOTHING 0

enum protect_mark {
    PROTECT_PRINTED = 0,
    PROTECT_SMALL,  /* 1 … T-1 itself */
    PROTECT_PARTNER /* would give a small one back */
};

/* A table of people. Cells are row-major with the total last in each
 * direction: (n_rows + 1) x (n_columns + 1) counts. A table of one variable
 * has n_columns = 0: its only column is the total. */
struct protect_table {
    const char *population; /* tables of one population share their people */
    const char *row_variable;
    const char *column_variable; /* "" when n_columns = 0 */
    size_t n_rows, n_columns;    /* without the totals; n_rows >= 1 */
    const long *counts;          /* every total is the sum of its cells */
    /* Set by protect_tables, in its arena: */
    enum protect_mark *marks; /* one per cell */
    long *low, *high;         /* of a withheld cell: what it can still be */
    bool withheld_whole;      /* print no cell at all, zeros included */
};

size_t protect_cells(const struct protect_table *t);
/* Whether cell `at` (row-major, totals included) stays off the page. */
bool protect_is_withheld(const struct protect_table *t, size_t at);

/* Two variables of which one is the other in fewer words: every level of
 * `fine` lies in one level of `coarse` (kind of activity, any activity). */
struct protect_grouping {
    const char *fine, *coarse; /* column variables of the same row variable */
    size_t n_fine, n_coarse;
    const size_t *group_of; /* n_fine numbers below n_coarse */
};

struct protect_release {
    struct protect_table *tables;
    size_t n_tables;
    const struct protect_grouping *groupings;
    size_t n_groupings;
    long threshold; /* T >= 2, or PROTECT_SHOW_NOTHING */
};

/* Protects every table of a release together.
 *
 * Returns false and leaves the tables as they are when a table's totals are
 * not the sums of its cells, or a count is negative. A shared margin must
 * have the same levels in the same order; tables whose margins differ are
 * taken to share only the number of people. Groupings are followed where
 * both variables are columns, by the same row variable. */
MUST_CHECK bool protect_release(struct arena *a, struct protect_release *r);

#endif
