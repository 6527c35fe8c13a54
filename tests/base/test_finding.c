/* finding: a sentence with its place, and never with the value. */
#include "base/finding.h"
#include "check_main.h"

static struct arena arena;
static struct codebook book;

static void start(void)
{
    arena_init(&arena);
    ck_assert_int_eq(
        codebook_load(&arena, codebook_shipped_folder(), NULL, &book),
        STATUS_OK);
}

static void stop(void)
{
    arena_release(&arena);
}

static const struct finding cell = {"2023Q2_05_ベース調査.csv",
                                    214,
                                    "C",
                                    "date",
                                    "記入日",
                                    "E2104",
                                    SEVERITY_ERROR};

START_TEST(a_cell_is_named_by_file_row_column_and_header)
{
    ck_assert_str_eq(
        finding_sentence(&arena, &book, &cell, LANGUAGE_JA),
        "E2104 2023Q2_05_ベース調査.csv 行214 列C(記入日): 存在しない日付です。"
        "元の用紙を確認してください。元号の終わりの日にも注意してください");
    ck_assert_str_eq(
        finding_sentence(&arena, &book, &cell, LANGUAGE_EN),
        "2023Q2_05_ベース調査.csv row 214 column C (date): no such day; check "
        "the form; mind the last day of an era [E2104]");
}
END_TEST

START_TEST(a_file_is_named_without_row_or_column)
{
    struct finding f = {"a.csv", 0, "", "", "", "E1002", SEVERITY_ERROR};
    ck_assert_str_eq(
        finding_sentence(&arena, &book, &f, LANGUAGE_JA),
        "E1002 a.csv: ファイルが空です。送り直してもらってください");
    ck_assert_str_eq(
        finding_sentence(&arena, &book, &f, LANGUAGE_EN),
        "a.csv: the file is empty; ask for the file again [E1002]");
}
END_TEST

START_TEST(a_row_is_named_without_column)
{
    struct finding f = {"a.csv", 7, "", "", "", "I3001", SEVERITY_INFO};
    ck_assert_str_eq(finding_sentence(&arena, &book, &f, LANGUAGE_EN),
                     "a.csv row 7: the same row again; not counted twice; "
                     "nothing to do [I3001]");
}
END_TEST

START_TEST(an_unknown_rule_still_has_its_place)
{
    struct finding f = {"a.csv", 7, "", "", "", "E9999", SEVERITY_ERROR};
    ck_assert_str_eq(finding_sentence(&arena, &book, &f, LANGUAGE_EN),
                     "a.csv row 7: a finding without a sentence; see "
                     "codebooks/rules.csv [E9999]");
}
END_TEST

static Suite *suite(void)
{
    Suite *s = suite_create("finding");
    TCase *t = tcase_create("finding");
    tcase_add_checked_fixture(t, start, stop);
    tcase_add_test(t, a_cell_is_named_by_file_row_column_and_header);
    tcase_add_test(t, a_file_is_named_without_row_or_column);
    tcase_add_test(t, a_row_is_named_without_column);
    tcase_add_test(t, an_unknown_rule_still_has_its_place);
    suite_add_tcase(s, t);
    return s;
}

CHECK_MAIN
