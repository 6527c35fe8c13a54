/* stage7_tables: a database in, files out (small_study.h: 12 people). What
 * leaves is checked with 12 times as many people. */
#include "check_main.h"
#include "small_study.h"

#include "base/output_file.h"
#include "pipeline/release.h"
#include <string.h>
#include <unistd.h>

static struct arena memory;
static struct store *store;
static char folder[64];

static const char raw_tables[] =
    "INSERT INTO raw_file VALUES (1, '2023Q2_05_調査.csv', '05', 'CP932', '',"
    " '2023-07-01', '');"
    "INSERT INTO raw_sheet VALUES (1, '2023Q2_05_調査.csv', '');"
    "INSERT INTO raw_repair VALUES (1, 'R02', 7);"
    "CREATE TABLE book_accepted_findings (file TEXT, sheet TEXT, row TEXT,"
    " \"column\" TEXT, rule TEXT, accepted_by TEXT, accepted_on TEXT,"
    " reason TEXT);"
    "CREATE TABLE book_indicators (indicator_id TEXT, municipality TEXT,"
    " section TEXT, label TEXT, \"order\" TEXT);"
    "INSERT INTO book_indicators VALUES ('SZ-I-2', '22100', 'I', '相談', '2'),"
    " ('SZ-I-1', '22100', 'I', '企業', '1');"
    "INSERT INTO run_clock VALUES ('2024-07-31', 'FY2023Q2', '2023-07-01',"
    " '2023-09-30', 2023, 2023);"
    "INSERT INTO finding VALUES (1, 214, 'AA', 'date', 'E2104', 'error', ''),"
    " (1, 214, 'F', '', 'W3302', 'warning', 'A01'),"
    " (1, 0, '', '', 'W3302', 'warning', '');"
    "INSERT INTO balance VALUES (1, 10, 7, 1, 1, 1, 0);"
    "INSERT INTO indicator_cell VALUES"
    " ('22100', 'SZ-I-2', 2023, 'actual', '1516', '1,516', ''),"
    " ('22100', 'SZ-I-1', 2022, 'target', '70', '70', ''),"
    " ('22100', 'SZ-I-1', 2022, 'actual', '', '-', '');"
    "INSERT INTO model_fit VALUES ('E2_any', 9, 5, 2, 2.5, -5.5, -6.25, 11,"
    " 12.5, 15, 16, 4, 'ok', 1, '', '');"
    "INSERT INTO model_term VALUES ('E2_any', 1, '', '(Intercept)', 0.1, 0.2,"
    " 0.5, 0.6, -0.3, 0.5), ('E2_any', 2, '', 'age_10', NULL, NULL, NULL,"
    " NULL, NULL, NULL);";

static void open_study(void)
{
    arena_init(&memory);
    store = small_study_open();
    ck_assert(store_run(store, sql_find(pipeline_sql, "schema_raw")) ==
              STATUS_OK);
    ck_assert(store_run(store, raw_tables) == STATUS_OK);
    strcpy(folder, "/tmp/ayumi-tables.XXXXXX");
    ck_assert_ptr_nonnull(mkdtemp(folder));
}

static void close_study(void)
{
    ck_assert(folder_remove(folder) == STATUS_OK);
    ck_assert(store_close(store) == STATUS_OK);
    arena_release(&memory);
}

/* Every person of the small study eleven times more. */
static void make_many(void)
{
    for (int i = 1; i <= 11; i++)
        ck_assert(
            store_run(store,
                      arena_format(
                          &memory,
                          "INSERT INTO followup (subject, index_date,"
                          " fiscal_year, quarter, municipality, sex,"
                          " age_years, age_band, wish_class, wish_hours,"
                          " motive_income, kcl_points, kcl_class, fc22_red,"
                          " fc22_class, already_active, state,"
                          " activity_class, first_class, first_start,"
                          " any_activity, paid, long)"
                          " SELECT subject || '-%d',"
                          " index_date, fiscal_year, quarter, municipality,"
                          " sex, age_years, age_band, wish_class, wish_hours,"
                          " motive_income, kcl_points, kcl_class, fc22_red,"
                          " fc22_class, already_active, state,"
                          " activity_class, first_class, first_start,"
                          " any_activity, paid, long FROM followup"
                          " WHERE subject NOT LIKE '%%-%%'"
                          " AND subject <> 'A12'",
                          i)) == STATUS_OK);
}

