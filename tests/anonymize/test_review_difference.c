/* review_difference: what the clerk is shown of two records. */
#include "anonymize/review_difference.h"

#include "anonymize/review.h"
#include "base/messages.h"
#include "base/text.h"
#include "check_main.h"
#include "report/pair_book.h"

#include <string.h>

static struct arena a;

static void setup(void)
{
    arena_init(&a);
    language_set(LANGUAGE_JA);
}

static void teardown(void)
{
    arena_release(&a);
}

static const struct {
    const char *why;
    struct person_record left, right;
    const char *words;
} pairs[] = {
    {"nothing to tell",
     {"W", "1", "林 祐子", "ハヤシ ユウコ", "1950-02-03", ""},
     {"W", "1", "林　祐子", "ﾊﾔｼ ﾕｳｺ", "1950-02-03", ""},
     "同じ：氏名、フリガナ、生年月日、機関、整理番号"},
    {"one character",
     {"", "", "林 祐子", "", "", ""},
     {"", "", "林 佑子", "", "", ""},
     "違う：氏名（1字違い（祐⇔佑））"},
    {"two characters exchanged",
     {"", "", "", "オカダ ハルミ", "", ""},
     {"", "", "", "オカダ ルハミ", "", ""},
     "違う：フリガナ（字の順が違う）"},
    {"a character less",
     {"", "", "", "オカダ カズコ", "", ""},
     {"", "", "", "オカダ カズ", "", ""},
     "違う：フリガナ（1字違い（コ⇔なし））"},
    {"a variant",
     {"", "", "髙橋 花子", "", "", ""},
     {"", "", "高橋 花子", "", "", ""},
     "違う：氏名（異体字などの違いだけ（髙⇔高））"},
    {"another name",
     {"", "", "林 祐子", "", "", ""},
     {"", "", "山田 太郎", "", "", ""},
     "違う：氏名"},
    {"month and day",
     {"", "", "", "", "1950-02-03", ""},
     {"", "", "", "", "1950-03-02", ""},
     "違う：生年月日（月と日が逆）"},
    {"another era",
     {"", "", "", "", "1926-12-25", ""},
     {"", "", "", "", "1989-12-25", ""},
     "違う：生年月日（元号の取り違えの形）"},
    {"another year",
     {"", "", "", "", "1950-02-03", ""},
     {"", "", "", "", "1957-02-03", ""},
     "違う：生年月日（年だけ違う（7））"},
    {"twenty years are no era",
     {"", "", "", "", "1950-02-03", ""},
     {"", "", "", "", "1970-02-03", ""},
     "違う：生年月日（年だけ違う（20））"},
    {"Taisho and Showa",
     {"", "", "", "", "1920-05-03", ""},
     {"", "", "", "", "1934-05-03", ""},
     "違う：生年月日（元号の取り違えの形）"},
    {"a month in the day's place, the day elsewhere",
     {"", "", "", "", "1950-02-03", ""},
     {"", "", "", "", "1950-11-02", ""},
     "違う：生年月日"},
    {"a year is no birth date",
     {"", "", "", "", "1950-02-03", ""},
     {"", "", "", "", "1950", ""},
     "違う：生年月日"},
    {"neither is",
     {"", "", "", "", "1951", ""},
     {"", "", "", "", "1950-02-03", ""},
     "違う：生年月日"},
    {"hiragana and katakana",
     {"", "", "", "はやし ゆうこ", "", ""},
     {"", "", "", "ハヤシ ユウコ", "", ""},
     "同じ：フリガナ"},
    {"the end of a contact's line",
     {"", "", "", "", "", "柏市若葉町1-2\n"},
     {"", "", "", "", "", "柏市若葉町1-2"},
     "同じ：住所・電話"},
    {"many variants",
     {"", "", "髙髙髙髙髙髙髙髙髙髙髙髙", "", "", ""},
     {"", "", "高高高高高高高高高高高高", "", "", ""},
     "違う：氏名（異体字などの違いだけ）"},
    {"a slip",
     {"", "", "", "", "1950-02-03", ""},
     {"", "", "", "", "1950-02-08", ""},
     "違う：生年月日（書き誤りほどの違い）"},
    {"one side",
     {"", "", "林 祐子", "ハヤシ ユウコ", "", ""},
     {"", "", "林 祐子", "", "", ""},
     "同じ：氏名　片方だけ：フリガナ"},
    {"another number of one office",
     {"W", "12", "林 祐子", "", "", ""},
     {"W", "13", "林 祐子", "", "", ""},
     "違う：整理番号　同じ：氏名、機関"},
    {"numbers of two offices",
     {"W", "12", "林 祐子", "", "", ""},
     {"S", "13", "林 祐子", "", "", ""},
     "同じ：氏名"},
};

