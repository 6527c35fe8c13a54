/* stage5_describe on 12 people counted by hand (small_study.h). Intervals:
 * R 4.2.2 prop.test(x, n, correct = FALSE); means, spreads and quartiles by
 * R's mean, sd, quantile. */
#include "check_main.h"
#include "small_study.h"
#include <math.h>
#include <string.h>

static struct arena memory;
static struct store *store;

static void open_study(void)
{
    arena_init(&memory);
    store = small_study_open();
}

static void close_study(void)
{
    ck_assert(store_close(store) == STATUS_OK);
    arena_release(&memory);
}

static void describe(void)
{
    ck_assert(small_study_run(store, &memory, &stage5_describe, "", 400000) ==
              STATUS_OK);
}

/* A measure of a cell; NaN for NULL, -1 when the cell is not there. */
static double cell(const char *table, const char *row, const char *column,
                   const char *measure)
{
    struct statement *st;
    enum status status;
    double value = -1;
    ck_assert(store_prepare(store,
                            "SELECT value FROM table_cell WHERE \"table\" = ?1"
                            " AND row_level = ?2 AND column_level = ?3"
                            " AND measure = ?4",
                            &st) == STATUS_OK);
    statement_text(st, 1, table);
    statement_text(st, 2, row);
    statement_text(st, 3, column);
    statement_text(st, 4, measure);
    if (statement_step(st, &status))
        value = column_is_null(st, 0) ? (double)NAN : column_real(st, 0);
    statement_free(st);
    return value;
}

static double table_one(const char *variable, const char *level,
                        const char *group, const char *measure)
{
    struct statement *st;
    enum status status;
    double value = -1;
    ck_assert(store_prepare(store,
                            "SELECT value FROM table_cell WHERE \"table\" = "
                            "'table1' AND row_variable = ?1 AND row_level = ?2"
                            " AND column_level = ?3 AND measure = ?4",
                            &st) == STATUS_OK);
    statement_text(st, 1, variable);
    statement_text(st, 2, level);
    statement_text(st, 3, group);
    statement_text(st, 4, measure);
    if (statement_step(st, &status))
        value = column_is_null(st, 0) ? (double)NAN : column_real(st, 0);
    statement_free(st);
    return value;
}

static int64_t count(const char *sql)
{
    int64_t n = -1;
    ck_assert(store_integer(store, sql, &n) == STATUS_OK);
    return n;
}

static int64_t people(int year, const char *step)
{
    char sql[160];
    (void)snprintf(sql, sizeof sql,
                   "SELECT n_people FROM flow_count WHERE fiscal_year = %d "
                   "AND step = '%s'",
                   year, step);
    return count(sql);
}

START_TEST(people_are_counted_at_every_step_of_the_flow)
{
    describe();
    /* A01 met the seminar on 31 March; A02 and the token in April. An
     * absence, a company event and a row without a person do not count. */
    ck_assert_int_eq(people(2022, "seminar"), 1);
    ck_assert_int_eq(people(2023, "seminar"), 2);
    ck_assert_int_eq(people(2022, "baseline"), 1);
    ck_assert_int_eq(people(2023, "baseline"), 2);
    ck_assert_int_eq(people(2023, "consent"), 1);
    ck_assert_int_eq(people(2023, "due"), 10);
    ck_assert_int_eq(people(2023, "reached"), 8);
    ck_assert_int_eq(people(2023, "active"), 4);
    ck_assert_int_eq(count("SELECT count(*) FROM flow_count"), 12);
}
END_TEST

START_TEST(cells_and_totals_are_counted)
{
    describe();
    ck_assert_double_eq(cell("activity_by_sex", "1", "E20", "n"), 1);
    ck_assert_double_eq(cell("activity_by_sex", "2", "V0", "n"), 2);
    ck_assert_double_eq(cell("activity_by_sex", "2", "R", "n"), 1);
    ck_assert_double_eq(cell("activity_by_sex", "missing", "N", "n"), 1);
    ck_assert_double_eq(cell("activity_by_sex", "1", "計", "n"), 5);
    ck_assert_double_eq(cell("activity_by_sex", "計", "V0", "n"), 3);
    ck_assert_double_eq(cell("activity_by_sex", "計", "計", "n"), 12);
    ck_assert_double_eq(cell("activity_by_sex", "2", "V0", "percent"),
                        100.0 * 2 / 6);
    ck_assert_double_eq(cell("activity_by_sex", "2", "計", "percent"), 100);
    ck_assert_int_eq(count("SELECT count(*) FROM table_cell WHERE \"table\" = "
                           "'activity_by_sex' AND measure = 'n'"),
                     4 * 7);
}
END_TEST

START_TEST(unknown_and_not_yet_due_are_not_none)
{
    describe();
    ck_assert_double_eq(cell("any_by_sex", "計", "none", "n"), 4);
    ck_assert_double_eq(cell("any_by_sex", "計", "unknown", "n"), 2);
    ck_assert_double_eq(cell("any_by_sex", "計", "pending", "n"), 1);
    ck_assert_double_eq(cell("activity_by_sex", "計", "U", "n"), 2);
    ck_assert_double_eq(cell("activity_by_sex", "計", "pending", "n"), 1);
}
END_TEST

START_TEST(a_table_of_one_variable_has_a_total)
{
    describe();
    ck_assert_double_eq(cell("sexes", "1", "", "n"), 4);
    ck_assert_double_eq(cell("sexes", "計", "", "n"), 11);
    ck_assert_double_eq(cell("sexes", "1", "", "percent"), 100.0 * 4 / 11);
}
END_TEST

