/* reading a model: influence, profiles, calibration groups, FLAC.
 *
 * Expected numbers: tests/reference/stats/reading.csv, made by reading.R
 * beside this file. */
#include "reference.h"
#include "stats/influence.h"
#include "stats/logit.h"
#include "stats/margins.h"
#include "stats/multinomial.h"
#include "stats/performance.h"
#include "stats/poisson.h"
#include "stats/remedies.h"

/* The k-th row of one kind: its number and its five values. */
static bool expected(const char *what, size_t k, size_t *row, double value[5])
{
    struct reference_table t = reference_csv("reading.csv");
    bool found = false;
    for (size_t i = 0; i < t.n_rows && !found; i++) {
        if (strcmp(reference_cell(&t, i, 0), what) != 0 || k-- > 0)
            continue;
        *row = (size_t)strtoul(reference_cell(&t, i, 1), NULL, 10);
        for (size_t j = 0; j < 5; j++)
            value[j] = strtod(reference_cell(&t, i, j + 2), NULL);
        found = true;
    }
    free(t.cells);
    return found;
}

struct birthwt {
    struct reference_table table;
    size_t n, m;
    double *x, *y, w[256], counts[256];
};

static struct birthwt load_birthwt(void)
{
    struct birthwt c = {.table = reference_csv("birthwt.design.csv")};
    c.n = c.table.n_rows;
    c.m = c.table.n_cols - 3;
    c.x = reference_matrix(&c.table, 3);
    c.y = reference_numbers(&c.table, "y");
    for (size_t i = 0; i < c.n; i++) {
        c.w[i] = 1.0 + (double)((i + 1) % 3);
        c.counts[i] = c.y[i] + (double)((i + 1) % 4);
    }
    return c;
}

static void unload(struct birthwt *c)
{
    free(c->table.cells);
    free(c->x);
    free(c->y);
}

static void compare_rows(const char *what, const struct stats_influence *got,
                         size_t m)
{
    size_t row, k = 0;
    double want[5];
    for (; expected(what, k, &row, want); k++) {
        ck_assert_digits(got->hat[row - 1], want[0], 11, what);
        ck_assert_digits(got->pearson[row - 1], want[1], 11, what);
        ck_assert_digits(got->cook[row - 1], want[2], 11, what);
        for (size_t j = 0; got->dfbeta && j < 2; j++)
            ck_assert_digits(got->dfbeta[(row - 1) * m + j + 1], want[j + 3], 9,
                             what);
    }
    ck_assert_uint_eq(k, 3);
}

START_TEST(influence_agrees_with_R)
{
    struct birthwt c = load_birthwt();
    double hat[256], pearson[256], cook[256];
    double *dfbeta = calloc(c.n * c.m, sizeof *dfbeta);
    struct stats_influence out = {hat, pearson, cook, dfbeta};
    struct stats_design d = {
        .n_rows = c.n, .n_cols = c.m, .x = c.x, .weights = c.w};
    struct stats_fit fit;
    ck_assert_int_eq(stats_logit_fit(&d, c.y, &stats_ml, &fit), STATS_OK);
    ck_assert_int_eq(stats_influence(&d, c.y, &fit, STATS_FAMILY_LOGIT, &out),
                     STATS_OK);
    compare_rows("hat", &out, c.m);
    hat[0] = -7.0;
    ck_assert_int_eq(stats_influence(&d, c.y, &fit, STATS_FAMILY_ORDINAL, &out),
                     STATS_BAD_ARGUMENT);
    ck_assert(hat[0] == -7.0);
    stats_fit_release(&fit);
    d.weights = NULL;
    out.dfbeta = NULL;
    ck_assert_int_eq(stats_poisson_fit(&d, c.counts, &stats_ml, &fit),
                     STATS_OK);
    ck_assert_int_eq(
        stats_influence(&d, c.counts, &fit, STATS_FAMILY_POISSON, &out),
        STATS_OK);
    compare_rows("poisson", &out, c.m);
    stats_fit_release(&fit);
    free(dfbeta);
    unload(&c);
}
END_TEST

static void compare_profiles(const char *what,
                             const struct stats_prediction *got)
{
    size_t row, k = 0;
    double want[5];
    for (; expected(what, k, &row, want); k++) {
        ck_assert_digits(got[k].estimate, want[0], 12, what);
        ck_assert_digits(got[k].conf_low, want[1], 11, what);
        ck_assert_digits(got[k].conf_high, want[2], 11, what);
    }
    ck_assert_uint_eq(k, 2);
}

