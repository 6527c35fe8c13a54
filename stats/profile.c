/* profile: Newton on the signed root of the likelihood ratio.
 *
 * s(v) = sqrt(2 (top - objective(v))) is nearly linear in v, and its slope is
 * known without differences: d objective / dv is the constraint's multiplier.
 * A bracket catches the steps that leave it. */
#include "stats/profile.h"
#include "stats/symmetric.h"

#include <math.h>
#include <string.h>

enum { MAX_CLIMB = 300, MAX_SEARCH = 80 };

void profile_start(struct workspace *w, struct climb *climb,
                   const long double *beta, const long double *inverse,
                   struct profile *out)
{
    long double *top = workspace_reals(w, climb->p);
    memcpy(top, beta, climb->p * sizeof *top);
    *out = (struct profile){
        .climb = climb,
        .top_beta = top,
        .top_inverse = inverse,
        .top = climb->value,
        .beta = workspace_reals(w, climb->p),
        .tangent = workspace_reals(w, climb->p),
    };
}

static long double at_top(const struct profile *f, const long double *normal)
{
    long double sum = 0.0L;
    for (size_t k = 0; k < f->climb->p; k++)
        sum += normal[k] * f->top_beta[k];
    return sum;
}

/* tangent = V c / c'V c: how the others follow when the coefficient moves. */
static long double find_tangent(struct profile *f, const long double *normal)
{
    size_t p = f->climb->p;
    long double variance = symmetric_form(p, f->top_inverse, normal);
    for (size_t k = 0; k < p; k++) {
        f->tangent[k] = 0.0L;
        for (size_t l = 0; l < p; l++)
            f->tangent[k] += f->top_inverse[k * p + l] * normal[l];
        f->tangent[k] /= variance;
    }
    return sqrtl(variance);
}

static bool hold_at(struct profile *f, const long double *normal,
                    long double value, long double *multiplier)
{
    size_t p = f->climb->p;
    long double now = 0.0L;
    for (size_t k = 0; k < p; k++)
        now += normal[k] * f->beta[k];
    for (size_t k = 0; k < p; k++)
        f->beta[k] += (value - now) * f->tangent[k];
    if (p == 1) {
        bool good = f->climb->evaluate(f->climb, f->beta);
        *multiplier = f->climb->score[0] / normal[0];
        return good;
    }
    return climb_to_top(f->climb, normal, MAX_CLIMB, f->beta, multiplier) ==
           CLIMB_TOP;
}

static long double fall(const struct profile *f)
{
    return 2.0L * fmaxl(f->top - f->climb->value, 0.0L);
}

double profile_limit(struct profile *f, const long double *normal, double z,
                     double side)
{
    long double se = find_tangent(f, normal);
    long double estimate = at_top(f, normal), slope = 0.0L;
    long double inside = 0.0L, outside = HUGE_VALL, distance = z * se;
    memcpy(f->beta, f->top_beta, f->climb->p * sizeof *f->beta);
    for (int i = 0; i < MAX_SEARCH; i++) {
        if (!hold_at(f, normal, estimate + side * distance, &slope))
            return NAN;
        long double root = sqrtl(fall(f));
        if (root < z)
            inside = distance;
        else
            outside = distance;
        long double next = distance + (z - root) * root / (-side * slope);
        if (!(next > inside && next < outside) || !isfinite(next))
            next = isinf(outside) ? 2.0L * distance : 0.5L * (inside + outside);
        if (fabsl(next - distance) < 1e-14L * (se + distance))
            return (double)(estimate + side * next);
        distance = next;
    }
    return NAN;
}

double profile_fall(struct profile *f, const long double *normal, double value)
{
    long double slope = 0.0L;
    find_tangent(f, normal);
    memcpy(f->beta, f->top_beta, f->climb->p * sizeof *f->beta);
    if (!hold_at(f, normal, (long double)value, &slope))
        return NAN;
    return (double)fall(f);
}
