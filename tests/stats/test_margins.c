/* margins: average marginal effects and their errors, as in the references.
 *
 * Expected numbers: `ame` of tests/reference/stats X.ml.json, X.mnl.json
 * (own delta method in R, equal to statsmodels 0.13.5 to 1e-11). */
#include "reference.h"
#include "stats/logit.h"
#include "stats/margins.h"
#include "stats/multinomial.h"

#include <stdlib.h>

struct margin_case {
    struct reference_table table;
    double *x, *w;
    struct stats_design design;
};

static struct margin_case load(const char *file, size_t first)
{
    struct margin_case c = {.table = reference_csv(file)};
    c.x = reference_matrix(&c.table, first);
    c.w = reference_numbers(&c.table, "w");
    c.design = (struct stats_design){.n_rows = c.table.n_rows,
                                     .n_cols = c.table.n_cols - first,
                                     .x = c.x,
                                     .weights = c.w};
    return c;
}

static void unload(struct margin_case *c)
{
    free(c->table.cells);
    free(c->x);
    free(c->w);
}

/* Effects of column j: slope, or switch of the dummy within its factor. */
static void effect(const struct margin_case *c, const struct stats_fit *fit,
                   enum stats_family family, size_t j, const char *factor,
                   size_t first, struct stats_margin *out)
{
    size_t n = c->design.n_rows, m = c->design.n_cols;
    double *to = calloc(n * m, sizeof *to), *from = calloc(n * m, sizeof *to);
    memcpy(to, c->x, n * m * sizeof *to);
    memcpy(from, c->x, n * m * sizeof *to);
    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; k < m; k++) {
            if (factor == NULL)
                to[i * m + k] = k == j;
            else if (strncmp(c->table.names[first + k], factor,
                             strlen(factor)) == 0) {
                to[i * m + k] = k == j;
                from[i * m + k] = 0.0;
            }
        }
    ck_assert_int_eq(
        factor ? stats_margin_switch(&c->design, fit, family, to, from, out)
               : stats_margin_slope(&c->design, fit, family, to, out),
        STATS_OK);
    free(to);
    free(from);
}

static const char *factor_of(const char *term)
{
    static const char *const factors[] = {"race", "education", "Class", "Sex",
                                          "Age",  "lake",      "size",  "type"};
    for (size_t i = 0; i < sizeof factors / sizeof *factors; i++)
        if (strncmp(term, factors[i], strlen(factors[i])) == 0)
            return factors[i];
    return NULL;
}

static void compare_binary(const char *name)
{
    char file[128];
    snprintf(file, sizeof file, "%s.design.csv", name);
    struct margin_case c = load(file, 3);
    double *y = reference_numbers(&c.table, "y");
    snprintf(file, sizeof file, "%s.ml.json", name);
    json_t *plain = reference_json(file);
    struct stats_fit fit;
    ck_assert_int_eq(stats_logit_fit(&c.design, y, &stats_ml, &fit), STATS_OK);
    const json_t *ame = json_object_get(plain, "ame");
    ck_assert_uint_ge(json_array_size(ame), 4);
    for (size_t a = 0; a < json_array_size(ame); a++) {
        const json_t *r = json_array_get(ame, a);
        const char *term = json_string_value(json_object_get(r, "term"));
        struct stats_margin got;
        effect(&c, &fit, STATS_FAMILY_LOGIT,
               reference_column(&c.table, term) - 3, factor_of(term), 3, &got);
        ck_assert_digits(got.estimate,
                         reference_number(json_object_get(r, "ame")), 11, term);
        ck_assert_digits(got.std_error,
                         reference_number(json_object_get(r, "se")), 10, term);
    }
    stats_fit_release(&fit);
    json_decref(plain);
    free(y);
    unload(&c);
}

START_TEST(binary_effects_agree_with_the_reference)
{
    compare_binary("birthwt");
    compare_binary("infert_cluster");
    compare_binary("pima_tr");
    compare_binary("titanic");
}
END_TEST

static const char *const categories[][5] = {
    {"Fish", "Invertebrate", "Reptile", "Bird", "Other"},
    {"white", "black", "other"}};

/* The standard errors in these files come from numerical differences and
 * hold 9 to 10 digits. */
static void compare_categories(const char *name, size_t which, size_t levels)
{
    char file[128];
    snprintf(file, sizeof file, "%s.mnl.design.csv", name);
    struct margin_case c = load(file, 2);
    size_t *y = calloc(c.design.n_rows, sizeof *y);
    for (size_t i = 0; i < c.design.n_rows; i++)
        for (size_t k = 0; k < levels; k++)
            if (strcmp(categories[which][k], reference_cell(&c.table, i, 0)) ==
                0)
                y[i] = k;
    snprintf(file, sizeof file, "%s.mnl.json", name);
    json_t *plain = reference_json(file);
    struct stats_fit fit;
    ck_assert_int_eq(
        stats_multinomial_fit(&c.design, y, levels, &stats_ml, &fit), STATS_OK);
    const json_t *ame = json_object_get(plain, "ame");
    for (size_t a = 0; a < json_array_size(ame); a++) {
        const json_t *r = json_array_get(ame, a);
        const char *term = json_string_value(json_object_get(r, "term"));
        struct stats_margin got[5];
        effect(&c, &fit, STATS_FAMILY_MULTINOMIAL,
               reference_column(&c.table, term) - 2, factor_of(term), 2, got);
        ck_assert_digits(got[a % levels].estimate,
                         reference_number(json_object_get(r, "ame")), 11, term);
        ck_assert_digits(got[a % levels].std_error,
                         reference_number(json_object_get(r, "se")), 9, term);
    }
    stats_fit_release(&fit);
    json_decref(plain);
    free(y);
    unload(&c);
}

