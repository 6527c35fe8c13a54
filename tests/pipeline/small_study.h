/* small_study: a research database in memory for the tests of describe and
 * tables: 12 people who were followed, counted by hand below.
 *
 *          any  none  unknown  pending   計
 *   men      2     1        1        1    5
 *   women    3     2        1        0    6
 *   n/a      0     1        0        0    1
 *   計       5     4        2        1   12 */
#ifndef AYUMI_TESTS_SMALL_STUDY_H
#define AYUMI_TESTS_SMALL_STUDY_H

#include "base/sql_text.h"
#include "base/store.h"
#include "pipeline/stage.h"

static const char small_study_books[] =
    "CREATE TABLE book_value_labels (list TEXT, value TEXT, label_ja TEXT,"
    " label_en TEXT, accepts TEXT, missing_reason TEXT, refused_by TEXT);"
    "INSERT INTO book_value_labels VALUES"
    " ('sex', '1', '男', 'male', '', '0', ''),"
    " ('sex', '2', '女', 'female', '', '0', ''),"
    " ('sex', '9', '不明', 'unknown', '', '-97', ''),"
    " ('wish', '1', '就業', 'work', '', '0', ''),"
    " ('wish', '4', '無償ボランティア', 'volunteering', '', '0', ''),"
    " ('wish', '99', '無回答', 'no answer', '', '-99', ''),"
    " ('age_band', 'under_55', '55歳未満', 'under 55', '', '0', ''),"
    " ('age_band', '55_64', '55～64歳', '55 to 64', '', '0', ''),"
    " ('age_band', '65_74', '65～74歳', '65 to 74', '', '0', ''),"
    " ('age_band', '75_over', '75歳以上', '75 and over', '', '0', ''),"
    " ('motive_income', '1', '収入', 'income', '', '0', ''),"
    " ('motive_income', '0', 'ほか', 'other', '', '0', ''),"
    " ('any_activity', 'any', '活動あり', 'any', '', '0', ''),"
    " ('any_activity', 'none', '活動なし', 'none', '', '0', ''),"
    " ('any_activity', 'unknown', '不明', 'unknown', '', '0', ''),"
    " ('any_activity', 'pending', '時期の前', 'pending', '', '0', ''),"
    " ('no_level', 'missing', '無回答', 'missing', '', '0', ''),"
    " ('no_level', 'undetermined', '判定不能', 'unclear', '', '0', ''),"
    " ('no_level', 'out_of_age', '年齢外', 'age', '', '0', ''),"
    " ('no_level', 'not_taken', '未実施', 'not taken', '', '0', ''),"
    " ('seminar_type', '11', '塾', 'course', '', '0', '');"
    "CREATE TABLE book_activities (code TEXT, label_ja TEXT, label_en TEXT,"
    " rank TEXT, is_activity TEXT, is_paid TEXT, is_long TEXT,"
    " \"order\" TEXT);"
    "INSERT INTO book_activities VALUES"
    " ('E20', '20時間以上', '20 h', '1', '1', '1', '1', '1'),"
    " ('V0', '無償', 'unpaid', '4', '1', '0', '0', '2'),"
    " ('R', '繋ぎ', 'referral', '9', '0', '0', '0', '3'),"
    " ('N', 'なし', 'none', '10', '0', '0', '0', '4'),"
    " ('U', '不明', 'unknown', '11', '0', '0', '0', '5');"
    "CREATE TABLE book_matching_states (state TEXT, step TEXT, result TEXT,"
    " state_group TEXT, label_ja TEXT, label_en TEXT, \"order\" TEXT);"
    "CREATE TABLE book_windows (window TEXT, label_ja TEXT, label_en TEXT,"
    " first_month TEXT, months TEXT);"
    "CREATE TABLE book_classes (instrument TEXT, version TEXT, class TEXT,"
    " points_from TEXT, points_to TEXT, \"order\" TEXT, label_ja TEXT,"
    " label_en TEXT, source TEXT);"
    "INSERT INTO book_classes VALUES"
    " ('KCL', '2006', 'robust', '0', '3', '1', '健常', 'robust', ''),"
    " ('KCL', '2006', 'frail', '8', '25', '3', 'フレイル', 'frail', ''),"
    " ('FC22', '2019', 'under8', '0', '7', '1', '8枚未満', 'under', '');"
    "CREATE TABLE book_tables (\"table\" TEXT, title_ja TEXT, title_en TEXT,"
    " population TEXT, row_variable TEXT, column_variable TEXT, class TEXT,"
    " stratum TEXT DEFAULT '');"
    "INSERT INTO book_tables VALUES"
    " ('activity_by_sex', '性別の活動', 'activity by sex', 'followup', 'sex',"
    "  'activity_class', 'release', ''),"
    " ('any_by_sex', '性別の有無', 'any by sex', 'followup', 'sex',"
    "  'any_activity', 'release', ''),"
    " ('any_by_fiscal_year', '年度別の有無', 'any by year', 'followup',"
    "  'fiscal_year', 'any_activity', 'release', ''),"
    " ('sexes', '性別', 'sexes', 'due', 'sex', '', 'release', '');"
    "CREATE TABLE book_rules (rule TEXT, severity TEXT, kind TEXT,"
    " \"left\" TEXT, operator TEXT, \"right\" TEXT, message_ja TEXT,"
    " message_en TEXT, todo_ja TEXT, todo_en TEXT);"
    "INSERT INTO book_rules VALUES"
    " ('E2104', 'error', '', '', '', '', '存在しない日付です', 'no such day',"
    "  '元の用紙を確認してください', 'check the form'),"
    " ('W3302', 'warning', '', '', '', '', '対象年齢の外です', 'age',"
    "  '生年月日を確認してください', 'check the birth date');"
    "CREATE TABLE book_variables (kind TEXT, name TEXT, label_ja TEXT,"
    " label_en TEXT);"
    "INSERT INTO book_variables VALUES ('05', 'date', '記入日', 'date');"
    "CREATE TABLE book_models (model TEXT, label_ja TEXT, label_en TEXT,"
    " outcome TEXT, subset TEXT, predictors TEXT, family TEXT, class TEXT);"
    "INSERT INTO book_models VALUES ('E2_any', '活動についたか', 'any', "
    "'any_activity', 'known', 'age_10', 'firth', 'restricted');";

