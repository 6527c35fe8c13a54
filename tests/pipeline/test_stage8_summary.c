/* summary: what the council reads is what the tables hold, and no small
 * number of people can be read or computed from it.
 *
 * Figures: Shizuoka's printed reports of 2024 (outcome table, table I). */
#include "base/output_file.h"
#include "base/sql_text.h"
#include "check_main.h"
#include "pipeline/summary.h"

#include <string.h>

static struct arena arena;
static struct store *store;
static struct codebook codebook;
static struct settings settings;
static struct stage_context context;
static char folder[] = "/tmp/ayumi-summary-XXXXXX";

/* What the codebook and the typed tables give at run time. */
static const char made_at_run_time[] =
    "CREATE TABLE book_indicators (indicator_id TEXT, municipality TEXT, "
    "section TEXT, section_title TEXT, group_label TEXT, label TEXT, "
    "unit TEXT, kind TEXT, comparison TEXT, \"order\" TEXT, chart TEXT, "
    "footnote TEXT);"
    "INSERT INTO wanted_table (\"table\", title_ja, title_en, book, place,"
    " population, base, row_variable, column_variable, class, instrument,"
    " stratum, level) VALUES ('T02', '年齢階級別の活動の種類', "
    "'kind of activity by age band', 'T02', 1, 'followup', 'followup',"
    " 'age_band', 'activity_class', 'release', '', '', '');"
    "CREATE TABLE now_indicator_actual (file INTEGER, row INTEGER, "
    "indicator_id TEXT, fy INTEGER, \"start\" TEXT, \"end\" TEXT, "
    "actual REAL, as_of TEXT);"
    "CREATE TABLE now_indicator_target (file INTEGER, row INTEGER, "
    "indicator_id TEXT, fy INTEGER, period TEXT, target REAL, "
    "document_date TEXT);"
    "INSERT INTO book_indicators VALUES "
    "('SZ-I-1','22100','I','I マッチング支援','求人開拓','支援企業（社）','社',"
    "'output','>=','1','0','partial_year'),"
    "('SZ-I-2','22100','I','I マッチング支援','求人開拓',"
    "'相談窓口での相談（件）','件','output','>=','2','0','partial_year'),"
    "('SZ-OC-1','22100','OC','アウトカム評価','全事業共通項目',"
    "'高齢求職者の雇用・就業数 (人)','人','outcome','>=','12','1',"
    "'partial_year'),"
    "('SZ-OC-2','22100','OC','アウトカム評価','全事業共通項目',"
    "'高年齢者以外の雇用・就業数 (人)','人','outcome','>=','13','1',"
    "'partial_year'),"
    "('SZ-WEB-1','22100','WEB','Webサイト','','閲覧数','件','web','','18','0',"
    "'none'),"
    "('XX-1','22100','X','使わない表','','使わない項目','件','output','>=','99'"
    ","
    "'0','none');"
    "INSERT INTO now_indicator_actual VALUES "
    "(1,2,'SZ-OC-1',2022,'2022-08-01','2023-03-31',287,'2023-05-31'),"
    "(1,3,'SZ-OC-1',2023,'2023-04-01','2024-03-31',592,'2024-11-20'),"
    "(1,4,'SZ-I-2',2022,'2022-08-01','2023-03-31',856,'2023-05-31');"
    "INSERT INTO now_indicator_target VALUES "
    "(2,2,'SZ-I-1',2023,'Y',100,'2023-05-31'),"
    "(2,3,'SZ-I-1',2023,'Y',120,'2024-11-20'),"
    "(2,4,'SZ-I-1',2022,'Y',70,'2023-05-31'),"
    "(2,5,'SZ-I-1',2022,'Y',70,'2024-11-20');";

static void put(const char *id, int year, const char *measure,
                const char *value, const char *printed)
{
    struct statement *st;
    ck_assert_int_eq(
        store_prepare(store,
                      "INSERT INTO indicator_cell VALUES ('22100', ?, ?, ?, "
                      "?, ?, '2024-11-20')",
                      &st),
        STATUS_OK);
    statement_text(st, 1, id);
    statement_integer(st, 2, year);
    statement_text(st, 3, measure);
    statement_text(st, 4, value);
    statement_text(st, 5, printed);
    ck_assert_int_eq(statement_run(st), STATUS_OK);
    statement_free(st);
}

