/* random tests: samples and tables drawn at random, beside R's tests of them.
 *
 * tests/reference/stats/random_tests.txt is what tests/stats/random_tests.R
 * printed: two lines a case, the given numbers and the expected ones. */
#include "stats/contingency.h"
#include "stats/distribution.h"
#include "stats/location.h"
#include "stats/proportion.h"
#include "stats/summary.h"
#include "tests/stats/reference.h"

#include <stdlib.h>

enum { MOST = 120 };

struct given {
    char what[16];
    size_t n, n_want;
    double x[MOST], want[MOST];
};

static size_t read_numbers(char *text, double *out)
{
    size_t n = 0;
    for (char *at = strtok(text, " \n"); at; at = strtok(NULL, " \n")) {
        ck_assert(n < MOST);
        out[n++] = strcmp(at, "NA") == 0 ? NAN : strtod(at, NULL);
    }
    return n;
}

static bool read_case(FILE *in, struct given *g)
{
    char line[4096];
    if (fgets(line, sizeof line, in) == NULL)
        return false;
    char *numbers = strchr(line, ' ');
    ck_assert(numbers != NULL);
    snprintf(g->what, sizeof g->what, "%.*s", (int)(numbers - line), line);
    g->n = read_numbers(numbers, g->x);
    ck_assert(fgets(line, sizeof line, in) != NULL);
    g->n_want = read_numbers(line, g->want);
    return true;
}

/* Where R's number is 0 (or nearly, as the t of equal means) 1e-13 is asked. */
static void compare(const struct given *g, size_t at, double got, double least,
                    const char *what)
{
    ck_assert(at < g->n_want);
    double want = g->want[at];
    if (isnan(want) || fabs(got - want) < 1e-13)
        return;
    ck_assert_msg(digits(got, want) >= least,
                  "%s %g %g …, %s: got %.17g, expected %.17g", g->what, g->x[0],
                  g->x[1], what, got, want);
}

static void check_groups(const struct given *g)
{
    size_t n = (size_t)g->x[0], code[MOST];
    for (size_t i = 0; i < n; i++)
        code[i] = (size_t)g->x[2 + n + i];
    struct stats_groups groups = {n, (size_t)g->x[1], g->x + 2, code};
    struct stats_test t;
    double exact, second;
    if (groups.n_groups == 2) {
        ck_assert_int_eq(stats_welch(&groups, &t), STATS_OK);
        compare(g, 0, t.statistic, 11, "t");
        compare(g, 1, t.df, 11, "df of t");
        compare(g, 2, t.p_value, 11, "p of t");
        ck_assert_int_eq(stats_wilcoxon(&groups, &t, &exact), STATS_OK);
        compare(g, 3, t.statistic, 13, "W");
        compare(g, 4, t.p_value, 11, "p of W");
        compare(g, 5, exact, 11, "exact p of W");
    }
    ck_assert_int_eq(stats_welch_anova(&groups, &t, &second), STATS_OK);
    compare(g, 6, t.statistic, 10, "F");
    compare(g, 7, t.df, 11, "df of F");
    compare(g, 8, second, 11, "second df of F");
    compare(g, 9, t.p_value, 10, "p of F");
    ck_assert_int_eq(stats_kruskal_wallis(&groups, &t, &exact), STATS_OK);
    compare(g, 10, t.statistic, 11, "H");
    compare(g, 11, t.df, 13, "df of H");
    compare(g, 12, t.p_value, 11, "p of H");
    compare(g, 13, exact, 11, "exact p of H");
}

static void check_square(const struct given *g, const struct stats_counts *c)
{
    struct stats_test t;
    double kappa;
    if (!isnan(g->want[3])) {
        ck_assert_int_eq(stats_bowker(c, &t), STATS_OK);
        compare(g, 3, t.statistic, 12, "Bowker");
        compare(g, 4, t.df, 13, "df of Bowker");
    }
    ck_assert_int_eq(stats_kappa(c, 0, &kappa), STATS_OK);
    compare(g, 8, kappa, 11, "kappa");
    ck_assert_int_eq(stats_kappa(c, 1, &kappa), STATS_OK);
    compare(g, 9, kappa, 11, "weighted kappa");
    if (isnan(g->want[5]))
        return;
    ck_assert_int_eq(stats_mcnemar_exact(c, &t), STATS_OK);
    compare(g, 5, t.p_value, 11, "exact McNemar");
}

