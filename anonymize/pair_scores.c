/* pair_scores: the levels of agreement of every pair that blocking names. */
#include "anonymize/pair_scores.h"

#include "anonymize/namesakes.h"
#include "anonymize/rarity.h"
#include "anonymize/stranger_priors.h"

#include <math.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define MOST_THREADS 8
#define CHUNK_PAIRS 65536
#define CHUNK_RECORDS 256
/* Random pairs for the shares among strangers. */
#define SAMPLE 200000
/* With more between the files, matches are too few among random pairs to
 * matter, and pairs within a file need not be looked at. */
#define FEW_CROSS_PAIRS 1e7
#define BEFORE_CLOSE 10.0
/* A value close to a rare one says more, but less surely than the same. */
#define MOST_CLOSE 3.0
#define LEAST_CLOSE (-4.0)

uint64_t mix_hash(uint64_t a, uint64_t b)
{
    uint64_t h = a * 0x9e3779b97f4a7c15u + b;
    h ^= h >> 30;
    h *= 0xbf58476d1ce4e5b9u;
    h ^= h >> 27;
    h *= 0x94d049bb133111ebu;
    return h ^ h >> 31;
}

/* ------------------------------------------------------------------- a pair */

static unsigned from_which_rarity_counts(enum method m)
{
    static const unsigned level[N_METHODS] = {
        [METHOD_TEXT] = 3,          [METHOD_NAME] = 4,   [METHOD_KANA] = 4,
        [METHOD_DATE] = 4,          [METHOD_DIGITS] = 3, [METHOD_ADDRESS] = 3,
        [METHOD_CATEGORY] = LEVELS, [METHOD_NUMBER] = 2, [METHOD_SEX] = LEVELS,
        [METHOD_TELEPHONE] = 3,
    };
    return level[m];
}

/* Given name and surname stand in each other's place. */
static bool is_swapped(const struct linkage *l, const uint32_t *x,
                       const uint32_t *y)
{
    const uint64_t *given = l->components[l->swap_first]->hash;
    const uint64_t *family = l->components[l->swap_second]->hash;
    uint32_t a = x[l->swap_first], b = x[l->swap_second];
    uint32_t c = y[l->swap_first], d = y[l->swap_second];
    return a != 0 && b != 0 && c != 0 && d != 0 && given[a] == family[d] &&
           family[b] == given[c];
}

uint64_t pair_levels(const struct linkage *l, uint32_t i, uint32_t j)
{
    const uint32_t *x = l->forms + (size_t)i * l->n_components;
    const uint32_t *y = l->forms + (size_t)j * l->n_components;
    uint64_t key = 0;
    for (size_t k = 0; k < l->n_components; k++)
        key |= (uint64_t)comparison_level(l->components[k], x[k], y[k])
               << (k * LEVEL_BITS);
    if (l->has_swap && pattern_level(key, l->swap_second) < TEXT_EXACT &&
        pattern_level(key, l->swap_first) < TEXT_EXACT && is_swapped(l, x, y)) {
        key &= ~((uint64_t)7 << (l->swap_first * LEVEL_BITS));
        key &= ~((uint64_t)7 << (l->swap_second * LEVEL_BITS));
        key |= (uint64_t)TEXT_SWAPPED << (l->swap_second * LEVEL_BITS);
    }
    return key;
}

/* How much rarer than usual what agrees is; 0 where nothing does. */
static double component_rarity(const struct linkage *l, size_t k,
                               unsigned level, uint32_t x, uint32_t y)
{
    enum method m = l->components[k]->method;
    if (level < from_which_rarity_counts(m) ||
        (m == METHOD_TEXT && level == TEXT_SWAPPED))
        return 0.0;
    if (level == comparison_exact(m))
        return (double)l->rarity_exact[k][x] - l->expected[k][level];
    double r =
        fmax((double)l->rarity_close[k][x], (double)l->rarity_close[k][y]) -
        l->expected[k][level];
    return r > MOST_CLOSE ? MOST_CLOSE : r < LEAST_CLOSE ? LEAST_CLOSE : r;
}