static void put_year(const char *id, int year, const char *actual,
                     const char *printed, const char *target, const char *met)
{
    put(id, year, "actual", actual, printed);
    put(id, year, "target", target, target);
    put(id, year, "met_mark", met, met[0] == '\0' ? "-" : met);
}

static void put_figures(void)
{
    put_year("SZ-I-1", 2022, "91", "91", "70", "達成");
    put_year("SZ-I-1", 2023, "138", "138", "120", "達成");
    put_year("SZ-I-1", 2024, "", "-", "120", "");
    put_year("SZ-I-2", 2022, "856", "856", "700", "達成");
    put_year("SZ-I-2", 2023, "1516", "1,516", "900", "達成");
    put_year("SZ-I-2", 2024, "", "-", "900", "");
    put_year("SZ-OC-1", 2022, "287", "287", "160", "達成");
    put_year("SZ-OC-1", 2023, "592", "592", "280", "達成");
    put_year("SZ-OC-1", 2024, "", "-", "280", "");
    put_year("SZ-OC-2", 2022, "22", "22", "20", "達成");
    put_year("SZ-OC-2", 2023, "32", "32", "40", "未達成");
    put_year("SZ-OC-2", 2024, "", "-", "40", "");
    put("SZ-OC-1", 2022, "months", "8", "8");
    put("SZ-I-2", 2022, "months", "8", "8");
    put("SZ-OC-1", 2023, "achievement_rate_pct", "211.4285714285714286",
        "211.4");
    put("SZ-OC-1", 2023, "yoy_diff", "305", "+305");
    put("SZ-WEB-1", 2020, "actual", "14481", "14,481");
    put("SZ-WEB-1", 2021, "actual", "14934", "14,934");
    put("SZ-WEB-1", 2022, "actual", "15808", "15,808");
    put("SZ-WEB-1", 2023, "actual", "14828", "14,828");
}

static void setup(void)
{
    arena_init(&arena);
    language_set(LANGUAGE_JA);
    strcpy(folder + strlen(folder) - 6, "XXXXXX");
    ck_assert_ptr_nonnull(mkdtemp(folder));
    memset(&codebook, 0, sizeof codebook);
    settings = (struct settings){.name = "静岡市の事業",
                                 .municipality = "22100",
                                 .municipality_name = "静岡市",
                                 .language = LANGUAGE_JA,
                                 .population = 670000,
                                 .summary_years = 4};
    ck_assert_int_eq(store_open(":memory:", 0600, &store), STATUS_OK);
    ck_assert_int_eq(store_run(store, sql_find(pipeline_sql, "schema_derived")),
                     STATUS_OK);
    ck_assert_int_eq(store_run(store, made_at_run_time), STATUS_OK);
    put_figures();
    context = (struct stage_context){.arena = &arena,
                                     .store = store,
                                     .codebook = &codebook,
                                     .settings = &settings,
                                     .quarter = {2024, 2},
                                     .as_of = {2024, 11, 20},
                                     .report_year = 2023,
                                     .output = folder,
                                     .handover = folder};
}

static void teardown(void)
{
    ck_assert_int_eq(store_close(store), STATUS_OK);
    ck_assert_int_eq(folder_remove(folder), STATUS_OK);
    arena_release(&arena);
}

static char *run_and_read(void)
{
    char *bytes;
    size_t n;
    store_allow(store, stage8_summary.reads, stage8_summary.writes);
    ck_assert_int_eq(stage8_summary.run(&context), STATUS_OK);
    store_allow(store, NULL, NULL);
    ck_assert_int_eq(
        file_read(&arena,
                  arena_format(&arena, "%s/summary/summary.html", folder),
                  &bytes, &n),
        STATUS_OK);
    return bytes;
}

static void assert_shows(const char *page, const char *text)
{
    ck_assert_msg(strstr(page, text) != NULL, "the page lacks '%s'", text);
}

static void assert_hides(const char *page, const char *text)
{
    ck_assert_msg(strstr(page, text) == NULL, "the page shows '%s'", text);
}

START_TEST(the_three_files_are_written)
{
    (void)run_and_read();
    static const char *const names[] = {"html", "pdf", "xlsx"};
    for (size_t i = 0; i < 3; i++)
        ck_assert(path_exists(
            arena_format(&arena, "%s/summary/summary.%s", folder, names[i])));
}
END_TEST

