/* one_person: a row and somebody who was born on the same day, under another
 * name: how likely is it that they are one?
 *
 * The levels of the linkage engine (comparison.h) and what is known beforehand
 * of strangers (stranger_priors.h), nothing learnt: so the answer hangs on the
 * two and on how many people are known by then, and is the same whether files
 * come one by one or all at once.
 *
 *   odds = again M(names) / (same_day N U(names) + twin T(names))
 *
 * again: a row is somebody's who is known under another number; M, U, T:
 * shares of one person's records, of strangers and of twins with these levels;
 * same_day N: how many of the N people known are born on that day, by chance
 * or by count, whichever is more; twin: the other twin is a participant, too.
 * Each is multiplied by how often the contact agrees so. */
#ifndef AYUMI_ANONYMIZE_ONE_PERSON_H
#define AYUMI_ANONYMIZE_ONE_PERSON_H

#include "anonymize/worth_asking.h"

/* n_known: people in the vault; n_born: of them on that day, at least 1. */
struct day_mates {
    size_t n_known, n_born;
};

/* Names and kana as written; what one side does not give says nothing. */
double one_person(struct arena *a, const struct person_record *row,
                  const struct person_record *known,
                  enum contact_likeness contacts, struct day_mates mates);

/* What can be told without opening a record: the first and the last two
 * characters of name and kana, as hashes; 0 where there are none. */
struct name_ends {
    uint16_t ends[4];
};
struct name_ends name_ends(const char *name, const char *kana);
/* One of the ends is the same. */
bool name_ends_meet(struct name_ends a, struct name_ends b);

#endif
