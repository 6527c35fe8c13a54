/* secants: what steps have told about a matrix that is not made anew.
 *
 * Private to stats/. Between two places of a climb the score falls by the
 * true matrix times the step. These pairs improve an old step matrix without
 * another pass over the data: the two loops of Nocedal (1980), Mathematics of
 * Computation 35, 773-782, as cited by R's optim ("L-BFGS-B"). */
#ifndef AYUMI_STATS_SECANTS_H
#define AYUMI_STATS_SECANTS_H

#include "stats/climb.h"

enum { MOST_SECANTS = 14 };

struct secants {
    size_t n;
    long double *step[MOST_SECANTS], *fall[MOST_SECANTS]; /* p each */
    long double along[MOST_SECANTS];                      /* step'fall */
    long double *score; /* of the place before, p */
};

void secants_start(struct workspace *w, size_t p, struct secants *out);
/* The pairs are of an older matrix: forget them. */
void secants_forget(struct secants *s);
/* To be called at every new place, the step to it still in c->direction:
 * remembers the pair, and the score for the next one. */
void secants_note(struct secants *s, const struct climb *c, bool is_first);
/* As climb_aim, with the matrix that the pairs have improved. */
long double secants_aim(const struct secants *s, struct climb *c);

#endif
