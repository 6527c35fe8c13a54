/* correction_people: two numbers of a roster are one person, or two; and who a
 * row is about whose number or name was corrected.
 *
 * Joining is done anew in every run, like the answers of review/, so that it
 * can be taken back and an earlier as-of knows nothing of it. Where two
 * numbers had been taken for one person, the vault gives the second one a
 * person of its own once and for all; before the day of the request both
 * still answer under one pseudonym. */
#ifndef AYUMI_ANONYMIZE_CORRECTION_PEOPLE_H
#define AYUMI_ANONYMIZE_CORRECTION_PEOPLE_H

#include "anonymize/person_match.h"

/* Of a doubt that is settled: a split has been made between the two. */
#define REASON_SEPARATED "separated"

struct identity_run;

/* Applies the answers of review/ and the requests as of the run; before rows
 * are matched, and once more when all rows have their people. */
MUST_CHECK enum status corrections_settle_people(struct identity_run *r);

/* Rows have their people: those with a corrected number or name get theirs
 * anew. */
MUST_CHECK enum status corrections_rematch(struct identity_run *r,
                                           struct matcher *m);

/* A pair that needs no answer any more. */
bool correction_settles(const struct vault *v,
                        const struct vault_doubt_row *doubt);

#endif
