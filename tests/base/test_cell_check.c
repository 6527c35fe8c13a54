/* cell_check: raw cells in, clean values, missing reasons or rules out. */
#include "base/cell_check.h"
#include "base/text.h"
#include "check_main.h"

#include <string.h>

static struct arena arena;
static struct codebook book;

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

static struct cell checked(const char *kind, const char *name, const char *text)
{
    struct cell c;
    const struct variable *v = kind_variable(codebook_kind(&book, kind), name);
    ck_assert_msg(v != NULL, "%s.%s", kind, name);
    cell_check(&arena, v, text, &c);
    return c;
}

static const char *repairs_of(const struct cell *c)
{
    char *all = arena_copy(&arena, "");
    for (unsigned bit = 0; bit < N_REPAIRS; bit++) {
        if ((c->repairs & (1u << bit)) != 0)
            all = arena_format(&arena, "%s%s%s", all, all[0] ? " " : "",
                               repair_code(bit));
    }
    return all;
}

/* What offices write, by the lists of domain/calendar_and_csv.md and
 * seeds/input-templates.md. */
static const struct {
    const char *kind, *name, *text, *clean, *repairs;
} values[] = {
    {"01", "sex", "2", "2", ""},
    {"01", "sex", "２", "2", "R02"},
    {"01", "sex", "女性", "2", "R12"},
    {"01", "sex", "男", "1", "R12"},
    {"01", "sex", "M", "1", "R12"},
    {"01", "sex", " F ", "2", "R01 R12"},
    {"01", "sex", "02", "2", "R12"},
    {"01", "municipality", "22100", "22100", ""},
    {"01", "municipality", "221007", "22100", "R12"},
    {"01", "municipality", "22101", "22100", "R12"}, /* a ward of it */
    {"01", "municipality", "331031", "33100", "R12"},
    {"01", "office_no", "0012", "0012", ""},
    {"01", "office_no", "　0012", "0012", "R01"},
    {"01", "routes", "2;9", "2;9", ""},
    {"01", "routes", "2・9", "2;9", "R13"},
    {"01", "routes", "2、9", "2;9", "R13"},
    {"01", "routes", "②⑨", "2;9", "R13"},
    {"01", "routes", "2,9", "2;9", "R13"},
    {"01", "routes", "2;9;2", "2;9", "R13"},
    {"01", "routes", "チラシ・新聞", "2;8", "R12"},
    {"02", "scope_follow", "〇", "1", "R12"},
    {"02", "scope_follow", "○", "1", "R12"},
    {"02", "scope_follow", "◯", "1", "R12"},
    {"02", "scope_follow", "✓", "1", "R12"},
    {"02", "scope_follow", "レ", "1", "R12"},
    {"02", "scope_follow", "●", "1", "R12"},
    {"02", "scope_follow", "◎", "1", "R12"},
    {"02", "scope_follow", "O", "1", "R12"},
    {"02", "scope_follow", "o", "1", "R12"},
    {"02", "scope_follow", "1", "1", ""},
    {"02", "scope_follow", "有", "1", "R12"},
    {"02", "scope_follow", "はい", "1", "R12"},
    {"02", "scope_follow", "✕", "0", "R12"},
    {"02", "scope_follow", "x", "0", "R12"},
    {"02", "scope_follow", "いいえ", "0", "R12"},
    {"02", "scope_follow", "×", "0", "R12"},
    {"02", "scope_follow", "無", "0", "R12"},
    {"03", "event_id", "E2023-014", "E2023-014", ""},
    {"03", "event_id", "Ｅ2023－014", "E2023-014", "R02"},
    {"03", "session_no", "①", "1", "R02"},
    {"03", "session_no", "3", "3", ""},
    {"03", "session_no", "第１回", "1", "R02 R08"},
    {"03", "session_no", "第3回", "3", "R08"},
    {"01", "office_no", "'0012", "0012", "R15"},
    {"01", "office_no", " '0012", "0012", "R01 R15"},
    {"01", "office_no", "0012-1", "0012-1", ""},
    {"05", "wish_hours", "'12", "12", "R15"},
    {"01", "note", "'引用'", "'引用'", ""},
    {"05", "motives", "2", "2", ""},
    {"03", "programmes", "ア;エ", "ア;エ", ""},
    {"03", "programmes", "ｱ・ｴ", "ア;エ", "R13"},
    {"05", "date", "2023-07-22", "2023-07-22", ""},
    {"05", "date", "2023/7/22", "2023-07-22", "R04"},
    {"05", "date", "R5.7.22", "2023-07-22", "R03"},
    {"05", "date", "令和５年７月２２日", "2023-07-22", "R02 R03"},
    {"05", "date", "45129", "2023-07-22", "R05"},
    {"05", "wish1", "88", "88", ""},
    {"05", "wish_hours", "12", "12", ""},
    {"05", "wish_hours", "10～15", "12.5", "R11"},
    {"05", "wish_hours", "10～15時間", "12.5", "R08 R11"},
    {"05", "wish_hours", "１２", "12", "R02"},
    {"05", "wish_hours", "約12時間", "12", "R08 R09"},
    {"12", "hours", "月43.48時間", "10", "R08 R14"},
    {"12", "hours", "８６．９６ｈ／月", "20", "R08 R14"},
    {"12", "hours", "月80～93.92時間", "20", "R11 R14"},
    {"12", "hours", "月間80h", "18.3993", "R08 R14"},
    {"05", "retired_year", "H30", "2018", "R03"},
    {"05", "retired_year", "2018", "2018", ""},
    {"06", "grip_r", "22.5kg", "22.5", "R08"},
    {"06", "grip_r", "22,5", "22.5", "R10"},
    {"06", "eleven_1", "赤", "1", "R12"},
    {"14", "start_ym", "R5.10", "2023-10", "R03"},
    {"14", "start_ym", "2023-10", "2023-10", ""},
    {"21", "fy", "R5", "2023", "R03"},
    {"21", "fy", "令和5年度", "2023", "R03"},
    {"21", "fy", "H31", "2019", "R03"},
    {"21", "comparison", "=", "=", ""},
    {"21", "comparison", "以上", ">=", "R12"},
    {"21", "target", "90%以上", "90", "R08 R09"},
    {"21", "target", "1,516", "1516", "R07"},
    {"22", "actual", "0", "0", ""},
    {"22", "actual", "約2,000", "2000", "R07 R09"},
    {"29", "kcl_01", "はい", "yes", "R12"},
    {"29", "kcl_01", "いいえ", "no", "R12"},
    {"29", "height_cm", "１２０㎝", "120", "R02 R08"},
    {"01", "note", "二行の\nメモ", "二行の\nメモ", ""},
};

