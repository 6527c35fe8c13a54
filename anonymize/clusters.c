/* clusters: which records of one file are one person.
 *
 * The surest pairs first. Two clusters become one where the pairs between
 * them, also those that were no links, say so on average; so a chain of
 * doubtful pairs does not join strangers. A record that stands apart from a
 * whole cluster on average by little is, by what was seen on registers with
 * known truth, mostly one with errors of its own: hence the shift.
 *
 * What a person has decided comes first: records that are the same are one
 * cluster from the start, and two clusters with records that are two people
 * never become one, whatever the others say. */
#include "anonymize/assignment.h"

#include "anonymize/match_weights.h"
#include "anonymize/pair_scores.h"

#include <math.h>
#include <stdlib.h>

/* No pair says more than this, for or against (log odds). */
#define MOST_SAID 8.0
/* … and no union is surer: two people alike in everything do exist. */
#define MOST_SURE 9.5
/* Log odds by which many pairs of one record are better than one. Seen on
 * 270,000 unions with known truth (docs/decisions/0054): with two clusters of
 * several records it is less, since how alike two people are is in all their
 * pairs. */
#define SHIFT 3.5
/* Pairs less likely than this by themselves join no clusters. */
#define LEAST_JOINING 0.05
#define MOST_PASSES 6
/* A few records of each cluster show where a look at all is of no use. */
#define A_FEW 4
/* What is decided is as good as certain. */
#define AS_TOLD (1.0 - 1e-9)
#define HOPELESS (-6.0)
#define NO_RECORD UINT32_MAX

struct cluster {
    uint32_t n, last;   /* records; the last of the chain */
    bool is_told_apart; /* one of them is, from some other record */
};

/* Two clusters that were compared, as they then were. */
struct looked_at {
    uint64_t key; /* 0 = free */
    double probability;
};

struct clusters {
    struct linkage *l;
    uint32_t *root, *next;
    struct cluster *of_root;
    struct looked_at *looked_at;
    size_t n_slots;     /* a power of two */
    struct link *added; /* pairs within clusters */
    size_t n_added, capacity;
};

static double said(const struct linkage *l, uint32_t i, uint32_t j,
                   uint64_t *pattern)
{
    *pattern = pair_pattern(l, i < j ? i : j, i < j ? j : i);
    double w = weights_log_odds(l, *pattern);
    return w > MOST_SAID ? MOST_SAID : w < -MOST_SAID ? -MOST_SAID : w;
}

/* Over at most `most` records of each. */
static double mean_said(const struct clusters *c, uint32_t a, uint32_t b,
                        uint32_t most)
{
    double sum = 0;
    uint64_t pattern;
    uint32_t n = 0, m = 0;
    for (uint32_t i = a; i != NO_RECORD && n < most; i = c->next[i], n++) {
        m = 0;
        for (uint32_t j = b; j != NO_RECORD && m < most; j = c->next[j], m++)
            sum += said(c->l, i, j, &pattern);
    }
    return sum / ((double)n * (double)m);
}

/* One pair: its own probability. More pairs: a little surer than each of them,
 * by the records of one side only: pairs of the same two people err together.
 */
static double said_by_all(const struct clusters *c, uint32_t a, uint32_t b)
{
    double n = c->of_root[a].n, m = c->of_root[b].n;
    double smaller = fmin(n, m), larger = fmax(n, m);
    double shift = SHIFT * (1.0 - 1.0 / sqrt(larger)) / smaller;
    double mean = mean_said(c, a, b, A_FEW);
    if (larger > A_FEW && mean > HOPELESS)
        mean = mean_said(c, a, b, UINT32_MAX);
    double w = (mean + shift) * sqrt(sqrt(sqrt(larger)));
    return 1.0 / (1.0 + exp(-fmin(w, MOST_SURE)));
}

/* The same two clusters, unchanged, need no second look. */
static double union_probability(struct clusters *c, uint32_t a, uint32_t b)
{
    uint64_t low = a < b ? a : b, high = a < b ? b : a;
    uint64_t sizes = mix_hash(c->of_root[low].n, c->of_root[high].n);
    uint64_t key = mix_hash(low << 32 | high, sizes) | 1;
    size_t at = key & (c->n_slots - 1);
    for (; c->looked_at[at].key != 0; at = (at + 1) & (c->n_slots - 1))
        if (c->looked_at[at].key == key)
            return c->looked_at[at].probability;
    c->looked_at[at].key = key;
    return c->looked_at[at].probability =
               said_by_all(c, (uint32_t)low, (uint32_t)high);
}

/* ------------------------------------------------------------------- unions */

/* The pairs that come into one cluster by this union. */
static void add_pairs(struct clusters *c, uint32_t a, uint32_t b,
                      double probability)
{
    for (uint32_t i = a; i != NO_RECORD; i = c->next[i]) {
        for (uint32_t j = b; j != NO_RECORD; j = c->next[j]) {
            struct link p = {.i = i < j ? i : j, .j = i < j ? j : i};
            (void)said(c->l, i, j, &p.pattern);
            double w = weights_log_odds(c->l, p.pattern);
            p.before = 1.0 / (1.0 + exp(-fmin(w, MOST_SURE)));
            p.probability = fmax(p.before, probability);
            p.together = c->of_root[a].n * c->of_root[b].n;
            p.weight = weights_bits(c->l, p.pattern);
            c->added = arena_grow(c->l->arena, c->added, c->n_added,
                                  &c->capacity, sizeof *c->added);
            c->added[c->n_added++] = p;
        }
    }
}

