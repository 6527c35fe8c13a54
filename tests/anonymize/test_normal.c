/* normal: what people typed differently comes to one form, and what says
 * nothing comes to nothing. */
#include "anonymize/normal.h"
#include "check_main.h"

#include <string.h>

static const struct {
    const char *why;
    normal_function *normal;
    const char *typed, *form;
} cases[] = {
    {"case and marks", normal_text, "  O'Brien-SMITH, Jr. ", "obrien smith jr"},
    {"accents", normal_text, "José Müller", "jose muller"},
    {"widths", normal_text, "ＡＢＣ　１２", "abc 12"},
    {"nothing", normal_text, " 　", ""},
    {"half-width kana", normal_kana, "ｷｮｳｺ", "キヨウコ"},
    {"hiragana", normal_kana, "やまだ　はなこ", "ヤマダ ハナコ"},
    {"old kana", normal_kana, "ヲヰヱ", "オイエ"},
    {"telephone", normal_digits, "０５４-221（1234）", "0542211234"},
    {"a postcode with letters", normal_digits, "tq13 8df", "TQ138DF"},
    {"ISO", normal_date, "1950-02-13", "1950-02-13"},
    {"eight digits", normal_date, "19500213", "1950-02-13"},
    {"slashes", normal_date, "1950/2/13", "1950-02-13"},
    {"day first", normal_date, "13/02/1950", "1950-02-13"},
    {"month first where the day must be second", normal_date, "02/13/1950",
     "1950-02-13"},
    {"era letter", normal_date, "S25.2.13", "1950-02-13"},
    {"era run", normal_date, "S250213", "1950-02-13"},
    {"era in kanji", normal_date, "昭和２５年２月１３日", "1950-02-13"},
    {"first year of an era", normal_date, "平成元年1月8日", "1989-01-08"},
    {"year only", normal_date, "1950", "1950-00-00"},
    {"no date", normal_date, "unknown", ""},
    {"a month that is none", normal_date, "19501345", ""},
    {"a month of two digits", normal_number, "07", "7"},
    {"zero is a number", normal_number, "00", "0"},
    {"a number of a house with its letter", normal_number, "007b", "007b"},
    {"sex in kanji", normal_sex, "女性", "f"},
    {"sex in letters", normal_sex, "M", "m"},
    {"a code is not guessed", normal_sex, "1", "1"},
};

START_TEST(each_kind_has_one_form)
{
    char out[NORMAL_CAPACITY];
    size_t n = cases[_i].normal(cases[_i].typed, strlen(cases[_i].typed), out,
                                sizeof out);
    ck_assert_msg(n == strlen(cases[_i].form) &&
                      memcmp(out, cases[_i].form, n) == 0,
                  "%s: '%.*s'", cases[_i].why, (int)n, out);
}
END_TEST

START_TEST(a_normal_form_is_its_own_normal_form)
{
    char once[NORMAL_CAPACITY], twice[NORMAL_CAPACITY];
    size_t n = cases[_i].normal(cases[_i].typed, strlen(cases[_i].typed), once,
                                sizeof once);
    size_t m = cases[_i].normal(once, n, twice, sizeof twice);
    ck_assert_msg(n == m && memcmp(once, twice, n) == 0, "%s: '%.*s'",
                  cases[_i].why, (int)m, twice);
}
END_TEST

START_TEST(what_does_not_fit_is_cut_between_characters)
{
    char out[4] = {0};
    ck_assert_uint_eq(normal_text("山田", 6, out, 4), 3);
    ck_assert_int_eq(memcmp(out, "山", 3), 0);
    ck_assert_uint_eq(normal_date("1950-02-13", 10, out, 4), 0);
}
END_TEST

START_TEST(variants_are_related_both_ways_and_never_to_themselves)
{
    ck_assert(variant_related(0x9ad8, 0x9ad9));
    ck_assert(variant_related(0x9ad9, 0x9ad8));
    ck_assert(!variant_related(0x9ad8, 0x9ad8));
    ck_assert(!variant_related(0x7950, 0x4f51)); /* 祐 佑 */
}
END_TEST

static Suite *suite(void)
{
    Suite *s = suite_create("normal");
    TCase *t = tcase_create("normal");
    int n = (int)(sizeof cases / sizeof *cases);
    tcase_add_loop_test(t, each_kind_has_one_form, 0, n);
    tcase_add_loop_test(t, a_normal_form_is_its_own_normal_form, 0, n);
    tcase_add_test(t, what_does_not_fit_is_cut_between_characters);
    tcase_add_test(t, variants_are_related_both_ways_and_never_to_themselves);
    suite_add_tcase(s, t);
    return s;
}

CHECK_MAIN
