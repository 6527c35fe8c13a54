/* fuzz_date: what reads as a date is one day, written and read back the same;
 * what is refused changes nothing. */
#include "base/japanese_date.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { LAST_ERA_YEAR = 2117 }; /* 令和99年 */

static void must(bool holds, const char *claim)
{
    if (holds)
        return;
    fprintf(stderr, "broken: %s\n", claim);
    abort();
}

static void check_day(struct arena *a, struct date d)
{
    must(date_is_valid(d), "a date that is read is a day");
    char iso[11];
    struct date again;
    unsigned repairs;
    date_write_iso(d, iso);
    must(date_parse_iso(iso, &again) && date_compare(d, again) == 0,
         "ISO reads back");
    must(date_compare(date_from_days(date_to_days(d)), d) == 0,
         "day numbers lead back");
    /* Before 1873 there are no Gregorian era dates; years have two digits. */
    bool has_era_form = d.year >= 1873 && d.year <= LAST_ERA_YEAR;
    must(!has_era_form ||
             (japanese_date_parse(a, japanese_date_write(a, d), false, &again,
                                  &repairs) == DATE_READ &&
              date_compare(d, again) == 0),
         "the era form reads back");
    struct quarter q = quarter_of(d), same;
    char text[10];
    quarter_write(q, text);
    must(quarter_parse(text, &same) && same.fiscal_year == q.fiscal_year &&
             same.number == q.number,
         "quarters read back");
}

static void check_untouched(struct date d, unsigned repairs)
{
    must(d.year == 1 && d.month == 2 && d.day == 3 && repairs == 99,
         "a refusal leaves the output");
}

static void check_dates(struct arena *a, const char *text)
{
    for (int serial = 0; serial < 2; serial++) {
        struct date d = {1, 2, 3};
        unsigned repairs = 99;
        if (japanese_date_parse(a, text, serial, &d, &repairs) == DATE_READ)
            check_day(a, d);
        else
            check_untouched(d, repairs);
    }
    struct date month = {1, 2, 3};
    unsigned repairs = 99;
    if (japanese_month_parse(a, text, &month, &repairs) == DATE_READ)
        must(month.day == 1 && date_is_valid(month), "a month is a month");
    else
        check_untouched(month, repairs);
}

static void check_years(struct arena *a, const char *text)
{
    int year = 1;
    unsigned repairs = 99;
    if (japanese_year_parse(a, text, &year, &repairs) == DATE_READ)
        must(year >= 1868 && year <= 2199, "a year is in range");
    else
        must(year == 1 && repairs == 99, "a refusal leaves the output");
    int fiscal_year = 1;
    if (fiscal_year_parse(a, text, &fiscal_year)) {
        char written[8];
        int again;
        fiscal_year_write(fiscal_year, written);
        must(
            fiscal_year > LAST_ERA_YEAR ||
                (fiscal_year_parse(a, written, &again) && again == fiscal_year),
            "fiscal years read back");
    } else {
        must(fiscal_year == 1, "a refusal leaves the output");
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena a;
    arena_init(&a);
    const char *text = arena_copy_n(&a, (const char *)data, size);
    check_dates(&a, text);
    check_years(&a, text);
    arena_release(&a);
    return 0;
}
