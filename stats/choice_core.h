/* choice_core: the likelihood of what was chosen against what was not.
 *
 * Private to stats/. Rows a come in sets; a set adds
 *     -w log(1 + sum over its rows exp(-a'beta)),
 * a being the chosen alternative's columns minus another's. This is the
 * conditional logit with one case per set, and also what is left of a
 * multinomial likelihood when some alternatives are impossible. */
#ifndef AYUMI_STATS_CHOICE_CORE_H
#define AYUMI_STATS_CHOICE_CORE_H

#include "stats/climb.h"
#include "stats/tall.h"

struct choice_core {
    const struct tall *t; /* differences; weight: that of the set */
    const size_t *set;    /* t->n: equal neighbours form a set */
    struct climb climb;
    long double smallest_residual;
    long double *share, *mean; /* scratch: t->n, p */
};

void choice_core_start(struct workspace *w, const struct tall *t,
                       const size_t *set, struct choice_core *out);

#endif
