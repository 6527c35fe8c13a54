/* survival_curve: the product limit as R's survival prints it. */
#include "check_main.h"
#include "stats/survival_curve.h"

#include <math.h>

static const double days[] = {20,  45,  45,  60,  91,  91,  120,
                              182, 182, 200, 300, 365, 365, 400};
static const bool left[] = {true, false, true,  false, true,  false, true,
                            true, false, false, true,  false, true,  false};
enum { N = sizeof days / sizeof days[0] };

/* survival 3.5.3, survfit(conf.type = "log-log"); script
 * tests/stats/survival_curve.R. */
static const struct {
    double at;
    size_t at_risk, left, censored;
    double kept, std_error, lower, upper;
} cases[] = {
    {91, 10, 3, 3, 0.7714285714285715, 0.1170332986927885, 0.4421329277024871,
     0.9207955040415288},
    {182, 7, 5, 4, 0.5785714285714286, 0.1471466960069868, 0.2564774069376259,
     0.8024815022519908},
    {365, 3, 7, 6, 0.28928571428571426, 0.16227936917209199,
     0.04931038977397288, 0.59979007561311160},
    {400, 1, 7, 7, 0.28928571428571426, 0.16227936917209199,
     0.04931038977397288, 0.59979007561311160},
};

START_TEST(the_product_limit_agrees_with_R)
{
    struct stats_survival got;
    ck_assert_int_eq(stats_survival_at(days, left, N, cases[_i].at, 0.95, &got),
                     STATS_OK);
    ck_assert_uint_eq(got.n_at_risk, cases[_i].at_risk);
    ck_assert_uint_eq(got.n_left, cases[_i].left);
    ck_assert_uint_eq(got.n_censored, cases[_i].censored);
    ck_assert_double_eq_tol(got.kept, cases[_i].kept, 1e-12);
    ck_assert_double_eq_tol(got.std_error, cases[_i].std_error, 1e-12);
    ck_assert_double_eq_tol(got.lower, cases[_i].lower, 1e-12);
    ck_assert_double_eq_tol(got.upper, cases[_i].upper, 1e-12);
}
END_TEST

START_TEST(before_anyone_left_all_are_there_without_an_interval)
{
    struct stats_survival got;
    ck_assert_int_eq(stats_survival_at(days, left, N, 0, 0.95, &got), STATS_OK);
    ck_assert_uint_eq(got.n_at_risk, N);
    ck_assert_double_eq(got.kept, 1);
    ck_assert(isnan(got.lower) && isnan(got.upper));
}
END_TEST

/* By hand: 2 of 2 leave at 5. */
START_TEST(when_all_have_left_nobody_is_there_whatever_the_time)
{
    static const double t[] = {5, 5};
    static const bool gone[] = {true, true};
    struct stats_survival got;
    ck_assert_int_eq(stats_survival_at(t, gone, 2, 90, 0.95, &got), STATS_OK);
    ck_assert_double_eq(got.kept, 0);
    ck_assert_uint_eq(got.n_left, 2);
}
END_TEST

START_TEST(what_nobody_was_observed_for_is_not_told)
{
    static const double backwards[] = {5, 4};
    struct stats_survival got = {.n_left = 77};
    ck_assert_int_eq(stats_survival_at(days, left, N, 401, 0.95, &got),
                     STATS_BAD_DATA);
    ck_assert_int_eq(stats_survival_at(days, left, 0, 10, 0.95, &got),
                     STATS_BAD_DATA);
    ck_assert_int_eq(stats_survival_at(backwards, left, 2, 1, 0.95, &got),
                     STATS_BAD_ARGUMENT);
    ck_assert_int_eq(stats_survival_at(days, left, N, 10, 95, &got),
                     STATS_BAD_ARGUMENT);
    ck_assert_uint_eq(got.n_left, 77);
}
END_TEST

static Suite *suite(void)
{
    Suite *su = suite_create("survival_curve");
    TCase *t = tcase_create("survival_curve");
    tcase_add_loop_test(t, the_product_limit_agrees_with_R, 0,
                        sizeof cases / sizeof cases[0]);
    tcase_add_test(t, before_anyone_left_all_are_there_without_an_interval);
    tcase_add_test(t, when_all_have_left_nobody_is_there_whatever_the_time);
    tcase_add_test(t, what_nobody_was_observed_for_is_not_told);
    suite_add_tcase(su, t);
    return su;
}

CHECK_MAIN
