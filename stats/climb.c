/* climb: scoring steps with halving, on a plane if one is given. */
#include "stats/climb.h"
#include "stats/quick.h"
#include "stats/symmetric.h"

#include <math.h>
#include <string.h>

/* Where the quick way stands still it is left; what is then still to go must
 * be less than this many standard errors. */
static const long double QUICK_ENOUGH = 1e-12L;

void climb_start(struct workspace *w, size_t p, void *model,
                 bool (*evaluate)(struct climb *, const long double *),
                 struct climb *out)
{
    *out = (struct climb){.p = p, .model = model, .evaluate = evaluate};
    out->score = workspace_reals(w, p);
    out->step = workspace_reals(w, p * p);
    out->trial = workspace_reals(w, p);
    out->direction = workspace_reals(w, p);
    out->pull = workspace_reals(w, p);
}

/* direction = S^-1 (score - multiplier * normal), with the multiplier that
 * keeps normal'direction = 0. Returns its length in standard errors. */
static long double aim(struct climb *c, const long double *normal,
                       long double *multiplier)
{
    long double rise = 0.0L, lambda = 0.0L;
    memcpy(c->direction, c->score, c->p * sizeof *c->direction);
    symmetric_solve(c->p, c->step, c->direction);
    if (normal) {
        long double up = 0.0L, down = 0.0L;
        memcpy(c->pull, normal, c->p * sizeof *c->pull);
        symmetric_solve(c->p, c->step, c->pull);
        for (size_t k = 0; k < c->p; k++) {
            up += normal[k] * c->direction[k];
            down += normal[k] * c->pull[k];
        }
        lambda = up / down;
        for (size_t k = 0; k < c->p; k++)
            c->direction[k] -= lambda * c->pull[k];
    }
    /* Along the constraint the normal's part of the score adds nothing but
     * cancellation: it is left out before, not after, summing. */
    for (size_t k = 0; k < c->p; k++)
        rise += (c->score[k] - (normal ? lambda * normal[k] : 0.0L)) *
                c->direction[k];
    if (multiplier)
        *multiplier = lambda;
    return sqrtl(fmaxl(rise, 0.0L));
}

bool climb_factor(const struct climb *c, long double *matrix)
{
    return c->is_quick ? quick_factor(c->p, matrix)
                       : symmetric_factor(c->p, matrix);
}

long double climb_aim(struct climb *c)
{
    return aim(c, NULL, NULL);
}

/* Goes along the direction, halving it until the value does not fall. */
static bool go(struct climb *c, long double length, long double *beta)
{
    long double before = c->value, share = 1.0L;
    for (int halving = 0; halving < 40; halving++) {
        for (size_t k = 0; k < c->p; k++)
            c->trial[k] = beta[k] + share * c->direction[k];
        bool definite = c->evaluate(c, c->trial);
        /* So near the top, rounding would decide the comparison. */
        if (definite && (length < 1e-6L || c->value >= before)) {
            memcpy(beta, c->trial, c->p * sizeof *beta);
            return true;
        }
        share *= 0.5L;
    }
    return false;
}

/* The same place in full precision; false when it was that already, or is
 * not good. */
static bool leave_quick(struct climb *c, const long double *beta)
{
    if (!c->is_quick)
        return false;
    c->is_quick = false;
    return c->evaluate(c, beta);
}

enum climb_end climb_to_top(struct climb *c, const long double *normal,
                            int max_iterations, long double *beta,
                            long double *multiplier)
{
    long double previous = HUGE_VALL;
    c->iterations = 0;
    c->is_quick = c->has_quick;
    if (!c->evaluate(c, beta) && !leave_quick(c, beta))
        return CLIMB_SINGULAR;
    for (int i = 0; i < max_iterations; i++) {
        long double length = aim(c, normal, multiplier);
        bool stands = length < 1e-12L && length >= 0.5L * previous;
        if (c->is_quick && (length < 1e-14L || stands)) {
            if (!leave_quick(c, beta))
                return CLIMB_SINGULAR;
            length = aim(c, normal, multiplier);
            if (length < QUICK_ENOUGH)
                return CLIMB_TOP;
            stands = false;
        }
        if (length < 1e-16L || stands)
            return CLIMB_TOP;
        previous = length;
        if (!go(c, length, beta)) {
            if (!leave_quick(c, beta))
                return CLIMB_SINGULAR;
            continue;
        }
        c->iterations++;
        if (length < c->enough)
            return CLIMB_TOP;
    }
    return CLIMB_ENDLESS;
}