static void unite(struct clusters *c, uint32_t a, uint32_t b)
{
    uint32_t to = a < b ? a : b, from = a < b ? b : a;
    for (uint32_t i = from; i != NO_RECORD; i = c->next[i])
        c->root[i] = to;
    c->next[c->of_root[to].last] = from;
    c->of_root[to].last = c->of_root[from].last;
    c->of_root[to].n += c->of_root[from].n;
    c->of_root[to].is_told_apart |= c->of_root[from].is_told_apart;
}

/* ------------------------------------------------------------ decided pairs */

static void begin_with_labels(struct clusters *c)
{
    const struct linkage *l = c->l;
    for (size_t k = 0; k < l->n_labels; k++) {
        const struct label *d = &l->labels[k];
        if (!d->is_same)
            c->of_root[c->root[d->i]].is_told_apart =
                c->of_root[c->root[d->j]].is_told_apart = true;
        else if (c->root[d->i] != c->root[d->j]) {
            add_pairs(c, c->root[d->i], c->root[d->j], AS_TOLD);
            unite(c, c->root[d->i], c->root[d->j]);
        }
    }
}

/* Somebody has decided that one of a and one of b are two people. */
static bool are_told_apart(const struct clusters *c, uint32_t a, uint32_t b)
{
    const struct linkage *l = c->l;
    if (!c->of_root[a].is_told_apart || !c->of_root[b].is_told_apart)
        return false;
    for (size_t k = 0; k < l->n_labels; k++) {
        const struct label *d = &l->labels[k];
        uint32_t x = c->root[d->i], y = c->root[d->j];
        if (!d->is_same && ((x == a && y == b) || (x == b && y == a)))
            return true;
    }
    return false;
}

/* ------------------------------------------------------------------- passes */

static int surest_first(const void *x, const void *y)
{
    const struct link *a = *(struct link *const *)x;
    const struct link *b = *(struct link *const *)y;
    if (a->weight != b->weight)
        return a->weight > b->weight ? -1 : 1;
    if (a->i != b->i)
        return a->i < b->i ? -1 : 1;
    return (a->j > b->j) - (a->j < b->j);
}

static size_t pass(struct clusters *c, struct link *const *order, size_t n)
{
    size_t united = 0;
    for (size_t k = 0; k < n; k++) {
        struct link *p = order[k];
        uint32_t a = c->root[p->i], b = c->root[p->j];
        if (a == b || are_told_apart(c, a, b))
            continue;
        bool both_alone = c->of_root[a].n == 1 && c->of_root[b].n == 1;
        double probability =
            both_alone ? p->before : union_probability(c, a, b);
        if (probability < c->l->options.threshold)
            continue;
        add_pairs(c, a, b, probability);
        unite(c, a, b);
        united++;
    }
    return united;
}

/* ------------------------------------------------------------------ outcome */

static int by_records(const void *x, const void *y)
{
    const struct link *a = x, *b = y;
    if (a->i != b->i)
        return a->i < b->i ? -1 : 1;
    return (a->j > b->j) - (a->j < b->j);
}

/* Pairs within clusters, and the others with what is said of their clusters. */
static void join_links(struct clusters *c)
{
    struct linkage *l = c->l;
    size_t n = c->n_added;
    struct link *all =
        arena_take_array(l->arena, n + l->n_links + 1, sizeof *all);
    for (size_t k = 0; k < n; k++)
        all[k] = c->added[k];
    for (size_t k = 0; k < l->n_links; k++) {
        uint32_t a = c->root[l->links[k].i], b = c->root[l->links[k].j];
        if (a == b)
            continue;
        all[n] = l->links[k];
        if (c->of_root[a].n > 1 || c->of_root[b].n > 1)
            all[n].probability =
                fmin(all[n].before, union_probability(c, a, b));
        else
            all[n].probability = all[n].before;
        n++;
    }
    qsort(all, n, sizeof *all, by_records);
    l->links = all;
    l->n_links = n;
}

static void begin(struct clusters *c, struct linkage *l, size_t n_joining)
{
    size_t n = l->data.n_records;
    *c = (struct clusters){.l = l, .n_slots = 1024};
    while (c->n_slots < 2 * MOST_PASSES * n_joining + 2 * l->n_links)
        c->n_slots *= 2;
    c->looked_at = arena_take_array(l->arena, c->n_slots, sizeof *c->looked_at);
    c->root = arena_take_array(l->arena, n + 1, sizeof *c->root);
    c->next = arena_take_array(l->arena, n + 1, sizeof *c->next);
    c->of_root = arena_take_array(l->arena, n + 1, sizeof *c->of_root);
    for (size_t r = 0; r < n; r++) {
        c->root[r] = (uint32_t)r;
        c->next[r] = NO_RECORD;
        c->of_root[r] = (struct cluster){1, (uint32_t)r, false};
    }
    begin_with_labels(c);
}

void assign_clusters(struct linkage *l)
{
    struct clusters c;
    size_t n = 0;
    struct link **order =
        arena_take_array(l->arena, l->n_links + 1, sizeof *order);
    for (size_t k = 0; k < l->n_links; k++)
        if (l->links[k].before >= LEAST_JOINING)
            order[n++] = &l->links[k];
    qsort(order, n, sizeof *order, surest_first);
    begin(&c, l, n);
    for (size_t k = 0; k < MOST_PASSES && pass(&c, order, n) > 0; k++)
        ;
    join_links(&c);
    l->cluster = c.root;
}
