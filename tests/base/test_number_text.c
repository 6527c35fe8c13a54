/* number_text: a number is read whole or refused, and written so that it
 * reads back. */
#include "base/number_text.h"
#include "check_main.h"

#include <math.h>
#include <stdlib.h>

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

static const struct {
    const char *text;
    double value;
} good[] = {
    {"0", 0},
    {"-0", 0},
    {"+5", 5},
    {"-3.25", -3.25},
    {"0.1", 0.1},
    {"123456789.123456", 123456789.123456},
    {"0.30000000000000004", 0.30000000000000004},
    {"12345678901234567890", 12345678901234567890.0},
    {"0000000000000000000018.5", 18.5},
};

START_TEST(plain_numbers_read_as_the_compiler_reads_them)
{
    double got = 99;
    ck_assert(number_parse(good[_i].text, &got));
    ck_assert_msg(got == good[_i].value, "%s: %.17g", good[_i].text, got);
}
END_TEST

static const char *const bad[] = {
    "",   "nan", "inf", "0x1p3", "1e5",   " 1", "1 ",   "1,516", ".5",
    "5.", "+",   "-",   "--1",   "1.2.3", "７", "75歳", "1-2",   "+-1",
};

START_TEST(anything_else_is_refused_and_the_output_untouched)
{
    double number = 99;
    int64_t integer = 99;
    ck_assert_msg(!number_parse(bad[_i], &number), "'%s'", bad[_i]);
    ck_assert_double_eq(number, 99);
    ck_assert_msg(!number_parse_integer(bad[_i], &integer), "'%s'", bad[_i]);
    ck_assert_int_eq(integer, 99);
}
END_TEST

START_TEST(programs_write_exponents)
{
    double got = 7;
    ck_assert(number_parse_machine("1.5e-08", &got) && got == 1.5e-08);
    ck_assert(number_parse_machine("-1E+05", &got) && got == -1e5);
    ck_assert(number_parse_machine("12.25", &got) && got == 12.25);
    got = 7;
    static const char *const refused[] = {"1e",  "e5",    "1e5x", "",
                                          "nan", "1e999", "0x1p3"};
    for (size_t i = 0; i < sizeof refused / sizeof *refused; i++)
        ck_assert(!number_parse_machine(refused[i], &got) && got == 7);
}
END_TEST

START_TEST(integers_stop_at_their_limits)
{
    int64_t got = 99;
    ck_assert(number_parse_integer("9223372036854775807", &got));
    ck_assert(got == INT64_MAX);
    ck_assert(number_parse_integer("-9223372036854775808", &got));
    ck_assert(got == INT64_MIN);
    got = 99;
    ck_assert(!number_parse_integer("9223372036854775808", &got));
    ck_assert(!number_parse_integer("-9223372036854775809", &got));
    ck_assert(!number_parse_integer("1.0", &got));
    ck_assert_int_eq(got, 99);
}
END_TEST

START_TEST(overflow_of_a_double_is_refused)
{
    char digits[401];
    for (int i = 0; i < 400; i++)
        digits[i] = '9';
    digits[400] = '\0';
    double got = 99;
    ck_assert(!number_parse(digits, &got));
    ck_assert_double_eq(got, 99);
}
END_TEST

