/* number_text: numbers as offices write them, and as files must hold them.
 *
 * Locale never matters: '.' is the decimal mark in both directions. */
#ifndef AYUMI_BASE_NUMBER_TEXT_H
#define AYUMI_BASE_NUMBER_TEXT_H

#include "base/arena.h"
#include <stdbool.h>
#include <stdint.h>

/* Takes the whole text or refuses: [+-] digits [. digits], nothing else.
 * No nan, inf, hex, exponent, spaces, thousands commas. Call text_fold first.
 * Returns false and leaves *out untouched on refusal or overflow. */
bool number_parse(const char *text, double *out);
bool number_parse_integer(const char *text, int64_t *out);

/* A number as programs write it: also with an exponent, 1.5e-08 or 1E+05.
 * The whole text or refused, like number_parse. */
bool number_parse_machine(const char *text, double *out);

/* What had to be repaired to read an office's number. Bits add up. */
enum number_repair {
    NUMBER_AS_WRITTEN = 0,
    NUMBER_FULL_WIDTH = 1,    /* １２ */
    NUMBER_THOUSANDS = 2,     /* 1,516 */
    NUMBER_UNIT = 4,          /* 18.5kg, 6回, 73才 */
    NUMBER_ABOUT = 8,         /* 約2,000 */
    NUMBER_DECIMAL_COMMA = 16 /* 22,5: only where no thousands reading */
};

/* An office's number: text_fold, then the repairs above. `unit` is the
 * codebook's unit or NULL; a suffix other than it (and its usual spellings:
 * kg キロ, cm センチ ㎝, 人 名 件 社 回 円 歳 才 時間 h %) refuses.
 * Two readings refuse: "1,5000", "0,123", "10-15", "20以上", "①③", "5²".
 * On refusal *out and *repairs are untouched. */
bool number_parse_office(struct arena *a, const char *text, const char *unit,
                         double *out, unsigned *repairs);

/* "10～15", "10~15", "10-15": low, high and true. */
bool number_parse_range(struct arena *a, const char *text, double *low,
                        double *high);

/* Shortest of %.15g, %.16g, %.17g that reads back the same double; "-0" is
 * written 0, NaN as empty text, infinity as Inf. For machine files. */
char *number_write(struct arena *a, double x) MUST_CHECK;
/* Always 17 significant digits (engine outputs); empty text for NaN. */
char *number_write_full(struct arena *a, double x) MUST_CHECK;

#endif
