/* chords: which passes need a new step matrix.
 *
 * Lengths are in standard errors. A Newton step of length l moves the matrix
 * by a share of about l / sqrt(n), and a chord step with a matrix that is off
 * by a share r leaves r times its length. */
#include "stats/chords.h"

#include <math.h>

enum { MOST_PASSES = 14 };

struct walk {
    long double unit, enough; /* a matrix's share 1; length that ends it */
    bool whole, had_whole;    /* this pass makes a new matrix; one did */
    long double length, share;
};

/* The first new matrix is made when the way left is short, the last where it
 * is next to nothing, one more wherever an old one serves badly. */
static bool next_is_whole(const struct walk *w, int pass)
{
    long double left = w->length * w->share;
    if (!w->had_whole)
        return left < 0.3L || (pass > 0 && w->share > 0.3L);
    return left < w->enough || w->share > 0.05L;
}

enum climb_end climb_by_chords(struct climb *c, size_t n, long double *beta)
{
    struct walk w = {.unit = sqrtl((long double)n), .length = 1.0L};
    long double before = -HUGE_VALL;
    w.enough = 1e-13L * w.unit;
    for (int pass = 0; pass < MOST_PASSES; pass++) {
        c->hold_step = !w.whole;
        bool good = c->evaluate(c, beta);
        c->hold_step = false;
        if (!good || c->value < before - 1e-9L * fabsl(before))
            return CLIMB_ENDLESS;
        before = c->value;
        long double length = climb_aim(c);
        if (!(length < 0.2L * w.unit))
            return CLIMB_ENDLESS;
        for (size_t k = 0; k < c->p; k++)
            beta[k] += c->direction[k];
        c->iterations++;
        if (w.whole && length < w.enough)
            return CLIMB_TOP;
        w.share = w.whole ? length / w.unit : length / w.length;
        w.had_whole = w.had_whole || w.whole;
        w.length = length;
        w.whole = next_is_whole(&w, pass);
    }
    return CLIMB_ENDLESS;
}