static const struct {
    const char *text, *unit;
    double value;
    unsigned repairs;
} office[] = {
    {"18.5", NULL, 18.5, NUMBER_AS_WRITTEN},
    {" 18.5 ", "kg", 18.5, NUMBER_AS_WRITTEN},
    {"１２", NULL, 12, NUMBER_FULL_WIDTH},
    {"１８．５", "kg", 18.5, NUMBER_FULL_WIDTH},
    {"18。5", "kg", 18.5, NUMBER_FULL_WIDTH},
    {"－５", NULL, -5, NUMBER_FULL_WIDTH},
    {"−5", NULL, -5, NUMBER_FULL_WIDTH},
    {"ー5", NULL, -5, NUMBER_FULL_WIDTH},
    {"‐5", NULL, -5, NUMBER_FULL_WIDTH},
    {"―5", NULL, -5, NUMBER_FULL_WIDTH},
    {"73歳", "歳", 73, NUMBER_UNIT},
    {"1,516", NULL, 1516, NUMBER_THOUSANDS},
    {"1，516", NULL, 1516, NUMBER_THOUSANDS | NUMBER_FULL_WIDTH},
    {"1,234,567.5", NULL, 1234567.5, NUMBER_THOUSANDS},
    {"-1,516", NULL, -1516, NUMBER_THOUSANDS},
    {"18.5kg", "kg", 18.5, NUMBER_UNIT},
    {"18.5 ＫＧ", "kg", 18.5, NUMBER_UNIT},
    {"18.5キロ", "kg", 18.5, NUMBER_UNIT},
    {"18.5㎏", "kg", 18.5, NUMBER_UNIT},
    {"１２０㎝", "cm", 120, NUMBER_UNIT | NUMBER_FULL_WIDTH},
    {"120センチ", "cm", 120, NUMBER_UNIT},
    {"5.8回/秒", "回/秒", 5.8, NUMBER_UNIT},
    {"6回", "回", 6, NUMBER_UNIT},
    {"73才", "歳", 73, NUMBER_UNIT},
    {"12名", "人", 12, NUMBER_UNIT},
    {"10時間", "時間", 10, NUMBER_UNIT},
    {"10h", "時間", 10, NUMBER_UNIT},
    {"12.5％", "%", 12.5, NUMBER_UNIT},
    {"約2,000", NULL, 2000, NUMBER_ABOUT | NUMBER_THOUSANDS},
    {"約２０名", "人", 20, NUMBER_ABOUT | NUMBER_UNIT | NUMBER_FULL_WIDTH},
    {"22,5", NULL, 22.5, NUMBER_DECIMAL_COMMA},
    {"22,50kg", "kg", 22.5, NUMBER_DECIMAL_COMMA | NUMBER_UNIT},
    {"⑤", NULL, 5, NUMBER_FULL_WIDTH},
};

/* traps: 00-18 06-8 cell-3 cell-4 */
START_TEST(an_offices_number_is_read_and_every_repair_named)
{
    double got = 99;
    unsigned repairs = 0;
    ck_assert_msg(number_parse_office(&a, office[_i].text, office[_i].unit,
                                      &got, &repairs),
                  "'%s'", office[_i].text);
    ck_assert_msg(got == office[_i].value, "'%s': %g", office[_i].text, got);
    ck_assert_msg(repairs == office[_i].repairs, "'%s': repairs %u",
                  office[_i].text, repairs);
}
END_TEST

static const struct {
    const char *text, *unit;
} office_bad[] = {
    {"1,5000", NULL}, {"10-15", NULL},  {"20以上", NULL},   {"10～15", NULL},
    {"18.5kg", NULL}, {"18.5kg", "cm"}, {"6回", "件"},      {"", NULL},
    {"不明", NULL},   {"-", NULL},      {"…", NULL},        {"1,3,5", NULL},
    {"0,123", NULL},  {"①③", NULL},     {"5²", NULL},       {"½", NULL},
    {"1 516", NULL},  {"nan", NULL},    {"1.23E+11", NULL}, {"kg", "kg"},
    {"1・3", NULL},   {"1、3", NULL},   {"12人以上", "人"}, {"㏿", NULL},
    {"1,,516", NULL}, {",5", NULL},     {"1,", NULL},       {"1,516.", NULL},
    {"20%", "人"},    {"1,516,", NULL},
};

/* traps: 00-19 */
START_TEST(what_has_two_readings_or_none_is_refused)
{
    double got = 99;
    unsigned repairs = 77;
    ck_assert_msg(!number_parse_office(&a, office_bad[_i].text,
                                       office_bad[_i].unit, &got, &repairs),
                  "'%s'", office_bad[_i].text);
    ck_assert_double_eq(got, 99);
    ck_assert_uint_eq(repairs, 77);
}
END_TEST

START_TEST(ranges_are_read_with_any_dash)
{
    static const char *const ranges[] = {"10～15",     "10~15",  "10-15",
                                         "１０－１５", "10〜15", "10 ～ 15"};
    for (int i = 0; i < COUNT(ranges); i++) {
        double low = 0, high = 0;
        ck_assert_msg(number_parse_range(&a, ranges[i], &low, &high), "%s",
                      ranges[i]);
        ck_assert_double_eq(low, 10);
        ck_assert_double_eq(high, 15);
    }
}
END_TEST

START_TEST(what_is_no_range_is_refused)
{
    static const char *const others[] = {"15-10", "10",       "10-",
                                         "-10",   "10--5",    "10-15-20",
                                         "",      "10～15人", "①～③"};
    for (int i = 0; i < COUNT(others); i++) {
        double low = 99, high = 99;
        ck_assert_msg(!number_parse_range(&a, others[i], &low, &high), "%s",
                      others[i]);
        ck_assert_double_eq(low, 99);
        ck_assert_double_eq(high, 99);
    }
}
END_TEST