static double unit_rarity(const struct linkage *l, const struct unit *u,
                          uint64_t key, const uint32_t *x, const uint32_t *y)
{
    size_t a = u->part[0], b = u->part[1];
    unsigned p = pattern_level(key, a);
    double r = component_rarity(l, a, p, x[a], y[a]);
    if (u->n_parts == 1)
        return r;
    unsigned q = pattern_level(key, b);
    if (p == comparison_exact(l->components[a]->method) &&
        q == comparison_exact(l->components[b]->method))
        return fmax((double)l->rarity_exact[a][x[a]],
                    (double)l->rarity_exact[b][x[b]]) -
               u->expected_both;
    double s = component_rarity(l, b, q, x[b], y[b]);
    return p == LEVEL_MISSING || fabs(s) > fabs(r) ? s : r;
}

double pair_unit_rarity(const struct linkage *l, const struct unit *u,
                        uint32_t i, uint32_t j)
{
    return unit_rarity(l, u, pair_levels(l, i, j),
                       l->forms + (size_t)i * l->n_components,
                       l->forms + (size_t)j * l->n_components);
}

uint64_t pair_pattern(const struct linkage *l, uint32_t i, uint32_t j)
{
    const uint32_t *x = l->forms + (size_t)i * l->n_components;
    const uint32_t *y = l->forms + (size_t)j * l->n_components;
    uint64_t key = pair_levels(l, i, j);
    double sum[N_ROLES] = {0};
    for (size_t n = 0; n < l->n_units; n++)
        sum[l->units[n].role] += unit_rarity(l, &l->units[n], key, x, y);
    for (size_t role = 0; role < N_ROLES; role++) {
        double step = sum[role] / TF_STEP + 0.5;
        int bucket = (int)step - (step < (int)step) + TF_ZERO;
        unsigned b = bucket < 0 ? 0 : bucket > 63 ? 63 : (unsigned)bucket;
        key |= (uint64_t)b << (TF_SHIFT + TF_BITS * role);
    }
    return key;
}

/* ------------------------------------------------------------------ batches */

/* Pairs whose values are fetched before the first is compared: waiting for
 * memory is most of the work. */
#define BATCH 8
struct batch {
    size_t n;
    uint32_t i[BATCH], j[BATCH];
};

static void fetch_rows(const struct linkage *l, const struct batch *b)
{
    for (size_t k = 0; k < b->n; k++) {
        __builtin_prefetch(l->forms + (size_t)b->i[k] * l->n_components);
        __builtin_prefetch(l->forms + (size_t)b->j[k] * l->n_components);
    }
}

static void fetch_forms(const struct linkage *l, const struct batch *b)
{
    for (size_t k = 0; k < b->n; k++) {
        const uint32_t *x = l->forms + (size_t)b->i[k] * l->n_components;
        const uint32_t *y = l->forms + (size_t)b->j[k] * l->n_components;
        for (size_t c = 0; c < l->n_components; c++) {
            __builtin_prefetch(&l->components[c]->forms[x[c]]);
            __builtin_prefetch(&l->components[c]->forms[y[c]]);
        }
    }
}

static void fetch_points(const struct linkage *l, const struct batch *b)
{
    for (size_t k = 0; k < b->n; k++) {
        const uint32_t *x = l->forms + (size_t)b->i[k] * l->n_components;
        const uint32_t *y = l->forms + (size_t)b->j[k] * l->n_components;
        for (size_t c = 0; c < l->n_components; c++) {
            const struct comparison *p = l->components[c];
            if (x[c] == y[c])
                continue;
            __builtin_prefetch(p->points + p->forms[x[c]].first);
            __builtin_prefetch(p->points + p->forms[y[c]].first);
        }
    }
}

static void fetch(const struct linkage *l, const struct batch *b)
{
    fetch_rows(l, b);
    fetch_forms(l, b);
    fetch_points(l, b);
}

/* ------------------------------------------------------------------ threads */

size_t thread_count(int jobs)
{
    long n = jobs > 0 ? jobs : sysconf(_SC_NPROCESSORS_ONLN);
    return n < 1 ? 1 : n > MOST_THREADS ? MOST_THREADS : (size_t)n;
}

struct thread_job {
    void (*work)(void *context, size_t t, size_t n);
    void *context;
    size_t t, n;
};

