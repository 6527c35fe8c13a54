/* exact: against every outcome counted, fisher.test and mantelhaen.test.
 *
 * Expected numbers: tests/reference/stats/exact.csv, made by exact.R beside
 * this file. */
#include "reference.h"
#include "stats/exact.h"

static void expected(const char *name, double want[6])
{
    struct reference_table t = reference_csv("exact.csv");
    bool found = false;
    for (size_t i = 0; i < t.n_rows && !found; i++) {
        if (strcmp(reference_cell(&t, i, 0), name) != 0)
            continue;
        for (size_t j = 0; j < 6; j++)
            want[j] = strcmp(reference_cell(&t, i, j + 1), "NA") == 0
                          ? NAN
                          : strtod(reference_cell(&t, i, j + 1), NULL);
        found = true;
    }
    free(t.cells);
    ck_assert_msg(found, "no case %s", name);
}

/* The sixteen people of exact.R. */
static const double people[16 * 4] = {
    1, 0, 0, 0.5, 1, 1, 1, 0.6, 1, 0, 2, 0.7, 1, 1, 3, 0.8,
    1, 0, 1, 0.9, 1, 1, 2, 1.0, 1, 0, 0, 1.1, 1, 1, 3, 1.2,
    1, 0, 2, 1.3, 1, 1, 1, 1.4, 1, 0, 1, 1.5, 1, 1, 0, 1.6,
    1, 0, 3, 1.7, 1, 1, 2, 1.8, 1, 0, 2, 1.9, 1, 1, 1, 2.0};
static const double events[16] = {0, 1, 0, 1, 0, 0, 0, 1,
                                  1, 1, 0, 1, 1, 1, 0, 1};
static const struct stats_design sixteen = {
    .n_rows = 16, .n_cols = 4, .x = people};

static void compare(const char *name, const struct stats_exact_term *got,
                    double digits_wanted)
{
    double want[6];
    const double *have[] = {&got->estimate,      &got->conf_low,
                            &got->conf_high,     &got->p_value,
                            &got->p_probability, &got->p_mid};
    expected(name, want);
    for (size_t j = 0; j < 6; j++) {
        if (isnan(want[j]))
            continue;
        if (isinf(want[j]))
            ck_assert_msg(*have[j] == want[j], "%s: limit %zu", name, j);
        else
            ck_assert_digits(*have[j], want[j], j < 3 ? digits_wanted : 10,
                             name);
    }
}

START_TEST(one_term_agrees_with_every_outcome_counted)
{
    static const char *const names[] = {"enumerated_2", "enumerated_3",
                                        "enumerated_4"};
    struct stats_exact got;
    size_t term = (size_t)_i + 1;
    ck_assert_int_eq(stats_exact_logit(&sixteen, events, 1, &term, 0.95, &got),
                     STATS_OK);
    compare(names[_i], &got.term[0], 11);
    ck_assert(isnan(got.joint_p_score));
}
END_TEST

START_TEST(two_terms_are_tested_together)
{
    static const size_t terms[] = {1, 2};
    struct stats_exact got;
    double want[6];
    ck_assert_int_eq(stats_exact_logit(&sixteen, events, 2, terms, 0.95, &got),
                     STATS_OK);
    expected("joint", want);
    ck_assert_digits(got.joint_p_probability, want[0], 11, "probability");
    ck_assert_digits(got.joint_p_score, want[1], 11, "score");
    compare("enumerated_2", &got.term[0], 11);
    compare("enumerated_3", &got.term[1], 11);
}
END_TEST

START_TEST(a_separated_term_has_a_median_unbiased_estimate)
{
    double y[16];
    size_t term = 2;
    struct stats_exact got;
    for (size_t i = 0; i < 16; i++)
        y[i] = people[4 * i + 2] >= 2.0;
    ck_assert_int_eq(stats_exact_logit(&sixteen, y, 1, &term, 0.95, &got),
                     STATS_OK);
    compare("separated", &got.term[0], 11);
    ck_assert(got.term[0].is_median_unbiased);
}
END_TEST

/* R's own roots are found to 3 or 4 digits. */
START_TEST(one_table_is_fishers_test)
{
    double x[] = {1, 1, 1, 1, 1, 0, 1, 0}, y[] = {1, 0, 1, 0};
    double weights[] = {3, 11, 8, 5};
    size_t term = 1;
    struct stats_design d = {
        .n_rows = 4, .n_cols = 2, .x = x, .weights = weights};
    struct stats_exact got;
    ck_assert_int_eq(stats_exact_logit(&d, y, 1, &term, 0.95, &got), STATS_OK);
    compare("fisher", &got.term[0], 3.5);
}
END_TEST

