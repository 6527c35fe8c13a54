/* text: what people typed differently compares equal, and nothing is cut
 * inside a character. */
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

static const struct {
    const char *why, *typed, *folded;
} fold_cases[] = {
    {"full-width digits and letters", "７５ＡＢｃ", "75ABc"},
    {"half-width kana with dakuten", "ﾊﾞﾀﾞﾊﾟ", "バダパ"},
    {"half-width long mark stays a long mark", "ｾﾝﾀｰ", "センター"},
    {"dakuten as its own character", "か゛ハ゜", "がパ"},
    {"U+309B after no kana stays apart", "x゛", "x \xe3\x82\x99"},
    {"variation selectors go", "葛\xf3\xa0\x84\x80城\xef\xb8\x80", "葛城"},
    {"dashes", "－−‐‑–—―‒", "--------"},
    {"wave dashes", "〜～", "~~"},
    {"the six of CP932 agree with their JIS forms", "∥￠￡￢", "‖¢£¬"},
    {"zero-width characters go", "静\xe2\x80\x8b岡\xef\xbb\xbf", "静岡"},
    {"spaces around go, one inside becomes ASCII", "　髙橋　花子\xc2\xa0",
     "髙橋 花子"},
    {"compatibility ideographs only where NFKC says so", "﨑髙", "﨑髙"},
    {"units and enclosed signs", "㎝㈱①", "cm(株)1"},
    {"era ligatures", "㍻㋿", "平成令和"},
    {"ASCII is only trimmed", " \tabc\r\n", "abc"},
    {"decomposed names of macOS", "か\xe3\x82\x99", "が"},
    {"nothing", "", ""},
};

/* traps: 00-6 cp932-3 */
START_TEST(folding_joins_what_offices_mean_as_one)
{
    ck_assert_msg(
        text_equal(text_fold(&a, fold_cases[_i].typed), fold_cases[_i].folded),
        "%s: '%s'", fold_cases[_i].why, text_fold(&a, fold_cases[_i].typed));
}
END_TEST

START_TEST(folding_twice_changes_nothing_more)
{
    const char *once = text_fold(&a, fold_cases[_i].typed);
    ck_assert_str_eq(text_fold(&a, once), once);
}
END_TEST

START_TEST(surname_variants_are_not_merged)
{
    ck_assert_str_ne(text_fold(&a, "髙橋"), text_fold(&a, "高橋"));
    ck_assert_str_ne(text_fold(&a, "祐"), text_fold(&a, "佑"));
}
END_TEST

START_TEST(headers_compare_without_spaces_and_with_one_kind_of_bracket)
{
    ck_assert_str_eq(text_fold_header(&a, "氏名（漢字）"),
                     text_fold_header(&a, " 氏　名(漢 字)\r\n"));
    ck_assert_str_eq(text_fold_header(&a, "ＴＥＬ"), "TEL");
}
END_TEST

START_TEST(nfc_joins_but_keeps_widths)
{
    ck_assert_str_eq(text_nfc(&a, "か\xe3\x82\x99１ｶ"), "が１ｶ");
}
END_TEST

/* traps: cell-14 */
START_TEST(trimming_knows_every_space_an_office_types)
{
    ck_assert_str_eq(text_trim(&a, "\xef\xbb\xbf　\xc2\xa0 \t\r\n\xe2\x80\x8b"
                                   "a　b"
                                   "\xe2\x80\x8b　\n"),
                     "a　b");
    ck_assert_str_eq(text_trim(&a, "　"), "");
    ck_assert(text_is_blank(" \t\r\n　\xc2\xa0\xe2\x80\x8b"));
    ck_assert(text_is_blank(""));
    ck_assert(!text_is_blank("　-"));
}
END_TEST

START_TEST(characters_are_counted_and_wide_ones_take_two_columns)
{
    ck_assert_uint_eq(strlen("静岡市"), 9);
    ck_assert_uint_eq(text_length("静岡市"), 3);
    ck_assert_uint_eq(text_width("静岡市"), 6);
    ck_assert_uint_eq(text_width("ｶﾅa"), 3);
    ck_assert_uint_eq(text_width("か\xe3\x82\x99"), 2);
    ck_assert_uint_eq(text_length("𠮷"), 1);
}
END_TEST

START_TEST(cutting_never_splits_a_character)
{
    ck_assert_str_eq(text_cut(&a, "静岡市", 8), "静岡");
    ck_assert_str_eq(text_cut(&a, "静岡市", 9), "静岡市");
    ck_assert_str_eq(text_cut(&a, "静岡市", 2), "");
    ck_assert_str_eq(text_cut(&a, "静岡市", 0), "");
    ck_assert_str_eq(text_cut(&a, "ab", 99), "ab");
    /* 葛 + U+E0100 is one character to its bearer. */
    ck_assert_str_eq(text_cut(&a, "x葛\xf3\xa0\x84\x80", 5), "x");
    ck_assert_str_eq(text_cut(&a, "xか\xe3\x82\x99", 4), "x");
}
END_TEST

