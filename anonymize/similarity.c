/* similarity: how alike two strings of code points are. */
#include "anonymize/similarity.h"

#include <stdbool.h>
#include <string.h>

#define MOST_PREFIX 4
#define PREFIX_GAIN 0.1

static inline bool same(uint32_t x, uint32_t y)
{
    return x == y || x == '?' || y == '?';
}

static struct points shortened(struct points a)
{
    if (a.n > SIMILARITY_LONGEST)
        a.n = SIMILARITY_LONGEST;
    return a;
}

/* Where each character of a string stands: bit i for place i. The slot of a
 * character is its code or the next free one; a slot that is not used is not
 * initialised either. */
#define SLOTS (2 * SIMILARITY_LONGEST)
struct places {
    uint64_t used[SLOTS / 64];
    uint64_t unknown; /* of '?' */
    uint32_t character[SLOTS];
    uint64_t at[SLOTS];
};

static inline bool is_used(const struct places *p, uint32_t slot)
{
    return (p->used[slot / 64] >> (slot % 64) & 1) != 0;
}

static inline uint32_t slot_of(const struct places *p, uint32_t character)
{
    uint32_t slot = character % SLOTS;
    while (is_used(p, slot) && p->character[slot] != character)
        slot = (slot + 1) % SLOTS;
    return slot;
}

static void find_places(struct points a, struct places *p)
{
    memset(p->used, 0, sizeof p->used);
    p->unknown = 0;
    for (size_t i = 0; i < a.n; i++) {
        uint64_t bit = (uint64_t)1 << i;
        uint32_t slot = slot_of(p, a.at[i]);
        p->unknown |= a.at[i] == '?' ? bit : 0;
        p->at[slot] = is_used(p, slot) ? p->at[slot] | bit : bit;
        p->character[slot] = a.at[i];
        p->used[slot / 64] |= (uint64_t)1 << (slot % 64);
    }
}

static inline uint64_t places_of(const struct places *p, uint32_t character)
{
    if (character == '?')
        return ~(uint64_t)0;
    uint32_t slot = slot_of(p, character);
    return (is_used(p, slot) ? p->at[slot] : 0) | p->unknown;
}

static inline uint64_t bits_below(size_t n)
{
    return n >= 64 ? ~(uint64_t)0 : ((uint64_t)1 << n) - 1;
}

static inline size_t same_start(struct points a, struct points b)
{
    size_t n = 0;
    while (n < a.n && n < b.n && same(a.at[n], b.at[n]))
        n++;
    return n;
}

/* Which characters of a have a partner in b not further away than `reach`;
 * bit i of the results. Each takes the first that is free, so those of a common
 * start take each other. */
static size_t pair_up(struct points a, struct points b, uint64_t *in_a,
                      uint64_t *in_b)
{
    size_t longest = a.n > b.n ? a.n : b.n;
    size_t reach = longest / 2 > 0 ? longest / 2 - 1 : 0;
    size_t n = same_start(a, b);
    struct places p;
    *in_a = *in_b = bits_below(n);
    if (n == a.n)
        return n;
    find_places(b, &p);
    for (size_t i = n; i < a.n; i++) {
        uint64_t near = bits_below(i + reach + 1 < b.n ? i + reach + 1 : b.n);
        near &= ~bits_below(i > reach ? i - reach : 0);
        uint64_t free = places_of(&p, a.at[i]) & near & ~*in_b;
        *in_a |= (uint64_t)(free != 0) << i;
        *in_b |= free & (~free + 1);
        n += free != 0;
    }
    return n;
}

static double out_of_order(struct points a, struct points b, uint64_t in_a,
                           uint64_t in_b)
{
    size_t n = 0;
    for (; in_a != 0; in_a &= in_a - 1, in_b &= in_b - 1)
        n += !same(a.at[__builtin_ctzll(in_a)], b.at[__builtin_ctzll(in_b)]);
    return (double)n / 2.0;
}

