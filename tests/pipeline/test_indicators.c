/* indicators: the cells of Shizuoka's two reports and what follows.
 *
 * tests/reference/indicator_cells.csv holds the cells as printed,
 * indicator_measures.csv the figures computed by exact fractions in Python;
 * the scripts stand beside them. */
#include "pipeline/indicators.h"

#include "base/codebook.h"
#include "base/sql_text.h"
#include "base/table_file.h"
#include "base/text.h"
#include "check_main.h"

#include <stdlib.h>

static struct arena arena;
static struct indicator_book book;
static struct table_file cells, measures;

static const char *cell(const struct table_file *t, size_t row,
                        const char *column)
{
    int c = table_file_find(t, column);
    ck_assert_msg(c >= 0, "%s", column);
    return t->rows[row].cells[c];
}

static struct date day(const char *text)
{
    struct date d;
    ck_assert_msg(date_parse_iso(text, &d), "'%s'", text);
    return d;
}

static int year_of(const struct table_file *t, size_t row)
{
    return (int)strtol(cell(t, row, "fiscal_year"), NULL, 10);
}

/* Both reports together, as an inbox holds them. */
static void read_book(void)
{
    struct indicator_target *targets =
        arena_take_array(&arena, cells.n_rows, sizeof *targets);
    struct indicator_actual *actuals =
        arena_take_array(&arena, cells.n_rows, sizeof *actuals);
    for (size_t i = 0; i < cells.n_rows; i++) {
        struct indicator_actual *x = &actuals[book.n_actuals++];
        x->indicator = cell(&cells, i, "indicator_id");
        x->fiscal_year = year_of(&cells, i);
        x->start = day(cell(&cells, i, "start"));
        x->end = day(cell(&cells, i, "end"));
        x->as_of = day(cell(&cells, i, "as_of"));
        x->is_known = decimal_parse(cell(&cells, i, "actual"), &x->value);
        if (cell(&cells, i, "target")[0] == '\0')
            continue;
        struct indicator_target *t = &targets[book.n_targets++];
        t->indicator = x->indicator;
        t->fiscal_year = x->fiscal_year;
        t->comparison = ">=";
        t->document_date = x->as_of;
        t->is_known = decimal_parse(cell(&cells, i, "target"), &t->value);
        ck_assert(t->is_known);
    }
    book.targets = targets;
    book.actuals = actuals;
}

static void start(void)
{
    arena_init(&arena);
    book = (struct indicator_book){0};
    ck_assert_int_eq(table_file_read(&arena,
                                     TEST_REFERENCE_DIR "/indicator_cells.csv",
                                     &cells),
                     STATUS_OK);
    ck_assert_int_eq(
        table_file_read(&arena, TEST_REFERENCE_DIR "/indicator_measures.csv",
                        &measures),
        STATUS_OK);
    read_book();
}

static void stop(void)
{
    arena_release(&arena);
}

static struct indicator_year find(const char *indicator, int fiscal_year,
                                  const char *as_of)
{
    struct indicator_year y;
    indicator_year_find(&book, indicator, fiscal_year, day(as_of), ">=", &y);
    return y;
}

/* traps: 16-4 */
START_TEST(every_cell_of_both_reports_is_printed_as_they_do)
{
    ck_assert_uint_eq(cells.n_rows, 110);
    for (size_t i = 0; i < cells.n_rows; i++) {
        struct indicator_year y =
            find(cell(&cells, i, "indicator_id"), year_of(&cells, i),
                 cell(&cells, i, "as_of"));
        const char *printed = indicator_printed(&arena, &y);
        ck_assert_msg(text_equal(printed, cell(&cells, i, "printed")),
                      "%s: '%s', expected '%s'", cell(&cells, i, "row_id"),
                      printed, cell(&cells, i, "printed"));
    }
}
END_TEST

static const struct indicator_measure *
measure_named(const struct indicator_measure *m, const char *name)
{
    size_t i = 0;
    while (i < N_INDICATOR_MEASURES && !text_equal(m[i].name, name))
        i++;
    ck_assert_msg(i < N_INDICATOR_MEASURES, "%s", name);
    return &m[i];
}

static void measure(const char *indicator, int fiscal_year, const char *as_of,
                    struct indicator_measure out[N_INDICATOR_MEASURES])
{
    struct indicator_year y = find(indicator, fiscal_year, as_of);
    struct indicator_year before = find(indicator, fiscal_year - 1, as_of);
    indicator_measures(&arena, &y, &before, text_equal(indicator, "SZ-OC-4"),
                       out);
}

