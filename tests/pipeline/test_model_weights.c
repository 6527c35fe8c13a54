/* models: people weighted by how surely their activity is theirs. Expected
 * numbers are printed by model_weights.R. */
#include "derived_study.h"
#include "pipeline/model_fit.h"

#include <math.h>

/* The people of model_weights.R, linked as surely as `links` says: by i, 1 to
 * 48. */
static void insert_people(double (*link_of)(int i))
{
    derive(); /* an empty study */
    for (int i = 1; i <= 48; i++) {
        int age = 60 + i * 7 % 25;
        bool active = i * 5 % 11 + age / 10.0 > 12;
        insert(arena_format(
            &a,
            "INSERT INTO followup (subject, index_date, fiscal_year, quarter, "
            "age_years, already_active, state, any_activity, "
            "link_probability) VALUES ('P%02d', '2023-04-10', 2023, "
            "'FY2023Q1', %d, 0, 'reached', %d, %.2f)",
            i, age, active, link_of(i)));
    }
}

static double by_roster(int i)
{
    return i % 7 == 0 ? 0.9 : i % 4 == 0 ? 0.97 : 1;
}

static double by_number(int i)
{
    return i > 0 ? 1 : 0;
}

static enum status fit(const char *weights)
{
    const struct model_plan plan = {.model = "E2_any",
                                    .outcome = "any_activity",
                                    .predictors = "age_10",
                                    .family = "firth",
                                    .weights = weights};
    return model_fit_plan(&a, s, &plan);
}

static void is_about(const char *table, int ordinal, const char *column,
                     double expected)
{
    struct statement *st;
    enum status status;
    const char *sql = arena_format(&a, "SELECT %s FROM %s WHERE ordinal = %d",
                                   column, table, ordinal);
    ck_assert_int_eq(store_prepare(s, sql, &st), STATUS_OK);
    ck_assert_msg(statement_step(st, &status), "%s: no row", sql);
    ck_assert_msg(fabs(column_real(st, 0) - expected) < 1e-9, "%s: %.12f", sql,
                  column_real(st, 0));
    statement_free(st);
}

static void is_weighted_as_R_has_it(const char *table)
{
    is_about(table, 1, "estimate", -7.808959136334);
    is_about(table, 1, "std_error", 3.229895013570);
    is_about(table, 2, "estimate", 1.122885740966);
    is_about(table, 2, "std_error", 0.449763164220);
    is_about(table, 2, "statistic", 2.496615619722);
    is_about(table, 2, "p_value", 0.012538478635);
    is_about(table, 2, "conf_low", 0.241366137523);
    is_about(table, 2, "conf_high", 2.004405344409);
}

START_TEST(weights_stand_beside_the_model_where_they_are_not_asked_for)
{
    insert_people(by_roster);
    ck_assert_int_eq(fit(""), STATUS_OK);
    is_about("model_term", 1, "estimate", -7.697056609197);
    is_about("model_term", 2, "estimate", 1.105941349156);
    is_weighted_as_R_has_it("model_link_weighted");
    ONE("model_fit WHERE status = 'ok' AND message LIKE '%17%'");
}
END_TEST

START_TEST(weights_that_models_csv_asks_for_are_the_model)
{
    insert_people(by_roster);
    ck_assert_int_eq(fit("link_probability"), STATUS_OK);
    is_weighted_as_R_has_it("model_term");
    NONE("model_link_weighted");
}
END_TEST

START_TEST(where_every_link_is_certain_nothing_stands_beside)
{
    insert_people(by_number);
    ck_assert_int_eq(fit(""), STATUS_OK);
    NONE("model_link_weighted");
    ONE("model_fit WHERE message NOT LIKE '%link_weighted%'");
}
END_TEST

START_TEST(other_weights_are_refused)
{
    insert_people(by_roster);
    ck_assert_int_eq(fit("age_10"), STATUS_USAGE);
    NONE("model_fit");
}
END_TEST

/* Two groups and chance: each kind has its own terms, robust errors too. */
START_TEST(a_multinomial_model_is_weighted_too)
{
    insert_people(by_roster);
    insert("UPDATE followup SET paid = CASE WHEN any_activity = 1 THEN "
           "CAST(substr(subject, 3) AS INTEGER) % 2 END");
    const struct model_plan plan = {.model = "E3_kind",
                                    .outcome = "activity_group",
                                    .predictors = "age_10",
                                    .family = "multinomial",
                                    .weights = ""};
    ck_assert_int_eq(model_fit_plan(&a, s, &plan), STATUS_OK);
    ck_assert_int_eq(count("model_term"), 4);
    ck_assert_int_eq(count("model_link_weighted WHERE std_error > 0"), 4);
    NONE("model_term AS t JOIN model_link_weighted AS w USING (ordinal) "
         "WHERE t.estimate = w.estimate OR t.std_error = w.std_error OR "
         "t.outcome_level <> w.outcome_level OR t.term <> w.term");
}
END_TEST

static Suite *suite(void)
{
    Suite *suite = suite_create("model_weights");
    TCase *t = tcase_create("model_weights");
    tcase_add_checked_fixture(t, set_up, tear_down);
    tcase_add_test(t,
                   weights_stand_beside_the_model_where_they_are_not_asked_for);
    tcase_add_test(t, weights_that_models_csv_asks_for_are_the_model);
    tcase_add_test(t, where_every_link_is_certain_nothing_stands_beside);
    tcase_add_test(t, other_weights_are_refused);
    tcase_add_test(t, a_multinomial_model_is_weighted_too);
    suite_add_tcase(suite, t);
    return suite;
}

CHECK_MAIN
