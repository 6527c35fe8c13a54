/* clock: the two clocks and the thresholds in force, for the stages' SQL. */
#include "pipeline/clock.h"

static enum status fill_thresholds(struct stage_context *c)
{
    struct statement *st;
    struct date last = quarter_last_day(c->quarter);
    enum status status = store_prepare(
        c->store, "INSERT OR REPLACE INTO run_threshold VALUES (?1, ?2)", &st);
    for (size_t i = 0; status == STATUS_OK && i < c->codebook->n_thresholds;
         i++) {
        double value;
        const char *name = c->codebook->thresholds[i].name;
        if (!codebook_threshold(c->codebook, name, last, &value))
            continue;
        statement_text(st, 1, name);
        statement_real(st, 2, value);
        status = statement_run(st);
    }
    statement_free(st);
    return status;
}

static enum status fill_clock(struct stage_context *c)
{
    struct statement *st;
    char as_of[11], first[11], last[11], quarter[10];
    date_write_iso(c->as_of, as_of);
    date_write_iso(quarter_first_day(c->quarter), first);
    date_write_iso(quarter_last_day(c->quarter), last);
    quarter_write(c->quarter, quarter);
    enum status status = store_prepare(
        c->store, "INSERT INTO run_clock VALUES (?1, ?2, ?3, ?4, ?5, ?6)", &st);
    if (status != STATUS_OK)
        return status;
    statement_text(st, 1, as_of);
    statement_text(st, 2, quarter);
    statement_text(st, 3, first);
    statement_text(st, 4, last);
    statement_integer(st, 5, c->quarter.fiscal_year);
    statement_integer(st, 6, c->report_year);
    status = statement_run(st);
    statement_free(st);
    return status;
}

enum status clock_fill(struct stage_context *c)
{
    enum status st = store_begin(c->store);
    if (st == STATUS_OK)
        st = store_run(c->store,
                       "DELETE FROM run_clock; DELETE FROM run_threshold");
    if (st == STATUS_OK)
        st = fill_clock(c);
    if (st == STATUS_OK)
        st = fill_thresholds(c);
    if (st == STATUS_OK)
        st = store_commit(c->store);
    if (st != STATUS_OK)
        store_rollback(c->store);
    return st;
}