static void *run_job(void *argument)
{
    const struct thread_job *j = argument;
    j->work(j->context, j->t, j->n);
    return NULL;
}

void run_threads(int jobs, void (*work)(void *context, size_t t, size_t n),
                 void *context)
{
    size_t n = thread_count(jobs);
    struct thread_job job[MOST_THREADS];
    pthread_t thread[MOST_THREADS];
    bool started[MOST_THREADS] = {false};
    for (size_t t = 0; t < n; t++)
        job[t] = (struct thread_job){work, context, t, n};
    for (size_t t = 1; t < n; t++)
        started[t] = pthread_create(&thread[t], NULL, run_job, &job[t]) == 0;
    run_job(&job[0]);
    for (size_t t = 1; t < n; t++) {
        if (started[t])
            pthread_join(thread[t], NULL);
        else
            run_job(&job[t]);
    }
}

/* ------------------------------------------------------------------- sample */

struct sample {
    struct linkage *l;
    size_t n;
    uint64_t possible;
    bool whole; /* every pair there is */
    bool of_one_file;
    uint64_t *levels;
    uint32_t *i, *j;
};

/* Pair number of a triangle over n: row i starts at i (2n - i - 1) / 2. */
static void pair_of_triangle(uint64_t number, size_t n, uint32_t *i,
                             uint32_t *j)
{
    uint64_t low = 0, high = n - 1;
    while (low + 1 < high) {
        uint64_t middle = (low + high) / 2;
        if (middle * (2 * n - middle - 1) / 2 <= number)
            low = middle;
        else
            high = middle;
    }
    *i = (uint32_t)low;
    *j = (uint32_t)(low + 1 + (number - low * (2 * n - low - 1) / 2));
}

static void pair_of_number(const struct sample *s, uint64_t number, uint32_t *i,
                           uint32_t *j)
{
    size_t first = s->l->data.n_first, n = s->l->data.n_records;
    uint64_t in_first = (uint64_t)first * (first - 1) / 2;
    if (s->l->data.is_dedupe || (s->of_one_file && number < in_first)) {
        pair_of_triangle(number, first, i, j);
    } else if (s->of_one_file) {
        pair_of_triangle(number - in_first, n - first, i, j);
        *i += (uint32_t)first;
        *j += (uint32_t)first;
    } else {
        *i = (uint32_t)(number / (n - first));
        *j = (uint32_t)(first + number % (n - first));
    }
}

static void sample_part(void *context, size_t t, size_t n)
{
    struct sample *s = context;
    size_t end = s->n * (t + 1) / n;
    for (size_t from = s->n * t / n; from < end; from += BATCH) {
        struct batch b = {.n = end - from < BATCH ? end - from : BATCH};
        for (size_t k = 0; k < b.n; k++) {
            uint64_t number =
                s->whole ? from + k : mix_hash(from + k, 41) % s->possible;
            pair_of_number(s, number, &b.i[k], &b.j[k]);
        }
        fetch(s->l, &b);
        for (size_t k = 0; k < b.n; k++) {
            s->i[from + k] = b.i[k];
            s->j[from + k] = b.j[k];
            s->levels[from + k] = pair_levels(s->l, b.i[k], b.j[k]);
        }
    }
}

/* Mean of 1/frequency at the levels below exact; at exact it is 1/chance. */
static void expect_rarity(struct linkage *l, const struct sample *s, size_t k)
{
    const struct comparison *c = l->components[k];
    unsigned exact = comparison_exact(c->method);
    double usual = -log(l->exact_chance[k]);
    double sum[LEVELS] = {0}, n[LEVELS] = {0};
    for (size_t p = 0; p < s->n; p++) {
        unsigned level = pattern_level(s->levels[p], k);
        uint32_t x = l->forms[s->i[p] * l->n_components + k];
        uint32_t y = l->forms[s->j[p] * l->n_components + k];
        sum[level] += exp(
            fmax((double)l->rarity_close[k][x], (double)l->rarity_close[k][y]));
        n[level] += 1.0;
    }
    for (unsigned level = 0; level < LEVELS; level++)
        l->expected[k][level] =
            level == exact ? usual
                           : log((sum[level] + BEFORE_CLOSE * exp(usual)) /
                                 (n[level] + BEFORE_CLOSE));
}

