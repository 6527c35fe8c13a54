/* release: the tables that may leave the research team.
 *
 * In    table_cell of the tables of class `release`, flow_count
 * Out   release_cell                  what is printed, x = withheld
 *       release/<table>.csv           table,<row>,<column>,value
 *       release/<table>_shares.csv    percentages from printed counts only
 *       release/flow.csv              table,fiscal_year,step,value
 *       release/protection.csv        per table: threshold, cells, withheld,
 *                                     narrowest interval and what is needed
 *       release/protection_intervals.csv   per withheld cell: what it can be
 *
 * No rows of people. Only the tables of one population leave, that of the
 * first table: a second one would be a part of it, and the difference of two
 * tables is a table of the rest (pipeline/protect.h). The flow is made from
 * the printed cells of the table of any activity by fiscal year; seminar and
 * baseline are printed where they and what they differ by are not small. */
#ifndef AYUMI_PIPELINE_RELEASE_H
#define AYUMI_PIPELINE_RELEASE_H

#include "pipeline/stage.h"

/* The small-count threshold for a population of residents on a day; 0 =
 * nothing may be shown. STATUS_USAGE with a message when thresholds.csv
 * lacks a figure. Source: the guideline named in thresholds.csv. */
MUST_CHECK enum status release_threshold(const struct codebook *c,
                                         long residents, struct date on,
                                         long *out);

MUST_CHECK enum status release_write(struct stage_context *c);

#endif
