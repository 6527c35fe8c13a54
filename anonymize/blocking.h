/* blocking: which pairs are looked at.
 *
 * A rule is one to three pieces of values that must agree (the start of the
 * surname and the year of birth). Rules are chosen so that together they find
 * as many of the true pairs as they can within the budget, by what is known or
 * learnt of how often each piece agrees; small files are compared wholly. */
#ifndef AYUMI_ANONYMIZE_BLOCKING_H
#define AYUMI_ANONYMIZE_BLOCKING_H

#include "anonymize/linkage.h"

/* Pieces of every component; needs l->components. */
void blocking_pieces(struct linkage *l);

/* Chooses rules for at most `budget` pairs; none with all_pairs.
 * learnt: how often matches agree exactly comes from weights_exact. */
void blocking_choose(struct linkage *l, double budget, bool learnt);

/* Keys of every record: n_records × n_rules, 0 = none. Arena memory. */
uint32_t *blocking_keys(struct linkage *l);

/* Share of the true pairs that no rule finds, as expected of the rules in
 * use. */
double blocking_misses(struct linkage *l, bool learnt);

/* Pairs of one rule, those of other rules included. */
double blocking_count(const struct linkage *l, const struct rule *r);

#endif
