/* japanese_date: every form an office writes is read once or refused with
 * the right reason. */
#include "base/japanese_date.h"
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

/* The first 9 rows are domain/vectors_dates_public.csv, in its order; Excel
 * serials as measured in domain/calendar_and_csv.md. */
static const struct {
    const char *text, *iso;
    unsigned repairs;
} good[] = {
    {"令和5年7月3日", "2023-07-03", DATE_ERA},
    {"令和元年5月1日", "2019-05-01", DATE_ERA},
    {"平成31年4月30日", "2019-04-30", DATE_ERA},
    {"昭和64年1月7日", "1989-01-07", DATE_ERA},
    {"大正元年7月30日", "1912-07-30", DATE_ERA},
    {"昭和三十年四月一日", "1955-04-01", DATE_ERA | DATE_FOLDED},
    {"2023年7月3日(月)", "2023-07-03", DATE_WESTERN},
    {"1900/3/1", "1900-03-01", DATE_WESTERN},
    {"2023-07-03", "2023-07-03", DATE_AS_WRITTEN},
    {"2023/7/3", "2023-07-03", DATE_WESTERN},
    {"2023-7-3", "2023-07-03", DATE_WESTERN},
    {"2023.7.3", "2023-07-03", DATE_WESTERN},
    {"20230703", "2023-07-03", DATE_WESTERN},
    {"2023年7月3日", "2023-07-03", DATE_WESTERN},
    {"2023年7月3日（月・祝）", "2023-07-03", DATE_WESTERN},
    {"2023年7月3日㈪", "2023-07-03", DATE_WESTERN},
    {"2023/7/3 月曜日", "2023-07-03", DATE_WESTERN},
    {"R5.7.3", "2023-07-03", DATE_ERA},
    {"r5.7.3", "2023-07-03", DATE_ERA},
    {"R05/07/03", "2023-07-03", DATE_ERA},
    {"R5-7-3", "2023-07-03", DATE_ERA},
    {"R.5.7.3", "2023-07-03", DATE_ERA},
    {"R元.8.2", "2019-08-02", DATE_ERA},
    {"令和1年8月2日", "2019-08-02", DATE_ERA},
    {"令和 5年 7月 3日", "2023-07-03", DATE_ERA},
    {"昭33.4.5", "1958-04-05", DATE_ERA},
    {"S33.4.5", "1958-04-05", DATE_ERA},
    {"S250103", "1950-01-03", DATE_ERA},
    {"5.5.7.3", "2023-07-03", DATE_ERA},
    {"3.33.4.5", "1958-04-05", DATE_ERA},
    {"㍻31年4月30日", "2019-04-30", DATE_ERA},
    {"㋿5年7月3日", "2023-07-03", DATE_ERA},
    {"㍾45年7月30日", "1912-07-30", DATE_ERA},
    {"㍽15年12月25日", "1926-12-25", DATE_ERA},
    {"H31.5.1", "2019-05-01", DATE_ERA},
    {"R5/7/1", "2023-07-01", DATE_ERA},
    {"昭和33年4月5日", "1958-04-05", DATE_ERA},
    {"㍼33.4.5", "1958-04-05", DATE_ERA},
    {"Ｒ５．７．３", "2023-07-03", DATE_ERA | DATE_FOLDED},
    {"２０２３／７／３", "2023-07-03", DATE_WESTERN | DATE_FOLDED},
    {"二〇二三年七月三日", "2023-07-03", DATE_WESTERN | DATE_FOLDED},
    {"二○二三年十二月二十五日", "2023-12-25", DATE_WESTERN | DATE_FOLDED},
    {"千九百五十五年四月一日", "1955-04-01", DATE_WESTERN | DATE_FOLDED},
    {"平成31年5月1日", "2019-05-01", DATE_ERA},
    {"平成32年3月1日", "2020-03-01", DATE_ERA},
    {"明治45年7月30日", "1912-07-30", DATE_ERA},
    {"大正15年12月25日", "1926-12-25", DATE_ERA},
    {"昭和元年12月25日", "1926-12-25", DATE_ERA},
    {"明治6年1月1日", "1873-01-01", DATE_ERA},
    {"平成元年1月8日", "1989-01-08", DATE_ERA},
    {"2023/7/3 10:30", "2023-07-03", DATE_WESTERN | DATE_TIME_DROPPED},
    {"2023-07-03T10:30:00", "2023-07-03", DATE_TIME_DROPPED},
    {"2023年7月3日10時30分", "2023-07-03", DATE_WESTERN | DATE_TIME_DROPPED},
    {"令和5年7月3日(月)10:30", "2023-07-03", DATE_ERA | DATE_TIME_DROPPED},
    {"R5.7.3 午後3時", "2023-07-03", DATE_ERA | DATE_TIME_DROPPED},
    {"T12.3.4", "1923-03-04", DATE_ERA},
    {"45110", "2023-07-03", DATE_SERIAL},
    {"43586", "2019-05-01", DATE_SERIAL},
    {"45351", "2024-02-29", DATE_SERIAL},
    {"20180", "1955-04-01", DATE_SERIAL},
    {"45110.4375", "2023-07-03", DATE_SERIAL | DATE_TIME_DROPPED},
    {"　2023-07-03 ", "2023-07-03", DATE_AS_WRITTEN},
};

