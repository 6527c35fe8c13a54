/* pseudonym: the name under which a person's rows cross the wall.
 *
 * 12 symbols of Crockford's base32 (0-9 A-Z without I L O U) = 60 bits of
 * keyed BLAKE2b over the person's serial, then one check symbol by ISO/IEC
 * 7064 MOD 37,36 over 0-9 A-Z (it may be any of the 36). The check symbol
 * finds every single wrong symbol and every swap of neighbours. Without the
 * key a pseudonym says nothing; with key and serial it is always the same.
 *
 * A token serves rows without consent: the same over (serial, fiscal year)
 * under a key of its own, so that nobody can be followed across years. */
#ifndef AYUMI_ANONYMIZE_PSEUDONYM_H
#define AYUMI_ANONYMIZE_PSEUDONYM_H

#include "anonymize/key_file.h"
#include "base/handover.h"
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct subject {
    char text[SUBJECT_LENGTH + 2]; /* room for TOKEN_MARK and NUL */
};

void pseudonym_write(const struct keys *k, uint32_t serial,
                     struct subject *out);
void token_write(const struct keys *k, uint32_t serial, int fiscal_year,
                 struct subject *out);

/* The name of a review pair: PAIR_MARK (so that no spreadsheet takes it for a
 * number) and the same symbols over a tag of seal.h. */
#define PAIR_MARK 'P'
void pair_name_write(const unsigned char *tag, struct subject *out);
bool pair_name_is_valid(const char *text);

/* ISO/IEC 7064 MOD 37,36 over n symbols of 0-9 A-Z. */
char subject_check_symbol(const char *text, size_t n);

/* true when text is SUBJECT_LENGTH symbols with the right check symbol. */
bool pseudonym_is_valid(const char *text);

#endif