START_TEST(every_measure_agrees_with_exact_fractions)
{
    ck_assert_uint_eq(measures.n_rows, 1100);
    for (size_t i = 0; i < measures.n_rows; i++) {
        struct indicator_measure m[N_INDICATOR_MEASURES];
        measure(cell(&measures, i, "indicator_id"), year_of(&measures, i),
                cell(&measures, i, "as_of"), m);
        const char *name = cell(&measures, i, "measure");
        const char *printed = measure_named(m, name)->printed;
        ck_assert_msg(text_equal(printed, cell(&measures, i, "printed")),
                      "%s %d %s: '%s', expected '%s'",
                      cell(&measures, i, "indicator_id"), year_of(&measures, i),
                      name, printed, cell(&measures, i, "printed"));
    }
}
END_TEST

/* Ties named in the report's rules: 169/80, and eighths at two decimals. */
START_TEST(ties_round_away_from_zero)
{
    static const struct {
        const char *indicator, *name, *value, *printed;
        int fiscal_year;
    } cases[] = {
        {"SZ-OC-5", "achievement_rate_pct", "211.25", "211.3", 2023},
        {"SZ-I-1", "per_month", "11.375", "11.38", 2022},
        {"SZ-II-1", "per_month", "3.375", "3.38", 2022},
        {"SZ-II-2", "per_month", "6.375", "6.38", 2022},
        {"SZ-III-1", "per_month", "3.625", "3.63", 2022},
        {"SZ-OC-1", "per_month", "35.875", "35.88", 2022},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct indicator_measure m[N_INDICATOR_MEASURES];
        measure(cases[i].indicator, cases[i].fiscal_year, "2024-11-20", m);
        ck_assert_str_eq(measure_named(m, cases[i].name)->value,
                         cases[i].value);
        ck_assert_str_eq(measure_named(m, cases[i].name)->printed,
                         cases[i].printed);
    }
}
END_TEST

/* traps: 21-4 clock-5 */
START_TEST(a_target_is_that_of_the_newest_document_known)
{
    struct indicator_measure m[N_INDICATOR_MEASURES];
    ck_assert_str_eq(indicator_printed(&arena, &(struct indicator_year){0}),
                     "-");
    struct indicator_year y = find("SZ-II-4", 2024, "2024-11-19");
    ck_assert_str_eq(indicator_printed(&arena, &y), "- (10)");
    y = find("SZ-II-4", 2024, "2024-11-20");
    ck_assert_str_eq(indicator_printed(&arena, &y), "- (30)");
    measure("SZ-II-4", 2023, "2024-11-20", m);
    ck_assert_str_eq(measure_named(m, "met_mark")->value, "未達成");
    ck_assert_str_eq(measure_named(m, "target")->vintage, "2024-11-20");
}
END_TEST

START_TEST(nothing_is_known_before_the_first_document)
{
    struct indicator_year y = find("SZ-I-1", 2022, "2023-05-30");
    ck_assert(!y.has_target && !y.has_actual && !y.has_period);
    ck_assert_str_eq(indicator_printed(&arena, &y), "-");
    struct indicator_measure m[N_INDICATOR_MEASURES];
    measure("SZ-I-1", 2022, "2023-05-30", m);
    for (size_t i = 0; i < N_INDICATOR_MEASURES; i++) {
        ck_assert_str_eq(m[i].value, "");
        ck_assert_str_eq(m[i].printed, "-");
        ck_assert_str_eq(m[i].vintage, "");
    }
}
END_TEST

/* traps: 22-5 */
START_TEST(a_year_of_eight_months_has_its_footnote)
{
    struct indicator_year y = find("SZ-OC-1", 2022, "2024-11-20");
    ck_assert(indicator_is_partial(&y));
    ck_assert_str_eq(indicator_footnote(&arena, &y), "R4は8月～3月末実績");
    y = find("SZ-OC-1", 2023, "2024-11-20");
    ck_assert(!indicator_is_partial(&y));
    ck_assert_ptr_null(indicator_footnote(&arena, &y));
}
END_TEST

