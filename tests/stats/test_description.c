/* description: summaries and tests as R prints them; refusals.
 *
 * Numbers without a file are printed by description.R beside this test. */
#include "reference.h"
#include "stats/contingency.h"
#include "stats/location.h"
#include "stats/multiplicity.h"
#include "stats/summary.h"

static const double skew[] = {3, 4, 6, 7, 1, 0, 2, 3, 2, 5, 1, 2}; /* 3 × 4 */
static const double two_by_five[] = {5, 8, 9, 3, 7, 2, 1, 4, 6, 2};
static const double x_and_y[] = {1.83, 0.50, 1.62,  2.48,  1.68,  1.88, 1.55,
                                 3.06, 1.30, 0.878, 0.647, 0.598, 2.05, 1.06,
                                 1.29, 1.06, 3.14,  1.29,  4.5,   2.2,  2.9,
                                 3.3,  1.3,  4.1,   3.9};
static const size_t xy_group[] = {0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1,
                                  1, 1, 1, 1, 1, 1, 2, 2, 2, 2, 2, 2};

static void sort(double *x, size_t n)
{
    for (size_t i = 1; i < n; i++)
        for (size_t j = i; j > 0 && x[j] < x[j - 1]; j--) {
            double swap = x[j];
            x[j] = x[j - 1];
            x[j - 1] = swap;
        }
}

START_TEST(chi_square_and_fisher_agree_with_R)
{
    struct stats_counts t = {3, 4, skew}, wide = {2, 5, two_by_five};
    double four[] = {3, 1, 1, 9};
    struct stats_counts two = {2, 2, four};
    struct stats_test got;
    ck_assert_int_eq(stats_chi_square(&t, &got, NULL), STATS_OK);
    ck_assert_digits(got.statistic, 6.61666666666667, 14, "statistic");
    ck_assert_digits(got.p_value, 0.357755640172461, 13, "p");
    ck_assert_int_eq(stats_fisher_exact(&t, &got), STATS_OK);
    ck_assert_digits(got.p_value, 0.397780677626435, 11, "3 x 4");
    ck_assert_int_eq(stats_fisher_exact(&two, &got), STATS_OK);
    ck_assert_digits(got.p_value, 0.040959040959041, 12, "2 x 2");
    ck_assert_int_eq(stats_fisher_exact(&wide, &got), STATS_OK);
    ck_assert_digits(got.p_value, 0.172709747241166, 11, "2 x 5");
}
END_TEST

START_TEST(empty_rows_and_columns_take_no_part)
{
    double padded[] = {3, 0, 1, 0, 0, 0, 1, 0, 9}, four[] = {3, 1, 1, 9};
    struct stats_counts a = {3, 3, padded}, b = {2, 2, four};
    struct stats_test with, without;
    ck_assert_int_eq(stats_fisher_exact(&a, &with), STATS_OK);
    ck_assert_int_eq(stats_fisher_exact(&b, &without), STATS_OK);
    ck_assert_double_eq(with.p_value, without.p_value);
    ck_assert_int_eq(stats_chi_square(&a, &with, NULL), STATS_OK);
    ck_assert_double_eq(with.df, 1.0);
}
END_TEST

START_TEST(trend_and_mcnemar_agree_with_R)
{
    double trend[] = {4, 9, 15, 7, 16, 13, 10, 2}, scores[] = {0, 1, 4, 9};
    double pairs[] = {10, 11, 3, 20};
    struct stats_counts t = {2, 4, trend}, m = {2, 2, pairs};
    struct stats_test got;
    ck_assert_int_eq(stats_cochran_armitage(&t, NULL, &got), STATS_OK);
    ck_assert_digits(got.statistic, 11.2852975542881, 13, "trend");
    ck_assert_digits(got.p_value, 0.00078123310355953, 12, "trend p");
    ck_assert_int_eq(stats_cochran_armitage(&t, scores, &got), STATS_OK);
    ck_assert_digits(got.statistic, 9.80699142961219, 13, "scores");
    ck_assert_int_eq(stats_mcnemar_exact(&m, &got), STATS_OK);
    ck_assert_digits(got.p_value, 0.057373046875, 13, "exact");
    ck_assert_int_eq(stats_bowker(&m, &got), STATS_OK);
    ck_assert_digits(got.p_value, 0.0325094446457196, 12, "McNemar");
}
END_TEST

START_TEST(mcnemar_of_many_pairs_does_not_underflow)
{
    double pairs[] = {0, 9870, 10130, 0};
    struct stats_counts m = {2, 2, pairs};
    struct stats_test got;
    ck_assert_int_eq(stats_mcnemar_exact(&m, &got), STATS_OK);
    ck_assert_digits(got.p_value, 0.067037203142251, 12, "p");
}
END_TEST

