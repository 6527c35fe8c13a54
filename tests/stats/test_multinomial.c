/* multinomial: the certified fits, bias reduction, margins, refusals.
 *
 * Expected numbers: tests/reference/stats (nnet and brglm2 under R 4.2.2,
 * 240-bit arithmetic). */
#include "reference.h"
#include "stats/logit.h"
#include "stats/margins.h"
#include "stats/multinomial.h"

struct category_case {
    const char *name;
    struct reference_table table, pred;
    double *x, *w;
    size_t *y, n_levels;
    struct stats_design design;
    json_t *certified, *plain;
};

static const char *const names[] = {"alligators", "birthwt_race"};

static struct category_case load(const char *name)
{
    struct category_case c = {.name = name};
    char file[128];
    snprintf(file, sizeof file, "%s.mnl.design.csv", name);
    c.table = reference_csv(file);
    snprintf(file, sizeof file, "%s.mnl.pred.csv", name);
    c.pred = reference_csv(file);
    snprintf(file, sizeof file, "%s.mnl.certified.json", name);
    c.certified = reference_json(file);
    snprintf(file, sizeof file, "%s.mnl.json", name);
    c.plain = reference_json(file);
    c.w = reference_numbers(&c.table, "w");
    c.x = reference_matrix(&c.table, 2);
    c.design = (struct stats_design){.n_rows = c.table.n_rows,
                                     .n_cols = c.table.n_cols - 2,
                                     .x = c.x,
                                     .weights = c.w};
    const json_t *levels = json_object_get(c.plain, "levels");
    c.n_levels = json_array_size(levels);
    c.y = calloc(c.table.n_rows, sizeof *c.y);
    for (size_t i = 0; i < c.table.n_rows; i++)
        for (size_t k = 0; k < c.n_levels; k++)
            if (strcmp(reference_cell(&c.table, i, 0),
                       json_string_value(json_array_get(levels, k))) == 0)
                c.y[i] = k;
    return c;
}

static void unload(struct category_case *c)
{
    free(c->table.cells);
    free(c->pred.cells);
    free(c->x);
    free(c->w);
    free(c->y);
    json_decref(c->certified);
    json_decref(c->plain);
}

START_TEST(maximum_likelihood_agrees_with_the_certified_fit)
{
    struct category_case c = load(names[_i]);
    struct stats_fit fit;
    ck_assert_int_eq(
        stats_multinomial_fit(&c.design, c.y, c.n_levels, &stats_ml, &fit),
        STATS_OK);
    const json_t *estimate = json_object_get(c.certified, "estimate");
    const json_t *se = json_object_get(c.certified, "se");
    const json_t *vcov = json_object_get(c.certified, "vcov");
    ck_assert_uint_eq(json_array_size(estimate), fit.n_terms);
    for (size_t j = 0; j < fit.n_terms; j++) {
        ck_assert_digits(fit.estimate[j], reference_at(estimate, j), 12,
                         c.name);
        ck_assert_digits(fit.std_error[j], reference_at(se, j), 12, c.name);
        for (size_t k = 0; k < fit.n_terms; k++)
            ck_assert_digits(fit.vcov[j * fit.n_terms + k],
                             reference_at(json_array_get(vcov, j), k), 11,
                             c.name);
    }
    ck_assert_digits(fit.log_likelihood,
                     reference_number(json_object_get(c.certified, "loglik")),
                     13, c.name);
    ck_assert_digits(fit.null_log_likelihood,
                     reference_number(json_object_get(c.plain, "null_loglik")),
                     13, c.name);
    for (size_t i = 0; i < c.pred.n_rows; i++)
        for (size_t k = 0; k < c.n_levels; k++)
            ck_assert_digits(fit.fitted[i * c.n_levels + k],
                             strtod(reference_cell(&c.pred, i, k + 1), NULL),
                             12, c.name);
    stats_fit_release(&fit);
    unload(&c);
}
END_TEST

