/* families: Poisson, cumulative logit and robust errors; refusals.
 *
 * Poisson numbers: poisson.R beside this file. Others: tests/reference/stats.
 */
#include "reference.h"
#include "stats/clogit.h"
#include "stats/logit.h"
#include "stats/ordinal.h"
#include "stats/poisson.h"
#include "stats/robust.h"

/* birthwt: intercept, age, race (2), smoke. */
static size_t birthwt(double x[256 * 5], double *low, double *ftv, double *lwt)
{
    struct reference_table t = reference_csv("birthwt.data.csv");
    static const char *const numbers[] = {"low", "ftv", "lwt", "age", "smoke"};
    double *out[] = {low, ftv, lwt}, *column[5];
    for (size_t j = 0; j < 5; j++)
        column[j] = reference_numbers(&t, numbers[j]);
    size_t race = reference_column(&t, "race");
    for (size_t i = 0; i < t.n_rows; i++) {
        const char *r = reference_cell(&t, i, race);
        double row[] = {1, column[3][i], strcmp(r, "black") == 0,
                        strcmp(r, "other") == 0, column[4][i]};
        memcpy(x + 5 * i, row, sizeof row);
        for (size_t k = 0; k < 3; k++)
            out[k][i] = column[k][i];
    }
    for (size_t j = 0; j < 5; j++)
        free(column[j]);
    free(t.cells);
    return t.n_rows;
}

static const double ftv_fit[5][5] = {
    {-1.216245660412001772, 0.411380509578111564, 0.503031447008345567,
     0.515098628030939865, 0.528153240175263661},
    {0.045900931725634614, 0.014490556833638793, 0.017126570476769673,
     0.017616372531372111, 0.018157104866962499},
    {0.033645244755233679, 0.248881412333928742, 0.289359016422140514,
     0.296207913878920703, 0.303314007345491576},
    {-0.233830786768248367, 0.198873277570179863, 0.271248632310630622,
     0.275718021170232697, 0.280288438307639109},
    {-0.114706788243027602, 0.177574674952787254, 0.234879583055552010,
     0.239156413475120927, 0.243555893534612572}};
static const double low_fit[5][3] = {
    {-1.286543894328708193, 0.688508693514189640, 0.539134735795181452},
    {-0.024678138080488007, 0.026838131130024871, 0.020249657969304998},
    {0.639629003819616071, 0.372577067197205791, 0.281088757636601627},
    {0.681369215947659312, 0.313442156413072937, 0.242169555203202991},
    {0.697215484591365620, 0.280943145107844794, 0.211286784199658212}};

START_TEST(poisson_agrees_with_R)
{
    double x[256 * 5], low[256], ftv[256], lwt[256];
    size_t n = birthwt(x, low, ftv, lwt);
    struct stats_design d = {.n_rows = n, .n_cols = 5, .x = x};
    struct stats_fit fit;
    ck_assert_int_eq(stats_poisson_fit(&d, ftv, &stats_ml, &fit), STATS_OK);
    for (size_t j = 0; j < 5; j++) {
        ck_assert_digits(fit.estimate[j], ftv_fit[j][0], 12, "estimate");
        ck_assert_digits(fit.std_error[j], ftv_fit[j][1], 12, "se");
    }
    ck_assert_digits(fit.log_likelihood, -230.64047241886817, 13, "logLik");
    ck_assert_digits(fit.deviance, 251.20645934597027, 13, "deviance");
    ck_assert_digits(fit.null_deviance, 264.51542726684323, 13, "null");
    static const enum stats_robust kinds[] = {STATS_HC0, STATS_HC2, STATS_HC3};
    for (size_t k = 0; k < 3; k++) {
        struct stats_fit again;
        ck_assert_int_eq(stats_poisson_fit(&d, ftv, &stats_ml, &again),
                         STATS_OK);
        ck_assert_int_eq(stats_robust(&d, ftv, STATS_FAMILY_POISSON, kinds[k],
                                      NULL, 0.95, &again),
                         STATS_OK);
        for (size_t j = 0; j < 5; j++)
            ck_assert_digits(again.std_error[j], ftv_fit[j][2 + k], 12, "HC");
        stats_fit_release(&again);
    }
    stats_fit_release(&fit);
}
END_TEST

