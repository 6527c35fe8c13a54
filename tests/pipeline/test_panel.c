/* panel: scores of a study under every version, the guard against pooling,
 * and the tidy tables; hand-made people with the shipped codebook, looked at
 * from FY2024Q2 as of 2024-10-31. */
#include "base/sql_text.h"
#include "derived_study.h"
#include "pipeline/model_frame.h"

static void file(int number, const char *name)
{
    insert(arena_format(&a,
                        "INSERT INTO raw_file VALUES (%d, '%s', '', 'UTF-8', "
                        "'', NULL, '')",
                        number, name));
}

static void person(const char *subject, int row, const char *sex,
                   const char *city)
{
    insert(arena_format(
        &a,
        "INSERT INTO clean_participant (file, row, subject, is_person, "
        "happened_on, known_on, municipality, sex) VALUES (1, %d, '%s', 1, "
        "'2023-04-01', '2023-04-01', '%s', '%s')",
        row, subject, city, sex));
}

static void baseline(const char *subject, int row, const char *date)
{
    insert(arena_format(
        &a,
        "INSERT INTO clean_baseline (file, row, subject, is_person, "
        "happened_on, known_on, age_date, version, date, motives, wish_hours) "
        "VALUES (2, %d, '%s', 1, '%s', '%s', 70, 'v1', '%s', '2;1', 12)",
        row, subject, date, date, date));
}

/* A sheet with `red` red seals among the Eleven Check, the grip beside it and
 * every other item blue. */
static void sheet(const char *subject, int row, const char *date, int red,
                  double grip)
{
    char *names = arena_copy(&a, ""), *values = arena_copy(&a, "");
    for (int i = 1; i <= 11; i++) {
        names = arena_format(&a, "%s, eleven_%d", names, i);
        values = arena_format(&a, "%s, '%d'", values, i <= red);
    }
    insert(arena_format(
        &a,
        "INSERT INTO clean_frailty_check (file, row, subject, is_person, "
        "happened_on, known_on, age_date, date, finger_ring, grip_r, grip_l, "
        "one_leg_stand, calf, smi, odk_ta, masseter, oral_wellbeing, "
        "social_ties, group_participation, mutual_support%s) VALUES (3, %d, "
        "'%s', 1, '%s', '%s', 70, '%s', '1', %g, %g, '0', 36, 8, 7, '0', '0', "
        "'0', '0', '0'%s)",
        names, row, subject, date, date, date, grip, grip, values));
}

START_TEST(a_class_that_the_version_changed_is_labelled_so)
{
    file(3, "check.csv");
    person("P", 2, "1", "12217");
    person("Q", 3, "2", "12217");
    sheet("P", 2, "2023-05-01", 7, 27); /* 27 kg: red since 2019 */
    sheet("Q", 3, "2023-05-01", 7, 27); /* women's cut stayed 18 */
    sheet("P", 4, "2024-05-01", 3, 27);
    derive();
    ONE("rescoring WHERE subject = 'P' AND row = 2 AND version_from = '2015' "
        "AND version_to = '2019' AND points_low_from = 7 AND points_low_to = "
        "8 AND class_from = 'below_8' AND class_to = '8_or_more' AND change = "
        "'class_by_version'");
    ONE("rescoring WHERE subject = 'P' AND row = 4 AND change = "
        "'points_by_version' AND class_to = 'below_8'");
    ONE("rescoring WHERE subject = 'Q' AND change = 'none'");
    ONE("score_judgement WHERE subject = 'P' AND row = 2 AND version = '2019' "
        "AND judgement = 'red_8' AND value = 'T'");
    ONE("score_judgement WHERE subject = 'P' AND row = 2 AND version = '2019' "
        "AND judgement = 'high_risk' AND value = 'F'");
}
END_TEST

START_TEST(a_form_without_all_columns_gives_points_and_no_class)
{
    person("P", 2, "1", "12217");
    sheet("P", 2, "2023-05-01", 11, 20);
    insert("UPDATE clean_frailty_check SET oral_wellbeing = NULL;"
           "INSERT INTO raw_absent VALUES (3, 'oral_wellbeing')");
    derive();
    ONE("score WHERE version = '2019' AND points_low = 12 AND points_high = "
        "13 AND class = 'undetermined'");
}
END_TEST

START_TEST(the_phenotype_of_a_study_is_scored_under_both_cuts)
{
    person("P", 2, "1", "12217");
    insert("INSERT INTO clean_jchs_check (file, row, subject, is_person, "
           "happened_on, known_on, age_date, date, weight_loss, grip_kg, "
           "fatigue, gait_mps, light_exercise_weekly, sport_weekly) VALUES "
           "(3, 2, 'P', 1, '2023-05-01', '2023-05-01', 70, '2023-05-01', "
           "'no', 27, 'yes', 0.9, 'no', 'yes')");
    derive();
    ONE("score WHERE instrument = 'JCHS' AND version = '2016' AND points_low "
        "= 2 AND points_high = 2 AND class = 'prefrail'");
    ONE("rescoring WHERE version_from = '2016' AND version_to = '2020' AND "
        "class_from = 'prefrail' AND class_to = 'frail' AND change = "
        "'class_by_version'");
}
END_TEST

