/* decimal: figures are exact until they are printed, and rounded once.
 *
 * Expected roundings printed by python3 3.11, decimal.Decimal.quantize with
 * ROUND_HALF_UP (which is half away from zero) on fractions.Fraction. */
#include "base/decimal.h"
#include "check_main.h"

#include <string.h>

#define COUNT(array) ((int)(sizeof(array) / sizeof((array)[0])))

static struct arena a;

static void setup(void)
{
    arena_init(&a);
}

static void teardown(void)
{
    arena_release(&a);
}

static struct decimal ratio(int64_t top, int64_t bottom)
{
    struct decimal x;
    ck_assert(decimal_divide(decimal_of(top), decimal_of(bottom), &x));
    return x;
}

static const struct {
    const char *text;
    int64_t numerator, denominator;
} good[] = {
    {"1516", 1516, 1},
    {"18.5", 37, 2},
    {"-3.25", -13, 4},
    {"0", 0, 1},
    {"-0.0", 0, 1},
    {"+5", 5, 1},
    {"0.000000001", 1, 1000000000},
    {"999999999.999999999", 999999999999999999, 1000000000},
    {"0000000000012", 12, 1},
};

START_TEST(figures_are_read_and_reduced)
{
    struct decimal x;
    ck_assert_msg(decimal_parse(good[_i].text, &x), "%s", good[_i].text);
    ck_assert_int_eq(x.numerator, good[_i].numerator);
    ck_assert_int_eq(x.denominator, good[_i].denominator);
}
END_TEST

static const char *const bad[] = {
    "",   "-",     ".5",  "5.",  "1,516", "1e3",        "１",           " 1",
    "1 ", "1.2.3", "0x1", "nan", "--1",   "1000000000", "0.0000000001", "1.-5",
};

START_TEST(what_is_no_figure_is_refused_and_the_output_untouched)
{
    struct decimal x = {99, 7};
    ck_assert_msg(!decimal_parse(bad[_i], &x), "%s", bad[_i]);
    ck_assert_int_eq(x.numerator, 99);
    ck_assert_int_eq(x.denominator, 7);
}
END_TEST

static const struct {
    int64_t top, bottom;
    int places;
    unsigned style;
    const char *text;
} printed[] = {
    {169 * 100, 80, 1, DECIMAL_PLAIN, "211.3"}, /* 211.25: half away */
    {-169 * 100, 80, 1, DECIMAL_PLAIN, "-211.3"},
    {91, 8, 2, DECIMAL_PLAIN, "11.38"}, /* 11.375 */
    {91 * 100, 8, 1, DECIMAL_PLAIN, "1137.5"},
    {1516, 12, 2, DECIMAL_PLAIN, "126.33"},
    {1, 8, 2, DECIMAL_PLAIN, "0.13"},
    {1, 2, 0, DECIMAL_PLAIN, "1"},
    {-1, 2, 0, DECIMAL_PLAIN, "-1"},
    {1, 3, 9, DECIMAL_PLAIN, "0.333333333"},
    {999995, 100000, 4, DECIMAL_PLAIN, "10.0000"}, /* 9.99995 carries */
    {130, 1, 1, DECIMAL_PLAIN, "130.0"},
    {660, 1, 0, DECIMAL_SIGNED, "+660"},
    {-12, 1, 0, DECIMAL_SIGNED, "-12"},
    {0, 1, 0, DECIMAL_SIGNED, "0"},
    {375, 10, 1, DECIMAL_SIGNED, "+37.5"},
    {1, 100, 1, DECIMAL_SIGNED, "0.0"}, /* rounded to zero: no sign */
    {-1, 100, 1, DECIMAL_PLAIN, "0.0"},
    {1516, 1, 0, DECIMAL_THOUSANDS, "1,516"},
    {999, 1, 0, DECIMAL_THOUSANDS, "999"},
    {-1234567, 10, 1, DECIMAL_THOUSANDS, "-123,456.7"},
    {660000, 1, 0, DECIMAL_THOUSANDS | DECIMAL_SIGNED, "+660,000"},
    {37, 2, -1, DECIMAL_PLAIN, "18.5"},
    {1516, 1, -1, DECIMAL_PLAIN, "1516"},
    {1, 3, -1, DECIMAL_PLAIN, "0.333333333"},
    {INT64_MAX, INT64_MAX - 1, 9, DECIMAL_PLAIN, "1.000000000"},
    {INT64_MAX - 1, INT64_MAX, 0, DECIMAL_PLAIN, "1"},
    {INT64_MAX, 1, 0, DECIMAL_THOUSANDS, "9,223,372,036,854,775,807"},
};

