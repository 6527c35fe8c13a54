/* chords: which passes need a new step matrix.
 *
 * Lengths are in standard errors. A Newton step of length l moves the matrix
 * by a share of about l / sqrt(n), and a chord step with a matrix that is off
 * by a share r leaves r times its length. */
#include "stats/chords.h"
#include "stats/secants.h"

#include <math.h>

enum { MOST_PASSES = 14, THIN_PASSES = 12 };

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

static void go(struct climb *c, long double *beta)
{
    for (size_t k = 0; k < c->p; k++)
        beta[k] += c->direction[k];
    c->iterations++;
}

/* The score and, where it is time for one, a new matrix; the value with the
 * second, which should be the last. */
static bool look(struct climb *c, const struct walk *w, const long double *beta)
{
    c->hold_step = !w->whole;
    c->hold_value = !(w->whole && w->had_whole);
    bool good = c->evaluate(c, beta);
    c->hold_step = c->hold_value = false;
    return good;
}

static enum climb_end walk(struct climb *c, struct walk *w, struct secants *s,
                           long double *beta)
{
    for (int pass = 0; pass < MOST_PASSES; pass++) {
        if (!look(c, w, beta))
            return CLIMB_ENDLESS;
        secants_note(s, c, pass == 0);
        if (w->whole)
            secants_forget(s);
        long double length = secants_aim(s, c);
        if (!(length < 0.2L * w->unit))
            return CLIMB_ENDLESS;
        go(c, beta);
        if (w->whole && w->had_whole && length < w->enough)
            return CLIMB_TOP;
        w->share = w->whole ? length / w->unit : length / w->length;
        w->had_whole = w->had_whole || w->whole;
        w->length = length;
        w->whole = next_is_whole(w, pass);
    }
    return CLIMB_ENDLESS;
}

enum climb_end climb_by_chords(struct climb *c, size_t n, long double *beta)
{
    struct workspace scratch = {NULL};
    struct secants s;
    struct walk w = {.unit = sqrtl((long double)n), .length = 1.0L};
    w.enough = 5e-13L * w.unit;
    secants_start(&scratch, c->p, &s);
    enum climb_end how = walk(c, &w, &s, beta);
    workspace_release(&scratch);
    return how;
}

bool climb_start_thin(struct climb *thin, size_t n, size_t every,
                      long double *beta, struct climb *whole)
{
    size_t p = thin->p;
    long double length, left = HUGE_VALL;
    for (int pass = 0; pass < THIN_PASSES && left >= 0.1L; pass++) {
        thin->hold_value = true;
        bool good = thin->evaluate(thin, beta);
        thin->hold_step = thin->hold_value = false;
        length = good ? climb_aim(thin) : NAN;
        if (!isfinite(length))
            break;
        go(thin, beta);
        left = length * length / sqrtl((long double)n);
    }
    if (!(left < 0.1L))
        return false;
    for (size_t k = 0; k < p * p; k++)
        whole->step[k] = thin->step[k] * sqrtl((long double)every);
    return true;
}
