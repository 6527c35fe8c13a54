/* shared_values: a value that belongs to one other value, met with a second.
 *
 * rules.csv, operator belongs_to: a card number and the office number of who
 * has the card. Looked at over all files, in the order in which they came, and
 * over accepted rows only; a number means the person whom it was given to, so
 * that somebody with two numbers is one. The finding stands at the later row.
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

/* An accepted row of the file with this index, cells by variable. person: 0
 * where nobody has looked for who it is. */
void shared_values_see(struct shared_values *v, size_t file, size_t row,
                       const struct cell *cells, uint32_t person);

/* Reads the files that such a rule is about once more. After the people of the
 * rows are known. */
MUST_CHECK enum status shared_values_check(struct identity_run *r);

#endif
