/* pseudonym_set: which pseudonyms have been given in this run? */
#include "anonymize/pseudonym_set.h"

#include <string.h>

enum { N_SYMBOLS = 12, BITS_PER_SYMBOL = 5 };

void pseudonym_set_init(struct pseudonym_set *s, const char *folder)
{
    row_index_init(&s->given, folder);
}

void pseudonym_set_release(struct pseudonym_set *s)
{
    row_index_release(&s->given);
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
    return bits;
}

bool pseudonym_set_add(struct pseudonym_set *s, const char *pseudonym)
{
    unsigned char print[sizeof(uint64_t)];
    uint64_t value = value_of(pseudonym);
    memcpy(print, &value, sizeof print);
    if (row_index_find(&s->given, print) != 0)
        return false;
    row_index_set(&s->given, print, 1);
    return true;
}
