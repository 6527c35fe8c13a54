/* xlsx_reader and sheet_reader: workbooks as Excel's users send them. Files
 * come from libxlsxwriter here, and from tests/workbooks/make_workbooks.py,
 * which says what each of them holds. */
#include "base/sheet_reader.h"
#include "base/text.h"
#include "base/xlsx_value.h"
#include "check_main.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>
#include <xlsxwriter.h>

#define FOLDER AYUMI_SOURCE_DIR "/tests/workbooks/"

static struct arena arena;
static struct sheet_reader *in;
static struct csv_record record;
static const char *refused;
static char written[] = "/tmp/ayumi_xlsx.XXXXXX";

static void start(void)
{
    arena_init(&arena);
    in = NULL;
    refused = NULL;
}

static void stop(void)
{
    if (in != NULL)
        sheet_reader_close(in);
    arena_release(&arena);
}

static enum status open_sheet(const char *file, const char *sheet)
{
    return sheet_reader_open(&arena, arena_format(&arena, FOLDER "%s", file),
                             sheet, &in, &refused);
}

static void row_is(size_t row, const char *const *cells)
{
    size_t n = 0;
    ck_assert(sheet_reader_next(in, &record));
    ck_assert_uint_eq(record.row, row);
    for (; cells[n] != NULL; n++) {
        ck_assert_uint_lt(n, record.n_cells);
        ck_assert_msg(text_equal(record.cells[n], cells[n]),
                      "row %zu column %zu: '%s', expected '%s'", row, n,
                      record.cells[n], cells[n]);
    }
    ck_assert_uint_eq(record.n_cells, n);
}
#define ROW(number, ...)                                                       \
    row_is(number, (const char *const[]){__VA_ARGS__, NULL})

static void ends_well(void)
{
    ck_assert(!sheet_reader_next(in, &record));
    ck_assert(!sheet_reader_next(in, &record));
    ck_assert_int_eq(sheet_reader_status(in), STATUS_OK);
}

START_TEST(phonetic_runs_are_not_content)
{
    ck_assert_int_eq(open_sheet("phonetic.xlsx", "名簿"), STATUS_OK);
    ROW(1, "高橋花子", "", "鈴木 一郎");
    ends_well();
    ck_assert_str_eq(sheet_reader_encoding(in), "XLSX");
}
END_TEST

START_TEST(every_type_of_cell_is_what_excel_shows)
{
    ck_assert_int_eq(open_sheet("types.xlsx", "types"), STATUS_OK);
    ROW(1, "18.1", "0012", "2023-07-03", "2019-05-01", "18.5",
        "2023-07-03 10:30", "99%", "TRUE", "FALSE", "2023-07-22", "18.1x", "2",
        "60", "一二", "12345678901", "二\r行");
    ends_well();
}
END_TEST

/* traps: excel-2 */
START_TEST(the_calendar_from_1904_is_1462_days_later)
{
    ck_assert_int_eq(open_sheet("from_1904.xlsx", "types"), STATUS_OK);
    ROW(1, "2023-07-03");
    ends_well();
}
END_TEST

START_TEST(a_formula_without_its_result_carries_a_rule)
{
    ck_assert_int_eq(open_sheet("no_result.xlsx", "計算"), STATUS_OK);
    ROW(1, "番号", "数");
    ck_assert_ptr_null(record.cell_rules);
    ROW(2, "x", "");
    ck_assert_ptr_null(record.cell_rules[0]);
    ck_assert_str_eq(record.cell_rules[1], "E2114");
    ROW(3, "", "");
    ck_assert_str_eq(record.cell_rules[0], "E2114");
    ck_assert_str_eq(record.cell_rules[1], "E2115");
    ROW(4, "", "4");
    ck_assert_ptr_null(record.cell_rules);
    ends_well();
}
END_TEST

