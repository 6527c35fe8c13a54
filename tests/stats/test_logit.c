/* logit: the certified fits to 12-13 digits, and every refusal.
 *
 * Expected numbers: tests/reference/stats (R 4.2.2 and 240-bit arithmetic).
 */
#include "reference.h"
#include "stats/logit.h"

struct logit_case {
    const char *name;
    struct reference_table table;
    double *x, *y, *w, *offset;
    struct stats_design design;
    json_t *certified, *plain;
};

static const char *const all_cases[] = {
    "birthwt", "endometrial", "infert_cluster", "pima_tr", "sex2", "titanic"};
static const char *const ml_cases[] = {"birthwt", "infert_cluster", "pima_tr",
                                       "titanic"};

static struct logit_case load(const char *name, const char *model, bool plain)
{
    struct logit_case c = {.name = name};
    char file[128];
    snprintf(file, sizeof file, "%s.design.csv", name);
    c.table = reference_csv(file);
    c.y = reference_numbers(&c.table, "y");
    c.w = reference_numbers(&c.table, "w");
    c.offset = reference_numbers(&c.table, "offset");
    c.x = reference_matrix(&c.table, 3);
    c.design = (struct stats_design){.n_rows = c.table.n_rows,
                                     .n_cols = c.table.n_cols - 3,
                                     .x = c.x,
                                     .weights = c.w,
                                     .offset = c.offset};
    snprintf(file, sizeof file, "%s.%s.certified.json", name, model);
    c.certified = reference_json(file);
    if (plain) {
        snprintf(file, sizeof file, "%s.%s.json", name, model);
        c.plain = reference_json(file);
    }
    return c;
}

static void unload(struct logit_case *c)
{
    free(c->table.cells);
    free(c->x);
    free(c->y);
    free(c->w);
    free(c->offset);
    json_decref(c->certified);
    json_decref(c->plain);
}

static void compare_estimates(const struct logit_case *c,
                              const struct stats_fit *fit)
{
    char what[256];
    const json_t *estimate = json_object_get(c->certified, "estimate");
    const json_t *se = json_object_get(c->certified, "se");
    const json_t *vcov = json_object_get(c->certified, "vcov");
    ck_assert_uint_eq(json_array_size(estimate), fit->n_cols);
    for (size_t j = 0; j < fit->n_cols; j++) {
        snprintf(what, sizeof what, "%s %s", c->name, c->table.names[j + 3]);
        ck_assert_digits(fit->estimate[j], reference_at(estimate, j), 12, what);
        ck_assert_digits(fit->std_error[j], reference_at(se, j), 12, what);
        const json_t *row = json_array_get(vcov, j);
        for (size_t k = 0; k < fit->n_cols; k++)
            ck_assert_digits(fit->vcov[j * fit->n_cols + k],
                             reference_at(row, k), 11, what);
    }
    ck_assert_digits(fit->log_likelihood,
                     reference_number(json_object_get(c->certified, "loglik")),
                     13, c->name);
}

/* Profile limits: the certified file where it has them, else R's. */
static void compare_limits(const struct logit_case *c,
                           const struct stats_fit *fit)
{
    char what[256];
    const json_t *coef = json_object_get(c->plain, "coef");
    const json_t *low = json_object_get(c->certified, "profile_lo");
    const json_t *high = json_object_get(c->certified, "profile_hi");
    for (size_t j = 0; j < fit->n_cols; j++) {
        const json_t *r = json_array_get(coef, j);
        snprintf(what, sizeof what, "%s %s", c->name, c->table.names[j + 3]);
        ck_assert_digits(fit->conf_low[j],
                         reference_number(low ? json_array_get(low, j)
                                              : json_object_get(r, "prof_lo")),
                         10, what);
        ck_assert_digits(fit->conf_high[j],
                         reference_number(high ? json_array_get(high, j)
                                               : json_object_get(r, "prof_hi")),
                         10, what);
        const json_t *lr = json_object_get(r, "plr_p");
        if (lr)
            ck_assert_digits(fit->lr_p_value[j], reference_number(lr), 9, what);
    }
}

