/* column_meaning: headers and values as offices and registers write them. */
#include "anonymize/column_meaning.h"
#include "check_main.h"

#include <string.h>

static struct arena a;

static void set_up(void)
{
    arena_init(&a);
}

static void tear_down(void)
{
    arena_release(&a);
}

static const struct {
    const char *header;
    enum meaning meaning;
} headers[] = {
    {"氏名", MEANING_NAME},
    {"フリガナ", MEANING_KANA},
    {"姓", MEANING_SURNAME},
    {"名", MEANING_GIVEN_NAME},
    {"セイ", MEANING_SURNAME_KANA},
    {"生年月日", MEANING_BIRTH},
    {"Date of birth", MEANING_BIRTH},
    {"DOB", MEANING_BIRTH},
    {"Place of birth", MEANING_PLACE},
    {"First name", MEANING_GIVEN_NAME},
    {"Full Name", MEANING_NAME},
    {"Name", MEANING_NAME},
    {"電話番号", MEANING_TELEPHONE},
    {"〒", MEANING_POSTCODE},
    {"整理番号", MEANING_NUMBER},
    {"e-mail", MEANING_EMAIL},
    {"備考", MEANING_UNKNOWN},
    {"", MEANING_UNKNOWN},
};

START_TEST(a_header_says)
{
    ck_assert_msg(meaning_of_header(headers[_i].header) == headers[_i].meaning,
                  "%s", headers[_i].header);
}
END_TEST

START_TEST(two_headers_with_one_meaning_are_one_column)
{
    ck_assert(meanings_agree("氏名", "名前"));
    ck_assert(!meanings_agree("氏名", "フリガナ"));
    ck_assert_msg(!meanings_agree("備考", "摘要"), "what is not known");
}
END_TEST

/* A column whose values stand one below the other; n_first in the first file,
 * or all in one file when it is 0. */
static struct column_choice
choose(const char *header, const char *const *values, size_t n, size_t n_first)
{
    const char **distinct = arena_take_array(&a, n + 1, sizeof *distinct);
    uint32_t *of_record = arena_take_array(&a, n, sizeof *of_record);
    uint32_t n_values = 1;
    distinct[0] = "";
    for (size_t r = 0; r < n; r++) {
        uint32_t v = 0;
        while (v < n_values && strcmp(distinct[v], values[r]) != 0)
            v++;
        if (v == n_values)
            distinct[n_values++] = values[r];
        of_record[r] = v;
    }
    struct linkage_column c = {header, n_values, distinct, of_record};
    struct linkage_data d = {.is_dedupe = n_first == 0,
                             .n_records = n,
                             .n_first = n_first == 0 ? n : n_first,
                             .n_columns = 1,
                             .columns = &c};
    return column_choose(&d, &c);
}

#define MOST_VALUES 14
static const struct {
    const char *why, *header;
    enum method method;
    enum role role;
    const char *values[MOST_VALUES];
} columns[] = {
    {"days without a header",
     "c1",
     METHOD_DATE,
     ROLE_PERSONAL,
     {"1940-04-05", "昭和16年5月6日", "1950/1/2"}},
    {"a birth column of whole years",
     "birth",
     METHOD_NUMBER,
     ROLE_PERSONAL,
     {"1940", "1941", "1950"}},
    {"a birth column of days",
     "birth",
     METHOD_DATE,
     ROLE_PERSONAL,
     {"1940-04-05", "1941-05-06", "?"}},
    {"days of a month",
     "day",
     METHOD_NUMBER,
     ROLE_PERSONAL,
     {"1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12", "13"}},
    {"numbers of four figures",
     "c1",
     METHOD_NUMBER,
     ROLE_PERSONAL,
     {"1234", "2345", "3456"}},
    {"telephones without a header",
     "c1",
     METHOD_DIGITS,
     ROLE_PERSONAL,
     {"04-7123-4567", "04-7123-4568", "0471239999"}},
    {"telephones",
     "電話",
     METHOD_TELEPHONE,
     ROLE_HOUSEHOLD,
     {"04-7123-4567", "04-7123-4568", "0471239999"}},
    {"mail addresses without a header",
     "c1",
     METHOD_DIGITS,
     ROLE_PERSONAL,
     {"anna@example.org", "bert@example.org", "carla.x@example.net"}},
    {"readings without a header",
     "c1",
     METHOD_KANA,
     ROLE_SHARED,
     {"タカハシ ハナコ", "スズキ イチロウ", "サトウ ミノル"}},
    {"names without a header",
     "c1",
     METHOD_NAME,
     ROLE_SHARED,
     {"高橋花子", "鈴木一郎", "佐藤実"}},
    {"addresses without a header",
     "c1",
     METHOD_ADDRESS,
     ROLE_HOUSEHOLD,
     {"柏市本町1-2-3", "流山市南町4-5", "野田市中村6番"}},
    {"addresses by their 丁目 and 区",
     "c1",
     METHOD_ADDRESS,
     ROLE_HOUSEHOLD,
     {"本丁3丁目1", "北区7", "西村5"}},
    {"words without a header",
     "c1",
     METHOD_TEXT,
     ROLE_PERSONAL,
     {"baker", "farmer", "teacher"}},
    {"surnames in kanji",
     "姓",
     METHOD_NAME,
     ROLE_SHARED,
     {"高橋", "鈴木", "佐藤"}},
    {"given names in kana",
     "名",
     METHOD_NAME,
     ROLE_PERSONAL,
     {"はな", "いちろう", "みのる"}},
    {"surnames in letters",
     "surname",
     METHOD_TEXT,
     ROLE_SHARED,
     {"smith", "jones", "miller"}},
    {"an address in letters",
     "address",
     METHOD_TEXT,
     ROLE_HOUSEHOLD,
     {"linden street", "oak alley", "mill lane of the village"}},
    {"an address in Japanese",
     "住所",
     METHOD_ADDRESS,
     ROLE_HOUSEHOLD,
     {"柏市本町", "流山市南", "野田市中"}},
    {"sexes", "性別", METHOD_SEX, ROLE_PERSONAL, {"男", "女", "男"}},
};