START_TEST(variants_of_one_form_are_no_versions_of_each_other)
{
    person("P", 2, "1", "12217");
    insert("INSERT INTO clean_old_old_form (file, row, subject, is_person, "
           "happened_on, known_on, age_date, date, qmcoo_01, qmcoo_03) VALUES "
           "(3, 2, 'P', 1, '2023-05-01', '2023-05-01', 74, '2023-05-01', "
           "'5', 'no')");
    derive();
    ONE("score WHERE version = '2020A' AND points_low = 1 AND points_high = "
        "12 AND out_of_validated_age = 1");
    ONE("score WHERE version = '2020B' AND points_low = 2 AND points_high = "
        "15");
    NONE("rescoring");
}
END_TEST

/* Who answers well on a form whose 1 means risk, typed as 1 = はい and then
 * turned into words: いいえ on every question. */
static void well_people(int n, const char *positive)
{
    for (int i = 0; i < n; i++) {
        char *names = arena_copy(&a, ""), *values = arena_copy(&a, "");
        for (int q = 1; q <= 25; q++) {
            bool is_positive = q <= 8 || q == 16 || q == 19;
            names = arena_format(&a, "%s, kcl_%02d", names, q);
            values = arena_format(&a, "%s, '%s'", values,
                                  is_positive ? positive : "no");
        }
        insert(arena_format(
            &a,
            "INSERT INTO clean_kihon_checklist (file, row, subject, "
            "is_person, happened_on, known_on, age_date, date, height_cm, "
            "weight_kg%s) VALUES (4, %d, 'W%d', 1, '2023-05-01', "
            "'2023-05-01', 70, '2023-05-01', 160, 60%s)",
            names, i + 2, i, values));
    }
}

START_TEST(a_file_typed_the_other_way_round_is_reported_once)
{
    well_people(12, "no");
    derive();
    ONE("finding WHERE rule = 'W3320' AND file = 4 AND row = 0 AND severity = "
        "'warning'");
    ck_assert_int_eq(count("score WHERE class = 'frail' AND points_low = 10"),
                     12);
}
END_TEST

START_TEST(healthy_people_are_not_reported)
{
    well_people(12, "yes");
    derive();
    NONE("finding WHERE rule = 'W3320'");
    ck_assert_int_eq(count("score WHERE class = 'robust'"), 12);
}
END_TEST

START_TEST(a_few_forms_say_nothing_about_their_typing)
{
    well_people(9, "no");
    derive();
    NONE("finding WHERE rule = 'W3320'");
}
END_TEST

/* Two people followed to an answer, checked before and after the version. */
static void people_of_two_versions(void)
{
    static const char *const names[] = {"P", "Q", "R"};
    static const char *const cities[] = {"12217", "12217", "33100"};
    insert("UPDATE book_instruments SET valid_from = '2023-06-01' WHERE "
           "instrument = 'FC22' AND version = '2019'");
    for (int i = 0; i < 3; i++) {
        const char *date = i == 0 ? "2023-05-01" : "2023-07-01";
        person(names[i], i + 2, "1", cities[i]);
        baseline(names[i], i + 2, date);
        sheet(names[i], i + 2, date, i, 30);
        insert(arena_format(
            &a,
            "INSERT INTO clean_followup_survey (file, row, subject, "
            "is_person, happened_on, known_on, wave, sent, returned, "
            "activity) VALUES (5, %d, '%s', 1, '2024-04-20', '2024-05-01', "
            "'F1', '2024-04-20', '2024-05-01', '6')",
            i + 2, names[i]));
    }
    derive();
}

START_TEST(versions_and_cities_are_pooled_only_with_a_stratum)
{
    static const char *const predictors[] = {"fc22_red"};
    struct model_frame f;
    people_of_two_versions();
    ck_assert_int_eq(model_frame_read(&a, s, "any_activity", predictors, 1, &f),
                     STATUS_OK);
    ck_assert_uint_eq(f.n_rows, 3);
    ck_assert_uint_eq(f.n_cols, 4);
    ck_assert_str_eq(f.terms[1], "fc22_red");
    ck_assert_str_eq(f.terms[2], "municipality33100");
    ck_assert_str_eq(f.terms[3], "fc22_version2019");
    static const double expected[] = {1, 0, 0, 0, 1, 1, 0, 1, 1, 2, 1, 1};
    for (size_t i = 0; i < 12; i++)
        ck_assert_double_eq(f.x[i], expected[i]);
}
END_TEST

static void describe(void)
{
    store_allow(s, stage5_describe.reads, stage5_describe.writes);
    ck_assert_msg(stage5_describe.run(&context) == STATUS_OK, "%s",
                  store_error(s));
    store_allow(s, NULL, NULL);
}