/* The one that comes first, so that the order of arguments can't matter. */
static bool comes_first(struct points a, struct points b)
{
    if (a.n != b.n)
        return a.n < b.n;
    for (size_t i = 0; i < a.n; i++)
        if (a.at[i] != b.at[i])
            return a.at[i] < b.at[i];
    return true;
}

static double jaro(struct points a, struct points b)
{
    uint64_t in_a, in_b;
    if (a.n == 0 || b.n == 0)
        return a.n == b.n ? 1.0 : 0.0;
    size_t m = pair_up(a, b, &in_a, &in_b);
    if (m == 0)
        return 0.0;
    double common = (double)m;
    double moved = out_of_order(a, b, in_a, in_b);
    return (common / (double)a.n + common / (double)b.n +
            (common - moved) / common) /
           3.0;
}

double similarity_jaro(struct points a, struct points b)
{
    a = shortened(a);
    b = shortened(b);
    return comes_first(a, b) ? jaro(a, b) : jaro(b, a);
}

double similarity_jaro_winkler(struct points a, struct points b)
{
    double j = similarity_jaro(a, b);
    size_t prefix = same_start(a, b);
    prefix = prefix < MOST_PREFIX ? prefix : MOST_PREFIX;
    return j + (double)prefix * PREFIX_GAIN * (1.0 - j);
}

/* The last column of the table of edits, one bit a cell: whether a cell is one
 * more or one less than the one above it. Hyyrö (2003), A bit-vector algorithm
 * for computing Levenshtein and Damerau edit distances; what is equal is asked
 * of the places, so that '?' equals any there too. */
static size_t edits(struct points a, struct points b, bool exchanges)
{
    struct places p;
    uint64_t more = ~(uint64_t)0, less = 0, diagonal = 0, before = 0;
    uint64_t last = (uint64_t)1 << (a.n - 1);
    size_t distance = a.n;
    find_places(a, &p);
    for (size_t j = 0; j < b.n; j++) {
        uint64_t here = places_of(&p, b.at[j]);
        uint64_t exchanged = exchanges ? ((~diagonal & here) << 1) & before : 0;
        diagonal = (((here & more) + more) ^ more) | here | less | exchanged;
        uint64_t right_more = less | ~(diagonal | more);
        uint64_t right_less = diagonal & more;
        distance += (right_more & last) != 0;
        distance -= (right_less & last) != 0;
        right_more = right_more << 1 | 1;
        right_less <<= 1;
        more = right_less | ~(diagonal | right_more);
        less = right_more & diagonal;
        before = here;
    }
    return distance;
}

/* What is equal at the start and at the end is never edited. */
static void strip_ends(struct points *a, struct points *b)
{
    size_t start = same_start(*a, *b);
    a->at += start;
    a->n -= start;
    b->at += start;
    b->n -= start;
    while (a->n > 0 && b->n > 0 && same(a->at[a->n - 1], b->at[b->n - 1])) {
        a->n--;
        b->n--;
    }
}

/* Both ends differ: only a substitution, an exchange or one more character is
 * a single edit. */
static bool is_one_edit(struct points a, struct points b)
{
    if (a.n != b.n)
        return a.n + b.n == 1;
    return a.n == 1 ||
           (a.n == 2 && same(a.at[0], b.at[1]) && same(a.at[1], b.at[0]));
}

size_t similarity_edits(struct points a, struct points b, size_t limit)
{
    a = shortened(a);
    b = shortened(b);
    size_t longer = a.n > b.n ? a.n - b.n : b.n - a.n;
    if (longer > limit)
        return limit + 1;
    strip_ends(&a, &b);
    size_t n = a.n == 0 || b.n == 0 ? a.n + b.n
               : is_one_edit(a, b)  ? 1
               : limit <= 1         ? limit + 1
                                    : edits(a, b, true);
    return n > limit ? limit + 1 : n;
}

size_t similarity_levenshtein(struct points a, struct points b)
{
    a = shortened(a);
    b = shortened(b);
    return a.n == 0 || b.n == 0 ? a.n + b.n : edits(a, b, false);
}