START_TEST(a_column_is_compared_as)
{
    size_t n = 0;
    while (n < MOST_VALUES && columns[_i].values[n] != NULL)
        n++;
    struct column_choice got =
        choose(columns[_i].header, columns[_i].values, n, 0);
    ck_assert_msg(got.is_used, "%s: not used", columns[_i].why);
    ck_assert_msg(got.method == columns[_i].method, "%s: %s", columns[_i].why,
                  method_names[got.method]);
    ck_assert_msg(got.role == columns[_i].role, "%s: role %d", columns[_i].why,
                  (int)got.role);
}
END_TEST

START_TEST(one_value_tells_nobody_apart)
{
    const char *same[] = {"柏市", "柏市", ""};
    struct column_choice got = choose("市区町村", same, 3, 0);
    ck_assert(!got.is_used);
    ck_assert_str_eq(got.why_not, "linkage.constant");
}
END_TEST

START_TEST(one_value_in_several_spellings_is_one)
{
    const char *same[] = {"NSW", "nsw", "ＮＳＷ", "nsw."};
    struct column_choice got = choose("state", same, 4, 0);
    ck_assert(!got.is_used);
    ck_assert_str_eq(got.why_not, "linkage.constant");
}
END_TEST

/* Seven codes in two spellings are seven, not fourteen. */
START_TEST(codes_are_counted_whatever_their_spelling)
{
    enum { CODES = 7, RECORDS = 14 * CODES };
    static char spelt[RECORDS][2];
    const char *values[RECORDS];
    for (size_t r = 0; r < RECORDS; r++) {
        spelt[r][0] = (char)((r % 2 == 0 ? 'a' : 'A') + r % CODES);
        values[r] = spelt[r];
    }
    ck_assert_int_eq(choose("state", values, RECORDS, 0).method,
                     METHOD_CATEGORY);
}
END_TEST

START_TEST(codes_without_one_in_common_are_not_compared)
{
    const char *words[] = {"男", "女", "", "1", "2", ""};
    struct column_choice got = choose("性別", words, 6, 3);
    ck_assert(!got.is_used);
    ck_assert_str_eq(got.why_not, "linkage.codes_differ");
    const char *shared[] = {"男", "女", "", "2", "男", ""};
    ck_assert(choose("性別", shared, 6, 3).is_used);
}
END_TEST

/* Few values that many records share are codes, in whatever words. */
START_TEST(few_values_of_many_records_are_codes)
{
    const char *codes[] = {"red", "blue", "green"};
    const char *values[60];
    for (size_t r = 0; r < 60; r++)
        values[r] = codes[r % 3];
    ck_assert_int_eq(choose("colour", values, 60, 0).method, METHOD_CATEGORY);
}
END_TEST

static Suite *suite(void)
{
    Suite *s = suite_create("column_meaning");
    TCase *t = tcase_create("column_meaning");
    tcase_add_checked_fixture(t, set_up, tear_down);
    tcase_add_loop_test(t, a_header_says, 0,
                        (int)(sizeof headers / sizeof *headers));
    tcase_add_test(t, two_headers_with_one_meaning_are_one_column);
    tcase_add_loop_test(t, a_column_is_compared_as, 0,
                        (int)(sizeof columns / sizeof *columns));
    tcase_add_test(t, one_value_tells_nobody_apart);
    tcase_add_test(t, one_value_in_several_spellings_is_one);
    tcase_add_test(t, codes_are_counted_whatever_their_spelling);
    tcase_add_test(t, codes_without_one_in_common_are_not_compared);
    tcase_add_test(t, few_values_of_many_records_are_codes);
    suite_add_tcase(s, t);
    return s;
}

CHECK_MAIN
