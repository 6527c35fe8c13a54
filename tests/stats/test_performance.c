/* performance and remedies: AUC, calibration, optimism, FLIC, log-F, VIF.
 *
 * Expected: tests/reference/stats (performance, optimism.json, flic_intercept)
 * and remedies.R beside this file. */
#include "reference.h"
#include "stats/logit.h"
#include "stats/performance.h"
#include "stats/remedies.h"
#include "stats/wald.h"

struct data {
    struct reference_table table;
    double *x, *y;
    struct stats_design design;
};

static struct data load(const char *file)
{
    struct data d = {.table = reference_csv(file)};
    d.x = reference_matrix(&d.table, 3);
    d.y = reference_numbers(&d.table, "y");
    d.design = (struct stats_design){
        .n_rows = d.table.n_rows, .n_cols = d.table.n_cols - 3, .x = d.x};
    return d;
}

static void unload(struct data *d)
{
    free(d->x);
    free(d->y);
    free(d->table.cells);
}

static double at(const json_t *object, const char *key)
{
    return reference_number(json_object_get(object, key));
}

START_TEST(discrimination_and_calibration_agree_with_the_reference)
{
    static const char *const cases[] = {"birthwt", "infert_cluster", "pima_tr"};
    char file[64];
    snprintf(file, sizeof file, "%s.design.csv", cases[_i]);
    struct data d = load(file);
    snprintf(file, sizeof file, "%s.ml.json", cases[_i]);
    json_t *json = reference_json(file);
    const json_t *want = json_object_get(json, "performance");
    struct stats_fit fit;
    struct stats_performance got;
    ck_assert_int_eq(stats_logit_fit(&d.design, d.y, &stats_ml, &fit),
                     STATS_OK);
    ck_assert_int_eq(
        stats_performance(d.design.n_rows, d.y, fit.fitted, 0.95, &got),
        STATS_OK);
    ck_assert_digits(got.auc, at(want, "auc"), 13, "auc");
    ck_assert_digits(got.auc_std_error, at(want, "auc_se_delong"), 12,
                     "DeLong");
    ck_assert_digits(got.brier, at(want, "brier"), 13, "Brier");
    ck_assert_digits(got.log_score, at(want, "logscore"), 13, "log score");
    ck_assert_double_eq_tol(got.calibration_slope, 1.0, 1e-12);
    ck_assert_double_eq_tol(got.calibration_in_the_large, 0.0, 1e-12);
    stats_fit_release(&fit);
    json_decref(json);
    unload(&d);
}
END_TEST

START_TEST(optimism_on_given_resamples_agrees_with_the_reference)
{
    struct data d = load("birthwt.design.csv");
    static size_t index[200 * 189];
    FILE *in = reference_open("birthwt.bootindex.csv");
    static char line[8192];
    ck_assert(fgets(line, sizeof line, in) != NULL);
    for (size_t s = 0; s < 200; s++) {
        ck_assert(fgets(line, sizeof line, in) != NULL);
        char *cell = line;
        for (size_t i = 0; i < 189; i++) {
            index[s * 189 + i] = strtoul(cell, &cell, 10) - 1;
            cell++;
        }
    }
    fclose(in);
    json_t *want = reference_json("birthwt.optimism.json");
    static const char *const keys[] = {"auc", "brier", "cal_slope", "citl"};
    struct stats_optimism got[4];
    size_t used;
    ck_assert_int_eq(stats_optimism(&d.design, d.y, 200, index, got, &used),
                     STATS_OK);
    ck_assert_uint_eq(used, 200);
    for (size_t k = 0; k < 4; k++) {
        ck_assert_double_eq_tol(
            got[k].optimism,
            at(json_object_get(want, "mean_optimism"), keys[k]), 1e-10);
        ck_assert_double_eq_tol(got[k].corrected,
                                at(json_object_get(want, "corrected"), keys[k]),
                                1e-10);
    }
    json_decref(want);
    unload(&d);
}
END_TEST

START_TEST(flic_agrees_with_the_reference)
{
    static const char *const cases[] = {"endometrial", "sex2"};
    for (size_t i = 0; i < 2; i++) {
        char file[64];
        snprintf(file, sizeof file, "%s.design.csv", cases[i]);
        struct data d = load(file);
        snprintf(file, sizeof file, "%s.firth.json", cases[i]);
        json_t *want = reference_json(file);
        struct stats_fit fit;
        double intercept, fitted[256], sum = 0.0, events = 0.0;
        ck_assert_int_eq(stats_logit_fit(&d.design, d.y, &stats_firth, &fit),
                         STATS_OK);
        ck_assert_int_eq(
            stats_flic(&d.design, d.y, &fit, 0, &intercept, fitted), STATS_OK);
        ck_assert_digits(intercept, at(want, "flic_intercept"), 11, cases[i]);
        for (size_t k = 0; k < d.design.n_rows; k++) {
            sum += fitted[k];
            events += d.y[k];
        }
        ck_assert_double_eq_tol(sum, events, 1e-9);
        ck_assert_int_eq(
            stats_flic(&d.design, d.y, &fit, 1, &intercept, fitted),
            STATS_BAD_ARGUMENT);
        stats_fit_release(&fit);
        json_decref(want);
        unload(&d);
    }
}
END_TEST