START_TEST(empty_sheets_are_not_listed)
{
    const char *const *names;
    size_t n;
    sheet_list(&arena, FOLDER "many_sheets.xlsx", &names, &n);
    ck_assert_uint_eq(n, 2);
    ck_assert_str_eq(names[0], "名簿");
    ck_assert_str_eq(names[1], "隠し");
    sheet_list(&arena, FOLDER "make_workbooks.py", &names, &n);
    ck_assert_uint_eq(n, 1);
    ck_assert_str_eq(names[0], "");
}
END_TEST

START_TEST(rows_without_addresses_count_on)
{
    ck_assert_int_eq(open_sheet("many_sheets.xlsx", "名簿"), STATUS_OK);
    ROW(1, "1", "2");
    ROW(5, "", "3");
    ends_well();
}
END_TEST

static const struct sheet_note *note_of(const char *rule)
{
    size_t n;
    const struct sheet_note *notes = sheet_reader_notes(in, &n);
    for (size_t i = 0; i < n; i++)
        if (text_equal(notes[i].rule, rule))
            return &notes[i];
    return NULL;
}

START_TEST(merged_and_hidden_parts_are_noted)
{
    ck_assert_int_eq(open_sheet("many_sheets.xlsx", "名簿"), STATUS_OK);
    const struct sheet_note *merged = note_of("W1105");
    ck_assert_uint_eq(merged->row, 5);
    ck_assert_uint_eq(merged->last_row, 6);
    ck_assert_int_eq(merged->column, 0);
    ck_assert_uint_eq(note_of("W1106")->row, 5);
    ck_assert_int_eq(note_of("W1107")->column, 1);
    ck_assert_ptr_null(note_of("W1108"));
    sheet_reader_close(in);
    ck_assert_int_eq(open_sheet("many_sheets.xlsx", "隠し"), STATUS_OK);
    ck_assert_ptr_nonnull(note_of("W1108"));
}
END_TEST

static const struct {
    const char *file, *sheet, *rule;
} refusals[] = {
    {"others/libreoffice_password.xlsx", "", "E1008"},
    {"others/officecrypto_agile.xlsx", "", "E1008"},
    {"others/officecrypto_standard.xlsx", "", "E1008"},
    {"others/libreoffice_password.xls", "", "E1009"},
    {"others/libreoffice.xls", "", "E1009"},
    {"others/sheetjs_1995.xls", "", "E1009"},
    {"others/sheetjs.xlsb", "", "E1006"},
    {"others/libreoffice.ods", "", "E1006"},
    {"others/libreoffice_2003.xml", "", "E1006"},
    {"others/sheetjs_page.xls", "", "E1006"},
    {"word.doc", "", "E1006"},
    {"word.docx", "", "E1006"},
    {"cut.xlsx", "", "E1007"},
    {"bad_crc.xlsx", "a", "E1007"},
    {"not_xml.xlsx", "a", "E1007"},
    {"rows_go_back.xlsx", "a", "E1007"},
    {"bomb_entity.xlsx", "a", "E1007"},
    {"bomb_inflate.xlsx", "a", "E1005"},
    {"too_wide.xlsx", "a", "E1005"},
    {"long_cell.xlsx", "a", "E1005"},
    {"no_such_string.xlsx", "a", "E1007"},
    {"plain.xlsx", "b", "E1001"},
    {"plain.xlsx", "", "E1002"},
    {"nothing.xlsx", "", "E1001"},
};

START_TEST(a_workbook_that_cannot_be_taken_is_refused_whole)
{
    enum status st = open_sheet(refusals[_i].file, refusals[_i].sheet);
    ck_assert_msg(st == STATUS_UNREADABLE, "%s: %d", refusals[_i].file, st);
    ck_assert_ptr_null(in);
    ck_assert_msg(text_equal(refused, refusals[_i].rule), "%s: %s",
                  refusals[_i].file, refused);
}
END_TEST

START_TEST(a_text_file_goes_through_the_same_door)
{
    ck_assert_int_eq(sheet_reader_open(&arena,
                                       AYUMI_SOURCE_DIR
                                       "/tests/templates/02_同意書.csv",
                                       "", &in, &refused),
                     STATUS_OK);
    size_t n;
    ck_assert(sheet_reader_next(in, &record));
    ck_assert_uint_eq(record.n_cells, 9);
    ck_assert_ptr_null(record.cell_rules);
    ck_assert_str_eq(sheet_reader_encoding(in), "UTF-8");
    sheet_reader_notes(in, &n);
    ck_assert_uint_eq(n, 0);
}
END_TEST

