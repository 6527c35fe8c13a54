/* row_index: a number for each fingerprint, for any number of them. */
#include "anonymize/row_index.h"

#include "base/arena.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

enum {
    FIRST_BITS = 10,
    RECENT_BITS = 18, /* half of the places are filled: 131,072, 4 MB */
    PER_WORD = 8      /* fingerprints in a word of the sieve, at most */
};

void row_index_init(struct row_index *x, const char *folder)
{
    memset(x, 0, sizeof *x);
    spilled_init(&x->old, sizeof(struct row_entry), folder);
}

void row_index_release(struct row_index *x)
{
    free(x->recent);
    free(x->sieve);
    spilled_release(&x->old);
    row_index_init(x, x->old.folder);
}

/* Spread over all 64 bits, another for each: whatever the prints are made of,
 * the first bits say the place. */
static uint64_t spread(const unsigned char *print)
{
    uint64_t number;
    memcpy(&number, print, sizeof number);
    number ^= number >> 32;
    return number * 0x9e3779b97f4a7c15U;
}

static size_t home_of(uint64_t print, unsigned bits)
{
    return (size_t)(print >> (64 - bits));
}

static void *zeros(unsigned bits, size_t size)
{
    void *all = calloc((size_t)1 << bits, size);
    if (all == NULL)
        arena_out_of_memory();
    return all;
}

/* ------------------------------------------------------------------- sieve */

/* Four of the word's 64 bits. */
static uint64_t sieve_mark(uint64_t print)
{
    return (uint64_t)1 << (print & 63) | (uint64_t)1 << (print >> 6 & 63) |
           (uint64_t)1 << (print >> 12 & 63) |
           (uint64_t)1 << (print >> 18 & 63);
}

static void sieve_add(struct row_index *x, uint64_t print)
{
    x->sieve[home_of(print, x->sieve_bits)] |= sieve_mark(print);
}

static bool may_be_old(const struct row_index *x, uint64_t print)
{
    uint64_t mark = sieve_mark(print);
    return x->n_old > 0 &&
           (x->sieve[home_of(print, x->sieve_bits)] & mark) == mark;
}

/* ------------------------------------------------------------------ places */

static struct row_entry *recent_place(const struct row_index *x, uint64_t print)
{
    size_t mask = ((size_t)1 << x->recent_bits) - 1;
    size_t at = home_of(print, x->recent_bits);
    while (x->recent[at].number != 0 && x->recent[at].print != print)
        at = (at + 1) & mask;
    return &x->recent[at];
}

static struct row_entry *old_place(struct row_index *x, uint64_t print)
{
    size_t mask = ((size_t)1 << x->old_bits) - 1;
    size_t at = home_of(print, x->old_bits);
    struct row_entry *e = spilled_at(&x->old, at);
    while (e->number != 0 && e->print != print) {
        at = (at + 1) & mask;
        e = spilled_at(&x->old, at);
    }
    return e;
}

/* The number in the old table, or 0: read, a few places at a time, for a page
 * that is mapped for one look costs more than the look. */
static uint32_t old_number(struct row_index *x, uint64_t print)
{
    enum { SOME = 8 };
    struct row_entry some[SOME];
    size_t n_places = (size_t)1 << x->old_bits;
    size_t at = home_of(print, x->old_bits);
    for (;;) {
        size_t n = n_places - at < SOME ? n_places - at : SOME;
        if (!spilled_read(&x->old, at, n, some))
            return old_place(x, print)->number;
        for (size_t i = 0; i < n; i++)
            if (some[i].number == 0 || some[i].print == print)
                return some[i].number;
        at = (at + n) & (n_places - 1);
    }
}

static struct row_entry *find_recent(const struct row_index *x, uint64_t print)
{
    struct row_entry *e = x->recent_bits == 0 ? NULL : recent_place(x, print);
    return e != NULL && e->number != 0 ? e : NULL;
}

uint32_t row_index_find(struct row_index *x, const unsigned char *print)
{
    uint64_t wide = spread(print);
    const struct row_entry *e = find_recent(x, wide);
    if (e != NULL)
        return e->number;
    return may_be_old(x, wide) ? old_number(x, wide) : 0;
}

void row_index_expect(const struct row_index *x, const unsigned char *print)
{
    uint64_t wide = spread(print);
    if (x->recent_bits != 0)
        __builtin_prefetch(&x->recent[home_of(wide, x->recent_bits)]);
    if (x->n_old > 0)
        __builtin_prefetch(&x->sieve[home_of(wide, x->sieve_bits)]);
}

/* ----------------------------------------------------------------- growing */

static void grow_recent(struct row_index *x)
{
    struct row_entry *before = x->recent;
    size_t n = x->recent_bits == 0 ? 0 : (size_t)1 << x->recent_bits;
    x->recent_bits = n == 0 ? FIRST_BITS : x->recent_bits + 1;
    x->recent = zeros(x->recent_bits, sizeof *x->recent);
    for (size_t i = 0; i < n; i++)
        if (before[i].number != 0)
            *recent_place(x, before[i].print) = before[i];
    free(before);
}

/* Places that were in order stay so: once through both files. */
static void grow_old(struct row_index *x)
{
    struct spilled before = x->old;
    spilled_init(&x->old, sizeof(struct row_entry), before.folder);
    x->old_bits = x->old_bits == 0 ? RECENT_BITS + 1 : x->old_bits + 1;
    spilled_zeros(&x->old, (size_t)1 << x->old_bits);
    for (size_t i = 0; i < before.n; i++) {
        const struct row_entry *e = spilled_at(&before, i);
        if (e->number != 0)
            *old_place(x, e->print) = *e;
    }
    spilled_release(&before);
}

static void grow_sieve(struct row_index *x)
{
    free(x->sieve);
    x->sieve_bits = x->sieve_bits == 0 ? RECENT_BITS - 3 : x->sieve_bits + 1;
    x->sieve = zeros(x->sieve_bits, sizeof *x->sieve);
    for (size_t i = 0; i < x->old.n; i++) {
        const struct row_entry *e = spilled_at(&x->old, i);
        if (e->number != 0)
            sieve_add(x, e->print);
    }
}

static void pour_out(struct row_index *x)
{
    size_t n = (size_t)1 << x->recent_bits;
    x->n_old += x->n_recent;
    while (x->old_bits == 0 || x->n_old * 3 > x->old.n * 2)
        grow_old(x);
    while (x->sieve_bits == 0 || x->n_old >> x->sieve_bits >= PER_WORD)
        grow_sieve(x);
    for (size_t i = 0; i < n; i++) {
        if (x->recent[i].number == 0)
            continue;
        *old_place(x, x->recent[i].print) = x->recent[i];
        sieve_add(x, x->recent[i].print);
    }
    memset(x->recent, 0, n * sizeof *x->recent);
    x->n_recent = 0;
}

static void make_room(struct row_index *x)
{
    if (x->recent_bits == 0 ||
        (x->n_recent * 2 >= (size_t)1 << x->recent_bits &&
         x->recent_bits < RECENT_BITS))
        grow_recent(x);
    else if (x->n_recent * 2 >= (size_t)1 << x->recent_bits)
        pour_out(x);
}

void row_index_set(struct row_index *x, const unsigned char *print,
                   uint32_t number)
{
    uint64_t wide = spread(print);
    struct row_entry *e = find_recent(x, wide);
    if (e == NULL && may_be_old(x, wide) && old_number(x, wide) != 0)
        e = old_place(x, wide);
    if (e == NULL) {
        make_room(x);
        e = recent_place(x, wide);
        x->n_recent++;
    }
    *e = (struct row_entry){wide, number};
}