static const char small_study_rows[] =
    "CREATE TABLE now_event (event_id TEXT, type TEXT, date TEXT);"
    "INSERT INTO now_event VALUES ('E1', '11', '2023-03-31'),"
    " ('E2', '11', '2023-04-01'), ('E3', '61', '2023-05-01');"
    "CREATE TABLE now_person_status (subject TEXT, is_person INTEGER,"
    " status TEXT);"
    "CREATE TABLE now_followup_survey (subject TEXT, sent TEXT,"
    " undelivered TEXT, returned TEXT);"
    "CREATE TABLE book_statuses (code TEXT, event TEXT);"
    "CREATE TABLE clean_indicator_target (file INTEGER, row INTEGER,"
    " indicator_id TEXT, fy INTEGER);"
    "CREATE TABLE clean_indicator_actual (file INTEGER, row INTEGER,"
    " indicator_id TEXT, fy INTEGER);"
    "CREATE TABLE run_threshold (name TEXT, value REAL);"
    "CREATE TABLE now_attendance (subject TEXT, is_person INTEGER,"
    " event_id TEXT, attended TEXT);"
    "INSERT INTO now_attendance VALUES"
    " ('A01', 1, 'E1', '1'), ('A01', 1, 'E2', '1'), ('A02', 1, 'E2', '3'),"
    " ('A03', 1, 'E2', '2'), ('T05', 0, 'E2', '4'), ('A06', 1, 'E3', '1'),"
    " ('', 0, 'E2', '1');"
    "CREATE TABLE now_baseline (subject TEXT, is_person INTEGER,"
    " happened_on TEXT);"
    "INSERT INTO now_baseline VALUES ('A01', 1, '2023-03-31'),"
    " ('A02', 1, '2023-04-01'), ('A02', 1, '2024-04-01'),"
    " ('T09', 0, '2023-06-01');"
    "INSERT INTO followup (subject, index_date, fiscal_year, quarter,"
    " municipality, sex, age_years, age_band, wish_class, wish_hours,"
    " motive_income, kcl_points, kcl_class, fc22_red, fc22_class,"
    " already_active, state, activity_class, first_class, first_start,"
    " any_activity, paid, long) VALUES"
    " ('A01', '2023-03-31', 2022, 'FY2022Q4', NULL, '1', 60, '55_64', '1',"
    "  20, 1, 2, 'robust', NULL, NULL, 0, 'reached', 'E20', 'E20',"
    "  '2023-06-01', 1, 1, 1),"
    " ('A02', '2023-04-01', 2023, 'FY2023Q1', NULL, '1', 66, '65_74', '1',"
    "  10, 1, 9, 'frail', NULL, NULL, 0, 'reached', 'V0', 'V0',"
    "  '2023-06-01', 1, 0, NULL),"
    " ('A03', '2023-04-02', 2023, 'FY2023Q1', NULL, '1', 70, '65_74', '4',"
    "  NULL, 0, NULL, NULL, NULL, NULL, 0, 'reached', 'N', NULL, NULL, 0,"
    "  NULL, NULL),"
    " ('A04', '2023-04-02', 2023, 'FY2023Q1', NULL, '1', 72, '65_74', NULL,"
    "  5, 0, 1, 'robust', NULL, NULL, 0, 'lost', 'U', NULL, NULL, NULL,"
    "  NULL, NULL),"
    " ('A05', '2023-04-03', 2023, 'FY2023Q1', NULL, '1', 80, '75_over', '4',"
    "  8, NULL, NULL, NULL, NULL, NULL, 0, 'pending', NULL, NULL, NULL, NULL,"
    "  NULL, NULL),"
    " ('A06', '2023-04-03', 2023, 'FY2023Q1', NULL, '2', 58, '55_64', '1',"
    "  15, 1, 0, 'robust', NULL, NULL, 0, 'reached', 'E20', 'E20',"
    "  '2023-06-01', 1, 1, 1),"
    " ('A07', '2023-04-03', 2023, 'FY2023Q1', NULL, '2', 62, '55_64', '4',"
    "  4, 0, 3, 'robust', NULL, NULL, 0, 'reached', 'V0', 'V0',"
    "  '2023-06-01', 1, 0, NULL),"
    " ('A08', '2023-04-03', 2023, 'FY2023Q1', NULL, '2', 64, '55_64', '4',"
    "  6, 0, 8, 'frail', NULL, NULL, 0, 'reached', 'V0', 'V0',"
    "  '2023-06-01', 1, 0, NULL),"
    " ('A09', '2023-04-03', 2023, 'FY2023Q1', NULL, '2', 75, '75_over', '4',"
    "  NULL, 0, 10, 'frail', NULL, NULL, 0, 'reached', 'R', NULL, NULL, 0,"
    "  NULL, NULL),"
    " ('A10', '2023-04-03', 2023, 'FY2023Q1', NULL, '2', 77, '75_over', '4',"
    "  2, 0, NULL, 'undetermined', NULL, NULL, 0, 'reached', 'N', NULL, NULL,"
    "  0, NULL, NULL),"
    " ('A11', '2023-04-03', 2023, 'FY2023Q1', NULL, '2', 69, '65_74', '1',"
    "  12, 1, 4, 'robust', NULL, NULL, 0, 'lost', 'U', NULL, NULL, NULL,"
    "  NULL, NULL),"
    " ('A12', '2023-04-03', 2023, 'FY2023Q1', NULL, NULL, NULL, NULL, NULL,"
    "  NULL, NULL, NULL, NULL, NULL, NULL, 0, 'reached', 'N', NULL, NULL, 0,"
    "  NULL, NULL);";