/* traps: 00-9 01-5 05-2 12-3 21-2 22-1 cell-1 cell-13 town-3 */
START_TEST(a_value_is_cleaned_and_its_repairs_are_named)
{
    struct cell c = checked(values[_i].kind, values[_i].name, values[_i].text);
    ck_assert_msg(c.state == CELL_VALUE, "%s '%s': state %d rule %s",
                  values[_i].name, values[_i].text, c.state,
                  c.rule ? c.rule : "-");
    ck_assert_str_eq(c.clean, values[_i].clean);
    ck_assert_msg(text_equal(repairs_of(&c), values[_i].repairs),
                  "%s '%s': repairs %s, expected %s", values[_i].name,
                  values[_i].text, repairs_of(&c), values[_i].repairs);
    ck_assert_ptr_null(c.rule);
}
END_TEST

static const struct {
    const char *kind, *name, *text;
    int reason;
} missings[] = {
    {"01", "sex", "", MISSING_NO_ANSWER},
    {"01", "sex", "　", MISSING_NO_ANSWER},
    {"01", "sex", NULL, MISSING_NO_ANSWER},
    {"01", "sex", "9", MISSING_UNKNOWN},
    {"01", "routes", "99", MISSING_UNKNOWN},
    {"01", "birth", "不明", MISSING_UNKNOWN},
    {"05", "wish1", "99", MISSING_NO_ANSWER},
    {"05", "wish2", "無回答", MISSING_NO_ANSWER},
    {"05", "household", "非該当", MISSING_NOT_APPLICABLE},
    {"05", "wish_hours", "-", MISSING_UNKNOWN},
    {"06", "one_leg_stand", "9", MISSING_NOT_APPLICABLE},
    {"14", "activity", "99", MISSING_NO_ANSWER},
    {"22", "actual", "-", MISSING_UNKNOWN},
    {"22", "actual", "－", MISSING_UNKNOWN},
    {"22", "actual", "―", MISSING_UNKNOWN},
    {"22", "actual", "…", MISSING_UNKNOWN},
    {"29", "kcl_01", "", MISSING_NO_ANSWER},
    {"05", "wish1", "'99", MISSING_NO_ANSWER},
    {"05", "household", "", MISSING_NO_ANSWER},
};