START_TEST(output_tables_have_the_printed_cells_and_the_note_below)
{
    const char *page = run_and_read();
    assert_shows(page,
                 "<th scope=\"col\" rowspan=\"2\">各種施策</th>"
                 "<th scope=\"col\" rowspan=\"2\">項目</th>"
                 "<th scope=\"colgroup\" colspan=\"3\">アウトプット実績</th>"
                 "</tr>\n<tr><th scope=\"col\">R4</th><th scope=\"col\">R5</th>"
                 "<th scope=\"col\">R6</th></tr>");
    assert_shows(page, "<td class=\"r\">856 (700)</td><td class=\"r\">1,516 "
                       "(900)</td><td class=\"r\">- (900)</td>");
    assert_shows(page, "rowspan=\"2\">求人開拓</th>");
    assert_shows(page, "<p class=\"note\">※R4は8月～3月末実績\n"
                       "( )内は目標値</p>");
}
END_TEST

START_TEST(the_outcome_table_has_spaced_years_and_the_note_above)
{
    const char *page = run_and_read();
    assert_shows(page,
                 "アウトカム評価<span class=\"note\">※R4は8月～3月末実績\n"
                 "( )内は目標値</span>");
    assert_shows(page, "<th scope=\"col\">R 4</th><th scope=\"col\">R 5</th>"
                       "<th scope=\"col\">R 6</th>");
    assert_shows(page, "<td class=\"r\">287 (160)</td><td class=\"r\">592 "
                       "(280)</td><td class=\"r\">- (280)</td>");
}
END_TEST

START_TEST(the_web_table_has_its_own_years_and_no_target)
{
    const char *page = run_and_read();
    assert_shows(page, "<th scope=\"col\">R2</th><th scope=\"col\">R3</th>"
                       "<th scope=\"col\">R4</th><th scope=\"col\">R5</th>");
    assert_shows(page,
                 "<td class=\"r\">14,481</td><td class=\"r\">14,934</td>"
                 "<td class=\"r\">15,808</td><td class=\"r\">14,828</td>");
}
END_TEST

START_TEST(an_indicator_without_figures_is_not_printed)
{
    assert_hides(run_and_read(), "使わない");
}
END_TEST

START_TEST(sentences_say_what_the_table_shows)
{
    const char *page = run_and_read();
    assert_shows(page,
                 "令和5年度は、成果指標2項目のうち1項目が目標を達成しました。");
    assert_shows(page, "「高年齢者以外の雇用・就業数」は32人で、"
                       "目標40人に届きませんでした。");
    assert_shows(page, "「高齢求職者の雇用・就業数」は592人で、"
                       "目標280人を達成しました。");
    assert_hides(page, "ため増");
    assert_hides(page, "オッズ");
}
END_TEST

START_TEST(figures_that_touch_a_partial_year_carry_the_mark)
{
    const char *page = run_and_read();
    assert_shows(page, "<td class=\"r\">+305※</td>");
    assert_shows(page, "<td class=\"r\">287 (160)※</td>");
    assert_shows(page, "<td class=\"r\">211.4</td>");
}
END_TEST

START_TEST(a_changed_target_is_listed_and_a_repeated_one_is_not)
{
    const char *page = run_and_read();
    assert_shows(page, "<td class=\"r\">100 (2023-05-31)</td>"
                       "<td class=\"r\">120 (2024-11-20)</td>");
    assert_hides(page, "70 (2023-05-31)");
}
END_TEST

START_TEST(a_running_year_is_not_judged)
{
    context.report_year = 2024;
    const char *page = run_and_read();
    assert_shows(page, "… 年度途中");
    assert_shows(page, "令和6年度の成果指標の実績は、まだ分かりません。");
    assert_shows(page, "【令和7年度の取組】");
}
END_TEST

START_TEST(a_study_without_people_has_no_flow)
{
    assert_hides(run_and_read(), "セミナー");
}
END_TEST

static const char released[] =
    "INSERT INTO flow_count VALUES (2023,'seminar',1,148),"
    "(2023,'consent',2,143),(2023,'active',3,7);"
    "INSERT INTO release_cell VALUES "
    "('flow',1,'fiscal_year','2022','step','seminar','77'),"
    "('flow',2,'fiscal_year','2023','step','seminar','148'),"
    "('flow',3,'fiscal_year','2023','step','consent','x'),"
    "('flow',4,'fiscal_year','2023','step','active','x'),"
    "('T02',1,'age_band','55_64','activity_class','E20','12'),"
    "('T02',2,'age_band','55_64','activity_class','N','x'),"
    "('T02',3,'age_band','計','activity_class','E20','40'),"
    "('T02',4,'age_band','計','activity_class','N','60');"
    "INSERT INTO variable_level VALUES "
    "('age_band','55_64',1,'55～64歳','55 to 64'),"
    "('activity_class','E20',1,'週20時間以上の就業','20 hours or more'),"
    "('activity_class','N',2,'活動なし','none');";