static void check_table(const struct given *g)
{
    struct stats_counts c = {(size_t)g->x[0], (size_t)g->x[1], g->x + 2};
    struct stats_test t;
    ck_assert_int_eq(stats_chi_square(&c, &t, NULL), STATS_OK);
    compare(g, 0, t.statistic, 12, "chi-square");
    compare(g, 1, t.p_value, 11, "its p");
    ck_assert_int_eq(stats_fisher_exact(&c, &t), STATS_OK);
    compare(g, 2, t.p_value, 9, "Fisher"); /* R's own end at 9 here */
    if (c.n_rows == c.n_cols)
        check_square(g, &c);
    if (c.n_rows != 2)
        return;
    ck_assert_int_eq(stats_cochran_armitage(&c, NULL, &t), STATS_OK);
    compare(g, 6, t.statistic, 11, "trend");
    compare(g, 7, t.p_value, 11, "its p");
}

static void check_share(const struct given *g)
{
    const size_t x[] = {(size_t)g->x[0], (size_t)g->x[2]};
    const size_t n[] = {(size_t)g->x[1], (size_t)g->x[3]};
    double level = g->x[4];
    struct stats_interval got;
    ck_assert_int_eq(stats_proportion_wilson(x[0], n[0], level, &got),
                     STATS_OK);
    compare(g, 0, got.lower, 11, "Wilson");
    compare(g, 1, got.upper, 11, "Wilson");
    ck_assert_int_eq(stats_proportion_clopper_pearson(x[0], n[0], level, &got),
                     STATS_OK);
    compare(g, 2, got.lower, 11, "Clopper-Pearson");
    compare(g, 3, got.upper, 11, "Clopper-Pearson");
    ck_assert_int_eq(stats_proportion_newcombe(x, n, level, &got), STATS_OK);
    compare(g, 4, got.lower, 11, "Newcombe");
    compare(g, 5, got.upper, 11, "Newcombe");
    ck_assert_int_eq(stats_poisson_exact(x[0], (double)n[0] / 7.0, level, &got),
                     STATS_OK);
    compare(g, 6, got.lower, 11, "Poisson");
    compare(g, 7, got.upper, 11, "Poisson");
}

static void check_numbers(const struct given *g)
{
    size_t n = (size_t)g->x[0];
    struct stats_summary s;
    compare(g, 0, stats_quantile(g->x + 2, n, g->x[1], 2), 13, "type 2");
    compare(g, 1, stats_quantile(g->x + 2, n, g->x[1], 7), 13, "type 7");
    ck_assert_int_eq(stats_summarise(g->x + 2, n, &s), STATS_OK);
    compare(g, 2, s.mean, 12, "mean");
    compare(g, 3, s.sd, 12, "sd");
    compare(g, 4, s.q1, 13, "q1");
    compare(g, 5, s.median, 13, "median");
    compare(g, 6, s.q3, 13, "q3");
}

static void check_curves(const struct given *g)
{
    double z = g->x[0], p = g->x[1], d = g->x[2], e = g->x[3], x = g->x[4];
    compare(g, 0, stats_normal_two_sided(z), 12, "normal, two-sided");
    compare(g, 1, stats_normal_cdf(z), 12, "normal");
    compare(g, 2, stats_normal_quantile(p), 12, "normal quantile");
    compare(g, 2, -stats_normal_for_level(1.0 - 2.0 * p), 11, "of a level");
    compare(g, 3, stats_chisq_upper(x, d), 12, "chi-square");
    compare(g, 4, stats_f_upper(x / d, d, e), 11, "F");
    compare(g, 5, stats_t_two_sided(z, d), 11, "t");
    compare(g, 6, stats_t_quantile(p, d), 10, "t quantile");
    compare(g, 7, stats_chisq_quantile(p, d), 10, "chi-square quantile");
    compare(g, 8, stats_beta_quantile(p, d, e), 10, "beta quantile");
    compare(g, 9, stats_gamma_quantile(p, e), 10, "gamma quantile");
}

static const struct {
    const char *what;
    void (*check)(const struct given *g);
    size_t least;
} kinds[] = {{"groups", check_groups, 20},
             {"table", check_table, 40},
             {"share", check_share, 40},
             {"numbers", check_numbers, 40},
             {"curves", check_curves, 40}};

START_TEST(random_cases_agree_with_R)
{
    struct given g;
    size_t n = 0;
    FILE *in = reference_open("random_tests.txt");
    while (read_case(in, &g)) {
        if (strcmp(g.what, kinds[_i].what) != 0)
            continue;
        kinds[_i].check(&g);
        n++;
    }
    fclose(in);
    ck_assert_msg(n >= kinds[_i].least, "%s: %zu cases", kinds[_i].what, n);
}
END_TEST

static Suite *suite(void)
{
    Suite *s = suite_create("random tests");
    TCase *t = tcase_create("random tests");
    tcase_set_timeout(t, 60); /* sanitizers take their time */
    tcase_add_loop_test(t, random_cases_agree_with_R, 0, 5);
    suite_add_tcase(s, t);
    return s;
}

CHECK_MAIN
