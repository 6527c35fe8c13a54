/* nasty data: a named status within a second, never a number that looks like
 * an estimate.
 *
 * Every case is fitted by every family that can take it. The clock is the
 * process's own. Sanitizers cost a factor and are given one; so does a machine
 * whose caches many processes share. NASTY_TIMES=1 prints the times. */
#include "check_main.h"
#include "stats/clogit.h"
#include "stats/logit.h"
#include "stats/multinomial.h"
#include "stats/ordinal.h"
#include "stats/poisson.h"

#include <math.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>
#include <time.h>

#ifdef __has_feature
#if __has_feature(address_sanitizer)
#define IS_SANITIZED 1
#endif
#endif
#ifndef IS_SANITIZED
#define IS_SANITIZED 0
#endif

static double seconds_allowed(void)
{
    double load = 0.0, allowed = IS_SANITIZED ? 10.0 : 1.0;
    FILE *in = fopen("/proc/loadavg", "r");
    if (in && fscanf(in, "%lf", &load) == 1 && load > 3.0)
        allowed *= 3.0;
    if (in)
        fclose(in);
    return allowed;
}

enum { ROWS = 600, MOST_COLUMNS = 210, MOST = ROWS * MOST_COLUMNS };

enum family {
    LOGIT,
    FIRTH,
    MULTINOMIAL,
    FIRTH_MULTINOMIAL,
    ORDINAL,
    POISSON,
    FAMILIES
};

static const char *const family_names[] = {
    "logit", "firth", "multinomial", "firth-multinomial", "ordinal", "poisson"};

/* What a case's data look like; n_levels 2: the outcome is binary. */
struct data {
    size_t n, m, n_levels;
    double x[MOST], y[ROWS], weights[ROWS];
    size_t code[ROWS];
    bool weighted;
};

static struct data data;

static uint64_t state;

static double uniform(void)
{
    uint64_t z = (state += 0x9e3779b97f4a7c15u);
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return (double)((z ^ (z >> 31)) >> 11) * 0x1p-53;
}

static double *at(size_t i, size_t j)
{
    return &data.x[i * data.m + j];
}

/* n rows: 1 and two numbers that say a little about a binary outcome. */
static void start(size_t n, size_t m)
{
    memset(&data, 0, sizeof data);
    state = 20240401;
    data.n = n;
    data.m = m;
    data.n_levels = 2;
    for (size_t i = 0; i < n; i++) {
        *at(i, 0) = 1.0;
        for (size_t j = 1; j < m && j < 3; j++)
            *at(i, j) = 2.0 * uniform() - 1.0;
        data.y[i] = uniform() < 1.0 / (1.0 + exp(-0.5 * *at(i, 1)));
    }
}

static void code_outcome(void)
{
    for (size_t i = 0; i < data.n; i++)
        data.code[i] = (size_t)data.y[i];
}

/* The cases ---------------------------------------------------------------- */

static void complete_separation(void)
{
    start(60, 3);
    for (size_t i = 0; i < data.n; i++)
        data.y[i] = *at(i, 1) > 0.0;
}

static void quasi_separation(void)
{
    start(60, 3);
    for (size_t i = 0; i < data.n; i++) {
        *at(i, 2) = i % 6 == 0;
        if (i % 6 == 0)
            data.y[i] = 1.0;
    }
}

static void collinear_columns(void)
{
    start(60, 4);
    for (size_t i = 0; i < data.n; i++)
        *at(i, 3) = 2.0 * *at(i, 1) - 3.0 * *at(i, 2) + 1.0;
}

static void level_with_one_row(void)
{
    start(60, 3);
    for (size_t i = 0; i < data.n; i++)
        *at(i, 2) = i == 17;
}

static void category_with_two_rows(void)
{
    start(120, 3);
    data.n_levels = 3;
    code_outcome();
    data.code[5] = data.code[77] = 2;
}

static void constant_outcome(void)
{
    start(60, 3);
    for (size_t i = 0; i < data.n; i++)
        data.y[i] = 0.0;
}

static void missing_column(void)
{
    start(60, 3);
    for (size_t i = 0; i < data.n; i++)
        *at(i, 2) = NAN;
}

static void small_and_large_scales(void)
{
    start(200, 3);
    for (size_t i = 0; i < data.n; i++) {
        *at(i, 1) *= 1e-8;
        *at(i, 2) *= 1e8;
    }
}