/* traps: 00-10 00-21 era-1 era-2 era-5 era-8 excel-1 */
START_TEST(a_date_is_read_and_its_form_named)
{
    struct date d;
    unsigned repairs = 99;
    enum date_outcome outcome =
        japanese_date_parse(&a, good[_i].text, true, &d, &repairs);
    ck_assert_msg(outcome == DATE_READ, "%s: outcome %d", good[_i].text,
                  outcome);
    char iso[11];
    date_write_iso(d, iso);
    ck_assert_msg(strcmp(iso, good[_i].iso) == 0, "%s: %s", good[_i].text, iso);
    ck_assert_msg(repairs == good[_i].repairs, "%s: repairs %u", good[_i].text,
                  repairs);
}
END_TEST

/* The first 4 rows are the refusals of domain/vectors_dates_public.csv. */
static const struct {
    const char *text;
    enum date_outcome outcome;
} bad[] = {
    {"平成元年1月7日", DATE_ERA_LIMIT},
    {"令和5年2月29日", DATE_NO_SUCH_DAY},
    {"60", DATE_PHANTOM},
    {"不明", DATE_NOT_A_DATE},
    {"昭和65年1月1日", DATE_ERA_LIMIT},
    {"昭和64年1月8日", DATE_ERA_LIMIT},
    {"令和元年4月30日", DATE_ERA_LIMIT},
    {"大正16年1月1日", DATE_ERA_LIMIT},
    {"大正元年7月29日", DATE_ERA_LIMIT},
    {"昭和元年12月24日", DATE_ERA_LIMIT},
    {"明治5年12月2日", DATE_ERA_LIMIT},
    {"R0.5.1", DATE_ERA_LIMIT},
    {"平成53年4月1日", DATE_ERA_LIMIT},
    {"S23.4.31", DATE_NO_SUCH_DAY},
    {"2023/13/1", DATE_NO_SUCH_DAY},
    {"2023/0/1", DATE_NO_SUCH_DAY},
    {"20230229", DATE_NO_SUCH_DAY},
    {"5/7/3", DATE_TWO_READINGS},
    {"23.7.3", DATE_TWO_READINGS},
    {"5年7月3日", DATE_TWO_READINGS},
    {"7/3/2023", DATE_TWO_READINGS},
    {"S30", DATE_TWO_READINGS},
    {"30", DATE_TWO_READINGS},
    {"1955", DATE_TWO_READINGS},
    {"250103", DATE_TWO_READINGS},
    {"2023年7月3日(火)", DATE_TWO_READINGS},
    {"", DATE_NOT_A_DATE},
    {"　", DATE_NOT_A_DATE},
    {"abc", DATE_NOT_A_DATE},
    {"7/3", DATE_NOT_A_DATE},
    {"1-2", DATE_NOT_A_DATE},
    {"1月2日", DATE_NOT_A_DATE},
    {"2023年", DATE_NOT_A_DATE},
    {"昭和30年", DATE_NOT_A_DATE},
    {"2023/7", DATE_NOT_A_DATE},
    {"2023年7月", DATE_NOT_A_DATE},
    {"2023/7.3", DATE_NOT_A_DATE},
    {"2023/7/3/", DATE_NOT_A_DATE},
    {"2023/7/3ごろ", DATE_NOT_A_DATE},
    {"2023年7月3日(月", DATE_NOT_A_DATE},
    {"6.5.7.3", DATE_NOT_A_DATE},
    {"12 345", DATE_NOT_A_DATE},
    {"2023/7/3 25:00", DATE_NOT_A_DATE},
    {"十百年", DATE_NOT_A_DATE},
    {"0", DATE_TWO_READINGS},
    {"99999999999", DATE_NOT_A_DATE},
};