/* R's generalised inverse of all margins' covariance (description.R): a
 * category nobody was in; two pairs of categories that exchange nobody. */
static const struct {
    double count[16], statistic, df, p_value;
} margins_cases[] = {
    {{1, 1, 0, 2, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 1},
     1.33333333333333,
     2,
     0.513417119032592},
    {{3, 5, 0, 0, 1, 2, 0, 0, 0, 0, 4, 7, 0, 0, 2, 6},
     5.44444444444444,
     2,
     0.0657285286165304},
};

START_TEST(categories_without_exchange_leave_a_test_of_the_others)
{
    struct stats_counts t = {4, 4, margins_cases[_i].count};
    struct stats_test got;
    ck_assert_int_eq(stats_stuart_maxwell(&t, &got), STATS_OK);
    ck_assert_digits(got.statistic, margins_cases[_i].statistic, 13, "chisq");
    ck_assert_double_eq(got.df, margins_cases[_i].df);
    ck_assert_digits(got.p_value, margins_cases[_i].p_value, 11, "p");
}
END_TEST

START_TEST(tests_of_location_agree_with_R)
{
    struct stats_groups two = {19, 2, x_and_y, xy_group};
    struct stats_groups three = {25, 3, x_and_y, xy_group};
    struct stats_test got;
    double exact, df2;
    ck_assert_int_eq(stats_welch(&two, &got), STATS_OK);
    ck_assert_digits(got.statistic, 0.249209398365997, 12, "t");
    ck_assert_digits(got.df, 14.544405834718, 12, "df");
    ck_assert_digits(got.p_value, 0.806683812334712, 12, "p");
    ck_assert_int_eq(stats_wilcoxon(&two, &got, &exact), STATS_OK);
    ck_assert_double_eq(got.statistic, 58);
    ck_assert_digits(got.p_value, 0.307009470358347, 12, "ties");
    ck_assert_digits(exact, 0.30549481478274, 12, "permuted");
    ck_assert_int_eq(stats_kruskal_wallis(&three, &got, &exact), STATS_OK);
    ck_assert_digits(got.statistic, 6.14190732896932, 13, "H");
    ck_assert_digits(got.p_value, 0.0463769057534599, 12, "H p");
    ck_assert(isnan(exact));
    ck_assert_int_eq(stats_welch_anova(&three, &got, &df2), STATS_OK);
    ck_assert_digits(got.statistic, 3.06975578327246, 12, "F");
    ck_assert_digits(df2, 12.021040590322, 12, "df2");
    ck_assert_digits(got.p_value, 0.0837515761761916, 11, "F p");
}
END_TEST

START_TEST(small_samples_are_exact)
{
    double v[19], k[] = {1, 5, 3, 2, 8, 7, 6, 6};
    size_t q[] = {0, 0, 0, 1, 1, 1, 2, 2};
    memcpy(v, x_and_y, sizeof v);
    v[15] = 1.061;
    v[17] = 1.291;
    struct stats_groups two = {19, 2, v, xy_group}, three = {8, 3, k, q};
    struct stats_test got;
    double exact;
    ck_assert_int_eq(stats_wilcoxon(&two, &got, NULL), STATS_OK);
    ck_assert_digits(got.p_value, 0.315378120331681, 12, "no ties");
    ck_assert_int_eq(stats_kruskal_wallis(&three, &got, &exact), STATS_OK);
    ck_assert_digits(exact, 0.296428571428571, 12, "3 + 3 + 2");
}
END_TEST

START_TEST(quantiles_agree_with_R)
{
    static const double at[] = {0, .1, .25, .4, .5, .75, .9, 1};
    static const double two[] = {0.5, 0.647, 1.29, 1.425, 1.68, 2.9, 3.9, 4.5};
    static const double seven[] = {0.5,  0.7394, 1.29, 1.45,
                                   1.68, 2.9,    3.66, 4.5};
    double sorted[25];
    memcpy(sorted, x_and_y, sizeof sorted);
    sort(sorted, 25);
    for (size_t i = 0; i < 8; i++) {
        ck_assert_digits(stats_quantile(sorted, 25, at[i], 2), two[i], 14, "2");
        ck_assert_digits(stats_quantile(sorted, 25, at[i], 7), seven[i], 14,
                         "7");
    }
    ck_assert(isnan(stats_quantile(sorted, 25, 0.5, 5)));
    ck_assert(isnan(stats_quantile(sorted, 0, 0.5, 7)));
}
END_TEST

