/* leak_values: which texts hold somebody, and which only look like it.
 *
 * The people are invented. Encoded spellings were made with Python's base64,
 * codecs and urllib (see the comments), not with the code under test. */
#include "anonymize/leak_values.h"

#include "check_main.h"

#include <stdio.h>

static struct arena arena;
static struct name_variants variants;
static struct name_variant table[] = {{0x9ad9, 0x9ad8}}; /* 髙 -> 高 */
static struct leak_values values;

static const struct person_record people[] = {
    {"W", "ZQ-104417", "髙橋　花子", "タカハシ ハナコ", "1949-04-05",
     "277-0005\n柏市若柴中央町\n04-7167-1234\n"},
    {"W", "90441763", "原　実", "ハラ ミノル", "1951-12-31",
     "柏\n090 1234 5678\n"},
    {"W", "12", "林　一", "", "1990-01-01", ""},
    {"W", "A-7", "", "", "", "0471671\n"},
    {"W", "", "", "モリ", "", "柏市本町\n"}};

static void setup(void)
{
    arena_init(&arena);
    variants = (struct name_variants){.n = 1, .variants = table};
    name_variants_sort(&variants);
    leak_values_init(&values, &variants, "/tmp",
                     date_to_days((struct date){1984, 1, 1}));
    for (size_t i = 0; i < sizeof people / sizeof people[0]; i++)
        leak_values_add(&values, &people[i]);
}

static void teardown(void)
{
    leak_values_release(&values);
    arena_release(&arena);
}

static const struct {
    const char *text;
    enum leak_cell cell;
    enum leak_class expected;
} found[] = {
    {"髙橋　花子", LEAK_IN_TEXT, LEAK_NAME},
    {"高橋花子さんの紹介", LEAK_IN_TEXT, LEAK_NAME},
    {"紹介者 髙橋 花子", LEAK_IN_TEXT, LEAK_NAME},
    {"原実", LEAK_IN_TEXT, LEAK_NAME},
    {"講師(原実)", LEAK_IN_TEXT, LEAK_NAME},
    {"ﾀｶﾊｼ ﾊﾅｺ", LEAK_IN_TEXT, LEAK_KANA},
    {"たかはしはなこさん", LEAK_IN_TEXT, LEAK_KANA},
    {"x-ハラミノル-y", LEAK_IN_TEXT, LEAK_KANA},
    {"1949-04-05", LEAK_IN_DATE, LEAK_BIRTH},
    {"昭和24年4月5日", LEAK_IN_DATE, LEAK_BIRTH},
    {"昭和24年4月5日生まれ", LEAK_IN_TEXT, LEAK_BIRTH},
    {"born S24.4.5 or so", LEAK_IN_TEXT, LEAK_BIRTH},
    {"E19490405", LEAK_IN_TEXT, LEAK_BIRTH},
    {"１９４９／４／５", LEAK_IN_TEXT, LEAK_BIRTH},
    {"TEL04-7167-1234", LEAK_IN_TEXT, LEAK_PHONE},
    {"0471671234", LEAK_IN_FIGURE, LEAK_PHONE},
    {"09012345678", LEAK_IN_FIGURE, LEAK_PHONE},
    {"90441763", LEAK_IN_FIGURE, LEAK_NUMBER},
    {"zq104417", LEAK_IN_TEXT, LEAK_NUMBER},
    {"see ZQ-104417.", LEAK_IN_TEXT, LEAK_NUMBER},
    {"see ZQ_104417, please", LEAK_IN_TEXT, LEAK_NUMBER},
    {"(04)7167-1234", LEAK_IN_TEXT, LEAK_PHONE},
    {"1949.4.5/x", LEAK_IN_TEXT, LEAK_BIRTH},
    {"s24.4.5", LEAK_IN_TEXT, LEAK_BIRTH},
    {"%E9%AB%99%E6%A9%8B%E8%8A%B1%E5%AD%90%", LEAK_IN_TEXT, LEAK_NAME},
    {"277-0005", LEAK_IN_TEXT, LEAK_ADDRESS},
    {"講師（モリ）", LEAK_IN_TEXT, LEAK_KANA},
    {"柏市本町", LEAK_IN_TEXT, LEAK_ADDRESS},
    {"%E9%AB%99%E6%A9%8B%E8%8A%B1%E5%AD%90%zz", LEAK_IN_TEXT, LEAK_NAME},
    {"会場は柏市若柴中央町", LEAK_IN_TEXT, LEAK_ADDRESS},
    /* '髙橋花子'.encode().hex(), and of cp932 and utf-16-be */
    {"e9ab99e6a98be88ab1e5ad90", LEAK_IN_TEXT, LEAK_NAME},
    {"EEE08BB489D48E71", LEAK_IN_TEXT, LEAK_NAME},
    {"9ad96a4b82b15b50", LEAK_IN_TEXT, LEAK_NAME},
    {"d99a4b6ab182505b", LEAK_IN_TEXT, LEAK_NAME},
    /* base64 of '髙橋花子', and of '1949-04-05' */
    {"6auZ5qmL6Iqx5a2Q", LEAK_IN_TEXT, LEAK_NAME},
    {"MTk0OS0wNC0wNQ==", LEAK_IN_TEXT, LEAK_BIRTH},
    {"k=%E9%AB%99%E6%A9%8B%E8%8A%B1%E5%AD%90", LEAK_IN_TEXT, LEAK_NAME},
};