START_TEST(bytes_that_are_not_utf8_are_known)
{
    ck_assert(text_is_utf8("静岡\0x", 8));
    ck_assert(text_is_utf8("", 0));
    ck_assert(!text_is_utf8("\xc0\x80", 2));         /* overlong */
    ck_assert(!text_is_utf8("\xed\xa0\x80", 3));     /* surrogate */
    ck_assert(!text_is_utf8("\xf4\x90\x80\x80", 4)); /* above U+10FFFF */
    ck_assert(!text_is_utf8("\xe9\x9d", 2));         /* cut */
    ck_assert(!text_is_utf8("abcdefgh\x90\xc3", 10));
}
END_TEST

START_TEST(invalid_bytes_read_as_the_replacement_character)
{
    const char *text = "\xff"
                       "a\xe9";
    ck_assert_uint_eq(text_next(&text), 0xfffd);
    ck_assert_uint_eq(text_next(&text), 'a');
    ck_assert_uint_eq(text_next(&text), 0xfffd);
    ck_assert_uint_eq(text_next(&text), 0);
    ck_assert_uint_eq(text_next(&text), 0); /* stays at the end */
}
END_TEST

START_TEST(code_points_are_written_back_as_read)
{
    const char *samples = "aé静𠮷";
    while (*samples != '\0') {
        const char *start = samples;
        uint32_t c = text_next(&samples);
        char out[4];
        ck_assert_uint_eq(text_encode(c, out), (size_t)(samples - start));
        ck_assert_mem_eq(out, start, (size_t)(samples - start));
    }
    char out[4];
    ck_assert_uint_eq(text_encode(0xd800, out), 3); /* becomes U+FFFD */
}
END_TEST

/* Bytes from python3: text.encode("cp932"). */
static const struct {
    const char *bytes, *text;
} cp932_cases[] = {
    {"\x90\xc3\x89\xaa\x8e\x73", "静岡市"},
    {"\xc0\xb6\xca\xde", "ﾀｶﾊﾞ"},
    {"\x87\x40\x87\x8a\x87\x8f\xfb\xfc\xed\x95", "①㈱㍼髙﨑"},
    {"\xee\xe0\xfb\xfc\xfa\xe5\xed\xc9", "髙髙栁栁"}, /* spare codes */
    {"\x81\x60\x81\x61\x81\x7c\x81\x91\x81\x92\x81\xca", "～∥－￠￡￢"},
    {"\x83\x5c\x95\x5c\x94\x5c", "ソ表能"}, /* trail byte is a backslash */
    {"a,b", "a,b"},
};

/* traps: 00-7 cp932-2 */
START_TEST(cp932_decodes_as_windows_wrote_it)
{
    size_t bad_at = 0;
    const char *got = text_from_cp932(&a, cp932_cases[_i].bytes,
                                      strlen(cp932_cases[_i].bytes), &bad_at);
    ck_assert_ptr_nonnull(got);
    ck_assert_str_eq(got, cp932_cases[_i].text);
}
END_TEST

/* Counts from domain/calendar_and_csv.md (python3 cp932 and glibc iconv agree
 * on every code). */
/* traps: cp932-1 */
START_TEST(cp932_has_as_many_codes_as_windows)
{
    static bool is_met[0x10000];
    size_t n_codes = 0, n_spare = 0, bad_at;
    for (int lead = 0x80; lead <= 0xff; lead++) {
        for (int trail = 0; trail <= 0xff; trail++) {
            char bytes[2] = {(char)lead, (char)trail};
            const char *got = text_from_cp932(&a, bytes, 2, &bad_at);
            if (got == NULL || text_length(got) != 1 || trail == 0)
                continue;
            /* Never a comma, tab, quote or line end: splitting is safe. */
            ck_assert(trail >= 0x40 && trail != 0x7f && trail <= 0xfc);
            uint32_t c = text_next(&got);
            n_codes++;
            n_spare += is_met[c];
            is_met[c] = true;
        }
    }
    ck_assert_uint_eq(n_codes, 9604);
    ck_assert_uint_eq(n_spare, 398);
}
END_TEST

START_TEST(cp932_refuses_and_says_where)
{
    size_t bad_at = 99;
    ck_assert_ptr_null(text_from_cp932(&a, "ab\x90", 3, &bad_at));
    ck_assert_uint_eq(bad_at, 2);
    ck_assert_ptr_null(text_from_cp932(&a, "a\x80", 2, &bad_at));
    ck_assert_uint_eq(bad_at, 1);
    ck_assert_ptr_null(text_from_cp932(&a, "\x90\xc3\xff", 3, &bad_at));
    ck_assert_uint_eq(bad_at, 2);
    ck_assert_ptr_null(text_from_cp932(&a, "\x90,", 2, &bad_at));
    ck_assert_uint_eq(bad_at, 0);
}
END_TEST

