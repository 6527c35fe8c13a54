/* codebook files: what one file names exists in the others. */
#include "base/codebook.h"
#include "base/number_text.h"
#include "base/output_file.h"
#include "base/table_file.h"
#include "base/text.h"
#include "check_main.h"

#include <string.h>

static struct arena arena;
static struct codebook book;
static struct table_file table;

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

static void open_file(const char *name, size_t n_key)
{
    ck_assert_int_eq(codebook_merge_file(&arena, &book, name, n_key, &table),
                     STATUS_OK);
    ck_assert_uint_gt(table.n_rows, 0);
}

static const char *cell(size_t row, const char *column)
{
    int c = table_file_find(&table, column);
    ck_assert_msg(c >= 0, "%s has no column %s", table.path, column);
    return table.rows[row].cells[c];
}

static double number(size_t row, const char *column)
{
    double x = 0;
    ck_assert_msg(number_parse(cell(row, column), &x), "%s row %zu %s",
                  table.path, table.rows[row].row, column);
    return x;
}

static bool one_of(const char *text, const char *const *names)
{
    size_t i = 0;
    while (names[i] != NULL && !text_equal(names[i], text))
        i++;
    return names[i] != NULL;
}

/* Excel opens a CSV as UTF-8 only with a BOM, and writes CRLF. */
START_TEST(every_file_opens_in_excel)
{
    const char **names;
    size_t n_names, n_csv = 0;
    const char *folder = codebook_shipped_folder();
    ck_assert_int_eq(folder_list(&arena, folder, &names, &n_names, NULL),
                     STATUS_OK);
    for (size_t i = 0; i < n_names; i++) {
        char *bytes;
        size_t n, length = strlen(names[i]);
        if (length < 4 || !text_equal(names[i] + length - 4, ".csv"))
            continue;
        n_csv++;
        ck_assert_int_eq(
            file_read(&arena, arena_format(&arena, "%s/%s", folder, names[i]),
                      &bytes, &n),
            STATUS_OK);
        ck_assert_msg(n > 3 && memcmp(bytes, "\xef\xbb\xbf", 3) == 0,
                      "%s has no BOM", names[i]);
        for (size_t b = 1; b < n; b++)
            ck_assert_msg(bytes[b] != '\n' || bytes[b - 1] == '\r',
                          "%s byte %zu", names[i], b);
    }
    ck_assert_uint_ge(n_csv, 14);
}
END_TEST

static bool has_code(const struct variable *v, const char *value)
{
    for (size_t i = 0; i < v->codes->n_codes; i++) {
        if (text_equal(v->codes->codes[i].value, value))
            return true;
    }
    return false;
}

START_TEST(activities_are_mapped_from_codes_that_exist)
{
    struct table_file activities;
    open_file("activities.csv", 1);
    activities = table;
    open_file("activity_map.csv", 5);
    for (size_t i = 0; i < table.n_rows; i++) {
        const struct file_kind *k = codebook_table(&book, cell(i, "table"));
        ck_assert_ptr_nonnull(k);
        const struct variable *v = kind_variable(k, cell(i, "column"));
        ck_assert_ptr_nonnull(v);
        ck_assert(role_may_cross(v->role));
        /* Without a list: 1 = the cell says so (a day, a sum), 0 = not. */
        static const char *const said[] = {"0", "1", NULL};
        ck_assert_msg(v->codes == NULL ? one_of(cell(i, "value"), said)
                                       : has_code(v, cell(i, "value")),
                      "row %zu", table.rows[i].row);
        size_t at = 0;
        while (at < activities.n_rows &&
               !text_equal(activities.rows[at].cells[0], cell(i, "class")))
            at++;
        ck_assert_msg(at < activities.n_rows, "%s", cell(i, "class"));
    }
}
END_TEST

START_TEST(every_code_of_an_activity_is_mapped)
{
    static const char *const columns[][2] = {{"activity", "kind"},
                                             {"followup_survey", "activity"},
                                             {"training", "course"}};
    open_file("activity_map.csv", 5);
    for (size_t c = 0; c < 3; c++) {
        const struct variable *v =
            kind_variable(codebook_table(&book, columns[c][0]), columns[c][1]);
        for (size_t i = 0; i < v->codes->n_codes; i++) {
            size_t at = 0;
            while (at < table.n_rows &&
                   !(text_equal(cell(at, "table"), columns[c][0]) &&
                     text_equal(cell(at, "value"), v->codes->codes[i].value)))
                at++;
            ck_assert_msg(at < table.n_rows, "%s %s", columns[c][0],
                          v->codes->codes[i].value);
        }
    }
}
END_TEST