START_TEST(a_table_that_pools_versions_or_cities_is_not_made)
{
    people_of_two_versions();
    describe();
    ONE("refused_table WHERE \"table\" = 'T04' AND variable = 'fc22_class' "
        "AND reason = 'versions' AND n_levels = 2");
    ONE("refused_table WHERE \"table\" = 'T04' AND reason = 'cities' AND "
        "n_levels = 2");
    ONE("refused_table WHERE \"table\" = 'table1' AND variable = 'fc22_red' "
        "AND reason = 'versions'");
    NONE("table_cell WHERE \"table\" = 'T04'");
    NONE("table_cell WHERE \"table\" = 'table1' AND row_variable = "
         "'fc22_red' AND measure = 'n' AND value > 0");
    ck_assert_int_gt(count("table_cell WHERE \"table\" = 'T01'"), 0);
}
END_TEST

START_TEST(with_a_stratum_it_is_one_table_for_each_level)
{
    people_of_two_versions();
    insert("UPDATE book_tables SET stratum = 'version;municipality' WHERE "
           "\"table\" = 'T04'");
    describe();
    NONE("refused_table WHERE \"table\" = 'T04'");
    ck_assert_int_eq(count("wanted_table WHERE book = 'T04'"), 3);
    ONE("table_cell WHERE \"table\" = 'T04_2015_12217' AND row_level = '計' "
        "AND column_level = '計' AND measure = 'n' AND value = 1");
    ONE("table_cell WHERE \"table\" = 'T04_2019_33100' AND row_level = '計' "
        "AND column_level = '計' AND measure = 'n' AND value = 1");
}
END_TEST

START_TEST(half_a_stratum_is_not_enough)
{
    people_of_two_versions();
    insert("UPDATE book_tables SET stratum = 'version' WHERE \"table\" = "
           "'T04'");
    describe();
    ONE("refused_table WHERE \"table\" = 'T04' AND reason = 'cities'");
    NONE("table_cell WHERE \"table\" LIKE 'T04%'");
}
END_TEST

START_TEST(a_scale_that_is_no_predictor_needs_no_stratum)
{
    static const char *const predictors[] = {"age_10"};
    struct model_frame f;
    people_of_two_versions();
    ck_assert_int_eq(model_frame_read(&a, s, "any_activity", predictors, 1, &f),
                     STATUS_OK);
    ck_assert_uint_eq(f.n_cols, 3);
}
END_TEST

START_TEST(two_scales_are_never_one_variable)
{
    static const char *const predictors[] = {"kcl_points+fc22_red"};
    struct model_frame f;
    ck_assert_int_eq(model_frame_read(&a, s, "any_activity", predictors, 1, &f),
                     STATUS_USAGE);
}
END_TEST

static void survey(const char *subject, int row, const char *sent,
                   const char *returned, const char *activity,
                   const char *start_month)
{
    insert(arena_format(
        &a,
        "INSERT INTO clean_followup_survey (file, row, subject, is_person, "
        "happened_on, known_on, wave, sent, undelivered, returned, activity, "
        "start_ym) VALUES (5, %d, '%s', %d, '%s', NULL, 'F1', '%s', '0', %s, "
        "%s, %s)",
        row, subject, subject[0] != 'T', sent, sent, returned, activity,
        start_month));
}

/* As of 2024-10-31; the window is 9 to 15 months. */
static const struct {
    const char *why, *index_date;
    const char *sent, *returned; /* NULL = no survey */
    const char *expected;
} visits[] = {
    {"a day before the window", "2024-02-01", NULL, NULL,
     "state = 'not_yet' AND window_from = '2024-11-01'"},
    {"first day of the window", "2024-01-31", NULL, NULL,
     "state = 'due' AND window_from = '2024-10-31' AND sent_on IS NULL"},
    {"the expected day itself is not overdue", "2023-10-31", NULL, NULL,
     "state = 'due' AND days_overdue IS NULL"},
    {"a day later it is", "2023-10-30", NULL, NULL,
     "state = 'overdue' AND days_overdue = 1"},
    {"last day of the window", "2023-07-31", NULL, NULL,
     "state = 'overdue' AND days_overdue = 92"},
    {"after the window", "2023-07-30", NULL, NULL,
     "state = 'closed' AND days_overdue IS NULL"},
    {"sent and not returned", "2023-10-01", "2024-09-20", "NULL",
     "state = 'overdue' AND sent_on = '2024-09-20' AND returned_on IS NULL"},
    {"answered in the window", "2023-10-01", "2024-09-20", "'2024-10-30'",
     "state = 'answered' AND returned_on = '2024-10-30'"},
    {"answered after the as-of day", "2023-10-01", "2024-09-20", "'2024-11-01'",
     "state = 'overdue' AND returned_on IS NULL"},
    {"answered before the window", "2023-10-01", "2024-03-01", "'2024-03-20'",
     "state = 'overdue' AND returned_on IS NULL"},
};

