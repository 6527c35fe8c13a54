/* pseudonym: the name under which a person's rows cross the wall. */
#include "anonymize/pseudonym.h"

#include <sodium.h>
#include <string.h>

static const char crockford[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
static const char check_alphabet[] = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";

enum { N_SYMBOLS = SUBJECT_LENGTH - 1, BITS_PER_SYMBOL = 5 };

/* ISO/IEC 7064 MOD 37,36, a hybrid system: p starts at 36; for each symbol
 * a: s = (p + a) mod 36, 36 if zero; p = 2 s mod 37; check c: p + c = 1. */
char subject_check_symbol(const char *text, size_t n)
{
    unsigned p = 36;
    for (size_t i = 0; i < n; i++) {
        const char *at = strchr(check_alphabet, text[i]);
        unsigned s = (p + (unsigned)(at - check_alphabet)) % 36;
        if (s == 0)
            s = 36;
        p = s * 2 % 37;
    }
    return check_alphabet[(37 - p) % 36];
}

/* The first 60 bits of eight bytes, then the check symbol. */
static void write_symbols(const unsigned char bytes[8], char *out)
{
    uint64_t bits = 0;
    for (size_t i = 0; i < 8; i++)
        bits = bits << 8 | bytes[i];
    for (size_t i = 0; i < N_SYMBOLS; i++) {
        unsigned shift = 64 - BITS_PER_SYMBOL * ((unsigned)i + 1);
        out[i] = crockford[bits >> shift & 31];
    }
    out[N_SYMBOLS] = subject_check_symbol(out, N_SYMBOLS);
    out[SUBJECT_LENGTH] = '\0';
}

static void keyed_symbols(const unsigned char *key, uint32_t serial, int year,
                          char *out)
{
    unsigned char message[8], digest[16];
    for (size_t i = 0; i < 4; i++) {
        message[i] = (unsigned char)(serial >> (8 * i));
        message[4 + i] = (unsigned char)((uint32_t)year >> (8 * i));
    }
    crypto_generichash(digest, sizeof digest, message, sizeof message, key,
                       SUB_KEY_SIZE);
    write_symbols(digest, out);
    sodium_memzero(digest, sizeof digest);
}

void pseudonym_write(const struct keys *k, uint32_t serial, struct subject *out)
{
    keyed_symbols(k->pseudonym, serial, 0, out->text);
}

void token_write(const struct keys *k, uint32_t serial, int fiscal_year,
                 struct subject *out)
{
    out->text[0] = TOKEN_MARK;
    keyed_symbols(k->token, serial, fiscal_year, out->text + 1);
}

void pair_name_write(const unsigned char *tag, struct subject *out)
{
    out->text[0] = PAIR_MARK;
    write_symbols(tag, out->text + 1);
}

bool pair_name_is_valid(const char *text)
{
    return text[0] == PAIR_MARK && pseudonym_is_valid(text + 1);
}

bool pseudonym_is_valid(const char *text)
{
    if (strlen(text) != SUBJECT_LENGTH)
        return false;
    for (size_t i = 0; i < N_SYMBOLS; i++)
        if (strchr(crockford, text[i]) == NULL)
            return false;
    return text[N_SYMBOLS] == subject_check_symbol(text, N_SYMBOLS);
}
