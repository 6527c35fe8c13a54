/* linkage_explain: what the model is, and why each pair scored as it did. */
#ifndef AYUMI_ANONYMIZE_LINKAGE_EXPLAIN_H
#define AYUMI_ANONYMIZE_LINKAGE_EXPLAIN_H

#include "anonymize/linkage.h"

/* columns,level,m,u,household,match_weight: one row for each level that may
 * be; match_weight = log2(m/u). m and u are shares of the pairs in which both
 * records have a value. */
MUST_CHECK enum status linkage_parameters_write(const struct linkage *l,
                                                const char *path);

/* left_id,right_id,step,level,bits: the prior, a step for each column, what
 * the household, the number of errors and the assignment change; the bits of
 * a pair add up to log2 of the odds of its probability. With more than
 * WATERFALL_PAIRS pairs, only those that are not as good as certain. */
#define WATERFALL_PAIRS 20000
MUST_CHECK enum status linkage_waterfall_write(const struct linkage *l,
                                               const char *path);

/* The name of a code, "exact", "variant+exact"; NULL where there is none.
 * Arena memory. */
const char *linkage_code_name(struct arena *a, const struct linkage *l,
                              const struct unit *u, unsigned code);

/* The columns of a unit, "name+kana". Arena memory. */
const char *linkage_unit_name(const struct linkage *l, const struct unit *u);

#endif
