/* typed_tables: raw_, clean_ and now_ tables, made from the codebook.
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

/* Drops and makes clean_<table> and the view now_<table> of every kind, and
 * raw_<table> where it is missing or has other columns. */
MUST_CHECK enum status typed_tables_make(struct arena *a, struct store *s,
                                         const struct codebook *c);

/* INSERT statements with one ? per column, in the order of the table. */
char *raw_insert_sql(struct arena *a, const struct file_kind *k) MUST_CHECK;
char *clean_insert_sql(struct arena *a, const struct file_kind *k) MUST_CHECK;
/* SELECT of all raw columns in table order, ordered by file and row. */
char *raw_select_sql(struct arena *a, const struct file_kind *k) MUST_CHECK;

/* Columns before the variables: raw_: file row subject age_… elderly;
 * clean_: file row subject is_person happened_on known_on elderly age_… */
size_t raw_first_variable(const struct file_kind *k);

#endif