START_TEST(written_numbers_are_short_and_read_back)
{
    ck_assert_str_eq(number_write(&a, 0.1), "0.1");
    ck_assert_str_eq(number_write(&a, 1516), "1516");
    ck_assert_str_eq(number_write(&a, -0.0), "0");
    ck_assert_str_eq(number_write(&a, 0.1 + 0.2), "0.30000000000000004");
    ck_assert_str_eq(number_write(&a, (double)NAN), "");
    ck_assert_str_eq(number_write(&a, (double)INFINITY), "Inf");
    const double values[] = {1.0 / 3, 2.0 / 3, 5e-324, 1.7976931348623157e308,
                             123456789012345678.0};
    for (int i = 0; i < COUNT(values); i++)
        ck_assert(strtod(number_write(&a, values[i]), NULL) == values[i]);
}
END_TEST

START_TEST(engine_outputs_carry_17_significant_digits)
{
    ck_assert_str_eq(number_write_full(&a, 0.1), "0.10000000000000001");
    ck_assert_str_eq(number_write_full(&a, -0.0), "0");
    ck_assert_str_eq(number_write_full(&a, (double)NAN), "");
}
END_TEST

/* The C library's own printing and reading, %.15g to %.17g. */
static void agrees_with_printf(double x)
{
    char shortest[64], full[64];
    snprintf(full, sizeof full, "%.17g", x);
    for (int digits = 15; digits <= 17; digits++) {
        snprintf(shortest, sizeof shortest, "%.*g", digits, x);
        if (strtod(shortest, NULL) == x)
            break;
    }
    ck_assert_str_eq(number_write_full(&a, x), full);
    ck_assert_str_eq(number_write(&a, x), shortest);
}

START_TEST(numbers_are_written_as_printf_writes_them)
{
    static const double edges[] = {1.0,     0.5,      0.0001,  9.5e-5, 1e-11,
                                   9.9e-12, 1e15,     1e16,    1e17,   1e22,
                                   123.0,   9007e12,  0.3,     2.5,    1e-300,
                                   100.0,   1234.5e3, 9.99e16, 1e-5};
    for (int i = 0; i < COUNT(edges); i++) {
        agrees_with_printf(edges[i]);
        agrees_with_printf(-nextafter(edges[i], 0.0));
        agrees_with_printf(nextafter(edges[i], 1e300));
    }
    for (int power = -60; power < 70; power++) {
        agrees_with_printf(ldexp(1.0, power));
        agrees_with_printf(nextafter(ldexp(1.0, power), 0.0));
    }
    uint64_t state = 1; /* of a linear congruential generator */
    for (int i = 0; i < 50000; i++) {
        state = state * 6364136223846793005U + 1442695040888963407U;
        double mantissa = (double)(state >> 11) * 0x1p-53;
        agrees_with_printf(ldexp(mantissa, (int)(state >> 3 & 127) - 64));
        /* Few decimals, as in data, and ties of the 15th digit. */
        agrees_with_printf((double)(state >> 40) / 1000.0);
        agrees_with_printf(ldexp((double)(state >> 12), -(int)(state & 15)));
        if (i % 1000 == 0)
            arena_reset(&a);
    }
}
END_TEST

static Suite *suite(void)
{
    Suite *s = suite_create("number_text");
    TCase *t = tcase_create("number_text");
    tcase_add_checked_fixture(t, setup, teardown);
    tcase_add_loop_test(t, plain_numbers_read_as_the_compiler_reads_them, 0,
                        COUNT(good));
    tcase_add_loop_test(t, anything_else_is_refused_and_the_output_untouched, 0,
                        COUNT(bad));
    tcase_add_test(t, programs_write_exponents);
    tcase_add_test(t, integers_stop_at_their_limits);
    tcase_add_test(t, overflow_of_a_double_is_refused);
    tcase_add_loop_test(t, an_offices_number_is_read_and_every_repair_named, 0,
                        COUNT(office));
    tcase_add_loop_test(t, what_has_two_readings_or_none_is_refused, 0,
                        COUNT(office_bad));
    tcase_add_test(t, ranges_are_read_with_any_dash);
    tcase_add_test(t, what_is_no_range_is_refused);
    tcase_add_test(t, written_numbers_are_short_and_read_back);
    tcase_add_test(t, engine_outputs_carry_17_significant_digits);
    tcase_add_test(t, numbers_are_written_as_printf_writes_them);
    suite_add_tcase(s, t);
    return s;
}

CHECK_MAIN
