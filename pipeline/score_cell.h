/* score_cell: one cell of a plain CSV as an answer, a code or a measure. */
#ifndef AYUMI_PIPELINE_SCORE_CELL_H
#define AYUMI_PIPELINE_SCORE_CELL_H

#include "base/cell_check.h"
#include "pipeline/score.h"

/* Where a variable of the definition is read from, and how. */
struct score_source {
    int column; /* index in the header; -1 = the file does not have it */
    const char *name;
    struct variable answers; /* はい・いいえ; codes NULL = not accepted */
    struct variable check;   /* codes or numbers; type TYPE_TEXT = none */
    const char *risk;        /* the answer that is a risk: yes, no or "" */
    enum score_digits digits;
};

struct score_cell {
    struct score_value value;
    const char *rule;    /* broken rule of rules.csv, or NULL. A W… leaves the
                            cell missing, any other refuses it */
    bool is_plain_digit; /* 0, 1 or 2 where はい・いいえ was expected */
};

/* text as in the file; blank is missing. */
void score_cell_read(struct arena *a, const struct score_source *source,
                     const char *text, struct score_cell *out);

/* A check by a code list (NULL codes never match), or by a range. `outside`
 * is the rule of a number outside it. */
struct variable score_code_check(const struct codebook *c, const char *list);
struct variable score_number_check(const struct codebook *c,
                                   const struct score_range *range,
                                   bool is_integer, const char *outside);

#endif
