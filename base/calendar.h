/* calendar: days, ages, fiscal years and quarters. Proleptic Gregorian. */
#ifndef AYUMI_BASE_CALENDAR_H
#define AYUMI_BASE_CALENDAR_H

#include "base/arena.h"
#include <stdbool.h>
#include <stdint.h>

struct date {
    int year, month, day;
};

bool date_is_valid(struct date d);   /* years 1868 … 2199 */
int32_t date_to_days(struct date d); /* days since 1970-01-01 */
struct date date_from_days(int32_t days);
int date_compare(struct date a, struct date b);
int date_weekday(struct date d);                         /* 0 = Sunday */
bool date_parse_iso(const char *text, struct date *out); /* YYYY-MM-DD only */
void date_write_iso(struct date d, char out[11]);

/* Completed years by the law on counting age (年齢計算ニ関スル法律): one
 * becomes a year older at the end of the day before the birthday, so on that
 * day the new age already counts. Negative before birth. */
int age_legal(struct date birth, struct date on);

/* A fiscal year starts on 1 April; quarter 1 = April to June. */
struct quarter {
    int fiscal_year; /* 2023 for R5 */
    int number;      /* 1-4 */
};

/* FY2023Q2, R5Q2, 2023Q2 (any case, full-width digits folded before). */
bool quarter_parse(const char *text, struct quarter *out);
void quarter_write(struct quarter q, char out[10]); /* FY2023Q2 */
struct quarter quarter_of(struct date d);
struct date quarter_first_day(struct quarter q);
struct date quarter_last_day(struct quarter q);
struct quarter quarter_before(struct quarter q);
int fiscal_year_of(struct date d);

/* "R5", "R 5", "令和5年度", "H31", "平成31年度" (= 2019), "2023", "2023年度".
 * false when it is none of these or the era year never was a fiscal year. */
bool fiscal_year_parse(struct arena *a, const char *text, int *fiscal_year);
/* R5, R1, H30 …: the era in force on 1 April, except that 2019 is R1. */
void fiscal_year_write(int fiscal_year, char out[8]);

#endif