/* Everything in memory; the stage's own tables are empty. */
static struct store *small_study_open(void)
{
    struct store *s = NULL;
    ck_assert(store_open(":memory:", 0600, &s) == STATUS_OK);
    ck_assert(store_run(s, sql_find(pipeline_sql, "schema_derived")) ==
              STATUS_OK);
    ck_assert(store_run(s, small_study_books) == STATUS_OK);
    ck_assert(store_run(s, small_study_rows) == STATUS_OK);
    return s;
}

/* Runs a stage as the driver does: held to its declaration. */
static enum status small_study_run(struct store *s, struct arena *a,
                                   const struct stage *stage,
                                   const char *output, long population)
{
    static const struct threshold thresholds[] = {
        {"model_level", 0.95, {2022, 4, 1}, ""},
        {"small_count", 10, {2022, 4, 1}, ""},
        {"small_count_small_town", 20, {2022, 4, 1}, ""},
        {"small_town_population", 25000, {2022, 4, 1}, ""},
        {"no_release_population", 2000, {2022, 4, 1}, ""}};
    struct threshold *copy = arena_take_array(a, 5, sizeof *copy);
    for (size_t i = 0; i < 5; i++)
        copy[i] = thresholds[i];
    const struct codebook codebook = {
        .n_thresholds = 5, .thresholds = copy, .version = "c0deb00k"};
    const struct settings settings = {.name = "試験の調査",
                                      .municipality = "12217",
                                      .municipality_name = "柏市",
                                      .language = LANGUAGE_JA,
                                      .population = population};
    struct stage_context c = {.arena = a,
                              .store = s,
                              .codebook = &codebook,
                              .settings = &settings,
                              .quarter = {2023, 2},
                              .as_of = {2024, 7, 31},
                              .report_year = 2023,
                              .output = output,
                              .handover = ""};
    const char *writes[32];
    size_t n = 0;
    for (size_t i = 0; stage->writes[i] != NULL; i++)
        writes[n++] = stage->writes[i];
    for (size_t i = 0; stage->adds != NULL && stage->adds[i] != NULL; i++)
        writes[n++] = stage->adds[i];
    writes[n] = NULL;
    store_allow(s, stage->reads, writes);
    enum status st = stage->run(&c);
    store_allow(s, NULL, NULL);
    return st;
}

#endif