unsigned code_mask(const struct unit *u, unsigned code)
{
    unsigned mask = 0;
    for (size_t part = 0; part < u->n_parts; part++)
        mask |= (unsigned)(code_level(code, part) != LEVEL_MISSING) << part;
    return mask;
}

/* Pairs of one file are strangers, and how their names differ is not a matter
 * of the office that wrote them: where a file is small they are most of what
 * can be seen. Addresses and numbers are written in each office's own way. */
static void add_within(struct unit *u, const struct sample *within,
                       double total[4])
{
    for (size_t p = 0; u->role != ROLE_HOUSEHOLD && p < within->n; p++) {
        unsigned c = unit_code(u, within->levels[p]);
        u->all[c] += 1.0;
        total[code_mask(u, c)] += 1.0;
    }
}

static void share_codes(struct linkage *l, const struct sample *s,
                        const struct sample *within, struct unit *u)
{
    double total[4] = {0}, before[4] = {0}, sum[4] = {0};
    memset(u->all, 0, sizeof u->all);
    for (size_t p = 0; p < s->n; p++)
        u->all[unit_code(u, s->levels[p])] += 1.0;
    for (unsigned c = 0; c < u->n_codes; c++) {
        total[code_mask(u, c)] += u->all[c];
        before[code_mask(u, c)] += strangers_beforehand(l, u, c);
    }
    for (unsigned mask = 0; mask < 4; mask++)
        u->mask_share[mask] = (total[mask] + 0.5) / ((double)s->n + 2.0);
    add_within(u, within, total);
    for (unsigned c = 0; c < u->n_codes; c++) {
        unsigned mask = code_mask(u, c);
        double known = strangers_beforehand(l, u, c) / fmax(before[mask], 1e-9);
        u->unseen[c] = known > 0 ? 1.0 / (total[mask] + 1.0 / known) : 0.0;
        /* As if one more pair had been seen, among as many as that takes. */
        u->all[c] = known > 0 ? (u->all[c] + 1.0) / (total[mask] + 1.0 / known)
                              : u->all[c] / fmax(total[mask], 1.0);
        sum[mask] += u->all[c];
    }
    for (unsigned c = 0; c < u->n_codes; c++)
        u->all[c] /= fmax(sum[code_mask(u, c)], 1e-9);
}

static void expect_part(void *context, size_t t, size_t n)
{
    struct sample *s = context;
    for (size_t k = t; k < s->l->n_components; k += n)
        expect_rarity(s->l, s, k);
}

static void sample_take(struct sample *s, double possible)
{
    s->possible = (uint64_t)possible;
    s->whole = possible <= SAMPLE;
    s->n = s->whole ? (size_t)possible : SAMPLE;
    s->levels = arena_memory_or_end((s->n + 1) * sizeof *s->levels);
    s->i = arena_memory_or_end((s->n + 1) * sizeof *s->i);
    s->j = arena_memory_or_end((s->n + 1) * sizeof *s->j);
    run_threads(s->l->options.jobs, sample_part, s);
}

static void sample_release(struct sample *s)
{
    free(s->levels);
    free(s->i);
    free(s->j);
}

static double pairs_within(const struct linkage *l)
{
    double a = (double)l->data.n_first, b = (double)l->data.n_records - a;
    return a * (a - 1.0) / 2.0 + b * (b - 1.0) / 2.0;
}

void pairs_sample(struct linkage *l)
{
    struct sample s = {.l = l}, within = {.l = l, .of_one_file = true};
    sample_take(&s, l->n_possible);
    if (!l->data.is_dedupe && l->n_possible <= FEW_CROSS_PAIRS)
        sample_take(&within, pairs_within(l));
    run_threads(l->options.jobs, expect_part, &s);
    for (size_t n = 0; n < l->n_units; n++) {
        struct unit *u = &l->units[n];
        share_codes(l, &s, &within, u);
        if (u->n_parts == 2)
            u->expected_both = -log(rarity_of_both(l, u));
    }
    const struct sample *seen = within.n > 0 ? &within : &s;
    namesakes_measure_sexes(l, seen->levels, seen->n);
    sample_release(&s);
    sample_release(&within);
}

/* ------------------------------------------------------------------ scoring */

