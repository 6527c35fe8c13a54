/* Libraries that are loaded when they are needed: what is missing is refused,
 * what is there is filled once. libm stands for any library. */
#include "check_main.h"

#include "report/late_library.h"

struct functions {
    double (*cos)(double);
    double (*floor)(double);
};

static const char *const both[] = {"cos", "floor", NULL};

START_TEST(functions_are_found_by_their_names)
{
    struct functions m = {NULL, NULL};
    struct late_library l = {"libm.so.6", both, &m};
    ck_assert_int_eq(late_library_load(&l), STATUS_OK);
    ck_assert_double_eq(m.cos(0.0), 1.0);
    ck_assert_double_eq(m.floor(1.5), 1.0);
    double (*first)(double) = m.cos;
    ck_assert_int_eq(late_library_load(&l), STATUS_OK);
    ck_assert(m.cos == first);
}
END_TEST

START_TEST(a_missing_library_is_refused)
{
    struct functions m = {NULL, NULL};
    struct late_library l = {"libayumi-none.so.0", both, &m};
    ck_assert_int_eq(late_library_load(&l), STATUS_IO);
    ck_assert(m.cos == NULL && m.floor == NULL);
}
END_TEST

START_TEST(a_missing_function_is_refused_and_nothing_filled)
{
    static const char *const names[] = {"cos", "no_such_function", NULL};
    struct functions m = {NULL, NULL};
    struct late_library l = {"libm.so.6", names, &m};
    ck_assert_int_eq(late_library_load(&l), STATUS_IO);
    ck_assert(m.cos == NULL && m.floor == NULL);
}
END_TEST

static Suite *suite(void)
{
    Suite *s = suite_create("late_library");
    TCase *t = tcase_create("load");
    tcase_add_test(t, functions_are_found_by_their_names);
    tcase_add_test(t, a_missing_library_is_refused);
    tcase_add_test(t, a_missing_function_is_refused_and_nothing_filled);
    suite_add_tcase(s, t);
    return s;
}

CHECK_MAIN
