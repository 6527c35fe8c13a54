/* analysis_data: a plain CSV as columns, for the engines that run alone.
 *
 * A column is numeric when every cell that is not missing is a number (also
 * with an exponent, as programs write them); else it is text, and its levels
 * are its different values in byte order. Missing: empty, blank or NA. */
#ifndef AYUMI_PIPELINE_ANALYSIS_DATA_H
#define AYUMI_PIPELINE_ANALYSIS_DATA_H

#include "base/arena.h"
#include "base/command_line.h"
#include "base/status.h"
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct analysis_column {
    const char *name;
    bool is_left_out; /* not chosen: it has a name and nothing else */
    bool is_text;
    bool in_pages;  /* number or code is memory of pages_take */
    double *number; /* numeric: n_rows, NaN = missing */
    size_t *code;   /* text: n_rows indices, ANALYSIS_MISSING = missing */
    size_t n_levels;
    const char **levels;
    size_t n_missing;
};

#define ANALYSIS_MISSING ((size_t)-1)

struct analysis_data {
    const char *path;
    size_t n_rows, n_columns;
    struct analysis_column *columns;
};

/* Which columns are kept; keeps NULL: all. */
struct analysis_choice {
    bool (*keeps)(const void *context, const char *column);
    const void *context;
};

/* STATUS_UNREADABLE with a message when the file can't be read, has no
 * header, two columns of one name, or a broken row. Columns of a million
 * bytes and more lie in pages, until the program ends or whoever needs them
 * last gives them back. */
MUST_CHECK enum status analysis_read(struct arena *a, const char *path,
                                     const struct analysis_choice *choice,
                                     struct analysis_data *out);
/* NULL when absent. */
struct analysis_column *analysis_find(const struct analysis_data *d,
                                      const char *name);
/* STATUS_USAGE with a message that names the nearest column. */
MUST_CHECK enum status analysis_need(const struct analysis_data *d,
                                     const char *name,
                                     struct analysis_column **out);

/* Makes a column a factor with these levels in this order (text of numbers
 * is compared as numbers). STATUS_USAGE with a message when a row holds a
 * value that is not listed. */
MUST_CHECK enum status analysis_set_levels(struct arena *a,
                                           const struct analysis_data *d,
                                           struct analysis_column *c,
                                           const char *const *levels, size_t n);
/* Makes a numeric column a factor, its numbers ascending. */
void analysis_make_factor(struct arena *a, const struct analysis_data *d,
                          struct analysis_column *c);
/* Puts one level first. STATUS_USAGE with a message when there is none. */
MUST_CHECK enum status analysis_set_reference(struct arena *a,
                                              const struct analysis_data *d,
                                              struct analysis_column *c,
                                              const char *level);

/* The command's options --levels VAR=A,B,C and --reference VAR=LEVEL, each as
 * often as given. STATUS_USAGE with a message. */
MUST_CHECK enum status analysis_apply_levels(struct arena *a,
                                             const struct invocation *in,
                                             const char *option,
                                             const struct analysis_data *data);

bool analysis_is_missing(const struct analysis_column *c, size_t row);

#endif
