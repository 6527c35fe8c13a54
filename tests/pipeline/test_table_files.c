/* query_file, table_grid, table_workbook: a table in, a file or a layout
 * out (small_study.h: 12 people). */
#include "check_main.h"
#include "small_study.h"

#include "base/output_file.h"
#include "pipeline/query_file.h"
#include "pipeline/table_grid.h"
#include "pipeline/table_workbook.h"
#include <math.h>
#include <string.h>
#include <unistd.h>

static struct arena memory;
static struct store *store;
static char folder[64];

static void open_study(void)
{
    arena_init(&memory);
    store = small_study_open();
    ck_assert(small_study_run(store, &memory, &stage5_describe, "", 400000) ==
              STATUS_OK);
    strcpy(folder, "/tmp/ayumi-files.XXXXXX");
    ck_assert_ptr_nonnull(mkdtemp(folder));
}

static void close_study(void)
{
    ck_assert(folder_remove(folder) == STATUS_OK);
    ck_assert(store_close(store) == STATUS_OK);
    arena_release(&memory);
}

static const char *in_folder(const char *name)
{
    return arena_format(&memory, "%s/%s", folder, name);
}

START_TEST(a_query_becomes_a_file_with_its_columns_as_header)
{
    const struct query_file f = {"deep/down/flow.csv", "tables_flow", "yti"};
    char *bytes;
    size_t n;
    ck_assert(query_file_write(&memory, store, folder, &f, NULL) == STATUS_OK);
    ck_assert(file_read(&memory, in_folder(f.path), &bytes, &n) == STATUS_OK);
    ck_assert_msg(
        strncmp(bytes, "fiscal_year,step,n_people\nR4,seminar,1\n", 38) == 0,
        "%s", bytes);
}
END_TEST

START_TEST(a_query_with_another_number_of_columns_writes_nothing)
{
    const struct query_file f = {"flow.csv", "tables_flow", "it"};
    ck_assert(query_file_write(&memory, store, folder, &f, NULL) == STATUS_BUG);
    ck_assert(!path_exists(in_folder("flow.csv")));
}
END_TEST

START_TEST(a_folder_that_is_a_file_is_refused)
{
    const struct query_file f = {"taken/flow.csv", "tables_flow", "iti"};
    ck_assert(file_write(in_folder("taken"), "x", 1, 0644) == STATUS_OK);
    ck_assert(query_file_write(&memory, store, folder, &f, NULL) == STATUS_IO);
}
END_TEST

START_TEST(a_grid_has_rows_columns_and_labels)
{
    struct grid g;
    ck_assert(table_grid_read(&memory, store, "any_by_sex", LANGUAGE_JA, &g) ==
              STATUS_OK);
    ck_assert_uint_eq(g.n_rows, 4);
    ck_assert_uint_eq(g.n_columns, 5);
    ck_assert_str_eq(g.row_labels[0], "男");
    ck_assert_str_eq(g.row_labels[3], "計");
    ck_assert_str_eq(g.column_labels[0], "活動あり");
    ck_assert_double_eq(g.cells[5].value[GRID_N], 3);
    ck_assert_double_eq(g.cells[9].value[GRID_ANY_BASE], 5);
    ck_assert(isnan(g.cells[5].value[GRID_MEAN]));
    ck_assert(table_grid_read(&memory, store, "any_by_sex", LANGUAGE_EN, &g) ==
              STATUS_OK);
    ck_assert_str_eq(g.row_labels[3], "total");
    ck_assert_str_eq(g.row_labels[1], "female");
}
END_TEST

START_TEST(a_table_that_is_not_there_has_no_rows)
{
    struct grid g;
    ck_assert(table_grid_read(&memory, store, "nothing", LANGUAGE_JA, &g) ==
              STATUS_OK);
    ck_assert_uint_eq(g.n_rows, 0);
    ck_assert_uint_eq(g.n_columns, 0);
}
END_TEST

START_TEST(a_workbook_that_can_not_be_written_leaves_nothing)
{
    const struct settings settings = {
        .name = "調査", .municipality_name = "柏市", .language = LANGUAGE_JA};
    const struct codebook codebook = {.version = "c0de"};
    struct stage_context c = {.arena = &memory,
                              .store = store,
                              .codebook = &codebook,
                              .settings = &settings,
                              .quarter = {2023, 2},
                              .as_of = {2024, 7, 31},
                              .output = in_folder("missing")};
    ck_assert(table_workbook_write(&c, true) != STATUS_OK);
    ck_assert(!path_exists(in_folder("missing/tables.xlsx")));
}
END_TEST

static Suite *suite(void)
{
    Suite *s = suite_create("table_files");
    TCase *t = tcase_create("table_files");
    tcase_add_checked_fixture(t, open_study, close_study);
    tcase_set_timeout(t, 60);
    tcase_add_test(t, a_query_becomes_a_file_with_its_columns_as_header);
    tcase_add_test(t, a_query_with_another_number_of_columns_writes_nothing);
    tcase_add_test(t, a_folder_that_is_a_file_is_refused);
    tcase_add_test(t, a_grid_has_rows_columns_and_labels);
    tcase_add_test(t, a_table_that_is_not_there_has_no_rows);
    tcase_add_test(t, a_workbook_that_can_not_be_written_leaves_nothing);
    suite_add_tcase(s, t);
    return s;
}

CHECK_MAIN
