/* workbook_check: a workbook with a part missing is not whole. */
#include "base/output_file.h"
#include "check_main.h"
#include "report/workbook.h"
#include "report/workbook_check.h"

#include <string.h>

static struct arena a;
static char folder[] = "/tmp/ayumi-book-XXXXXX";
static char *path;

static void set_up(void)
{
    struct workbook *w;
    arena_init(&a);
    memcpy(folder + strlen(folder) - 6, "XXXXXX", 6);
    ck_assert_ptr_nonnull(mkdtemp(folder));
    path = arena_format(&a, "%s/book.xlsx", folder);
    ck_assert_int_eq(
        workbook_open(&a, path, "title", (struct date){2024, 1, 1}, &w),
        STATUS_OK);
    workbook_sheet(w, "sheet", "", "");
    workbook_header(w, (const char *const[]){"a"}, 1);
    workbook_text(w, "x");
    workbook_end_row(w);
    ck_assert_int_eq(workbook_keep(w), STATUS_OK);
}

static void tear_down(void)
{
    ck_assert_int_eq(folder_remove(folder), STATUS_OK);
    arena_release(&a);
}

START_TEST(a_workbook_as_written_is_whole)
{
    ck_assert_int_eq(workbook_is_whole(path, path), STATUS_OK);
}
END_TEST

/* As libxlsxwriter leaves it when a part could not be written. */
START_TEST(an_empty_part_is_found)
{
    char *bytes;
    size_t n, at = 0;
    ck_assert_int_eq(file_read(&a, path, &bytes, &n), STATUS_OK);
    while (memcmp(bytes + at, "PK\1\2", 4) != 0)
        at++;
    memset(bytes + at + 24, 0, 4);
    ck_assert_int_eq(file_write(path, bytes, n, 0644), STATUS_OK);
    ck_assert_int_eq(workbook_is_whole(path, path), STATUS_IO);
}
END_TEST

START_TEST(a_cut_file_is_found)
{
    char *bytes;
    size_t n;
    ck_assert_int_eq(file_read(&a, path, &bytes, &n), STATUS_OK);
    ck_assert_int_eq(file_write(path, bytes, n / 2, 0644), STATUS_OK);
    ck_assert_int_eq(workbook_is_whole(path, path), STATUS_IO);
}
END_TEST

static Suite *suite(void)
{
    Suite *s = suite_create("workbook_check");
    TCase *t = tcase_create("workbook_check");
    tcase_add_checked_fixture(t, set_up, tear_down);
    tcase_add_test(t, a_workbook_as_written_is_whole);
    tcase_add_test(t, an_empty_part_is_found);
    tcase_add_test(t, a_cut_file_is_found);
    suite_add_tcase(s, t);
    return s;
}

CHECK_MAIN
