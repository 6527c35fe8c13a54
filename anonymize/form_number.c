/* form_number: the number on a survey sheet that stands for a person. */
#include "anonymize/form_number.h"

#include "anonymize/pseudonym.h"
#include "base/text.h"

#include <sodium.h>
#include <string.h>

enum { N_SYMBOLS = 8, HALF_BITS = 20, ROUNDS = 8, BATCH_BITS = 6, ZEROS = 14 };

static const char crockford[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/* ------------------------------------------------------------- permutation */

static uint32_t round_of(const struct keys *k, uint32_t half, int round)
{
    unsigned char message[8] = "form", digest[16];
    uint32_t out = 0;
    message[4] = (unsigned char)round;
    for (size_t i = 0; i < 3; i++)
        message[5 + i] = (unsigned char)(half >> (8 * i));
    crypto_generichash(digest, sizeof digest, message, sizeof message, k->form,
                       SUB_KEY_SIZE);
    for (size_t i = 0; i < 3; i++)
        out = out << 8 | digest[i];
    sodium_memzero(digest, sizeof digest);
    return out & FORM_MAX_SERIAL;
}

static uint64_t mix(const struct keys *k, uint64_t block)
{
    uint32_t left = (uint32_t)(block >> HALF_BITS);
    uint32_t right = (uint32_t)(block & FORM_MAX_SERIAL);
    for (int i = 0; i < ROUNDS; i++) {
        uint32_t next = left ^ round_of(k, right, i);
        left = right;
        right = next;
    }
    return (uint64_t)left << HALF_BITS | right;
}

static uint64_t unmix(const struct keys *k, uint64_t block)
{
    uint32_t left = (uint32_t)(block >> HALF_BITS);
    uint32_t right = (uint32_t)(block & FORM_MAX_SERIAL);
    for (int i = ROUNDS - 1; i >= 0; i--) {
        uint32_t before = right ^ round_of(k, left, i);
        right = left;
        left = before;
    }
    return (uint64_t)left << HALF_BITS | right;
}

/* ------------------------------------------------------------------- symbols
 */

bool form_number_write(const struct keys *k, uint32_t serial, uint32_t batch,
                       char out[FORM_NUMBER_SIZE])
{
    char symbols[N_SYMBOLS + 2];
    if (serial == 0 || serial > FORM_MAX_SERIAL || batch == 0 ||
        batch > FORM_MAX_BATCH)
        return false;
    uint64_t block = mix(k, ((uint64_t)serial << BATCH_BITS | batch) << ZEROS);
    for (size_t i = 0; i < N_SYMBOLS; i++)
        symbols[i] = crockford[block >> (35 - 5 * i) & 31];
    symbols[N_SYMBOLS] = subject_check_symbol(symbols, N_SYMBOLS);
    out[0] = 'Q';
    memcpy(out + 1, symbols, 4);
    out[5] = '-';
    memcpy(out + 6, symbols + 4, 5);
    out[11] = '\0';
    return true;
}

/* What people confuse reads alike. */
static char plain_symbol(char c)
{
    if (c >= 'a' && c <= 'z')
        c = (char)(c - 'a' + 'A');
    if (c == 'O')
        return '0';
    return c == 'I' || c == 'L' ? '1' : c;
}

/* Q and nine symbols, without what stands between them. */
static bool read_symbols(const char *folded, char symbols[N_SYMBOLS + 2])
{
    size_t n = 0;
    if (plain_symbol(*folded++) != 'Q')
        return false;
    for (; *folded != '\0'; folded++) {
        if (*folded == '-' || *folded == ' ')
            continue;
        if (n == N_SYMBOLS + 1)
            return false;
        symbols[n++] = plain_symbol(*folded);
    }
    symbols[n] = '\0';
    return n == N_SYMBOLS + 1;
}

bool form_number_read(struct arena *a, const struct keys *k, const char *typed,
                      uint32_t *serial, uint32_t *batch)
{
    char symbols[N_SYMBOLS + 2];
    uint64_t block = 0;
    if (!read_symbols(text_fold(a, typed), symbols))
        return false;
    for (size_t i = 0; i < N_SYMBOLS; i++) {
        const char *at = strchr(crockford, symbols[i]);
        if (at == NULL)
            return false;
        block = block << 5 | (uint64_t)(at - crockford);
    }
    if (plain_symbol(subject_check_symbol(symbols, N_SYMBOLS)) !=
        symbols[N_SYMBOLS])
        return false;
    block = unmix(k, block);
    *serial = (uint32_t)(block >> (BATCH_BITS + ZEROS));
    *batch = (uint32_t)(block >> ZEROS & FORM_MAX_BATCH);
    return (block & ((1 << ZEROS) - 1)) == 0 && *serial != 0 && *batch != 0;
}