START_TEST(adjusted_p_values_agree_with_R)
{
    double p[] = {0.01, 0.02, 0.03, 0.04, 0.05, NAN, 0.9}, got[7];
    double holm[] = {0.06, 0.1, 0.12, 0.12, 0.12, NAN, 0.9};
    stats_adjust_holm(7, p, got);
    for (size_t i = 0; i < 7; i++)
        ck_assert(isnan(holm[i]) ? isnan(got[i])
                                 : digits(got[i], holm[i]) > 14);
    stats_adjust_bh(7, p, got);
    for (size_t i = 0; i < 5; i++)
        ck_assert_digits(got[i], 0.06, 14, "BH");
    ck_assert(isnan(got[5]));
}
END_TEST

static double test_number(const json_t *tests, const char *test,
                          const char *what)
{
    return reference_number(
        json_object_get(json_object_get(tests, test), what));
}

static void compare_numeric(const struct reference_table *t, const char *name,
                            const size_t *low, const json_t *variable)
{
    double *value = reference_numbers(t, name), part[2][256];
    size_t n[2] = {0, 0};
    for (size_t i = 0; i < t->n_rows; i++)
        part[low[i]][n[low[i]]++] = value[i];
    const json_t *tests = json_object_get(variable, "tests");
    struct stats_groups g = {t->n_rows, 2, value, low};
    struct stats_test got;
    ck_assert_int_eq(stats_welch(&g, &got), STATS_OK);
    ck_assert_digits(got.p_value, test_number(tests, "welch", "p"), 9, name);
    ck_assert_int_eq(stats_wilcoxon(&g, &got, NULL), STATS_OK);
    ck_assert_digits(got.p_value, test_number(tests, "wilcoxon_normal_cc", "p"),
                     11, name);
    ck_assert_int_eq(stats_kruskal_wallis(&g, &got, NULL), STATS_OK);
    ck_assert_digits(got.p_value, test_number(tests, "kruskal", "p"), 11, name);
    struct stats_summary s[2];
    for (size_t k = 0; k < 2; k++) {
        const json_t *want =
            json_array_get(json_object_get(variable, "stats"), k + 1);
        sort(part[k], n[k]);
        ck_assert_int_eq(stats_summarise(part[k], n[k], &s[k]), STATS_OK);
        ck_assert_digits(s[k].mean,
                         reference_number(json_object_get(want, "mean")), 14,
                         name);
        ck_assert_digits(s[k].sd, reference_number(json_object_get(want, "sd")),
                         14, name);
        ck_assert_digits(s[k].q1,
                         reference_number(json_object_get(want, "q25_t7")), 14,
                         name);
        ck_assert_digits(s[k].q3,
                         reference_number(json_object_get(want, "q75_t7")), 14,
                         name);
    }
    ck_assert_digits(stats_smd_numbers(&s[0], &s[1]),
                     reference_number(json_object_get(tests, "smd")), 13, name);
    free(value);
}

static void compare_categorical(const char *name, const json_t *variable)
{
    const json_t *rows = json_object_get(variable, "rows");
    const json_t *tests = json_object_get(variable, "tests");
    size_t levels = json_array_size(rows) / 3;
    double count[2 * 16];
    for (size_t k = 0; k < levels; k++)
        for (size_t g = 0; g < 2; g++)
            count[g * levels + k] = reference_number(
                json_object_get(json_array_get(rows, 3 * k + 1 + g), "n"));
    struct stats_counts t = {2, levels, count};
    struct stats_test got;
    ck_assert_int_eq(stats_chi_square(&t, &got, NULL), STATS_OK);
    ck_assert_digits(got.p_value, test_number(tests, "pearson", "p"), 12, name);
    ck_assert_int_eq(stats_fisher_exact(&t, &got), STATS_OK);
    ck_assert_digits(got.p_value, test_number(tests, "fisher", "p"), 10, name);
    ck_assert_int_eq(stats_cochran_armitage(&t, NULL, &got), STATS_OK);
    ck_assert_digits(got.p_value, test_number(tests, "cochran_armitage", "p"),
                     12, name);
    long low[16], high[16];
    for (size_t k = 0; k < levels; k++) {
        low[k] = (long)count[k];
        high[k] = (long)count[levels + k];
    }
    ck_assert_digits(stats_smd_levels(low, high, levels),
                     fabs(reference_number(json_object_get(tests, "smd"))), 11,
                     name);
}

