/* table_grid: one table of table_cell, laid out in rows and columns. */
#ifndef AYUMI_PIPELINE_TABLE_GRID_H
#define AYUMI_PIPELINE_TABLE_GRID_H

#include "base/messages.h"
#include "base/store.h"

/* Measures of a cell; NaN where there is none. */
enum grid_measure {
    GRID_N,
    GRID_PERCENT,
    GRID_MEAN,
    GRID_SD,
    GRID_MEDIAN,
    GRID_Q1,
    GRID_Q3,
    GRID_MISSING,
    GRID_SMD,
    GRID_P_WELCH,
    GRID_P_FISHER,
    GRID_P_PEARSON,
    GRID_ANY_BASE,
    GRID_ANY_PERCENT,
    GRID_CONF_LOW,
    GRID_CONF_HIGH,
    GRID_IF_NONE,
    GRID_IF_ACTIVE,
    N_GRID_MEASURES
};

struct grid_cell {
    double value[N_GRID_MEASURES];
};

struct grid {
    size_t n_rows, n_columns; /* totals included */
    const char **variables;   /* of each row: name, as of Table 1 */
    const char **row_levels;
    const char **row_labels; /* in the language asked for */
    const char **column_labels;
    struct grid_cell *cells; /* n_rows x n_columns */
};

/* table: of tables.csv, or "table1". A table without cells has 0 rows. */
MUST_CHECK enum status table_grid_read(struct arena *a, struct store *s,
                                       const char *table, enum language lang,
                                       struct grid *out);

#endif
