/* calendar: days, legal ages, fiscal years and quarters. */
#include "base/calendar.h"
#include "check_main.h"

#include <string.h>

#define COUNT(array) ((int)(sizeof(array) / sizeof((array)[0])))

static struct arena a;

static void setup(void)
{
    arena_init(&a);
}

static void teardown(void)
{
    arena_release(&a);
}

/* Printed by GNU date -u -d DATE +%s (divided by 86400) and +%w. */
static const struct {
    struct date date;
    int32_t days;
    int weekday;
} day_cases[] = {
    {{1970, 1, 1}, 0, 4},      {{1969, 12, 31}, -1, 3},
    {{2000, 2, 29}, 11016, 2}, {{2023, 7, 3}, 19541, 1},
    {{1868, 1, 1}, -37255, 3}, {{2199, 12, 31}, 84005, 2},
    {{1900, 3, 1}, -25508, 4},
};

START_TEST(days_and_weekdays_agree_with_gnu_date)
{
    struct date d = day_cases[_i].date;
    ck_assert_int_eq(date_to_days(d), day_cases[_i].days);
    ck_assert_int_eq(date_weekday(d), day_cases[_i].weekday);
}
END_TEST

START_TEST(every_day_of_the_range_returns_from_its_number)
{
    struct date first = {1868, 1, 1}, last = {2199, 12, 31};
    struct date before = date_from_days(date_to_days(first) - 1);
    for (int32_t n = date_to_days(first); n <= date_to_days(last); n++) {
        struct date d = date_from_days(n);
        ck_assert(date_is_valid(d));
        ck_assert_int_eq(date_to_days(d), n);
        ck_assert_int_eq(date_compare(before, d), -1);
        before = d;
    }
}
END_TEST

START_TEST(days_that_never_were_are_invalid)
{
    static const struct date bad[] = {
        {2023, 2, 29}, {1900, 2, 29}, {2023, 4, 31},  {2023, 0, 1},
        {2023, 13, 1}, {2023, 1, 0},  {1867, 12, 31}, {2200, 1, 1},
    };
    for (int i = 0; i < COUNT(bad); i++)
        ck_assert(!date_is_valid(bad[i]));
    ck_assert(date_is_valid((struct date){2024, 2, 29}));
    ck_assert(date_is_valid((struct date){2000, 2, 29}));
}
END_TEST

START_TEST(iso_dates_are_read_whole_or_refused)
{
    static const char *const bad[] = {
        "",           "2023-7-3",    "2023/07/03", "2023-07-3",
        "2023-02-29", "2023-07-031", "20230703",   " 2023-07-03",
        "2023-07-0x", "-023-07-03",
    };
    struct date d = {1, 1, 1};
    for (int i = 0; i < COUNT(bad); i++)
        ck_assert_msg(!date_parse_iso(bad[i], &d), "%s", bad[i]);
    ck_assert_int_eq(d.year, 1);
    ck_assert(date_parse_iso("2024-02-29", &d));
    char text[11];
    date_write_iso(d, text);
    ck_assert_str_eq(text, "2024-02-29");
}
END_TEST

/* Law on counting age (Act No. 50 of 1902): the day before the birthday. */
static const struct {
    const char *why;
    struct date birth, on;
    int age;
} age_cases[] = {
    {"the day before the 65th birthday", {1958, 4, 5}, {2023, 4, 4}, 65},
    {"two days before", {1958, 4, 5}, {2023, 4, 3}, 64},
    {"born on 1 April: with the year before", {1958, 4, 1}, {2023, 3, 31}, 65},
    {"born on 2 April: not yet", {1958, 4, 2}, {2023, 3, 31}, 64},
    {"born on 29 February: 28 February", {1956, 2, 29}, {2023, 2, 28}, 67},
    {"born on 29 February: not on the 27th", {1956, 2, 29}, {2023, 2, 27}, 66},
    {"born on 29 February, leap year: the 28th",
     {1956, 2, 29},
     {2024, 2, 28},
     68},
    {"born on 1 January: 31 December", {1958, 1, 1}, {2022, 12, 31}, 65},
    {"born on 1 March: 28 February", {1958, 3, 1}, {2023, 2, 28}, 65},
    {"born on 1 March, leap year: not on the 28th",
     {1956, 3, 1},
     {2024, 2, 28},
     67},
    {"newborn", {2023, 4, 5}, {2023, 4, 5}, 0},
    {"before birth", {2023, 4, 5}, {2022, 4, 5}, -1},
};

/* traps: age-1 age-2 */
START_TEST(ages_follow_the_law_on_counting_age)
{
    ck_assert_msg(age_legal(age_cases[_i].birth, age_cases[_i].on) ==
                      age_cases[_i].age,
                  "%s: %d", age_cases[_i].why,
                  age_legal(age_cases[_i].birth, age_cases[_i].on));
}
END_TEST