static void run_stages(long population)
{
    ck_assert(small_study_run(store, &memory, &stage5_describe, folder,
                              population) == STATUS_OK);
    ck_assert(small_study_run(store, &memory, &stage7_tables, folder,
                              population) == STATUS_OK);
}

static char *text_of(const char *name)
{
    char *bytes;
    size_t n;
    ck_assert_msg(file_read(&memory,
                            arena_format(&memory, "%s/%s", folder, name),
                            &bytes, &n) == STATUS_OK,
                  "%s", name);
    return bytes;
}

static void has(const char *name, const char *line)
{
    ck_assert_msg(strstr(text_of(name), line) != NULL, "%s lacks: %s\n%s", name,
                  line, text_of(name));
}

static bool is_there(const char *name)
{
    return path_exists(arena_format(&memory, "%s/%s", folder, name));
}

START_TEST(a_table_is_written_in_long_form_with_totals)
{
    run_stages(400000);
    has("tables/any_by_sex.csv", "table,sex,any_activity,value\n"
                                 "any_by_sex,1,any,2\n"
                                 "any_by_sex,1,none,1\n");
    has("tables/any_by_sex.csv", "\nany_by_sex,計,計,12\n");
    has("tables/any_by_sex_shares.csv", "table,sex,any_activity,measure,value"
                                        "\nany_by_sex,1,any,percent,40\n");
    has("tables/sexes.csv", "table,sex,value\nsexes,1,4\n");
}
END_TEST

START_TEST(table_one_the_flow_and_the_balance_are_written)
{
    run_stages(400000);
    has("tables/table1.csv", "variable,level,group,n,percent,mean,sd,median,q1"
                             ",q3,missing,smd,test,p_value\n"
                             "age_years,,any,5,,62,3.16227766016837");
    has("tables/table1.csv", "\nsex,1,any,2,40,,,,,,,,,\n");
    has("tables/flow.csv", "fiscal_year,step,n_people\n2022,seminar,1\n");
    has("tables/balance.csv",
        "file,name,received,accepted,quarantined,duplicate,superseded,outside"
        "\n1,2023Q2_05_調査.csv,10,7,1,1,1,0\n");
}
END_TEST

START_TEST(indicators_are_written_as_the_contract_says)
{
    run_stages(400000);
    ck_assert_str_eq(
        text_of("tables/indicators.csv"),
        "municipality,indicator_id,fiscal_year,as_of,measure,value,printed\n"
        "22100,SZ-I-1,R4,2024-07-31,target,70,70\n"
        "22100,SZ-I-1,R4,2024-07-31,actual,,-\n"
        "22100,SZ-I-2,R5,2024-07-31,actual,1516,\"1,516\"\n");
}
END_TEST

START_TEST(a_model_is_written_with_full_digits_and_empty_cells)
{
    run_stages(400000);
    ck_assert_str_eq(text_of("models/E2_any/coefficients.csv"),
                     "outcome_level,term,estimate,std_error,statistic,p_value,"
                     "conf_low,conf_high\n"
                     ",(Intercept),0.10000000000000001,0.20000000000000001,"
                     "0.5,0.59999999999999998,-0.29999999999999999,0.5\n"
                     ",age_10,,,,,,\n");
    has("models/E2_any/fit.csv",
        "n,n_events,n_parameters,log_likelihood,null_log_likelihood,deviance,"
        "null_deviance,aic,bic,iterations,status,message\n9,5,2,-5.5,-6.25,11,"
        "12.5,15,16,4,ok,\n");
}
END_TEST

START_TEST(exports_say_that_they_are_restricted)
{
    run_stages(400000);
    has("export/README.txt", "限定");
    has("export/followup.csv", "subject,index_date,fiscal_year,");
    has("export/followup.csv", "\nA12,2023-04-03,2023,FY2023Q1,,,,,,,,,,,,0,"
                               "reached,N,,,0,,,,,,,,,,\n");
    has("export/score.csv", "subject,date,instrument,version,");
    has("export/activity_spell.csv", "subject,start_date,class,");
}
END_TEST