START_TEST(profiles_have_the_limits_of_R)
{
    struct birthwt c = load_birthwt();
    double offset[] = {0.3, 0.3};
    struct stats_design d = {
        .n_rows = c.n, .n_cols = c.m, .x = c.x, .weights = c.w};
    struct stats_design two = {
        .n_rows = 2, .n_cols = c.m, .x = c.x, .offset = offset};
    struct stats_prediction got[2];
    struct stats_fit fit;
    ck_assert_int_eq(stats_logit_fit(&d, c.y, &stats_ml, &fit), STATS_OK);
    ck_assert_int_eq(stats_predict(&two, &fit, STATS_FAMILY_LOGIT, 0.9, got),
                     STATS_OK);
    compare_profiles("logit_profile", got);
    ck_assert_int_eq(stats_predict(&two, &fit, STATS_FAMILY_LOGIT, 90.0, got),
                     STATS_BAD_ARGUMENT);
    stats_fit_release(&fit);
    d.weights = NULL;
    ck_assert_int_eq(stats_poisson_fit(&d, c.counts, &stats_ml, &fit),
                     STATS_OK);
    ck_assert_int_eq(stats_predict(&two, &fit, STATS_FAMILY_POISSON, 0.9, got),
                     STATS_OK);
    compare_profiles("poisson_profile", got);
    stats_fit_release(&fit);
    unload(&c);
}
END_TEST

START_TEST(profiles_of_several_categories_have_limits_within_0_and_1)
{
    struct reference_table t = reference_csv("birthwt_race.data.csv");
    double *age = reference_numbers(&t, "age"), x[256 * 3];
    double *smoke = reference_numbers(&t, "smoke"), profile[] = {1, 30, 1};
    size_t y[256], race = reference_column(&t, "race"), row;
    for (size_t i = 0; i < t.n_rows; i++) {
        const char *r = reference_cell(&t, i, race);
        y[i] = strcmp(r, "black") == 0 ? 1 : strcmp(r, "other") == 0 ? 2 : 0;
        double line[] = {1.0, age[i], smoke[i]};
        memcpy(x + 3 * i, line, sizeof line);
    }
    struct stats_design d = {.n_rows = t.n_rows, .n_cols = 3, .x = x};
    struct stats_design one = {.n_rows = 1, .n_cols = 3, .x = profile};
    struct stats_prediction got[3];
    struct stats_fit fit;
    double want[5];
    ck_assert_int_eq(stats_multinomial_fit(&d, y, 3, &stats_ml, &fit),
                     STATS_OK);
    ck_assert_int_eq(
        stats_predict(&one, &fit, STATS_FAMILY_MULTINOMIAL, 0.95, got),
        STATS_OK);
    for (size_t k = 0; k < 3; k++) {
        ck_assert(expected("multinomial_profile", k, &row, want));
        ck_assert_digits(got[k].estimate, want[0], 12, "p");
        /* The script's gradient is a difference quotient. */
        ck_assert_digits(got[k].std_error, want[1], 8, "se");
        ck_assert_digits(got[k].conf_low, want[2], 8, "low");
        ck_assert_digits(got[k].conf_high, want[3], 8, "high");
    }
    stats_fit_release(&fit);
    free(age);
    free(smoke);
    free(t.cells);
}
END_TEST

START_TEST(calibration_groups_are_those_of_hoslem)
{
    struct birthwt c = load_birthwt();
    struct stats_design d = {.n_rows = c.n, .n_cols = c.m, .x = c.x};
    struct stats_calibration got[10];
    struct stats_test hl;
    struct stats_fit fit;
    size_t found, row;
    double want[5];
    ck_assert_int_eq(stats_logit_fit(&d, c.y, &stats_ml, &fit), STATS_OK);
    ck_assert_int_eq(stats_calibration_curve(c.n, c.y, fit.fitted, 10, 0.95,
                                             got, &found, &hl),
                     STATS_OK);
    ck_assert_uint_eq(found, 10);
    for (size_t g = 0; g < found; g++) {
        ck_assert(expected("calibration", g, &row, want));
        ck_assert_uint_eq(got[g].n, (size_t)want[0]);
        ck_assert(got[g].events == want[1]);
        ck_assert_digits(got[g].mean_predicted, want[2], 12, "predicted");
        ck_assert_double_eq_tol(got[g].conf_low, want[3], 1e-12);
        ck_assert_double_eq_tol(got[g].conf_high, want[4], 1e-12);
    }
    ck_assert(expected("hosmer", 0, &row, want));
    ck_assert_digits(hl.statistic, want[0], 11, "chi-square");
    ck_assert_digits(hl.p_value, want[2], 11, "p");
    /* One predicted value for all: one group, no test. */
    for (size_t i = 0; i < c.n; i++)
        fit.fitted[i] = 0.3;
    ck_assert_int_eq(stats_calibration_curve(c.n, c.y, fit.fitted, 10, 0.95,
                                             got, &found, &hl),
                     STATS_OK);
    ck_assert_uint_eq(found, 1);
    ck_assert(got[0].n == c.n && isnan(hl.statistic));
    ck_assert_int_eq(stats_calibration_curve(c.n, c.counts, fit.fitted, 10,
                                             0.95, got, &found, &hl),
                     STATS_BAD_ARGUMENT);
    stats_fit_release(&fit);
    unload(&c);
}
END_TEST

