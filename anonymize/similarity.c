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

/* Which characters of a have a partner in b not further away than `reach`;
 * bit i of the results. */
static size_t pair_up(struct points a, struct points b, uint64_t *in_a,
                      uint64_t *in_b)
{
    size_t longest = a.n > b.n ? a.n : b.n;
    size_t reach = longest / 2 > 0 ? longest / 2 - 1 : 0;
    size_t n = 0;
    *in_a = *in_b = 0;
    for (size_t i = 0; i < a.n; i++) {
        size_t first = i > reach ? i - reach : 0;
        size_t end = i + reach + 1 < b.n ? i + reach + 1 : b.n;
        for (size_t j = first; j < end; j++) {
            if (!same(a.at[i], b.at[j]) || (*in_b >> j & 1) != 0)
                continue;
            *in_a |= (uint64_t)1 << i;
            *in_b |= (uint64_t)1 << j;
            n++;
            break;
        }
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
    size_t prefix = 0;
    while (prefix < MOST_PREFIX && prefix < a.n && prefix < b.n &&
           same(a.at[prefix], b.at[prefix]))
        prefix++;
    return j + (double)prefix * PREFIX_GAIN * (1.0 - j);
}

static size_t least(size_t x, size_t y)
{
    return x < y ? x : y;
}

/* Row by row of the table of edits; three rows are all that is looked at. */
static size_t edits(struct points a, struct points b, bool exchanges,
                    size_t limit)
{
    size_t rows[3][SIMILARITY_LONGEST + 1];
    size_t *before = rows[0], *above = rows[1], *row = rows[2];
    for (size_t j = 0; j <= b.n; j++)
        above[j] = j;
    for (size_t i = 1; i <= a.n; i++) {
        size_t best = row[0] = i;
        for (size_t j = 1; j <= b.n; j++) {
            size_t cost = !same(a.at[i - 1], b.at[j - 1]);
            row[j] =
                least(least(above[j] + 1, row[j - 1] + 1), above[j - 1] + cost);
            if (exchanges && i > 1 && j > 1 && same(a.at[i - 1], b.at[j - 2]) &&
                same(a.at[i - 2], b.at[j - 1]))
                row[j] = least(row[j], before[j - 2] + 1);
            best = least(best, row[j]);
        }
        if (best > limit)
            return limit + 1;
        size_t *free_row = before;
        before = above;
        above = row;
        row = free_row;
    }
    return above[b.n] > limit ? limit + 1 : above[b.n];
}

size_t similarity_edits(struct points a, struct points b, size_t limit)
{
    a = shortened(a);
    b = shortened(b);
    size_t longer = a.n > b.n ? a.n - b.n : b.n - a.n;
    if (longer > limit)
        return limit + 1;
    return edits(a, b, true, limit);
}

size_t similarity_levenshtein(struct points a, struct points b)
{
    a = shortened(a);
    b = shortened(b);
    return edits(a, b, false, SIMILARITY_LONGEST);
}