START_TEST(the_clerk_knows_whom_to_expect)
{
    person("P", 2, "1", "12217");
    baseline("P", 2, visits[_i].index_date);
    if (visits[_i].sent != NULL)
        survey("P", 2, visits[_i].sent, visits[_i].returned, "'6'", "NULL");
    derive();
    ck_assert_msg(count(arena_format(&a, "expected_visit WHERE %s",
                                     visits[_i].expected)) == 1,
                  "%s", visits[_i].why);
}
END_TEST

/* traps: 14-2 */
START_TEST(denominators_count_everyone_it_was_sent_to)
{
    survey("P", 2, "2024-04-20", "'2024-05-01'", "'6'", "NULL");
    survey("Q", 3, "2024-04-20", "NULL", "NULL", "NULL");
    survey("T", 4, "2024-04-20", "'2024-05-02'", "NULL", "NULL");
    survey("R", 5, "2024-04-20", "NULL", "NULL", "NULL");
    survey("S", 6, "2024-04-25", "'2024-10-01'", "'1'", "NULL");
    survey("U", 7, "2024-10-20", "NULL", "NULL", "NULL");
    insert("UPDATE clean_followup_survey SET undelivered = '1' WHERE subject "
           "= 'R'");
    derive();
    ONE("survey_wave WHERE wave = 'F1' AND n_sent = 5 AND n_undelivered = 1 "
        "AND n_delivered = 4 AND n_answered = 2 AND n_unanswered = 2 AND "
        "first_sent = '2024-04-20' AND last_sent = '2024-04-25'");
}
END_TEST

static void work(const char *kind, const char *hours, const char *start,
                 const char *end)
{
    insert(arena_format(
        &a,
        "INSERT INTO clean_activity (file, row, subject, is_person, "
        "happened_on, known_on, episode_id, kind, hours, start, \"end\") "
        "VALUES (6, 2, 'P', 1, '%s', '%s', 'A1', '%s', %s, '%s', %s)",
        start, start, kind, hours, start, end));
}

/* The answer of 2024-05-01 beside what the desk knows. */
static const struct {
    const char *why;
    const char *activity, *start_month;
    const char *kind, *hours, *start, *end; /* kind NULL = nothing known */
    const char *conflict;                   /* NULL = none */
} conflicts[] = {
    {"both say none", "'6'", "NULL", NULL, NULL, NULL, NULL, NULL},
    {"an unknown answer contradicts nothing", "'99'", "NULL", "1", "25",
     "2023-10-01", "NULL", NULL},
    {"working by the desk, none by the answer", "'6'", "NULL", "1", "25",
     "2023-10-01", "NULL", "desk_active_survey_none"},
    {"work that had ended", "'6'", "NULL", "1", "25", "2023-10-01",
     "'2024-04-30'", NULL},
    {"a referral is no activity", "'6'", "NULL", "6", "NULL", "2023-10-01",
     "NULL", NULL},
    {"working by the answer, nothing known", "'2'", "NULL", NULL, NULL, NULL,
     NULL, "survey_active_desk_none"},
    {"20 hours by the desk, fewer by the answer", "'2'", "NULL", "1", "20",
     "2023-10-01", "NULL", "class_differs"},
    {"the same class and month", "'2'", "'2023-10'", "1", "10", "2023-10-31",
     "NULL", NULL},
    {"a month apart", "'2'", "'2023-11'", "1", "10", "2023-10-31", "NULL",
     NULL},
    {"two months apart", "'2'", "'2023-12'", "1", "10", "2023-10-31", "NULL",
     "start_differs"},
    {"two months apart over the new year", "'2'", "'2024-01'", "1", "10",
     "2023-11-01", "NULL", "start_differs"},
};

/* traps: 14-3 */
START_TEST(contradictions_of_desk_and_answer_are_listed)
{
    person("P", 2, "1", "12217");
    baseline("P", 2, "2023-05-01");
    survey("P", 2, "2024-04-20", "'2024-05-01'", conflicts[_i].activity,
           conflicts[_i].start_month);
    if (conflicts[_i].kind != NULL)
        work(conflicts[_i].kind, conflicts[_i].hours, conflicts[_i].start,
             conflicts[_i].end);
    derive();
    const char *named =
        conflicts[_i].conflict == NULL ? "" : conflicts[_i].conflict;
    ck_assert_msg(count("conflict") == (conflicts[_i].conflict != NULL), "%s",
                  conflicts[_i].why);
    ck_assert_msg(count(arena_format(&a, "conflict WHERE conflict = '%s'",
                                     named)) == count("conflict"),
                  "%s", conflicts[_i].why);
}
END_TEST

