/* normal_random: the claims of the fuzz targets, on strings put together at
 * random from what office cells are made of; a short run for the gate.
 * tests/fuzz/run.sh is the long one. */
#include "check_main.h"
#include "fuzz/fuzz_normal.h"

enum { ROUNDS = 4000, MOST_PIECES = 14 };

static const char *const pieces[] = {
    "東京",   "花子",     "髙",     "邉",    "々",      "佐",      "一",
    "二十",   "丁目",     "番地",   "番",    "号",      "の",      "ヶ",
    "ケ",     "が",       "大字",   "市",    "区",      "郡",      "町",
    "県",     "北海道",   "〒",     "ｶ",     "ﾞ",       "ﾟ",       "キョ",
    "ー",     "ゞ",       "ヽ",     "は",    "　",      " ",       "（",
    "）",     "［",       "旧姓",   "様",    "(",       ")",       "?",
    "〓",     "\xff",     "\xe3",   "\x1f",  "・",      "/",       "-",
    "－",     "―",        "０",     "1",     "25",      "昭和",    "S",
    "R元",    "年",       "月",     "日",    ".",       "3250314", "090",
    "0460",   "+81",      "é",      "ß",     "O'Brien", "\u309B",  "\U000E0100",
    "𠮷",     "\u0301",   "㍼",     "20180", ":",       "男",      "Ｆ",
    "室",     "コーポ",   "\t",     "場",    "村",      "内",      "条",
    "線",     "棟",       "丁",     "十十",  "5",       "05",      "19",
    "7",      "19450203", "12/31",  "25569", "60000",   "7250203", "4450203",
    "、",     "。",       "’",      "＝",    "[",       "]",       "d",
    "ヂ",     "ツ",       "ト",     "ゔ",    "ガ",      "ペ",      "ャ",
    "800",    "0120",     "+8190",  "+",     "8",       "\u00a0",  "\ufe00",
    "\u200d", "\u2028",   "\ufdfa", "名無",  "ノ",      "之",      "字",
};
static normal_function *const normalisers[] = {
    normal_text,    normal_person_name, normal_kana,   normal_kana_sound,
    normal_address, normal_telephone,   normal_digits, normal_date,
    normal_sex,     normal_number,
};

static uint32_t next_random(uint32_t *state)
{
    *state ^= *state << 13;
    *state ^= *state >> 17;
    *state ^= *state << 5;
    return *state;
}

START_TEST(every_normaliser_keeps_its_claims)
{
    uint32_t state = 20231125u + (uint32_t)_i;
    char cell[MOST_PIECES * 16];
    for (int round = 0; round < ROUNDS; round++) {
        size_t n = 0;
        uint32_t n_pieces = next_random(&state) % MOST_PIECES;
        for (uint32_t k = 0; k < n_pieces; k++) {
            const char *piece =
                pieces[next_random(&state) % (sizeof pieces / sizeof *pieces)];
            memcpy(cell + n, piece, strlen(piece));
            n += strlen(piece);
        }
        check_normal(normalisers[_i], (const uint8_t *)cell, n);
    }
}
END_TEST

/* ゝ is one point and ば, which it stands for, two until they are composed. */
START_TEST(a_name_that_grows_by_its_iteration_marks_is_its_own_form)
{
    enum { LATIN = 455, MARKS = 14 };
    char cell[NORMAL_CAPACITY];
    size_t n = LATIN;
    memset(cell, 'a', n);
    memcpy(cell + n, "ば", 3);
    n += 3;
    for (int i = 0; i < MARKS; i++, n += 3)
        memcpy(cell + n, "ゝ", 3);
    check_normal(normal_person_name, (const uint8_t *)cell, n);
}
END_TEST

START_TEST(names_that_do_not_fit_are_left_out_whole)
{
    const char *cell = "田中（佐藤）花子";
    char form[NORMAL_CAPACITY];
    size_t n = normal_person_name(cell, strlen(cell), form, 25);
    ck_assert_uint_eq(n, 12); /* 田中花子; 佐藤 花子 needs 14 more */
    ck_assert_mem_eq(form, "田中花子", n);
}
END_TEST

START_TEST(a_name_that_does_not_fit_ends_as_a_name_does)
{
    char form[NORMAL_CAPACITY];
    const char *cell = "山田太様郎";
    size_t n = normal_person_name(cell, strlen(cell), form, 12);
    ck_assert_uint_eq(n, 9);
    ck_assert_mem_eq(form, "山田太", n);
}
END_TEST

static Suite *suite(void)
{
    Suite *s = suite_create("normal_random");
    TCase *t = tcase_create("random cells");
    tcase_add_loop_test(t, every_normaliser_keeps_its_claims, 0,
                        (int)(sizeof normalisers / sizeof *normalisers));
    tcase_add_test(t, a_name_that_grows_by_its_iteration_marks_is_its_own_form);
    tcase_add_test(t, names_that_do_not_fit_are_left_out_whole);
    tcase_add_test(t, a_name_that_does_not_fit_ends_as_a_name_does);
    suite_add_tcase(s, t);
    return s;
}

CHECK_MAIN