START_TEST(every_status_of_the_form_says_whether_it_ends)
{
    const struct variable *v =
        kind_variable(codebook_table(&book, "person_status"), "status");
    open_file("statuses.csv", 1);
    ck_assert_uint_eq(table.n_rows, v->codes->n_codes);
    for (size_t i = 0; i < table.n_rows; i++) {
        ck_assert(has_code(v, cell(i, "code")));
        ck_assert(number(i, "ends_followup") == 0 ||
                  number(i, "ends_followup") == 1);
    }
}
END_TEST

START_TEST(ranks_of_activities_are_one_to_eleven)
{
    open_file("activities.csv", 1);
    ck_assert_uint_eq(table.n_rows, 11);
    for (size_t i = 0; i < table.n_rows; i++) {
        ck_assert_double_eq(number(i, "rank"), (double)(i + 1));
        bool is_active = number(i, "is_activity") == 1;
        ck_assert(is_active || number(i, "is_paid") == 0);
        ck_assert(number(i, "is_paid") == 1 || number(i, "is_long") == 0);
    }
}
END_TEST

/* The classes of a version lie side by side from the least to the most. */
START_TEST(classes_cover_all_points_once)
{
    struct table_file classes;
    open_file("classes.csv", 3);
    classes = table;
    open_file("instruments.csv", 2);
    for (size_t i = 0; i < table.n_rows; i++) {
        struct table_file instruments = table;
        double next = number(i, "score_min"), most = number(i, "score_max");
        size_t n_classes = 0; /* none where no cut-off is published */
        const char *key[2] = {cell(i, "instrument"), cell(i, "version")};
        table = classes;
        for (size_t r = 0; r < table.n_rows; r++) {
            if (!text_equal(cell(r, "instrument"), key[0]) ||
                !text_equal(cell(r, "version"), key[1]))
                continue;
            ck_assert_double_eq(number(r, "points_from"), next);
            next = number(r, "points_to") + 1;
            n_classes++;
        }
        ck_assert_msg(next == most + 1 || n_classes == 0, "%s %s", key[0],
                      key[1]);
        table = instruments;
    }
}
END_TEST

/* Each of the values between '|' is a code of the column. */
static void check_values(const struct variable *v, const char *values)
{
    for (;;) {
        size_t n = strcspn(values, "|");
        ck_assert_msg(has_code(v, arena_copy_n(&arena, values, n)), "%s",
                      v->name);
        if (values[n] == '\0')
            break;
        values += n + 1;
    }
}

static void check_score_row(size_t i)
{
    static const char *const rules[] = {
        "answer",   "code",      "all_answers", "below", "below_by_sex",
        "at_least", "bmi_below", "points",      NULL};
    const struct file_kind *k = codebook_table(&book, cell(i, "table"));
    ck_assert_msg(one_of(cell(i, "rule"), rules), "row %zu", i);
    if (text_equal(cell(i, "table"), ""))
        return; /* scored by `ayumi score` alone */
    ck_assert_ptr_nonnull(k);
    const char *variables = cell(i, "variable");
    while (variables[0] != '\0') {
        size_t n = strcspn(variables, ";");
        const char *name = arena_copy_n(&arena, variables, n);
        const struct variable *v = kind_variable(k, name);
        ck_assert_msg(v != NULL && v->role == ROLE_RESEARCH, "%s", name);
        if (text_equal(cell(i, "rule"), "answer") ||
            text_equal(cell(i, "rule"), "all_answers") ||
            text_equal(cell(i, "rule"), "code"))
            check_values(v, cell(i, "value"));
        variables += variables[n] == ';' ? n + 1 : n;
    }
    if (text_equal(cell(i, "rule"), "below_by_sex"))
        ck_assert_double_ge(number(i, "cut_male"), number(i, "cut_female"));
}

/* The `first`-th part of a list with ';' between, as a number. */
static double part(const char *list, size_t first)
{
    double x = 0;
    while (first-- > 0)
        list += strcspn(list, ";") + 1;
    ck_assert(number_parse(arena_copy_n(&arena, list, strcspn(list, ";")), &x));
    return x;
}

