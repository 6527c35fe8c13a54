/* cell_memo: what is remembered is what cell_check says. */
#include "base/cell_memo.h"
#include "check_main.h"

#include <string.h>

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

static const char *const texts[] = {
    NULL,         "",        " ",
    "0",          "1",       "2",
    "9",          "-",       "a",
    "あ",         "２",      "01",
    "-99",        "不明",    "無回答",
    "1;2",        "1,2",     "②④",
    "2023-07-22", "R5.7.22", "令和5年7月",
    "昭和64年",   "45110",   "12.5",
    "6～7",       "８時間",  "1,516",
    "E23-014",    "女",      "22100",
    "\t",         "3;3",     "#E2101",
    "〇",         "S250314", "これは二十四バイトよりも長い自由記述です"};
enum { N_TEXTS = sizeof texts / sizeof *texts };

static void compare(const struct variable *v, const char *text,
                    const struct cell *memo)
{
    struct cell plain;
    cell_check(&arena, v, text, &plain);
    const char *shown = text == NULL ? "NULL" : text;
    ck_assert_msg(memo->state == plain.state, "%s '%s'", v->name, shown);
    ck_assert_msg(memo->missing_reason == plain.missing_reason, "%s '%s'",
                  v->name, shown);
    ck_assert_msg(memo->repairs == plain.repairs, "%s '%s'", v->name, shown);
    ck_assert_pstr_eq(memo->clean, plain.clean);
    ck_assert_pstr_eq(memo->rule, plain.rule);
    ck_assert_double_eq(memo->number, plain.number);
    ck_assert_int_eq(date_compare(memo->date, plain.date), 0);
}

START_TEST(every_answer_is_that_of_cell_check_first_and_again)
{
    const struct file_kind *k = &book.kinds[_i];
    struct cell_memo *m = cell_memo_new(&arena, k);
    for (int round = 0; round < 2; round++)
        for (size_t t = 0; t < N_TEXTS; t++)
            for (size_t v = 0; v < k->n_variables; v++) {
                struct cell c;
                cell_memo_check(m, &arena, v, texts[t], &c);
                compare(k->variables[v], texts[t], &c);
            }
}
END_TEST

START_TEST(answers_that_push_each_other_out_stay_right)
{
    const struct file_kind *k = codebook_kind(&book, "05");
    struct cell_memo *m = cell_memo_new(&arena, k);
    for (size_t v = 0; v < k->n_variables; v++)
        for (int i = 0; i < 3000; i++) {
            struct cell c;
            const char *text = arena_format(&arena, "%d", i * 37 % 2999);
            cell_memo_check(m, &arena, v, text, &c);
            compare(k->variables[v], text, &c);
        }
}
END_TEST

static Suite *suite(void)
{
    Suite *s = suite_create("cell_memo");
    TCase *t = tcase_create("cell_memo");
    tcase_add_checked_fixture(t, start, stop);
    tcase_add_loop_test(t, every_answer_is_that_of_cell_check_first_and_again,
                        0, 28);
    tcase_add_test(t, answers_that_push_each_other_out_stay_right);
    suite_add_tcase(s, t);
    return s;
}

CHECK_MAIN
