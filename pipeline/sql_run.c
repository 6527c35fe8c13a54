/* sql_run: the pipeline's embedded .sql files, by name. */
#include "pipeline/sql_run.h"

#include "base/messages.h"
#include "base/sql_text.h"

enum status sql_run(struct store *s, const char *name)
{
    return store_run(s, sql_find(pipeline_sql, name));
}

enum status sql_prepare(struct store *s, const char *name,
                        struct statement **out)
{
    return store_prepare(s, sql_find(pipeline_sql, name), out);
}

enum status sql_must_be_zero(struct store *s, const char *query,
                             const char *sentence)
{
    int64_t n = 0;
    enum status st = store_integer(s, query, &n);
    if (st == STATUS_OK && n != 0) {
        say_error("bug.not_true", sentence, (size_t)n);
        st = STATUS_BUG;
    }
    return st;
}
