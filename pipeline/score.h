/* score: frailty instruments from their codebook, by the interval rule.
 *
 * An item is a risk, no risk, or unknown. points_low counts the certain
 * risks, points_high adds what the unknown items could still bring. A class
 * is given only where both ends fall into the same class; otherwise the class
 * is "undetermined" (判定不能). Unmeasured is never blue.
 * Source: rule MISS-INTERVAL (own recommendation after the cities' third
 * class); items and cut-offs: codebooks/scores.csv, classes.csv. */
#ifndef AYUMI_PIPELINE_SCORE_H
#define AYUMI_PIPELINE_SCORE_H

#include "base/arena.h"
#include "base/status.h"
#include "base/store.h"
#include <stdbool.h>
#include <stddef.h>

#define SCORE_UNDETERMINED "undetermined"

enum score_rule {
    SCORE_ANSWER,       /* the answer equals `value` */
    SCORE_BELOW,        /* number < cut (strict) */
    SCORE_BELOW_BY_SEX, /* number < cut of the sex; several numbers: the best */
    SCORE_BMI_BELOW     /* weight kg / (height cm / 100)^2 < cut, unrounded;
                           variables in this order: weight, height */
};

struct score_item {
    const char *item;
    enum score_rule rule;
    const char *value;           /* SCORE_ANSWER */
    double cut_male, cut_female; /* both the same where sex does not matter */
    int points;
    size_t n_variables;
    size_t *variables; /* indices into the definition's variables */
};

struct score_class {
    const char *name;
    int points_from, points_to;
};

struct score_definition {
    const char *instrument, *version;
    const char *table;
    int validated_age_min; /* years; 0 = none */
    size_t n_variables;
    const char **variables; /* columns of the table */
    size_t n_items;
    struct score_item *items;
    size_t n_classes;
    struct score_class *classes;
};

struct score_value {
    bool is_missing;
    const char *text; /* answers and codes */
    double number;    /* measures */
};

enum score_sex { SEX_UNKNOWN, SEX_MALE, SEX_FEMALE };

struct score_result {
    int points_low, points_high, n_missing;
    const char *class_name;
};

/* All instruments of book_instruments, book_scores, book_classes. */
MUST_CHECK enum status score_definitions(struct arena *a, struct store *s,
                                         struct score_definition **out,
                                         size_t *n);

/* values: one per definition->variables. */
void score_evaluate(const struct score_definition *definition,
                    const struct score_value *values, enum score_sex sex,
                    struct score_result *out);

#endif