START_TEST(the_flow_shows_what_was_released_and_nothing_else)
{
    ck_assert_int_eq(store_run(store, released), STATUS_OK);
    const char *page = run_and_read();
    assert_shows(page, "<th scope=\"row\">セミナー参加</th>"
                       "<td class=\"r\">148人</td>");
    assert_shows(page, "<th scope=\"row\">同意</th><td class=\"r\">x</td>");
    assert_shows(page, "<th scope=\"row\">活動あり</th><td class=\"r\">x</td>");
    assert_hides(page, "143");
    assert_hides(page, "77人");
}
END_TEST

START_TEST(activities_are_rows_and_groups_are_columns)
{
    ck_assert_int_eq(store_run(store, released), STATUS_OK);
    const char *page = run_and_read();
    assert_shows(page, "年齢階級別の活動の種類");
    assert_shows(page, "<th scope=\"col\">55～64歳</th>"
                       "<th scope=\"col\">計</th>");
    assert_shows(page, "<th scope=\"row\">週20時間以上の就業</th>"
                       "<td class=\"r\">12</td><td class=\"r\">40</td>");
    assert_shows(page, "<th scope=\"row\">活動なし</th>"
                       "<td class=\"r\">x</td><td class=\"r\">60</td>");
}
END_TEST

START_TEST(a_flow_of_nothing_but_x_is_said_in_words)
{
    ck_assert_int_eq(
        store_run(store, "INSERT INTO release_cell VALUES "
                         "('flow',1,'fiscal_year','2023','step','seminar','x'),"
                         "('flow',2,'fiscal_year','2023','step','active','x')"),
        STATUS_OK);
    const char *page = run_and_read();
    assert_shows(page, "段階ごとの人数は伏せています");
    assert_hides(page, "活動あり");
}
END_TEST

START_TEST(unreleased_counts_cannot_be_read_at_all)
{
    struct statement *st;
    store_allow(store, stage8_summary.reads, stage8_summary.writes);
    ck_assert_int_eq(
        store_prepare(store, "SELECT n_people FROM flow_count", &st),
        STATUS_BUG);
    store_allow(store, NULL, NULL);
}
END_TEST

START_TEST(english_is_another_document_with_the_same_cells)
{
    settings.language = LANGUAGE_EN;
    const char *page = run_and_read();
    assert_shows(page, "<html lang=\"en\">");
    assert_shows(page, "In FY2023 (R5), 1 of 2 outcome indicators reached "
                       "their target</li>");
    assert_shows(page, "1,516 (900)");
}
END_TEST

static Suite *suite(void)
{
    Suite *s = suite_create("summary");
    TCase *t = tcase_create("summary");
    tcase_set_timeout(t, 60);
    tcase_add_checked_fixture(t, setup, teardown);
    tcase_add_test(t, the_three_files_are_written);
    tcase_add_test(t, output_tables_have_the_printed_cells_and_the_note_below);
    tcase_add_test(t, the_outcome_table_has_spaced_years_and_the_note_above);
    tcase_add_test(t, the_web_table_has_its_own_years_and_no_target);
    tcase_add_test(t, an_indicator_without_figures_is_not_printed);
    tcase_add_test(t, sentences_say_what_the_table_shows);
    tcase_add_test(t, figures_that_touch_a_partial_year_carry_the_mark);
    tcase_add_test(t, a_changed_target_is_listed_and_a_repeated_one_is_not);
    tcase_add_test(t, a_running_year_is_not_judged);
    tcase_add_test(t, a_study_without_people_has_no_flow);
    tcase_add_test(t, the_flow_shows_what_was_released_and_nothing_else);
    tcase_add_test(t, activities_are_rows_and_groups_are_columns);
    tcase_add_test(t, a_flow_of_nothing_but_x_is_said_in_words);
    tcase_add_test(t, unreleased_counts_cannot_be_read_at_all);
    tcase_add_test(t, english_is_another_document_with_the_same_cells);
    suite_add_tcase(s, t);
    return s;
}

CHECK_MAIN