START_TEST(maximum_likelihood_agrees_with_the_certified_fit)
{
    struct logit_case c = load(ml_cases[_i], "ml", true);
    struct stats_fit_options options = stats_ml;
    struct stats_fit fit;
    ck_assert_int_eq(stats_logit_fit(&c.design, c.y, &options, &fit), STATS_OK);
    compare_estimates(&c, &fit);
    ck_assert_digits(
        -2.0 * fit.null_log_likelihood,
        reference_number(json_object_get(c.plain, "null_deviance")), 13,
        c.name);
    const json_t *first = json_array_get(json_object_get(c.plain, "coef"), 0);
    ck_assert_digits(fit.conf_low[0],
                     reference_number(json_object_get(first, "wald_lo")), 11,
                     c.name);
    ck_assert_digits(fit.p_value[0],
                     reference_number(json_object_get(first, "p")), 10, c.name);
    stats_fit_release(&fit);
    options.limits = STATS_PROFILE;
    ck_assert_int_eq(stats_logit_fit(&c.design, c.y, &options, &fit), STATS_OK);
    compare_limits(&c, &fit);
    stats_fit_release(&fit);
    unload(&c);
}
END_TEST

START_TEST(firth_agrees_with_the_certified_fit)
{
    struct logit_case c = load(all_cases[_i], "firth", true);
    struct stats_fit fit;
    ck_assert_int_eq(stats_logit_fit(&c.design, c.y, &stats_firth, &fit),
                     STATS_OK);
    compare_estimates(&c, &fit);
    compare_limits(&c, &fit);
    ck_assert_digits(
        fit.penalised_log_likelihood,
        reference_number(json_object_get(c.certified, "objective")), 13,
        c.name);
    stats_fit_release(&fit);
    unload(&c);
}
END_TEST

static void compare_separation(const char *name)
{
    struct logit_case c = load(name, "ml", false);
    struct stats_fit fit;
    ck_assert_int_eq(stats_logit_fit(&c.design, c.y, &stats_ml, &fit),
                     STATS_QUASI_SEPARATED);
    ck_assert_uint_eq(fit.n_separated_rows,
                      (size_t)json_integer_value(
                          json_object_get(c.certified, "separated_rows")));
    const json_t *coefficient = json_object_get(c.certified, "coefficient");
    for (size_t j = 0; j < fit.n_cols; j++) {
        const char *want = json_string_value(
            json_object_get(coefficient, c.table.names[j + 3]));
        ck_assert_str_eq(stats_column_name(fit.column[j]), want);
        ck_assert(isfinite(fit.estimate[j]) == (strcmp(want, "finite") == 0));
    }
    stats_fit_release(&fit);
    unload(&c);
}

START_TEST(quasi_separation_is_named_as_certified)
{
    compare_separation("endometrial");
    compare_separation("sex2");
}
END_TEST

static struct stats_fit fit_small(size_t n, size_t m, const double *x,
                                  const double *y, enum stats_status want)
{
    struct stats_design d = {.n_rows = n, .n_cols = m, .x = x};
    struct stats_fit fit;
    ck_assert_int_eq(stats_logit_fit(&d, y, &stats_ml, &fit), want);
    return fit;
}

START_TEST(complete_separation_names_the_direction)
{
    double x[] = {1, 1, 1, 2, 1, 3, 1, 4, 1, 5, 1, 6};
    double y[] = {1, 1, 1, 0, 0, 0};
    struct stats_fit fit = fit_small(6, 2, x, y, STATS_SEPARATED);
    ck_assert_int_eq(fit.column[1], STATS_COLUMN_MINUS_INFINITY);
    ck_assert_int_eq(fit.column[0], STATS_COLUMN_PLUS_INFINITY);
    ck_assert(isnan(fit.estimate[0]) && isnan(fit.std_error[1]));
    ck_assert_uint_eq(fit.n_separated_rows, 6);
    stats_fit_release(&fit);
}
END_TEST

START_TEST(a_dropped_column_is_named_and_the_others_are_estimated)
{
    double x[8 * 4], y[] = {0, 1, 0, 1, 1, 0, 1, 0};
    for (size_t i = 0; i < 8; i++) {
        double a = (double)(i * i % 5), b = (double)(i % 3);
        double row[] = {1, a, b, 2.0 * a - b + 7.0};
        memcpy(x + 4 * i, row, sizeof row);
    }
    struct stats_fit fit = fit_small(8, 4, x, y, STATS_SINGULAR);
    ck_assert_int_eq(fit.column[3], STATS_COLUMN_DROPPED);
    ck_assert(isnan(fit.estimate[3]) && isfinite(fit.estimate[2]));
    double want[] = {7, 2, -1, 0};
    for (size_t k = 0; k < 4; k++)
        ck_assert_double_eq_tol(fit.relation[3 * 4 + k], want[k], 1e-12);
    stats_fit_release(&fit);
}
END_TEST