static void weights_of_0_and_a_million(void)
{
    start(200, 3);
    data.weighted = true;
    for (size_t i = 0; i < data.n; i++)
        data.weights[i] = i % 3 == 0 ? 0.0 : i % 3 == 1 ? 1.0 : 1e6;
}

static void two_hundred_categories(void)
{
    start(600, 202);
    for (size_t i = 0; i < data.n; i++)
        if (i % 200)
            *at(i, 2 + i % 200) = 1.0;
}

static void one_row_strata(void)
{
    start(200, 201);
    for (size_t i = 0; i < data.n; i++) {
        *at(i, 2) = 0.0;
        if (i)
            *at(i, 1 + i) = 1.0;
    }
}

static void more_columns_than_rows(void)
{
    start(20, 40);
    for (size_t i = 0; i < data.n; i++)
        for (size_t j = 3; j < data.m; j++)
            *at(i, j) = uniform();
}

#define ANY STATS_BAD_ARGUMENT
static const struct {
    const char *name;
    void (*make)(void);
    /* Statuses that may be told; ANY: the family is not asked. */
    enum stats_status want[FAMILIES];
} cases[] = {
    {"complete separation",
     complete_separation,
     {STATS_SEPARATED, STATS_OK, STATS_SEPARATED, STATS_OK, STATS_SEPARATED,
      ANY}},
    {"quasi-separation",
     quasi_separation,
     {STATS_QUASI_SEPARATED, STATS_OK, STATS_QUASI_SEPARATED, STATS_OK,
      STATS_QUASI_SEPARATED, STATS_OK}},
    {"collinear columns",
     collinear_columns,
     {STATS_SINGULAR, STATS_SINGULAR, STATS_SINGULAR, STATS_SINGULAR,
      STATS_SINGULAR, STATS_SINGULAR}},
    {"a level with one row",
     level_with_one_row,
     {STATS_QUASI_SEPARATED, STATS_OK, STATS_QUASI_SEPARATED, STATS_OK,
      STATS_QUASI_SEPARATED, ANY}},
    {"an outcome category with two rows",
     category_with_two_rows,
     {ANY, ANY, STATS_TOO_FEW_EVENTS, STATS_TOO_FEW_EVENTS,
      STATS_TOO_FEW_EVENTS, ANY}},
    {"constant outcome",
     constant_outcome,
     {STATS_BAD_DATA, STATS_BAD_DATA, STATS_BAD_DATA, STATS_BAD_DATA,
      STATS_BAD_DATA, STATS_BAD_DATA}},
    {"a column that is all missing",
     missing_column,
     {STATS_BAD_DATA, STATS_BAD_DATA, STATS_BAD_DATA, STATS_BAD_DATA,
      STATS_BAD_DATA, STATS_BAD_DATA}},
    {"scales of 1e-8 and 1e8",
     small_and_large_scales,
     {STATS_OK, STATS_OK, STATS_OK, STATS_OK, STATS_OK, STATS_OK}},
    {"weights of 0 and a million",
     weights_of_0_and_a_million,
     {STATS_OK, STATS_OK, STATS_OK, STATS_OK, STATS_OK, STATS_OK}},
    {"200 categories",
     two_hundred_categories,
     {STATS_QUASI_SEPARATED, STATS_OK, STATS_QUASI_SEPARATED, STATS_OK,
      STATS_QUASI_SEPARATED, STATS_QUASI_SEPARATED}},
    {"strata of one row",
     one_row_strata,
     {STATS_SINGULAR, STATS_SINGULAR, STATS_SINGULAR, STATS_SINGULAR,
      STATS_SINGULAR, STATS_SINGULAR}},
    {"more columns than rows",
     more_columns_than_rows,
     {STATS_SINGULAR, STATS_SINGULAR, STATS_SINGULAR, STATS_SINGULAR,
      STATS_SINGULAR, STATS_SINGULAR}},
};
enum { CASES = sizeof cases / sizeof *cases };