START_TEST(the_share_of_the_active_has_an_interval_and_bounds)
{
    describe();
    const char *tables[] = {"any_by_sex", "activity_by_sex"};
    for (int i = 0; i < 2; i++) {
        const char *t = tables[i];
        ck_assert_double_eq(cell(t, "2", "計", "any_base"), 5);
        ck_assert_double_eq_tol(cell(t, "2", "計", "any_percent"), 60, 1e-12);
        ck_assert_double_eq_tol(cell(t, "2", "計", "conf_low"),
                                23.0724281276013, 1e-9);
        ck_assert_double_eq_tol(cell(t, "2", "計", "conf_high"),
                                88.2379225767352, 1e-9);
        ck_assert_double_eq(cell(t, "2", "計", "any_if_unknown_none"),
                            100.0 * 3 / 6);
        ck_assert_double_eq(cell(t, "2", "計", "any_if_unknown_active"),
                            100.0 * 4 / 6);
        ck_assert_double_eq(cell(t, "計", "計", "any_base"), 9);
    }
    ck_assert_double_eq(cell("sexes", "計", "", "any_base"), -1);
}
END_TEST

START_TEST(table_one_sums_up_numbers_by_group)
{
    describe();
    /* Ages of the active: 60 66 58 62 64. */
    ck_assert_double_eq(table_one("age_years", "", "any", "n"), 5);
    ck_assert_double_eq_tol(table_one("age_years", "", "any", "mean"), 62,
                            1e-12);
    ck_assert_double_eq_tol(table_one("age_years", "", "any", "sd"),
                            3.16227766016838, 1e-12);
    ck_assert_double_eq(table_one("age_years", "", "any", "median"), 62);
    ck_assert_double_eq(table_one("age_years", "", "any", "q1"), 60);
    ck_assert_double_eq(table_one("age_years", "", "none", "missing"), 1);
    ck_assert_double_eq(table_one("age_years", "", "計", "n"), 11);
    /* None: 70 75 77. R: (62 - 74) / sqrt((10 + 13) / 2); t.test. */
    ck_assert_double_eq_tol(table_one("age_years", "", "計", "smd"),
                            -3.53860694771753, 1e-12);
    ck_assert(isnan(table_one("fc22_red", "", "any", "mean")));
}
END_TEST

START_TEST(table_one_counts_levels_and_leaves_missing_out_of_percentages)
{
    describe();
    ck_assert_double_eq(table_one("sex", "1", "any", "n"), 2);
    ck_assert_double_eq(table_one("sex", "1", "any", "percent"), 40);
    ck_assert_double_eq(table_one("sex", "", "none", "missing"), 1);
    ck_assert_double_eq_tol(table_one("sex", "1", "none", "percent"), 100.0 / 3,
                            1e-12);
    ck_assert_double_eq(table_one("kcl_class", "", "any", "n"), 5);
    ck_assert_double_eq(table_one("kcl_class", "undetermined", "none", "n"), 1);
    ck_assert_double_eq(table_one("kcl_class", "", "none", "missing"), 2);
    /* R 4.2.2: fisher.test(rbind(c(2, 3), c(1, 2))), any against none. */
    ck_assert_double_eq_tol(table_one("sex", "", "計", "p_fisher"), 1, 1e-10);
    /* R 4.2.2: fisher.test(rbind(c(3, 2), c(0, 3))), income or not. */
    ck_assert_double_eq_tol(table_one("motive_income", "", "計", "p_fisher"),
                            0.196428571428571, 1e-10);
}
END_TEST

START_TEST(a_table_that_asks_for_what_is_not_there_is_refused)
{
    ck_assert(store_run(store, "INSERT INTO book_tables VALUES ('x', '', '', "
                               "'followup', 'shoe_size', '', 'release', '')") ==
              STATUS_OK);
    ck_assert(small_study_run(store, &memory, &stage5_describe, "", 400000) ==
              STATUS_USAGE);
    ck_assert_int_eq(count("SELECT count(*) FROM table_cell"), 0);
}
END_TEST

START_TEST(a_level_that_no_list_has_is_our_mistake)
{
    ck_assert(store_run(store, "UPDATE followup SET sex = '7' WHERE subject = "
                               "'A01'") == STATUS_OK);
    ck_assert(small_study_run(store, &memory, &stage5_describe, "", 400000) ==
              STATUS_BUG);
}
END_TEST

START_TEST(no_one_at_all_gives_tables_of_zeros)
{
    ck_assert(store_run(store, "DELETE FROM followup") == STATUS_OK);
    describe();
    ck_assert_double_eq(cell("any_by_sex", "計", "計", "n"), 0);
    ck_assert(isnan(cell("any_by_sex", "計", "計", "percent")));
    ck_assert_double_eq(cell("any_by_sex", "計", "計", "any_percent"), -1);
}
END_TEST

static Suite *suite(void)
{
    Suite *s = suite_create("describe");
    TCase *t = tcase_create("describe");
    tcase_add_checked_fixture(t, open_study, close_study);
    tcase_add_test(t, people_are_counted_at_every_step_of_the_flow);
    tcase_add_test(t, cells_and_totals_are_counted);
    tcase_add_test(t, unknown_and_not_yet_due_are_not_none);
    tcase_add_test(t, a_table_of_one_variable_has_a_total);
    tcase_add_test(t, the_share_of_the_active_has_an_interval_and_bounds);
    tcase_add_test(t, table_one_sums_up_numbers_by_group);
    tcase_add_test(
        t, table_one_counts_levels_and_leaves_missing_out_of_percentages);
    tcase_add_test(t, a_table_that_asks_for_what_is_not_there_is_refused);
    tcase_add_test(t, a_level_that_no_list_has_is_our_mistake);
    tcase_add_test(t, no_one_at_all_gives_tables_of_zeros);
    suite_add_tcase(s, t);
    return s;
}

CHECK_MAIN
