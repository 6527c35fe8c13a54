/* row_not_data, row_prints: rows that are none, and rows that are known again.
 */
#include "anonymize/row_not_data.h"
#include "anonymize/row_prints.h"
#include "anonymize/study_files.h"
#include "check_main.h"

#include <string.h>

enum { N_COLUMNS = 3 };

static const char *const headers[N_COLUMNS] = {"整理番号", "体重", "備考"};
static const int columns[N_COLUMNS] = {0, 1, -1};

static struct arena a;
static struct variable number, weight;
static struct variable *variables[] = {&number, &weight};
static struct file_kind kind;
static struct table_top top;

static void set_up(void)
{
    arena_init(&a);
    number = (struct variable){
        .name = "number", .unit = "", .role = ROLE_OFFICE_NUMBER};
    weight = (struct variable){
        .name = "weight", .unit = "kg", .role = ROLE_RESEARCH};
    kind = (struct file_kind){.kind = "90",
                              .variables = variables,
                              .n_variables = 2,
                              .people = PEOPLE_OFFICE};
    top = (struct table_top){&kind, N_COLUMNS, headers, columns};
}

static void tear_down(void)
{
    arena_release(&a);
}

static const struct {
    const char *why;
    const char *cells[N_COLUMNS + 1];
    size_t n_cells;
    bool is_first, is_no_data;
} rows[] = {
    {"a person", {"A1", "52.0", ""}, 3, true, false},
    {"a total", {"合計", "52.0", ""}, 3, false, true},
    {"a total in its second cell", {"", "小計", "3"}, 3, false, true},
    {"a total of two words", {"", "総 計", ""}, 3, false, true},
    {"a footnote", {"※ 速報値", "", ""}, 3, false, true},
    {"the source", {"", "出典：統計", ""}, 3, false, true},
    {"what looks like a footnote and has data",
     {"※A1", "52.0", ""},
     3,
     false,
     false},
    {"the headers once more", {"整理番号", "体重", "備考"}, 3, false, true},
    {"one header as a value", {"整理番号", "52.0", ""}, 3, false, false},
    {"headers of another table", {"整理番号", "体重"}, 2, false, false},
    {"units", {"", "kg", ""}, 3, true, true},
    {"units in brackets", {"", "（ｋｇ）", ""}, 3, true, true},
    {"units and those of a column that is not read",
     {"", "kg", "回"},
     3,
     true,
     true},
    {"units beyond the headers", {"", "kg", "", "回"}, 4, true, true},
    {"units further down", {"", "kg", ""}, 3, false, false},
    {"units, none of its own column", {"名", "cm", ""}, 3, true, false},
    {"a unit beside a value", {"A1", "kg", ""}, 3, true, false},
    {"only half a bracket", {"", "(kg", ""}, 3, true, false},
    {"nothing", {"", "", ""}, 3, true, false},
    {"a cell beyond the headers", {"", "", "", "合計"}, 4, false, false},
};

START_TEST(rows_that_are_no_data)
{
    const char *cells[N_COLUMNS + 1];
    memcpy(cells, rows[_i].cells, sizeof cells);
    struct csv_record record = {.kind = CSV_RECORD, .row = 2};
    record.cells = cells;
    record.n_cells = rows[_i].n_cells;
    ck_assert_msg(row_is_not_data(&top, &a, &record, rows[_i].is_first) ==
                      rows[_i].is_no_data,
                  "%s", rows[_i].why);
}
END_TEST

static const struct {
    const char *why, *form;
    const char *cells[5];
    size_t n_cells;
    bool is_unanswered;
} answers[] = {
    {"as it was sent", "28", {"12_就業活動", "A1", "", "1", ""}, 5, true},
    {"cut short behind the form", "28", {"12_就業活動", "A1"}, 2, true},
    {"blanks are no answer", "28", {"12_就業活動", "A1", "　", "1"}, 4, true},
    {"a new value", "28", {"12_就業活動", "A1", "x", "1", ""}, 5, false},
    {"a day, which cancels", "28", {"12", "A1", "", "2", "R5.9.1"}, 5, false},
    {"nothing at all", "28", {"", "", "", "", ""}, 5, false},
    {"another kind of file",
     "90",
     {"12_就業活動", "A1", "", "1", ""},
     5,
     false},
};

START_TEST(a_line_of_an_answer_form_that_nobody_filled_in)
{
    static struct variable form[] = {{.name = "target_table"},
                                     {.name = "target_key"},
                                     {.name = "new_value"},
                                     {.name = "action"},
                                     {.name = "date"}};
    static struct variable *columns_of_form[] = {&form[0], &form[1], &form[2],
                                                 &form[3], &form[4]};
    static const int in_order[] = {0, 1, 2, 3, 4};
    static const char *const heads[] = {"対象表", "対象番号", "新値", "区分",
                                        "訂正日"};
    const char *cells[5];
    memcpy(cells, answers[_i].cells, sizeof cells);
    kind.kind = answers[_i].form;
    kind.variables = columns_of_form;
    kind.n_variables = 5;
    top = (struct table_top){&kind, 5, heads, in_order};
    struct csv_record record = {.kind = CSV_RECORD, .row = 2};
    record.cells = cells;
    record.n_cells = answers[_i].n_cells;
    ck_assert_msg(row_is_unanswered(&top, &record) == answers[_i].is_unanswered,
                  "%s", answers[_i].why);
}
END_TEST

/* A cell as it is after cell_check. */
static struct cell value(const char *clean)
{
    return (struct cell){.state = CELL_VALUE, .clean = clean};
}