/* Kashiwa's plan: 210 in R5, R6 and R7 "in principle as the year before". */
/* traps: 21-3 21-5 */
START_TEST(an_inherited_target_is_carried_and_marked)
{
    const struct indicator_target plan[] = {
        {"KW-A-1", 2023, true, false, decimal_of(210), ">=", {2023, 6, 12}},
        {"KW-A-1", 2024, false, true, decimal_of(0), ">=", {2023, 6, 12}},
        {"KW-A-1", 2025, false, true, decimal_of(0), ">=", {2023, 6, 12}},
        {"KW-B-1", 2024, false, false, decimal_of(0), ">=", {2023, 6, 12}},
    };
    struct indicator_book kashiwa = {plan, 4, NULL, 0};
    struct indicator_year y;
    indicator_year_find(&kashiwa, "KW-A-1", 2025, (struct date){2024, 1, 1}, "",
                        &y);
    ck_assert_str_eq(indicator_printed(&arena, &y), "- (210継)");
    struct indicator_measure m[N_INDICATOR_MEASURES];
    indicator_measures(&arena, &y, &y, false, m);
    ck_assert_str_eq(measure_named(m, "target")->value, "210");
    ck_assert_str_eq(measure_named(m, "target")->printed, "210継");
    indicator_year_find(&kashiwa, "KW-B-1", 2024, (struct date){2024, 1, 1}, "",
                        &y);
    ck_assert(!y.has_target);
}
END_TEST

START_TEST(a_comparison_decides_what_is_met)
{
    static const struct {
        const char *comparison, *mark;
        int actual;
    } cases[] = {{">=", "達成", 10},   {">=", "未達成", 9}, {"<=", "達成", 10},
                 {"<=", "未達成", 11}, {"=", "達成", 10},   {"=", "未達成", 11},
                 {"", "達成", 10}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct indicator_year before = {0},
                              y = {.fiscal_year = 2023,
                                   .has_target = true,
                                   .target = decimal_of(10),
                                   .comparison = cases[i].comparison,
                                   .has_actual = true,
                                   .actual = decimal_of(cases[i].actual),
                                   .target_date = {2023, 4, 1},
                                   .actual_date = {2024, 4, 1}};
        struct indicator_measure m[N_INDICATOR_MEASURES];
        indicator_measures(&arena, &y, &before, false, m);
        ck_assert_str_eq(measure_named(m, "met_mark")->value, cases[i].mark);
    }
}
END_TEST

START_TEST(a_target_or_a_year_before_of_zero_gives_no_rate)
{
    struct indicator_year y = {.fiscal_year = 2023,
                               .has_target = true,
                               .target = decimal_of(0),
                               .comparison = ">=",
                               .has_period = true,
                               .months = 12,
                               .has_actual = true,
                               .actual = decimal_of(0),
                               .target_date = {2023, 4, 1},
                               .actual_date = {2024, 4, 1}};
    struct indicator_measure m[N_INDICATOR_MEASURES];
    indicator_measures(&arena, &y, &y, false, m);
    ck_assert_str_eq(measure_named(m, "achievement_rate_pct")->printed, "-");
    ck_assert_str_eq(measure_named(m, "yoy_pct")->printed, "-");
    ck_assert_str_eq(measure_named(m, "yoy_diff")->printed, "0");
    ck_assert_str_eq(measure_named(m, "actual")->printed, "0");
}
END_TEST

static const char schema[] =
    "CREATE TABLE now_indicator_target (file INTEGER, row INTEGER,"
    " indicator_id TEXT, fy INTEGER, period TEXT, target REAL,"
    " comparison TEXT, inherited TEXT, document_date TEXT);"
    "CREATE TABLE now_indicator_actual (file INTEGER, row INTEGER,"
    " indicator_id TEXT, fy INTEGER, start TEXT, \"end\" TEXT, actual REAL,"
    " as_of TEXT);"
    "CREATE TABLE book_indicators (indicator_id TEXT, municipality TEXT,"
    " unit TEXT, comparison TEXT);"
    "INSERT INTO book_indicators VALUES ('SZ-OC-4', '22100', '%', '>=');"
    "INSERT INTO now_indicator_target VALUES"
    " (1, 2, 'SZ-OC-4', 2022, 'Y', 90, NULL, '0', '2023-05-31'),"
    " (1, 3, 'SZ-OC-4', 2023, 'Y', 90, '>=', '0', '2023-05-31'),"
    " (1, 4, 'SZ-OC-4', 2023, 'Q1', 20, '>=', '0', '2023-05-31'),"
    " (1, 5, 'NEW-1', 2023, 'Y', 2.5, '>=', '0', '2023-05-31');"
    "INSERT INTO now_indicator_actual VALUES"
    " (2, 2, 'SZ-OC-4', 2022, '2022-08-01', '2023-03-31', 99, '2023-05-31'),"
    " (2, 3, 'SZ-OC-4', 2023, '2023-04-01', '2024-03-31', NULL,"
    "  '2023-05-31'),"
    " (3, 2, 'SZ-OC-4', 2023, '2023-04-01', '2024-03-31', 100,"
    "  '2024-11-20');";