/* brglm2's own fit stops near 1e-8, see README.md beside the numbers. */
START_TEST(bias_reduction_agrees_with_brmultinom)
{
    struct category_case c = load(names[_i]);
    struct stats_fit_options options = stats_firth;
    options.limits = STATS_WALD;
    struct stats_fit fit;
    ck_assert_int_eq(
        stats_multinomial_fit(&c.design, c.y, c.n_levels, &options, &fit),
        STATS_OK);
    const json_t *want =
        json_object_get(c.plain, "bias_reduced_brmultinom_AS_mean");
    ck_assert_uint_eq(json_array_size(want), fit.n_terms);
    for (size_t j = 0; j < fit.n_terms; j++) {
        const json_t *r = json_array_get(want, j);
        ck_assert_digits(fit.estimate[j],
                         reference_number(json_object_get(r, "estimate")), 5.5,
                         c.name);
        ck_assert_digits(fit.std_error[j],
                         reference_number(json_object_get(r, "se")), 5.5,
                         c.name);
    }
    stats_fit_release(&fit);
    unload(&c);
}
END_TEST

/* With two categories it must be the binary fit, penalty included. */
START_TEST(two_categories_give_the_binary_logit)
{
    struct category_case c = load("birthwt_race");
    for (size_t i = 0; i < c.design.n_rows; i++)
        c.y[i] = c.y[i] > 0;
    double *y = calloc(c.design.n_rows, sizeof *y);
    for (size_t i = 0; i < c.design.n_rows; i++)
        y[i] = (double)c.y[i];
    struct stats_fit two, one;
    ck_assert_int_eq(
        stats_multinomial_fit(&c.design, c.y, 2, &stats_firth, &two), STATS_OK);
    ck_assert_int_eq(stats_logit_fit(&c.design, y, &stats_firth, &one),
                     STATS_OK);
    for (size_t j = 0; j < one.n_terms; j++) {
        ck_assert_digits(two.estimate[j], one.estimate[j], 13, "estimate");
        ck_assert_digits(two.std_error[j], one.std_error[j], 13, "se");
        ck_assert_digits(two.conf_high[j], one.conf_high[j], 11, "limit");
    }
    ck_assert_digits(two.penalised_log_likelihood, one.penalised_log_likelihood,
                     14, "objective");
    stats_fit_release(&one);
    stats_fit_release(&two);
    free(y);
    unload(&c);
}
END_TEST

/* Category a only where x > 3: b and c overlap among themselves. */
START_TEST(separation_of_one_category_is_named)
{
    double x[12 * 2];
    size_t y[12];
    for (size_t i = 0; i < 12; i++) {
        x[2 * i] = 1.0;
        x[2 * i + 1] = i < 8 ? (double)(i % 4) : 5.0 + (double)(i % 3);
        y[i] = i >= 8 ? 2 : (i / 2) % 2 ? 1 : 0;
    }
    y[3] = 0;
    struct stats_design d = {.n_rows = 12, .n_cols = 2, .x = x};
    struct stats_fit fit;
    ck_assert_int_eq(stats_multinomial_fit(&d, y, 3, &stats_ml, &fit),
                     STATS_QUASI_SEPARATED);
    ck_assert_int_eq(fit.column[0], STATS_COLUMN_FINITE);
    ck_assert_int_eq(fit.column[1], STATS_COLUMN_FINITE);
    ck_assert_int_eq(fit.column[2], STATS_COLUMN_MINUS_INFINITY);
    ck_assert_int_eq(fit.column[3], STATS_COLUMN_PLUS_INFINITY);
    ck_assert(isnan(fit.estimate[3]));
    /* What is left is the binary logit of 1 against 0 on its own rows. */
    double z[8], w[12] = {1, 1, 1, 1, 1, 1, 1, 1};
    for (size_t i = 0; i < 8; i++)
        z[i] = (double)y[i];
    struct stats_design left = {.n_rows = 8, .n_cols = 2, .x = x, .weights = w};
    struct stats_fit binary;
    enum stats_status st = stats_logit_fit(&left, z, &stats_ml, &binary);
    ck_assert(st == STATS_OK || st == STATS_TOO_FEW_EVENTS);
    ck_assert_digits(fit.estimate[1], binary.estimate[1], 12, "limit");
    ck_assert_digits(fit.log_likelihood, binary.log_likelihood, 12, "limit");
    stats_fit_release(&binary);
    stats_fit_release(&fit);
}
END_TEST