/* traps: 00-22 era-4 era-6 */
START_TEST(what_is_no_date_is_refused_with_its_reason)
{
    struct date d = {1, 1, 1};
    unsigned repairs = 99;
    enum date_outcome outcome =
        japanese_date_parse(&a, bad[_i].text, true, &d, &repairs);
    ck_assert_msg(outcome == bad[_i].outcome, "%s: outcome %d", bad[_i].text,
                  outcome);
    ck_assert_int_eq(d.year, 1);
    ck_assert_uint_eq(repairs, 99);
}
END_TEST

START_TEST(serials_are_read_only_where_they_are_allowed)
{
    struct date d = {1, 1, 1};
    unsigned repairs;
    ck_assert_int_eq(japanese_date_parse(&a, "45110", false, &d, &repairs),
                     DATE_NOT_A_DATE);
    ck_assert_int_eq(japanese_date_parse(&a, "60", false, &d, &repairs),
                     DATE_TWO_READINGS);
    ck_assert_int_eq(d.year, 1);
}
END_TEST

static const struct {
    const char *text;
    enum date_outcome outcome;
    const char *iso;
} months[] = {
    {"R5.10", DATE_READ, "2023-10-01"},
    {"2023-10", DATE_READ, "2023-10-01"},
    {"2023/10", DATE_READ, "2023-10-01"},
    {"令和5年10月", DATE_READ, "2023-10-01"},
    {"202310", DATE_READ, "2023-10-01"},
    {"R0510", DATE_READ, "2023-10-01"},
    {"２０２３年１０月", DATE_READ, "2023-10-01"},
    {"2023/10/1", DATE_READ, "2023-10-01"},
    {"S64.1", DATE_READ, "1989-01-01"},
    {"H1.1", DATE_READ, "1989-01-01"},
    {"昭和元年12月", DATE_READ, "1926-12-01"},
    {"平成31年5月", DATE_READ, "2019-05-01"},
    {"S64.2", DATE_ERA_LIMIT, NULL},
    {"R1.4", DATE_ERA_LIMIT, NULL},
    {"2023-13", DATE_NO_SUCH_DAY, NULL},
    {"5.10", DATE_TWO_READINGS, NULL},
    {"2023/10/15", DATE_NOT_A_DATE, NULL},
    {"10月", DATE_NOT_A_DATE, NULL},
    {"", DATE_NOT_A_DATE, NULL},
};

/* traps: 14-1 */
START_TEST(months_are_read_or_refused)
{
    struct date d = {1, 1, 1};
    unsigned repairs;
    enum date_outcome outcome =
        japanese_month_parse(&a, months[_i].text, &d, &repairs);
    ck_assert_msg(outcome == months[_i].outcome, "%s: outcome %d",
                  months[_i].text, outcome);
    if (outcome == DATE_READ) {
        char iso[11];
        date_write_iso(d, iso);
        ck_assert_str_eq(iso, months[_i].iso);
    } else {
        ck_assert_int_eq(d.year, 1);
    }
}
END_TEST

