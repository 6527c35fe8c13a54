/* indicators: the councils' figures with their targets, and what follows. */
#include "pipeline/indicators.h"

#include "base/number_text.h"
#include "base/sql_text.h"
#include "base/text.h"

#include <stdlib.h>

static bool is_known_by(struct date d, struct date as_of)
{
    return date_compare(d, as_of) <= 0;
}

/* The target row in force; later rows win ties. */
static const struct indicator_target *
target_in_force(const struct indicator_book *book, const char *indicator,
                int fiscal_year, struct date as_of)
{
    const struct indicator_target *best = NULL;
    for (size_t i = 0; i < book->n_targets; i++) {
        const struct indicator_target *t = &book->targets[i];
        if (t->fiscal_year != fiscal_year ||
            !text_equal(t->indicator, indicator) ||
            !is_known_by(t->document_date, as_of))
            continue;
        if (best == NULL ||
            date_compare(t->document_date, best->document_date) >= 0)
            best = t;
    }
    return best;
}

static int32_t days_covered(const struct indicator_actual *x)
{
    return date_to_days(x->end) - date_to_days(x->start);
}

static const struct indicator_actual *
actual_in_force(const struct indicator_book *book, const char *indicator,
                int fiscal_year, struct date as_of)
{
    const struct indicator_actual *best = NULL;
    for (size_t i = 0; i < book->n_actuals; i++) {
        const struct indicator_actual *x = &book->actuals[i];
        if (x->fiscal_year != fiscal_year ||
            !text_equal(x->indicator, indicator) ||
            !is_known_by(x->as_of, as_of))
            continue;
        int newer = best == NULL ? 1 : date_compare(x->as_of, best->as_of);
        if (newer > 0 || (newer == 0 && days_covered(x) >= days_covered(best)))
            best = x;
    }
    return best;
}

static void take_target(const struct indicator_book *book,
                        const char *indicator, struct date as_of,
                        const char *comparison, struct indicator_year *out)
{
    const struct indicator_target *t =
        target_in_force(book, indicator, out->fiscal_year, as_of);
    if (t == NULL)
        return;
    out->target_date = t->document_date;
    out->comparison = t->comparison[0] != '\0' ? t->comparison : comparison;
    out->is_inherited = !t->is_known && t->is_inherited;
    int year = out->fiscal_year;
    while (t != NULL && !t->is_known && t->is_inherited)
        t = target_in_force(book, indicator, --year, as_of);
    out->has_target = t != NULL && t->is_known;
    if (out->has_target)
        out->target = t->value;
}

static int months_touched(struct date start, struct date end)
{
    return (end.year - start.year) * 12 + end.month - start.month + 1;
}

void indicator_year_find(const struct indicator_book *book,
                         const char *indicator, int fiscal_year,
                         struct date as_of, const char *comparison,
                         struct indicator_year *out)
{
    *out =
        (struct indicator_year){.fiscal_year = fiscal_year, .comparison = ""};
    take_target(book, indicator, as_of, comparison, out);
    const struct indicator_actual *x =
        actual_in_force(book, indicator, fiscal_year, as_of);
    if (x == NULL)
        return;
    out->has_period = true;
    out->start = x->start;
    out->end = x->end;
    out->months = months_touched(x->start, x->end);
    out->actual_date = x->as_of;
    out->has_actual = x->is_known;
    out->actual = x->value;
}

bool indicator_is_partial(const struct indicator_year *y)
{
    return y->has_period && y->months < 12;
}

const char *indicator_footnote(struct arena *a, const struct indicator_year *y)
{
    char year[8];
    if (!indicator_is_partial(y))
        return NULL;
    fiscal_year_write(y->fiscal_year, year);
    struct date next = date_from_days(date_to_days(y->end) + 1);
    return arena_format(a, "%sは%d月～%d月%s実績", year, y->start.month,
                        y->end.month, next.day == 1 ? "末" : "");
}

char *indicator_printed(struct arena *a, const struct indicator_year *y)
{
    const char *actual =
        y->has_actual ? decimal_print(a, y->actual, -1, DECIMAL_THOUSANDS)
                      : "-";
    if (!y->has_target)
        return arena_copy(a, actual);
    return arena_format(a, "%s (%s%s)", actual,
                        decimal_print(a, y->target, -1, DECIMAL_PLAIN),
                        y->is_inherited ? "継" : "");
}

/* A decimal that ends within 9 places as it is, else 17 digits of it. */
static const char *exact(struct arena *a, struct decimal x)
{
    static const int64_t billion = 1000000000;
    if (billion % x.denominator == 0)
        return decimal_print(a, x, -1, DECIMAL_PLAIN);
    return number_write(a, decimal_to_double(x));
}

struct form {
    int places;
    unsigned style;
};

static const char *iso(struct arena *a, struct date d)
{
    char text[11];
    date_write_iso(d, text);
    return arena_copy(a, text);
}

static struct date newer(struct date x, struct date y)
{
    return date_compare(x, y) >= 0 ? x : y;
}

