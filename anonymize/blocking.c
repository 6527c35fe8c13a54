/* blocking: which pairs are looked at. */
#include "anonymize/blocking.h"

#include "anonymize/match_weights.h"
#include "anonymize/pair_scores.h"
#include "anonymize/piece.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* True pairs imagined to see what rules find. */
#define DRAWS 8192
/* Nothing more is sought when so few would be missed. */
#define FEW_MISSED 1.3e-4
/* Errors of a record against the usual number: from the first to the sum of
 * both, few records having very many. */
#define LEAST_PRONE 0.3
#define MOST_PRONE 3.5
/* Rules cheaper than this part of the budget count as equally cheap. */
#define CHEAP 0.02
/* For those of one household so much of the budget. */
#define HOUSEHOLDS 0.05
/* How often a value agrees exactly among true pairs, before anything is
 * learnt: cautious. */
#define EXACT_BEFORE 0.75
/* How many of them still live where they lived. */
#define STAYS_BEFORE 0.85
/* A rule may turn out so many times more pairs than foreseen. */
#define MOST_SURPRISE 3.0
#define BOTH_ORDERS "either_order"

/* ------------------------------------------------------------------- pieces */

static int by_size(const void *x, const void *y)
{
    uint64_t a = *(const uint64_t *)x, b = *(const uint64_t *)y;
    return (a > b) - (a < b);
}

/* Chance that two random records, both given or not, agree on a piece. */
static double chance_of(const struct linkage *l, struct piece *p)
{
    const struct comparison *c = l->components[p->component];
    struct {
        uint64_t hash, n;
    } *group = arena_memory_or_end((c->n_forms + 1) * sizeof *group);
    size_t n = 0;
    double agree = 0, having = 0, all = (double)l->data.n_records;
    for (uint32_t f = 1; f < c->n_forms; f++) {
        if (p->of_form[f] == 0)
            continue;
        group[n].hash = p->of_form[f];
        group[n++].n = c->count[f];
    }
    qsort(group, n, sizeof *group, by_size);
    for (size_t i = 0, same; i < n; i += same) {
        double records = 0;
        for (same = 0; i + same < n && group[i + same].hash == group[i].hash;
             same++)
            records += (double)group[i + same].n;
        agree += records * records;
        having += records;
    }
    free(group);
    p->given = c->n_given > 0 ? having / c->n_given : 0.0;
    return agree / (all * all);
}

static void add_piece(struct linkage *l, size_t k,
                      const struct piece_kind *kind, bool is_whole)
{
    const struct comparison *c = l->components[k];
    if (l->n_pieces == MOST_PIECES)
        return;
    struct piece *p = &l->pieces[l->n_pieces++];
    *p = (struct piece){.component = k,
                        .partner = k,
                        .name = kind->name,
                        .agrees_if_exact = 1.0,
                        .agrees_otherwise =
                            is_whole ? 0.0 : kind->agrees_otherwise};
    p->of_form = arena_take_array(l->arena, c->n_forms, sizeof *p->of_form);
    p->of = kind->of;
}

static void fill_pieces(void *context, size_t t, size_t n)
{
    struct linkage *l = context;
    for (size_t k = t; k < l->n_pieces; k += n) {
        struct piece *p = &l->pieces[k];
        const struct comparison *c = l->components[p->component];
        for (uint32_t f = 1; f < c->n_forms; f++)
            p->of_form[f] = p->of(c, f);
        p->chance = chance_of(l, p);
    }
}

/* Those that no value has go. */
static void drop_empty_pieces(struct linkage *l)
{
    size_t kept = 0;
    for (size_t k = 0; k < l->n_pieces; k++)
        if (l->pieces[k].chance > 0)
            l->pieces[kept++] = l->pieces[k];
    l->n_pieces = kept;
}

/* Given name and surname together, whichever stands where. */
static void add_swapped(struct linkage *l)
{
    if (!l->has_swap || l->n_pieces == MOST_PIECES)
        return;
    l->pieces[l->n_pieces++] =
        (struct piece){.component = l->swap_first,
                       .partner = l->swap_second,
                       .name = BOTH_ORDERS,
                       .agrees_if_exact = 1.0,
                       .given = 1.0,
                       .chance = l->exact_chance[l->swap_first] *
                                 l->exact_chance[l->swap_second] * 2.0};
}

