/* invented_names: the names of the sample town's people. None is a real
 * person; most surnames exist nowhere, some are there for their variants. */
#ifndef AYUMI_TOWN_INVENTED_NAMES_H
#define AYUMI_TOWN_INVENTED_NAMES_H

#include "base/arena.h"
#include <stdbool.h>

struct surname {
    const char *kanji;
    const char *kana;
    const char *variant; /* another spelling of the same name, or NULL */
};
struct given_name {
    const char *kanji;
    const char *kana;
};

const struct surname *surname_pick(int i); /* any i >= 0 */
const struct given_name *given_pick(bool female, int i);
const char *town_pick(int i);
/* How many different surnames and given names there are. */
int surname_count(void);
int given_count(void);

/* ﾀｶﾊｼ from タカハシ; characters without a half-width form stay. */
char *kana_half_width(struct arena *a, const char *kana) MUST_CHECK;

#endif