/* traps: 00-20 00-25 06-4 22-3 */
START_TEST(three_kinds_of_missing_stay_three)
{
    struct cell c =
        checked(missings[_i].kind, missings[_i].name, missings[_i].text);
    ck_assert_msg(c.state == CELL_MISSING, "%s '%s': state %d rule %s",
                  missings[_i].name, missings[_i].text ? missings[_i].text : "",
                  c.state, c.rule ? c.rule : "-");
    ck_assert_int_eq(c.missing_reason, missings[_i].reason);
}
END_TEST

static const struct {
    const char *kind, *name, *text, *rule;
} refusals[] = {
    {"03", "capacity", "五十名くらい", "E2101"},
    {"03", "capacity", "50.5", "E2101"},
    {"03", "capacity", "10～15", "W2106"},
    {"05", "srh", "6", "E2102"},
    {"05", "wish_hours", "100", "E2102"},
    {"05", "wish_hours", "10～100", "E2102"},
    {"06", "grip_r", "99.9", "W2112"},
    {"06", "calf", "330", "W2112"},
    {"29", "height_cm", "57.5", "W2112"},
    {"29", "weight_kg", "158", "W2112"},
    {"01", "sex", "7", "E2103"},
    {"01", "routes", "2;77", "E2103"},
    {"01", "routes", "2;99", "W2106"},
    {"01", "routes", "1月2日", "E2103"},
    {"05", "date", "令和5年2月29日", "E2104"},
    {"01", "birth", "昭和64年1月8日", "E2104"},
    {"05", "date", "きのう", "E2105"},
    {"01", "birth", "S30", "W2106"},
    {"01", "birth", "1955", "W2106"},
    {"05", "retired_year", "30", "W2106"},
    {"12", "end", "-", "W2106"},
    {"12", "start", "-", "E2119"},
    {"12", "start", "23.8.1", "E2119"},
    {"12", "start", "R5", "E2119"},
    {"03", "date", "2023-09-21(水)", "E2119"},
    {"02", "scope_follow", "-", "W2106"},
    {"03", "event_id", "2023-014", "E2107"},
    {"03", "event_id", "E2023 014", "E2107"},
    {"03", "event_id", "S18-8-29", "E2107"},
    {"03", "event_id", "Ｓ１８－８－２９", "E2107"},
    {"12", "episode_id", "R05-07-22", "E2107"},
    {"03", "event_id", "", "E2108"},
    {"05", "date", "不明", "E2108"},
    {"05", "wish1", "2;4", "W2109"},
    {"05", "wish1", "②④", "W2109"},
    {"01", "office_no", "00\t12", "E2110"},
    {"29", "kcl_01", "1", "E2111"},
    {"29", "kcl_01", "０", "E2111"},
    {"29", "kcl_09", "01", "E2111"},
    {"21", "fy", "昭和70年度", "E2105"},
    {"01", "office_no", "1.23E+11", "E2117"},
    {"15", "member_no", "1.2E+5", "E2117"},
    {"01", "phone", "9.01E+09", "W2118"},
    {"01", "municipality", "1100", "E2103"},
    {"05", "household", "0", "E2103"},
    {"05", "contacts", "45294", "E2102"},
    {"03", "session_no", "第3", "E2101"},
    {"21", "target", "15万", "E2101"},
    {"22", "actual", "1,516※", "E2101"},
    {"23", "value", "2万円", "E2101"},
};