void blocking_pieces(struct linkage *l)
{
    l->n_pieces = 0;
    for (size_t k = 0; k < l->n_components; k++) {
        const struct piece_kind *kinds = piece_kinds(l->components[k]->method);
        for (size_t n = 0; kinds[n].name != NULL; n++)
            add_piece(l, k, &kinds[n], n == 0);
    }
    run_threads(l->options.jobs, fill_pieces, l);
    drop_empty_pieces(l);
    add_swapped(l);
}

/* --------------------------------------------------------------------- keys */

static uint64_t piece_of_record(const struct linkage *l, const struct piece *p,
                                size_t record)
{
    const uint32_t *forms = l->forms + record * l->n_components;
    if (p->partner == p->component)
        return p->of_form[forms[p->component]];
    uint32_t a = forms[p->component], b = forms[p->partner];
    if (a == 0 || b == 0)
        return 0;
    uint64_t x = l->components[p->component]->hash[a];
    uint64_t y = l->components[p->partner]->hash[b];
    return mix_hash(x + y, x ^ y);
}

static uint32_t key_of_record(const struct linkage *l, const struct rule *r,
                              size_t record)
{
    uint64_t h = 1;
    for (size_t n = 0; n < r->n_pieces; n++) {
        uint64_t part = piece_of_record(l, &l->pieces[r->piece[n]], record);
        if (part == 0)
            return 0;
        h = mix_hash(h, part);
    }
    uint32_t key = (uint32_t)(h >> 32);
    return key == 0 ? 1 : key;
}

struct key_job {
    const struct linkage *l;
    uint32_t *keys;
};

static void make_keys(void *context, size_t t, size_t n)
{
    const struct key_job *job = context;
    size_t records = job->l->data.n_records, width = job->l->n_rules;
    for (size_t r = records * t / n; r < records * (t + 1) / n; r++)
        for (size_t k = 0; k < width; k++)
            job->keys[r * width + k] =
                key_of_record(job->l, &job->l->rules[k], r);
}

uint32_t *blocking_keys(struct linkage *l)
{
    struct key_job job = {.l = l};
    job.keys = arena_take_array(l->arena, l->data.n_records * l->n_rules + 1,
                                sizeof *job.keys);
    run_threads(l->options.jobs, make_keys, &job);
    return job.keys;
}

static int by_key(const void *x, const void *y)
{
    uint32_t a = *(const uint32_t *)x, b = *(const uint32_t *)y;
    return (a > b) - (a < b);
}

/* Counted on the keys of every 16th block where there are very many. */
double blocking_count(const struct linkage *l, const struct rule *r)
{
    size_t n = l->data.n_records, first = l->data.n_first;
    uint32_t part = n > 50000 ? 16 : 1;
    uint32_t *keys = arena_memory_or_end((n + 1) * sizeof *keys);
    double pairs = 0;
    size_t n_left = 0, n_all = 0;
    for (size_t i = 0; i < n; i++) {
        uint32_t key = key_of_record(l, r, i);
        if (i == first)
            n_left = n_all;
        if (key != 0 && key % part == 0)
            keys[n_all++] = key;
    }
    if (first == n)
        n_left = n_all;
    qsort(keys, n_left, sizeof *keys, by_key);
    qsort(keys + n_left, n_all - n_left, sizeof *keys, by_key);
    size_t q = n_left;
    for (size_t i = 0, same; i < n_left; i += same) {
        size_t other = 0;
        for (same = 1; i + same < n_left && keys[i + same] == keys[i]; same++)
            ;
        while (q < n_all && keys[q] < keys[i])
            q++;
        while (q + other < n_all && keys[q + other] == keys[i])
            other++;
        double a = (double)same, b = (double)other;
        pairs += l->data.is_dedupe ? a * (a - 1.0) / 2.0 : a * b;
    }
    free(keys);
    return pairs * part;
}

/* ---------------------------------------------------------------- foresight */

struct foresight {
    uint64_t *missed; /* draws that no rule finds yet: one bit a piece */
    size_t n_missed;
    uint64_t *agrees; /* all draws */
};

static double uniform(uint64_t draw, uint64_t what)
{
    return (double)(mix_hash(draw, what + 1000) >> 11) * 0x1p-53;
}

static double given_share(const struct linkage *l, size_t k)
{
    double n = (double)l->data.n_records;
    return n > 0 ? l->components[k]->n_given / n : 0.0;
}

