/* levels: what two values of a column agree in, in the words that
 * parameters.csv prints. Every pair is asked in both orders. */
#include "anonymize/comparison.h"
#include "base/text.h"
#include "check_main.h"

#include <string.h>

static struct arena a;

static void setup(void)
{
    arena_init(&a);
}

static void teardown(void)
{
    arena_release(&a);
}

/* A file of two records and one column. */
static void compare(enum method m, const char *x, const char *y,
                    struct comparison *out)
{
    static uint32_t of_record[] = {1, 2};
    const char *values[] = {"", x, y};
    struct linkage_column column = {"column", 3, values, of_record};
    struct linkage_data d = {
        .n_records = 2, .n_first = 1, .n_columns = 1, .columns = &column};
    comparison_make(&a, &d, &column, m, out);
}

static const char *level(enum method m, const char *x, const char *y)
{
    struct comparison c;
    compare(m, x, y, &c);
    unsigned there = comparison_level(&c, c.of_record[0], c.of_record[1]);
    unsigned back = comparison_level(&c, c.of_record[1], c.of_record[0]);
    ck_assert_msg(there == back, "%s %s: %u and back %u", x, y, there, back);
    return comparison_level_name(m, there);
}

static const struct {
    const char *why;
    enum method method;
    const char *x, *y, *level;
} cases[] = {
    {"a word twice is one word in common", METHOD_ADDRESS, "mill mill lane rue",
     "mill road east", "different"},
    {"one is not said", METHOD_TEXT, "smith", "", "missing"},
    {"case is no difference", METHOD_TEXT, "Smith", "SMITH", "exact"},
    {"one letter", METHOD_TEXT, "smith", "smyth", "close"},
    {"one letter more", METHOD_TEXT, "smith", "smithe", "close"},
    {"two letters of a long word", METHOD_TEXT, "christopher", "christofer",
     "close"},
    {"a letter left out of a short word", METHOD_TEXT, "jon", "john", "alike"},
    {"one word of two", METHOD_TEXT, "maria anna", "anna sofie", "alike"},
    {"one word of one and two", METHOD_TEXT, "sofie", "otto sofie", "alike"},
    {"a short form", METHOD_TEXT, "ann", "annemarie", "alike"},
    {"an initial", METHOD_TEXT, "j", "jonathan", "weak"},
    {"two letters and three", METHOD_TEXT, "jo", "jon", "weak"},
    {"the first letter of three", METHOD_TEXT, "ida", "ada", "weak"},
    {"the last letter of three", METHOD_TEXT, "lea", "leo", "weak"},
    {"three letters, none in common", METHOD_TEXT, "ida", "otu", "different"},
    {"three letters, two others", METHOD_TEXT, "ida", "iso", "different"},
    {"other words", METHOD_TEXT, "emil", "kurt", "different"},
    {"other words, the same letters", METHOD_TEXT, "resa", "aser", "different"},
    {"two other words", METHOD_TEXT, "emil jan", "kurt otto", "different"},
    {"two other words and one", METHOD_TEXT, "emil jan", "kurt", "different"},
    {"two words of one letter", METHOD_TEXT, "a kurt", "a emil", "different"},
    {"an unreadable letter may be any", METHOD_TEXT, "sm?th", "smith", "close"},

    {"a space is no difference", METHOD_NAME, "山田太郎", "山田 太郎", "exact"},
    {"another character for the same name", METHOD_NAME, "斎藤一郎", "齋藤一郎",
     "variant"},
    {"one character of four", METHOD_NAME, "山田太郎", "山本太郎", "one_edit"},
    {"an unreadable character", METHOD_NAME, "山田?郎", "山田太郎", "variant"},
    {"the surname", METHOD_NAME, "山田太郎", "山田花子", "first_part_same"},
    {"the surname, as told by the space", METHOD_NAME, "山田 太郎", "山田 花子",
     "first_part_same"},
    {"the surname, one with a space", METHOD_NAME, "山田 太郎", "山田花子",
     "first_part_same"},
    {"a surname of three characters is not one of two", METHOD_NAME,
     "長谷川 太郎", "長谷田 花子", "different"},
    {"the given name", METHOD_NAME, "山田花子", "鈴木花子", "last_part_same"},
    {"the given name, as told by the space", METHOD_NAME, "山田 花子",
     "鈴木 花子", "last_part_same"},
    {"the given name, one with a space", METHOD_NAME, "山田 花子", "鈴木花子",
     "last_part_same"},
    {"given names of other lengths", METHOD_NAME, "山田 花子", "鈴木 子",
     "different"},
    {"a surname of one character", METHOD_NAME, "林太郎", "林花子",
     "first_part_same"},
    {"nothing", METHOD_NAME, "山田太郎", "鈴木花子", "different"},
    {"names in the other order", METHOD_NAME, "john smith", "smith john",
     "variant"},
    {"a long name with two other letters", METHOD_NAME, "jonathan smith",
     "jonathen smyth", "alike"},
    {"letters and kanji", METHOD_NAME, "yamada taro", "山田太郎", "different"},

    {"ヅ and ズ sound the same", METHOD_KANA, "カヅコ", "カズコ", "variant"},
    {"ヂ and ジ sound the same", METHOD_KANA, "ヂロウ", "ジロウ", "variant"},
    {"two long vowels are hardly heard", METHOD_KANA, "オーノユーコ",
     "オノユコ", "one_edit"},
    {"nor one at the end", METHOD_KANA, "マリー", "マリ", "one_edit"},
    {"a short name that is not the long one", METHOD_KANA, "ユウキ", "ユキ",
     "one_edit"},
    {"オウ, オオ and オー are one long vowel", METHOD_KANA, "オオノユウコ",
     "オーノユーコ", "variant"},
    {"one sign", METHOD_KANA, "タカハシハナコ", "タカバシハナコ", "one_edit"},
    {"signs exchanged in two places", METHOD_KANA, "カワラザキケンタロウ",
     "カワザラキケンロタウ", "alike"},
    {"the start of a reading", METHOD_KANA, "タカハシハナコ", "タカハシヨシオ",
     "first_part_same"},
    {"the end of a reading", METHOD_KANA, "スズキハナコ", "タカハシハナコ",
     "last_part_same"},

    {"a day in two ways of writing", METHOD_DATE, "昭和15年4月5日",
     "1940-04-05", "exact"},
    {"昭和 for 平成", METHOD_DATE, "1927-04-05", "1990-04-05",
     "day_or_era_slip"},
    {"大正 for 昭和", METHOD_DATE, "1926-04-05", "1940-04-05",
     "day_or_era_slip"},
    {"平成 for 令和", METHOD_DATE, "1990-04-05", "2020-04-05",
     "day_or_era_slip"},
    {"no era has that many years", METHOD_DATE, "1928-04-05", "1940-04-05",
     "two_parts_same"},
    {"month and day exchanged", METHOD_DATE, "1940-04-05", "1940-05-04",
     "day_or_era_slip"},
    {"exchanged in another year", METHOD_DATE, "1940-04-05", "1955-05-04",
     "different"},
    {"a figure", METHOD_DATE, "1940-04-05", "1940-04-06", "one_digit"},
    {"a figure of the year", METHOD_DATE, "1940-04-05", "1930-04-05",
     "one_digit"},
    {"another month", METHOD_DATE, "1940-04-05", "1940-11-05",
     "two_parts_same"},
    {"another day", METHOD_DATE, "1940-04-05", "1940-04-17", "two_parts_same"},
    {"the year", METHOD_DATE, "1940-04-05", "1940-11-17", "year_same"},
    {"era's years apart, another day", METHOD_DATE, "1927-04-05", "1990-11-17",
     "different"},
    {"two months of one year", METHOD_DATE, "1940-04", "1940-04-17",
     "two_parts_same"},
    {"two other months of one year", METHOD_DATE, "1940-04", "1940-05-17",
     "year_same"},
    {"a year, and a day in it", METHOD_DATE, "1940", "1940-05-17",
     "two_parts_same"},
    {"a month, and its year", METHOD_DATE, "1940-05", "1940", "two_parts_same"},
    {"a year, and a day in another", METHOD_DATE, "1941", "1940-05-17",
     "different"},
    {"one year, and no more is known", METHOD_DATE, "1940", "昭和15年",
     "two_parts_same"},

    {"marks are no difference", METHOD_DIGITS, "04-7123-4567", "0471234567",
     "exact"},
    {"one figure of a telephone", METHOD_DIGITS, "0471234567", "0471234568",
     "one_edit"},
    {"two figures of a telephone", METHOD_DIGITS, "0471234567", "0471234658",
     "two_edits"},
    {"the area code", METHOD_DIGITS, "0471234567", "0471298989", "half_same"},
    {"the last figures", METHOD_DIGITS, "0398234567", "0471234567",
     "half_same"},
    {"another number", METHOD_DIGITS, "0471234567", "0398989898", "different"},
    {"one figure of three", METHOD_DIGITS, "123", "124", "different"},
    {"two figures of four", METHOD_DIGITS, "1234", "1256", "half_same"},

    {"a telephone from a sheet that dropped its 0", METHOD_TELEPHONE,
     "471234567", "04-7123-4567", "exact"},
    {"a telephone as dialled from abroad", METHOD_TELEPHONE, "+81 4 7123 4567",
     "04-7123-4567", "exact"},
    {"either of two telephones", METHOD_TELEPHONE, "04-7123-4567/090-0123-4567",
     "090-0123-4567", "exact"},
    {"a figure of the second telephone", METHOD_TELEPHONE,
     "04-7123-4567、090-0123-4567", "090-0123-4568", "one_edit"},
    {"no number, as some write it", METHOD_TELEPHONE, "000-0000-0000",
     "090-0123-4568", "missing"},
    {"other telephones", METHOD_TELEPHONE, "0471234567", "0398989898",
     "different"},

    {"one figure of two", METHOD_NUMBER, "12", "13", "near"},
    {"two figures of two", METHOD_NUMBER, "12", "35", "different"},
    {"one figure of one", METHOD_NUMBER, "1", "2", "other_digit"},
    {"other codes", METHOD_CATEGORY, "red", "blue", "different"},
    {"other sexes", METHOD_SEX, "男", "女", "different"},
    {"a word and a code: what it stands for is not guessed", METHOD_SEX, "男",
     "1", "different"},

    {"an address in two ways of writing", METHOD_ADDRESS,
     "柏市本町１丁目２番３号", "柏市本町1-2-3", "exact"},
    {"a house's name more", METHOD_ADDRESS, "柏市本町1-2-3",
     "柏市本町1-2-3柏コーポ", "exact"},
    {"a room more", METHOD_ADDRESS, "柏市高柳新田1-2-3",
     "柏市高柳新田1-2-3-201", "alike"},
    {"another spelling of the town", METHOD_ADDRESS, "柏市元町1-2-3",
     "柏市本町1-2-3", "close"},
    {"another house", METHOD_ADDRESS, "柏市本町1-2-3", "柏市本町1-2-4",
     "some_same"},
    {"no house number on one", METHOD_ADDRESS, "柏市大津ケ丘団地",
     "柏市大津ケ丘団地1-2-3", "close"},
    {"no house number on one, a short name", METHOD_ADDRESS, "柏市本町",
     "柏市本町1-2-3", "different"},
    {"fewer figures on one", METHOD_ADDRESS, "千葉県柏市本町1-2",
     "千葉県柏市本町1-2-3", "alike"},
    {"the same figures, a town's name of two characters", METHOD_ADDRESS,
     "柏市本町1-2-3", "札幌市北区1-2-3", "some_same"},
    {"a town that was a village's", METHOD_ADDRESS, "柏市沼南大井1-2-3",
     "柏市大井1-2-3", "close"},
    {"other figures of another town with a character in common", METHOD_ADDRESS,
     "柏市豊四季8-9", "柏市豊住1-2-3", "different"},
    {"the same figures of another town", METHOD_ADDRESS, "柏市大津ケ丘8-9",
     "柏市豊四季8-9", "some_same"},
    {"the same figures and much of the rest", METHOD_ADDRESS,
     "12 linden street berlin", "12 lindenweg berlin", "alike"},
    {"half of the words", METHOD_ADDRESS, "12 linden street berlin",
     "45 linden alley berlin", "some_same"},
    {"another address", METHOD_ADDRESS, "柏市本町1-2-3", "札幌市北区8-9",
     "different"},
};

START_TEST(two_values_agree_in)
{
    const char *got = level(cases[_i].method, cases[_i].x, cases[_i].y);
    ck_assert_msg(strcmp(got, cases[_i].level) == 0, "%s: %s, expected %s",
                  cases[_i].why, got, cases[_i].level);
}
END_TEST

START_TEST(a_half_date_that_stands_twice_is_not_a_whole_one)
{
    struct comparison c;
    compare(METHOD_DATE, "1940-05", "昭和15年5月", &c);
    ck_assert_uint_eq(c.of_record[0], c.of_record[1]);
    ck_assert_str_eq(
        comparison_level_name(
            METHOD_DATE, comparison_level(&c, c.of_record[0], c.of_record[1])),
        "two_parts_same");
}
END_TEST

static Suite *suite(void)
{
    Suite *s = suite_create("levels");
    TCase *t = tcase_create("levels");
    tcase_add_checked_fixture(t, setup, teardown);
    tcase_add_loop_test(t, two_values_agree_in, 0,
                        (int)(sizeof cases / sizeof *cases));
    tcase_add_test(t, a_half_date_that_stands_twice_is_not_a_whole_one);
    suite_add_tcase(s, t);
    return s;
}

CHECK_MAIN
