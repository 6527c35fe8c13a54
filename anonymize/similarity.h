/* similarity: how alike two strings of code points are.
 *
 * Characters, never bytes: 佐藤 and 加藤 differ by one. '?' stands for one
 * unknown character and equals any. Strings longer than SIMILARITY_LONGEST
 * are compared by their first part. Nothing is allocated; all functions are
 * symmetric.
 *
 * Sources: Winkler (1990), String comparator metrics and enhanced decision
 * rules in the Fellegi-Sunter model (as cited by R's stringdist); optimal
 * string alignment as defined in R's stringdist. Without '?', agrees with
 * stringdist 0.9.10 and jellyfish 0.8.9; numbers and scripts in
 * tests/reference/similarity.*. */
#ifndef AYUMI_ANONYMIZE_SIMILARITY_H
#define AYUMI_ANONYMIZE_SIMILARITY_H

#include <stddef.h>
#include <stdint.h>

#define SIMILARITY_LONGEST 64

struct points {
    const uint32_t *at;
    size_t n;
};

/* Jaro's similarity: 1 equal, 0 nothing in common; two empty strings 1. */
double similarity_jaro(struct points a, struct points b);

/* Jaro-Winkler: up to four equal first characters add 0.1 (1 - jaro) each,
 * whatever jaro is. */
double similarity_jaro_winkler(struct points a, struct points b);

/* Insertions, deletions, substitutions and exchanges of neighbours, no part
 * edited twice; gives limit + 1 as soon as it is more than limit. */
size_t similarity_edits(struct points a, struct points b, size_t limit);

/* Insertions, deletions and substitutions. */
size_t similarity_levenshtein(struct points a, struct points b);

#endif
