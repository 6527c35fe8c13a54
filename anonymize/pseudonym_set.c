/* pseudonym_set: which pseudonyms have been given in this run? */
#include "anonymize/pseudonym_set.h"

#include "base/arena.h"

#include <stdlib.h>
#include <string.h>

enum { FIRST_SLOTS = 1024, N_SYMBOLS = 12, BITS_PER_SYMBOL = 5 };

void pseudonym_set_init(struct pseudonym_set *s)
{
    memset(s, 0, sizeof *s);
}

void pseudonym_set_release(struct pseudonym_set *s)
{
    free(s->slots);
    pseudonym_set_init(s);
}

/* The symbols as the bits they stand for; the check symbol adds none. */
static uint64_t value_of(const char *pseudonym)
{
    static const char crockford[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    uint64_t bits = 0;
    for (size_t i = 0; i < N_SYMBOLS; i++) {
        const char *at = strchr(crockford, pseudonym[i]);
        bits = bits << BITS_PER_SYMBOL | (uint64_t)(at - crockford);
    }
    return bits + 1;
}

/* The bits are those of a keyed hash: uniform already. */
static uint64_t *slot_of(const struct pseudonym_set *s, uint64_t value)
{
    size_t at = (size_t)(value & (s->n_slots - 1));
    while (s->slots[at] != 0 && s->slots[at] != value)
        at = (at + 1) & (s->n_slots - 1);
    return &s->slots[at];
}

static void grow(struct pseudonym_set *s)
{
    uint64_t *old = s->slots;
    size_t n_old = s->n_slots;
    s->n_slots = n_old == 0 ? FIRST_SLOTS : n_old * 2;
    s->slots = calloc(s->n_slots, sizeof *s->slots);
    if (s->slots == NULL)
        arena_out_of_memory();
    for (size_t i = 0; i < n_old; i++)
        if (old[i] != 0)
            *slot_of(s, old[i]) = old[i];
    free(old);
}

bool pseudonym_set_add(struct pseudonym_set *s, const char *pseudonym)
{
    if (s->n * 2 >= s->n_slots)
        grow(s);
    uint64_t value = value_of(pseudonym);
    uint64_t *slot = slot_of(s, value);
    if (*slot == value)
        return false;
    *slot = value;
    s->n++;
    return true;
}
