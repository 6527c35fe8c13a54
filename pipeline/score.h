/* score: frailty instruments from their codebook, by the interval rule.
 *
 * An item is a risk, no risk, or unknown. points_low counts what is certain,
 * points_high adds what the unknown items could still bring. A class is given
 * only where both ends fall into the same class; otherwise the class is
 * "undetermined" (判定不能). Unmeasured is never blue.
 * Source: rule MISS-INTERVAL (own recommendation after the cities' third
 * class); items, cut-offs and judgements: codebooks/instruments.csv,
 * scores.csv, classes.csv, judgements.csv. */
#ifndef AYUMI_PIPELINE_SCORE_H
#define AYUMI_PIPELINE_SCORE_H

#include "base/arena.h"
#include "base/status.h"
#include "base/store.h"
#include <stdbool.h>
#include <stddef.h>

#define SCORE_UNDETERMINED "undetermined"

/* Judgements an instrument may have at most. */
enum { SCORE_MAX_JUDGEMENTS = 16, SCORE_MAX_DOMAINS = 12 };

enum score_rule {
    SCORE_ANSWER,       /* the answer is one of `value` */
    SCORE_ALL_ANSWERS,  /* every answer is one of `value` */
    SCORE_BELOW,        /* number < cut (strict); several numbers: the best */
    SCORE_BELOW_BY_SEX, /* number < cut of the sex; several: the best */
    SCORE_AT_LEAST,     /* number >= cut */
    SCORE_BMI_BELOW,    /* weight kg / (height cm / 100)^2 < cut, unrounded;
                           variables in this order: weight, height */
    SCORE_POINTS        /* the number itself, min to max */
};

/* What is done about items that are not known. */
enum score_missing {
    SCORE_INTERVAL,   /* certain and possible points */
    SCORE_ALL_NEEDED, /* the same points, but no class unless all is known */
    SCORE_HALF_FLOOR  /* half a point each, the total rounded down (CL15) */
};

struct score_range {
    bool is_given;
    double from, to; /* numbers outside are impossible: missing */
};

struct score_item {
    const char *item;
    enum score_rule rule;
    const char *value;           /* answers or codes, '|' between */
    double cut_male, cut_female; /* both the same where sex does not matter */
    int points_from, points_to;  /* unknown: any of these. A risk: points_to */
    const char *answer; /* the はい・いいえ that is a risk: "yes", "no" or "" */
    const char *codes;  /* code list of the cells, "" = numbers */
    const char *domain; /* "" = none */
    size_t n_variables;
    size_t *variables; /* indices into the definition's variables */
};

struct score_class {
    const char *name;
    int points_from, points_to;
};

enum score_combine {
    JUDGE_SUM, /* points of the items reach at_least */
    JUDGE_ANY, /* one of the judgements holds */
    JUDGE_ALL  /* each of the judgements holds */
};

struct score_judgement {
    const char *name;
    enum score_combine combine;
    int at_least;
    size_t n_parts;
    size_t *parts; /* items, or judgements that stand before this one */
};

/* What the digits 0, 1, 2 printed beside はい・いいえ mean on the form. */
enum score_digits { DIGITS_REFUSED, DIGITS_RISK, DIGITS_YES };

struct score_definition {
    const char *instrument, *version;
    const char *table;     /* of the study's files; "" = none */
    int validated_age_min; /* years; 0 = none */
    enum score_missing missing;
    enum score_digits digits;
    bool needs_all_columns; /* no class from a file that lacks a column */
    size_t n_variables;
    const char **variables;     /* columns of the table */
    struct score_range *ranges; /* one per variable */
    size_t n_items;
    struct score_item *items;
    size_t n_domains; /* of the items, in their order; "" is none */
    const char *domains[SCORE_MAX_DOMAINS];
    size_t n_classes; /* 0: no class is published */
    struct score_class *classes;
    size_t n_judgements;
    struct score_judgement *judgements;
};

struct score_value {
    bool is_missing;
    bool is_answer;   /* text is yes or no although the item is a measure */
    const char *text; /* answers and codes */
    double number;    /* measures */
};

enum score_sex { SEX_UNKNOWN, SEX_MALE, SEX_FEMALE };
enum score_truth { TRUTH_NO, TRUTH_YES, TRUTH_UNKNOWN };

/* Of the items of one domain: certain and possible points, as for all. */
struct score_subtotal {
    int points_low, points_high, n_missing;
};

struct score_result {
    int points_low, points_high, n_missing;
    struct score_subtotal domains[SCORE_MAX_DOMAINS];
    const char *class_name; /* "" where the instrument has no classes */
    enum score_truth judgements[SCORE_MAX_JUDGEMENTS];
};

/* All instruments of book_instruments, book_scores, book_classes and
 * book_judgements, in the order of instruments.csv. STATUS_USAGE with a
 * message where a row can't be used. */
MUST_CHECK enum status score_definitions(struct arena *a, struct store *s,
                                         struct score_definition **out,
                                         size_t *n);

/* values: one per definition->variables. */
void score_evaluate(const struct score_definition *definition,
                    const struct score_value *values, enum score_sex sex,
                    struct score_result *out);

/* The same as if every はい of the positively worded items stood for いいえ
 * and the other way round: the reading of a file whose 1 was typed for はい
 * where the form means "risk" (or was turned into はい afterwards). */
void score_evaluate_swapped(const struct score_definition *definition,
                            const struct score_value *values,
                            enum score_sex sex, struct score_result *out);
/* Does the swap change anything: are there items of both wordings? */
bool score_can_swap(const struct score_definition *definition);

#endif