START_TEST(findings_have_their_place_and_no_value)
{
    run_stages(400000);
    ck_assert_str_eq(
        text_of("findings/findings.csv"),
        "\xEF\xBB\xBF状態,重大度,ファイル,シート,行,列,項目名,参加者(仮名),"
        "規則コード,理由,直し方,初出(基準日),受理した人,受理した日,"
        "受理の理由\r\n"
        "新規,注意,2023Q2_05_調査.csv,,,,,,W3302,対象年齢の外です,"
        "生年月日を確認してください,2024-07-31,,,\r\n"
        "新規,注意,2023Q2_05_調査.csv,,214,F,,A01,W3302,対象年齢の外です,"
        "生年月日を確認してください,2024-07-31,,,\r\n"
        "新規,誤り,2023Q2_05_調査.csv,,214,AA,記入日,,E2104,"
        "存在しない日付です,元の用紙を確認してください,2024-07-31,,,\r\n");
    ck_assert(is_there("findings/findings.xlsx"));
    ck_assert(is_there("tables.xlsx"));
}
END_TEST

START_TEST(a_dozen_people_release_almost_nothing)
{
    run_stages(400000);
    has("release/any_by_sex.csv", "any_by_sex,1,any,x\n");
    has("release/any_by_sex.csv", "any_by_sex,計,計,x\n");
    has("release/protection.csv",
        "table,population,threshold,cells,withheld_cells,withheld,"
        "narrowest_interval,interval_needed\n");
    has("release/protection.csv", "sexes,due,10,4,4,other_population,,9\n");
    has("release/flow.csv", "table,fiscal_year,step,value\n"
                            "flow,2022,seminar,x\n");
}
END_TEST

START_TEST(no_small_count_is_in_the_release)
{
    make_many();
    run_stages(400000);
    int64_t n = -1;
    ck_assert(store_integer(store,
                            "SELECT count(*) FROM release_cell WHERE printed "
                            "<> 'x' AND CAST(printed AS INTEGER) BETWEEN 1 "
                            "AND 9",
                            &n) == STATUS_OK);
    ck_assert_int_eq(n, 0);
    ck_assert(store_integer(store,
                            "SELECT count(*) FROM release_cell WHERE "
                            "\"table\" = 'activity_by_sex' AND printed NOT IN "
                            "('x', '0')",
                            &n) == STATUS_OK);
    ck_assert_int_ge(n, 6);
    /* 24 active men and 36 active women; one person's sex is not known. */
    has("release/any_by_sex.csv", "any_by_sex,計,計,133\n");
    has("release/any_by_sex.csv", "any_by_sex,missing,any,0\n");
    has("release/any_by_sex.csv", "any_by_sex,missing,計,x\n");
}
END_TEST

START_TEST(shares_of_the_release_come_from_printed_counts)
{
    make_many();
    run_stages(400000);
    /* R 4.2.2 prop.test(60, 97, correct = FALSE). */
    has("release/any_by_sex_shares.csv", "any_by_sex,計,計,any_base,97\n");
    has("release/any_by_sex_shares.csv", "any_by_sex,計,計,conf_low,51.912743");
    has("release/any_by_sex_shares.csv", "any_by_sex,missing,計,percent,x\n");
    ck_assert_ptr_null(strstr(text_of("release/any_by_sex_shares.csv"),
                              "any_by_sex,missing,計,any_base"));
}
END_TEST

START_TEST(the_flow_leaves_only_what_printed_cells_give)
{
    make_many();
    run_stages(400000);
    /* 2023: 121 people, 12 not due, 22 + … ; the steps before are too few. */
    has("release/flow.csv", "flow,2023,consent,121\n");
    has("release/flow.csv", "flow,2023,due,109\n");
    has("release/flow.csv", "flow,2023,reached,85\n");
    has("release/flow.csv", "flow,2023,active,48\n");
    has("release/flow.csv", "flow,2023,baseline,x\n");
    has("release/flow.csv", "flow,2023,seminar,x\n");
}
END_TEST

START_TEST(a_village_releases_nothing)
{
    make_many();
    run_stages(1999);
    has("release/any_by_sex.csv", "any_by_sex,計,計,x\n");
    ck_assert_ptr_null(strstr(text_of("release/any_by_sex.csv"), ",0\n"));
    has("release/flow.csv", "flow,2023,consent,x\n");
}
END_TEST

