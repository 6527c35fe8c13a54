/* assignment: one-to-one probabilities by messages along the pairs. */
#include "anonymize/assignment.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define MOST_ROUNDS 500
#define AT_REST 1e-9
/* At least so many of each file are taken to have no partner. */
#define LEAST_ALONE 0.5

struct messages {
    struct linkage *l;
    double *odds;
    /* Chance that i (j) is free, were this pair not there. */
    double *from_i, *from_j;
    double *sum; /* by record */
};

static double free_share(const struct messages *m, uint32_t record, double own)
{
    double others = m->sum[record] - own;
    return 1.0 / (1.0 + (others > 0 ? others : 0.0));
}

/* Sums over the pairs of a record, always in the order of the pairs. */
static void add_up(struct messages *m, bool first_side)
{
    memset(m->sum, 0, m->l->data.n_records * sizeof *m->sum);
    for (size_t k = 0; k < m->l->n_links; k++) {
        const struct link *p = &m->l->links[k];
        if (first_side)
            m->sum[p->i] += m->odds[k] * m->from_j[k];
        else
            m->sum[p->j] += m->odds[k] * m->from_i[k];
    }
}

static double pass_on(struct messages *m, bool first_side)
{
    double most = 0;
    add_up(m, first_side);
    for (size_t k = 0; k < m->l->n_links; k++) {
        const struct link *p = &m->l->links[k];
        double *out = first_side ? &m->from_i[k] : &m->from_j[k];
        double own = m->odds[k] * (first_side ? m->from_j[k] : m->from_i[k]);
        double new = free_share(m, first_side ? p->i : p->j, own);
        most = fmax(most, fabs(new - *out));
        *out = new;
    }
    return most;
}

static double odds_of(double probability)
{
    double p = probability > 1.0 - 1e-12 ? 1.0 - 1e-12 : probability;
    return p / (1.0 - p);
}

static void take_marginals(struct messages *m)
{
    for (size_t k = 0; k < m->l->n_links; k++) {
        double w = m->odds[k] * m->from_i[k] * m->from_j[k];
        m->l->links[k].probability = w / (1.0 + w);
    }
}

/* Share of n records that are expected to have no partner. */
static double alone(const struct linkage *l, double n)
{
    return fmax(LEAST_ALONE, 1.0 - l->expected_matches / n);
}

/* Chance that two strangers are both free, of those who can be taken. The odds
 * of a pair are against everything else; in an assignment they are weighed
 * against both being free, which is less: the others' odds stand beside them.
 */
static double both_free(const struct linkage *l, bool first_competes,
                        bool second_competes)
{
    double first = (double)l->data.n_first;
    double second = (double)l->data.n_records - first;
    return (first_competes ? alone(l, first) : 1.0) *
           (second_competes ? alone(l, second) : 1.0);
}

static void assign(struct linkage *l, bool first_competes, bool second_competes)
{
    struct messages m = {.l = l};
    size_t n = l->n_links + 1;
    m.odds = arena_take_array(l->arena, n, sizeof *m.odds);
    m.from_i = arena_take_array(l->arena, n, sizeof *m.from_i);
    m.from_j = arena_take_array(l->arena, n, sizeof *m.from_j);
    m.sum = arena_take_array(l->arena, l->data.n_records + 1, sizeof *m.sum);
    double chance = both_free(l, first_competes, second_competes);
    for (size_t k = 0; k < l->n_links; k++) {
        m.odds[k] = odds_of(l->links[k].before) / chance;
        m.from_i[k] = m.from_j[k] = 1.0;
    }
    for (size_t round = 0; round < MOST_ROUNDS; round++) {
        double moved = 0;
        if (first_competes)
            moved = pass_on(&m, true);
        if (second_competes)
            moved = fmax(moved, pass_on(&m, false));
        if (moved < AT_REST)
            break;
    }
    take_marginals(&m);
}

void assign_one_to_one(struct linkage *l)
{
    assign(l, true, true);
}

void assign_one_to_many(struct linkage *l, bool first_may_repeat)
{
    assign(l, !first_may_repeat, first_may_repeat);
}