START_TEST(bad_data_is_refused_with_its_reason)
{
    double x[] = {1, 2, 1, 3, 1, 4, 1, 9}, y[] = {0, 0, 0, 0};
    struct stats_fit fit = fit_small(4, 2, x, y, STATS_BAD_DATA);
    ck_assert_int_eq(fit.reason, STATS_OUTCOME_CONSTANT);
    ck_assert(isnan(fit.estimate[0]));
    stats_fit_release(&fit);
    y[1] = 2;
    fit = fit_small(4, 2, x, y, STATS_BAD_DATA);
    ck_assert_int_eq(fit.reason, STATS_OUTCOME_NOT_CODED);
    stats_fit_release(&fit);
    y[1] = 1;
    x[3] = NAN;
    fit = fit_small(4, 2, x, y, STATS_BAD_DATA);
    ck_assert_int_eq(fit.reason, STATS_NOT_FINITE);
    stats_fit_release(&fit);
    fit = fit_small(0, 2, x, y, STATS_BAD_DATA);
    ck_assert_int_eq(fit.reason, STATS_NO_ROWS);
    stats_fit_release(&fit);
}
END_TEST

START_TEST(a_level_in_percent_is_the_callers_mistake)
{
    double x[] = {1, 1, 1, 1}, y[] = {0, 1, 0, 1};
    struct stats_design d = {.n_rows = 4, .n_cols = 1, .x = x};
    struct stats_fit_options options = stats_ml;
    struct stats_fit fit;
    options.level = 95;
    ck_assert_int_eq(stats_logit_fit(&d, y, &options, &fit),
                     STATS_BAD_ARGUMENT);
    stats_fit_release(&fit);
}
END_TEST

START_TEST(a_one_row_level_is_separated_for_ml_and_finite_for_firth)
{
    double x[12 * 3], y[] = {0, 1, 0, 1, 1, 0, 1, 0, 1, 0, 0, 1};
    for (size_t i = 0; i < 12; i++) {
        double row[] = {1, (double)(i % 4), i == 11 ? 1.0 : 0.0};
        memcpy(x + 3 * i, row, sizeof row);
    }
    struct stats_fit fit = fit_small(12, 3, x, y, STATS_QUASI_SEPARATED);
    ck_assert_int_eq(fit.column[2], STATS_COLUMN_PLUS_INFINITY);
    ck_assert_uint_eq(fit.n_separated_rows, 1);
    stats_fit_release(&fit);
    struct stats_design d = {.n_rows = 12, .n_cols = 3, .x = x};
    ck_assert_int_eq(stats_logit_fit(&d, y, &stats_firth, &fit), STATS_OK);
    ck_assert(isfinite(fit.estimate[2]) && isfinite(fit.conf_low[2]));
    ck_assert_int_le(fit.iterations, 40);
    ck_assert_int_eq(fit.separation, STATS_SEPARATION_QUASI);
    stats_fit_release(&fit);
}
END_TEST

/* The same people, the covariate in other units and far from 0. */
START_TEST(scale_and_mean_of_a_column_cost_no_digits)
{
    static const double scales[] = {1.0, 1e-8, 1e8};
    double slope[3], y[40], x[80];
    for (size_t s = 0; s < 3; s++) {
        for (size_t i = 0; i < 40; i++) {
            double year = 2010.0 + (double)(i * 7 % 15);
            x[2 * i] = 1.0;
            x[2 * i + 1] = year * scales[s];
            y[i] = (i * 7 % 15 + i * i % 11) > 11 ? 1.0 : 0.0;
        }
        struct stats_fit fit = fit_small(40, 2, x, y, STATS_OK);
        slope[s] = fit.estimate[1] * scales[s];
        stats_fit_release(&fit);
    }
    ck_assert_digits(slope[1], slope[0], 13, "1e-8");
    ck_assert_digits(slope[2], slope[0], 13, "1e8");
}
END_TEST