static void set(struct arena *a, struct indicator_measure *m, struct decimal x,
                struct form f, struct date vintage)
{
    m->value = exact(a, x);
    m->printed = decimal_print(a, x, f.places, f.style);
    m->vintage = iso(a, vintage);
}

/* 100 x / y */
static bool percent(struct decimal x, struct decimal y, struct decimal *out)
{
    return decimal_divide(x, y, out) &&
           decimal_multiply(*out, decimal_of(100), out);
}

/* 100 (x - y) / y */
static bool percent_change(struct decimal x, struct decimal y,
                           struct decimal *out)
{
    return decimal_subtract(x, y, out) && percent(*out, y, out);
}

static bool per_month(const struct indicator_year *y, struct decimal *out)
{
    return y->has_actual && y->months > 0 &&
           decimal_divide(y->actual, decimal_of(y->months), out);
}

/* Order of the measures; names in the header. */
enum measure {
    TARGET,
    ACTUAL,
    MONTHS,
    RATE,
    MET,
    PER_MONTH,
    DIFF,
    PCT,
    PCT_PER_MONTH,
    POINTS
};

static bool is_met(const struct indicator_year *y)
{
    int order = decimal_compare(y->actual, y->target);
    switch (y->comparison[0]) {
    case '<':
        return order <= 0;
    case '=':
        return order == 0;
    default:
        return order >= 0;
    }
}

static void measure_year(struct arena *a, const struct indicator_year *y,
                         bool is_share, struct indicator_measure *out)
{
    static const struct form plain = {-1, DECIMAL_PLAIN};
    static const struct form rate = {1, DECIMAL_PLAIN};
    static const struct form monthly = {2, DECIMAL_THOUSANDS};
    static const struct form figure = {-1, DECIMAL_THOUSANDS};
    struct decimal x;
    if (y->has_target)
        set(a, &out[TARGET], y->target, plain, y->target_date);
    if (y->has_target && y->is_inherited)
        out[TARGET].printed = arena_format(a, "%s継", out[TARGET].printed);
    if (y->has_actual)
        set(a, &out[ACTUAL], y->actual, figure, y->actual_date);
    if (y->has_period)
        set(a, &out[MONTHS], decimal_of(y->months), plain, y->actual_date);
    if (!is_share && per_month(y, &x))
        set(a, &out[PER_MONTH], x, monthly, y->actual_date);
    if (!y->has_target || !y->has_actual)
        return;
    struct date vintage = newer(y->target_date, y->actual_date);
    if (percent(y->actual, y->target, &x))
        set(a, &out[RATE], x, rate, vintage);
    out[MET].value = is_met(y) ? "達成" : "未達成";
    out[MET].printed = out[MET].value;
    out[MET].vintage = iso(a, vintage);
}

static void measure_change(struct arena *a, const struct indicator_year *y,
                           const struct indicator_year *before, bool is_share,
                           struct indicator_measure *out)
{
    static const struct form change = {-1, DECIMAL_SIGNED | DECIMAL_THOUSANDS};
    static const struct form rate = {1, DECIMAL_SIGNED | DECIMAL_THOUSANDS};
    struct date vintage = newer(y->actual_date, before->actual_date);
    struct decimal x, now, then;
    if (!y->has_actual || !before->has_actual)
        return;
    if (decimal_subtract(y->actual, before->actual, &x)) {
        set(a, &out[DIFF], x, change, vintage);
        if (is_share)
            set(a, &out[POINTS], x, change, vintage);
    }
    if (is_share)
        return;
    if (percent_change(y->actual, before->actual, &x))
        set(a, &out[PCT], x, rate, vintage);
    if (per_month(y, &now) && per_month(before, &then) &&
        percent_change(now, then, &x))
        set(a, &out[PCT_PER_MONTH], x, rate, vintage);
}

void indicator_measures(struct arena *a, const struct indicator_year *y,
                        const struct indicator_year *before, bool is_share,
                        struct indicator_measure out[N_INDICATOR_MEASURES])
{
    static const char *const names[N_INDICATOR_MEASURES] = {
        "target",
        "actual",
        "months",
        "achievement_rate_pct",
        "met_mark",
        "per_month",
        "yoy_diff",
        "yoy_pct",
        "yoy_pct_per_month",
        "yoy_points"};
    for (size_t i = 0; i < N_INDICATOR_MEASURES; i++)
        out[i] = (struct indicator_measure){names[i], "", "-", ""};
    measure_year(a, y, is_share, out);
    measure_change(a, y, before, is_share, out);
}

/* Everything one run needs from the store. */
struct filling {
    struct arena *arena;
    struct store *store;
    struct date as_of;
    const char *municipality;
    struct indicator_book book;
    struct statement *insert;
};

static struct decimal decimal_column(struct arena *a, struct statement *st,
                                     int at, bool *is_known)
{
    struct decimal x = decimal_of(0);
    *is_known = !column_is_null(st, at) &&
                decimal_parse(number_write(a, column_real(st, at)), &x);
    return x;
}

