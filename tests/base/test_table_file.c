/* table_file: small tables that staff edit, read whole or refused with the
 * row. */
#include "base/table_file.h"
#include "check_main.h"

#include <string.h>
#include <unistd.h>

#define COUNT(array) ((int)(sizeof(array) / sizeof((array)[0])))

static struct arena a;
static char path[] = "/tmp/test_table_file.XXXXXX";

static void setup(void)
{
    arena_init(&a);
    int fd = mkstemp(path);
    ck_assert_int_ge(fd, 0);
    close(fd);
}

static void teardown(void)
{
    unlink(path);
    arena_release(&a);
}

static enum status read_text(const char *text, struct table_file *t)
{
    FILE *f = fopen(path, "wb");
    fputs(text, f);
    fclose(f);
    return table_file_read(&a, path, t);
}

START_TEST(cells_are_trimmed_and_named_by_their_header)
{
    struct table_file t;
    ck_assert_int_eq(read_text("\xef\xbb\xbf 項目 ,値,,\r\n\r\n"
                               "年,　2023　,,\r\n月\r\n,,,\r\n",
                               &t),
                     STATUS_OK);
    ck_assert_uint_eq(t.n_columns, 2);
    ck_assert_uint_eq(t.n_rows, 2);
    ck_assert_int_eq(table_file_find(&t, "値"), 1);
    ck_assert_int_eq(table_file_find(&t, "説明"), -1);
    ck_assert_str_eq(t.rows[0].cells[1], "2023");
    ck_assert_uint_eq(t.rows[0].row, 3);
    ck_assert_str_eq(t.rows[1].cells[0], "月");
    ck_assert_str_eq(t.rows[1].cells[1], "");
}
END_TEST

START_TEST(a_missing_column_is_refused_and_the_index_untouched)
{
    struct table_file t;
    size_t index = 99;
    ck_assert_int_eq(read_text("variable,value\n1,2\n", &t), STATUS_OK);
    ck_assert_int_eq(table_file_column(&t, "value", &index), STATUS_OK);
    ck_assert_uint_eq(index, 1);
    index = 99;
    ck_assert_int_eq(table_file_column(&t, "varible", &index), STATUS_USAGE);
    ck_assert_int_eq(table_file_column(&t, "説明", &index), STATUS_USAGE);
    ck_assert_uint_eq(index, 99);
}
END_TEST

static const struct {
    const char *why, *text;
} bad[] = {
    {"more cells than the header", "a,b\n1,2,3\n"},
    {"a broken row", "a,b\n1,\"2\n"},
    {"a column twice", "a, a\n1,2\n"},
    {"a column without header", "a,,b\n1,2,3\n"},
    {"nothing in it", ""},
};

START_TEST(a_table_with_a_fault_is_refused_and_the_output_untouched)
{
    struct table_file t = {.n_columns = 99};
    ck_assert_msg(read_text(bad[_i].text, &t) == STATUS_USAGE, "%s",
                  bad[_i].why);
    ck_assert_uint_eq(t.n_columns, 99);
}
END_TEST

START_TEST(a_table_that_is_not_there_is_refused)
{
    struct table_file t = {.n_columns = 99};
    ck_assert_int_eq(table_file_read(&a, "/nowhere/at.csv", &t), STATUS_USAGE);
    ck_assert_uint_eq(t.n_columns, 99);
}
END_TEST

static Suite *suite(void)
{
    Suite *s = suite_create("table_file");
    TCase *t = tcase_create("table_file");
    tcase_add_checked_fixture(t, setup, teardown);
    tcase_add_test(t, cells_are_trimmed_and_named_by_their_header);
    tcase_add_test(t, a_missing_column_is_refused_and_the_index_untouched);
    tcase_add_loop_test(
        t, a_table_with_a_fault_is_refused_and_the_output_untouched, 0,
        COUNT(bad));
    tcase_add_test(t, a_table_that_is_not_there_is_refused);
    suite_add_tcase(s, t);
    return s;
}

CHECK_MAIN