/* Numbers of collinear.py beside this file (60 digits). */
START_TEST(nearly_collinear_columns_and_large_means_keep_their_digits)
{
    double near[120 * 3], large[120 * 2], y[120];
    for (size_t i = 0; i < 120; i++) {
        double base = (double)(i * 7 % 37);
        double row[] = {1, base, base + 1e-6 * (double)(i * 13 % 29)};
        memcpy(near + 3 * i, row, sizeof row);
        large[2 * i] = 1.0;
        large[2 * i + 1] = 1e8 + base;
        y[i] = i * 7 % 37 + i * i % 41 > 37 ? 1.0 : 0.0;
    }
    struct stats_fit fit = fit_small(120, 3, near, y, STATS_OK);
    ck_assert_digits(fit.estimate[1], 10021.653912525361404, 10, "x1");
    ck_assert_digits(fit.estimate[2], -10021.548906359817836, 10, "x2");
    ck_assert_digits(fit.std_error[1], 24894.939109850468807, 10, "se");
    stats_fit_release(&fit);
    fit = fit_small(120, 2, large, y, STATS_OK);
    ck_assert_digits(fit.estimate[1], 0.10497600033571999062, 12, "mean 1e8");
    ck_assert_digits(fit.std_error[1], 0.021953034097874824387, 12, "se");
    stats_fit_release(&fit);
}
END_TEST

/* Titanic's certified fit again, every person 20 times in a row of their
 * own: 44,020 rows, which are summed by blocks. */
START_TEST(tall_data_keep_the_digits_on_any_number_of_threads)
{
    struct logit_case c = load("titanic", "ml", false);
    size_t m = c.design.n_cols, n = 0;
    double *x = calloc(44020 * m, sizeof *x), *y = calloc(44020, sizeof *y);
    for (size_t copy = 0; copy < 20; copy++)
        for (size_t i = 0; i < c.design.n_rows; i++)
            for (double k = 0; k < c.w[i]; k += 1.0) {
                memcpy(x + n * m, c.x + i * m, m * sizeof *x);
                y[n++] = c.y[i];
            }
    ck_assert_uint_eq(n, 44020);
    struct stats_design d = {.n_rows = n, .n_cols = m, .x = x};
    struct stats_fit fit[3];
    for (int t = 0; t < 3; t++) {
        struct stats_fit_options options = stats_ml;
        options.threads = t + 1;
        ck_assert_int_eq(stats_logit_fit(&d, y, &options, &fit[t]), STATS_OK);
    }
    for (size_t j = 0; j < m; j++) {
        ck_assert_digits(
            fit[0].estimate[j],
            reference_at(json_object_get(c.certified, "estimate"), j), 12,
            c.table.names[j + 3]);
        ck_assert_digits(fit[0].std_error[j] * sqrt(20.0),
                         reference_at(json_object_get(c.certified, "se"), j),
                         12, c.table.names[j + 3]);
    }
    ck_assert_digits(fit[0].log_likelihood / 20.0,
                     reference_number(json_object_get(c.certified, "loglik")),
                     13, "logLik");
    for (int t = 1; t < 3; t++) {
        ck_assert(memcmp(fit[t].estimate, fit[0].estimate,
                         m * sizeof *fit[0].estimate) == 0);
        ck_assert(
            memcmp(fit[t].vcov, fit[0].vcov, m * m * sizeof *fit[0].vcov) == 0);
        ck_assert(fit[t].log_likelihood == fit[0].log_likelihood);
    }
    for (int t = 0; t < 3; t++)
        stats_fit_release(&fit[t]);
    free(x);
    free(y);
    unload(&c);
}
END_TEST

START_TEST(tall_data_can_be_separated)
{
    enum { ROWS = 20000 };
    double *x = calloc(ROWS * 4, sizeof *x), *y = calloc(ROWS, sizeof *y);
    for (size_t i = 0; i < ROWS; i++) {
        double row[] = {1, (double)(i * 7919 % 101), (double)(i * 31 % 17),
                        i % 1000 == 3};
        memcpy(x + 4 * i, row, sizeof row);
        y[i] = i % 1000 == 3 || (i * 7919 % 101 + i * 13 % 50) % 2 == 0;
    }
    struct stats_fit fit = fit_small(ROWS, 4, x, y, STATS_QUASI_SEPARATED);
    ck_assert_int_eq(fit.column[3], STATS_COLUMN_PLUS_INFINITY);
    ck_assert_int_eq(fit.column[1], STATS_COLUMN_FINITE);
    ck_assert_uint_eq(fit.n_separated_rows, 20);
    stats_fit_release(&fit);
    for (size_t i = 0; i < ROWS; i++)
        y[i] = x[4 * i + 1] > 50.5;
    fit = fit_small(ROWS, 4, x, y, STATS_SEPARATED);
    ck_assert_int_eq(fit.column[1], STATS_COLUMN_PLUS_INFINITY);
    ck_assert_uint_eq(fit.n_separated_rows, ROWS);
    stats_fit_release(&fit);
    free(x);
    free(y);
}
END_TEST