static struct cell missing(int reason)
{
    return (struct cell){.state = CELL_MISSING, .missing_reason = reason};
}

static struct row_prints prints_of(const char *office)
{
    static const char *keys[] = {"number"};
    struct row_prints p;
    kind.keys = keys;
    kind.n_keys = 1;
    row_prints_init(&p, &a, &a, &kind, office);
    return p;
}

static bool same_content(const struct cell *x, const struct cell *y)
{
    static const char *const texts[] = {"A1", "?"};
    unsigned char left[ROW_PRINT_SIZE], right[ROW_PRINT_SIZE];
    struct row_prints p = prints_of("");
    row_print_content(&p, x, texts, left);
    row_print_content(&p, y, texts, right);
    return memcmp(left, right, sizeof left) == 0;
}

START_TEST(three_kinds_of_missing_are_three_contents)
{
    static const int reasons[] = {MISSING_NO_ANSWER, MISSING_NOT_APPLICABLE,
                                  MISSING_UNKNOWN};
    for (size_t i = 0; i < 3; i++)
        for (size_t k = 0; k < 3; k++) {
            struct cell x[] = {value("A1"), missing(reasons[i])};
            struct cell y[] = {value("A1"), missing(reasons[k])};
            ck_assert_int_eq(same_content(x, y), i == k);
        }
}
END_TEST

START_TEST(where_one_cell_ends_is_part_of_the_content)
{
    struct cell x[] = {value("A1"), value("2")};
    struct cell y[] = {value("A"), value("12")};
    ck_assert(!same_content(x, y));
}
END_TEST

START_TEST(a_cell_that_is_refused_is_known_by_its_text)
{
    static const char *const one[] = {"A1", "heavy"};
    static const char *const other[] = {"A1", "light"};
    static const char *const none[] = {"A1", NULL};
    unsigned char x[ROW_PRINT_SIZE], y[ROW_PRINT_SIZE], z[ROW_PRINT_SIZE];
    struct cell cells[] = {value("A1"),
                           {.state = CELL_REFUSED, .rule = "E2101"}};
    struct row_prints p = prints_of("");
    row_print_content(&p, cells, one, x);
    row_print_content(&p, cells, other, y);
    row_print_content(&p, cells, none, z);
    ck_assert_int_ne(memcmp(x, y, sizeof x), 0);
    ck_assert_int_ne(memcmp(x, z, sizeof x), 0);
}
END_TEST

static bool key_of(const char *office, const char *clean, unsigned char *out)
{
    const char *texts[] = {clean, ""};
    struct cell cells[] = {*clean == '\0' ? missing(MISSING_NO_ANSWER)
                                          : value(clean),
                           value("52.0")};
    struct row_prints p = prints_of(office);
    return row_print_key(&p, cells, texts, out);
}

START_TEST(a_number_in_two_offices_folders_is_two_people)
{
    unsigned char x[ROW_PRINT_SIZE], y[ROW_PRINT_SIZE];
    ck_assert(row_folder_matters(&kind));
    ck_assert(key_of("north", "A1", x));
    ck_assert(key_of("south", "A1", y));
    ck_assert_int_ne(memcmp(x, y, sizeof x), 0);
    weight.role = ROLE_OFFICE; /* now a column says it */
    ck_assert(!row_folder_matters(&kind));
    ck_assert(key_of("north", "A1", x));
    ck_assert(key_of("south", "A1", y));
    ck_assert_int_eq(memcmp(x, y, sizeof x), 0);
}
END_TEST

START_TEST(a_name_stands_for_a_number_that_is_not_given)
{
    unsigned char x[ROW_PRINT_SIZE], y[ROW_PRINT_SIZE];
    ck_assert(!key_of("", "", x)); /* neither */
    weight.role = ROLE_NAME;
    ck_assert(key_of("", "", x));
    ck_assert(key_of("", "A1", y));
    ck_assert_int_ne(memcmp(x, y, sizeof x), 0);
    number.role = ROLE_RESEARCH; /* no person's number: the name says nothing */
    ck_assert(!key_of("", "", x));
}
END_TEST

START_TEST(a_key_with_a_finding_is_not_read)
{
    struct cell cells[] = {value("A1"),
                           {.state = CELL_REFUSED, .rule = "E2101"}};
    struct row_prints p = prints_of("");
    ck_assert(row_key_is_read(&p, cells));
    cells[0].rule = "E2107";
    ck_assert(!row_key_is_read(&p, cells));
}
END_TEST

static Suite *suite(void)
{
    Suite *s = suite_create("row_not_data");
    TCase *t = tcase_create("row_not_data");
    tcase_add_checked_fixture(t, set_up, tear_down);
    tcase_add_loop_test(t, rows_that_are_no_data, 0,
                        (int)(sizeof rows / sizeof *rows));
    tcase_add_loop_test(t, a_line_of_an_answer_form_that_nobody_filled_in, 0,
                        (int)(sizeof answers / sizeof *answers));
    tcase_add_test(t, three_kinds_of_missing_are_three_contents);
    tcase_add_test(t, where_one_cell_ends_is_part_of_the_content);
    tcase_add_test(t, a_cell_that_is_refused_is_known_by_its_text);
    tcase_add_test(t, a_number_in_two_offices_folders_is_two_people);
    tcase_add_test(t, a_name_stands_for_a_number_that_is_not_given);
    tcase_add_test(t, a_key_with_a_finding_is_not_read);
    suite_add_tcase(s, t);
    return s;
}

CHECK_MAIN
