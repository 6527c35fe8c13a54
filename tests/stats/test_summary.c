/* Table 1's figures against R 4.2.2 on MASS::birthwt, low 0 against low 1:
 * mean, sd, quantile(type = 7), t.test, chisq.test(correct = FALSE); the
 * difference of levels by sqrt(t(d) %*% MASS::ginv(S) %*% d). */
#include "stats/summary.h"

#include "check_main.h"
#include <math.h>

static const double tolerance = 1e-12;

/* birthwt$age of low = 1 and low = 0, in order. */
static const double age_low[] = {14, 14, 15, 15, 16, 17, 17, 17, 17, 17, 18, 18,
                                 19, 19, 19, 20, 20, 20, 20, 20, 20, 20, 20, 21,
                                 21, 21, 21, 21, 22, 22, 23, 23, 23, 23, 23, 24,
                                 24, 24, 24, 24, 25, 25, 25, 25, 25, 25, 26, 26,
                                 26, 26, 27, 27, 28, 28, 29, 30, 31, 32, 34};
static const double age_other[] = {
    14, 15, 16, 16, 16, 16, 16, 16, 17, 17, 17, 17, 17, 17, 17, 18, 18, 18, 18,
    18, 18, 18, 18, 19, 19, 19, 19, 19, 19, 19, 19, 19, 19, 19, 19, 19, 20, 20,
    20, 20, 20, 20, 20, 20, 20, 20, 21, 21, 21, 21, 21, 21, 21, 22, 22, 22, 22,
    22, 22, 22, 22, 22, 22, 22, 23, 23, 23, 23, 23, 23, 23, 23, 24, 24, 24, 24,
    24, 24, 24, 24, 25, 25, 25, 25, 25, 25, 25, 25, 25, 26, 26, 26, 26, 27, 28,
    28, 28, 28, 28, 28, 28, 29, 29, 29, 29, 29, 29, 30, 30, 30, 30, 30, 30, 31,
    31, 31, 31, 32, 32, 32, 32, 32, 33, 33, 33, 35, 35, 36, 36, 45};
enum { N_LOW = 59, N_OTHER = 130 };
/* birthwt$race and $smoke: low = 0, then low = 1. */
static const long race[2][3] = {{15, 42, 73}, {11, 25, 23}};
static const long smoke[2][2] = {{86, 44}, {29, 30}};

static struct stats_summary summary_of(const double *x, size_t n)
{
    struct stats_summary s;
    ck_assert(stats_summarise(x, n, &s) == STATS_OK);
    return s;
}

START_TEST(a_group_is_summed_up_as_R_does)
{
    struct stats_summary s = summary_of(age_low, N_LOW);
    ck_assert_uint_eq(s.n, N_LOW);
    ck_assert_double_eq_tol(s.mean, 22.3050847457627, 1e-13 * 100);
    ck_assert_double_eq_tol(s.sd, 4.51149580397079, tolerance);
    ck_assert_double_eq_tol(s.q1, 19.5, tolerance);
    ck_assert_double_eq_tol(s.median, 22, tolerance);
    ck_assert_double_eq_tol(s.q3, 25, tolerance);
    static const double six[] = {80, 95, 101.5, 107, 110, 125};
    s = summary_of(six, 6);
    ck_assert_double_eq_tol(s.sd, 15.1275135652448, 1e-12);
    ck_assert_double_eq_tol(s.q1, 96.625, tolerance);
    ck_assert_double_eq_tol(s.median, 104.25, tolerance);
    ck_assert_double_eq_tol(s.q3, 109.25, tolerance);
}
END_TEST

START_TEST(nobody_and_one_person_have_no_spread)
{
    static const double one[] = {3};
    struct stats_summary s = summary_of(one, 0);
    ck_assert_uint_eq(s.n, 0);
    ck_assert(isnan(s.mean) && isnan(s.sd) && isnan(s.median));
    s = summary_of(one, 1);
    ck_assert_double_eq(s.mean, 3);
    ck_assert_double_eq(s.median, 3);
    ck_assert(isnan(s.sd));
    ck_assert(isnan(stats_smd_numbers(&s, &s)));
    ck_assert(isnan(stats_welch_p(&s, &s)));
}
END_TEST

START_TEST(numbers_out_of_order_are_refused)
{
    static const double falling[] = {2, 1};
    static const double broken[] = {1, NAN};
    struct stats_summary s = {.n = 99};
    ck_assert(stats_summarise(falling, 2, &s) == STATS_BAD_ARGUMENT);
    ck_assert(stats_summarise(broken, 2, &s) == STATS_BAD_ARGUMENT);
    ck_assert_uint_eq(s.n, 99);
}
END_TEST

START_TEST(two_groups_of_numbers_differ_as_in_R)
{
    struct stats_summary low = summary_of(age_low, N_LOW);
    struct stats_summary other = summary_of(age_other, N_OTHER);
    ck_assert_double_eq_tol(stats_smd_numbers(&other, &low), 0.26720572939365,
                            tolerance);
    ck_assert_double_eq_tol(stats_welch_p(&other, &low), 0.0783400332066352,
                            1e-10);
}
END_TEST

START_TEST(two_groups_of_levels_differ_as_in_R)
{
    ck_assert_double_eq_tol(stats_smd_levels(race[0], race[1], 3),
                            0.355588508569022, tolerance);
    ck_assert_double_eq_tol(stats_smd_levels(smoke[0], smoke[1], 2),
                            0.349288543356164, tolerance);
    ck_assert_double_eq_tol(stats_pearson_p(race[0], race[1], 3),
                            0.0818876981247951, 1e-10);
    ck_assert_double_eq_tol(stats_pearson_p(smoke[0], smoke[1], 2),
                            0.0264906425305024, 1e-10);
}
END_TEST

START_TEST(a_level_that_nobody_has_changes_nothing)
{
    static const long with_empty[2][4] = {{15, 42, 0, 73}, {11, 25, 0, 23}};
    ck_assert_double_eq_tol(stats_smd_levels(with_empty[0], with_empty[1], 4),
                            0.355588508569022, tolerance);
    ck_assert_double_eq_tol(stats_pearson_p(with_empty[0], with_empty[1], 4),
                            0.0818876981247951, 1e-10);
}
END_TEST

START_TEST(what_can_not_be_compared_is_not_a_number)
{
    static const long left[] = {10, 0};
    static const long right[] = {0, 10};
    static const long nobody[] = {0, 0};
    static const long few[] = {4, 3};
    ck_assert(isnan(stats_smd_levels(left, right, 2)));
    ck_assert(isnan(stats_smd_levels(left, nobody, 2)));
    ck_assert(isnan(stats_pearson_p(few, few, 2)));
    ck_assert(isnan(stats_pearson_p(left, left, 2)));
    ck_assert_double_eq(stats_smd_levels(left, left, 2), 0);
}
END_TEST

static Suite *suite(void)
{
    Suite *s = suite_create("summary");
    TCase *t = tcase_create("summary");
    tcase_add_test(t, a_group_is_summed_up_as_R_does);
    tcase_add_test(t, nobody_and_one_person_have_no_spread);
    tcase_add_test(t, numbers_out_of_order_are_refused);
    tcase_add_test(t, two_groups_of_numbers_differ_as_in_R);
    tcase_add_test(t, two_groups_of_levels_differ_as_in_R);
    tcase_add_test(t, a_level_that_nobody_has_changes_nothing);
    tcase_add_test(t, what_can_not_be_compared_is_not_a_number);
    suite_add_tcase(s, t);
    return s;
}

CHECK_MAIN
