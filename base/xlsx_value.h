/* xlsx_value: what a number in a workbook's cell shows, by its format.
 *
 * Formats: ECMA-376 part 1, 18.8.30 (numFmt) and 18.8.31; dates by serial
 * number: 18.17.4.1. The built-in formats 27-36 and 50-58 are the dates of
 * Japanese Excel. */
#ifndef AYUMI_BASE_XLSX_VALUE_H
#define AYUMI_BASE_XLSX_VALUE_H

#include "base/arena.h"
#include <stdbool.h>
#include <stddef.h>

enum number_look {
    LOOK_NUMBER,
    LOOK_DATE,   /* a day, a time or both */
    LOOK_PERCENT /* 0.99 shows 99% */
};

struct number_format {
    enum number_look look;
    int digits; /* of a format like 0000; 0 = none */
};

struct number_format number_format_built_in(unsigned id);
struct number_format number_format_of(const char *code);

/* NULL when text is no number. A serial that is no day (60 in the calendar
 * from 1900, anything beyond 2199) stays a number. */
const char *xlsx_number_text(struct arena *a, const char *text,
                             struct number_format format, bool from_1904);

/* Excel writes control characters as _x000D_. */
const char *xlsx_unescape(struct arena *a, const char *text);

#endif
