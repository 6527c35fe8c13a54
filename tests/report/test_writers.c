/* html, pdf, workbook: the same content gives the same bytes; what can't be
 * written is refused and leaves no file.
 *
 * With AYUMI_SAMPLE_DIR in the environment the sample stays there, for the
 * shell tests that look at it with other programs. */
#include "base/output_file.h"
#include "check_main.h"
#include "report/html.h"
#include "report/pdf.h"
#include "report/sample_document.h"
#include "report/workbook.h"

#include <string.h>

static struct arena arena;
static char folder[] = "/tmp/ayumi-writers-XXXXXX";

static void setup(void)
{
    arena_init(&arena);
    language_set(LANGUAGE_JA);
    strcpy(folder + strlen(folder) - 6, "XXXXXX");
    ck_assert_ptr_nonnull(mkdtemp(folder));
}

static void teardown(void)
{
    ck_assert_int_eq(folder_remove(folder), STATUS_OK);
    arena_release(&arena);
}

static char *in(const char *where, const char *name)
{
    return arena_format(&arena, "%s/%s", where, name);
}

static enum status write_workbook(const char *path)
{
    static const char *const names[] = {"指標", "値", "年度"};
    struct workbook *w = NULL;
    enum status st =
        workbook_open(&arena, path, "年次報告",
                      (struct date){.year = 2024, .month = 11, .day = 20}, &w);
    if (st != STATUS_OK)
        return st;
    for (int i = 0; i < 2; i++) {
        workbook_sheet(w, "実績[目標]/同じ名前", i == 0 ? "題" : "",
                       i == 0 ? "注" : "");
        workbook_header(w, names, 3);
        workbook_text(w, "=1+1");
        workbook_number(w, 211.25, 2);
        workbook_integer(w, 2023);
        workbook_end_row(w);
        workbook_text(w, "");
        workbook_empty(w);
        workbook_end_row(w);
    }
    return workbook_keep(w);
}

static void assert_same_bytes(const char *a, const char *b)
{
    char *left, *right;
    size_t n_left, n_right;
    ck_assert_int_eq(file_read(&arena, a, &left, &n_left), STATUS_OK);
    ck_assert_int_eq(file_read(&arena, b, &right, &n_right), STATUS_OK);
    ck_assert_uint_gt(n_left, 0);
    ck_assert_uint_eq(n_left, n_right);
    ck_assert_mem_eq(left, right, n_left);
}

START_TEST(the_same_document_gives_the_same_html)
{
    for (int i = 0; i < 2; i++)
        ck_assert_int_eq(
            html_write(sample_document(&arena), in(folder, i == 0 ? "a" : "b")),
            STATUS_OK);
    assert_same_bytes(in(folder, "a"), in(folder, "b"));
}
END_TEST

START_TEST(the_same_document_gives_the_same_pdf)
{
    for (int i = 0; i < 2; i++)
        ck_assert_int_eq(
            pdf_write(sample_document(&arena), in(folder, i == 0 ? "a" : "b")),
            STATUS_OK);
    assert_same_bytes(in(folder, "a"), in(folder, "b"));
}
END_TEST

START_TEST(the_same_cells_give_the_same_workbook)
{
    ck_assert_int_eq(write_workbook(in(folder, "a")), STATUS_OK);
    ck_assert_int_eq(write_workbook(in(folder, "b")), STATUS_OK);
    assert_same_bytes(in(folder, "a"), in(folder, "b"));
}
END_TEST

START_TEST(text_is_never_markup)
{
    char *bytes;
    size_t n;
    ck_assert_int_eq(html_write(sample_document(&arena), in(folder, "a")),
                     STATUS_OK);
    ck_assert_int_eq(file_read(&arena, in(folder, "a"), &bytes, &n), STATUS_OK);
    ck_assert_ptr_nonnull(strstr(bytes, "&lt;この資料&gt;"));
    ck_assert_ptr_nonnull(strstr(bytes, "&amp; &quot;これだけ&quot;"));
    ck_assert_ptr_null(strstr(bytes, "<この"));
    ck_assert_ptr_null(strstr(bytes, "<script"));
}
END_TEST

