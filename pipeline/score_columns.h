/* score_columns: which column of a plain CSV serves which item?
 *
 * An item is read from its variables (grip_r and grip_l, height_cm and
 * weight_kg) or from one column named by its own code (fc22_d05). Where
 * measures are there, an answer to "BMI below 18.5?" is not used. Headers are
 * compared folded; where the instrument has a form among the study's files,
 * that form's headers are known too. */
#ifndef AYUMI_PIPELINE_SCORE_COLUMNS_H
#define AYUMI_PIPELINE_SCORE_COLUMNS_H

#include "pipeline/score_cell.h"

struct score_columns {
    struct score_definition definition; /* as this file can be scored */
    struct score_source *sources;       /* one per its variables */
    struct score_source sex, age;       /* column -1 when there is none */
    size_t n_found;                     /* variables that have a column */
    size_t n_absent;
    const char **absent; /* the others */
    const char *unused;  /* a column of an item's code that can't serve it */
    const char *twice;   /* header that two columns share, or two sources of
                            one item: the file is refused */
    size_t twice_at;     /* its second column */
};

/* digits: what 0, 1 and 2 mean in this file. headers: n of them. */
void score_columns_find(struct arena *a, const struct codebook *c,
                        const struct score_definition *d,
                        enum score_digits digits, const char *const *headers,
                        size_t n, struct score_columns *out);

#endif