struct pair_chunk {
    struct pair_chunk *next;
    size_t n;
    struct scored_pair pairs[CHUNK_PAIRS];
};

struct pair_list {
    struct pair_chunk *chunks;
    size_t n_pairs;
    uint64_t *keys; /* by pattern number */
    uint64_t *counts;
    uint32_t *slots; /* pattern number + 1 */
    size_t n_patterns, n_slots;
    struct batch waiting;
    bool out_of_memory;
};

static void grow_patterns(struct pair_list *p)
{
    size_t n = p->n_slots == 0 ? 4096 : p->n_slots * 2;
    uint32_t *slots = calloc(n, sizeof *slots);
    uint64_t *keys = realloc(p->keys, n / 2 * sizeof *keys);
    if (keys != NULL)
        p->keys = keys;
    uint64_t *counts = realloc(p->counts, n / 2 * sizeof *counts);
    if (counts != NULL)
        p->counts = counts;
    if (slots == NULL || keys == NULL || counts == NULL) {
        free(slots);
        p->out_of_memory = true;
        return;
    }
    for (size_t k = 0; k < p->n_patterns; k++) {
        size_t at = mix_hash(p->keys[k], 1) & (n - 1);
        while (slots[at] != 0)
            at = (at + 1) & (n - 1);
        slots[at] = (uint32_t)k + 1;
    }
    free(p->slots);
    p->slots = slots;
    p->n_slots = n;
}

static uint32_t count_pattern(struct pair_list *p, uint64_t key)
{
    if (p->n_patterns * 2 >= p->n_slots)
        grow_patterns(p);
    if (p->out_of_memory)
        return 0;
    size_t at = mix_hash(key, 1) & (p->n_slots - 1);
    for (; p->slots[at] != 0; at = (at + 1) & (p->n_slots - 1)) {
        uint32_t k = p->slots[at] - 1;
        if (p->keys[k] == key) {
            p->counts[k]++;
            return k;
        }
    }
    p->keys[p->n_patterns] = key;
    p->counts[p->n_patterns] = 1;
    p->slots[at] = (uint32_t)++p->n_patterns;
    return (uint32_t)p->n_patterns - 1;
}

static void score_pair(struct pair_list *p, const struct linkage *l, uint32_t i,
                       uint32_t j)
{
    if (p->chunks == NULL || p->chunks->n == CHUNK_PAIRS) {
        struct pair_chunk *c = malloc(sizeof *c);
        if (c == NULL) {
            p->out_of_memory = true;
            return;
        }
        c->next = p->chunks;
        c->n = 0;
        p->chunks = c;
    }
    uint32_t k = count_pattern(p, pair_pattern(l, i, j));
    p->chunks->pairs[p->chunks->n++] = (struct scored_pair){i, j, k};
    p->n_pairs++;
}

static void score_waiting(struct pair_list *p, const struct linkage *l)
{
    fetch(l, &p->waiting);
    for (size_t k = 0; k < p->waiting.n; k++)
        score_pair(p, l, p->waiting.i[k], p->waiting.j[k]);
    p->waiting.n = 0;
}

static void add_pair(struct pair_list *p, const struct linkage *l, uint32_t i,
                     uint32_t j)
{
    p->waiting.i[p->waiting.n] = i;
    p->waiting.j[p->waiting.n++] = j;
    if (p->waiting.n == BATCH)
        score_waiting(p, l);
}

/* The records of one file in the order of their key under one rule. */
struct keyed {
    uint32_t key, record;
};

struct scoring {
    struct linkage *l;
    const uint32_t *keys;
    size_t rule;
    size_t n_first, n_second;
    struct keyed *first, *second; /* without those that have no key */
};

static bool seen_before(const struct scoring *s, uint32_t i, uint32_t j)
{
    const uint32_t *x = s->keys + (size_t)i * s->l->n_rules;
    const uint32_t *y = s->keys + (size_t)j * s->l->n_rules;
    for (size_t r = 0; r < s->rule; r++)
        if (x[r] == y[r] && x[r] != 0)
            return true;
    return false;
}