/* traps: 00-26 06-3 23-3 excel-6 excel-7 cell-2 */
START_TEST(a_refused_cell_names_its_rule)
{
    struct cell c =
        checked(refusals[_i].kind, refusals[_i].name, refusals[_i].text);
    ck_assert_msg(c.state == CELL_REFUSED, "%s '%s': state %d",
                  refusals[_i].name, refusals[_i].text, c.state);
    ck_assert_msg(text_equal(c.rule, refusals[_i].rule), "%s '%s': %s",
                  refusals[_i].name, refusals[_i].text, c.rule);
    ck_assert_ptr_nonnull(codebook_rule(&book, c.rule));
}
END_TEST

START_TEST(a_text_has_at_most_255_bytes)
{
    char text[257];
    memset(text, 'x', sizeof text - 1);
    text[sizeof text - 1] = '\0';
    ck_assert_str_eq(checked("01", "name", text).rule, "E2110");
    ck_assert_str_eq(checked("01", "note", text).rule, "E2110");
    text[255] = '\0';
    ck_assert_int_eq(checked("01", "note", text).state, CELL_VALUE);
}
END_TEST

struct broken_rules {
    size_t n;
    const char *codes[8];
    size_t variables[8];
};

static void note_rule(void *context, const struct rule *rule, size_t variable)
{
    struct broken_rules *b = context;
    b->codes[b->n] = rule->code;
    b->variables[b->n++] = variable;
}

static struct broken_rules check_row(const char *kind, const char *const *cells)
{
    const struct file_kind *k = codebook_kind(&book, kind);
    struct cell *row = arena_take_array(&arena, k->n_variables, sizeof *row);
    for (size_t i = 0; i < k->n_variables; i++)
        cell_check(&arena, k->variables[i], cells[i], &row[i]);
    struct broken_rules b = {0};
    row_check(k, row, note_rule, &b);
    return b;
}

/* traps: 02-2 */
START_TEST(a_row_breaks_the_comparison_of_its_dates)
{
    const char *const row[] = {"0012", "v1",         "R5.7.22", "1", "1",
                               "0",    "2023-07-21", "1",       "0"};
    struct broken_rules b = check_row("02", row);
    ck_assert_uint_eq(b.n, 1);
    ck_assert_str_eq(b.codes[0], "E3201");
    ck_assert_str_eq(
        codebook_kind(&book, "02")->variables[b.variables[0]]->name,
        "withdrawn");
}
END_TEST

START_TEST(a_comparison_holds_when_a_side_is_missing_or_equal)
{
    const char *const open[] = {"0012", "v1", "R5.7.22", "1", "1",
                                "0",    "",   "",        "0"};
    ck_assert_uint_eq(check_row("02", open).n, 0);
    const char *const same[] = {"0012", "v1",         "R5.7.22", "1", "1",
                                "0",    "2023-07-22", "1",       "0"};
    ck_assert_uint_eq(check_row("02", same).n, 0);
}
END_TEST

START_TEST(a_row_breaks_a_comparison_with_a_number)
{
    const char *row[29] = {"0012", "2023-07-22"};
    row[23] = "22";
    ck_assert_uint_eq(check_row("06", row).n, 0);
    row[23] = "23";
    struct broken_rules b = check_row("06", row);
    ck_assert_uint_eq(b.n, 1);
    ck_assert_str_eq(b.codes[0], "E3206");
}
END_TEST

/* Row 03: the date first, the weekday as somebody typed it. */
static const struct {
    const char *weekday;
    bool is_broken;
} weekdays[] = {
    {"木", false},    {"木曜日", false}, {"（木）", false}, {"木・祝", false},
    {"Thu", false},   {"", false},       {"祝", false},     {"金", true},
    {"（金）", true}, {"水曜", true},    {"Fri", true},     {"木金", false},
};

/* traps: 03-2 */
START_TEST(a_weekday_is_that_of_its_date)
{
    const char *row[16] = {"E1", "塾", "11", "1", "2023-09-21"};
    row[5] = weekdays[_i].weekday;
    struct broken_rules b = check_row("03", row);
    ck_assert_msg(b.n == weekdays[_i].is_broken, "%s", weekdays[_i].weekday);
    if (weekdays[_i].is_broken)
        ck_assert_str_eq(b.codes[0], "W3234");
}
END_TEST

