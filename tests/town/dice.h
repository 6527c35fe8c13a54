/* dice: pseudo-random numbers that are the same on every machine.
 *
 * xoshiro256** seeded by splitmix64, and chances computed with the four basic
 * operations only: no libm, whose last digit differs between systems. Each
 * person and purpose has a stream of its own, so that one more draw for one
 * person changes nobody else.
 *
 * Source: Blackman and Vigna, xoshiro256** 1.0 and splitmix64 (public domain),
 * prng.di.unimi.it. */
#ifndef AYUMI_TOWN_DICE_H
#define AYUMI_TOWN_DICE_H

#include <stdbool.h>
#include <stdint.h>

struct dice {
    uint64_t state[4];
};

void dice_init(struct dice *d, uint64_t seed, uint64_t person,
               uint64_t purpose);
/* 0 … n - 1, n at least 1; the bias of the remainder is below 1e-9. */
int dice_below(struct dice *d, int n);
int dice_between(struct dice *d, int low, int high); /* both included */
bool dice_chance(struct dice *d, double probability);
/* Mean 0, variance 1: twelve uniform numbers less six, so within ±6. */
double dice_normal(struct dice *d);

/* 1 / (1 + exp(-log_odds)), for |log_odds| up to 500. */
double chance_from_log_odds(double log_odds);

#endif
