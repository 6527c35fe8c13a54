/* calendar: days, ages, fiscal years and quarters. Proleptic Gregorian. */
#include "base/calendar.h"

#include "base/text.h"

#include <stdio.h>
#include <string.h>

enum { FIRST_YEAR = 1868, LAST_YEAR = 2199 };

static bool is_leap(int year)
{
    return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

static int days_in_month(int year, int month)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    return month == 2 && is_leap(year) ? 29 : days[month - 1];
}

bool date_is_valid(struct date d)
{
    return d.year >= FIRST_YEAR && d.year <= LAST_YEAR && d.month >= 1 &&
           d.month <= 12 && d.day >= 1 &&
           d.day <= days_in_month(d.year, d.month);
}

/* Counts from 1 March of year 0, so that the leap day ends a year; 400 years
 * have 146,097 days. Source: Hinnant, chrono-compatible low-level date
 * algorithms, days_from_civil and civil_from_days. */
int32_t date_to_days(struct date d)
{
    int year = d.month <= 2 ? d.year - 1 : d.year;
    int era = (year >= 0 ? year : year - 399) / 400;
    int year_of_era = year - era * 400;
    int month = d.month > 2 ? d.month - 3 : d.month + 9;
    int day_of_year = (153 * month + 2) / 5 + d.day - 1;
    int day_of_era =
        year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    return era * 146097 + day_of_era - 719468;
}

struct date date_from_days(int32_t days)
{
    int32_t shifted = days + 719468;
    int era = (shifted >= 0 ? shifted : shifted - 146096) / 146097;
    int day_of_era = shifted - era * 146097;
    int year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 -
                       day_of_era / 146096) /
                      365;
    int day_of_year =
        day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    int month = (5 * day_of_year + 2) / 153;
    struct date d = {year_of_era + era * 400,
                     month < 10 ? month + 3 : month - 9,
                     day_of_year - (153 * month + 2) / 5 + 1};
    if (d.month <= 2)
        d.year++;
    return d;
}

int date_compare(struct date a, struct date b)
{
    if (a.year != b.year)
        return a.year < b.year ? -1 : 1;
    if (a.month != b.month)
        return a.month < b.month ? -1 : 1;
    return (a.day > b.day) - (a.day < b.day);
}

int date_weekday(struct date d)
{
    int day = (date_to_days(d) + 4) % 7; /* 1970-01-01 was a Thursday */
    return day < 0 ? day + 7 : day;
}

/* n digits at text, or -1. */
static int read_digits(const char *text, size_t n)
{
    int value = 0;
    for (size_t i = 0; i < n; i++) {
        if (text[i] < '0' || text[i] > '9')
            return -1;
        value = value * 10 + (text[i] - '0');
    }
    return value;
}

bool date_parse_iso(const char *text, struct date *out)
{
    if (strlen(text) != 10 || text[4] != '-' || text[7] != '-')
        return false;
    struct date d = {read_digits(text, 4), read_digits(text + 5, 2),
                     read_digits(text + 8, 2)};
    if (!date_is_valid(d))
        return false;
    *out = d;
    return true;
}

static void write_digits(char *out, size_t n, unsigned value)
{
    for (; n > 0; n--, value /= 10)
        out[n - 1] = (char)('0' + value % 10);
}

void date_write_iso(struct date d, char out[11])
{
    /* A date that is not valid still does not leave the 11 bytes. */
    write_digits(out, 4, (unsigned)d.year);
    write_digits(out + 5, 2, (unsigned)d.month);
    write_digits(out + 8, 2, (unsigned)d.day);
    out[4] = out[7] = '-';
    out[10] = '\0';
}

int age_legal(struct date birth, struct date on)
{
    struct date counted = date_from_days(date_to_days(on) + 1);
    int age = counted.year - birth.year;
    /* Born on 29 February: the day after 28 February is 1 March in other
     * years, so the comparison by month and day already holds. */
    if (counted.month < birth.month ||
        (counted.month == birth.month && counted.day < birth.day))
        age--;
    return age;
}

/* Eras by first year, and the fiscal years (from 1 April) that are written in
 * them. Source: domain/eras.csv. A year written with an era counts when its
 * 1 April lay in that era or it is the era's first year: 昭和元年度 is 1926,
 * 平成31年度 and 令和元年度 are both 2019, 昭和64年度 never was. */