START_TEST(flac_agrees_with_its_definition_in_R)
{
    struct reference_table t = reference_csv("endometrial.data.csv");
    static const char *const names[] = {"NV", "PI", "EH", "HG"};
    double *column[4], x[128 * 4], y[128], mean[2] = {0.0, 0.0}, want[5];
    for (size_t j = 0; j < 4; j++)
        column[j] = reference_numbers(&t, names[j]);
    for (size_t i = 0; i < t.n_rows; i++) {
        double row[] = {1.0, column[0][i], column[1][i], column[2][i]};
        memcpy(x + 4 * i, row, sizeof row);
        y[i] = column[3][i];
    }
    struct stats_design d = {.n_rows = t.n_rows, .n_cols = 4, .x = x};
    struct stats_fit fit;
    size_t row;
    ck_assert_int_eq(stats_flac_fit(&d, y, &stats_ml, &fit), STATS_OK);
    ck_assert_uint_eq(fit.n_terms, 4);
    for (size_t j = 0; j < 4; j++) {
        ck_assert(expected("flac", j, &row, want));
        ck_assert_digits(fit.estimate[j], want[0], 10, "estimate");
        ck_assert_digits(fit.std_error[j], want[1], 10, "se");
    }
    for (size_t i = 0; i < t.n_rows; i++) {
        mean[0] += y[i];
        mean[1] += fit.fitted[i];
    }
    ck_assert_digits(mean[1], mean[0], 12, "mean risk is the observed one");
    stats_fit_release(&fit);
    for (size_t i = 0; i < t.n_rows; i++)
        y[i] = 1.0;
    ck_assert_int_eq(stats_flac_fit(&d, y, &stats_ml, &fit), STATS_BAD_DATA);
    stats_fit_release(&fit);
    for (size_t j = 0; j < 4; j++)
        free(column[j]);
    free(t.cells);
}
END_TEST

/* low ~ age + lwt + race * smoke; everybody of each race in turn. */
START_TEST(standardised_risks_agree_with_R)
{
    enum { COLUMNS = 8 };
    static double x[256 * COLUMNS], to[256 * COLUMNS];
    struct birthwt b = load_birthwt();
    for (size_t i = 0; i < b.n; i++) {
        /* (Intercept) age lwt raceblack raceother smoke */
        memcpy(x + i * COLUMNS, b.x + i * b.m, 6 * sizeof *x);
        for (size_t k = 0; k < 2; k++)
            x[i * COLUMNS + 6 + k] =
                x[i * COLUMNS + 3 + k] * x[i * COLUMNS + 5];
    }
    struct stats_design d = {.n_rows = b.n, .n_cols = COLUMNS, .x = x};
    struct stats_fit fit;
    ck_assert_int_eq(stats_logit_fit(&d, b.y, &stats_ml, &fit), STATS_OK);
    for (size_t race = 0; race < 3; race++) {
        struct stats_margin got;
        size_t row;
        double want[5];
        memcpy(to, x, sizeof to);
        for (size_t i = 0; i < b.n; i++)
            for (size_t k = 0; k < 2; k++) {
                to[i * COLUMNS + 3 + k] = race == k + 1;
                to[i * COLUMNS + 6 + k] =
                    race == k + 1 ? x[i * COLUMNS + 5] : 0.0;
            }
        ck_assert(expected("standardised", race, &row, want));
        ck_assert_int_eq(
            stats_margin_switch(&d, &fit, STATS_FAMILY_LOGIT, to, NULL, &got),
            STATS_OK);
        ck_assert_digits(got.estimate, want[0], 12, "risk");
        ck_assert_digits(got.std_error, want[1], 11, "its error");
    }
    stats_fit_release(&fit);
    unload(&b);
}
END_TEST

static Suite *suite(void)
{
    Suite *s = suite_create("reading");
    TCase *t = tcase_create("reading");
    tcase_add_test(t, influence_agrees_with_R);
    tcase_add_test(t, profiles_have_the_limits_of_R);
    tcase_add_test(t,
                   profiles_of_several_categories_have_limits_within_0_and_1);
    tcase_add_test(t, calibration_groups_are_those_of_hoslem);
    tcase_add_test(t, flac_agrees_with_its_definition_in_R);
    tcase_add_test(t, standardised_risks_agree_with_R);
    suite_add_tcase(s, t);
    return s;
}

CHECK_MAIN
