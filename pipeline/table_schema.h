/* table_schema: what the columns of a kind's table mean, as Table Schema.
 *
 * Describes clean_<table> and now_<table> of study.sqlite, column by column in
 * their order: https://datapackage.org/standard/table-schema/ (version 2). */
#ifndef AYUMI_PIPELINE_TABLE_SCHEMA_H
#define AYUMI_PIPELINE_TABLE_SCHEMA_H

#include "base/codebook.h"
#include "base/messages.h"

MUST_CHECK enum status table_schema_write(struct arena *a, const char *path,
                                          const struct codebook *c,
                                          const struct file_kind *k,
                                          enum language lang);

#endif
