/* rarity: how much it says that two records agree on this very value.
 *
 * rarity(v) = -log f(v), where f(v) is the chance that a stranger has v. It is
 * estimated from the other records, the two themselves left out, and drawn
 * towards what the column is like, since a value seen once need not be rare:
 *   f(v) = (c(v) - own + a) / (n - own + a / e)
 * with c(v) records of n, e the chance that two strangers agree, and a fitted
 * to how unequal the frequencies are (the moments of a gamma distribution). */
#ifndef AYUMI_ANONYMIZE_RARITY_H
#define AYUMI_ANONYMIZE_RARITY_H

#include "anonymize/linkage.h"

/* Fills rarity_exact, rarity_close and exact_chance of every component. */
void rarity_measure(struct linkage *l);

/* Chance that two strangers agree exactly on both components of a unit. */
double rarity_of_both(struct linkage *l, const struct unit *u);

/* What is known beforehand of the chance of agreeing exactly. */
double chance_beforehand(enum method m);

#endif
