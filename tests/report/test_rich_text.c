/* rich_text: the same bytes as libxlsxwriter writes by itself. */
#include "base/output_file.h"
#include "check_main.h"
#include "report/new_workbook.h"
#include "report/rich_text.h"

#include <string.h>

static struct arena arena;
static char folder[] = "/tmp/ayumi-rich-XXXXXX";

static void setup(void)
{
    arena_init(&arena);
    strcpy(folder + strlen(folder) - 6, "XXXXXX");
    ck_assert_ptr_nonnull(mkdtemp(folder));
}

static void teardown(void)
{
    ck_assert_int_eq(folder_remove(folder), STATUS_OK);
    arena_release(&arena);
}

enum { N_FORMATS = 3, N_CELLS = 8, LONG = 31990 };

/* Texts of the parts of a cell, each with the format of its place. */
static const char *const cells[N_CELLS][N_FORMATS] = {
    {"東京", "区", NULL},
    {"a<b", "&amp; \"'>", NULL},
    {" before", "after ", "\nline\n"},
    {"東京", "区", NULL}, /* met before */
    {"new", "with", "all"},
    {"<r><t>no part</t></r>", "<t", NULL},
    {"]]>", "\t", "x"},
    {NULL, NULL, NULL}, /* filled with LONG letters and one */
};

typedef lxw_error write_cell(void *context, lxw_row_t row,
                             lxw_rich_string_tuple **parts, lxw_format *format);

static lxw_error by_the_library(void *context, lxw_row_t row,
                                lxw_rich_string_tuple **parts,
                                lxw_format *format)
{
    return lxw.worksheet_write_rich_string(context, row, 1, parts, format);
}

static lxw_error by_rich_text(void *context, lxw_row_t row,
                              lxw_rich_string_tuple **parts, lxw_format *format)
{
    return rich_text_write(context, row, 1, parts, format);
}

static void fill(lxw_workbook *book, write_cell *write, void *context)
{
    lxw_format *formats[N_FORMATS];
    char many[LONG + 1];
    memset(many, 'x', LONG);
    many[LONG] = '\0';
    for (int i = 0; i < N_FORMATS; i++) {
        formats[i] = lxw.workbook_add_format(book);
        lxw.format_set_font_size(formats[i], 10.5 + i);
    }
    lxw.format_set_bold(formats[1]);
    for (lxw_row_t row = 0; row < N_CELLS; row++) {
        lxw_rich_string_tuple parts[N_FORMATS];
        lxw_rich_string_tuple *list[N_FORMATS + 1] = {NULL};
        char one[] = "y";
        for (int i = 0; i < N_FORMATS; i++) {
            char *text =
                arena_copy(&arena, cells[row][i] == NULL ? "" : cells[row][i]);
            if (row + 1 == N_CELLS && i < 2)
                text = i == 0 ? many : one;
            parts[i] = (lxw_rich_string_tuple){formats[i], text};
            if (*text != '\0')
                list[i] = &parts[i];
        }
        ck_assert_int_eq(write(context, row, list, formats[0]), LXW_NO_ERROR);
    }
}

static char *written(const char *name, bool by_library, size_t *n)
{
    struct new_workbook w;
    struct rich_text t;
    char *path = arena_format(&arena, "%s/%s", folder, name), *bytes;
    ck_assert_int_eq(new_workbook_by_rows(&arena, path, 0644, &w), STATUS_OK);
    lxw_doc_properties properties = {.created = 946684800};
    lxw.workbook_set_properties(w.book, &properties);
    lxw_worksheet *sheet = lxw.workbook_add_worksheet(w.book, "a");
    rich_text_init(&t, sheet);
    if (by_library)
        fill(w.book, by_the_library, sheet);
    else
        fill(w.book, by_rich_text, &t);
    ck_assert_uint_eq(t.n_known, by_library ? 0 : N_FORMATS);
    rich_text_release(&t);
    ck_assert_int_eq(new_workbook_keep(&w, LXW_NO_ERROR), STATUS_OK);
    ck_assert_int_eq(file_read(&arena, path, &bytes, n), STATUS_OK);
    return bytes;
}

START_TEST(the_bytes_are_those_of_the_library)
{
    size_t n_left, n_right;
    char *left = written("left.xlsx", true, &n_left);
    char *right = written("right.xlsx", false, &n_right);
    ck_assert_uint_eq(n_left, n_right);
    ck_assert_mem_eq(left, right, n_left);
}
END_TEST

static Suite *suite(void)
{
    Suite *s = suite_create("rich_text");
    TCase *t = tcase_create("rich_text");
    tcase_add_checked_fixture(t, setup, teardown);
    tcase_add_test(t, the_bytes_are_those_of_the_library);
    suite_add_tcase(s, t);
    return s;
}

CHECK_MAIN
