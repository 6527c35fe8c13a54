/* linkage_arguments: what stands behind the role in a compare row of the
 * settings: codes that stand for others (1=男, 9= for one that says nothing),
 * and shares of m and u that are told, not learnt (m.exact=0.9, for two columns
 * u.exact+exact=0.0001). Words, a space between them. */
#ifndef AYUMI_ANONYMIZE_LINKAGE_ARGUMENTS_H
#define AYUMI_ANONYMIZE_LINKAGE_ARGUMENTS_H

#include "anonymize/linkage.h"

/* The words of codes, joined by a space; NULL where there is none. */
const char *arguments_code_pairs(struct arena *a, const char *arguments);

/* Shares of a unit go to l->told. Returns NULL, or the first word that is no
 * code and no share between 0 and 1 of a level of this unit; also one with
 * which the shares of m or of u would add up to more than 1. */
const char *arguments_take_shares(struct linkage *l, size_t unit,
                                  const char *arguments);

/* What can be told of a unit: "m.different=0.1 …". */
const char *arguments_known(const struct linkage *l, const struct unit *u);

/* The role, codes and shares of a unit, to be read again. */
const char *arguments_write(const struct linkage *l, size_t unit,
                            const char *role);

#endif