static double exact_share(const struct linkage *l, size_t k, bool learnt)
{
    return learnt ? weights_exact(l, k) : EXACT_BEFORE;
}

static uint64_t imagine(const struct linkage *l, uint64_t draw, bool learnt)
{
    bool given[MOST_COMPONENTS], exact[MOST_COMPONENTS];
    uint64_t agrees = 0;
    /* Some records are full of errors: these are what rules must find. */
    double v = uniform(draw, 999);
    double prone = LEAST_PRONE + MOST_PRONE * v * v * v;
    double stays = learnt ? weights_stays(l) : STAYS_BEFORE;
    bool moved = uniform(draw, 998) >= stays;
    for (size_t k = 0; k < l->n_components; k++) {
        double share = given_share(l, k);
        bool elsewhere =
            moved && l->units[l->unit_of[k]].role == ROLE_HOUSEHOLD;
        given[k] = !elsewhere && uniform(draw, k) < share * share;
        double wrong = prone * (1.0 - exact_share(l, k, learnt));
        exact[k] = given[k] && uniform(draw, k + 50) >= wrong;
    }
    for (size_t p = 0; p < l->n_pieces; p++) {
        const struct piece *q = &l->pieces[p];
        bool whole = exact[q->component] && exact[q->partner];
        if (uniform(draw, p + 200) >= q->given)
            continue;
        if (whole || (given[q->component] &&
                      uniform(draw, p + 100) < q->agrees_otherwise))
            agrees |= (uint64_t)1 << p;
    }
    return agrees;
}

static void foresee(struct linkage *l, bool learnt, struct foresight *f)
{
    f->agrees = arena_take_array(l->arena, DRAWS, sizeof *f->agrees);
    f->missed = arena_take_array(l->arena, DRAWS, sizeof *f->missed);
    f->n_missed = DRAWS;
    for (size_t d = 0; d < DRAWS; d++)
        f->missed[d] = f->agrees[d] = imagine(l, d, learnt);
}

static uint64_t rule_bits(const struct rule *r)
{
    uint64_t bits = 0;
    for (size_t n = 0; n < r->n_pieces; n++)
        bits |= (uint64_t)1 << r->piece[n];
    return bits;
}

static size_t newly_found(const struct foresight *f, uint64_t bits)
{
    size_t n = 0;
    for (size_t d = 0; d < f->n_missed; d++)
        n += (f->missed[d] & bits) == bits;
    return n;
}

static void take_found(struct foresight *f, struct rule *r)
{
    uint64_t bits = rule_bits(r);
    size_t all = 0, kept = 0;
    for (size_t d = 0; d < DRAWS; d++)
        all += (f->agrees[d] & bits) == bits;
    for (size_t d = 0; d < f->n_missed; d++)
        if ((f->missed[d] & bits) != bits)
            f->missed[kept++] = f->missed[d];
    f->n_missed = kept;
    r->finds = (double)all / DRAWS;
}

double blocking_misses(struct linkage *l, bool learnt)
{
    struct foresight f;
    if (l->all_pairs)
        return 0.0;
    foresee(l, learnt, &f);
    for (size_t r = 0; r < l->n_rules; r++)
        take_found(&f, &l->rules[r]);
    return (double)f.n_missed / DRAWS;
}

/* ------------------------------------------------------------------- choice */

struct candidate {
    struct rule rule;
    uint64_t bits;
    double foreseen; /* pairs, as if pieces were independent */
    bool is_out;
};

static bool may_join(const struct linkage *l, const struct rule *r, size_t p)
{
    const struct piece *q = &l->pieces[p];
    for (size_t n = 0; n < r->n_pieces; n++) {
        const struct piece *o = &l->pieces[r->piece[n]];
        if (o->component == q->component || o->partner == q->component ||
            o->component == q->partner || o->partner == q->partner)
            return false;
    }
    return true;
}

struct choice {
    struct linkage *l;
    struct candidate *list;
    size_t n, capacity;
    double budget, used;
};