START_TEST(category_effects_agree_with_the_reference)
{
    compare_categories("alligators", 0, 5);
    compare_categories("birthwt_race", 1, 3);
}
END_TEST

START_TEST(a_separated_fit_has_no_margins)
{
    double x[] = {1, 1, 1, 2, 1, 3, 1, 4}, y[] = {0, 0, 1, 1};
    struct stats_design d = {.n_rows = 4, .n_cols = 2, .x = x};
    struct stats_fit fit;
    struct stats_margin got = {7, 7};
    ck_assert_int_eq(stats_logit_fit(&d, y, &stats_ml, &fit), STATS_SEPARATED);
    ck_assert_int_eq(
        stats_margin_switch(&d, &fit, STATS_FAMILY_LOGIT, x, NULL, &got),
        STATS_BAD_ARGUMENT);
    ck_assert(got.estimate == 7 && got.std_error == 7);
    stats_fit_release(&fit);
}
END_TEST

/* One pass for all main effects gives what the others give one by one; those
 * agree with the reference above. A number in column 1, a factor of four
 * levels in 2 to 4. */
START_TEST(all_main_effects_in_one_pass_are_the_same)
{
    enum { ROWS = 3000, COLUMNS = 5 };
    static double x[ROWS * COLUMNS], to[ROWS * COLUMNS], from[ROWS * COLUMNS];
    static double y[ROWS], w[ROWS], offset[ROWS];
    for (size_t i = 0; i < ROWS; i++) {
        x[i * COLUMNS] = 1.0;
        x[i * COLUMNS + 1] = 70.0 + (double)(i * 7919 % 101) / 10.0;
        if (i * 31 % 4)
            x[i * COLUMNS + 1 + i * 31 % 4] = 1.0;
        y[i] = (i * 7919 % 101 + i * 13 % 150) % 3 == 0;
        w[i] = (double)(i % 5);
        offset[i] = (double)(i % 7) / 10.0;
    }
    struct stats_design d = {.n_rows = ROWS,
                             .n_cols = COLUMNS,
                             .x = x,
                             .weights = w,
                             .offset = offset};
    const struct stats_main_effect effect[] = {
        {.to = 1},
        {.first = 2, .n_cols = 3, .to = 2, .from = STATS_NO_COLUMN},
        {.first = 2, .n_cols = 3, .to = 4, .from = 3}};
    struct stats_margin one[3], slope, change;
    struct stats_fit fit;
    ck_assert_int_eq(stats_logit_fit(&d, y, &stats_ml, &fit), STATS_OK);
    ck_assert_int_eq(stats_margin_main(&d, &fit, 2, 3, effect, one), STATS_OK);
    for (size_t i = 0; i < ROWS; i++)
        to[i * COLUMNS + 1] = 1.0;
    ck_assert_int_eq(
        stats_margin_slope(&d, &fit, STATS_FAMILY_LOGIT, to, &slope), STATS_OK);
    ck_assert_digits(one[0].estimate, slope.estimate, 12, "number");
    ck_assert_digits(one[0].std_error, slope.std_error, 11, "number");
    for (size_t e = 1; e < 3; e++) {
        memcpy(to, x, sizeof x);
        memcpy(from, x, sizeof x);
        for (size_t i = 0; i < ROWS; i++)
            for (size_t k = 2; k < COLUMNS; k++) {
                to[i * COLUMNS + k] = k == effect[e].to;
                from[i * COLUMNS + k] = k == effect[e].from;
            }
        ck_assert_int_eq(stats_margin_switch(&d, &fit, STATS_FAMILY_LOGIT, to,
                                             from, &change),
                         STATS_OK);
        ck_assert_digits(one[e].estimate, change.estimate, 11, "level");
        ck_assert_digits(one[e].std_error, change.std_error, 11, "level");
    }
    fit.status = STATS_SEPARATED;
    ck_assert_int_eq(stats_margin_main(&d, &fit, 1, 3, effect, one),
                     STATS_BAD_ARGUMENT);
    stats_fit_release(&fit);
}
END_TEST

static Suite *suite(void)
{
    Suite *s = suite_create("margins");
    TCase *t = tcase_create("margins");
    tcase_add_test(t, binary_effects_agree_with_the_reference);
    tcase_add_test(t, category_effects_agree_with_the_reference);
    tcase_add_test(t, a_separated_fit_has_no_margins);
    tcase_add_test(t, all_main_effects_in_one_pass_are_the_same);
    suite_add_tcase(s, t);
    return s;
}

CHECK_MAIN
