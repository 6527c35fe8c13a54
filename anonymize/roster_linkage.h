/* roster_linkage: how sure is it that a row of somebody else's roster is about
 * the person it was given to?
 *
 * The linkage engine (linkage_run.h) compares everyone in the vault with every
 * row of one roster, by name, kana and birth date, one-to-one, and learns from
 * them as far as so few rows can teach; the rest is what is known of Japanese
 * office data. Nothing is decided here. */
#ifndef AYUMI_ANONYMIZE_ROSTER_LINKAGE_H
#define AYUMI_ANONYMIZE_ROSTER_LINKAGE_H

#include "base/status.h"
#include <stddef.h>
#include <stdint.h>

struct linkage_person {
    uint32_t serial;                 /* 0 for a row that is nobody's */
    const char *name, *kana, *birth; /* as written; birth YYYY-MM-DD */
};

/* probabilities: for each row that of its serial, 0 where the engine has not
 * linked the two at all; rows of serial 0 get 0. Same result for any order of
 * people and rows. people: each serial once, all with a name. */
MUST_CHECK enum status roster_linkage(const struct linkage_person *people,
                                      size_t n_people,
                                      const struct linkage_person *rows,
                                      size_t n_rows, double *probabilities);

#endif
