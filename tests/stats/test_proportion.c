/* proportion: intervals as R prints them, and refusals that touch nothing. */
#include "reference.h"
#include "stats/proportion.h"

/* R 4.2.2: prop.test(x, n, correct = FALSE) and binom.test(x, n);
 * script tests/stats/proportion.R. */
static const struct {
    size_t x, n;
    double wilson[2], exact[2];
} cases[] = {
    {0, 10, {0, 0.277532799862889}, {0, 0.308497107818761}},
    {3,
     10,
     {0.107791267406301, 0.603221852538855},
     {0.0667395111777345, 0.652452850059997}},
    {15,
     30,
     {0.331541256405338, 0.668458743594662},
     {0.312970285868027, 0.687029714131973}},
    {189,
     210,
     {0.85196835531833, 0.933660404074243},
     {0.851205892706922, 0.93702612724524}},
    {10, 10, {0.722467200137111, 1}, {0.691502892181239, 1}},
};

START_TEST(wilson_and_clopper_pearson_agree_with_R)
{
    struct stats_interval got;
    ck_assert_int_eq(
        stats_proportion_wilson(cases[_i].x, cases[_i].n, 0.95, &got),
        STATS_OK);
    ck_assert_digits(got.lower, cases[_i].wilson[0], 13, "Wilson lower");
    ck_assert_digits(got.upper, cases[_i].wilson[1], 13, "Wilson upper");
    ck_assert_int_eq(
        stats_proportion_clopper_pearson(cases[_i].x, cases[_i].n, 0.95, &got),
        STATS_OK);
    ck_assert_digits(got.lower, cases[_i].exact[0], 12, "exact lower");
    ck_assert_digits(got.upper, cases[_i].exact[1], 12, "exact upper");
}
END_TEST

/* The same at level 0.99, counts so large that GSL's own search for the exact
 * limits gives up. */
static const struct {
    size_t x, n;
    double wilson[2], exact[2];
} large_cases[] = {
    {563,
     100000,
     {0.00505247693086066, 0.00627312059346436},
     {0.00503907664381191, 0.00626848359580509}},
    {99437,
     100000,
     {0.993726879406536, 0.994947523069139},
     {0.993731516404195, 0.994960923356188}},
};

START_TEST(large_counts_have_limits_too)
{
    struct stats_interval got;
    size_t x = large_cases[_i].x, n = large_cases[_i].n;
    ck_assert_int_eq(stats_proportion_wilson(x, n, 0.99, &got), STATS_OK);
    ck_assert_digits(got.lower, large_cases[_i].wilson[0], 12, "Wilson lower");
    ck_assert_digits(got.upper, large_cases[_i].wilson[1], 12, "Wilson upper");
    ck_assert_int_eq(stats_proportion_clopper_pearson(x, n, 0.99, &got),
                     STATS_OK);
    ck_assert_digits(got.lower, large_cases[_i].exact[0], 11, "exact lower");
    ck_assert_digits(got.upper, large_cases[_i].exact[1], 11, "exact upper");
}
END_TEST

/* The square-and-add formula over prop.test limits, in the same R script. */
static const struct {
    size_t x[2], n[2];
    double lower, upper;
} newcombe_cases[] = {
    {{56, 48}, {70, 80}, 0.0524314724023649, 0.333872654036906},
    {{9, 3}, {10, 10}, 0.170522723934503, 0.809017973535488},
    {{0, 0}, {10, 20}, -0.161125158052819, 0.277532799862889},
};

START_TEST(newcombe_agrees_with_its_formula_in_R)
{
    struct stats_interval got;
    ck_assert_int_eq(stats_proportion_newcombe(newcombe_cases[_i].x,
                                               newcombe_cases[_i].n, 0.95,
                                               &got),
                     STATS_OK);
    ck_assert_digits(got.lower, newcombe_cases[_i].lower, 12, "lower");
    ck_assert_digits(got.upper, newcombe_cases[_i].upper, 12, "upper");
}
END_TEST

/* R 4.2.2: poisson.test(x, T, conf.level = level)$conf.int */
static const struct {
    size_t x;
    double exposure, level, lower, upper;
} poisson_cases[] = {
    {0, 1, 0.95, 0, 3.68887945411394},
    {7, 1, 0.95, 2.81436305151987, 14.4226753617024},
    {135, 3.5, 0.95, 32.339629039275, 45.6539538527409},
    {7, 1, 0.9, 3.28531569189467, 13.1481138024321},
    {1000000, 552.098, 0.99, 1806.61050940456, 1815.94338118234},
};

START_TEST(exact_poisson_agrees_with_R)
{
    struct stats_interval got;
    ck_assert_int_eq(stats_poisson_exact(poisson_cases[_i].x,
                                         poisson_cases[_i].exposure,
                                         poisson_cases[_i].level, &got),
                     STATS_OK);
    ck_assert_digits(got.lower, poisson_cases[_i].lower, 12, "lower");
    ck_assert_digits(got.upper, poisson_cases[_i].upper, 12, "upper");
}
END_TEST

START_TEST(refusals_leave_the_result_untouched)
{
    struct stats_interval got = {5, 5, 5};
    ck_assert_int_eq(stats_proportion_wilson(0, 0, 0.95, &got),
                     STATS_BAD_ARGUMENT);
    ck_assert_int_eq(stats_proportion_wilson(3, 2, 0.95, &got),
                     STATS_BAD_ARGUMENT);
    ck_assert_int_eq(stats_proportion_clopper_pearson(1, 2, 95, &got),
                     STATS_BAD_ARGUMENT);
    ck_assert_int_eq(stats_poisson_exact(1, 0.0, 0.95, &got),
                     STATS_BAD_ARGUMENT);
    size_t x[2] = {1, 5}, n[2] = {2, 4};
    ck_assert_int_eq(stats_proportion_newcombe(x, n, 0.95, &got),
                     STATS_BAD_ARGUMENT);
    ck_assert(got.lower == 5 && got.upper == 5 && got.estimate == 5);
}
END_TEST

static Suite *suite(void)
{
    Suite *s = suite_create("proportion");
    TCase *t = tcase_create("proportion");
    tcase_add_loop_test(t, wilson_and_clopper_pearson_agree_with_R, 0, 5);
    tcase_add_loop_test(t, large_counts_have_limits_too, 0, 2);
    tcase_add_loop_test(t, newcombe_agrees_with_its_formula_in_R, 0, 3);
    tcase_add_loop_test(t, exact_poisson_agrees_with_R, 0, 5);
    tcase_add_test(t, refusals_leave_the_result_untouched);
    suite_add_tcase(s, t);
    return s;
}

CHECK_MAIN