START_TEST(utf16_reads_surrogate_pairs_and_refuses_halves)
{
    size_t bad_at = 99;
    ck_assert_str_eq(
        text_from_utf16le(&a, "a\0\x42\xd8\xb7\xdf\x59\x97", 8, &bad_at),
        "a𠮷静");
    ck_assert_ptr_null(text_from_utf16le(&a, "a\0\x42\xd8", 4, &bad_at));
    ck_assert_uint_eq(bad_at, 2);
    ck_assert_ptr_null(text_from_utf16le(&a, "a\0b", 3, &bad_at));
    ck_assert_uint_eq(bad_at, 2);
}
END_TEST

static const struct {
    const char *text;
    bool is_formula;
} formula_cases[] = {
    {"=CMD()", true},   {"+1+2", true},   {"-1+2", true},
    {"@SUM(A1)", true}, {"\tx", true},    {"\rx", true},
    {"＝1", true},      {"＠a", true},    {"－1＋2", true},
    {"  =1", true},     {"　=1", true},   {"-5", false},
    {"+81", false},     {"-5.25", false}, {"－５", false},
    {"-", false},       {"", false},      {"静岡", false},
    {"a=b", false},     {"-x", true},     {"\xe2\x80\x8b=1", true},
    {"-1e5", true},     {"=", true},
};

START_TEST(formulas_are_seen_and_real_numbers_are_left_alone)
{
    ck_assert_msg(text_looks_like_formula(formula_cases[_i].text) ==
                      formula_cases[_i].is_formula,
                  "'%s'", formula_cases[_i].text);
}
END_TEST

START_TEST(the_nearest_name_is_found_by_characters)
{
    const char *const names[] = {"office_no", "生年月日", "記入日", "study",
                                 NULL};
    ck_assert_str_eq(text_nearest("ofice_no", names), "office_no");
    ck_assert_str_eq(text_nearest("生年月曰", names), "生年月日");
    ck_assert_str_eq(text_nearest("study", names), "study");
    ck_assert_ptr_null(text_nearest("電話番号", names));
    ck_assert_ptr_null(text_nearest("", names));
}
END_TEST

START_TEST(prefixes_and_equality_are_by_bytes)
{
    ck_assert(text_starts_with("令和5年", "令和"));
    ck_assert(!text_starts_with("令", "令和"));
    ck_assert(text_equal("静岡", "静岡"));
    ck_assert(!text_equal("静岡", "静岡市"));
}
END_TEST

#define COUNT(array) ((int)(sizeof(array) / sizeof((array)[0])))

static Suite *suite(void)
{
    Suite *s = suite_create("text");
    TCase *t = tcase_create("text");
    tcase_add_checked_fixture(t, setup, teardown);
    tcase_add_loop_test(t, folding_joins_what_offices_mean_as_one, 0,
                        COUNT(fold_cases));
    tcase_add_loop_test(t, folding_twice_changes_nothing_more, 0,
                        COUNT(fold_cases));
    tcase_add_test(t, surname_variants_are_not_merged);
    tcase_add_test(t,
                   headers_compare_without_spaces_and_with_one_kind_of_bracket);
    tcase_add_test(t, nfc_joins_but_keeps_widths);
    tcase_add_test(t, trimming_knows_every_space_an_office_types);
    tcase_add_test(t, characters_are_counted_and_wide_ones_take_two_columns);
    tcase_add_test(t, cutting_never_splits_a_character);
    tcase_add_test(t, bytes_that_are_not_utf8_are_known);
    tcase_add_test(t, invalid_bytes_read_as_the_replacement_character);
    tcase_add_test(t, code_points_are_written_back_as_read);
    tcase_add_loop_test(t, cp932_decodes_as_windows_wrote_it, 0,
                        COUNT(cp932_cases));
    tcase_add_test(t, cp932_has_as_many_codes_as_windows);
    tcase_add_test(t, cp932_refuses_and_says_where);
    tcase_add_test(t, utf16_reads_surrogate_pairs_and_refuses_halves);
    tcase_add_loop_test(t, formulas_are_seen_and_real_numbers_are_left_alone, 0,
                        COUNT(formula_cases));
    tcase_add_test(t, the_nearest_name_is_found_by_characters);
    tcase_add_test(t, prefixes_and_equality_are_by_bytes);
    suite_add_tcase(s, t);
    return s;
}

CHECK_MAIN
