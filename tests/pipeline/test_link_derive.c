/* link and derive: where people end up, by hand-made cases of one person
 * each, with the shipped codebook. Looked at from FY2024Q2 as of 2024-10-31:
 * a baseline of 2023-04-10 has its horizon on 2024-04-10 and its window
 * closes on 2024-07-10. */
#include "base/sql_text.h"
#include "base/text.h"
#include "check_main.h"
#include "pipeline/books.h"
#include "pipeline/clock.h"
#include "pipeline/sql_run.h"
#include "pipeline/stage.h"
#include "pipeline/typed_tables.h"

static struct arena a;
static struct store *s;
static struct codebook book;
static struct stage_context context;
static const struct settings settings = {
    .name = "試験", .municipality = "12217", .population = 30000};

static void set_up(void)
{
    arena_init(&a);
    ck_assert_int_eq(store_open(":memory:", 0600, &s), STATUS_OK);
    ck_assert_int_eq(codebook_load(&a, codebook_shipped_folder(), NULL, &book),
                     STATUS_OK);
    ck_assert_int_eq(sql_run(s, "schema_raw"), STATUS_OK);
    ck_assert_int_eq(sql_run(s, "schema_derived"), STATUS_OK);
    ck_assert_int_eq(sql_run(s, "schema_clock"), STATUS_OK);
    ck_assert_int_eq(books_load(&a, s, &book), STATUS_OK);
    ck_assert_int_eq(typed_tables_make(&a, s, &book), STATUS_OK);
    context = (struct stage_context){.arena = &a,
                                     .store = s,
                                     .codebook = &book,
                                     .settings = &settings,
                                     .quarter = {2024, 2},
                                     .as_of = {2024, 10, 31},
                                     .report_year = 2024};
    ck_assert_int_eq(clock_fill(&context), STATUS_OK);
}

static void tear_down(void)
{
    ck_assert_int_eq(store_close(s), STATUS_OK);
    arena_release(&a);
}

static void insert(const char *sql)
{
    ck_assert_msg(store_run(s, sql) == STATUS_OK, "%s", sql);
}

/* Runs a stage as the driver does: held to its declaration. */
static void run(const struct stage *stage)
{
    static const char *const both[] = {"index_baseline",
                                       "linked_event",
                                       "score",
                                       "activity_spell",
                                       "desk_episode",
                                       "outcome_start",
                                       "period",
                                       "opening",
                                       "matching",
                                       "matching_event",
                                       "contact_count",
                                       "placement",
                                       "retention",
                                       "competing_event",
                                       "last_contact",
                                       "followup",
                                       "finding",
                                       "indicator_cell",
                                       "score_judgement",
                                       "score_domain",
                                       "baseline_check",
                                       "rescoring",
                                       "person_record",
                                       "person",
                                       "person_wave",
                                       "item_answer",
                                       "event_attendance",
                                       "survey_wave",
                                       "expected_visit",
                                       "conflict",
                                       NULL};
    store_allow(s, stage->reads, both);
    ck_assert_int_eq(stage->run(&context), STATUS_OK);
    store_allow(s, NULL, NULL);
}

#define BASELINE(date)                                                         \
    "INSERT INTO clean_baseline (file, row, subject, is_person, happened_on, " \
    "known_on, age_date, date, motives, wish_hours) VALUES (1, 2, 'P', 1, "    \
    "'" date "', '" date "', 66, '" date "', '2;1', 12);"
#define ACTIVITY(row, id, kind, hours, start, end, previous, known)            \
    "INSERT INTO clean_activity (file, row, subject, is_person, happened_on, " \
    "known_on, episode_id, kind, hours, start, \"end\", prev_episode) VALUES " \
    "(2, " row ", 'P', 1, '" start "', '" known "', '" id "', '" kind          \
    "', " hours ", '" start "', " end ", " previous ");"
#define SURVEY(answer, returned, start_ym)                                     \
    "INSERT INTO clean_followup_survey (file, row, subject, is_person, "       \
    "happened_on, known_on, wave, sent, returned, activity, start_ym) VALUES " \
    "(3, 2, 'P', 1, '" returned "', '" returned "', 'F1', '" returned          \
    "', '" returned "', " answer ", " start_ym ");"

