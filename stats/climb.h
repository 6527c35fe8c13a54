/* climb: to the top of a smooth objective by scoring steps.
 *
 * Private to stats/. Every likelihood of this library is climbed here: the
 * model fills value, score and a positive definite step matrix at beta. */
#ifndef AYUMI_STATS_CLIMB_H
#define AYUMI_STATS_CLIMB_H

#include "stats/workspace.h"

#include <stdbool.h>

struct climb {
    size_t p;
    void *model;
    /* Fills value, score and step at beta; false where the step matrix is
     * not positive definite or the value not finite. */
    bool (*evaluate)(struct climb *c, const long double *beta);
    long double value;
    long double *score; /* p */
    long double *step;  /* p × p, Cholesky factor of the step matrix */
    long double *trial, *direction, *pull; /* p each, scratch */
    int iterations;
    /* A step shorter than this many standard errors ends the climb: behind
     * Newton's step the next would be of its square. 0: climb on until
     * steps no longer shrink. */
    long double enough;
    /* evaluate may leave the step, or the value, as they are (blocks only). */
    bool hold_step, hold_value;
    /* evaluate has a quick way (quick.h), to be left near the top. */
    bool has_quick, is_quick;
};

enum climb_end { CLIMB_TOP, CLIMB_ENDLESS, CLIMB_SINGULAR };

void climb_start(struct workspace *w, size_t p, void *model,
                 bool (*evaluate)(struct climb *, const long double *),
                 struct climb *out);

/* Climbs from beta to the maximum, along the plane normal'beta = constant
 * when normal is not NULL. On CLIMB_TOP the state is that of the maximum;
 * *multiplier (may be NULL) is d value / d constant. */
enum climb_end climb_to_top(struct climb *c, const long double *normal,
                            int max_iterations, long double *beta,
                            long double *multiplier);

/* Cholesky factor of a matrix of the model's, p × p, quick or not as the
 * climb is. */
bool climb_factor(const struct climb *c, long double *matrix);

/* Aims from the state evaluated last: direction = Newton's step, and its
 * length in standard errors. */
long double climb_aim(struct climb *c);

#endif