START_TEST(the_same_database_gives_the_same_bytes)
{
    static const char *const names[] = {
        "tables.xlsx", "findings/findings.xlsx", "release/any_by_sex.csv",
        "release/protection_intervals.csv", "tables/table1.csv"};
    char *before[5];
    size_t sizes[5];
    make_many();
    run_stages(400000);
    for (int i = 0; i < 5; i++)
        ck_assert(file_read(&memory,
                            arena_format(&memory, "%s/%s", folder, names[i]),
                            &before[i], &sizes[i]) == STATUS_OK);
    /* As the driver empties what the stage writes. */
    ck_assert(store_run(store, "DELETE FROM release_cell;"
                               "DELETE FROM finding_state") == STATUS_OK);
    ck_assert(small_study_run(store, &memory, &stage7_tables, folder, 400000) ==
              STATUS_OK);
    for (int i = 0; i < 5; i++) {
        char *after;
        size_t n;
        ck_assert(file_read(&memory,
                            arena_format(&memory, "%s/%s", folder, names[i]),
                            &after, &n) == STATUS_OK);
        ck_assert_uint_eq(n, sizes[i]);
        ck_assert_msg(memcmp(after, before[i], n) == 0, "%s", names[i]);
    }
}
END_TEST

START_TEST(a_study_of_indicators_only_has_no_tables_of_people)
{
    ck_assert(store_run(store, "DELETE FROM followup; DELETE FROM "
                               "now_attendance; DELETE FROM now_baseline") ==
              STATUS_OK);
    run_stages(400000);
    ck_assert(is_there("tables/indicators.csv"));
    ck_assert(is_there("tables.xlsx"));
    ck_assert(!is_there("release"));
    ck_assert(!is_there("export"));
    ck_assert(!is_there("models"));
}
END_TEST

START_TEST(a_table_whose_name_is_no_file_name_is_refused)
{
    ck_assert(store_run(store, "UPDATE book_tables SET \"table\" = '../x' "
                               "WHERE \"table\" = 'sexes'") == STATUS_OK);
    ck_assert(small_study_run(store, &memory, &stage5_describe, folder,
                              400000) == STATUS_OK);
    ck_assert(small_study_run(store, &memory, &stage7_tables, folder, 400000) ==
              STATUS_USAGE);
}
END_TEST

START_TEST(the_threshold_follows_the_population)
{
    struct threshold in_force[] = {
        {"small_count", 10, {2022, 4, 1}, ""},
        {"small_count_small_town", 20, {2022, 4, 1}, ""},
        {"small_town_population", 25000, {2022, 4, 1}, ""},
        {"no_release_population", 2000, {2022, 4, 1}, ""}};
    struct codebook c = {.n_thresholds = 4, .thresholds = in_force};
    const struct date day = {2024, 7, 31};
    long t = -1;
    ck_assert(release_threshold(&c, 1999, day, &t) == STATUS_OK);
    ck_assert_int_eq(t, 0);
    ck_assert(release_threshold(&c, 2000, day, &t) == STATUS_OK);
    ck_assert_int_eq(t, 20);
    ck_assert(release_threshold(&c, 24999, day, &t) == STATUS_OK);
    ck_assert_int_eq(t, 20);
    ck_assert(release_threshold(&c, 25000, day, &t) == STATUS_OK);
    ck_assert_int_eq(t, 10);
    c.n_thresholds = 3;
    ck_assert(release_threshold(&c, 25000, day, &t) == STATUS_USAGE);
    ck_assert_int_eq(t, 10);
}
END_TEST

static Suite *suite(void)
{
    Suite *s = suite_create("tables");
    TCase *t = tcase_create("tables");
    tcase_add_checked_fixture(t, open_study, close_study);
    tcase_set_timeout(t, 60);
    tcase_add_test(t, a_table_is_written_in_long_form_with_totals);
    tcase_add_test(t, table_one_the_flow_and_the_balance_are_written);
    tcase_add_test(t, indicators_are_written_as_the_contract_says);
    tcase_add_test(t, a_model_is_written_with_full_digits_and_empty_cells);
    tcase_add_test(t, exports_say_that_they_are_restricted);
    tcase_add_test(t, findings_have_their_place_and_no_value);
    tcase_add_test(t, a_dozen_people_release_almost_nothing);
    tcase_add_test(t, no_small_count_is_in_the_release);
    tcase_add_test(t, shares_of_the_release_come_from_printed_counts);
    tcase_add_test(t, the_flow_leaves_only_what_printed_cells_give);
    tcase_add_test(t, a_village_releases_nothing);
    tcase_add_test(t, the_same_database_gives_the_same_bytes);
    tcase_add_test(t, a_study_of_indicators_only_has_no_tables_of_people);
    tcase_add_test(t, a_table_whose_name_is_no_file_name_is_refused);
    tcase_add_test(t, the_threshold_follows_the_population);
    suite_add_tcase(s, t);
    return s;
}

CHECK_MAIN