static const struct {
    const char *why, *rows;
    const char *state, *class_name, *first;
    int any, paid, is_long, already; /* -1 = NULL */
} cases[] = {
    {"no record after the window: lost, not none", BASELINE("2023-04-10"),
     "lost", "U", NULL, -1, -1, -1, 0},
    {"no record before the window closes: pending", BASELINE("2023-09-01"),
     "pending", NULL, NULL, -1, -1, -1, 0},
    {"the answer 'none' in the window is none",
     BASELINE("2023-04-10") SURVEY("'6'", "2024-03-01", "NULL"), "reached", "N",
     "N", 0, -1, -1, 0},
    {"an answer before the window does not count",
     BASELINE("2023-04-10") SURVEY("'6'", "2023-12-31", "NULL"), "lost", "U",
     NULL, -1, -1, -1, 0},
    {"an answer left blank is not known",
     BASELINE("2023-04-10") SURVEY("NULL", "2024-03-01", "NULL"), "lost", "U",
     NULL, -1, -1, -1, 0},
    {"20.0 hours belong to the upper class",
     BASELINE("2023-04-10") ACTIVITY("2", "A1", "1", "20", "2023-06-01", "NULL",
                                     "NULL", "2023-06-05"),
     "reached", "E20", "E20", 1, 1, 1, 0},
    {"below 20 hours",
     BASELINE("2023-04-10") ACTIVITY("2", "A1", "2", "19.5", "2023-06-01",
                                     "NULL", "NULL", "2023-06-05"),
     "reached", "E19", "E19", 1, 1, 0, 0},
    {"the highest class counts, the first started stands beside it",
     BASELINE("2023-04-10") ACTIVITY("2", "A1", "5", "NULL", "2023-05-01",
                                     "NULL", "NULL", "2023-05-05")
         ACTIVITY("3", "A2", "1", "25", "2023-09-01", "NULL", "NULL",
                  "2023-09-05"),
     "reached", "E20", "V0", 1, 1, 1, 0},
    {"unpaid volunteering is an activity without pay",
     BASELINE("2023-04-10") ACTIVITY("2", "A1", "5", "NULL", "2023-05-01",
                                     "NULL", "NULL", "2023-05-05"),
     "reached", "V0", "V0", 1, 0, -1, 0},
    {"a spell from before the baseline is not new",
     BASELINE("2023-04-10") ACTIVITY("2", "A1", "1", "25", "2022-10-01", "NULL",
                                     "NULL", "2022-10-05")
         SURVEY("'6'", "2024-03-01", "NULL"),
     "reached", "N", "N", 0, -1, -1, 1},
    {"a spell that ended before the baseline is past",
     BASELINE("2023-04-10") ACTIVITY("2", "A1", "1", "25", "2022-10-01",
                                     "'2023-01-31'", "NULL", "2022-10-05"),
     "lost", "U", NULL, -1, -1, -1, 0},
    {"a transfer continues an old spell",
     BASELINE("2023-04-10") ACTIVITY("2", "A1", "1", "25", "2022-10-01",
                                     "'2023-05-31'", "NULL", "2022-10-05")
         ACTIVITY("3", "A2", "1", "25", "2023-06-01", "NULL", "'A1'",
                  "2023-06-05"),
     "lost", "U", NULL, -1, -1, -1, 1},
    {"a referral proves no activity",
     BASELINE("2023-04-10") ACTIVITY("2", "A1", "6", "NULL", "2023-06-01",
                                     "NULL", "NULL", "2023-06-05"),
     "lost", "U", NULL, -1, -1, -1, 0},
    {"a start after the horizon is too late",
     BASELINE("2023-04-10") ACTIVITY("2", "A1", "1", "25", "2024-04-11", "NULL",
                                     "NULL", "2024-04-12"),
     "lost", "U", NULL, -1, -1, -1, 0},
    {"what became known after the as-of date is not known",
     BASELINE("2023-04-10") ACTIVITY("2", "A1", "1", "25", "2023-06-01", "NULL",
                                     "NULL", "2024-11-01"),
     "lost", "U", NULL, -1, -1, -1, 0},
    {"an active person waits for the horizon: the class may still rise",
     BASELINE("2023-11-01") ACTIVITY("2", "A1", "5", "NULL", "2023-12-01",
                                     "NULL", "NULL", "2023-12-05"),
     "pending", NULL, NULL, -1, -1, -1, 0},
    {"an activity the survey alone reports",
     BASELINE("2023-04-10") SURVEY("'3'", "2024-03-01", "'2023-10'"), "reached",
     "P19", "P19", 1, 1, 0, 0},
    {"the same hire known twice is one outcome",
     BASELINE("2023-04-10") ACTIVITY("2", "A1", "2", "10", "2023-10-01", "NULL",
                                     "NULL", "2023-10-05")
         SURVEY("'2'", "2024-03-01", "'2023-10'"),
     "reached", "E19", "E19", 1, 1, 0, 0},
};

