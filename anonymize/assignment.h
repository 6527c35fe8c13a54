/* assignment: what a pair's probability is, given the other pairs.
 *
 * One-to-one: a record has at most one partner, so the pairs of one record
 * compete. With odds w of each pair for itself, the probability of a pair is
 * that over all one-to-one assignments, each weighted by the product of its
 * odds (the monomer-dimer model), computed by messages along the pairs: exact
 * on trees, and it always comes to rest (Bayati and Nair 2006, A rigorous
 * proof of the cavity method for counting matchings). A record's
 * probabilities add up to at most 1: two equally good partners get at most a
 * half each, so no tie is decided by the order of rows.
 *
 * Dedupe: clusters grow from the surest pairs on; two clusters become one only
 * where their pairs together say so, so that a chain of doubtful pairs does
 * not join strangers. */
#ifndef AYUMI_ANONYMIZE_ASSIGNMENT_H
#define AYUMI_ANONYMIZE_ASSIGNMENT_H

#include "anonymize/linkage.h"

/* Fills link.probability. */
void assign_one_to_one(struct linkage *l);
/* Only records of the side that is not to be shared compete. */
void assign_one_to_many(struct linkage *l, bool first_may_repeat);

/* Fills link.probability and l->cluster; may add links that follow from the
 * others. */
void assign_clusters(struct linkage *l);

#endif
