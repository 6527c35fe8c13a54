/* output_file and csv_writer: whole or not at all, and safe in Excel. */
#include "base/csv_writer.h"
#include "base/output_file.h"
#include "base/text.h"
#include "check_main.h"

#include <math.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static struct arena a;
static char folder[64];

static void make_folder(void)
{
    arena_init(&a);
    strcpy(folder, "/tmp/ayumi_output_XXXXXX");
    ck_assert_ptr_nonnull(mkdtemp(folder));
}

static void remove_folder(void)
{
    ck_assert_int_eq(folder_remove(folder), STATUS_OK);
    arena_release(&a);
}

static char *in_folder(const char *name)
{
    return arena_format(&a, "%s/%s", folder, name);
}

static char *content(const char *name)
{
    char *bytes;
    size_t n;
    ck_assert_int_eq(file_read(&a, in_folder(name), &bytes, &n), STATUS_OK);
    return bytes;
}

/* A path whose names go in a circle: the system can't tell what is there. */
START_TEST(what_cannot_be_looked_at_is_there)
{
    char *one = in_folder("one");
    ck_assert_int_eq(symlink("one", one), 0);
    ck_assert(path_exists(arena_format(&a, "%s/x", one)));
    ck_assert(!path_exists(in_folder("none/x")));
}
END_TEST

START_TEST(a_file_appears_only_when_kept)
{
    struct output_file out;
    ck_assert_int_eq(output_file_open(&out, &a, in_folder("x.csv"), 0644),
                     STATUS_OK);
    fputs("done", out.stream);
    ck_assert(!path_exists(in_folder("x.csv")));
    ck_assert_int_eq(output_file_keep(&out), STATUS_OK);
    ck_assert_str_eq(content("x.csv"), "done");
}
END_TEST

START_TEST(a_dropped_file_leaves_nothing)
{
    struct output_file out;
    const char **names;
    size_t n, n_hidden;
    ck_assert_int_eq(output_file_open(&out, &a, in_folder("x.csv"), 0644),
                     STATUS_OK);
    fputs("half", out.stream);
    output_file_drop(&out);
    ck_assert_int_eq(folder_list(&a, folder, &names, &n, &n_hidden), STATUS_OK);
    ck_assert_uint_eq(n + n_hidden, 0);
}
END_TEST

START_TEST(a_folder_that_is_missing_is_reported)
{
    struct output_file out;
    ck_assert_int_eq(
        output_file_open(&out, &a, in_folder("no/such/x.csv"), 0644),
        STATUS_IO);
}
END_TEST

START_TEST(a_full_disk_is_reported_and_leaves_nothing)
{
    struct output_file out;
    if (access("/dev/full", W_OK) != 0)
        return;
    ck_assert_int_eq(output_file_open(&out, &a, in_folder("x.csv"), 0644),
                     STATUS_OK);
    ck_assert_ptr_nonnull(freopen("/dev/full", "w", out.stream));
    for (int i = 0; i < 100000; i++)
        fputs("0123456789", out.stream);
    ck_assert_int_eq(output_file_keep(&out), STATUS_IO);
    ck_assert(!path_exists(in_folder("x.csv")));
}
END_TEST

START_TEST(folders_are_listed_in_order_without_hidden_files)
{
    const char **names;
    size_t n, n_hidden;
    ck_assert_int_eq(folder_make(in_folder("b/c"), 0755), STATUS_OK);
    ck_assert_int_eq(file_write(in_folder("b/c/2.csv"), "2", 1, 0644),
                     STATUS_OK);
    ck_assert_int_eq(file_write(in_folder("a.csv"), "1", 1, 0644), STATUS_OK);
    ck_assert_int_eq(file_write(in_folder("~$a.csv"), "1", 1, 0644), STATUS_OK);
    ck_assert_int_eq(folder_list(&a, folder, &names, &n, &n_hidden), STATUS_OK);
    ck_assert_uint_eq(n, 2);
    ck_assert_uint_eq(n_hidden, 1);
    ck_assert_str_eq(names[0], "a.csv");
    ck_assert_str_eq(names[1], "b/c/2.csv");
}
END_TEST

START_TEST(a_link_is_removed_but_not_followed)
{
    ck_assert_int_eq(folder_make(in_folder("kept"), 0755), STATUS_OK);
    ck_assert_int_eq(file_write(in_folder("kept/x"), "x", 1, 0644), STATUS_OK);
    ck_assert_int_eq(folder_make(in_folder("gone"), 0755), STATUS_OK);
    ck_assert_int_eq(symlink(in_folder("kept"), in_folder("gone/link")), 0);
    ck_assert_int_eq(folder_remove(in_folder("gone")), STATUS_OK);
    ck_assert(path_exists(in_folder("kept/x")));
}
END_TEST

static void write_sample(enum csv_flavour flavour)
{
    struct csv_writer w;
    ck_assert_int_eq(csv_writer_open(&w, in_folder("t.csv"), flavour),
                     STATUS_OK);
    csv_text(&w, "=1+1");
    csv_text(&w, "a,\"b\"\nc");
    csv_text(&w, NULL);
    csv_integer(&w, -5);
    csv_number(&w, 0.1);
    csv_number(&w, NAN);
    csv_end_row(&w);
    ck_assert_int_eq(csv_writer_keep(&w), STATUS_OK);
}

START_TEST(programs_get_the_bytes_as_they_are)
{
    write_sample(CSV_FOR_PROGRAMS);
    ck_assert_str_eq(content("t.csv"), "=1+1,\"a,\"\"b\"\"\nc\",,-5,0.1,\n");
}
END_TEST

/* traps: excel-9 */
START_TEST(excel_gets_a_mark_and_no_formula)
{
    write_sample(CSV_FOR_EXCEL);
    ck_assert_str_eq(content("t.csv"),
                     "\xEF\xBB\xBF\"'=1+1\",\"a,\"\"b\"\"\nc\",,-5,0.1,\r\n");
}
END_TEST

static Suite *suite(void)
{
    Suite *s = suite_create("output_file");
    TCase *t = tcase_create("output_file");
    tcase_add_checked_fixture(t, make_folder, remove_folder);
    tcase_add_test(t, a_file_appears_only_when_kept);
    tcase_add_test(t, a_dropped_file_leaves_nothing);
    tcase_add_test(t, a_folder_that_is_missing_is_reported);
    tcase_add_test(t, a_full_disk_is_reported_and_leaves_nothing);
    tcase_add_test(t, folders_are_listed_in_order_without_hidden_files);
    tcase_add_test(t, what_cannot_be_looked_at_is_there);
    tcase_add_test(t, a_link_is_removed_but_not_followed);
    tcase_add_test(t, programs_get_the_bytes_as_they_are);
    tcase_add_test(t, excel_gets_a_mark_and_no_formula);
    suite_add_tcase(s, t);
    return s;
}

CHECK_MAIN