START_TEST(table_1_of_birthwt_agrees_with_R)
{
    struct reference_table t = reference_csv("birthwt_table1.data.csv");
    json_t *want = reference_json("birthwt_table1.table1.json");
    double *low = reference_numbers(&t, "low");
    size_t group[256];
    for (size_t i = 0; i < t.n_rows; i++)
        group[i] = low[i] > 0.5;
    const char *name;
    json_t *variable;
    json_object_foreach(json_object_get(want, "numeric"), name, variable)
        compare_numeric(&t, name, group, variable);
    json_object_foreach(json_object_get(want, "categorical"), name, variable)
        compare_categorical(name, variable);
    free(low);
    free(t.cells);
    json_decref(want);
}
END_TEST

START_TEST(transitions_of_pbcseq_agree_with_the_reference)
{
    json_t *want = reference_json("pbcseq_edema.trans.json");
    double count[9], kappa;
    for (size_t i = 0; i < 9; i++)
        count[i] = reference_at(
            json_array_get(json_object_get(want, "counts"), i / 3), i % 3);
    struct stats_counts t = {3, 3, count};
    struct stats_test got;
    ck_assert_int_eq(stats_bowker(&t, &got), STATS_OK);
    ck_assert_digits(got.statistic, test_number(want, "bowker", "chisq"), 13,
                     "Bowker");
    ck_assert_digits(got.p_value, test_number(want, "bowker", "p"), 10, "p");
    ck_assert_int_eq(stats_stuart_maxwell(&t, &got), STATS_OK);
    ck_assert_digits(got.statistic,
                     test_number(want, "stuart_maxwell", "chisq"), 13,
                     "Stuart-Maxwell");
    ck_assert_int_eq(stats_kappa(&t, 0, &kappa), STATS_OK);
    ck_assert_digits(kappa, reference_number(json_object_get(want, "kappa")),
                     13, "kappa");
    ck_assert_int_eq(stats_kappa(&t, 1, &kappa), STATS_OK);
    ck_assert_digits(kappa,
                     reference_number(json_object_get(want, "kappa_quadratic")),
                     13, "quadratic");
    json_decref(want);
}
END_TEST

START_TEST(nothing_to_test_is_refused_and_leaves_the_result)
{
    double half[] = {1.5, 2, 3, 4}, one_row[] = {1, 2, 0, 0};
    struct stats_counts a = {2, 2, half}, b = {2, 2, one_row};
    struct stats_test got = {5, 5, 5};
    ck_assert_int_eq(stats_chi_square(&a, &got, NULL), STATS_BAD_ARGUMENT);
    ck_assert_int_eq(stats_fisher_exact(&b, &got), STATS_BAD_DATA);
    double same[] = {2, 2, 2, 2};
    size_t code[] = {0, 0, 1, 1}, far[] = {0, 0, 1, 7};
    struct stats_groups g = {4, 2, same, code}, h = {4, 2, same, far};
    ck_assert_int_eq(stats_welch(&g, &got), STATS_BAD_DATA);
    ck_assert_int_eq(stats_wilcoxon(&g, &got, NULL), STATS_BAD_DATA);
    ck_assert_int_eq(stats_kruskal_wallis(&h, &got, NULL), STATS_BAD_ARGUMENT);
    ck_assert_int_eq(
        stats_bowker(&(struct stats_counts){2, 2, (double[]){1, 0, 0, 4}},
                     &got),
        STATS_BAD_DATA);
    ck_assert_int_eq(
        stats_stuart_maxwell(
            &(struct stats_counts){2, 2, (double[]){1, 0, 0, 4}}, &got),
        STATS_BAD_DATA);
    ck_assert(got.statistic == 5 && got.p_value == 5);
}
END_TEST

static Suite *suite(void)
{
    Suite *s = suite_create("description");
    TCase *t = tcase_create("description");
    tcase_add_test(t, chi_square_and_fisher_agree_with_R);
    tcase_add_test(t, empty_rows_and_columns_take_no_part);
    tcase_add_test(t, trend_and_mcnemar_agree_with_R);
    tcase_add_test(t, mcnemar_of_many_pairs_does_not_underflow);
    tcase_add_loop_test(
        t, categories_without_exchange_leave_a_test_of_the_others, 0, 2);
    tcase_add_test(t, tests_of_location_agree_with_R);
    tcase_add_test(t, small_samples_are_exact);
    tcase_add_test(t, quantiles_agree_with_R);
    tcase_add_test(t, adjusted_p_values_agree_with_R);
    tcase_add_test(t, table_1_of_birthwt_agrees_with_R);
    tcase_add_test(t, transitions_of_pbcseq_agree_with_the_reference);
    tcase_add_test(t, nothing_to_test_is_refused_and_leaves_the_result);
    suite_add_tcase(s, t);
    return s;
}

CHECK_MAIN
