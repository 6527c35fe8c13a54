/* form_number: the number on a survey sheet that stands for a person, so that
 * who hands sheets out and types them in needs no office number.
 *
 * Q7K3M-9XW2D: Q, eight symbols of Crockford's base32, and a check symbol by
 * ISO/IEC 7064 MOD 37,36. The eight are 40 bits: serial (20), batch (6) and
 * 14 zeros, mixed by a keyed permutation (Feistel, 8 rounds of BLAKE2b), so
 * that without the key they are random numbers, those of two batches have
 * nothing in common, and nothing has to be stored to read one back: a vault
 * that was lost and built again knows them too. Of numbers typed at random
 * one in 600,000 would be somebody's. */
#ifndef AYUMI_ANONYMIZE_FORM_NUMBER_H
#define AYUMI_ANONYMIZE_FORM_NUMBER_H

#include "anonymize/key_file.h"
#include <stdint.h>

enum {
    FORM_NUMBER_SIZE = 12, /* with NUL */
    FORM_MAX_SERIAL = (1 << 20) - 1,
    FORM_MAX_BATCH = 63
};

/* serial and batch from 1; false when they are too large. */
bool form_number_write(const struct keys *k, uint32_t serial, uint32_t batch,
                       char out[FORM_NUMBER_SIZE]);

/* As typed: widths, case, hyphens and blanks don't matter, O is read as 0, I
 * and L as 1. false when it is no form number of this key. */
bool form_number_read(struct arena *a, const struct keys *k, const char *typed,
                      uint32_t *serial, uint32_t *batch);

#endif
