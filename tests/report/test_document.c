/* document: what is put in is kept, in order, as copies. */
#include "check_main.h"
#include "report/sample_document.h"

#include <string.h>

static struct arena arena;

static void setup(void)
{
    arena_init(&arena);
}

static void teardown(void)
{
    arena_release(&arena);
}

START_TEST(blocks_come_in_the_order_given)
{
    static const enum block_kind kinds[] = {
        BLOCK_HEADING,   BLOCK_KEY_POINTS,  BLOCK_HEADING,    BLOCK_PARAGRAPH,
        BLOCK_TABLE,     BLOCK_FLOW,        BLOCK_PAGE_BREAK, BLOCK_HEADING,
        BLOCK_BAR_CHART, BLOCK_BAR_CHART,   BLOCK_BAR_CHART,  BLOCK_BULLETS,
        BLOCK_HEADING,   BLOCK_RULED_LINES, BLOCK_TABLE,      BLOCK_NOTE};
    const struct document *d = sample_document(&arena);
    ck_assert_uint_eq(d->n_blocks, sizeof kinds / sizeof *kinds);
    for (size_t i = 0; i < d->n_blocks; i++)
        ck_assert_int_eq(d->blocks[i].kind, kinds[i]);
}
END_TEST

START_TEST(strings_are_copies)
{
    char text[] = "R5";
    struct document *d =
        document_new(&arena, text, LANGUAGE_JA, (struct date){2024, 4, 1});
    struct chart_bar bar = sample_bar(text, text, 1, text, 1);
    const struct document_chart chart = {
        .title = text, .n_bars = 1, .bars = &bar};
    document_paragraph(d, text);
    document_chart(d, &chart);
    memcpy(text, "XX", 2);
    ck_assert_str_eq(d->title, "R5");
    ck_assert_str_eq(d->blocks[0].text, "R5");
    ck_assert_str_eq(d->blocks[1].chart->bars[0].target_printed, "R5");
    ck_assert_str_eq(d->blocks[1].chart->subtitle, "");
}
END_TEST

START_TEST(header_lines_make_header_cells)
{
    const struct document *d = sample_document(&arena);
    const struct document_table *t = d->blocks[4].table;
    ck_assert_uint_eq(t->n_header_lines, 2);
    ck_assert_uint_eq(t->n_lines, 4);
    ck_assert_uint_eq(t->lines[0].cells[2].column_span, 3);
    ck_assert(t->lines[1].cells[0].is_header);
    ck_assert_uint_eq(t->lines[2].cells[0].row_span, 2);
    ck_assert(!t->lines[2].cells[2].is_header);
}
END_TEST

START_TEST(a_long_table_keeps_every_line)
{
    const struct document *d = sample_document(&arena);
    const struct document_table *t = d->blocks[14].table;
    ck_assert_uint_eq(t->n_lines, 71);
    for (size_t i = 1; i < t->n_lines; i++)
        ck_assert_str_eq(t->lines[i].cells[0].text,
                         arena_format(&arena, "行%02zu", i - 1));
}
END_TEST

START_TEST(words_come_in_the_language_of_the_document)
{
    language_set(LANGUAGE_JA);
    struct document *d =
        document_new(&arena, "t", LANGUAGE_EN, (struct date){2024, 4, 1});
    ck_assert_str_eq(document_word(d, "report.target"), "target");
    d->language = LANGUAGE_JA;
    ck_assert_str_eq(document_word(d, "report.target"), "目標");
}
END_TEST

static Suite *suite(void)
{
    Suite *s = suite_create("document");
    TCase *t = tcase_create("document");
    tcase_add_checked_fixture(t, setup, teardown);
    tcase_add_test(t, blocks_come_in_the_order_given);
    tcase_add_test(t, strings_are_copies);
    tcase_add_test(t, header_lines_make_header_cells);
    tcase_add_test(t, a_long_table_keeps_every_line);
    tcase_add_test(t, words_come_in_the_language_of_the_document);
    suite_add_tcase(s, t);
    return s;
}

CHECK_MAIN
