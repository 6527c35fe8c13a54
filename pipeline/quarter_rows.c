/* quarter_rows: what came for a quarter, beside the quarter before? */
#include "pipeline/quarter_rows.h"

static enum status count_kind(struct arena *a, struct store *s,
                              struct quarter q, struct quarter_rows *r)
{
    const struct quarter before = quarter_before(q);
    const struct date days[] = {quarter_first_day(before),
                                quarter_last_day(before), quarter_first_day(q),
                                quarter_last_day(q)};
    struct statement *st;
    enum status status = store_prepare(
        s,
        arena_format(a,
                     "SELECT count(*), "
                     "coalesce(sum(day BETWEEN ?1 AND ?2), 0), "
                     "coalesce(sum(day BETWEEN ?3 AND ?4), 0) FROM (SELECT "
                     "coalesce(happened_on, known_on) AS day FROM "
                     "\"clean_%s\")",
                     r->kind->table),
        &st);
    if (status != STATUS_OK)
        return status;
    for (int i = 0; i < 4; i++) {
        char iso[11];
        date_write_iso(days[i], iso);
        statement_text(st, i + 1, iso);
    }
    if (statement_step(st, &status)) {
        r->ever = column_integer(st, 0);
        r->before = column_integer(st, 1);
        r->now = column_integer(st, 2);
    }
    statement_free(st);
    return status;
}

enum status quarter_rows_read(struct arena *a, struct store *s,
                              const struct codebook *c, struct quarter q,
                              struct quarter_rows *rows, size_t *n)
{
    enum status st = STATUS_OK;
    *n = 0;
    for (size_t i = 0; st == STATUS_OK && i < c->n_kinds; i++) {
        struct quarter_rows r = {.kind = &c->kinds[i]};
        bool is_there;
        st = store_find_table(s, arena_format(a, "clean_%s", c->kinds[i].table),
                              &is_there);
        if (st == STATUS_OK && is_there)
            st = count_kind(a, s, q, &r);
        if (st == STATUS_OK && r.ever > 0)
            rows[(*n)++] = r;
    }
    return st;
}

bool quarter_rows_missing(const struct quarter_rows *r)
{
    return r->before > 0 && r->now == 0;
}