static const struct {
    char letter;
    const char *kanji;
    int first_year, last_no;
} eras[] = {
    {'M', "明治", 1868, 45}, {'T', "大正", 1912, 15},  {'S', "昭和", 1926, 63},
    {'H', "平成", 1989, 31}, {'R', "令和", 2019, 181},
};
enum { N_ERAS = sizeof eras / sizeof eras[0] };

/* "R5", "令和 5", "令和元", "2023" at *text; the rest is left in *text. */
static bool read_fiscal_year(const char **text, int *fiscal_year)
{
    const char *at = *text;
    int era = -1;
    for (int i = 0; i < N_ERAS; i++) {
        char upper = *at >= 'a' && *at <= 'z' ? (char)(*at - 32) : *at;
        if (upper == eras[i].letter) {
            era = i;
            at++;
            break;
        }
        if (text_starts_with(at, eras[i].kanji)) {
            era = i;
            at += strlen(eras[i].kanji);
            break;
        }
    }
    while (*at == ' ')
        at++;
    size_t n = strspn(at, "0123456789");
    int number = n <= 4 && n > 0 ? read_digits(at, n) : -1;
    if (era >= 0 && text_starts_with(at, "元")) {
        number = 1;
        n = strlen("元");
    } else if (n != 4 && (era < 0 || n < 1 || n > 2)) {
        return false;
    }
    if (era >= 0) {
        if (number < 1 || number > eras[era].last_no)
            return false;
        number += eras[era].first_year - 1;
    }
    if (number < FIRST_YEAR || number > LAST_YEAR)
        return false;
    *text = at + n;
    *fiscal_year = number;
    return true;
}

static bool starts_with_fy(const char *text)
{
    return (text[0] == 'F' || text[0] == 'f') &&
           (text[1] == 'Y' || text[1] == 'y');
}

bool quarter_parse(const char *text, struct quarter *out)
{
    if (starts_with_fy(text)) {
        text += 2;
        if (*text < '0' || *text > '9')
            return false;
    }
    int year;
    if (!read_fiscal_year(&text, &year))
        return false;
    if ((*text != 'Q' && *text != 'q') || text[1] < '1' || text[1] > '4' ||
        text[2] != '\0')
        return false;
    out->fiscal_year = year;
    out->number = text[1] - '0';
    return true;
}

void quarter_write(struct quarter q, char out[10])
{
    snprintf(out, 10, "FY%04uQ%u", (unsigned)q.fiscal_year % 10000,
             (unsigned)q.number % 10);
}

int fiscal_year_of(struct date d)
{
    return d.month >= 4 ? d.year : d.year - 1;
}

struct quarter quarter_of(struct date d)
{
    struct quarter q = {fiscal_year_of(d), (d.month + 8) % 12 / 3 + 1};
    return q;
}

struct date quarter_first_day(struct quarter q)
{
    struct date d = {q.fiscal_year, q.number * 3 + 1, 1};
    if (q.number == 4) {
        d.year++;
        d.month = 1;
    }
    return d;
}

struct date quarter_last_day(struct quarter q)
{
    struct date d = quarter_first_day(q);
    d.month += 2;
    d.day = days_in_month(d.year, d.month);
    return d;
}

struct quarter quarter_before(struct quarter q)
{
    if (--q.number == 0) {
        q.number = 4;
        q.fiscal_year--;
    }
    return q;
}

bool fiscal_year_parse(struct arena *a, const char *text, int *fiscal_year)
{
    const char *at = text_fold(a, text);
    if (starts_with_fy(at) && at[2] >= '0' && at[2] <= '9')
        at += 2;
    int year;
    if (!read_fiscal_year(&at, &year))
        return false;
    at = text_trim(a, at);
    if (*at != '\0' && !text_equal(at, "年度") && !text_equal(at, "年"))
        return false;
    *fiscal_year = year;
    return true;
}

void fiscal_year_write(int fiscal_year, char out[8])
{
    /* The last era that had begun on 1 April, except that 2019 is R1. */
    int era = 0;
    for (int i = 0; i < N_ERAS; i++)
        if (fiscal_year > eras[i].first_year ||
            (fiscal_year == eras[i].first_year &&
             (eras[i].letter == 'H' || eras[i].letter == 'R')))
            era = i;
    unsigned number = (unsigned)(fiscal_year - eras[era].first_year + 1);
    snprintf(out, 8, "%c%u", eras[era].letter, number % 1000);
}