START_TEST(differences_are_told_in_words)
{
    struct review_comparison c[N_REVIEW_FIELDS];
    review_compare(&a, &pairs[_i].left, &pairs[_i].right, c);
    ck_assert_msg(strcmp(review_words(&a, c, "　"), pairs[_i].words) == 0,
                  "%s: %s", pairs[_i].why, review_words(&a, c, "　"));
}
END_TEST

START_TEST(only_what_differs_is_marked)
{
    struct review_comparison c[N_REVIEW_FIELDS];
    const struct person_record left = {"", "", "髙橋 花子", "", "", ""};
    const struct person_record right = {"", "", "高橋花江子", "", "", ""};
    const unsigned char left_marks[] = {PAIR_VARIANT, 0, 0, 0, 0};
    const unsigned char right_marks[] = {PAIR_VARIANT, 0, 0, PAIR_DIFFERS, 0};
    review_compare(&a, &left, &right, c);
    ck_assert_mem_eq(c[REVIEW_NAME].marks_a, left_marks, 5);
    ck_assert_mem_eq(c[REVIEW_NAME].marks_b, right_marks, 5);
}
END_TEST

START_TEST(a_long_field_is_compared_without_harm)
{
    struct review_comparison c[N_REVIEW_FIELDS];
    char long_name[4000];
    memset(long_name, 'a', sizeof long_name - 1);
    long_name[sizeof long_name - 1] = '\0';
    const struct person_record left = {"", "", long_name, "", "", long_name};
    const struct person_record right = {"", "", "b", "", "", "a"};
    review_compare(&a, &left, &right, c);
    ck_assert_uint_eq(c[REVIEW_NAME].marks_a[0], PAIR_DIFFERS);
}
END_TEST

static const struct {
    const char *csv, *book, *last, *taken;
} answers[] = {
    {"same", NULL, "open", "same"},     {NULL, "other", "open", "other"},
    {"same", "same", "open", "same"},   {"same", "open", "open", "same"},
    {"open", "same", "open", "same"},   {"same", "open", "same", "open"},
    {"same", "other", "same", "other"}, {"same", "other", "other", "same"},
    {"same", "other", "open", NULL},
};

START_TEST(of_two_answers_the_new_one_counts)
{
    const struct review_answer answer = {
        .pair = "P", .in_csv = answers[_i].csv, .in_book = answers[_i].book};
    const char *taken = review_settle(&answer, answers[_i].last);
    if (answers[_i].taken == NULL)
        ck_assert_ptr_null(taken);
    else
        ck_assert_str_eq(taken, answers[_i].taken);
}
END_TEST

static Suite *suite(void)
{
    Suite *s = suite_create("review_difference");
    TCase *t = tcase_create("review");
    tcase_add_checked_fixture(t, setup, teardown);
    tcase_add_loop_test(t, differences_are_told_in_words, 0,
                        (int)(sizeof pairs / sizeof *pairs));
    tcase_add_test(t, only_what_differs_is_marked);
    tcase_add_test(t, a_long_field_is_compared_without_harm);
    tcase_add_loop_test(t, of_two_answers_the_new_one_counts, 0,
                        (int)(sizeof answers / sizeof *answers));
    suite_add_tcase(s, t);
    return s;
}

CHECK_MAIN
