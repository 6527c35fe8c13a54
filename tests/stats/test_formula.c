/* formula: names, order and values of R's model.matrix; faults are named.
 *
 * Expected columns: tests/reference/stats/formula.columns.csv, printed by
 * formula.R beside this file under R 4.2.2. */
#include "reference.h"
#include "stats/formula.h"

static const char *const races[] = {"white", "black", "other"};

struct birthwt {
    struct reference_table table;
    struct stats_variable variables[16];
    double *owned[16];
    size_t race[256];
    struct stats_frame frame;
};

static void load(struct birthwt *b)
{
    b->table = reference_csv("birthwt.data.csv");
    for (size_t j = 0; j < b->table.n_cols; j++) {
        struct stats_variable *v = &b->variables[j];
        *v = (struct stats_variable){.name = b->table.names[j]};
        if (strcmp(v->name, "race") != 0) {
            v->number = b->owned[j] = reference_numbers(&b->table, v->name);
            continue;
        }
        for (size_t i = 0; i < b->table.n_rows; i++)
            for (size_t k = 0; k < 3; k++)
                if (strcmp(reference_cell(&b->table, i, j), races[k]) == 0)
                    b->race[i] = k;
        v->code = b->race;
        v->levels = races;
        v->n_levels = 3;
    }
    b->frame =
        (struct stats_frame){b->table.n_rows, b->table.n_cols, b->variables};
}

static void unload(struct birthwt *b)
{
    for (size_t j = 0; j < b->table.n_cols; j++)
        free(b->owned[j]);
    free(b->table.cells);
}

static size_t compare(const struct birthwt *b, const struct reference_table *t,
                      size_t first)
{
    const char *text = reference_cell(t, first, 0);
    struct stats_formula *f;
    struct stats_formula_problem why;
    ck_assert_msg(stats_formula_parse(text, &f, &why), "%s", text);
    ck_assert_msg(stats_formula_bind(f, &b->frame, &why), "%s: %d %s", text,
                  why.what, why.text);
    size_t m = stats_formula_n_columns(f), n = b->frame.n_rows, next = first;
    double *x = calloc(n * m, sizeof *x);
    stats_formula_design(f, &b->frame, NULL, x);
    for (size_t j = 0; j < m; j++, next++) {
        ck_assert_str_eq(reference_cell(t, next, 0), text);
        ck_assert_str_eq(stats_formula_column(f, j),
                         reference_cell(t, next, 1));
        double sum = 0.0;
        for (size_t i = 0; i < n; i++)
            sum += (double)(i + 1) * x[i * m + j];
        double want = strtod(reference_cell(t, next, 2), NULL);
        ck_assert_msg(fabs(sum - want) <= 1e-11 * fmax(1.0, fabs(want)) + 1e-9,
                      "%s %s: %.17g, expected %.17g", text,
                      stats_formula_column(f, j), sum, want);
    }
    ck_assert(next == t->n_rows ||
              strcmp(reference_cell(t, next, 0), text) != 0);
    free(x);
    stats_formula_free(f);
    return next;
}

START_TEST(columns_are_those_of_model_matrix)
{
    static struct birthwt b;
    load(&b);
    struct reference_table t = reference_csv("formula.columns.csv");
    size_t formulas = 0;
    for (size_t at = 0; at < t.n_rows; formulas++)
        at = compare(&b, &t, at);
    ck_assert_uint_eq(formulas, 25);
    free(t.cells);
    unload(&b);
}
END_TEST

static const struct {
    const char *text;
    enum stats_formula_what what;
    const char *named;
} faults[] = {
    {"low", STATS_FORMULA_NO_TILDE, "low"},
    {"~ age", STATS_FORMULA_NO_TILDE, "~ age"},
    {"low ~ age +", STATS_FORMULA_SYNTAX, ""},
    {"low ~ (age", STATS_FORMULA_SYNTAX, ""},
    {"low ~ age ~ lwt", STATS_FORMULA_SYNTAX, "~ lwt"},
    {"low ~ age $ 2", STATS_FORMULA_SYNTAX, "$ 2"},
    {"low ~ nosuch", STATS_FORMULA_UNKNOWN_VARIABLE, "nosuch"},
    {"low ~ spline(age)", STATS_FORMULA_UNKNOWN_FUNCTION, "spline"},
    {"low ~ log(race)", STATS_FORMULA_NOT_NUMERIC, "race"},
};

START_TEST(faults_are_named)
{
    static struct birthwt b;
    struct stats_formula *f;
    struct stats_formula_problem why;
    load(&b);
    bool good = stats_formula_parse(faults[_i].text, &f, &why) &&
                stats_formula_bind(f, &b.frame, &why);
    ck_assert_msg(!good, "%s", faults[_i].text);
    ck_assert_int_eq(why.what, faults[_i].what);
    ck_assert_str_eq(why.text, faults[_i].named);
    stats_formula_free(f);
    unload(&b);
}
END_TEST

START_TEST(slopes_follow_products_and_powers)
{
    double age[] = {2, 3}, smoke[] = {1, 4}, x[2 * 4];
    struct stats_variable v[] = {{.name = "y", .number = age},
                                 {.name = "age", .number = age},
                                 {.name = "smoke", .number = smoke}};
    struct stats_frame frame = {2, 3, v};
    struct stats_formula *f;
    struct stats_formula_problem why;
    ck_assert(
        stats_formula_parse("y ~ I(age^2) + age:smoke + log(age)", &f, &why));
    ck_assert(stats_formula_bind(f, &frame, &why));
    struct stats_formula_change slope = {.variable = 1, .slope = true};
    stats_formula_design(f, &frame, &slope, x);
    double want[] = {0, 4, 0.5, 1, 0, 6, 1.0 / 3.0, 4};
    ck_assert_str_eq(stats_formula_column(f, 3), "age:smoke");
    for (size_t i = 0; i < 8; i++)
        ck_assert_double_eq_tol(x[i], want[i], 1e-15);
    ck_assert_uint_eq(stats_formula_n_effects(f), 2);
    stats_formula_free(f);
}
END_TEST