START_TEST(several_tables_are_the_exact_mantel_haenszel_test)
{
    /* Columns: 1, the exposure, the second stratum. */
    double x[8 * 3], y[8], weights[] = {7, 1, 3, 7, 5, 1, 0, 6};
    size_t term = 1;
    for (size_t i = 0; i < 8; i++) {
        double row[] = {1.0, (double)(i / 2 % 2), (double)(i / 4)};
        memcpy(x + 3 * i, row, sizeof row);
        y[i] = (double)(i % 2);
    }
    struct stats_design d = {
        .n_rows = 8, .n_cols = 3, .x = x, .weights = weights};
    struct stats_exact got;
    ck_assert_int_eq(stats_exact_logit(&d, y, 1, &term, 0.95, &got), STATS_OK);
    compare("strata", &got.term[0], 2.5);
}
END_TEST

START_TEST(what_can_not_be_counted_is_refused)
{
    double x[16 * 4], y[16];
    size_t term = 2, outside = 4, twice[] = {1, 1};
    struct stats_exact got = {.n_terms = 7};
    struct stats_design d = {.n_rows = 16, .n_cols = 4, .x = x};
    memcpy(x, people, sizeof people);
    memcpy(y, events, sizeof events);
    ck_assert_int_eq(stats_exact_logit(&d, y, 1, &outside, 0.95, &got),
                     STATS_BAD_ARGUMENT);
    ck_assert_int_eq(stats_exact_logit(&d, y, 2, twice, 0.95, &got),
                     STATS_BAD_ARGUMENT);
    ck_assert_int_eq(stats_exact_logit(&d, y, 1, &term, 95.0, &got),
                     STATS_BAD_ARGUMENT);
    x[2] = 1.0 / 3.0;
    ck_assert_int_eq(stats_exact_logit(&d, y, 1, &term, 0.95, &got),
                     STATS_BAD_DATA);
    x[2] = 0.0;
    y[3] = 0.5;
    ck_assert_int_eq(stats_exact_logit(&d, y, 1, &term, 0.95, &got),
                     STATS_BAD_DATA);
    memset(y, 0, sizeof y);
    ck_assert_int_eq(stats_exact_logit(&d, y, 1, &term, 0.95, &got),
                     STATS_BAD_DATA);
    ck_assert_uint_eq(got.n_terms, 7);
}
END_TEST

/* Three columns of five digits: more sums than any table holds. */
START_TEST(too_many_sums_end_the_count)
{
    enum { ROWS = 120 };
    static double x[ROWS * 4], y[ROWS];
    size_t term = 1;
    for (size_t i = 0; i < ROWS; i++) {
        double row[] = {1.0, (double)(i * i * 7919 % 99991),
                        (double)(i * 104729 % 99989),
                        (double)(i * i * i % 99971)};
        memcpy(x + 4 * i, row, sizeof row);
        y[i] = (double)(i * 31 % 2);
    }
    struct stats_design d = {.n_rows = ROWS, .n_cols = 4, .x = x};
    struct stats_exact got;
    ck_assert_int_eq(stats_exact_logit(&d, y, 1, &term, 0.95, &got),
                     STATS_NOT_CONVERGED);
}
END_TEST

START_TEST(a_term_that_the_others_fix_teaches_nothing)
{
    double x[] = {1, 0, 0, 1, 0, 0, 1, 1, 1, 1, 1, 1}, y[] = {0, 1, 1, 0};
    size_t term = 2;
    struct stats_design d = {.n_rows = 4, .n_cols = 3, .x = x};
    struct stats_exact got;
    ck_assert_int_eq(stats_exact_logit(&d, y, 1, &term, 0.95, &got), STATS_OK);
    ck_assert_uint_eq(got.term[0].n_support, 1);
    ck_assert(isnan(got.term[0].estimate) && got.term[0].p_value == 1.0);
}
END_TEST

static Suite *suite(void)
{
    Suite *s = suite_create("exact");
    TCase *t = tcase_create("exact");
    tcase_add_loop_test(t, one_term_agrees_with_every_outcome_counted, 0, 3);
    tcase_add_test(t, two_terms_are_tested_together);
    tcase_add_test(t, a_separated_term_has_a_median_unbiased_estimate);
    tcase_add_test(t, one_table_is_fishers_test);
    tcase_add_test(t, several_tables_are_the_exact_mantel_haenszel_test);
    tcase_add_test(t, what_can_not_be_counted_is_refused);
    tcase_add_test(t, too_many_sums_end_the_count);
    tcase_add_test(t, a_term_that_the_others_fix_teaches_nothing);
    suite_add_tcase(s, t);
    return s;
}

CHECK_MAIN
