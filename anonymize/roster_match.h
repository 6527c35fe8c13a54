/* roster_match: whose are the rows of somebody else's roster?
 *
 *   1. name, kana and birth date are those of one person   -> that person
 *   2. a clerk has decided                                 -> as decided
 *   3. the linkage engine is as sure as link_probability_min of
 *      thresholds.csv says, and the birth date is the same -> that person
 *   4. it is as likely as ask_probability_min, or something of the exact
 *      rules is alike (person_match.h)                     -> a question
 *   5. else                                                -> a stranger
 * 2 to 4 only among those who share the name or the birth date
 * (candidate_search.h). Rosters are matched anew in every run, from all that
 * is known by then: nothing depends on when a file came. */
#ifndef AYUMI_ANONYMIZE_ROSTER_MATCH_H
#define AYUMI_ANONYMIZE_ROSTER_MATCH_H

#include "anonymize/identity_run.h"
#include "anonymize/person_match.h"

/* After all rows of participants have their person. */
MUST_CHECK enum status roster_match_all(struct identity_run *r,
                                        struct matcher *m);

#endif
