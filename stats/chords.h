/* chords: to the top of a tall likelihood in few passes over the data.
 *
 * Private to stats/. Newton's step matrix costs several times the score and
 * near the top hardly changes, so an old one serves for most passes ("chord"
 * steps); each shrinks what is left by the share the matrix is off. */
#ifndef AYUMI_STATS_CHORDS_H
#define AYUMI_STATS_CHORDS_H

#include "stats/climb.h"

/* c->step holds the factor of a matrix near that of beta; n rows. On
 * CLIMB_TOP beta is the maximum and the state that of a point so near that
 * 12 digits of the step matrix are the maximum's. Else the way was too far:
 * climb_to_top goes on from beta. */
enum climb_end climb_by_chords(struct climb *c, size_t n, long double *beta);

#endif
