/* pair_scores: the levels of agreement of every pair that blocking names.
 *
 * Runs on several threads; the result does not depend on their number: the
 * patterns come sorted with their counts, and pairs in any order are the same
 * set. */
#ifndef AYUMI_ANONYMIZE_PAIR_SCORES_H
#define AYUMI_ANONYMIZE_PAIR_SCORES_H

#include "anonymize/linkage.h"

/* The levels of one pair, without the part for rarity. */
uint64_t pair_levels(const struct linkage *l, uint32_t i, uint32_t j);

/* levels, and how rare the values are that agree. Needs l->expected. */
uint64_t pair_pattern(const struct linkage *l, uint32_t i, uint32_t j);

static inline unsigned pattern_level(uint64_t key, size_t component)
{
    return (unsigned)(key >> (component * LEVEL_BITS)) & (LEVELS - 1);
}

/* Sum of the rarities of one role, in natural logarithms. */
static inline double pattern_rarity(uint64_t key, enum role role)
{
    unsigned bucket = (unsigned)(key >> (TF_SHIFT + TF_BITS * role)) & 63;
    return ((int)bucket - TF_ZERO) * TF_STEP;
}

static inline unsigned unit_code(const struct unit *u, uint64_t key)
{
    return (unsigned)(key >> u->shift) & (u->n_codes - 1);
}

/* The level of one part of a code. */
static inline unsigned code_level(unsigned code, size_t part)
{
    return (code >> (LEVEL_BITS * part)) & (LEVELS - 1);
}

/* Which parts are given: bit 0 and bit 1. */
unsigned code_mask(const struct unit *u, unsigned code);

/* Shares of all pairs at each code, from random pairs, and the mean rarity at
 * each level: fills unit.all, unit.expected_both and l->expected. */
void pairs_sample(struct linkage *l);

/* Scores all pairs of the rules (or all there are): lists, patterns. keys:
 * n_records × n_rules, 0 = none; NULL with l->all_pairs. */
void pairs_score(struct linkage *l, const uint32_t *keys);

/* The pattern with this key, or NULL: no pair that was scored has it. */
const struct pattern *pair_find_pattern(const struct linkage *l, uint64_t key);

/* The pairs whose pattern has at least this probability, as links in the order
 * of i, j. */
void pairs_keep(struct linkage *l, double least);
void pairs_release(struct linkage *l);

/* Memory ran out while scoring: the pairs are not all there. */
bool pairs_incomplete(const struct linkage *l);

/* How much rarer than usual what agrees in one unit is (natural log). */
double pair_unit_rarity(const struct linkage *l, const struct unit *u,
                        uint32_t i, uint32_t j);

/* Work on as many threads as l->options.jobs says (0: the processors, at most
 * 8): work(context, t, n) for t = 0 … n - 1. */
void run_threads(int jobs, void (*work)(void *context, size_t t, size_t n),
                 void *context);
size_t thread_count(int jobs);

#endif