START_TEST(risk_ratios_have_robust_errors)
{
    double x[256 * 5], low[256], ftv[256], lwt[256];
    size_t n = birthwt(x, low, ftv, lwt);
    struct stats_design d = {.n_rows = n, .n_cols = 5, .x = x};
    struct stats_fit fit;
    ck_assert_int_eq(stats_poisson_fit(&d, low, &stats_ml, &fit), STATS_OK);
    ck_assert_int_eq(stats_robust(&d, low, STATS_FAMILY_POISSON, STATS_HC0,
                                  NULL, 0.95, &fit),
                     STATS_OK);
    for (size_t j = 0; j < 5; j++) {
        ck_assert_digits(fit.estimate[j], low_fit[j][0], 12, "estimate");
        ck_assert_digits(fit.std_error[j], low_fit[j][2], 12, "HC0");
    }
    stats_fit_release(&fit);
}
END_TEST

START_TEST(an_offset_is_an_exposure)
{
    double x[256 * 5], low[256], ftv[256], lwt[256], small[256 * 3];
    size_t n = birthwt(x, low, ftv, lwt);
    for (size_t i = 0; i < n; i++) {
        double row[] = {1, x[5 * i + 1], x[5 * i + 4]};
        memcpy(small + 3 * i, row, sizeof row);
        lwt[i] = log(lwt[i]);
    }
    struct stats_design d = {
        .n_rows = n, .n_cols = 3, .x = small, .offset = lwt};
    struct stats_fit fit;
    ck_assert_int_eq(stats_poisson_fit(&d, ftv, &stats_ml, &fit), STATS_OK);
    ck_assert_digits(fit.estimate[0], -6.084824069442878347, 12, "intercept");
    ck_assert_digits(fit.std_error[1], 0.014142687922575291, 12, "se");
    ck_assert_digits(fit.null_deviance, 260.26030138304742, 12, "null");
    stats_fit_release(&fit);
}
END_TEST

START_TEST(a_group_without_counts_has_no_rate)
{
    double x[] = {1, 0, 1, 0, 1, 0, 1, 1, 1, 1}, y[] = {2, 4, 3, 0, 0};
    struct stats_design d = {.n_rows = 5, .n_cols = 2, .x = x};
    struct stats_fit fit;
    ck_assert_int_eq(stats_poisson_fit(&d, y, &stats_ml, &fit),
                     STATS_QUASI_SEPARATED);
    ck_assert_int_eq(fit.column[1], STATS_COLUMN_MINUS_INFINITY);
    ck_assert(isnan(fit.estimate[1]));
    ck_assert_digits(fit.estimate[0], log(3.0), 14, "the others' mean");
    stats_fit_release(&fit);
    y[0] = -1;
    ck_assert_int_eq(stats_poisson_fit(&d, y, &stats_ml, &fit), STATS_BAD_DATA);
    stats_fit_release(&fit);
    ck_assert_int_eq(stats_poisson_fit(&d, y, &stats_firth, &fit),
                     STATS_BAD_ARGUMENT);
    stats_fit_release(&fit);
}
END_TEST

static void compare_robust(const char *name, const char *key,
                           enum stats_robust kind, bool clustered)
{
    char file[128];
    snprintf(file, sizeof file, "%s.design.csv", name);
    struct reference_table t = reference_csv(file);
    double *y = reference_numbers(&t, "y"), *w = reference_numbers(&t, "w");
    double *x = reference_matrix(&t, 3);
    size_t cluster[512];
    struct stats_design d = {
        .n_rows = t.n_rows, .n_cols = t.n_cols - 3, .x = x, .weights = w};
    if (clustered) {
        struct reference_table data = reference_csv("infert_cluster.data.csv");
        double *stratum = reference_numbers(&data, "stratum");
        for (size_t i = 0; i < t.n_rows; i++)
            cluster[i] = (size_t)stratum[i];
        free(stratum);
        free(data.cells);
    }
    snprintf(file, sizeof file, "%s.ml.json", name);
    json_t *plain = reference_json(file);
    const json_t *want =
        json_object_get(json_object_get(plain, "robust_se"), key);
    struct stats_fit fit;
    ck_assert_int_eq(stats_logit_fit(&d, y, &stats_ml, &fit), STATS_OK);
    ck_assert_int_eq(stats_robust(&d, y, STATS_FAMILY_LOGIT, kind,
                                  clustered ? cluster : NULL, 0.95, &fit),
                     STATS_OK);
    for (size_t j = 0; j < fit.n_terms; j++)
        ck_assert_digits(
            fit.std_error[j],
            reference_number(json_object_get(want, t.names[j + 3])), 11, key);
    stats_fit_release(&fit);
    json_decref(plain);
    free(y);
    free(w);
    free(x);
    free(t.cells);
}

