/* sql_run: the pipeline's embedded .sql files, by name. */
#ifndef AYUMI_PIPELINE_SQL_RUN_H
#define AYUMI_PIPELINE_SQL_RUN_H

#include "base/store.h"

/* Runs every statement of sql/<name>.sql; no parameters, no rows. */
MUST_CHECK enum status sql_run(struct store *s, const char *name);

/* Prepares sql/<name>.sql, which is one statement. */
MUST_CHECK enum status sql_prepare(struct store *s, const char *name,
                                   struct statement **out);

/* For "Always true" lines: the query counts broken cases. STATUS_BUG and the
 * sentence on stderr when it is not zero. */
MUST_CHECK enum status sql_must_be_zero(struct store *s, const char *query,
                                        const char *sentence);

#endif