START_TEST(a_folder_that_is_not_there_is_refused)
{
    const char *path = in(folder, "none/report");
    ck_assert_int_eq(html_write(sample_document(&arena), path), STATUS_IO);
    ck_assert_int_eq(pdf_write(sample_document(&arena), path), STATUS_IO);
    ck_assert_int_eq(write_workbook(path), STATUS_IO);
    ck_assert(!path_exists(path));
}
END_TEST

START_TEST(a_character_that_no_font_has_is_refused)
{
    struct document *d = sample_document(&arena);
    document_paragraph(d, "\xf0\x93\x80\x80"); /* U+13000, a hieroglyph */
    ck_assert_int_eq(pdf_write(d, in(folder, "a")), STATUS_IO);
    ck_assert(!path_exists(in(folder, "a")));
}
END_TEST

START_TEST(a_line_higher_than_a_page_is_refused)
{
    struct document *d = sample_document(&arena);
    char *text = arena_take(&arena, 9001);
    memset(text, 'a', 9000);
    const char *items[] = {text};
    document_paragraph(d, text);
    ck_assert_int_eq(pdf_write(d, in(folder, "a")), STATUS_OK);
    document_bullets(d, items, 1);
    ck_assert_int_eq(pdf_write(d, in(folder, "b")), STATUS_USAGE);
    ck_assert(!path_exists(in(folder, "b")));
}
END_TEST

START_TEST(an_empty_document_is_one_page)
{
    struct document *d =
        document_new(&arena, "空", LANGUAGE_EN, (struct date){2024, 4, 1});
    ck_assert_int_eq(pdf_write(d, in(folder, "a")), STATUS_OK);
    ck_assert_int_eq(html_write(d, in(folder, "b")), STATUS_OK);
}
END_TEST

START_TEST(a_dropped_workbook_leaves_no_file)
{
    struct workbook *w = NULL;
    ck_assert_int_eq(workbook_open(&arena, in(folder, "a"), "t",
                                   (struct date){2024, 4, 1}, &w),
                     STATUS_OK);
    workbook_sheet(w, "s", "", "");
    workbook_text(w, "x");
    workbook_drop(w);
    ck_assert(!path_exists(in(folder, "a")));
}
END_TEST

START_TEST(the_font_is_one_of_the_named_ones)
{
    ck_assert_str_eq(pdf_font(&arena), "BIZ UDPGothic");
}
END_TEST

START_TEST(the_sample_is_left_for_the_shell_tests)
{
    const char *where = getenv("AYUMI_SAMPLE_DIR");
    if (where == NULL)
        where = folder;
    ck_assert_int_eq(
        html_write(sample_document(&arena), in(where, "sample.html")),
        STATUS_OK);
    ck_assert_int_eq(
        pdf_write(sample_document(&arena), in(where, "sample.pdf")), STATUS_OK);
    ck_assert_int_eq(write_workbook(in(where, "sample.xlsx")), STATUS_OK);
}
END_TEST

static Suite *suite(void)
{
    Suite *s = suite_create("writers");
    TCase *t = tcase_create("writers");
    tcase_set_timeout(t, 60);
    tcase_add_checked_fixture(t, setup, teardown);
    tcase_add_test(t, the_same_document_gives_the_same_html);
    tcase_add_test(t, the_same_document_gives_the_same_pdf);
    tcase_add_test(t, the_same_cells_give_the_same_workbook);
    tcase_add_test(t, text_is_never_markup);
    tcase_add_test(t, a_folder_that_is_not_there_is_refused);
    tcase_add_test(t, a_character_that_no_font_has_is_refused);
    tcase_add_test(t, a_line_higher_than_a_page_is_refused);
    tcase_add_test(t, an_empty_document_is_one_page);
    tcase_add_test(t, a_dropped_workbook_leaves_no_file);
    tcase_add_test(t, the_font_is_one_of_the_named_ones);
    tcase_add_test(t, the_sample_is_left_for_the_shell_tests);
    suite_add_tcase(s, t);
    return s;
}

CHECK_MAIN