static void check_text(struct statement *st, int at, const char *expected,
                       const char *why)
{
    const char *got = column_text(st, at);
    ck_assert_msg((got == NULL) == (expected == NULL), "%s: column %d is %s",
                  why, at, got == NULL ? "NULL" : got);
    if (got != NULL)
        ck_assert_msg(text_equal(got, expected), "%s: column %d is %s", why, at,
                      got);
}

static void check_number(struct statement *st, int at, int expected,
                         const char *why)
{
    int got = column_is_null(st, at) ? -1 : (int)column_integer(st, at);
    ck_assert_msg(got == expected, "%s: column %d is %d", why, at, got);
}

START_TEST(people_end_up_where_their_records_say)
{
    struct statement *st;
    enum status status = STATUS_OK;
    const char *why = cases[_i].why;
    insert(cases[_i].rows);
    run(&stage3_link);
    run(&stage4_derive);
    ck_assert_int_eq(
        store_prepare(s,
                      "SELECT state, activity_class, first_class, "
                      "any_activity, paid, long, already_active FROM followup",
                      &st),
        STATUS_OK);
    ck_assert(statement_step(st, &status));
    check_text(st, 0, cases[_i].state, why);
    check_text(st, 1, cases[_i].class_name, why);
    check_text(st, 2, cases[_i].first, why);
    check_number(st, 3, cases[_i].any, why);
    check_number(st, 4, cases[_i].paid, why);
    check_number(st, 5, cases[_i].is_long, why);
    check_number(st, 6, cases[_i].already, why);
    ck_assert(!statement_step(st, &status));
    statement_free(st);
}
END_TEST

START_TEST(the_first_baseline_is_time_zero)
{
    int64_t n = 0;
    insert(BASELINE("2023-04-10") "INSERT INTO clean_baseline (file, row, "
                                  "subject, is_person, happened_on, known_on, "
                                  "date) VALUES (1, 3, 'P', 1, '2023-02-01', "
                                  "'2023-02-01', '2023-02-01'), (1, 4, 'T', "
                                  "0, '2023-02-01', '2023-02-01', "
                                  "'2023-02-01')");
    run(&stage3_link);
    ck_assert_int_eq(store_integer(s,
                                   "SELECT count(*) FROM index_baseline WHERE "
                                   "subject = 'P' AND index_date = "
                                   "'2023-02-01' AND fiscal_year = 2022 AND "
                                   "quarter = 'FY2022Q4' AND due_on = "
                                   "'2024-05-01'",
                                   &n),
                     STATUS_OK);
    ck_assert_int_eq(n, 1);
    ck_assert_int_eq(
        store_integer(s, "SELECT count(*) FROM index_baseline", &n), STATUS_OK);
    ck_assert_int_eq(n, 1);
}
END_TEST

START_TEST(motives_and_ages_reach_the_panel)
{
    int64_t n = 0;
    insert(BASELINE("2023-04-10"));
    run(&stage3_link);
    run(&stage4_derive);
    ck_assert_int_eq(store_integer(s,
                                   "SELECT count(*) FROM followup WHERE "
                                   "motive_income = 1 AND age_years = 66 AND "
                                   "age_band = '65_74' AND wish_hours = 12 "
                                   "AND kcl_class IS NULL",
                                   &n),
                     STATUS_OK);
    ck_assert_int_eq(n, 1);
}
END_TEST

static Suite *suite(void)
{
    Suite *su = suite_create("link_derive");
    TCase *t = tcase_create("link_derive");
    tcase_add_checked_fixture(t, set_up, tear_down);
    tcase_add_loop_test(t, people_end_up_where_their_records_say, 0,
                        sizeof cases / sizeof cases[0]);
    tcase_add_test(t, the_first_baseline_is_time_zero);
    tcase_add_test(t, motives_and_ages_reach_the_panel);
    suite_add_tcase(su, t);
    return su;
}

CHECK_MAIN
