/* nested: a chain of logits is R's glm on the rows of each split, and the
 * likelihood is that of all of them. */
#include "reference.h"
#include "stats/logit.h"
#include "stats/nested.h"

#include <stdlib.h>

enum { ROWS = 189, COLUMNS = 3, LEVELS = 3 };

static double x[ROWS * COLUMNS];
static size_t y[ROWS];
static struct stats_design design = {.n_rows = ROWS, .n_cols = COLUMNS, .x = x};

/* birthwt: intercept, age, smoke; race as white 0, black 1, other 2. */
static void load(void)
{
    struct reference_table t = reference_csv("birthwt_race.data.csv");
    double *age = reference_numbers(&t, "age");
    double *smoke = reference_numbers(&t, "smoke");
    size_t race = 0;
    ck_assert_uint_eq(t.n_rows, ROWS);
    while (strcmp(t.names[race], "race") != 0)
        race++;
    for (size_t i = 0; i < ROWS; i++) {
        const char *level = t.cells[i * t.n_cols + race];
        x[i * COLUMNS] = 1.0;
        x[i * COLUMNS + 1] = age[i];
        x[i * COLUMNS + 2] = smoke[i];
        y[i] = strcmp(level, "white") == 0 ? 0 : strcmp(level, "black") ? 2 : 1;
    }
    free(age);
    free(smoke);
    free(t.cells);
}

START_TEST(each_split_is_a_logit_of_those_who_got_there)
{
    /* R 4.2.2 glm; script tests/stats/nested.R */
    static const double want[2][2][COLUMNS] = {
        {{2.74374147302083, -0.0957156982778543, -1.45556373511764},
         {0.778969542233262, 0.0316263492421136, 0.331774119217886}},
        {{0.0258919245495801, 0.0561721552275485, -1.14302794868842},
         {1.1512896232271, 0.0525417265251482, 0.526875383701308}}};
    struct stats_nested got;
    ck_assert_int_eq(stats_nested_fit(&design, y, LEVELS, &stats_ml, &got),
                     STATS_OK);
    ck_assert_uint_eq(got.n_splits, 2);
    for (size_t k = 0; k < 2; k++)
        for (size_t j = 0; j < COLUMNS; j++) {
            ck_assert_digits(got.split[k].estimate[j], want[k][0][j], 11, "b");
            ck_assert_digits(got.split[k].std_error[j], want[k][1][j], 11,
                             "se");
        }
    ck_assert_digits(got.log_likelihood, -168.981382657494, 13, "logLik");
    stats_nested_release(&got);
}
END_TEST

START_TEST(probabilities_go_down_the_chain)
{
    static const struct {
        size_t row;
        double p[LEVELS];
    } want[] = {
        {0, {0.283911090756529, 0.179754898435582, 0.536334010807889}},
        {188, {0.673014693351285, 0.158386866146023, 0.168598440502692}}};
    struct stats_nested got;
    ck_assert_int_eq(stats_nested_fit(&design, y, LEVELS, &stats_ml, &got),
                     STATS_OK);
    for (size_t i = 0; i < 2; i++)
        for (size_t k = 0; k < LEVELS; k++)
            ck_assert_digits(got.fitted[want[i].row * LEVELS + k], want[i].p[k],
                             11, "probability");
    stats_nested_release(&got);
}
END_TEST

/* The plain oracle: Firth's logit on a copy of the rows of the last split. */
START_TEST(a_penalised_split_is_firth_on_its_rows)
{
    double rows[ROWS * COLUMNS], event[ROWS];
    struct stats_design part = {.n_cols = COLUMNS, .x = rows};
    for (size_t i = 0; i < ROWS; i++) {
        if (y[i] == 0)
            continue;
        memcpy(rows + part.n_rows * COLUMNS, x + i * COLUMNS,
               COLUMNS * sizeof *rows);
        event[part.n_rows++] = y[i] == 2;
    }
    struct stats_nested got;
    struct stats_fit want;
    ck_assert_int_eq(stats_nested_fit(&design, y, LEVELS, &stats_firth, &got),
                     STATS_OK);
    ck_assert_int_eq(stats_logit_fit(&part, event, &stats_firth, &want),
                     STATS_OK);
    for (size_t j = 0; j < COLUMNS; j++) {
        ck_assert_digits(got.split[1].estimate[j], want.estimate[j], 13, "b");
        ck_assert_digits(got.split[1].conf_low[j], want.conf_low[j], 11, "low");
    }
    stats_fit_release(&want);
    stats_nested_release(&got);
}
END_TEST

START_TEST(a_split_without_estimates_leaves_the_others)
{
    size_t parted[ROWS];
    struct stats_nested got;
    for (size_t i = 0; i < ROWS; i++) /* of those who got there, by age alone */
        parted[i] = y[i] == 0 ? 0 : x[i * COLUMNS + 1] > 24.5 ? 2 : 1;
    ck_assert_int_eq(stats_nested_fit(&design, parted, LEVELS, &stats_ml, &got),
                     STATS_SEPARATED);
    ck_assert_int_eq(got.split[0].status, STATS_OK);
    ck_assert(isfinite(got.fitted[0]));
    ck_assert(isnan(got.fitted[1]) && isnan(got.fitted[2]));
    stats_nested_release(&got);
}
END_TEST

START_TEST(wrong_requests_are_refused)
{
    struct stats_nested got;
    size_t far[ROWS];
    memcpy(far, y, sizeof far);
    far[7] = LEVELS;
    ck_assert_int_eq(stats_nested_fit(&design, y, 1, &stats_ml, &got),
                     STATS_BAD_ARGUMENT);
    stats_nested_release(&got);
    ck_assert_int_eq(stats_nested_fit(&design, far, LEVELS, &stats_ml, &got),
                     STATS_BAD_DATA);
    ck_assert_int_eq(got.split[0].reason, STATS_OUTCOME_NOT_CODED);
    stats_nested_release(&got);
}
END_TEST

static Suite *suite(void)
{
    Suite *s = suite_create("nested");
    TCase *t = tcase_create("nested");
    tcase_add_checked_fixture(t, load, NULL);
    tcase_add_test(t, each_split_is_a_logit_of_those_who_got_there);
    tcase_add_test(t, probabilities_go_down_the_chain);
    tcase_add_test(t, a_penalised_split_is_firth_on_its_rows);
    tcase_add_test(t, a_split_without_estimates_leaves_the_others);
    tcase_add_test(t, wrong_requests_are_refused);
    suite_add_tcase(s, t);
    return s;
}

CHECK_MAIN