/* ------------------------------------------ what another program writes */

static void write_workbook(void)
{
    lxw_workbook *book = workbook_new(written);
    lxw_worksheet *first = workbook_add_worksheet(book, "名簿");
    lxw_worksheet *second = workbook_add_worksheet(book, "2枚目");
    lxw_format *day = workbook_add_format(book);
    lxw_format *padded = workbook_add_format(book);
    lxw_datetime date = {2024, 2, 29, 0, 0, 0};
    lxw_row_col_options hidden = {.hidden = LXW_TRUE};
    format_set_num_format(day, "yyyy/m/d");
    format_set_num_format(padded, "00000");
    worksheet_write_string(first, 0, 0, "整理番号", NULL);
    worksheet_write_string(first, 0, 1, "日付", NULL);
    worksheet_write_string(first, 0, 4, "はい", NULL);
    worksheet_write_number(first, 2, 0, 1234, padded);
    worksheet_write_datetime(first, 2, 1, &date, day);
    worksheet_write_boolean(first, 2, 4, 1, NULL);
    worksheet_write_string(first, 3, 0, "改行\nあり & <記号>", NULL);
    worksheet_write_formula_num(first, 3, 1, "=1+2", NULL, 3);
    worksheet_write_formula_str(first, 3, 2, "=\"x\"", NULL, "x");
    worksheet_merge_range(first, 4, 0, 5, 1, "結合", NULL);
    worksheet_set_row_opt(first, 3, 15, NULL, &hidden);
    worksheet_set_column_opt(first, 1, 1, 8.43, NULL, &hidden);
    worksheet_write_number(second, 0, 0, 0.1 + 0.2, NULL);
    worksheet_write_number(second, 0, 1, 9012345678.0, NULL);
    worksheet_write_number(second, 0, 2, 1e20, NULL);
    worksheet_write_number(second, 0, 3, -0.00001, NULL);
    ck_assert_int_eq(workbook_close(book), LXW_NO_ERROR);
}

START_TEST(a_workbook_of_libxlsxwriter_is_read_back)
{
    int fd = mkstemp(written);
    ck_assert_int_ge(fd, 0);
    close(fd);
    write_workbook();
    ck_assert_int_eq(sheet_reader_open(&arena, written, "名簿", &in, &refused),
                     STATUS_OK);
    ck_assert_uint_eq(note_of("W1105")->row, 5);
    ck_assert_uint_eq(note_of("W1106")->row, 4);
    ck_assert_int_eq(note_of("W1107")->column, 1);
    ROW(1, "整理番号", "日付", "", "", "はい");
    ROW(3, "01234", "2024-02-29", "", "", "TRUE");
    /* It asks Excel to calculate: what it says meanwhile is no result. */
    ROW(4, "改行\nあり & <記号>", "", "", "", "");
    ck_assert_ptr_null(record.cell_rules[0]);
    ck_assert_str_eq(record.cell_rules[1], "E2114");
    ck_assert_str_eq(record.cell_rules[2], "E2114");
    ROW(5, "結合", "", "", "", "");
    ends_well();
    sheet_reader_close(in);
    ck_assert_int_eq(sheet_reader_open(&arena, written, "2枚目", &in, &refused),
                     STATUS_OK);
    ROW(1, "0.3", "9012345678", "1e+20", "-0.00001");
    ends_well();
    unlink(written);
}
END_TEST

/* ----------------------------------------------------------- number formats */

