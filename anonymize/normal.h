/* normal: the form in which two values of one kind are compared.
 *
 * Each function takes n bytes of UTF-8 as typed and writes the form to be
 * compared, UTF-8 without NUL, of at most `capacity` bytes; it returns how
 * many. What does not fit is cut between characters, several names between
 * names. Nothing to compare (a blank, an unreadable date) gives 0, which the
 * engine takes as missing.
 * Invalid bytes count as an unknown character.
 *
 * Reentrant, deterministic, without memory of their own: one value in, one
 * value out. Done once for each distinct value, so they may be slow.
 * What stands for one unknown character (?, 〓, ■ in a name) becomes '?'.
 *
 * Not done here: likeness. Two normal forms that differ are compared by
 * similarity.h and comparison.h. */
#ifndef AYUMI_ANONYMIZE_NORMAL_H
#define AYUMI_ANONYMIZE_NORMAL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Room that is enough for any value that the engine reads whole. */
#define NORMAL_CAPACITY 512

/* Between the several names of one person (former name, alias) in the result
 * of normal_person_name and normal_kana: any of them may agree. */
#define NORMAL_ALTERNATIVE '\x1f'
#define NORMAL_LONG 0x30fc /* ー */

typedef size_t normal_function(const char *in, size_t n, char *out,
                               size_t capacity);

/* Any text: widths folded, case and accents of Latin letters dropped, runs of
 * spaces and punctuation to one space. */
size_t normal_text(const char *in, size_t n, char *out, size_t capacity);

/* A name in kanji, kana or Latin letters: as normal_text, but Japanese parts
 * are joined by one space when the parts were apart (山田 太郎), so that the
 * engine sees them; brackets (former surname, alias) become alternatives as
 * above; 々 is the character before it. Kanji and kana stay as written:
 *髙 and 高, ヱ and エ are told by variant_related, a level below equal. */
size_t normal_person_name(const char *in, size_t n, char *out, size_t capacity);

/* A reading: full-width katakana, small kana large, ヲ ヰ ヱ as オ イ エ, a
 * hyphen as ー; a space and alternatives as in a name. */
size_t normal_kana(const char *in, size_t n, char *out, size_t capacity);

/* How a reading sounds, a level below normal_kana: ヅ as ズ, ヂ as ジ, each
 * long vowel (オウ オオ オー エイ …) with one ー, no spaces. Takes what was
 * typed or what normal_kana gave. */
size_t normal_kana_sound(const char *in, size_t n, char *out, size_t capacity);

/* The same of code points that normal_kana gave, into as many or fewer; out may
 * be the reading itself. Returns how many. */
size_t normal_sound(const uint32_t *reading, size_t n, uint32_t *out);

/* A Japanese address: "TOWN N-N-N ROOM" without prefecture, city, 大字 and
 * the building's name; other addresses as normal_text. Up to the second space
 * it is the house, up to the first the town. */
size_t normal_address(const char *in, size_t n, char *out, size_t capacity);

/* A telephone number: digits, the leading 0 restored, +81 as 0; several
 * numbers are alternatives. 0 for placeholders such as 0000000000. */
size_t normal_telephone(const char *in, size_t n, char *out, size_t capacity);

/* Numbers that name something (telephone, postcode, office number): digits
 * and Latin letters only, upper case; the leading 0 of a telephone number is
 * restored, +81 is the 0. */
size_t normal_digits(const char *in, size_t n, char *out, size_t capacity);

/* A quantity or a part of a date: as normal_text, the zeros in front of a whole
 * number dropped: 07 is 7. */
size_t normal_number(const char *in, size_t n, char *out, size_t capacity);

/* A day: "yyyy-mm-dd", 10 bytes; a month or day that was not said is 00.
 * ISO, slashes, dots, 8 digits, day first where only that can be (13/02/1950),
 * Japanese eras within their limits (令和元年, S250213, 3250213, 5.5.7.3, kanji
 * numerals), Excel's day numbers. */
size_t normal_date(const char *in, size_t n, char *out, size_t capacity);

/* "m" or "f", from 男 女 男性 女性 M F male female; anything else stays as
 * normal_text gives it: codes such as 1/2 are not guessed. */
size_t normal_sex(const char *in, size_t n, char *out, size_t capacity);

/* Two characters of which one is a spelling of the other in names (髙 and 高,
 * 邊 and 邉; た and タ, ヱ and エ), by one direct step of the variant table, in
 * either order; false for a == b. 祐 and 佑 are different. */
bool variant_related(uint32_t a, uint32_t b);
/* How many rows codebooks/name_variants.csv had. */
size_t variant_rows(void);

#endif
