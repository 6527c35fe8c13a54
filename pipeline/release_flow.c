/* release_flow: from seminar to activity, as far as it may leave. */
#include "pipeline/release_parts.h"

#include "base/text.h"
#include "pipeline/query_file.h"

enum step { SEMINAR, BASELINE, CONSENT, DUE, REACHED, ACTIVE, N_STEPS };
static const char *const step_names[N_STEPS] = {
    "seminar", "baseline", "consent", "due", "reached", "active"};
enum { UNPRINTED = -1 };

/* A printed count of a line, or UNPRINTED. */
static long printed_at(const struct protect_table *t, size_t at)
{
    return protect_is_withheld(t, at) ? UNPRINTED : t->counts[at];
}

/* The steps from consent on, as far as they follow from printed cells. */
static void steps_of_people(const struct release *r, size_t table, size_t row,
                            long steps[N_STEPS])
{
    const struct protect_table *t = &r->tables[table];
    const char *const *columns = r->names[table].columns;
    size_t first = row * (t->n_columns + 1);
    static const char *const groups[] = {"any", "none", "unknown", "pending",
                                         "ended"};
    long part[5];
    for (size_t g = 0; g < 5; g++) {
        size_t column = release_level(columns, t->n_columns, groups[g]);
        part[g] = column < t->n_columns ? printed_at(t, first + column)
                  : g == 4              ? 0 /* nobody's follow-up ended */
                                        : UNPRINTED;
    }
    long all = printed_at(t, first + t->n_columns);
    steps[CONSENT] = all;
    steps[ACTIVE] = part[0];
    if (part[0] != UNPRINTED && part[1] != UNPRINTED)
        steps[REACHED] = part[0] + part[1];
    if (all != UNPRINTED && part[3] != UNPRINTED) {
        steps[DUE] = all - part[3];
        if (part[2] != UNPRINTED && part[4] != UNPRINTED)
            steps[REACHED] = steps[DUE] - part[2] - part[4];
    } else if (steps[REACHED] != UNPRINTED && part[2] != UNPRINTED &&
               part[4] != UNPRINTED) {
        steps[DUE] = steps[REACHED] + part[2] + part[4];
    }
}

static bool is_small(const struct release *r, long n)
{
    return n != 0 && n < r->threshold;
}

/* Seminar and baseline are printed only where the next step is, and neither
 * they nor the difference are small. */
static void steps_before(const struct release *r, const long counted[2],
                         long steps[N_STEPS])
{
    for (int step = BASELINE; step >= SEMINAR; step--) {
        long n = counted[step];
        long next = steps[step + 1];
        long apart = n > next ? n - next : next - n;
        bool hides = next == UNPRINTED || is_small(r, n) || is_small(r, apart);
        steps[step] = hides || n < 0 ? UNPRINTED : n;
    }
}

static enum status put_step(struct release *r, struct csv_writer *w,
                            const char *year, int64_t ordinal, enum step step,
                            long n)
{
    struct arena *a = r->context->arena;
    const char *printed =
        n == UNPRINTED ? RELEASE_WITHHELD : arena_format(a, "%ld", n);
    csv_text(w, "flow");
    csv_text(w, year);
    csv_text(w, step_names[step]);
    csv_text(w, printed);
    csv_end_row(w);
    statement_text(r->insert, 1, "flow");
    statement_integer(r->insert, 2, ordinal);
    statement_text(r->insert, 3, "fiscal_year");
    statement_text(r->insert, 4, year);
    statement_text(r->insert, 5, "step");
    statement_text(r->insert, 6, step_names[step]);
    statement_text(r->insert, 7, printed);
    return statement_run(r->insert);
}

static size_t find_flow_table(const struct release *r)
{
    size_t i = 0;
    while (i < r->n_protected &&
           !(text_equal(r->tables[i].row_variable, "fiscal_year") &&
             text_equal(r->tables[i].column_variable, "any_activity")))
        i++;
    return i;
}

/* One year: what the flow_count says of the first two steps, and the line of
 * that year in the table of any activity. */
static enum status put_year(struct release *r, struct csv_writer *w,
                            const char *year, int64_t nth,
                            const long counted[2])
{
    long steps[N_STEPS] = {UNPRINTED, UNPRINTED, UNPRINTED,
                           UNPRINTED, UNPRINTED, UNPRINTED};
    size_t table = find_flow_table(r);
    if (table < r->n_protected && r->threshold != PROTECT_SHOW_NOTHING) {
        const struct protect_table *t = &r->tables[table];
        size_t row = release_level(r->names[table].rows, t->n_rows, year);
        if (row < t->n_rows)
            steps_of_people(r, table, row, steps);
        steps_before(r, counted, steps);
    }
    enum status st = STATUS_OK;
    for (int step = SEMINAR; step < N_STEPS && st == STATUS_OK; step++)
        st = put_step(r, w, year, nth * N_STEPS + step + 1, (enum step)step,
                      steps[step]);
    return st;
}

enum status release_write_flow(struct release *r)
{
    struct stage_context *c = r->context;
    struct statement *st;
    struct csv_writer w;
    int64_t nth = 0;
    enum status status = query_open(c->store, "release_flow", NULL, &st);
    if (status != STATUS_OK)
        return status;
    status = output_csv_open(c->arena, c->output, "release/flow.csv",
                             CSV_FOR_PROGRAMS, &w);
    if (status != STATUS_OK) {
        statement_free(st);
        return status;
    }
    csv_row(&w, (const char *const[]){"table", "fiscal_year", "step", "value",
                                      NULL});
    while (status == STATUS_OK && statement_step(st, &status)) {
        const long counted[2] = {(long)column_integer(st, 1),
                                 (long)column_integer(st, 2)};
        status = put_year(r, &w, arena_copy(c->arena, column_text(st, 0)),
                          nth++, counted);
    }
    statement_free(st);
    if (status == STATUS_OK)
        return csv_writer_keep(&w);
    csv_writer_drop(&w);
    return status;
}