START_TEST(bad_outcomes_are_refused)
{
    double x[] = {1, 1, 1, 1};
    size_t y[] = {0, 1, 2, 3};
    struct stats_design d = {.n_rows = 4, .n_cols = 1, .x = x};
    struct stats_fit fit;
    ck_assert_int_eq(stats_multinomial_fit(&d, y, 3, &stats_ml, &fit),
                     STATS_BAD_DATA);
    ck_assert_int_eq(fit.reason, STATS_OUTCOME_NOT_CODED);
    stats_fit_release(&fit);
    ck_assert_int_eq(stats_multinomial_fit(&d, y, 5, &stats_ml, &fit),
                     STATS_BAD_DATA);
    ck_assert_int_eq(fit.reason, STATS_OUTCOME_LEVEL_EMPTY);
    stats_fit_release(&fit);
    ck_assert_int_eq(stats_multinomial_fit(&d, y, 1, &stats_ml, &fit),
                     STATS_BAD_ARGUMENT);
    stats_fit_release(&fit);
}
END_TEST

/* The certified fit of the alligators, every row 200 times over: 16,000 rows,
 * 11,600 of them with weight, summed by blocks. */
START_TEST(tall_data_keep_the_digits_on_any_number_of_threads)
{
    enum { COPIES = 200 };
    struct category_case c = load("alligators");
    size_t rows = c.design.n_rows, m = c.design.n_cols, n = COPIES * rows;
    double *x = calloc(n * m, sizeof *x), *w = calloc(n, sizeof *w);
    size_t *y = calloc(n, sizeof *y);
    for (size_t i = 0; i < n; i++) {
        memcpy(x + i * m, c.x + i % rows * m, m * sizeof *x);
        w[i] = c.w[i % rows];
        y[i] = c.y[i % rows];
    }
    struct stats_design d = {.n_rows = n, .n_cols = m, .x = x, .weights = w};
    struct stats_fit fit[3];
    for (int t = 0; t < 3; t++) {
        struct stats_fit_options options = stats_ml;
        options.threads = t + 1;
        ck_assert_int_eq(
            stats_multinomial_fit(&d, y, c.n_levels, &options, &fit[t]),
            STATS_OK);
    }
    const json_t *estimate = json_object_get(c.certified, "estimate");
    const json_t *se = json_object_get(c.certified, "se");
    for (size_t j = 0; j < fit[0].n_terms; j++) {
        ck_assert_digits(fit[0].estimate[j], reference_at(estimate, j), 12,
                         "b");
        ck_assert_digits(fit[0].std_error[j] * sqrt(COPIES),
                         reference_at(se, j), 12, "se");
    }
    ck_assert_digits(fit[0].log_likelihood / COPIES,
                     reference_number(json_object_get(c.certified, "loglik")),
                     13, "logLik");
    for (int t = 1; t < 3; t++)
        ck_assert(memcmp(fit[t].vcov, fit[0].vcov,
                         fit[0].n_terms * fit[0].n_terms * sizeof(double)) ==
                  0);
    for (int t = 0; t < 3; t++)
        stats_fit_release(&fit[t]);
    free(x);
    free(w);
    free(y);
    unload(&c);
}
END_TEST

START_TEST(margins_are_counted_by_category)
{
    struct stats_fit three = {.n_fitted = 3}, one = {.n_fitted = 1};
    ck_assert_uint_eq(stats_margin_count(STATS_FAMILY_MULTINOMIAL, &three), 3);
    ck_assert_uint_eq(stats_margin_count(STATS_FAMILY_ORDINAL, &three), 3);
    ck_assert_uint_eq(stats_margin_count(STATS_FAMILY_LOGIT, &one), 1);
    ck_assert_uint_eq(stats_margin_count(STATS_FAMILY_POISSON, &one), 1);
}
END_TEST

static Suite *suite(void)
{
    Suite *s = suite_create("multinomial");
    TCase *t = tcase_create("multinomial");
    tcase_set_timeout(t, 60);
    tcase_add_loop_test(t, maximum_likelihood_agrees_with_the_certified_fit, 0,
                        2);
    tcase_add_loop_test(t, bias_reduction_agrees_with_brmultinom, 0, 2);
    tcase_add_test(t, two_categories_give_the_binary_logit);
    tcase_add_test(t, separation_of_one_category_is_named);
    tcase_add_test(t, bad_outcomes_are_refused);
    tcase_add_test(t, tall_data_keep_the_digits_on_any_number_of_threads);
    tcase_add_test(t, margins_are_counted_by_category);
    suite_add_tcase(s, t);
    return s;
}

CHECK_MAIN