static const struct {
    const char *code;
    enum number_look look;
    int digits;
} formats[] = {
    {"General", LOOK_NUMBER, 0},
    {"G/標準", LOOK_NUMBER, 0},
    {"0", LOOK_NUMBER, 0},
    {"0000", LOOK_NUMBER, 4},
    {"000-0000", LOOK_NUMBER, 0},
    {"#,##0.00", LOOK_NUMBER, 0},
    {"0.00E+00", LOOK_NUMBER, 0},
    {"0.0\"kg\"", LOOK_NUMBER, 0},
    {"[Red]0.0", LOOK_NUMBER, 0},
    {"0_ ;[Red]\\-0\\ ", LOOK_NUMBER, 0},
    {"0.0%", LOOK_PERCENT, 0},
    {"yyyy/m/d", LOOK_DATE, 0},
    {"[$-411]ge.m.d;@", LOOK_DATE, 0},
    {"m\"月\"d\"日\"", LOOK_DATE, 0},
    {"[h]:mm", LOOK_DATE, 0},
    {"@", LOOK_NUMBER, 0},
    {"\"yyyy\"", LOOK_NUMBER, 0},
    {"\"unclosed", LOOK_NUMBER, 0},
    {"", LOOK_NUMBER, 0},
    {"e\"年\"", LOOK_DATE, 0},
};

START_TEST(a_number_format_says_date_number_or_percent)
{
    struct number_format f = number_format_of(formats[_i].code);
    ck_assert_msg(f.look == formats[_i].look && f.digits == formats[_i].digits,
                  "%s: look %d digits %d", formats[_i].code, f.look, f.digits);
}
END_TEST

/* Serials of domain facts: Excel's own, 45351 = 2024-02-29. */
static const struct {
    const char *serial, *shown;
    bool from_1904;
} serials[] = {
    {"45110", "2023-07-03", false},
    {"43586", "2019-05-01", false},
    {"45351", "2024-02-29", false},
    {"20180", "1955-04-01", false},
    {"1", "1900-01-01", false},
    {"59", "1900-02-28", false},
    {"60", "60", false},
    {"61", "1900-03-01", false},
    {"0.75", "18:00", false},
    {"45110.999999999", "2023-07-04", false},
    {"-1", "-1", false},
    {"999999", "999999", false},
    {"43648", "2023-07-03", true},
    {"0", "1904-01-01", true},
};

START_TEST(a_serial_is_the_day_that_excel_shows)
{
    const struct number_format date = {LOOK_DATE, 0};
    ck_assert_str_eq(xlsx_number_text(&arena, serials[_i].serial, date,
                                      serials[_i].from_1904),
                     serials[_i].shown);
}
END_TEST

START_TEST(what_is_no_number_is_refused)
{
    const struct number_format plain = {LOOK_NUMBER, 0};
    static const char *const texts[] = {"nan", "inf", "0x10", "1 2", "", "--1"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        ck_assert_ptr_null(xlsx_number_text(&arena, texts[i], plain, false));
}
END_TEST

static Suite *suite(void)
{
    Suite *s = suite_create("xlsx_reader");
    TCase *t = tcase_create("workbooks");
    tcase_add_checked_fixture(t, start, stop);
    tcase_set_timeout(t, 60);
    tcase_add_test(t, phonetic_runs_are_not_content);
    tcase_add_test(t, every_type_of_cell_is_what_excel_shows);
    tcase_add_test(t, the_calendar_from_1904_is_1462_days_later);
    tcase_add_test(t, a_formula_without_its_result_carries_a_rule);
    tcase_add_test(t, empty_sheets_are_not_listed);
    tcase_add_test(t, rows_without_addresses_count_on);
    tcase_add_test(t, merged_and_hidden_parts_are_noted);
    tcase_add_loop_test(t, a_workbook_that_cannot_be_taken_is_refused_whole, 0,
                        sizeof refusals / sizeof *refusals);
    tcase_add_test(t, a_text_file_goes_through_the_same_door);
    tcase_add_test(t, a_workbook_of_libxlsxwriter_is_read_back);
    tcase_add_loop_test(t, a_number_format_says_date_number_or_percent, 0,
                        sizeof formats / sizeof *formats);
    tcase_add_loop_test(t, a_serial_is_the_day_that_excel_shows, 0,
                        sizeof serials / sizeof *serials);
    tcase_add_test(t, what_is_no_number_is_refused);
    suite_add_tcase(s, t);
    return s;
}

CHECK_MAIN