static size_t first_not_below(const struct keyed *k, size_t n, uint32_t key)
{
    size_t low = 0, high = n;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (k[middle].key < key)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* *from: where the records of the second file with this key or a higher one
 * begin; moved on. */
static void score_record(const struct scoring *s, struct pair_list *p,
                         size_t at, size_t *from)
{
    uint32_t key = s->first[at].key, i = s->first[at].record;
    bool dedupe = s->l->data.is_dedupe;
    while (!dedupe && *from < s->n_second && s->second[*from].key < key)
        ++*from;
    size_t q = dedupe ? at + 1 : *from;
    for (; q < s->n_second && s->second[q].key == key; q++) {
        uint32_t j = s->second[q].record;
        if (seen_before(s, i, j))
            continue;
        if (dedupe && j < i)
            add_pair(p, s->l, j, i);
        else
            add_pair(p, s->l, i, j);
    }
}

static void score_rule_part(void *context, size_t t, size_t n)
{
    const struct scoring *s = context;
    struct pair_list *p = &s->l->lists[t];
    for (size_t from = t * CHUNK_RECORDS; from < s->n_first;
         from += n * CHUNK_RECORDS) {
        size_t other =
            first_not_below(s->second, s->n_second, s->first[from].key);
        for (size_t at = from; at < from + CHUNK_RECORDS && at < s->n_first;
             at++)
            score_record(s, p, at, &other);
    }
    score_waiting(p, s->l);
}

static void score_all_part(void *context, size_t t, size_t n)
{
    struct linkage *l = context;
    for (size_t i = t; i < l->data.n_first; i += n) {
        size_t j = l->data.is_dedupe ? i + 1 : l->data.n_first;
        for (; j < l->data.n_records; j++)
            add_pair(&l->lists[t], l, (uint32_t)i, (uint32_t)j);
    }
    score_waiting(&l->lists[t], l);
}

static void sort_keyed(struct keyed *k, size_t n, struct keyed *room)
{
    for (unsigned shift = 0; shift < 32; shift += 8) {
        size_t place[257] = {0};
        for (size_t i = 0; i < n; i++)
            place[(k[i].key >> shift & 255) + 1]++;
        for (size_t b = 0; b < 256; b++)
            place[b + 1] += place[b];
        for (size_t i = 0; i < n; i++)
            room[place[k[i].key >> shift & 255]++] = k[i];
        struct keyed *swap = k;
        k = room;
        room = swap;
    }
}

static size_t take_keys(const struct scoring *s, size_t from, size_t end,
                        struct keyed *out, struct keyed *room)
{
    size_t n = 0;
    for (size_t r = from; r < end; r++) {
        uint32_t key = s->keys[r * s->l->n_rules + s->rule];
        if (key != 0 && key % s->l->every_block == 0)
            out[n++] = (struct keyed){key, (uint32_t)r};
    }
    sort_keyed(out, n, room);
    return n;
}

static size_t pairs_so_far(const struct linkage *l)
{
    size_t n = 0;
    for (size_t t = 0; t < l->n_lists; t++)
        n += l->lists[t].n_pairs;
    return n;
}

static void score_rules(struct linkage *l, const uint32_t *keys)
{
    size_t n = l->data.n_records, first = l->data.n_first;
    struct keyed *sorted = arena_memory_or_end((n + 1) * sizeof *sorted);
    struct keyed *room = arena_memory_or_end((n + 1) * sizeof *room);
    struct scoring s = {.l = l, .keys = keys};
    for (; s.rule < l->n_rules; s.rule++) {
        size_t before = pairs_so_far(l);
        s.first = sorted;
        s.n_first = take_keys(&s, 0, first, s.first, room);
        s.second = l->data.is_dedupe ? s.first : sorted + first;
        s.n_second = l->data.is_dedupe
                         ? s.n_first
                         : take_keys(&s, first, n, s.second, room);
        run_threads(l->options.jobs, score_rule_part, &s);
        l->rules[s.rule].n_new_pairs = (double)(pairs_so_far(l) - before);
    }
    free(sorted);
    free(room);
}

static int by_key(const void *x, const void *y)
{
    uint64_t a = ((const struct pattern *)x)->key;
    uint64_t b = ((const struct pattern *)y)->key;
    return (a > b) - (a < b);
}

static void join_patterns(struct linkage *l)
{
    size_t n = 0, kept = 0;
    for (size_t t = 0; t < l->n_lists; t++)
        n += l->lists[t].n_patterns;
    l->patterns = arena_take_array(l->arena, n + 1, sizeof *l->patterns);
    n = 0;
    for (size_t t = 0; t < l->n_lists; t++)
        for (size_t k = 0; k < l->lists[t].n_patterns; k++)
            l->patterns[n++] = (struct pattern){.key = l->lists[t].keys[k],
                                                .count = l->lists[t].counts[k]};
    qsort(l->patterns, n, sizeof *l->patterns, by_key);
    for (size_t k = 0; k < n; k++) {
        if (kept > 0 && l->patterns[kept - 1].key == l->patterns[k].key)
            l->patterns[kept - 1].count += l->patterns[k].count;
        else
            l->patterns[kept++] = l->patterns[k];
    }
    l->n_patterns = kept;
}

void pairs_score(struct linkage *l, const uint32_t *keys)
{
    l->n_lists = thread_count(l->options.jobs);
    l->lists = calloc(l->n_lists, sizeof *l->lists);
    if (l->lists == NULL)
        l->n_lists = 0;
    else if (l->all_pairs)
        run_threads(l->options.jobs, score_all_part, l);
    else
        score_rules(l, keys);
    l->n_pairs = pairs_so_far(l);
    join_patterns(l);
}

/* ------------------------------------------------------------------ keeping */

static int by_records(const void *x, const void *y)
{
    const struct link *a = x, *b = y;
    if (a->i != b->i)
        return a->i < b->i ? -1 : 1;
    return (a->j > b->j) - (a->j < b->j);
}

const struct pattern *pair_find_pattern(const struct linkage *l, uint64_t key)
{
    struct pattern wanted = {.key = key};
    return bsearch(&wanted, l->patterns, l->n_patterns, sizeof *l->patterns,
                   by_key);
}

static size_t keep_list(struct linkage *l, const struct pair_list *p,
                        const struct pattern *const *found, double least,
                        struct link *out)
{
    size_t n = 0;
    for (const struct pair_chunk *c = p->chunks; c != NULL; c = c->next) {
        for (size_t k = 0; k < c->n; k++) {
            const struct pattern *q = found[c->pairs[k].pattern];
            if (q->probability < least)
                continue;
            if (out != NULL)
                out[n] = (struct link){.i = c->pairs[k].i,
                                       .j = c->pairs[k].j,
                                       .pattern = q->key,
                                       .weight = q->weight,
                                       .before = q->probability};
            n++;
        }
    }
    (void)l;
    return n;
}

void pairs_keep(struct linkage *l, double least)
{
    const struct pattern ***found =
        arena_take_array(l->arena, l->n_lists + 1, sizeof *found);
    size_t n = 0;
    for (size_t t = 0; t < l->n_lists; t++) {
        struct pair_list *p = &l->lists[t];
        found[t] =
            arena_take_array(l->arena, p->n_patterns + 1, sizeof *found[t]);
        for (size_t k = 0; k < p->n_patterns; k++)
            found[t][k] = pair_find_pattern(l, p->keys[k]);
        n += keep_list(l, p, found[t], least, NULL);
    }
    l->links = arena_take_array(l->arena, n + 1, sizeof *l->links);
    l->n_links = 0;
    for (size_t t = 0; t < l->n_lists; t++)
        l->n_links +=
            keep_list(l, &l->lists[t], found[t], least, l->links + l->n_links);
    qsort(l->links, l->n_links, sizeof *l->links, by_records);
}

bool pairs_incomplete(const struct linkage *l)
{
    for (size_t t = 0; t < l->n_lists; t++)
        if (l->lists[t].out_of_memory)
            return true;
    return l->n_lists == 0;
}

void pairs_release(struct linkage *l)
{
    for (size_t t = 0; t < l->n_lists; t++) {
        struct pair_list *p = &l->lists[t];
        while (p->chunks != NULL) {
            struct pair_chunk *next = p->chunks->next;
            free(p->chunks);
            p->chunks = next;
        }
        free(p->keys);
        free(p->counts);
        free(p->slots);
    }
    free(l->lists);
    l->lists = NULL;
    l->n_lists = 0;
}
