/* reference: reads the numbers of tests/reference/stats for the tests.
 *
 * The files were printed by R 4.2.2 and re-computed in 240-bit arithmetic;
 * README.md beside them names package, data set and licence of each. */
#ifndef AYUMI_TESTS_STATS_REFERENCE_H
#define AYUMI_TESTS_STATS_REFERENCE_H

#include "check_main.h"

#include <jansson.h>
#include <math.h>
#include <stdbool.h>
#include <string.h>

#define REFERENCE_UNUSED __attribute__((unused))

enum { MOST_COLUMNS = 64, MOST_CELL = 64 };

struct reference_table {
    size_t n_rows, n_cols;
    char names[MOST_COLUMNS][MOST_CELL];
    char (*cells)[MOST_CELL]; /* n_rows × n_cols */
};

static REFERENCE_UNUSED FILE *reference_open(const char *file)
{
    char path[512];
    snprintf(path, sizeof path, "%s/stats/%s", TEST_REFERENCE_DIR, file);
    FILE *in = fopen(path, "r");
    ck_assert_msg(in != NULL, "can't open %s", path);
    return in;
}

/* Cells of these files hold commas only inside quotes, and never a quote. */
static size_t split_line(char *line, char out[][MOST_CELL])
{
    size_t n = 0, length = 0;
    bool quoted = false;
    for (char *c = line; *c && *c != '\n'; c++) {
        if (*c == '"') {
            quoted = !quoted;
        } else if (*c == ',' && !quoted) {
            out[n++][length] = '\0';
            length = 0;
        } else if (length + 1 < MOST_CELL) {
            out[n][length++] = *c;
        }
    }
    out[n++][length] = '\0';
    return n;
}

static REFERENCE_UNUSED struct reference_table reference_csv(const char *file)
{
    struct reference_table t = {0};
    char line[4096];
    FILE *in = reference_open(file);
    ck_assert(fgets(line, sizeof line, in) != NULL);
    t.n_cols = split_line(line, t.names);
    size_t room = 0;
    while (fgets(line, sizeof line, in)) {
        if (t.n_rows == room) {
            room = room ? 2 * room : 64;
            t.cells = realloc(t.cells, room * t.n_cols * MOST_CELL);
        }
        split_line(line, t.cells + t.n_rows * t.n_cols);
        t.n_rows++;
    }
    fclose(in);
    return t;
}

static REFERENCE_UNUSED size_t reference_column(const struct reference_table *t,
                                                const char *name)
{
    for (size_t j = 0; j < t->n_cols; j++)
        if (strcmp(t->names[j], name) == 0)
            return j;
    ck_abort_msg("no column %s", name);
    return 0;
}

static REFERENCE_UNUSED const char *
reference_cell(const struct reference_table *t, size_t row, size_t column)
{
    return t->cells[row * t->n_cols + column];
}

/* The numbers of one column; NaN where the cell is empty or "NA". */
static REFERENCE_UNUSED double *
reference_numbers(const struct reference_table *t, const char *name)
{
    size_t j = reference_column(t, name);
    double *out = calloc(t->n_rows + 1, sizeof *out);
    for (size_t i = 0; i < t->n_rows; i++) {
        const char *cell = reference_cell(t, i, j);
        out[i] = *cell && strcmp(cell, "NA") != 0 ? strtod(cell, NULL) : NAN;
    }
    return out;
}

/* Columns from `first` on, row-major. */
static REFERENCE_UNUSED double *
reference_matrix(const struct reference_table *t, size_t first)
{
    size_t m = t->n_cols - first;
    double *out = calloc(t->n_rows * m, sizeof *out);
    for (size_t i = 0; i < t->n_rows; i++)
        for (size_t j = 0; j < m; j++)
            out[i * m + j] = strtod(reference_cell(t, i, first + j), NULL);
    return out;
}

static REFERENCE_UNUSED json_t *reference_json(const char *file)
{
    json_error_t error;
    FILE *in = reference_open(file);
    json_t *out = json_loadf(in, 0, &error);
    fclose(in);
    ck_assert_msg(out != NULL, "%s: %s", file, error.text);
    return out;
}

/* A number written as number or (certified files) as string. */
static REFERENCE_UNUSED double reference_number(const json_t *value)
{
    if (json_is_string(value))
        return strtod(json_string_value(value), NULL);
    ck_assert_msg(json_is_number(value), "not a number");
    return json_number_value(value);
}

static REFERENCE_UNUSED double reference_at(const json_t *list, size_t i)
{
    return reference_number(json_array_get(list, i));
}

/* Correct significant digits of got; 17 when equal. */
static REFERENCE_UNUSED double digits(double got, double want)
{
    if (got == want)
        return 17.0;
    if (!isfinite(got) || !isfinite(want))
        return -1.0;
    double scale = fabs(want) > 0.0 ? fabs(want) : 1.0;
    return fmin(17.0, -log10(fabs(got - want) / scale));
}

#define ck_assert_digits(got, want, least, what)                               \
    do {                                                                       \
        double got_ = (got), want_ = (want);                                   \
        ck_assert_msg(digits(got_, want_) >= (least),                          \
                      "%s: got %.17g, expected %.17g, %.1f digits", (what),    \
                      got_, want_, digits(got_, want_));                       \
    } while (0)

#endif
