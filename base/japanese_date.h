/* japanese_date: dates as offices write them.
 *
 * Accepted: 2023-07-03, 2023/7/3, 2023.7.3, 20230703, 2023年7月3日(月),
 * 令和5年7月3日, R5.7.3, R05/07/03, S250103, 5.5.7.3 (era code), 元年,
 * ㍻㋿, kanji digits, full-width digits, a time of day after the date
 * (dropped and counted), Excel serials where the caller allows them.
 * Old era names stay valid after their end (平成32年3月1日: cities say so);
 * days that never were are refused (昭和64年1月8日, 令和元年4月30日). Only
 * 平成 is read beyond its end, to 40. One- and two-digit numbers are never
 * Excel serials, nor are four-digit ones that could be a year.
 *
 * Source: domain/calendar_and_csv.md; era limits in eras.csv. */
#ifndef AYUMI_BASE_JAPANESE_DATE_H
#define AYUMI_BASE_JAPANESE_DATE_H

#include "base/calendar.h"

enum date_outcome {
    DATE_READ = 0,
    DATE_NOT_A_DATE,   /* 不明, abc */
    DATE_NO_SUCH_DAY,  /* 令和5年2月29日 */
    DATE_ERA_LIMIT,    /* 昭和64年1月8日, 平成元年1月7日 */
    DATE_TWO_READINGS, /* 5/7/3 without an era, a bare S30, or a weekday
                          that contradicts the day */
    DATE_PHANTOM       /* Excel serial 60 */
};

enum date_repair {
    DATE_AS_WRITTEN = 0, /* ISO form */
    DATE_WESTERN = 1,    /* 2023/7/3 and the like */
    DATE_ERA = 2,
    DATE_SERIAL = 4, /* Excel day number */
    DATE_FOLDED = 8, /* full-width or kanji digits */
    DATE_TIME_DROPPED = 16
};

/* On anything but DATE_READ *out is untouched. */
enum date_outcome japanese_date_parse(struct arena *a, const char *text,
                                      bool serial_allowed, struct date *out,
                                      unsigned *repairs);

/* Year and month only: R5.10, 2023-10, 令和5年10月, 202310. day becomes 1. */
enum date_outcome japanese_month_parse(struct arena *a, const char *text,
                                       struct date *out, unsigned *repairs);

/* A year: H30, 平成30年, 2018, 2018年. A bare two-digit year has two
 * readings. */
enum date_outcome japanese_year_parse(struct arena *a, const char *text,
                                      int *year, unsigned *repairs);

/* 令和6年11月20日 (元年 for year 1), by the era in force on that day. */
char *japanese_date_write(struct arena *a, struct date d) MUST_CHECK;

#endif