START_TEST(a_question_that_is_not_on_the_form_was_not_left_out)
{
    person("P", 2, "1", "12217");
    sheet("P", 2, "2023-05-01", 2, 30);
    insert("UPDATE clean_frailty_check SET oral_wellbeing = NULL, "
           "oral_wellbeing_missing = -99, social_ties = NULL, "
           "social_ties_missing = -97;"
           "INSERT INTO raw_absent VALUES (3, 'oral_wellbeing')");
    derive();
    ONE("item_answer WHERE item = 'oral_wellbeing' AND value IS NULL AND "
        "missing IS NULL AND asked = 0");
    ONE("item_answer WHERE item = 'social_ties' AND value IS NULL AND missing "
        "= -97 AND asked = 1 AND wave = '06:2023-05-01'");
    ONE("item_answer WHERE item = 'grip_r' AND value = '30.0' AND missing IS "
        "NULL");
}
END_TEST

START_TEST(a_person_is_known_from_any_record)
{
    person("P", 2, "1", "12217");
    insert("INSERT INTO clean_participant (file, row, subject, is_person, "
           "happened_on, known_on, municipality, sex) VALUES (7, 9, 'P', 1, "
           "'2023-06-01', '2023-06-01', '33100', '1')");
    insert("INSERT INTO clean_attendance (file, row, subject, is_person, "
           "event_id, attended, mode) VALUES (8, 2, 'Q', 1, 'E1', '1', NULL), "
           "(8, 3, 'P', 1, 'E9', '1', '1');"
           "INSERT INTO clean_event (file, row, subject, is_person, "
           "happened_on, known_on, event_id, date, type, mode) VALUES (9, 2, "
           "'', 0, '2023-03-01', '2023-03-01', 'E1', '2023-03-01', '12', "
           "'2')");
    derive();
    ONE("person WHERE subject = 'P' AND municipality = '33100' AND n_records "
        "= 3 AND first_record = '2023-04-01' AND file = 7 AND row = 9");
    ONE("person WHERE subject = 'Q' AND municipality IS NULL AND file = 8");
    ONE("event_attendance WHERE subject = 'Q' AND date = '2023-03-01' AND "
        "type = '12' AND mode = '2'");
    ONE("event_attendance WHERE subject = 'P' AND date IS NULL");
}
END_TEST

START_TEST(waves_count_whole_months_from_time_zero)
{
    person("P", 2, "1", "12217");
    baseline("P", 2, "2023-05-15");
    survey("P", 2, "2024-02-01", "'2024-02-14'", "'6'", "NULL");
    survey("P", 3, "2024-02-02", "'2024-02-15'", "'2'", "NULL");
    derive();
    ONE("person_wave WHERE wave = '05:v1' AND months_after = 0 AND in_window "
        "= 0 AND motive_income = 1");
    ONE("person_wave WHERE row = 2 AND wave = '14:F1' AND months_after = 8 AND "
        "in_window = 0 AND activity_class = 'N'");
    ONE("person_wave WHERE row = 3 AND months_after = 9 AND in_window = 1");
}
END_TEST

static void points(int row, const char *date, int kind, int n)
{
    insert(arena_format(
        &a,
        "INSERT INTO clean_frailty_point (file, row, subject, is_person, "
        "happened_on, known_on, date, kind, points) VALUES (10, %d, 'P', 1, "
        "'%s', '%s', '%s', '%d', %d)",
        row, date, date, date, kind, n));
}

START_TEST(days_of_one_class_are_one_spell)
{
    person("P", 2, "1", "12217");
    baseline("P", 2, "2023-05-01");
    points(2, "2023-06-01", 1, 1);
    points(3, "2023-09-01", 2, 1);
    points(4, "2023-07-01", 3, 2);
    points(5, "2023-05-20", 1, 1); /* taken back the same day */
    points(6, "2023-05-20", 1, -1);
    points(7, "2023-05-10", 4, 1); /* a check is no activity */
    derive();
    ck_assert_int_eq(count("activity_spell"), 2);
    ONE("activity_spell WHERE class = 'F' AND start_date = '2023-06-01' AND "
        "end_date = '2023-09-01' AND is_new = 1 AND in_window = 1 AND source "
        "= 'frailty_point' AND row = 2");
    ONE("activity_spell WHERE class = 'L' AND start_date = '2023-07-01' AND "
        "end_date = '2023-07-01'");
    ONE("followup WHERE activity_class = 'L' AND any_activity = 1 AND paid = "
        "0");
}
END_TEST

START_TEST(going_on_as_before_the_baseline_is_nothing_new)
{
    person("P", 2, "1", "12217");
    baseline("P", 2, "2023-05-01");
    points(2, "2023-04-30", 1, 1);
    points(3, "2023-06-01", 1, 1);
    survey("P", 2, "2024-04-20", "'2024-05-01'", "'6'", "NULL");
    derive();
    ONE("activity_spell WHERE is_new = 0 AND end_date = '2023-06-01'");
    ONE("followup WHERE activity_class = 'N' AND already_active = 1");
}
END_TEST