START_TEST(a_text_that_holds_somebody_is_found)
{
    enum leak_class got =
        leak_values_find(&values, &arena, found[_i].text, found[_i].cell);
    ck_assert_msg(got == found[_i].expected, "'%s': %s, not %s", found[_i].text,
                  leak_class_name(got), leak_class_name(found[_i].expected));
}
END_TEST

static const struct {
    const char *why;
    const char *text;
    enum leak_cell cell;
} not_found[] = {
    {"two characters inside a word", "草原実習", LEAK_IN_TEXT},
    {"half of a name", "髙橋商店", LEAK_IN_TEXT},
    {"another reading", "タカハシハナエ", LEAK_IN_TEXT},
    {"the next day", "1949-04-06", LEAK_IN_DATE},
    {"a birth no participant can have", "1990-01-01", LEAK_IN_DATE},
    {"a telephone in a longer number", "10471671234", LEAK_IN_TEXT},
    {"a number in a longer number", "904417631", LEAK_IN_FIGURE},
    {"a short office number is an ordinary number", "12", LEAK_IN_FIGURE},
    {"a short office number in a key", "A-7", LEAK_IN_TEXT},
    {"a town's name of one character", "柏", LEAK_IN_TEXT},
    {"digits of a postcode in a figure", "2770005", LEAK_IN_FIGURE},
    {"a birth date as a figure", "19490405", LEAK_IN_FIGURE},
    {"a key of an event", "E2023-014", LEAK_IN_TEXT},
    {"nothing", "", LEAK_IN_TEXT},
    {"a postcode of nobody", "277-0006", LEAK_IN_TEXT},
    {"almost a postcode", "27-70005", LEAK_IN_TEXT},
    {"a postcode's place with a letter", "27x-0005", LEAK_IN_TEXT},
    {"a short name inside a word", "モリタテ", LEAK_IN_TEXT},
    {"a postcode with a letter", "277-000x", LEAK_IN_TEXT},
    {"per cent", "100%", LEAK_IN_TEXT},
    {"per cent and letters", "%zz%4", LEAK_IN_TEXT},
    {"a letter of an era without a year", "Thomas", LEAK_IN_TEXT},
    {"a long word of digits and dots",
     "1.1.1.1.1.1.1.1.1.1.1.1.1.1.1.1.1.1.1.1.1.1.1.1", LEAK_IN_TEXT},
    {"a code says nothing else", "90441763", LEAK_IN_CODE},
    {"a hash", "84546c605135381d9ec6c6f9678ad3270d6e107be892a0d9bbb356b74a68f",
     LEAK_IN_TEXT},
};

START_TEST(what_only_looks_like_somebody_is_not)
{
    enum leak_class got = leak_values_find(&values, &arena, not_found[_i].text,
                                           not_found[_i].cell);
    ck_assert_msg(got == LEAK_NONE, "%s ('%s'): %s", not_found[_i].why,
                  not_found[_i].text, leak_class_name(got));
}
END_TEST

START_TEST(nobody_is_found_where_nobody_is_known)
{
    struct leak_values none;
    leak_values_init(&none, &variants, "/tmp", INT32_MAX);
    ck_assert_int_eq(
        leak_values_find(&none, &arena, people[0].name, LEAK_IN_TEXT),
        LEAK_NONE);
    leak_values_release(&none);
}
END_TEST

/* 40,000 people: as many values as the table must grow for. */
START_TEST(each_of_many_is_found)
{
    char number[16];
    for (int i = 0; i < 40000; i++) {
        snprintf(number, sizeof number, "Q%07d", i);
        const struct person_record r = {"", number, "", "", "", ""};
        leak_values_add(&values, &r);
    }
    for (int i = 0; i < 40000; i += 7) {
        snprintf(number, sizeof number, "Q%07d", i);
        ck_assert_int_eq(
            leak_values_find(&values, &arena, number, LEAK_IN_TEXT),
            LEAK_NUMBER);
        snprintf(number, sizeof number, "R%07d", i);
        ck_assert_int_eq(
            leak_values_find(&values, &arena, number, LEAK_IN_TEXT), LEAK_NONE);
    }
}
END_TEST

static Suite *suite(void)
{
    Suite *s = suite_create("leak_values");
    TCase *t = tcase_create("leak_values");
    tcase_add_checked_fixture(t, setup, teardown);
    tcase_add_loop_test(t, a_text_that_holds_somebody_is_found, 0,
                        sizeof found / sizeof found[0]);
    tcase_add_loop_test(t, what_only_looks_like_somebody_is_not, 0,
                        sizeof not_found / sizeof not_found[0]);
    tcase_add_test(t, nobody_is_found_where_nobody_is_known);
    tcase_add_test(t, each_of_many_is_found);
    suite_add_tcase(s, t);
    return s;
}

CHECK_MAIN
