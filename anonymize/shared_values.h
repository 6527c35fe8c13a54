/* shared_values: what belongs to one value, met with a second.
 *
 * rules.csv, operator belongs_to: a card number, and the office number of who
 * has the card. A number means the person whom it was given to, so that
 * somebody with two numbers is one. Operator once: the key of a row, and a day
 * that is the same in each version of it, the older ones too. Looked at over
 * all files, in the order in which they came; the finding stands at the later
 * row.
 *
 * Kept: fingerprints, as in row_ledger; two values on the right look the same
 * once in four thousand million. */
#ifndef AYUMI_ANONYMIZE_SHARED_VALUES_H
#define AYUMI_ANONYMIZE_SHARED_VALUES_H

#include "anonymize/identity_run.h"

struct shared_values {
    struct study_files *study;
    struct row_index seen;
};

void shared_values_init(struct shared_values *v, struct study_files *s);
void shared_values_release(struct shared_values *v);

/* A row that was accepted. */
struct shared_row {
    size_t row;               /* as Excel shows it */
    const struct cell *cells; /* by variable */
    uint32_t person;          /* 0: nobody has looked for who it is */
    bool is_older;            /* there is a newer version */
};

/* file: its index. */
void shared_values_see(struct shared_values *v, size_t file,
                       const struct shared_row *row);

/* Reads the files that such a rule is about once more. After the people of the
 * rows are known. */
MUST_CHECK enum status shared_values_check(struct identity_run *r);

#endif