START_TEST(sandwiches_agree_with_the_reference)
{
    static const char *const cases[] = {"birthwt", "infert_cluster", "pima_tr",
                                        "titanic"};
    for (size_t i = 0; i < 4; i++) {
        compare_robust(cases[i], "HC0", STATS_HC0, false);
        compare_robust(cases[i], "HC1", STATS_HC1, false);
        compare_robust(cases[i], "HC3", STATS_HC3, false);
    }
    compare_robust("infert_cluster", "CR0", STATS_CR0, true);
    compare_robust("infert_cluster", "CR1_stata", STATS_CR1, true);
}
END_TEST

START_TEST(a_sandwich_needs_clusters_and_estimates)
{
    double x[] = {1, 1, 1, 2, 1, 3, 1, 4}, y[] = {0, 0, 1, 1};
    size_t one[] = {2, 2, 2, 2};
    struct stats_design d = {.n_rows = 4, .n_cols = 2, .x = x};
    struct stats_fit fit;
    ck_assert_int_eq(stats_logit_fit(&d, y, &stats_ml, &fit), STATS_SEPARATED);
    ck_assert_int_eq(
        stats_robust(&d, y, STATS_FAMILY_LOGIT, STATS_HC0, NULL, 0.95, &fit),
        STATS_BAD_ARGUMENT);
    stats_fit_release(&fit);
    y[1] = 1;
    y[2] = 0;
    ck_assert_int_eq(stats_logit_fit(&d, y, &stats_ml, &fit),
                     STATS_TOO_FEW_EVENTS);
    double before = fit.std_error[1];
    ck_assert_int_eq(
        stats_robust(&d, y, STATS_FAMILY_LOGIT, STATS_CR0, NULL, 0.95, &fit),
        STATS_BAD_ARGUMENT);
    ck_assert_int_eq(
        stats_robust(&d, y, STATS_FAMILY_LOGIT, STATS_CR0, one, 0.95, &fit),
        STATS_BAD_DATA);
    ck_assert_double_eq(fit.std_error[1], before);
    stats_fit_release(&fit);
}
END_TEST

static const char *const ordinal_cases[] = {"wine", "pneumo"};

START_TEST(cumulative_logits_agree_with_the_certified_fit)
{
    const char *name = ordinal_cases[_i];
    char file[128];
    snprintf(file, sizeof file, "%s.po.design.csv", name);
    struct reference_table t = reference_csv(file);
    double *w = reference_numbers(&t, "w"), *code = reference_numbers(&t, "y");
    double *x = reference_matrix(&t, 2);
    size_t y[256], levels = 0;
    for (size_t i = 0; i < t.n_rows; i++) {
        y[i] = (size_t)code[i] - 1;
        levels = y[i] + 1 > levels ? y[i] + 1 : levels;
    }
    snprintf(file, sizeof file, "%s.po.certified.json", name);
    json_t *certified = reference_json(file);
    struct stats_design d = {
        .n_rows = t.n_rows, .n_cols = t.n_cols - 2, .x = x, .weights = w};
    struct stats_fit fit;
    ck_assert_int_eq(stats_ordinal_fit(&d, y, levels, &stats_ml, &fit),
                     STATS_OK);
    for (size_t j = 0; j < fit.n_terms; j++) {
        ck_assert_digits(
            fit.estimate[j],
            reference_at(json_object_get(certified, "estimate"), j), 12, name);
        ck_assert_digits(fit.std_error[j],
                         reference_at(json_object_get(certified, "se"), j), 12,
                         name);
    }
    ck_assert_digits(fit.log_likelihood,
                     reference_number(json_object_get(certified, "loglik")), 13,
                     name);
    snprintf(file, sizeof file, "%s.po.pred.csv", name);
    struct reference_table pred = reference_csv(file);
    for (size_t i = 0; i < pred.n_rows; i++)
        ck_assert_digits(fit.fitted[i * levels + y[i]],
                         strtod(reference_cell(&pred, i, 1), NULL), 11, name);
    struct stats_test test;
    if (strcmp(name, "pneumo") == 0) {
        ck_assert_int_eq(stats_ordinal_test(&d, y, levels, &test), STATS_OK);
        ck_assert_digits(test.statistic, 0.14242212724082, 9, "test");
        ck_assert_double_eq(test.df, 1.0);
    } else {
        ck_assert_int_eq(stats_ordinal_test(&d, y, levels, &test),
                         STATS_NOT_CONVERGED);
    }
    stats_fit_release(&fit);
    json_decref(certified);
    free(pred.cells);
    free(t.cells);
    free(w);
    free(x);
    free(code);
}
END_TEST

