/* secants: the two loops, over at most MOST_SECANTS pairs. */
#include "stats/secants.h"
#include "stats/symmetric.h"

#include <math.h>
#include <string.h>

void secants_start(struct workspace *w, size_t p, struct secants *out)
{
    *out = (struct secants){.score = workspace_reals(w, p)};
    for (size_t i = 0; i < MOST_SECANTS; i++) {
        out->step[i] = workspace_reals(w, p);
        out->fall[i] = workspace_reals(w, p);
    }
}

void secants_forget(struct secants *s)
{
    s->n = 0;
}

static long double dot(size_t p, const long double *a, const long double *b)
{
    long double sum = 0.0L;
    for (size_t k = 0; k < p; k++)
        sum += a[k] * b[k];
    return sum;
}

void secants_note(struct secants *s, const struct climb *c, bool is_first)
{
    if (!is_first && s->n < MOST_SECANTS) {
        long double *step = s->step[s->n], *fall = s->fall[s->n];
        memcpy(step, c->direction, c->p * sizeof *step);
        for (size_t k = 0; k < c->p; k++)
            fall[k] = s->score[k] - c->score[k];
        long double along = dot(c->p, step, fall);
        s->along[s->n] = along;
        s->n += along > 0.0L; /* else rounding, or no hill */
    }
    memcpy(s->score, c->score, c->p * sizeof *s->score);
}

long double secants_aim(const struct secants *s, struct climb *c)
{
    long double share[MOST_SECANTS], *d = c->direction;
    memcpy(d, c->score, c->p * sizeof *d);
    for (size_t i = s->n; i-- > 0;) {
        share[i] = dot(c->p, s->step[i], d) / s->along[i];
        for (size_t k = 0; k < c->p; k++)
            d[k] -= share[i] * s->fall[i][k];
    }
    symmetric_solve(c->p, c->step, d);
    for (size_t i = 0; i < s->n; i++) {
        long double back = share[i] - dot(c->p, s->fall[i], d) / s->along[i];
        for (size_t k = 0; k < c->p; k++)
            d[k] += back * s->step[i][k];
    }
    return sqrtl(fmaxl(dot(c->p, c->score, d), 0.0L));
}
