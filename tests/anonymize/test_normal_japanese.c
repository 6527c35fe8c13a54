/* normal_japanese: the rules by which Japanese office data are compared, one
 * test a rule; their numbers are those of docs/normalisation.md. */
#include "anonymize/normal.h"
#include "anonymize/normal_fold.h"
#include "base/japanese_date.h"
#include "base/table_file.h"
#include "base/text.h"
#include "check_main.h"

#include <string.h>

struct same {
    const char *why;
    normal_function *normal;
    const char *typed, *form;
};

static void check_form(const struct same *c)
{
    char out[NORMAL_CAPACITY], again[NORMAL_CAPACITY];
    size_t n = c->normal(c->typed, strlen(c->typed), out, sizeof out);
    ck_assert_msg(n == strlen(c->form) && memcmp(out, c->form, n) == 0,
                  "%s: '%s' gave '%.*s', expected '%s'", c->why, c->typed,
                  (int)n, out, c->form);
    size_t m = c->normal(out, n, again, sizeof again);
    ck_assert_msg(n == m && memcmp(out, again, n) == 0,
                  "%s: '%.*s' is not its own form but '%.*s'", c->why, (int)n,
                  out, (int)m, again);
}

#define RULE(name, ...)                                                        \
    static const struct same name##_cases[] = {__VA_ARGS__};                   \
    START_TEST(name)                                                           \
    {                                                                          \
        check_form(&name##_cases[_i]);                                         \
    }                                                                          \
    END_TEST

/* clang-format off */
RULE(rule_1_selectors_go_and_voice_marks_join_before_nfkc,
    {"variation selector", normal_person_name, "葛\U000E0100城", "葛城"},
    {"standard selector", normal_person_name, "神\uFE00田", "神田"},
    {"か and U+309B", normal_person_name, "か\u309Bよ", "がよ"},
    {"カ and U+309B in a reading", normal_kana, "カ\u309Bヨ", "ガヨ"},
    {"ハ and U+309C", normal_kana, "ハ\u309Cリ", "パリ"},
    {"half-width mark", normal_kana, "ｶﾞｷﾞｸﾞ", "ガギグ"},
    {"compatibility ideograph", normal_person_name, "\uFA19田", "神田"},
    {"not folded by NFKC, and kept", normal_person_name, "髙﨑", "髙﨑"})

RULE(rule_4_kana_come_to_large_full_width_katakana,
    {"half-width", normal_kana, "ﾀｶﾊｼ ﾊﾅｺ", "タカハシ ハナコ"},
    {"hiragana", normal_kana, "たかはし　はなこ", "タカハシ ハナコ"},
    {"small to large", normal_kana, "キョウコ", "キヨウコ"},
    {"all small ones", normal_kana, "ァィゥェォッャュョヮヵヶ", "アイウエオツヤユヨワカケ"},
    {"old kana", normal_kana, "ヲヰヱ", "オイエ"},
    {"hyphen for a long vowel", normal_kana, "コ-イチ", "コーイチ"},
    {"half-width long vowel", normal_kana, "ｺｰｲﾁ", "コーイチ"},
    {"repeated kana", normal_kana, "みすゞ", "ミスズ"},
    {"repeated without voice", normal_kana, "チヽ", "チチ"},
    {"a middle dot parts", normal_kana, "ジョン・スミス", "ジヨン スミス"},
    {"zu and du stay apart here", normal_kana, "ｶﾂﾞｺ", "カヅコ"})

RULE(rule_4_sound_is_a_level_below,
    {"du as zu", normal_kana_sound, "カヅコ", "カズコ"},
    {"di as zi", normal_kana_sound, "フヂオ", "フジオ"},
    {"long o by u", normal_kana_sound, "サトウ ヨウコ", "サトーヨーコ"},
    {"long o by o", normal_kana_sound, "オオタ", "オータ"},
    {"long o by a mark", normal_kana_sound, "オータ", "オータ"},
    {"long e", normal_kana_sound, "ケイコ", "ケーコ"},
    {"a short o stays short", normal_kana_sound, "オタ", "オタ"},
    {"long once", normal_kana_sound, "オオー", "オー"},
    {"nothing to lengthen", normal_kana_sound, "ンー", "ン"},
    {"long u", normal_kana_sound, "ユウコ", "ユーコ"},
    {"voice is kept", normal_kana_sound, "ヤマザキ", "ヤマザキ"},
    {"a lone iteration mark", normal_kana_sound, "ィ ゞ", "イ"},
    {"a lone voice mark", normal_kana_sound, "カ \u309Bア", "カー"},
    {"from half-width", normal_kana_sound, "ｷｮｳｺ", "キヨーコ"})

RULE(rule_5_names_in_brackets_are_names_of_the_same_person,
    {"ideographic space", normal_person_name, "山田　太郎", "山田 太郎"},
    {"space", normal_person_name, " 山田  太郎 ", "山田 太郎"},
    {"nothing", normal_person_name, "山田太郎", "山田太郎"},
    {"former surname within", normal_person_name, "東京［日本］ 花子", "東京 花子\x1f日本 花子"},
    {"former surname, no space", normal_person_name, "東京（日本）花子", "東京花子\x1f日本 花子"},
    {"former surname behind", normal_person_name, "東京 花子（旧姓：日本）", "東京 花子\x1f日本 花子"},
    {"label", normal_person_name, "東京(旧姓日本) 花子", "東京 花子\x1f日本 花子"},
    {"whole former name", normal_person_name, "東京 花子【日本 花子】", "東京 花子\x1f日本 花子"},
    {"whole former name unparted", normal_person_name, "東京 花子（日本花子）", "東京 花子\x1f日本花子"},
    {"alias", normal_person_name, "ALLEN JACKSON（高橋 二郎）", "allen jackson\x1f高橋 二郎"},
    {"unparted: every likely length", normal_person_name, "東京花子（日本）", "東京花子\x1f日本 子\x1f日本 花子\x1f日本 京花子"},
    {"unparted whole name", normal_person_name, "東京花子（日本花子）", "東京花子\x1f日本花子"},
    {"the same name twice", normal_person_name, "東京 花子（東京 花子）", "東京 花子"},
    {"a note is no name", normal_person_name, "東京 花子（故）", "東京 花子"},
    {"a number is no name", normal_person_name, "東京 花子(2)", "東京 花子"},
    {"polite ending", normal_person_name, "東京 花子 様", "東京 花子"},
    {"repetition", normal_person_name, "佐々木 奈々", "佐佐木 奈奈"},
    {"reading with a former one", normal_kana, "ﾄｳｷｮｳ(ﾆﾎﾝ) ﾊﾅｺ", "トウキヨウ ハナコ\x1fニホン ハナコ"},
    {"only brackets", normal_person_name, "（日本 花子）", "日本 花子"},
    {"open bracket", normal_person_name, "東京 花子（日本", "東京 花子\x1f日本 花子"})

RULE(rule_6_birth_dates_in_every_office_form,
    {"kanji era", normal_date, "昭和25年1月3日", "1950-01-03"},
    {"full-width", normal_date, "昭和２５年１月３日", "1950-01-03"},
    {"short era", normal_date, "昭25.1.3", "1950-01-03"},
    {"ligature", normal_date, "㍼25年1月3日", "1950-01-03"},
    {"letter", normal_date, "S25.1.3", "1950-01-03"},
    {"letter and zeros", normal_date, "s25/01/03", "1950-01-03"},
    {"packed", normal_date, "S250103", "1950-01-03"},
    {"era code", normal_date, "3250314", "1950-03-14"},
    {"era code in parts", normal_date, "5.5.7.3", "2023-07-03"},
    {"first year", normal_date, "令和元年5月1日", "2019-05-01"},
    {"first year as letter", normal_date, "R元.5.1", "2019-05-01"},
    {"kanji numerals", normal_date, "昭和二十五年十月三十一日", "1950-10-31"},
    {"eight digits", normal_date, "19500103", "1950-01-03"},
    {"weekday", normal_date, "1950年1月3日(火)", "1950-01-03"},
    {"time of day", normal_date, "1950/1/3 0:00:00", "1950-01-03"},
    {"born", normal_date, "昭和25年1月3日生", "1950-01-03"},
    {"Excel's number", normal_date, "20180", "1955-04-01"},
    {"year of an era", normal_date, "昭和30年", "1955-00-00"},
    {"year and month", normal_date, "S30.4", "1955-04-00"},
    {"both eras on the day of change", normal_date, "大正15年12月25日", "1926-12-25"},
    {"heisei goes on", normal_date, "平成31年5月1日", "2019-05-01"},
    {"after the era", normal_date, "昭和64年1月8日", ""},
    {"before the era", normal_date, "平成元年1月7日", ""},
    {"no such year", normal_date, "大正16年1月1日", ""},
    {"lunar months", normal_date, "明治5年1月1日", ""},
    {"year without century", normal_date, "50/1/3", ""},
    {"a bare number of a year", normal_date, "30", ""},
    {"unknown", normal_date, "不明", ""})

/* traps: 01-9 */
RULE(rule_7_addresses_come_to_town_house_room,
    {"long form", normal_address, "例野県見本市泉町五丁目33番20号", "泉町 5-33-20"},
    {"short form", normal_address, "泉町5-33-20", "泉町 5-33-20"},
    {"kanji tens", normal_address, "泉町二十一丁目十番十二号", "泉町 21-10-12"},
    {"番地の", normal_address, "見本市泉町5丁目33番地の20", "泉町 5-33-20"},
    {"の", normal_address, "泉町5の33の20", "泉町 5-33-20"},
    {"full-width", normal_address, "泉町５－３３－２０", "泉町 5-33-20"},
    {"room behind a building", normal_address, "泉町5-33-20　コーポ見本102号室", "泉町 5-33-20 102"},
    {"room by dash", normal_address, "泉町5-33-20-102", "泉町 5-33-20 102"},
    {"room by dash after 号", normal_address, "泉町5丁目33番20号-102", "泉町 5-33-20 102"},
    {"building without number", normal_address, "泉町5-33-20雛形荘", "泉町 5-33-20"},
    {"大字", normal_address, "見本市大字写野123番地", "写野 123"},
    {"大字 and branch", normal_address, "大字写野123番地の4", "写野 123-4"},
    {"without 大字", normal_address, "写野123-4", "写野 123-4"},
    {"ヶ", normal_address, "霞ヶ丘1-2-3", "霞ケ丘 1-2-3"},
    {"ケ", normal_address, "霞ケ丘1-2-3", "霞ケ丘 1-2-3"},
    {"が", normal_address, "霞が丘1-2-3", "霞ケ丘 1-2-3"},
    {"の in a town", normal_address, "萩の宮1-2", "萩ノ宮 1-2"},
    {"postcode", normal_address, "〒290-0018 見本市泉町1-2", "泉町 1-2"},
    {"postcode without mark", normal_address, "290-0018見本市泉町1-2", "泉町 1-2"},
    {"ward of a city", normal_address, "静岡県静岡市葵区追手町9番1号", "追手町 9-1"},
    {"ward of Tokyo", normal_address, "東京都世田谷区桜1-2-3", "桜 1-2-3"},
    {"市 within a city's name", normal_address, "三重県四日市市諏訪町1番5号", "諏訪町 1-5"},
    {"市 first", normal_address, "千葉県市川市八幡1-1-1", "八幡 1-1-1"},
    {"kana city", normal_address, "埼玉県さいたま市浦和区常盤6-4-4", "常盤 6-4-4"},
    {"county", normal_address, "長野県北佐久郡軽井沢町大字長倉2381-1", "長倉 2381-1"},
    {"town with 市", normal_address, "古市場1-2", "古市場 1-2"},
    {"town with 番町", normal_address, "一番町5-3", "一番町 5-3"},
    {"town with a numeral", normal_address, "八重洲2丁目1番1号", "八重洲 2-1-1"},
    {"town with 十二", normal_address, "十二所12", "十二所 12"},
    {"北3条西5丁目", normal_address, "札幌市中央区北3条西5丁目1-2", "北3条西 5-1-2"},
    {"only a city", normal_address, "見本市", "見本市"},
    {"only a town", normal_address, "見本市泉町", "泉町"},
    {"Latin letters", normal_address, "12 Main St.", "12 main st"})

/* traps: 01-10 excel-5 */
RULE(rule_7_telephones_get_their_zero_back,
    {"hyphens", normal_telephone, "054-221-1234", "0542211234"},
    {"full-width", normal_telephone, "０５４（２２１）１２３４", "0542211234"},
    {"landline without 0", normal_telephone, "542211234", "0542211234"},
    {"mobile without 0", normal_telephone, "9001234567", "09001234567"},
    {"from abroad", normal_telephone, "+81 54 221 1234", "0542211234"},
    {"from abroad with 0", normal_telephone, "+81 (0)54 221 1234", "0542211234"},
    {"two in a cell", normal_telephone, "054-221-1234/090-0123-4567", "0542211234\x1f""09001234567"},
    {"two by a space", normal_telephone, "0542211234 09001234567", "0542211234\x1f""09001234567"},
    {"words", normal_telephone, "自宅 054-221-1234", "0542211234"},
    {"extension", normal_telephone, "054-221-1234（内線12）", "0542211234"},
    {"placeholder", normal_telephone, "000-0000-0000", ""},
    {"none", normal_telephone, "なし", ""},
    {"as digits: landline", normal_digits, "54-221-1234", "0542211234"},
    {"as digits: mobile", normal_digits, "9001234567", "09001234567"},
    {"as digits: from abroad", normal_digits, "+81 90-0123-4567", "09001234567"},
    {"as digits: from abroad with 0", normal_digits, "+81 (0)54 221 1234", "0542211234"},
    {"as digits: a postcode is none", normal_digits, "290-0018", "2900018"},
    {"as digits: 〒", normal_digits, "〒290-0018", "2900018"},
    {"as digits: letters", normal_digits, "w-12345678", "W12345678"},
    {"another land", normal_telephone, "212 555 0123", "2125550123"})

RULE(rule_7_sexes_by_word_and_never_by_number,
    {"man", normal_sex, "男", "m"}, {"male", normal_sex, "男性", "m"},
    {"letter", normal_sex, "Ｍ", "m"}, {"woman", normal_sex, "女性", "f"},
    {"code", normal_sex, "1", "1"}, {"code", normal_sex, "２", "2"})

RULE(rule_8_an_unwritable_character_is_one_unknown,
    {"question mark", normal_person_name, "?田 太郎", "?田 太郎"},
    {"full-width", normal_person_name, "？田 太郎", "?田 太郎"},
    {"geta", normal_person_name, "〓田 太郎", "?田 太郎"},
    {"square", normal_person_name, "■田 太郎", "?田 太郎"},
    {"replacement", normal_person_name, "\uFFFD田 太郎", "?田 太郎"},
    {"broken bytes", normal_person_name, "\xff田 太郎", "?田 太郎"})
/* clang-format on */

/* Sixteen characters that are typed for the dash of a house number: one form
 * for all. */
static const char *const dashes[] = {
    "-",      "\u2010", "\u2011", "\u2012", "\u2013", "\u2014",
    "\u2015", "\u2212", "\uFF0D", "\u30FC", "\uFF70", "\u2500",
    "\u2501", "\uFE63", "\uFE58", "\u2043",
};

/* traps: 01-7 */
START_TEST(rule_7_sixteen_dashes_are_one)
{
    char typed[64], *at = typed;
    const char *const pieces[] = {"泉町5", dashes[_i], "33", dashes[_i], "20"};
    for (size_t i = 0; i < 5; i++) {
        memcpy(at, pieces[i], strlen(pieces[i]));
        at += strlen(pieces[i]);
    }
    *at = '\0';
    struct same c = {"a dash", normal_address, typed, "泉町 5-33-20"};
    check_form(&c);
}
END_TEST

static uint32_t character(const char *text)
{
    return text_next(&text);
}

static const struct {
    const char *a, *b;
    bool is_related;
} variants[] = {
    {"髙", "高", true},  {"﨑", "崎", true},  {"邊", "辺", true},
    {"邊", "邉", true},  {"齋", "斎", true},  {"斉", "斎", true},
    {"齊", "斎", true},  {"澤", "沢", true},  {"濵", "濱", true},
    {"廣", "広", true},  {"國", "国", true},  {"𠮷", "吉", true},
    {"藤", "籐", true},  {"梁", "簗", true},  {"礒", "磯", true},
    {"芦", "葦", true},  {"德", "徳", true},  {"眞", "真", true},
    {"嶋", "島", true},  {"冨", "富", true},  {"舘", "館", true},
    {"槗", "橋", true},  {"た", "タ", true},  {"ヱ", "エ", true},
    {"ヶ", "ケ", true},  {"ゎ", "わ", true},  {"祐", "佑", false},
    {"佐", "加", false}, {"畑", "畠", false}, {"坂", "阪", false},
    {"郎", "朗", false}, {"恵", "慧", false}, {"タ", "ダ", false},
    {"高", "高", false}, {"タ", "夕", false},
};

START_TEST(rule_2_variants_are_one_direct_step_and_no_more)
{
    uint32_t a = character(variants[_i].a), b = character(variants[_i].b);
    ck_assert_msg(variant_related(a, b) == variants[_i].is_related &&
                      variant_related(b, a) == variants[_i].is_related,
                  "%s / %s", variants[_i].a, variants[_i].b);
}
END_TEST

/* Every row of the data is known to the program, and is read the same. */
START_TEST(rule_2_variants_are_the_data_of_the_codebook)
{
    struct arena a;
    struct table_file t;
    size_t from, to;
    arena_init(&a);
    ck_assert_int_eq(
        table_file_read(&a, AYUMI_SOURCE_DIR "/codebooks/name_variants.csv",
                        &t),
        STATUS_OK);
    ck_assert_int_eq(table_file_column(&t, "character", &from), STATUS_OK);
    ck_assert_int_eq(table_file_column(&t, "compared_as", &to), STATUS_OK);
    ck_assert_uint_eq(variant_rows(), t.n_rows);
    for (size_t i = 0; i < t.n_rows; i++)
        ck_assert_msg(variant_related(character(t.rows[i].cells[from]),
                                      character(t.rows[i].cells[to])),
                      "row %zu", t.rows[i].row);
    arena_release(&a);
}
END_TEST

/* In every form in which offices write it, a day is the day that the loader's
 * parser reads, which is tested against the calendar's facts. */
START_TEST(rule_6_agrees_with_the_loader_on_every_day)
{
    struct arena a;
    struct date first = {1912, 1, 1}, last = {2025, 12, 31};
    unsigned repairs;
    arena_init(&a);
    for (int32_t day = date_to_days(first); day <= date_to_days(last);
         day += 7) {
        struct date d = date_from_days(day), read;
        char form[11] = {0}, iso[11];
        arena_reset(&a);
        const char *typed = japanese_date_write(&a, d);
        size_t n = normal_date(typed, strlen(typed), form, 10);
        date_write_iso(d, iso);
        ck_assert_msg(n == 10 && strcmp(form, iso) == 0, "%s: %s", typed, form);
        ck_assert_int_eq(japanese_date_parse(&a, typed, false, &read, &repairs),
                         DATE_READ);
        ck_assert_int_eq(date_compare(read, d), 0);
    }
    arena_release(&a);
}
END_TEST

static void rule(TCase *t, const TTest *test, size_t n)
{
    tcase_add_loop_test(t, test, 0, (int)n);
}

#define ADD(name) rule(t, name, sizeof name##_cases / sizeof *name##_cases)

static Suite *suite(void)
{
    Suite *s = suite_create("normal_japanese");
    TCase *t = tcase_create("rules");
    ADD(rule_1_selectors_go_and_voice_marks_join_before_nfkc);
    rule(t, rule_2_variants_are_one_direct_step_and_no_more,
         sizeof variants / sizeof *variants);
    tcase_add_test(t, rule_2_variants_are_the_data_of_the_codebook);
    ADD(rule_4_kana_come_to_large_full_width_katakana);
    ADD(rule_4_sound_is_a_level_below);
    ADD(rule_5_names_in_brackets_are_names_of_the_same_person);
    ADD(rule_6_birth_dates_in_every_office_form);
    tcase_add_test(t, rule_6_agrees_with_the_loader_on_every_day);
    ADD(rule_7_addresses_come_to_town_house_room);
    rule(t, rule_7_sixteen_dashes_are_one, sizeof dashes / sizeof *dashes);
    ADD(rule_7_telephones_get_their_zero_back);
    ADD(rule_7_sexes_by_word_and_never_by_number);
    ADD(rule_8_an_unwritable_character_is_one_unknown);
    suite_add_tcase(s, t);
    return s;
}

CHECK_MAIN