/* Coordinates of tall data are judged on some of the rows; what only the
 * others show must count all the same. */
START_TEST(tall_data_are_judged_by_all_their_rows)
{
    enum { ROWS = 20000 };
    double *x = calloc(ROWS * 3, sizeof *x), *y = calloc(ROWS, sizeof *y);
    for (size_t i = 0; i < ROWS; i++) {
        /* 1 in every row but a few odd ones. */
        double row[] = {i % 1001 == 500 ? 2.0 : 1.0,
                        (double)(i * 7919 % 101) / 10.0, (double)(i * 31 % 17)};
        memcpy(x + 3 * i, row, sizeof row);
        y[i] = (i * 7919 % 101 + i * 13 % 150) % 3 == 0;
    }
    struct stats_fit fit = fit_small(ROWS, 3, x, y, STATS_OK);
    /* No intercept: without columns every probability is 1/2. */
    ck_assert_digits(fit.null_log_likelihood, ROWS * log(0.5), 14, "null");
    stats_fit_release(&fit);
    x[3 * 17777 + 1] = NAN;
    fit = fit_small(ROWS, 3, x, y, STATS_BAD_DATA);
    ck_assert_int_eq(fit.reason, STATS_NOT_FINITE);
    stats_fit_release(&fit);
    free(x);
    free(y);
}
END_TEST

START_TEST(tall_data_with_an_offset_have_their_null_model)
{
    enum { ROWS = 20000 };
    double *x = calloc(ROWS * 2, sizeof *x), *y = calloc(ROWS, sizeof *y);
    double *one = calloc(ROWS, sizeof *one), *o = calloc(ROWS, sizeof *o);
    for (size_t i = 0; i < ROWS; i++) {
        one[i] = x[2 * i] = 1.0;
        x[2 * i + 1] = (double)(i * 7919 % 101) / 10.0;
        o[i] = (double)(i * 31 % 17) / 10.0;
        y[i] = (i * 7919 % 101 + i * 13 % 150) % 3 == 0;
    }
    struct stats_design d = {.n_rows = ROWS, .n_cols = 2, .x = x, .offset = o};
    struct stats_design null = {
        .n_rows = ROWS, .n_cols = 1, .x = one, .offset = o};
    struct stats_fit fit, alone;
    ck_assert_int_eq(stats_logit_fit(&d, y, &stats_ml, &fit), STATS_OK);
    ck_assert_int_eq(stats_logit_fit(&null, y, &stats_ml, &alone), STATS_OK);
    ck_assert_digits(fit.null_log_likelihood, alone.log_likelihood, 13, "null");
    ck_assert(alone.null_log_likelihood == alone.log_likelihood);
    stats_fit_release(&fit);
    stats_fit_release(&alone);
    free(x);
    free(y);
    free(one);
    free(o);
}
END_TEST

/* Rows of weight 0 and copied rows: the same fit as without them. */
START_TEST(tall_weights_are_frequencies)
{
    enum { ROWS = 20000 };
    double *x = calloc(2 * ROWS * 3, sizeof *x);
    double *y = calloc(2 * ROWS, sizeof *y), *w = calloc(ROWS, sizeof *w);
    size_t n = 0;
    for (size_t i = 0; i < ROWS; i++) {
        double row[] = {1.0, (double)(i * 7919 % 101) / 10.0,
                        (double)(i * 31 % 17)};
        w[i] = (double)(i % 3);
        y[i] = (i * 7919 % 101 + i * 13 % 150) % 5 == 0;
        memcpy(x + 3 * i, row, sizeof row);
    }
    struct stats_design d = {.n_rows = ROWS, .n_cols = 3, .x = x, .weights = w};
    struct stats_fit weighted, copied;
    ck_assert_int_eq(stats_logit_fit(&d, y, &stats_ml, &weighted), STATS_OK);
    double *x2 = calloc(ROWS * 3, sizeof *x), *y2 = calloc(ROWS, sizeof *y);
    for (size_t i = 0; i < ROWS; i++)
        for (double k = 0; k < w[i]; k += 1.0) {
            memcpy(x2 + 3 * n, x + 3 * i, 3 * sizeof *x2);
            y2[n++] = y[i];
        }
    d = (struct stats_design){.n_rows = n, .n_cols = 3, .x = x2};
    ck_assert_int_eq(stats_logit_fit(&d, y2, &stats_ml, &copied), STATS_OK);
    for (size_t j = 0; j < 3; j++) {
        ck_assert_digits(weighted.estimate[j], copied.estimate[j], 12, "b");
        ck_assert_digits(weighted.std_error[j], copied.std_error[j], 12, "se");
    }
    /* The last row is in both. */
    ck_assert_digits(weighted.fitted[ROWS - 1], copied.fitted[n - 1], 12, "p");
    stats_fit_release(&weighted);
    stats_fit_release(&copied);
    free(x);
    free(y);
    free(w);
    free(x2);
    free(y2);
}
END_TEST