/* Of age on the day before the 60th birthday. */
/* traps: 15-5 */
START_TEST(a_member_is_old_enough_on_the_day_of_joining)
{
    const char *row[10] = {"K-1", "高橋", "タカハシ", "1963-10-02"};
    row[6] = "2023-10-01";
    ck_assert_uint_eq(check_row("15", row).n, 0);
    row[6] = "2023-09-30";
    struct broken_rules b = check_row("15", row);
    ck_assert_uint_eq(b.n, 1);
    ck_assert_str_eq(b.codes[0], "W3235");
    row[3] = "";
    ck_assert_uint_eq(check_row("15", row).n, 0);
}
END_TEST

/* traps: cp932-7 */
START_TEST(a_name_with_a_lost_character_is_said)
{
    static const char *const lost[] = {"〓田", "吉■", "?田", "森？"};
    const char *row[14] = {"12217", "W", "0012"};
    for (size_t i = 0; i < sizeof lost / sizeof *lost; i++) {
        row[3] = lost[i];
        struct broken_rules b = check_row("01", row);
        ck_assert_uint_eq(b.n, 1);
        ck_assert_str_eq(b.codes[0], "W3236");
    }
    row[3] = "𠮷田　花子";
    ck_assert_uint_eq(check_row("01", row).n, 0);
}
END_TEST

static struct kind_match recognised(const char *const *headers)
{
    size_t n = 0;
    while (headers[n] != NULL)
        n++;
    struct kind_match m;
    kind_recognise(&arena, &book, headers, n, &m);
    return m;
}

START_TEST(every_kind_is_recognised_by_its_own_headers)
{
    for (size_t i = 0; i < book.n_kinds; i++) {
        const struct file_kind *k = &book.kinds[i];
        const char **headers =
            arena_take_array(&arena, k->n_variables + 1, sizeof *headers);
        for (size_t j = 0; j < k->n_variables; j++)
            headers[j] = k->variables[j]->label_ja;
        struct kind_match m = recognised(headers);
        ck_assert_msg(m.rule == NULL, "%s: %s", k->kind, m.rule);
        ck_assert_ptr_eq(m.kind, k);
        for (size_t j = 0; j < k->n_variables; j++)
            ck_assert_int_eq(m.column_variable[j], (int)j);
    }
}
END_TEST

static const char *const attendance[] = {"催事番号", "整理番号", "氏名", "出欠",
                                         NULL};

START_TEST(an_optional_column_may_be_absent)
{
    struct kind_match m = recognised(attendance);
    ck_assert_ptr_null(m.rule);
    ck_assert_str_eq(m.kind->kind, "04");
}
END_TEST

/* traps: 06-11 */
START_TEST(the_form_with_and_without_the_four_items_is_one_kind)
{
    const struct file_kind *k = codebook_kind(&book, "06");
    const char *headers[26] = {NULL};
    for (size_t j = 0; j < 25; j++)
        headers[j] = k->variables[j]->label_ja;
    struct kind_match m = recognised(headers);
    ck_assert_ptr_null(m.rule);
    ck_assert_ptr_eq(m.kind, k);
}
END_TEST

/* traps: cell-16 */
START_TEST(headers_are_recognised_in_any_order_and_width)
{
    const char *const headers[] = {
        "出欠 ", "氏名（漢字）", "整理No.", "催事\n番号", "", "", NULL};
    struct kind_match m = recognised(headers);
    ck_assert_ptr_null(m.rule);
    ck_assert_str_eq(m.kind->kind, "04");
    ck_assert_int_eq(m.column_variable[3], 0);
    ck_assert_int_eq(m.column_variable[4], -1);
}
END_TEST

START_TEST(an_unknown_column_is_named_with_what_it_might_mean)
{
    const char *const headers[] = {"催事番号", "整理番号", "氏名",
                                   "出欠",     "備考蘭",   NULL};
    struct kind_match m = recognised(headers);
    ck_assert_str_eq(m.rule, "E1202");
    ck_assert_str_eq(m.kind->kind, "04");
    ck_assert_uint_eq(m.bad_column, 4);
    ck_assert_str_eq(m.nearest, "備考");
}
END_TEST