START_TEST(thank_you_money_makes_a_request_paid)
{
    person("P", 2, "1", "12217");
    baseline("P", 2, "2023-05-01");
    insert("INSERT INTO clean_local_request (file, row, subject, is_person, "
           "happened_on, known_on, request_id, received, done, paid) VALUES "
           "(11, 2, 'P', 1, '2023-06-01', '2023-06-01', 'L1', '2023-06-01', "
           "'2023-06-03', 500), (11, 3, 'P', 1, '2023-06-01', '2023-06-01', "
           "'L2', '2023-06-01', '2023-06-05', 0), (11, 4, 'P', 1, "
           "'2023-06-01', '2023-06-01', 'L3', '2023-06-01', '2023-06-09', "
           "NULL), (11, 5, 'P', 1, '2023-06-01', '2023-06-01', 'L4', "
           "'2023-06-01', NULL, 500), (11, 6, '', 0, '2023-06-01', "
           "'2023-06-01', 'L5', '2023-06-01', '2023-06-04', 500)");
    derive();
    ck_assert_int_eq(count("activity_spell"), 2);
    ONE("activity_spell WHERE class = 'P19' AND start_date = '2023-06-03'");
    ONE("activity_spell WHERE class = 'V0' AND start_date = '2023-06-05' AND "
        "end_date = '2023-06-09'");
    ONE("followup WHERE activity_class = 'P19' AND paid = 1 AND long = 0");
}
END_TEST

static void request(const char *subject, int row, const char *done)
{
    insert(arena_format(
        &a,
        "INSERT INTO clean_local_request (file, row, subject, is_person, "
        "happened_on, known_on, request_id, received, done, paid) VALUES "
        "(11, %d, '%s', 1, '2023-06-01', '2023-06-01', 'L%d', '2023-06-01', "
        "'%s', 500)",
        row, subject, row, done));
}

START_TEST(an_outcome_is_as_sure_as_the_link_it_rests_on)
{
    static const char *const people[] = {"P", "Q", "R", "S"};
    for (int i = 0; i < 4; i++) {
        person(people[i], 2 + i, "1", "12217");
        baseline(people[i], 2 + i, "2023-05-01");
    }
    request("P", 2, "2023-06-03");
    request("Q", 3, "2023-06-03");
    survey("R", 2, "2024-04-20", "'2024-05-01'", "'6'", "NULL");
    insert("INSERT INTO raw_link VALUES (11, 2, 0.97)");
    derive();
    ONE("followup WHERE subject = 'P' AND paid = 1 AND link_probability = "
        "0.97");
    ONE("followup WHERE subject = 'Q' AND paid = 1 AND link_probability = 1");
    ONE("followup WHERE subject = 'R' AND activity_class = 'N' AND "
        "link_probability = 1");
    ONE("followup WHERE subject = 'S' AND state = 'lost' AND "
        "link_probability IS NULL");
    ONE("model_frame WHERE link_probability < 1");
}
END_TEST

/* Of two records that tell of one start, one has the office's number. */
START_TEST(a_start_that_is_known_by_number_too_is_certain)
{
    person("P", 2, "1", "12217");
    baseline("P", 2, "2023-05-01");
    insert("INSERT INTO clean_activity (file, row, subject, is_person, "
           "happened_on, known_on, episode_id, start, kind, hours) VALUES "
           "(3, 2, 'P', 1, '2023-06-01', '2023-06-01', 'A1', '2023-06-01', "
           "'1', 25)");
    survey("P", 2, "2024-04-20", "'2024-05-01'", "'1'", "'2023-06'");
    insert("INSERT INTO raw_link VALUES (3, 2, 0.97)");
    derive();
    ONE("activity_spell WHERE is_counted = 1");
    ONE("followup WHERE activity_class = 'E20' AND link_probability = 1");
}
END_TEST

START_TEST(joining_the_silver_center_proves_no_activity)
{
    person("P", 2, "1", "12217");
    baseline("P", 2, "2023-05-01");
    insert("INSERT INTO clean_silver_member (file, row, subject, is_person, "
           "happened_on, known_on, joined, \"left\") VALUES (12, 2, 'P', 1, "
           "'2023-06-01', '2023-06-01', '2023-06-01', NULL)");
    derive();
    ONE("activity_spell WHERE class = 'R' AND is_new = 1 AND source = "
        "'silver_member'");
    ONE("followup WHERE state = 'lost' AND activity_class = 'U'");
}
END_TEST

static void job(const char *id, int row, double hours, const char *start)
{
    insert(arena_format(
        &a,
        "INSERT INTO clean_activity (file, row, subject, is_person, "
        "happened_on, known_on, episode_id, kind, hours, start) VALUES (6, "
        "%d, 'P', 1, '%s', '%s', '%s', '1', %g, '%s')",
        row, start, start, id, hours, start));
}

