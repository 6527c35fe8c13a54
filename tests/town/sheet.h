/* sheet: one office file being made up in memory, then written with the
 * encoding, line ends and compression of the office that "sends" it. */
#ifndef AYUMI_TOWN_SHEET_H
#define AYUMI_TOWN_SHEET_H

#include "base/arena.h"
#include "base/status.h"
#include <stdbool.h>
#include <stddef.h>

enum sheet_encoding { SHEET_UTF8_BOM, SHEET_CP932, SHEET_UTF8 };
enum day_style { DAY_ISO, DAY_SLASH, DAY_ERA_SHORT, DAY_ERA_LONG, DAY_DOTS };
enum { N_DAY_STYLES = 5 };

/* How one row leaves the rules of its file. */
enum row_form {
    ROW_ORDINARY,
    ROW_RAW,    /* cells[0] is the line, quotes and all */
    ROW_FOREIGN /* CP932 bytes in a file of another encoding */
};

struct sheet_row {
    int resident; /* whose row, 0 = nobody's */
    bool touched; /* a fault sits here, or it is a copy made for one */
    enum row_form form;
    size_t n_cells, capacity;
    const char **cells; /* NULL = empty */
};

struct sheet {
    struct arena *arena;
    const char *kind; /* "05" */
    int quarter;      /* index of the delivery quarter */
    const char *name; /* 2023Q2_05_ベース調査.csv */
    enum sheet_encoding encoding;
    enum day_style days;
    bool line_feed_only;
    bool compressed;
    bool quote_all;
    size_t keep_bytes; /* cut the file after so many bytes; 0 = whole */
    const char *bytes; /* NULL, or the file's content instead of rows */
    size_t n_bytes;
    size_t n_columns;
    const char **headers;
    size_t n_rows, capacity;
    struct sheet_row **rows;
};

void sheet_row_begin(struct sheet *s, int resident);
void row_put(struct arena *a, struct sheet_row *r, const char *text);
/* Into the newest row: */
void put(struct sheet *s, const char *text); /* NULL = empty */
void put_int(struct sheet *s, int value);
void put_code(struct sheet *s, int value);   /* 0 = empty */
void put_tenths(struct sheet *s, int value); /* 225 -> 22.5 */
void put_day(struct sheet *s, int day);      /* 0 = empty */

/* A copy of a row at the end of the sheet, marked as touched. */
struct sheet_row *sheet_row_copy(struct sheet *s, const struct sheet_row *r);
/* As Excel shows it; the header is row 1. */
size_t sheet_excel_row(const struct sheet *s, const struct sheet_row *r);

char *day_text(struct arena *a, int day, enum day_style style) MUST_CHECK;
/* ＡＳＣＩＩ of the same text. */
char *full_width(struct arena *a, const char *text) MUST_CHECK;

MUST_CHECK enum status sheet_write(const struct sheet *s, const char *folder);

#endif
