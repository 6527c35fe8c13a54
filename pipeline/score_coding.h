/* score_coding: was 1 typed for はい where the form's 1 means a risk?
 *
 * National forms print a code beside each answer, and 1 is the risk whatever
 * the wording. Who types 1 for はい turns the positively worded items round:
 * a healthy person then scores one point on each, and the lowest class all
 * but disappears, while it is well filled under the other reading. That is
 * reported and never put right by itself.
 * Source: traps of the city forms (codes 0/1 beside はい・いいえ); thresholds
 * coding_check_… of codebooks/thresholds.csv. */
#ifndef AYUMI_PIPELINE_SCORE_CODING_H
#define AYUMI_PIPELINE_SCORE_CODING_H

#include "pipeline/score.h"

struct coding_limits {
    double records;    /* fewer say nothing */
    double lowest_max; /* share of the lowest class as read: at most this */
    double gain;       /* and by so much larger under the other reading */
};

struct coding_check {
    size_t n;         /* forms with a class under the reading as given */
    size_t n_lowest;  /* of these in the lowest class */
    size_t n_swapped; /* of these in the lowest class if read the other way */
};

/* given: the result already found for these values. */
void coding_check_add(struct coding_check *check,
                      const struct score_definition *d,
                      const struct score_value *values, enum score_sex sex,
                      const struct score_result *given);

bool coding_check_fails(const struct coding_check *check,
                        const struct coding_limits *limits);

#endif
