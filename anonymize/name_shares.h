/* name_shares: how often do two records' names agree as these do?
 *
 * In the levels of the linkage engine, as known beforehand: among records of
 * one person, and among strangers. */
#ifndef AYUMI_ANONYMIZE_NAME_SHARES_H
#define AYUMI_ANONYMIZE_NAME_SHARES_H

#include "base/arena.h"
#include <stdbool.h>

struct name_shares {
    bool is_given;   /* name or kana on both sides */
    bool may_be_kin; /* the surname may be the same, the given name another */
    double one_person, strangers; /* share of their pairs at these levels */
};

/* As written; "" = not given. */
struct name_shares name_shares(struct arena *a, const char *name_x,
                               const char *kana_x, const char *name_y,
                               const char *kana_y);

#endif
