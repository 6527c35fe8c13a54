/* release_parts: what the files of a release share. Private to release. */
#ifndef AYUMI_PIPELINE_RELEASE_PARTS_H
#define AYUMI_PIPELINE_RELEASE_PARTS_H

#include "pipeline/protect.h"
#include "pipeline/release.h"

#define RELEASE_WITHHELD "x"

/* Beside counts[] of the same number in struct release. */
struct release_names {
    const char *table;
    const char **rows;    /* n_rows + 1, the total last */
    const char **columns; /* n_columns + 1 */
    bool is_other_population;
};

struct release {
    struct stage_context *context;
    struct protect_table *tables;
    struct release_names *names;
    size_t n, tables_capacity, names_capacity;
    size_t n_protected; /* the first ones: of the population that leaves */
    long threshold;
    struct statement *insert; /* into release_cell */
};

/* Place of a level among n, n when it is not there. */
size_t release_level(const char *const *levels, size_t n, const char *level);

/* release/<table>.csv and its rows of release_cell. */
MUST_CHECK enum status release_write_counts(struct release *r, size_t table);
/* release/<table>_shares.csv: from printed counts only. */
MUST_CHECK enum status release_write_shares(struct release *r, size_t table);
/* release/flow.csv and its rows of release_cell. */
MUST_CHECK enum status release_write_flow(struct release *r);
/* release/protection.csv and release/protection_intervals.csv. */
MUST_CHECK enum status release_write_protection(struct release *r);

#endif
