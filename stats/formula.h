/* formula: R's model formulas, from text to a design matrix.
 *
 * Understands  y ~ a + b:c + a*b + (a + b)^2 + a/b - a:b - 1 + 0 + .
 * with factor(x), ordered(x), I(arithmetic), offset(arithmetic) and log log2
 * log10 exp sqrt abs of arithmetic. Coding, order and names of the columns
 * are those of R 4.2.2's model.matrix: treatment contrasts (polynomial for
 * ordered()), a factor in full where its margin is not in the model, terms by
 * order, first factor fastest.
 *
 *     struct stats_formula *f;
 *     struct stats_formula_problem why;
 *     if (!stats_formula_parse("low ~ age + race", &f, &why)) … why.at …
 *     if (!stats_formula_bind(f, &frame, &why)) … why.what, why.text …
 *     stats_formula_design(f, &frame, NULL, x);   // n_rows × n_cols
 *     stats_formula_free(f);
 */
#ifndef AYUMI_STATS_FORMULA_H
#define AYUMI_STATS_FORMULA_H

#include <stdbool.h>
#include <stddef.h>

/* One column of the data: numbers, or codes of levels. No missing values;
 * the caller leaves such rows out (stats_formula_uses says which count). */
struct stats_variable {
    const char *name;
    const double *number; /* NULL for a factor */
    const size_t *code;   /* index into levels; NULL for numbers */
    size_t n_levels;
    const char *const *levels; /* the first is the reference */
};

struct stats_frame {
    size_t n_rows, n_variables;
    const struct stats_variable *variables;
};

enum stats_formula_what {
    STATS_FORMULA_FINE,
    STATS_FORMULA_SYNTAX,           /* text from `at` can't be read */
    STATS_FORMULA_NO_TILDE,         /* no single ~ with a response */
    STATS_FORMULA_UNKNOWN_FUNCTION, /* text: its name */
    STATS_FORMULA_UNKNOWN_VARIABLE, /* text: its name */
    STATS_FORMULA_NOT_NUMERIC,      /* text: factor used in arithmetic */
    STATS_FORMULA_ONE_LEVEL,        /* text: factor with fewer than 2 levels */
    STATS_FORMULA_TOO_MANY          /* more than 256 variables or terms */
};

struct stats_formula_problem {
    enum stats_formula_what what;
    size_t at;      /* byte of the formula, for SYNTAX */
    char text[128]; /* cut if longer */
};

struct stats_formula;

bool stats_formula_parse(const char *text, struct stats_formula **out,
                         struct stats_formula_problem *problem);
void stats_formula_free(struct stats_formula *f);

/* The response as R prints it ("low", "factor(low)"), and the variable
 * inside; "" if it is no plain variable or factor() of one. */
const char *stats_formula_response(const struct stats_formula *f);
const char *stats_formula_response_variable(const struct stats_formula *f);
bool stats_formula_response_is_factor(const struct stats_formula *f);
bool stats_formula_uses(const struct stats_formula *f, const char *variable,
                        bool *everything);

/* Fixes columns, names and levels for a frame, whose codes it keeps pointers
 * to. May be called again. */
bool stats_formula_bind(struct stats_formula *f,
                        const struct stats_frame *frame,
                        struct stats_formula_problem *problem);
size_t stats_formula_n_columns(const struct stats_formula *f);
const char *stats_formula_column(const struct stats_formula *f, size_t j);
bool stats_formula_has_intercept(const struct stats_formula *f);
bool stats_formula_has_offset(const struct stats_formula *f);

/* Which term a column belongs to, 0 for the intercept, and the terms' names,
 * for tests of whole factors. */
size_t stats_formula_term_of(const struct stats_formula *f, size_t column);
size_t stats_formula_n_terms(const struct stats_formula *f);
const char *stats_formula_term(const struct stats_formula *f, size_t term);

/* What may be changed in all rows while the design is written. */
struct stats_formula_change {
    size_t variable; /* index in the frame */
    bool slope;      /* write d design / d variable instead of the design */
    size_t code;     /* else: the level all rows have */
};

/* x: n_rows × n_cols, row-major. */
void stats_formula_design(const struct stats_formula *f,
                          const struct stats_frame *frame,
                          const struct stats_formula_change *change, double *x);
/* The same of n_rows rows from `first` on; reads no other row of the frame. */
void stats_formula_design_rows(const struct stats_formula *f,
                               const struct stats_frame *frame,
                               const struct stats_formula_change *change,
                               size_t first, size_t n_rows, double *x);
/* Adds the offset() terms to offset[n_rows]. */
void stats_formula_add_offset(const struct stats_formula *f,
                              const struct stats_frame *frame, double *offset);

/* Variables on the right that a marginal effect can be given for, in order:
 * factors (by name or factor(name)) and numbers. */
size_t stats_formula_n_effects(const struct stats_formula *f);
/* label: "race" or "factor(race)", R's name before the level. */
void stats_formula_effect(const struct stats_formula *f, size_t i,
                          size_t *variable, bool *is_factor,
                          const char **label);

/* Does effect i stand in one column (a plain number) or one group of 0/1
 * columns (a factor), and nowhere else? Then *first is the first column and
 * *n_cols their number; *full: the first level has a column, too. */
bool stats_formula_main(const struct stats_formula *f, size_t i, size_t *first,
                        size_t *n_cols, bool *full);

#endif