/* R: coef(glm(y ~ x + offset(o), binomial)) with 300 taken from o and from
 * the constant; the same model in other words. */
START_TEST(large_offsets_are_taken_up_by_the_constant)
{
    enum { ROWS = 60, TALL = 12000 };
    static double x[2 * TALL], y[TALL], small[TALL], large[TALL];
    for (size_t n = ROWS; n <= TALL; n *= TALL / ROWS) {
        for (size_t i = 0; i < n; i++) {
            x[2 * i] = 1.0;
            x[2 * i + 1] = (double)(i * 7 % 13) / 6.5 - 1.0;
            y[i] = (i * 11 + i / 7) % 5 < 2;
            small[i] = (double)(i % 8) / 8.0;
            large[i] = small[i] + 300.0;
        }
        struct stats_design d = {
            .n_rows = n, .n_cols = 2, .x = x, .offset = small};
        const struct stats_fit_options *const ways[] = {&stats_ml,
                                                        &stats_firth};
        for (size_t k = 0; k < (n == ROWS ? 2 : 1); k++) {
            struct stats_fit near, far;
            d.offset = small;
            ck_assert_int_eq(stats_logit_fit(&d, y, ways[k], &near), STATS_OK);
            d.offset = large;
            ck_assert_int_eq(stats_logit_fit(&d, y, ways[k], &far), STATS_OK);
            ck_assert_digits(far.estimate[0], near.estimate[0] - 300.0, 12,
                             "constant");
            ck_assert_digits(far.estimate[1], near.estimate[1], 11, "slope");
            ck_assert_digits(far.std_error[1], near.std_error[1], 11, "error");
            ck_assert_digits(far.null_log_likelihood, near.null_log_likelihood,
                             11, "null");
            stats_fit_release(&near);
            stats_fit_release(&far);
        }
    }
}
END_TEST

START_TEST(reasons_have_names)
{
    ck_assert_str_eq(stats_reason_name(STATS_NO_REASON), "");
    ck_assert_str_eq(stats_reason_name(STATS_NO_ROWS), "no_rows");
    ck_assert_str_eq(stats_reason_name(STATS_NOT_FINITE), "not_finite");
}
END_TEST

static Suite *suite(void)
{
    Suite *s = suite_create("logit");
    TCase *t = tcase_create("logit");
    tcase_set_timeout(t, 60);
    tcase_add_loop_test(t, maximum_likelihood_agrees_with_the_certified_fit, 0,
                        4);
    tcase_add_loop_test(t, firth_agrees_with_the_certified_fit, 0, 6);
    tcase_add_test(t, quasi_separation_is_named_as_certified);
    tcase_add_test(t, complete_separation_names_the_direction);
    tcase_add_test(t, a_dropped_column_is_named_and_the_others_are_estimated);
    tcase_add_test(t, bad_data_is_refused_with_its_reason);
    tcase_add_test(t, a_level_in_percent_is_the_callers_mistake);
    tcase_add_test(t, a_one_row_level_is_separated_for_ml_and_finite_for_firth);
    tcase_add_test(t, scale_and_mean_of_a_column_cost_no_digits);
    tcase_add_test(t,
                   nearly_collinear_columns_and_large_means_keep_their_digits);
    tcase_add_test(t, tall_data_keep_the_digits_on_any_number_of_threads);
    tcase_add_test(t, tall_data_can_be_separated);
    tcase_add_test(t, tall_data_are_judged_by_all_their_rows);
    tcase_add_test(t, tall_weights_are_frequencies);
    tcase_add_test(t, tall_data_with_an_offset_have_their_null_model);
    tcase_add_test(t, large_offsets_are_taken_up_by_the_constant);
    tcase_add_test(t, reasons_have_names);
    suite_add_tcase(s, t);
    return s;
}

CHECK_MAIN