START_TEST(an_ordered_outcome_can_be_separated)
{
    double x[] = {1, 2, 3, 4, 5, 6, 7, 8, 9};
    size_t y[] = {0, 0, 0, 1, 1, 1, 2, 2, 2};
    struct stats_design d = {.n_rows = 9, .n_cols = 1, .x = x};
    struct stats_fit fit;
    ck_assert_int_eq(stats_ordinal_fit(&d, y, 3, &stats_ml, &fit),
                     STATS_SEPARATED);
    ck_assert_int_eq(fit.column[2], STATS_COLUMN_PLUS_INFINITY);
    ck_assert(isnan(fit.estimate[0]) && isnan(fit.estimate[2]));
    stats_fit_release(&fit);
    ck_assert_int_eq(stats_ordinal_fit(&d, y, 4, &stats_ml, &fit),
                     STATS_BAD_DATA);
    ck_assert_int_eq(fit.reason, STATS_OUTCOME_LEVEL_EMPTY);
    stats_fit_release(&fit);
}
END_TEST

/* survival::clogit(case ~ spontaneous + induced + strata(stratum)). */
START_TEST(matched_sets_agree_with_clogit)
{
    struct reference_table t = reference_csv("infert_cluster.data.csv");
    double *y = reference_numbers(&t, "case");
    double *a = reference_numbers(&t, "spontaneous");
    double *b = reference_numbers(&t, "induced");
    double *s = reference_numbers(&t, "stratum"), x[3 * 256];
    size_t set[256];
    for (size_t i = 0; i < t.n_rows; i++) {
        double row[] = {1.0, a[i], b[i]};
        memcpy(x + 3 * i, row, sizeof row);
        set[i] = (size_t)s[i];
    }
    struct stats_design d = {.n_rows = t.n_rows, .n_cols = 3, .x = x};
    json_t *want = reference_json("infert_cluster.clogit.json");
    struct stats_fit fit;
    ck_assert_int_eq(stats_clogit_fit(&d, y, set, &stats_ml, &fit), STATS_OK);
    ck_assert_int_eq(fit.column[0], STATS_COLUMN_DROPPED);
    for (size_t j = 0; j < 2; j++) {
        const json_t *r = json_array_get(json_object_get(want, "coef"), j);
        ck_assert_digits(fit.estimate[j + 1],
                         reference_number(json_object_get(r, "estimate")), 10,
                         "estimate");
        ck_assert_digits(fit.std_error[j + 1],
                         reference_number(json_object_get(r, "se")), 8, "se");
    }
    ck_assert_digits(fit.log_likelihood,
                     reference_number(json_object_get(want, "loglik")), 12,
                     "logLik");
    ck_assert_digits(fit.null_log_likelihood,
                     reference_number(json_object_get(want, "loglik_null")), 12,
                     "null");
    stats_fit_release(&fit);
    d.weights = y;
    ck_assert_int_eq(stats_clogit_fit(&d, y, set, &stats_ml, &fit),
                     STATS_BAD_ARGUMENT);
    stats_fit_release(&fit);
    json_decref(want);
    free(y);
    free(a);
    free(b);
    free(s);
    free(t.cells);
}
END_TEST

/* Printed by clogit.R beside this file: estimate, error, per term; logLik. */
static const struct {
    const char *set, *term[2];
    size_t every, n_terms;
    bool offset;
    double want[2][2], log_likelihood;
} exact_sets[] = {{"parity",
                   {"spontaneous", "induced"},
                   1,
                   2,
                   false,
                   {{1.992827363687107, 0.3102938616482390},
                    {1.301225034414440, 0.3117130163352827}},
                   -118.9812233176623},
                  {"education",
                   {"spontaneous", "age"},
                   2,
                   2,
                   false,
                   {{1.08381203799550940, 0.28763123791707063},
                    {-0.04520348081319291, 0.04286541849150066}},
                   -64.83938968480696},
                  {"pooled.stratum",
                   {"spontaneous", "age"},
                   1,
                   1,
                   true,
                   {{1.187592502953457, 0.2265216785864193}},
                   -84.41564200594070}};

