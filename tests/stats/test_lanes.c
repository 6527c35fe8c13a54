/* lanes: exp and log of four doubles, against long double of libm. */
#include "check_main.h"
#include "stats/lanes.h"

#include <math.h>

/* Distance in units in the last place of the true value. */
static double ulps(double got, long double want)
{
    double near = (double)want;
    double unit = nextafter(fabs(near), HUGE_VAL) - fabs(near);
    return (double)(fabsl((long double)got - want) / (long double)unit);
}

START_TEST(exp_is_within_one_unit_of_the_last_place)
{
    double worst = 0.0;
    for (int i = 0; i < 200000; i++) {
        double x = -0.0034 * (double)i - 1e-3 * (double)(i % 97);
        four in = {x, x / 1000.0, x * 1e-9, -0.0}, out;
        lanes_exp_falling(&in, &out);
        for (int k = 0; k < 4; k++)
            worst = fmax(worst, in[k] < -700.0
                                    ? 0.0
                                    : ulps(out[k], expl((long double)in[k])));
    }
    ck_assert_msg(worst < 1.0, "worst error %.3f", worst);
}
END_TEST

START_TEST(exp_of_the_smallest_is_not_zero)
{
    four in = {-701.0, -1e6, -HUGE_VAL, -700.0}, out;
    lanes_exp_falling(&in, &out);
    for (int k = 0; k < 4; k++)
        ck_assert(out[k] == out[3] && out[k] > 0.0);
}
END_TEST

START_TEST(not_a_number_stays_one)
{
    four in = {NAN, -1.0, -2.0, -3.0}, e, l;
    lanes_exp_falling(&in, &e);
    lanes_log1p(&in, &l);
    ck_assert(isnan(e[0]) && isnan(l[0]));
    ck_assert(!isnan(e[1]));
}
END_TEST

START_TEST(log1p_is_within_three_units_of_the_last_place)
{
    double worst = 0.0;
    for (int i = 0; i <= 100000; i++) {
        double x = (double)i * 1e-5;
        four in = {x, x * 1e-5, x * 1e-12, 1.0 - x * 1e-3}, out;
        lanes_log1p(&in, &out);
        for (int k = 0; k < 4; k++)
            worst = fmax(worst, ulps(out[k], log1pl((long double)in[k])));
    }
    ck_assert_msg(worst < 3.0, "worst error %.3f", worst);
}
END_TEST

START_TEST(log_of_one_and_more_is_within_three_units)
{
    double worst = 0.0;
    for (int i = 0; i < 100000; i++) {
        double x = 1.0 + (double)i * 1e-4;
        four in = {x, x * 977.0, 1.0 + x * 1e-9, x * 1e200}, out;
        lanes_log(&in, &out);
        for (int k = 0; k < 4; k++)
            worst = fmax(worst, ulps(out[k], logl((long double)in[k])));
    }
    ck_assert_msg(worst < 3.0, "worst error %.3f", worst);
}
END_TEST

static Suite *suite(void)
{
    Suite *s = suite_create("lanes");
    TCase *t = tcase_create("lanes");
    tcase_add_test(t, exp_is_within_one_unit_of_the_last_place);
    tcase_add_test(t, exp_of_the_smallest_is_not_zero);
    tcase_add_test(t, not_a_number_stays_one);
    tcase_add_test(t, log1p_is_within_three_units_of_the_last_place);
    tcase_add_test(t, log_of_one_and_more_is_within_three_units);
    suite_add_tcase(s, t);
    return s;
}

CHECK_MAIN
