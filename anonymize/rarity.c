/* rarity: how much it says that two records agree on this very value. */
#include "anonymize/rarity.h"

#include "anonymize/stranger_priors.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Bounds of a; with fewer triples than this its usual value is taken. */
#define LEAST_EVENNESS 0.3
#define MOST_EVENNESS 30.0
#define USUAL_EVENNESS 0.5
#define FEWEST_TRIPLES 20.0

double chance_beforehand(enum method m)
{
    static const double chance[N_METHODS] = {
        [METHOD_TEXT] = 5e-3,     [METHOD_NAME] = 5e-5,
        [METHOD_KANA] = 7e-5,     [METHOD_DATE] = 7e-5,
        [METHOD_DIGITS] = 1e-4,   [METHOD_ADDRESS] = 2e-4,
        [METHOD_CATEGORY] = 0.25, [METHOD_NUMBER] = 5e-2,
        [METHOD_SEX] = 0.5,       [METHOD_TELEPHONE] = 1e-4,
    };
    return chance[m];
}

/* Pairs and triples of records that agree, over those there are. */
struct agreement {
    double pairs, pairs_possible;
    double triples, triples_possible;
};

static void add_group(struct agreement *g, double c)
{
    g->pairs += c * (c - 1.0);
    g->triples += c * (c - 1.0) * (c - 2.0);
}

static void add_file(struct agreement *g, double n)
{
    g->pairs_possible += n * (n - 1.0);
    g->triples_possible += n * (n - 1.0) * (n - 2.0);
}

/* Within each file: two records of one file are two people, as a rule. */
static struct agreement agreement_within(const struct linkage *l,
                                         const struct comparison *c)
{
    struct agreement g = {0};
    uint32_t *count = arena_memory_or_end(c->n_forms * sizeof *count);
    size_t from = 0, end = l->data.n_first;
    while (from < l->data.n_records) {
        double given = 0;
        memset(count, 0, c->n_forms * sizeof *count);
        for (size_t r = from; r < end; r++)
            count[c->of_record[r]]++;
        for (uint32_t f = 1; f < c->n_forms; f++) {
            add_group(&g, count[f]);
            given += count[f];
        }
        add_file(&g, given);
        from = end;
        end = l->data.n_records;
    }
    free(count);
    return g;
}

static double evenness(const struct agreement *g, double chance)
{
    if (g->triples < FEWEST_TRIPLES || g->triples_possible <= 0)
        return USUAL_EVENNESS;
    double square = g->triples / g->triples_possible;
    double spread = square - chance * chance;
    if (spread <= 0)
        return MOST_EVENNESS;
    double a = chance * chance / spread;
    return a < LEAST_EVENNESS  ? LEAST_EVENNESS
           : a > MOST_EVENNESS ? MOST_EVENNESS
                               : a;
}

static float rarity_of(double others, double n, double a, double chance)
{
    if (others < 0)
        others = 0;
    if (n < 0)
        n = 0;
    return (float)-log((others + a) / (n + a / chance));
}

static void measure(struct linkage *l, size_t k)
{
    const struct comparison *c = l->components[k];
    struct agreement g = agreement_within(l, c);
    double before = chance_beforehand(c->method);
    double chance = (g.pairs + 1.0) / (g.pairs_possible + 1.0 / before);
    double a = evenness(&g, chance), n = c->n_given;
    float *exact = arena_take_array(l->arena, c->n_forms, sizeof *exact);
    float *close = arena_take_array(l->arena, c->n_forms, sizeof *close);
    for (uint32_t f = 1; f < c->n_forms; f++) {
        exact[f] = rarity_of(c->count[f] - 2.0, n - 2.0, a, chance);
        close[f] = rarity_of(c->count[f] - 1.0, n - 1.0, a, chance);
    }
    l->rarity_exact[k] = exact;
    l->rarity_close[k] = close;
    l->exact_chance[k] = chance;
}

void rarity_measure(struct linkage *l)
{
    for (size_t k = 0; k < l->n_components; k++)
        measure(l, k);
}

static int by_size(const void *x, const void *y)
{
    uint64_t a = *(const uint64_t *)x, b = *(const uint64_t *)y;
    return (a > b) - (a < b);
}

double rarity_of_both(struct linkage *l, const struct unit *u)
{
    const struct comparison *a = l->components[u->part[0]];
    const struct comparison *b = l->components[u->part[1]];
    struct agreement g = {0};
    size_t from = 0, end = l->data.n_first;
    uint64_t *both =
        arena_memory_or_end((l->data.n_records + 1) * sizeof *both);
    while (from < l->data.n_records) {
        size_t n = 0;
        for (size_t r = from; r < end; r++)
            if (a->of_record[r] != 0 && b->of_record[r] != 0)
                both[n++] = (uint64_t)a->of_record[r] << 32 | b->of_record[r];
        qsort(both, n, sizeof *both, by_size);
        for (size_t i = 0, same; i < n; i += same) {
            for (same = 1; i + same < n && both[i + same] == both[i]; same++)
                ;
            add_group(&g, (double)same);
        }
        add_file(&g, (double)n);
        from = end;
        end = l->data.n_records;
    }
    free(both);
    double before = both_exact_beforehand(l, u);
    return (g.pairs + 1.0) / (g.pairs_possible + 1.0 / before);
}
