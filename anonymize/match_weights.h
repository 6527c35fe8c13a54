/* match_weights: what each level of agreement says about a match.
 *
 * Fellegi and Sunter (1969) with two hidden facts for each pair: S, one
 * person, and T, one household. Personal columns hang on S, household columns
 * on T, surnames on both, so that a spouse is explained by T alone:
 *   P(pattern) = sum over S, T of share(S,T)
 *       prod_personal P(level|S) prod_household P(level|T)
 *       prod_shared P(level|S,T)
 * The shares of strangers (u) come from random pairs and counts, the pairs
 * explained as matches taken out; m and h by EM (Dempster, Laird and Rubin
 * 1977) over all pairs there are, those that blocking left out counted as
 * strangers. m has a Dirichlet prior: few pairs move it little, and it can't
 * reach 0 or 1. u is fixed by what strangers do, so the classes can't swap. */
#ifndef AYUMI_ANONYMIZE_MATCH_WEIGHTS_H
#define AYUMI_ANONYMIZE_MATCH_WEIGHTS_H

#include "anonymize/linkage.h"

/* Starting values: what is known beforehand of each method. */
void weights_begin(struct linkage *l);

/* EM over l->patterns until it stands still; fills m, u, h, share, and weight
 * and probability of every pattern. */
void weights_learn(struct linkage *l);

/* Log of the odds that a pair of this pattern is one person, as learnt. */
double weights_log_odds(const struct linkage *l, uint64_t pattern);

/* The same as weight: what the pattern says, without the share of matches, in
 * bits. */
double weights_bits(const struct linkage *l, uint64_t pattern);

/* P(exact | one person, given) of a component, as learnt so far. */
double weights_exact(const struct linkage *l, size_t component);

/* Share of the matches that are in one household in both records. */
double weights_stays(const struct linkage *l);

#endif
