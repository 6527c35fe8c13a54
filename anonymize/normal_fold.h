/* normal_fold: the first step of every normal form, as code points. */
#ifndef AYUMI_ANONYMIZE_NORMAL_FOLD_H
#define AYUMI_ANONYMIZE_NORMAL_FOLD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Code points of one value at most; the rest is cut. */
#define NORMAL_POINTS 512

/* Variation selectors and zero-width characters dropped, U+309B and U+309C
 * joined to the kana before them, NFKC, Latin letters lower case and without
 * accents, every space U+0020, every dash '-'; the long vowel mark stays.
 * Returns the number of code points written to out[NORMAL_POINTS]. */
size_t normal_fold(const char *in, size_t n, uint32_t out[NORMAL_POINTS]);

/* Writes code points as UTF-8; returns bytes, cut between characters. */
size_t normal_write(const uint32_t *points, size_t n, char *out,
                    size_t capacity);

/* Copies a form; returns bytes, cut between characters. */
size_t normal_copy(const char *form, size_t n, char *out, size_t capacity);

/* The several names in a cell, each character through `each` first, joined by
 * NORMAL_ALTERNATIVE; see normal_person_name.c. */
size_t normal_names(const char *in, size_t n, uint32_t (*each)(uint32_t),
                    uint32_t out[NORMAL_POINTS]);

/* Writes what normal_names made: as many names as fit whole, or the start of
 * the first. What is written is its own form. */
size_t normal_write_names(const uint32_t *points, size_t n, char *out,
                          size_t capacity);

bool normal_is_ideograph(uint32_t c);
bool normal_is_kana(uint32_t c); /* hiragana or katakana, large or small */
/* Katakana, small ones large, ヲ ヰ ヱ as オ イ エ; others as they are. */
uint32_t normal_large_kana(uint32_t c);

#endif