static const char *printed_in(struct store *s, const char *where)
{
    struct statement *st;
    enum status status = STATUS_OK;
    const char *sql =
        arena_format(&arena,
                     "SELECT value || '|' || printed || '|' || vintage"
                     " FROM indicator_cell WHERE %s",
                     where);
    ck_assert_int_eq(store_prepare(s, sql, &st), STATUS_OK);
    const char *found = "no row";
    if (statement_step(st, &status))
        found = arena_copy(&arena, column_text(st, 0));
    statement_free(st);
    ck_assert_int_eq(status, STATUS_OK);
    return found;
}

START_TEST(the_table_is_filled_as_known_on_the_day)
{
    static const char *const reads[] = {"now_indicator_target",
                                        "now_indicator_actual",
                                        "book_indicators", NULL};
    static const char *const writes[] = {"indicator_cell", NULL};
    struct store *s;
    int64_t n;
    ck_assert_int_eq(store_open(":memory:", 0644, &s), STATUS_OK);
    ck_assert_int_eq(store_run(s, sql_find(pipeline_sql, "schema_derived")),
                     STATUS_OK);
    ck_assert_int_eq(store_run(s, schema), STATUS_OK);
    store_allow(s, reads, writes);
    ck_assert_int_eq(
        indicators_fill(&arena, s, (struct date){2024, 11, 20}, "12217"),
        STATUS_OK);
    store_allow(s, NULL, NULL);
    ck_assert_int_eq(
        store_integer(s, "SELECT count(*) FROM indicator_cell", &n), STATUS_OK);
    ck_assert_int_eq(n, 30);
    ck_assert_str_eq(printed_in(s, "indicator_id = 'SZ-OC-4' AND"
                                   " fiscal_year = 2023 AND"
                                   " measure = 'yoy_points'"),
                     "1|+1|2024-11-20");
    ck_assert_str_eq(printed_in(s, "indicator_id = 'SZ-OC-4' AND"
                                   " fiscal_year = 2022 AND"
                                   " measure = 'achievement_rate_pct'"),
                     "110|110.0|2023-05-31");
    ck_assert_str_eq(printed_in(s, "municipality = '12217' AND"
                                   " indicator_id = 'NEW-1' AND"
                                   " measure = 'target'"),
                     "2.5|2.5|2023-05-31");
    ck_assert_int_eq(store_run(s, "DELETE FROM indicator_cell"), STATUS_OK);
    ck_assert_int_eq(
        indicators_fill(&arena, s, (struct date){2024, 11, 19}, "12217"),
        STATUS_OK);
    ck_assert_str_eq(printed_in(s, "indicator_id = 'SZ-OC-4' AND"
                                   " fiscal_year = 2023 AND"
                                   " measure = 'actual'"),
                     "|-|");
    ck_assert_int_eq(store_close(s), STATUS_OK);
}
END_TEST

static Suite *suite(void)
{
    Suite *s = suite_create("indicators");
    TCase *t = tcase_create("indicators");
    tcase_add_checked_fixture(t, start, stop);
    tcase_add_test(t, every_cell_of_both_reports_is_printed_as_they_do);
    tcase_add_test(t, every_measure_agrees_with_exact_fractions);
    tcase_add_test(t, ties_round_away_from_zero);
    tcase_add_test(t, a_target_is_that_of_the_newest_document_known);
    tcase_add_test(t, nothing_is_known_before_the_first_document);
    tcase_add_test(t, a_year_of_eight_months_has_its_footnote);
    tcase_add_test(t, an_inherited_target_is_carried_and_marked);
    tcase_add_test(t, a_comparison_decides_what_is_met);
    tcase_add_test(t, a_target_or_a_year_before_of_zero_gives_no_rate);
    tcase_add_test(t, the_table_is_filled_as_known_on_the_day);
    suite_add_tcase(s, t);
    return s;
}

CHECK_MAIN