START_TEST(log_f_agrees_with_pseudo_rows_in_R)
{
    static const double want[2][4][2] = {
        {{3.89749484234627719, 1.48798096458724971},
         {2.97693878516503219, 1.52615549438750375},
         {-0.03330156247893738, 0.03990199076964106},
         {-2.69708526421915229, 0.77684467638077725}},
        {{3.58766839252345093, 1.38290455692856074},
         {2.32381497191863939, 1.12109830882645545},
         {-0.02785973784346922, 0.03708197585066338},
         {-2.52703863111106530, 0.72164785298888023}}};
    struct data d = load("endometrial.design.csv");
    for (size_t m = 0; m < 2; m++) {
        struct stats_fit fit;
        ck_assert_int_eq(
            stats_logf_fit(&d.design, d.y, 0, (double)(m + 1), &stats_ml, &fit),
            STATS_OK);
        for (size_t j = 0; j < 4; j++) {
            ck_assert_digits(fit.estimate[j], want[m][j][0], 12, "estimate");
            ck_assert_digits(fit.std_error[j], want[m][j][1], 12, "se");
        }
        stats_fit_release(&fit);
    }
    struct stats_fit fit;
    ck_assert_int_eq(stats_logf_fit(&d.design, d.y, 0, -1.0, &stats_ml, &fit),
                     STATS_BAD_ARGUMENT);
    unload(&d);
}
END_TEST

START_TEST(inflation_agrees_with_R)
{
    static const double want[] = {1.043939804393344, 1.032951148861539,
                                  1.023044023684206, 1.054739032988234};
    struct reference_table t = reference_csv("birthwt.data.csv");
    static const char *const names[] = {"age", "lwt", "smoke", "ptl"};
    double x[256 * 5], *y = reference_numbers(&t, "low"), vif[5];
    for (size_t j = 0; j < 4; j++) {
        double *v = reference_numbers(&t, names[j]);
        for (size_t i = 0; i < t.n_rows; i++) {
            x[5 * i] = 1.0;
            x[5 * i + j + 1] = v[i];
        }
        free(v);
    }
    struct stats_design d = {.n_rows = t.n_rows, .n_cols = 5, .x = x};
    struct stats_fit fit;
    ck_assert_int_eq(stats_logit_fit(&d, y, &stats_ml, &fit), STATS_OK);
    ck_assert_int_eq(stats_vif(&fit, 0, vif), STATS_OK);
    ck_assert(isnan(vif[0]));
    for (size_t j = 0; j < 4; j++)
        ck_assert_digits(vif[j + 1], want[j], 12, names[j]);
    stats_fit_release(&fit);
    free(y);
    free(t.cells);
}
END_TEST

START_TEST(a_factor_is_tested_as_a_whole)
{
    struct reference_table t = reference_csv("birthwt.data.csv");
    double x[256 * 4], *y = reference_numbers(&t, "low");
    double *age = reference_numbers(&t, "age");
    size_t race = reference_column(&t, "race"), both[] = {2, 3}, far[] = {9};
    for (size_t i = 0; i < t.n_rows; i++) {
        const char *r = reference_cell(&t, i, race);
        double row[] = {1, age[i], strcmp(r, "black") == 0,
                        strcmp(r, "other") == 0};
        memcpy(x + 4 * i, row, sizeof row);
    }
    struct stats_design d = {.n_rows = t.n_rows, .n_cols = 4, .x = x};
    struct stats_fit fit;
    struct stats_test got;
    ck_assert_int_eq(stats_logit_fit(&d, y, &stats_ml, &fit), STATS_OK);
    ck_assert_int_eq(stats_wald(&fit, 2, both, &got), STATS_OK);
    ck_assert_digits(got.statistic, 3.737167879037082, 12, "race");
    ck_assert_double_eq(got.df, 2.0);
    ck_assert_int_eq(stats_wald(&fit, 1, far, &got), STATS_BAD_ARGUMENT);
    ck_assert_int_eq(stats_wald(&fit, 0, both, &got), STATS_BAD_DATA);
    ck_assert_double_eq(got.df, 2.0);
    stats_fit_release(&fit);
    free(age);
    free(y);
    free(t.cells);
}
END_TEST

/* The formula at 2 is 2 + sqrt 2; it is the same for 1/2. */
START_TEST(an_e_value_has_no_side)
{
    ck_assert_double_eq_tol(stats_e_value(2.0), 2.0 + sqrt(2.0), 1e-15);
    ck_assert_double_eq_tol(stats_e_value(0.5), 2.0 + sqrt(2.0), 1e-15);
    ck_assert_double_eq(stats_e_value(1.0), 1.0);
    ck_assert(isnan(stats_e_value(0.0)));
}
END_TEST

START_TEST(what_can_not_be_scored_is_refused)
{
    double y[] = {0, 1, 1}, same[] = {1, 1, 1}, p[] = {0.2, 0.4, 1.2};
    struct stats_performance got = {.auc = 7};
    ck_assert_int_eq(stats_performance(3, y, p, 0.95, &got),
                     STATS_BAD_ARGUMENT);
    p[2] = 0.5;
    ck_assert_int_eq(stats_performance(3, same, p, 0.95, &got), STATS_BAD_DATA);
    ck_assert_int_eq(stats_performance(3, y, p, 95, &got), STATS_BAD_ARGUMENT);
    ck_assert(got.auc == 7);
}
END_TEST

static Suite *suite(void)
{
    Suite *s = suite_create("performance");
    TCase *t = tcase_create("performance");
    tcase_set_timeout(t, 120);
    tcase_add_loop_test(
        t, discrimination_and_calibration_agree_with_the_reference, 0, 3);
    tcase_add_test(t, optimism_on_given_resamples_agrees_with_the_reference);
    tcase_add_test(t, flic_agrees_with_the_reference);
    tcase_add_test(t, log_f_agrees_with_pseudo_rows_in_R);
    tcase_add_test(t, inflation_agrees_with_R);
    tcase_add_test(t, a_factor_is_tested_as_a_whole);
    tcase_add_test(t, an_e_value_has_no_side);
    tcase_add_test(t, what_can_not_be_scored_is_refused);
    suite_add_tcase(s, t);
    return s;
}

CHECK_MAIN
