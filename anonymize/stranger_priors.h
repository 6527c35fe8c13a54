/* stranger_priors: how far two strangers agree, as known before any file is
 * seen. Small files don't hold enough pairs of strangers to show it.
 *
 * Names with their readings: shares of pairs of unrelated people at each pair
 * of levels, geometric means of two invented populations that differ widely
 * (tests/linkage/README.md says which), rounded up. Other columns: orders of
 * magnitude seen in office files. */
#ifndef AYUMI_ANONYMIZE_STRANGER_PRIORS_H
#define AYUMI_ANONYMIZE_STRANGER_PRIORS_H

#include "anonymize/linkage.h"

/* Share of the pairs of strangers with this code, among those in which the
 * same parts are given; not yet made to add up to 1. */
double strangers_beforehand(const struct linkage *l, const struct unit *u,
                            unsigned code);

/* The same of a whole name and its reading, by their levels; LEVEL_MISSING
 * where one is not given. */
double whole_names_beforehand(unsigned name, unsigned kana);

/* Share in which a name and its reading both agree exactly. In rosters people
 * of one name are commoner than chance would have it: offices put them side
 * by side because they were asked about one of them. */
double both_exact_beforehand(const struct linkage *l, const struct unit *u);

#endif