static const struct {
    const char *text;
    enum date_outcome outcome;
    int year;
} years[] = {
    {"H30", DATE_READ, 2018},        {"平成30年", DATE_READ, 2018},
    {"2018", DATE_READ, 2018},       {"2018年", DATE_READ, 2018},
    {"２０１８", DATE_READ, 2018},   {"平成三十年", DATE_READ, 2018},
    {"令和元年", DATE_READ, 2019},   {"昭和64年", DATE_READ, 1989},
    {"S30", DATE_READ, 1955},        {"30", DATE_TWO_READINGS, 0},
    {"昭和65年", DATE_ERA_LIMIT, 0}, {"大正16年", DATE_ERA_LIMIT, 0},
    {"R0", DATE_ERA_LIMIT, 0},       {"2018年3月", DATE_NOT_A_DATE, 0},
    {"1867", DATE_NOT_A_DATE, 0},    {"不明", DATE_NOT_A_DATE, 0},
};

/* traps: 05-4 era-7 */
START_TEST(years_are_read_or_refused)
{
    int year = 0;
    unsigned repairs;
    enum date_outcome outcome =
        japanese_year_parse(&a, years[_i].text, &year, &repairs);
    ck_assert_msg(outcome == years[_i].outcome, "%s: outcome %d",
                  years[_i].text, outcome);
    ck_assert_int_eq(year, years[_i].year);
}
END_TEST

START_TEST(dates_are_written_in_the_era_of_their_day)
{
    static const struct {
        struct date date;
        const char *text;
    } cases[] = {
        {{2024, 11, 20}, "令和6年11月20日"},
        {{2019, 5, 1}, "令和元年5月1日"},
        {{2019, 4, 30}, "平成31年4月30日"},
        {{1989, 1, 8}, "平成元年1月8日"},
        {{1989, 1, 7}, "昭和64年1月7日"},
        {{1926, 12, 25}, "昭和元年12月25日"},
        {{1912, 7, 30}, "大正元年7月30日"},
        {{1873, 1, 1}, "明治6年1月1日"},
        {{1870, 1, 1}, "1870年1月1日"},
    };
    for (int i = 0; i < COUNT(cases); i++)
        ck_assert_str_eq(japanese_date_write(&a, cases[i].date), cases[i].text);
}
END_TEST

START_TEST(what_is_written_reads_back)
{
    struct date first = {1873, 1, 1}, last = {2030, 12, 31};
    for (int32_t n = date_to_days(first); n <= date_to_days(last); n += 7) {
        struct date d = date_from_days(n), got;
        unsigned repairs;
        ck_assert_int_eq(japanese_date_parse(&a, japanese_date_write(&a, d),
                                             false, &got, &repairs),
                         DATE_READ);
        ck_assert_int_eq(date_compare(d, got), 0);
        arena_reset(&a);
    }
}
END_TEST

static Suite *suite(void)
{
    Suite *s = suite_create("japanese_date");
    TCase *t = tcase_create("japanese_date");
    tcase_add_checked_fixture(t, setup, teardown);
    tcase_add_loop_test(t, a_date_is_read_and_its_form_named, 0, COUNT(good));
    tcase_add_loop_test(t, what_is_no_date_is_refused_with_its_reason, 0,
                        COUNT(bad));
    tcase_add_test(t, serials_are_read_only_where_they_are_allowed);
    tcase_add_loop_test(t, months_are_read_or_refused, 0, COUNT(months));
    tcase_add_loop_test(t, years_are_read_or_refused, 0, COUNT(years));
    tcase_add_test(t, dates_are_written_in_the_era_of_their_day);
    tcase_add_test(t, what_is_written_reads_back);
    suite_add_tcase(s, t);
    return s;
}

CHECK_MAIN
