/* blind_sample: pairs whose answer is known, mixed into the review.
 *
 * Sure links are two rows that an office's number, with name and birth date
 * agreeing, or all three of name, kana and birth date have joined; sure
 * non-links are two people of one name whose birth dates no slip explains,
 * or any two where there are no namesakes. Which ones is drawn by the vault's
 * key, so that the same study gives the same sheet. As many of each as an
 * eighth of the pairs in question, at least one, at most ten; none where
 * nothing is asked.
 *
 * What is known is kept in the vault as a decision under KNOWN_MARK and the
 * pair's name; the answers themselves decide nothing. */
#ifndef AYUMI_ANONYMIZE_BLIND_SAMPLE_H
#define AYUMI_ANONYMIZE_BLIND_SAMPLE_H

#include "anonymize/identity_run.h"

/* Where a person was first met, and what was said then; blank when the file
 * is no longer in the inbox. */
MUST_CHECK enum status review_side_of(struct identity_run *r, uint32_t serial,
                                      struct review_side *side);

/* After all pairs in question were added to r->review; says how far earlier
 * answers agree with what is known. */
MUST_CHECK enum status blind_sample_add(struct identity_run *r);

#endif