static const char *text_column(struct arena *a, struct statement *st, int at)
{
    const char *text = column_text(st, at);
    return arena_copy(a, text == NULL ? "" : text);
}

static enum status read_targets(struct filling *f)
{
    struct statement *st;
    struct indicator_target *all = NULL;
    size_t n = 0, capacity = 0;
    enum status status = store_prepare(
        f->store, sql_find(pipeline_sql, "indicator_targets"), &st);
    if (status != STATUS_OK)
        return status;
    while (statement_step(st, &status)) {
        struct indicator_target t = {
            .indicator = text_column(f->arena, st, 0),
            .fiscal_year = (int)column_integer(st, 1),
            .is_inherited = text_equal(text_column(f->arena, st, 3), "1"),
            .comparison = text_column(f->arena, st, 4)};
        t.value = decimal_column(f->arena, st, 2, &t.is_known);
        if (!date_parse_iso(text_column(f->arena, st, 5), &t.document_date))
            continue;
        all = arena_grow(f->arena, all, n, &capacity, sizeof *all);
        all[n++] = t;
    }
    statement_free(st);
    f->book.targets = all;
    f->book.n_targets = n;
    return status;
}

static enum status read_actuals(struct filling *f)
{
    struct statement *st;
    struct indicator_actual *all = NULL;
    size_t n = 0, capacity = 0;
    enum status status = store_prepare(
        f->store, sql_find(pipeline_sql, "indicator_actuals"), &st);
    if (status != STATUS_OK)
        return status;
    while (statement_step(st, &status)) {
        struct indicator_actual x = {.indicator = text_column(f->arena, st, 0),
                                     .fiscal_year = (int)column_integer(st, 1)};
        x.value = decimal_column(f->arena, st, 4, &x.is_known);
        if (!date_parse_iso(text_column(f->arena, st, 2), &x.start) ||
            !date_parse_iso(text_column(f->arena, st, 3), &x.end) ||
            !date_parse_iso(text_column(f->arena, st, 5), &x.as_of))
            continue;
        all = arena_grow(f->arena, all, n, &capacity, sizeof *all);
        all[n++] = x;
    }
    statement_free(st);
    f->book.actuals = all;
    f->book.n_actuals = n;
    return status;
}

static enum status insert_cell(struct filling *f, const char *municipality,
                               const char *indicator, int fiscal_year,
                               const struct indicator_measure *m)
{
    statement_text(f->insert, 1, municipality);
    statement_text(f->insert, 2, indicator);
    statement_integer(f->insert, 3, fiscal_year);
    statement_text(f->insert, 4, m->name);
    statement_text(f->insert, 5, m->value);
    statement_text(f->insert, 6, m->printed);
    statement_text(f->insert, 7, m->vintage);
    return statement_run(f->insert);
}

/* One (indicator, year) of the list: municipality, indicator, year, unit,
 * comparison. */
static enum status fill_year(struct filling *f, struct statement *list)
{
    const char *municipality = text_column(f->arena, list, 0);
    const char *indicator = text_column(f->arena, list, 1);
    int year = (int)column_integer(list, 2);
    bool is_share = text_equal(text_column(f->arena, list, 3), "%");
    const char *comparison = text_column(f->arena, list, 4);
    if (municipality[0] == '\0')
        municipality = f->municipality;
    struct indicator_year now, before;
    struct indicator_measure m[N_INDICATOR_MEASURES];
    indicator_year_find(&f->book, indicator, year, f->as_of, comparison, &now);
    indicator_year_find(&f->book, indicator, year - 1, f->as_of, comparison,
                        &before);
    indicator_measures(f->arena, &now, &before, is_share, m);
    enum status st = STATUS_OK;
    for (size_t i = 0; st == STATUS_OK && i < N_INDICATOR_MEASURES; i++)
        st = insert_cell(f, municipality, indicator, year, &m[i]);
    return st;
}

static enum status fill_years(struct filling *f)
{
    static const char insert[] =
        "INSERT INTO indicator_cell (municipality, indicator_id, fiscal_year,"
        " measure, value, printed, vintage) VALUES (?, ?, ?, ?, ?, ?, ?)";
    struct statement *list = NULL;
    enum status filled = STATUS_OK, stepped = STATUS_OK;
    enum status st = store_prepare(f->store, insert, &f->insert);
    if (st == STATUS_OK)
        st = store_prepare(f->store, sql_find(pipeline_sql, "indicator_years"),
                           &list);
    while (st == STATUS_OK && filled == STATUS_OK &&
           statement_step(list, &stepped))
        filled = fill_year(f, list);
    statement_free(list);
    statement_free(f->insert);
    return status_worse(st, status_worse(filled, stepped));
}

enum status indicators_fill(struct arena *a, struct store *s, struct date as_of,
                            const char *municipality)
{
    struct filling f = {
        .arena = a, .store = s, .as_of = as_of, .municipality = municipality};
    enum status st = read_targets(&f);
    if (st == STATUS_OK)
        st = read_actuals(&f);
    if (st == STATUS_OK)
        st = fill_years(&f);
    return st;
}