/* traps: 15-4 */
START_TEST(joining_again_is_no_new_membership)
{
    person("P", 2, "1", "12217");
    baseline("P", 2, "2023-05-01");
    insert("INSERT INTO clean_silver_member (file, row, subject, is_person, "
           "happened_on, known_on, joined, \"left\") VALUES (12, 2, 'P', 1, "
           "'2024-02-01', '2024-02-01', '2024-02-01', NULL), (12, 3, 'P', 1, "
           "'2023-10-01', '2023-10-01', '2023-10-01', '2023-12-01')");
    derive();
    ck_assert_int_eq(count("activity_spell"), 2);
    ONE("activity_spell WHERE start_date = '2023-10-01' AND is_new = 1 AND "
        "is_counted = 1");
    ONE("activity_spell WHERE start_date = '2024-02-01' AND is_new = 0 AND "
        "is_counted = 0");
    ONE("outcome_start WHERE class = 'R'");
}
END_TEST

/* traps: 07-5 */
START_TEST(a_visit_and_a_call_of_one_day_are_one_referral)
{
    person("P", 2, "1", "12217");
    baseline("P", 2, "2023-05-01");
    insert("INSERT INTO clean_consultation (file, row, subject, is_person, "
           "happened_on, known_on, consult_id, datetime, channel, "
           "referred_to) VALUES "
           "(7, 2, 'P', 1, '2023-10-02', '2023-10-02', 'C1', '2023-10-02', "
           "'1', '1'), "
           "(7, 3, 'P', 1, '2023-10-02', '2023-10-02', 'C2', '2023-10-02', "
           "'2', '1'), "
           "(7, 4, 'P', 1, '2023-11-02', '2023-11-02', 'C3', '2023-11-02', "
           "'1', '1')");
    derive();
    ck_assert_int_eq(count("outcome_start WHERE class = 'R'"), 2);
}
END_TEST

/* traps: 12-8 */
START_TEST(hours_of_several_jobs_are_summed_only_by_rule)
{
    person("P", 2, "1", "12217");
    baseline("P", 2, "2023-05-01");
    job("A1", 2, 8, "2023-06-01");
    job("A2", 3, 12, "2023-07-01");
    derive();
    ONE("activity_spell WHERE row = 2 AND hours_all_jobs = 8");
    ONE("activity_spell WHERE row = 3 AND hours_all_jobs = 20 AND "
        "counted_class = 'E19'");
    ONE("followup WHERE activity_class = 'E19' AND long = 0");
}
END_TEST

START_TEST(by_the_rule_of_sums_20_hours_in_two_jobs_are_the_upper_class)
{
    person("P", 2, "1", "12217");
    baseline("P", 2, "2023-05-01");
    job("A1", 2, 8, "2023-06-01");
    job("A2", 3, 12, "2023-07-01");
    insert("UPDATE run_threshold SET value = 1 WHERE name = "
           "'sum_hours_of_jobs'");
    derive();
    ONE("activity_spell WHERE row = 3 AND class = 'E19' AND counted_class = "
        "'E20'");
    ONE("activity_spell WHERE row = 2 AND counted_class = 'E19'");
    ONE("followup WHERE activity_class = 'E20' AND long = 1 AND first_class "
        "= 'E19'");
}
END_TEST

START_TEST(jobs_that_do_not_meet_are_not_summed)
{
    person("P", 2, "1", "12217");
    baseline("P", 2, "2023-05-01");
    job("A1", 2, 8, "2023-06-01");
    job("A2", 3, 12, "2023-07-01");
    insert("UPDATE clean_activity SET \"end\" = '2023-06-30' WHERE row = 2;"
           "UPDATE run_threshold SET value = 1 WHERE name = "
           "'sum_hours_of_jobs'");
    derive();
    ONE("followup WHERE activity_class = 'E19'");
}
END_TEST

START_TEST(a_course_is_learning_and_handing_over_is_no_activity)
{
    person("P", 2, "1", "12217");
    baseline("P", 2, "2023-05-01");
    insert("INSERT INTO clean_training (file, row, subject, is_person, "
           "happened_on, known_on, course, start, \"end\") VALUES (9, 2, "
           "'P', 1, '2023-08-20', '2023-09-30', '1', '2023-08-20', "
           "'2023-09-26');"
           "INSERT INTO clean_consultation (file, row, subject, is_person, "
           "happened_on, known_on, consult_id, datetime, action, "
           "referred_to) VALUES (10, 2, 'P', 1, '2023-06-04', '2023-06-04', "
           "'C1', '2023-06-04', '1;4', '1'), (10, 3, 'P', 1, '2023-06-05', "
           "'2023-06-05', 'C2', '2023-06-05', '1', '0')");
    derive();
    ck_assert_int_eq(count("activity_spell"), 2);
    ONE("activity_spell WHERE source = 'training' AND class = 'L' AND "
        "end_date = '2023-09-26' AND known_until = '2023-09-26'");
    ONE("activity_spell WHERE source = 'consultation' AND class = 'R' AND "
        "start_date = '2023-06-04'");
    ONE("followup WHERE activity_class = 'L' AND first_class = 'L'");
}
END_TEST