static enum stats_status fit_family(enum family family, struct stats_fit *fit)
{
    struct stats_fit_options options = stats_ml;
    struct stats_design d = {.n_rows = data.n,
                             .n_cols = data.m,
                             .x = data.x,
                             .weights = data.weighted ? data.weights : NULL};
    struct stats_design slopes = d;
    static double x[MOST];
    if (family == FIRTH || family == FIRTH_MULTINOMIAL)
        options.method = STATS_FIRTH;
    if (family == LOGIT || family == FIRTH)
        return stats_logit_fit(&d, data.y, &options, fit);
    if (family == POISSON)
        return stats_poisson_fit(&d, data.y, &options, fit);
    if (data.n_levels == 2)
        code_outcome();
    if (family != ORDINAL)
        return stats_multinomial_fit(&d, data.code, data.n_levels, &options,
                                     fit);
    slopes.n_cols = data.m - 1;
    for (size_t i = 0; i < data.n; i++)
        memcpy(x + i * slopes.n_cols, at(i, 1), slopes.n_cols * sizeof *x);
    slopes.x = x;
    return stats_ordinal_fit(&slopes, data.code, data.n_levels, &options, fit);
}

/* Numbers stand only where they are estimates, and they are of this world. */
static void check_numbers(const char *what, const struct stats_fit *fit)
{
    bool none =
        fit->status == STATS_BAD_DATA || fit->status == STATS_NOT_CONVERGED;
    bool some = false;
    for (size_t j = 0; j < fit->n_terms; j++)
        some = some || !isnan(fit->estimate[j]);
    ck_assert_msg(some || !stats_fit_has_estimates(fit),
                  "%s: says there are estimates", what);
    for (size_t j = 0; j < fit->n_terms; j++) {
        double b = fit->estimate[j], se = fit->std_error[j];
        bool finite = fit->column[j] == STATS_COLUMN_FINITE;
        ck_assert_msg(finite || isnan(b), "%s: term %zu has a number", what, j);
        ck_assert_msg(!none || isnan(b), "%s: term %zu has a number", what, j);
        ck_assert_msg(isnan(b) == isnan(se), "%s: term %zu half empty", what,
                      j);
        ck_assert_msg(isnan(b) || (isfinite(b) && se > 0.0 && isfinite(se)),
                      "%s: term %zu: %g (%g)", what, j, b, se);
    }
}

START_TEST(every_family_names_what_is_wrong_within_a_second)
{
    char what[128];
    for (size_t family = 0; family < FAMILIES; family++) {
        struct stats_fit fit;
        if (cases[_i].want[family] == ANY)
            continue;
        /* Sanitizers make half a minute of it. */
        if (IS_SANITIZED && cases[_i].make == two_hundred_categories &&
            (family == MULTINOMIAL || family == FIRTH_MULTINOMIAL))
            continue;
        snprintf(what, sizeof what, "%s, %s", cases[_i].name,
                 family_names[family]);
        cases[_i].make();
        clock_t before = clock();
        enum stats_status st = fit_family((enum family)family, &fit);
        double seconds = (double)(clock() - before) / CLOCKS_PER_SEC;
        if (getenv("NASTY_TIMES"))
            printf("%-50s %-16s %.3f s\n", what, stats_status_name(st),
                   seconds);
        ck_assert_msg(st == cases[_i].want[family], "%s: %s", what,
                      stats_status_name(st));
        check_numbers(what, &fit);
        ck_assert_msg(seconds < seconds_allowed(), "%s: %.2f s", what, seconds);
        stats_fit_release(&fit);
    }
}
END_TEST

START_TEST(matched_sets_of_one_row_say_nothing)
{
    size_t set[ROWS];
    struct stats_fit fit;
    start(60, 2);
    struct stats_design d = {.n_rows = data.n, .n_cols = data.m, .x = data.x};
    for (size_t i = 0; i < data.n; i++)
        set[i] = i;
    ck_assert_int_eq(stats_clogit_fit(&d, data.y, set, &stats_ml, &fit),
                     STATS_BAD_DATA);
    ck_assert_int_eq(fit.reason, STATS_OUTCOME_CONSTANT);
    check_numbers("sets of one row", &fit);
    stats_fit_release(&fit);
}
END_TEST

static Suite *suite(void)
{
    Suite *s = suite_create("nasty");
    TCase *t = tcase_create("nasty");
    tcase_set_timeout(t, 120);
    tcase_add_loop_test(t, every_family_names_what_is_wrong_within_a_second, 0,
                        CASES);
    tcase_add_test(t, matched_sets_of_one_row_say_nothing);
    suite_add_tcase(s, t);
    return s;
}

CHECK_MAIN
