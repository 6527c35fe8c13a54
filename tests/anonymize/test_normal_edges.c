/* normal_edges: rare ways to write names, dates, numbers and addresses. One
 * row for each character that the normal forms name, so that none can be
 * mistyped in the tables of the program without a test that says so. */
#include "anonymize/normal.h"
#include "anonymize/normal_fold.h"
#include "check_main.h"

#include <string.h>

struct same {
    const char *why;
    normal_function *normal;
    const char *typed, *form;
};

static void check_form(const struct same *c)
{
    char out[NORMAL_CAPACITY];
    size_t n = c->normal(c->typed, strlen(c->typed), out, sizeof out);
    ck_assert_msg(n == strlen(c->form) && memcmp(out, c->form, n) == 0,
                  "%s: '%s' gave '%.*s', expected '%s'", c->why, c->typed,
                  (int)n, out, c->form);
}

#define RULE(name, ...)                                                        \
    static const struct same name##_cases[] = {__VA_ARGS__};                   \
    START_TEST(name)                                                           \
    {                                                                          \
        check_form(&name##_cases[_i]);                                         \
    }                                                                          \
    END_TEST

/* clang-format off */
RULE(every_bracket_holds_another_name,
    {"round", normal_person_name, "東京 花子(日本)", "東京 花子\x1f日本 花子"},
    {"square", normal_person_name, "東京 花子[日本]", "東京 花子\x1f日本 花子"},
    {"angle", normal_person_name, "東京 花子<日本>", "東京 花子\x1f日本 花子"},
    {"curly", normal_person_name, "東京 花子{日本}", "東京 花子\x1f日本 花子"},
    {"tortoise shell", normal_person_name, "東京 花子〔日本〕", "東京 花子\x1f日本 花子"},
    {"lens", normal_person_name, "東京 花子【日本】", "東京 花子\x1f日本 花子"},
    {"corner", normal_person_name, "東京 花子「日本」", "東京 花子\x1f日本 花子"},
    {"half-width corner", normal_person_name, "東京 花子｢日本｣", "東京 花子\x1f日本 花子"},
    {"white corner", normal_person_name, "東京 花子『日本』", "東京 花子\x1f日本 花子"},
    {"single guillemet", normal_person_name, "東京 花子〈日本〉", "東京 花子\x1f日本 花子"},
    {"double guillemet", normal_person_name, "東京 花子《日本》", "東京 花子\x1f日本 花子"},
    {"one in another", normal_person_name, "東京 花子（【日本】）", "東京 花子\x1f日本 花子"},
    {"closed and never opened", normal_person_name, "東京 花子）", "東京 花子"},
    {"a fifth bracket is left out", normal_person_name, "東京 花子(一)(二)(三)(四)(五)",
     "東京 花子\x1f一 花子\x1f二 花子\x1f三 花子\x1f四 花子"},
    {"label and colon", normal_person_name, "東京 花子（旧姓: 日本）", "東京 花子\x1f日本 花子"},
    {"one kanji is given name", normal_person_name, "東京光（日本光）", "東京光\x1f日本光"})

RULE(marks_in_names,
    {"square for an unknown", normal_person_name, "□田 太郎", "?田 太郎"},
    {"apostrophe", normal_person_name, "O'Brien", "obrien"},
    {"left quote", normal_person_name, "O\u2018Brien", "obrien"},
    {"right quote", normal_person_name, "O\u2019Brien", "obrien"},
    {"comma", normal_person_name, "スミス、ジョン", "スミス ジョン"},
    {"full stop", normal_person_name, "山田。太郎", "山田 太郎"},
    {"double hyphen", normal_person_name, "スミス゠ジョン", "スミス ジョン"},
    {"quotes", normal_person_name, "山田 \u201c太郎\u201d", "山田 太郎"},
    {"ASCII mark", normal_person_name, "smith.john", "smith john"},
    {"digits stay", normal_person_name, "山田2", "山田2"},
    {"tilde", normal_person_name, "smith~john", "smith john"},
    {"a takes no voice", normal_kana, "アヾ", "アア"},
    {"vertical repetition", normal_person_name, "佐\u303b木", "佐佐木"},
    {"repeated hiragana", normal_person_name, "ほゝ", "ほほ"},
    {"repeated with a voice", normal_person_name, "たゞし", "ただし"},
    {"tu with a voice", normal_kana, "ツヾミ", "ツヅミ"},
    {"ha with a voice", normal_kana, "ハヾ", "ハバ"},
    {"na takes no voice", normal_kana, "ナヾ", "ナナ"},
    {"repetition of nothing", normal_person_name, "ゝ田", "ゝ田"})

RULE(marks_in_texts,
    {"comma and stop", normal_text, "甲、乙。丙・丁", "甲 乙 丙 丁"},
    {"double quotes", normal_text, "\u201c甲\u201d乙", "甲 乙"},
    {"single quotes join", normal_text, "o\u2018b\u2019c'd", "obcd"},
    {"unknown", normal_text, "?a", "?a"},
    {"curly brackets", normal_text, "甲{乙}丙", "甲 乙 丙"},
    {"only marks", normal_text, "、。", ""})

RULE(characters_without_width_and_of_any_space,
    {"zero width space", normal_text, "甲\u200b乙", "甲乙"},
    {"direction", normal_text, "甲\u200f乙", "甲乙"},
    {"word joiner", normal_text, "甲\u2060乙", "甲乙"},
    {"byte order mark", normal_text, "\ufeff甲", "甲"},
    {"soft hyphen", normal_text, "甲\u00ad乙", "甲乙"},
    {"variation selector 16", normal_text, "甲\ufe0f乙", "甲乙"},
    {"no-break space", normal_text, "甲\u00a0乙", "甲 乙"},
    {"en quad", normal_text, "甲\u2000乙", "甲 乙"},
    {"hair space", normal_text, "甲\u200a乙", "甲 乙"},
    {"narrow no-break space", normal_text, "甲\u202f乙", "甲 乙"},
    {"mathematical space", normal_text, "甲\u205f乙", "甲 乙"},
    {"ogham space", normal_text, "甲\u1680乙", "甲 乙"},
    {"line separator", normal_text, "甲\u2028乙", "甲 乙"},
    {"paragraph separator", normal_text, "甲\u2029乙", "甲 乙"},
    {"modifier minus parts", normal_text, "甲\u02d7乙", "甲 乙"},
    {"accents go", normal_text, "Müller é", "muller e"},
    {"rare ideograph", normal_person_name, "\U00020BB7\u3005", "\U00020BB7\U00020BB7"},
    {"ideographic zero", normal_person_name, "〇々", "〇〇"})

RULE(days_said_in_other_ways,
    {"eight kanji digits", normal_date, "一九五〇〇一〇三", "1950-01-03"},
    {"commas", normal_date, "1950,1,3", "1950-01-03"},
    {"Japanese comma", normal_date, "1950、1、3", "1950-01-03"},
    {"weekday without brackets", normal_date, "1950年1月3日火曜日", "1950-01-03"},
    {"ISO with time", normal_date, "1950-01-03T00:00:00", "1950-01-03"},
    {"about", normal_date, "1950年1月3日頃", ""},
    {"code of no era", normal_date, "9.5.7.3", ""},
    {"code 0", normal_date, "0.5.7.3", ""},
    {"a code and no fourth number", normal_date, "5.5.7.日", ""},
    {"a day of three digits", normal_date, "5.5.700.3", ""},
    {"era and three digits", normal_date, "S250", ""},
    {"era and western year", normal_date, "昭和1950年1月3日", ""},
    {"year 0 of an era", normal_date, "昭和0年1月3日", ""},
    {"month 13", normal_date, "1950-13-03", ""},
    {"a day of no month", normal_date, "1950-00-03", ""},
    {"month and day not said", normal_date, "1950-00-00", "1950-00-00"})

RULE(sounds_of_long_vowels,
    {"ee by i", normal_kana_sound, "ネイ", "ネー"},
    {"ee by e", normal_kana_sound, "ネエ", "ネー"},
    {"ii", normal_kana_sound, "ニイナ", "ニーナ"},
    {"aa", normal_kana_sound, "カア", "カー"},
    {"ai are two", normal_kana_sound, "アイ", "アイ"},
    {"au are two", normal_kana_sound, "アウ", "アウ"},
    {"ao are two", normal_kana_sound, "アオ", "アオ"},
    {"ae are two", normal_kana_sound, "アエ", "アエ"},
    {"oa are two", normal_kana_sound, "ノア", "ノア"})

RULE(telephones_said_in_other_ways,
    {"semicolon", normal_telephone, "054-221-1234;054-221-5678", "0542211234\x1f""0542215678"},
    {"comma", normal_telephone, "054-221-1234,054-221-5678", "0542211234\x1f""0542215678"},
    {"Japanese comma", normal_telephone, "054-221-1234、054-221-5678", "0542211234\x1f""0542215678"},
    {"middle dot", normal_telephone, "054-221-1234・054-221-5678", "0542211234\x1f""0542215678"},
    {"the same twice", normal_telephone, "054-221-1234 / 054-221-1234", "0542211234"},
    {"freephone of 11 digits", normal_telephone, "0800-123-4567", "08001234567"},
    {"a plus of another land", normal_telephone, "+1 212 555 0123", "12125550123"},
    {"a plus and an 8", normal_telephone, "+82 2 345 6789", "8223456789"},
    {"digits of another land", normal_digits, "+82 2 345 6789", "8223456789"},
    {"digits of America", normal_digits, "+1 212 555 0123", "12125550123"},
    {"a plus and too few digits", normal_digits, "+81 5", "815"},
    {"a mobile of old", normal_digits, "5012345678", "05012345678"},
    {"ten digits, no mobile", normal_digits, "6012345678", "6012345678"})

RULE(addresses_said_in_other_ways,
    {"丁 and a digit", normal_address, "泉町3丁5", "泉町 3-5"},
    {"之 between numbers", normal_address, "泉町5之33", "泉町 5-33"},
    {"ノ between numbers", normal_address, "泉町5ノ33", "泉町 5-33"},
    {"之 in a town", normal_address, "萩之宮1-2", "萩ノ宮 1-2"},
    {"hundreds", normal_address, "泉町百二十番地", "泉町 120"},
    {"thousands", normal_address, "泉町千二百番地", "泉町 1200"},
    {"小字", normal_address, "小字写野12", "写野 12"},
    {"字", normal_address, "字写野12", "写野 12"},
    {"one 大字 in another", normal_address, "見本大大大大大大大大大大大大字字字字字字字字字字字字写野12", "見本写野 12"},
    {"village of a county", normal_address, "長野県北佐久郡泉村大字写野1", "写野 1"})
/* clang-format on */

/* A value that is longer than a form may be is cut between characters. */
START_TEST(what_is_too_long_is_cut_between_characters)
{
    char typed[3 * 700 + 1], out[NORMAL_CAPACITY];
    static normal_function *const forms[] = {normal_text,    normal_person_name,
                                             normal_kana,    normal_kana_sound,
                                             normal_address, normal_digits};
    for (size_t i = 0; i < 700; i++)
        memcpy(typed + 3 * i, "ア", 3);
    for (size_t f = 0; f < sizeof forms / sizeof *forms; f++) {
        size_t n = forms[f](typed, sizeof typed - 1, out, sizeof out);
        ck_assert_uint_le(n, sizeof out);
        ck_assert_uint_eq(n % 3, 0);
        ck_assert_uint_le(forms[f](typed, sizeof typed - 1, out, 8), 8);
    }
    memset(typed, 'a', sizeof typed);
    ck_assert_uint_eq(normal_text(typed, sizeof typed, out, sizeof out),
                      sizeof out);
    ck_assert_uint_eq(normal_copy("ア", 3, out, 2), 0);
}
END_TEST

#define ADD(name)                                                              \
    tcase_add_loop_test(t, name, 0,                                            \
                        (int)(sizeof name##_cases / sizeof *name##_cases))

static Suite *suite(void)
{
    Suite *s = suite_create("normal_edges");
    TCase *t = tcase_create("edges");
    ADD(every_bracket_holds_another_name);
    ADD(marks_in_names);
    ADD(marks_in_texts);
    ADD(characters_without_width_and_of_any_space);
    ADD(days_said_in_other_ways);
    ADD(sounds_of_long_vowels);
    ADD(telephones_said_in_other_ways);
    ADD(addresses_said_in_other_ways);
    tcase_add_test(t, what_is_too_long_is_cut_between_characters);
    suite_add_tcase(s, t);
    return s;
}

CHECK_MAIN
