/* person_name: the forms in which names and numbers are compared.
 *
 * What is stored and shown stays as written; these forms only answer "could
 * it be the same?". Variants of a character (髙/高) come from
 * codebooks/name_variants.csv: one direct step, never a chain, and 祐/佑 are
 * no variants. Source of the rules: linkage-facts, "Normalisation" 1, 2, 4. */
#ifndef AYUMI_ANONYMIZE_PERSON_NAME_H
#define AYUMI_ANONYMIZE_PERSON_NAME_H

#include "base/arena.h"
#include "base/codebook.h"
#include "base/status.h"
#include <stddef.h>
#include <stdint.h>

struct name_variant {
    uint32_t character;
    uint32_t compared_as;
};

struct name_variants {
    size_t n;
    struct name_variant *variants; /* sorted by character */
    /* A bit for each remainder of a character by VARIANT_BITS that one of them
     * has: most characters need no search. */
    uint64_t remainders[64];
};
enum { VARIANT_BITS = 64 * 64 };

/* STATUS_USAGE with a message when the table is absent, a cell is not one
 * character, a character stands twice, or a result is itself a variant. */
MUST_CHECK enum status name_variants_load(struct arena *a,
                                          const struct codebook *c,
                                          struct name_variants *out);

/* After n and variants were set otherwise. */
void name_variants_sort(struct name_variants *v);

/* Folded widths, no spaces, variants replaced, Latin letters upper case. */
char *name_compared(struct arena *a, const struct name_variants *v,
                    const char *name) MUST_CHECK;

/* Full-width katakana without spaces; small kana as large ones (bank lists
 * and some offices hold none); ヲ ヰ ヱ as オ イ エ; a hyphen as ー. */
char *kana_compared(struct arena *a, const char *kana) MUST_CHECK;

/* The several names of one person in one cell: a former surname or an alias
 * stands in brackets (高橋（佐藤） 花子, ALLEN JACKSON（高橋 二郎）); the rules
 * are those of normal_person_name. The first is the one outside of the
 * brackets; a note that is no name (（故）) is left out. */
enum { MOST_NAMES = 8 };
struct compared_names {
    const char *list[MOST_NAMES];
    size_t n; /* 0 for a blank cell */
};
/* Apart, but not yet in the form in which they are compared; at least one. */
size_t names_apart(struct arena *a, const char *cell,
                   const char *list[MOST_NAMES]);
void names_compared(struct arena *a, const struct name_variants *v,
                    const char *name, struct compared_names *out);
void kanas_compared(struct arena *a, const char *kana,
                    struct compared_names *out);

/* Folded width, upper case, no leading zeros: numbers that agree only in
 * this form are a question for a person. */
char *number_loosely(struct arena *a, const char *number) MUST_CHECK;

#endif
