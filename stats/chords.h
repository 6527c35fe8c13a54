/* chords: to the top of a tall likelihood in few passes over the data.
 *
 * Private to stats/. Newton's step matrix costs several times the score and
 * near the top hardly changes, so an old one serves for most passes ("chord"
 * steps), improved by what the steps themselves tell (secants.h); each
 * shrinks what is left by the share the matrix is off. */
#ifndef AYUMI_STATS_CHORDS_H
#define AYUMI_STATS_CHORDS_H

#include "stats/climb.h"

/* Newton on a thinned matrix of n rows, every `every`-th row of the whole:
 * beta goes from where it is to about a standard error from its maximum, and
 * whole->step becomes its last factor on the scale of the whole.
 * thin->hold_step: its step holds the factor at beta already. False, with
 * beta to be set anew, when that fails. */
bool climb_start_thin(struct climb *thin, size_t n, size_t every,
                      long double *beta, struct climb *whole);

/* c->step holds the factor of a matrix near that of beta; n rows. On
 * CLIMB_TOP beta is the maximum and the state that of a point so near that
 * 12 digits of the step matrix are the maximum's. Else the way was too far:
 * climb_to_top goes on from beta. */
enum climb_end climb_by_chords(struct climb *c, size_t n, long double *beta);

#endif