static void add_candidates(struct choice *c, struct rule r, size_t from)
{
    for (size_t p = from; p < c->l->n_pieces; p++) {
        if (!may_join(c->l, &r, p))
            continue;
        struct rule longer = r;
        longer.piece[longer.n_pieces++] = p;
        double pairs = c->l->n_possible;
        for (size_t n = 0; n < longer.n_pieces; n++)
            pairs *= c->l->pieces[longer.piece[n]].chance;
        longer.n_pairs = pairs;
        if (pairs <= c->budget) {
            c->list = arena_grow(c->l->arena, c->list, c->n, &c->capacity,
                                 sizeof *c->list);
            c->list[c->n++] =
                (struct candidate){longer, rule_bits(&longer), pairs, false};
        }
        /* What is cheap enough needs no further piece. */
        if (longer.n_pieces < PIECES_A_RULE && pairs > CHEAP * c->budget)
            add_candidates(c, longer, p + 1);
    }
}

static struct candidate *best_candidate(struct choice *c,
                                        const struct foresight *f)
{
    struct candidate *best = NULL;
    double most = 0;
    for (size_t n = 0; n < c->n; n++) {
        struct candidate *k = &c->list[n];
        if (k->is_out || c->used + k->foreseen > c->budget)
            continue;
        double gain = (double)newly_found(f, k->bits);
        double score = gain / (k->foreseen + CHEAP * c->budget);
        if (gain > 0 && score > most) {
            most = score;
            best = k;
        }
    }
    return best;
}

static void take_rule(struct choice *c, struct candidate *k,
                      struct foresight *f)
{
    struct linkage *l = c->l;
    k->is_out = true;
    k->rule.n_pairs = blocking_count(l, &k->rule);
    if (c->used + k->rule.n_pairs > c->budget &&
        k->rule.n_pairs > MOST_SURPRISE * k->foreseen)
        return;
    if (c->used + k->rule.n_pairs > 1.3 * c->budget)
        return;
    take_found(f, &k->rule);
    c->used += k->rule.n_pairs;
    l->rules[l->n_rules++] = k->rule;
}

static enum role role_of_piece(const struct linkage *l, const struct piece *p)
{
    return l->units[l->unit_of[p->component]].role;
}

/* The rarest of the whole values that a household shares, and that half of
 * the records have; n_pieces when there is none. */
static size_t household_piece(const struct linkage *l)
{
    size_t best = l->n_pieces;
    for (size_t p = 0; p < l->n_pieces; p++) {
        const struct piece *q = &l->pieces[p];
        bool fits = role_of_piece(l, q) == ROLE_HOUSEHOLD &&
                    q->agrees_otherwise <= 0 &&
                    given_share(l, q->component) >= 0.5;
        if (fits && (best == l->n_pieces || q->chance < l->pieces[best].chance))
            best = p;
    }
    return best;
}

/* Husbands and wives must be among the pairs that are compared, or nothing is
 * learnt of households and twins look like one person: a rule of its own, as
 * loose as its part of the budget allows. */
static bool household_rule(const struct choice *c, struct candidate *out)
{
    const struct linkage *l = c->l;
    size_t home = household_piece(l);
    if (home == l->n_pieces)
        return false;
    double alone = l->n_possible * l->pieces[home].chance;
    *out = (struct candidate){.rule = {.n_pieces = 1, .piece = {home}},
                              .foreseen = alone};
    double loosest = alone <= HOUSEHOLDS * c->budget ? alone : 0.0;
    for (size_t p = 0; p < l->n_pieces && alone > HOUSEHOLDS * c->budget; p++) {
        double pairs = alone * l->pieces[p].chance;
        if (role_of_piece(l, &l->pieces[p]) != ROLE_SHARED ||
            pairs > HOUSEHOLDS * c->budget || pairs <= loosest)
            continue;
        loosest = pairs;
        out->foreseen = pairs;
        out->rule.n_pieces = 2;
        out->rule.piece[1] = p;
    }
    return loosest > 0;
}

void blocking_choose(struct linkage *l, double budget, bool learnt)
{
    struct choice c = {.l = l, .budget = budget};
    struct foresight f;
    struct candidate *best;
    l->n_rules = 0;
    if (l->all_pairs)
        return;
    foresee(l, learnt, &f);
    add_candidates(&c, (struct rule){0}, 0);
    struct candidate home;
    if (household_rule(&c, &home))
        take_rule(&c, &home, &f);
    while (l->n_rules < MOST_RULES && (double)f.n_missed > FEW_MISSED * DRAWS &&
           (best = best_candidate(&c, &f)) != NULL)
        take_rule(&c, best, &f);
}
