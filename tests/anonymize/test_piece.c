/* piece: which part of a value two records must share to be looked at. Two
 * values have a piece in common or not; one that has none gives 0. */
#include "anonymize/piece.h"
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

static void two_pieces(enum method m, const char *piece, const char *x,
                       const char *y, uint64_t out[2])
{
    static uint32_t of_record[] = {1, 2};
    const char *values[] = {"", x, y};
    struct linkage_column column = {"column", 3, values, of_record};
    struct linkage_data d = {
        .n_records = 2, .n_first = 1, .n_columns = 1, .columns = &column};
    struct comparison c;
    comparison_make(&a, &d, &column, m, &c);
    const struct piece_kind *k = piece_kinds(m);
    while (k->name != NULL && strcmp(k->name, piece) != 0)
        k++;
    ck_assert_ptr_nonnull(k->name);
    out[0] = k->of(&c, c.of_record[0]);
    out[1] = k->of(&c, c.of_record[1]);
}

enum answer { SAME, OTHER, NONE };

static const struct {
    enum method method;
    const char *piece, *x, *y;
    enum answer answer;
} cases[] = {
    {METHOD_TEXT, "sound", "philipp", "filip", SAME},
    {METHOD_TEXT, "sound", "schmidt", "schmitt", SAME},
    {METHOD_TEXT, "sound", "zack", "sak", SAME},
    {METHOD_TEXT, "sound", "quist", "kuist", SAME},
    {METHOD_TEXT, "sound", "vogel", "wogel", SAME},
    {METHOD_TEXT, "sound", "anna", "hanna", OTHER},
    {METHOD_TEXT, "sound", "p", "ph", OTHER},
    {METHOD_TEXT, "sound", "müller", "mueller", SAME},
    {METHOD_TEXT, "start", "robert", "robin", SAME},
    {METHOD_TEXT, "start", "高橋", "高田", SAME},
    {METHOD_TEXT, "start", "jo", "john", OTHER},
    {METHOD_TEXT, "end", "robert", "hubert", SAME},
    {METHOD_TEXT, "end", "高橋", "石橋", SAME},
    {METHOD_TEXT, "end", "jo", "bo", NONE},
    {METHOD_NAME, "whole", "山田 太郎", "山田太郎", SAME},
    {METHOD_NAME, "head", "山田太郎", "山田花子", SAME},
    {METHOD_NAME, "head", "anna schmidt", "anna meier", SAME},
    {METHOD_NAME, "head", "annaschmidt", "annameier", SAME},
    {METHOD_NAME, "head", "bob", "bo", OTHER},
    {METHOD_NAME, "tail", "山田花子", "鈴木花子", SAME},
    {METHOD_NAME, "tail", "林花", "森花", OTHER},
    {METHOD_NAME, "tail", "anna schmidt", "otto schmidt", SAME},
    {METHOD_NAME, "tail", "bob", "bo", NONE},
    {METHOD_KANA, "head", "タカハシハナコ", "タカハヨシオ", SAME},
    {METHOD_KANA, "head", "アイ", "アイコ", OTHER},
    {METHOD_KANA, "tail", "タカハシハナコ", "スズキハナコ", SAME},
    {METHOD_KANA, "tail", "アイ", "マイ", NONE},
    {METHOD_DATE, "whole", "1940-04-05", "昭和15年4月5日", SAME},
    {METHOD_DATE, "whole", "1940-04", "1940", NONE},
    {METHOD_DATE, "either_order", "1940-04-05", "1940-05-04", SAME},
    {METHOD_DATE, "either_order", "1940-04", "1940", NONE},
    {METHOD_DATE, "year_month", "1940-04-05", "1940-04", SAME},
    {METHOD_DATE, "month_day", "1940-04-05", "1950-04-05", SAME},
    {METHOD_DATE, "month_day", "1940", "1950", NONE},
    {METHOD_DATE, "year_day", "1940-04-05", "1940-11-05", SAME},
    {METHOD_DATE, "year_day", "1940-04", "1940", NONE},
    {METHOD_DATE, "year", "1940", "1940-11-05", SAME},
    {METHOD_DIGITS, "start", "0471234567", "0471298765", SAME},
    {METHOD_DIGITS, "start", "123", "124", NONE},
    {METHOD_DIGITS, "end", "0398234567", "0471234567", SAME},
    {METHOD_DIGITS, "end", "123", "124", NONE},
    {METHOD_ADDRESS, "numbers", "柏市本町1-2-3", "柏市元町1-2-3", SAME},
    {METHOD_ADDRESS, "numbers", "柏市本町12-3", "柏市元町1-23", OTHER},
    {METHOD_ADDRESS, "numbers", "柏市本町", "柏市元町", NONE},
    {METHOD_CATEGORY, "whole", "red", "blue", OTHER},
};

START_TEST(two_values_have)
{
    uint64_t piece[2];
    two_pieces(cases[_i].method, cases[_i].piece, cases[_i].x, cases[_i].y,
               piece);
    enum answer got = piece[0] == 0 && piece[1] == 0 ? NONE
                      : piece[0] == piece[1]         ? SAME
                                                     : OTHER;
    ck_assert_msg(got == cases[_i].answer, "%s of %s and %s: %d",
                  cases[_i].piece, cases[_i].x, cases[_i].y, (int)got);
}
END_TEST

static Suite *suite(void)
{
    Suite *s = suite_create("piece");
    TCase *t = tcase_create("piece");
    tcase_add_checked_fixture(t, set_up, tear_down);
    tcase_add_loop_test(t, two_values_have, 0,
                        (int)(sizeof cases / sizeof *cases));
    suite_add_tcase(s, t);
    return s;
}

CHECK_MAIN
