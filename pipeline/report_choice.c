/* report_choice: which fiscal year's summary a quarter's folder holds. */
#include "pipeline/report_choice.h"

#include "base/output_file.h"

static enum status read_from(struct store *s, const char *quarter, int *year)
{
    struct statement *st;
    bool is_there;
    enum status status = store_find_table(s, "report_choice", &is_there);
    if (status != STATUS_OK || !is_there)
        return status;
    status = store_prepare(
        s, "SELECT year FROM report_choice WHERE quarter = ?1", &st);
    if (status != STATUS_OK)
        return status;
    statement_text(st, 1, quarter);
    if (statement_step(st, &status))
        *year = (int)column_integer(st, 0);
    statement_free(st);
    return status;
}

enum status report_choice_read(const char *database, const char *quarter,
                               int *year)
{
    struct store *s;
    if (!path_exists(database))
        return STATUS_OK;
    enum status st = store_open(database, 0600, &s);
    if (st != STATUS_OK)
        return st;
    st = read_from(s, quarter, year);
    return status_worse(st, store_close(s));
}

enum status report_choice_keep(struct store *s, const char *quarter, int year)
{
    struct statement *st;
    enum status status = store_prepare(
        s, "INSERT OR REPLACE INTO report_choice VALUES (?1, ?2)", &st);
    if (status != STATUS_OK)
        return status;
    statement_text(st, 1, quarter);
    statement_integer(st, 2, year);
    status = statement_run(st);
    statement_free(st);
    return status;
}