START_TEST(a_blank_header_is_a_margin)
{
    const char *const headers[] = {"催事番号", "",     "整理番号",
                                   "氏名",     "出欠", NULL};
    struct kind_match m = recognised(headers);
    ck_assert_ptr_null(m.rule);
    ck_assert_int_eq(m.column_variable[1], -1);
}
END_TEST

START_TEST(a_column_twice_is_refused)
{
    const char *const headers[] = {"催事番号", "整理番号",   "氏名",
                                   "出欠",     "氏名(漢字)", NULL};
    struct kind_match m = recognised(headers);
    ck_assert_str_eq(m.rule, "E1203");
    ck_assert_uint_eq(m.bad_column, 4);
}
END_TEST

START_TEST(a_needed_column_that_is_absent_is_named)
{
    const char *const headers[] = {"催事番号", "整理番号", "氏名",
                                   "方式",     "備考",     NULL};
    struct kind_match m = recognised(headers);
    ck_assert_str_eq(m.rule, "E1204");
    ck_assert_str_eq(m.missing_variable, "attended");
}
END_TEST

START_TEST(headers_of_no_kind_are_refused)
{
    const char *const headers[] = {"車両番号", "整理番号", "車検日", "走行距離",
                                   "燃料",     "運転者",   NULL};
    struct kind_match m = recognised(headers);
    ck_assert_str_eq(m.rule, "E1201");
    ck_assert_ptr_null(m.kind);
    const char *const none[] = {NULL};
    ck_assert_str_eq(recognised(none).rule, "E1201");
}
END_TEST

START_TEST(a_repair_bit_beyond_the_last_has_no_code)
{
    ck_assert_str_eq(repair_code(0), "R01");
    ck_assert_str_eq(repair_code(12), "R13");
    ck_assert_str_eq(repair_code(14), "R15");
    ck_assert_str_eq(repair_code(15), "");
}
END_TEST

static Suite *suite(void)
{
    Suite *s = suite_create("cell_check");
    TCase *t = tcase_create("cell_check");
    tcase_add_checked_fixture(t, start, stop);
    tcase_add_loop_test(t, a_value_is_cleaned_and_its_repairs_are_named, 0,
                        sizeof values / sizeof *values);
    tcase_add_loop_test(t, three_kinds_of_missing_stay_three, 0,
                        sizeof missings / sizeof *missings);
    tcase_add_loop_test(t, a_refused_cell_names_its_rule, 0,
                        sizeof refusals / sizeof *refusals);
    tcase_add_test(t, a_text_has_at_most_255_bytes);
    tcase_add_test(t, a_row_breaks_the_comparison_of_its_dates);
    tcase_add_test(t, a_comparison_holds_when_a_side_is_missing_or_equal);
    tcase_add_test(t, a_row_breaks_a_comparison_with_a_number);
    tcase_add_loop_test(t, a_weekday_is_that_of_its_date, 0,
                        sizeof weekdays / sizeof *weekdays);
    tcase_add_test(t, a_member_is_old_enough_on_the_day_of_joining);
    tcase_add_test(t, a_name_with_a_lost_character_is_said);
    tcase_add_test(t, every_kind_is_recognised_by_its_own_headers);
    tcase_add_test(t, an_optional_column_may_be_absent);
    tcase_add_test(t, the_form_with_and_without_the_four_items_is_one_kind);
    tcase_add_test(t, headers_are_recognised_in_any_order_and_width);
    tcase_add_test(t, an_unknown_column_is_named_with_what_it_might_mean);
    tcase_add_test(t, a_blank_header_is_a_margin);
    tcase_add_test(t, a_column_twice_is_refused);
    tcase_add_test(t, a_needed_column_that_is_absent_is_named);
    tcase_add_test(t, headers_of_no_kind_are_refused);
    tcase_add_test(t, a_repair_bit_beyond_the_last_has_no_code);
    suite_add_tcase(s, t);
    return s;
}

CHECK_MAIN