/* All kinds of columns, from windows that do not start at the first row. */
START_TEST(some_rows_are_written_as_all_are)
{
    static const char text[] =
        "low ~ race * age + factor(ftv) + ordered(ht) + I(lwt^2) + log(lwt)";
    struct birthwt b = {0};
    struct stats_formula *f;
    struct stats_formula_problem why;
    load(&b);
    ck_assert(stats_formula_parse(text, &f, &why));
    ck_assert(stats_formula_bind(f, &b.frame, &why));
    size_t m = stats_formula_n_columns(f), n = b.frame.n_rows;
    double *all = calloc(n * m, sizeof *all),
           *some = calloc(n * m, sizeof *all);
    stats_formula_design(f, &b.frame, NULL, all);
    for (size_t first = 0; first < n; first += 50)
        stats_formula_design_rows(f, &b.frame, NULL, first,
                                  n - first < 50 ? n - first : 50,
                                  some + first * m);
    ck_assert_mem_eq(all, some, n * m * sizeof *all);
    free(all);
    free(some);
    stats_formula_free(f);
    unload(&b);
}
END_TEST

START_TEST(a_factor_is_switched_in_all_rows)
{
    static struct birthwt b;
    struct stats_formula *f;
    struct stats_formula_problem why;
    load(&b);
    ck_assert(stats_formula_parse("low ~ race*smoke", &f, &why));
    ck_assert(stats_formula_bind(f, &b.frame, &why));
    size_t variable, m = stats_formula_n_columns(f);
    bool is_factor;
    const char *label;
    stats_formula_effect(f, 0, &variable, &is_factor, &label);
    ck_assert(is_factor);
    ck_assert_str_eq(label, "race");
    double *x = calloc(b.frame.n_rows * m, sizeof *x);
    struct stats_formula_change other = {.variable = variable, .code = 2};
    stats_formula_design(f, &b.frame, &other, x);
    for (size_t i = 0; i < b.frame.n_rows; i++) {
        ck_assert_double_eq(x[i * m + 1], 0.0);
        ck_assert_double_eq(x[i * m + 2], 1.0);
        ck_assert_double_eq(x[i * m + 5], x[i * m + 3]);
    }
    free(x);
    stats_formula_free(f);
    unload(&b);
}
END_TEST

START_TEST(a_formula_tells_what_it_is_made_of)
{
    static struct birthwt b;
    struct stats_formula *f;
    struct stats_formula_problem why;
    double offset[256] = {0};
    bool dot, full;
    size_t first, n_cols;
    load(&b);
    ck_assert(stats_formula_parse(
        "factor(low) ~ age*smoke + race + offset(2*lwt)", &f, &why));
    ck_assert_str_eq(stats_formula_response(f), "factor(low)");
    ck_assert_str_eq(stats_formula_response_variable(f), "low");
    ck_assert(stats_formula_response_is_factor(f));
    ck_assert(stats_formula_uses(f, "lwt", &dot) && !dot);
    ck_assert(stats_formula_uses(f, "low", &dot));
    ck_assert(!stats_formula_uses(f, "ptl", &dot));
    ck_assert(stats_formula_bind(f, &b.frame, &why));
    ck_assert(stats_formula_has_intercept(f) && stats_formula_has_offset(f));
    ck_assert_uint_eq(stats_formula_n_terms(f), 5);
    ck_assert_str_eq(stats_formula_term(f, 0), "(Intercept)");
    ck_assert_str_eq(stats_formula_term(f, 4), "age:smoke");
    ck_assert_uint_eq(stats_formula_term_of(f, 0), 0);
    ck_assert_uint_eq(stats_formula_term_of(f, 4), 3); /* race's second */
    ck_assert(!stats_formula_main(f, 0, &first, &n_cols, &full));
    ck_assert(stats_formula_main(f, 2, &first, &n_cols, &full));
    ck_assert(first == 3 && n_cols == 2 && !full);
    stats_formula_add_offset(f, &b.frame, offset);
    for (size_t v = 0; v < b.frame.n_variables; v++)
        if (strcmp(b.frame.variables[v].name, "lwt") == 0)
            ck_assert_double_eq(offset[1],
                                2.0 * b.frame.variables[v].number[1]);
    ck_assert_double_gt(offset[1], 0.0);
    stats_formula_free(f);
    unload(&b);
}
END_TEST

static Suite *suite(void)
{
    Suite *s = suite_create("formula");
    TCase *t = tcase_create("formula");
    tcase_add_test(t, columns_are_those_of_model_matrix);
    tcase_add_loop_test(t, faults_are_named, 0,
                        (int)(sizeof faults / sizeof *faults));
    tcase_add_test(t, slopes_follow_products_and_powers);
    tcase_add_test(t, some_rows_are_written_as_all_are);
    tcase_add_test(t, a_factor_is_switched_in_all_rows);
    tcase_add_test(t, a_formula_tells_what_it_is_made_of);
    suite_add_tcase(s, t);
    return s;
}

CHECK_MAIN
