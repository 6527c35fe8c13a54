/* delivery_order: a correction comes after the file it corrects. */
#include "anonymize/delivery_order.h"
#include "check_main.h"

static const struct {
    const char *why, *earlier, *later;
} cases[] = {
    {"a copy that Windows numbered", "2023Q4_02_同意書.csv",
     "2023Q4_02_同意書 (2).csv"},
    {"half-width brackets", "2023Q4_02_同意書.csv",
     "2023Q4_02_同意書(訂正).csv"},
    {"full-width brackets", "2023Q4_02_同意書.csv",
     "2023Q4_02_同意書（訂正）.csv"},
    {"a dash", "2023Q4_02_同意書.csv", "2023Q4_02_同意書-2.csv"},
    {"another kind of file", "2023Q4_02_同意書.csv",
     "2023Q4_02_同意書 (2).xlsx"},
    {"compressed", "2023Q4_06_x.csv.gz", "2023Q4_06_x (2).csv.gz"},
    {"numbers by value", "x (2).csv", "x (10).csv"},
    {"quarters in order", "2023Q4_29_x.csv", "2024Q1_01_x.csv"},
    {"kinds in order", "2023Q4_02_x.csv", "2023Q4_12_x.csv"},
    {"folders stay together", "W/9.csv", "W2/1.csv"},
    {"zeros before a number say nothing", "x (2).csv", "x (03).csv"},
    {"not even at the end of a name", "x 0", "x 1"},
    {"a long ending is part of the name", "x.corrected", "x.corrections"},
    {"a dot in a folder ends no name", "W.b/1", "W.b/2"},
    {"a name is not an ending", ".gz", "a.gz"},
    {"an extension decides last", "x.csv", "x.xlsx"},
};

START_TEST(the_earlier_name_comes_first)
{
    ck_assert_msg(delivery_compare(cases[_i].earlier, cases[_i].later) < 0,
                  "%s", cases[_i].why);
    ck_assert_msg(delivery_compare(cases[_i].later, cases[_i].earlier) > 0,
                  "%s, turned round", cases[_i].why);
    ck_assert_int_eq(delivery_compare(cases[_i].later, cases[_i].later), 0);
}
END_TEST

START_TEST(sorting_does_not_depend_on_the_order_met)
{
    const char *one[] = {"x (2).csv", "x.csv", "x(訂正).csv"};
    const char *two[] = {"x(訂正).csv", "x (2).csv", "x.csv"};
    delivery_sort(one, 3);
    delivery_sort(two, 3);
    for (size_t i = 0; i < 3; i++)
        ck_assert_str_eq(one[i], two[i]);
    ck_assert_str_eq(one[0], "x.csv");
}
END_TEST

static Suite *suite(void)
{
    Suite *s = suite_create("delivery_order");
    TCase *t = tcase_create("delivery_order");
    tcase_add_loop_test(t, the_earlier_name_comes_first, 0,
                        sizeof cases / sizeof cases[0]);
    tcase_add_test(t, sorting_does_not_depend_on_the_order_met);
    suite_add_tcase(s, t);
    return s;
}

CHECK_MAIN