static void status(const char *code, const char *date)
{
    insert(arena_format(
        &a,
        "INSERT INTO clean_person_status (file, row, subject, is_person, "
        "known_on, status, date) VALUES (11, 2, 'P', 1, '%s', '%s', '%s')",
        date, code, date));
}

START_TEST(whoever_died_is_neither_lost_nor_without_activity)
{
    person("P", 2, "1", "12217");
    baseline("P", 2, "2023-05-01");
    status("3", "2023-11-02");
    derive();
    ONE("followup WHERE state = 'ended' AND activity_class IS NULL AND "
        "any_activity IS NULL AND ended_by = 'death' AND event = 'death' AND "
        "event_on = '2023-11-02' AND event_quarter = 3");
}
END_TEST

START_TEST(nobody_is_sent_after_a_death)
{
    person("P", 2, "1", "12217");
    baseline("P", 2, "2023-10-01");
    status("3", "2024-10-15"); /* after the quarter, before the as-of day */
    derive();
    ONE("expected_visit WHERE state = 'ended' AND days_overdue IS NULL");
    ONE("followup WHERE ended_by IS NULL");
}
END_TEST

START_TEST(an_unreachable_person_stays_on_the_list)
{
    person("P", 2, "1", "12217");
    baseline("P", 2, "2023-10-01");
    status("6", "2024-05-15");
    derive();
    ONE("expected_visit WHERE state = 'overdue'");
}
END_TEST

START_TEST(care_need_from_before_the_baseline_ends_nothing)
{
    person("P", 2, "1", "12217");
    baseline("P", 2, "2023-05-01");
    status("5", "2023-05-01");
    derive();
    NONE("competing_event");
    ONE("followup WHERE state = 'lost' AND event = 'censored'");
}
END_TEST

static Suite *suite(void)
{
    Suite *su = suite_create("panel");
    TCase *t = tcase_create("panel");
    tcase_add_checked_fixture(t, set_up, tear_down);
    tcase_add_test(t, a_class_that_the_version_changed_is_labelled_so);
    tcase_add_test(t, the_phenotype_of_a_study_is_scored_under_both_cuts);
    tcase_add_test(t, variants_of_one_form_are_no_versions_of_each_other);
    tcase_add_test(t, a_form_without_all_columns_gives_points_and_no_class);
    tcase_add_test(t, a_file_typed_the_other_way_round_is_reported_once);
    tcase_add_test(t, healthy_people_are_not_reported);
    tcase_add_test(t, a_few_forms_say_nothing_about_their_typing);
    tcase_add_test(t, versions_and_cities_are_pooled_only_with_a_stratum);
    tcase_add_test(t, a_table_that_pools_versions_or_cities_is_not_made);
    tcase_add_test(t, with_a_stratum_it_is_one_table_for_each_level);
    tcase_add_test(t, half_a_stratum_is_not_enough);
    tcase_add_test(t, a_scale_that_is_no_predictor_needs_no_stratum);
    tcase_add_test(t, two_scales_are_never_one_variable);
    tcase_add_loop_test(t, the_clerk_knows_whom_to_expect, 0,
                        sizeof visits / sizeof visits[0]);
    tcase_add_test(t, denominators_count_everyone_it_was_sent_to);
    tcase_add_loop_test(t, contradictions_of_desk_and_answer_are_listed, 0,
                        sizeof conflicts / sizeof conflicts[0]);
    tcase_add_test(t, a_question_that_is_not_on_the_form_was_not_left_out);
    tcase_add_test(t, a_person_is_known_from_any_record);
    tcase_add_test(t, waves_count_whole_months_from_time_zero);
    tcase_add_test(t, days_of_one_class_are_one_spell);
    tcase_add_test(t, going_on_as_before_the_baseline_is_nothing_new);
    tcase_add_test(t, thank_you_money_makes_a_request_paid);
    tcase_add_test(t, joining_the_silver_center_proves_no_activity);
    tcase_add_test(t, joining_again_is_no_new_membership);
    tcase_add_test(t, a_visit_and_a_call_of_one_day_are_one_referral);
    tcase_add_test(t, hours_of_several_jobs_are_summed_only_by_rule);
    tcase_add_test(
        t, by_the_rule_of_sums_20_hours_in_two_jobs_are_the_upper_class);
    tcase_add_test(t, jobs_that_do_not_meet_are_not_summed);
    tcase_add_test(t, a_course_is_learning_and_handing_over_is_no_activity);
    tcase_add_test(t, whoever_died_is_neither_lost_nor_without_activity);
    tcase_add_test(t, nobody_is_sent_after_a_death);
    tcase_add_test(t, an_unreachable_person_stays_on_the_list);
    tcase_add_test(t, care_need_from_before_the_baseline_ends_nothing);
    tcase_add_test(t, an_outcome_is_as_sure_as_the_link_it_rests_on);
    tcase_add_test(t, a_start_that_is_known_by_number_too_is_certain);
    suite_add_tcase(su, t);
    return su;
}

CHECK_MAIN
