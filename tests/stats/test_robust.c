/* robust: CR2 and the sandwiches of categorical models, as R gives them.
 *
 * Expected numbers: tests/reference/stats/robust.csv, made by robust.R beside
 * this file (clubSandwich, sandwich). HC0-HC3, CR0, CR1: test_families.c. */
#include "reference.h"
#include "stats/logit.h"
#include "stats/multinomial.h"
#include "stats/ordinal.h"
#include "stats/poisson.h"
#include "stats/robust.h"

/* Compares the errors with the rows of a case and kind; `first` of them
 * belong to terms from `at` on (ordinal: slopes stand first in R). */
static void compare(const char *name, const char *kind,
                    const struct stats_fit *fit, const size_t *term,
                    double digits_wanted)
{
    struct reference_table t = reference_csv("robust.csv");
    size_t found = 0;
    for (size_t i = 0; i < t.n_rows; i++) {
        if (strcmp(reference_cell(&t, i, 0), name) != 0 ||
            strcmp(reference_cell(&t, i, 1), kind) != 0)
            continue;
        size_t j = term ? term[found] : found;
        ck_assert_digits(fit->std_error[j],
                         strtod(reference_cell(&t, i, 3), NULL), digits_wanted,
                         reference_cell(&t, i, 2));
        found++;
    }
    ck_assert_uint_eq(found, fit->n_terms);
    free(t.cells);
}

struct infert {
    struct reference_table table;
    double *x, *y;
    size_t cluster[256];
    double weights[256];
};

static struct infert load_infert(void)
{
    struct infert c = {.table = reference_csv("infert_cluster.design.csv")};
    struct reference_table data = reference_csv("infert_cluster.data.csv");
    double *stratum = reference_numbers(&data, "stratum");
    c.x = reference_matrix(&c.table, 3);
    c.y = reference_numbers(&c.table, "y");
    for (size_t i = 0; i < c.table.n_rows; i++) {
        c.cluster[i] = (size_t)stratum[i];
        c.weights[i] = 1.0 + (double)((i + 1) % 3);
    }
    free(stratum);
    free(data.cells);
    return c;
}

static const struct {
    const char *name;
    enum stats_family family;
    bool weighted;
} cr2_cases[] = {{"infert", STATS_FAMILY_LOGIT, false},
                 {"infert_w", STATS_FAMILY_LOGIT, true},
                 {"infert_p", STATS_FAMILY_POISSON, false}};

START_TEST(cr2_agrees_with_clubSandwich)
{
    struct infert c = load_infert();
    bool poisson = cr2_cases[_i].family == STATS_FAMILY_POISSON;
    struct stats_design d = {.n_rows = c.table.n_rows,
                             .n_cols = c.table.n_cols - 3,
                             .x = c.x,
                             .weights =
                                 cr2_cases[_i].weighted ? c.weights : NULL};
    struct stats_fit fit;
    ck_assert_int_eq(poisson ? stats_poisson_fit(&d, c.y, &stats_ml, &fit)
                             : stats_logit_fit(&d, c.y, &stats_ml, &fit),
                     STATS_OK);
    ck_assert_int_eq(stats_robust(&d, c.y, cr2_cases[_i].family, STATS_CR2,
                                  c.cluster, 0.95, &fit),
                     STATS_OK);
    compare(cr2_cases[_i].name, "CR2", &fit, NULL, 10);
    stats_fit_release(&fit);
    free(c.x);
    free(c.y);
    free(c.table.cells);
}
END_TEST

START_TEST(one_cluster_or_none_is_refused_and_the_fit_untouched)
{
    struct infert c = load_infert();
    struct stats_design d = {
        .n_rows = c.table.n_rows, .n_cols = c.table.n_cols - 3, .x = c.x};
    struct stats_fit fit;
    ck_assert_int_eq(stats_logit_fit(&d, c.y, &stats_ml, &fit), STATS_OK);
    double before = fit.std_error[1];
    memset(c.cluster, 0, sizeof c.cluster);
    ck_assert_int_eq(stats_robust(&d, c.y, STATS_FAMILY_LOGIT, STATS_CR2,
                                  c.cluster, 0.95, &fit),
                     STATS_BAD_DATA);
    ck_assert_int_eq(
        stats_robust(&d, c.y, STATS_FAMILY_LOGIT, STATS_CR2, NULL, 0.95, &fit),
        STATS_BAD_ARGUMENT);
    ck_assert(fit.std_error[1] == before);
    stats_fit_release(&fit);
    free(c.x);
    free(c.y);
    free(c.table.cells);
}
END_TEST