START_TEST(printing_rounds_half_away_from_zero_once)
{
    const char *got =
        decimal_print(&a, ratio(printed[_i].top, printed[_i].bottom),
                      printed[_i].places, printed[_i].style);
    ck_assert_msg(strcmp(got, printed[_i].text) == 0, "%s, expected %s", got,
                  printed[_i].text);
}
END_TEST

START_TEST(arithmetic_is_exact)
{
    struct decimal x, tenth = ratio(1, 10), fifth = ratio(1, 5);
    ck_assert(decimal_subtract(ratio(3, 10), tenth, &x));
    ck_assert_int_eq(decimal_compare(x, fifth), 0);
    ck_assert(decimal_subtract(tenth, fifth, &x));
    ck_assert_str_eq(decimal_print(&a, x, -1, DECIMAL_PLAIN), "-0.1");
    ck_assert(decimal_multiply(ratio(169, 80), decimal_of(100), &x));
    ck_assert_int_eq(x.numerator, 845);
    ck_assert_int_eq(x.denominator, 4);
    ck_assert(decimal_divide(decimal_of(-3), decimal_of(-6), &x));
    ck_assert_int_eq(x.numerator, 1);
    ck_assert_int_eq(x.denominator, 2);
    ck_assert(decimal_divide(decimal_of(3), decimal_of(-6), &x));
    ck_assert_int_eq(x.numerator, -1);
    ck_assert_int_eq(x.denominator, 2);
    ck_assert_double_eq(decimal_to_double(ratio(-13, 4)), -3.25);
}
END_TEST

START_TEST(common_factors_go_before_anything_is_multiplied)
{
    struct decimal x, large = ratio(INT64_MAX, 3);
    ck_assert(decimal_multiply(large, ratio(3, INT64_MAX), &x));
    ck_assert_int_eq(x.numerator, 1);
    ck_assert_int_eq(x.denominator, 1);
    ck_assert(decimal_subtract(large, large, &x));
    ck_assert_int_eq(x.numerator, 0);
    ck_assert_int_eq(x.denominator, 1);
}
END_TEST

START_TEST(what_leaves_63_bits_is_refused_and_the_output_untouched)
{
    struct decimal x = {99, 7}, most = decimal_of(INT64_MAX);
    ck_assert(!decimal_multiply(most, decimal_of(2), &x));
    ck_assert(!decimal_subtract(most, decimal_of(-1), &x));
    ck_assert(!decimal_subtract(decimal_of(-INT64_MAX), decimal_of(1), &x));
    ck_assert(!decimal_divide(decimal_of(1), decimal_of(0), &x));
    ck_assert(!decimal_divide(ratio(1, INT64_MAX), decimal_of(2), &x));
    ck_assert_int_eq(x.numerator, 99);
    ck_assert_int_eq(x.denominator, 7);
}
END_TEST

START_TEST(comparing_never_overflows)
{
    static const struct {
        int64_t n, d, m, e;
        int order;
    } cases[] = {
        {1, 2, 1, 3, 1},
        {1, 3, 1, 2, -1},
        {-1, 2, -1, 3, -1},
        {1, 2, 1, 2, 0},
        {0, 1, -1, 9, 1},
        {INT64_MAX, INT64_MAX - 1, INT64_MAX - 1, INT64_MAX - 2, -1},
        {-INT64_MAX, INT64_MAX - 1, 1 - INT64_MAX, INT64_MAX - 2, 1},
        {INT64_MAX, 1, INT64_MAX - 1, 1, 1},
    };
    for (int i = 0; i < COUNT(cases); i++)
        ck_assert_int_eq(decimal_compare(ratio(cases[i].n, cases[i].d),
                                         ratio(cases[i].m, cases[i].e)),
                         cases[i].order);
}
END_TEST

static Suite *suite(void)
{
    Suite *s = suite_create("decimal");
    TCase *t = tcase_create("decimal");
    tcase_add_checked_fixture(t, setup, teardown);
    tcase_add_loop_test(t, figures_are_read_and_reduced, 0, COUNT(good));
    tcase_add_loop_test(t,
                        what_is_no_figure_is_refused_and_the_output_untouched,
                        0, COUNT(bad));
    tcase_add_loop_test(t, printing_rounds_half_away_from_zero_once, 0,
                        COUNT(printed));
    tcase_add_test(t, arithmetic_is_exact);
    tcase_add_test(t, common_factors_go_before_anything_is_multiplied);
    tcase_add_test(t, what_leaves_63_bits_is_refused_and_the_output_untouched);
    tcase_add_test(t, comparing_never_overflows);
    suite_add_tcase(s, t);
    return s;
}

CHECK_MAIN