/* traps: clock-1 */
START_TEST(quarters_begin_in_april)
{
    struct quarter q = quarter_of((struct date){2024, 3, 31});
    char text[10];
    quarter_write(q, text);
    ck_assert_str_eq(text, "FY2023Q4");
    quarter_write(quarter_of((struct date){2024, 4, 1}), text);
    ck_assert_str_eq(text, "FY2024Q1");
    quarter_write(quarter_of((struct date){2023, 7, 3}), text);
    ck_assert_str_eq(text, "FY2023Q2");
    quarter_write(quarter_of((struct date){2023, 12, 31}), text);
    ck_assert_str_eq(text, "FY2023Q3");
    ck_assert_int_eq(
        date_compare(quarter_first_day(q), (struct date){2024, 1, 1}), 0);
    ck_assert_int_eq(
        date_compare(quarter_last_day(q), (struct date){2024, 3, 31}), 0);
    quarter_write(quarter_before((struct quarter){2023, 1}), text);
    ck_assert_str_eq(text, "FY2022Q4");
    ck_assert_int_eq(fiscal_year_of((struct date){2024, 3, 31}), 2023);
    ck_assert_int_eq(fiscal_year_of((struct date){2024, 4, 1}), 2024);
}
END_TEST

START_TEST(every_day_lies_in_its_quarter)
{
    for (int32_t n = 19000; n < 20000; n++) {
        struct date d = date_from_days(n);
        struct quarter q = quarter_of(d);
        ck_assert(date_compare(quarter_first_day(q), d) <= 0);
        ck_assert(date_compare(d, quarter_last_day(q)) <= 0);
    }
}
END_TEST

START_TEST(quarters_are_read_in_three_spellings)
{
    static const char *const good[] = {"FY2023Q2", "R5Q2", "2023Q2",
                                       "fy2023q2", "r5q2", "r05q2"};
    for (int i = 0; i < COUNT(good); i++) {
        struct quarter q = {0, 0};
        ck_assert_msg(quarter_parse(good[i], &q), "%s", good[i]);
        ck_assert_int_eq(q.fiscal_year, 2023);
        ck_assert_int_eq(q.number, 2);
    }
    static const char *const bad[] = {
        "",     "2023",  "2023Q5",   "2023Q0", "23Q2",   "FYR5Q2", "2023Q2x",
        "R0Q1", "H64Q1", "2023年Q2", "Q2",     "9999Q1", "02023Q2"};
    for (int i = 0; i < COUNT(bad); i++) {
        struct quarter q = {1, 1};
        ck_assert_msg(!quarter_parse(bad[i], &q), "%s", bad[i]);
        ck_assert_int_eq(q.fiscal_year, 1);
    }
}
END_TEST

static const struct {
    const char *text;
    int year;
} fiscal[] = {
    {"R5", 2023},         {"R 5", 2023},      {"令和5年度", 2023},
    {"令和5", 2023},      {"H31", 2019},      {"平成31年度", 2019},
    {"令和元年度", 2019}, {"R1", 2019},       {"R元", 2019},
    {"2023", 2023},       {"2023年度", 2023}, {"２０２３年度", 2023},
    {"Ｒ５", 2023},       {"FY2023", 2023},   {"昭和元年度", 1926},
    {"㋿5年度", 2023}, {"S63", 1988},      {" 令和 5 年度 ", 2023},
};

/* traps: 25-4 era-3 */
START_TEST(fiscal_years_are_read_as_offices_write_them)
{
    int got = 0;
    ck_assert_msg(fiscal_year_parse(&a, fiscal[_i].text, &got), "%s",
                  fiscal[_i].text);
    ck_assert_int_eq(got, fiscal[_i].year);
}
END_TEST

static const char *const not_fiscal[] = {
    "",       "R0",   "5",          "23",       "昭和64年度", "平成32年度",
    "大正16", "R5.4", "令和5年4月", "R",        "abcd",       "2023年度分",
    "R123",   "FY5",  "20230",      "1867年度",
};

START_TEST(years_that_never_were_fiscal_years_are_refused)
{
    int got = 99;
    ck_assert_msg(!fiscal_year_parse(&a, not_fiscal[_i], &got), "%s",
                  not_fiscal[_i]);
    ck_assert_int_eq(got, 99);
}
END_TEST

START_TEST(fiscal_years_are_written_by_their_era)
{
    static const struct {
        int year;
        const char *text;
    } cases[] = {{2023, "R5"},  {2019, "R1"},  {2018, "H30"}, {1989, "H1"},
                 {1988, "S63"}, {1926, "T15"}, {1927, "S2"},  {1912, "M45"}};
    for (int i = 0; i < COUNT(cases); i++) {
        char text[8];
        fiscal_year_write(cases[i].year, text);
        ck_assert_str_eq(text, cases[i].text);
    }
}
END_TEST

static Suite *suite(void)
{
    Suite *s = suite_create("calendar");
    TCase *t = tcase_create("calendar");
    tcase_add_checked_fixture(t, setup, teardown);
    tcase_add_loop_test(t, days_and_weekdays_agree_with_gnu_date, 0,
                        COUNT(day_cases));
    tcase_add_test(t, every_day_of_the_range_returns_from_its_number);
    tcase_add_test(t, days_that_never_were_are_invalid);
    tcase_add_test(t, iso_dates_are_read_whole_or_refused);
    tcase_add_loop_test(t, ages_follow_the_law_on_counting_age, 0,
                        COUNT(age_cases));
    tcase_add_test(t, quarters_begin_in_april);
    tcase_add_test(t, every_day_lies_in_its_quarter);
    tcase_add_test(t, quarters_are_read_in_three_spellings);
    tcase_add_loop_test(t, fiscal_years_are_read_as_offices_write_them, 0,
                        COUNT(fiscal));
    tcase_add_loop_test(t, years_that_never_were_fiscal_years_are_refused, 0,
                        COUNT(not_fiscal));
    tcase_add_test(t, fiscal_years_are_written_by_their_era);
    suite_add_tcase(s, t);
    return s;
}

CHECK_MAIN
