/* table_one: who was active and who was not, as the first table of a paper.
 *
 * Table `table1` of table_cell: one row without a level per variable, then
 * one per level; columns are what became of people (any, none, unknown,
 * pending, ended where somebody has, 計). Measures: n percent mean sd median
 * q1 q3 missing; and beside 計 of the first row smd and a p-value, of any
 * against none, the others left out. */
#ifndef AYUMI_PIPELINE_TABLE_ONE_H
#define AYUMI_PIPELINE_TABLE_ONE_H

#include "base/arena.h"
#include "base/store.h"

/* Reads followup and variable_level, adds to table_cell. */
MUST_CHECK enum status table_one_fill(struct arena *a, struct store *s);

#endif
