/* typed_tables: clean_ and now_ tables, made from the codebook.
 *
 * The SQL is put together from names the codebook has checked
 * ([a-z][a-z0-9_]{0,31}) and quotes; values are always bound. */
#ifndef AYUMI_PIPELINE_TYPED_TABLES_H
#define AYUMI_PIPELINE_TYPED_TABLES_H

#include "base/codebook.h"
#include "base/store.h"

/* Does this variable of a kind cross the wall (role research, indicator)? */
bool variable_crosses(const struct variable *v);
/* Is there an age_<variable> beside it? Dates of kinds with people. */
bool variable_has_age(const struct file_kind *k, const struct variable *v);

/* Drops and makes clean_<table> and the view now_<table> of every kind. The
 * rowid is file * 2^32 + row: no two rows have the same place. */
MUST_CHECK enum status typed_tables_make(struct arena *a, struct store *s,
                                         const struct codebook *c);

/* The index of clean_<table> by subject, where a kind has people. Built in one
 * go before it is used: pseudonyms come in no order, and each would be put into
 * its place among all the others. */
MUST_CHECK enum status typed_tables_index(struct arena *a, struct store *s,
                                          const struct codebook *c,
                                          bool is_wanted);

/* INSERT with one ? per column: rowid, file, row, subject, is_person,
 * happened_on, known_on, elderly, the ages, each variable and its reason,
 * as_written. */
char *clean_insert_sql(struct arena *a, const struct file_kind *k) MUST_CHECK;
size_t clean_parameters(const struct file_kind *k);

#endif
