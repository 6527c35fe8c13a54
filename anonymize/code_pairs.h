/* code_pairs: two offices write one thing in different codes (男/女 and 1/2).
 *
 * What stands for what is never guessed. It is learnt from records of the two
 * files that agree exactly in two columns that tell people apart, or told in
 * the settings: "1=男 2=女", "9=" for a code that says nothing. */
#ifndef AYUMI_ANONYMIZE_CODE_PAIRS_H
#define AYUMI_ANONYMIZE_CODE_PAIRS_H

#include "anonymize/comparison.h"
#include "anonymize/linkage_data.h"

/* A column that may show that two records are one person. */
struct code_witness {
    size_t column;
    enum method method;
};

/* The codes of one column, "1=m 2=f", second file first; NULL where too few
 * records show it or they disagree. Same for any order of rows. Arena memory.
 */
const char *code_pairs_learn(struct arena *a, const struct linkage_data *d,
                             const struct code_witness *coded,
                             const struct code_witness *witnesses, size_t n);

/* Puts the code on the right for that on the left, in both files; codes are
 * compared in their normal form. */
void code_pairs_apply(struct arena *a, struct linkage_data *d,
                      const struct code_witness *coded, const char *pairs);

#endif