/* What is impossible in a study's file is impossible for `ayumi score`. */
START_TEST(ranges_of_measures_are_those_of_their_columns)
{
    size_t n = 0;
    open_file("scores.csv", 3);
    for (size_t i = 0; i < table.n_rows; i++) {
        const struct file_kind *k = codebook_table(&book, cell(i, "table"));
        const char *low = cell(i, "number_min"), *high = cell(i, "number_max");
        const char *names = cell(i, "variable");
        for (size_t v = 0; k != NULL && low[0] != '\0'; v++) {
            size_t length = strcspn(names, ";");
            const struct variable *column =
                kind_variable(k, arena_copy_n(&arena, names, length));
            ck_assert_double_eq(part(low, v), column->min);
            ck_assert_double_eq(part(high, v), column->max);
            n++;
            if (names[length] == '\0')
                break;
            names += length + 1;
        }
    }
    ck_assert_uint_eq(n, 16);
}
END_TEST

START_TEST(every_instrument_has_its_items_on_columns_that_exist)
{
    struct table_file instruments;
    open_file("instruments.csv", 2);
    instruments = table;
    open_file("scores.csv", 3);
    for (size_t i = 0; i < table.n_rows; i++)
        check_score_row(i);
    for (size_t r = 0; r < instruments.n_rows; r++) {
        const char **version = instruments.rows[r].cells;
        size_t n = 0;
        for (size_t i = 0; i < table.n_rows; i++)
            n += text_equal(cell(i, "instrument"), version[0]) &&
                 text_equal(cell(i, "version"), version[1]);
        int c = table_file_find(&instruments, "n_items");
        double expected = 0;
        ck_assert(number_parse(version[c], &expected));
        ck_assert_msg((double)n == expected, "%s %s: %zu items", version[0],
                      version[1], n);
    }
}
END_TEST

/* domain/instrument_items.csv: on the national form いいえ is the risk of
 * items 1-8, 16 and 19, and はい of the others. */
/* traps: 05-3 */
START_TEST(ten_items_of_the_checklist_are_worded_positively)
{
    static const char *const no[] = {"kcl_01", "kcl_02", "kcl_03", "kcl_04",
                                     "kcl_05", "kcl_06", "kcl_07", "kcl_08",
                                     "kcl_16", "kcl_19", NULL};
    open_file("scores.csv", 3);
    for (size_t i = 0; i < table.n_rows; i++) {
        if (!text_equal(cell(i, "instrument"), "KCL") ||
            !text_equal(cell(i, "rule"), "answer"))
            continue;
        ck_assert_str_eq(cell(i, "value"),
                         one_of(cell(i, "item"), no) ? "no" : "yes");
    }
}
END_TEST

START_TEST(every_indicator_says_how_it_is_printed)
{
    static const char *const kinds[] = {"output", "outcome", "web", NULL};
    static const char *const footnotes[] = {"partial_year", "none", NULL};
    const struct variable *city =
        kind_variable(codebook_kind(&book, "01"), "municipality");
    open_file("indicators.csv", 1);
    for (size_t i = 0; i < table.n_rows; i++) {
        ck_assert(has_code(city, cell(i, "municipality")));
        ck_assert(one_of(cell(i, "kind"), kinds));
        ck_assert(one_of(cell(i, "footnote"), footnotes));
        ck_assert_str_ne(cell(i, "label"), "");
        ck_assert_str_ne(cell(i, "section_title"), "");
        ck_assert_double_eq(number(i, "order"), (double)(i + 1));
        ck_assert_double_le(number(i, "chart"), 1);
    }
}
END_TEST

static Suite *suite(void)
{
    Suite *s = suite_create("codebook files");
    TCase *t = tcase_create("codebook files");
    tcase_add_checked_fixture(t, start, stop);
    tcase_add_test(t, every_file_opens_in_excel);
    tcase_add_test(t, activities_are_mapped_from_codes_that_exist);
    tcase_add_test(t, every_code_of_an_activity_is_mapped);
    tcase_add_test(t, every_status_of_the_form_says_whether_it_ends);
    tcase_add_test(t, ranks_of_activities_are_one_to_eleven);
    tcase_add_test(t, classes_cover_all_points_once);
    tcase_add_test(t, ranges_of_measures_are_those_of_their_columns);
    tcase_add_test(t, every_instrument_has_its_items_on_columns_that_exist);
    tcase_add_test(t, ten_items_of_the_checklist_are_worded_positively);
    tcase_add_test(t, every_indicator_says_how_it_is_printed);
    suite_add_tcase(s, t);
    return s;
}

CHECK_MAIN