/* Codes of a column's different cells. */
static size_t code_of(const struct reference_table *t, size_t row, size_t j)
{
    size_t i = 0;
    while (strcmp(reference_cell(t, i, j), reference_cell(t, row, j)) != 0)
        i++;
    return i;
}

START_TEST(sets_with_several_cases_agree_with_exact_clogit)
{
    struct reference_table t = reference_csv("infert_cluster.data.csv");
    double *all_y = reference_numbers(&t, "case"), *column[2];
    double *age = reference_numbers(&t, "age");
    double x[3 * 256], y[256], offset[256];
    size_t set[256], n = 0, p = exact_sets[_i].n_terms + 1;
    for (size_t k = 0; k < 2; k++)
        column[k] = reference_numbers(&t, exact_sets[_i].term[k]);
    size_t stratum = reference_column(&t, exact_sets[_i].set);
    for (size_t i = 0; i < t.n_rows; i += exact_sets[_i].every, n++) {
        set[n] = code_of(&t, i, stratum);
        y[n] = all_y[i];
        offset[n] = exact_sets[_i].offset ? age[i] / 50.0 : 0.0;
        for (size_t k = 0; k + 1 < p; k++)
            x[n * p + k] = column[k][i];
        /* Constant in each set, and no number in binary. */
        x[n * p + p - 1] = 0.1 * (double)(set[n] + 1);
    }
    struct stats_design d = {
        .n_rows = n, .n_cols = p, .x = x, .offset = offset};
    struct stats_fit fit;
    ck_assert_int_eq(stats_clogit_fit(&d, y, set, &stats_ml, &fit), STATS_OK);
    for (size_t k = 0; k + 1 < p; k++) {
        ck_assert_digits(fit.estimate[k], exact_sets[_i].want[k][0], 11, "b");
        ck_assert_digits(fit.std_error[k], exact_sets[_i].want[k][1], 11, "se");
    }
    ck_assert_int_eq(fit.column[p - 1], STATS_COLUMN_DROPPED);
    ck_assert_digits(fit.log_likelihood, exact_sets[_i].log_likelihood, 13,
                     "logLik");
    stats_fit_release(&fit);
    for (size_t k = 0; k < 2; k++)
        free(column[k]);
    free(all_y);
    free(age);
    free(t.cells);
}
END_TEST

START_TEST(sets_with_several_cases_can_be_separated)
{
    double x[] = {3, 1, 4, 2, 0, 1, 2, 2}, y[] = {1, 0, 1, 0, 0, 0, 1, 1};
    size_t set[] = {5, 5, 5, 5, 9, 9, 9, 9};
    struct stats_design d = {.n_rows = 8, .n_cols = 1, .x = x};
    struct stats_fit fit;
    ck_assert_int_eq(stats_clogit_fit(&d, y, set, &stats_ml, &fit),
                     STATS_SEPARATED);
    ck_assert_int_eq(fit.column[0], STATS_COLUMN_PLUS_INFINITY);
    ck_assert(isnan(fit.estimate[0]));
    stats_fit_release(&fit);
}
END_TEST

static Suite *suite(void)
{
    Suite *s = suite_create("families");
    TCase *t = tcase_create("families");
    tcase_set_timeout(t, 60);
    tcase_add_test(t, poisson_agrees_with_R);
    tcase_add_test(t, risk_ratios_have_robust_errors);
    tcase_add_test(t, an_offset_is_an_exposure);
    tcase_add_test(t, a_group_without_counts_has_no_rate);
    tcase_add_test(t, sandwiches_agree_with_the_reference);
    tcase_add_test(t, a_sandwich_needs_clusters_and_estimates);
    tcase_add_loop_test(t, cumulative_logits_agree_with_the_certified_fit, 0,
                        2);
    tcase_add_test(t, an_ordered_outcome_can_be_separated);
    tcase_add_test(t, matched_sets_agree_with_clogit);
    tcase_add_loop_test(t, sets_with_several_cases_agree_with_exact_clogit, 0,
                        3);
    tcase_add_test(t, sets_with_several_cases_can_be_separated);
    suite_add_tcase(s, t);
    return s;
}

CHECK_MAIN