START_TEST(sandwich_of_a_cumulative_logit_agrees_with_R)
{
    struct reference_table t = reference_csv("wine.data.csv");
    double *rating = reference_numbers(&t, "rating");
    double *judge = reference_numbers(&t, "judge");
    size_t y[128], cluster[128];
    double x[128 * 2];
    for (size_t i = 0; i < t.n_rows; i++) {
        y[i] = (size_t)rating[i] - 1;
        cluster[i] = (size_t)judge[i];
        x[2 * i] = strcmp(reference_cell(&t, i, 2), "warm") == 0;
        x[2 * i + 1] = strcmp(reference_cell(&t, i, 3), "yes") == 0;
    }
    static const size_t term[] = {4, 5, 0, 1, 2, 3};
    struct stats_design d = {.n_rows = t.n_rows, .n_cols = 2, .x = x};
    struct stats_fit fit;
    for (int clustered = 0; clustered < 2; clustered++) {
        ck_assert_int_eq(stats_ordinal_fit(&d, y, 5, &stats_ml, &fit),
                         STATS_OK);
        ck_assert_int_eq(
            stats_robust_categories(&d, y, STATS_FAMILY_ORDINAL,
                                    clustered ? STATS_CR0 : STATS_HC0,
                                    clustered ? cluster : NULL, 0.95, &fit),
            STATS_OK);
        /* The script's information is a difference quotient. */
        compare("wine", clustered ? "CR0" : "HC0", &fit, term, 8);
        stats_fit_release(&fit);
    }
    free(rating);
    free(judge);
    free(t.cells);
}
END_TEST

START_TEST(sandwich_of_a_multinomial_agrees_with_R)
{
    struct reference_table t = reference_csv("birthwt_race.data.csv");
    double *age = reference_numbers(&t, "age");
    double *smoke = reference_numbers(&t, "smoke"), x[256 * 3];
    size_t y[256], cluster[256], race = reference_column(&t, "race");
    for (size_t i = 0; i < t.n_rows; i++) {
        const char *r = reference_cell(&t, i, race);
        y[i] = strcmp(r, "black") == 0 ? 1 : strcmp(r, "other") == 0 ? 2 : 0;
        double row[] = {1.0, age[i], smoke[i]};
        memcpy(x + 3 * i, row, sizeof row);
        cluster[i] = (i + 1) % 17;
    }
    static const enum stats_robust kinds[] = {STATS_HC0, STATS_HC1, STATS_CR1};
    static const char *const names[] = {"HC0", "HC1", "CR1"};
    struct stats_design d = {.n_rows = t.n_rows, .n_cols = 3, .x = x};
    struct stats_fit fit;
    for (size_t k = 0; k < 3; k++) {
        ck_assert_int_eq(stats_multinomial_fit(&d, y, 3, &stats_ml, &fit),
                         STATS_OK);
        ck_assert_int_eq(stats_robust_categories(&d, y,
                                                 STATS_FAMILY_MULTINOMIAL,
                                                 kinds[k], cluster, 0.95, &fit),
                         STATS_OK);
        compare("race", names[k], &fit, NULL, 11);
        stats_fit_release(&fit);
    }
    ck_assert_int_eq(stats_multinomial_fit(&d, y, 3, &stats_ml, &fit),
                     STATS_OK);
    ck_assert_int_eq(stats_robust_categories(&d, y, STATS_FAMILY_MULTINOMIAL,
                                             STATS_HC3, NULL, 0.95, &fit),
                     STATS_BAD_ARGUMENT);
    stats_fit_release(&fit);
    free(age);
    free(smoke);
    free(t.cells);
}
END_TEST

START_TEST(clusters_are_needed_for_cr_only)
{
    ck_assert(!stats_robust_is_clustered(STATS_HC0));
    ck_assert(!stats_robust_is_clustered(STATS_HC3));
    ck_assert(stats_robust_is_clustered(STATS_CR0));
    ck_assert(stats_robust_is_clustered(STATS_CR2));
}
END_TEST

static Suite *suite(void)
{
    Suite *s = suite_create("robust");
    TCase *t = tcase_create("robust");
    tcase_add_loop_test(t, cr2_agrees_with_clubSandwich, 0, 3);
    tcase_add_test(t, one_cluster_or_none_is_refused_and_the_fit_untouched);
    tcase_add_test(t, sandwich_of_a_cumulative_logit_agrees_with_R);
    tcase_add_test(t, sandwich_of_a_multinomial_agrees_with_R);
    tcase_add_test(t, clusters_are_needed_for_cr_only);
    suite_add_tcase(s, t);
    return s;
}

CHECK_MAIN
